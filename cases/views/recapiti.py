"""Contacts of a person, and the protected address: opened apart, always noted."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.moduli import Conferma, dati_inviati, riesce
from adi_platform.http.vista import vista
from adi_platform.organizzazione.models import Utente
from cases.enums import TipoRecapito
from cases.forms.anagrafe import MotivoForm, RecapitoForm, RecapitoProtettoForm, RelazioneForm
from cases.models import Persona, Recapito, RecapitoRicevuto
from cases.permissions_anagrafe import (
    APRE_PROTETTI,
    SCRIVE_ANAGRAFE,
    VEDE_ANAGRAFE,
    persona_da_scrivere_o_404,
    persona_o_404,
    puo_scrivere_anagrafe,
)
from cases.services.custodia import ContenutoProtetto, VoceRecapito
from cases.services.nuclei import aggiungi_relazione
from cases.services.protezione import (
    leggi_recapito_protetto,
    proteggi_persona,
    ricevuti_dagli_elenchi,
    scrivi_recapito_protetto,
    togli_protezione,
)
from cases.services.recapiti import aggiungi_recapito, togli_recapito

MODULO = "cases/anagrafe/modulo.html"


@vista(VEDE_ANAGRAFE, lettura="persona.recapiti")
def recapiti(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the contacts of a person who is not protected."""
    persona = persona_o_404(request, pk)
    contesto = {
        "persona": persona,
        "recapiti": list(persona.recapiti.all()),
        "puo_scrivere": puo_scrivere_anagrafe(perimetro_di(request), persona),
    }
    return render(request, "cases/anagrafe/recapiti.html", contesto)


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="persona.scheda")
def recapito_nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    persona = persona_da_scrivere_o_404(request, pk)
    form = RecapitoForm(dati_inviati(request))
    return _pagina(
        request,
        persona,
        form,
        atto=lambda: aggiungi_recapito(persona=persona, operatore=_utente(request), **form.cleaned_data),
        titolo="Nuovo recapito",
        fatto="Recapito aggiunto.",
    )


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="persona.scheda")
def recapito_togli(request: HttpRequest, pk: int, recapito: int) -> HttpResponse:
    persona = persona_da_scrivere_o_404(request, pk)
    riga = uno_o_404(Recapito.objects.filter(persona=persona), pk=recapito)
    form = Conferma(dati_inviati(request))
    return _pagina(
        request,
        persona,
        form,
        atto=lambda: togli_recapito(recapito=riga),
        titolo="Togli il recapito",
        fatto="Recapito tolto.",
        introduzione="Toglilo se non è più di questa persona. Chi lo ha già letto resta nel registro.",
        pulsante="Togli il recapito",
    )


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="persona.scheda")
def relazione_nuova(request: HttpRequest, pk: int) -> HttpResponse:
    persona = persona_da_scrivere_o_404(request, pk)
    form = RelazioneForm(dati_inviati(request))
    return _pagina(
        request,
        persona,
        form,
        atto=lambda: aggiungi_relazione(persona=persona, operatore=_utente(request), **form.cleaned_data),
        titolo="Persona fuori dal nucleo",
        fatto="Relazione aggiunta.",
    )


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="persona.scheda")
def proteggi(request: HttpRequest, pk: int) -> HttpResponse:
    """Raise the flag of the protected address."""
    persona = persona_da_scrivere_o_404(request, pk)
    form = Conferma(dati_inviati(request))
    return _pagina(
        request,
        persona,
        form,
        atto=lambda: proteggi_persona(persona=persona, operatore=_utente(request)),
        titolo="Proteggi il domicilio",
        fatto="Da adesso indirizzo e recapiti sono riservati.",
        introduzione=(
            "Indirizzo e recapiti escono dalla scheda, dalla storia e dagli elenchi importati. "
            "Li aprono solo l'assistente sociale del caso e il coordinamento, scrivendo perché."
        ),
        pulsante="Proteggi il domicilio",
    )


