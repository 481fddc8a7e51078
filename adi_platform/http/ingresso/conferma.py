"""Before an act that weighs, people say again who they are, if they have not done so for a while."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

PAGINE = {"reauthenticate": "account_reauthenticate", "mfa_reauthenticate": "mfa_reauthenticate"}
FORNITORE = "identita-digitale"
# Key of the session with the name of what a new sign-in must not lose.
DA_CONSERVARE = "da_conservare"


def conferma_recente(request: HttpRequest, *, minuti: int) -> bool:
    """True when this session saw a password, a second factor or SPID/CIE in the last `minuti`. 0 never asks."""
    if minuti <= 0:
        return True
    momenti = [float(r["at"]) for r in get_authentication_records(request, request.user)]
    return bool(momenti) and time.time() - max(momenti) < 60 * minuti


def vai_alla_conferma(request: HttpRequest, *, torna: str, conserva: str = "") -> HttpResponseRedirect:
    """The page that asks the password or the second factor; who enters with SPID or CIE goes through it again.

    `conserva` is the key of the session to find again afterwards.
    """
    request.session[DA_CONSERVARE] = conserva
    vie = get_reauthentication_flows(request.user)
    if vie or not settings.OIDC_INDIRIZZO:
        pagina = PAGINE[vie[0]["id"]] if vie else "account_reauthenticate"
        return redirect(f"{reverse(pagina)}?{urlencode({'next': torna})}")
    esterno = reverse("openid_connect_login", args=[FORNITORE])
    # The aggregator asks again: its own open session proves nothing.
    parametri = {"process": "login", "next": torna, "auth_params": urlencode({"prompt": "login"})}
    return redirect(f"{esterno}?{urlencode(parametri)}")
