from cases.models.accesso import AccessoConcesso
from cases.models.analisi import (
    AnalisiPreliminare,
    EsitoAnalisi,
    ModuloAnalisi,
    SezioneAnalisi,
)
from cases.models.appuntamento import Appuntamento, NotaDiario
from cases.models.caso import (
    AssegnazioneCaso,
    CasoAdi,
    ComponenteCaso,
    PeriodoBeneficio,
    TransizioneCaso,
    VariazioneObblighi,
)
from cases.models.importazione import Importazione, MappaturaElenco, RigaImportazione
from cases.models.nucleo import Appartenenza, AttestazioneISEE, Nucleo, RelazioneEsterna
from cases.models.persona import Persona, Recapito, RecapitoProtetto
from cases.models.scadenza import ProssimoPasso, Scadenza

__all__ = [
    "AccessoConcesso",
    "AnalisiPreliminare",
    "Appartenenza",
    "Appuntamento",
    "AssegnazioneCaso",
    "AttestazioneISEE",
    "CasoAdi",
    "ComponenteCaso",
    "EsitoAnalisi",
    "Importazione",
    "MappaturaElenco",
    "ModuloAnalisi",
    "NotaDiario",
    "Nucleo",
    "PeriodoBeneficio",
    "Persona",
    "ProssimoPasso",
    "Recapito",
    "RecapitoProtetto",
    "RelazioneEsterna",
    "RigaImportazione",
    "Scadenza",
    "SezioneAnalisi",
    "TransizioneCaso",
    "VariazioneObblighi",
]
