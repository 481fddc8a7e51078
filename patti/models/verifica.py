"""Monitoring: what was found at each check of a signed Patto."""

from django.db import models

from adi_platform.base_models.storico import Storico
from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Utente
from patti.enums import ModoVerifica, StatoImpegno, StatoRisultato
from patti.models.contenuto import ImpegnoPatto, RisultatoAtteso
from patti.models.patto import Patto


class VerificaPatto(ConTempi):
    """A check with the household: results rated again, commitments looked at, next date agreed."""

    patto = models.ForeignKey(Patto, on_delete=models.PROTECT, related_name="verifiche")
    data = models.DateField("quando")
    modalita = models.CharField("come", max_length=14, choices=ModoVerifica, default=ModoVerifica.SEDE)
    presenti = models.CharField("chi c'era", max_length=300)
    note = models.TextField("che cosa è emerso", blank=True)
    soddisfazione = models.TextField("che cosa ne pensa la famiglia", blank=True)
    prossima_data = models.DateField("prossima verifica")
    operatore = models.ForeignKey(Utente, on_delete=models.PROTECT, related_name="+")
    history = Storico()

    class Meta:
        verbose_name = "verifica del Patto"
        verbose_name_plural = "verifiche del Patto"
        ordering = ["data", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patto", "data"],
                name="una_verifica_del_patto_al_giorno",
                violation_error_message="Per questo giorno la verifica è già registrata.",
            ),
            models.CheckConstraint(
                condition=models.Q(prossima_data__gt=models.F("data")),
                name="prossima_verifica_dopo_questa",
                violation_error_message="La prossima verifica viene dopo questa.",
            ),
        ]

    def __str__(self) -> str:
        return f"Verifica del {self.data:%d/%m/%Y}"


class VerificaRisultato(models.Model):
    """How a result stood at that check."""

    verifica = models.ForeignKey(VerificaPatto, on_delete=models.CASCADE, related_name="risultati")
    risultato = models.ForeignKey(RisultatoAtteso, on_delete=models.PROTECT, related_name="verifiche")
    stato = models.CharField("stato", max_length=14, choices=StatoRisultato)
    nota = models.CharField("nota", max_length=300, blank=True)

    class Meta:
        verbose_name = "risultato verificato"
        verbose_name_plural = "risultati verificati"
        ordering = ["verifica", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["verifica", "risultato"], name="risultato_verificato_una_volta")
        ]

    def __str__(self) -> str:
        return f"{self.risultato}: {self.get_stato_display()}"


class VerificaImpegno(models.Model):
    """How a commitment stood at that check. It records a fact: nothing is reported by itself."""

    verifica = models.ForeignKey(VerificaPatto, on_delete=models.CASCADE, related_name="impegni")
    impegno = models.ForeignKey(ImpegnoPatto, on_delete=models.PROTECT, related_name="verifiche")
    stato = models.CharField("stato", max_length=28, choices=StatoImpegno)
    nota = models.CharField("nota", max_length=300, blank=True)

    class Meta:
        verbose_name = "impegno verificato"
        verbose_name_plural = "impegni verificati"
        ordering = ["verifica", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["verifica", "impegno"], name="impegno_verificato_una_volta"),
            models.CheckConstraint(
                condition=~models.Q(stato="non_rispettato_giustificato") | ~models.Q(nota=""),
                name="impegno_giustificato_con_nota",
                violation_error_message="Scrivi il motivo per cui l'impegno non è stato possibile.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.impegno}: {self.get_stato_display()}"
