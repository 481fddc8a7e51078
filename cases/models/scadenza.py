"""Deadlines of a case as computed from events, and the next step they give."""

from django.db import models
from django.db.models import Q

from cases.enums import StatoScadenza, TipoScadenza
from cases.models.caso import CasoAdi
from cases.models.persona import Persona
from cases.querysets import ScadenzaQuerySet


class Scadenza(models.Model):
    """A deadline as computed from events. Written only by `cases.services.scadenze`.

    `entro` is the last useful day. `passi` holds the explanation rows (JSON) with their articles;
    `chiave` makes the row unique per case (type, or type:member).
    """

    caso = models.ForeignKey(CasoAdi, on_delete=models.CASCADE, related_name="scadenze")
    tipo = models.CharField("tipo", max_length=20, choices=TipoScadenza)
    chiave = models.CharField(max_length=60)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    titolo = models.CharField("che cosa fare", max_length=160)
    entro = models.DateField("entro")
    decorre_dal = models.DateField("decorre dal", null=True, blank=True)
    perche = models.CharField("perché", max_length=200, blank=True)
    passi = models.JSONField("spiegazione", default=list)
    adempiuta_il = models.DateField("adempiuta il", null=True, blank=True)
    in_attesa_di = models.CharField("in attesa di", max_length=120, blank=True)
    stato = models.CharField("stato", max_length=10, choices=StatoScadenza, default=StatoScadenza.APERTA)
    calcolata_il = models.DateTimeField("calcolata il", auto_now=True)

    objects = ScadenzaQuerySet.as_manager()

    class Meta:
        verbose_name = "scadenza"
        verbose_name_plural = "scadenze"
        ordering = ["entro", "pk"]
        indexes = [
            models.Index(fields=["entro"], condition=Q(stato="aperta"), name="scadenza_aperta_entro"),
            models.Index(fields=["caso", "entro"], condition=Q(stato="aperta"), name="scadenza_aperta_caso"),
        ]
        constraints = [models.UniqueConstraint(fields=["caso", "chiave"], name="scadenza_unica_per_chiave")]

    def __str__(self) -> str:
        return f"{self.titolo} entro {self.entro:%d/%m/%Y}"


class ProssimoPasso(models.Model):
    """What to do next on an open case, and by when: the row that the desk and the lists show.

    Written only by `cases.services.scadenze`, from the open deadlines. `consigliata_entro` is the
    advised day of convocation, which warns but binds nobody.
    """

    caso = models.OneToOneField(
        CasoAdi, on_delete=models.CASCADE, primary_key=True, related_name="prossimo_passo"
    )
    titolo = models.CharField("che cosa fare", max_length=160)
    entro = models.DateField("entro", null=True, blank=True)
    consigliata_entro = models.DateField("convocazione consigliata entro", null=True, blank=True)
    in_attesa_di = models.CharField("in attesa di", max_length=120, blank=True)
    scadenza = models.ForeignKey(Scadenza, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "prossimo passo"
        verbose_name_plural = "prossimi passi"
        indexes = [
            # The desk and the list read the first rows in this order, and join the case to each.
            models.Index(fields=["entro", "caso"], name="passo_entro"),
            models.Index(
                fields=["consigliata_entro", "entro", "caso"],
                condition=Q(consigliata_entro__isnull=False),
                name="passo_consigliato_entro",
            ),
            models.Index(
                fields=["caso"], condition=Q(in_attesa_di__gt=""), include=["entro"], name="passo_in_attesa"
            ),
        ]

    def __str__(self) -> str:
        return self.titolo
