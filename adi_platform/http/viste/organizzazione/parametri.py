"""The parameters of the law, on a date, and what the Ambito has decided on its own."""

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.vista import Politica, vista
from adi_platform.http.viste.organizzazione.ambito import ambito_o_404
from adi_platform.norme.errori import ParametroSconosciuto, ParametroSenzaValore, ValoreNonValido
from adi_platform.norme.loader import Norme
from adi_platform.norme.valori import Contenuto, Parametro, UnitaMisura, Valore
from adi_platform.organizzazione.enums import Approvazione, Ruolo
from adi_platform.organizzazione.models import Ambito, ParametroAmbito
from adi_platform.organizzazione.services.parametri import norme_dell_ambito, stabilisci_parametro
from adi_platform.ricerca.importi import leggi_importo

CHI_LEGGE = (
    Ruolo.ASSISTENTE_SOCIALE,
    Ruolo.COORDINATORE,
    Ruolo.DIRIGENTE,
    Ruolo.DPO_AUDITOR,
    Ruolo.AMMINISTRATORE_TECNICO,
    Ruolo.AMMINISTRATIVO_CONTABILE,
)
LEGGE = Politica.ruoli(*CHI_LEGGE)
STABILISCE = Politica.ruoli(Ruolo.DIRIGENTE)
EVIDENZE = {
    "S": ("da fonte", "successo"),
    "K": ("da conoscenza del settore", "info"),
    "CFG": ("deciso dall'Ambito", "info"),
    "NC": ("da confermare", "attenzione"),
}
"""What the mark of evidence means, and its tone."""


