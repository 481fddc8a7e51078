"""The diary of a case: what everybody on it reads, and what stays with its author."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from cases.forms.accessi import NotaForm
from cases.permissions import VEDE_CASI, caso_o_404, perche_non_fissa
from cases.services.diario import scrivi_nota

PER_PAGINA = 20


@vista(VEDE_CASI, scrive=True, lettura="caso.diario")
def diario(request: HttpRequest, pk: int) -> HttpResponse:
    caso, chi = caso_o_404(request, pk), operatore_di(request)
    non_scrive = perche_non_fissa(perimetro_di(request), caso)
    form = NotaForm(dati_inviati(request))
    if request.method == "POST" and non_scrive:
        raise PermissionDenied
    if form.is_bound and form.is_valid():
        dati = form.cleaned_data
        if riesce(form, lambda: scrivi_nota(caso=caso, operatore=chi, **dati)):
            messages.success(request, "Nota salvata.")
            return redirect("caso-diario", pk)
    note = caso.note_diario.filter(Q(privata=False) | Q(autore=chi)).select_related("autore")
    pagina = Paginator(note.order_by("-creato_il", "-pk"), PER_PAGINA).get_page(request.GET.get("pagina"))
    contesto = {"caso": caso, "form": form, "pagina": pagina, "non_scrive": non_scrive}
    return render(request, "cases/caso/diario.html", contesto, status=422 if form.errors else 200)
