"""What the pages of the decision share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.http.moduli import riesce


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagina:
    """What a page with one form says, and where it goes back."""

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
    **altro: Any,
) -> HttpResponse:
    """Show the form, or do the act and go back. What was typed is never lost."""
    if request.method == "POST" and form.is_valid() and riesce(form, lambda: atto(form.cleaned_data)):
        messages.success(request, pagina.fatto)
        return redirect(pagina.torna)
    contesto = {"form": form, "pagina": pagina, **altro}
    return render(
        request, "contributi/provvedimenti/modulo.html", contesto, status=422 if form.errors else 200
    )
