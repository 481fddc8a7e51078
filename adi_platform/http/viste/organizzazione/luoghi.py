"""Territory and partner bodies: one pair of pages for each list, one form for each kind of row."""

from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.agenda.forms.stanze import StanzaForm
from adi_platform.agenda.models import Stanza
from adi_platform.http.accesso import perimetro_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, rifiuta_se_vuota
from adi_platform.http.vista import vista
from adi_platform.http.viste.organizzazione.ambito import (
    CHI_SCRIVE,
    CHI_VEDE,
    SCRIVE,
    VEDE,
    ambito_o_404,
    cornice_organizzazione,
)
from adi_platform.organizzazione.forms.conti import SecondoFattoreForm
from adi_platform.organizzazione.forms.territorio import (
    ComuneForm,
    EnteForm,
    SedeForm,
    ServizioForm,
    UnitaForm,
    VoceForm,
)
from adi_platform.organizzazione.models import Ambito, Comune, Ente, Sede, ServizioEnte, UnitaTerritoriale


@dataclass(frozen=True, slots=True, kw_only=True)
class Voce:
    """A kind of row: its name, form, rows, the list to go back to."""

    nome: str
    modulo: type[VoceForm]
    righe: QuerySet[Any]
    elenco: str
    ambito: str = "ambito"


VOCI = {
    "unita": Voce(
        nome="unità territoriale",
        modulo=UnitaForm,
        righe=UnitaTerritoriale.objects.all(),
        elenco="organizzazione-territorio",
    ),
    "comuni": Voce(
        nome="Comune", modulo=ComuneForm, righe=Comune.objects.all(), elenco="organizzazione-territorio"
    ),
    "sedi": Voce(nome="sede", modulo=SedeForm, righe=Sede.objects.all(), elenco="organizzazione-territorio"),
    "stanze": Voce(
        nome="stanza",
        modulo=StanzaForm,
        righe=Stanza.objects.select_related("sede__ambito", "sede__comune"),
        elenco="organizzazione-territorio",
        ambito="sede__ambito",
    ),
    "enti": Voce(
        nome="ente partner", modulo=EnteForm, righe=Ente.objects.all(), elenco="organizzazione-enti"
    ),
    "servizi": Voce(
        nome="servizio di un ente",
        modulo=ServizioForm,
        righe=ServizioEnte.objects.select_related("ente"),
        elenco="organizzazione-enti",
        ambito="ente__ambito",
    ),
}


@vista(VEDE)
def territorio(request: HttpRequest) -> HttpResponse:
    ambito = ambito_o_404(request, *CHI_VEDE)
    contesto = {
        **cornice_organizzazione(request, ambito, "territorio"),
        "unita": ambito.unita.prefetch_related("comuni"),
        "comuni": ambito.comuni.select_related("unita"),
        "sedi": ambito.sedi.select_related("comune").prefetch_related("stanze"),
    }
    return render(request, "organizzazione/territorio.html", contesto)


@vista(VEDE)
def enti(request: HttpRequest) -> HttpResponse:
    ambito = ambito_o_404(request, *CHI_VEDE)
    contesto = {
        **cornice_organizzazione(request, ambito, "enti"),
        "enti": ambito.enti.prefetch_related("servizi", "referenti"),
    }
    return render(request, "organizzazione/enti.html", contesto)


@vista(SCRIVE, scrive=True)
def voce_nuova(request: HttpRequest, tipo: str) -> HttpResponse:
    voce = _voce(tipo)
    ambito = ambito_o_404(request, *CHI_SCRIVE)
    return _modulo(request, voce, ambito, voce.modulo(dati_inviati(request), ambito=ambito))


@vista(SCRIVE, scrive=True)
def voce_modifica(request: HttpRequest, tipo: str, pk: int) -> HttpResponse:
    voce = _voce(tipo)
    concessi = perimetro_di(request).ambiti_come(*CHI_SCRIVE)
    riga = uno_o_404(voce.righe.filter(**{f"{voce.ambito}__in": concessi}), pk=pk)
    ambito = reduce(getattr, voce.ambito.split("__"), riga)
    return _modulo(request, voce, ambito, voce.modulo(dati_inviati(request), instance=riga, ambito=ambito))


def _voce(tipo: str) -> Voce:
    if tipo not in VOCI:
        raise Http404
    return VOCI[tipo]


def _modulo(request: HttpRequest, voce: Voce, ambito: Ambito, modulo: VoceForm) -> HttpResponse:
    if request.method == "POST" and modulo.is_valid():
        modulo.save()
        messages.success(request, "Salvato.")
        return redirect(voce.elenco)
    contesto = {
        **cornice_organizzazione(request, ambito, voce.elenco.rpartition("-")[2]),
        "voce": voce,
        "modulo": modulo,
        "esiste": modulo.instance.pk is not None,
    }
    return render(request, "organizzazione/voce.html", contesto, status=422 if modulo.errors else 200)


@vista(SCRIVE, scrive=True)
def secondo_fattore(request: HttpRequest) -> HttpResponse:
    """Which roles must use a second factor."""
    ambito = ambito_o_404(request, *CHI_SCRIVE)
    # No role chosen is an answer, an empty request is not: it would take the second factor from everybody.
    if request.method == "POST" and (vuota := rifiuta_se_vuota(request)):
        return vuota
    modulo = SecondoFattoreForm(dati_inviati(request), initial={"ruoli": ambito.mfa_per_ruoli})
    if request.method == "POST" and modulo.is_valid():
        ambito.mfa_per_ruoli = modulo.cleaned_data["ruoli"]
        ambito.save()
        messages.success(request, "Salvato: vale dalla prossima richiesta di ciascuno.")
        return redirect("organizzazione")
    contesto = {**cornice_organizzazione(request, ambito, "sicurezza"), "modulo": modulo}
    return render(
        request, "organizzazione/secondo_fattore.html", contesto, status=422 if modulo.errors else 200
    )
