"""What is wrong with a plan changed by hand, in plain words."""

import dataclasses
import datetime
from typing import Any

import pytest

from equipe.rules.piano_dati import Incontro, Problema
from equipe.rules.piano_verifica import difetti
from tests.equipe.test_pianificatore import nucleo, ore, persona, problema

GIUSTO = Incontro(
    nucleo="a",
    inizio=ore(0, 9, 10).inizio,
    fine=ore(0, 9, 10).fine,
    luogo="borgo",
    sala="s0",
    persone=(("RU.CM", "anna"), ("RU.EDU", "elio")),
)
ALTRO = dataclasses.replace(GIUSTO, nucleo="b", inizio=ore(0, 10, 11).inizio, fine=ore(0, 10, 11).fine)


@pytest.fixture
def casi() -> Problema:
    tutte = (ore(0, 9, 13), ore(1, 9, 13))
    persone = (
        persona("anna", *tutte, funzione="RU.CM"),
        persona("elio", *tutte),
        persona("emma", *tutte),
        persona("ida", *tutte),
    )
    return problema(nucleo("a"), nucleo("b", luoghi=("borgo", "valle")), persone=persone)


def frasi(casi: Problema, *incontri: Incontro) -> str:
    return " ".join(d.testo for d in difetti(casi, incontri))


def test_un_piano_giusto_non_ha_difetti(casi: Problema) -> None:
    assert difetti(casi, [GIUSTO, ALTRO]) == ()


@pytest.mark.parametrize(
    ("campi", "atteso"),
    [
        ({"nucleo": "x"}, "non è fra quelli da convocare"),
        ({"persone": (("RU.CM", "anna"),)}, "Manca la funzione «Educatore»"),
        ({"persone": (("RU.CM", "anna"), ("RU.EDU", "ida"))}, "Ida non può coprire la funzione «Educatore»"),
        ({"persone": (("RU.CM", "anna"), ("RU.EDU", "sparita"))}, "non si può più convocare"),
        (
            {"inizio": ore(2, 9, 10).inizio, "fine": ore(2, 9, 10).fine},
            "Anna non ha dato disponibilità a Borgo Sereno il 25/11/2026 dalle 09:00",
        ),
        ({"fine": ore(0, 9, 10).inizio + datetime.timedelta(minutes=30)}, "dura meno di 60 minuti"),
        ({"sala": ""}, "Scegli una stanza"),
        ({"luogo": "valle"}, "Sala 0 è in un'altra sede"),
        ({"inizio": ore(20, 9, 10).inizio, "fine": ore(20, 9, 10).fine}, "fuori dal periodo"),
    ],
)
def test_ogni_errore_ha_la_sua_frase(casi: Problema, campi: dict[str, Any], atteso: str) -> None:
    assert atteso in frasi(casi, dataclasses.replace(GIUSTO, **campi))


def test_nessuno_e_in_due_posti(casi: Problema) -> None:
    insieme = dataclasses.replace(ALTRO, inizio=GIUSTO.inizio, fine=GIUSTO.fine, sala="s1")
    assert "Anna ha già la riunione di Nucleo a alle 09:00" in frasi(casi, GIUSTO, insieme)


def test_una_stanza_ospita_una_riunione_alla_volta(casi: Problema) -> None:
    insieme = dataclasses.replace(ALTRO, inizio=GIUSTO.inizio, fine=GIUSTO.fine)
    assert "Sala 0 è già presa per la riunione di Nucleo a alle 09:00" in frasi(casi, GIUSTO, insieme)


def test_fra_due_sedi_serve_il_tempo_del_viaggio(casi: Problema) -> None:
    altrove = dataclasses.replace(ALTRO, luogo="valle", sala="")
    assert (
        "fra Borgo Sereno, dove ha la riunione di Nucleo a alle 09:00, e Valdoria servono 25 minuti"
        in frasi(casi, GIUSTO, altrove)
    )


def test_un_nucleo_ha_una_riunione_sola(casi: Problema) -> None:
    assert "più di una riunione" in frasi(casi, GIUSTO, dataclasses.replace(ALTRO, nucleo="a"))


def test_chi_cambia_una_riunione_legge_solo_i_suoi_difetti_e_il_nome_dell_altra(casi: Problema) -> None:
    insieme = dataclasses.replace(ALTRO, inizio=GIUSTO.inizio, fine=GIUSTO.fine, sala="")
    della_prima = " ".join(d.testo for d in difetti(casi, [GIUSTO, insieme], di="a"))
    assert "Anna ha già la riunione di Nucleo b alle 09:00" in della_prima
    assert "Nucleo a" not in della_prima
    assert "Scegli una stanza" not in della_prima


def test_un_ostacolo_ferma_anche_chi_fissa_a_mano(casi: Problema) -> None:
    da_sola = dataclasses.replace(casi.nuclei[0], ostacolo="L'équipe ha una sola persona.")
    assert "una sola persona" in frasi(dataclasses.replace(casi, nuclei=(da_sola,)), GIUSTO)
