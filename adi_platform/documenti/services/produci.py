"""The work behind a request: print, store, mark as ready. Safe to run twice."""

import hashlib
import logging

from django.db import transaction
from django.utils import timezone

from adi_platform.documenti import archivio
from adi_platform.documenti.enums import StatoDocumento
from adi_platform.documenti.impaginazione import impagina
from adi_platform.documenti.models import Documento
from adi_platform.documenti.officina import FilePdf, StampaNonRiuscita, officina
from adi_platform.errori import DominioError
from adi_platform.outbox.models import Lavoro

logger = logging.getLogger(__name__)


def produci(lavoro: Lavoro) -> None:
    """Executor of `documenti.stampa`: two runs, even at the same time, leave one file."""
    documento = _inizia(lavoro)
    if documento is None:
        return
    lavoro.avanza(fatto=1, totale=3, messaggio="Impaginazione in corso")
    html, risorse = impagina(documento.contenuto)
    try:
        pdf = officina().stampa(html, risorse)
    except StampaNonRiuscita as errore:
        logger.warning("documento %s non stampato: %s", documento.pk, errore.dettaglio or errore.messaggio)
        if errore.definitivo:
            raise DominioError(errore.messaggio) from errore
        raise
    lavoro.avanza(fatto=2, totale=3, messaggio="Archiviazione")
    _archivia(documento, pdf)
    lavoro.avanza(fatto=3, totale=3, messaggio="Documento pronto")


def segna_fallito(lavoro: Lavoro) -> None:
    """The work was given up: say so on the document, which keeps its content and can be asked again."""
    with transaction.atomic():
        documento = _bloccato(lavoro.dati["documento"])
        if documento is None or documento.pronto:
            return
        documento.stato = StatoDocumento.FALLITO
        documento.errore = lavoro.ultimo_errore[:300] or "La preparazione non è riuscita."
        documento.save(update_fields=["stato", "errore"])


@transaction.atomic
def _inizia(lavoro: Lavoro) -> Documento | None:
    documento = _bloccato(lavoro.dati["documento"])
    if documento is None or documento.pronto:
        return None
    documento.stato = StatoDocumento.IN_CORSO
    documento.save(update_fields=["stato"])
    return documento


@transaction.atomic
def _archivia(documento: Documento, pdf: FilePdf) -> None:
    """File first, row after, both under the lock of the row: no row without its file."""
    riga = _bloccato(str(documento.pk))
    if riga is None or riga.pronto:
        return
    riga.percorso = archivio.percorso_di(riga.pk)
    archivio.scrivi(riga.percorso, pdf.dati)
    riga.sha256 = hashlib.sha256(pdf.dati).hexdigest()
    riga.dimensione, riga.pagine = len(pdf.dati), pdf.pagine
    riga.stato, riga.errore, riga.pronto_il = StatoDocumento.PRONTO, "", timezone.now()
    riga.save()


def _bloccato(identificativo: str) -> Documento | None:
    return Documento.objects.select_for_update(of=("self",)).filter(pk=identificativo).first()
