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
from cases.models.correzione import CorrezioneDate
from cases.models.importazione import (
    Importazione,
    MappaturaElenco,
    RecapitoRicevuto,
    RigaImportazione,
    ScartoElenco,
)
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
    "CorrezioneDate",
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
    "RecapitoRicevuto",
    "RelazioneEsterna",
    "RigaImportazione",
    "Scadenza",
    "ScartoElenco",
    "SezioneAnalisi",
    "TransizioneCaso",
    "VariazioneObblighi",
]
