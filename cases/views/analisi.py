"""Pages of the Analisi preliminare: overview, one section at a time, rettifica."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import rifiuta_se_vuota
from adi_platform.http.vista import vista
from cases.enums import StatoAnalisi
from cases.forms.analisi import FormSezione
from cases.models import AnalisiPreliminare, CasoAdi, Persona, SezioneAnalisi
from cases.permissions import (
    SCRIVE_ANALISI,
    VEDE_ANALISI,
    caso_o_404,
    puo_scrivere_analisi,
    sensibilita_leggibili,
)
from cases.rules.anagrafe import eta
from cases.rules.analisi.modulo import AREA_ESITO, NUCLEO, Area, Voce
from cases.services.analisi import (
    inizia_analisi,
    modulo_di,
    rettifica_analisi,
    salva_sezione,
    soggetto_di,
)
from cases.services.conclusione_analisi import FAMIGLIA
from cases.views.analisi_indice import costruisci_indice
from cases.views.conflitto import chi_ha_salvato

VOCE_ETA = "AP.OBBL.01"


def analisi_corrente(caso: CasoAdi) -> AnalisiPreliminare | None:
    return (
        caso.analisi.select_related("modulo", "finalizzata_da", "aggiornato_da").order_by("-numero").first()
    )


def bozza_o_404(caso: CasoAdi) -> AnalisiPreliminare:
    analisi = analisi_corrente(caso)
    if analisi is None or analisi.stato != StatoAnalisi.BOZZA:
        raise Http404
    analisi.caso = caso
    return analisi


@vista(VEDE_ANALISI, lettura="caso.analisi")
def quadro(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the analysis stands: sections with their marks, or how to start."""
    caso = caso_o_404(request, pk)
    analisi = analisi_corrente(caso)
    contesto: dict[str, Any] = {
        "caso": caso,
        "analisi": analisi,
        "puo_scrivere": puo_scrivere_analisi(perimetro_di(request), caso),
        "versioni": caso.analisi.select_related("finalizzata_da"),
    }
    if analisi is not None:
        contesto["indice"] = costruisci_indice(caso, analisi)
    return render(request, "cases/analisi/quadro.html", contesto)


