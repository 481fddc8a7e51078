"""A code of the authenticator app works once: also the one typed to switch the app on."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.conf import settings
from django.core.cache import cache

# A code is accepted a period before and after its own, so it must be remembered for as long.
PERIODO = 30
SECONDI = PERIODO * (2 * settings.MFA_TOTP_TOLERANCE + 1)


class UnaVolta:
    user: Any

    def clean_code(self) -> str:
        codice: str = super().clean_code()  # type: ignore[misc]  # the form of allauth, which has no types
        chiave = f"accesso:codice-usato:{self.user.pk}:{''.join(codice.split())}"
        if not cache.add(chiave, True, timeout=SECONDI):
            raise get_adapter().validation_error("incorrect_code")
        return codice


class ModuloAttivazione(UnaVolta, ActivateTOTPForm):  # type: ignore[misc]  # see above
    pass


class ModuloCodice(UnaVolta, AuthenticateForm):  # type: ignore[misc]  # see above
    pass


class ModuloConferma(UnaVolta, ReauthenticateForm):  # type: ignore[misc]  # see above
    pass
