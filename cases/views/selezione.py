"""Acts on a selection of cases: assign, convene. All or none, each case authorised by itself."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import riesce, riporta_errore
from adi_platform.http.vista import vista
from cases.enums import CanaleConvocazione, ModalitaIncontro, TipoAppuntamento
from cases.forms.appuntamenti import ConvocaSelezioneForm
from cases.forms.casi import AssegnaForm
from cases.models import CasoAdi
from cases.permissions import (
    ASSEGNA_CASI,
    FISSA_APPUNTAMENTI,
    casi_o_404,
    perche_non_coordina,
    perche_non_fissa,
)
from cases.services.appuntamenti import AvvisiDaConfermare, fissa_appuntamento
from cases.services.assegnazioni import assegna_in_blocco, possibili_case_manager
from cases.services.convocazioni import canali_possibili, convoca

MASSIMO = 100


@vista(ASSEGNA_CASI, scrive=True, lettura="caso.selezione")
def assegna(request: HttpRequest) -> HttpResponse:
    casi, oggi = _scelti(request), timezone.localdate()
    if any(perche_non_coordina(perimetro_di(request), caso) for caso in casi):
        raise PermissionDenied
    persone = possibili_case_manager(ambito_id=casi[0].ambito_id, al=oggi)
    form = AssegnaForm(request.POST if _invio(request) else None, persone=persone, oggi=oggi)
    if form.is_bound and form.is_valid():
        dati = form.cleaned_data
        if riesce(
            form, lambda: assegna_in_blocco(casi=casi, operatore=operatore_di(request), al=oggi, **dati)
        ):
            messages.success(request, f"Casi assegnati a {dati['a']}: {len(casi)}.")
            return redirect("scrivania")
    contesto = {"casi": casi, "form": form, "titolo": "Assegna i casi scelti", "pulsante": "Assegna"}
    return render(request, "cases/scrivania/selezione.html", contesto, status=_stato(form.errors))


@vista(FISSA_APPUNTAMENTI, scrive=True, lettura="caso.selezione")
def convoca_scelti(request: HttpRequest) -> HttpResponse:
    """One office, one day: each family gets its own hour, one after the other."""
    casi = _scelti(request)
    if any(perche_non_fissa(perimetro_di(request), caso) for caso in casi):
        raise PermissionDenied
    form = ConvocaSelezioneForm(
        request.POST if _invio(request) else None, ambiti={caso.ambito_id for caso in casi}
    )
    avvisi: list[str] = []
    if form.is_bound and form.is_valid():
        try:
            inviati = _convoca_tutti(request, casi, form)
        except AvvisiDaConfermare as errore:
            avvisi = errore.avvisi
        except DominioError as errore:
            riporta_errore(form, errore)
        else:
            messages.success(request, _riepilogo(len(casi), inviati))
            return redirect("scrivania")
    contesto = {
        "casi": casi,
        "form": form,
        "avvisi": avvisi,
        "titolo": "Convoca le famiglie scelte",
        "pulsante": "Fissa e convoca",
        "introduzione": "Ogni famiglia riceve un orario, uno dopo l'altro. Chi ha la posta elettronica "
        "riceve il messaggio; per gli altri resta da convocare con un altro canale.",
    }
    stato = _stato(form.errors) if not avvisi else 422
    return render(request, "cases/scrivania/selezione.html", contesto, status=stato)


@transaction.atomic
def _convoca_tutti(request: HttpRequest, casi: list[CasoAdi], form: ConvocaSelezioneForm) -> int:
    """Returns how many messages left. Warnings of all the families are asked together."""
    oggi, chi, dati = timezone.localdate(), operatore_di(request), form.cleaned_data
    avvisi: list[str] = []
    inviati = 0
    for n, caso in enumerate(casi):
        durata: int = dati["durata_minuti"]
        try:
            appuntamento = fissa_appuntamento(
                caso=caso,
                tipo=TipoAppuntamento.PRIMO_INCONTRO,
                inizio=form.inizio + datetime.timedelta(minutes=durata * n),
                durata_minuti=durata,
                modalita=ModalitaIncontro.SEDE,
                sede=dati["sede"],
                luogo="",
                con=caso.case_manager or chi,
                operatore=chi,
                al=oggi,
                confermato=dati["confermato"],
            )
        except AvvisiDaConfermare as errore:
            avvisi += [f"{caso.nucleo.referente or caso.nucleo}: {testo}" for testo in errore.avvisi]
            continue
        except DominioError as errore:
            chi_e = caso.nucleo.referente or caso.nucleo
            raise DominioError(f"{chi_e}: {errore.messaggio}", campo=errore.campo) from errore
        if CanaleConvocazione.EMAIL in canali_possibili(caso):
            convoca(
                appuntamento=appuntamento, canale=CanaleConvocazione.EMAIL, il=oggi, operatore=chi, al=oggi
            )
            inviati += 1
    if avvisi:
        raise AvvisiDaConfermare(avvisi)
    return inviati


def _scelti(request: HttpRequest) -> list[CasoAdi]:
    """The cases of the selection, from the address or from the form."""
    grezzi = (request.POST if request.method == "POST" else request.GET).getlist("caso")
    if not grezzi or len(grezzi) > MASSIMO or not all(_numero(g) for g in grezzi):
        raise Http404
    return casi_o_404(request, [int(g) for g in grezzi])


def _numero(testo: str) -> bool:
    return testo.isascii() and testo.isdecimal() and len(testo) < 16


def _invio(request: HttpRequest) -> bool:
    return request.method == "POST" and "invia" in request.POST


def _stato(errori: Any) -> int:
    return 422 if errori else 200


def _riepilogo(fissati: int, inviati: int) -> str:
    testo = f"Appuntamenti fissati: {fissati}. Convocazioni inviate per posta elettronica: {inviati}."
    da_fare = fissati - inviati
    return f"{testo} Da convocare con un altro canale: {da_fare}." if da_fare else testo
