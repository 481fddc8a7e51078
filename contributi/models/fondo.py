"""The money that may be granted: budget lines of a year, and what each act has reserved on them."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from adi_platform.organizzazione.models import Ambito, Comune, Utente
from contributi.models.provvedimento import Provvedimento
from contributi.querysets import DellAmbitoQuerySet

ZERO = Decimal("0.00")


class Fondo(ConTempi, ConVersione):
    """A budget line (capitolo) of one year, in euro.

    With `misura_codice` or `comune` it serves only that measure (all its versions) or that Comune.
    `impegnato` is the sum of the live reservations: written only by `services.fondi` under the row lock,
    and checked by the database (here it never passes `stanziato`, a trigger compares it with the rows).
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="fondi")
    anno = models.PositiveSmallIntegerField("anno")
    capitolo = models.CharField("capitolo", max_length=40)
    nome = models.CharField("nome", max_length=160)
    misura_codice = models.SlugField("misura", max_length=60, blank=True)
    comune = models.ForeignKey(
        Comune, on_delete=models.PROTECT, null=True, blank=True, related_name="fondi", verbose_name="Comune"
    )
    stanziato = models.DecimalField("stanziato", max_digits=12, decimal_places=2)
    impegnato = models.DecimalField(
        "impegnato", max_digits=12, decimal_places=2, default=ZERO, editable=False
    )
    atto = models.CharField("atto che lo stanzia", max_length=200)
    history = Storico()

    objects = DellAmbitoQuerySet.as_manager()

    class Meta:
        verbose_name = "fondo"
        verbose_name_plural = "fondi"
        ordering = ["-anno", "capitolo", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "anno", "capitolo", "misura_codice", "comune"],
                name="fondo_unico_per_capitolo",
                nulls_distinct=False,
                violation_error_message="C'è già un fondo con questo capitolo per la stessa misura e Comune.",
            ),
            models.CheckConstraint(
                condition=Q(impegnato__gte=0, impegnato__lte=F("stanziato")),
                name="fondo_mai_oltre_lo_stanziato",
                violation_error_message="Il fondo non basta: l'impegnato non può superare lo stanziato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nome} {self.anno} (capitolo {self.capitolo})"

    @property
    def disponibile(self) -> Decimal:
        return self.stanziato - self.impegnato


class VariazioneFondo(models.Model):
    """More or less money on a budget line, with the act that decides it. Never changed."""

    fondo = models.ForeignKey(Fondo, on_delete=models.PROTECT, related_name="variazioni")
    importo = models.DecimalField("variazione", max_digits=12, decimal_places=2)
    atto = models.CharField("atto", max_length=200)
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    creata_il = models.DateTimeField("registrata il", auto_now_add=True)

    class Meta:
        verbose_name = "variazione di un fondo"
        verbose_name_plural = "variazioni dei fondi"
        ordering = ["creata_il", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(importo=0), name="variazione_fondo_non_nulla"),
        ]

    def __str__(self) -> str:
        return f"{self.importo} su {self.fondo}"


class Prenotazione(ConTempi):
    """What one concession has reserved (impegno): `importo` at first, `rilasciato` what went back.

    The whole sum is charged to the year of the act, also when instalments fall in the next one.
    """

    fondo = models.ForeignKey(Fondo, on_delete=models.PROTECT, related_name="prenotazioni")
    provvedimento = models.OneToOneField(Provvedimento, on_delete=models.PROTECT, related_name="prenotazione")
    importo = models.DecimalField("importo", max_digits=10, decimal_places=2)
    rilasciato = models.DecimalField("rilasciato", max_digits=10, decimal_places=2, default=ZERO)
    history = Storico()

    class Meta:
        verbose_name = "prenotazione di un fondo"
        verbose_name_plural = "prenotazioni dei fondi"
        ordering = ["-creato_il", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(importo__gt=0, rilasciato__gte=0, rilasciato__lte=F("importo")),
                name="prenotazione_rilascia_al_massimo_l_importo",
                violation_error_message="Non si può rilasciare più di quanto è prenotato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.residuo} su {self.fondo}"

    @property
    def residuo(self) -> Decimal:
        """What still weighs on the fund: spent or to be spent."""
        return self.importo - self.rilasciato
