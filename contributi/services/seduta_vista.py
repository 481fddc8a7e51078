"""What the pages show of a session: who is out and why, forecast of the quorum, who has voted, what is left."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from adi_platform.organizzazione.models import Utente
from contributi.enums import StatoSeduta
from contributi.models import Elettore, Esclusione, Seduta, VoceSeduta, Voto
from contributi.rules.voto import RegoleVoto, soglia_quorum
from contributi.services.elettorato import componenti_votanti
from contributi.services.regole_voto import regole_da_conservare, regole_lette
from contributi.services.sedute import voci_in_discussione


@dataclass(frozen=True, slots=True, kw_only=True)
class Posto:
    """A member of the electorate, frozen or as it would be today."""

    nome: str
    persona: UUID
    presidente: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceVista:
    """A proposal on the page of the session, for one person who looks."""

    voce: VoceSeduta
    esclusi: tuple[str, ...]
    votanti: int
    soglia: int
    hanno_votato: tuple[str, ...]
    da_votare: int
    mio_voto: Voto | None
    perche_non_voto: str
    perche_non_legge: str
    voti: tuple[Voto, ...]

    @property
    def quorum_possibile(self) -> bool:
        return self.votanti >= self.soglia


@dataclass(frozen=True, slots=True, kw_only=True)
class SedutaVista:
    posti: tuple[Posto, ...]
    regole: dict[str, Any]
    voci: tuple[VoceVista, ...]

    @property
    def da_votare(self) -> tuple[VoceVista, ...]:
        """What this person still has to vote, in the order of the agenda."""
        return tuple(v for v in self.voci if not v.perche_non_voto and v.mio_voto is None)


def guarda(seduta: Seduta, *, chi: Utente) -> SedutaVista:
    """Bounded queries, whatever the number of proposals and members."""
    posti = posti_di(seduta)
    conservate = seduta.regole or regole_da_conservare(
        seduta.commissione.ambito_id, al=timezone.localdate(seduta.apre_il)
    )
    regole = regole_lette(conservate)
    voci = voci_in_discussione(seduta).prefetch_related(
        Prefetch("esclusioni", Esclusione.objects.select_related("utente").order_by("pk")),
        Prefetch("voti", Voto.objects.select_related("elettore").order_by("numero")),
    )
    viste = tuple(_vista(voce, seduta, posti, regole, chi) for voce in voci)
    return SedutaVista(posti=posti, regole=conservate, voci=viste)


def posti_di(seduta: Seduta) -> tuple[Posto, ...]:
    """The frozen electorate, or the members who would be there at the opening."""
    if seduta.aperta_il is not None:
        elettori = Elettore.objects.filter(seduta=seduta).order_by("ordine")
        return tuple(Posto(nome=e.nome, persona=e.persona, presidente=e.presidente) for e in elettori)
    componenti = componenti_votanti(seduta.commissione, al=timezone.localdate(seduta.apre_il))
    return tuple(
        Posto(
            nome=str(c.utente), persona=c.utente.persona_fisica, presidente=n == 0 and c.ruolo == "presidente"
        )
        for n, c in enumerate(componenti)
    )


def _vista(
    voce: VoceSeduta, seduta: Seduta, posti: tuple[Posto, ...], regole: RegoleVoto, chi: Utente
) -> VoceVista:
    esclusioni, voti = list(voce.esclusioni.all()), list(voce.voti.all())
    fuori = {e.persona for e in esclusioni}
    votanti = [p for p in posti if p.persona not in fuori]
    dati = {v.elettore.persona: v for v in voti}
    soglia = soglia_quorum(regole, elettorato=len(votanti), composizione=len(posti))
    return VoceVista(
        voce=voce,
        esclusi=tuple(str(e) for e in esclusioni),
        votanti=len(votanti),
        soglia=soglia,
        hanno_votato=tuple(p.nome for p in votanti if p.persona in dati),
        da_votare=sum(p.persona not in dati for p in votanti),
        mio_voto=dati.get(chi.persona_fisica),
        perche_non_voto=_perche_non_voto(voce, seduta, posti, esclusioni, chi),
        perche_non_legge=_perche_non_legge(seduta, posti, esclusioni, chi),
        # Open ballot, but not before the end: nobody votes looking at the others.
        voti=tuple(voti) if seduta.chiusa else (),
    )


def _perche_non_voto(
    voce: VoceSeduta, seduta: Seduta, posti: tuple[Posto, ...], esclusioni: list[Esclusione], chi: Utente
) -> str:
    miei = [e for e in esclusioni if e.persona == chi.persona_fisica]
    if miei:
        return f"Non puoi votare: {MOTIVI[miei[0].motivo]}."
    if all(p.persona != chi.persona_fisica for p in posti):
        return "Vota chi era componente della commissione all'apertura."
    if seduta.stato in (StatoSeduta.CONVOCATA, StatoSeduta.ODG_INVIATO):
        return "La votazione non è ancora aperta."
    if not seduta.aperta or timezone.now() >= seduta.chiude_il:
        return "La votazione è chiusa."
    return ""


def _perche_non_legge(
    seduta: Seduta, posti: tuple[Posto, ...], esclusioni: list[Esclusione], chi: Utente
) -> str:
    """A member who is not excluded reads, from when the agenda has been sent."""
    if seduta.stato in (StatoSeduta.CONVOCATA, StatoSeduta.ANNULLATA):
        return "Si legge quando l'ordine del giorno è inviato."
    if any(e.persona == chi.persona_fisica for e in esclusioni):
        return "Non partecipi alla decisione su questa proposta."
    if all(p.persona != chi.persona_fisica for p in posti):
        return "La leggono i componenti della commissione."
    return ""


MOTIVI = {
    "autore_pai": "hai redatto il PAI",
    "segue_il_caso": "segui il caso",
    "conflitto": "hai dichiarato un conflitto di interessi",
}