@vista(SCRIVE_ANALISI, scrive=True, lettura="caso.analisi")
def inizia(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_o_404(request, pk)
    _chi_scrive(request, caso)
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        try:
            inizia_analisi(caso=caso, operatore=operatore_di(request), al=timezone.localdate())
        except DominioError as errore:
            messages.error(request, errore.messaggio)
    return redirect("analisi-quadro", pk=pk)


@vista(VEDE_ANALISI, scrive=True, lettura="caso.analisi")
def sezione(request: HttpRequest, pk: int, area: str, soggetto: str) -> HttpResponse:
    """One group of questions about the household or one person. POST saves, also by itself while typing."""
    caso = caso_o_404(request, pk)
    analisi = analisi_corrente(caso) if request.method == "GET" else bozza_o_404(caso)
    if analisi is None:
        raise Http404
    analisi.caso = caso
    gruppo = modulo_di(analisi).area(area)
    if gruppo is None or gruppo.codice == AREA_ESITO:
        raise Http404
    persona = _persona_o_404(caso, soggetto)
    voci, nascoste = _voci(request, caso, gruppo, persona)
    if not voci and not nascoste:
        raise Http404
    riga = analisi.sezioni.filter(area=area, persona=persona).select_related("aggiornato_da").first()
    if request.method == "POST":
        _chi_scrive(request, caso)
        form = FormSezione(voci, salvate={}, dati=request.POST)
        return _salva(request, analisi, gruppo, persona, form, riga)
    salvate = riga.risposte if riga else {}
    form = FormSezione(voci, salvate=salvate)
    if analisi.stato == StatoAnalisi.BOZZA:
        _precompila(form, persona, salvate)
    return _pagina(request, analisi, gruppo, persona, form, riga, nascoste=nascoste)


def _salva(
    request: HttpRequest,
    analisi: AnalisiPreliminare,
    gruppo: Area,
    persona: Persona | None,
    form: FormSezione,
    riga: SezioneAnalisi | None,
) -> HttpResponse:
    automatico = request.headers.get("X-Salvataggio") == "automatico"
    if not form.is_valid():
        if automatico:
            errori = {d.nome: d.errore for d in form.errori}
            return JsonResponse({"errori": errori}, status=422)
        return _pagina(request, analisi, gruppo, persona, form, riga, status=422)
    completa = None if automatico else "completa" in request.POST
    if completa and form.vuoto and not _altre_risposte(riga, form):
        return _pagina(request, analisi, gruppo, persona, form, riga, vuota=True, status=422)
    try:
        salvata = salva_sezione(
            analisi=analisi,
            area=gruppo.codice,
            persona=persona,
            risposte=form.risposte,
            attesa=_versione(request),
            operatore=operatore_di(request),
            completa=completa,
        )
    except ConflittoDiVersione:
        righe = analisi.sezioni.filter(area=gruppo.codice, persona=persona)
        attuale = righe.select_related("aggiornato_da").first()
        if automatico:
            return JsonResponse(
                {"conflitto": f"{chi_ha_salvato(attuale, operatore_di(request))}."}, status=409
            )
        return _pagina(request, analisi, gruppo, persona, form, attuale, status=409)
    if automatico:
        ora = timezone.localtime(salvata.aggiornato_il)
        return JsonResponse({"versione": salvata.versione, "ora": f"{ora:%H:%M}"})
    messages.success(request, f"«{gruppo.nome}» salvata.")
    indice = costruisci_indice(analisi.caso, analisi)
    return redirect(indice.prossima_dopo(gruppo.codice, salvata.persona_id))


def _altre_risposte(riga: SezioneAnalisi | None, form: FormSezione) -> bool:
    """Answers already saved to questions that this person does not read."""
    lette = {d.voce.codice for d in form.domande}
    return any(codice not in lette for codice in (riga.risposte if riga else {}))


def _precompila(form: FormSezione, persona: Persona | None, salvate: Mapping[str, Any]) -> None:
    """The age is known from the date of birth: shown as a proposal, saved only by who saves."""
    anni = eta(persona.data_nascita, al=timezone.localdate()) if persona else None
    for domanda in form.domande:
        if domanda.voce.codice == VOCE_ETA and anni is not None and VOCE_ETA not in salvate:
            domanda.valori = [str(anni)]


def _pagina(
    request: HttpRequest,
    analisi: AnalisiPreliminare,
    gruppo: Area,
    persona: Persona | None,
    form: FormSezione,
    riga: SezioneAnalisi | None,
    *,
    nascoste: int = 0,
    vuota: bool = False,
    status: int = 200,
) -> HttpResponse:
    salvate = riga.risposte if riga else {}
    return render(
        request,
        "cases/analisi/sezione.html",
        {
            "caso": analisi.caso,
            "analisi": analisi,
            "area": gruppo,
            "persona": persona,
            "soggetto": persona.pk if persona else FAMIGLIA,
            "form": form,
            "riga": riga,
            "versione": riga.versione if riga else 0,
            "nascoste": nascoste,
            "vuota": vuota,
            "chi_ha_salvato": chi_ha_salvato(riga, operatore_di(request)) if status == 409 else "",
            "errore": vuota or bool(form.errori),
            "puo_rettificare": puo_scrivere_analisi(perimetro_di(request), analisi.caso),
            "indice": costruisci_indice(analisi.caso, analisi),
            "puo_scrivere": puo_scrivere_analisi(perimetro_di(request), analisi.caso)
            and analisi.stato == StatoAnalisi.BOZZA,
            "conflitto": FormSezione([d.voce for d in form.domande], salvate=salvate)
            if status == 409
            else None,
        },
        status=status,
    )


@vista(VEDE_ANALISI, scrive=True, lettura="caso.analisi")
def rettifica(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then open a new version."""
    caso = caso_o_404(request, pk)
    _chi_scrive(request, caso)
    analisi = analisi_corrente(caso)
    if analisi is None:
        raise Http404
    errore = motivo = ""
    if request.method == "POST":
        motivo = request.POST.get("motivo", "").replace("\x00", "")
        try:
            rettifica_analisi(
                analisi=analisi, motivo=motivo, operatore=operatore_di(request), al=timezone.localdate()
            )
            messages.success(request, "Rettifica aperta: parti dalle risposte già date.")
            return redirect("analisi-quadro", pk=pk)
        except DominioError as rifiuto:
            errore = rifiuto.messaggio
    return render(
        request,
        "cases/analisi/rettifica.html",
        {"caso": caso, "analisi": analisi, "motivo": motivo, "errore": errore},
        status=422 if errore else 200,
    )


def _chi_scrive(request: HttpRequest, caso: CasoAdi) -> None:
    if not puo_scrivere_analisi(perimetro_di(request), caso):
        raise PermissionDenied


def _persona_o_404(caso: CasoAdi, soggetto: str) -> Persona | None:
    if soggetto == FAMIGLIA:
        return None
    componente = (
        caso.componenti.select_related("persona").filter(persona=int(soggetto)).first()
        if soggetto.isascii() and soggetto.isdigit() and len(soggetto) < 18
        else None
    )
    if componente is None:
        raise Http404
    return componente.persona


def _voci(
    request: HttpRequest, caso: CasoAdi, gruppo: Area, persona: Persona | None
) -> tuple[list[Voce], int]:
    """The questions this person may read, and how many are kept from them."""
    chi = NUCLEO if persona is None else soggetto_di(persona, al=timezone.localdate())
    leggibili = sensibilita_leggibili(perimetro_di(request), caso)
    tutte = gruppo.voci_per(chi)
    voci = [v for v in tutte if v.sensibilita in leggibili]
    return voci, len(tutte) - len(voci)


def _versione(request: HttpRequest) -> int:
    testo = request.POST.get("versione", "0")
    return int(testo) if testo.isascii() and testo.isdigit() and len(testo) < 10 else 0
