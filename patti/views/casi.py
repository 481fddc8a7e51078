"""The Patti of a case, and the sheet of one of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import rifiuta_se_vuota
from adi_platform.http.vista import vista
from cases.models import CasoAdi
from cases.permissions import caso_o_404
from equipe.permissions import caso_seguito_o_404, segue_il_caso
from patti.documents.equipe import equipe_di
from patti.documents.lettura import obiettivi_visibili
from patti.enums import STATI_IN_PREPARAZIONE, STATI_IN_VIGORE, StatoPatto, TipoPatto
from patti.forms.quadro import FormRisposta, FormSuggerimento
from patti.models import Patto
from patti.permissions import SCRIVE_PATTI, VEDE_PATTI, patto_o_404, puo_suggerire
from patti.services.fotografia import completezza_di
from patti.services.inizia import inizia_patto
from patti.transizioni import TABELLA_PATTO
from patti.views.comune import contesto

# Moves offered on the sheet; the others belong to the pages of composing and signing.
MOSSE_DELLA_SCHEDA = ("riapri", "apri_revisione", "concludi", "interrompi")


@vista(VEDE_PATTI, lettura="patto.elenco")
def elenco(request: HttpRequest, pk: int) -> HttpResponse:
    """All the versions of the Patti of a case, or how to begin."""
    caso = caso_o_404(request, pk)
    patti = list(caso.patti.select_related("case_manager", "aggiornato_da", "registrazione"))
    return render(
        request,
        "patti/elenco.html",
        {
            "caso": caso,
            "patti": patti,
            "puo_scrivere": segue_il_caso(perimetro_di(request), caso),
            "da_iniziare": [t for t in _tipi(caso) if t not in _aperti(patti)],
        },
    )


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.elenco")
def inizia(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_seguito_o_404(request, pk)
    if request.method != "POST":
        return redirect("patto-elenco", pk=pk)
    if vuota := rifiuta_se_vuota(request):
        return vuota
    try:
        patto = inizia_patto(
            caso=caso,
            operatore=operatore_di(request),
            al=timezone.localdate(),
            tipo=TipoPatto.PAI if request.POST.get("tipo") == TipoPatto.PAI else TipoPatto.PAIS,
        )
    except DominioError as errore:
        messages.error(request, errore.messaggio)
        return redirect("patto-elenco", pk=pk)
    return redirect("patto-componi", pk=patto.pk)


@vista(VEDE_PATTI, lettura="patto.scheda")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """One version read in full, with what can be done on it."""
    patto = patto_o_404(request, pk)
    dati = contesto(request, patto)
    return render(
        request,
        "patti/scheda.html",
        {
            **dati,
            "obiettivi": obiettivi_visibili(patto, dati["sguardo"]),
            "equipe": equipe_di(patto),
            "pai": patto.pai if patto.del_pai else None,
            "parenti": patto.parenti.all() if patto.del_pai else (),
            "esito": completezza_di(patto, al=timezone.localdate()) if patto.modificabile else None,
            "mosse": _mosse(patto) if dati["puo_scrivere"] else [],
            "passaggi": _passaggi(patto),
            "note": patto.note_equipe.select_related("autore"),
            "form_nota": FormSuggerimento() if puo_suggerire(perimetro_di(request), patto) else None,
            "form_risposta": FormRisposta() if dati["puo_scrivere"] else None,
        },
    )


def _tipi(caso: CasoAdi) -> list[TipoPatto]:
    """Who came to the counter writes a PAI; an AdI case the Patto, and a PAI beside it."""
    return [TipoPatto.PAIS, TipoPatto.PAI] if caso.adi else [TipoPatto.PAI]


def _aperti(patti: list[Patto]) -> set[str]:
    return {p.tipo for p in patti if p.stato in (*STATI_IN_PREPARAZIONE, *STATI_IN_VIGORE)}


def _passaggi(patto: Patto) -> list[dict[str, Any]]:
    """What happened to this version, in the words of the office."""
    return [
        {
            "avvenuta_il": p.avvenuta_il,
            "operatore": p.operatore,
            "motivo": p.motivo,
            "titolo": StatoPatto(p.a_stato).label.lower(),
        }
        for p in patto.transizioni.select_related("operatore")
    ]


def _mosse(patto: Patto) -> list[dict[str, str]]:
    revisione = patto.precedente_id is not None and patto.stato in STATI_IN_PREPARAZIONE
    mosse = [
        {"codice": m.codice, "etichetta": m.etichetta.replace("il Patto", f"il {patto.nome}")}
        for m in TABELLA_PATTO.mosse_da(patto.stato)
        if m.codice in MOSSE_DELLA_SCHEDA and not (revisione and m.codice == "interrompi")
    ]
    if revisione and patto.stato == StatoPatto.BOZZA:
        mosse.append({"codice": "annulla_revisione", "etichetta": f"Lascia il {patto.nome} com'è"})
    return mosse
