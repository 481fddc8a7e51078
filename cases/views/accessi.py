"""Asking to see a case, opening it at once, answering, reviewing, and who has read it."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.documenti.services.resoconto_letture import richiedi_resoconto
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, rifiuta_se_vuota
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.registro_accessi.elenco import sfoglia
from adi_platform.registro_accessi.forms import FiltroLettureForm
from adi_platform.registro_accessi.models import Lettura
from cases.forms.accessi import ChiediAccessoForm, ConcediForm, RevisioneForm
from cases.models import AccessoConcesso, CasoAdi
from cases.permissions import (
    ACCESSO_IMMEDIATO,
    CHI_HA_LETTO,
    CHIEDE_ACCESSO,
    RESOCONTO_DELLE_LETTURE,
    RISPONDE_AGLI_ACCESSI,
    RIVEDE_ACCESSI,
    accessi_da_vedere,
    accesso_o_404,
    caso_di_un_collega,
    caso_o_404,
    risponde_all_accesso,
)
from cases.services import accessi as acts
from cases.views.modulo import Pagina, atto_senza_modulo, pagina_con_modulo

GIORNI_PROPOSTI = 14


@vista(CHIEDE_ACCESSO, scrive=True, lettura="caso.scheda_ridotta")
def chiedi(request: HttpRequest, pk: int) -> HttpResponse:
    """The thin card of a case of others, with the way to ask."""
    caso = caso_di_un_collega(request, pk)
    chi = operatore_di(request)
    in_attesa = AccessoConcesso.objects.filter(
        caso=caso, utente=chi, concesso_il__isnull=True, rifiutato_il__isnull=True
    ).first()
    immediato = "" if _puo_aprire_subito(request, caso) else "Solo per le assistenti sociali del Comune."
    return pagina_con_modulo(
        request,
        caso=caso,
        form=ChiediAccessoForm(dati_inviati(request)),
        atto=lambda dati: acts.chiedi_accesso(caso=caso, operatore=chi, **dati),
        pagina=Pagina(
            titolo="Questo caso è seguito da altri",
            introduzione="Puoi chiedere di vederlo: risponde chi lo segue o il coordinamento.",
            pulsante="Chiedi l'accesso",
            fatto="Richiesta inviata a chi segue il caso.",
            torna=reverse("caso-chiedi-accesso", args=[pk]),
        ),
        ridotta=True,
        in_attesa=in_attesa,
        motivo_no_immediato=immediato,
    )


@vista(ACCESSO_IMMEDIATO, scrive=True, lettura="caso.accesso_immediato")
def subito(request: HttpRequest, pk: int) -> HttpResponse:
    """Break-glass."""
    caso = caso_di_un_collega(request, pk)
    if not _puo_aprire_subito(request, caso):
        raise PermissionDenied
    protetto = caso.componenti.filter(persona__protetta=True).exists()
    attesa = " Nel nucleo c'è una persona protetta: serve anche l'approvazione di un'altra persona."
    return pagina_con_modulo(
        request,
        caso=caso,
        form=ChiediAccessoForm(dati_inviati(request)),
        atto=lambda dati: acts.apri_subito(
            caso=caso, operatore=operatore_di(request), protetto=protetto, **dati
        ),
        pagina=Pagina(
            titolo="Accesso immediato",
            introduzione="Apre questo caso per 60 minuti. Chi lo segue e il coordinamento sono avvisati "
            f"subito e il motivo sarà rivisto.{attesa if protetto else ''}",
            pulsante="Apri per 60 minuti",
            pericolo=True,
            fatto="Richiesta registrata: attendi l'approvazione."
            if protetto
            else "Accesso aperto per 60 minuti.",
            torna=reverse("caso-scheda", args=[pk]),
        ),
        ridotta=True,
        in_attesa=None,
        motivo_no_immediato="",
    )


@vista(RISPONDE_AGLI_ACCESSI, lettura="caso.richieste_di_accesso")
def elenco(request: HttpRequest) -> HttpResponse:
    """Requests to answer and immediate openings to review."""
    perimetro = perimetro_di(request)
    accessi = accessi_da_vedere(perimetro)
    da_rispondere = [
        a
        for a in accessi.filter(concesso_il__isnull=True, rifiutato_il__isnull=True).order_by("chiesto_il")
        if risponde_all_accesso(perimetro, a)
    ]
    contesto: dict[str, Any] = {
        "da_rispondere": da_rispondere,
        "da_rivedere": accessi.filter(straordinario=True, rivisto_il__isnull=True, concesso_il__isnull=False),
        "da_controllare": acts.usi_ripetuti(accessi, al=timezone.now()),
        "rivede": RIVEDE_ACCESSI.ammette(perimetro),
        "attivi": accessi.filter(scade_il__gt=timezone.now(), revocato_il__isnull=True),
    }
    return render(request, "cases/caso/accessi_elenco.html", contesto)


@vista(RISPONDE_AGLI_ACCESSI, scrive=True, lettura="caso.richieste_di_accesso")
def rispondi(request: HttpRequest, pk: int) -> HttpResponse:
    accesso = _a_cui_risponde(request, pk)
    if request.method == "POST" and request.POST.get("risposta") == "no":
        return atto_senza_modulo(
            request,
            atto=lambda: acts.rifiuta_accesso(accesso=accesso, operatore=operatore_di(request)),
            fatto="Richiesta respinta.",
            torna=reverse("accesso-elenco"),
        )
    oggi = timezone.localdate()
    return pagina_con_modulo(
        request,
        caso=accesso.caso,
        form=ConcediForm(
            dati_inviati(request), initial={"fino_al": oggi + datetime.timedelta(days=GIORNI_PROPOSTI)}
        ),
        atto=lambda dati: acts.concedi_accesso(
            accesso=accesso, operatore=operatore_di(request), al=oggi, **dati
        ),
        pagina=Pagina(
            titolo="Rispondi alla richiesta di accesso",
            introduzione=f"{accesso.utente}: {accesso.motivo}",
            pulsante="Concedi",
            fatto="Accesso concesso.",
            torna=reverse("accesso-elenco"),
        ),
        rifiutabile=True,
    )


@vista(RIVEDE_ACCESSI, scrive=True, lettura="caso.richieste_di_accesso")
def rivedi(request: HttpRequest, pk: int) -> HttpResponse:
    accesso = accesso_o_404(request, pk)
    return pagina_con_modulo(
        request,
        caso=accesso.caso,
        form=RevisioneForm(dati_inviati(request)),
        atto=lambda dati: acts.rivedi_accesso(accesso=accesso, operatore=operatore_di(request), **dati),
        pagina=Pagina(
            titolo="Rivedi un accesso immediato",
            introduzione=f"{accesso.utente}, {accesso.get_categoria_display().lower()}: {accesso.motivo}",
            pulsante="Chiudi la revisione",
            fatto="Revisione registrata.",
            torna=reverse("accesso-elenco"),
        ),
    )


@vista(RISPONDE_AGLI_ACCESSI, scrive=True, lettura="caso.richieste_di_accesso")
def revoca(request: HttpRequest, pk: int) -> HttpResponse:
    accesso = _a_cui_risponde(request, pk)
    if request.method != "POST":
        return redirect("accesso-elenco")
    return atto_senza_modulo(
        request,
        atto=lambda: acts.revoca_accesso(accesso=accesso, operatore=operatore_di(request)),
        fatto="Accesso revocato.",
        torna=reverse("accesso-elenco"),
    )


@vista(CHI_HA_LETTO, lettura="caso.accessi")
def chi_ha_letto(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has read this case, when, in which role."""
    caso = caso_o_404(request, pk)
    if not perimetro_di(request).copre(
        Ruolo.COORDINATORE,
        Ruolo.DIRIGENTE,
        Ruolo.DPO_AUDITOR,
        ambito_id=caso.ambito_id,
        comune_id=caso.comune_id,
    ):
        raise PermissionDenied
    letture = Lettura.objects.del_caso(ambito_id=caso.ambito_id, caso_id=caso.pk)
    contesto = {
        "caso": caso,
        "accessi": caso.accessi_concessi.select_related("utente", "concesso_da", "rivisto_da"),
        "chiede_resoconto": _puo_chiedere_resoconto(request, caso),
        **sfoglia(letture, request.GET),
    }
    return render(request, "cases/caso/chi_ha_letto.html", contesto)


