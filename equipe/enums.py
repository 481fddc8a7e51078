"""States of a plan of meetings."""

from django.db.models import TextChoices


class StatoPiano(TextChoices):
    IN_CALCOLO = "in_calcolo", "In preparazione"
    PROPOSTO = "proposto", "Da rivedere"
    CONFERMATO = "confermato", "Confermato"
    FALLITO = "fallito", "Non riuscito"
