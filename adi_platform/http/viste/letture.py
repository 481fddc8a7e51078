"""The register of reads for who watches over it: the whole Ambito, what looks odd, the report for a citizen."""

import datetime

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.documenti.services.resoconto_letture import richiedi_resoconto
from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import rifiuta_se_vuota
from adi_platform.http.vista import Politica, vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.registro_accessi.elenco import sfoglia
from adi_platform.registro_accessi.forms import FiltroRegistroForm
from adi_platform.registro_accessi.models import Lettura
from adi_platform.registro_accessi.services.anomalie import anomalie_del_periodo

VIGILA = Politica.ruoli(Ruolo.DPO_AUDITOR)
GIORNI_PREDEFINITI = 30
GIORNI_MASSIMI = 92
REGOLE = {
    "troppi_casi": "Molti casi in poco tempo",
    "di_notte": "Di notte",
    "stesso_cognome": "Stesso cognome",
}


class PeriodoForm(forms.Form):
    """At most three months: the rules look at every read of the period."""

    dal = forms.DateField(label="Dal giorno", widget=forms.DateInput)
    al = forms.DateField(label="Fino al giorno", widget=forms.DateInput)

    def clean(self) -> dict[str, datetime.date]:
        dati = super().clean() or {}
        if dati.get("dal") and dati.get("al"):
            giorni = (dati["al"] - dati["dal"]).days
            if not 0 <= giorni <= GIORNI_MASSIMI:
                self.add_error(
                    "al", f"Scegli un periodo che va avanti, di al massimo {GIORNI_MASSIMI} giorni."
                )
        return dati


@vista(VIGILA)
def elenco(request: HttpRequest) -> HttpResponse:
    """Every read in the Ambiti the person watches over, with filters."""
    righe = Lettura.objects.filter(ambito__in=_ambiti(request))
    contesto = sfoglia(righe, request.GET, filtro=FiltroRegistroForm)
    caso = contesto["form"].cleaned_data.get("caso")
    return render(request, "http/letture.html", {**contesto, "caso": caso})


@vista(VIGILA)
def anomalie(request: HttpRequest) -> HttpResponse:
    """Reads that deserve a question, by rule and period."""
    oggi = timezone.localdate()
    predefinito = {"dal": oggi - datetime.timedelta(days=GIORNI_PREDEFINITI), "al": oggi}
    form = PeriodoForm(request.GET if "dal" in request.GET else predefinito)
    trovate = []
    if form.is_valid():
        trovate = anomalie_del_periodo(ambiti=_ambiti(request), **form.cleaned_data)
    pagina = Paginator(trovate, 50).get_page(request.GET.get("pagina"))
    persone = Utente.objects.in_bulk({anomalia.utente_id for anomalia in pagina})
    voci = [
        {"anomalia": anomalia, "chi": persone[anomalia.utente_id], "regola": REGOLE[anomalia.regola]}
        for anomalia in pagina
    ]
    return render(request, "http/letture_anomalie.html", {"form": form, "pagina": pagina, "voci": voci})


@vista(VIGILA, scrive=True)
def resoconto(request: HttpRequest, caso: int) -> HttpResponse:
    """Ask for the PDF for the citizen about one case (POST), then its page."""
    prima = Lettura.objects.filter(ambito__in=_ambiti(request), caso_id=caso).first()
    if prima is None:
        raise Http404
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        try:
            documento = richiedi_resoconto(
                ambito=Ambito.objects.get(pk=prima.ambito_id), caso_id=caso, operatore=operatore_di(request)
            )
        except DominioError as errore:
            messages.error(request, errore.messaggio)
        else:
            return redirect("documento-stato", pk=documento.pk)
    return redirect("letture")


def _ambiti(request: HttpRequest) -> frozenset[int]:
    return perimetro_di(request).ambiti_come(Ruolo.DPO_AUDITOR)
