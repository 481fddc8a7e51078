"""What the acts that come after do to the money: suspension, resumption, modification, revocation."""

import datetime

from django.db import transaction
from django.db.models import Max

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.calendario.mesi import Mese
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from contributi.enums import (
    DA_PAGARE,
    StatoBuono,
    StatoLiquidazione,
    StatoPiano,
    StatoProvvedimento,
    StatoRata,
    StatoRichiesta,
    TipoProvvedimento,
)
from contributi.models import PianoErogazione, Provvedimento, Rata, Richiesta, SegnalazioneImpegni
from contributi.rules.piano_rate import piano_rate
from contributi.services.buoni import annulla_buono, muovi_buono
from contributi.services.erogazioni import allinea_prenotazione, concludi_se_finito, muovi_rata, scrivi_rate
from contributi.transizioni import TABELLA_RICHIESTA

VIVI = (StatoPiano.ATTIVO, StatoPiano.SOSPESO)


@transaction.atomic
def applica_sospensione(*, provvedimento: Provvedimento, operatore: Utente) -> None:
    """From the month of the act on nothing is paid; vouchers of those months cannot be spent."""
    dal = _primo_mese(provvedimento)
    for piano in _piani_vivi(provvedimento.richiesta):
        for rata in _rate_da(piano, dal):
            if rata.stato == StatoRata.DA_LIQUIDARE:
                muovi_rata(rata, "sospendi", operatore=operatore, motivo=_motivo(provvedimento))
            elif rata.stato == StatoRata.IN_BUONO:
                muovi_buono(rata.buono, da=StatoBuono.ATTIVO, a=StatoBuono.SOSPESO, operatore=operatore)
        _cambia_stato(piano, StatoPiano.SOSPESO, operatore)
    _muovi_richiesta(provvedimento, "sospendi", da=StatoRichiesta.IN_EROGAZIONE, operatore=operatore)
    _decidi_segnalazione(provvedimento)


@transaction.atomic
def applica_non_sospensione(*, provvedimento: Provvedimento, operatore: Utente) -> None:
    """Nothing changes in the money: the report of the worker has its answer."""
    _decidi_segnalazione(provvedimento)


@transaction.atomic
def riprendi_erogazione(
    *, richiesta: Richiesta, motivo: str, con_arretrati: bool, operatore: Utente, al: datetime.date
) -> None:
    """End a suspension. Without arrears the months already gone are cancelled and go back to the fund."""
    if not motivo.strip():
        raise DominioError("Scrivi perché si riprende.", campo="motivo")
    riga = blocca(richiesta)
    piani = [p for p in _piani_vivi(riga) if p.stato == StatoPiano.SOSPESO]
    if not piani:
        raise DominioError("Questo contributo non è sospeso.")
    questo_mese, sospesi = Mese.di(al).primo_giorno, _giorni_di_sospensione(riga, al)
    if riga.stato == StatoRichiesta.SOSPESA:
        esegui_mossa(riga, TABELLA_RICHIESTA, "eroga", operatore=operatore, motivo=motivo)
    for piano in piani:
        _cambia_stato(piano, StatoPiano.ATTIVO, operatore)
        for rata in piano.rate.select_for_update(of=("self",)).order_by("pk"):
            perduta = not con_arretrati and rata.mese < questo_mese
            _riprendi(rata, motivo, perduta=perduta, giorni=sospesi, operatore=operatore)
        allinea_prenotazione(piano=piano, operatore=operatore)
        concludi_se_finito(piano=piano, operatore=operatore)


def _giorni_di_sospensione(richiesta: Richiesta, al: datetime.date) -> int:
    """Since the act that stopped the payments: vouchers get back the days in which nobody could spend them."""
    atti = richiesta.provvedimenti.filter(
        tipo=TipoProvvedimento.SOSPENSIONE, stato=StatoProvvedimento.ADOTTATO
    )
    ultimo = atti.aggregate(il=Max("adottato_il"))["il"]
    return max(0, (al - ultimo).days) if ultimo else 0


def _riprendi(rata: Rata, motivo: str, *, perduta: bool, giorni: int, operatore: Utente) -> None:
    if rata.stato == StatoRata.SOSPESA:
        muovi_rata(rata, "annulla" if perduta else "riprendi", operatore=operatore, motivo=motivo)
    elif rata.stato == StatoRata.IN_BUONO:
        muovi_buono(
            rata.buono,
            da=StatoBuono.SOSPESO,
            a=StatoBuono.ATTIVO,
            operatore=operatore,
            giorni_in_piu=giorni,
        )


