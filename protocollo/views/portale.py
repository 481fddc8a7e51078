"""The home of a referent, what is shared with them, its print, the meetings to come."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.documenti.services.apri import leggi_file
from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.viste.documenti import scaricabile
from adi_platform.registro_accessi.models import CanaleLettura
from adi_platform.riunioni.enums import Risposta
from adi_platform.riunioni.models import Decisione
from adi_platform.riunioni.services.riunioni import invito_ics
from cases.models import Persona
from contributi.permissions.denaro import ha_la_cassa
from equipe.enums import StatoQuadro
from equipe.services.risposte import PULSANTI
from protocollo.enums import CanaleDivulgazione, StatoInvio
from protocollo.forms.referenti import DelegaForm
from protocollo.models import Condivisione, Invio
from protocollo.permissions import (
    amministra,
    condivisione_partner_o_404,
    inviti_con_verbale,
    inviti_futuri,
    quesiti_per_me,
    riunioni_di,
)
from protocollo.permissions_decisioni import decisioni_affidate
from protocollo.proiezioni.righe import riferimento, sezioni
from protocollo.proiezioni.viste import impronta_di
from protocollo.services.condivisioni import delega, puo_delegare, referenti_di
from protocollo.services.contenuti import base_per_ente
from protocollo.services.estratti import estratto_attuale, prepara_estratto
from protocollo.services.proiezioni import vista_di
from protocollo.services.quadro import quadri_condivisi
from protocollo.services.revoche import chiusi_senza_accesso
from protocollo.views.comune import tono_di
from protocollo.views.partner import annota_uscita, vista_partner

PER_PAGINA = 20


@vista_partner()
def casa(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the meetings, what goes on, what is shared. Initials only."""
    perimetro = perimetro_di(request)
    aperte = Condivisione.objects.del_partner(perimetro)
    invii = Invio.objects.aperti().filter(condivisione__in=aperte.values("pk")).select_related("persona")
    invii = invii.order_by("entro", "pk")
    tutte = _riunioni(request, aperte)
    in_attesa = [r for r in tutte if r["mio"] and r["partecipante"].risposta == Risposta.IN_ATTESA]
    condivise = aperte.filter(incontro__isnull=True).select_related("ente", "servizio")
    pagine = {
        "da_fare": _pagina(request, invii.exclude(stato=StatoInvio.SOTTOSCRITTO), "pagina"),
        "decisioni": _pagina(request, decisioni_affidate(perimetro), "decisioni"),
        "in_corso": _pagina(request, invii.filter(stato=StatoInvio.SOTTOSCRITTO), "corso"),
        "condivise": _pagina(
            request, condivise.prefetch_related("persone").order_by("-dal", "-pk"), "condivise"
        ),
        "inviti": _pagina(request, in_attesa, "inviti"),
        "riunioni": _pagina(request, [r for r in tutte if r not in in_attesa], "riunioni"),
        "verbali": _pagina(request, inviti_con_verbale(perimetro), "verbali"),
        "finiti": _pagina(request, chiusi_senza_accesso(perimetro), "finiti"),
        "quadri": _pagina(request, quadri_condivisi(perimetro, Q(stato=StatoQuadro.BOZZA)), "quadri"),
    }
    contesto = {
        **pagine,
        "oggi": timezone.localdate(),
        "da_fare": [_riga(i) for i in pagine["da_fare"]],
        "decisioni": _decisioni(pagine["decisioni"], aperte),
        "quante": sum(pagine[nome].paginator.count for nome in ("da_fare", "inviti", "decisioni")),
        "in_corso": [_riga(i) for i in pagine["in_corso"]],
        "pagine": pagine,
        "pulsanti": PULSANTI.items(),
        "domande": [
            {"quesito": q, "iniziali": iniziali(q.persona) if q.persona else "più persone"}
            for q in quesiti_per_me(perimetro).aperti().select_related("persona")
        ],
        "condivise": [
            {"c": c, "iniziali": [iniziali(p) for p in c.persone.all()]} for c in pagine["condivise"]
        ],
        "ente": operatore_di(request).ente,
        "amministra": amministra(perimetro),
        "cassa": ha_la_cassa(perimetro),
    }
    return render(request, "protocollo/portale/casa.html", contesto)


