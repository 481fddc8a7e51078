"""Every refusal as a problem (RFC 9457), in Italian: what is wrong and, where there is one, the field."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from adi_platform.errori import ConflittoDiVersione, DominioError, StatoCambiato

TIPO = "application/problem+json"
TITOLI = {
    400: "La richiesta non si capisce",
    401: "Serve una chiave valida",
    403: "La chiave non basta",
    404: "Non trovato",
    405: "Metodo non ammesso",
    406: "Formato non disponibile",
    409: "Qualcosa è cambiato nel frattempo",
    415: "Formato non ammesso",
    422: "Dati da correggere",
    429: "Troppe richieste",
    503: "Servizio non disponibile",
}
SPIEGAZIONI = {
    400: "Il corpo della richiesta deve essere JSON valido.",
    401: "Manda l'intestazione «Authorization: Bearer» con la chiave del tuo ente.",
    404: "Non esiste, o non è condiviso con il tuo ente.",
    405: "Guarda la descrizione dell'API, in /api/v1/: qui questo metodo non c'è.",
    406: "Le risposte sono in application/json.",
    415: "Manda i dati in application/json.",
    429: "Aspetta prima di chiedere ancora: l'intestazione Retry-After dice quanti secondi.",
    503: "Non si riesce a registrare la richiesta: non è cambiato nulla, riprova tra poco.",
}


class NonSiRegistra(exceptions.APIException):
    """What would go out cannot be written down: nothing goes out, and nothing of the act stays."""

    status_code = 503


def problema(stato: int, spiegazione: str = "", errori: list[dict[str, str]] | None = None) -> Response:
    corpo: dict[str, Any] = {
        "type": "about:blank",
        "title": TITOLI.get(stato, "Richiesta non riuscita"),
        "status": stato,
        "detail": spiegazione or SPIEGAZIONI.get(stato, ""),
        "errori": errori or [],
    }
    return Response(corpo, status=stato, content_type=TIPO)


def gestore(errore: Exception, contesto: dict[str, Any]) -> Response | None:
    """The handler of DRF; None lets a true fault through."""
    if isinstance(errore, DominioError):
        stato = 409 if isinstance(errore, ConflittoDiVersione | StatoCambiato) else 422
        campi = [{"campo": errore.campo, "messaggio": errore.messaggio}] if errore.campo else []
        return problema(stato, errore.messaggio, campi)
    if isinstance(errore, exceptions.ValidationError):
        return problema(422, "Alcuni campi non vanno bene.", list(_campi("", errore.detail)))
    if isinstance(errore, Http404):
        return problema(404)
    if isinstance(errore, PermissionDenied):
        return problema(403)
    return _di_drf(errore) if isinstance(errore, exceptions.APIException) else None


def _di_drf(errore: exceptions.APIException) -> Response:
    parla_italiano = errore.status_code in (401, 403) and isinstance(errore.detail, str)
    generico = isinstance(errore, exceptions.NotAuthenticated)
    risposta = problema(errore.status_code, str(errore.detail) if parla_italiano and not generico else "")
    if getattr(errore, "auth_header", None):
        risposta["WWW-Authenticate"] = errore.auth_header  # type: ignore[attr-defined]  # set by the view
    if attesa := getattr(errore, "wait", None):
        risposta["Retry-After"] = f"{attesa:.0f}"
    return risposta


def _campi(nome: str, dettaglio: Any) -> list[dict[str, str]]:
    """`{"a": ["x"]}` -> one line for each message."""
    if isinstance(dettaglio, dict):
        return [riga for campo, valore in dettaglio.items() for riga in _campi(str(campo), valore)]
    if isinstance(dettaglio, list):
        return [riga for valore in dettaglio for riga in _campi(nome, valore)]
    return [{"campo": "" if nome == "non_field_errors" else nome, "messaggio": str(dettaglio)}]
