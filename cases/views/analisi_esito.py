"""Last page of the analysis: vulnerabilities beside resources, suggested outcomes, the human choice."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, rifiuta_se_vuota
from adi_platform.http.vista import vista
from adi_platform.ricerca.testo import pulisci_testo
from cases.enums import StatoAnalisi
from cases.forms.analisi import FormSezione
from cases.models import AnalisiPreliminare, CasoAdi
from cases.permissions import (
    SCRIVE_ANALISI,
    VEDE_ANALISI,
    caso_o_404,
    puo_scrivere_analisi,
    sensibilita_leggibili,
)
from cases.rules.analisi.modulo import ADULTO, AREA_ESITO, NUCLEO, Modulo
from cases.rules.analisi.risposte import Segnale, Suggerimento, segnali, suggerimenti
from cases.services.analisi import (
    Scelta,
    modulo_di,
    risposte_per_soggetto,
    salva_sezione,
    scegli_esiti,
    soggetto_di,
)
from cases.services.conclusione_analisi import (
    LUNGHEZZA_MOTIVO,
    finalizza_analisi,
    mancanze_di,
    parti_di,
    segna_non_rilevate,
)
from cases.views.analisi import analisi_corrente, bozza_o_404
from cases.views.conflitto import chi_ha_salvato

# The first two items of this area are the outcomes themselves, chosen as EsitoAnalisi rows.
VOCI_SCELTA = ("AP.ESITO.01", "AP.ESITO.02")


@vista(VEDE_ANALISI, scrive=True, lettura="caso.analisi")
def esito(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the outcomes and answer the closing questions."""
    return _pagina_esiti(request, caso_o_404(request, pk))


