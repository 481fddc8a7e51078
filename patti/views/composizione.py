"""Compose the draft: objectives, results, supports and commitments from the catalogue."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, uno_o_404
from adi_platform.http.moduli import rifiuta_se_vuota, testo_cercato
from adi_platform.http.vista import vista
from adi_platform.norme.esito import Esito, Livello
from cases.models import ComponenteCaso
from patti.documents.firme import adulto
from patti.documents.lettura import obiettivi_di
from patti.models import Patto, RisultatoAtteso
from patti.permissions import SCRIVE_PATTI
from patti.rules.catalogo import Catalogo, VoceImpegno, VoceRisultato, parla_di
from patti.services.cataloghi import catalogo_di
from patti.services.componi import aggiungi_impegno, aggiungi_risultato, aggiungi_sostegno
from patti.services.fotografia import completezza_di, componenti_attuali
from patti.services.suggerimenti import (
    impegni_collegati,
    proposte_dall_analisi,
    sostegni_collegati,
)
from patti.views.comune import con_testo_aperto, contesto
from patti.views.rimedi import dove_rimediare


@vista(SCRIVE_PATTI, lettura="patto.composizione")
@con_testo_aperto
def componi(request: HttpRequest, patto: Patto) -> HttpResponse:
    """Three columns on a desk, one on a phone; what is missing on top."""
    catalogo = catalogo_di(patto.caso.ambito_id)
    componenti = componenti_attuali(patto.caso)
    obiettivi = [
        {
            "obiettivo": o,
            "area": catalogo.aree.get(o.area, o.area),
            "risultati": [
                {
                    "risultato": r,
                    "sostegni_collegati": sostegni_collegati(r, catalogo),
                    "impegni_collegati": []
                    if o.riservato
                    else [_proposta(v, componenti) for v in impegni_collegati(r, catalogo)],
                }
                for r in o.risultati.all()
            ],
        }
        for o in obiettivi_di(patto)
    ]
    return render(
        request,
        "patti/componi.html",
        contesto(
            request,
            patto,
            obiettivi=obiettivi,
            componenti=componenti,
            pai=patto.pai if patto.del_pai else None,
            parenti=patto.parenti.all() if patto.del_pai else (),
            mancanze=mancanze(patto, completezza_di(patto, al=timezone.localdate())),
        ),
    )


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.composizione")
@con_testo_aperto
def catalogo(request: HttpRequest, patto: Patto) -> HttpResponse:
    """Choose a result in plain words: first what the Analisi suggests, then by area."""
    voci = catalogo_di(patto.caso.ambito_id)
    if request.method == "POST":
        return _aggiungi_risultato(request, patto, voci)
    componenti = componenti_attuali(patto.caso)
    presenti = set(RisultatoAtteso.objects.filter(patto=patto).values_list("codice", flat=True))
    area = request.GET.get("area", "")
    proposte = [p for p in proposte_dall_analisi(patto.caso, voci) if p.voce.codice not in presenti]
    return render(
        request,
        "patti/catalogo.html",
        contesto(
            request,
            patto,
            aree=voci.aree.items(),
            area=area if area in voci.aree else "",
            proposte=[_scelta(p.voce, voci, componenti, p.perche) for p in proposte[:8]],
            voci=[
                _scelta(v, voci, componenti, presente=v.codice in presenti)
                for v in voci.risultati.values()
                if v.area == area
            ],
        ),
    )


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.composizione")
@con_testo_aperto
def scegli(request: HttpRequest, patto: Patto, risultato: int) -> HttpResponse:
    """All the supports and commitments of the catalogue, or those with the words of `?q=`. POST adds one."""
    riga = risultato_o_404(patto, risultato)
    voci = catalogo_di(patto.caso.ambito_id)
    if request.method == "POST":
        return _aggiungi_voce(request, patto, riga, voci)
    cercato, componenti = testo_cercato(request.GET), componenti_attuali(patto.caso)
    trovati = [s for s in voci.sostegni.values() if parla_di(cercato, s.nome, s.descrizione)]
    scelti = [i for i in voci.impegni.values() if parla_di(cercato, i.testo_lei, i.frequenza)]
    sostegni = [
        {"nome": nome, "voci": [s for s in trovati if s.lettera == lettera]}
        for lettera, nome in voci.lettere.items()
    ]
    impegni = [
        {"nome": nome, "voci": [_proposta(i, componenti) for i in scelti if i.area == codice]}
        for codice, nome in voci.aree_impegni.items()
    ]
    return render(
        request,
        "patti/scegli.html",
        contesto(
            request,
            patto,
            risultato=riga,
            sostegni=[g for g in sostegni if g["voci"]],
            impegni=[g for g in impegni if g["voci"]],
            cercato=cercato,
        ),
    )


def mancanze(patto: Patto, esito: Esito) -> dict[str, Any]:
    """The reasons in the order of work: not allowed, missing, worth a thought; each with where to go."""
    ordine = (Livello.NON_AMMISSIBILE, Livello.DA_INTEGRARE, Livello.AVVISO)
    voci: list[dict[str, Any]] = [{"motivo": m, "dove": dove_rimediare(patto, m)} for m in esito.motivi]
    gruppi = {livello: [v for v in voci if v["motivo"].livello == livello] for livello in ordine}
    return {
        "completo": esito.ok,
        "quante": len(gruppi[Livello.NON_AMMISSIBILE]) + len(gruppi[Livello.DA_INTEGRARE]),
        "vietate": gruppi[Livello.NON_AMMISSIBILE],
        "mancanti": gruppi[Livello.DA_INTEGRARE],
        "avvisi": gruppi[Livello.AVVISO],
    }


def risultato_o_404(patto: Patto, pk: int) -> RisultatoAtteso:
    righe = RisultatoAtteso.objects.filter(patto=patto).select_related("obiettivo", "patto")
    return uno_o_404(righe, pk=pk)


def _proposta(voce: VoceImpegno, componenti: list[ComponenteCaso]) -> dict[str, Any]:
    """A commitment with who may take it. In one click only an adult: that of a youngster is written by hand."""
    return {"voce": voce, "autori": _adulti(componenti)}


def _adulti(componenti: list[ComponenteCaso]) -> list[ComponenteCaso]:
    oggi = timezone.localdate()
    return [c for c in componenti if adulto(c, al=oggi)]


def _scelta(
    voce: VoceRisultato,
    voci: Catalogo,
    componenti: list[ComponenteCaso],
    perche: tuple[str, ...] = (),
    *,
    presente: bool = False,
) -> dict[str, Any]:
    oggi = timezone.localdate()
    adatti = [
        c
        for c in componenti
        if voce.riguarda == "nucleo" or adulto(c, al=oggi) is (voce.riguarda == "adulto")
    ]
    return {
        "voce": voce,
        "area": voci.aree.get(voce.area, ""),
        "di_tutti": voce.riguarda == "nucleo" and not voce.riservato,
        "componenti": adatti,
        "perche": perche,
        "presente": presente,
    }


def _aggiungi_risultato(request: HttpRequest, patto: Patto, voci: Catalogo) -> HttpResponse:
    if vuota := rifiuta_se_vuota(request):
        return vuota
    scelti = set(request.POST.getlist("componenti"))
    componenti = [c for c in componenti_attuali(patto.caso) if str(c.pk) in scelti]
    try:
        nuovo = aggiungi_risultato(
            patto=patto,
            catalogo=voci,
            codice=request.POST.get("codice", ""),
            componenti=componenti,
            operatore=operatore_di(request),
            al=timezone.localdate(),
        )
    except DominioError as errore:
        messages.error(request, errore.messaggio)
        return redirect("patto-catalogo", pk=patto.pk)
    messages.success(request, f"Aggiunto: {nuovo.testo}")
    return torna_a_comporre(patto, f"risultato-{nuovo.pk}")


def _aggiungi_voce(
    request: HttpRequest, patto: Patto, risultato: RisultatoAtteso, voci: Catalogo
) -> HttpResponse:
    if vuota := rifiuta_se_vuota(request):
        return vuota
    codice, oggi = request.POST.get("codice", ""), timezone.localdate()
    try:
        if codice in voci.sostegni:
            aggiungi_sostegno(
                risultato=risultato, catalogo=voci, codice=codice, operatore=operatore_di(request), al=oggi
            )
        else:
            aggiungi_impegno(
                risultato=risultato,
                catalogo=voci,
                codice=codice,
                componente=_componente_o_404(request, patto),
                operatore=operatore_di(request),
                al=oggi,
            )
    except DominioError as errore:
        messages.error(request, errore.messaggio)
    return torna_a_comporre(patto, f"risultato-{risultato.pk}")


def _componente_o_404(request: HttpRequest, patto: Patto) -> ComponenteCaso:
    scelto = request.POST.get("componente", "")
    for componente in _adulti(componenti_attuali(patto.caso)):
        if str(componente.pk) == scelto:
            return componente
    raise Http404


def torna_a_comporre(patto: Patto, ancora: str) -> HttpResponse:
    return redirect(f"{reverse('patto-componi', args=[patto.pk])}#{ancora}")
