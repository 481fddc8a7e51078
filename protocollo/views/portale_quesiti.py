"""A question put to the person who has signed in: what is asked, the answer, then the answer that was given."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, file_inviati, riesce
from protocollo.forms.quesiti import RispostaQuesitoForm
from protocollo.models import Quesito
from protocollo.permissions import quesito_partner_o_404
from protocollo.proiezioni.righe import riferimento, sezioni
from protocollo.proiezioni.viste import impronta
from protocollo.services.proiezioni import vista_di
from protocollo.services.quesiti import rispondi
from protocollo.views.comune import tono_del_quesito
from protocollo.views.partner import annota_uscita, vista_partner


@vista_partner(scrive=True, lettura="portale.quesito")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The question; a POST answers it, once."""
    quesito = quesito_partner_o_404(request, pk)
    form = RispostaQuesitoForm(dati_inviati(request), file_inviati(request))
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: rispondi(
            quesito=quesito, risposta=form.risposta(), operatore=operatore_di(request), adesso=timezone.now()
        ),
    ):  # fmt: skip
        messages.success(request, "Risposta inviata al servizio sociale.")
        return redirect("portale-quesito", pk=pk)
    if form.is_bound:
        quesito.refresh_from_db()  # an old tab: the page shows what was answered in the meantime
    return _pagina(request, quesito, form)


def _pagina(request: HttpRequest, quesito: Quesito, form: RispostaQuesitoForm) -> HttpResponse:
    vista = vista_di(quesito.condivisione, solo=quesito.persona_id)
    mostrate = sezioni(vista)
    annota_uscita(
        request,
        quesito.condivisione,
        "domanda",
        impronta({"scheda": [list(s.righe) for s in mostrate], "domanda": quesito.domanda}),
    )
    contesto = {
        "quesito": quesito,
        "tono": tono_del_quesito(quesito),
        "sezioni": mostrate,
        "riferimento": riferimento(vista),
        "oggi": timezone.localdate(),
        "form": form,
    }
    stato = 422 if form.is_bound else 200
    return render(request, "protocollo/portale/quesito.html", contesto, status=stato)
