"""The register of published acts, and the half-yearly list of derogations."""

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.repertorio.models import Registrazione
from contributi.models.provvedimento import Provvedimento


class Pubblicazione(ConTempi):
    """What the transparency rule says of one concession, and its publication when it is due.

    `codice` is random, drawn for the act: nothing of the person is in it. `beneficiario` and `nucleo` are
    the keys of the yearly total as written in the act. `totale_anno` is in euro, up to this act. `dati` is
    what the public page and the open-data file say, and nothing else; `avvisi` the hints of a small group,
    with the reason why they were accepted. On line from `pubblicata_il` to `fino_al`, both included.
    """

    provvedimento = models.OneToOneField(
        Provvedimento, on_delete=models.PROTECT, related_name="pubblicazione"
    )
    codice = models.CharField("codice pubblico", max_length=19, unique=True)
    dovuta = models.BooleanField("da pubblicare")
    identita_omessa = models.BooleanField("nome omesso", default=True)
    beneficiario = models.PositiveBigIntegerField("beneficiario")
    nucleo = models.PositiveBigIntegerField("nucleo")
    totale_anno = models.DecimalField("totale dell'anno", max_digits=11, decimal_places=2)
    spiegazione = models.TextField("perché")
    parametri = models.JSONField("valori usati", default=list)
    oggetto = models.CharField("oggetto pubblico", max_length=200, blank=True)
    con_comune = models.BooleanField("indica il Comune", default=False)
    dati = models.JSONField("che cosa si pubblica", default=dict)
    avvisi = models.JSONField("avvisi", default=list)
    perche_nonostante = models.TextField("perché si pubblica nonostante gli avvisi", blank=True)
    pubblicata_il = models.DateField("pubblicata il", null=True, blank=True, db_index=True)
    fino_al = models.DateField("in linea fino al", null=True, blank=True)
    pubblicata_da = models.ForeignKey(
        Utente, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    registrazione = models.ForeignKey(
        Registrazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "pubblicazione di un atto"
        verbose_name_plural = "pubblicazioni degli atti"
        ordering = ["-pubblicata_il", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pubblicata_il__isnull=True)
                | Q(
                    registrazione__isnull=False, pubblicata_da__isnull=False, fino_al__gte=F("pubblicata_il")
                ),
                name="pubblicazione_con_numero_e_autore",
                violation_error_message="Un atto pubblicato ha numero, data e autore.",
            ),
        ]

    def __str__(self) -> str:
        return f"Pubblicazione {self.codice}"


class ElencoDeroghe(models.Model):
    """The acts in derogation of half a year, frozen, for the Giunta and the anticorruption officer."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="elenchi_deroghe")
    dal = models.DateField("dal")
    al = models.DateField("al")
    righe = models.JSONField("righe", default=list)
    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, null=True, related_name="+")
    registrazione = models.ForeignKey(Registrazione, on_delete=models.PROTECT, related_name="+")
    creato_da = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    creato_il = models.DateTimeField("formato il", auto_now_add=True)

    class Meta:
        verbose_name = "elenco semestrale delle deroghe"
        verbose_name_plural = "elenchi semestrali delle deroghe"
        ordering = ["-dal"]
        constraints = [
            models.UniqueConstraint(fields=["ambito", "dal"], name="un_elenco_di_deroghe_per_semestre"),
            models.CheckConstraint(condition=Q(al__gt=F("dal")), name="elenco_deroghe_con_un_periodo"),
        ]

    def __str__(self) -> str:
        return f"Deroghe dal {self.dal:%d/%m/%Y} al {self.al:%d/%m/%Y}"
