"""The count as a machine: any order of votes, conflicts and closings, against a naive count kept beside it."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from contributi.rules.voto import (
    EsitoVoto,
    RegoleVoto,
    Scelta,
    Votazione,
    VotoDato,
    perche_rifiutato,
    scrutina,
    soglia_quorum,
)

ESEMPI = int(os.environ.get("ADI_ESEMPI_MACCHINA", "60"))
APERTURA = datetime(2026, 5, 12, 9, tzinfo=UTC)
DURATA = timedelta(hours=8)
PERSONE = tuple(f"P{n}" for n in range(1, 8))
ESTRANEI = ("X1", "X2")
REGOLE = st.builds(
    RegoleVoto,
    quorum_regola=st.sampled_from(["maggioranza", "meta", "due_terzi", "numero"]),
    quorum_numero=st.integers(0, 7),
    quorum_base=st.sampled_from(["elettorato", "composizione"]),
    quorum_minimo=st.integers(1, 3),
    maggioranza_base=st.sampled_from(["votanti", "partecipanti", "elettorato"]),
    parita=st.sampled_from(["presidente", "respinta", "rinvio", "nuova_votazione"]),
    senza_maggioranza=st.sampled_from(["nuova_votazione", "rinviata", "parere_contrario"]),
    voto_modificabile=st.booleans(),
)


class Urna(RuleBasedStateMachine):
    @initialize(
        regole=REGOLE,
        composizione=st.lists(st.sampled_from(PERSONE), unique=True, min_size=1, max_size=7),
        esclusi=st.sets(st.sampled_from(PERSONE), max_size=3),
    )
    def apri(self, regole: RegoleVoto, composizione: list[str], esclusi: set[str]) -> None:
        self.regole, self.composizione, self.esclusi = regole, tuple(composizione), frozenset(esclusi)
        self.ora, self.conflitti = APERTURA - timedelta(minutes=30), {}
        self.voti: list[VotoDato] = []
        self.rifiutati = 0
        self.effettivi: dict[str, Scelta] = {}
        self.chiuso: object = None

    def votazione(self) -> Votazione:
        return Votazione(
            composizione=self.composizione,
            presidente=self.composizione[0],
            esclusi=self.esclusi,
            apertura=APERTURA,
            chiusura=APERTURA + DURATA,
            conflitti=dict(self.conflitti),
        )

    @rule(minuti=st.integers(1, 240))
    def passa_il_tempo(self, minuti: int) -> None:
        self.ora += timedelta(minutes=minuti)

    @rule(persona=st.sampled_from(PERSONE + ESTRANEI), scelta=st.sampled_from(Scelta))
    def vota(self, persona: str, scelta: Scelta) -> None:
        voto = VotoDato(persona=persona, istante=self.ora, scelta=scelta)
        rifiuto = perche_rifiutato(
            self.votazione(), self.regole, voto, ha_gia_votato=persona in self.effettivi
        )
        self.voti.append(voto)
        aperta = APERTURA <= self.ora < APERTURA + DURATA
        ammesso = persona in self.composizione and persona not in self.esclusi
        libero = persona not in self.conflitti
        nuovo = persona not in self.effettivi or self.regole.voto_modificabile
        assert (rifiuto is None) == (aperta and ammesso and libero and nuovo)
        if rifiuto is None:
            self.effettivi[persona] = scelta
        else:
            self.rifiutati += 1

    @rule(persona=st.sampled_from(PERSONE))
    def dichiara_conflitto(self, persona: str) -> None:
        # The clock of the database never gives a vote and a later declaration the same instant.
        self.ora += timedelta(microseconds=1)
        self.conflitti.setdefault(persona, self.ora)

    @precondition(lambda self: self.ora >= APERTURA + DURATA)
    @rule()
    def chiudi(self) -> None:
        esito = scrutina(self.votazione(), self.regole, tuple(self.voti))
        assert self.chiuso in (None, esito)

    @invariant()
    def torna(self) -> None:
        if not hasattr(self, "regole"):
            return
        scrutinio = scrutina(self.votazione(), self.regole, tuple(self.voti))
        fuori = self.esclusi | {p for p, dal in self.conflitti.items() if dal < APERTURA + DURATA}
        contano = {p: s for p, s in self.effettivi.items() if p not in fuori}
        assert set(scrutinio.elettorato) == set(self.composizione) - fuori
        assert scrutinio.conteggi == {s: list(contano.values()).count(s) for s in Scelta}
        assert len(scrutinio.rifiutati) == self.rifiutati
        assert scrutinio.quorum_raggiunto == (len(contano) >= scrutinio.soglia)
        assert scrutina(self.votazione(), self.regole, tuple(self.voti)) == scrutinio
        self._esito_sensato(scrutinio.esito, contano, quorum=scrutinio.quorum_raggiunto)

    def _esito_sensato(self, esito: EsitoVoto, contano: dict[str, Scelta], *, quorum: bool) -> None:
        """Without quorum nothing is decided; nobody gets an opinion that has fewer votes than the other."""
        if not quorum:
            assert esito is EsitoVoto.QUORUM_MANCANTE
            return
        si, no = (list(contano.values()).count(s) for s in (Scelta.FAVOREVOLE, Scelta.CONTRARIO))
        if esito is EsitoVoto.PARERE_FAVOREVOLE:
            assert si >= no
        if esito is EsitoVoto.PARERE_CONTRARIO and self.regole.senza_maggioranza != "parere_contrario":
            assert no >= si


TestUrna = Urna.TestCase
TestUrna.settings = settings(
    max_examples=ESEMPI, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@given(regole=REGOLE, elettorato=st.integers(0, 7), fuori=st.integers(0, 3))
def test_la_soglia_e_intera_e_mai_sotto_il_minimo(regole: RegoleVoto, elettorato: int, fuori: int) -> None:
    soglia = soglia_quorum(regole, elettorato=elettorato, composizione=elettorato + fuori)
    assert isinstance(soglia, int)
    if regole.quorum_regola != "numero":
        assert soglia >= regole.quorum_minimo


@pytest.mark.parametrize(("base", "soglia"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4)])
def test_due_terzi_si_arrotonda_in_su(base: int, soglia: int) -> None:
    regole = RegoleVoto(quorum_regola="due_terzi", quorum_minimo=0)
    assert soglia_quorum(regole, elettorato=base, composizione=base) == soglia
