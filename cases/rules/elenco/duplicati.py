"""The same member of the same application written twice in a file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cases.rules.elenco.letture import RigaLetta

DUPLICATO_ESATTO = "DUPLICATO_ESATTO"
DUPLICATO_SIMILE = "DUPLICATO_SIMILE"
DUPLICATO_CONFLITTO = "DUPLICATO_CONFLITTO"
TIENI_LA_PRIMA = "prima"
USA_QUESTA = "questa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ripetizione:
    """A row that repeats row `prima`. A conflict without a decision stays to be corrected."""

    motivo: str
    prima: int
    decisa: bool = True


def trova_ripetizioni(righe: Iterable[RigaLetta], decisioni: Mapping[int, str]) -> dict[int, Ripetizione]:
    """Repetitions among the good rows, by row number. Decisions are the operator's, on conflicts."""
    gruppi: dict[tuple[str, ...], list[RigaLetta]] = defaultdict(list)
    for riga in righe:
        if riga.buona:
            gruppi[riga.chiave].append(riga)
    trovate: dict[int, Ripetizione] = {}
    for gruppo in gruppi.values():
        if len(gruppo) > 1:
            trovate.update(_nel_gruppo(gruppo, decisioni))
    return trovate


def _nel_gruppo(gruppo: Sequence[RigaLetta], decisioni: Mapping[int, str]) -> dict[int, Ripetizione]:
    scelta = next((r for r in gruppo if decisioni.get(r.numero) == USA_QUESTA), None)
    valida = scelta or gruppo[0]
    return {
        r.numero: _confronta(
            valida, r, decisa=scelta is not None or decisioni.get(r.numero) == TIENI_LA_PRIMA
        )
        for r in gruppo
        if r is not valida
    }


def _confronta(prima: RigaLetta, dopo: RigaLetta, *, decisa: bool) -> Ripetizione:
    if prima.impronta == dopo.impronta:
        return Ripetizione(motivo=DUPLICATO_ESATTO, prima=prima.numero)
    if prima.impronta_piegata == dopo.impronta_piegata:
        return Ripetizione(motivo=DUPLICATO_SIMILE, prima=prima.numero)
    return Ripetizione(motivo=DUPLICATO_CONFLITTO, prima=prima.numero, decisa=decisa)
