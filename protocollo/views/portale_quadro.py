"""The Quadro in the portal: one's items on the persons shared, one's own words and what came of them."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.http.accesso import annota_lettura, operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.registro_accessi.services.registra import Visto
from equipe.forms.quadro import FormContributo
from equipe.services.contributi import contribuisci
from equipe.services.quadro_modulo import modello_di
from protocollo.permissions import perche_legge
from protocollo.proiezioni.viste import impronta
from protocollo.services.quadro import ParteDaScrivere, QuadroCondiviso, contributi_di, quadri_condivisi
from protocollo.views.partner import annota_uscita, vista_partner


@vista_partner(lettura="portale.quadro")
def quadro(request: HttpRequest, pk: int) -> HttpResponse:
    """Of whom one may write, and what one has written."""
    return _indice(request, _quadro_o_404(request, pk))


@vista_partner(scrive=True, lettura="portale.quadro")
def parte(request: HttpRequest, pk: int, soggetto: str) -> HttpResponse:
    """The items on one person; a concluded period takes nothing more (409) and says why."""
    condiviso = _quadro_o_404(request, pk)
    scelta = next((p for p in condiviso.parti if p.chiave == soggetto), None)
    if scelta is None:
        raise Http404
    if not condiviso.quadro.in_bozza:
        return _indice(request, condiviso, stato=409 if request.method == "POST" else 200)
    form = FormContributo(dati_inviati(request), voci=scelta.voci, modello=modello_di(condiviso.quadro))
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: contribuisci(
            quadro=condiviso.quadro,
            persona=scelta.persona,
            voci=scelta.voci,
            giudizi=form.giudizi,
            funzioni=condiviso.funzioni,
            operatore=operatore_di(request),
        ),
    ):  # fmt: skip
        messages.success(request, "Inviato al servizio sociale: qui sotto leggi se lo accoglie.")
        return redirect("portale-quadro", pk=pk)
    contesto = _contesto(request, condiviso, [scelta])
    stato = 422 if form.is_bound else 200
    return render(request, "protocollo/portale/quadro_parte.html", {**contesto, "form": form}, status=stato)


def _quadro_o_404(request: HttpRequest, pk: int) -> QuadroCondiviso:
    """The period, with at least one item to write on somebody shared; the read is noted on the case."""
    trovati = quadri_condivisi(perimetro_di(request), Q(pk=pk))
    if not trovati:
        raise Http404
    (condiviso,) = trovati
    caso, persone = condiviso.quadro.caso, [p.persona.pk for p in condiviso.parti if p.persona]
    annota_lettura(
        request,
        Visto(ambito_id=caso.ambito_id, caso_id=caso.pk, persone=tuple(sorted(persone))),
        motivo=perche_legge(condiviso.parti[0].condivisione),
    )
    return condiviso


def _indice(request: HttpRequest, condiviso: QuadroCondiviso, stato: int = 200) -> HttpResponse:
    contesto = _contesto(request, condiviso, list(condiviso.parti))
    return render(request, "protocollo/portale/quadro.html", contesto, status=stato)


def _contesto(
    request: HttpRequest, condiviso: QuadroCondiviso, parti: list[ParteDaScrivere]
) -> dict[str, Any]:
    """What is shown goes out through the grant of each person."""
    di_chi = {p.persona.pk if p.persona else None for p in parti}
    miei = [c for c in contributi_di(condiviso, operatore_di(request).pk) if c.persona_id in di_chi]
    for condivisione in {p.condivisione.pk: p.condivisione for p in parti}.values():
        sue = [p for p in parti if p.condivisione == condivisione]
        mostrato = {
            "voci": [(p.nome, [v.codice for v in p.voci]) for p in sue],
            "miei": [
                asdict(c) for c in miei if c.persona_id in {p.persona.pk if p.persona else None for p in sue}
            ],
        }
        annota_uscita(request, condivisione, "Quadro di analisi: la propria parte", impronta(mostrato))
    return {
        "quadro": condiviso.quadro,
        "parti": parti,
        "parte": parti[0],
        "miei": miei,
        "modello": modello_di(condiviso.quadro),
    }
