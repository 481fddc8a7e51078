"""States and kinds of file of a document."""

from django.db.models import TextChoices


class StatoDocumento(TextChoices):
    RICHIESTO = "richiesto", "In attesa"
    IN_CORSO = "in_corso", "In preparazione"
    PRONTO = "pronto", "Pronto"
    FALLITO = "fallito", "Non riuscito"


class TipoFile(TextChoices):
    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "immagine JPEG"
    PNG = "image/png", "immagine PNG"
