"""Who calls the API: a key of a body, nothing else. No session, no cookie."""

from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from adi_platform.http.vista import Politica
from adi_platform.organizzazione.models import Utente
from protocollo.models import TokenEnte
from protocollo.services.token import token_valido

# Nobody by virtue of a role: only the key opens.
CON_UNA_CHIAVE = Politica(nome="chiave di un ente", ammette=lambda _: False)
NON_VALE = "La chiave non vale: è sbagliata, è scaduta o è stata revocata."


class ChiaveDellEnte(BaseAuthentication):
    """`Authorization: Bearer <chiave>`. The person in charge becomes the user; the key is `request.auth`."""

    def authenticate(self, request: Request) -> tuple[Utente, TokenEnte] | None:
        parti = get_authorization_header(request).split()
        if not parti or parti[0].lower() != b"bearer":
            return None
        if len(parti) != 2:
            raise AuthenticationFailed(NON_VALE)
        token = token_valido(parti[1].decode("latin-1"), al=timezone.localdate())
        if token is None:
            raise AuthenticationFailed(NON_VALE)
        return token.responsabile, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class SchemaDellaChiave(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # a library without types
    target_class = "protocollo.api.accesso.ChiaveDellEnte"
    name = "chiave"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "La chiave che il coordinamento ha dato."}


class PermessoDellaChiave(BasePermission):
    message = "Questa chiave può solo leggere."

    def has_permission(self, request: Request, view: object) -> bool:
        if not isinstance(request.auth, TokenEnte):
            return False
        return request.method in SAFE_METHODS or request.auth.scrive


class LimitePerChiave(SimpleRateThrottle):
    """Counted in the shared cache of the Ambito, that is a table of PostgreSQL."""

    scope = "chiave"

    def get_cache_key(self, request: Request, view: object) -> str | None:
        return f"api:{request.auth.pk}" if isinstance(request.auth, TokenEnte) else None
