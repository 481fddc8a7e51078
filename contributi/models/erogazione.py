"""The instalment plan of a concession, the lists sent to accounting, what came of each payment."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.transizione import TransizioneAstratta
from adi_platform.base_models.versione import ConVersione
from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.repertorio.models import Registrazione
from contributi.enums import EsitoPagamento, ModoErogazione, StatoLiquidazione, StatoPiano, StatoRata
from contributi.models.creditore import Creditore, GiustificativoSpesa
from contributi.models.fondo import Prenotazione
from contributi.models.provvedimento import Provvedimento
from contributi.models.richiesta import Richiesta
from contributi.querysets import DellAmbitoQuerySet, DellaRichiestaQuerySet, RataQuerySet

if TYPE_CHECKING:
    from contributi.models.buono import Buono


class PianoErogazione(ConTempi, ConVersione):
    """How a concession is paid: born with the act, one instalment a month."""

    richiesta = models.ForeignKey(Richiesta, on_delete=models.PROTECT, related_name="piani")
    provvedimento = models.OneToOneField(Provvedimento, on_delete=models.PROTECT, related_name="piano")
    prenotazione = models.OneToOneField(Prenotazione, on_delete=models.PROTECT, related_name="piano")
    modo = models.CharField("modo di erogazione", max_length=16, choices=ModoErogazione)
    stato = models.CharField("stato", max_length=10, choices=StatoPiano, default=StatoPiano.ATTIVO)
    creditore = models.ForeignKey(
        Creditore, on_delete=models.PROTECT, null=True, blank=True, related_name="piani"
    )
    history = Storico()

    objects = DellaRichiestaQuerySet.as_manager()

    class Meta:
        verbose_name = "piano di erogazione"
        verbose_name_plural = "piani di erogazione"
        ordering = ["-creato_il", "pk"]

    def __str__(self) -> str:
        return f"Piano di {self.richiesta}"


class Liquidazione(ConTempi):
    """A list of instalments for accounting. Registered, it never changes: `righe` is what was sent."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="liquidazioni")
    stato = models.CharField(
        "stato", max_length=10, choices=StatoLiquidazione, default=StatoLiquidazione.BOZZA
    )
    righe = models.JSONField("righe inviate", default=list)
    totale = models.DecimalField("totale", max_digits=12, decimal_places=2)
    registrata_il = models.DateTimeField("registrata il", null=True, blank=True)
    registrazione = models.ForeignKey(
        Registrazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = Storico()

    objects = DellAmbitoQuerySet.as_manager()

    class Meta:
        verbose_name = "liquidazione"
        verbose_name_plural = "liquidazioni"
        ordering = ["-creato_il", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stato__in=["registrata", "chiusa"])
                | Q(registrata_il__isnull=False, registrazione__isnull=False, totale__gt=0),
                name="liquidazione_registrata_con_numero",
                violation_error_message="Una liquidazione inviata ha numero, data e importo.",
            ),
        ]

    def __str__(self) -> str:
        numero = self.registrazione.segnatura if self.registrazione else f"in preparazione n. {self.pk}"
        return f"Liquidazione {numero}"


class Rata(ConTempi):
    """One sum of a plan. `mese` is the first day of the month in which it is due."""

    piano = models.ForeignKey(PianoErogazione, on_delete=models.PROTECT, related_name="rate")
    numero = models.PositiveSmallIntegerField("numero")
    mese = models.DateField("mese")
    importo = models.DecimalField("importo", max_digits=9, decimal_places=2)
    stato = models.CharField("stato", max_length=16, choices=StatoRata, default=StatoRata.DA_LIQUIDARE)
    liquidazione = models.ForeignKey(
        Liquidazione, on_delete=models.PROTECT, null=True, blank=True, related_name="rate"
    )
    giustificativo = models.ForeignKey(
        GiustificativoSpesa, on_delete=models.PROTECT, null=True, blank=True, related_name="rate"
    )
    history = Storico()

    objects = RataQuerySet.as_manager()

    class Meta:
        verbose_name = "rata"
        verbose_name_plural = "rate"
        ordering = ["mese", "piano", "numero"]
        indexes = [models.Index(fields=["stato", "mese"], name="rata_per_stato_e_mese")]
        constraints = [
            models.UniqueConstraint(fields=["piano", "numero"], name="rata_numero_unico_nel_piano"),
            models.CheckConstraint(
                condition=Q(importo__gt=0),
                name="rata_importo_positivo",
                violation_error_message="Scrivi un importo maggiore di zero.",
            ),
            models.CheckConstraint(condition=Q(mese__day=1), name="rata_del_primo_del_mese"),
            models.CheckConstraint(
                condition=~Q(stato="in_liquidazione") | Q(liquidazione__isnull=False),
                name="rata_in_liquidazione_in_un_elenco",
                violation_error_message="Una rata in liquidazione sta in un elenco.",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=["in_liquidazione", "pagata"]) | Q(liquidazione__isnull=True),
                name="rata_fuori_dagli_elenchi_se_non_liquidata",
                violation_error_message="Una rata non liquidata non sta in un elenco.",
            ),
        ]

    @property
    def buono_consegnato(self) -> "Buono | None":
        """The voucher of this instalment, if it was handed over."""
        return getattr(self, "buono", None)

    def __str__(self) -> str:
        return f"Rata {self.numero} di {self.importo}"


class TransizioneRata(TransizioneAstratta):
    oggetto = models.ForeignKey(Rata, on_delete=models.CASCADE, related_name="transizioni")

    class Meta(TransizioneAstratta.Meta):
        verbose_name = "passaggio di stato della rata"
        verbose_name_plural = "passaggi di stato della rata"

    def __str__(self) -> str:
        return f"{self.da_stato} → {self.a_stato}"


class Pagamento(models.Model):
    """What came of an instalment that was sent: its mandate, or why the money came back. Never changed."""

    rata = models.ForeignKey(Rata, on_delete=models.PROTECT, related_name="pagamenti")
    liquidazione = models.ForeignKey(Liquidazione, on_delete=models.PROTECT, related_name="pagamenti")
    esito = models.CharField("esito", max_length=10, choices=EsitoPagamento)
    mandato = models.CharField("numero del mandato", max_length=40, blank=True)
    data = models.DateField("data")
    importo = models.DecimalField("importo", max_digits=9, decimal_places=2)
    motivo = models.CharField("perché è tornato indietro", max_length=200, blank=True)
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    registrato_il = models.DateTimeField("registrato il", auto_now_add=True)

    class Meta:
        verbose_name = "pagamento"
        verbose_name_plural = "pagamenti"
        ordering = ["-data", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rata"],
                condition=Q(esito="pagato"),
                name="rata_pagata_una_volta_sola",
                violation_error_message="Questa rata è già pagata.",
            ),
            models.CheckConstraint(
                condition=Q(esito="pagato") & ~Q(mandato="") | Q(esito="respinto") & ~Q(motivo=""),
                name="pagamento_con_mandato_o_motivo",
                violation_error_message="Scrivi il numero del mandato, o perché il pagamento è tornato indietro.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_esito_display()} il {self.data:%d/%m/%Y}"
