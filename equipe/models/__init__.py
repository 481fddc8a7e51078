from equipe.models.equipe import Equipe, MembroEquipe

__all__ = ["Equipe", "MembroEquipe"]
