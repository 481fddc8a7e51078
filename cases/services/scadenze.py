"""Deadlines: computed again from the facts at each act. Nobody else writes Scadenza or ProssimoPasso."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import StatoScadenza, TipoScadenza
from cases.models import (
    Appuntamento,
    AttestazioneISEE,
    CasoAdi,
    ComponenteCaso,
    Nucleo,
    PeriodoBeneficio,
    Persona,
    ProssimoPasso,
    Scadenza,
)
from cases.rules.fatti_caso import Attesa
from cases.rules.scadenze_caso import scadenze_attese
from cases.services.fatti import componi_fatti, leggi_fatti
from cases.transizioni import FINALI, PRIMA_DELL_INCONTRO

# Computed here from the facts of the case; the other kinds belong to the upper floors.
TIPI_CALCOLATI = (
    TipoScadenza.PRIMO_INCONTRO,
    TipoScadenza.CONVOCAZIONE,
    TipoScadenza.PATTO,
    TipoScadenza.MONITORAGGIO,
    TipoScadenza.GEPI,
    TipoScadenza.ESONERO,
    TipoScadenza.ISEE,
    TipoScadenza.TITOLO_SOGGIORNO,
    TipoScadenza.RINNOVO,
    TipoScadenza.APPUNTAMENTO,
)
C = TypeVar("C", Appuntamento, ComponenteCaso, PeriodoBeneficio)
CONSIGLIATE = (TipoScadenza.CONVOCAZIONE,)
# What expires by itself says nothing about when a case must be given to somebody.
DI_UN_DOCUMENTO = (TipoScadenza.ISEE, TipoScadenza.TITOLO_SOGGIORNO, TipoScadenza.ESONERO)
CAMPI = ("tipo", "titolo", "entro", "decorre_dal", "perche", "passi", "in_attesa_di", "adempiuta_il")


@dataclass(frozen=True, slots=True, kw_only=True)
class Differenza:
    """A stored deadline that is not what the facts give."""

    caso_id: int
    chiave: str
    scritta: str
    attesa: str


@transaction.atomic
def ricalcola_scadenze(caso: CasoAdi, *, al: datetime.date) -> None:
    """Write the deadlines that the facts known on `al` give. Safe to repeat: no change, no write."""
    CasoAdi.objects.select_for_update(of=("self",)).get(pk=caso.pk)
    attese = {a.chiave: a for a in _attese(caso, al=al)}
    righe = {s.chiave: s for s in caso.scadenze.all()}
    for chiave, attesa in attese.items():
        riga = righe.get(chiave) or Scadenza(caso=caso, chiave=chiave)
        _scrivi(riga, _valori(attesa))
        righe[chiave] = riga
    for chiave, riga in righe.items():
        non_piu_dovuta = riga.tipo in TIPI_CALCOLATI and chiave not in attese
        if non_piu_dovuta and riga.stato == StatoScadenza.APERTA:
            riga.stato = StatoScadenza.ANNULLATA
            riga.save()
    _aggiorna_prossimo_passo(caso, righe.values(), al=al)


def casi_aperti_di(nucleo: Nucleo) -> list[CasoAdi]:
    """Locked, in the transaction of who counts again: what is read is what holds."""
    return list(nucleo.casi.select_for_update(of=("self",)).exclude(stato__in=FINALI).order_by("pk"))


@transaction.atomic
def ricalcola_scadenze_del_nucleo(nucleo: Nucleo, *, al: datetime.date) -> None:
    """Something of the household changed: count again in each of its open cases."""
    for caso in casi_aperti_di(nucleo):
        ricalcola_scadenze(caso, al=al)


@transaction.atomic
def scrivi_prime_scadenze(casi: Sequence[CasoAdi], *, al: datetime.date) -> None:
    """What `ricalcola_scadenze` would write on cases created a moment ago, with few queries for all of them."""
    righe = prime_scadenze(casi, al=al)
    Scadenza.objects.bulk_create([r for gruppo in righe.values() for r in gruppo])
    ProssimoPasso.objects.bulk_create(passo_da(caso, righe[caso.pk], al=al) for caso in casi)


def prime_scadenze(casi: Sequence[CasoAdi], *, al: datetime.date) -> dict[int, list[Scadenza]]:
    """The deadlines of cases that have none yet, by case and not written: who calls chooses how to."""
    norme = {ambito: norme_dell_ambito(ambito) for ambito in {c.ambito_id for c in casi}}
    appuntamenti = _per_caso(Appuntamento.objects.filter(caso__in=casi).order_by("inizio", "pk"))
    componenti = _per_caso(ComponenteCaso.objects.filter(caso__in=casi).select_related("persona"))
    periodi = _per_caso(PeriodoBeneficio.objects.filter(caso__in=casi))
    attestazioni: dict[int, list[AttestazioneISEE]] = {}
    nuclei = {c.nucleo_id for c in casi}
    for a in AttestazioneISEE.objects.valide().filter(nucleo__in=nuclei).order_by("-scade_il", "-pk"):
        attestazioni.setdefault(a.nucleo_id, []).append(a)
    righe: dict[int, list[Scadenza]] = {}
    for caso in casi:
        fatti = componi_fatti(
            caso,
            al=al,
            appuntamenti=appuntamenti.get(caso.pk, []),
            componenti=componenti.get(caso.pk, []),
            attestazioni=attestazioni.get(caso.nucleo_id, []),
            periodi=periodi.get(caso.pk, []),
            norme=norme[caso.ambito_id],
        )
        attese = () if caso.stato in FINALI else scadenze_attese(fatti)
        righe[caso.pk] = [Scadenza(caso=caso, chiave=a.chiave, **_valori(a)) for a in attese]
    return righe


def passo_da(caso: CasoAdi, righe: Iterable[Scadenza], *, al: datetime.date) -> ProssimoPasso:
    """The next step that those deadlines give to an open case on the day `al`, not written."""
    return ProssimoPasso(caso=caso, **_valori_del_passo(caso, righe, al=al))


def _per_caso(righe: Iterable[C]) -> dict[int, list[C]]:
    gruppi: dict[int, list[C]] = {}
    for riga in righe:
        gruppi.setdefault(riga.caso_id, []).append(riga)
    return gruppi


@transaction.atomic
def imposta_scadenza(
    *,
    caso: CasoAdi,
    tipo: str,
    chiave: str,
    titolo: str,
    entro: datetime.date,
    decorre_dal: datetime.date | None,
    perche: str,
    passi: Sequence[dict[str, Any]],
    persona: Persona | None = None,
    in_attesa_di: str = "",
) -> Scadenza:
    """A deadline of an upper floor (checks of a Patto, a meeting of the team): created or moved."""
    _solo_dei_piani_alti(tipo)
    CasoAdi.objects.select_for_update(of=("self",)).get(pk=caso.pk)
    riga = Scadenza.objects.filter(caso=caso, chiave=chiave).first() or Scadenza(caso=caso, chiave=chiave)
    _scrivi(
        riga,
        {
            "tipo": tipo,
            "titolo": titolo[:160],
            "entro": entro,
            "decorre_dal": decorre_dal,
            "perche": perche[:200],
            "passi": list(passi),
            "in_attesa_di": in_attesa_di,
            "adempiuta_il": None,
            "persona_id": persona.pk if persona else None,
            "stato": StatoScadenza.APERTA,
        },
    )
    _aggiorna_prossimo_passo(caso, caso.scadenze.all(), al=timezone.localdate())
    return riga


@transaction.atomic
def adempi_scadenza(*, caso: CasoAdi, chiave: str, il: datetime.date) -> None:
    """The deadline was met on that day. Does nothing when there is no open one with that key."""
    _chiudi_riga(caso, chiave, stato=StatoScadenza.ADEMPIUTA, il=il)


@transaction.atomic
def correggi_adempimento(*, caso: CasoAdi, chiave: str, il: datetime.date) -> None:
    """It had been met on another day than the one written. Does nothing when it is not met."""
    for riga in caso.scadenze.filter(chiave=chiave, stato=StatoScadenza.ADEMPIUTA):
        _scrivi(riga, {"adempiuta_il": il})


@transaction.atomic
def annulla_scadenza(*, caso: CasoAdi, chiave: str) -> None:
    """The deadline is not due any more."""
    _chiudi_riga(caso, chiave, stato=StatoScadenza.ANNULLATA, il=None)


def differenze(caso: CasoAdi, *, al: datetime.date) -> list[Differenza]:
    """What `ricalcola_scadenze` would change, without changing it: the nightly check reports this."""
    attese = {a.chiave: a for a in _attese(caso, al=al)}
    righe = {s.chiave: s for s in caso.scadenze.filter(tipo__in=TIPI_CALCOLATI)}
    trovate = []
    for chiave in sorted(attese.keys() | righe.keys()):
        scritta = _in_parole(righe[chiave].entro, righe[chiave].stato) if chiave in righe else "manca"
        attesa = attese.get(chiave)
        prevista = _in_parole(attesa.entro, attesa.stato) if attesa else "non dovuta"
        chiusa = chiave in righe and righe[chiave].stato != StatoScadenza.APERTA
        if scritta != prevista and not (attesa is None and chiusa):
            trovate.append(Differenza(caso_id=caso.pk, chiave=chiave, scritta=scritta, attesa=prevista))
    return trovate


def _attese(caso: CasoAdi, *, al: datetime.date) -> tuple[Attesa, ...]:
    return () if caso.stato in FINALI else scadenze_attese(leggi_fatti(caso, al=al))


def _in_parole(entro: datetime.date, stato: str) -> str:
    return f"{entro:%d/%m/%Y} {stato}"


def _valori(attesa: Attesa) -> dict[str, Any]:
    valori: dict[str, Any] = {nome: getattr(attesa, nome) for nome in CAMPI}
    return valori | {
        "passi": list(attesa.passi),
        "persona_id": attesa.persona_id,
        "stato": attesa.stato,
    }


def _scrivi(riga: Scadenza, valori: dict[str, Any]) -> None:
    """Save only when something changes, so that computing twice leaves no trace."""
    if riga.pk and all(getattr(riga, nome) == valore for nome, valore in valori.items()):
        return
    for nome, valore in valori.items():
        setattr(riga, nome, valore)
    riga.save()


def _solo_dei_piani_alti(tipo: str) -> None:
    if tipo in TIPI_CALCOLATI:
        raise ValueError(f"{tipo}: this deadline is computed from the facts of the case")


def _chiudi_riga(caso: CasoAdi, chiave: str, *, stato: str, il: datetime.date | None) -> None:
    riga = (
        Scadenza.objects.select_for_update(of=("self",))
        .filter(caso=caso, chiave=chiave, stato=StatoScadenza.APERTA)
        .first()
    )
    if riga is None:
        return
    riga.stato, riga.adempiuta_il = stato, il
    riga.save()
    _aggiorna_prossimo_passo(caso, caso.scadenze.all(), al=timezone.localdate())


def _aggiorna_prossimo_passo(caso: CasoAdi, righe: Iterable[Scadenza], *, al: datetime.date) -> None:
    """The open deadline that comes first is the next step; a closed case has none."""
    esistente = ProssimoPasso.objects.filter(caso=caso).first()
    if caso.stato in FINALI:
        if esistente:
            esistente.delete()
        return
    passo = esistente or ProssimoPasso(caso=caso)
    valori = _valori_del_passo(caso, righe, al=al)
    if esistente and all(getattr(passo, nome) == valore for nome, valore in valori.items()):
        return
    for nome, valore in valori.items():
        setattr(passo, nome, valore)
    passo.save()


def _valori_del_passo(caso: CasoAdi, righe: Iterable[Scadenza], *, al: datetime.date) -> dict[str, Any]:
    """By day; what is ours, once its day has come, never stands behind what others still owe us."""

    def ordine(riga: Scadenza) -> tuple[bool, datetime.date, bool, int]:
        degli_altri = bool(riga.in_attesa_di)
        return degli_altri or riga.entro > al, riga.entro, degli_altri, riga.pk

    aperte = sorted((r for r in righe if r.stato == StatoScadenza.APERTA), key=ordine)
    da_assegnare = caso.case_manager_id is None
    prima = next(
        (r for r in aperte if r.tipo not in CONSIGLIATE and not (da_assegnare and r.tipo in DI_UN_DOCUMENTO)),
        None,
    )
    consigliata = next((r for r in aperte if r.tipo in CONSIGLIATE), None)
    return {
        "titolo": _titolo(caso, prima),
        "entro": prima.entro if prima else None,
        "consigliata_entro": consigliata.entro if consigliata else None,
        "in_attesa_di": prima.in_attesa_di if prima else "",
        "scadenza_id": prima.pk if prima else None,
    }


def _titolo(caso: CasoAdi, prima: Scadenza | None) -> str:
    if caso.case_manager_id is None:
        return "Assegnare il caso"
    if prima:
        return prima.titolo
    if not caso.adi:
        incontrato = caso.stato not in PRIMA_DELL_INCONTRO
        return "Nessuna scadenza aperta" if incontrato else "Fissare il primo incontro"
    return "Scrivere la data del PAD" if caso.data_pad is None else "Nessuna scadenza aperta"
