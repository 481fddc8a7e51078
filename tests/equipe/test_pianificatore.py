"""The planner on invented months: nobody in two places, no function missing, the nearest deadline first."""

import dataclasses
import datetime
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adi_platform.agenda.rules.fasce import A_DISTANZA, OVUNQUE, Fascia
from adi_platform.calendario.giorni import ROMA
from equipe.istanze import genera
from equipe.rules.pianificatore import Limiti, pianifica
from equipe.rules.piano_a_mano import piano_a_mano
from equipe.rules.piano_costo import costo_di
from equipe.rules.piano_dati import EsitoPiano, Incontro, NucleoDaConvocare, Persona, Posto, Problema, Sala
from equipe.rules.piano_perche import perche_in_ritardo
from equipe.rules.piano_verifica import difetti

LUNEDI = datetime.date(2026, 11, 23)
BREVE = Limiti(giri=4)
CM = Posto(funzione="RU.CM", nome="Responsabile del caso", candidati=("anna",))
EDU = Posto(funzione="RU.EDU", nome="Educatore", candidati=("elio", "emma"))


def ore(giorno: int, dalle: int, alle: int, luogo: str = OVUNQUE) -> Fascia:
    quando = LUNEDI + datetime.timedelta(days=giorno)
    inizio, fine = (datetime.datetime.combine(quando, datetime.time(o), tzinfo=ROMA) for o in (dalle, alle))
    return Fascia(inizio=inizio, fine=fine, luogo=luogo)


def persona(codice: str, *fasce: Fascia, funzione: str = "RU.EDU") -> Persona:
    return Persona(codice=codice, nome=codice.capitalize(), funzione=funzione, ente="Ente", fasce=fasce)


def nucleo(
    codice: str, entro: int = 20, posti: tuple[Posto, ...] = (CM, EDU), luoghi: tuple[str, ...] = ("borgo",)
) -> NucleoDaConvocare:
    return NucleoDaConvocare(
        codice=codice,
        nome=f"Nucleo {codice}",
        entro=LUNEDI + datetime.timedelta(days=entro),
        posti=posti,
        luoghi=luoghi,
    )


def problema(*nuclei: NucleoDaConvocare, persone: tuple[Persona, ...], sale: int = 2) -> Problema:
    aperte = tuple(ore(g, 8, 19, "borgo") for g in range(5))
    return Problema(
        dal=LUNEDI,
        al=LUNEDI + datetime.timedelta(days=13),
        nuclei=nuclei,
        persone=persone,
        sale=tuple(Sala(codice=f"s{n}", nome=f"Sala {n}", luogo="borgo", fasce=aperte) for n in range(sale)),
        luoghi={"borgo": "Borgo Sereno", "valle": "Valdoria"},
    )


def sano(problema: Problema, incontri: tuple[Incontro, ...]) -> None:
    """Checked here in another way than the room does, so that a mistake there is seen."""
    assert [d for d in difetti(problema, incontri) if d.blocca] == []
    assert len({i.nucleo for i in incontri}) == len(incontri)
    for uno, altro in combinations(incontri, 2):
        insieme = uno.inizio < altro.fine and altro.inizio < uno.fine
        if insieme:
            assert uno.chi.isdisjoint(altro.chi)
            assert not uno.sala or uno.sala != altro.sala
    for incontro in incontri:
        voluto = next(n for n in problema.nuclei if n.codice == incontro.nucleo)
        presenti = dict(incontro.persone)
        assert set(presenti) == {p.funzione for p in voluto.posti}
        assert all(presenti[p.funzione] in p.candidati for p in voluto.posti)


def controlla(problema: Problema, esito: EsitoPiano) -> None:
    sano(problema, esito.incontri)
    assert {i.nucleo for i in esito.incontri} | {e.nucleo for e in esito.esclusi} == {
        n.codice for n in problema.nuclei
    }
    assert len(esito.incontri) + len(esito.esclusi) == len(problema.nuclei)
    assert all(e.motivi for e in esito.esclusi)
    assert costo_di(problema, esito.incontri).totale == esito.valore
    assert 0 <= esito.limite <= esito.valore
    assert esito.valore <= costo_di(problema, piano_a_mano(problema)).totale


@pytest.mark.parametrize("seme", [1, 2, 3])
def test_un_mese_inventato_si_pianifica_senza_errori(seme: int) -> None:
    mese = genera(seme, nuclei=10, persone=12, settimane=2, sedi=3)
    controlla(mese, pianifica(mese, limiti=BREVE))


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.integers(1, 14), st.integers(7, 14), st.floats(0.2, 1.2))
def test_il_piano_a_mano_e_sempre_sano(seme: int, nuclei: int, persone: int, quante_ore: float) -> None:
    mese = genera(seme, nuclei=nuclei, persone=persone, settimane=2, sedi=3, ore=quante_ore)
    sano(mese, piano_a_mano(mese))


