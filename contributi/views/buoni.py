"""Vouchers, for the office."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import Conferma, dati_inviati, rifiuta_se_vuota
from adi_platform.http.vista import vista
from contributi.forms import denaro as moduli
from contributi.models import Buono
from contributi.permissions import denaro as permessi
from contributi.services.buoni import (
    annulla_buono,
    cambia_codice,
    chiudi_buoni,
    emetti_buono,
    scadenza_predefinita,
)
from contributi.views.denaro_comune import TONI, annota_richieste, con_un_modulo, pagina_di


@vista(permessi.VEDE_EROGAZIONI, lettura="denaro.buoni")
def elenco(request: HttpRequest) -> HttpResponse:
    form = moduli.FiltroBuoni(request.GET)
    scelte = form.scelte()
    righe = Buono.objects.nel_perimetro(perimetro_di(request)).select_related(
        "titolare", "rata__piano__richiesta__misura"
    )
    if scelte:
        righe = righe.filter(**scelte)
    pagina = pagina_di(request, righe.order_by("-pk"))
    annota_richieste(request, (b.rata.piano.richiesta for b in pagina.object_list))
    dati = {"form": form, "pagina": pagina, "toni": TONI, "filtrato": bool(scelte)}
    dati["eroga"] = permessi.EROGA.ammette(perimetro_di(request))
    dati["contabilita"] = permessi.VEDE_CONTABILITA.ammette(perimetro_di(request))
    return render(request, "contributi/denaro/buoni.html", dati)


@vista(permessi.EROGA, scrive=True)
def chiudi(request: HttpRequest) -> HttpResponse:
    """Close the vouchers past their day."""
    form = Conferma(dati_inviati(request))
    ambito = permessi.ambito_che_paga(request)
    return con_un_modulo(
        request,
        form,
        lambda: chiudi_buoni(ambito=ambito, operatore=operatore_di(request), al=timezone.localdate()),
        titolo="Chiudi i buoni scaduti",
        invito="Ciò che non è stato speso torna al fondo.",
        pulsante="Chiudi i buoni scaduti",
        ritorno=reverse("contributi:buoni"),
        fatto="I buoni scaduti sono chiusi.",
    )


@vista(permessi.EROGA, scrive=True, lettura="denaro.piano")
def emetti(request: HttpRequest, pk: int, rata: int) -> HttpResponse:
    piano = permessi.piano_o_404(request, pk)
    riga, oggi = permessi.rata_o_404(piano, rata), timezone.localdate()
    form = moduli.FormEmissione(
        dati_inviati(request), initial={"scade_il": scadenza_predefinita(piano.richiesta.ambito_id, dal=oggi)}
    )
    return con_un_modulo(
        request,
        form,
        lambda: emetti_buono(rata=riga, operatore=operatore_di(request), al=oggi, **form.cleaned_data),
        titolo=f"Consegna in buono la rata {riga.numero}",
        invito=f"{piano.richiesta.richiedente}. Il buono si stampa con il suo codice.",
        pulsante="Prepara il buono",
        ritorno=reverse("contributi:piano", args=[pk]),
        fatto="Buono preparato: fra poco si può stampare.",
    )


@vista(permessi.VEDE_EROGAZIONI, scrive=True, lettura="denaro.buono")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """One voucher and its purchases. POST gives it a new code, when the paper was lost."""
    buono = permessi.buono_o_404(request, pk)
    eroga = permessi.puo_erogare(perimetro_di(request), buono.ambito_id)
    if request.method == "POST":
        if not eroga:
            raise PermissionDenied
        if vuota := rifiuta_se_vuota(request):
            return vuota
        try:
            cambia_codice(buono=buono, operatore=operatore_di(request))
            messages.success(request, "Codice cambiato: il foglio vecchio non vale più.")
        except DominioError as errore:
            messages.error(request, errore.messaggio)
        return redirect("contributi:buono", pk=pk)
    dati = {
        "buono": buono,
        "utilizzi": buono.utilizzi.select_related("esercizio__ente", "annullato_da"),
        "toni": TONI,
        "eroga": eroga,
        "oggi": timezone.localdate(),
    }
    return render(request, "contributi/denaro/buono.html", dati)


@vista(permessi.EROGA, scrive=True, lettura="denaro.buono")
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    buono = permessi.buono_o_404(request, pk)
    form = moduli.FormMotivo(dati_inviati(request))
    return con_un_modulo(
        request,
        form,
        lambda: annulla_buono(buono=buono, operatore=operatore_di(request), **form.cleaned_data),
        titolo=f"Annulla il buono {buono.riferimento}",
        invito="Non si potrà più spendere: ciò che resta torna al fondo.",
        pulsante="Annulla il buono",
        ritorno=reverse("contributi:buono", args=[pk]),
        fatto="Buono annullato.",
        pericolo=True,
    )
