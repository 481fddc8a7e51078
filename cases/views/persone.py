"""Register a person, their sheet, corrections."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import annota_lettura, perimetro_di
from adi_platform.http.moduli import dati_inviati, testo_cercato
from adi_platform.http.vista import vista
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.registro_accessi.services.registra import Visto
from adi_platform.ricerca.richiesta import Richiesta
from adi_platform.ricerca.testo import normalizza
from cases.enums import TipoCodice
from cases.forms.anagrafe import PersonaForm
from cases.models import Persona
from cases.permissions_anagrafe import (
    RUOLI_CHE_SCRIVONO,
    SCRIVE_ANAGRAFE,
    VEDE_ANAGRAFE,
    persona_da_scrivere_o_404,
    persona_o_404,
    puo_aprire_protetto,
    puo_scrivere_anagrafe,
)
from cases.rules.anagrafe import eta
from cases.services.cerca import Risultato, simili
from cases.services.persone import DiscordanzaDaConfermare, aggiorna_persona, registra_persona
from cases.views.conflitto import divergenze

GIORNI_DI_AVVISO = 30


@vista(VEDE_ANAGRAFE, lettura="persona.scheda")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of a person. Contacts and protected address are opened apart, and noted."""
    persona, oggi = persona_o_404(request, pk), timezone.localdate()
    perimetro = perimetro_di(request)
    contesto = {
        "persona": persona,
        "anni": eta(persona.data_nascita, al=oggi),
        "avvisi": _avvisi(persona),
        "appartenenze": persona.appartenenze.select_related("nucleo__referente", "nucleo__comune"),
        "casi": [
            c.caso
            for c in persona.componenti_caso.select_related("caso__case_manager", "caso__nucleo__referente")
        ],
        "relazioni": persona.relazioni_esterne.select_related("altra_persona"),
        "puo_scrivere": puo_scrivere_anagrafe(perimetro, persona),
        "puo_aprire_protetto": persona.protetta and puo_aprire_protetto(perimetro, persona),
        "recapiti_visibili": False,
    }
    return render(request, "cases/anagrafe/persona.html", contesto)


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="persona.simili")
def nuova(request: HttpRequest) -> HttpResponse:
    """Register somebody whom the search did not find; people who look the same are shown before saving."""
    ambiti = sorted(perimetro_di(request).ambiti_come(*RUOLI_CHE_SCRIVONO))
    scritto = request.POST if request.method == "POST" and "inizia" not in request.POST else None
    form = PersonaForm(scritto, ambiti=ambiti, initial=_da_ricerca(request))
    vicine: list[Risultato] = []
    if form.is_bound and form.is_valid():
        ambito_id = _ambito(form, ambiti)
        if not request.POST.get("e_nuova"):
            vicine = _vicine(request, form, ambito_id)
        if not vicine and (persona := _registra(request, form, ambito_id)):
            return _dopo_la_registrazione(request, persona)
    contesto = {"form": form, "vicine": vicine}
    return render(request, "cases/anagrafe/persona_modulo.html", contesto, status=_stato(form, bool(vicine)))


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="persona.scheda")
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the data; if a colleague saved in the meantime, 409 with both texts."""
    persona = persona_da_scrivere_o_404(request, pk)
    form = PersonaForm(
        dati_inviati(request),
        ambiti=[persona.ambito_id],
        protetta=persona.protetta,
        initial=PersonaForm.valori_di(persona),
    )
    contesto: dict[str, Any] = {"form": form, "persona": persona, "divergenze": [], "vicine": []}
    if request.method == "POST" and form.is_valid():
        try:
            _aggiorna(request, form, persona)
        except ConflittoDiVersione:
            return _conflitto(request, form, pk)
        except DominioError as errore:
            _riporta(form, errore)
        else:
            messages.success(request, "Dati salvati.")
            return redirect("persona-scheda", pk)
    return render(request, "cases/anagrafe/persona_modulo.html", contesto, status=_stato(form))


def _conflitto(request: HttpRequest, form: PersonaForm, pk: int) -> HttpResponse:
    attuale = persona_o_404(request, pk)
    dati = form.data.copy()  # type: ignore[attr-defined]  # request.POST
    dati["versione"] = str(attuale.versione)
    diversi = divergenze(form, PersonaForm.valori_di(attuale))
    form.data = dati
    contesto = {"form": form, "persona": attuale, "divergenze": diversi, "vicine": [], "conflitto": True}
    return render(request, "cases/anagrafe/persona_modulo.html", contesto, status=409)


def _aggiorna(request: HttpRequest, form: PersonaForm, persona: Persona) -> None:
    versione = form.cleaned_data["versione"]
    aggiorna_persona(
        persona_id=persona.pk,
        versione=versione if versione is not None else -1,
        operatore=_utente(request),
        al=timezone.localdate(),
        dati=form.dati(),
        conferma_discordanze=form.cleaned_data["conferma_discordanze"],
    )


def _registra(request: HttpRequest, form: PersonaForm, ambito_id: int) -> Persona | None:
    try:
        return registra_persona(
            ambito=Ambito.objects.get(pk=ambito_id),
            operatore=_utente(request),
            al=timezone.localdate(),
            dati=form.dati(),
            conferma_discordanze=form.cleaned_data["conferma_discordanze"],
        )
    except DominioError as errore:
        _riporta(form, errore)
        return None


def _riporta(form: PersonaForm, errore: DominioError) -> None:
    if isinstance(errore, DiscordanzaDaConfermare):
        form.mostra_conferma()
        form.add_error("codice", f"{errore.messaggio} Correggi, oppure conferma qui sotto che è giusto così.")
        return
    form.add_error(errore.campo if errore.campo in form.fields else None, errore.messaggio)


def _vicine(request: HttpRequest, form: PersonaForm, ambito_id: int) -> list[Risultato]:
    dati = form.dati()
    parole = normalizza(f"{dati.cognome} {dati.nome}").split()
    vicine = simili(
        ambito_id=ambito_id,
        richiesta=Richiesta(parole=tuple(parole)),
        perimetro=perimetro_di(request),
        nascita=dati.data_nascita,
    )[:10]
    if vicine:
        annota_lettura(request, Visto(ambito_id=ambito_id, persone=tuple(r.persona.pk for r in vicine)))
    return vicine


def _ambito(form: PersonaForm, ambiti: list[int]) -> int:
    comune = form.cleaned_data["comune_residenza"]
    return comune.ambito_id if comune else ambiti[0]


def _dopo_la_registrazione(request: HttpRequest, persona: Persona) -> HttpResponse:
    if Persona.objects.nel_perimetro(perimetro_di(request)).filter(pk=persona.pk).exists():
        messages.success(request, f"{persona} è in anagrafe. Ora puoi inserire i recapiti e il nucleo.")
        return redirect("persona-scheda", persona.pk)
    messages.success(request, f"{persona} è in anagrafe. La scheda la apre chi lavora nel suo Comune.")
    return redirect("cerca")


def _da_ricerca(request: HttpRequest) -> dict[str, str]:
    """What was typed in the search that found nobody, given back in the form."""
    scritto = testo_cercato(request.POST, "cercato")
    cognome, _, nome = scritto.partition(" ")
    return {"cognome": cognome, "nome": nome} if scritto and not any(map(str.isdigit, scritto)) else {}


def _avvisi(persona: Persona) -> list[str]:
    """What is about to expire, or is missing."""
    oggi = timezone.localdate()
    avvisi = []
    for cosa, scadenza in (
        ("Il codice", persona.codice_scade_il),
        ("Il titolo di soggiorno", persona.scadenza_titolo),
    ):
        if scadenza and scadenza < oggi:
            avvisi.append(f"{cosa} è scaduto il {scadenza:%d/%m/%Y}.")
        elif scadenza and (scadenza - oggi).days <= GIORNI_DI_AVVISO:
            avvisi.append(f"{cosa} scade il {scadenza:%d/%m/%Y}.")
    if persona.tipo_codice in {TipoCodice.STP, TipoCodice.ENI} and not persona.codice_scade_il:
        avvisi.append("Manca la scadenza del codice: chiedila alla persona.")
    return avvisi


def _stato(form: PersonaForm, vicine: bool = False) -> int:
    return 422 if form.errors or vicine else 200


def _utente(request: HttpRequest) -> Utente | None:
    return request.user if isinstance(request.user, Utente) else None
