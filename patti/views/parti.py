"""Write by hand, edit and take away one part of the draft."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import operatore_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, rifiuta_se_vuota, riporta_errore
from adi_platform.http.vista import vista
from patti.forms.pai import FormParente
from patti.forms.parti import FORM_PARTI, FormParte
from patti.models import (
    ImpegnoPatto,
    ObiettivoPatto,
    ParenteTenuto,
    Patto,
    RisultatoAtteso,
    SostegnoPatto,
)
from patti.permissions import SCRIVE_PATTI
from patti.services.componi import crea_parte, modifica_parte, togli_parte
from patti.views.composizione import risultato_o_404, torna_a_comporre
from patti.views.comune import con_testo_aperto, contesto, pagina
from patti.views.conflitto import con_versione, differenze

MODELLI: dict[str, Any] = {
    "obiettivo": ObiettivoPatto,
    "risultato": RisultatoAtteso,
    "sostegno": SostegnoPatto,
    "impegno": ImpegnoPatto,
    "parente": ParenteTenuto,
}
MODULI: dict[str, type[FormParte]] = {**FORM_PARTI, "parente": FormParente}
NOMI = {
    "obiettivo": "obiettivo",
    "risultato": "risultato atteso",
    "sostegno": "sostegno",
    "impegno": "impegno",
    "parente": "parente tenuto agli alimenti",
}


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.composizione")
@con_testo_aperto
def nuova(request: HttpRequest, patto: Patto, parte: str, sotto: int = 0) -> HttpResponse:
    """Add a part by hand. `sotto` is the objective of a result, or the result of the others."""
    genitore = _genitore(patto, parte, sotto)
    form = _form(parte, patto, genitore, dati=dati_inviati(request))
    if form.is_bound and form.is_valid():
        try:
            riga = crea_parte(
                patto=patto,
                modello=MODELLI[parte],
                valori={**form.valori, **genitore},
                molti=form.insiemi,
                operatore=operatore_di(request),
            )
            return torna_a_comporre(patto, f"{parte}-{riga.pk}")
        except DominioError as errore:
            riporta_errore(form, errore)
    return pagina(
        request, "patti/parte.html", contesto(request, patto, form=form, parte=parte, nome=NOMI[parte]), form
    )


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.composizione")
@con_testo_aperto
def modifica(request: HttpRequest, patto: Patto, parte: str, riga: int) -> HttpResponse:
    """Edit a part. When somebody saved it meanwhile: 409, both texts, nothing typed lost."""
    oggetto = _parte_o_404(patto, parte, riga)
    dati = {"parte": parte, "nome": NOMI[parte], "oggetto": oggetto}
    if request.method != "POST":
        form = MODULI[parte](patto=patto, instance=oggetto)
        return render(request, "patti/parte.html", contesto(request, patto, form=form, **dati))
    form = MODULI[parte](request.POST, patto=patto, instance=_parte_o_404(patto, parte, riga))
    if form.is_valid():
        try:
            modifica_parte(
                parte=oggetto,
                attesa=form.cleaned_data["versione"] or 0,
                valori=form.valori,
                molti=form.insiemi,
                operatore=operatore_di(request),
            )
            return torna_a_comporre(patto, f"{parte}-{riga}")
        except ConflittoDiVersione as conflitto:
            return _conflitto(request, patto, form, oggetto, dati, conflitto)
        except DominioError as errore:
            riporta_errore(form, errore)
    return pagina(request, "patti/parte.html", contesto(request, patto, form=form, **dati), form)


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.composizione")
@con_testo_aperto
def togli(request: HttpRequest, patto: Patto, parte: str, riga: int) -> HttpResponse:
    """Ask, then take the part away with what is under it."""
    oggetto = _parte_o_404(patto, parte, riga)
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        try:
            togli_parte(parte=oggetto, operatore=operatore_di(request))
            messages.success(request, f"Tolto dal Patto: {oggetto.testo}")
        except DominioError as errore:
            messages.error(request, errore.messaggio)
        return redirect("patto-componi", pk=patto.pk)
    dati = contesto(request, patto, oggetto=oggetto, parte=parte, nome=NOMI[parte])
    return render(request, "patti/togli.html", dati)


def _parte_o_404(patto: Patto, parte: str, pk: int) -> Any:
    if parte not in MODELLI:
        raise Http404
    return uno_o_404(MODELLI[parte].objects.filter(patto=patto).select_related("aggiornato_da"), pk=pk)


def _genitore(patto: Patto, parte: str, sotto: int) -> dict[str, Any]:
    """The row under which the new part goes, already checked to be of this Patto."""
    if parte == "parente" and not patto.del_pai:
        raise Http404
    if parte in ("obiettivo", "parente"):
        return {}
    if parte == "risultato":
        return {"obiettivo": uno_o_404(ObiettivoPatto.objects.filter(patto=patto), pk=sotto)}
    if parte not in MODELLI:
        raise Http404
    return {"risultato": risultato_o_404(patto, sotto)}


def _form(parte: str, patto: Patto, genitore: dict[str, Any], *, dati: Any) -> FormParte:
    classe = MODULI[parte]
    if parte == "impegno":
        return classe(
            dati, patto=patto, risultato=genitore["risultato"], initial={"dal": timezone.localdate()}
        )
    return classe(dati, patto=patto)


def _conflitto(
    request: HttpRequest,
    patto: Patto,
    form: FormParte,
    oggetto: Any,
    dati: dict[str, Any],
    conflitto: ConflittoDiVersione,
) -> HttpResponse:
    attuale = type(oggetto).objects.select_related("aggiornato_da").get(pk=oggetto.pk)
    salvato = type(form)(patto=patto, instance=attuale)
    con_versione(form, attuale.versione)
    dati = {**dati, "oggetto": attuale, "differenze": differenze(form, salvato), "conflitto": conflitto}
    return render(request, "patti/parte.html", contesto(request, patto, form=form, **dati), status=409)
