"""All the cases that a person opens: filters in the address, pages, order."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from adi_platform.http.vista import vista
from adi_platform.organizzazione.models import Comune, Utente
from cases.forms.filtri import ORDINI, ElencoForm
from cases.models import CasoAdi
from cases.permissions import VEDE_CASI
from cases.views.righe import annota_elenco, contatori, per_elenco

PER_PAGINA = 25


@vista(VEDE_CASI, lettura="caso.elenco")
def elenco(request: HttpRequest) -> HttpResponse:
    oggi = timezone.localdate()
    casi = CasoAdi.objects.nel_perimetro(perimetro_di(request))
    form = _form(request, casi)
    scelte = form.scelte()
    filtrati = _filtra(casi, scelte)
    categoria = str(scelte.get("scadenza", ""))
    righe = filtrati.della_categoria(categoria, oggi) if categoria else filtrati
    pagina = Paginator(_ordina(per_elenco(righe), scelte), PER_PAGINA).get_page(request.GET.get("pagina"))
    annota_elenco(request, list(pagina.object_list))
    contesto = {
        "form": form,
        "pagina": pagina,
        "oggi": oggi,
        "voci": contatori(request, filtrati.conta_categorie(oggi), categoria),
        "filtrato": bool(scelte),
    }
    return render(request, "cases/caso/elenco.html", contesto)


def _form(request: HttpRequest, casi: QuerySet[CasoAdi]) -> ElencoForm:
    """Choices are only the places and colleagues of the cases that the person sees."""
    visibili = perimetro_di(request)
    comuni = Comune.objects.filter(ambito__in=visibili.ambiti).order_by("nome")
    operatori = Utente.objects.filter(
        pk__in=casi.filter(case_manager__isnull=False).order_by().values("case_manager")
    ).order_by("cognome", "nome")
    return ElencoForm(
        request.GET,
        comuni=[(c.pk, c.nome) for c in comuni],
        operatori=[(str(u.pk), str(u)) for u in operatori],
    )


def _filtra(casi: Any, scelte: dict[str, Any]) -> Any:
    casi = casi.filter(stato=stato) if (stato := scelte.get("stato")) else casi.in_corso()
    if comune := scelte.get("comune"):
        casi = casi.filter(comune=comune)
    if operatore := scelte.get("operatore"):
        da_assegnare = operatore == "nessuno"
        casi = casi.filter(case_manager__isnull=True) if da_assegnare else casi.filter(case_manager=operatore)
    if importazione := scelte.get("importazione"):
        casi = casi.filter(righe_elenco__importazione=importazione).distinct()
    return casi


def _ordina(casi: QuerySet[CasoAdi], scelte: dict[str, Any]) -> QuerySet[CasoAdi]:
    campi = ORDINI[scelte.get("ordine") or "scadenza"]
    primo, *altri = campi
    if primo.startswith("-"):
        return casi.order_by(F(primo[1:]).desc(nulls_last=True), *altri)
    return casi.order_by(F(primo).asc(nulls_last=True), *altri)
