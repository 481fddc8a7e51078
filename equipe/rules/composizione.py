"""Who should sit in a team, from the answers of the analysis; the worker decides and names the persons. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from equipe.rules.ruoli import Bisogno, RuoloEquipe

# One of the two is enough; the referent of the family is an adult of the household, chosen elsewhere.
STESSO_POSTO = {"RU.ASR": "RU.CM"}
ORDINARIA = "ordinario"
NON_SI_PROPONE = ("RU.RIF",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trovato:
    """An answer of the analysis: the code of the question, that of the answer, both in words."""

    voce: str
    codice: str
    testo: str
    persona_id: int | None = None
    sensibilita: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostoProposto:
    """`motivi`: why, in the words of the table or of the analysis. `base`: it sits in every team."""

    funzione: str
    nome: str
    base: bool
    quando: str
    motivi: tuple[str, ...]


def proponi(
    ruoli: Sequence[RuoloEquipe], trovati: Iterable[Trovato], *, presenti: Collection[str]
) -> tuple[PostoProposto, ...]:
    """Functions not yet in the team: those of every team, then those that an answer asks for."""
    fatti = tuple(trovati)
    posti = []
    for ruolo in ruoli:
        if ruolo.codice in NON_SI_PROPONE or _coperto(ruolo.codice, presenti):
            continue
        motivi = tuple(dict.fromkeys(f.testo for f in fatti if _corrisponde(ruolo.bisogni, f)))
        vietato = any(_corrisponde(ruolo.mai_con, f) for f in fatti)
        if ruolo.posto == "base" or (ruolo.posto == "secondo_bisogno" and motivi and not vietato):
            posti.append(
                PostoProposto(
                    funzione=ruolo.codice,
                    nome=ruolo.nome,
                    base=ruolo.posto == "base",
                    quando=ruolo.si_invita_quando,
                    motivi=motivi,
                )
            )
    return tuple(sorted(posti, key=lambda p: not p.base))


def bisogni_della_funzione(
    ruolo: RuoloEquipe, trovati: Iterable[Trovato], *, persone: Collection[int]
) -> tuple[str, ...]:
    """The ordinary answers on those persons that call for that function: what who has it is asked to look at."""
    motivi = (
        f.testo
        for f in trovati
        if f.persona_id in persone and f.sensibilita == ORDINARIA and _corrisponde(ruolo.bisogni, f)
    )
    return tuple(dict.fromkeys(motivi))


def _coperto(codice: str, presenti: Collection[str]) -> bool:
    return codice in presenti or STESSO_POSTO.get(codice) in presenti


def _corrisponde(bisogni: Sequence[Bisogno], fatto: Trovato) -> bool:
    return any(b.voce == fatto.voce and fatto.codice in b.se for b in bisogni)
