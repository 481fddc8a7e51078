"""States of a plan of meetings and of a Quadro di analisi; posts of a team that may pass to somebody else."""

from django.db.models import TextChoices


class StatoPiano(TextChoices):
    IN_CALCOLO = "in_calcolo", "In preparazione"
    PROPOSTO = "proposto", "Da rivedere"
    CONFERMATO = "confermato", "Confermato"
    FALLITO = "fallito", "Non riuscito"


class StatoQuadro(TextChoices):
    BOZZA = "bozza", "In corso"
    FINALIZZATO = "finalizzato", "Concluso"


class PostoEquipe(TextChoices):
    RESPONSABILE = "responsabile", "Operatore responsabile"
    CASE_MANAGER = "case_manager", "Responsabile del caso"
    REFERENTE = "referente", "Referente della famiglia"
