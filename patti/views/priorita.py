"""Link the priorities of the Quadro to the objectives of a Patto being written."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.vista import vista
from patti.documents.lettura import obiettivi_di
from patti.forms.priorita import FormPriorita
from patti.models import Patto
from patti.permissions import SCRIVE_PATTI
from patti.services.priorita import collega_priorita, priorita_del_patto
from patti.views.comune import con_testo_aperto, contesto


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.composizione")
@con_testo_aperto
def priorita(request: HttpRequest, patto: Patto) -> HttpResponse:
    form = FormPriorita(
        dati_inviati(request),
        priorita=priorita_del_patto(patto),
        obiettivi=list(obiettivi_di(patto)),
        initial={"versione": patto.versione},
    )
    stato = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            collega_priorita(
                patto=patto,
                scelte=form.scelte,
                attesa=form.cleaned_data["versione"],
                operatore=operatore_di(request),
            )
            messages.success(request, "Priorità collegate.")
            return redirect("patto-componi", pk=patto.pk)
        except DominioError as errore:
            riporta_errore(form, errore)
            stato = 409 if isinstance(errore, ConflittoDiVersione) else 422
    return render(request, "patti/priorita.html", contesto(request, patto, form=form), status=stato)
