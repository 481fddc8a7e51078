"""The page with one form, shared by the acts on a case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from cases.forms.campi import riesce
from cases.models import CasoAdi


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagina:
    """What the page says: title, button, message when done, where to go back."""

    titolo: str
    pulsante: str
    fatto: str
    torna: str
    introduzione: str = ""
    pericolo: bool = False


def dati_inviati(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is empty; None when the page is only being read."""
    return request.POST if request.method == "POST" else None


def pagina_con_modulo(
    request: HttpRequest,
    *,
    caso: CasoAdi,
    form: forms.Form,
    atto: Callable[[dict[str, Any]], object],
    pagina: Pagina,
    **altro: Any,
) -> HttpResponse:
    """Show the form, or do the act and go back. What was typed is never lost."""
    if request.method == "POST" and form.is_valid() and riesce(form, lambda: atto(form.cleaned_data)):
        messages.success(request, pagina.fatto)
        return redirect(pagina.torna)
    contesto = {"caso": caso, "form": form, "pagina": pagina, **altro}
    return render(request, "cases/caso/modulo.html", contesto, status=422 if form.errors else 200)


def atto_senza_modulo(
    request: HttpRequest, *, atto: Callable[[], object], fatto: str, torna: str
) -> HttpResponse:
    """A button that does one thing: message and back, also when the rules do not allow it."""
    form = forms.Form({})
    if riesce(form, atto):
        messages.success(request, fatto)
    else:
        for messaggio in form.non_field_errors():
            messages.error(request, str(messaggio))
    return redirect(torna)
