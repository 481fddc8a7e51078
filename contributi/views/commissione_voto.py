"""The page of the commissioner: one proposal at a time, what to read, four buttons."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di
from adi_platform.http.ingresso.conferma import conferma_recente, vai_alla_conferma
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.vista import vista
from adi_platform.norme.esito import Livello
from adi_platform.organizzazione.models import Utente
from contributi.enums import StatoDocumento
from contributi.forms.commissione import FormConflitto, FormVoto
from contributi.models import Proposta, Seduta, VoceSeduta
from contributi.permissions.commissione import VOTA, seduta_o_404, voce_letta_o_404
from contributi.rules.voto import NOMI_SCELTA
from contributi.services.seduta_vista import SedutaVista, VoceVista, guarda
from contributi.services.sedute import voci_in_discussione
from contributi.services.voto import dichiara_conflitto, vota
from contributi.views.documenti_richiesti import TONI as TONI_DOCUMENTO
from contributi.views.istruttoria import TONI_ESITO

PAROLE_ESITO = {livello.value: parole for livello, parole in TONI_ESITO.items()}
# Key of the session with the vote that waits for a confirmation.
SOSPESO = "voto_sospeso"
ICONE = {
    "favorevole": "it-check-circle",
    "contrario": "it-close-circle",
    "astenuto": "it-minus-circle",
    "rinvio": "it-refresh",
}


@vista(VOTA, scrive=True, lettura="commissione.proposta")
def voto(request: HttpRequest, pk: int, seduta: int, voce: int) -> HttpResponse:
    """Read, vote, confirm. Who is excluded sees the reason, not the proposal."""
    riga = seduta_o_404(request, pk, seduta)
    chi = operatore_di(request)
    sguardo = guarda(riga, chi=chi)
    mia = _mia_o_404(sguardo, voce)
    if mia.perche_non_legge:
        stato = 422 if request.method == "POST" else 200
        return render(request, "contributi/commissione/voto.html", _dati(riga, sguardo, mia), status=stato)
    letta = voce_letta_o_404(
        request, riga, voce, voci_in_discussione(riga).select_related("proposta__richiesta__richiedente")
    )
    sospeso = _voto_sospeso(request, letta)
    iniziali = {"impronta": letta.impronta, "motivo": sospeso.get("motivo", "")}
    form = FormVoto(dati_inviati(request), initial=iniziali)
    da_confermare = sospeso.get("scelta")
    if form.is_bound and form.is_valid():
        scelto = form.cleaned_data["scelta"]
        certo = scelto == form.cleaned_data["confermata"] or _modificabile(sguardo)
        if certo and not conferma_recente(request, minuti=settings.CONFERMA_VOTO_MINUTI):
            return _chiedi_conferma(request, voce, form)
        if certo and _registra(form, letta, chi):
            request.session.pop(SOSPESO, None)
            return _prossima(request, riga, sguardo, voce)
        da_confermare = scelto
    scelta = next(((s.value, nome) for s, nome in NOMI_SCELTA.items() if s.value == da_confermare), None)
    altro = {"proposta": letta.proposta, "da_confermare": None if form.errors else scelta}
    dati = _dati(riga, sguardo, mia, form=form, **altro, **_da_leggere(letta.proposta))
    stato = 422 if form.is_bound and form.errors else 200
    return render(request, "contributi/commissione/voto.html", dati, status=stato)


def _registra(form: FormVoto, voce: VoceSeduta, chi: Utente) -> bool:
    try:
        vota(
            voce=voce,
            scelta=form.cleaned_data["scelta"],
            motivo=form.cleaned_data["motivo"],
            impronta_letta=form.cleaned_data["impronta"],
            operatore=chi,
        )
    except DominioError as errore:
        riporta_errore(form, errore)
        return False
    return True


def _chiedi_conferma(request: HttpRequest, voce: int, form: FormVoto) -> HttpResponse:
    """Who are you, again? What was chosen and written waits in the session."""
    request.session[SOSPESO] = {**form.cleaned_data, "voce": voce}
    messages.info(request, "Prima di votare conferma che sei tu. Quello che hai scritto è conservato.")
    return vai_alla_conferma(request, torna=request.path, conserva=SOSPESO)


def _voto_sospeso(request: HttpRequest, voce: VoceSeduta) -> dict[str, Any]:
    """What was about to be voted on this very version of the proposal."""
    sospeso: dict[str, Any] = request.session.get(SOSPESO) or {}
    stessa = (sospeso.get("voce"), sospeso.get("impronta")) == (voce.pk, voce.impronta)
    return sospeso if stessa else {}


@vista(VOTA, scrive=True)
def conflitto(request: HttpRequest, pk: int, seduta: int, voce: int) -> HttpResponse:
    """Declare a conflict of interest: no need to read the proposal first."""
    riga = seduta_o_404(request, pk, seduta)
    sguardo = guarda(riga, chi=operatore_di(request))
    mia = _mia_o_404(sguardo, voce)
    form = FormConflitto(dati_inviati(request))
    if form.is_bound and form.is_valid():
        try:
            dichiara_conflitto(
                voce=mia.voce, operatore=operatore_di(request), spiegazione=form.cleaned_data["spiegazione"]
            )
        except DominioError as errore:
            riporta_errore(form, errore)
        else:
            messages.success(request, "Registrato: su questa proposta non voti.")
            return redirect("contributi:seduta", pk=pk, seduta=seduta)
    dati = {
        "seduta": riga,
        "commissione": riga.commissione,
        "form": form,
        "titolo": f"Dichiara un conflitto di interessi: {mia.voce.punto.titolo}",
        "spiegazione_mossa": "Da questo momento non partecipi alla decisione (art. 6-bis L. 241/1990). "
        "Se hai già votato, il tuo voto non conta più.",
    }
    stato = 422 if form.is_bound and form.errors else 200
    return render(request, "contributi/commissione/passo.html", dati, status=stato)


def _da_leggere(proposta: Proposta) -> dict[str, Any]:
    """The frozen content; an older proposal may hold less."""
    righe = [_in_parole(riga) for riga in proposta.istruttoria.get("righe", [])]
    return {
        "bisogno": proposta.contenuto.get("bisogno") or proposta.richiesta.bisogno,
        "righe": [riga for riga in righe if riga["esito"] != Livello.AMMISSIBILE],
        "in_regola": [riga for riga in righe if riga["esito"] == Livello.AMMISSIBILE],
        "calcolo": proposta.istruttoria.get("calcolo", []),
        "dopo_il_rinvio": proposta.contenuto.get("dopo_il_rinvio"),
        "superati": proposta.istruttoria.get("correzioni", []),
        "differenze_pai": proposta.contenuto.get("differenze_pai", []),
        "nucleo": proposta.contenuto.get("nucleo"),
        "situazione": proposta.contenuto.get("situazione"),
        "documenti": [
            {
                **d,
                "parola": StatoDocumento(d["stato"]).label,
                "tono": TONI_DOCUMENTO[StatoDocumento(d["stato"])],
            }
            for d in proposta.contenuto.get("documenti", [])
        ],
        "pai": proposta.contenuto.get("pai"),
    }


def _in_parole(riga: dict[str, Any]) -> dict[str, Any]:
    """The outcome of a frozen row as the istruttoria says it; an unknown one as it is written."""
    parola, tono = PAROLE_ESITO.get(riga["esito"], (riga["esito"], "neutro"))
    return {**riga, "parola": parola, "tono": tono}


def _mia_o_404(sguardo: SedutaVista, voce: int) -> VoceVista:
    for vista_voce in sguardo.voci:
        if vista_voce.voce.pk == voce:
            return vista_voce
    raise Http404


def _dati(seduta: Seduta, sguardo: SedutaVista, mia: VoceVista, **altro: Any) -> dict[str, Any]:
    numeri = [v.voce.pk for v in sguardo.voci]
    return {
        "seduta": seduta,
        "commissione": seduta.commissione,
        "mia": mia,
        "posizione": numeri.index(mia.voce.pk) + 1,
        "totale": len(numeri),
        "precedente": numeri[numeri.index(mia.voce.pk) - 1] if numeri[0] != mia.voce.pk else None,
        "successiva": next((n for n in numeri[numeri.index(mia.voce.pk) + 1 :]), None),
        "modificabile": _modificabile(sguardo),
        "scelte": [(s.value, nome, ICONE[s.value]) for s, nome in NOMI_SCELTA.items()],
        "form": None,
        "proposta": None,
        "da_confermare": None,
        **altro,
    }


def _modificabile(sguardo: SedutaVista) -> bool:
    return bool(sguardo.regole["voto_modificabile"] == "si")


def _prossima(request: HttpRequest, seduta: Seduta, sguardo: SedutaVista, voce: int) -> HttpResponse:
    """The next proposal to vote on; after the last one, the session."""
    restano = [v.voce.pk for v in sguardo.da_votare if v.voce.pk != voce]
    if restano:
        messages.success(request, f"Voto registrato. Ne mancano {len(restano)}.")
        return redirect("contributi:seduta-voto", pk=seduta.commissione_id, seduta=seduta.pk, voce=restano[0])
    messages.success(request, "Voto registrato. Hai votato su tutte le proposte.")
    return redirect("contributi:seduta", pk=seduta.commissione_id, seduta=seduta.pk)
