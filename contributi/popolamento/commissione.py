"""The commission of the demo: its members, one session closed, one open to the vote, one with its agenda to send."""

import datetime
from collections.abc import Iterable, Sequence

from django.utils import timezone

from adi_platform.organizzazione.models import UnitaTerritoriale
from adi_platform.riunioni.services.riunioni import Dove
from cases.popolamento.contesto import Contesto
from contributi.enums import RuoloCommissione
from contributi.models import Commissione, Proposta, Seduta
from contributi.popolamento.domande import UNITA
from contributi.services.chiusura import chiudi
from contributi.services.commissioni import istituisci_commissione, nomina
from contributi.services.sedute import (
    Finestra,
    convoca_seduta,
    invia_odg,
    metti_all_odg,
    voci_in_discussione,
)
from contributi.services.voto import apri_voto, vota

MEMBRI = ("presidente_commissione", "componente_commissione", "assistente_sociale", "collega", "coordinatore")
SALA = Dove(luogo="Sala riunioni, Casa del cittadino")
PERCHE = {
    "contrario": "L'ISEE supera la soglia del regolamento (art. 6).",
    "rinvio": "Manca la bolletta intestata a chi chiede: va chiesta prima di decidere.",
}


def commissione_di_prova(contesto: Contesto) -> Commissione:
    unita = UnitaTerritoriale.objects.get(ambito=contesto.ambito, nome=UNITA)
    utenti = contesto.utenti
    commissione = istituisci_commissione(
        unita=unita, nome=f"Commissione tecnica di {UNITA}", operatore=utenti["coordinatore"]
    )
    ruoli = dict.fromkeys(MEMBRI, RuoloCommissione.COMPONENTE)
    ruoli |= {MEMBRI[0]: RuoloCommissione.PRESIDENTE, "segretariato": RuoloCommissione.SEGRETARIO}
    for chi, ruolo in ruoli.items():
        nomina(
            commissione=commissione,
            utente=utenti[chi],
            ruolo=ruolo,
            dal=contesto.fa(400),
            operatore=utenti["coordinatore"],
        )
    return commissione


def seduta(
    contesto: Contesto,
    commissione: Commissione,
    proposte: Iterable[Proposta],
    *,
    fra_giorni: float,
    dura: int,
) -> Seduta:
    """Convened, with the agenda written and not sent."""
    inizio = timezone.now() + datetime.timedelta(days=fra_giorni)
    chi = contesto.utenti["presidente_commissione"]
    nata = convoca_seduta(
        commissione=commissione,
        finestra=Finestra(
            riunione_il=inizio, apre_il=inizio, chiude_il=inizio + datetime.timedelta(days=dura)
        ),
        dove=SALA,
        operatore=chi,
    )
    for proposta in proposte:
        metti_all_odg(seduta=nata, proposta=proposta, operatore=chi)
    return nata


def aperta(contesto: Contesto, nata: Seduta) -> Seduta:
    """In the demo the announced hour is moved to now."""
    chi = contesto.utenti["presidente_commissione"]
    riga = invia_odg(seduta=nata, operatore=chi)
    riga.apre_il = timezone.now()
    riga.save()
    return apri_voto(seduta=riga, operatore=chi)


def votata(contesto: Contesto, nata: Seduta, scelte: Sequence[str]) -> Seduta:
    """Everybody who may votes the same, one choice for each proposal; then it is closed."""
    riga = aperta(contesto, nata)
    for voce, scelta in zip(voci_in_discussione(riga), scelte, strict=True):
        fuori = set(voce.esclusioni.values_list("persona", flat=True))
        for chi in (contesto.utenti[m] for m in MEMBRI):
            if chi.persona_fisica not in fuori:
                vota(voce=voce, scelta=scelta, motivo=PERCHE.get(scelta, ""), operatore=chi)
    return chiudi(seduta=riga, operatore=contesto.utenti["presidente_commissione"])
