"""The AdI case of a household, its members' duties, assignment, benefit periods, deadlines."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Reverse

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.transizione import TransizioneAstratta
from adi_platform.base_models.versione import ConVersione
from adi_platform.organizzazione.models import Ambito, Comune, Utente
from cases.enums import (
    Obbligo,
    Percorso,
    StatoBeneficio,
    StatoCaso,
    TipoCaso,
    TipoPeriodo,
    TipoVariazione,
)
from cases.models.nucleo import Nucleo
from cases.models.persona import Persona
from cases.querysets import CasoQuerySet


class CasoAdi(ConTempi, ConVersione):
    """A household followed by the social service: after an INPS application, or straight from the counter.

    `tipo` says which: only an AdI case has a number of application, a PAD, periods and the clocks that go
    with them. `data_pad`: day the household signed the patto di attivazione digitale. `data_trasmissione`:
    day the application reached the Comune (start of the 120 days for applications up to 29/02/2024).
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="casi")
    comune = models.ForeignKey(Comune, on_delete=models.PROTECT, null=True, blank=True, related_name="casi")
    nucleo = models.ForeignKey(Nucleo, on_delete=models.PROTECT, related_name="casi")
    tipo = models.CharField("da dove arriva", max_length=10, choices=TipoCaso, default=TipoCaso.ADI)
    numero_domanda = models.CharField("numero della domanda INPS", max_length=40, blank=True)
    data_domanda = models.DateField("data della domanda", null=True, blank=True)
    data_accoglimento = models.DateField("data di accoglimento", null=True, blank=True)
    data_pad = models.DateField("PAD del nucleo sottoscritto il", null=True, blank=True)
    pad_da_confermare = models.BooleanField("data del PAD da confermare", default=False)
    data_trasmissione = models.DateField("trasmessa al Comune il", null=True, blank=True)
    stato = models.CharField("stato", max_length=24, choices=StatoCaso, default=StatoCaso.RICEVUTO)
    stato_beneficio = models.CharField(
        "beneficio", max_length=16, choices=StatoBeneficio, default=StatoBeneficio.IN_LAVORAZIONE
    )
    case_manager = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="casi_seguiti"
    )
    patto_sottoscritto_il = models.DateField("Patto sottoscritto il", null=True, blank=True)
    escluso_monitoraggio = models.BooleanField("escluso dalla verifica dei 90 giorni", default=False)
    motivo_escluso_monitoraggio = models.CharField("perché è escluso", max_length=300, blank=True)
    note_elenco = models.TextField("note scritte nell'elenco", blank=True)
    history = Storico()

    objects = CasoQuerySet.as_manager()

    class Meta:
        verbose_name = "caso AdI"
        verbose_name_plural = "casi AdI"
        ordering = ["-data_pad", "pk"]
        indexes = [
            models.Index(fields=["ambito", "comune", "stato"], name="caso_luogo_stato"),
            models.Index(fields=["case_manager", "stato"], name="caso_operatore_stato"),
            # People say the last digits of the application: they are looked up from the end.
            models.Index(
                OpClass(Reverse("numero_domanda"), name="text_pattern_ops"), name="caso_domanda_dalla_fine"
            ),
            models.Index(
                F("data_pad").desc(nulls_last=True),
                "id",
                condition=~Q(stato__in=["chiuso", "trasferito"]),
                name="caso_aperto_pad",
            ),
            models.Index(
                fields=["ambito", "id"],
                condition=Q(case_manager__isnull=True) & ~Q(stato__in=["chiuso", "trasferito"]),
                name="caso_da_assegnare",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "numero_domanda"],
                condition=Q(tipo="adi"),
                name="caso_domanda_unica_nell_ambito",
                violation_error_message="C'è già un caso con questo numero di domanda.",
            ),
            models.UniqueConstraint(
                fields=["nucleo"],
                condition=Q(tipo="sportello") & ~Q(stato__in=["chiuso", "trasferito"]),
                name="una_sola_presa_in_carico_aperta",
                violation_error_message="Questo nucleo è già in carico dallo sportello: apri quel caso.",
            ),
            models.CheckConstraint(
                condition=Q(tipo="adi") & ~Q(numero_domanda="")
                | Q(
                    tipo="sportello",
                    numero_domanda="",
                    data_pad__isnull=True,
                    data_trasmissione__isnull=True,
                    data_accoglimento__isnull=True,
                ),
                name="caso_adi_con_domanda_sportello_senza",
                violation_error_message="Un caso AdI ha il numero della domanda INPS, una presa in carico no.",
            ),
            models.CheckConstraint(
                condition=Q(stato="ricevuto")
                | Q(stato__in=["chiuso", "trasferito"])
                | Q(case_manager__isnull=False),
                name="caso_avviato_con_case_manager",
                violation_error_message="Prima di proseguire assegna il caso a un case manager.",
            ),
            models.CheckConstraint(
                condition=Q(escluso_monitoraggio=False) | ~Q(motivo_escluso_monitoraggio=""),
                name="caso_escluso_con_motivo",
                violation_error_message="Scrivi perché il nucleo è escluso dalla verifica.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nucleo} - {self.numero_domanda or self.get_tipo_display()}"

    @property
    def adi(self) -> bool:
        return self.tipo == TipoCaso.ADI

    @property
    def provenienza(self) -> str:
        """`domanda INPS-ADI-2026-900001`, or that the household came to the counter."""
        return f"domanda {self.numero_domanda}" if self.adi else "presa in carico dallo sportello"


class TransizioneCaso(TransizioneAstratta):
    oggetto = models.ForeignKey(CasoAdi, on_delete=models.CASCADE, related_name="transizioni")

    class Meta(TransizioneAstratta.Meta):
        verbose_name = "passaggio di stato del caso"
        verbose_name_plural = "passaggi di stato del caso"

    def __str__(self) -> str:
        return f"{self.da_stato} → {self.a_stato}"


class PeriodoBeneficio(ConTempi):
    """First 18 months or a renewal; the numbers come from `norme` by date and are stored as used."""

    caso = models.ForeignKey(CasoAdi, on_delete=models.CASCADE, related_name="periodi")
    tipo = models.CharField("tipo", max_length=10, choices=TipoPeriodo)
    numero = models.PositiveSmallIntegerField("numero", default=1)
    numero_domanda = models.CharField("numero della domanda", max_length=40, blank=True)
    data_domanda = models.DateField("data della domanda", null=True, blank=True)
    data_pad = models.DateField("data del PAD", null=True, blank=True)
    primo_mese = models.DateField("primo mese", help_text="Primo giorno del mese.")
    ultimo_mese = models.DateField("ultimo mese", help_text="Primo giorno del mese.")
    parametri = models.JSONField("valori di legge usati", default=dict)
    history = Storico()

    class Meta:
        verbose_name = "periodo di beneficio"
        verbose_name_plural = "periodi di beneficio"
        ordering = ["caso", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["caso", "numero"], name="periodo_numero_unico"),
            models.CheckConstraint(
                condition=Q(ultimo_mese__gte=F("primo_mese")), name="periodo_finisce_dopo_l_inizio"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} dal {self.primo_mese:%m/%Y}"


class ComponenteCaso(ConTempi, ConVersione):
    """A member of the household in the case: duties, exclusion with proof and expiry, path 1-4."""

    caso = models.ForeignKey(CasoAdi, on_delete=models.CASCADE, related_name="componenti")
    persona = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="componenti_caso")
    richiedente = models.BooleanField("richiedente", default=False)
    obbligo = models.CharField("obblighi", max_length=12, choices=Obbligo, default=Obbligo.DA_DEFINIRE)
    motivo_esonero = models.CharField("motivo dell'esclusione", max_length=20, blank=True)
    motivo_esonero_testo = models.CharField("motivo, come scritto nel file", max_length=160, blank=True)
    esonero_dal = models.DateField("esclusione dal", null=True, blank=True)
    esonero_scade_il = models.DateField("esclusione fino al", null=True, blank=True)
    prova = models.CharField("prova dell'esclusione", max_length=200, blank=True)
    prova_entro = models.DateField("prova da ricevere entro il", null=True, blank=True)
    accertato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    percorso = models.PositiveSmallIntegerField("percorso", choices=Percorso, null=True, blank=True)
    attivabile_lavoro = models.BooleanField("attivabile al lavoro", null=True, blank=True)
    pad_individuale_il = models.DateField("PAD individuale il", null=True, blank=True)
    inviato_cpi_il = models.DateField("inviato al CPI il", null=True, blank=True)
    psp_il = models.DateField("Patto di servizio il", null=True, blank=True)
    adesione_dal = models.DateField("adesione volontaria dal", null=True, blank=True)
    uscito_il = models.DateField("uscito dal nucleo il", null=True, blank=True)
    history = Storico()

    class Meta:
        verbose_name = "componente del caso"
        verbose_name_plural = "componenti del caso"
        ordering = ["caso", "-richiedente", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["caso", "persona"], name="componente_unico_nel_caso"),
            models.CheckConstraint(
                condition=~Q(obbligo="escluso") | ~Q(motivo_esonero="") | ~Q(motivo_esonero_testo=""),
                name="componente_escluso_con_motivo",
                violation_error_message="Scegli il motivo dell'esclusione dagli obblighi.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.persona)


class VariazioneObblighi(models.Model):
    """One dated change in the duties of a member: who, since when, why. Never edited."""

    componente = models.ForeignKey(ComponenteCaso, on_delete=models.CASCADE, related_name="variazioni")
    tipo = models.CharField("che cosa cambia", max_length=12, choices=TipoVariazione)
    dal = models.DateField("dal")
    nota = models.CharField("nota", max_length=300, blank=True)
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    registrata_il = models.DateTimeField("registrata il", auto_now_add=True)

    class Meta:
        verbose_name = "variazione degli obblighi"
        verbose_name_plural = "variazioni degli obblighi"
        ordering = ["dal", "pk"]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} dal {self.dal:%d/%m/%Y}"


class AssegnazioneCaso(ConTempi):
    """Who followed the case and when: hand-overs keep their dates and reason. `al` is the last day."""

    caso = models.ForeignKey(CasoAdi, on_delete=models.CASCADE, related_name="assegnazioni")
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="assegnazioni")
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)
    motivo = models.CharField("motivo", max_length=200, blank=True)

    class Meta:
        verbose_name = "assegnazione del caso"
        verbose_name_plural = "assegnazioni del caso"
        ordering = ["caso", "dal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["caso"], condition=Q(al__isnull=True), name="una_sola_assegnazione_aperta"
            )
        ]

    def __str__(self) -> str:
        return f"{self.operatore} dal {self.dal:%d/%m/%Y}"
