"""Analisi preliminare: answers by section, outcomes, versions."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from adi_platform.organizzazione.models import Ambito, Utente
from cases.enums import StatoAnalisi
from cases.models.caso import CasoAdi
from cases.models.persona import Persona


class ModuloAnalisi(ConTempi):
    """A version of the questions (code table loaded from YAML). Without Ambito it is the starting one."""

    ambito = models.ForeignKey(
        Ambito, on_delete=models.PROTECT, null=True, blank=True, related_name="moduli_analisi"
    )
    versione = models.CharField("versione", max_length=20)
    contenuto = models.JSONField("domande")
    sha256 = models.CharField("impronta", max_length=64, unique=True)

    class Meta:
        verbose_name = "modulo dell'analisi preliminare"
        verbose_name_plural = "moduli dell'analisi preliminare"
        ordering = ["-creato_il"]

    def __str__(self) -> str:
        return f"Modulo {self.versione}"


class AnalisiPreliminare(ConTempi):
    """One version of the analysis of a case. Finalised it never changes: a rettifica is a new version."""

    caso = models.ForeignKey(CasoAdi, on_delete=models.CASCADE, related_name="analisi")
    numero = models.PositiveSmallIntegerField("versione", default=1)
    modulo = models.ForeignKey(ModuloAnalisi, on_delete=models.PROTECT)
    stato = models.CharField("stato", max_length=12, choices=StatoAnalisi, default=StatoAnalisi.BOZZA)
    iniziata_il = models.DateField("iniziata il")
    finalizzata_il = models.DateTimeField("finalizzata il", null=True, blank=True)
    finalizzata_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    motivo_rettifica = models.TextField("perché si rettifica", blank=True)
    history = Storico()

    class Meta:
        verbose_name = "analisi preliminare"
        verbose_name_plural = "analisi preliminari"
        ordering = ["caso", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["caso", "numero"], name="analisi_numero_unico"),
            models.UniqueConstraint(
                fields=["caso"], condition=Q(stato="bozza"), name="una_sola_analisi_in_corso"
            ),
            models.CheckConstraint(
                condition=Q(stato="bozza") | Q(finalizzata_il__isnull=False),
                name="analisi_finalizzata_con_data",
            ),
        ]

    def __str__(self) -> str:
        return f"Analisi preliminare v{self.numero}"


class SezioneAnalisi(ConTempi, ConVersione):
    """Answers to one area about the household (`persona` empty) or one member.

    `risposte` maps item code to its answer: {"valore": …, "non_rilevato": bool, "nota": str}.
    `motivo_non_rilevata`: why this part could not be done, asked before concluding without it.
    The version token of the row guards autosave.
    """

    analisi = models.ForeignKey(AnalisiPreliminare, on_delete=models.CASCADE, related_name="sezioni")
    area = models.CharField("area", max_length=20)
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    risposte = models.JSONField("risposte", default=dict)
    completa = models.BooleanField("completa", default=False)
    motivo_non_rilevata = models.CharField("perché non è rilevata", max_length=300, blank=True)
    history = Storico()

    class Meta:
        verbose_name = "sezione dell'analisi"
        verbose_name_plural = "sezioni dell'analisi"
        ordering = ["analisi", "area", "persona"]
        constraints = [
            models.UniqueConstraint(
                fields=["analisi", "area", "persona"],
                nulls_distinct=False,
                name="sezione_unica_per_area_e_persona",
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} - {self.persona or 'famiglia'}"


class EsitoAnalisi(ConTempi):
    """An outcome (ESI.A-ESI.E, code table) for the household or a member; several may hold together."""

    analisi = models.ForeignKey(AnalisiPreliminare, on_delete=models.CASCADE, related_name="esiti")
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    codice = models.CharField("esito", max_length=10)
    motivazione = models.TextField("motivazione", blank=True)
    suggerito = models.BooleanField("era fra quelli suggeriti", default=False)
    history = Storico()

    class Meta:
        verbose_name = "esito dell'analisi"
        verbose_name_plural = "esiti dell'analisi"
        ordering = ["analisi", "codice", "persona"]
        constraints = [
            models.UniqueConstraint(
                fields=["analisi", "persona", "codice"],
                nulls_distinct=False,
                name="esito_unico_per_persona",
            )
        ]

    def __str__(self) -> str:
        return self.codice
