"""The page of a PAI that art. 7 asks for: need, support proposed, relatives bound to maintenance."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import riporta_errore
from adi_platform.http.vista import vista
from patti.forms.pai import FormPai
from patti.models import ContenutoPai
from patti.permissions import SCRIVE_PATTI, patto_seguito_o_404
from patti.services.componi import salva_pai
from patti.views.comune import contesto, pagina
from patti.views.conflitto import con_versione, differenze


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.composizione")
def pai(request: HttpRequest, pk: int) -> HttpResponse:
    patto = patto_seguito_o_404(request, pk)
    if not patto.del_pai:
        raise Http404
    if request.method != "POST":
        return render(request, "patti/pai.html", contesto(request, patto, form=FormPai(instance=patto.pai)))
    form = FormPai(request.POST, instance=_riga(patto.pk))
    if form.is_valid():
        try:
            salva_pai(
                patto=patto,
                attesa=form.cleaned_data["versione"],
                valori=form.valori,
                operatore=operatore_di(request),
            )
            messages.success(request, "Salvato.")
            return redirect("patto-componi", pk=pk)
        except ConflittoDiVersione as conflitto:
            return _conflitto(request, pk, form, conflitto)
        except DominioError as errore:
            riporta_errore(form, errore)
    return pagina(request, "patti/pai.html", contesto(request, patto, form=form), form)


def _riga(patto_pk: int) -> ContenutoPai:
    return ContenutoPai.objects.select_related("patto__caso", "aggiornato_da").get(patto=patto_pk)


def _conflitto(request: HttpRequest, pk: int, form: FormPai, conflitto: ConflittoDiVersione) -> HttpResponse:
    patto, attuale = patto_seguito_o_404(request, pk), _riga(pk)
    con_versione(form, attuale.versione)
    dati = contesto(
        request,
        patto,
        form=form,
        oggetto=attuale,
        conflitto=conflitto,
        differenze=differenze(form, FormPai(instance=attuale)),
    )
    return render(request, "patti/pai.html", dati, status=409)
