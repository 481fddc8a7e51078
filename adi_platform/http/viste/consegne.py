"""What the outbox gave up: what failed, how often, why. Never what was in it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.posta_resa import CURA_LE_CONSEGNE, RUOLI
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.outbox.services import ripresa

IN_PAGINA = 50
ARCHIVIATE_IN_PAGINA = 20
TITOLI = {"lavori": "Lavori", "messaggi": "Messaggi"}


class DecisioneForm(forms.Form):
    """Try again, or say why it is of no use any more."""

    RIPROVA, ARCHIVIA = "riprova", "archivia"

    azione = forms.ChoiceField(
        label="Che cosa fare",
        choices=[(RIPROVA, "Riprova adesso"), (ARCHIVIA, "Archivia: non serve più")],
        widget=forms.RadioSelect,
        error_messages={"required": "Scegli se riprovare o archiviare."},
    )
    motivo = forms.CharField(
        label="Perché non serve più",
        max_length=ripresa.LUNGHEZZA_MOTIVO,
        required=False,
        help_text="Serve solo per archiviare. Non scrivere nomi di persone.",
    )


@vista(CURA_LE_CONSEGNE)
def elenco(request: HttpRequest) -> HttpResponse:
    """The latest rows of each kind that nobody has decided about, then the ones filed away."""
    dove = _dove(request)
    gruppi = [
        {"titolo": TITOLI[genere], "righe": ripresa.rese(genere, al_massimo=IN_PAGINA, **dove)}
        for genere in ripresa.GENERI
    ]
    archiviate = [
        riga
        for genere in ripresa.GENERI
        for riga in ripresa.rese(genere, archiviate=True, al_massimo=ARCHIVIATE_IN_PAGINA, **dove)
    ]
    contesto = {
        "gruppi": gruppi,
        "vuoto": not any(gruppo["righe"] for gruppo in gruppi),
        "archiviate": archiviate,
        "in_pagina": IN_PAGINA,
    }
    return render(request, "http/consegne.html", contesto)


@vista(CURA_LE_CONSEGNE, scrive=True)
def consegna(request: HttpRequest, genere: str, pk: int) -> HttpResponse:
    """Decide about one."""
    resa = ripresa.resa(genere, pk, **_dove(request)) if genere in ripresa.GENERI else None
    if resa is None:
        raise Http404
    form = DecisioneForm(dati_inviati(request))
    if form.is_valid() and riesce(form, lambda: _decidi(request, form, genere, pk)):
        riprovata = form.cleaned_data["azione"] == DecisioneForm.RIPROVA
        messages.success(request, "È di nuovo in coda." if riprovata else "Archiviata con il motivo.")
        return redirect("consegne")
    contesto = {"resa": resa, "form": form}
    return render(request, "http/consegna.html", contesto, status=422 if form.errors else 200)


def _decidi(request: HttpRequest, form: DecisioneForm, genere: str, pk: int) -> None:
    comuni: dict[str, Any] = {"genere": genere, "pk": pk, "operatore": operatore_di(request)}
    if form.cleaned_data["azione"] == DecisioneForm.RIPROVA:
        ripresa.riprova(**comuni)
    else:
        ripresa.archivia(motivo=form.cleaned_data["motivo"], **comuni)


def _dove(request: HttpRequest) -> dict[str, Any]:
    """The Ambiti of the person; what belongs to none is of whoever looks after the machines."""
    perimetro = perimetro_di(request)
    return {
        "ambiti": frozenset(perimetro.ambiti_come(*RUOLI)),
        "anche_senza_ambito": perimetro.ha(Ruolo.AMMINISTRATORE_TECNICO),
    }
