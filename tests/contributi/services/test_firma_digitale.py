"""The signed act: it must contain the very document registered, and nothing may change after the signature."""

import datetime
import io

import pikepdf
import pytest
from asn1crypto import keys, x509
from cryptography import x509 as cx509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from adi_platform.errori import DominioError
from contributi.services.firma_digitale import verifica_firmato


def pdf(testo: str = "uno") -> bytes:
    flusso = io.BytesIO()
    with pikepdf.new() as documento:
        documento.add_blank_page()
        documento.docinfo["/Title"] = testo
        documento.save(flusso)
    return flusso.getvalue()


@pytest.fixture(scope="module")
def firmatario() -> tuple[signers.SimpleSigner, bytes]:
    """An invented signer with its own certificate, and the certificate in PEM."""
    chiave = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    nome = cx509.Name([cx509.NameAttribute(NameOID.COMMON_NAME, "Dario Dirigente di prova")])
    dal = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    uso = cx509.KeyUsage(True, True, False, False, False, True, False, False, False)
    certificato = (
        cx509.CertificateBuilder()
        .subject_name(nome)
        .issuer_name(nome)
        .public_key(chiave.public_key())
        .serial_number(7)
        .not_valid_before(dal)
        .not_valid_after(dal + datetime.timedelta(days=36500))
        .add_extension(cx509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(uso, critical=True)
        .sign(chiave, hashes.SHA256())
    )
    privata = chiave.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    firma = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificato.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(privata),
        cert_registry=SimpleCertificateStore(),
    )
    return firma, certificato.public_bytes(serialization.Encoding.PEM)


def firma(originale: bytes, firmatario: signers.SimpleSigner) -> bytes:
    uscita = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(originale)),
        signers.PdfSignatureMetadata(field_name="Firma"),
        signer=firmatario,
        output=uscita,
    )
    return uscita.getvalue()


def test_la_firma_si_legge_e_dice_che_la_catena_non_e_controllata(
    firmatario: tuple[signers.SimpleSigner, bytes],
) -> None:
    originale = pdf()
    (letta,) = verifica_firmato(firma(originale, firmatario[0]), originale=originale)
    assert "Dario Dirigente di prova" in letta.firmatario
    assert letta.fidata is None


def test_con_le_radici_la_catena_si_controlla(
    firmatario: tuple[signers.SimpleSigner, bytes],
    settings,
    tmp_path,  # type: ignore[no-untyped-def]
) -> None:
    originale = pdf()
    firmato = firma(originale, firmatario[0])
    (tmp_path / "radice.pem").write_bytes(firmatario[1])
    settings.RADICI_FIRMA = str(tmp_path)
    assert verifica_firmato(firmato, originale=originale)[0].fidata is True


@pytest.mark.parametrize(
    ("che_cosa", "messaggio"),
    [
        ("altro documento", "non è l'atto registrato"),
        ("non firmato", "non è firmato"),
        ("coda senza firma", "PAdES"),
        ("cambiato dentro", "non è l'atto registrato"),
        ("cambiato nella firma", "non corrisponde|non si legge"),
        ("cambiato dopo", "è stato cambiato|non si legge"),
    ],
)
def test_quello_che_non_va_si_rifiuta_e_dice_perche(
    firmatario: tuple[signers.SimpleSigner, bytes], che_cosa: str, messaggio: str
) -> None:
    originale = pdf()
    buono = firma(originale, firmatario[0])
    aggiunta = IncrementalPdfFileWriter(io.BytesIO(buono))
    aggiunta.root["/Lang"] = aggiunta.root.get("/Lang", None) or _stringa()
    aggiunta.update_root()
    dopo = io.BytesIO()
    aggiunta.write(dopo)
    file = {
        "altro documento": firma(pdf("due"), firmatario[0]),
        "non firmato": originale,
        "coda senza firma": originale + b"\n%%EOF\n",
        "cambiato dentro": buono.replace(b"%PDF-1", b"%PDF-2", 1),
        "cambiato nella firma": _con_la_firma_guasta(buono),
        "cambiato dopo": dopo.getvalue(),
    }[che_cosa]
    with pytest.raises(DominioError, match=messaggio) as errore:
        verifica_firmato(file, originale=originale)
    assert errore.value.campo == "file"


def _con_la_firma_guasta(buono: bytes) -> bytes:
    """One digit of the signature itself is another one."""
    posto = buono.index(b"/Contents <") + len(b"/Contents <") + 600
    cifra = b"0" if buono[posto : posto + 1] != b"0" else b"1"
    return buono[:posto] + cifra + buono[posto + 1 :]


def _stringa():  # type: ignore[no-untyped-def]
    from pyhanko.pdf_utils.generic import pdf_string

    return pdf_string("it")
