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
from django.db import connection
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from contributi.models import Provvedimento, Pubblicazione
from contributi.services.atto_firmato import attende_la_firma
from contributi.services.esiti import comunica_esito
from contributi.services.firma_digitale import FirmaAttesa, verifica_firmato
from contributi.services.pagabilita import perche_non_ancora
from contributi.services.pubblicazione import pagabile_dal, pubblica
from tests.casi import oggi
from tests.contributi.decisione import concessa
from tests.people import Cast


def pdf(testo: str = "uno") -> bytes:
    flusso = io.BytesIO()
    with pikepdf.new() as documento:
        documento.add_blank_page()
        documento.docinfo["/Title"] = testo
        documento.save(flusso)
    return flusso.getvalue()


def attesa(nome: str = "Dario", cognome: str = "Dirigente", **altro: str) -> FirmaAttesa:
    ora = timezone.now()
    chi = Utente(nome=nome, cognome=cognome, **altro)
    return FirmaAttesa(dirigente=chi, dal=ora - datetime.timedelta(hours=1), al=ora)


@pytest.fixture(scope="module")
def firmatario() -> tuple[signers.SimpleSigner, bytes]:
    return crea_firmatario("Dario Dirigente di prova")


def crea_firmatario(
    nome_comune: str, *, seriale: str = "", giorni: int = 36500
) -> tuple[signers.SimpleSigner, bytes]:
    """An invented signer with its own certificate, and the certificate in PEM."""
    chiave = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    parti = [cx509.NameAttribute(NameOID.COMMON_NAME, nome_comune)]
    if seriale:
        parti.append(cx509.NameAttribute(NameOID.SERIAL_NUMBER, seriale))
    nome = cx509.Name(parti)
    dal = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    uso = cx509.KeyUsage(True, True, False, False, False, True, False, False, False)
    certificato = (
        cx509.CertificateBuilder()
        .subject_name(nome)
        .issuer_name(nome)
        .public_key(chiave.public_key())
        .serial_number(7)
        .not_valid_before(dal)
        .not_valid_after(dal + datetime.timedelta(days=giorni))
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
    (letta,) = verifica_firmato(firma(originale, firmatario[0]), originale=originale, attesa=attesa())
    assert "Dario Dirigente di prova" in letta.firmatario
    assert (letta.fidata, letta.del_dirigente, letta.copertura) == (None, True, "entire_file")


def test_con_le_radici_la_catena_si_controlla(
    firmatario: tuple[signers.SimpleSigner, bytes],
    settings,
    tmp_path,  # type: ignore[no-untyped-def]
) -> None:
    originale = pdf()
    firmato = firma(originale, firmatario[0])
    (tmp_path / "radice.pem").write_bytes(firmatario[1])
    settings.RADICI_FIRMA = str(tmp_path)
    assert verifica_firmato(firmato, originale=originale, attesa=attesa())[0].fidata is True


def test_la_firma_di_un_altro_non_vale_nemmeno_con_il_nome_giusto() -> None:
    """The codice fiscale of the certificate decides when the account has one."""
    originale = pdf()
    altri = firma(originale, crea_firmatario("Bruno Altrui")[0])
    with pytest.raises(DominioError, match="un'altra persona"):
        verifica_firmato(altri, originale=originale, attesa=attesa())
    omonimo = firma(originale, crea_firmatario("Dario Dirigente", seriale="TINIT-DRGDRA70A01H501X")[0])
    with pytest.raises(DominioError, match="un'altra persona"):
        verifica_firmato(omonimo, originale=originale, attesa=attesa(codice_fiscale="DRGDRA60A01H501W"))
    giusta = attesa(nome="Ida", codice_fiscale="DRGDRA70A01H501X")
    assert verifica_firmato(omonimo, originale=originale, attesa=giusta)[0].del_dirigente


def test_un_certificato_scaduto_o_una_firma_di_prima_dell_atto_non_valgono(
    firmatario: tuple[signers.SimpleSigner, bytes],
) -> None:
    originale = pdf()
    scaduta = firma(originale, crea_firmatario("Dario Dirigente", giorni=30)[0])
    with pytest.raises(DominioError, match="certificato non era valido"):
        verifica_firmato(scaduta, originale=originale, attesa=attesa())
    domani = timezone.now() + datetime.timedelta(days=1)
    tardi = FirmaAttesa(dirigente=attesa().dirigente, dal=domani, al=domani)
    with pytest.raises(DominioError, match="data della firma"):
        verifica_firmato(firma(originale, firmatario[0]), originale=originale, attesa=tardi)


@pytest.mark.django_db
def test_dove_la_firma_e_richiesta_tutto_la_aspetta(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    """Letter, publication and payment; a signature that nobody verified does not count."""
    atto = concessa(cast)
    settings.FIRMA_RICHIESTA = True
    assert perche_non_ancora(atto, al=oggi()) == "manca la firma digitale del Dirigente"
    assert pagabile_dal(atto) is None
    with pytest.raises(DominioError, match="manca la firma"):
        comunica_esito(
            provvedimento=atto, canale="PEC", inviata_il=oggi(), operatore=cast.dario_dirigente, al=oggi()
        )
    with pytest.raises(DominioError, match="manca la firma"):
        pubblica(pubblicazione=_dovuta(atto), operatore=cast.dario_dirigente, al=oggi(), letto=True)
    atto.documento_firmato_id = atto.documento_id
    atto.verifica_firma = {"firme": [{"fidata": None, "del_dirigente": True}]}
    assert "non è verificata" in attende_la_firma(atto)
    atto.verifica_firma = {"firme": [{"fidata": True, "del_dirigente": True}]}
    assert attende_la_firma(atto) == ""


def _dovuta(atto: Provvedimento) -> Pubblicazione:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE contributi_pubblicazione SET dovuta = true")
        cursor.execute("SET LOCAL session_replication_role = origin")
    return Pubblicazione.objects.get(provvedimento=atto)


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
        verifica_firmato(file, originale=originale, attesa=attesa())
    assert errore.value.campo == "file"


def _con_la_firma_guasta(buono: bytes) -> bytes:
    """One digit of the signature itself is another one."""
    posto = buono.index(b"/Contents <") + len(b"/Contents <") + 600
    cifra = b"0" if buono[posto : posto + 1] != b"0" else b"1"
    return buono[:posto] + cifra + buono[posto + 1 :]


def _stringa():  # type: ignore[no-untyped-def]
    from pyhanko.pdf_utils.generic import pdf_string

    return pdf_string("it")
