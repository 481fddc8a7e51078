"""Questions on the side of the social service: ask, look at the answer, remind, take back, what is late."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import annota_lettura, operatore_di, perimetro_di
from adi_platform.http.moduli import Conferma, dati_inviati, riesce, rifiuta_se_vuota
from adi_platform.http.vista import vista
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.registro_accessi.services.registra import Visto
from cases.permissions import caso_o_404, legge_i_motivi
from protocollo.forms.invii import MotivoForm
from protocollo.forms.quesiti import QuesitoForm
from protocollo.models import Condivisione, Quesito
from protocollo.permissions import (
    CONDIVIDE,
    VEDE_CONDIVISIONI,
    caso_da_condividere,
    condivisione_del_caso_o_404,
    perche_non_condivide,
    quesiti_seguiti,
    quesito_del_caso_o_404,
)
from protocollo.services.passaggi import quesiti_rimasti_soli
from protocollo.services.quesiti import chiedi, ritira, segna_letta, sollecita
from protocollo.views.comune import tono_del_quesito

PER_PAGINA = 25


@vista(CONDIVIDE, scrive=True, lettura="caso.quesiti")
def nuovo(request: HttpRequest, pk: int, condivisione: int) -> HttpResponse:
    """One question to one of the people who see the grant."""
    caso = caso_da_condividere(request, pk)
    riga = condivisione_del_caso_o_404(request, caso, condivisione)
    oggi = timezone.localdate()
    if not Condivisione.objects.in_vigore(oggi).filter(pk=riga.pk).exists():
        raise Http404
    giorni = norme_dell_ambito(caso.ambito_id).valore("rete.quesito_giorni", al=oggi).intero
    form = QuesitoForm(
        dati_inviati(request),
        condivisione=riga,
        oggi=oggi,
        proposto=oggi + datetime.timedelta(days=giorni),
    )
    if form.is_bound and form.is_valid() and riesce(
        form, lambda: chiedi(condivisione=riga, nuovo=form.nuovo(), operatore=operatore_di(request), al=oggi)
    ):  # fmt: skip
        messages.success(request, f"Domanda inviata a {form.cleaned_data['a']}.")
        return redirect("condivisioni", pk=pk)
    contesto = {"caso": caso, "condivisione": riga, "form": form}
    return render(request, "protocollo/quesito_nuovo.html", contesto, status=422 if form.is_bound else 200)


@vista(VEDE_CONDIVISIONI, scrive=True, lettura="caso.quesiti")
def scheda(request: HttpRequest, pk: int, quesito: int) -> HttpResponse:
    """The question and the answer, also for the team; a POST of who answers for the case says that it was read."""
    caso = caso_o_404(request, pk)
    riga = quesito_del_caso_o_404(request, caso, quesito)
    risponde_del_caso = legge_i_motivi(perimetro_di(request), caso)
    if request.method == "POST":
        if not risponde_del_caso:
            raise PermissionDenied
        if vuota := rifiuta_se_vuota(request):
            return vuota
        segna_letta(quesito=riga, operatore=operatore_di(request), adesso=timezone.now())
        messages.success(request, "Segnata come letta.")
        return redirect("caso-quesito", pk=pk, quesito=quesito)
    contesto = {
        "caso": caso,
        "quesito": riga,
        "tono": tono_del_quesito(riga),
        "oggi": timezone.localdate(),
        "conferma": Conferma(),
        "risponde_del_caso": risponde_del_caso,
        "motivo_no": perche_non_condivide(perimetro_di(request), caso),
        "passaggi": riga.transizioni.select_related("operatore"),
    }
    return render(request, "protocollo/quesito.html", contesto)


@vista(CONDIVIDE, scrive=True, lettura="caso.quesiti")
def ricorda(request: HttpRequest, pk: int, quesito: int) -> HttpResponse:
    """Another letter (POST)."""
    riga = _da_gestire(request, pk, quesito)
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        try:
            sollecita(quesito=riga, operatore=operatore_di(request), al=timezone.localdate())
            messages.success(request, f"Sollecito inviato a {riga.a}.")
        except DominioError as errore:
            messages.error(request, errore.messaggio)
    return redirect("caso-quesito", pk=pk, quesito=quesito)


@vista(CONDIVIDE, scrive=True, lettura="caso.quesiti")
def togli(request: HttpRequest, pk: int, quesito: int) -> HttpResponse:
    """Take the question back, with the reason."""
    riga = _da_gestire(request, pk, quesito)
    if not riga.aperto:
        raise Http404
    form = MotivoForm(dati_inviati(request))
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: ritira(quesito=riga, motivo=form.cleaned_data["motivo"], operatore=operatore_di(request)),
    ):  # fmt: skip
        messages.success(request, "Domanda ritirata.")
        return redirect("caso-quesito", pk=pk, quesito=quesito)
    contesto = {"caso": riga.caso, "quesito": riga, "form": form}
    return render(request, "protocollo/quesito_ritira.html", contesto, status=422 if form.is_bound else 200)


@vista(CONDIVIDE, lettura="caso.quesiti")
def elenco(request: HttpRequest) -> HttpResponse:
    """The questions on the cases that one follows: what is late, what has been answered."""
    oggi, vedi = timezone.localdate(), request.GET.get("vedi", "")
    miei = quesiti_seguiti(perimetro_di(request))
    filtri = {
        "leggere": miei.da_leggere(),
        "ritardo": miei.in_ritardo(oggi),
        "soli": miei.filter(quesiti_rimasti_soli(oggi)),
    }
    righe = filtri.get(vedi, miei.aperti() | miei.da_leggere()).select_related(
        "persona", "a", "caso__nucleo__referente", "condivisione__ente", "condivisione__servizio"
    )
    pagina = Paginator(righe.order_by("entro", "pk"), PER_PAGINA).get_page(request.GET.get("pagina"))
    viste: list[Quesito] = list(pagina.object_list)
    annota_lettura(request, *(Visto(ambito_id=q.caso.ambito_id, caso_id=q.caso_id) for q in viste))
    contesto = {
        "pagina": pagina,
        "righe": [{"quesito": q, "tono": tono_del_quesito(q)} for q in viste],
        "vedi": vedi if vedi in filtri else "",
        "oggi": oggi,
    }
    return render(request, "protocollo/rete/quesiti.html", contesto)


def _da_gestire(request: HttpRequest, pk: int, quesito: int) -> Quesito:
    caso = caso_o_404(request, pk)
    riga = quesito_del_caso_o_404(request, caso, quesito)
    if perche_non_condivide(perimetro_di(request), caso):
        raise PermissionDenied
    return riga
