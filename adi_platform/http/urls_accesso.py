"""The doors of sign-in that this house opens, under Italian addresses.

Names are those of django-allauth. What is not listed does not exist here: opening an account,
changing one's e-mail, linking an outside identity by oneself.
"""

from allauth.account import views as conti
from allauth.mfa.base import views as fattori
from allauth.mfa.recovery_codes import views as riserva
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as chiavi
from allauth.socialaccount import views as esterno
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as dispositivi
from django.urls import path

urlpatterns = [
    path("", conti.login, name="account_login"),
    path("esci/", conti.logout, name="account_logout"),
    path("chiuso/", conti.account_inactive, name="account_inactive"),
    path("registrazione/", conti.signup, name="account_signup"),
    path("conferma/", conti.reauthenticate, name="account_reauthenticate"),
    path("password/", conti.password_change, name="account_change_password"),
    path("password/imposta/", conti.password_set, name="account_set_password"),
    path("codice/", conti.request_login_code, name="account_request_login_code"),
    path("codice/conferma/", conti.confirm_login_code, name="account_confirm_login_code"),
    path("recupero/", conti.password_reset, name="account_reset_password"),
    path("recupero/codice/", conti.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("recupero/password/", conti.complete_password_reset, name="account_complete_password_reset"),
    path("recupero/fatto/", conti.password_reset_from_key_done, name="account_password_reset_completed"),
    path("invito/fatto/", conti.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path(
        "invito/<slug:uidb36>/<slug:key>/",
        conti.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sicurezza/", fattori.index, name="mfa_index"),
    path("sicurezza/verifica/", fattori.authenticate, name="mfa_authenticate"),
    path("sicurezza/conferma/", fattori.reauthenticate, name="mfa_reauthenticate"),
    path("sicurezza/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("sicurezza/app/togli/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("sicurezza/riserva/", riserva.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("sicurezza/riserva/nuovi/", riserva.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sicurezza/riserva/scarica/", riserva.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sicurezza/chiavi/", chiavi.list_webauthn, name="mfa_list_webauthn"),
    path("sicurezza/chiavi/nuova/", chiavi.add_webauthn, name="mfa_add_webauthn"),
    path("sicurezza/chiavi/accesso/", chiavi.login_webauthn, name="mfa_login_webauthn"),
    path("sicurezza/chiavi/conferma/", chiavi.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sicurezza/chiavi/<int:pk>/togli/", chiavi.remove_webauthn, name="mfa_remove_webauthn"),
    path("sicurezza/chiavi/<int:pk>/", chiavi.edit_webauthn, name="mfa_edit_webauthn"),
    path("dispositivi/", dispositivi.list_usersessions, name="usersessions_list"),
    path("esterno/annullato/", esterno.login_cancelled, name="socialaccount_login_cancelled"),
    path("esterno/errore/", esterno.login_error, name="socialaccount_login_error"),
    path("esterno/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("esterno/<slug:provider_id>/ritorno/", oidc.callback, name="openid_connect_callback"),
]
