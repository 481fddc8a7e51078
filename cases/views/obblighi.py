"""Duties of the members: one page for the household, one for each member."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import riesce
from adi_platform.http.vista import vista
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.forms.obblighi import CuraForm, DalForm, DateIndividualiForm, EsclusioneForm, PercorsoForm
from cases.models import CasoAdi, ComponenteCaso
from cases.permissions import (
    SCRIVE_CASI,
    VEDE_CASI,
    caso_da_lavorare,
    caso_o_404,
    componente_o_404,
    perche_non_lavora,
)
from cases.rules.obblighi import CARICHI_DI_CURA, proponi_obbligo, proponi_percorso
from cases.services import obblighi as acts
from cases.services.esclusione import Esclusione
from cases.views.modulo import atto_senza_modulo
from cases.views.scheda import componenti_di

DATE = ("pad_individuale_il", "inviato_cpi_il", "psp_il")


@vista(VEDE_CASI, lettura="caso.obblighi")
def elenco(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_o_404(request, pk)
    contesto = {
        "caso": caso,
        "componenti": componenti_di(request, caso, timezone.localdate()),
        "periodi": list(caso.periodi.order_by("numero")),
        "non_lavora": perche_non_lavora(perimetro_di(request), caso),
    }
    return render(request, "cases/caso/obblighi.html", contesto)


@vista(SCRIVE_CASI, scrive=True, lettura="caso.obblighi")
def allinea(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring in who entered the household, mark who left."""
    caso = caso_da_lavorare(request, pk)
    torna = reverse("caso-obblighi", args=[caso.pk])
    if request.method != "POST":
        return redirect(torna)
    return atto_senza_modulo(
        request,
        atto=lambda: acts.allinea_componenti(
            caso=caso, operatore=operatore_di(request), al=timezone.localdate()
        ),
        fatto="Componenti allineati al nucleo.",
        torna=torna,
    )


@vista(SCRIVE_CASI, scrive=True, lettura="caso.obblighi")
def componente(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    """All that may be written about the duties of one member; `atto` says which form was sent."""
    caso = caso_da_lavorare(request, pk)
    membro = componente_o_404(request, caso, numero)
    moduli = _moduli(membro)
    scelto = str(request.POST.get("atto", ""))
    if request.method == "POST" and scelto in moduli:
        moduli[scelto] = form = _legato(request, membro, scelto)
        if form.is_valid() and riesce(form, lambda: _esegui(request, membro, scelto, form)):
            messages.success(request, "Salvato, scadenze ricalcolate.")
            return redirect("obbligo-componente", pk, numero)
    stato = 422 if request.method == "POST" else 200
    contesto = _contesto(request, caso, membro) | {"moduli": moduli, "scelto": scelto}
    return render(request, "cases/caso/obbligo_componente.html", contesto, status=stato)


def _moduli(c: ComponenteCaso) -> dict[str, forms.Form]:
    oggi = timezone.localdate()
    comune = {"versione": c.versione}
    proposta = _proposta(c)
    percorso = _percorso_proposto(c)
    attivabile = (
        {True: "si", False: "no"}.get(c.attivabile_lavoro, "") if c.attivabile_lavoro is not None else ""
    )
    return {
        "escludi": EsclusioneForm(
            initial=comune
            | {
                "motivo": c.motivo_esonero or (proposta.motivo if proposta else ""),
                "dal": c.esonero_dal or oggi,
                "scade_il": c.esonero_scade_il or (proposta.fino_al if proposta else None),
                "prova": c.prova,
                "prova_entro": c.prova_entro,
            }
        ),
        "obbliga": DalForm(initial=comune | {"dal": oggi}, prefix="obbliga"),
        "aderisci": DalForm(initial=comune | {"dal": oggi}, prefix="aderisci"),
        "ritira": DalForm(initial=comune | {"dal": oggi}, prefix="ritira"),
        "percorso": PercorsoForm(
            initial=comune | {"percorso": c.percorso or (percorso[0] if percorso else None)},
            prefix="percorso",
        ),
        "date": DateIndividualiForm(
            initial=comune | {n: getattr(c, n) for n in DATE} | {"attivabile_lavoro": attivabile},
            prefix="date",
        ),
        "cura": CuraForm(componente=c, oggi=oggi, prefix="cura"),
    }


def _legato(request: HttpRequest, c: ComponenteCaso, scelto: str) -> forms.Form:
    tipi: dict[str, Callable[[], forms.Form]] = {
        "escludi": lambda: EsclusioneForm(request.POST),
        "obbliga": lambda: DalForm(request.POST, prefix="obbliga"),
        "aderisci": lambda: DalForm(request.POST, prefix="aderisci"),
        "ritira": lambda: DalForm(request.POST, prefix="ritira"),
        "percorso": lambda: PercorsoForm(request.POST, prefix="percorso"),
        "date": lambda: DateIndividualiForm(request.POST, prefix="date"),
        "cura": lambda: CuraForm(request.POST, componente=c, oggi=timezone.localdate(), prefix="cura"),
    }
    return tipi[scelto]()


def _esegui(request: HttpRequest, c: ComponenteCaso, scelto: str, form: forms.Form) -> object:
    dati: dict[str, Any] = dict(form.cleaned_data)
    chi: dict[str, Any] = {"operatore": operatore_di(request), "al": timezone.localdate()}
    if scelto == "cura":
        return acts.sostituisci_carico_di_cura(da=c, **dati, **chi)
    versione = dati.pop("versione")
    if scelto == "escludi":
        return acts.escludi(componente=c, versione=versione, dati=Esclusione(**dati), **chi)
    if scelto == "date":
        return acts.segna_date_individuali(
            componente=c, versione=versione, dati=acts.DateIndividuali(**dati), **chi
        )
    semplici: dict[str, Callable[..., object]] = {
        "obbliga": acts.obbliga,
        "aderisci": acts.aderisci,
        "ritira": acts.ritira_adesione,
        "percorso": acts.conferma_percorso,
    }
    return semplici[scelto](componente=c, versione=versione, **dati, **chi)


def _contesto(request: HttpRequest, caso: CasoAdi, c: ComponenteCaso) -> dict[str, Any]:
    return {
        "caso": caso,
        "componente": c,
        "proposta": _proposta(c),
        "percorso_proposto": _percorso_proposto(c),
        "ha_carico_di_cura": c.motivo_esonero in CARICHI_DI_CURA,
        "variazioni": list(c.variazioni.select_related("operatore")),
    }


def _proposta(c: ComponenteCaso) -> Any:
    norme = norme_dell_ambito(c.caso.ambito_id)
    return proponi_obbligo(nato_il=c.persona.data_nascita, al=timezone.localdate(), norme=norme)


def _percorso_proposto(c: ComponenteCaso) -> tuple[int, str] | None:
    return proponi_percorso(
        obbligo=c.obbligo,
        nato_il=c.persona.data_nascita,
        attivabile=c.attivabile_lavoro,
        al=timezone.localdate(),
        norme=norme_dell_ambito(c.caso.ambito_id),
    )
