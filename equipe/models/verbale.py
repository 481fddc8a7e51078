"""The minutes of a meeting of the team: text with its version, then file and number of the register, each once."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Utente
from adi_platform.repertorio.models import Registrazione
from equipe.models.incontro import IncontroEquipe


class VerbaleEquipe(ConTempi, ConVersione):
    """`testo` is what was said. The partners read `estratto` alone: without the reserved decisions and, with
    `riservato`, without the text. `copia_ritirata`: made when no decision was reserved, it opens no more.

    The number of the register arrives when all the files are ready.
    """

    incontro = models.OneToOneField(IncontroEquipe, on_delete=models.PROTECT, related_name="verbale")
    testo = models.TextField("che cosa si è detto")
    riservato = models.BooleanField("discussione riservata al servizio sociale", default=True)
    approvato_il = models.DateTimeField("approvato il", null=True, blank=True)
    approvato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="approvato da"
    )
    documento = models.OneToOneField(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    estratto = models.OneToOneField(
        Documento,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="copia per gli altri enti",
    )
    registrazione = models.OneToOneField(
        Registrazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    trasmesso_il = models.DateTimeField("trasmesso il", null=True, blank=True)
    copia_ritirata = models.BooleanField("copia per gli altri enti ritirata", default=False)
    history = Storico()

    class Meta:
        verbose_name = "verbale d'équipe"
        verbose_name_plural = "verbali d'équipe"
        ordering = ["-incontro__riunione__inizio", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approvato_il__isnull=True, documento__isnull=True)
                | Q(approvato_il__isnull=False, approvato_da__isnull=False, documento__isnull=False),
                name="verbale_equipe_approvato_ha_il_suo_documento",
                violation_error_message="Un verbale approvato ha chi lo ha approvato e il suo documento.",
            ),
            models.CheckConstraint(
                condition=Q(registrazione__isnull=True) | Q(approvato_il__isnull=False),
                name="verbale_equipe_registrato_dopo_l_approvazione",
                violation_error_message="Un verbale si registra dopo l'approvazione.",
            ),
        ]

    def __str__(self) -> str:
        return f"Verbale, {str(self.incontro.riunione).lower()}"

    @property
    def per_i_partner(self) -> Documento | None:
        """The file that a partner may open; one whole for all was given until every decision had its readers."""
        if self.copia_ritirata:
            return None
        return self.estratto or (None if self.riservato else self.documento)
