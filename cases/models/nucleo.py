"""Households, dated membership, relations outside, ISEE."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ambito, Comune, Utente
from cases.enums import Parentela, StatoISEE, TipoISEE
from cases.models.persona import Persona
from cases.querysets_anagrafe import AttestazioneQuerySet, NucleoQuerySet


class PuntoIntero(Func):
    """`int8range(x, x, '[]')`: equality inside a GiST exclusion without the btree_gist extension."""

    function = "int8range"
    output_field = models.BigIntegerField()


class Nucleo(ConTempi):
    """A household. Its Comune decides who works on it."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="nuclei")
    comune = models.ForeignKey(Comune, on_delete=models.PROTECT, related_name="nuclei", null=True, blank=True)
    referente = models.ForeignKey(
        Persona,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="nuclei_da_referente",
        verbose_name="referente del nucleo",
    )
    note = models.TextField("note", blank=True)
    history = Storico()

    objects = NucleoQuerySet.as_manager()

    class Meta:
        verbose_name = "nucleo"
        verbose_name_plural = "nuclei"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Nucleo {self.referente}" if self.referente else f"Nucleo n. {self.pk}"


class Appartenenza(ConTempi):
    """A person in a household during `periodo` (half-open). Confirmed memberships never overlap.

    `da_confermare` marks a second membership that a list brought in: a worker decides.
    """

    nucleo = models.ForeignKey(Nucleo, on_delete=models.CASCADE, related_name="appartenenze")
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="appartenenze")
    parentela = models.CharField(
        "rapporto con il richiedente", max_length=20, choices=Parentela, default=Parentela.ALTRO
    )
    parentela_testo = models.CharField("come scritto nel file", max_length=80, blank=True)
    periodo = DateRangeField("periodo")
    da_confermare = models.BooleanField("da confermare", default=False)
    history = Storico()

    class Meta:
        verbose_name = "appartenenza al nucleo"
        verbose_name_plural = "appartenenze al nucleo"
        ordering = ["nucleo", "pk"]
        constraints = [
            ExclusionConstraint(
                name="appartenenza_senza_sovrapposizioni",
                expressions=[
                    (
                        PuntoIntero(F("persona"), F("persona"), Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                    ("periodo", RangeOperators.OVERLAPS),
                ],
                condition=Q(da_confermare=False),
                violation_error_message="La persona è già in un altro nucleo nello stesso periodo.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.persona} in {self.nucleo}"


class RelazioneEsterna(ConTempi):
    """Somebody outside the household who matters: relative bound to maintenance, guardian, carer."""

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="relazioni_esterne")
    altra_persona = models.ForeignKey(
        Persona, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    nome_libero = models.CharField("nome, se non è in anagrafe", max_length=160, blank=True)
    rapporto = models.CharField("rapporto", max_length=80)
    nota = models.CharField("nota", max_length=300, blank=True)
    history = Storico()

    class Meta:
        verbose_name = "relazione fuori dal nucleo"
        verbose_name_plural = "relazioni fuori dal nucleo"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(altra_persona__isnull=False) | ~Q(nome_libero=""),
                name="relazione_con_qualcuno",
                violation_error_message="Indica la persona, oppure scrivine il nome.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rapporto}: {self.altra_persona or self.nome_libero}"


class AttestazioneISEE(ConTempi):
    """An ISEE attestation; the 2026 kind and the ordinary one stand side by side for a household.

    One that was written by mistake is annulled with a reason, or replaced by another: never deleted.
    """

    nucleo = models.ForeignKey(Nucleo, on_delete=models.CASCADE, related_name="attestazioni_isee")
    tipo = models.CharField("tipo", max_length=40, choices=TipoISEE, default=TipoISEE.ORDINARIO)
    valore = models.DecimalField("ISEE", max_digits=10, decimal_places=2, null=True, blank=True)
    ise = models.DecimalField("ISE", max_digits=10, decimal_places=2, null=True, blank=True)
    isr = models.DecimalField("ISR", max_digits=10, decimal_places=2, null=True, blank=True)
    isp = models.DecimalField("ISP", max_digits=10, decimal_places=2, null=True, blank=True)
    scala = models.DecimalField("scala di equivalenza", max_digits=4, decimal_places=2, null=True, blank=True)
    protocollo = models.CharField("protocollo DSU", max_length=40, blank=True)
    presentata_il = models.DateField("DSU presentata il", null=True, blank=True)
    rilasciata_il = models.DateField("attestazione rilasciata il", null=True, blank=True)
    scade_il = models.DateField("scadenza", null=True, blank=True)
    stato = models.CharField("stato", max_length=16, choices=StatoISEE, default=StatoISEE.REGOLARE)
    omissioni = models.TextField("omissioni o difformità", blank=True)
    da_confermare = models.BooleanField("valore da confermare", default=False)
    annullata_il = models.DateTimeField("annullata il", null=True, blank=True)
    annullata_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    motivo_annullamento = models.CharField("perché è annullata", max_length=300, blank=True)
    sostituita_da = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sostituite"
    )
    history = Storico()

    objects = AttestazioneQuerySet.as_manager()

    class Meta:
        verbose_name = "attestazione ISEE"
        verbose_name_plural = "attestazioni ISEE"
        ordering = ["-presentata_il", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valore__isnull=True) | Q(valore__gte=0, valore__lt=100_000_000),
                name="isee_importo_plausibile",
                violation_error_message="L'ISEE va da 0 a meno di 100.000.000 euro.",
            ),
            models.CheckConstraint(
                condition=Q(scade_il__isnull=True)
                | Q(presentata_il__isnull=True)
                | Q(scade_il__gte=F("presentata_il")),
                name="isee_scade_dopo_la_dsu",
                violation_error_message="La scadenza dell'ISEE non può venire prima della DSU.",
            ),
            models.CheckConstraint(
                condition=Q(annullata_il__isnull=True, motivo_annullamento="", sostituita_da__isnull=True)
                | Q(annullata_il__isnull=False) & ~Q(motivo_annullamento=""),
                name="isee_annullata_con_motivo",
                violation_error_message="Scrivi perché l'attestazione è annullata.",
            ),
        ]

    def __str__(self) -> str:
        return f"ISEE {self.get_tipo_display()} {self.protocollo}"

    @property
    def annullata(self) -> bool:
        return self.annullata_il is not None
