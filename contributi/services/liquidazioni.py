"""Lists for accounting: prepared from due instalments, registered, settled by the mandates."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.calendario.mesi import Mese
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.repertorio.services.registra import registra
from contributi.documents.denaro import contesto_liquidazione, riga_liquidazione
from contributi.enums import EsitoPagamento, ModoErogazione, StatoLiquidazione, StatoPiano, StatoRata
from contributi.models import Liquidazione, Pagamento, PianoErogazione, Rata
from contributi.rules.piano_rate import ZERO, totale
from contributi.services.erogazioni import avvia_erogazione, concludi_se_finito, muovi_rata, perche_non_va
from contributi.services.pagabilita import perche_non_ancora

TIPO_LIQUIDAZIONE = "contributi.liquidazione"
REGISTRO = "liquidazioni"
CON_IBAN = (ModoErogazione.CANALIZZATO, ModoErogazione.BONIFICO, ModoErogazione.SERVIZIO)


def perche_non_si_liquida(rata: Rata, *, al: datetime.date) -> str:
    """Empty when the instalment may enter a list today, otherwise what is missing, in plain Italian."""
    piano = rata.piano
    if piano.modo == ModoErogazione.BUONO:
        return "si consegna in buono"
    if rata.stato != StatoRata.DA_LIQUIDARE or piano.stato != StatoPiano.ATTIVO:
        return "non è da liquidare"
    if rata.mese > Mese.di(al).primo_giorno:
        return "non è ancora dovuta"
    creditore = piano.creditore
    if creditore is None:
        return "manca chi riceve il pagamento"
    if piano.modo in CON_IBAN and not creditore.iban:
        return "manca l'IBAN di chi riceve"
    return perche_senza_documento(rata, al=al) or perche_non_ancora(piano.provvedimento, al=al)


def perche_senza_documento(rata: Rata, *, al: datetime.date) -> str:
    """A channelled instalment settles a document of who is paid; empty when it does."""
    if rata.giustificativo is None:
        canalizzata = rata.piano.modo == ModoErogazione.CANALIZZATO
        return "manca il documento di spesa" if canalizzata else ""
    return perche_non_va(rata.piano, rata.giustificativo, al=al)


@transaction.atomic
def prepara_liquidazione(
    *, ambito: Ambito, rate: Sequence[int], operatore: Utente, al: datetime.date
) -> Liquidazione:
    """Put the chosen instalments in a new list. One that cannot be paid stops all, saying which and why."""
    bloccate = _rate_bloccate(rate)
    if not bloccate or len(bloccate) != len(set(rate)):
        raise DominioError("Scegli almeno una rata da liquidare.")
    if any(r.piano.richiesta.ambito_id != ambito.pk for r in bloccate):
        raise DominioError("Le rate scelte non sono tutte di questo Ambito.")
    for rata in bloccate:
        if motivo := perche_non_si_liquida(rata, al=al):
            raise DominioError(f"La rata {rata.numero} di {rata.piano.richiesta.richiedente}: {motivo}.")
    elenco = Liquidazione.objects.create(
        ambito=ambito, totale=totale(r.importo for r in bloccate), aggiornato_da=operatore
    )
    for rata in bloccate:
        rata.liquidazione = elenco
        muovi_rata(rata, "liquida", operatore=operatore)
    return elenco


@transaction.atomic
def togli_rata(*, rata: Rata, motivo: str, operatore: Utente) -> Liquidazione:
    """Take an instalment out of a list not yet registered."""
    if rata.liquidazione is None:
        raise DominioError("Questa rata non è in una liquidazione.")
    elenco = _da_scrivere(rata.liquidazione, StatoLiquidazione.BOZZA)
    riga = blocca(rata)
    if riga.liquidazione_id != elenco.pk:
        raise DominioError("Questa rata non è più in questa liquidazione.")
    muovi_rata(riga, "togli", operatore=operatore, motivo=motivo)
    elenco.totale = totale(elenco.rate.values_list("importo", flat=True))
    elenco.stato = StatoLiquidazione.BOZZA if elenco.totale > ZERO else StatoLiquidazione.ANNULLATA
    elenco.aggiornato_da = operatore
    elenco.save()
    return elenco


@transaction.atomic
def registra_liquidazione(
    *, liquidazione: Liquidazione, operatore: Utente, al: datetime.date
) -> Liquidazione:
    """Freeze the list, give it a number, ask for its PDF. From here only the mandates move it."""
    elenco = _da_scrivere(liquidazione, StatoLiquidazione.BOZZA)
    rate = _rate_di(elenco)
    for rata in rate:
        if rata.piano.stato != StatoPiano.ATTIVO:
            raise DominioError(
                f"Il contributo di {rata.piano.richiesta.richiedente} non è più in corso: togli la rata dall'elenco."
            )
        if motivo := perche_senza_documento(rata, al=al):
            raise DominioError(
                f"La rata {rata.numero} di {rata.piano.richiesta.richiedente}: {motivo}. Toglila dall'elenco."
            )
        avvia_erogazione(richiesta=rata.piano.richiesta, operatore=operatore)
    elenco.righe = [riga_liquidazione(rata) for rata in rate]
    elenco.totale = totale(r.importo for r in rate)
    elenco.stato, elenco.registrata_il = StatoLiquidazione.REGISTRATA, timezone.now()
    elenco.aggiornato_da = operatore
    elenco.registrazione = registra(
        ambito=elenco.ambito,
        registro=REGISTRO,
        oggetto=f"Liquidazione di {len(rate)} rate di contributi economici",
        operatore=operatore,
    )
    elenco.documento = richiedi_documento(
        tipo=TIPO_LIQUIDAZIONE,
        titolo=f"Liquidazione n. {elenco.registrazione.segnatura}",
        contesto=contesto_liquidazione(elenco, al=al),
        ambito=elenco.ambito,
        operatore=operatore,
        chiave=f"liquidazione:{elenco.pk}",
        oggetto_tipo=TIPO_LIQUIDAZIONE,
        oggetto_id=elenco.pk,
    )
    elenco.save()
    return elenco


@transaction.atomic
def registra_mandati(
    *, liquidazione: Liquidazione, rate: Sequence[int], mandato: str, data: datetime.date, operatore: Utente
) -> Liquidazione:
    """The chosen instalments were paid with that mandate."""
    if not mandato.strip():
        raise DominioError("Scrivi il numero del mandato.", campo="mandato")
    return _esito(liquidazione, rate, EsitoPagamento.PAGATO, data, operatore, mandato=mandato.strip())


@transaction.atomic
def registra_ritorno(
    *, liquidazione: Liquidazione, rate: Sequence[int], motivo: str, data: datetime.date, operatore: Utente
) -> Liquidazione:
    """The money came back (wrong account, closed account): the instalments are to be paid again."""
    if not motivo.strip():
        raise DominioError("Scrivi perché il pagamento è tornato indietro.", campo="motivo")
    return _esito(liquidazione, rate, EsitoPagamento.RESPINTO, data, operatore, motivo=motivo.strip())


def _esito(
    liquidazione: Liquidazione,
    scelte: Sequence[int],
    esito: EsitoPagamento,
    data: datetime.date,
    operatore: Utente,
    *,
    mandato: str = "",
    motivo: str = "",
) -> Liquidazione:
    elenco = _da_scrivere(liquidazione, StatoLiquidazione.REGISTRATA)
    if elenco.registrata_il and data < timezone.localdate(elenco.registrata_il):
        raise DominioError("La data viene prima della liquidazione: controllala.", campo="data")
    rate = [r for r in _rate_di(elenco) if r.pk in set(scelte) and r.stato == StatoRata.IN_LIQUIDAZIONE]
    if not rate or len(rate) != len(set(scelte)):
        raise DominioError("Scegli le rate ancora in attesa del mandato.", campo="rate")
    for rata in rate:
        Pagamento.objects.create(
            rata=rata, liquidazione=elenco, esito=esito, mandato=mandato, data=data,
            importo=rata.importo, motivo=motivo, operatore=operatore,
        )  # fmt: skip
        mossa = "paga" if esito == EsitoPagamento.PAGATO else "togli"
        muovi_rata(rata, mossa, operatore=operatore, motivo=motivo)
    if not elenco.rate.filter(stato=StatoRata.IN_LIQUIDAZIONE).exists():
        elenco.stato = StatoLiquidazione.CHIUSA
        elenco.aggiornato_da = operatore
        elenco.save()
    for piano in PianoErogazione.objects.filter(pk__in={r.piano_id for r in rate}).order_by("pk"):
        concludi_se_finito(piano=piano, operatore=operatore)
    return elenco


def _da_scrivere(liquidazione: Liquidazione, stato: StatoLiquidazione) -> Liquidazione:
    riga = blocca(liquidazione)
    if riga.stato != stato:
        raise DominioError(f"La liquidazione è «{riga.get_stato_display().lower()}»: non si può più fare.")
    return riga


def _rate_di(elenco: Liquidazione) -> list[Rata]:
    return _rate_bloccate(list(elenco.rate.values_list("pk", flat=True)))


def _rate_bloccate(chiavi: Sequence[int]) -> list[Rata]:
    righe = Rata.objects.filter(pk__in=chiavi).select_for_update(of=("self",))
    return list(
        righe.select_related(
            "piano__richiesta__richiedente",
            "piano__richiesta__misura",
            "piano__richiesta__ambito",
            "piano__creditore",
            "piano__provvedimento__richiesta",
            "piano__prenotazione__fondo",
            "giustificativo__creditore",
            "liquidazione",
        ).order_by("pk")
    )
