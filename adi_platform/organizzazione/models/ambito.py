"""The Ambito: the tenant. Two Ambiti in one instance never see each other."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models.approvazione import ApprovazioneQuerySet, DaApprovare


class Ambito(ConTempi):
    """An Ambito Territoriale Sociale with the letterhead of its lead body."""

    nome = models.CharField("nome", max_length=120)
    nome_breve = models.CharField("nome breve", max_length=24)
    codice = models.SlugField("codice", max_length=20, unique=True)
    ente_capofila = models.CharField("ente capofila", max_length=120)
    ufficio = models.CharField("ufficio", max_length=120, default="Ufficio di piano")
    indirizzo = models.CharField("indirizzo", max_length=200, blank=True)
    telefono = models.CharField("telefono", max_length=30, blank=True)
    email = models.EmailField("posta elettronica", blank=True)
    pec = models.EmailField("PEC", blank=True)
    mfa_per_ruoli = ArrayField(
        models.CharField(max_length=40),
        verbose_name="ruoli con secondo fattore obbligatorio",
        default=list,
        blank=True,
    )
    history = Storico()

    class Meta:
        verbose_name = "Ambito"
        verbose_name_plural = "Ambiti"
        ordering = ["nome"]

    def __str__(self) -> str:
        return self.nome


class ParametroAmbito(ConTempi, DaApprovare):
    """A dated value with which an Ambito replaces one of `norme` (what the law leaves to it)."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="parametri")
    chiave = models.CharField("parametro", max_length=120)
    valore = models.JSONField("valore")
    dal = models.DateField("dal")
    riferimento = models.CharField("atto che lo stabilisce", max_length=300)
    history = Storico()

    objects = ApprovazioneQuerySet.as_manager()

    class Meta:
        verbose_name = "parametro dell'Ambito"
        verbose_name_plural = "parametri dell'Ambito"
        ordering = ["chiave", "dal"]
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "chiave", "dal"],
                condition=~Q(approvazione="respinto"),
                name="parametro_ambito_unico_per_data",
            )
        ]

    def __str__(self) -> str:
        return f"{self.chiave} dal {self.dal:%d/%m/%Y}"