@vista_partner(lettura="portale.condivisione")
def condivisione(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole sheet that is shared."""
    return _scheda(request, condivisione_partner_o_404(request, pk))


@vista_partner(scrive=True, lettura="portale.estratto", canale=CanaleLettura.DOCUMENTO)
def estratto(request: HttpRequest, pk: int) -> HttpResponse:
    """The print of what is shown now; a POST asks for it when what is shared has changed."""
    riga = condivisione_partner_o_404(request, pk)
    if request.method == "POST":
        if "prepara" not in request.POST:
            return _scheda(request, riga, stato=422)
        prepara_estratto(condivisione=riga, operatore=operatore_di(request))
        return redirect("portale-condivisione", pk=pk)
    documento = estratto_attuale(riga)
    if documento is None or not documento.pronto:
        return _scheda(request, riga)
    dati = leggi_file(documento)
    annota_uscita(request, riga, "estratto in PDF", documento.sha256, CanaleDivulgazione.DOCUMENTO)
    return scaricabile(documento, dati)


@vista_partner(scrive=True, lettura="portale.condivisione")
def passa(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the sheet to a colleague of the same body."""
    riga = condivisione_partner_o_404(request, pk)
    io = operatore_di(request)
    oggi = timezone.localdate()
    gia = {d.utente_id for d in riga.destinatari.all() if d.al is None or d.al >= oggi}
    colleghi = [u for u in referenti_di(riga.ente, al=oggi) if u.pk not in gia]
    form = DelegaForm(dati_inviati(request), colleghi=colleghi)
    if form.is_bound and form.is_valid():
        try:
            delega(condivisione=riga, a=form.cleaned_data["a"], fino_al=form.cleaned_data["fino_al"], da=io)
        except DominioError as errore:
            riporta_errore(form, errore)
        else:
            messages.success(request, f"Ora la vede anche {form.cleaned_data['a']}.")
            return redirect("portale-condivisione", pk=pk)
    contesto = {"form": form, "condivisione": riga, "colleghi": colleghi}
    return render(request, "protocollo/portale/passa.html", contesto, status=422 if form.is_bound else 200)


@vista_partner()
def calendario(request: HttpRequest, pk: int) -> HttpResponse:
    """The calendar file of a meeting in which the person takes part: neutral words."""
    riunione = uno_o_404(riunioni_di(perimetro_di(request)), pk=pk)
    allegato = invito_ics(riunione, a=operatore_di(request).email)
    return HttpResponse(
        allegato.contenuto,
        content_type=allegato.tipo,
        headers={"Content-Disposition": f'attachment; filename="{allegato.nome}"'},
    )


def _pagina(request: HttpRequest, righe: Any, parametro: str) -> Page[Any]:
    """Each list of the home has pages of its own."""
    return Paginator(righe, PER_PAGINA).get_page(request.GET.get(parametro))


def iniziali(persona: Persona) -> str:
    """`M. R.`: who it is, for who already knows; the name is behind a page whose reading is written down."""
    return f"{persona.nome[:1]}. {persona.cognome[:1]}."


def _riunioni(request: HttpRequest, aperte: QuerySet[Condivisione]) -> list[dict[str, Any]]:
    """Meetings to come, each once, with the initials of who its extract is about."""
    io = operatore_di(request).pk
    righe: dict[int, dict[str, Any]] = {}
    inviti = list(inviti_futuri(perimetro_di(request)))
    estratti = {
        c.partecipante_id: ([iniziali(p) for p in c.persone.all()], c.caso_id)
        for c in aperte.filter(partecipante__in=[i.pk for i in inviti]).prefetch_related("persone")
    }
    for invito in inviti:
        righe.setdefault(
            invito.riunione_id,
            {
                "partecipante": invito,
                "riunione": invito.riunione,
                "iniziali": estratti[invito.pk][0] if invito.pk in estratti else [],
                "giorno": timezone.localdate(invito.riunione.inizio),
                "caso": estratti[invito.pk][1] if invito.pk in estratti else None,
                "mio": invito.utente_id == io,
            },
        )
    return list(righe.values())


def _decisioni(pagina: Page[Decisione], aperte: QuerySet[Condivisione]) -> list[dict[str, Any]]:
    """What was entrusted to the person: the words are behind the page of the meeting, whose reading is written."""
    decisioni = list(pagina)
    riunioni = [d.riunione_id for d in decisioni]
    estratti = {
        c.incontro.riunione_id: ([iniziali(p) for p in c.persone.all()], c.caso_id)
        for c in aperte.filter(incontro__riunione__in=riunioni)
        .select_related("incontro")
        .prefetch_related("persone")
        if c.incontro
    }
    return [
        {"decisione": d, "iniziali": estratti[d.riunione_id][0], "caso": estratti[d.riunione_id][1]}
        for d in decisioni
        if d.riunione_id in estratti
    ]


def _riga(invio: Invio) -> dict[str, Any]:
    return {"invio": invio, "iniziali": iniziali(invio.persona), "tono": tono_di(invio)}


def _scheda(request: HttpRequest, riga: Condivisione, stato: int = 200) -> HttpResponse:
    vista = vista_di(riga)
    annota_uscita(request, riga, "scheda condivisa", impronta_di(vista))
    contesto = {
        "condivisione": riga,
        "base": base_per_ente(riga),
        "sezioni": sezioni(vista),
        "riferimento": riferimento(vista),
        "invii": [_riga(i) for i in riga.invii.select_related("persona").order_by("pk")],
        "stampa": estratto_attuale(riga),
        "puo_passare": puo_delegare(riga, operatore_di(request), al=timezone.localdate()),
        "oggi": timezone.localdate(),
    }
    return render(request, "protocollo/portale/condivisione.html", contesto, status=stato)
