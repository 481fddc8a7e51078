"""The invitations of who works in the office: what waits for an answer, and the answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.vista import vista
from adi_platform.riunioni.models import Partecipante
from adi_platform.riunioni.services.inviti import si_puo_rispondere
from adi_platform.riunioni.services.riunioni import invito_ics
from cases.models import CasoAdi, Persona
from equipe.permissions import INVITATO, inviti_aperti, invito_o_404, proposte_di_orario
from equipe.services.contenuti import parole_delle_riunioni
from equipe.services.risposte import PULSANTI
from equipe.views.inviti_comuni import annota_visto, con_visto, prendi_risposta, risposta_o_404

PER_PAGINA = 50


@vista(INVITATO)
def elenco(request: HttpRequest) -> HttpResponse:
    """Meetings to come and times asked by others on one's own cases. Initials only."""
    io = operatore_di(request)
    inviti = Paginator(inviti_aperti(request), PER_PAGINA).get_page(request.GET.get("pagina"))
    proposte = Paginator(proposte_di_orario(perimetro_di(request)), PER_PAGINA).get_page(
        request.GET.get("orari")
    )
    contesto = {
        "inviti": [_riga(p, io.pk) for p in inviti],
        "proposte": [_riga(p, io.pk) for p in proposte],
        "pagine": {"inviti": inviti, "proposte": proposte},
        "pulsanti": PULSANTI.items(),
    }
    return render(request, "equipe/inviti/elenco.html", contesto)


@con_visto
@vista(INVITATO, lettura="equipe.invito")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting and the four answers; who goes instead of somebody only reads."""
    partecipante = invito_o_404(request, pk)
    annota_visto(request, partecipante)
    incontro = partecipante.riunione.incontro_equipe
    contesto = {
        "partecipante": partecipante,
        "riunione": partecipante.riunione,
        "incontro": incontro,
        "motivo": parole_delle_riunioni()["motivi"].get(incontro.motivo, ""),
        "punti": list(partecipante.riunione.punti.values_list("titolo", flat=True)),
        "mio": partecipante.utente_id == operatore_di(request).pk,
        "si_risponde": si_puo_rispondere(partecipante.riunione),
        "pulsanti": PULSANTI.items(),
        "apre_il_caso": CasoAdi.objects.nel_perimetro(perimetro_di(request))
        .filter(pk=incontro.caso_id)
        .exists(),
    }
    return render(request, "equipe/inviti/scheda.html", contesto)


@vista(INVITATO, scrive=True, lettura="equipe.invito")
def rispondi(request: HttpRequest, pk: int, risposta: str) -> HttpResponse:
    """One answer, with what it needs. Only one's own invitation."""
    scelta = risposta_o_404(risposta)
    partecipante = invito_o_404(request, pk)
    if partecipante.utente_id != operatore_di(request).pk:
        raise Http404
    form, fatto = prendi_risposta(request, partecipante, scelta)
    if fatto:
        messages.success(request, "Risposta registrata.")
        return redirect("invito", pk=pk)
    contesto = {"form": form, "riunione": partecipante.riunione, "titolo": PULSANTI[risposta]}
    return render(request, "equipe/inviti/rispondi.html", contesto, status=422 if form.is_bound else 200)


@vista(INVITATO, lettura="equipe.invito")
def calendario(request: HttpRequest, pk: int) -> HttpResponse:
    """The calendar file, with neutral words."""
    allegato = invito_ics(invito_o_404(request, pk).riunione, a=operatore_di(request).email)
    return HttpResponse(
        allegato.contenuto,
        content_type=allegato.tipo,
        headers={"Content-Disposition": f'attachment; filename="{allegato.nome}"'},
    )


def iniziali(persona: Persona) -> str:
    return f"{persona.nome[:1]}. {persona.cognome[:1]}."


def _riga(partecipante: Partecipante, io: int) -> dict[str, object]:
    incontro = partecipante.riunione.incontro_equipe
    return {
        "partecipante": partecipante,
        "riunione": partecipante.riunione,
        "incontro": incontro,
        "iniziali": iniziali(incontro.caso.nucleo.referente) if incontro.caso.nucleo.referente else "",
        "mio": partecipante.utente_id == io,
        "in_attesa": partecipante.risposta == "in_attesa",
    }
