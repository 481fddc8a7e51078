"""Lists for accounting: prepared, registered, downloaded, settled."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import annota_lettura, operatore_di, perimetro_di
from adi_platform.http.moduli import Conferma, dati_inviati
from adi_platform.http.vista import vista
from adi_platform.registro_accessi.models import CanaleLettura
from contributi.documents.denaro import tabella_liquidazione
from contributi.documents.foglio import come_xlsx
from contributi.enums import StatoLiquidazione, StatoRata
from contributi.forms import denaro as moduli
from contributi.models import Liquidazione
from contributi.permissions import denaro as permessi
from contributi.services.liquidazioni import (
    registra_liquidazione,
    registra_mandati,
    registra_ritorno,
    togli_rata,
)
from contributi.views.denaro_comune import TONI, con_un_modulo, foglio, pagina_di


@vista(permessi.VEDE_CONTABILITA, lettura="denaro.liquidazione")
def elenco(request: HttpRequest) -> HttpResponse:
    annota_lettura(request)
    righe = Liquidazione.objects.nel_perimetro(perimetro_di(request)).select_related(
        "registrazione", "aggiornato_da"
    )
    dati = {"pagina": pagina_di(request, righe.order_by("-pk")), "toni": TONI}
    return render(request, "contributi/denaro/liquidazioni.html", dati)


@vista(permessi.VEDE_CONTABILITA, lettura="denaro.liquidazione")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    elenco_scelto = permessi.liquidazione_o_404(request, pk)
    rate = elenco_scelto.rate.select_related(
        "piano__richiesta__richiedente", "piano__creditore", "giustificativo"
    ).prefetch_related("pagamenti")
    dati = {
        "liquidazione": elenco_scelto,
        "rate": rate.order_by("pk"),
        "toni": TONI,
        "eroga": permessi.puo_erogare(perimetro_di(request), elenco_scelto.ambito_id),
    }
    return render(request, "contributi/denaro/liquidazione.html", dati)


@vista(permessi.EROGA, scrive=True, lettura="denaro.liquidazione")
def registra(request: HttpRequest, pk: int) -> HttpResponse:
    scelta = _nello_stato(request, pk, StatoLiquidazione.BOZZA)
    form = Conferma(dati_inviati(request))
    return con_un_modulo(
        request,
        form,
        lambda: registra_liquidazione(
            liquidazione=scelta, operatore=operatore_di(request), al=timezone.localdate()
        ),
        titolo="Registra la liquidazione",
        invito="Prende un numero e non si cambia più: restano da registrare solo i mandati.",
        pulsante="Registra",
        ritorno=reverse("contributi:liquidazione", args=[pk]),
        fatto="Liquidazione registrata. Il PDF è in preparazione.",
    )


@vista(permessi.EROGA, scrive=True, lettura="denaro.liquidazione")
def togli(request: HttpRequest, pk: int, rata: int) -> HttpResponse:
    scelta = _nello_stato(request, pk, StatoLiquidazione.BOZZA)
    riga = scelta.rate.filter(pk=rata).select_related("liquidazione").first()
    if riga is None:
        raise Http404
    form = moduli.FormMotivo(dati_inviati(request))
    return con_un_modulo(
        request,
        form,
        lambda: togli_rata(rata=riga, operatore=operatore_di(request), **form.cleaned_data),
        titolo=f"Togli la rata {riga.numero} dall'elenco",
        pulsante="Togli",
        ritorno=reverse("contributi:liquidazione", args=[pk]),
        fatto="Rata tolta: torna da liquidare.",
    )


@vista(permessi.EROGA, scrive=True, lettura="denaro.liquidazione")
def esiti(request: HttpRequest, pk: int) -> HttpResponse:
    scelta = _nello_stato(request, pk, StatoLiquidazione.REGISTRATA)
    in_attesa = scelta.rate.filter(stato=StatoRata.IN_LIQUIDAZIONE).select_related(
        "piano__richiesta__richiedente"
    )
    form = moduli.FormEsiti(dati_inviati(request), rate=in_attesa, initial={"data": timezone.localdate()})

    def atto() -> object:
        dati = form.cleaned_data
        comuni = {
            "liquidazione": scelta,
            "rate": [r.pk for r in dati["rate"]],
            "data": dati["data"],
            "operatore": operatore_di(request),
        }
        if dati["esito"] == "pagato":
            return registra_mandati(mandato=dati["mandato"], **comuni)
        return registra_ritorno(motivo=dati["motivo"], **comuni)

    return con_un_modulo(
        request,
        form,
        atto,
        titolo="Registra i mandati",
        pulsante="Registra",
        ritorno=reverse("contributi:liquidazione", args=[pk]),
        fatto="Esito registrato.",
    )


@vista(permessi.EROGA, lettura="denaro.liquidazione", canale=CanaleLettura.ESPORTAZIONE)
def scarica(request: HttpRequest, pk: int) -> HttpResponse:
    """The registered list as a spreadsheet, every cell a text."""
    scelta = permessi.liquidazione_o_404(request, pk)
    if scelta.registrata_il is None:
        raise Http404
    return foglio(come_xlsx("Liquidazione", tabella_liquidazione(scelta)), f"liquidazione-{pk}.xlsx")


def _nello_stato(request: HttpRequest, pk: int, stato: StatoLiquidazione) -> Liquidazione:
    scelta = permessi.liquidazione_o_404(request, pk)
    if scelta.stato != stato:
        raise Http404
    return scelta