def test_con_lo_stesso_seme_il_piano_e_lo_stesso() -> None:
    mese = genera(4, nuclei=8, persone=12, settimane=2, sedi=2)
    prima, dopo = (pianifica(mese, limiti=BREVE) for _ in range(2))
    assert prima.incontri == dopo.incontri
    assert prima.limite == dopo.limite


def test_il_risolutore_trova_il_posto_che_a_mano_si_perde() -> None:
    """By hand the first household takes the only hour that the second one could have."""
    primo = nucleo("a", entro=5, posti=(EDU,))
    secondo = nucleo("b", entro=6, posti=(dataclasses.replace(EDU, candidati=("elio",)),))
    persone = (persona("elio", ore(0, 9, 10)), persona("emma", ore(0, 11, 12)))
    casi = problema(primo, secondo, persone=persone)
    assert len(piano_a_mano(casi)) == 1
    esito = pianifica(casi, limiti=BREVE)
    assert len(esito.incontri) == 2
    assert esito.ottimo


@pytest.mark.parametrize(("urgente", "altro"), [(2, 9), (4, 5)])
def test_l_ora_contesa_va_a_chi_ha_il_termine_piu_vicino(urgente: int, altro: int) -> None:
    persone = (persona("anna", ore(0, 9, 10), ore(3, 9, 10)), persona("elio", ore(0, 9, 10), ore(3, 9, 10)))
    casi = problema(nucleo("z", entro=urgente), nucleo("a", entro=altro), persone=persone)
    incontri = pianifica(casi, limiti=BREVE).incontri
    assert [i.nucleo for i in incontri] == ["z", "a"]


def test_chi_resta_fuori_e_chi_ha_piu_tempo() -> None:
    persone = (persona("anna", ore(0, 9, 10)), persona("elio", ore(0, 9, 10)))
    casi = problema(nucleo("a", entro=12), nucleo("b", entro=4), persone=persone)
    esito = pianifica(casi, limiti=BREVE)
    assert [i.nucleo for i in esito.incontri] == ["b"]
    (fuori,) = esito.esclusi
    assert fuori.nucleo == "a"
    assert "già prese da altre riunioni, per esempio di Nucleo b" in fuori.motivi[0]
    assert "chiedi altre ore a Anna (Responsabile del caso)" in fuori.motivi[0]


@pytest.mark.parametrize(
    ("posti", "persone", "sale", "atteso"),
    [
        ((), (), 1, "costituisci l'équipe"),
        ((CM,), (), 1, "Manca chi copra la funzione «Responsabile del caso»"),
        ((CM,), (persona("anna"),), 1, "Anna (Responsabile del caso) non ha ore libere di 60 minuti"),
        (
            (CM, EDU),
            (persona("anna", ore(0, 9, 12)), persona("elio", ore(0, 14, 16)), persona("emma", ore(1, 9, 12))),
            1,
            "Anna (Responsabile del caso) e Elio o Emma (Educatore) non hanno mai un'ora in comune a Borgo Sereno",
        ),
        ((CM,), (persona("anna", ore(0, 9, 12, "valle")),), 1, "non ha ore libere"),
        ((CM,), (persona("anna", ore(0, 9, 12)),), 0, "nessuna stanza è libera"),
    ],
)
def test_un_nucleo_impossibile_ha_la_sua_spiegazione(
    posti: tuple[Posto, ...], persone: tuple[Persona, ...], sale: int, atteso: str
) -> None:
    casi = problema(nucleo("a", posti=posti), persone=persone, sale=sale)
    (fuori,) = pianifica(casi, limiti=BREVE).esclusi
    assert atteso in fuori.motivi[0]


def test_a_distanza_non_serve_una_stanza_ne_un_viaggio() -> None:
    casi = problema(
        nucleo("a", posti=(CM,), luoghi=(A_DISTANZA,)),
        persone=(persona("anna", ore(0, 9, 10, A_DISTANZA)),),
        sale=0,
    )
    (incontro,) = pianifica(casi, limiti=BREVE).incontri
    assert (incontro.luogo, incontro.sala) == (A_DISTANZA, "")


def test_un_ritardo_si_spiega() -> None:
    casi = problema(nucleo("a", entro=1, posti=(CM,)), persone=(persona("anna", ore(2, 9, 10)),))
    (incontro,) = pianifica(casi, limiti=BREVE).incontri
    assert "Prima del termine non c'è un'ora" in perche_in_ritardo(casi, incontro)
    (avviso,) = difetti(casi, [incontro])
    assert not avviso.blocca
    assert "dopo il termine" in avviso.testo


def test_una_persona_sola_puo_coprire_due_funzioni_se_e_nominata_per_entrambe() -> None:
    anche = Posto(funzione="RU.ASR", nome="Assistente sociale", candidati=("anna",))
    casi = problema(nucleo("a", posti=(CM, anche)), persone=(persona("anna", ore(0, 9, 10)),))
    (incontro,) = pianifica(casi, limiti=BREVE).incontri
    sano(casi, (incontro,))
    assert incontro.chi == {"anna"}
