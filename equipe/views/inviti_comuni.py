"""What the two pages of an invitation share: note that it was seen, take the answer."""

import functools
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import Vista
from adi_platform.riunioni.enums import Risposta
from adi_platform.riunioni.models import Partecipante
from adi_platform.riunioni.services.inviti import segna_visto
from equipe.forms.inviti import FormRisposta, form_della_risposta
from equipe.services.risposte import RISPOSTE, rispondi


def con_visto(funzione: Vista) -> Vista:
    """A GET is read-only: that the invitation was opened is written after the page is made."""

    @functools.wraps(funzione)
    def involucro(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.inviti_visti = []  # type: ignore[attr-defined]  # filled by `annota_visto`
        risposta = funzione(request, *args, **kwargs)
        if risposta.status_code < 400:
            for partecipante in request.inviti_visti:  # type: ignore[attr-defined]  # see above
                segna_visto(partecipante, chi=operatore_di(request))
        return risposta

    return involucro


def annota_visto(request: HttpRequest, partecipante: Partecipante) -> None:
    request.inviti_visti.append(partecipante)  # type: ignore[attr-defined]  # set by `con_visto`


def risposta_o_404(nome: str) -> Risposta:
    """The answer that the address names."""
    if nome not in RISPOSTE:
        raise Http404
    return RISPOSTE[nome]


def prendi_risposta(
    request: HttpRequest, partecipante: Partecipante, risposta: Risposta
) -> tuple[FormRisposta, bool]:
    """The form, and True when the answer was written."""
    form = form_della_risposta(risposta, dati_inviati(request), partecipante)
    fatto = form.is_bound and form.is_valid() and riesce(
        form,
        lambda: rispondi(
            partecipante=partecipante,
            risposta=risposta,
            detto=form.detto(),
            operatore=operatore_di(request),
            attesa=form.cleaned_data["sequenza"],
        ),
    )  # fmt: skip
    return form, fatto
