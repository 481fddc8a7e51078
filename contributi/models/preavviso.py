"""The notice before a refusal or a revocation (L. 241/1990 artt. 7 and 10-bis), and what the person answers."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Utente
from contributi.enums import GenerePreavviso
from contributi.models.comunicazione import Comunicazione
from contributi.models.provvedimento import Provvedimento
from contributi.models.richiesta import Richiesta


class Preavviso(ConTempi, ConVersione):
    """One notice. Its dates of sending and receipt, with their proof, are those of the letter.

    `atto` is the adopted act that followed the beginning of a suspension or revocation: one for each notice.
    """

    richiesta = models.ForeignKey(Richiesta, on_delete=models.PROTECT, related_name="preavvisi")
    genere = models.CharField(
        "che cosa annuncia", max_length=12, choices=GenerePreavviso, default=GenerePreavviso.RIFIUTO
    )
    numero = models.PositiveSmallIntegerField("numero", default=1)
    comunicazione = models.OneToOneField(Comunicazione, on_delete=models.PROTECT, related_name="preavviso")
    perche_un_altro = models.TextField("perché un altro preavviso", blank=True)
    riesame_il = models.DateField("riesame avviato il", null=True, blank=True)
    atto = models.ForeignKey(
        Provvedimento, on_delete=models.PROTECT, null=True, blank=True, related_name="preavvisi"
    )

    class Meta:
        verbose_name = "preavviso di rifiuto"
        verbose_name_plural = "preavvisi di rifiuto"
        ordering = ["richiesta", "numero"]
        constraints = [models.UniqueConstraint(fields=["richiesta", "numero"], name="preavviso_numero_unico")]

    def __str__(self) -> str:
        return f"{self.get_genere_display()} {self.numero} - {self.richiesta}"


class MotivoOstativo(models.Model):
    """One reason that stands in the way, with its article. A refusal gives these and no others."""

    preavviso = models.ForeignKey(Preavviso, on_delete=models.CASCADE, related_name="motivi")
    ordine = models.PositiveSmallIntegerField("ordine")
    testo = models.TextField("motivo")
    articolo = models.CharField("articolo", max_length=200)

    class Meta:
        verbose_name = "motivo che impedisce di accogliere"
        verbose_name_plural = "motivi che impediscono di accogliere"
        ordering = ["preavviso", "ordine"]
        constraints = [
            models.UniqueConstraint(fields=["preavviso", "ordine"], name="motivo_ostativo_in_ordine"),
            models.CheckConstraint(
                condition=~Q(testo="") & ~Q(articolo=""),
                name="motivo_ostativo_con_articolo",
                violation_error_message="Scrivi il motivo e l'articolo su cui si fonda.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.testo} ({self.articolo})"


class Osservazione(ConTempi, ConVersione):
    """One point written by the person, and the answer of the office: the refusal answers each of them."""

    preavviso = models.ForeignKey(Preavviso, on_delete=models.CASCADE, related_name="osservazioni")
    ordine = models.PositiveSmallIntegerField("ordine")
    presentata_il = models.DateField("presentata il")
    testo = models.TextField("che cosa scrive la persona")
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accolta = models.BooleanField("accolta", null=True, blank=True)
    risposta = models.TextField("risposta", blank=True)
    risposta_da = models.ForeignKey(Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "osservazione"
        verbose_name_plural = "osservazioni"
        ordering = ["preavviso", "ordine"]
        constraints = [
            models.UniqueConstraint(fields=["preavviso", "ordine"], name="osservazione_in_ordine"),
            models.CheckConstraint(
                condition=Q(accolta__isnull=True) | ~Q(risposta=""),
                name="osservazione_valutata_con_risposta",
                violation_error_message="Scrivi la risposta.",
            ),
        ]

    def __str__(self) -> str:
        return f"Osservazione {self.ordine} - {self.preavviso}"

    @property
    def valutata(self) -> bool:
        return self.accolta is not None
