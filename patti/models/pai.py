"""What a PAI says besides objectives and commitments: the need, the support proposed, the relatives bound."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from patti.enums import EsitoParente, LetteraBisogno, ModoSostegno, Rapporto
from patti.models.patto import Patto


class ContenutoPai(ConTempi, ConVersione):
    """The part of a PAI that art. 7 of the regulation asks for; frozen together with its version.

    `misura` is the code of the measure of the local regulation and `misura_nome` its name as printed: the
    measures live on the floor above. `importo` is in euro, monthly when `mesi` is given. How often and how
    it is checked are on the Patto, for both kinds.
    """

    patto = models.OneToOneField(Patto, on_delete=models.CASCADE, related_name="pai")
    valutazione = models.TextField("valutazione preliminare", blank=True)
    lettere = ArrayField(
        models.CharField(max_length=1, choices=LetteraBisogno),
        verbose_name="stato di bisogno",
        default=list,
        blank=True,
    )
    bisogno = models.TextField("la situazione di bisogno", blank=True)
    misura = models.SlugField("misura proposta", max_length=60, blank=True)
    misura_nome = models.CharField("nome della misura", max_length=200, blank=True)
    importo = models.DecimalField("importo", max_digits=9, decimal_places=2, null=True, blank=True)
    mesi = models.PositiveSmallIntegerField("per quanti mesi", null=True, blank=True)
    modo = models.CharField("come si eroga", max_length=16, choices=ModoSostegno, blank=True)
    informato_il = models.DateField("chi chiede è informato degli alimenti il", null=True, blank=True)
    parenti_necessari = models.BooleanField("serve coinvolgere i parenti tenuti agli alimenti", default=False)
    perche_parenti = models.TextField("perché serve, o perché no", blank=True)
    history = Storico()

    class Meta:
        verbose_name = "contenuto del PAI"
        verbose_name_plural = "contenuti del PAI"
        constraints = [
            models.CheckConstraint(
                condition=Q(importo__isnull=True) | Q(importo__gt=0),
                name="pai_importo_positivo",
                violation_error_message="Scrivi un importo maggiore di zero.",
            ),
        ]

    def __str__(self) -> str:
        return f"Contenuto del {self.patto}"

    @property
    def bisogni(self) -> list[str]:
        """The letters of art. 4 in words."""
        return [LetteraBisogno(lettera).label for lettera in sorted(self.lettere)]


class ParenteTenuto(ConTempi, ConVersione):
    """A relative bound to maintenance (c.c. 433-448): heard, or why not. `il`: day of the talk or of the no.

    What a refusal of the applicant leads to is a setting (reading A18): the program shows it, nothing else.
    """

    patto = models.ForeignKey(Patto, on_delete=models.CASCADE, related_name="parenti")
    identita = models.UUIDField("identità", default=uuid.uuid4, editable=False)
    ordine = models.PositiveSmallIntegerField("ordine", default=0)
    nome = models.CharField("nome e cognome", max_length=120)
    rapporto = models.CharField("rapporto con chi chiede", max_length=12, choices=Rapporto)
    esito = models.CharField(
        "è stato sentito?", max_length=16, choices=EsitoParente, default=EsitoParente.DA_SENTIRE
    )
    il = models.DateField("quando", null=True, blank=True)
    nota = models.TextField("che cosa può fare, o perché no", blank=True)
    history = Storico()

    class Meta:
        verbose_name = "parente tenuto agli alimenti"
        verbose_name_plural = "parenti tenuti agli alimenti"
        ordering = ["patto", "ordine", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["patto", "identita"], name="parente_identita_unica"),
            models.CheckConstraint(
                condition=Q(esito="da_sentire") | Q(il__isnull=False),
                name="parente_sentito_con_data",
                violation_error_message="Scrivi quando.",
            ),
        ]

    def __str__(self) -> str:
        return self.testo

    @property
    def testo(self) -> str:
        return f"{self.nome}, {self.get_rapporto_display().lower()}: {self.get_esito_display().lower()}"
