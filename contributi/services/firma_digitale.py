"""The digital signature of the Dirigente (PAdES), made with their own tools and verified on arrival.

The signed file must begin with the very bytes of the registered document: a signature in PDF is added
after them. Whether the certificate is of a trusted body is checked against the roots in `RADICI_FIRMA`
(a folder of PEM files); without them the file says who signed, and that the chain was not checked.
"""

import io
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from adi_platform.base_models.transizione import blocca
from adi_platform.documenti.services.apri import leggi_file
from adi_platform.documenti.services.carica import carica_documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from contributi.enums import StatoProvvedimento
from contributi.models import Provvedimento

logger = logging.getLogger(__name__)
TIPO_FIRMATO = "contributi.firmato"
AMMESSE = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
MASSIMO = 15 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmaLetta:
    """`fidata` None: no trusted roots are configured, so the chain was not checked."""

    firmatario: str
    emesso_da: str
    quando: str
    fidata: bool | None

    def come_dati(self) -> dict[str, Any]:
        return asdict(self)


@transaction.atomic
def carica_firmato(*, provvedimento: Provvedimento, file: "File[bytes]", operatore: Utente) -> Provvedimento:
    """Keep the signed act, once, after checking that it is this act and that the signature holds."""
    riga = blocca(provvedimento)
    if riga.stato != StatoProvvedimento.ADOTTATO or riga.documento is None or not riga.documento.pronto:
        raise DominioError("Il documento dell'atto non è ancora pronto: si firma quello.", campo="file")
    if riga.documento_firmato_id is not None:
        raise DominioError("L'atto firmato c'è già.", campo="file")
    dati = file.read(MASSIMO + 1)
    firme = verifica_firmato(dati, originale=leggi_file(riga.documento))
    riga.documento_firmato = carica_documento(
        ambito=riga.richiesta.ambito,
        operatore=operatore,
        tipo=TIPO_FIRMATO,
        titolo=f"Provvedimento n. {riga.testo['numero']}, firmato",
        file=ContentFile(dati, name=file.name or "atto.pdf"),
        caso_id=riga.richiesta.caso_id,
        oggetto_tipo=TIPO_FIRMATO,
        oggetto_id=riga.pk,
    )
    riga.verifica_firma = {"firme": [firma.come_dati() for firma in firme]}
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def verifica_firmato(dati: bytes, *, originale: bytes) -> tuple[FirmaLetta, ...]:
    """The signatures of the file. Raises DominioError (`campo="file"`) saying what does not hold."""
    if not dati.startswith(originale):
        raise _no("Questo file non è l'atto registrato: scarica il documento da qui e firma quello.")
    if len(dati) == len(originale):
        raise _no("Il file non è firmato: firmalo in formato PAdES e caricalo di nuovo.")
    try:
        return tuple(_verifica(dati))
    except (PdfError, SigningError, SignatureValidationError, ValueError, KeyError, TypeError) as errore:
        logger.warning("firma non leggibile: %s", type(errore).__name__)
        raise _no("La firma del file non si legge: firmalo in formato PAdES e caricalo di nuovo.") from errore


def _verifica(dati: bytes) -> Iterator[FirmaLetta]:
    firme = PdfFileReader(io.BytesIO(dati)).embedded_regular_signatures
    if not firme:
        raise _no("Il file non è firmato: firmalo in formato PAdES e caricalo di nuovo.")
    radici = _radici()
    for firma in firme:
        contesto = ValidationContext(trust_roots=radici, allow_fetching=False)
        esito = validate_pdf_signature(firma, signer_validation_context=contesto)
        if not (esito.intact and esito.valid):
            raise _no("La firma non corrisponde al contenuto: il file è stato cambiato dopo la firma.")
        if esito.modification_level not in AMMESSE:
            raise _no("Dopo la firma il file è stato cambiato: firma di nuovo il documento scaricato da qui.")
        if radici and not esito.trusted:
            raise _no("Il certificato della firma non è di un prestatore riconosciuto, o non vale più.")
        quando = esito.signer_reported_dt
        yield FirmaLetta(
            firmatario=str(esito.signing_cert.subject.human_friendly),
            emesso_da=str(esito.signing_cert.issuer.human_friendly),
            quando=quando.isoformat() if quando else "",
            fidata=esito.trusted if radici else None,
        )


def _radici() -> list[Any]:
    """Certificates of the bodies that the office trusts, as pyHanko reads them."""
    cartella = settings.RADICI_FIRMA
    if not cartella:
        return []
    return list(load_certs_from_pemder([str(percorso) for percorso in sorted(Path(cartella).glob("*.pem"))]))  # type: ignore[no-untyped-call]  # pyhanko has partial types


def _no(testo: str) -> DominioError:
    return DominioError(testo, campo="file")
