"""Social vouchers: named, spent in accredited shops, never twice (Reg. UTDA art. 13)."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.documenti.codici import nuovo_codice
from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Ambito, Comune, Ente, Utente
from adi_platform.repertorio.models import Registrazione
from cases.models import Persona
from contributi.enums import StatoBuono
from contributi.models.erogazione import Rata
from contributi.querysets import BuonoQuerySet, DellAmbitoQuerySet

ZERO = Decimal("0.00")


class Esercizio(ConTempi):
    """A shop that accepts vouchers, from `accreditato_dal` to `accreditato_al`, both days included.

    Its referents are the accounts of its body (`ente`) with the role of partner.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="esercizi")
    ente = models.OneToOneField(Ente, on_delete=models.PROTECT, related_name="esercizio", verbose_name="ente")
    comune = models.ForeignKey(
        Comune, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Comune"
    )
    indirizzo = models.CharField("indirizzo", max_length=200)
    atto = models.CharField("atto di accreditamento", max_length=200)
    accreditato_dal = models.DateField("accreditato dal")
    accreditato_al = models.DateField("accreditato fino al", null=True, blank=True)
    history = Storico()

    objects = DellAmbitoQuerySet.as_manager()

    class Meta:
        verbose_name = "esercizio accreditato"
        verbose_name_plural = "esercizi accreditati"
        ordering = ["ente__nome", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accreditato_al__isnull=True) | Q(accreditato_al__gte=F("accreditato_dal")),
                name="esercizio_finisce_dopo_l_inizio",
                violation_error_message="L'accreditamento non può finire prima di iniziare.",
            ),
        ]

    def __str__(self) -> str:
        return self.ente.nome


class Buono(ConTempi):
    """One voucher. Whoever holds the whole `codice` (80 random bits) may spend it up to `importo`.

    `speso` is the sum of the uses, written only by `services.spesa_buoni` under the row lock; the database
    checks it. `merci` is copied from the measure at issue. Last useful day: `scade_il`.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="buoni")
    rata = models.OneToOneField(Rata, on_delete=models.PROTECT, related_name="buono")
    titolare = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="buoni")
    codice = models.CharField("codice", max_length=19, unique=True, default=nuovo_codice, editable=False)
    importo = models.DecimalField("importo", max_digits=9, decimal_places=2)
    speso = models.DecimalField("speso", max_digits=9, decimal_places=2, default=ZERO, editable=False)
    merci = models.JSONField("che cosa si può comprare", default=list)
    valido_dal = models.DateField("vale dal")
    scade_il = models.DateField("ultimo giorno utile")
    stato = models.CharField("stato", max_length=10, choices=StatoBuono, default=StatoBuono.ATTIVO)
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = Storico()

    objects = BuonoQuerySet.as_manager()

    class Meta:
        verbose_name = "buono sociale"
        verbose_name_plural = "buoni sociali"
        ordering = ["-valido_dal", "pk"]
        indexes = [models.Index(fields=["stato", "scade_il"], name="buono_stato_scadenza")]
        constraints = [
            models.CheckConstraint(
                condition=Q(importo__gt=0, speso__gte=0, speso__lte=F("importo")),
                name="buono_mai_oltre_l_importo",
                violation_error_message="Sul buono non resta abbastanza.",
            ),
            models.CheckConstraint(
                condition=Q(scade_il__gte=F("valido_dal")),
                name="buono_scade_dopo_l_inizio",
                violation_error_message="Il buono non può scadere prima di valere.",
            ),
            models.CheckConstraint(
                condition=~Q(stato="esaurito") | Q(speso=F("importo")), name="buono_esaurito_se_speso_tutto"
            ),
        ]

    def __str__(self) -> str:
        return f"Buono {self.riferimento}"

    @property
    def riferimento(self) -> str:
        """The first group of the code: enough to talk about it, useless to spend it."""
        return self.codice[:4]

    @property
    def residuo(self) -> Decimal:
        return self.importo - self.speso


class RendicontoEsercizio(ConTempi):
    """What a shop accepted in one month and must be paid. Registered, it never changes."""

    esercizio = models.ForeignKey(Esercizio, on_delete=models.PROTECT, related_name="rendiconti")
    mese = models.DateField("mese")
    righe = models.JSONField("righe", default=list)
    totale = models.DecimalField("totale", max_digits=10, decimal_places=2)
    registrazione = models.ForeignKey(
        Registrazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mandato = models.CharField("numero del mandato", max_length=40, blank=True)
    pagato_il = models.DateField("pagato il", null=True, blank=True)
    history = Storico()

    class Meta:
        verbose_name = "rendiconto di un esercizio"
        verbose_name_plural = "rendiconti degli esercizi"
        ordering = ["-mese", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["esercizio", "mese"],
                name="un_rendiconto_al_mese",
                violation_error_message="Il rendiconto di questo mese c'è già.",
            ),
            models.CheckConstraint(condition=Q(mese__day=1), name="rendiconto_del_primo_del_mese"),
            models.CheckConstraint(
                condition=Q(pagato_il__isnull=True) | ~Q(mandato=""),
                name="rendiconto_pagato_con_mandato",
                violation_error_message="Scrivi il numero del mandato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.esercizio}, {self.mese:%m/%Y}"


class UtilizzoBuono(models.Model):
    """One purchase. `chiave` comes with the form: sent twice, it is spent once. Undone, it stays legible."""

    buono = models.ForeignKey(Buono, on_delete=models.PROTECT, related_name="utilizzi")
    esercizio = models.ForeignKey(Esercizio, on_delete=models.PROTECT, related_name="utilizzi")
    importo = models.DecimalField("importo", max_digits=9, decimal_places=2)
    scontrino = models.CharField("numero dello scontrino", max_length=40)
    chiave = models.UUIDField("chiave", unique=True)
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    registrato_il = models.DateTimeField("registrato il", auto_now_add=True)
    annullato_il = models.DateTimeField("annullato il", null=True, blank=True)
    annullato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    motivo = models.CharField("perché è annullato", max_length=200, blank=True)
    rendiconto = models.ForeignKey(
        RendicontoEsercizio, on_delete=models.PROTECT, null=True, blank=True, related_name="utilizzi"
    )
    history = Storico()

    class Meta:
        verbose_name = "utilizzo di un buono"
        verbose_name_plural = "utilizzi dei buoni"
        ordering = ["-registrato_il", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(importo__gt=0),
                name="utilizzo_importo_positivo",
                violation_error_message="Scrivi un importo maggiore di zero.",
            ),
            models.CheckConstraint(
                condition=Q(annullato_il__isnull=True) | Q(annullato_da__isnull=False) & ~Q(motivo=""),
                name="utilizzo_annullato_con_motivo",
                violation_error_message="Scrivi perché la spesa è annullata.",
            ),
            models.UniqueConstraint(
                fields=["esercizio", "buono", "scontrino"],
                condition=Q(annullato_il__isnull=True),
                name="uno_scontrino_una_volta_sola",
                violation_error_message="Questo scontrino è già registrato su questo buono.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.importo} da {self.esercizio}"
