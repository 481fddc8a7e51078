"""The wizard: choose the file, confirm the columns, look, start, see what happened."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import perimetro_di
from adi_platform.http.moduli import dati_inviati, file_inviati, riesce, rifiuta_se_vuota
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito
from cases.enums import EffettoRiga, StatoImportazione
from cases.forms.importazione import CaricaForm, ColonneForm
from cases.models import Importazione
from cases.permissions_importazione import (
    IMPORTA,
    RUOLI_CHE_IMPORTANO,
    importazione_o_404,
    importazioni_di,
    scarti_di,
)
from cases.services.importazione.applica import avvia_importazione
from cases.services.importazione.carica import carica_elenco, gia_importato
from cases.services.importazione.mappa import (
    MODIFICABILI,
    ColonnaNonLetta,
    colonne_non_lette,
    conferma_colonne,
    mappatura_ricordata,
)
from cases.views.importazione.nuclei import mostra_nuclei, si_leggono_i_nuclei
from cases.views.importazione.righe import mostra_righe

PER_PAGINA = 25
SCARTI_IN_PAGINA = 20
PASSI = ("File", "Colonne", "Anteprima", "Esito")


@vista(IMPORTA)
def elenco(request: HttpRequest) -> HttpResponse:
    righe = importazioni_di(perimetro_di(request)).order_by("-creato_il", "-pk")
    pagina = Paginator(righe, PER_PAGINA).get_page(request.GET.get("pagina"))
    for importazione in pagina.object_list:
        importazione.indirizzo = indirizzo_di(importazione)  # type: ignore[attr-defined]  # for the template
    contesto = {"pagina": pagina, "scarti": scarti_di(perimetro_di(request))[:SCARTI_IN_PAGINA]}
    return render(request, "cases/importazione/elenco.html", contesto)


@vista(IMPORTA, scrive=True)
def nuova(request: HttpRequest) -> HttpResponse:
    ambiti = Ambito.objects.filter(pk__in=perimetro_di(request).ambiti_come(*RUOLI_CHE_IMPORTANO))
    form = CaricaForm(dati_inviati(request), file_inviati(request), ambiti=ambiti.order_by("nome"))
    if form.is_valid():
        create: list[Importazione] = []
        ambito = form.cleaned_data["ambito"] or ambiti[0]
        if riesce(
            form,
            lambda: create.append(
                carica_elenco(
                    ambito=ambito,
                    operatore=request.user,  # type: ignore[arg-type]  # signed in
                    file=form.cleaned_data["file"],
                    oggi=timezone.localdate(),
                )
            ),
        ):
            return redirect("importazione-colonne", create[0].pk)
    contesto = {"form": form, "passi": passi(1)}
    return render(request, "cases/importazione/nuova.html", contesto, status=422 if form.errors else 200)


@vista(IMPORTA, scrive=True, lettura="importazione.colonne")
def colonne(request: HttpRequest, pk: int) -> HttpResponse:
    importazione = importazione_o_404(request, pk)
    if importazione.stato not in MODIFICABILI:
        return redirect(indirizzo_di(importazione))
    form = ColonneForm(dati_inviati(request), importazione=importazione)
    if form.is_valid() and riesce(
        form,
        lambda: conferma_colonne(
            importazione=importazione,
            colonne=form.colonne(),
            data_estrazione=form.cleaned_data["data_estrazione"],
            tipo_isee=form.cleaned_data["tipo_isee"],
            operatore=request.user,  # type: ignore[arg-type]  # signed in
            oggi=timezone.localdate(),
        ),
    ):
        return redirect("importazione-anteprima", pk)
    contesto = {
        "importazione": importazione,
        "form": form,
        "passi": passi(2),
        "gia_importato": gia_importato(importazione),
        "non_lette": _non_lette(request, importazione),
        "ricordata": mappatura_ricordata(
            ambito_id=importazione.ambito_id, intestazioni=importazione.formato["intestazioni"]
        ),
    }
    return render(request, "cases/importazione/colonne.html", contesto, status=422 if form.errors else 200)


@vista(IMPORTA, lettura="importazione.anteprima")
def anteprima(request: HttpRequest, pk: int) -> HttpResponse:
    importazione = importazione_o_404(request, pk)
    if importazione.stato == StatoImportazione.CARICATA:
        return redirect("importazione-colonne", pk)
    if importazione.stato in (StatoImportazione.IN_CORSO, StatoImportazione.CONCLUSA):
        return redirect("importazione-esito", pk)
    contesto: dict[str, Any] = {"importazione": importazione, "passi": passi(3)}
    if importazione.stato != StatoImportazione.IN_ANALISI:
        mostra = mostra_nuclei if si_leggono_i_nuclei(request) else mostra_righe
        contesto |= mostra(request, importazione)
        contesto["non_lette"] = _non_lette(request, importazione)
    return render(request, "cases/importazione/anteprima.html", contesto)


def _non_lette(request: HttpRequest, importazione: Importazione) -> list[ColonnaNonLetta]:
    """Filled columns left out; what is written in them, only to whoever brought the list in."""
    return colonne_non_lette(importazione, con_esempi=importazione.operatore_id == request.user.pk)


@vista(IMPORTA, scrive=True)
def avvia(request: HttpRequest, pk: int) -> HttpResponse:
    importazione = importazione_o_404(request, pk)
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        try:
            avvia_importazione(importazione=importazione, operatore=request.user)  # type: ignore[arg-type]
        except DominioError as errore:
            messages.error(request, errore.messaggio)
            return redirect(indirizzo_di(importazione))
    return redirect("importazione-esito", pk)


@vista(IMPORTA, lettura="importazione.esito")
def esito(request: HttpRequest, pk: int) -> HttpResponse:
    importazione = importazione_o_404(request, pk)
    contesto: dict[str, Any] = {"importazione": importazione, "passi": passi(4)}
    if importazione.stato != StatoImportazione.IN_CORSO:
        contesto |= mostra_righe(request, importazione) | _effetti(request, importazione)
    return render(request, "cases/importazione/esito.html", contesto)


def _effetti(request: HttpRequest, importazione: Importazione) -> dict[str, Any]:
    """Cases touched by this import, and what is still to do."""
    righe = importazione.righe
    casi = {
        e: righe.filter(effetto=e).order_by().values("caso").distinct().count()
        for e in (EffettoRiga.NUOVO, EffettoRiga.AGGIORNATO, EffettoRiga.INVARIATO)
    }
    return {
        "nuovi": casi[EffettoRiga.NUOVO],
        "aggiornati": casi[EffettoRiga.AGGIORNATO],
        "invariati": casi[EffettoRiga.INVARIATO],
        "fuori": righe.filter(importata_il__isnull=True, esito="rifiutata").count(),
        "ancora_da_importare": righe.filter(
            importata_il__isnull=True, esito__in=("accettata", "avviso")
        ).count(),
        "coordina": importazione.ambito_id in perimetro_di(request).ambiti_come(Ruolo.COORDINATORE),
    }


def indirizzo_di(importazione: Importazione) -> str:
    """Where the work on this import goes on."""
    pagina = {
        StatoImportazione.CARICATA: "importazione-colonne",
        StatoImportazione.IN_CORSO: "importazione-esito",
        StatoImportazione.CONCLUSA: "importazione-esito",
    }.get(StatoImportazione(importazione.stato), "importazione-anteprima")
    return reverse(pagina, args=[importazione.pk])


def passi(attuale: int) -> list[dict[str, str]]:
    """The four steps of the wizard, for the stepper."""
    stati = {True: "fatto", False: "da_fare"}
    return [
        {"etichetta": nome, "stato": "attuale" if i == attuale else stati[i < attuale]}
        for i, nome in enumerate(PASSI, 1)
    ]
