"""A plan as its page shows it: by day and by household, with what is wrong and why somebody is late."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from equipe.enums import StatoPiano
from equipe.models import NucleoEscluso, Piano, PropostaRiunione
from equipe.rules.piano_dati import Problema
from equipe.rules.piano_perche import perche_in_ritardo
from equipe.rules.piano_verifica import Difetto
from equipe.services.contenuti import nome_funzione
from equipe.services.piani import difetti_del_piano, incontri_di, problema_del_piano


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaPiano:
    """A meeting of the table."""

    proposta: PropostaRiunione
    nome: str
    entro: datetime.date | None
    luogo: str
    persone: tuple[tuple[str, str], ...]
    errori: tuple[str, ...]
    avvisi: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VistaPiano:
    """`per_giorno` pairs a day with its rows; `nuclei` are the same rows by deadline."""

    per_giorno: tuple[tuple[datetime.date, tuple[RigaPiano, ...]], ...]
    nuclei: tuple[RigaPiano, ...]
    esclusi: tuple[NucleoEscluso, ...]
    errori: int


def vista_del_piano(piano: Piano) -> VistaPiano:
    """A bounded number of queries whatever the number of meetings; only a plan to review has something wrong."""
    problema = problema_del_piano(piano)
    difetti: tuple[Difetto, ...] = ()
    ritardi: dict[str, str] = {}
    if piano.stato == StatoPiano.PROPOSTO:
        difetti = difetti_del_piano(piano, problema)
        ritardi = {i.nucleo: perche_in_ritardo(problema, i) for i in incontri_di(piano)}
    proposte = piano.proposte.select_related(
        "caso__nucleo__referente", "sede", "stanza__sede__comune"
    ).prefetch_related("persone__professionista")
    righe = tuple(_riga(problema, p, difetti, ritardi.get(str(p.caso_id), "")) for p in proposte)
    giorni: dict[datetime.date, list[RigaPiano]] = {}
    for riga in righe:
        giorni.setdefault(timezone.localtime(riga.proposta.inizio).date(), []).append(riga)
    return VistaPiano(
        per_giorno=tuple((giorno, tuple(sue)) for giorno, sue in sorted(giorni.items())),
        nuclei=tuple(sorted(righe, key=lambda r: (r.entro or datetime.date.max, r.nome))),
        esclusi=tuple(piano.esclusi.select_related("caso__nucleo__referente")),
        errori=sum(1 for d in difetti if d.blocca),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RiepilogoPiano:
    """What leaves when a plan is confirmed."""

    riunioni: int
    dal: datetime.date
    al: datetime.date
    persone: int
    enti: tuple[str, ...]


def riepilogo_del_piano(piano: Piano) -> RiepilogoPiano | None:
    """How many meetings, between which days, how many people of which bodies; None for an empty plan."""
    proposte = list(piano.proposte.prefetch_related("persone__professionista__ente"))
    if not proposte:
        return None
    giorni = [timezone.localtime(p.inizio).date() for p in proposte]
    chi = {riga.professionista for p in proposte for riga in p.persone.all()}
    return RiepilogoPiano(
        riunioni=len(proposte),
        dal=min(giorni),
        al=max(giorni),
        persone=len(chi),
        enti=tuple(sorted({p.nome_ente for p in chi if p.nome_ente})),
    )


def _riga(
    problema: Problema, proposta: PropostaRiunione, difetti: tuple[Difetto, ...], ritardo: str
) -> RigaPiano:
    codice = str(proposta.caso_id)
    nucleo = problema.nucleo(codice)
    suoi = [d for d in difetti if d.nucleo == codice]
    return RigaPiano(
        proposta=proposta,
        nome=str(proposta.caso.nucleo),
        entro=nucleo.entro if nucleo else None,
        luogo=str(proposta.stanza) if proposta.stanza else "a distanza",
        persone=tuple((str(p.professionista), nome_funzione(p.funzione)) for p in proposta.persone.all()),
        errori=tuple(d.testo for d in suoi if d.blocca),
        avvisi=tuple(filter(None, [*(d.testo for d in suoi if not d.blocca), ritardo])),
    )
