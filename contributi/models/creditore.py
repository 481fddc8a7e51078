"""Who receives the money, and the expense document that a channelled payment settles."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear, Upper

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Ambito
from cases.models import Persona
from contributi.enums import GenereCreditore
from contributi.models.richiesta import Richiesta
from contributi.querysets import DellAmbitoQuerySet


class Creditore(ConTempi, ConVersione):
    """A supplier, the beneficiary, or a third person who signs the receipt (Reg. UTDA art. 23).

    A third person needs the consent of the applicant, given on `consenso_il` for that `richiesta`.
    `iban` is stored without spaces, already checked; only who pays reads it whole. Two suppliers share one
    only for the reason written in `perche_stesso_iban`.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="creditori")
    genere = models.CharField("chi è", max_length=14, choices=GenereCreditore)
    nome = models.CharField("nome o ragione sociale", max_length=160)
    partita_iva = models.CharField("partita IVA", max_length=11, blank=True)
    codice_fiscale = models.CharField("codice fiscale", max_length=16, blank=True)
    iban = models.CharField("IBAN", max_length=34, blank=True)
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    richiesta = models.ForeignKey(
        Richiesta, on_delete=models.PROTECT, null=True, blank=True, related_name="creditori"
    )
    consenso_il = models.DateField("consenso del richiedente del", null=True, blank=True)
    attivo = models.BooleanField("si può scegliere", default=True)
    perche_stesso_iban = models.CharField("perché l'IBAN è anche di un altro", max_length=200, blank=True)
    history = Storico()

    objects = DellAmbitoQuerySet.as_manager()

    class Meta:
        verbose_name = "creditore"
        verbose_name_plural = "creditori"
        ordering = ["nome", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "partita_iva"],
                condition=~Q(partita_iva=""),
                name="creditore_partita_iva_unica",
                violation_error_message="C'è già un creditore con questa partita IVA.",
            ),
            models.CheckConstraint(
                condition=~Q(genere="terzo") | Q(richiesta__isnull=False, consenso_il__isnull=False),
                name="creditore_terzo_con_consenso",
                violation_error_message="Per pagare una terza persona serve il consenso del richiedente.",
            ),
            models.CheckConstraint(
                condition=~Q(genere="fornitore") | ~Q(partita_iva="", codice_fiscale=""),
                name="creditore_fornitore_con_codice",
                violation_error_message="Di un fornitore serve la partita IVA o il codice fiscale.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome


class GiustificativoSpesa(ConTempi):
    """An invoice or a bill that a channelled payment settles: the same one is never paid twice.

    `data` is the day written on the document: never in the future.
    """

    richiesta = models.ForeignKey(Richiesta, on_delete=models.PROTECT, related_name="giustificativi")
    creditore = models.ForeignKey(Creditore, on_delete=models.PROTECT, related_name="giustificativi")
    numero = models.CharField("numero del documento", max_length=60)
    data = models.DateField("data del documento")
    importo = models.DecimalField("importo", max_digits=9, decimal_places=2)
    descrizione = models.CharField("per che cosa", max_length=200, blank=True)
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = Storico()

    class Meta:
        verbose_name = "giustificativo di spesa"
        verbose_name_plural = "giustificativi di spesa"
        ordering = ["-data", "pk"]
        constraints = [
            # A supplier numbers its documents year by year.
            models.UniqueConstraint(
                F("creditore"),
                Upper("numero"),
                ExtractYear("data"),
                name="giustificativo_una_volta_l_anno",
                violation_error_message="Questo documento è già registrato: non si paga due volte.",
            ),
            models.CheckConstraint(
                condition=Q(importo__gt=0),
                name="giustificativo_importo_positivo",
                violation_error_message="Scrivi un importo maggiore di zero.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero} del {self.data:%d/%m/%Y}"
