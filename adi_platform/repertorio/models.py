"""The gapless yearly register of the Ambito, its counter, its daily closing, the numbers of the protocol.

It is an internal *repertorio* (registro particolare), not the official protocol of the body, which is reached
through an adapter. Rows are never changed: an annulment is a new row.
"""

from django.db import models
from django.db.models import Q

from adi_platform.organizzazione.models import Ambito, Utente


class TipoRegistrazione(models.TextChoices):
    REGISTRAZIONE = "registrazione", "Registrazione"
    ANNULLAMENTO = "annullamento", "Annullamento"


class ContatoreRepertorio(models.Model):
    """Head of one register: its lock gives number, order and time."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="contatori_repertorio")
    registro = models.SlugField("registro", max_length=40)
    anno = models.PositiveSmallIntegerField("anno", default=0)
    ultimo = models.PositiveIntegerField("ultimo numero", default=0)
    ultima_il = models.DateTimeField("ultima registrazione", null=True)
    impronta = models.CharField("impronta dell'ultima registrazione", max_length=64, blank=True)

    class Meta:
        verbose_name = "contatore del repertorio"
        verbose_name_plural = "contatori del repertorio"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "registro"], name="un_contatore_per_registro")
        ]

    def __str__(self) -> str:
        return f"{self.registro} {self.ultimo:07d}/{self.anno}"


class Registrazione(models.Model):
    """One number of the register, chained to the one before."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="registrazioni")
    registro = models.SlugField("registro", max_length=40)
    anno = models.PositiveSmallIntegerField("anno")
    numero = models.PositiveIntegerField("numero")
    registrata_il = models.DateTimeField("registrata il")
    tipo = models.CharField("tipo", max_length=14, choices=TipoRegistrazione)
    oggetto = models.CharField("oggetto", max_length=300)
    corrispondente = models.CharField("mittente o destinatario", max_length=200, blank=True)
    documento_sha256 = models.CharField("impronta del documento", max_length=64, blank=True)
    annulla = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="annullamento",
        verbose_name="annulla la registrazione",
    )
    motivo = models.CharField("motivo dell'annullamento", max_length=300, blank=True)
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="registrazioni")
    impronta_precedente = models.CharField(max_length=64, blank=True)
    impronta = models.CharField(max_length=64)

    class Meta:
        verbose_name = "registrazione di repertorio"
        verbose_name_plural = "registrazioni di repertorio"
        ordering = ["ambito", "registro", "anno", "numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "registro", "anno", "numero"], name="registrazione_numero_unico"
            ),
            models.CheckConstraint(
                condition=Q(tipo=TipoRegistrazione.REGISTRAZIONE, annulla__isnull=True)
                | (Q(tipo=TipoRegistrazione.ANNULLAMENTO, annulla__isnull=False) & ~Q(motivo="")),
                name="annullamento_dice_che_cosa_e_perche",
                violation_error_message="Un annullamento indica la registrazione annullata e il motivo.",
            ),
        ]
        indexes = [models.Index(fields=["ambito", "registrata_il"], name="registrazione_per_giorno")]

    def __str__(self) -> str:
        return self.segnatura

    @property
    def segnatura(self) -> str:
        """`0000012/2026`: seven digits and the year, as on the documents."""
        return f"{self.numero:07d}/{self.anno}"


class EstremiProtocollo(models.Model):
    """Number and date that the protocol of the body gave to a registration."""

    registrazione = models.OneToOneField(Registrazione, on_delete=models.PROTECT, related_name="protocollo")
    sistema = models.CharField("sistema di protocollo", max_length=80)
    numero = models.CharField("numero di protocollo", max_length=40)
    data = models.DateField("data di protocollo")
    creato_il = models.DateTimeField("ricevuto il", auto_now_add=True)

    class Meta:
        verbose_name = "estremi di protocollo"
        verbose_name_plural = "estremi di protocollo"

    def __str__(self) -> str:
        return f"{self.numero} del {self.data:%d/%m/%Y}"


class GiornaleRegistro(models.Model):
    """The register of one day (also an empty one), frozen and chained to the day before.

    `contenuto` is the canonical file. It also holds the head of the chain of reads at the end of the day:
    a chain of reads cut at its end no longer agrees with it.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="giornali")
    giorno = models.DateField("giorno")
    contenuto = models.TextField("contenuto")
    registrazioni = models.PositiveIntegerField("registrazioni del giorno")
    sha256_precedente = models.CharField("impronta del giorno prima", max_length=64, blank=True)
    sha256 = models.CharField("impronta", max_length=64)
    creato_il = models.DateTimeField("formato il", auto_now_add=True)

    class Meta:
        verbose_name = "registro giornaliero"
        verbose_name_plural = "registri giornalieri"
        ordering = ["ambito", "giorno"]
        constraints = [models.UniqueConstraint(fields=["ambito", "giorno"], name="un_giornale_per_giorno")]

    def __str__(self) -> str:
        return f"Registro giornaliero del {self.giorno:%d/%m/%Y}"
