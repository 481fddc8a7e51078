"""The services as a machine, on real rows: whatever the order of the acts, V1-V10 of the vote hold after each."""

import datetime
import os
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.repertorio.services.registra import ora_della_banca_dati
from contributi.enums import RuoloCommissione
from contributi.models import Esclusione, Proposta, RinvioCommissione, Seduta, Verbale, Voto
from contributi.rules.voto import Scelta
from contributi.services import chiusura, voto
from contributi.services.chiusura import chiudi, scrutina_voce
from contributi.services.commissioni import fine_incarico, nomina
from contributi.services.sedute import convoca_seduta, invia_odg, metti_all_odg
from contributi.services.verifica_commissione import verifica_commissioni
from contributi.services.voto import apri_voto, dichiara_conflitto, vota
from tests.contributi.commissione.scena import (
    SALA,
    VOTANTI,
    arrivata_l_ora,
    crea_commissione,
    finestra,
    proposte,
    regola,
    voci,
)
from tests.people import Cast, crea_cast

ESEMPI = int(os.environ.get("ADI_ESEMPI_MACCHINA", "12"))
CHI = (*VOTANTI, "anna_bis", "sara_sportello", "elio_educatore")
CHIUNQUE = st.sampled_from(CHI)
QUALE = st.integers(0, 1)


