"""Documents: made by the house from frozen content, or uploaded by the office. Never changed once ready."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from adi_platform.documenti.codici import nuovo_codice
from adi_platform.documenti.enums import StatoDocumento, TipoFile
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.outbox.models import Lavoro


class Documento(models.Model):
    """One file of the archive, with the content it was made from.

    `contenuto` is frozen at the request (letterhead included): the same request gives the same document
    whenever it is rendered. `impronta_contenuto` is printed on the pages; `sha256` is that of the file.
    `oggetto_tipo` names the access rule (see `documenti.accesso`); the ids are plain, upper floors own them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="documenti")
    tipo = models.CharField("tipo", max_length=80)
    titolo = models.CharField("titolo", max_length=200)
    oggetto_tipo = models.CharField("riguarda", max_length=80, blank=True)
    oggetto_id = models.BigIntegerField("identificativo di ciò che riguarda", null=True, blank=True)
    caso_id = models.BigIntegerField("caso", null=True, blank=True, db_index=True)
    chiave = models.CharField("chiave della richiesta", max_length=200, unique=True)
    codice = models.CharField("codice di verifica", max_length=19, unique=True, default=nuovo_codice)
    caricato = models.BooleanField("caricato dall'ufficio", default=False)
    attestazione = models.TextField("attestazione di conformità", blank=True)
    contenuto = models.JSONField("contenuto congelato", default=dict)
    versione_modello = models.CharField("versione del modello", max_length=40, blank=True)
    impronta_contenuto = models.CharField("impronta del contenuto", max_length=64, blank=True)
    lavoro = models.ForeignKey(
        Lavoro, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lavoro"
    )
    stato = models.CharField("stato", max_length=12, choices=StatoDocumento, default=StatoDocumento.RICHIESTO)
    errore = models.CharField("perché non è riuscito", max_length=300, blank=True)
    percorso = models.CharField("posizione nell'archivio", max_length=120, blank=True)
    nome_file = models.CharField("nome del file", max_length=120, blank=True)
    tipo_file = models.CharField("formato", max_length=20, choices=TipoFile, default=TipoFile.PDF)
    dimensione = models.PositiveIntegerField("dimensione in byte", default=0)
    pagine = models.PositiveIntegerField("pagine", null=True, blank=True)
    sha256 = models.CharField("impronta SHA-256 del file", max_length=64, blank=True, db_index=True)
    creato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, related_name="documenti_creati", verbose_name="creato da"
    )
    creato_il = models.DateTimeField("creato il", auto_now_add=True)
    pronto_il = models.DateTimeField("pronto il", null=True, blank=True)

    class Meta:
        verbose_name = "documento"
        verbose_name_plural = "documenti"
        ordering = ["-creato_il", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stato=StatoDocumento.PRONTO)
                | (~Q(percorso="") & Q(sha256__regex=r"^[0-9a-f]{64}$") & Q(pronto_il__isnull=False)),
                name="documento_pronto_ha_file_e_impronta",
                violation_error_message="Un documento pronto ha un file, la sua impronta e la data.",
            ),
        ]

    def __str__(self) -> str:
        return self.titolo

    @property
    def pronto(self) -> bool:
        return self.stato == StatoDocumento.PRONTO

    @property
    def impronta(self) -> str:
        """The one that people see: printed on the pages, or of the file when the office uploaded it."""
        return self.sha256 if self.caricato else self.impronta_contenuto

    def dati(self) -> dict[str, Any]:
        """The context that the caller froze, without the letterhead."""
        dati: dict[str, Any] = self.contenuto.get("dati", {})
        return dati
