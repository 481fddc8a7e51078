from equipe.models.equipe import CambioEquipe, Equipe, MembroEquipe
from equipe.models.incontro import IncontroEquipe
from equipe.models.piano import NucleoEscluso, PersonaProposta, Piano, PropostaRiunione

__all__ = [
    "CambioEquipe",
    "Equipe",
    "IncontroEquipe",
    "MembroEquipe",
    "NucleoEscluso",
    "PersonaProposta",
    "Piano",
    "PropostaRiunione",
]
