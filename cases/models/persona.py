"""The registry of people."""

from typing import Any

from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from adi_platform.organizzazione.models import Ambito, Comune
from adi_platform.ricerca.dizionario import impara
from adi_platform.ricerca.recapiti import forma_di_confronto
from adi_platform.ricerca.testo import normalizza
from cases.enums import Sesso, TipoCodice, TipoRecapito
from cases.querysets_anagrafe import PersonaQuerySet

LUNGHEZZA_NOME = 80


class Persona(ConTempi, ConVersione):
    """A person known to the services of one Ambito.

    `cognome_norm` and `nome_norm` are written at each save (no accents, apostrophes, case) and used to
    search and to sort; the same save teaches the names to the dictionary of the Ambito.
    When `protetta` is true the address and contacts live only in RecapitoProtetto: the plain columns
    stay empty and pages say "domicilio protetto".
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="persone")
    cognome = models.CharField("cognome", max_length=LUNGHEZZA_NOME)
    nome = models.CharField("nome", max_length=LUNGHEZZA_NOME)
    # Collation "C": a prefix search uses the plain btree, whatever the language of the database.
    cognome_norm = models.CharField(max_length=LUNGHEZZA_NOME, editable=False, db_collation="C")
    nome_norm = models.CharField(max_length=LUNGHEZZA_NOME, editable=False, db_collation="C")
    sesso = models.CharField("sesso", max_length=1, choices=Sesso, blank=True)
    data_nascita = models.DateField("data di nascita", null=True, blank=True)
    luogo_nascita = models.CharField("luogo di nascita", max_length=120, blank=True)
    cittadinanza = models.CharField("cittadinanza", max_length=80, blank=True)
    titolo_soggiorno = models.CharField("titolo di soggiorno", max_length=120, blank=True)
    scadenza_titolo = models.DateField("scadenza del titolo", null=True, blank=True)
    tipo_codice = models.CharField(
        "tipo di codice", max_length=12, choices=TipoCodice, default=TipoCodice.CODICE_FISCALE
    )
    codice = models.CharField("codice", max_length=16, blank=True)
    codice_scade_il = models.DateField("scadenza del codice", null=True, blank=True)
    motivo_senza_codice = models.CharField("perché non ha un codice", max_length=200, blank=True)
    comune_residenza = models.ForeignKey(
        Comune, on_delete=models.PROTECT, null=True, blank=True, related_name="residenti"
    )
    residenza_altrove = models.CharField("residenza fuori Ambito", max_length=120, blank=True)
    indirizzo = models.CharField("indirizzo", max_length=200, blank=True)
    protetta = models.BooleanField("domicilio protetto", default=False)
    history = Storico(excluded_fields=["cognome_norm", "nome_norm"])

    objects = PersonaQuerySet.as_manager()

    class Meta:
        verbose_name = "persona"
        verbose_name_plural = "persone"
        ordering = ["cognome_norm", "nome_norm", "pk"]
        indexes = [
            # The search reads these two indexes alone, never the rows of the table.
            models.Index(
                fields=["ambito", "cognome_norm", "nome_norm"],
                include=["id", "data_nascita"],
                name="persona_cognome_nome",
            ),
            models.Index(
                fields=["ambito", "nome_norm", "cognome_norm"],
                include=["id", "data_nascita"],
                name="persona_nome_cognome",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "codice"],
                condition=~Q(codice=""),
                name="persona_codice_unico_nell_ambito",
                violation_error_message="In anagrafe c'è già una persona con questo codice.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(tipo_codice="privo", codice="") & ~Q(motivo_senza_codice="")
                    | ~Q(tipo_codice="privo") & ~Q(codice="")
                ),
                name="persona_codice_o_motivo",
                violation_error_message="Scrivi il codice, oppure perché la persona non lo ha.",
            ),
            models.CheckConstraint(
                condition=Q(protetta=False) | Q(indirizzo="", residenza_altrove=""),
                name="persona_protetta_senza_indirizzo_in_chiaro",
                violation_error_message="L'indirizzo protetto si scrive solo nella parte riservata.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cognome} {self.nome}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the forms used to search, and teach them to the dictionary when they are new."""
        prima = (self.cognome_norm, self.nome_norm)
        self.cognome_norm = normalizza(self.cognome)[:LUNGHEZZA_NOME]
        self.nome_norm = normalizza(self.nome)[:LUNGHEZZA_NOME]
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "cognome_norm", "nome_norm"}
        super().save(*args, **kwargs)
        if prima != (self.cognome_norm, self.nome_norm):
            impara(ambito_id=self.ambito_id, cognomi=[self.cognome_norm], nomi=[self.nome_norm])


class Recapito(ConTempi):
    """A phone number or address of a person who is not protected. `valore_norm`: only digits for phones."""

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="recapiti")
    tipo = models.CharField("tipo", max_length=10, choices=TipoRecapito)
    valore = models.CharField("recapito", max_length=160)
    valore_norm = models.CharField(max_length=160, db_index=True, editable=False)
    nota = models.CharField("nota", max_length=160, blank=True)

    class Meta:
        verbose_name = "recapito"
        verbose_name_plural = "recapiti"
        ordering = ["tipo", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["persona", "tipo", "valore_norm"], name="recapito_non_ripetuto")
        ]

    def __str__(self) -> str:
        return self.valore

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.valore_norm = forma_di_confronto(self.valore, telefono=self.tipo == TipoRecapito.TELEFONO)
        super().save(*args, **kwargs)


class RecapitoProtetto(models.Model):
    """Address and contacts of a protected person, encrypted; opened only on a logged request."""

    persona = models.OneToOneField(Persona, on_delete=models.CASCADE, related_name="recapito_protetto")
    cifrato = models.BinaryField("contenuto cifrato")
    chiave = models.CharField("identificativo della chiave", max_length=20)
    aggiornato_il = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "recapito protetto"
        verbose_name_plural = "recapiti protetti"

    def __str__(self) -> str:
        return "domicilio protetto"
