from adi_platform.outbox.lavori import registra_esecutore
from cases.popolamento import registra_fase
from contributi.popolamento.misure import popola_misure
from contributi.services.simulazioni import LAVORO_SIMULAZIONE, esegui_simulazione


def collega() -> None:
    registra_fase("patto_in_definizione", popola_misure)
    registra_esecutore(LAVORO_SIMULAZIONE, esegui_simulazione, titolo="Simulazione di una misura")
