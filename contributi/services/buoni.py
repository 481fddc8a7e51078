"""Vouchers: issued from an instalment, printed, given a new code, cancelled, closed when they expire."""

import datetime
import logging

from django.db import DatabaseError, transaction
from django.db.models import Q

from adi_platform.base_models.transizione import blocca
from adi_platform.calendario.mesi import Mese
from adi_platform.documenti.codici import nuovo_codice
from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.errori import DominioError
from adi_platform.norme.loader import parametro
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.organizzazione.services.parametri import scelte_di
from contributi.documents.denaro import contesto_buono
from contributi.enums import ModoErogazione, StatoBuono, StatoPiano, StatoRata
from contributi.models import Buono, Esercizio, PianoErogazione, Rata
from contributi.rules.denaro_misura import merci
from contributi.rules.piano_rate import ZERO
from contributi.services.erogazioni import (
    allinea_prenotazione,
    avvia_erogazione,
    concludi_se_finito,
    muovi_rata,
)
from contributi.services.pagabilita import perche_non_ancora

logger = logging.getLogger(__name__)
TIPO_BUONO = "contributi.buono"
VALIDITA = "contributi.buono_validita_giorni"
SPENDIBILI = (StatoBuono.ATTIVO, StatoBuono.SOSPESO)


def scadenza_predefinita(ambito_id: int, *, dal: datetime.date) -> datetime.date:
    giorni = parametro(VALIDITA, al=dal, ambito=scelte_di(ambito_id)).valore
    return dal + datetime.timedelta(days=int(str(giorni)))


def perche_non_si_emette(rata: Rata, *, al: datetime.date) -> str:
    if rata.piano.modo != ModoErogazione.BUONO:
        return "questo contributo non si eroga in buoni"
    if rata.stato != StatoRata.DA_LIQUIDARE or rata.piano.stato != StatoPiano.ATTIVO:
        return "la rata non è da consegnare"
    if rata.mese > Mese.di(al).primo_giorno:
        return "la rata non è ancora dovuta"
    return perche_non_ancora(rata.piano.provvedimento, al=al)


@transaction.atomic
def emetti_buono(*, rata: Rata, scade_il: datetime.date, operatore: Utente, al: datetime.date) -> Buono:
    """The instalment becomes a named voucher with a code; the goods are those asked, among those of the measure."""
    piano = blocca(rata.piano)
    riga = blocca(rata)
    if motivo := perche_non_si_emette(riga, al=al):
        raise DominioError(f"Il buono non si può consegnare: {motivo}.")
    if scade_il < al:
        raise DominioError("Il buono scadrebbe prima di essere consegnato.", campo="scade_il")
    richiesta = piano.richiesta
    buono = Buono.objects.create(
        ambito=richiesta.ambito,
        rata=riga,
        titolare=richiesta.richiedente,
        importo=riga.importo,
        merci=[m.come_dati() for m in merci(richiesta.misura.contenuto, fatti=richiesta.fatti)],
        valido_dal=al,
        scade_il=scade_il,
        aggiornato_da=operatore,
    )
    muovi_rata(riga, "consegna_buono", operatore=operatore)
    avvia_erogazione(richiesta=richiesta, operatore=operatore)
    return _stampa(buono, operatore)


@transaction.atomic
def cambia_codice(*, buono: Buono, operatore: Utente) -> Buono:
    """The paper was lost: the old code is worth nothing from now on."""
    riga = blocca(buono)
    if riga.stato not in SPENDIBILI:
        raise DominioError("Questo buono non si può più spendere: il codice non serve.")
    riga.codice = nuovo_codice()
    riga.aggiornato_da = operatore
    return _stampa(riga, operatore)


@transaction.atomic
def annulla_buono(*, buono: Buono, motivo: str, operatore: Utente) -> Buono:
    """Nothing more can be bought; what is left goes back to the fund with the instalment."""
    if not motivo.strip():
        raise DominioError("Scrivi perché annulli il buono.", campo="motivo")
    piano = blocca(buono.rata.piano)
    rata, riga = blocca(buono.rata), blocca(buono)
    if riga.stato not in (*SPENDIBILI, StatoBuono.ESAURITO):
        raise DominioError("Questo buono è già chiuso.")
    if riga.stato in SPENDIBILI:
        riga.stato = StatoBuono.ANNULLATO
    riga.aggiornato_da = operatore
    riga.save()
    _chiudi_rata(rata, riga, motivo, operatore)
    _dopo_la_chiusura(piano, operatore)
    return riga


