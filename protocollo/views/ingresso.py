"""The link of an invitation: looking at it changes nothing, accepting it uses it up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import PUBBLICA, vista
from protocollo.forms.referenti import AccettaForm
from protocollo.services.inviti import accetta_invito, invito_valido


@vista(PUBBLICA, scrive=True)
def accetta(request: HttpRequest, gettone: str) -> HttpResponse:
    """Name and password of who was invited; then they sign in, with the second factor if their role asks it."""
    invito = invito_valido(gettone)
    if invito is None:
        return render(request, "protocollo/portale/invito_scaduto.html", status=410)
    form = AccettaForm(dati_inviati(request))
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: accetta_invito(
            gettone=gettone,
            nome=form.cleaned_data["nome"],
            cognome=form.cleaned_data["cognome"],
            password=form.cleaned_data["password1"],
        ),
    ):  # fmt: skip
        messages.success(request, "Il tuo accesso è pronto: entra con il tuo indirizzo e la tua password.")
        return redirect("account_login")
    contesto = {"form": form, "invito": invito}
    return render(request, "protocollo/portale/invito.html", contesto, status=422 if form.is_bound else 200)
