"""Who may see which part of a Patto, on screen and on paper.

Reserved objectives (personal safety) and everything under them go only to the person they are about and
to who leads the case. Sensitive commitments go only to the person, the case manager and who verifies them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sguardo:
    """One way of reading. `persona`: a member's own copy; `ruoli`: functions that verify commitments."""

    tutto: bool = False
    persona: int | None = None
    ruoli: tuple[str, ...] = ()


SGUARDO_COMPLETO = Sguardo(tutto=True)
SGUARDO_COMUNE = Sguardo()


def vede_obiettivo(sguardo: Sguardo, *, riservato: bool, persona: int | None) -> bool:
    if not riservato or sguardo.tutto:
        return True
    return persona is not None and sguardo.persona == persona


def vede_impegno(
    sguardo: Sguardo, *, sensibile: bool, persona: int, verificatori: tuple[str, ...] = ()
) -> bool:
    if not sensibile or sguardo.tutto:
        return True
    return sguardo.persona == persona or any(ruolo in verificatori for ruolo in sguardo.ruoli)