@vista(APRE_PROTETTI, scrive=True, lettura="persona.recapito_protetto")
def protetto(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the protected address, with a reason that stays in the register."""
    persona = persona_o_404(request, pk)
    form = MotivoForm(dati_inviati(request))
    contenuto: list[ContenutoProtetto] = []
    ricevuti: list[tuple[RecapitoRicevuto, ContenutoProtetto]] = []

    def apri() -> None:
        motivo = form.cleaned_data["motivo"]
        contenuto.append(
            leggi_recapito_protetto(persona=persona, perimetro=perimetro_di(request), motivo=motivo)
        )
        ricevuti.extend(ricevuti_dagli_elenchi(persona=persona, perimetro=perimetro_di(request)))
        annota_lettura(request, motivo=motivo)

    if request.method == "POST" and form.is_valid():
        riesce(form, apri)
    contesto = {
        "persona": persona,
        "form": form,
        "contenuto": contenuto[0] if contenuto else None,
        "ricevuti": ricevuti,
    }
    stato = 422 if form.errors else 200
    return render(request, "cases/anagrafe/protetto.html", contesto, status=stato)


@vista(APRE_PROTETTI, scrive=True, lettura="persona.scheda")
def protetto_scrivi(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace the protected address: the old one is not shown here."""
    persona = persona_o_404(request, pk)
    form = RecapitoProtettoForm(dati_inviati(request))
    return _pagina(
        request,
        persona,
        form,
        atto=lambda: scrivi_recapito_protetto(
            persona=persona, perimetro=perimetro_di(request), contenuto=_contenuto(form.cleaned_data)
        ),
        titolo="Scrivi il domicilio protetto",
        fatto="Domicilio protetto salvato.",
        introduzione="Quello che scrivi sostituisce tutto ciò che c'era. Resta cifrato.",
    )


@vista(APRE_PROTETTI, scrive=True, lettura="persona.recapito_protetto")
def protezione_togli(request: HttpRequest, pk: int) -> HttpResponse:
    """End the protection: address and contacts come back to the sheet."""
    persona = persona_o_404(request, pk)
    form = MotivoForm(dati_inviati(request))

    def togli() -> None:
        motivo = form.cleaned_data["motivo"]
        annota_lettura(request, motivo=motivo)
        if isinstance(request.user, Utente):
            togli_protezione(
                persona=persona, operatore=request.user, perimetro=perimetro_di(request), motivo=motivo
            )

    return _pagina(
        request,
        persona,
        form,
        atto=togli,
        titolo="Togli la protezione",
        fatto="Indirizzo e recapiti sono tornati nella scheda.",
        introduzione="Dopo, indirizzo e recapiti li vede chiunque apre la scheda.",
        pulsante="Togli la protezione",
    )


def _pagina(
    request: HttpRequest,
    persona: Persona,
    form: forms.Form,
    *,
    atto: Callable[[], object],
    titolo: str,
    fatto: str,
    introduzione: str = "",
    pulsante: str = "Salva",
) -> HttpResponse:
    """Show the form, or do the act and go back to the sheet."""
    torna = reverse("persona-scheda", args=[persona.pk])
    if request.method == "POST" and form.is_valid() and riesce(form, atto):
        messages.success(request, fatto)
        return redirect(torna)
    contesto = {
        "form": form,
        "titolo": titolo,
        "introduzione": introduzione,
        "pulsante": pulsante,
        "torna": torna,
        "di_chi": str(persona),
    }
    return render(request, MODULO, contesto, status=422 if form.errors else 200)


def _contenuto(dati: dict[str, str]) -> ContenutoProtetto:
    voci = ((TipoRecapito.TELEFONO, dati["telefono"]), (TipoRecapito.EMAIL, dati["email"]))
    return ContenutoProtetto(
        indirizzo=dati["indirizzo"],
        residenza_altrove=dati["residenza_altrove"],
        recapiti=tuple(VoceRecapito(tipo=str(tipo), valore=valore) for tipo, valore in voci if valore),
    )


def _utente(request: HttpRequest) -> Utente | None:
    return request.user if isinstance(request.user, Utente) else None