@vista(SCRIVE_ANALISI, scrive=True, lettura="caso.analisi")
def finalizza(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what is written on the page, then conclude: nothing typed may stay out of what never changes."""
    caso = caso_o_404(request, pk)
    if not puo_scrivere_analisi(perimetro_di(request), caso):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("analisi-esito", pk=pk)
    if vuota := rifiuta_se_vuota(request):
        return vuota
    if "versione" not in request.POST:
        messages.error(request, "Concludi da questa pagina, dopo aver riletto gli esiti.")
        return redirect("analisi-esito", pk=pk)
    return _pagina_esiti(request, caso, concludi=True)


def _pagina_esiti(request: HttpRequest, caso: CasoAdi, *, concludi: bool = False) -> HttpResponse:
    puo_scrivere = puo_scrivere_analisi(perimetro_di(request), caso)
    if request.method == "POST" and not puo_scrivere:
        raise PermissionDenied
    analisi = bozza_o_404(caso) if request.method == "POST" else analisi_corrente(caso)
    if analisi is None:
        return redirect("analisi-quadro", pk=caso.pk)
    analisi.caso = caso
    leggibili = sensibilita_leggibili(perimetro_di(request), caso)
    voci = [
        v
        for v in modulo_di(analisi).esito.voci_per(NUCLEO)
        if v.codice not in VOCI_SCELTA and v.sensibilita in leggibili
    ]
    riga = analisi.sezioni.filter(area=AREA_ESITO, persona=None).first()
    form = FormSezione(
        voci,
        salvate=riga.risposte if riga else {},
        dati=dati_inviati(request),
    )
    scelte = _scelte_inviate(request) if request.method == "POST" else _scelte_salvate(analisi)
    rifiuto: DominioError | None = None
    if request.method == "POST":
        rifiuto = _salva(request, analisi, form, scelte)
        if rifiuto is None:
            return _concludi(request, analisi) if concludi else _salvati(request, caso)
        riga = analisi.sezioni.filter(area=AREA_ESITO, persona=None).first()
    status = 200 if rifiuto is None else 409 if isinstance(rifiuto, ConflittoDiVersione) else 422
    contesto = _contesto(caso, analisi, leggibili, scelte) | _parti(request, analisi, rifiuto)
    contesto |= {
        "form": form,
        "versione": riga.versione if riga else 0,
        "errore": rifiuto.messaggio if rifiuto else "",
        "puo_scrivere": puo_scrivere and analisi.stato == StatoAnalisi.BOZZA,
    }
    return render(request, "cases/analisi/esito.html", contesto, status=status)


def _salvati(request: HttpRequest, caso: CasoAdi) -> HttpResponse:
    messages.success(request, "Esiti salvati.")
    return redirect("analisi-esito", pk=caso.pk)


def _concludi(request: HttpRequest, analisi: AnalisiPreliminare) -> HttpResponse:
    """Conclude, or say what is missing; what was typed is already saved."""
    try:
        finalizza_analisi(analisi=analisi, operatore=operatore_di(request), al=timezone.localdate())
    except DominioError as errore:
        messages.error(request, f"Le risposte sono salvate. {errore.messaggio}")
        return redirect(f"{reverse('analisi-esito', args=[analisi.caso_id])}#concludi")
    messages.success(request, "Analisi conclusa. Per correggerla in futuro apri una rettifica.")
    return redirect("caso-scheda", pk=analisi.caso_id)


def _salva(
    request: HttpRequest, analisi: AnalisiPreliminare, form: FormSezione, scelte: list[Scelta]
) -> DominioError | None:
    """Answers, outcomes and the reasons of the parts not done, together; or why nothing was saved."""
    if not form.is_valid():
        return DominioError("Correggi le risposte segnate.")
    testo = request.POST.get("versione", "0")
    attesa = int(testo) if testo.isascii() and testo.isdigit() and len(testo) < 10 else 0
    perche = form.risposte.get("AP.ESITO.03", {}).get("valore") or ""
    operatore = operatore_di(request)
    try:
        with transaction.atomic():
            salva_sezione(
                analisi=analisi,
                area=AREA_ESITO,
                persona=None,
                risposte=form.risposte,
                attesa=attesa,
                operatore=operatore,
                completa=True,
            )
            scegli_esiti(analisi=analisi, scelte=scelte, motivazione=perche, operatore=operatore)
            segna_non_rilevate(
                analisi=analisi,
                scelte=request.POST.getlist("parti"),
                motivo=pulisci_testo(request.POST.get("motivo_parti", "")),
                operatore=operatore,
                al=timezone.localdate(),
            )
    except ConflittoDiVersione:
        riga = analisi.sezioni.filter(area=AREA_ESITO, persona=None).select_related("aggiornato_da").first()
        chi = chi_ha_salvato(riga, operatore)
        return ConflittoDiVersione(f"{chi}. Le tue risposte sono qui sotto: rileggile e salva di nuovo.")
    except DominioError as rifiuto:
        return rifiuto
    return None


def _parti(request: HttpRequest, analisi: AnalisiPreliminare, rifiuto: DominioError | None) -> dict[str, Any]:
    """The necessary parts still open, what was chosen and written about them."""
    aperte = [p for p in parti_di(analisi, al=timezone.localdate()) if p.necessaria and p.stato != "completa"]
    return {
        "parti_aperte": aperte,
        "da_finire": sum(p.da_finire for p in aperte),
        "parti_scelte": request.POST.getlist("parti"),
        "motivo_parti": request.POST.get("motivo_parti", ""),
        "errore_parti": rifiuto.messaggio if rifiuto and rifiuto.campo == "motivo_parti" else "",
        "lunghezza_motivo": LUNGHEZZA_MOTIVO,
    }


def _contesto(
    caso: CasoAdi, analisi: AnalisiPreliminare, leggibili: frozenset[str], scelte: list[Scelta]
) -> dict[str, Any]:
    modulo = modulo_di(analisi)
    risposte = risposte_per_soggetto(analisi)
    oggi = timezone.localdate()
    nomi: dict[int | None, str] = {None: "Famiglia"}
    adulti: list[tuple[int | None, str]] = []
    for componente in caso.componenti.select_related("persona").filter(uscito_il__isnull=True):
        nome = f"{componente.persona.nome} {componente.persona.cognome}"
        nomi[componente.persona_id] = nome
        if soggetto_di(componente.persona, al=oggi) == ADULTO:
            adulti.append((componente.persona_id, nome))
    trovati = [s for s in segnali(modulo, risposte) if s.voce.sensibilita in leggibili]
    consigli = [s for s in suggerimenti(modulo, risposte) if s.voce.sensibilita in leggibili]
    return {
        "caso": caso,
        "analisi": analisi,
        "fatiche": _per_persona(nomi, [s for s in trovati if s.lettura == "vulnerabilita"]),
        "risorse": _per_persona(nomi, [s for s in trovati if s.lettura == "risorsa"]),
        "soggetti": [
            {
                "persona_id": persona_id,
                "nome": nome,
                **_esiti_di(modulo, persona_id, scelte, consigli),
            }
            for persona_id, nome in [(None, "Famiglia"), *adulti]
        ],
        "regole": modulo.regole_esito,
        "mancanze": mancanze_di(analisi, al=oggi) if analisi.stato == StatoAnalisi.BOZZA else [],
    }


def _per_persona(nomi: dict[int | None, str], trovati: list[Segnale]) -> list[tuple[str, list[Segnale]]]:
    """What was found, the household first and then each member, as the case has them."""
    gruppi = [(nome, [s for s in trovati if s.persona_id == persona]) for persona, nome in nomi.items()]
    return [(nome, segnali) for nome, segnali in gruppi if segnali]


def _esiti_di(
    modulo: Modulo, persona_id: int | None, scelte: list[Scelta], consigli: Sequence[Suggerimento]
) -> dict[str, list[dict[str, Any]]]:
    """The outcomes chosen or suggested, in sight; the others, one click away."""
    righe = [
        {
            "esito": e,
            "valore": f"{e.codice}:{persona_id or ''}",
            "scelto": Scelta(codice=e.codice, persona_id=persona_id) in scelte,
            "consigli": [s for s in consigli if s.esito == e.codice and s.persona_id == persona_id],
        }
        for e in modulo.esiti
        if ("nucleo" if persona_id is None else "componente") in e.si_applica_a
    ]
    in_vista = [r for r in righe if r["scelto"] or r["consigli"]]
    return {"in_vista": in_vista, "altri": [r for r in righe if r not in in_vista]}


def _scelte_salvate(analisi: AnalisiPreliminare) -> list[Scelta]:
    return [Scelta(codice=e.codice, persona_id=e.persona_id) for e in analisi.esiti.all()]


def _scelte_inviate(request: HttpRequest) -> list[Scelta]:
    scelte = []
    for voce in request.POST.getlist("esiti"):
        codice, _, persona = voce.partition(":")
        if persona == "" or (persona.isascii() and persona.isdigit() and len(persona) < 18):
            scelte.append(Scelta(codice=codice[:10], persona_id=int(persona) if persona else None))
    return scelte
