"""Who can see a case: the grants, what went out, a new one with its preview, the end of one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, riesce, riporta_errore
from adi_platform.http.vista import vista
from adi_platform.organizzazione.models import Ente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.models import CasoAdi
from cases.permissions import caso_o_404, legge_i_motivi
from protocollo.enums import TipoInvio
from protocollo.forms.condivisioni import CondivisioneForm
from protocollo.forms.invii import MotivoForm
from protocollo.models import Condivisione
from protocollo.permissions import (
    CONDIVIDE,
    VEDE_CONDIVISIONI,
    caso_da_condividere,
    condivisione_del_caso_o_404,
    condivisioni_del_caso,
    destinatari_in_vigore,
    invii_del_caso,
    perche_non_condivide,
    quesiti_del_caso,
)
from protocollo.proiezioni.righe import riferimento, sezioni
from protocollo.services.condivisioni import controlla
from protocollo.services.divulgazioni import divulgato_del_caso
from protocollo.services.nuove import NuovaCondivisione, condividi, controlla_inizio
from protocollo.services.passaggi import lasciati_di
from protocollo.services.proiezioni import anteprima, vista_di
from protocollo.services.revoche import revoca
from protocollo.services.riunioni import estratto_riunione
from protocollo.views.comune import tono_del_quesito, tono_di

PER_PAGINA = 20


@vista(VEDE_CONDIVISIONI, lettura="caso.condivisioni")
def elenco(request: HttpRequest, pk: int) -> HttpResponse:
    """Who can see now, the referrals, who could, everything that went out."""
    caso = caso_o_404(request, pk)
    perimetro, oggi = perimetro_di(request), timezone.localdate()
    tutte = (
        condivisioni_del_caso(perimetro, caso)
        .select_related("incontro__riunione")
        .prefetch_related(
            "persone", Prefetch("destinatari", queryset=destinatari_in_vigore(oggi).select_related("utente"))
        )
    )
    vigenti = set(Condivisione.objects.filter(caso=caso).in_vigore(oggi).values_list("pk", flat=True))
    legge = legge_i_motivi(perimetro, caso)
    uscite = Paginator(divulgato_del_caso(caso, sanitarie=legge), PER_PAGINA)
    righe, motivo_no = list(tutte), perche_non_condivide(perimetro, caso)
    contesto = {
        "caso": caso,
        "oggi": oggi,
        "aperte": [c for c in righe if c.pk in vigenti],
        "chiuse": [c for c in righe if c.pk not in vigenti],
        "invii": [{"invio": i, "tono": tono_di(i)} for i in invii_del_caso(perimetro, caso)],
        "domande": [{"quesito": q, "tono": tono_del_quesito(q)} for q in quesiti_del_caso(perimetro, caso)],
        "uscite": uscite.get_page(request.GET.get("pagina")),
        "motivo_no": motivo_no,
        "lasciati": [] if motivo_no else lasciati_di(caso, al=oggi),
    }
    return render(request, "protocollo/condivisioni.html", contesto)


@vista(CONDIVIDE, lettura="caso.condivisioni")
def scegli_ente(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_da_condividere(request, pk)
    enti = Ente.objects.filter(ambito=caso.ambito).order_by("tipo", "nome", "pk")
    return render(request, "protocollo/scegli_ente.html", {"caso": caso, "enti": enti})


@vista(CONDIVIDE, scrive=True, lettura="caso.condivisioni")
def nuova(request: HttpRequest, pk: int, ente: int) -> HttpResponse:
    """The choices, then exactly what the body will see, then the grant."""
    caso = caso_da_condividere(request, pk)
    scelto = uno_o_404(Ente.objects.filter(ambito=caso.ambito), pk=ente)
    oggi = timezone.localdate()
    form = CondivisioneForm(
        dati_inviati(request),
        caso=caso,
        ente=scelto,
        oggi=oggi,
        norme=norme_dell_ambito(caso.ambito_id),
    )
    contesto: dict[str, Any] = {"caso": caso, "ente": scelto, "form": form}
    if form.is_bound and form.is_valid() and "correggi" not in request.POST:
        try:
            if "conferma" in request.POST:
                condividi(caso=caso, scelte=_scelte(form), operatore=operatore_di(request), al=oggi)
                messages.success(request, f"Condiviso con {scelto}.")
                return redirect("condivisioni", pk=pk)
            controlla_inizio(_scelte(form), al=oggi)
            controlla(caso=caso, dati=form.dati(), al=oggi)
        except DominioError as errore:
            riporta_errore(form, errore)
        else:
            anteprima_di = _anteprima(caso, form, request.POST)
            return render(request, "protocollo/anteprima.html", contesto | anteprima_di)
    stato = 422 if form.is_bound and form.errors else 200
    return render(request, "protocollo/nuova.html", contesto, status=stato)


@vista(VEDE_CONDIVISIONI, lettura="caso.condivisioni")
def scheda(request: HttpRequest, pk: int, condivisione: int) -> HttpResponse:
    """What that body sees now, word for word, and who looked."""
    caso = caso_o_404(request, pk)
    riga = condivisione_del_caso_o_404(request, caso, condivisione)
    vista_attuale = vista_di(riga)
    contesto = {
        "caso": caso,
        "condivisione": riga,
        "estratto": estratto_riunione(riga, riga.incontro.riunione) if riga.incontro else None,
        "legge_i_motivi": legge_i_motivi(perimetro_di(request), caso),
        "in_vigore": Condivisione.objects.in_vigore(timezone.localdate()).filter(pk=riga.pk).exists(),
        "sezioni": sezioni(vista_attuale),
        "riferimento": riferimento(vista_attuale),
        "destinatari": riga.destinatari.select_related("utente", "delegato_da"),
        "delegati_in_vigore": set(
            destinatari_in_vigore(timezone.localdate())
            .filter(condivisione=riga, delegato_da__isnull=False)
            .values_list("pk", flat=True)
        ),
        "rinnovi": riga.rinnovi.select_related("rinnovata_da"),
        "uscite": riga.divulgazioni.select_related("utente")[:PER_PAGINA],
        "motivo_no": perche_non_condivide(perimetro_di(request), caso),
    }
    return render(request, "protocollo/condivisione.html", contesto)


@vista(CONDIVIDE, scrive=True, lettura="caso.condivisioni")
def togli(request: HttpRequest, pk: int, condivisione: int) -> HttpResponse:
    """Revoke, with the reason: from the next request the body sees nothing."""
    caso = caso_da_condividere(request, pk)
    riga = condivisione_del_caso_o_404(request, caso, condivisione)
    if riga.revocata_il is not None:
        raise Http404
    form = MotivoForm(dati_inviati(request))
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: revoca(
            condivisione=riga,
            motivo=form.cleaned_data["motivo"],
            operatore=operatore_di(request),
            adesso=timezone.now(),
            al=timezone.localdate(),
        ),
    ):  # fmt: skip
        messages.success(request, f"{riga.nome_ente} non vede più questa scheda.")
        return redirect("condivisioni", pk=pk)
    contesto = {"caso": caso, "condivisione": riga, "form": form}
    return render(request, "protocollo/revoca.html", contesto, status=422 if form.is_bound else 200)


def _scelte(form: CondivisioneForm) -> NuovaCondivisione:
    return NuovaCondivisione(
        dati=form.dati(), tipo=form.tipo_scelto(), richiesta=form.cleaned_data.get("richiesta", "")
    )


def _anteprima(caso: CasoAdi, form: CondivisioneForm, inviati: QueryDict) -> dict[str, Any]:
    dati, tipo = form.dati(), form.tipo_scelto()
    vista_prevista = anteprima(
        caso=caso,
        proiezione=form.proiezione,
        persone=dati.persone,
        ore=dati.ore,
        competenze=dati.competenze,
        al=dati.al,
        inviati_il=form.oggi if tipo == TipoInvio.PATTO_SERVIZIO else None,
    )
    voce = form.voci_finalita[dati.finalita]
    return {
        "sezioni": sezioni(vista_prevista),
        "riferimento": riferimento(vista_prevista),
        "dati": dati,
        "finalita": voce,
        "tipo": tipo.label if tipo else "",
        "richiesta": form.cleaned_data.get("richiesta", ""),
        "nascosti": _nascosti(form, inviati),
    }


def _nascosti(form: CondivisioneForm, inviati: QueryDict) -> list[tuple[str, str]]:
    """The choices again, as the next step will send them."""
    coppie: list[tuple[str, str]] = []
    for nome in form.fields:
        coppie += [(nome, valore) for valore in inviati.getlist(nome)]
    return coppie
