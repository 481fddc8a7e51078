"""You cannot hold an object that you were not allowed to fetch.

Each app has its getters (`cases.permissions.caso_o_404`) built on these two functions: they look the row
up inside the scope of the person and note what was seen. Out of scope is 404.
"""

from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto

M = TypeVar("M", bound=Model)


class LetturaNonDichiarata(RuntimeError):
    """A view fetched personal data without declaring `lettura=` on its first line."""


class RaccoltaLetture:
    """What the view has fetched so far; written to the register when the view ends."""

    def __init__(self) -> None:
        self.visti: set[Visto] = set()
        self.motivo = ""


def perimetro_di(request: HttpRequest) -> Perimetro:
    perimetro: Perimetro = request.perimetro  # type: ignore[attr-defined]  # set by PerimetroMiddleware
    return perimetro


def operatore_di(request: HttpRequest) -> Utente:
    """The signed-in person; a view reached without one is a fault of its declaration."""
    if not isinstance(request.user, Utente):
        raise PermissionDenied
    return request.user


def uno_o_404(righe: QuerySet[M], **chiave: Any) -> M:
    """The row, already restricted to the scope by the caller, or 404 (also for odd keys)."""
    try:
        return righe.get(**chiave)
    except (ObjectDoesNotExist, ValueError, OverflowError) as errore:
        raise Http404 from errore


def annota_lettura(request: HttpRequest, *visti: Visto, motivo: str = "") -> None:
    """Note what was seen. Raises LetturaNonDichiarata when the view did not declare a read event."""
    raccolta = getattr(request, "letture", None)
    if raccolta is None:
        raise LetturaNonDichiarata(request.path)
    raccolta.visti.update(visti)
    raccolta.motivo = motivo or raccolta.motivo
