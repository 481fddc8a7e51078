"""A person who can be called to meetings: a user of the program or somebody of another body, by name."""

from django.db import models
from django.db.models import Q

from adi_platform.base_models.tempi import ConTempi
from adi_platform.organizzazione.models import Ambito, Ente, Sede, Utente


class Professionista(ConTempi):
    """`funzione` is a code of the table of functions; `sede_base` is where the person starts the day from."""

    ambito = models.ForeignKey(Ambito, on_delete=models.PROTECT, related_name="professionisti")
    utente = models.ForeignKey(
        Utente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="utente del programma",
    )
    nome = models.CharField("nome", max_length=80)
    cognome = models.CharField("cognome", max_length=80)
    funzione = models.CharField("funzione", max_length=20, blank=True)
    ente = models.ForeignKey(
        Ente, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ente"
    )
    ente_testo = models.CharField("ente, se non è nell'elenco", max_length=160, blank=True)
    sede_base = models.ForeignKey(
        Sede,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="sede di partenza",
    )
    attivo = models.BooleanField("si può convocare", default=True)

    class Meta:
        verbose_name = "professionista"
        verbose_name_plural = "professionisti"
        ordering = ["cognome", "nome", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "utente"],
                condition=Q(utente__isnull=False),
                name="professionista_uno_per_utente",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nome} {self.cognome}"

    @property
    def nome_ente(self) -> str:
        return self.ente.nome if self.ente else self.ente_testo
