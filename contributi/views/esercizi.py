"""Accredited shops and their monthly statements, for the office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati
from adi_platform.http.vista import CHI_HA_ACCESSO, vista
from contributi.documents.denaro import tabella_rendiconto
from contributi.documents.foglio import come_xlsx
from contributi.forms import denaro as moduli
from contributi.models import Esercizio
from contributi.permissions import denaro as permessi
from contributi.rules.piano_rate import totale
from contributi.services.rendiconti import (
    accredita_esercizio,
    chiudi_mese,
    paga_rendiconto,
    spese_del_mese,
)
from contributi.views.denaro_comune import con_un_modulo, foglio


@vista(permessi.VEDE_CONTABILITA)
def elenco(request: HttpRequest) -> HttpResponse:
    righe = Esercizio.objects.nel_perimetro(perimetro_di(request)).select_related("ente", "comune")
    dati = {
        "esercizi": righe,
        "oggi": timezone.localdate(),
        "eroga": permessi.EROGA.ammette(perimetro_di(request)),
    }
    return render(request, "contributi/denaro/esercizi.html", dati)


@vista(permessi.EROGA, scrive=True)
def nuovo(request: HttpRequest) -> HttpResponse:
    ambito = permessi.ambito_che_paga(request)
    form = moduli.FormEsercizio(dati_inviati(request), ambito=ambito)
    return con_un_modulo(
        request,
        form,
        lambda: accredita_esercizio(operatore=operatore_di(request), **form.cleaned_data),
        titolo="Accredita un esercizio",
        invito="L'ente e i suoi referenti si registrano prima in «Organizzazione».",
        pulsante="Accredita",
        ritorno=reverse("contributi:esercizi"),
        fatto="Esercizio accreditato.",
    )


@vista(permessi.VEDE_CONTABILITA)
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    esercizio = permessi.esercizio_o_404(request, pk)
    in_corso = spese_del_mese(esercizio, timezone.localdate())
    dati = {
        "esercizio": esercizio,
        "rendiconti": esercizio.rendiconti.select_related("registrazione", "documento"),
        "in_corso": {"quante": len(in_corso), "totale": totale(u.importo for u in in_corso)},
        "eroga": permessi.puo_erogare(perimetro_di(request), esercizio.ambito_id),
    }
    return render(request, "contributi/denaro/esercizio.html", dati)


@vista(permessi.EROGA, scrive=True)
def rendiconto_nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    esercizio, oggi = permessi.esercizio_o_404(request, pk), timezone.localdate()
    iniziale = {"mese": f"{moduli.mese_prima(oggi):%Y-%m}"}
    form = moduli.FormMese(dati_inviati(request), initial=iniziale)
    return con_un_modulo(
        request,
        form,
        lambda: chiudi_mese(
            esercizio=esercizio, mese=form.cleaned_data["mese"], operatore=operatore_di(request), al=oggi
        ),
        titolo=f"Chiudi il mese di {esercizio}",
        pulsante="Chiudi il mese",
        ritorno=reverse("contributi:esercizio", args=[pk]),
        fatto="Rendiconto registrato. Il PDF è in preparazione.",
    )


@vista(permessi.EROGA, scrive=True)
def rendiconto_paga(request: HttpRequest, pk: int) -> HttpResponse:
    riga = permessi.rendiconto_o_404(request, pk)
    form = moduli.FormMandato(dati_inviati(request), initial={"data": timezone.localdate()})
    return con_un_modulo(
        request,
        form,
        lambda: paga_rendiconto(riga=riga, operatore=operatore_di(request), **form.cleaned_data),
        titolo=f"Registra il mandato: {riga}",
        pulsante="Registra",
        ritorno=reverse("contributi:esercizio", args=[riga.esercizio_id]),
        fatto="Mandato registrato.",
    )


@vista(CHI_HA_ACCESSO)
def rendiconto_scarica(request: HttpRequest, pk: int) -> HttpResponse:
    """For the office and for the shop itself: no names in it."""
    riga = permessi.rendiconto_o_404(request, pk)
    return foglio(come_xlsx("Rendiconto", tabella_rendiconto(riga)), f"rendiconto-{riga.mese:%Y-%m}.xlsx")
