"""The named team of a case: who, with which function, from which body, from when to when."""

from django.db import models
from django.db.models import F, Q

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ente, ServizioEnte, Utente
from cases.models import CasoAdi, Persona
from equipe.enums import PostoEquipe
from equipe.querysets import MembroQuerySet


class Equipe(ConTempi):
    """The équipe multidisciplinare of a case; one in force at a time, the earlier ones stay."""

    caso = models.ForeignKey(CasoAdi, on_delete=models.PROTECT, related_name="equipe")
    costituita_il = models.DateField("costituita il")
    motivo = models.TextField("perché serve un'équipe")
    responsabile = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="+", verbose_name="operatore responsabile"
    )
    case_manager = models.ForeignKey(
        Utente, on_delete=models.PROTECT, related_name="+", verbose_name="responsabile del caso"
    )
    referente_familiare = models.ForeignKey(
        Persona,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="referente della famiglia",
    )
    sciolta_il = models.DateField("sciolta il", null=True, blank=True)
    motivo_scioglimento = models.CharField("perché si scioglie", max_length=200, blank=True)
    history = Storico()

    class Meta:
        verbose_name = "équipe"
        verbose_name_plural = "équipe"
        ordering = ["-costituita_il", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["caso"],
                condition=Q(sciolta_il__isnull=True),
                name="una_sola_equipe_in_carica",
                violation_error_message="Il caso ha già un'équipe.",
            ),
            models.CheckConstraint(
                condition=Q(sciolta_il__isnull=True) | ~Q(motivo_scioglimento=""),
                name="equipe_sciolta_con_motivo",
                violation_error_message="Scrivi perché l'équipe si scioglie.",
            ),
        ]

    def __str__(self) -> str:
        return f"Équipe del {self.costituita_il:%d/%m/%Y}"


class CambioEquipe(ConTempi):
    """What was before and after, from the day `dal`, and why: who held a post, the day of the constitution."""

    equipe = models.ForeignKey(Equipe, on_delete=models.PROTECT, related_name="cambi")
    che_cosa = models.CharField("che cosa cambia", max_length=12, choices=PostoEquipe)
    prima = models.CharField("prima", max_length=170, blank=True)
    dopo = models.CharField("dopo", max_length=170)
    dal = models.DateField("dal")
    motivo = models.CharField("perché cambia", max_length=200)

    class Meta:
        verbose_name = "cambio nell'équipe"
        verbose_name_plural = "cambi nelle équipe"
        ordering = ["-dal", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(motivo=""),
                name="cambio_equipe_con_motivo",
                violation_error_message="Scrivi perché cambia.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_che_cosa_display()}: {self.dopo}"


class MembroEquipe(ConTempi):
    """A named professional in the team, from `dal` to `al` included. Changes keep their reason.

    `funzione` is a code of `ruoli_equipe.yaml`. The body is one we know (`ente`) or a plain text. `email` is for
    who has no account: the invitation to a meeting travels without a link.
    """

    equipe = models.ForeignKey(Equipe, on_delete=models.PROTECT, related_name="membri")
    nome = models.CharField("nome", max_length=80)
    cognome = models.CharField("cognome", max_length=80)
    funzione = models.CharField("funzione", max_length=20)
    ente = models.ForeignKey(
        Ente, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ente"
    )
    ente_testo = models.CharField("ente, se non è nell'elenco", max_length=160, blank=True)
    servizio = models.ForeignKey(
        ServizioEnte, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    utente = models.ForeignKey(
        Utente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="equipe_di_cui_fa_parte",
        verbose_name="utente del programma",
    )
    email = models.EmailField("posta elettronica", blank=True)
    dal = models.DateField("dal")
    al = models.DateField("al", null=True, blank=True)
    motivo_variazione = models.CharField("perché cambia", max_length=200, blank=True)
    history = Storico()

    objects = MembroQuerySet.as_manager()

    class Meta:
        verbose_name = "membro dell'équipe"
        verbose_name_plural = "membri dell'équipe"
        ordering = ["equipe", "dal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ente__isnull=False) | ~Q(ente_testo=""),
                name="membro_equipe_con_ente",
                violation_error_message="Scegli l'ente, oppure scrivine il nome.",
            ),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gte=F("dal")),
                name="membro_equipe_esce_dopo_l_ingresso",
                violation_error_message="L'uscita non può essere prima dell'ingresso.",
            ),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | ~Q(motivo_variazione=""),
                name="membro_equipe_esce_con_motivo",
                violation_error_message="Scrivi perché la persona lascia l'équipe.",
            ),
            models.UniqueConstraint(
                fields=["equipe", "utente"],
                condition=Q(al__isnull=True, utente__isnull=False),
                name="utente_una_volta_in_equipe",
                violation_error_message="Questa persona è già nell'équipe.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nome} {self.cognome}"

    @property
    def nome_ente(self) -> str:
        """Body and service as the Patto names them."""
        ente = self.ente.nome if self.ente else self.ente_testo
        return f"{ente}, {self.servizio.nome}" if self.servizio else ente
