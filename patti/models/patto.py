"""The Patto per l'inclusione sociale: one row is one version; a signed version never changes."""

import uuid

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.transizione import TransizioneAstratta
from adi_platform.base_models.versione import ConVersione
from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Utente
from adi_platform.repertorio.models import Registrazione
from cases.models import CasoAdi, ComponenteCaso
from patti.enums import ModoVerifica, StatoPatto, TipoPatto
from patti.querysets import PattoQuerySet


class Patto(ConTempi, ConVersione):
    """One version of the Patto of a household, or of its PAI (`tipo`): a case may have one of each.

    `numero` counts the versions; `identita` is the same in all versions of one Patto. `versione`
    (from ConVersione) is the token that guards the form of the plan, not the number of the version.
    From `condiviso` on the content is read-only, also for the database (trigger).
    """

    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="patti")
    tipo = models.CharField("tipo", max_length=4, choices=TipoPatto, default=TipoPatto.PAIS)
    identita = models.UUIDField("identità", default=uuid.uuid4, editable=False)
    numero = models.PositiveSmallIntegerField("versione del Patto", default=1)
    precedente = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successive"
    )
    motivo_revisione = models.TextField("perché si rivede", blank=True)
    stato = models.CharField("stato", max_length=14, choices=StatoPatto, default=StatoPatto.BOZZA)
    case_manager = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="patti_seguiti", verbose_name="responsabile del caso"
    )
    referente_familiare = models.ForeignKey(
        ComponenteCaso,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="referente della famiglia",
    )
    valido_dal = models.DateField("vale dal", null=True, blank=True)
    valido_al = models.DateField("vale fino al", null=True, blank=True)
    preferenze = models.TextField("che cosa desidera la famiglia", blank=True)
    partecipazione_minori = models.TextField("come partecipano bambini e ragazzi", blank=True)
    progetti_integrati = models.TextField("progetti già attivi compresi nel Patto", blank=True)
    verifica_ogni_giorni = models.PositiveSmallIntegerField("verifica ogni (giorni)", default=90)
    verifica_modalita = models.CharField(
        "come si fa la verifica", max_length=14, choices=ModoVerifica, default=ModoVerifica.SEDE
    )
    verifica_descrizione = models.TextField("chi partecipa e che cosa si guarda", blank=True)
    prima_verifica = models.DateField("prima verifica", null=True, blank=True)
    luogo_firma = models.CharField("luogo della firma", max_length=120, blank=True)
    condiviso_il = models.DateField("condiviso il", null=True, blank=True)
    sottoscritto_il = models.DateField("sottoscritto il", null=True, blank=True)
    impronta_testo = models.CharField("impronta del testo firmato", max_length=64, blank=True)
    chiuso_il = models.DateField("chiuso il", null=True, blank=True)
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    registrazione = models.ForeignKey(
        Registrazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = Storico()

    objects = PattoQuerySet.as_manager()

    class Meta:
        verbose_name = "Patto per l'inclusione sociale"
        verbose_name_plural = "Patti per l'inclusione sociale"
        ordering = ["caso", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["caso", "tipo", "numero"], name="patto_numero_unico_nel_caso"),
            models.UniqueConstraint(
                fields=["caso", "tipo"],
                condition=Q(stato__in=["bozza", "condiviso"]),
                name="un_solo_patto_in_preparazione",
                violation_error_message="C'è già un Patto in preparazione per questo caso.",
            ),
            models.UniqueConstraint(
                fields=["caso", "tipo"],
                condition=Q(stato__in=["sottoscritto", "in_revisione"]),
                name="un_solo_patto_in_vigore",
                violation_error_message="C'è già un Patto in vigore per questo caso.",
            ),
            models.CheckConstraint(
                condition=Q(valido_al__isnull=True)
                | Q(valido_dal__isnull=True)
                | Q(valido_al__gte=F("valido_dal")),
                name="patto_finisce_dopo_l_inizio",
                violation_error_message="Il Patto non può finire prima di iniziare.",
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=["sottoscritto", "in_revisione", "aggiornato", "concluso"])
                | Q(sottoscritto_il__isnull=False) & ~Q(luogo_firma="") & ~Q(impronta_testo=""),
                name="patto_sottoscritto_con_data_luogo_e_impronta",
                violation_error_message="Un Patto sottoscritto ha data, luogo e testo fissati.",
            ),
            models.CheckConstraint(
                condition=~Q(stato__in=["aggiornato", "concluso", "interrotto"]) | Q(chiuso_il__isnull=False),
                name="patto_chiuso_con_data",
                violation_error_message="Indica il giorno in cui il Patto si chiude.",
            ),
            models.CheckConstraint(
                condition=Q(verifica_ogni_giorni__range=(7, 366)),
                name="patto_verifica_da_7_a_366_giorni",
                violation_error_message="La verifica si fa almeno una volta l'anno e non più di una a settimana.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nome} versione {self.numero}"

    @property
    def del_pai(self) -> bool:
        return self.tipo == TipoPatto.PAI

    @property
    def nome(self) -> str:
        """`Patto` or `PAI`: the word of the pages."""
        return "PAI" if self.del_pai else "Patto"

    @property
    def modificabile(self) -> bool:
        return self.stato == StatoPatto.BOZZA


class TransizionePatto(TransizioneAstratta):
    oggetto = models.ForeignKey(Patto, on_delete=models.CASCADE, related_name="transizioni")

    class Meta(TransizioneAstratta.Meta):
        verbose_name = "passaggio di stato del Patto"
        verbose_name_plural = "passaggi di stato del Patto"

    def __str__(self) -> str:
        return f"{self.da_stato} → {self.a_stato}"


class ComponenteEquipePatto(models.Model):
    """The team as it was when the text was shared: a frozen copy, printed in the Patto."""

    patto = models.ForeignKey(Patto, on_delete=models.CASCADE, related_name="componenti_equipe")
    nome = models.CharField("nome", max_length=80)
    cognome = models.CharField("cognome", max_length=80)
    funzione = models.CharField("funzione", max_length=20)
    nome_funzione = models.CharField("nome della funzione", max_length=120)
    ente = models.CharField("ente", max_length=330)
    responsabile = models.BooleanField("responsabile del caso", default=False)

    class Meta:
        verbose_name = "componente dell'équipe nel Patto"
        verbose_name_plural = "componenti dell'équipe nel Patto"
        ordering = ["patto", "-responsabile", "cognome", "nome", "pk"]

    def __str__(self) -> str:
        return f"{self.nome} {self.cognome}"


class NotaEquipe(ConTempi):
    """A suggestion of a member of the team on a Patto; the case manager says what came of it."""

    patto = models.ForeignKey(Patto, on_delete=models.CASCADE, related_name="note_equipe")
    autore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    testo = models.TextField("suggerimento")
    valutata_il = models.DateTimeField("valutato il", null=True, blank=True)
    risposta = models.CharField("che cosa se ne è fatto", max_length=300, blank=True)

    class Meta:
        verbose_name = "suggerimento dell'équipe"
        verbose_name_plural = "suggerimenti dell'équipe"
        ordering = ["-creato_il", "pk"]

    def __str__(self) -> str:
        return f"Suggerimento di {self.autore}"
