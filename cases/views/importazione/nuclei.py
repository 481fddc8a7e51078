"""The households of a list as the program read them, to be checked before they enter."""

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Min, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.norme.loader import Norme
from cases.enums import TipoISEE
from cases.models import Importazione, RigaImportazione
from cases.rules.elenco.giudizio import ENTRANO
from cases.rules.elenco.nuclei import NucleoLetto
from cases.rules.termini_adi import calcola_termine_adi
from cases.rules.valori_termini import FattiAdi, Regola
from cases.services.importazione.isee import TipiIsee
from cases.services.importazione.righe import componi_nuclei, comuni_per_nome
from cases.views.importazione.righe import (
    FILTRI,
    PRIMA_I_PROBLEMI,
    annota_casi_visti,
    filtri_delle_righe,
    viste_delle_righe,
)

NUCLEI_PER_PAGINA = 20
# A file with the same application everywhere is one household: the page stays a page.
RIGHE_PER_NUCLEO = 25


def si_leggono_i_nuclei(request: HttpRequest) -> bool:
    """Households unless somebody filters the rows or asks for them."""
    return not any(request.GET.get(nome) for nome in FILTRI if nome != "pagina")


def mostra_nuclei(request: HttpRequest, importazione: Importazione) -> dict[str, Any]:
    """Context of a page of households, the ones with something to do first. A fixed number of queries."""
    gruppi = (
        importazione.righe.exclude(domanda="")
        .order_by()
        .values("domanda")
        .annotate(quante=Count("pk"), ordine=Min(PRIMA_I_PROBLEMI), prima=Min("numero"))
        .order_by("ordine", "prima")
    )
    pagina = Paginator(gruppi, NUCLEI_PER_PAGINA).get_page(request.GET.get("pagina"))
    quante = {g["domanda"]: g["quante"] for g in pagina.object_list}
    righe = _righe_di(importazione, list(quante))
    voci = viste_delle_righe(request, importazione, righe)
    annota_casi_visti(request, importazione, voci)
    comuni = frozenset(comuni_per_nome(importazione.ambito_id))
    letti = componi_nuclei(importazione, [r for r in righe if r.esito in ENTRANO], comuni=comuni)
    tipi = TipiIsee.di(importazione)
    nuclei = []
    for domanda, totale in quante.items():
        sue = [v for v in voci if v["riga"].domanda == domanda]
        letto = letti.get(domanda)
        nuclei.append(
            {"domanda": domanda, "voci": sue, "altre": totale - len(sue), "stato": _stato(sue)}
            | (_dati(letto, tipi) if letto else {})
        )
    return filtri_delle_righe(request, importazione) | {"nuclei": nuclei, "pagina": pagina}


def _righe_di(importazione: Importazione, domande: list[str]) -> list[RigaImportazione]:
    posto = Window(RowNumber(), partition_by="domanda", order_by="numero")
    righe = importazione.righe.filter(domanda__in=domande).annotate(posto=posto)
    return list(righe.filter(posto__lte=RIGHE_PER_NUCLEO).select_related("caso").order_by("numero"))


def _stato(voci: list[dict[str, Any]]) -> str:
    """Beside the archive: nothing enters, new, here and equal, here and different."""
    entrano = [v["riga"] for v in voci if v["riga"].esito in ENTRANO]
    if not entrano:
        return "fermo"
    if not any(r.caso_id for r in entrano):
        return "nuovo"
    return "diverso" if any(r.differenze for r in entrano) else "uguale"


def _dati(letto: NucleoLetto, tipi: TipiIsee) -> dict[str, Any]:
    return {
        "letto": letto,
        "entro": _entro(letto, norme=tipi.norme, al=timezone.localdate()),
        "tipo_isee": TipoISEE(tipi.del_nucleo(letto)).label if letto.valori_isee else "",
    }


def _entro(letto: NucleoLetto, *, norme: Norme, al: datetime.date) -> datetime.date | None:
    """The last day for the first meeting, as the case will have it; None without a PAD to count from."""
    if letto.data_pad is None:
        return None
    fatti = FattiAdi(
        data_domanda=letto.data_domanda, data_pad=letto.data_pad, data_trasmissione=letto.data_trasmissione
    )
    try:
        return calcola_termine_adi(Regola.PRIMO_INCONTRO, fatti, al=al, norme=norme).scadenza
    except (DominioError, OverflowError):  # a date older than the law
        return None
