"""Personal accounts: one account is one named person."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Lower

from adi_platform.base_models.storico import Storico
from adi_platform.organizzazione.models.ente import Ente


class UtenteManager(BaseUserManager["Utente"]):
    def crea(
        self, *, email: str, nome: str, cognome: str, password: str | None = None, **altro: Any
    ) -> "Utente":
        """Create an account; without a password it can only be entered through a recovery code."""
        utente = self.model(email=self.normalize_email(email).lower(), nome=nome, cognome=cognome, **altro)
        utente.set_password(password)
        utente.save(using=self._db)
        return utente

    def get_by_natural_key(self, username: str | None) -> "Utente":
        return self.get(email__iexact=username)


class Utente(AbstractBaseUser):
    """A person who signs in. What they may do comes only from their Incarico rows.

    `persona_fisica` is the same for all the accounts of one human being: the database copies it when two
    accounts have the same codice fiscale. Who may not decide may not with any account.
    """

    email = models.EmailField("posta elettronica", unique=True)
    nome = models.CharField("nome", max_length=80)
    cognome = models.CharField("cognome", max_length=80)
    codice_fiscale = models.CharField("codice fiscale", max_length=16, blank=True)
    ente = models.ForeignKey(
        Ente,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referenti",
        verbose_name="ente partner",
    )
    is_active = models.BooleanField("attivo", default=True)
    creato_il = models.DateTimeField("creato il", auto_now_add=True)
    persona_fisica = models.UUIDField(
        "persona fisica", default=uuid.uuid4, db_default=RandomUUID(), editable=False, db_index=True
    )
    history = Storico(excluded_fields=["password", "last_login"])

    objects = UtenteManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nome", "cognome"]

    class Meta:
        verbose_name = "utente"
        verbose_name_plural = "utenti"
        ordering = ["cognome", "nome"]
        constraints = [models.UniqueConstraint(Lower("email"), name="utente_email_senza_maiuscole")]

    def __str__(self) -> str:
        return f"{self.nome} {self.cognome}"

    def get_full_name(self) -> str:
        return str(self)

    @property
    def nome_breve(self) -> str:
        """`A. Verdi`, as blocks and lists show it."""
        return f"{self.nome[:1]}. {self.cognome}"