@transaction.atomic
def applica_modifica(*, provvedimento: Provvedimento, operatore: Utente) -> None:
    """From the month of the act the instalments are those of the new amount; the fund follows.

    Raises FondoEsaurito when the new amount is higher and the fund is not enough.
    """
    dal = _primo_mese(provvedimento)
    piani = _piani_vivi(provvedimento.richiesta)
    if not piani:
        raise DominioError("Non c'è un piano in corso da modificare.")
    piano = piani[0]
    for rata in _rate_da(piano, dal):
        if rata.stato in DA_PAGARE:
            muovi_rata(rata, "annulla", operatore=operatore, motivo=_motivo(provvedimento))
    if provvedimento.totale:
        ultimo = max(piano.rate.values_list("numero", flat=True))
        previste = piano_rate(
            importo_totale=provvedimento.totale, mesi=provvedimento.mesi, dal=dal, primo_numero=ultimo + 1
        )
        scrivi_rate(piano=piano, previste=previste, operatore=operatore)
    allinea_prenotazione(piano=piano, operatore=operatore)
    concludi_se_finito(piano=piano, operatore=operatore)


@transaction.atomic
def applica_revoca(*, provvedimento: Provvedimento, operatore: Utente) -> None:
    """Nothing more is paid: what was not spent goes back to the fund. Sums already paid are for the recovery."""
    for piano in _piani_vivi(provvedimento.richiesta):
        for rata in piano.rate.select_for_update(of=("self",)).order_by("pk"):
            _revoca_rata(rata, _motivo(provvedimento), operatore)
        _cambia_stato(piano, StatoPiano.REVOCATO, operatore)
        allinea_prenotazione(piano=piano, operatore=operatore)
    da = (
        StatoRichiesta.CONCESSA, StatoRichiesta.IN_EROGAZIONE, StatoRichiesta.SOSPESA, StatoRichiesta.CONCLUSA,
    )  # fmt: skip
    _muovi_richiesta(provvedimento, "revoca", da=da, operatore=operatore)
    _decidi_segnalazione(provvedimento)


def _revoca_rata(rata: Rata, motivo: str, operatore: Utente) -> None:
    """An instalment already sent to accounting stays: its mandate may be on the way."""
    liquidazione = rata.liquidazione
    if liquidazione is not None and liquidazione.stato == StatoLiquidazione.BOZZA:
        muovi_rata(rata, "togli", operatore=operatore, motivo=motivo)
    if rata.stato in DA_PAGARE:
        muovi_rata(rata, "annulla", operatore=operatore, motivo=motivo)
    elif rata.stato == StatoRata.IN_BUONO:
        annulla_buono(buono=rata.buono, motivo=motivo, operatore=operatore)


def _piani_vivi(richiesta: Richiesta) -> list[PianoErogazione]:
    """Locked, newest first."""
    righe = PianoErogazione.objects.filter(richiesta=richiesta, stato__in=VIVI)
    return list(righe.select_for_update(of=("self",)).select_related("prenotazione").order_by("-pk"))


def _rate_da(piano: PianoErogazione, mese: datetime.date) -> list[Rata]:
    return list(piano.rate.filter(mese__gte=mese).select_for_update(of=("self",)).order_by("pk"))


def _cambia_stato(piano: PianoErogazione, stato: StatoPiano, operatore: Utente) -> None:
    piano.stato = stato
    piano.aggiornato_da = operatore
    piano.save()


def _muovi_richiesta(
    provvedimento: Provvedimento,
    mossa: str,
    *,
    da: StatoRichiesta | tuple[StatoRichiesta, ...],
    operatore: Utente,
) -> None:
    """Only if the act has not already moved it."""
    richiesta = blocca(provvedimento.richiesta)
    if richiesta.stato in (da if isinstance(da, tuple) else (da,)):
        esegui_mossa(richiesta, TABELLA_RICHIESTA, mossa, operatore=operatore, motivo=_motivo(provvedimento))


def _decidi_segnalazione(provvedimento: Provvedimento) -> None:
    aperte = SegnalazioneImpegni.objects.filter(richiesta=provvedimento.richiesta, provvedimento__isnull=True)
    for segnalazione in aperte.select_for_update():
        segnalazione.provvedimento = provvedimento
        segnalazione.save()


def _primo_mese(provvedimento: Provvedimento) -> datetime.date:
    giorno = provvedimento.dal or provvedimento.adottato_il
    if giorno is None:
        raise DominioError("Scrivi da quando vale il provvedimento.", campo="dal")
    return Mese.di(giorno).primo_giorno


def _motivo(provvedimento: Provvedimento) -> str:
    return f"{provvedimento.get_tipo_display()} del {provvedimento.adottato_il:%d/%m/%Y}"
