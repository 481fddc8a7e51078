"""Plans of meetings: ask for one, read it, change it by hand, confirm it."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito
from equipe.forms.piani import FormConferma, FormNuovoPiano, FormProposta, FormVersione
from equipe.permissions import PIANIFICA, nucleo_del_piano_o_404, piani_visibili, piano_o_404
from equipe.services.piani import (
    PianoConDifetti,
    avvia_piano,
    cambia_proposta,
    primo_giorno_utile,
    problema_del_piano,
    togli_proposta,
)
from equipe.services.piano_conferma import conferma_piano
from equipe.services.piano_vista import RiepilogoPiano, riepilogo_del_piano, vista_del_piano

QUANTI_PIANI = 20
CHI_LEGGE = (
    "Chi viene da un altro ente legge di chi si parla solo se la sua funzione lo prevede: chi segue il caso può "
    "aprirgli i nomi in «Chi può vedere»."
)
GIA_CONVOCATI = "Chi nel frattempo era già convocato è rimasto fuori: lo trovi fra i nuclei senza riunione."


@vista(PIANIFICA, scrive=True)
def elenco(request: HttpRequest) -> HttpResponse:
    """The last plans, and the request of a new one."""
    ambiti = perimetro_di(request).ambiti_come(Ruolo.COORDINATORE)
    ambito = uno_o_404(Ambito.objects.filter(pk__in=ambiti).order_by("pk")[:1])
    dati = dati_inviati(request)
    form = FormNuovoPiano(dati, ambito=ambito, initial={"dal": primo_giorno_utile(ambito)})
    if form.is_bound and form.is_valid():
        try:
            piano = avvia_piano(ambito=ambito, operatore=operatore_di(request), **form.cleaned_data)
            return redirect("equipe-piano", pk=piano.pk)
        except DominioError as errore:
            riporta_errore(form, errore)
    contesto = {"form": form, "piani": piani_visibili(request)[:QUANTI_PIANI]}
    return render(request, "equipe/piani/elenco.html", contesto, status=422 if form.is_bound else 200)


@vista(PIANIFICA, lettura="equipe.piano")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal by day and by household, what is wrong, who is left out and why."""
    piano = piano_o_404(request, pk)
    vista_piano = vista_del_piano(piano)
    return render(request, "equipe/piani/scheda.html", {"piano": piano, "vista": vista_piano})


@vista(PIANIFICA, scrive=True, lettura="equipe.piano")
def nucleo(request: HttpRequest, pk: int, caso: int) -> HttpResponse:
    """Put the meeting of a household somewhere else: the whole plan is checked again."""
    piano = piano_o_404(request, pk)
    riga = nucleo_del_piano_o_404(piano, caso)
    problema = problema_del_piano(piano)
    da_convocare = problema.nucleo(str(riga.pk))
    if da_convocare is None:
        raise Http404
    form = FormProposta(
        dati_inviati(request),
        problema=problema,
        nucleo=da_convocare,
        proposta=piano.proposte.filter(caso=riga).prefetch_related("persone").first(),
        versione=piano.versione,
    )
    if form.is_bound and form.is_valid():
        try:
            cambia_proposta(
                piano=piano,
                caso=riga,
                attesa=form.cleaned_data["versione"],
                modifica=form.modifica(),
                operatore=operatore_di(request),
                comunque=form.cleaned_data["comunque"],
            )
            messages.success(request, "Riunione cambiata.")
            return redirect("equipe-piano", pk=pk)
        except DominioError as errore:
            return _modulo(request, f"Riunione di {riga.nucleo}", pk, form, errore, da_convocare.entro)
    return _modulo(request, f"Riunione di {riga.nucleo}", pk, form, None, da_convocare.entro)


@vista(PIANIFICA, scrive=True, lettura="equipe.piano")
def togli(request: HttpRequest, pk: int, caso: int) -> HttpResponse:
    """Leave a household out of the plan."""
    piano = piano_o_404(request, pk)
    riga = nucleo_del_piano_o_404(piano, caso)
    form = FormVersione(dati_inviati(request), initial={"versione": piano.versione})
    errore = None
    if form.is_bound and form.is_valid():
        try:
            attesa = form.cleaned_data["versione"]
            togli_proposta(piano=piano, caso=riga, attesa=attesa, operatore=operatore_di(request))
            return redirect("equipe-piano", pk=pk)
        except DominioError as rifiuto:
            errore = rifiuto
    return _modulo(request, f"Togli {riga.nucleo} dal piano", pk, form, errore, None, verbo="Togli dal piano")


@vista(PIANIFICA, scrive=True, lettura="equipe.piano")
def conferma(request: HttpRequest, pk: int) -> HttpResponse:
    """Convene the meetings."""
    piano = piano_o_404(request, pk)
    form = FormConferma(
        dati_inviati(request),
        initial={"versione": piano.versione},
        a_distanza=piano.proposte.filter(sede__isnull=True).exists(),
    )
    errore, esclusi = None, piano.esclusi.count()
    if form.is_bound and form.is_valid():
        try:
            conferma_piano(
                piano=piano,
                attesa=form.cleaned_data["versione"],
                operatore=operatore_di(request),
                collegamento=form.cleaned_data.get("collegamento", ""),
            )
            messages.success(request, "Piano confermato: le riunioni sono convocate.")
            messages.info(request, CHI_LEGGE)
            if piano.esclusi.count() > esclusi:
                messages.warning(request, GIA_CONVOCATI)
            return redirect("equipe-piano", pk=pk)
        except DominioError as rifiuto:
            errore = rifiuto
    return _modulo(
        request, "Conferma il piano", pk, form, errore, None, verbo="Convoca le riunioni",
        riepilogo=riepilogo_del_piano(piano),
    )  # fmt: skip


def _modulo(
    request: HttpRequest,
    titolo: str,
    pk: int,
    form: Form,
    errore: DominioError | None,
    entro: object,
    *,
    verbo: str = "Salva",
    riepilogo: RiepilogoPiano | None = None,
) -> HttpResponse:
    """The form with what was refused: one sentence for each thing wrong; 409 when somebody else saved first."""
    if errore is not None:
        for frase in errore.frasi if isinstance(errore, PianoConDifetti) else (errore.messaggio,):
            form.add_error(None, frase)
    stato = 409 if isinstance(errore, ConflittoDiVersione) else 422 if form.is_bound else 200
    contesto = {
        "titolo": titolo,
        "piano": pk,
        "form": form,
        "entro": entro,
        "verbo": verbo,
        "riepilogo": riepilogo,
    }
    return render(request, "equipe/piani/modulo.html", contesto, status=stato)
