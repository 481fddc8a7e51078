"""The engine of states: lock the row, check the table, write who moved it and why."""

from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.db import models

from adi_platform.errori import DominioError
from adi_platform.workflow.tabella import TabellaTransizioni

M = TypeVar("M", bound=models.Model)


class TransizioneAstratta(models.Model):
    """One move of one object. Concrete logs add a `oggetto` foreign key with related_name `transizioni`."""

    mossa = models.CharField("mossa", max_length=60)
    da_stato = models.CharField("dallo stato", max_length=60, blank=True)
    a_stato = models.CharField("allo stato", max_length=60)
    motivo = models.TextField("motivo", blank=True)
    avvenuta_il = models.DateTimeField("avvenuta il", auto_now_add=True)
    operatore = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="operatore",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        abstract = True
        ordering = ["avvenuta_il", "pk"]


class ConStato(Protocol):
    """What the engine needs of a model: a `stato` field and a `transizioni` log."""

    pk: Any
    stato: str
    transizioni: Any

    def save(self, *, update_fields: list[str] | None = None) -> None: ...


def blocca(oggetto: M) -> M:
    """Return the same row, locked until the end of the transaction and freshly read."""
    modello = type(oggetto)
    return modello._default_manager.select_for_update(of=("self",)).get(pk=oggetto.pk)


def esegui_mossa(
    oggetto: ConStato,
    tabella: TabellaTransizioni,
    codice: str,
    *,
    operatore: Any,
    motivo: str = "",
    campi: dict[str, Any] | None = None,
) -> None:
    """Move an already locked object and log the move.

    `campi` are fields set together with the state (dates that the state requires).
    Raises MossaNonAmmessa when the table does not allow the move from the present state, DominioError
    when the move asks for a reason or a field that is missing.
    """
    valori = campi or {}
    mossa = tabella.verifica(oggetto.stato, codice)
    if mossa.motivo_obbligatorio and not motivo.strip():
        raise DominioError("Scrivi il motivo.", campo="motivo")
    for nome in mossa.campi_richiesti:
        if valori.get(nome) in (None, "") and getattr(oggetto, nome) in (None, ""):
            raise DominioError("Questo dato serve per proseguire.", campo=nome)
    da_stato = oggetto.stato
    for nome, valore in valori.items():
        setattr(oggetto, nome, valore)
    oggetto.stato = mossa.a
    oggetto.save()
    oggetto.transizioni.create(
        mossa=codice, da_stato=da_stato, a_stato=mossa.a, motivo=motivo, operatore=operatore
    )
