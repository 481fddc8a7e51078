"""Of whom an invited person reads the name, by the view of their function. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from adi_platform.norme.loader import Norme
from protocollo.proiezioni.fatti import FattiPersona
from protocollo.rules.idoneita import perche_non_si_condivide

IDONEITA = {"lavoro": "lavoro", "minori": "scuola"}


def persone_per_la_funzione(
    di_chi: str,
    presenti: Sequence[FattiPersona],
    *,
    scelte: Collection[int],
    gia_seguite: Collection[int],
    al: date,
    norme: Norme,
) -> tuple[int, ...]:
    """Keys of the persons. `di_chi` is a code of the views; `scelte` empty means the whole household.

    `gia_seguite`: persons whom that body already sees today. Who looks after one person sees that person, or the
    only one of whom the meeting speaks; when in doubt, nobody.
    """
    riguarda = [p for p in presenti if not scelte or p.persona_id in scelte]
    if di_chi == "tutte":
        return tuple(p.persona_id for p in riguarda)
    if di_chi in IDONEITA:
        genere = IDONEITA[di_chi]
        return tuple(
            p.persona_id for p in riguarda if not perche_non_si_condivide(genere, p, al=al, norme=norme)
        )
    if di_chi == "una":
        seguite = tuple(p.persona_id for p in riguarda if p.persona_id in gia_seguite)
        return seguite or (tuple(p.persona_id for p in riguarda) if len(riguarda) == 1 else ())
    return ()
