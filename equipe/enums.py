"""States of a plan of meetings and of a Quadro di analisi; what may change of a team."""

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
    COSTITUZIONE = "costituzione", "Giorno della costituzione"
