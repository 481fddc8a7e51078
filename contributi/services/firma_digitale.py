"""The digital signature of the Dirigente (PAdES), made with their own tools and verified on arrival.

The signed file must begin with the very bytes of the registered document: a signature in PDF is added
after them. The signature must cover the whole file, with a certificate valid on that day, of the Dirigente who
adopted the act, issued under the roots in `RADICI_FIRMA` (a folder of PEM files). Without roots nothing is
verified: where the signature is asked the file is refused, in the demo it stays as not verified.
"""

import datetime
import hashlib
import io
import logging
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.documenti.services.apri import leggi_file
from adi_platform.documenti.services.carica import carica_documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from contributi.enums import StatoProvvedimento
from contributi.models import Provvedimento

logger = logging.getLogger(__name__)
TIPO_FIRMATO = "contributi.firmato"
MASSIMO = 15 * 1024 * 1024
# Between the clock of who signs and ours.
SCARTO = datetime.timedelta(minutes=10)
CODICE_FISCALE = re.compile(r"(?:TINIT-|IT:|^)([A-Z0-9]{16})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmaAttesa:
    """Who must sign, and between which moments: the print of the act and its upload."""

    dirigente: Utente
    dal: datetime.datetime
    al: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmaLetta:
    """The report of the check. `fidata` None: no trusted roots are configured, so the chain was not checked."""

    firmatario: str
    codice_fiscale: str
    emesso_da: str
    valido_dal: str
    valido_al: str
    quando: str
    copertura: str
    fidata: bool | None
    del_dirigente: bool

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
    if settings.FIRMA_RICHIESTA and not settings.RADICI_FIRMA:
        raise _no(
            "La firma non si può verificare: chi gestisce il programma deve indicare i certificati radice."
        )
    if riga.adottato_da is None or riga.documento.pronto_il is None:
        raise DominioError("Il documento dell'atto non è ancora pronto: si firma quello.", campo="file")
    dati = file.read(MASSIMO + 1)
    atteso = FirmaAttesa(dirigente=riga.adottato_da, dal=riga.documento.pronto_il, al=timezone.now())
    firme = verifica_firmato(dati, originale=leggi_file(riga.documento), attesa=atteso)
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
    riga.verifica_firma = {
        "verificata_il": atteso.al.isoformat(),
        "sha256": hashlib.sha256(dati).hexdigest(),
        "firme": [firma.come_dati() for firma in firme],
    }
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def verifica_firmato(dati: bytes, *, originale: bytes, attesa: FirmaAttesa) -> tuple[FirmaLetta, ...]:
    """The signatures of the file, one of them of the Dirigente.

    Raises DominioError (`campo="file"`) saying what does not hold.
    """
    # pyHanko loads an HTTP client: only where a signature is read.
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation.errors import SignatureValidationError

    if not dati.startswith(originale):
        raise _no("Questo file non è l'atto registrato: scarica il documento da qui e firma quello.")
    if len(dati) == len(originale):
        raise _no("Il file non è firmato: firmalo in formato PAdES e caricalo di nuovo.")
    try:
        firme = tuple(_verifica(dati, attesa))
    except (PdfError, SigningError, SignatureValidationError, ValueError, KeyError, TypeError) as errore:
        logger.warning("firma non leggibile: %s", type(errore).__name__)
        raise _no("La firma del file non si legge: firmalo in formato PAdES e caricalo di nuovo.") from errore
    if not any(firma.del_dirigente for firma in firme):
        chi = "; ".join(firma.firmatario for firma in firme)
        raise _no(f"La firma è di un'altra persona ({chi}): questo atto lo firma {attesa.dirigente}.")
    return firme


def _verifica(dati: bytes, attesa: FirmaAttesa) -> Iterator[FirmaLetta]:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    ammesse = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
    firme = PdfFileReader(io.BytesIO(dati)).embedded_regular_signatures
    if not firme:
        raise _no("Il file non è firmato: firmalo in formato PAdES e caricalo di nuovo.")
    radici = _radici()
    for firma in firme:
        certificato, quando = firma.signer_cert, firma.self_reported_timestamp or attesa.al
        if not attesa.dal - SCARTO <= quando <= attesa.al + SCARTO:
            raise _no(
                "La data della firma non è tra la stampa dell'atto e adesso: controlla l'ora del computer."
            )
        if not certificato.not_valid_before <= quando <= certificato.not_valid_after:
            raise _no(
                "Nel giorno della firma il certificato non era valido: è scaduto o non ancora iniziato."
            )
        contesto = ValidationContext(trust_roots=radici, allow_fetching=False, moment=quando)
        esito = validate_pdf_signature(firma, signer_validation_context=contesto)
        if not (esito.intact and esito.valid):
            raise _no("La firma non corrisponde al contenuto: il file è stato cambiato dopo la firma.")
        copertura = esito.coverage or SignatureCoverageLevel.UNCLEAR
        if copertura < SignatureCoverageLevel.ENTIRE_REVISION or esito.modification_level not in ammesse:
            raise _no("Dopo la firma il file è stato cambiato: firma di nuovo il documento scaricato da qui.")
        if esito.revoked or (radici and not esito.trusted):
            raise _no("Il certificato della firma non è di un prestatore riconosciuto, o non vale più.")
        codice = _codice_fiscale(certificato)
        yield FirmaLetta(
            firmatario=str(certificato.subject.human_friendly),
            codice_fiscale=codice,
            emesso_da=str(certificato.issuer.human_friendly),
            valido_dal=certificato.not_valid_before.isoformat(),
            valido_al=certificato.not_valid_after.isoformat(),
            quando=quando.isoformat(),
            copertura=copertura.name.lower(),
            fidata=esito.trusted if radici else None,
            del_dirigente=_e_del(attesa.dirigente, certificato, codice),
        )


def _codice_fiscale(certificato: Any) -> str:
    """From the serial number of the subject (`TINIT-…`, ETSI EN 319 412-1); empty when there is none."""
    trovato = CODICE_FISCALE.search(str(certificato.subject.native.get("serial_number", "")).upper())
    return trovato.group(1) if trovato else ""


def _e_del(dirigente: Utente, certificato: Any, codice: str) -> bool:
    """The codice fiscale decides when both have it; otherwise the name, if the Ambito allows it."""
    if codice and dirigente.codice_fiscale:
        return codice == dirigente.codice_fiscale.upper()
    soggetto = certificato.subject.native
    nomi = " ".join(str(soggetto.get(parte, "")) for parte in ("given_name", "surname", "common_name"))
    attese = _parole(f"{dirigente.nome} {dirigente.cognome}")
    return settings.FIRMA_RICONOSCE_DAL_NOME and attese <= _parole(nomi)


def _parole(testo: str) -> set[str]:
    """Words without accents or case."""
    semplice = unicodedata.normalize("NFKD", testo.casefold()).encode("ascii", "ignore").decode()
    return set(re.findall(r"[a-z0-9]+", semplice))


def _radici() -> list[Any]:
    """Certificates of the bodies that the office trusts, as pyHanko reads them."""
    cartella = settings.RADICI_FIRMA
    if not cartella:
        return []
    from pyhanko.keys import load_certs_from_pemder

    return list(load_certs_from_pemder([str(percorso) for percorso in sorted(Path(cartella).glob("*.pem"))]))  # type: ignore[no-untyped-call]  # pyhanko has partial types


def _no(testo: str) -> DominioError:
    return DominioError(testo, campo="file")
