"""What the registry knows about a reason of exclusion from the duties: borne out, denied, or unknown. Pure.

DL 48/2023 art. 6 c. 4-5; the ages and the number of children are dated values of `norme`. Nothing is decided
here: a reason that the facts deny is refused, one that they do not know asks for a document.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.norme.loader import Norme
from cases.rules.anagrafe import MAGGIORE_ETA, eta


@dataclass(frozen=True, slots=True, kw_only=True)
class Familiare:
    """A member of the household as the registry has it."""

    nome: str
    nato_il: date | None

    def sotto(self, anni: int, *, al: date) -> bool:
        """Born by that day and not yet that old; nothing is said of whom the birth is not known."""
        compiuti = eta(self.nato_il, al=al)
        return compiuti is not None and 0 <= compiuti < anni

    def compie(self, anni: int) -> date | None:
        return aggiungi_mesi(self.nato_il, 12 * anni) if self.nato_il else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quesito:
    """A reason for `persona`, from the day `dal`, beside the others of the household on that day."""

    persona: Familiare
    altri: Sequence[Familiare]
    dal: date
    norme: Norme

    def valore(self, chiave: str) -> int:
        return self.norme.valore(chiave, al=self.dal).intero

    @property
    def minori(self) -> list[Familiare]:
        return [f for f in self.altri if f.sotto(MAGGIORE_ETA, al=self.dal)]

    @property
    def nascite_ignote(self) -> bool:
        return any(f.nato_il is None for f in self.altri)


@dataclass(frozen=True, slots=True, kw_only=True)
class Riscontro:
    """`smentita`: why it cannot be. `provato`: no document is needed, until `fino_al` if the facts have an end."""

    smentita: str = ""
    provato: bool = False
    fino_al: date | None = None


IGNOTO = Riscontro()


def riscontra(motivo: str, quesito: Quesito) -> Riscontro:
    """Compare one reason of the code table with the facts."""
    persona, dal = quesito.persona, quesito.dal
    if motivo != "ME.MIN" and persona.sotto(MAGGIORE_ETA, al=dal):
        return Riscontro(smentita=f"{persona.nome} è minorenne: il motivo da scegliere è «È minorenne».")
    regola = REGOLE.get(motivo)
    return regola(quesito) if regola else IGNOTO


def _eta(q: Quesito) -> Riscontro:
    anni = q.valore("adi.eta_esonero")
    compie = q.persona.compie(anni)
    if compie is None:
        return IGNOTO
    if q.dal < compie:
        return Riscontro(smentita=f"{_nascita(q)}: il {q.dal:%d/%m/%Y} non ha ancora {anni} anni.")
    return Riscontro(provato=True)


def _minore(q: Quesito) -> Riscontro:
    compie = q.persona.compie(MAGGIORE_ETA)
    if compie is None:
        return IGNOTO
    if q.dal >= compie:
        return Riscontro(smentita=f"{_nascita(q)}: il {q.dal:%d/%m/%Y} è maggiorenne.")
    return Riscontro(provato=True, fino_al=compie)


def _bambino_piccolo(q: Quesito) -> Riscontro:
    anni = q.valore("adi.eta_minore_cura")
    piccoli = [f.compie(anni) for f in q.altri if f.sotto(anni, al=q.dal)]
    if piccoli:
        return Riscontro(provato=True, fino_al=max(giorno for giorno in piccoli if giorno))
    if q.nascite_ignote:
        return IGNOTO
    testo = f"Il {q.dal:%d/%m/%Y} nel nucleo non c'è nessun bambino sotto i {anni} anni"
    minore = max(q.minori, key=lambda f: f.nato_il or date.min, default=None)
    if minore is None:
        return Riscontro(smentita=f"{testo}.")
    suoi = eta(minore.nato_il, al=q.dal)
    return Riscontro(smentita=f"{testo}: chi ne ha meno è {minore.nome}, {suoi} anni.")


def _molti_figli(q: Quesito) -> Riscontro:
    quanti = q.valore("adi.minori_cura")
    maggiori_il = sorted(giorno for f in q.minori if (giorno := f.compie(MAGGIORE_ETA)))
    if len(maggiori_il) >= quanti:
        # The reason ends on the day on which one less than the number asked is still under age.
        return Riscontro(provato=True, fino_al=maggiori_il[-quanti])
    if q.nascite_ignote:
        return IGNOTO
    return Riscontro(
        smentita=f"Servono almeno {quanti} figli minori: il {q.dal:%d/%m/%Y} nel nucleo "
        f"i minorenni sono {len(maggiori_il)}."
    )


def _assistenza(q: Quesito) -> Riscontro:
    return IGNOTO if q.altri else Riscontro(smentita="Nel nucleo non c'è un'altra persona da assistere.")


def _senza_responsabilita(q: Quesito) -> Riscontro:
    """Where there are children only a document says who exercises the parental responsibility."""
    return IGNOTO if q.minori or q.nascite_ignote else Riscontro(provato=True)


def _nascita(q: Quesito) -> str:
    return f"{q.persona.nome}: data di nascita {q.persona.nato_il:%d/%m/%Y}"


REGOLE: dict[str, Callable[[Quesito], Riscontro]] = {
    "ME.ETA": _eta,
    "ME.MIN": _minore,
    "ME.CURA3": _bambino_piccolo,
    "ME.CURA3F": _molti_figli,
    "ME.CURADIS": _assistenza,
    "ME.NORESP": _senza_responsabilita,
}