class Commissione(RuleBasedStateMachine):
    """`dati` are the votes that were acknowledged, in order: no more and no less must be in the rows."""

    cast: Cast
    proposte: list[Proposta]

    @initialize(modificabile=st.booleans(), in_anticipo=st.booleans())
    def convoca(self, *, modificabile: bool, in_anticipo: bool) -> None:
        self.transazione = transaction.atomic()
        self.transazione.__enter__()
        self.oltre, self.dati, self.fotografia = False, [], set()
        self.modificabile = modificabile
        if modificabile:
            regola(self.cast, "a12_voto_modificabile", "si")
        self.commissione = crea_commissione(self.cast)
        self.seduta = convoca_seduta(
            commissione=self.commissione, finestra=finestra(), dove=SALA, operatore=self.cast.pina_presidente
        )
        for proposta in self.proposte:
            metti_all_odg(seduta=self.seduta, proposta=proposta, operatore=self.cast.pina_presidente)
        self.seduta = invia_odg(seduta=self.seduta, operatore=self.cast.pina_presidente)
        self.in_anticipo = in_anticipo
        if not in_anticipo:
            arrivata_l_ora(self.seduta)
        self.orologi = [patch.object(m, "ora_della_banca_dati", self.ora) for m in (voto, chiusura)]
        for orologio in self.orologi:
            orologio.start()

    def ora(self) -> datetime.datetime:
        return self.seduta.chiude_il if self.oltre else ora_della_banca_dati()

    def teardown(self) -> None:
        if hasattr(self, "transazione"):
            for orologio in self.orologi:
                orologio.stop()
            transaction.set_rollback(True)
            self.transazione.__exit__(None, None, None)

    @precondition(lambda self: getattr(self, "in_anticipo", False) and self.seduta.stato == "odg_inviato")
    @rule()
    def arriva_l_ora(self) -> None:
        arrivata_l_ora(self.seduta)
        self.in_anticipo = False

    @rule()
    def apri(self) -> None:
        puo = self.seduta.stato == "odg_inviato" and not self.oltre and not self.in_anticipo
        assert _riesce(apri_voto, seduta=self.seduta, operatore=None) is puo
        self._rileggi()
        if puo:
            self.fotografia = set(self.seduta.elettori.values_list("persona", flat=True))

    @rule(chi=CHIUNQUE, quale=QUALE, scelta=st.sampled_from(Scelta), motivo=st.sampled_from(["", "Motivo"]))
    def vota(self, chi: str, quale: int, scelta: Scelta, motivo: str) -> None:
        voce, utente = voci(self.seduta)[quale], self.cast.persone[chi]
        persona = Utente.objects.get(pk=utente.pk).persona_fisica
        gia = any((v, p) == (voce.pk, persona) for v, p, _ in self.dati)
        escluso = voce.esclusioni.filter(persona=persona).exists() or self._segue(voce, persona)
        atteso = (
            self.seduta.aperta
            and not self.oltre
            and persona in self.fotografia
            and not escluso
            and (not gia or self.modificabile)
            and (bool(motivo) or scelta in (Scelta.FAVOREVOLE, Scelta.ASTENUTO))
        )
        assert _riesce(vota, voce=voce, scelta=scelta, motivo=motivo, operatore=utente) is atteso
        if atteso:
            self.dati.append((voce.pk, persona, scelta))

    @rule(chi=CHIUNQUE, quale=QUALE)
    def dichiara(self, chi: str, quale: int) -> None:
        puo = not self.seduta.chiusa and not self.oltre
        voce = voci(self.seduta)[quale]
        assert _riesce(dichiara_conflitto, voce=voce, operatore=self.cast.persone[chi]) is puo

    @rule(quale=QUALE)
    def passa_il_caso_a_bruno(self, quale: int) -> None:
        caso = voci(self.seduta)[quale].proposta.richiesta.caso
        if not caso.assegnazioni.filter(operatore=self.cast.bruno_colle).exists() and not self.seduta.chiusa:
            oggi = ora_della_banca_dati().date()
            caso.assegnazioni.filter(al__isnull=True).update(al=oggi)
            caso.assegnazioni.create(operatore=self.cast.bruno_colle, dal=oggi - datetime.timedelta(days=1))

    @rule(chi=st.sampled_from(["elio_educatore", "vera_verifiche"]))
    def nomina(self, chi: str) -> None:
        _riesce(
            nomina,
            commissione=self.commissione,
            utente=self.cast.persone[chi],
            ruolo=RuoloCommissione.COMPONENTE,
            dal=ora_della_banca_dati().date(),
            operatore=self.cast.cora_coordina,
        )

    @rule(chi=st.sampled_from(VOTANTI[2:]))
    def revoca(self, chi: str) -> None:
        ieri = ora_della_banca_dati().date() - datetime.timedelta(days=1)
        for incarico in self.commissione.componenti.filter(utente=self.cast.persone[chi], al__isnull=True):
            fine_incarico(componente=incarico, al=ieri, operatore=self.cast.cora_coordina)

    @precondition(lambda self: getattr(self, "seduta", None) and self.seduta.aperta)
    @rule()
    def scocca_l_ora(self) -> None:
        self.oltre = True

    @rule()
    def chiudi(self) -> None:
        era_chiusa, aperta = self.seduta.chiusa, self.seduta.aperta
        riuscita = _riesce(chiudi, seduta=self.seduta)
        self._rileggi()
        assert riuscita is self.seduta.chiusa
        assert not self.oltre or not aperta or riuscita
        assert riuscita or not era_chiusa

    @invariant()
    def reggono(self) -> None:
        if not hasattr(self, "seduta"):
            return
        scritti = list(
            Voto.objects.filter(seduta=self.seduta)
            .order_by("numero")
            .values_list("voce", "elettore__persona", "scelta")
        )
        assert scritti == self.dati  # V6: acknowledged is there, refused is not
        assert set(self.seduta.elettori.values_list("persona", flat=True)) == self.fotografia  # V3
        assert Verbale.objects.filter(seduta=self.seduta).count() == int(self.seduta.chiusa)  # V8
        if self.seduta.aperta_il is not None:
            self._regge_il_conteggio()
            assert list(verifica_commissioni(self.commissione.ambito)) == []  # chains, and V9 once closed

    def _regge_il_conteggio(self) -> None:
        for voce in voci(self.seduta):
            fuori = set(Esclusione.objects.filter(voce=voce).values_list("persona", flat=True))
            ultimi = {p: s for v, p, s in self.dati if v == voce.pk and p not in fuori}
            scrutinio = scrutina_voce(voce)
            assert scrutinio.conteggi == {s: list(ultimi.values()).count(s) for s in Scelta}  # V1, V2, V7
            assert set(scrutinio.elettorato) == {str(p) for p in self.fotografia - fuori}  # V4
            if self.seduta.chiusa:
                assert voce.esito == scrutinio.esito.value
                rinviata = RinvioCommissione.objects.filter(voce=voce).count()
                assert rinviata == int(voce.esito == "rinviata")

    def _rileggi(self) -> None:
        self.seduta = Seduta.objects.select_related("commissione__ambito", "riunione").get(pk=self.seduta.pk)

    def _segue(self, voce: Any, persona: object) -> bool:
        return voce.proposta.richiesta.caso.assegnazioni.filter(operatore__persona_fisica=persona).exists()


def _riesce(atto: Any, **argomenti: Any) -> bool:
    try:
        with transaction.atomic():
            atto(**argomenti)
    except DominioError:
        return False
    return True


@pytest.mark.django_db
def test_qualunque_sia_l_ordine_degli_atti_le_proprieta_del_voto_reggono() -> None:
    cast = crea_cast()
    cast.persone["anna_bis"] = Utente.objects.crea(
        email="anna2@esempio.invalid", nome="Anna", cognome="Verdi"
    )
    Utente.objects.filter(pk=cast.anna_bis.pk).update(persona_fisica=cast.anna_verdi.persona_fisica)
    Commissione.cast, Commissione.proposte = cast, proposte(cast, 2)
    run_state_machine_as_test(
        Commissione,
        settings=settings(
            max_examples=ESEMPI,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
