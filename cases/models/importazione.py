"""Import of household lists: the raw file, the mapping, the rows and their fate."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ambito, Utente
from cases.enums import EsitoRiga, StatoImportazione
from cases.models.caso import CasoAdi


class MappaturaElenco(ConTempi):
    """Which column means what, saved per Ambito and found again by the fingerprint of the headings."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="mappature_elenco")
    impronta = models.CharField("impronta delle intestazioni", max_length=64)
    colonne = models.JSONField("colonna per colonna")

    class Meta:
        verbose_name = "mappatura di un elenco"
        verbose_name_plural = "mappature degli elenchi"
        ordering = ["-aggiornato_il"]
        constraints = [
            models.UniqueConstraint(fields=["ambito", "impronta"], name="mappatura_unica_per_intestazioni")
        ]

    def __str__(self) -> str:
        return f"Mappatura {self.impronta[:8]}"


class Importazione(ConTempi):
    """One file brought in. The raw file and its hash are kept as they came."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="importazioni")
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="importazioni")
    nome_file = models.CharField("nome del file", max_length=200)
    file = models.FileField("file originale", upload_to="importazioni/")
    sha256 = models.CharField("impronta del file", max_length=64)
    formato = models.JSONField("formato riconosciuto", default=dict)
    mappatura = models.JSONField("mappatura usata", default=dict)
    data_estrazione = models.DateField("data dell'estrazione")
    stato = models.CharField(
        "stato", max_length=12, choices=StatoImportazione, default=StatoImportazione.CARICATA
    )
    righe_totali = models.PositiveIntegerField("righe", default=0)
    righe_fatte = models.PositiveIntegerField("righe lavorate", default=0)
    conteggi = models.JSONField("conteggi", default=dict)
    errore = models.TextField("errore", blank=True)
    conclusa_il = models.DateTimeField("conclusa il", null=True, blank=True)

    class Meta:
        verbose_name = "importazione"
        verbose_name_plural = "importazioni"
        ordering = ["-creato_il"]

    def __str__(self) -> str:
        return self.nome_file


class RigaImportazione(models.Model):
    """One row of the file: what was written, what was understood, what is wrong, what was corrected."""

    importazione = models.ForeignKey(Importazione, on_delete=models.CASCADE, related_name="righe")
    numero = models.PositiveIntegerField("numero di riga")
    grezzi = models.JSONField("valori nel file", default=dict)
    correzioni = models.JSONField("correzioni dell'operatore", default=dict)
    valori = models.JSONField("valori letti", default=dict)
    domanda = models.CharField("numero di domanda", max_length=40, blank=True)
    esito = models.CharField("esito", max_length=14, choices=EsitoRiga, blank=True)
    motivi = models.JSONField("motivi", default=list)
    differenze = models.JSONField("differenze con l'archivio", default=list)
    applica_differenze = models.BooleanField("aggiorna l'archivio", null=True)
    importata_il = models.DateTimeField("importata il", null=True)
    caso = models.ForeignKey(CasoAdi, on_delete=models.SET_NULL, null=True, related_name="righe_elenco")

    class Meta:
        verbose_name = "riga di un'importazione"
        verbose_name_plural = "righe di un'importazione"
        ordering = ["importazione", "numero"]
        indexes = [
            models.Index(fields=["importazione", "esito"], name="riga_importazione_esito"),
            models.Index(
                fields=["importazione", "domanda"],
                condition=Q(importata_il__isnull=True),
                name="riga_da_importare",
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["importazione", "numero"], name="riga_unica_nel_file")]

    def __str__(self) -> str:
        return f"Riga {self.numero}"
