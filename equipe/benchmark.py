"""The planner on an invented month: bound, value, time, and the plan made by hand beside it."""

import time
from collections.abc import Iterator

from equipe.istanze import genera
from equipe.rules.pianificatore import pianifica
from equipe.rules.piano_a_mano import piano_a_mano
from equipe.rules.piano_costo import Costo, costo_di, costo_fuori
from equipe.rules.piano_griglia import Griglia
from equipe.rules.piano_verifica import difetti

NUCLEI, PERSONE, SETTIMANE, SEME = 60, 25, 4, 1


def misura_equipe(quanti: int | None = None) -> Iterator[str]:
    """Net figures leave out what no plan could avoid: households whose people never have an hour in common."""
    problema = genera(SEME, nuclei=quanti or NUCLEI, persone=PERSONE, settimane=SETTIMANE)
    griglia = Griglia(problema)
    impossibili = [n for n in problema.nuclei if next(griglia.possibilita(n), None) is None]
    inevitabile = sum(costo_fuori(problema, n) for n in impossibili)
    yield (
        f"{len(problema.nuclei)} nuclei, {len(problema.persone)} professionisti, {len(problema.sale)} stanze, "
        f"{SETTIMANE} settimane; {len(impossibili)} nuclei senza un'ora in comune"
    )
    inizio = time.perf_counter()
    a_mano = piano_a_mano(problema)
    secondi_a_mano = time.perf_counter() - inizio
    inizio, lavorato = time.perf_counter(), time.process_time()
    esito = pianifica(problema)
    secondi, processore = time.perf_counter() - inizio, time.process_time() - lavorato
    limite, valore = esito.limite - inevitabile, esito.valore - inevitabile
    yield (
        f"limite {limite}  valore {valore}  scarto {(valore - limite) / max(valore, 1):.1%}  "
        f"tempo {secondi:.1f} s, di processore {processore:.1f} s"
    )
    yield f"con i nuclei impossibili: limite {esito.limite}  valore {esito.valore}  scarto {esito.scarto:.1%}"
    bloccanti = sum(1 for d in difetti(problema, esito.incontri) if d.blocca)
    yield f"risolutore  {len(esito.incontri):3} riunioni, {bloccanti} errori"
    yield f"            {_parti(costo_di(problema, esito.incontri))}"
    costo = costo_di(problema, a_mano)
    yield f"a mano      {len(a_mano):3} riunioni, costo {costo.totale - inevitabile}, tempo {secondi_a_mano:.1f} s"
    yield f"            {_parti(costo)}"


def _parti(costo: Costo) -> str:
    return (
        f"ritardi {costo.ritardi}, attesa delle famiglie {costo.attesa_famiglie}, altri luoghi {costo.luoghi}, "
        f"viaggi {costo.viaggi} min, attese {costo.attese} min"
    )
