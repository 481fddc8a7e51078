"""Sums to be given back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import dati_inviati
from adi_platform.http.vista import vista
from contributi.enums import StatoProvvedimento
from contributi.forms import denaro as moduli
from contributi.models import PianoErogazione, Provvedimento, RataRecupero, Recupero
from contributi.permissions import denaro as permessi
from contributi.services.recuperi import (
    DA_CUI_NASCE,
    affida_al_coattivo,
    annulla_recupero,
    apri_recupero,
    pagato_finora,
    registra_versamento,
    residuo_di,
)
from contributi.views.denaro_comune import TONI, annota_richieste, con_un_modulo, pagina_di

ATTI = {
    "coattivo": (affida_al_coattivo, "Affida al recupero coattivo", "Recupero affidato."),
    "annulla": (annulla_recupero, "Annulla il recupero", "Recupero annullato."),
}


@vista(permessi.VEDE_EROGAZIONI, lettura="denaro.recuperi")
def elenco(request: HttpRequest) -> HttpResponse:
    righe = Recupero.objects.nel_perimetro(perimetro_di(request)).select_related(
        "richiesta__richiedente", "richiesta__misura"
    )
    pagina = pagina_di(request, righe.order_by("-pk"))
    annota_richieste(request, (r.richiesta for r in pagina.object_list))
    return render(request, "contributi/denaro/recuperi.html", {"pagina": pagina, "toni": TONI})


@vista(permessi.EROGA, scrive=True, lettura="denaro.recupero")
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """From the plan of a contribution that was revoked or changed: on its last such act."""
    piano = permessi.piano_o_404(request, pk)
    atto = _atto_senza_recupero(piano)
    form = moduli.FormRecupero(dati_inviati(request), initial={"importo": pagato_finora(piano.richiesta)})
    return con_un_modulo(
        request,
        form,
        lambda: apri_recupero(provvedimento=atto, operatore=operatore_di(request), **form.cleaned_data),
        titolo="Chiedi indietro una somma",
        invito=f"{piano.richiesta.richiedente}. Nasce da: {atto.get_tipo_display()}.",
        pulsante="Apri il recupero",
        ritorno=reverse("contributi:recuperi"),
        fatto="Recupero aperto.",
    )


@vista(permessi.VEDE_EROGAZIONI, lettura="denaro.recupero")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    recupero = permessi.recupero_o_404(request, pk)
    dati = {
        "recupero": recupero,
        "rate": recupero.rate.all(),
        "residuo": residuo_di(recupero),
        "toni": TONI,
        "eroga": permessi.puo_erogare(perimetro_di(request), recupero.richiesta.ambito_id),
    }
    return render(request, "contributi/denaro/recupero.html", dati)


@vista(permessi.EROGA, scrive=True, lettura="denaro.recupero")
def versamento(request: HttpRequest, pk: int, rata: int) -> HttpResponse:
    recupero = permessi.recupero_o_404(request, pk)
    riga = uno_o_404(RataRecupero.objects.filter(recupero=recupero).select_related("recupero"), pk=rata)
    form = moduli.FormVersamento(dati_inviati(request))
    return con_un_modulo(
        request,
        form,
        lambda: registra_versamento(rata=riga, operatore=operatore_di(request), **form.cleaned_data),
        titolo=f"Registra il versamento della rata {riga.numero}",
        pulsante="Registra",
        ritorno=reverse("contributi:recupero", args=[pk]),
        fatto="Versamento registrato.",
    )


@vista(permessi.EROGA, scrive=True, lettura="denaro.recupero")
def chiudi(request: HttpRequest, pk: int, atto: str) -> HttpResponse:
    recupero = permessi.recupero_o_404(request, pk)
    if atto not in ATTI:
        raise Http404
    servizio, titolo, fatto = ATTI[atto]
    form = moduli.FormMotivo(dati_inviati(request))
    return con_un_modulo(
        request,
        form,
        lambda: servizio(
            recupero=recupero, nota=form.cleaned_data["motivo"], operatore=operatore_di(request)
        ),
        titolo=titolo,
        pulsante=titolo,
        ritorno=reverse("contributi:recupero", args=[pk]),
        fatto=fatto,
        pericolo=True,
    )


def _atto_senza_recupero(piano: PianoErogazione) -> Provvedimento:
    atti = Provvedimento.objects.filter(
        richiesta=piano.richiesta_id,
        tipo__in=DA_CUI_NASCE,
        stato=StatoProvvedimento.ADOTTATO,
        recupero__isnull=True,
    )
    atto = atti.order_by("-adottato_il", "-pk").first()
    if atto is None:
        raise Http404
    return atto
