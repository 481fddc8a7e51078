"""Where somebody is available; days of the week."""

from django.db.models import IntegerChoices, TextChoices


class Dove(TextChoices):
    SEDE = "sede", "In una sede"
    OVUNQUE = "ovunque", "In qualsiasi sede, oppure a distanza"
    DISTANZA = "distanza", "Solo a distanza"


class GiornoSettimana(IntegerChoices):
    LUNEDI = 0, "lunedì"
    MARTEDI = 1, "martedì"
    MERCOLEDI = 2, "mercoledì"
    GIOVEDI = 3, "giovedì"
    VENERDI = 4, "venerdì"
    SABATO = 5, "sabato"
