"""The istruttoria: the table that explains itself, its facts, corrections, reviewed sections; a frozen proposal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from adi_platform.norme.esito import Livello
from cases.models import AttestazioneISEE
from cases.views.modulo import atto_senza_modulo
from contributi.enums import STATI_APERTI_ALL_ISTRUTTORIA
from contributi.forms.istruttoria import CorrezioneForm, FattiForm, SituazioneForm
from contributi.models import CorrezioneIstruttoria, Richiesta
from contributi.permissions.richieste import (
    SCRIVE_RICHIESTE,
    SUPERA_ESITI,
    VEDE_ISTRUTTORIE,
    VEDE_PROPOSTE,
    richiesta_da_lavorare_o_404,
    richiesta_da_superare_o_404,
    richiesta_o_404,
)
from contributi.services.fatti_richiesta import fatti_da_chiedere
from contributi.services.istruttoria import (
    EsameRichiesta,
    Sezione,
    correggi_riga,
    esamina,
    ritira_correzione,
    salva_fatti,
    segna_rivista,
)
from contributi.services.misure import misura_letta
from contributi.services.proposta import Orientamento
from contributi.services.situazione import aiuti_dell_anno, salva_situazione
from contributi.services.sostegno_del_pai import differenze_dal_pai
from contributi.views.comune import contesto

TONI_ESITO = {
    Livello.AMMISSIBILE: ("In regola", "successo"),
    Livello.AVVISO: ("Da valutare", "attenzione"),
    Livello.DA_INTEGRARE: ("Da integrare", "attenzione"),
    Livello.NON_AMMISSIBILE: ("Non ammissibile", "pericolo"),
}


@vista(VEDE_ISTRUTTORIE, lettura="contributo.istruttoria")
def istruttoria(request: HttpRequest, pk: int) -> HttpResponse:
    """Requisito, fatto usato, prova, esito, articolo; then the calculation and what is still to review."""
    richiesta, sguardo = richiesta_o_404(request, pk)
    aperta = richiesta.stato in STATI_APERTI_ALL_ISTRUTTORIA
    dati = contesto(
        request,
        richiesta,
        sguardo,
        aperta=aperta,
        scrive=sguardo.lavora and aperta,
        supera=sguardo.supera and aperta,
    )
    try:
        esame = esamina(richiesta, al=timezone.localdate())
    except DominioError as errore:
        return render(request, "contributi/richieste/istruttoria.html", {**dati, "errore": errore.messaggio})
    return render(
        request, "contributi/richieste/istruttoria.html", {**dati, "errore": "", **tabella_dell_esame(esame)}
    )


@vista(SCRIVE_RICHIESTE, scrive=True, lettura="contributo.istruttoria")
def fatti(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts that this measure asks; what is known from the rest of the file is not asked again."""
    richiesta, sguardo = richiesta_da_lavorare_o_404(request, pk)
    form = FattiForm(
        dati_inviati(request),
        fatti=fatti_da_chiedere(misura_letta(richiesta.misura)),
        raccolti=richiesta.fatti,
    )

    def atto() -> None:
        salva_fatti(
            richiesta=richiesta,
            attesa=_numero(request.POST.get("versione")),
            fatti=form.valori(),
            operatore=operatore_di(request),
        )

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(request, "Fatti salvati: la tabella è ricalcolata.")
        return redirect("contributi:istruttoria", pk)
    dati = contesto(request, richiesta, sguardo, form=form, versione=_versione(request, richiesta))
    return render(request, "contributi/richieste/fatti.html", dati, status=422 if _sbagliato(form) else 200)


@vista(SCRIVE_RICHIESTE, scrive=True, lettura="contributo.istruttoria")
def situazione(request: HttpRequest, pk: int) -> HttpResponse:
    richiesta, sguardo = richiesta_da_lavorare_o_404(request, pk)
    form = SituazioneForm(
        dati_inviati(request),
        situazione=richiesta.situazione,
        nucleo_id=richiesta.caso.nucleo_id,
    )

    def atto() -> None:
        salva_situazione(
            richiesta=richiesta,
            attesa=form.cleaned_data["versione"],
            attestazione=form.cleaned_data["attestazione"],
            valori=form.valori(),
            operatore=operatore_di(request),
        )

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(request, "Situazione salvata.")
        return redirect("contributi:istruttoria", pk)
    aiuti = aiuti_dell_anno(richiesta, al=timezone.localdate())
    dati = contesto(request, richiesta, sguardo, form=form, aiuti=aiuti)
    return render(request, "contributi/richieste/situazione.html", dati, status=422 if form.errors else 200)


