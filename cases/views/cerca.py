"""The search field: as you type with JavaScript, a button without."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from adi_platform.errori import DominioError
from adi_platform.http.accesso import annota_lettura, perimetro_di
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Utente
from adi_platform.registro_accessi.services.registra import Visto
from adi_platform.ricerca.richiesta import Richiesta, interpreta
from cases.permissions_anagrafe import CERCA, RUOLI_CHE_SCRIVONO
from cases.services.cerca import Risultato, ambiti_di_ricerca, cerca_persone, controlla_frequenza
from cases.services.ricerca_persone import RISULTATI


@vista(CERCA, scrive=True, lettura="ricerca")
def cerca(request: HttpRequest) -> HttpResponse:
    """Answer a search. Only by POST: codes and names stay out of addresses (ASVS 14.2.1)."""
    scritto = request.POST.get("q", "")
    richiesta = interpreta(scritto)
    perimetro = perimetro_di(request)
    contesto = {
        "scritto": scritto.replace("\x00", ""),
        "accoglienza": "accoglienza" in request.GET and perimetro.ha(*RUOLI_CHE_SCRIVONO),
        "richiesta": richiesta,
        "risultati": [],
        "errore": "",
        "massimo": RISULTATI,
        "puo_registrare": perimetro.ha(*RUOLI_CHE_SCRIVONO),
        "puo_chiedere": perimetro.ha(Ruolo.ASSISTENTE_SOCIALE),
    }
    if scritto and not richiesta.troppo_corta:
        try:
            contesto["risultati"] = _risultati(request, richiesta)
        except DominioError as errore:
            contesto["errore"] = errore.messaggio
    modello = "cases/anagrafe/_risultati.html" if _e_frammento(request) else "cases/anagrafe/cerca.html"
    return render(request, modello, contesto, status=429 if contesto["errore"] else 200)


def _risultati(request: HttpRequest, richiesta: Richiesta) -> list[Risultato]:
    """Search and note who was shown; a search that finds nobody is noted too."""
    utente = request.user
    if not isinstance(utente, Utente):
        return []
    controlla_frequenza(utente)
    perimetro = perimetro_di(request)
    risultati = cerca_persone(richiesta, perimetro=perimetro)
    for ambito_id in ambiti_di_ricerca(perimetro):
        viste = tuple(r.persona.pk for r in risultati if r.persona.ambito_id == ambito_id)
        annota_lettura(request, Visto(ambito_id=ambito_id, persone=viste))
    return risultati


def _e_frammento(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
