"""A session: convene, write and send the agenda, open, follow, close, read the result."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import Conferma, dati_inviati, rifiuta_se_vuota, riporta_errore
from adi_platform.http.posta_resa import posta_non_partita
from adi_platform.http.vista import vista
from adi_platform.organizzazione.models import Utente
from contributi.enums import StatoSeduta
from contributi.forms.commissione import FormMotivo, FormSeduta
from contributi.models import Seduta, Verbale
from contributi.permissions.commissione import (
    CONVOCA_SEDUTE,
    VEDE_COMMISSIONI,
    commissione_o_404,
    perche_non_convoca,
    perche_non_presiede,
    seduta_o_404,
)
from contributi.services.avvisi_commissione import chiave_seduta
from contributi.services.chiusura import chiudi
from contributi.services.seduta_vista import guarda
from contributi.services.sedute import (
    annulla_seduta,
    convoca_serie,
    invia_odg,
    metti_all_odg,
    proposte_pronte,
    togli_dall_odg,
)
from contributi.services.urgenze import prese_di
from contributi.services.voto import apri_voto, perche_non_si_apre
from contributi.transizioni import CONVOCA, TABELLA_SEDUTA

SPIEGAZIONI = {
    "invia_odg": "Da qui la versione di ogni proposta è fissata e i componenti ricevono l'ordine del giorno.",
    "apri": "Si fotografa chi può votare: nomine e revoche successive non cambiano questa votazione.",
    "chiudi": "Si contano i voti e si forma il verbale. Non si torna indietro.",
    "annulla": "Le proposte tornano pronte per un'altra seduta e i componenti vengono avvisati.",
}


@vista(CONVOCA_SEDUTE, scrive=True)
def nuova(request: HttpRequest, pk: int) -> HttpResponse:
    """One session, or one a month."""
    commissione = commissione_o_404(request, pk)
    motivo_no = perche_non_convoca(perimetro_di(request), commissione)
    form = FormSeduta(dati_inviati(request), initial={"luogo": commissione.luogo})
    if form.is_bound and motivo_no:
        form.is_valid()
        form.add_error(None, motivo_no)
    elif request.method == "POST" and form.is_valid():
        try:
            sedute = convoca_serie(
                commissione=commissione,
                finestra=form.finestra(),
                dove=form.dove(),
                mesi=form.cleaned_data["mesi"],
                operatore=operatore_di(request),
            )
        except DominioError as errore:
            riporta_errore(form, errore)
        else:
            messages.success(request, "Convocata: i componenti ricevono l'invito.")
            return redirect("contributi:seduta", pk=pk, seduta=sedute[0].pk)
    dati = {
        "commissione": commissione,
        "form": form,
        "titolo": "Convoca una seduta",
        "testo_pulsante": "Convoca",
        "motivo_no": motivo_no,
    }
    stato = 422 if form.is_bound and form.errors else 200
    return render(request, "contributi/commissione/modulo.html", dati, status=stato)


@vista(VEDE_COMMISSIONI)
def scheda(request: HttpRequest, pk: int, seduta: int) -> HttpResponse:
    """Agenda and forecast before, who has voted during (for the chair), result and minutes after."""
    riga = seduta_o_404(request, pk, seduta)
    perimetro = perimetro_di(request)
    da_convocare = riga.stato == StatoSeduta.CONVOCATA
    non_presiede = perche_non_presiede(perimetro, riga.commissione)
    return render(
        request,
        "contributi/commissione/seduta.html",
        {
            "seduta": riga,
            "commissione": riga.commissione,
            "vista_seduta": guarda(riga, chi=operatore_di(request)),
            "pronte": list(proposte_pronte(riga.commissione)) if da_convocare else [],
            "perche_non_convoca": perche_non_convoca(perimetro, riga.commissione),
            "perche_non_presiede": non_presiede,
            "perche_non_apre": non_presiede or perche_non_si_apre(riga, ora=timezone.now()),
            "verbale": Verbale.objects.filter(seduta=riga)
            .select_related("registrazione", "documento")
            .first(),
            "prese": prese_di(riga),
            **posta_non_partita(request, chiave_seduta(riga)),
            "si_legge": {"odg_inviato": True, "aperta": True, "chiusa": True}.get(riga.stato, False),
        },
    )


@vista(CONVOCA_SEDUTE, scrive=True)
def ordine_del_giorno(request: HttpRequest, pk: int, seduta: int) -> HttpResponse:
    """Add a ready proposal (409 when it may not be); GET goes back to the session."""
    riga = seduta_o_404(request, pk, seduta)
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        motivo_no = perche_non_convoca(perimetro_di(request), riga.commissione)
        chiave = request.POST.get("proposta", "")
        proposta = next((p for p in proposte_pronte(riga.commissione) if str(p.pk) == chiave), None)
        if motivo_no or proposta is None:
            raise DominioError(motivo_no or "Questa proposta non è più pronta.")
        metti_all_odg(seduta=riga, proposta=proposta, operatore=operatore_di(request))
        messages.success(request, "Messa all'ordine del giorno.")
    return redirect("contributi:seduta", pk=pk, seduta=seduta)


@vista(CONVOCA_SEDUTE, scrive=True)
def togli(request: HttpRequest, pk: int, seduta: int, voce: int) -> HttpResponse:
    """Take a proposal off the agenda, with the reason."""
    riga = seduta_o_404(request, pk, seduta)
    voce_tolta = riga.voci.filter(pk=voce, tolta_il__isnull=True).select_related("punto", "proposta").first()
    if voce_tolta is None:
        raise Http404
    motivo_no = perche_non_convoca(perimetro_di(request), riga.commissione)

    def esegui(operatore: Utente, motivo: str) -> None:
        togli_dall_odg(voce=voce_tolta, motivo=motivo, operatore=operatore)

    titolo = f"Togli dall'ordine del giorno: {voce_tolta.punto.titolo}"
    return _con_motivo(request, riga, esegui, FormMotivo, titolo=titolo, motivo_no=motivo_no)


@vista(CONVOCA_SEDUTE, scrive=True)
def passo(request: HttpRequest, pk: int, seduta: int, mossa: str) -> HttpResponse:
    """A move of the session, after a page that says what it does."""
    riga = seduta_o_404(request, pk, seduta)
    if mossa not in SPIEGAZIONI:
        raise Http404
    voluta = TABELLA_SEDUTA.mossa(mossa)
    perche_no = perche_non_convoca if voluta.permesso == CONVOCA else perche_non_presiede
    motivo_no = perche_no(perimetro_di(request), riga.commissione)
    if mossa == "apri":
        motivo_no = motivo_no or perche_non_si_apre(riga, ora=timezone.now())

    def esegui(operatore: Utente, motivo: str) -> None:
        _esegui(riga, mossa, operatore, motivo)

    return _con_motivo(
        request,
        riga,
        esegui,
        FormMotivo if voluta.motivo_obbligatorio else Conferma,
        titolo=voluta.etichetta,
        motivo_no=motivo_no,
        spiegazione_mossa=SPIEGAZIONI[mossa],
    )


def _esegui(seduta: Seduta, mossa: str, operatore: Utente, motivo: str) -> None:
    if mossa == "invia_odg":
        invia_odg(seduta=seduta, operatore=operatore)
    elif mossa == "apri":
        apri_voto(seduta=seduta, operatore=operatore)
    elif mossa == "chiudi":
        chiudi(seduta=seduta, operatore=operatore)
    else:
        annulla_seduta(seduta=seduta, motivo=motivo, operatore=operatore)


def _con_motivo(
    request: HttpRequest,
    seduta: Seduta,
    esegui: Callable[[Utente, str], None],
    classe: type[Form],
    *,
    motivo_no: str,
    **altro: Any,
) -> HttpResponse:
    form = classe(dati_inviati(request))
    if form.is_bound and motivo_no:
        form.add_error(None, motivo_no)
    if form.is_bound and form.is_valid():
        try:
            esegui(operatore_di(request), form.cleaned_data.get("motivo", ""))
        except DominioError as errore:
            riporta_errore(form, errore)
        else:
            messages.success(request, "Fatto.")
            return redirect("contributi:seduta", pk=seduta.commissione_id, seduta=seduta.pk)
    dati = {
        "seduta": seduta,
        "commissione": seduta.commissione,
        "form": form,
        "motivo_no": motivo_no,
        **altro,
    }
    stato = 422 if form.is_bound and form.errors else 200
    return render(request, "contributi/commissione/passo.html", dati, status=stato)
