"""The first line of every view: who may call it, whether it writes, what reading it means.

    @vista(Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE), lettura="caso.scheda")
    def scheda(request, pk): ...

A GET runs in a read-only database transaction; only a view declared with `scrive=True` accepts POST.
With `lettura`, the getters of `http.accesso` note what was fetched and the rows are written
before the answer leaves; if they cannot be written the page is not served (503).
"""

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from adi_platform.http.accesso import RaccoltaLetture
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.eventi import verifica_evento
from adi_platform.registro_accessi.models import CanaleLettura
from adi_platform.registro_accessi.services.registra import registra_letture

logger = logging.getLogger(__name__)
Vista = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class Politica:
    """Who may call a view, before any row is looked at."""

    nome: str
    ammette: Callable[[Perimetro], bool]
    pubblica: bool = False

    @classmethod
    def ruoli(cls, *ruoli: Ruolo) -> "Politica":
        return cls(nome="|".join(ruoli), ammette=lambda p: p.ha(*ruoli))


PUBBLICA = Politica(nome="pubblica", ammette=lambda _: True, pubblica=True)
CHI_HA_ACCESSO = Politica(nome="chi ha accesso", ammette=lambda _: True)


def vista(
    politica: Politica,
    *,
    scrive: bool = False,
    lettura: str = "",
    canale: str = CanaleLettura.PAGINA,
) -> Callable[[Vista], Vista]:
    """Declare a view. Without `scrive` any method but GET and HEAD gets 405."""
    if lettura and politica.pubblica:
        raise ValueError("Una pagina pubblica non legge casi.")
    metodi = ["GET", "HEAD", *(["POST"] if scrive else [])]

    def decora(funzione: Vista) -> Vista:
        @functools.wraps(funzione)
        def involucro(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in metodi:
                return HttpResponseNotAllowed(metodi)
            if not politica.pubblica and not politica.ammette(_perimetro(request)):
                raise PermissionDenied
            if lettura:
                verifica_evento(lettura)
                request.letture = RaccoltaLetture()  # type: ignore[attr-defined]  # read by http.accesso
            risposta = _esegui(funzione, request, *args, **kwargs)
            return _con_letture(request, risposta, lettura, canale) if lettura else risposta

        involucro.metodi = metodi  # type: ignore[attr-defined]  # read by MetodiMiddleware
        involucro.politica = politica  # type: ignore[attr-defined]  # checked by the access matrix
        involucro.evento_lettura = lettura  # type: ignore[attr-defined]
        return login_not_required(involucro) if politica.pubblica else involucro

    return decora


def _perimetro(request: HttpRequest) -> Perimetro:
    perimetro = getattr(request, "perimetro", None)
    if not isinstance(perimetro, Perimetro):
        raise PermissionDenied
    return perimetro


def _esegui(funzione: Vista, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "POST":
        return funzione(request, *args, **kwargs)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        return funzione(request, *args, **kwargs)


def _con_letture(request: HttpRequest, risposta: HttpResponse, evento: str, canale: str) -> HttpResponse:
    raccolta: RaccoltaLetture = request.letture  # type: ignore[attr-defined]
    try:
        registra_letture(
            evento=evento,
            visti=raccolta.visti,
            utente=request.user,  # type: ignore[arg-type]
            ruoli=_perimetro(request).ruoli,
            canale=canale,
            ip=request.META.get("REMOTE_ADDR") or None,
            motivo=raccolta.motivo,
        )
    except DatabaseError:
        logger.exception("lettura non registrata: la pagina non viene mostrata")
        return render(request, "errori/503_registro.html", status=503)
    return risposta
