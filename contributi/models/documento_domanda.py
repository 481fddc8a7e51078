"""The papers that the measure asks for a request, one row each."""

import datetime

from django.db import models
from django.db.models import Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.documenti.models import Documento
from contributi.enums import StatoDocumento
from contributi.models.richiesta import Richiesta


class DocumentoDomanda(ConTempi):
    """One paper due: `codice` of the catalogue, `articolo` of the measure that asks it, the file if it came.

    `presso` says which office already holds it (L. 241/1990 art. 18): then nobody asks it to the person.
    `scade_il` is its last useful day; past it an identity paper still serves from `dati_invariati_il`, the day on
    which the person declared that its data have not changed (D.P.R. 445/2000 art. 45 c. 3).
    """

    richiesta = models.ForeignKey(Richiesta, on_delete=models.CASCADE, related_name="documenti")
    codice = models.CharField("documento", max_length=20)
    nome = models.CharField("nome", max_length=160)
    articolo = models.CharField("perché serve", max_length=160, blank=True)
    fase = models.CharField("serve per", max_length=12, blank=True)
    stato = models.CharField(
        "stato",
        max_length=12,
        choices=StatoDocumento,
        default=StatoDocumento.MANCANTE,
    )
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    scade_il = models.DateField("vale fino al", null=True, blank=True)
    dati_invariati_il = models.DateField("dati dichiarati invariati il", null=True, blank=True)
    presso = models.CharField("quale ufficio lo ha", max_length=160, blank=True)
    ricevuto_il = models.DateField("ricevuto il", null=True, blank=True)

    class Meta:
        verbose_name = "documento della domanda"
        verbose_name_plural = "documenti della domanda"
        ordering = ["richiesta", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["richiesta", "codice"], name="documento_unico_nella_domanda"),
            models.CheckConstraint(
                condition=~Q(stato="scaduto"), name="documento_scaduto_si_legge_dalla_data"
            ),
            models.CheckConstraint(
                condition=~Q(stato="presente") | Q(documento__isnull=False),
                name="documento_presente_con_file",
                violation_error_message="Carica il file.",
            ),
            models.CheckConstraint(
                condition=~Q(stato="non_dovuto") | ~Q(presso=""),
                name="documento_non_dovuto_con_ufficio",
                violation_error_message="Scrivi quale ufficio lo ha già.",
            ),
        ]

    def __str__(self) -> str:
        return self.nome

    def stato_al(self, giorno: datetime.date) -> StatoDocumento:
        scaduto = self.scade_il is not None and self.scade_il < giorno
        if self.stato == StatoDocumento.PRESENTE and scaduto and self.dati_invariati_il is None:
            return StatoDocumento.SCADUTO
        return StatoDocumento(self.stato)
