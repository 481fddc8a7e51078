from equipe.models.contributo import ContributoQuadro, EsitoContributo
from equipe.models.equipe import CambioEquipe, Equipe, MembroEquipe
from equipe.models.incontro import IncontroEquipe
from equipe.models.piano import NucleoEscluso, PersonaProposta, Piano, PropostaRiunione
from equipe.models.quadro import ModuloQuadro, Quadro, Valutazione
from equipe.models.verbale import VerbaleEquipe

__all__ = [
    "CambioEquipe",
    "ContributoQuadro",
    "Equipe",
    "EsitoContributo",
    "IncontroEquipe",
    "MembroEquipe",
    "ModuloQuadro",
    "NucleoEscluso",
    "PersonaProposta",
    "Piano",
    "PropostaRiunione",
    "Quadro",
    "Valutazione",
    "VerbaleEquipe",
]
