"""The page of a meeting of the team, and the small pages that write on it."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import Conferma, dati_inviati, rifiuta_se_vuota, riporta_errore
from adi_platform.http.vista import vista
from adi_platform.riunioni.enums import StatoRiunione
from adi_platform.riunioni.models import PuntoOdg
from equipe.documents.verbale import chi_legge
from equipe.forms.incontro import FormPresenze, FormPunto
from equipe.models import IncontroEquipe, VerbaleEquipe
from equipe.permissions import (
    SCRIVE_INCONTRI,
    VEDE_INCONTRI,
    incontro_da_scrivere,
    incontro_o_404,
    perche_non_verbalizza,
)
from equipe.services.accessi import senza_accesso
from equipe.services.contenuti import parole_delle_riunioni
from equipe.services.incontro import (
    APERTI,
    famiglia_possibile,
    metti_punto,
    muovi_punto,
    registra_presenze,
    segna_svolto,
)
from equipe.services.verbale import chi_non_lo_legge

LETTURA = "equipe.incontro"
VERSI = ("su", "giu", "togli")


@vista(VEDE_INCONTRI, lettura=LETTURA)
def scheda(request: HttpRequest, pk: int, incontro: int) -> HttpResponse:
    """When and where, agenda, who was there, what was decided, the minutes."""
    riga = incontro_o_404(request, pk, incontro)
    riunione = riga.riunione
    motivo_no = perche_non_verbalizza(perimetro_di(request), riga)
    verbale = (
        VerbaleEquipe.objects.filter(incontro=riga)
        .select_related("documento", "estratto", "registrazione", "approvato_da", "aggiornato_da")
        .first()
    )
    aperto = riunione.stato in APERTI
    partecipanti = list(riunione.partecipanti.select_related("utente__ente", "delegato_utente"))
    dati = {
        "caso": riga.caso,
        "incontro": riga,
        "riunione": riunione,
        "partecipanti": partecipanti,
        "usciti": senza_accesso((p.utente for p in partecipanti), ambito_id=riga.caso.ambito_id),
        "motivo": parole_delle_riunioni()["motivi"].get(riga.motivo, ""),
        "punti": list(riunione.punti.all()),
        "decisioni": [
            {"riga": d, "chi_legge": chi_legge(d)}
            for d in riunione.decisioni.select_related("responsabile", "punto")
        ],
        "famiglia": list(riga.famiglia_presente.order_by("data_nascita", "pk")),
        "verbale": verbale,
        "senza_verbale": chi_non_lo_legge(verbale) if verbale and verbale.registrazione_id else [],
        "motivo_no": motivo_no,
        "puo_attuare": not motivo_no,
        "puo_scrivere": aperto and not motivo_no,
        "da_svolgere": riunione.stato == StatoRiunione.CONVOCATA,
        "da_verbalizzare": riunione.stato in (StatoRiunione.SVOLTA, StatoRiunione.VERBALE_BOZZA),
        "e_il_giorno": timezone.localdate(riunione.inizio) <= timezone.localdate(),
        "oggi": timezone.localdate(),
    }
    return render(request, "equipe/incontro/scheda.html", dati)


@vista(SCRIVE_INCONTRI, scrive=True, lettura=LETTURA)
def punto_nuovo(request: HttpRequest, pk: int, incontro: int) -> HttpResponse:
    """A point of the agenda."""
    riga = incontro_da_scrivere(request, pk, incontro)
    form = FormPunto(dati_inviati(request))
    if form.is_bound and form.is_valid():
        try:
            metti_punto(incontro=riga, operatore=operatore_di(request), **form.cleaned_data)
            return redirect("equipe-incontro", pk=pk, incontro=incontro)
        except DominioError as errore:
            riporta_errore(form, errore)
    return modulo(request, riga, form, "Aggiungi un punto", "Aggiungi")


@vista(SCRIVE_INCONTRI, scrive=True, lettura=LETTURA)
def punto_sposta(request: HttpRequest, pk: int, incontro: int, punto: int, verso: str) -> HttpResponse:
    """Up, down, or off the agenda (POST); GET goes back to the meeting."""
    riga = incontro_da_scrivere(request, pk, incontro)
    scelto = uno_o_404(PuntoOdg.objects.filter(riunione=riga.riunione).select_related("riunione"), pk=punto)
    if verso not in VERSI:
        raise Http404
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        try:
            muovi_punto(incontro=riga, punto=scelto, verso=verso)
        except DominioError as errore:
            messages.error(request, errore.messaggio)
    return redirect("equipe-incontro", pk=pk, incontro=incontro)


@vista(SCRIVE_INCONTRI, scrive=True, lettura=LETTURA)
def presenze(request: HttpRequest, pk: int, incontro: int) -> HttpResponse:
    """Who was there, person by person; 409 when somebody else saved first."""
    riga = incontro_da_scrivere(request, pk, incontro)
    persone = list(riga.riunione.partecipanti.select_related("utente"))
    versione = riga.riunione.versione
    form = FormPresenze(
        dati_inviati(request),
        persone=persone,
        famiglia=famiglia_possibile(riga),
        initial={"versione": versione, "famiglia": list(riga.famiglia_presente.all())},
    )
    stato = 200
    if form.is_bound and form.is_valid():
        try:
            attesa = form.cleaned_data["versione"]
            registra_presenze(
                incontro=riga,
                presenze=form.segni,
                famiglia=form.cleaned_data["famiglia"],
                attesa=attesa,
                operatore=operatore_di(request),
            )
            messages.success(request, "Presenze registrate.")
            return redirect("equipe-incontro", pk=pk, incontro=incontro)
        except DominioError as errore:
            riporta_errore(form, errore)
            stato = 409 if isinstance(errore, ConflittoDiVersione) else 422
    dati = {"caso": riga.caso, "incontro": riga, "form": form}
    stato = 422 if stato == 200 and form.errors else stato
    return render(request, "equipe/incontro/presenze.html", dati, status=stato)


@vista(SCRIVE_INCONTRI, scrive=True, lettura=LETTURA)
def svolto(request: HttpRequest, pk: int, incontro: int) -> HttpResponse:
    """The meeting was held: from here the minutes."""
    riga = incontro_da_scrivere(request, pk, incontro)
    form = Conferma(dati_inviati(request))
    if form.is_bound and form.is_valid():
        try:
            segna_svolto(incontro=riga, operatore=operatore_di(request))
            messages.success(request, "Incontro svolto: ora si può scrivere il verbale.")
            return redirect("equipe-incontro", pk=pk, incontro=incontro)
        except DominioError as errore:
            riporta_errore(form, errore)
    premessa = "Da qui in poi l'incontro non si sposta più e si scrive il verbale."
    return modulo(request, riga, form, "Segna svolta la riunione", "Segna svolta", premessa=premessa)


def modulo(
    request: HttpRequest,
    incontro: IncontroEquipe,
    form: Form,
    titolo: str,
    verbo: str,
    *,
    conflitto: bool = False,
    **altro: Any,
) -> HttpResponse:
    """A page with one form: 422 with what is wrong, 409 when somebody else saved first."""
    dati = {
        "caso": incontro.caso,
        "incontro": incontro,
        "form": form,
        "titolo": titolo,
        "verbo": verbo,
        **altro,
    }
    stato = 409 if conflitto else 422 if form.is_bound else 200
    return render(request, "equipe/incontro/modulo.html", dati, status=stato)