def chiudi_buoni(*, ambito: Ambito, operatore: Utente | None, al: datetime.date) -> int:
    """Close the vouchers past their day, and those spent whose purchases are all in a statement. How many.

    `operatore` is None when the night does it. Each voucher is closed by itself: one that cannot be closed
    does not keep the others open. A suspended voucher does not expire. Run twice, or by two at once, each is
    closed once.
    """
    in_corso = Buono.objects.filter(ambito=ambito, rata__stato=StatoRata.IN_BUONO)
    scaduti = Q(scade_il__lt=al) & ~Q(stato=StatoBuono.SOSPESO)
    da_chiudere = in_corso.filter(scaduti | Q(stato=StatoBuono.ESAURITO))
    buoni = list(da_chiudere.select_related("rata__piano").order_by("rata__piano", "pk"))
    return sum(_prova_a_chiudere(buono, operatore=operatore, al=al) for buono in buoni)


def _prova_a_chiudere(buono: Buono, *, operatore: Utente | None, al: datetime.date) -> bool:
    try:
        return _chiudi(buono, operatore=operatore, al=al)
    except (DominioError, DatabaseError):
        logger.exception("buono %s non chiuso", buono.pk)
        return False


def chiudi_i_buoni_scaduti(*, al: datetime.date) -> int:
    """The nightly round over every Ambito."""
    return sum(chiudi_buoni(ambito=a, operatore=None, al=al) for a in Ambito.objects.order_by("pk"))


@transaction.atomic
def _chiudi(buono: Buono, *, operatore: Utente | None, al: datetime.date) -> bool:
    """Plan, instalment, voucher: locked in this order, read again, closed if they still are to be."""
    piano = blocca(buono.rata.piano)
    rata, riga = blocca(buono.rata), blocca(buono)
    if rata.stato != StatoRata.IN_BUONO or not _finito(riga, al):
        return False
    if riga.stato in SPENDIBILI:
        riga.stato = StatoBuono.SCADUTO
        riga.aggiornato_da = operatore
        riga.save()
    _chiudi_rata(rata, riga, f"Buono {riga.get_stato_display().lower()}", operatore)
    _dopo_la_chiusura(piano, operatore)
    return True


def muovi_buono(
    buono: Buono, *, da: StatoBuono, a: StatoBuono, operatore: Utente, giorni_in_piu: int = 0
) -> None:
    """Suspend or resume, with its plan; vouchers in other states stay as they are. A new last day is printed."""
    riga = blocca(buono)
    if riga.stato != da:
        return
    riga.stato = a
    riga.scade_il += datetime.timedelta(days=giorni_in_piu)
    riga.aggiornato_da = operatore
    riga.save()
    if giorni_in_piu:
        _stampa(riga, operatore)


def _finito(buono: Buono, al: datetime.date) -> bool:
    if buono.stato == StatoBuono.ESAURITO:
        return not buono.utilizzi.filter(annullato_il__isnull=True, rendiconto__isnull=True).exists()
    return buono.stato != StatoBuono.SOSPESO and buono.scade_il < al


def _chiudi_rata(rata: Rata, buono: Buono, motivo: str, operatore: Utente | None) -> None:
    mossa = "chiudi_buono" if buono.speso > ZERO else "annulla"
    muovi_rata(rata, mossa, operatore=operatore, motivo=motivo)


def _dopo_la_chiusura(piano: PianoErogazione, operatore: Utente | None) -> None:
    if piano.stato == StatoPiano.ATTIVO:
        allinea_prenotazione(piano=piano, operatore=operatore)
        concludi_se_finito(piano=piano, operatore=operatore)


def _stampa(buono: Buono, operatore: Utente) -> Buono:
    """The paper for the person; a new code or last day is a new document, the old one stays in the archive."""
    buono.documento = documento_del_buono(buono, operatore)
    buono.save()
    return buono


def documento_del_buono(buono: Buono, operatore: Utente) -> Documento:
    aperti = Esercizio.objects.filter(ambito=buono.ambito_id, accreditato_dal__lte=buono.valido_dal).filter(
        Q(accreditato_al__isnull=True) | Q(accreditato_al__gte=buono.valido_dal)
    )
    return richiedi_documento(
        tipo=TIPO_BUONO,
        titolo=f"Buono {buono.riferimento}",
        contesto=contesto_buono(buono, list(aperti.select_related("ente"))),
        ambito=buono.ambito,
        operatore=operatore,
        chiave=f"buono:{buono.pk}:{buono.codice[-4:]}:{buono.scade_il:%Y%m%d}",
        caso_id=buono.rata.piano.richiesta.caso_id,
        oggetto_tipo=TIPO_BUONO,
        oggetto_id=buono.pk,
    )
