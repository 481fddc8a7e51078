"""Letters of the istruttoria: read them as the person will, then send them."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from contributi.enums import CanaleComunicazione
from contributi.forms.lettere import IntegrazioneForm, LetteraForm, come_mancanti
from contributi.models import DocumentoDomanda, Richiesta
from contributi.permissions.richieste import SCRIVE_RICHIESTE, richiesta_da_lavorare_o_404
from contributi.rules import lettere
from contributi.services.comunicazioni import Anteprima, anteprima
from contributi.services.contesto_norme import letture_di
from contributi.services.lettere_istruttoria import (
    chiedi_documenti,
    comunica_avvio,
    documenti_da_chiedere,
    ferma_il_tempo,
    perche_niente_avvio,
    termine_con_la_lettera,
    valori_avvio,
    valori_integrazione,
)
from contributi.transizioni import TABELLA_RICHIESTA
from contributi.views.comune import contesto

GIORNI_PER_RISPONDERE = 15
INVIA = "invia"


@vista(SCRIVE_RICHIESTE, scrive=True, lettura="contributo.scheda")
def avvio(request: HttpRequest, pk: int) -> HttpResponse:
    """That the procedure has begun."""
    richiesta, sguardo = richiesta_da_lavorare_o_404(request, pk)
    oggi, chi = timezone.localdate(), operatore_di(request)
    form = LetteraForm(dati_inviati(request), initial=_iniziali(oggi))

    def atto() -> None:
        comunica_avvio(richiesta=richiesta, operatore=chi, al=oggi, **form.cleaned_data)

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(request, "Lettera registrata: il documento è in preparazione.")
        return redirect("contributi:richiesta", pk)
    no = perche_niente_avvio(richiesta)
    lettera = None if no else anteprima(richiesta, lettere.AVVIO, valori_avvio(richiesta, al=oggi), chi)
    dati = contesto(
        request, richiesta, sguardo, form=form, lettera=lettera, perche_no=no, titolo="Comunicazione di avvio"
    )
    return render(request, "contributi/richieste/lettera.html", dati, status=422 if form.errors else 200)


@vista(SCRIVE_RICHIESTE, scrive=True, lettura="contributo.documenti")
def integrazione(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter for all the papers that are missing. A first button shows it, a second one sends it."""
    richiesta, sguardo = richiesta_da_lavorare_o_404(request, pk)
    oggi = timezone.localdate()
    righe = documenti_da_chiedere(richiesta, al=oggi)
    form = IntegrazioneForm(dati_inviati(request), righe=righe, initial=_da_chiedere(righe, oggi))

    def atto() -> None:
        dati = form.cleaned_data
        chiedi_documenti(
            richiesta=richiesta,
            mancanti=form.chiesti(),
            canale=dati["canale"],
            inviata_il=dati["inviata_il"],
            operatore=operatore_di(request),
            al=oggi,
        )

    invia = form.is_bound and form.is_valid() and INVIA in request.POST
    if invia and riesce(form, atto):
        messages.success(request, "Lettera registrata: il documento è in preparazione e la domanda aspetta.")
        return redirect("contributi:richiesta", pk)
    dati = contesto(
        request,
        richiesta,
        sguardo,
        form=form,
        titolo="Chiedi i documenti che mancano",
        perche_no=_perche_non_si_chiede(richiesta),
        lettera=_anteprima(request, richiesta, form),
        ferma=ferma_il_tempo(richiesta, il=oggi),
        con_la_lettera=termine_con_la_lettera(richiesta, al=oggi),
        tetto=letture_di(richiesta, al=oggi).rinvio_tetto_giorni,
        con_anteprima=True,
    )
    return render(request, "contributi/richieste/lettera.html", dati, status=422 if form.errors else 200)


def _iniziali(oggi: datetime.date) -> dict[str, Any]:
    return {"inviata_il": oggi, "canale": CanaleComunicazione.POSTA}


def _da_chiedere(righe: list[DocumentoDomanda], oggi: datetime.date) -> dict[str, Any]:
    return {
        **_iniziali(oggi),
        "mancanti": [riga.codice for riga in righe],
        "altri": "",
        "entro": oggi + datetime.timedelta(days=GIORNI_PER_RISPONDERE),
    }


def _perche_non_si_chiede(richiesta: Richiesta) -> str:
    if hasattr(richiesta, "documenti_chiesti"):
        return "I documenti si chiedono per lettera una volta sola, tutti insieme: è già stato fatto."
    if richiesta.stato not in TABELLA_RICHIESTA.mossa("chiedi_integrazione").da:
        return "I documenti si chiedono mentre l'istruttoria è aperta."
    return ""


def _anteprima(request: HttpRequest, richiesta: Richiesta, form: IntegrazioneForm) -> Anteprima | None:
    """The letter with what is written in the form; nothing while the form has mistakes."""
    if richiesta.data_domanda is None or (form.is_bound and not form.is_valid()):
        return None
    dati = form.cleaned_data if form.is_bound else form.initial
    valori = valori_integrazione(richiesta, come_mancanti(dati), inviata_il=dati["inviata_il"])
    return anteprima(richiesta, lettere.INTEGRAZIONE, valori, operatore_di(request))
