"""A request for economic support: it lives inside a PAI and its registration starts the clock."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.transizione import TransizioneAstratta
from adi_platform.base_models.versione import ConVersione
from adi_platform.organizzazione.models import Ambito, Comune, Utente
from adi_platform.repertorio.models import Registrazione
from cases.models import CasoAdi, Persona
from contributi.enums import Corsia, ModoErogazione, StatoRichiesta
from contributi.models.misura import Misura
from contributi.querysets import RichiestaQuerySet
from patti.models import Patto


class Richiesta(ConTempi, ConVersione):
    """What a person asks, for which measure, with which amount and for how many months.

    `data_domanda`: day of the register, from which the term runs (start day excluded). `pai` may be missing
    only in the urgent lane. Amounts are in euro; `importo` is monthly when `mesi` is given, otherwise the
    whole. `fatti` are the facts that the rules read (`contributi.rules`), each with its evidence;
    `scadenza_il` is a copy of the computed end of the term, written by one service only.
    """

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="richieste")
    comune = models.ForeignKey(Comune, on_delete=models.PROTECT, null=True, related_name="richieste")
    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="richieste")
    pai = models.ForeignKey(Patto, on_delete=models.PROTECT, null=True, blank=True, related_name="richieste")
    richiedente = models.ForeignKey(Persona, on_delete=models.PROTECT, related_name="richieste")
    misura = models.ForeignKey(Misura, on_delete=models.PROTECT, related_name="richieste")
    corsia = models.CharField("corsia", max_length=10, choices=Corsia, default=Corsia.ORDINARIA)
    stato = models.CharField("stato", max_length=20, choices=StatoRichiesta, default=StatoRichiesta.BOZZA)
    assistente = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="richieste_seguite", verbose_name="assistente sociale"
    )
    bisogno = models.TextField("a che cosa serve")
    tipo_spesa = models.SlugField("tipo di spesa", max_length=60, blank=True)
    importo = models.DecimalField("importo chiesto", max_digits=9, decimal_places=2)
    mesi = models.PositiveSmallIntegerField("mesi", null=True, blank=True)
    modo = models.CharField("modo di erogazione", max_length=16, choices=ModoErogazione)
    consenso_terzi = models.BooleanField("consenso al pagamento a terzi", default=False)
    rinnovo_di = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="rinnovi"
    )
    fatti = models.JSONField("fatti raccolti", default=dict, blank=True)
    data_domanda = models.DateField("data della domanda", null=True, blank=True)
    registrazione = models.ForeignKey(
        Registrazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    scadenza_il = models.DateField("termine per decidere", null=True, blank=True)
    in_deroga = models.BooleanField("proposta in deroga", default=False)
    motivo_deroga = models.TextField("perché in deroga", blank=True)
    history = Storico()

    objects = RichiestaQuerySet.as_manager()

    class Meta:
        verbose_name = "richiesta di contributo"
        verbose_name_plural = "richieste di contributo"
        ordering = ["-data_domanda", "-pk"]
        indexes = [
            models.Index(fields=["ambito", "stato", "scadenza_il"], name="richiesta_stato_scadenza"),
            models.Index(fields=["caso", "stato"], name="richiesta_del_caso"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stato__in=["bozza", "rinunciata"])
                | Q(data_domanda__isnull=False, registrazione__isnull=False),
                name="richiesta_registrata_con_numero_e_data",
                violation_error_message="Una domanda presentata ha numero e data di registrazione.",
            ),
            models.CheckConstraint(
                condition=Q(importo__gt=0),
                name="richiesta_importo_positivo",
                violation_error_message="Scrivi un importo maggiore di zero.",
            ),
            models.CheckConstraint(
                condition=Q(in_deroga=False) | ~Q(motivo_deroga=""),
                name="richiesta_in_deroga_con_motivo",
                violation_error_message="Scrivi perché si chiede la deroga.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.misura.nome} - {self.richiedente}"


class TransizioneRichiesta(TransizioneAstratta):
    oggetto = models.ForeignKey(Richiesta, on_delete=models.CASCADE, related_name="transizioni")

    class Meta(TransizioneAstratta.Meta):
        verbose_name = "passaggio di stato della richiesta"
        verbose_name_plural = "passaggi di stato della richiesta"

    def __str__(self) -> str:
        return f"{self.da_stato} → {self.a_stato}"
