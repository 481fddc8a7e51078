"""What the frame of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from adi_platform.http.navigazione import menu


def cornice(request: HttpRequest) -> dict[str, Any]:
    return {
        "perimetro": getattr(request, "perimetro", None),
        "modalita_dimostrativa": getattr(settings, "MODALITA_DIMOSTRATIVA", False),
        "durata_sessione": settings.SESSION_COOKIE_AGE,
        "preavviso_sessione": settings.SESSIONE_PREAVVISO,
        "fiducia_sessione": settings.SESSIONE_FIDUCIA,
        "menu": SimpleLazyObject(lambda: menu(request)),
        "versione_programma": settings.VERSIONE,
    }
