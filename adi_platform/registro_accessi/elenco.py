"""A page of reads with its filters, for whoever has already restricted the rows.

elenco = sfoglia(Lettura.objects.del_caso(ambito_id=…, caso_id=…), request.GET)
{% include "registro_accessi/_elenco.html" %}      with `form`, `pagina`, `frasi` in the context
"""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from adi_platform.registro_accessi.forms import FiltroLettureForm
from adi_platform.registro_accessi.frasi import frasi
from adi_platform.registro_accessi.models import Lettura
from adi_platform.registro_accessi.querysets import LetturaQuerySet

PER_PAGINA = 50


def sfoglia(
    righe: LetturaQuerySet[Lettura],
    parametri: QueryDict,
    *,
    filtro: type[FiltroLettureForm] = FiltroLettureForm,
) -> dict[str, Any]:
    """Context of the list: three queries, whatever the rows. A filter that makes no sense shows its error."""
    form = filtro(parametri)
    scelte = righe.none()
    if form.is_valid():
        scelte = filtra(righe, form.cleaned_data)
    pagina: Page[Lettura] = Paginator(scelte.dalla_piu_recente(), PER_PAGINA).get_page(
        parametri.get("pagina")
    )
    return {"form": form, "pagina": pagina, "frasi": frasi(pagina.object_list)}


def filtra(righe: LetturaQuerySet[Lettura], scelte: dict[str, Any]) -> LetturaQuerySet[Lettura]:
    righe = righe.nel_periodo(scelte.get("dal"), scelte.get("al"))
    if scelte.get("chi"):
        righe = righe.di_chi(scelte["chi"])
    if scelte.get("caso"):
        righe = righe.filter(caso_id=scelte["caso"])
    return righe
