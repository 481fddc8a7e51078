"""Which part of the Quadro somebody of another body may write: their items, on the persons shared with them."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils import timezone

from adi_platform.organizzazione.perimetro import Perimetro
from cases.models import ComponenteCaso, Persona
from equipe.models import ContributoQuadro, MembroEquipe, Quadro
from equipe.rules.quadro import NUCLEO, LenteQuadro, VoceQuadro, leggi_quadro
from equipe.services.contenuti import codice_funzione, viste
from equipe.services.quadro_modulo import contenuto_quadro, modello_di
from equipe.services.quadro_vista import FAMIGLIA, leggi, tipo_di
from protocollo.models import Condivisione

# Classes of items that a partner writes: never health, violence or courts, whatever their function.
SCRIVIBILI = frozenset({"ordinario"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ParteDaScrivere:
    """A person of the grants (None: the household) by the name they read there, and the items to rate."""

    persona: Persona | None
    nome: str
    voci: tuple[VoceQuadro, ...]
    condivisione: Condivisione

    @property
    def chiave(self) -> str:
        return str(self.persona.pk) if self.persona else FAMIGLIA

    @property
    def iniziali(self) -> str:
        return f"{self.persona.nome[:1]}. {self.persona.cognome[:1]}." if self.persona else "Famiglia"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadroCondiviso:
    """A period with the functions that the person has in that team, and the parts they may write."""

    quadro: Quadro
    funzioni: tuple[str, ...]
    parti: tuple[ParteDaScrivere, ...]

    @property
    def iniziali(self) -> str:
        return ", ".join(parte.iniziali for parte in self.parti)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributoLetto:
    """One's own words, with what the social service made of them."""

    codice: str
    persona_id: int | None
    voce: str
    chi: str
    periodo: int
    etichetta: str
    evidenza: str
    fonte: str
    il: datetime.date
    scritto_il: datetime.date
    stato: str
    tono: str
    motivo: str
    deciso_il: datetime.date | None


def quadri_condivisi(perimetro: Perimetro, *quali: Q) -> list[QuadroCondiviso]:
    """Only where the person sits in the team and has a grant in force: one alone opens nothing.

    As many queries for one as for all.
    """
    aperte = Condivisione.objects.del_partner(perimetro)
    posti = _in_equipe(perimetro)
    quadri = list(
        Quadro.objects.filter(
            *quali, Q(caso__in=aperte.values("caso")), caso__in=posti.values("equipe__caso")
        ).select_related("modulo", "caso")
    )
    if not quadri:
        return []
    casi = {q.caso_id for q in quadri}
    funzioni: dict[int, list[str]] = defaultdict(list)
    for caso, funzione in posti.filter(equipe__caso__in=casi).values_list("equipe__caso", "funzione"):
        funzioni[caso].append(funzione)
    nomi: dict[int, dict[int, tuple[str, Condivisione]]] = defaultdict(dict)
    righe = aperte.filter(caso__in=casi).select_related("ente", "servizio").prefetch_related("persone")
    for condivisione in righe.order_by("pk"):
        _aggiungi(nomi[condivisione.caso_id], condivisione)
    presenti: dict[int, list[Persona]] = defaultdict(list)
    for c in ComponenteCaso.objects.filter(caso__in=casi, uscito_il__isnull=True).select_related("persona"):
        presenti[c.caso_id].append(c.persona)
    trovati = (
        QuadroCondiviso(
            quadro=q,
            funzioni=tuple(funzioni[q.caso_id]),
            parti=tuple(_parti(q, funzioni[q.caso_id], nomi[q.caso_id], presenti[q.caso_id])),
        )
        for q in quadri
    )
    return [condiviso for condiviso in trovati if condiviso.parti]


def scrive_a_voce(funzione: str) -> bool:
    """True for a function (its name) whose items are all of health or the like: they are written together."""
    sue = [v for v in _voci_di_partenza() if v.ne_parla([codice_funzione(funzione)])]
    return bool(sue) and not any(v.sensibilita in SCRIVIBILI for v in sue)


