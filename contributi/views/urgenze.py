"""The urgent lane in one page: read the summary istruttoria, write, decide."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from contributi.enums import Corsia, StatoRichiesta, TipoProvvedimento
from contributi.forms.provvedimenti import BozzaForm
from contributi.models import Provvedimento, Richiesta
from contributi.permissions.provvedimenti import DECIDE, richiesta_da_decidere_o_404
from contributi.services.istruttoria import esamina
from contributi.services.provvedimenti import CAMPI
from contributi.services.urgenze import bozza_di, decidi_urgenza
from contributi.views.comune import TONI, termine_in_parole
from contributi.views.istruttoria import tabella_dell_esame

CONCEDI = "concedi"


@vista(DECIDE, scrive=True, lettura="provvedimento.decisione")
def urgenza(request: HttpRequest, pk: int) -> HttpResponse:
    """What the social worker found, and the act of the Dirigente, without going elsewhere."""
    richiesta = richiesta_da_decidere_o_404(request, pk)
    if richiesta.corsia != Corsia.URGENTE:
        return redirect("contributi:decisione", pk)
    oggi, bozza = timezone.localdate(), bozza_di(richiesta)
    form = BozzaForm(
        dati_inviati(request), tipo=TipoProvvedimento.CONCESSIONE, initial=_iniziali(richiesta, bozza, oggi)
    )
    concede = CONCEDI in request.POST
    nati: list[Provvedimento] = []

    def atto() -> None:
        nati.append(
            decidi_urgenza(
                richiesta=richiesta,
                versione=form.cleaned_data["versione"],
                dati=form.dati(),
                adotta=concede,
                operatore=operatore_di(request),
                al=oggi,
            )
        )

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(
            request, "Concesso: il documento è in preparazione." if concede else "Bozza salvata."
        )
        return redirect(
            "contributi:provvedimento" if concede else "contributi:urgenza", nati[0].pk if concede else pk
        )
    dati = {**_pagina(richiesta, oggi), "form": form, "bozza": bozza}
    return render(request, "contributi/provvedimenti/urgenza.html", dati, status=422 if form.errors else 200)


def _pagina(richiesta: Richiesta, oggi: datetime.date) -> dict[str, Any]:
    dati = {
        "richiesta": richiesta,
        "tono": TONI.get(StatoRichiesta(richiesta.stato), "info"),
        "oggi": oggi,
        "errore": "",
        "righe": (),
        "documenti": [(riga, riga.stato_al(oggi)) for riga in richiesta.documenti.all()],
        "decidibile": richiesta.stato == StatoRichiesta.ISTRUTTORIA,
        **termine_in_parole(richiesta, oggi),
    }
    try:
        return {**dati, **tabella_dell_esame(esamina(richiesta, al=oggi))}
    except DominioError as errore:
        return {**dati, "errore": errore.messaggio, "mancanze": ()}


def _iniziali(richiesta: Richiesta, bozza: Provvedimento | None, oggi: datetime.date) -> dict[str, Any]:
    """The draft as it is, or what the request says."""
    if bozza is not None and bozza.tipo == TipoProvvedimento.CONCESSIONE:
        return {"versione": bozza.versione, **{campo: getattr(bozza, campo) for campo in CAMPI}}
    return {
        "versione": 0,
        "importo": richiesta.importo,
        "mesi": richiesta.mesi,
        "modo": richiesta.modo,
        "dal": oggi,
    }
