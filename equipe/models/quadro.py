"""Quadro di analisi: what the team sees in a household, rated with its evidence, period after period."""

from typing import Any

from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ambito, Utente
from cases.models import CasoAdi, Persona
from equipe.enums import StatoQuadro


class ModuloQuadro(ConTempi):
    """A version of items and scale (code table loaded from YAML). Without Ambito it is the starting one."""

    ambito = models.ForeignKey(
        Ambito, on_delete=models.PROTECT, null=True, blank=True, related_name="moduli_quadro"
    )
    versione = models.CharField("versione", max_length=20)
    contenuto = models.JSONField("voci e scala")
    sha256 = models.CharField("impronta", max_length=64, unique=True)

    class Meta:
        verbose_name = "modulo del Quadro di analisi"
        verbose_name_plural = "moduli del Quadro di analisi"
        ordering = ["-creato_il"]

    def __str__(self) -> str:
        return f"Modulo del Quadro {self.versione}"


class Quadro(ConTempi):
    """One period of the Quadro of a case. Concluded it never changes: the next period is a new row."""

    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="quadri")
    numero = models.PositiveSmallIntegerField("periodo", default=1)
    modulo = models.ForeignKey(ModuloQuadro, on_delete=models.PROTECT, related_name="+")
    stato = models.CharField("stato", max_length=12, choices=StatoQuadro, default=StatoQuadro.BOZZA)
    motivo = models.CharField("perché si rivede", max_length=300, blank=True)
    iniziato_il = models.DateField("iniziato il")
    finalizzato_il = models.DateTimeField("concluso il", null=True, blank=True)
    finalizzato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="concluso da"
    )
    history = Storico()

    class Meta:
        verbose_name = "Quadro di analisi"
        verbose_name_plural = "Quadri di analisi"
        ordering = ["caso", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["caso", "numero"], name="quadro_numero_unico"),
            models.UniqueConstraint(
                fields=["caso"],
                condition=Q(stato="bozza"),
                name="un_solo_quadro_in_corso",
                violation_error_message="C'è già un Quadro in corso.",
            ),
            models.CheckConstraint(
                condition=Q(stato="bozza", finalizzato_il__isnull=True)
                | Q(stato="finalizzato", finalizzato_il__isnull=False, finalizzato_da__isnull=False),
                name="quadro_concluso_con_data",
                violation_error_message="Un Quadro concluso ha la data e chi lo ha concluso.",
            ),
        ]

    def __str__(self) -> str:
        return f"Quadro di analisi n. {self.numero}"

    @property
    def in_bozza(self) -> bool:
        return self.stato == StatoQuadro.BOZZA


class VoceGuardata(models.Model):
    """What somebody says of one item, with its evidence; never changed (the database refuses it too).

    `persona` empty: the household. `valore` is in the scale of the form, or `fuori_scala` says why there is none.
    `il` is the day of what was seen; `funzione` the code of the author's function on that day.
    """

    voce = models.CharField("voce", max_length=20)
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valore = models.SmallIntegerField("valutazione", null=True, blank=True)
    fuori_scala = models.CharField("senza valutazione", max_length=4, blank=True)
    evidenza = models.TextField("che cosa lo mostra", blank=True)
    fonte = models.CharField("da dove viene", max_length=8, blank=True)
    il = models.DateField("osservato il")
    autore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+", verbose_name="autore")
    funzione = models.CharField("funzione di chi valuta", max_length=20)
    scritta_il = models.DateTimeField("scritta il", auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.voce}: {self.fuori_scala or self.valore}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValueError("Ciò che è scritto nel Quadro non si cambia: si scrive di nuovo.")
        super().save(*args, **kwargs)


class Valutazione(VoceGuardata):
    """One rating of an item: a new one takes its place and the earlier stays.

    `altra_*`: the reading of who does not agree.
    """

    quadro = models.ForeignKey(Quadro, on_delete=models.PROTECT, related_name="valutazioni")
    prioritaria = models.BooleanField("prioritaria in questo periodo", default=False)
    altra_lettura = models.TextField("altra lettura", blank=True)
    altra_di = models.CharField("di chi è l'altra lettura", max_length=120, blank=True)
    altra_valore = models.SmallIntegerField("valutazione dell'altra lettura", null=True, blank=True)

    class Meta:
        verbose_name = "valutazione"
        verbose_name_plural = "valutazioni"
        ordering = ["quadro", "pk"]
        indexes = [models.Index(fields=["quadro", "voce", "persona"], name="valutazione_di_una_voce")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valore__isnull=False, fuori_scala="")
                | (Q(valore__isnull=True) & ~Q(fuori_scala="")),
                name="valutazione_o_in_scala_o_fuori",
                violation_error_message="Scegli una valutazione, oppure il motivo per cui non c'è.",
            ),
            models.CheckConstraint(
                condition=Q(valore__isnull=True) | (~Q(evidenza="") & ~Q(fonte="")),
                name="valutazione_con_evidenza_e_fonte",
                violation_error_message="Ogni valutazione ha una frase che la motiva e la sua fonte.",
            ),
            models.CheckConstraint(
                condition=Q(altra_lettura="", altra_di="", altra_valore__isnull=True)
                | (~Q(altra_lettura="") & ~Q(altra_di="")),
                name="altra_lettura_con_chi_la_da",
                violation_error_message="L'altra lettura dice di chi è.",
            ),
        ]
