"""Write down what went out, and tell it in few lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, QuerySet

from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.models import Messaggio
from cases.models import CasoAdi
from protocollo.enums import CanaleDivulgazione
from protocollo.models import Condivisione, Divulgazione
from protocollo.proiezioni.viste import impronta
from protocollo.querysets import di_servizi_sanitari


@dataclass(frozen=True, slots=True, kw_only=True)
class Uscita:
    """Something that a person of another body is about to see."""

    condivisione_id: int
    caso_id: int
    che_cosa: str
    impronta: str
    canale: str = CanaleDivulgazione.PAGINA

    @classmethod
    def di(cls, condivisione: Condivisione, che_cosa: str, impronta: str, canale: str = "pagina") -> "Uscita":
        return cls(
            condivisione_id=condivisione.pk,
            caso_id=condivisione.caso_id,
            che_cosa=che_cosa,
            impronta=impronta,
            canale=canale,
        )


@transaction.atomic
def registra_divulgazioni(uscite: Iterable[Uscita], *, utente: Utente) -> None:
    """One row for each thing; if it cannot be written the caller must not show it."""
    for uscita in uscite:
        Divulgazione.objects.create(
            condivisione_id=uscita.condivisione_id,
            caso_id=uscita.caso_id,
            utente=utente,
            che_cosa=uscita.che_cosa,
            canale=uscita.canale,
            impronta=uscita.impronta,
        )


def annota_lettera(messaggio: Messaggio, condivisione: Condivisione | None, *, utente: int) -> None:
    """A letter of the network that has just left: neutral words, which still tell that something is shared.

    Without a grant (who is of the office, or has no account) nothing is disclosed.
    """
    if condivisione is not None:
        contenuto = impronta({"testo": messaggio.testo})
        uscita = Uscita.di(condivisione, "lettera senza dati", contenuto, CanaleDivulgazione.POSTA)
        registra_divulgazioni([uscita], utente=Utente.objects.get(pk=utente))


def divulgato_del_caso(caso: CasoAdi, *, sanitarie: bool) -> QuerySet[Divulgazione, dict[str, Any]]:
    """Who saw what: how many times, the first and the last; the latest first."""
    righe = Divulgazione.objects.filter(caso=caso)
    if not sanitarie:
        righe = righe.exclude(di_servizi_sanitari("condivisione__"))
    raggruppate: Any = (
        righe.order_by()
        .values(
            "utente__nome",
            "utente__cognome",
            "condivisione__ente__nome",
            "condivisione__servizio__nome",
            "che_cosa",
            "canale",
            "impronta",
        )
        .annotate(volte=Count("pk"), prima=Min("avvenuta_il"), ultima=Max("avvenuta_il"))
        .order_by("-ultima", "utente__cognome", "che_cosa", "impronta")
    )
    gruppi: QuerySet[Divulgazione, dict[str, Any]] = raggruppate
    return gruppi
