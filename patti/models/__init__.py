from patti.models.catalogo import CatalogoPatto
from patti.models.contenuto import ImpegnoPatto, ObiettivoPatto, RisultatoAtteso, SostegnoPatto
from patti.models.firma import FirmaPatto
from patti.models.pai import ContenutoPai, ParenteTenuto
from patti.models.patto import ComponenteEquipePatto, NotaEquipe, Patto, TransizionePatto
from patti.models.priorita import PrioritaPatto
from patti.models.verifica import VerificaImpegno, VerificaPatto, VerificaRisultato

__all__ = [
    "CatalogoPatto",
    "ComponenteEquipePatto",
    "ContenutoPai",
    "FirmaPatto",
    "ImpegnoPatto",
    "NotaEquipe",
    "ObiettivoPatto",
    "ParenteTenuto",
    "Patto",
    "PrioritaPatto",
    "RisultatoAtteso",
    "SostegnoPatto",
    "TransizionePatto",
    "VerificaImpegno",
    "VerificaPatto",
    "VerificaRisultato",
]
