"""Accounts of an Ambito, with their roles and dates."""

import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.ingresso.inviti import manda_invito
from adi_platform.http.moduli import dati_inviati, rifiuta_se_vuota, riporta_errore, testo_cercato
from adi_platform.http.vista import vista
from adi_platform.http.viste.organizzazione.ambito import (
    CHI_PROPONE,
    CHI_SCRIVE,
    CHI_VEDE,
    PROPONE,
    SCRIVE,
    VEDE,
    ambito_o_404,
    cornice_organizzazione,
)
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.forms.conti import AccessoForm, FineIncaricoForm, IncaricoForm
from adi_platform.organizzazione.models import Ambito, Incarico, Utente
from adi_platform.organizzazione.services.accessi import apri_accesso_con_incarico
from adi_platform.organizzazione.services.conti import disattiva_accesso, riattiva_accesso
from adi_platform.organizzazione.services.incarichi import aggiungi_incarico, termina_incarico

PER_PAGINA = 25


def _persone(ambiti: frozenset[int]) -> QuerySet[Utente]:
    """People who hold or held a role in those Ambiti, or belong to one of their partner bodies."""
    qui = Incarico.objects.filter(ambito__in=ambiti).values("utente")
    return Utente.objects.filter(Q(pk__in=qui) | Q(ente__ambito__in=ambiti))


def persona_o_404(request: HttpRequest, pk: int, *ruoli: Ruolo) -> tuple[Utente, Ambito]:
    ambiti = perimetro_di(request).ambiti_come(*ruoli)
    utente = uno_o_404(_persone(ambiti).select_related("ente"), pk=pk)
    legati = set(utente.incarichi.filter(ambito__in=ambiti).values_list("ambito", flat=True))
    if utente.ente is not None and utente.ente.ambito_id in ambiti:
        legati.add(utente.ente.ambito_id)
    return utente, Ambito.objects.get(pk=min(legati))


@vista(VEDE)
def elenco(request: HttpRequest) -> HttpResponse:
    ambito = ambito_o_404(request, *CHI_VEDE)
    cercato = testo_cercato(request.GET)
    in_vigore = Incarico.objects.filter(ambito=ambito).attivi(timezone.localdate())
    persone = _persone(frozenset({ambito.pk})).select_related("ente")
    for parola in cercato.split():
        persone = persone.filter(
            Q(nome__icontains=parola) | Q(cognome__icontains=parola) | Q(email__icontains=parola)
        )
    persone = persone.order_by("cognome", "nome", "pk").prefetch_related(
        Prefetch("incarichi", in_vigore.select_related("unita", "comune"), to_attr="in_vigore")
    )
    contesto = {
        **cornice_organizzazione(request, ambito, "persone"),
        "pagina": Paginator(persone, PER_PAGINA).get_page(request.GET.get("pagina")),
        "cercato": cercato,
    }
    return render(request, "organizzazione/persone.html", contesto)


@vista(SCRIVE, scrive=True)
def nuova(request: HttpRequest) -> HttpResponse:
    ambito = ambito_o_404(request, *CHI_SCRIVE)
    iniziali = {"dal": timezone.localdate()}
    modulo = AccessoForm(dati_inviati(request), ambito=ambito, initial=iniziali)
    if request.method == "POST" and modulo.is_valid():
        dati = modulo.cleaned_data
        dati["ruolo"] = Ruolo(dati["ruolo"])
        try:
            utente = apri_accesso_con_incarico(**dati, ambito=ambito, operatore=operatore_di(request))
        except DominioError as errore:
            riporta_errore(modulo, errore)
        else:
            manda_invito(request, utente)
            return redirect("organizzazione-persona", pk=utente.pk)
    contesto = {**cornice_organizzazione(request, ambito, "persone"), "modulo": modulo}
    return render(
        request, "organizzazione/persona_nuova.html", contesto, status=422 if modulo.errors else 200
    )


@vista(VEDE)
def persona(request: HttpRequest, pk: int) -> HttpResponse:
    utente, ambito = persona_o_404(request, pk, *CHI_VEDE)
    return _mostra(request, utente, ambito, IncaricoForm(ambito=ambito, initial=_da_oggi()))


def _da_oggi() -> dict[str, datetime.date]:
    return {"dal": timezone.localdate()}