@lru_cache(maxsize=1)
def _voci_di_partenza() -> tuple[VoceQuadro, ...]:
    return tuple(voce for dominio in leggi_quadro(contenuto_quadro()).domini for voce in dominio.voci)


def contributi_di(condiviso: QuadroCondiviso, autore_id: int) -> list[ContributoLetto]:
    """What that person has written on the case, in every period, on what they may still read; the latest first."""
    nomi = {parte.persona.pk if parte.persona else None: parte.nome for parte in condiviso.parti}
    righe = ContributoQuadro.objects.filter(quadro__caso=condiviso.quadro.caso_id, autore=autore_id)
    righe = righe.select_related("persona", "quadro__modulo", "esito").order_by("-pk")
    letti, rifatte = [], set()
    for riga in righe:
        di_che = (riga.quadro_id, riga.voce, riga.persona_id)
        if riga.persona_id in nomi:
            letti.append(_letto(riga, nomi[riga.persona_id], rifatto=di_che in rifatte))
        rifatte.add(di_che)
    return letti


def _letto(riga: ContributoQuadro, chi: str, *, rifatto: bool) -> ContributoLetto:
    letta, esito = leggi(riga, modello_di(riga.quadro)), getattr(riga, "esito", None)
    if esito is not None:
        stato, tono = ("Non accolto", "attenzione") if esito.motivo else ("Accolto", "successo")
    else:
        stato, tono = ("Rifatto", "neutro") if rifatto else ("In attesa", "info")
    return ContributoLetto(
        codice=riga.voce,
        persona_id=riga.persona_id,
        voce=letta.voce,
        chi=chi,
        periodo=riga.quadro.numero,
        etichetta=letta.etichetta,
        evidenza=riga.evidenza,
        fonte=letta.fonte,
        il=riga.il,
        scritto_il=timezone.localdate(riga.scritta_il),
        stato=stato,
        tono=tono,
        motivo=esito.motivo if esito else "",
        deciso_il=timezone.localdate(esito.deciso_il) if esito else None,
    )


def _in_equipe(perimetro: Perimetro) -> QuerySet[MembroEquipe]:
    """The places that the person has today in teams in force."""
    righe = MembroEquipe.objects.filter(
        utente=perimetro.utente_id,
        al__isnull=True,
        dal__lte=timezone.localdate(),
        equipe__sciolta_il__isnull=True,
    )
    return righe.order_by("pk")


def _aggiungi(nomi: dict[int, tuple[str, Condivisione]], condivisione: Condivisione) -> None:
    """The whole name as soon as one grant gives it, otherwise the initials."""
    solo_iniziali = condivisione.vista != "" and viste()[condivisione.vista].come == "iniziali"
    for persona in condivisione.persone.all():
        if solo_iniziali and persona.pk in nomi:
            continue
        nome = (
            f"{persona.nome[:1]}. {persona.cognome[:1]}."
            if solo_iniziali
            else f"{persona.nome} {persona.cognome}"
        )
        nomi[persona.pk] = (nome, condivisione)


def _parti(
    quadro: Quadro,
    funzioni: Collection[str],
    nomi: dict[int, tuple[str, Condivisione]],
    presenti: Collection[Persona],
) -> Iterable[ParteDaScrivere]:
    """Nobody who is protected; the household only for who may read of everybody in it."""
    lente, oggi = LenteQuadro(funzioni=tuple(funzioni), leggibili=SCRIVIBILI), timezone.localdate()
    modello = modello_di(quadro)

    def voci(tipo: str) -> tuple[VoceQuadro, ...]:
        return tuple(v for d in modello.domini_per(tipo) for v in d.voci if lente.scrive(v))

    if presenti and all(p.pk in nomi and not p.protetta for p in presenti) and (sue := voci(NUCLEO)):
        condivisione = nomi[min(p.pk for p in presenti)][1]
        yield ParteDaScrivere(persona=None, nome="Famiglia", voci=sue, condivisione=condivisione)
    for persona in presenti:
        if persona.pk in nomi and not persona.protetta and (sue := voci(tipo_di(persona, al=oggi))):
            nome, condivisione = nomi[persona.pk]
            yield ParteDaScrivere(persona=persona, nome=nome, voci=sue, condivisione=condivisione)
