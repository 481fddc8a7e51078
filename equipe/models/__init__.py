from equipe.models.equipe import Equipe, MembroEquipe
from equipe.models.piano import NucleoEscluso, PersonaProposta, Piano, PropostaRiunione

__all__ = ["Equipe", "MembroEquipe", "NucleoEscluso", "PersonaProposta", "Piano", "PropostaRiunione"]
