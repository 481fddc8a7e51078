"""The worked dates found in the sources, one row each."""

import pytest

from adi_platform.termini.calcolo import Termine, Unita, scadenza
from adi_platform.termini.sospensioni import Interruzione, Sospensione
from tests.casi_ufficio.lettura import Riga, giorno, giorno_o_niente, righe

CASI = righe("date_di_esempio.csv")


def termine(caso: Riga) -> Termine:
    inizio, quanti, unita = giorno(caso["inizio"]), int(caso["quanti"]), Unita(caso["unita"])
    if not caso["fermo"]:
        return Termine(inizio=inizio, quanti=quanti, unita=unita)
    tipo = Sospensione if caso["fermo"] == "sospende" else Interruzione
    fermo = tipo(
        evento=giorno(caso["evento"]),
        fine=giorno_o_niente(caso["fine"]),
        tetto_giorni=int(caso["tetto"]) if caso["tetto"] else None,
        causa="esempio",
        riferimento=caso["fonte"],
    )
    if isinstance(fermo, Sospensione):
        return Termine(inizio=inizio, quanti=quanti, unita=unita, sospensioni=(fermo,))
    return Termine(inizio=inizio, quanti=quanti, unita=unita, interruzioni=(fermo,))


@pytest.mark.parametrize("caso", CASI, ids=[caso["id"] for caso in CASI])
def test_la_data_e_quella_scritta_nella_fonte(caso: Riga) -> None:
    assert scadenza(termine(caso)) == giorno(caso["scadenza_attesa"])


def test_nel_file_ci_sono_tutti_gli_esempi() -> None:
    assert len(CASI) == 12
