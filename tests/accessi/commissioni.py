"""A commission with a session in each state; what its members read must reach nobody else."""

from contributi.enums import StatoRichiesta
from contributi.models import Commissione, Proposta, Seduta
from contributi.services.chiusura import chiudi
from contributi.services.sedute import convoca_seduta, invia_odg, metti_all_odg
from contributi.services.voto import apri_voto
from tests.casi import crea_caso
from tests.contributi.commissione.scena import (
    SALA,
    arrivata_l_ora,
    crea_commissione,
    finestra,
    voci,
    votano_tutti,
)
from tests.contributi.fabbrica import crea_proposta, crea_richiesta
from tests.people import Cast

BISOGNO = "BISOGNO-RISERVATO-4F21"
# Members, who leads the case, and who decides, pays and controls.
LO_LEGGONO = {
    "anna_verdi", "bruno_colle", "cora_coordina", "ciro_commissario", "pina_presidente",
    "dario_dirigente", "rita_ragioneria", "dora_dpo",
}  # fmt: skip


def campioni_della_commissione(cast: Cast) -> tuple[dict[str, object], list[dict[str, object]]]:
    """The values of the open session, then one scene for each other state."""
    commissione = crea_commissione(cast)
    chiusa = _seduta(cast, commissione, fino_a="aperta")
    votano_tutti(cast, chiusa)
    chiudi(seduta=chiusa)
    sedute = {stato: _seduta(cast, commissione, fino_a=stato) for stato in ("aperta", "inviata", "convocata")}
    componente = commissione.componenti.get(utente=cast.ciro_commissario)
    campioni: dict[str, object] = {
        "commissioni": commissione.pk,
        "contributi:componente-fine:componente": componente.pk,
        "passo": "chiudi",
        **_valori(sedute["aperta"]),
    }
    scene = [
        {**_valori(chiusa), "passo": "annulla"},
        {**_valori(sedute["inviata"]), "passo": "apri"},
        {**_valori(sedute["convocata"]), "passo": "invia_odg"},
    ]
    _proposta(cast)  # one that waits for an agenda
    return campioni, scene


def _seduta(cast: Cast, commissione: Commissione, *, fino_a: str) -> Seduta:
    seduta = convoca_seduta(
        commissione=commissione, finestra=finestra(), dove=SALA, operatore=cast.pina_presidente
    )
    metti_all_odg(seduta=seduta, proposta=_proposta(cast), operatore=cast.pina_presidente)
    if fino_a == "convocata":
        return seduta
    seduta = invia_odg(seduta=seduta, operatore=cast.pina_presidente)
    if fino_a == "inviata":
        return seduta
    return apri_voto(seduta=arrivata_l_ora(seduta), operatore=cast.pina_presidente)


def _proposta(cast: Cast) -> Proposta:
    caso = crea_caso(cast, cognome="Commissionata")
    return crea_proposta(
        cast, richiesta=crea_richiesta(cast, caso=caso, stato=StatoRichiesta.PROPOSTA, bisogno=BISOGNO)
    )


def _valori(seduta: Seduta) -> dict[str, object]:
    return {"sedute": seduta.pk, "proposte": voci(seduta)[0].pk}