def _mostra(request: HttpRequest, utente: Utente, ambito: Ambito, modulo: IncaricoForm) -> HttpResponse:
    ambiti = perimetro_di(request).ambiti_come(*CHI_VEDE)
    incarichi = (
        utente.incarichi.filter(ambito__in=ambiti)
        .select_related("unita", "comune", "ambito", "aggiornato_da")
        .order_by("-dal", "-pk")
    )
    contesto = {
        **cornice_organizzazione(request, ambito, "persone"),
        "persona": utente,
        "incarichi": incarichi,
        "modulo": modulo,
        "oggi": timezone.localdate(),
        "mai_entrato": utente.last_login is None,
        "e_se_stesso": utente.pk == operatore_di(request).pk,
    }
    return render(request, "organizzazione/persona.html", contesto, status=422 if modulo.errors else 200)


@vista(PROPONE, scrive=True)
def incarico_nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    utente, ambito = persona_o_404(request, pk, *CHI_PROPONE)
    modulo = IncaricoForm(dati_inviati(request), ambito=ambito, initial=_da_oggi())
    if request.method == "POST" and modulo.is_valid():
        dati = modulo.cleaned_data
        dati["ruolo"] = Ruolo(dati["ruolo"])
        try:
            incarico = aggiungi_incarico(
                utente=utente, ambito=ambito, operatore=operatore_di(request), **dati
            )
        except DominioError as errore:
            riporta_errore(modulo, errore)
        else:
            parole = "Incarico proposto: vale quando il dirigente lo approva."
            messages.success(request, parole if incarico.in_attesa else "Incarico aggiunto.")
            return redirect("organizzazione-persona", pk=utente.pk)
    return _mostra(request, utente, ambito, modulo)


@vista(SCRIVE, scrive=True)
def incarico_fine(request: HttpRequest, pk: int) -> HttpResponse:
    ambiti = perimetro_di(request).ambiti_come(*CHI_SCRIVE)
    righe = Incarico.objects.filter(ambito__in=ambiti).select_related("utente", "ambito", "unita", "comune")
    incarico = uno_o_404(righe, pk=pk)
    modulo = FineIncaricoForm(dati_inviati(request), initial={"ultimo_giorno": timezone.localdate()})
    if request.method == "POST" and modulo.is_valid():
        giorno = modulo.cleaned_data["ultimo_giorno"]
        try:
            termina_incarico(incarico=incarico, ultimo_giorno=giorno, operatore=operatore_di(request))
        except DominioError as errore:
            riporta_errore(modulo, errore)
        else:
            messages.success(request, "Fine dell'incarico registrata.")
            return redirect("organizzazione-persona", pk=incarico.utente_id)
    contesto = {
        **cornice_organizzazione(request, incarico.ambito, "persone"),
        "incarico": incarico,
        "modulo": modulo,
    }
    return render(
        request, "organizzazione/incarico_fine.html", contesto, status=422 if modulo.errors else 200
    )


@vista(SCRIVE, scrive=True)
def accesso(request: HttpRequest, pk: int) -> HttpResponse:
    """Close or reopen an account, or send the invitation again; a GET asks for confirmation."""
    utente, ambito = persona_o_404(request, pk, *CHI_SCRIVE)
    if request.method != "POST":
        contesto = {**cornice_organizzazione(request, ambito, "persone"), "persona": utente}
        return render(request, "organizzazione/accesso.html", contesto)
    if vuota := rifiuta_se_vuota(request):
        return vuota
    try:
        _esegui(request, utente, ambito)
    except DominioError as errore:
        messages.error(request, errore.messaggio)
    return redirect("organizzazione-persona", pk=utente.pk)


def _esegui(request: HttpRequest, utente: Utente, ambito: Ambito) -> None:
    azione = request.POST.get("azione")
    if azione == "invita" and utente.is_active:
        manda_invito(request, utente)
    elif azione == "disattiva":
        disattiva_accesso(utente=utente, ambito=ambito, operatore=operatore_di(request))
        messages.success(request, "Accesso chiuso: le sue sessioni finiscono alla prossima richiesta.")
    elif azione == "riattiva":
        riattiva_accesso(utente=utente)
        messages.success(request, "Accesso riaperto.")
