"""The commissions of the person, their members and their sessions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import UnitaTerritoriale
from contributi.forms.commissione import FormComponente, FormFineIncarico
from contributi.models import Commissione
from contributi.permissions.commissione import (
    NOMINA,
    VEDE_COMMISSIONI,
    commissione_o_404,
    coordina,
    perche_non_convoca,
)
from contributi.services.commissioni import fine_incarico, istituisci_commissione, nomina
from contributi.services.sedute import proposte_pronte

PER_PAGINA = 12


@vista(VEDE_COMMISSIONI, scrive=True)
def elenco(request: HttpRequest) -> HttpResponse:
    """The commissions that one sees; the coordinator sets up those that are missing."""
    perimetro = perimetro_di(request)
    ambiti = perimetro.ambiti_come(Ruolo.COORDINATORE)
    senza = UnitaTerritoriale.objects.filter(ambito__in=ambiti, commissione__isnull=True)
    if request.method == "POST":
        unita = senza.filter(pk=_numero(request.POST.get("unita"))).first()
        if unita is None:
            raise Http404
        nuova = istituisci_commissione(
            unita=unita, nome=f"Commissione tecnica {unita.nome}", operatore=operatore_di(request)
        )
        messages.success(request, "La commissione c'è: ora nomina chi la compone.")
        return redirect("contributi:commissione", pk=nuova.pk)
    commissioni = Commissione.objects.nel_perimetro(perimetro).select_related("unita", "ambito")
    return render(
        request, "contributi/commissione/elenco.html", {"commissioni": commissioni, "senza": list(senza)}
    )


@vista(VEDE_COMMISSIONI)
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """Sessions, members today, how many proposals wait."""
    commissione = commissione_o_404(request, pk)
    perimetro, oggi = perimetro_di(request), timezone.localdate()
    sedute = commissione.sedute.select_related("riunione")
    return render(
        request,
        "contributi/commissione/scheda.html",
        {
            "commissione": commissione,
            "pagina": Paginator(sedute, PER_PAGINA).get_page(request.GET.get("pagina")),
            "componenti": commissione.componenti.in_carica(oggi).select_related("utente"),
            "pronte": proposte_pronte(commissione).count(),
            "coordina": coordina(perimetro, commissione),
            "perche_non_convoca": perche_non_convoca(perimetro, commissione),
        },
    )


@vista(NOMINA, scrive=True)
def componente_nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    commissione = _coordinata_o_404(request, pk)
    form = FormComponente(dati_inviati(request), commissione=commissione)
    if request.method == "POST" and form.is_valid():
        try:
            nomina(commissione=commissione, operatore=operatore_di(request), **form.cleaned_data)
        except DominioError as errore:
            riporta_errore(form, errore)
        else:
            messages.success(request, "Nominato.")
            return redirect("contributi:commissione", pk=pk)
    return _modulo(request, commissione, form, titolo="Nomina un componente", pulsante="Nomina")


@vista(NOMINA, scrive=True)
def componente_fine(request: HttpRequest, pk: int, componente: int) -> HttpResponse:
    commissione = _coordinata_o_404(request, pk)
    riga = commissione.componenti.filter(pk=componente).select_related("utente").first()
    if riga is None:
        raise Http404
    form = FormFineIncarico(dati_inviati(request))
    if request.method == "POST" and form.is_valid():
        try:
            fine_incarico(componente=riga, operatore=operatore_di(request), **form.cleaned_data)
        except DominioError as errore:
            riporta_errore(form, errore)
        else:
            messages.success(request, "Registrato. Una votazione già aperta non cambia.")
            return redirect("contributi:commissione", pk=pk)
    return _modulo(
        request, commissione, form, titolo=f"Fine dell'incarico di {riga.utente}", pulsante="Registra"
    )


def _coordinata_o_404(request: HttpRequest, pk: int) -> Commissione:
    commissione = commissione_o_404(request, pk)
    if not coordina(perimetro_di(request), commissione):
        raise Http404
    return commissione


def _modulo(
    request: HttpRequest,
    commissione: Commissione,
    form: FormComponente | FormFineIncarico,
    *,
    titolo: str,
    pulsante: str,
) -> HttpResponse:
    stato = 422 if form.is_bound and form.errors else 200
    dati = {"commissione": commissione, "form": form, "titolo": titolo, "testo_pulsante": pulsante}
    return render(request, "contributi/commissione/modulo.html", dati, status=stato)


def _numero(testo: str | None) -> int:
    """0, which is nobody's key, for what is not a number."""
    return int(testo) if testo and testo.isascii() and testo.isdecimal() and len(testo) < 18 else 0
