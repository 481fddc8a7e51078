"""A household: who is in it, its ISEE, changes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import annota_lettura, operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import Conferma, dati_inviati, riesce
from adi_platform.http.vista import vista
from adi_platform.registro_accessi.services.registra import Visto
from adi_platform.ricerca.richiesta import interpreta
from cases.forms.anagrafe import ComponenteForm, IngressoForm, NucleoForm, ReferenteForm, UscitaForm
from cases.models import Appartenenza, Nucleo, Persona
from cases.permissions_anagrafe import (
    SCRIVE_ANAGRAFE,
    VEDE_ANAGRAFE,
    nucleo_da_scrivere_o_404,
    nucleo_o_404,
    persona_da_scrivere_o_404,
    puo_scrivere_anagrafe,
)
from cases.services.cerca import cerca_persone
from cases.services.correzioni import correggi_ingresso
from cases.services.nuclei import (
    aggiungi_componente,
    cambia_referente,
    chiudi_appartenenza,
    conferma_appartenenza,
    crea_nucleo_di,
)
from cases.services.vista_nucleo import vista_nucleo
from cases.views.modulo import pagina_anagrafe

PERSONE_DA_SCEGLIERE = 10


@vista(VEDE_ANAGRAFE, lettura="nucleo.scheda")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """Members with their dates, past ones too, ISEE attestations side by side."""
    nucleo = nucleo_o_404(request, pk)
    contesto = {
        "nucleo": nucleo,
        "famiglia": vista_nucleo(nucleo, al=timezone.localdate()),
        "casi": nucleo.casi.select_related("case_manager"),
        "correzioni": nucleo.correzioni.filter(caso__isnull=True).select_related("operatore"),
        "puo_scrivere": puo_scrivere_anagrafe(perimetro_di(request), nucleo),
    }
    return render(request, "cases/anagrafe/nucleo.html", contesto)


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="persona.scheda")
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a household from a person, who becomes its referente."""
    persona = persona_da_scrivere_o_404(request, pk)
    iniziali = {"comune": persona.comune_residenza_id, "dal": timezone.localdate()}
    form = NucleoForm(dati_inviati(request), ambito_id=persona.ambito_id, initial=iniziali)
    nati: list[Nucleo] = []

    def crea() -> None:
        nati.append(
            crea_nucleo_di(
                persona=persona,
                operatore=operatore_di(request),
                comune=form.cleaned_data["comune"],
                dal=form.cleaned_data["dal"],
            )
        )

    torna = reverse("persona-scheda", args=[persona.pk])
    return pagina_anagrafe(
        request, form, crea, "Nuovo nucleo", "Nucleo creato.", torna, str(persona),
        dopo=lambda: reverse("nucleo-scheda", args=[nati[0].pk]),
    )  # fmt: skip


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="nucleo.componente")
def componente_nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """Search somebody in scope, then put them in the household."""
    nucleo = nucleo_da_scrivere_o_404(request, pk)
    scritto = request.POST.get("q", "")
    trovate = _cerca(request, nucleo, scritto)
    aggiunge = request.POST.get("azione") == "aggiungi"
    form = ComponenteForm(
        request.POST if aggiunge else None, persone=trovate, initial={"dal": timezone.localdate()}
    )

    def aggiungi() -> None:
        dati = form.cleaned_data
        persona = next(p for p in trovate if p.pk == dati["persona"])
        aggiungi_componente(
            nucleo=nucleo,
            persona=persona,
            operatore=operatore_di(request),
            dal=dati["dal"],
            parentela=dati["parentela"],
        )

    if aggiunge and form.is_valid() and riesce(form, aggiungi):
        messages.success(request, "Persona aggiunta al nucleo.")
        return redirect("nucleo-scheda", pk)
    contesto = {"nucleo": nucleo, "form": form, "trovate": trovate, "scritto": scritto.replace("\x00", "")}
    stato = 422 if form.errors else 200
    return render(request, "cases/anagrafe/componente.html", contesto, status=stato)


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="nucleo.scheda")
def componente_chiudi(request: HttpRequest, pk: int, appartenenza: int) -> HttpResponse:
    nucleo, riga = _appartenenza(request, pk, appartenenza)
    form = UscitaForm(dati_inviati(request), initial={"al": timezone.localdate()})
    return pagina_anagrafe(
        request,
        form,
        lambda: chiudi_appartenenza(
            appartenenza=riga, operatore=operatore_di(request), ultimo_giorno=form.cleaned_data["al"]
        ),
        f"Uscita dal nucleo: {riga.persona}",
        "Uscita registrata.",
        reverse("nucleo-scheda", args=[nucleo.pk]),
        str(nucleo),
    )


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="nucleo.scheda")
def componente_ingresso(request: HttpRequest, pk: int, appartenenza: int) -> HttpResponse:
    """The day of entry was wrong: correct it with a reason, and see what moved."""
    nucleo, riga = _appartenenza(request, pk, appartenenza)
    form = IngressoForm(dati_inviati(request), initial={"dal": riga.periodo.lower})
    return pagina_anagrafe(
        request,
        form,
        lambda: correggi_ingresso(
            appartenenza=riga, operatore=operatore_di(request), al=timezone.localdate(), **form.cleaned_data
        ),
        f"Correggi l'ingresso: {riga.persona}",
        "Data corretta, scadenze ricalcolate.",
        reverse("nucleo-scheda", args=[nucleo.pk]),
        str(nucleo),
        introduzione="La data di prima resta tra le correzioni del nucleo, con il motivo.",
    )


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="nucleo.scheda")
def componente_conferma(request: HttpRequest, pk: int, appartenenza: int) -> HttpResponse:
    nucleo, riga = _appartenenza(request, pk, appartenenza)
    form = Conferma(dati_inviati(request))
    return pagina_anagrafe(
        request,
        form,
        lambda: conferma_appartenenza(appartenenza=riga, operatore=operatore_di(request)),
        f"Conferma: {riga.persona} è in questo nucleo",
        "Appartenenza confermata.",
        reverse("nucleo-scheda", args=[nucleo.pk]),
        str(nucleo),
    )


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="nucleo.scheda")
def referente(request: HttpRequest, pk: int) -> HttpResponse:
    nucleo = nucleo_da_scrivere_o_404(request, pk)
    membri = [m.appartenenza for m in vista_nucleo(nucleo, al=timezone.localdate()).presenti]
    form = ReferenteForm(dati_inviati(request), membri=membri, initial={"referente": nucleo.referente_id})
    return pagina_anagrafe(
        request,
        form,
        lambda: cambia_referente(
            nucleo=nucleo,
            persona=Persona.objects.get(pk=form.cleaned_data["referente"]),
            operatore=operatore_di(request),
        ),
        "Referente del nucleo",
        "Referente cambiato.",
        reverse("nucleo-scheda", args=[nucleo.pk]),
        str(nucleo),
    )


def _cerca(request: HttpRequest, nucleo: Nucleo, scritto: str) -> list[Persona]:
    """People in scope and in the same Ambito; who was shown is noted."""
    if not scritto:
        return []
    risultati = cerca_persone(interpreta(scritto), perimetro=perimetro_di(request))
    persone = [r.persona for r in risultati if r.aperta and r.persona.ambito_id == nucleo.ambito_id]
    viste = persone[:PERSONE_DA_SCEGLIERE]
    annota_lettura(request, Visto(ambito_id=nucleo.ambito_id, persone=tuple(p.pk for p in viste)))
    return viste


def _appartenenza(request: HttpRequest, pk: int, appartenenza: int) -> tuple[Nucleo, Appartenenza]:
    nucleo = nucleo_da_scrivere_o_404(request, pk)
    righe = Appartenenza.objects.filter(nucleo=nucleo).select_related("persona")
    return nucleo, uno_o_404(righe, pk=appartenenza)