class ParametroForm(forms.Form):
    """A dated value with the act that sets it."""

    valore = forms.CharField(label="Nuovo valore", max_length=200)
    dal = forms.DateField(label="Dal giorno", widget=forms.DateInput)
    riferimento = forms.CharField(
        label="Atto che lo stabilisce",
        max_length=300,
        help_text="Per esempio: deliberazione della Conferenza dei Sindaci n. 4 del 12 gennaio 2026.",
    )

    def __init__(self, *args: Any, parametro: Parametro, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parametro = parametro
        if parametro.unita == UnitaMisura.SCELTA:
            scelte = [("", "Scegli"), *parametro.opzioni.items()]
            self.fields["valore"] = forms.ChoiceField(label="Nuovo valore", choices=scelte)

    def clean_valore(self) -> str:
        valore = str(self.cleaned_data["valore"])
        try:
            if self.parametro.unita == UnitaMisura.EURO:
                valore = str(leggi_importo(valore))
            self.parametro.leggi(valore)
        except DominioError as errore:
            raise forms.ValidationError(errore.messaggio) from errore
        return valore


@vista(LEGGE)
def elenco(request: HttpRequest) -> HttpResponse:
    ambito = ambito_o_404(request, *CHI_LEGGE)
    al = _giorno(request)
    norme = norme_dell_ambito(ambito.pk)
    materie = sorted({parametro.materia for parametro in norme.elenco()})
    materia = request.GET.get("materia", "")
    scelti = norme.elenco(materia if materia in materie else None)
    contesto = {
        "ambito": ambito,
        "al": al,
        "materie": materie,
        "materia": materia,
        "righe": [_riga(norme, parametro, al) for parametro in scelti],
    }
    return render(request, "organizzazione/parametri.html", contesto)


@vista(LEGGE, scrive=True)
def parametro(request: HttpRequest, chiave: str) -> HttpResponse:
    """One parameter: every dated value, the choices of the Ambito with their history, a new choice."""
    ambito = ambito_o_404(request, *CHI_LEGGE)
    norme = norme_dell_ambito(ambito.pk)
    try:
        definizione = norme.definizione(chiave)
    except ParametroSconosciuto as errore:
        raise Http404 from errore
    stabilisce = perimetro_di(request).copre(Ruolo.DIRIGENTE, ambito_id=ambito.pk)
    puo = stabilisce or perimetro_di(request).copre(Ruolo.COORDINATORE, ambito_id=ambito.pk)
    if request.method == "POST" and not puo:
        raise PermissionDenied
    modulo = ParametroForm(dati_inviati(request), parametro=definizione)
    if request.method == "POST" and modulo.is_valid() and _registra(request, ambito, modulo, stabilisce):
        return redirect("parametro", chiave=chiave)
    scelte = ParametroAmbito.objects.filter(ambito=ambito, chiave=chiave).select_related("aggiornato_da")
    contesto = {
        "ambito": ambito,
        "definizione": definizione,
        "riga": _riga(norme, definizione, timezone.localdate()),
        "valori": [_valore(definizione, valore) for valore in reversed(definizione.valori)],
        "scelte": [_decisione(definizione, scelta) for scelta in scelte.order_by("-dal")],
        "modulo": modulo if puo and definizione.modificabile else None,
        "stabilisce": stabilisce,
    }
    return render(request, "organizzazione/parametro.html", contesto, status=422 if modulo.errors else 200)


def _registra(request: HttpRequest, ambito: Ambito, modulo: ParametroForm, stabilisce: bool) -> bool:
    """The Dirigente sets the value, the coordination proposes it. False when the rule refuses it."""
    try:
        stabilisci_parametro(
            ambito=ambito,
            chiave=modulo.parametro.chiave,
            operatore=operatore_di(request),
            approvazione=Approvazione.APPROVATO if stabilisce else Approvazione.PROPOSTO,
            **modulo.cleaned_data,
        )
    except DominioError as errore:
        riporta_errore(modulo, errore)
        return False
    proposto = "Valore proposto: vale quando il dirigente lo approva."
    messages.success(request, "Valore registrato." if stabilisce else proposto)
    return True


def _giorno(request: HttpRequest) -> datetime.date:
    try:
        return parse_date(request.GET.get("al", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


def _riga(norme: Norme, definizione: Parametro, al: datetime.date) -> dict[str, Any]:
    try:
        valore = _valore(definizione, norme.valore(definizione.chiave, al=al))
    except ParametroSenzaValore:
        valore = None
    return {"definizione": definizione, "valore": valore}


def _valore(definizione: Parametro, valore: Valore) -> dict[str, Any]:
    etichetta, tono = EVIDENZE.get(valore.evidenza.split(" ")[0], (valore.evidenza, "neutro"))
    return {
        "valore": valore,
        "contenuto": valore.valore,
        "unita": definizione.unita,
        "testo": _testo(definizione, valore.valore),
        "evidenza": "deciso dall'Ambito" if valore.dell_ambito else etichetta,
        "tono": tono,
    }


def _decisione(definizione: Parametro, scelta: ParametroAmbito) -> dict[str, Any]:
    contenuto = _scelta(definizione, str(scelta.valore))
    return {
        "riga": scelta,
        "contenuto": contenuto,
        "unita": definizione.unita,
        "testo": _testo(definizione, contenuto),
    }


def _scelta(definizione: Parametro, scritto: str) -> Contenuto:
    try:
        return definizione.leggi(scritto)
    except ValoreNonValido:
        return scritto


def _testo(definizione: Parametro, contenuto: Contenuto) -> str:
    """The value with its unit; amounts and dates are written by the template."""
    if isinstance(contenuto, tuple):
        return ", ".join(definizione.opzioni.get(voce, voce) for voce in contenuto)
    if isinstance(contenuto, str):
        return definizione.opzioni.get(contenuto, contenuto)
    suffissi = {UnitaMisura.PERCENTO: "%", UnitaMisura.NUMERO: "", UnitaMisura.COEFFICIENTE: ""}
    suffisso = suffissi.get(definizione.unita, definizione.unita.value.replace("_", " "))
    return f"{contenuto} {suffisso}".replace(".", ",").strip()
