"""How people sign in: e-mail and password, second factors, codes by e-mail, SPID/CIE by an aggregator."""

from typing import Any

from adi_platform.settings import env

ACCOUNT_ADAPTER = "adi_platform.http.ingresso.conti.AdattatoreConti"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by the office, and entered through an invitation
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True  # the session ends by DurataSessioneMiddleware, not with the browser
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Who votes in the commission has shown who they are within these minutes; 0 never asks.
CONFERMA_VOTO_MINUTI = env.intero("ADI_CONFERMA_VOTO_MINUTI", 15)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A whole office may come from one address: what stops a guesser is the limit on account and address.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "60/m/ip,5/300s/key"}
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # also the life of an invitation

MFA_ADAPTER = "adi_platform.http.ingresso.secondo_fattore.AdattatoreSecondoFattore"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "adi_platform"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "activate_totp": "adi_platform.http.ingresso.codici.ModuloAttivazione",
    "authenticate": "adi_platform.http.ingresso.codici.ModuloCodice",
    "reauthenticate": "adi_platform.http.ingresso.codici.ModuloConferma",
}
USERSESSIONS_TRACK_ACTIVITY = False

SOCIALACCOUNT_ADAPTER = "adi_platform.http.ingresso.esterno.AdattatoreEsterno"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form would be stopped by form-action on the way to the aggregator
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""

OIDC_INDIRIZZO = env.testo("ADI_OIDC_INDIRIZZO")
OIDC_CAMPO_CODICE_FISCALE = env.testo("ADI_OIDC_CAMPO_CODICE_FISCALE", "fiscal_number")
OIDC_LIVELLI = env.elenco("ADI_OIDC_LIVELLI")


def _fornitori() -> list[dict[str, Any]]:
    """The aggregator of SPID and CIE, when the Ambito has one."""
    client, segreto = env.testo("ADI_OIDC_CLIENT"), env.testo("ADI_OIDC_SEGRETO")
    nome = env.testo("ADI_OIDC_NOME", "SPID o CIE")
    if not OIDC_INDIRIZZO:
        return []
    parametri = {"acr_values": " ".join(OIDC_LIVELLI)} if OIDC_LIVELLI else {}
    return [
        {
            "provider_id": "identita-digitale",
            "name": nome,
            "client_id": client,
            "secret": segreto,
            "settings": {"server_url": OIDC_INDIRIZZO, "auth_params": parametri},
        }
    ]


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": _fornitori()}}
