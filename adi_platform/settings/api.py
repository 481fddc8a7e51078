"""The API for the programs of other bodies: a key of the body, JSON only, a limit for each key."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # each view declares the key; no session ever
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],  # a view that forgets: closed
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "protocollo.api.errori.gestore",
    "DEFAULT_THROTTLE_RATES": {"chiave": "120/min"},
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "adi_platform: API per gli enti partner",
    "DESCRIPTION": "Gli stessi scambi del portale, per il programma di un ente: richieste, esiti, messaggi, "
    "schede condivise, domande. Ogni lettura è una comunicazione di dati e resta scritta.",
    "VERSION": "1.0.0",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "StatoInvioEnum": "protocollo.enums.StatoInvio",
        "StatoDomandaEnum": "protocollo.enums.StatoQuesito",
        "TipoInvioEnum": "protocollo.enums.TipoInvio",
        "GenereMessaggioEnum": "protocollo.api.serializzatori.DA_SCRIVERE",
        "EsitoDomandaEnum": "protocollo.enums.EsitoQuesito",
    },
}
