"""A colleague of the same body takes over what somebody who has left was following."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from protocollo.forms.condivisioni import PassaggioForm
from protocollo.permissions import CONDIVIDE, caso_da_condividere
from protocollo.services.condivisioni import referenti_di
from protocollo.services.passaggi import affida, lasciati_di


@vista(CONDIVIDE, scrive=True, lettura="caso.condivisioni")
def affidamento(request: HttpRequest, pk: int, utente: int) -> HttpResponse:
    """Choose who follows it from now on; 404 when that person has left nothing behind."""
    caso = caso_da_condividere(request, pk)
    oggi = timezone.localdate()
    lasciato = next((r for r in lasciati_di(caso, al=oggi) if r.utente.pk == utente), None)
    if lasciato is None:
        raise Http404
    colleghi = referenti_di(lasciato.ente, al=oggi)
    form = PassaggioForm(dati_inviati(request), colleghi=colleghi)
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: affida(
            caso=caso, lasciato=lasciato, a=form.cleaned_data["a"], operatore=operatore_di(request), al=oggi
        ),
    ):  # fmt: skip
        messages.success(request, f"Ora segue tutto {form.cleaned_data['a']}.")
        return redirect("condivisioni", pk=pk)
    contesto = {"caso": caso, "lasciato": lasciato, "colleghi": colleghi, "form": form}
    return render(request, "protocollo/affida.html", contesto, status=422 if form.is_bound else 200)
