"""To the commission and back: propose, withdraw, open the istruttoria again, propose once more with what changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from adi_platform.ui.formati import giorno as in_parole
from contributi.enums import StatoRichiesta
from contributi.forms.istruttoria import PropostaForm
from contributi.forms.lettere import RipresaForm
from contributi.forms.richieste import MotivoForm
from contributi.models import Proposta, Richiesta, RinvioCommissione
from contributi.permissions.richieste import SCRIVE_RICHIESTE, richiesta_da_lavorare_o_404
from contributi.rules.letture_termine import FineRinvio
from contributi.services.contesto_norme import letture_di
from contributi.services.lettere_istruttoria import riprendi_istruttoria
from contributi.services.proposta import Orientamento, gia_esaminata, presenta_proposta, ritira_proposta
from contributi.views.comune import contesto


@vista(SCRIVE_RICHIESTE, scrive=True, lettura="contributo.proposta")
def proponi(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposta alla commissione: from here what was examined does not change any more."""
    richiesta, sguardo = richiesta_da_lavorare_o_404(request, pk)
    precedente = gia_esaminata(richiesta)
    form = PropostaForm(
        dati_inviati(request),
        torna=precedente is not None,
        initial=_iniziali(richiesta, precedente),
    )
    nate: list[Proposta] = []

    def atto() -> None:
        nate.append(
            presenta_proposta(
                richiesta=richiesta,
                dati=form.dati(),
                operatore=operatore_di(request),
                al=timezone.localdate(),
            )
        )

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(request, _dove_va(nate[0], torna=precedente is not None))
        return redirect("contributi:richiesta", pk)
    dati = contesto(
        request, richiesta, sguardo, form=form, precedente=precedente, rinvio=_ultimo_rinvio(richiesta)
    )
    return render(request, "contributi/richieste/proponi.html", dati, status=422 if form.errors else 200)


@vista(SCRIVE_RICHIESTE, scrive=True, lettura="contributo.proposta")
def ritira(request: HttpRequest, pk: int) -> HttpResponse:
    richiesta, sguardo = richiesta_da_lavorare_o_404(request, pk)
    form = MotivoForm(dati_inviati(request))

    def atto() -> None:
        ritira_proposta(
            richiesta=richiesta,
            motivo=form.cleaned_data["motivo"],
            operatore=operatore_di(request),
            al=timezone.localdate(),
        )

    if form.is_bound and form.is_valid() and riesce(form, atto):
        return redirect("contributi:istruttoria", pk)
    dati = contesto(
        request,
        richiesta,
        sguardo,
        form=form,
        titolo="Ritira la proposta",
        spiegazione_mossa="L'istruttoria si riapre. La proposta resta leggibile, segnata come ritirata.",
    )
    return render(request, "contributi/richieste/mossa.html", dati, status=422 if form.errors else 200)


@vista(SCRIVE_RICHIESTE, scrive=True, lettura="contributo.istruttoria")
def riprendi(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the istruttoria again: what was written is all there, the clock runs from here."""
    richiesta, sguardo = richiesta_da_lavorare_o_404(request, pk)
    form = RipresaForm(dati_inviati(request), initial=_arrivo(richiesta))

    def atto() -> None:
        riprendi_istruttoria(
            richiesta=richiesta,
            documenti_il=form.cleaned_data["documenti_il"],
            operatore=operatore_di(request),
            al=timezone.localdate(),
        )

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(request, "Istruttoria ripresa: quello che era scritto è rimasto.")
        return redirect("contributi:istruttoria", pk)
    rinvio = _ultimo_rinvio(richiesta) if richiesta.stato == StatoRichiesta.RINVIATA else None
    chiesti = getattr(richiesta, "documenti_chiesti", None)
    altro = {"rinvio": rinvio, "chiesti": chiesti, "riparte": _da_quando_riparte(richiesta)}
    dati = contesto(request, richiesta, sguardo, form=form, **altro)
    return render(request, "contributi/richieste/riprendi.html", dati, status=422 if form.errors else 200)


def _iniziali(richiesta: Richiesta, precedente: Proposta | None) -> dict[str, Any]:
    """The amounts of the request, or those that the commission has already seen."""
    fonte = precedente or richiesta
    in_deroga = precedente is not None and precedente.in_deroga
    return {
        "orientamento": Orientamento.IN_DEROGA if in_deroga else Orientamento.ACCOGLIERE,
        "importo": str(fonte.importo).replace(".", ","),
        "mesi": fonte.mesi,
        "modo": fonte.modo,
        "motivazione": precedente.motivazione if precedente else "",
        "motivo_deroga": richiesta.motivo_deroga,
    }


def _arrivo(richiesta: Richiesta) -> dict[str, Any]:
    chiesti = getattr(richiesta, "documenti_chiesti", None)
    return {"documenti_il": chiesti.arrivati_il if chiesti else None}


def _da_quando_riparte(richiesta: Richiesta) -> str:
    """In words, from which day the clock runs again; empty when it was not waiting for papers."""
    if richiesta.stato == StatoRichiesta.RIESAME:
        return ""
    letture = letture_di(richiesta, al=timezone.localdate())
    if richiesta.stato == StatoRichiesta.RINVIATA and letture.fine_rinvio is FineRinvio.TETTO:
        return f"{letture.rinvio_tetto_giorni} giorni dopo il rinvio"
    if richiesta.stato == StatoRichiesta.RINVIATA and letture.fine_rinvio is FineRinvio.RIPRESA_O_TETTO:
        return "da oggi"
    return "dal giorno in cui sono arrivati i documenti; se non sono arrivati, da oggi"


def _ultimo_rinvio(richiesta: Richiesta) -> RinvioCommissione | None:
    return richiesta.rinvii.filter(annullato_il__isnull=True).order_by("-il", "-pk").first()


def _dove_va(proposta: Proposta, *, torna: bool) -> str:
    """Where the proposal is now: on the next agenda, or waiting for one."""
    voce = proposta.voci.select_related("seduta__riunione").first()
    if voce is not None:
        quando = in_parole(timezone.localdate(voce.seduta.riunione.inizio))
        return f"Proposta presentata: è all'ordine del giorno della prossima seduta, {quando}."
    if torna:
        return "Proposta presentata: entra nella prossima seduta che la commissione convoca."
    return "Proposta presentata alla commissione."
