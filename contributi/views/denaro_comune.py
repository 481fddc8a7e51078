"""What the pages of the money share: a page with one form, a page of a list, a file to download."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from adi_platform.http.accesso import annota_lettura
from adi_platform.registro_accessi.services.registra import Visto
from contributi.enums import StatoBuono, StatoLiquidazione, StatoPiano, StatoRata, StatoRecupero
from contributi.models import Richiesta
from contributi.views.modulo import Pagina, pagina_con_modulo

PER_PAGINA = 25
TIPO_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TONI: dict[str, str] = {
    StatoRata.DA_LIQUIDARE: "info",
    StatoRata.IN_LIQUIDAZIONE: "attenzione",
    StatoRata.IN_BUONO: "info",
    StatoRata.PAGATA: "successo",
    StatoRata.SOSPESA: "attenzione",
    StatoRata.ANNULLATA: "neutro",
    StatoPiano.ATTIVO: "info",
    StatoPiano.SOSPESO: "attenzione",
    StatoPiano.REVOCATO: "pericolo",
    StatoPiano.CONCLUSO: "successo",
    StatoLiquidazione.BOZZA: "info",
    StatoLiquidazione.REGISTRATA: "attenzione",
    StatoLiquidazione.CHIUSA: "successo",
    StatoBuono.ESAURITO: "successo",
    StatoBuono.SCADUTO: "neutro",
    StatoRecupero.APERTO: "attenzione",
    StatoRecupero.COATTIVO: "pericolo",
}


def pagina_di(request: HttpRequest, righe: QuerySet[Any]) -> Page[Any]:
    return Paginator(righe, PER_PAGINA).get_page(request.GET.get("pagina"))


def annota_richieste(request: HttpRequest, richieste: Iterable[Richiesta]) -> None:
    """One read for each Ambito of the page: which persons were listed."""
    per_ambito: dict[int, set[int]] = {}
    for richiesta in richieste:
        per_ambito.setdefault(richiesta.ambito_id, set()).add(richiesta.richiedente_id)
    annota_lettura(
        request, *(Visto(ambito_id=a, persone=tuple(sorted(chi))) for a, chi in per_ambito.items())
    )


def con_un_modulo(
    request: HttpRequest,
    form: forms.Form,
    atto: Callable[[], object],
    *,
    titolo: str,
    pulsante: str,
    ritorno: str,
    fatto: str,
    invito: str = "",
    pericolo: bool = False,
) -> HttpResponse:
    """Show a form; when it is right do the act and go to `ritorno`. Nothing typed is lost."""
    pagina = Pagina(
        titolo=titolo, pulsante=pulsante, fatto=fatto, torna=ritorno, introduzione=invito, pericolo=pericolo
    )
    return pagina_con_modulo(request, form=form, atto=lambda _: atto(), pagina=pagina)


def foglio(contenuto: bytes, nome: str) -> HttpResponse:
    return HttpResponse(
        contenuto,
        content_type=TIPO_XLSX,
        headers={
            "Content-Disposition": content_disposition_header(True, nome) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
