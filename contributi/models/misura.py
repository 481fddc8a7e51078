"""A measure of the local regulation, one row for each dated version."""

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ambito, Utente
from contributi.enums import StatoMisura
from contributi.querysets import MisuraQuerySet


class Misura(ConTempi):
    """One version of one measure: the file as it was written, what was read from it, since when it holds.

    `codice` is the same in all versions. `testo` is the YAML file, `impronta` its SHA-256: a request keeps
    the row it was examined with, and that row never changes. A draft never enters a real examination.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="misure")
    codice = models.SlugField("codice", max_length=60)
    numero = models.PositiveSmallIntegerField("versione", default=1)
    regolamento = models.CharField("regolamento", max_length=200)
    nome = models.CharField("nome", max_length=200)
    stato = models.CharField("stato", max_length=10, choices=StatoMisura, default=StatoMisura.BOZZA)
    valida_dal = models.DateField("vale dal")
    valida_al = models.DateField("vale fino al", null=True, blank=True)
    testo = models.TextField("testo del file")
    contenuto = models.JSONField("contenuto letto")
    impronta = models.CharField("impronta del file", max_length=64)
    proposta_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="proposta da"
    )
    approvata_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="approvata da"
    )
    approvata_il = models.DateTimeField("approvata il", null=True, blank=True)

    objects = MisuraQuerySet.as_manager()

    class Meta:
        verbose_name = "misura"
        verbose_name_plural = "misure"
        ordering = ["regolamento", "nome", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["ambito", "codice", "numero"], name="misura_versione_unica"),
            models.CheckConstraint(
                condition=Q(valida_al__isnull=True) | Q(valida_al__gte=F("valida_dal")),
                name="misura_finisce_dopo_l_inizio",
                violation_error_message="La misura non può finire prima di iniziare.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nome} (versione {self.numero})"
