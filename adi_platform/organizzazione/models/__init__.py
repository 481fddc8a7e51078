from adi_platform.organizzazione.models.ambito import Ambito, ParametroAmbito
from adi_platform.organizzazione.models.comune import Comune, Sede, UnitaTerritoriale
from adi_platform.organizzazione.models.ente import Ente, ServizioEnte
from adi_platform.organizzazione.models.incarico import Incarico
from adi_platform.organizzazione.models.utente import Utente

__all__ = [
    "Ambito",
    "Comune",
    "Ente",
    "Incarico",
    "ParametroAmbito",
    "Sede",
    "ServizioEnte",
    "UnitaTerritoriale",
    "Utente",
]
