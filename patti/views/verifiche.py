"""Monitoring: record a check, look at how things went."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, rifiuta_se_vuota, riporta_errore
from adi_platform.http.vista import vista
from patti.documents.lettura import obiettivi_di
from patti.enums import STATI_IN_VIGORE
from patti.forms.verifica import FormVerifica
from patti.models import ImpegnoPatto, Patto, RisultatoAtteso
from patti.permissions import SCRIVE_PATTI, VEDE_PATTI, patto_o_404, patto_seguito_o_404
from patti.services.andamento import andamento_di
from patti.services.monitora import registra_verifica
from patti.views.comune import contesto, pagina


@vista(VEDE_PATTI, lettura="patto.andamento")
def andamento(request: HttpRequest, pk: int) -> HttpResponse:
    """Results and commitments check after check, across versions: a table, and the same as a picture."""
    patto = patto_o_404(request, pk)
    dati = contesto(request, patto)
    return render(
        request,
        "patti/andamento.html",
        {
            **dati,
            "andamento": andamento_di(patto, dati["sguardo"]),
            "in_vigore": patto.stato in STATI_IN_VIGORE,
        },
    )


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.andamento")
def nuova(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a check held with the household."""
    patto = patto_seguito_o_404(request, pk)
    if patto.stato not in STATI_IN_VIGORE:
        if request.method == "POST" and (vuota := rifiuta_se_vuota(request)):
            return vuota
        messages.info(request, "Si verifica solo un Patto sottoscritto.")
        return redirect("patto-andamento", pk=pk)
    risultati, impegni = _parti(patto)
    form = FormVerifica(
        dati_inviati(request),
        patto=patto,
        risultati=risultati,
        impegni=impegni,
        initial={"data": timezone.localdate(), "modalita": patto.verifica_modalita},
    )
    if form.is_bound and form.is_valid() and _registra(request, patto, form):
        messages.success(request, "Verifica registrata.")
        return redirect("patto-andamento", pk=pk)
    return pagina(request, "patti/verifica.html", contesto(request, patto, form=form), form)


def _registra(request: HttpRequest, patto: Patto, form: FormVerifica) -> bool:
    try:
        registra_verifica(
            patto=patto,
            operatore=operatore_di(request),
            dati=form.dati,
            risultati=form.giudizi_risultati,
            impegni=form.giudizi_impegni,
            al=timezone.localdate(),
        )
    except DominioError as errore:
        riporta_errore(form, errore)
        return False
    return True


def _parti(patto: Patto) -> tuple[list[RisultatoAtteso], list[ImpegnoPatto]]:
    risultati = [r for o in obiettivi_di(patto) for r in o.risultati.all()]
    impegni = [i for r in risultati for i in r.impegni.all()]
    return risultati, impegni
