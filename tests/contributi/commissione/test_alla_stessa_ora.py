"""Two sessions at the same hour: never of one commission; of two with a member in common each counts its own."""

import pytest

from adi_platform.errori import DominioError
from adi_platform.repertorio.services.verifica import verifica_catene
from adi_platform.riunioni.models import Riunione
from contributi.enums import RuoloCommissione, StatoRichiesta, StatoSeduta
from contributi.models import Commissione, Seduta, Verbale
from contributi.services.chiusura import chiudi
from contributi.services.commissioni import istituisci_commissione
from contributi.services.sedute import Finestra, convoca_seduta, invia_odg, metti_all_odg
from contributi.services.voto import apri_voto
from tests.casi import crea_caso
from tests.contributi.commissione.scena import (
    SALA,
    arrivata_l_ora,
    crea_commissione,
    finestra,
    siede,
    voci,
    votano,
)
from tests.contributi.fabbrica import crea_proposta, crea_richiesta
from tests.people import Cast

pytestmark = pytest.mark.django_db


def della_costa(cast: Cast) -> Commissione:
    """The commission of the other unit: Ciro and Pina sit in both."""
    unita = cast.territorio.comuni["Montelario"].unita
    commissione = istituisci_commissione(
        unita=unita, nome="L'altra commissione", operatore=cast.cora_coordina
    )
    siede(cast, commissione, cast.pina_presidente, RuoloCommissione.PRESIDENTE)
    siede(cast, commissione, cast.ciro_commissario)
    return commissione


def convocata(cast: Cast, commissione: Commissione, quando: Finestra, *, comune: str) -> Seduta:
    """One proposal of that place on the agenda, sent."""
    seduta = convoca_seduta(
        commissione=commissione, finestra=quando, dove=SALA, operatore=cast.pina_presidente
    )
    segue = "anna_verdi" if comune == "Borgo Sereno" else "carla_mare"
    caso = crea_caso(cast, comune=comune, cognome=comune.replace(" ", ""), case_manager=segue)
    proposta = crea_proposta(cast, richiesta=crea_richiesta(cast, caso=caso, stato=StatoRichiesta.PROPOSTA))
    metti_all_odg(seduta=seduta, proposta=proposta, operatore=cast.pina_presidente)
    return invia_odg(seduta=seduta, operatore=cast.pina_presidente)


def test_una_commissione_non_si_convoca_due_volte_alla_stessa_ora(cast: Cast) -> None:
    commissione, quando = crea_commissione(cast), finestra()
    convocata(cast, commissione, quando, comune="Borgo Sereno")
    with pytest.raises(DominioError, match="c'è già una seduta") as errore:
        convoca_seduta(commissione=commissione, finestra=quando, dove=SALA, operatore=cast.pina_presidente)
    assert errore.value.campo == "riunione_il"
    assert Seduta.objects.count() == 1


def test_chi_siede_in_due_commissioni_alla_stessa_ora_vota_in_tutte_e_due(cast: Cast) -> None:
    quando = finestra()
    collina = convocata(cast, crea_commissione(cast), quando, comune="Borgo Sereno")
    costa = convocata(cast, della_costa(cast), quando, comune="Montelario")
    inviti = Riunione.objects.filter(partecipanti__utente=cast.ciro_commissario, inizio=quando.riunione_il)
    assert {r.seduta for r in inviti} == {collina, costa}
    collina, costa = (
        apri_voto(seduta=arrivata_l_ora(s), operatore=cast.pina_presidente) for s in (collina, costa)
    )
    votano(cast, voci(collina)[0], ciro_commissario="favorevole", pina_presidente="favorevole")
    votano(cast, voci(costa)[0], ciro_commissario="contrario")
    collina.refresh_from_db()
    assert collina.stato == StatoSeduta.APERTA, "Bruno and Cora still have to vote there"
    votano(cast, voci(costa)[0], pina_presidente="contrario")
    votano(cast, voci(collina)[0], bruno_colle="favorevole", cora_coordina="favorevole")
    chiudi(seduta=costa)
    chiudi(seduta=collina)
    assert [voci(s)[0].esito for s in (collina, costa)] == ["parere_favorevole", "parere_contrario"]
    assert {v.seduta: len(v.contenuto["proposte"][0]["voti"]) for v in Verbale.objects.all()} == {
        collina: 4,
        costa: 2,
    }
    assert list(verifica_catene()) == []
