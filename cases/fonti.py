"""Sources of the timeline on this floor: meetings, convocations, moves, hand-overs, duties, notes."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.cronologia import Evento, Genere
from cases.enums import EsitoIncontro
from cases.models import Appuntamento, CasoAdi, VariazioneObblighi
from cases.services.appuntamenti import appuntamenti_di
from cases.transizioni import TABELLA_CASO

Istante = datetime.datetime | None
TONI_ESITO = {
    EsitoIncontro.SVOLTO: "successo",
    EsitoIncontro.SPONTANEO: "successo",
    EsitoIncontro.ASSENZA_DA_GIUSTIFICARE: "attenzione",
    EsitoIncontro.ASSENZA_INGIUSTIFICATA: "attenzione",
}


def incontri(caso: CasoAdi, dal: Istante, al: Istante) -> list[Evento]:
    return [_incontro(caso, a) for a in appuntamenti_di(caso) if _dentro(a.inizio, dal, al)]


def convocazioni(caso: CasoAdi, dal: Istante, al: Istante) -> list[Evento]:
    return [
        Evento(
            quando=_mezzogiorno(a.convocato_il),
            genere=Genere.COMUNICAZIONI,
            titolo=f"Convocazione inviata: {a.get_canale_display() or 'canale non scritto'}",
            testo=f"Ricevuta il {a.consegnata_il:%d/%m/%Y}" if a.consegnata_il else "",
            url=reverse("appuntamento-scheda", args=[caso.pk, a.pk]),
            icona="it-mail",
        )
        for a in appuntamenti_di(caso)
        if a.convocato_il and _dentro(_mezzogiorno(a.convocato_il), dal, al)
    ]


def passaggi(caso: CasoAdi, dal: Istante, al: Istante) -> list[Evento]:
    """Moves of the path, with author and reason."""
    righe = _nel_periodo(caso.transizioni.select_related("operatore"), "avvenuta_il", dal, al)
    return [
        Evento(
            quando=t.avvenuta_il,
            genere=Genere.DECISIONI,
            titolo="Caso aperto" if t.mossa == "apri" else TABELLA_CASO.etichetta_di(t.a_stato),
            testo=t.motivo,
            autore=t.operatore.nome_breve if t.operatore else "",
            icona="it-exchange-circle",
        )
        for t in righe
    ]


def consegne(caso: CasoAdi, dal: Istante, al: Istante) -> list[Evento]:
    righe = _nel_periodo(caso.assegnazioni.select_related("operatore"), "creato_il", dal, al)
    return [
        Evento(
            quando=a.creato_il,
            genere=Genere.DECISIONI,
            titolo=f"Seguito da {a.operatore} dal {a.dal:%d/%m/%Y}",
            testo=a.motivo,
            icona="it-user",
        )
        for a in righe
    ]


def obblighi(caso: CasoAdi, dal: Istante, al: Istante) -> list[Evento]:
    """The kind of change and the person: the reason stays on the page of the duties."""
    tutte = VariazioneObblighi.objects.filter(componente__caso=caso)
    righe = _nel_periodo(tutte.select_related("componente__persona", "operatore"), "registrata_il", dal, al)
    return [
        Evento(
            quando=v.registrata_il,
            genere=Genere.DECISIONI,
            titolo=f"{v.componente.persona}: {v.get_tipo_display().lower()} dal {v.dal:%d/%m/%Y}",
            autore=v.operatore.nome_breve,
            url=reverse("caso-obblighi", args=[caso.pk]),
            icona="it-user",
        )
        for v in righe
    ]


def correzioni(caso: CasoAdi, dal: Istante, al: Istante) -> list[Evento]:
    """Dates of the case that were put right, with the reason."""
    righe = _nel_periodo(caso.correzioni.select_related("operatore"), "corretta_il", dal, al)
    return [
        Evento(
            quando=c.corretta_il,
            genere=Genere.DECISIONI,
            titolo=f"Corrette: {c.oggetto.lower()}",
            testo=c.motivo,
            autore=c.operatore.nome_breve,
            url=reverse("caso-scadenze", args=[caso.pk]),
            icona="it-calendar",
        )
        for c in righe
    ]


def note(caso: CasoAdi, dal: Istante, al: Istante) -> list[Evento]:
    """Shared notes only."""
    righe = _nel_periodo(
        caso.note_diario.filter(privata=False).select_related("autore"), "creato_il", dal, al
    )
    return [
        Evento(
            quando=n.creato_il,
            genere=Genere.COMUNICAZIONI,
            titolo="Nota di diario",
            testo=n.testo[:280],
            autore=n.autore.nome_breve,
            url=reverse("caso-diario", args=[caso.pk]),
            icona="it-comment",
        )
        for n in righe
    ]


def _incontro(caso: CasoAdi, a: Appuntamento) -> Evento:
    esito = a.get_esito_display() if a.esito else "fissato"
    return Evento(
        quando=a.inizio,
        genere=Genere.INCONTRI,
        titolo=f"{a.get_tipo_display()}: {esito.lower()}",
        testo=a.get_modalita_display(),
        autore=a.operatore.nome_breve,
        url=reverse("appuntamento-scheda", args=[caso.pk, a.pk]),
        icona="it-calendar",
        tono=TONI_ESITO.get(EsitoIncontro(a.esito), "neutro") if a.esito else "info",
    )


def _nel_periodo(righe: Any, campo: str, dal: Istante, al: Istante) -> QuerySet[Any]:
    limiti: dict[str, datetime.datetime] = {}
    if dal:
        limiti[f"{campo}__gte"] = dal
    if al:
        limiti[f"{campo}__lte"] = al
    scelte: QuerySet[Any] = righe.filter(**limiti)
    return scelte


def _dentro(quando: datetime.datetime, dal: Istante, al: Istante) -> bool:
    return (dal is None or quando >= dal) and (al is None or quando <= al)


def _mezzogiorno(giorno: datetime.date | None) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(giorno or datetime.date.min, datetime.time(12)))