@vista(SUPERA_ESITI, scrive=True, lettura="contributo.istruttoria")
def correzione(request: HttpRequest, pk: int, codice: str) -> HttpResponse:
    """Go past a «di norma», with the reason that the commission and the Dirigente will read."""
    richiesta, sguardo = richiesta_da_superare_o_404(request, pk)
    inviato = request.method == "POST"
    form = CorrezioneForm(
        request.POST if inviato else None, initial={"motivo": request.GET.get("motivo", "")[:60]}
    )

    def atto() -> None:
        correggi_riga(
            richiesta=richiesta,
            codice=codice,
            operatore=operatore_di(request),
            al=timezone.localdate(),
            **form.cleaned_data,
        )

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(request, "Scritto: la motivazione accompagna la proposta.")
        return redirect("contributi:istruttoria", pk)
    dati = contesto(
        request,
        richiesta,
        sguardo,
        form=form,
        titolo="Supera questo esito",
        spiegazione_mossa="L'esito calcolato resta scritto accanto alla tua motivazione, con nome e data.",
    )
    return render(request, "contributi/richieste/mossa.html", dati, status=422 if form.errors else 200)


@vista(SUPERA_ESITI, scrive=True, lettura="contributo.istruttoria")
def togli_correzione(request: HttpRequest, pk: int, correzione: int) -> HttpResponse:
    richiesta, _ = richiesta_da_superare_o_404(request, pk)
    riga: CorrezioneIstruttoria = uno_o_404(
        richiesta.correzioni.filter(ritirata_il__isnull=True).select_related("richiesta"), pk=correzione
    )
    torna = reverse("contributi:istruttoria", args=[pk])
    if request.method != "POST":
        return redirect(torna)
    return atto_senza_modulo(request, atto=lambda: ritira_correzione(correzione=riga), torna=torna)


@vista(SCRIVE_RICHIESTE, scrive=True, lettura="contributo.istruttoria")
def rivista(request: HttpRequest, pk: int, sezione: str) -> HttpResponse:
    """Tick one section: the imprint says what was on the screen."""
    richiesta, _ = richiesta_da_lavorare_o_404(request, pk)
    torna = f"{reverse('contributi:istruttoria', args=[pk])}#rivedi"
    if request.method != "POST":
        return redirect(torna)
    return atto_senza_modulo(
        request,
        atto=lambda: segna_rivista(
            richiesta=richiesta,
            sezione=sezione,
            impronta=request.POST.get("impronta", ""),
            operatore=operatore_di(request),
            al=timezone.localdate(),
        ),
        torna=torna,
    )


@vista(VEDE_PROPOSTE, lettura="contributo.proposta")
def proposta(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    """One version of the proposal, exactly as it was frozen."""
    richiesta, sguardo = richiesta_o_404(request, pk)
    righe = richiesta.proposte.select_related("autore", "misura")
    trovata = uno_o_404(righe if sguardo.proposta else righe.none(), numero=numero)
    tabella = [
        {
            **riga,
            "parola": TONI_ESITO[Livello(riga["esito"])][0],
            "tono": TONI_ESITO[Livello(riga["esito"])][1],
        }
        for riga in trovata.istruttoria.get("righe", [])
    ]
    parole = dict(Orientamento.choices)
    scelto = trovata.contenuto.get("proposta", {}).get("orientamento", "")
    dati = contesto(
        request,
        richiesta,
        sguardo,
        proposta=trovata,
        tabella=tabella,
        superati=trovata.istruttoria.get("correzioni", []),
        orientamento=parole.get(scelto, ""),
    )
    return render(request, "contributi/richieste/proposta.html", dati)


def tabella_dell_esame(esame: EsameRichiesta) -> dict[str, Any]:
    righe = [
        {"r": r.riga, "correzione": r.correzione, "superabile": r.superabile,
         "parola": TONI_ESITO[r.riga.esito][0], "tono": TONI_ESITO[r.riga.esito][1]}
        for r in esame.righe
    ]  # fmt: skip
    sezioni = [
        {"codice": s.value, "nome": s.label, "impronta": esame.impronte[s], "spunta": esame.spunte.get(s)}
        for s in Sezione
    ]
    return {
        "righe": righe,
        "calcolo": esame.istruttoria.calcolo,
        "istruita": esame.istruttoria,
        "adempimenti": esame.istruttoria.adempimenti,
        "aiuti": esame.aiuti,
        "situazione": esame.richiesta.situazione,
        "isee_validi": AttestazioneISEE.objects.valide()
        .filter(nucleo=esame.richiesta.caso.nucleo_id, scade_il__gte=esame.al)
        .count(),
        "sezioni": sezioni,
        "mancanze": esame.mancanze,
        "differenze_pai": differenze_dal_pai(
            esame.richiesta,
            importo=esame.richiesta.importo,
            mesi=esame.richiesta.mesi,
            modo=esame.richiesta.modo,
        ),
        "vietata": esame.vietata,
    }


def _sbagliato(form: FattiForm) -> bool:
    return form.is_bound and (
        bool(form.errors) or any(m.errors for righe in form.righe.values() for m in righe)
    )


def _versione(request: HttpRequest, richiesta: Richiesta) -> int:
    return _numero(request.POST.get("versione")) if request.method == "POST" else richiesta.versione


def _numero(testo: str | None) -> int:
    return int(testo) if testo and testo.isascii() and testo.isdecimal() and len(testo) < 10 else -1
