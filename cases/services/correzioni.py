"""A date written by mistake is put right with a reason: the terms are counted again, and it is told how."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.ricerca.testo import pulisci_testo
from cases.enums import StatoScadenza
from cases.models import Appartenenza, CasoAdi, CorrezioneDate, Nucleo, Scadenza
from cases.services.casi import controlla_le_date
from cases.services.domanda_inps import solo_adi
from cases.services.nuclei import cambia_ingresso
from cases.services.periodi import apri_primo_periodo, ricalcola_periodi
from cases.services.scadenze import casi_aperti_di, ricalcola_scadenze

LUNGHEZZA_MOTIVO = 300
DATE_DEL_CASO = ("data_domanda", "data_accoglimento", "data_pad", "data_trasmissione")
Termini = dict[tuple[int, str], tuple[str, datetime.date]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePrima:
    date: dict[str, datetime.date | None]
    termini: Termini


@transaction.atomic
def correggi_date(
    *,
    caso: CasoAdi,
    versione: int,
    operatore: Utente,
    al: datetime.date,
    data_domanda: datetime.date | None,
    data_pad: datetime.date | None,
    data_trasmissione: datetime.date | None,
    data_accoglimento: datetime.date | None,
    motivo: str = "",
) -> CasoAdi:
    """The dates from which everything is counted, as the national platform gives them.

    A date that is missing is just written; one that was already there changes only with a reason.
    """
    controlla_le_date(data_domanda=data_domanda, data_pad=data_pad, al=al)
    attuale = CasoAdi.blocca_versione(pk=caso.pk, attesa=versione)
    solo_adi(attuale)
    nuove = {
        "data_domanda": data_domanda,
        "data_accoglimento": data_accoglimento,
        "data_pad": data_pad,
        "data_trasmissione": data_trasmissione,
    }
    prima = fotografa_date(attuale)
    for nome, valore in nuove.items():
        setattr(attuale, nome, valore)
    perche = _motivo(motivo) if _corrette(attuale, prima) else ""
    attuale.pad_da_confermare = False
    attuale.aggiornato_da = operatore
    attuale._change_reason = perche[:100] or None  # type: ignore[attr-defined]  # read by simple_history
    attuale.save()
    segui_le_date(attuale, prima, motivo=perche, operatore=operatore, al=al)
    return attuale


def fotografa_date(caso: CasoAdi) -> DatePrima:
    """The dates of the case and its terms, to be taken before they change."""
    return DatePrima(date={nome: getattr(caso, nome) for nome in DATE_DEL_CASO}, termini=_termini([caso]))


def segui_le_date(
    caso: CasoAdi, prima: DatePrima, *, motivo: str, operatore: Utente, al: datetime.date
) -> None:
    """Periods and terms of a case just saved; a date already written that changed leaves its correction."""
    if not caso.periodi.exists():
        if caso.data_pad:
            apri_primo_periodo(caso=caso, operatore=operatore)
    elif caso.data_pad != prima.date["data_pad"]:
        ricalcola_periodi(caso=caso, operatore=operatore)
    ricalcola_scadenze(caso, al=al)
    corrette = _corrette(caso, prima)
    if corrette:
        _annota(
            caso.nucleo,
            caso=caso,
            oggetto="Date della domanda",
            date=corrette,
            termini=_spostati(prima.termini, _termini([caso])),
            motivo=motivo,
            operatore=operatore,
        )


@transaction.atomic
def correggi_ingresso(
    *, appartenenza: Appartenenza, dal: datetime.date, motivo: str, operatore: Utente, al: datetime.date
) -> Appartenenza:
    """A person has been in the household since another day than the one that was written."""
    perche = _motivo(motivo)
    casi = casi_aperti_di(appartenenza.nucleo)
    prima = _termini(casi)
    vecchio, riga = cambia_ingresso(appartenenza=appartenenza, dal=dal, motivo=perche, operatore=operatore)
    for caso in casi:
        ricalcola_scadenze(caso, al=al)
    _annota(
        riga.nucleo,
        caso=None,
        oggetto=f"Ingresso nel nucleo di {riga.persona}",
        date=[_data("nel nucleo dal", vecchio, dal)],
        termini=_spostati(prima, _termini(casi)),
        motivo=perche,
        operatore=operatore,
    )
    return riga


def correzioni_di(caso: CasoAdi) -> list[CorrezioneDate]:
    """Of the case and of its household, the latest first."""
    del_nucleo = Q(caso__isnull=True, nucleo=caso.nucleo_id)
    return list(CorrezioneDate.objects.filter(Q(caso=caso) | del_nucleo).select_related("operatore"))


def _corrette(caso: CasoAdi, prima: DatePrima) -> list[dict[str, str]]:
    """Dates that were already written and now are others."""
    return [
        _data(str(CasoAdi._meta.get_field(nome).verbose_name), vecchia, getattr(caso, nome))  # type: ignore[union-attr]
        for nome, vecchia in prima.date.items()
        if vecchia not in (None, getattr(caso, nome))
    ]


def _motivo(testo: str) -> str:
    pulito = pulisci_testo(testo)
    if not pulito:
        raise DominioError("Cambi una data già scritta: scrivi perché.", campo="motivo")
    if len(pulito) > LUNGHEZZA_MOTIVO:
        raise DominioError(
            f"Il motivo è troppo lungo: al massimo {LUNGHEZZA_MOTIVO} caratteri.", campo="motivo"
        )
    return pulito


def _termini(casi: Iterable[CasoAdi]) -> Termini:
    """The terms that hold for the cases now."""
    righe = Scadenza.objects.filter(caso__in=list(casi)).exclude(stato=StatoScadenza.ANNULLATA)
    return {(s.caso_id, s.chiave): (s.titolo, s.entro) for s in righe.order_by("caso", "entro", "pk")}


def _spostati(prima: Termini, dopo: Termini) -> list[dict[str, Any]]:
    """Terms with another last day, terms born and terms that are not due any more."""
    spostati = []
    for chiave in dict.fromkeys([*prima, *dopo]):
        titolo, vecchio = prima.get(chiave, (dopo.get(chiave, ("", None))[0], None))
        nuovo = dopo[chiave][1] if chiave in dopo else None
        if vecchio != nuovo:
            spostati.append({"caso": chiave[0], "titolo": titolo, **_giorni(vecchio, nuovo)})
    return spostati


def _data(campo: str, prima: datetime.date | None, dopo: datetime.date | None) -> dict[str, str]:
    return {"campo": campo, **_giorni(prima, dopo)}


def _giorni(prima: datetime.date | None, dopo: datetime.date | None) -> dict[str, str]:
    return {"prima": prima.isoformat() if prima else "", "dopo": dopo.isoformat() if dopo else ""}


def _annota(nucleo: Nucleo, **valori: Any) -> None:
    CorrezioneDate.objects.create(nucleo=nucleo, **valori)
