"""The first line of every page of the portal: what is shown to another body is written down, or not shown."""

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.vista import Vista, vista
from protocollo.enums import CanaleDivulgazione
from protocollo.models import Condivisione
from protocollo.permissions import PARTNER
from protocollo.permissions_finite import perche_e_finita
from protocollo.services.divulgazioni import Uscita, registra_divulgazioni

logger = logging.getLogger(__name__)


def vista_partner(
    *, scrive: bool = False, lettura: str = "", canale: str = "pagina"
) -> Callable[[Vista], Vista]:
    """`vista` for the referents of other bodies. A GET is read-only: the disclosures are written after it."""

    def decora(funzione: Vista) -> Vista:
        interna = vista(PARTNER, scrive=scrive, lettura=lettura, canale=canale)(funzione)

        @functools.wraps(interna)
        def involucro(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.uscite = []  # type: ignore[attr-defined]  # filled by `annota_uscita`
            try:
                risposta = interna(request, *args, **kwargs)
            except Http404:
                return _finita(request)
            try:
                registra_divulgazioni(request.uscite, utente=operatore_di(request))  # type: ignore[attr-defined]  # see above
            except DatabaseError:
                logger.exception("divulgazione non registrata: la pagina non viene mostrata")
                return render(request, "errori/503_registro.html", status=503)
            return risposta

        return involucro

    return decora


def _finita(request: HttpRequest) -> HttpResponse:
    """Who had it is told what became of it, and is given back what they were writing (409); the others are not."""
    dove = request.resolver_match
    pk = dove.kwargs.get("pk") if dove else None
    spiegazione = perche_e_finita(perimetro_di(request), dove.url_name or "", pk) if dove and pk else ""
    if not spiegazione:
        raise Http404
    scritto = next((request.POST[nome] for nome in ("testo", "motivo") if request.POST.get(nome)), "")
    contesto = {"spiegazione": spiegazione, "scritto": scritto}
    return render(request, "protocollo/portale/finita.html", contesto, status=409 if scritto else 404)


def annota_uscita(
    request: HttpRequest,
    condivisione: Condivisione,
    che_cosa: str,
    impronta: str,
    canale: str = CanaleDivulgazione.PAGINA,
) -> None:
    """Note what the answer is about to show."""
    request.uscite.append(Uscita.di(condivisione, che_cosa, impronta, canale))  # type: ignore[attr-defined]  # set by vista_partner
