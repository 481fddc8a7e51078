"""The measures in words, their versions, a new regulation and its approval."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.vista import vista
from adi_platform.norme.errori import ParametroSenzaValore
from adi_platform.norme.loader import norme_nazionali
from adi_platform.organizzazione.models import Ambito
from adi_platform.organizzazione.services.parametri import scelte_di
from contributi.enums import StatoMisura
from contributi.forms.misure import FormApprovazione, FormRegolamento
from contributi.models import Misura
from contributi.permissions.misure import (
    APPROVA_MISURE,
    CHI_APPROVA,
    CHI_LEGGE_MISURE,
    CHI_PROPONE,
    LEGGE_MISURE,
    PROPONE_MISURE,
    ambito_delle_misure_o_404,
    misura_o_404,
    puo_approvare,
    puo_proporre,
    puo_provare,
)
from contributi.rules.misura import MisuraLetta, Termini
from contributi.rules.testo_misura import dettagli, differenze, quanto
from contributi.services.misure import (
    FileRegolamentoNonValido,
    approva_misura,
    carica_regolamento,
    misura_letta,
)


@vista(LEGGE_MISURE)
def elenco(request: HttpRequest) -> HttpResponse:
    """What is in force on a day, and the drafts waiting for approval."""
    ambito = ambito_delle_misure_o_404(request, *CHI_LEGGE_MISURE)
    al = _giorno(request)
    misure = Misura.objects.dell_ambito(ambito.pk)
    contesto = {
        "ambito": ambito,
        "al": al,
        "in_vigore": misure.in_vigore_al(al),
        "bozze": misure.filter(stato=StatoMisura.BOZZA).select_related("proposta_da"),
        "puo_proporre": puo_proporre(perimetro_di(request), ambito),
    }
    return render(request, "contributi/misure/elenco.html", contesto)


@vista(LEGGE_MISURE)
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """One version in words, with the article of each rule and the other versions."""
    misura = misura_o_404(request, pk)
    letta = misura_letta(misura)
    perimetro = perimetro_di(request)
    versioni = list(Misura.objects.filter(ambito=misura.ambito_id, codice=misura.codice).order_by("-numero"))
    contesto = {
        "misura": misura,
        "letta": letta,
        "requisiti": [{"requisito": r, "dettagli": dettagli(r, letta)} for r in letta.requisiti],
        "limiti": [{"limite": limite, "quanto": quanto(limite)} for limite in letta.limiti],
        "giorni_termine": _giorni(letta.termini, misura.ambito),
        "versioni": versioni,
        "cambiamenti": _cambiamenti(misura, letta, versioni),
        "puo_approvare": misura.stato == StatoMisura.BOZZA and puo_approvare(perimetro, misura),
        "puo_provare": puo_provare(perimetro, misura),
    }
    return render(request, "contributi/misure/scheda.html", contesto)


@vista(LEGGE_MISURE)
def testo(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of this version: it can be changed and loaded again."""
    misura = misura_o_404(request, pk)
    risposta = HttpResponse(misura.testo, content_type="text/plain; charset=utf-8")
    risposta["Content-Disposition"] = f'attachment; filename="{misura.codice}-v{misura.numero}.yaml"'
    return risposta


@vista(PROPONE_MISURE, scrive=True)
def carica(request: HttpRequest) -> HttpResponse:
    """A regulation as drafts; with mistakes it comes back with all of them, and with its text."""
    ambito = ambito_delle_misure_o_404(request, *CHI_PROPONE)
    modulo, errori_file = FormRegolamento(), list[str]()
    if request.method == "POST":
        modulo = FormRegolamento(request.POST, request.FILES)
        if modulo.is_valid():
            dati = modulo.contenuto()
            try:
                caricamento = carica_regolamento(
                    ambito=ambito, percorso_o_testo=dati, operatore=operatore_di(request)
                )
            except FileRegolamentoNonValido as errore:
                errori_file = errore.errori
                modulo = _da_correggere(dati, errore)
            else:
                messages.success(request, _caricate(len(caricamento.nuove), len(caricamento.invariate)))
                return redirect("contributi:misura-elenco")
    contesto = {"ambito": ambito, "modulo": modulo, "errori_file": errori_file}
    stato = 422 if modulo.is_bound and modulo.errors else 200
    return render(request, "contributi/misure/carica.html", contesto, status=stato)


@vista(APPROVA_MISURE, scrive=True)
def approva(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft in force, after reading what changes."""
    misura = misura_o_404(request, pk, *CHI_APPROVA)
    if misura.stato != StatoMisura.BOZZA and request.method == "GET":
        raise Http404
    modulo = FormApprovazione(dati_inviati(request), initial={"valida_dal": misura.valida_dal})
    if request.method == "POST" and modulo.is_valid():
        try:
            approva_misura(misura=misura, operatore=operatore_di(request), **modulo.cleaned_data)
        except DominioError as errore:
            riporta_errore(modulo, errore)
        else:
            messages.success(request, "Misura approvata.")
            return redirect("contributi:misura-scheda", pk=misura.pk)
    letta = misura_letta(misura)
    versioni = list(Misura.objects.filter(ambito=misura.ambito_id, codice=misura.codice).order_by("-numero"))
    contesto = {"misura": misura, "modulo": modulo, "cambiamenti": _cambiamenti(misura, letta, versioni)}
    stato = 422 if modulo.is_bound and modulo.errors else 200
    return render(request, "contributi/misure/approva.html", contesto, status=stato)


def _cambiamenti(misura: Misura, letta: MisuraLetta, versioni: list[Misura]) -> dict[str, Any] | None:
    """The differences from the version in force before this one, if there is one."""
    prima = next((v for v in versioni if v.numero < misura.numero and v.stato == StatoMisura.IN_VIGORE), None)
    if prima is None:
        return None
    return {"prima": prima, "righe": differenze(misura_letta(prima), letta)}


def _da_correggere(dati: bytes, errore: FileRegolamentoNonValido) -> FormRegolamento:
    """The same text in the page, so that it can be corrected without choosing the file again."""
    modulo = FormRegolamento({"testo": dati.decode("utf-8", errors="replace")[:200_000]})
    modulo.is_valid()
    modulo.add_error("testo", errore.messaggio)
    return modulo


def _caricate(nuove: int, invariate: int) -> str:
    if not nuove:
        return "Il file è uguale a quello già caricato: non è cambiato nulla."
    quante = "1 misura in bozza" if nuove == 1 else f"{nuove} misure in bozza"
    uguali = f", {invariate} {'uguale' if invariate == 1 else 'uguali'} a prima" if invariate else ""
    return f"{quante}{uguali}. Valgono dopo l'approvazione del dirigente."


def _giorni(termini: Termini, ambito: Ambito) -> int | None:
    if termini.giorni is not None:
        return termini.giorni
    norme = norme_nazionali().con_ambito(scelte_di(ambito.pk))
    try:
        return norme.valore(termini.parametro, al=timezone.localdate()).intero
    except ParametroSenzaValore:
        return None


def _giorno(request: HttpRequest) -> datetime.date:
    try:
        return parse_date(request.GET.get("al", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
