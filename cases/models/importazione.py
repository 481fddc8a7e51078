"""Import of household lists: the raw file, the mapping, the rows and their fate."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ambito, Comune, Utente
from adi_platform.outbox.models import Lavoro
from cases.enums import EffettoRiga, EsitoRiga, StatoImportazione, TipoISEE, TipoScarto
from cases.models.caso import CasoAdi
from cases.models.persona import Persona


def posto_del_file(_importazione: models.Model, _nome: str) -> str:
    """A random name: nothing that a person typed ends up in a path."""
    return f"importazioni/{uuid.uuid4().hex}"


class MappaturaElenco(ConTempi):
    """Which column means what, saved per Ambito and found again by the fingerprint of the headings."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="mappature_elenco")
    impronta = models.CharField("impronta delle intestazioni", max_length=64)
    colonne = models.JSONField("colonna per colonna")
    tipo_isee = models.CharField("tipo di ISEE", max_length=40, choices=TipoISEE, blank=True)

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
    """One file brought in. The raw file is kept as it came until its time is over; its hash for ever.

    `tipo_isee` is what the list carries where its rows do not say it; empty in lists of before it was asked.
    `lavoro` is the job under way (reading, then applying); `giro` makes the key of each attempt its own.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="importazioni")
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="importazioni")
    nome_file = models.CharField("nome del file", max_length=200)
    file = models.FileField("file originale", upload_to=posto_del_file)
    sha256 = models.CharField("impronta del file", max_length=64)
    formato = models.JSONField("formato riconosciuto", default=dict)
    colonne = models.JSONField("colonna per colonna", default=list)
    data_estrazione = models.DateField("data dell'estrazione")
    tipo_isee = models.CharField("tipo di ISEE dell'elenco", max_length=40, choices=TipoISEE, blank=True)
    stato = models.CharField(
        "stato", max_length=12, choices=StatoImportazione, default=StatoImportazione.CARICATA
    )
    conteggi = models.JSONField("conteggi", default=dict)
    errore = models.TextField("errore", blank=True)
    lavoro = models.ForeignKey(
        Lavoro,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="lavoro in corso",
    )
    giro = models.PositiveSmallIntegerField("giro", default=0)
    conclusa_il = models.DateTimeField("conclusa il", null=True, blank=True)
    file_eliminato_il = models.DateTimeField("file originale eliminato il", null=True, blank=True)

    class Meta:
        verbose_name = "importazione"
        verbose_name_plural = "importazioni"
        ordering = ["-creato_il"]
        indexes = [models.Index(fields=["ambito", "sha256"], name="importazione_stesso_file")]

    def __str__(self) -> str:
        return self.nome_file

    @property
    def numeri(self) -> dict[str, int]:
        """The counts, with a zero for what has not been counted yet."""
        nomi = ("righe", "nuclei", "nuclei_presenti", "nuclei_diversi", "con_differenze", *EsitoRiga.values)
        contati = {**dict.fromkeys(nomi, 0), **self.conteggi}
        return contati | {
            "nuclei_nuovi": contati["nuclei"] - contati["nuclei_presenti"],
            "nuclei_uguali": contati["nuclei_presenti"] - contati["nuclei_diversi"],
        }


class RigaImportazione(models.Model):
    """One row of the file: what was written, what was understood, what is wrong, what was corrected.

    `grezzi` are the cells by position; `correzioni` the cells that the operator wrote again, by position;
    `valori` what was understood; `motivi` the reasons with the field they are about; `ripete` the row that
    this one repeats; `scelte` what the operator decided on conflicts and differences.
    """

    importazione = models.ForeignKey(Importazione, on_delete=models.CASCADE, related_name="righe")
    numero = models.PositiveIntegerField("numero di riga")
    grezzi = models.JSONField("valori nel file", default=list)
    correzioni = models.JSONField("correzioni dell'operatore", default=dict)
    valori = models.JSONField("valori letti", default=dict)
    domanda = models.CharField("numero di domanda", max_length=40, blank=True)
    codici = ArrayField(models.CharField(max_length=16), verbose_name="codici delle persone", default=list)
    esito = models.CharField("esito", max_length=14, choices=EsitoRiga, blank=True)
    motivi = models.JSONField("motivi", default=list)
    ripete = models.PositiveIntegerField("ripete la riga", null=True)
    differenze = models.JSONField("differenze con l'archivio", default=list)
    scelte = models.JSONField("scelte dell'operatore", default=dict)
    comune_archivio = models.ForeignKey(
        Comune,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="Comune del caso in archivio",
    )
    effetto = models.CharField("effetto", max_length=12, choices=EffettoRiga, blank=True)
    nota_effetto = models.TextField("che cosa è stato fatto", blank=True)
    importata_il = models.DateTimeField("importata il", null=True)
    caso = models.ForeignKey(CasoAdi, on_delete=models.SET_NULL, null=True, related_name="righe_elenco")

    class Meta:
        verbose_name = "riga di un'importazione"
        verbose_name_plural = "righe di un'importazione"
        ordering = ["importazione", "numero"]
        indexes = [
            models.Index(fields=["importazione", "esito"], name="riga_importazione_esito"),
            models.Index(fields=["importazione", "domanda"], name="riga_importazione_domanda"),
        ]
        constraints = [models.UniqueConstraint(fields=["importazione", "numero"], name="riga_unica_nel_file")]

    def __str__(self) -> str:
        return f"Riga {self.numero}"


class ScartoElenco(models.Model):
    """What was deleted because its time was over: proof without the data.

    `posto_del_file` is the file still to delete, written before the rows go: empty once it is gone.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="scarti_elenco")
    che_cosa = models.CharField("che cosa", max_length=12, choices=TipoScarto)
    elenco = models.PositiveBigIntegerField("numero dell'elenco")
    sha256 = models.CharField("impronta del file", max_length=64)
    righe = models.PositiveIntegerField("righe eliminate", default=0)
    caricato_il = models.DateTimeField("caricato il")
    caricato_da = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    riferimento = models.CharField("in base a", max_length=300)
    posto_del_file = models.CharField(max_length=200, blank=True)
    deciso_il = models.DateTimeField("deciso il", auto_now_add=True)
    eseguito_il = models.DateTimeField("eseguito il", null=True, blank=True)

    class Meta:
        verbose_name = "scarto di un elenco"
        verbose_name_plural = "scarti di elenchi"
        ordering = ["-deciso_il", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["elenco", "che_cosa"], name="scarto_unico_per_elenco"),
            models.CheckConstraint(
                condition=models.Q(eseguito_il__isnull=True) | models.Q(posto_del_file=""),
                name="scarto_eseguito_senza_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_che_cosa_display()} n. {self.elenco}"


class RecapitoRicevuto(models.Model):
    """Address and contacts of a protected person as a list wrote them: encrypted, read by the few allowed.

    It stands beside the protected address and never takes its place by itself.
    """

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="recapiti_ricevuti")
    importazione = models.ForeignKey(Importazione, on_delete=models.CASCADE, related_name="recapiti_ricevuti")
    cifrato = models.BinaryField("contenuto cifrato")
    chiave = models.CharField("identificativo della chiave", max_length=20)
    ricevuto_il = models.DateTimeField("ricevuto il", auto_now=True)

    class Meta:
        verbose_name = "recapito ricevuto da un elenco"
        verbose_name_plural = "recapiti ricevuti da elenchi"
        ordering = ["-ricevuto_il", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["persona", "importazione"], name="recapito_ricevuto_unico")
        ]

    def __str__(self) -> str:
        return "domicilio protetto"
