"""What waits for the Dirigente: roles and values proposed by others."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import NIENTE_INVIATO, dati_inviati, riporta_errore
from adi_platform.http.vista import vista
from adi_platform.http.viste.organizzazione.ambito import (
    APPROVA,
    CHI_APPROVA,
    CHI_VEDE,
    VEDE,
    ambito_o_404,
    cornice_organizzazione,
)
from adi_platform.norme.loader import norme_nazionali
from adi_platform.organizzazione.models import Incarico, ParametroAmbito
from adi_platform.organizzazione.services.approvazioni import (
    decidi,
    incarichi_da_approvare,
    parametri_da_approvare,
)


class DecisioneForm(forms.Form):
    azione = forms.ChoiceField(
        choices=[("approva", "Approva"), ("respingi", "Non approvare")],
        widget=forms.HiddenInput,
        error_messages={"required": NIENTE_INVIATO},
    )
    motivo = forms.CharField(
        label="Perché non lo approvi",
        max_length=300,
        required=False,
        help_text="Serve solo se non lo approvi: lo legge chi l'ha proposto.",
    )


@vista(VEDE)
def elenco(request: HttpRequest) -> HttpResponse:
    ambito = ambito_o_404(request, *CHI_VEDE)
    contesto = {
        **cornice_organizzazione(request, ambito, "approvazioni"),
        "incarichi": incarichi_da_approvare(ambito).order_by("creato_il", "pk"),
        "parametri": [
            {"riga": riga, "nome": norme_nazionali().definizione(riga.chiave).descrizione}
            for riga in parametri_da_approvare(ambito).order_by("creato_il", "pk")
        ],
    }
    return render(request, "organizzazione/approvazioni.html", contesto)


@vista(APPROVA, scrive=True)
def incarico(request: HttpRequest, pk: int) -> HttpResponse:
    ambiti = perimetro_di(request).ambiti_come(*CHI_APPROVA)
    righe = Incarico.objects.select_related("utente", "ambito", "unita", "comune", "aggiornato_da")
    return _decide(request, uno_o_404(righe.filter(ambito__in=ambiti), pk=pk))


@vista(APPROVA, scrive=True)
def parametro(request: HttpRequest, pk: int) -> HttpResponse:
    ambiti = perimetro_di(request).ambiti_come(*CHI_APPROVA)
    righe = ParametroAmbito.objects.select_related("ambito", "aggiornato_da")
    return _decide(request, uno_o_404(righe.filter(ambito__in=ambiti), pk=pk))


def _decide(request: HttpRequest, riga: Incarico | ParametroAmbito) -> HttpResponse:
    modulo = DecisioneForm(dati_inviati(request))
    if request.method == "POST" and modulo.is_valid():
        approva = modulo.cleaned_data["azione"] == "approva"
        try:
            with transaction.atomic():
                decidi(
                    riga=riga,
                    approva=approva,
                    motivo=modulo.cleaned_data["motivo"],
                    operatore=operatore_di(request),
                )
        except DominioError as errore:
            riporta_errore(modulo, errore)
        else:
            messages.success(
                request, "Approvato." if approva else "Non approvato: chi propone legge il perché."
            )
            return redirect("organizzazione-approvazioni")
    contesto = {
        **cornice_organizzazione(request, riga.ambito, "approvazioni"),
        "riga": riga,
        "incarico": riga if isinstance(riga, Incarico) else None,
        "nome": "" if isinstance(riga, Incarico) else norme_nazionali().definizione(riga.chiave).descrizione,
        "modulo": modulo,
    }
    return render(request, "organizzazione/approvazione.html", contesto, status=422 if modulo.errors else 200)
