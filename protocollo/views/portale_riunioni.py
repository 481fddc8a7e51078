"""A meeting in the portal: when, where, about whom for what serves one's function, and the four answers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.documenti.services.apri import leggi_file
from adi_platform.http.accesso import operatore_di
from adi_platform.http.viste.documenti import scaricabile
from adi_platform.registro_accessi.models import CanaleLettura
from adi_platform.riunioni.models import Partecipante
from adi_platform.riunioni.services.inviti import si_puo_rispondere
from equipe.services.risposte import PULSANTI
from equipe.services.verbale import VerbaleLeggibile, affidate_a, verbale_di
from equipe.views.inviti_comuni import annota_visto, con_visto, prendi_risposta, risposta_o_404
from protocollo.enums import CanaleDivulgazione
from protocollo.models import Condivisione
from protocollo.permissions import invito_partner_o_404
from protocollo.proiezioni.viste import impronta_di
from protocollo.services.contenuti import base_per_ente
from protocollo.services.quadro import scrive_a_voce
from protocollo.services.riunioni import estratto_riunione
from protocollo.views.partner import annota_uscita, vista_partner


@con_visto
@vista_partner(lettura="portale.riunione")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The extract and the answers; who goes instead of a colleague only reads."""
    partecipante, condivisione = invito_partner_o_404(request, pk)
    annota_visto(request, partecipante)
    return render(request, "protocollo/portale/riunione.html", _contesto(request, partecipante, condivisione))


@vista_partner(scrive=True, lettura="portale.riunione")
def rispondi(request: HttpRequest, pk: int, risposta: str) -> HttpResponse:
    """One answer, with what it needs. Only one's own invitation."""
    scelta = risposta_o_404(risposta)
    partecipante, _ = invito_partner_o_404(request, pk)
    if partecipante.utente_id != operatore_di(request).pk or not si_puo_rispondere(partecipante.riunione):
        raise Http404
    form, fatto = prendi_risposta(request, partecipante, scelta)
    if fatto:
        messages.success(request, "Risposta registrata: chi ti ha invitato la vede già.")
        return redirect("portale-riunione", pk=pk)
    contesto = {"form": form, "riunione": partecipante.riunione, "titolo": PULSANTI[risposta]}
    stato = 422 if form.is_bound else 200
    return render(request, "protocollo/portale/riunione_risposta.html", contesto, status=stato)


@vista_partner(lettura="portale.verbale", canale=CanaleLettura.DOCUMENTO)
def verbale(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy of the minutes made for partners, while the extract of the meeting is theirs."""
    _, condivisione = invito_partner_o_404(request, pk)
    leggibile = _verbale(condivisione)
    if condivisione is None or leggibile is None or leggibile.documento is None:
        raise Http404
    dati = leggi_file(leggibile.documento)
    impronta = leggibile.documento.sha256
    annota_uscita(request, condivisione, "verbale della riunione", impronta, CanaleDivulgazione.DOCUMENTO)
    return scaricabile(leggibile.documento, dati)


def _verbale(condivisione: Condivisione | None) -> VerbaleLeggibile | None:
    """For who was called, also if they did not come: what was decided may concern them."""
    return verbale_di(condivisione.incontro) if condivisione and condivisione.incontro else None


def _contesto(
    request: HttpRequest, partecipante: Partecipante, condivisione: Condivisione | None
) -> dict[str, Any]:
    riunione = partecipante.riunione
    estratto = estratto_riunione(condivisione, riunione)
    if condivisione is not None:
        annota_uscita(request, condivisione, "invito a una riunione", impronta_di(estratto))
    return {
        "partecipante": partecipante,
        "riunione": riunione,
        "estratto": estratto,
        "condivisione": condivisione,
        "base": base_per_ente(condivisione) if condivisione else "",
        "mio": partecipante.utente_id == operatore_di(request).pk,
        "si_risponde": si_puo_rispondere(riunione),
        "verbale": _verbale(condivisione),
        "affidate": affidate_a(riunione, operatore_di(request)) if condivisione else [],
        "a_voce": scrive_a_voce(partecipante.funzione),
        "oggi": timezone.localdate(),
        "pulsanti": PULSANTI.items(),
    }