@vista(RESOCONTO_DELLE_LETTURE, scrive=True, lettura="caso.accessi")
def resoconto(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the answer to the citizen: the reads of the period on the page, as a PDF (POST)."""
    caso = caso_o_404(request, pk)
    if not _puo_chiedere_resoconto(request, caso):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("caso-accessi", pk)
    if vuota := rifiuta_se_vuota(request):
        return vuota
    filtro = FiltroLettureForm(request.POST)
    if not filtro.is_valid():
        messages.error(request, "Controlla il periodo: le date non sono giuste.")
        return redirect("caso-accessi", pk)
    documento = richiedi_resoconto(
        ambito=caso.ambito,
        caso_id=caso.pk,
        operatore=operatore_di(request),
        dal=filtro.cleaned_data["dal"],
        al=filtro.cleaned_data["al"],
    )
    messages.success(request, "Resoconto richiesto: fra poco è pronto.")
    return redirect("documento-stato", documento.pk)


def _puo_chiedere_resoconto(request: HttpRequest, caso: CasoAdi) -> bool:
    return perimetro_di(request).copre(Ruolo.DPO_AUDITOR, ambito_id=caso.ambito_id, comune_id=caso.comune_id)


def _a_cui_risponde(request: HttpRequest, pk: int) -> AccessoConcesso:
    accesso = accesso_o_404(request, pk)
    if not risponde_all_accesso(perimetro_di(request), accesso):
        messages.error(request, "Risponde chi segue il caso o il coordinamento.")
        raise PermissionDenied
    return accesso


def _puo_aprire_subito(request: HttpRequest, caso: CasoAdi) -> bool:
    return perimetro_di(request).copre(
        Ruolo.ASSISTENTE_SOCIALE, ambito_id=caso.ambito_id, comune_id=caso.comune_id
    )
