"""The act of the Dirigente on a request: what ends the procedure, or changes what was granted."""

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.base_models.versione import ConVersione
from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Utente
from adi_platform.repertorio.models import Registrazione
from contributi.enums import ModoErogazione, StatoProvvedimento, TipoProvvedimento
from contributi.models.proposta import Proposta
from contributi.models.richiesta import Richiesta
from contributi.querysets import ProvvedimentoQuerySet


class Provvedimento(ConTempi, ConVersione):
    """One act. Once adopted it never changes: a mistake is corrected by another act.

    `importo` is monthly when `mesi` is given, `totale` the whole, in euro; `dal`/`al` the period that the
    money covers, both days included. `parametri` are the legal values used, with the date they were read at.
    `documento` is the integral text, `documento_pubblico` the same text with the omissis,
    `documento_firmato` the file signed by the Dirigente (PAdES), `verifica_firma` what its check found.
    `riguarda` is the concession that this act suspends, changes or revokes. `testo` is the frozen text of
    both renderings, `impronta` the SHA-256 printed on it. `motivi_nuovi`: grounds of a refusal that only the
    observations of the person brought up. `motivo_cautelare`: why a suspension comes before hearing the person
    (L. 241/1990 art. 7 c. 2). `importo_recupero`: in euro, what is to be given back.
    """

    richiesta = models.ForeignKey(Richiesta, on_delete=models.PROTECT, related_name="provvedimenti")
    proposta = models.ForeignKey(
        Proposta, on_delete=models.PROTECT, null=True, blank=True, related_name="provvedimenti"
    )
    tipo = models.CharField("tipo", max_length=16, choices=TipoProvvedimento)
    stato = models.CharField(
        "stato", max_length=10, choices=StatoProvvedimento, default=StatoProvvedimento.BOZZA
    )
    motivazione = models.TextField("motivazione")
    importo = models.DecimalField("importo", max_digits=9, decimal_places=2, null=True, blank=True)
    mesi = models.PositiveSmallIntegerField("mesi", null=True, blank=True)
    totale = models.DecimalField("totale", max_digits=10, decimal_places=2, null=True, blank=True)
    modo = models.CharField("modo di erogazione", max_length=16, choices=ModoErogazione, blank=True)
    dal = models.DateField("dal", null=True, blank=True)
    al = models.DateField("al", null=True, blank=True)
    riguarda = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="atti_successivi"
    )
    articoli = models.CharField("articoli applicati", max_length=300, blank=True)
    condizioni = models.TextField("impegni o condizioni", blank=True)
    motivi_nuovi = models.TextField("motivi nati dalle osservazioni", blank=True)
    motivo_cautelare = models.TextField("perché non si può aspettare", blank=True)
    importo_recupero = models.DecimalField(
        "importo da restituire", max_digits=10, decimal_places=2, null=True, blank=True
    )
    parametri = models.JSONField("valori usati", default=dict)
    testo = models.JSONField("testo dell'atto", default=dict, blank=True)
    istruttoria = models.JSONField("istruttoria sommaria", default=dict, blank=True)
    impronta = models.CharField("impronta del testo", max_length=64, blank=True)
    verifica_firma = models.JSONField("verifica della firma digitale", default=dict, blank=True)
    adottato_il = models.DateField("adottato il", null=True, blank=True)
    adottato_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="provvedimenti_adottati"
    )
    registrazione = models.ForeignKey(
        Registrazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    documento_firmato = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    documento_pubblico = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = Storico()

    objects = ProvvedimentoQuerySet.as_manager()

    class Meta:
        verbose_name = "provvedimento"
        verbose_name_plural = "provvedimenti"
        ordering = ["-adottato_il", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["richiesta"],
                condition=Q(stato="bozza"),
                name="una_sola_bozza_di_provvedimento",
                violation_error_message="C'è già una bozza per questa richiesta.",
            ),
            models.CheckConstraint(
                condition=Q(stato="bozza") | Q(adottato_il__isnull=False, adottato_da__isnull=False),
                name="provvedimento_adottato_da_qualcuno",
                violation_error_message="Un provvedimento adottato ha data e autore.",
            ),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(dal__isnull=False, al__gte=F("dal")),
                name="provvedimento_finisce_dopo_l_inizio",
                violation_error_message="Il periodo non può finire prima di iniziare.",
            ),
            models.CheckConstraint(
                condition=~Q(tipo__in=["concessione", "deroga"]) | Q(totale__gt=0, modo__gt=""),
                name="provvedimento_di_concessione_con_importo",
                violation_error_message="Una concessione ha l'importo e il modo di erogazione.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} - {self.richiesta}"
