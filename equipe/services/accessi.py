"""Who was named with an account that no longer opens: nothing that is sent there is ever read."""

from collections.abc import Callable, Iterable

from django.utils import timezone

from adi_platform.organizzazione.models import Incarico, Utente
from equipe.models import MembroEquipe

Subentro = Callable[[MembroEquipe], str]
_subentri: list[Subentro] = []


def registra_subentro(funzione: Subentro) -> None:
    """An upper floor says where a colleague of the same body is chosen in place of that member."""
    _subentri.append(funzione)


def dove_si_sostituisce(membro: MembroEquipe) -> str:
    """Empty when that member is not of another body."""
    return next((url for funzione in _subentri if (url := funzione(membro))), "")


def senza_accesso(utenti: Iterable[Utente | None], *, ambito_id: int) -> set[int]:
    """Keys of those whose account is closed, or who has no post in the Ambito today."""
    chiavi = {u.pk for u in utenti if u is not None}
    dentro = Incarico.objects.attivi(timezone.localdate()).filter(
        utente__in=chiavi, utente__is_active=True, ambito=ambito_id
    )
    return chiavi - set(dentro.values_list("utente", flat=True)) if chiavi else set()


def membri_senza_accesso(membri: Iterable[MembroEquipe], *, ambito_id: int) -> set[int]:
    """Keys of the members who had an account and cannot enter any more."""
    righe = list(membri)
    usciti = senza_accesso((m.utente for m in righe), ambito_id=ambito_id)
    return {m.pk for m in righe if m.utente_id in usciti}
