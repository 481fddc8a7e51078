"""The pages of the shop: type the whole code, see what may be bought, record what is spent."""

from django.contrib import messages
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, riesce, riporta_errore
from adi_platform.http.vista import vista
from adi_platform.ui.formati import euro
from contributi.forms import denaro as moduli
from contributi.models import Esercizio, UtilizzoBuono
from contributi.permissions import denaro as permessi
from contributi.services.spesa_buoni import BuonoNonTrovato, annulla_utilizzo, guarda_buono, spendi_buono
from contributi.views.denaro_comune import con_un_modulo

TENTATIVI = 10
MINUTI = 15
TROPPI = f"Troppi codici sbagliati: aspetta {MINUTI} minuti e riprova, o telefona all'ufficio."
ULTIME = 20


@vista(permessi.ESERCIZIO, scrive=True)
def cassa(request: HttpRequest) -> HttpResponse:
    """Where the code is typed (POST, never in the address); wrong codes are counted."""
    esercizio = permessi.esercizio_proprio(request)
    form = moduli.FormCodice(dati_inviati(request))
    if form.is_bound and form.is_valid():
        codice = form.cleaned_data["codice"]
        try:
            _conta_i_tentativi(esercizio)
            visto = guarda_buono(codice=codice, esercizio=esercizio, al=timezone.localdate())
        except BuonoNonTrovato as errore:
            _segna_sbaglio(esercizio)
            riporta_errore(form, errore)
        except DominioError as errore:
            riporta_errore(form, errore)
        else:
            dati = {"buono": visto, "esercizio": esercizio, "form": moduli.FormSpesa.nuovo(visto.codice)}
            return render(request, "contributi/esercizio/spesa.html", dati)
    dati = {"form": form, "esercizio": esercizio, "spese": _ultime(esercizio)}
    dati["rendiconti"] = esercizio.rendiconti.all()[:12]
    return render(request, "contributi/esercizio/cassa.html", dati, status=422 if form.errors else 200)


@vista(permessi.ESERCIZIO, scrive=True)
def spendi(request: HttpRequest) -> HttpResponse:
    esercizio = permessi.esercizio_proprio(request)
    if request.method != "POST":
        return redirect("contributi:cassa")
    form, oggi = moduli.FormSpesa(request.POST), timezone.localdate()
    codice = str(request.POST.get("codice", ""))[:60]
    try:
        _conta_i_tentativi(esercizio)
        visto = guarda_buono(codice=codice, esercizio=esercizio, al=oggi)
    except DominioError as errore:
        if isinstance(errore, BuonoNonTrovato):
            _segna_sbaglio(esercizio)
        messages.error(request, errore.messaggio)
        return redirect("contributi:cassa")
    if form.is_valid() and riesce(
        form,
        lambda: spendi_buono(
            esercizio=esercizio, operatore=operatore_di(request), al=oggi, **form.cleaned_data
        ),
    ):
        importo = euro(form.cleaned_data["importo"])
        messages.success(request, f"Registrati {importo} sul buono {visto.codice[:4]}.")
        return redirect("contributi:cassa")
    dati = {"buono": visto, "esercizio": esercizio, "form": form}
    return render(request, "contributi/esercizio/spesa.html", dati, status=422)


@vista(permessi.ESERCIZIO, scrive=True)
def annulla(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo one's own purchase of today."""
    esercizio = permessi.esercizio_proprio(request)
    riga = uno_o_404(_di_oggi(esercizio), pk=pk)
    form = moduli.FormMotivo(dati_inviati(request))
    return con_un_modulo(
        request,
        form,
        lambda: annulla_utilizzo(utilizzo=riga, operatore=operatore_di(request), **form.cleaned_data),
        titolo=f"Annulla la spesa di {euro(riga.importo)}",
        pulsante="Annulla la spesa",
        ritorno=reverse("contributi:cassa"),
        fatto="Spesa annullata: la somma è di nuovo sul buono.",
        pericolo=True,
    )


def _ultime(esercizio: Esercizio) -> list[dict[str, object]]:
    oggi = timezone.localdate()
    righe = UtilizzoBuono.objects.filter(esercizio=esercizio).select_related("buono")[:ULTIME]
    return [
        {"riga": u, "annullabile": u.annullato_il is None and timezone.localdate(u.registrato_il) == oggi}
        for u in righe
    ]


def _di_oggi(esercizio: Esercizio) -> QuerySet[UtilizzoBuono]:
    mezzanotte = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return UtilizzoBuono.objects.filter(
        esercizio=esercizio, registrato_il__gte=mezzanotte, annullato_il__isnull=True
    ).select_related("buono")


def _chiave(esercizio: Esercizio) -> str:
    return f"buoni:codici-sbagliati:{esercizio.pk}"


def _conta_i_tentativi(esercizio: Esercizio) -> None:
    if cache.get(_chiave(esercizio), 0) >= TENTATIVI:
        raise DominioError(TROPPI, campo="codice")


def _segna_sbaglio(esercizio: Esercizio) -> None:
    """Counted for the shop, not for the account: several cashiers do not get several chances."""
    chiave = _chiave(esercizio)
    cache.set(chiave, cache.get(chiave, 0) + 1, timeout=MINUTI * 60)
