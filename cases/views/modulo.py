"""The page with one form, shared by the acts on a case, on persons and households, on a contribution."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.http.moduli import riesce, rifiuta_se_vuota


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagina:
    """What the page says: title, button, message when done, where to go back."""

    titolo: str
    pulsante: str
    fatto: str
    torna: str
    introduzione: str = ""
    pericolo: bool = False


def pagina_con_modulo(
    request: HttpRequest,
    *,
    form: forms.Form,
    atto: Callable[[dict[str, Any]], object],
    pagina: Pagina,
    template: str = "cases/caso/modulo.html",
    **altro: Any,
) -> HttpResponse:
    """Show the form, or do the act and go back. What was typed is never lost."""
    if request.method == "POST" and form.is_valid() and riesce(form, lambda: atto(form.cleaned_data)):
        messages.success(request, pagina.fatto)
        return redirect(pagina.torna)
    contesto = {"form": form, "pagina": pagina, **altro}
    return render(request, template, contesto, status=422 if form.errors else 200)


def pagina_anagrafe(
    request: HttpRequest,
    form: forms.Form,
    atto: Callable[[], object],
    titolo: str,
    fatto: str,
    torna: str,
    di_chi: str,
    *,
    introduzione: str = "",
    dopo: Callable[[], str] | None = None,
) -> HttpResponse:
    """The same for the registry: `di_chi` is the person or household, `dopo` where a new one is."""
    if request.method == "POST" and form.is_valid() and riesce(form, atto):
        messages.success(request, fatto)
        return redirect(dopo() if dopo else torna)
    contesto = {
        "form": form,
        "titolo": titolo,
        "introduzione": introduzione,
        "pulsante": "Salva",
        "torna": torna,
        "di_chi": di_chi,
    }
    return render(request, "cases/anagrafe/modulo.html", contesto, status=422 if form.errors else 200)


def atto_senza_modulo(
    request: HttpRequest, *, atto: Callable[[], object], torna: str, fatto: str = ""
) -> HttpResponse:
    """A button that does one thing: message and back, also when the rules do not allow it."""
    if vuota := rifiuta_se_vuota(request):
        return vuota
    form = forms.Form({})
    if riesce(form, atto):
        if fatto:
            messages.success(request, fatto)
    else:
        for messaggio in form.non_field_errors():
            messages.error(request, str(messaggio))
    return redirect(torna)
