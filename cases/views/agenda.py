"""The agenda: appointments of a day, of who works and of the counter."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date

from adi_platform.http.accesso import annota_lettura, perimetro_di
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.registro_accessi.services.registra import Visto
from adi_platform.riunioni.models import Riunione
from adi_platform.riunioni.services.impegni import riunioni_di
from cases.enums import EsitoIncontro
from cases.models import Appuntamento, CasoAdi
from cases.permissions import FISSA_APPUNTAMENTI

MASSIMO = 200
UN_GIORNO = datetime.timedelta(days=1)


@vista(FISSA_APPUNTAMENTI, lettura="caso.agenda")
def agenda(request: HttpRequest) -> HttpResponse:
    giorno = _giorno(request)
    solo_miei = request.GET.get("chi") != "tutti"
    appuntamenti = appuntamenti_del(request, giorno, solo_miei=solo_miei)
    annota_lettura(request, *_visti(appuntamenti))
    contesto = {
        "giorno": giorno,
        "oggi": timezone.localdate(),
        "prima": giorno - UN_GIORNO,
        "dopo": giorno + UN_GIORNO,
        "appuntamenti": appuntamenti,
        "riunioni": _riunioni(request, giorno),
        "solo_miei": solo_miei,
        "fine": giorno + 7 * UN_GIORNO,
    }
    return render(request, "cases/agenda/giorno.html", contesto)


def _riunioni(request: HttpRequest, giorno: datetime.date) -> QuerySet[Riunione]:
    """Meetings of any body that the person goes to that day: hour and place, no household."""
    inizio = timezone.make_aware(datetime.datetime.combine(giorno, datetime.time.min))
    utente = perimetro_di(request).utente_id
    return riunioni_di(utente, dal=inizio, al=inizio + UN_GIORNO)


def appuntamenti_del(request: HttpRequest, giorno: datetime.date, *, solo_miei: bool) -> list[Appuntamento]:
    """Of that day: one's own, or of all the cases whose appointments the person keeps."""
    perimetro = perimetro_di(request)
    casi = CasoAdi.objects.nel_perimetro(perimetro) | CasoAdi.objects.con_contatti(perimetro)
    inizio = timezone.make_aware(datetime.datetime.combine(giorno, datetime.time.min))
    righe = (
        Appuntamento.objects.filter(inizio__gte=inizio, inizio__lt=inizio + UN_GIORNO)
        .filter(caso__in=casi.order_by().values("pk"))
        .exclude(esito=EsitoIncontro.ANNULLATO)
        .select_related("caso__nucleo__referente", "caso__comune", "sede", "operatore")
        .order_by("inizio", "pk")
    )
    if solo_miei and not perimetro.ha(Ruolo.SEGRETARIATO):
        righe = righe.filter(operatore=perimetro.utente_id)
    return list(righe[:MASSIMO])


def _visti(appuntamenti: list[Appuntamento]) -> list[Visto]:
    per_ambito: dict[int, set[int]] = {}
    for a in appuntamenti:
        if a.caso.nucleo.referente_id:
            per_ambito.setdefault(a.caso.ambito_id, set()).add(a.caso.nucleo.referente_id)
    return [Visto(ambito_id=k, persone=tuple(sorted(v))) for k, v in per_ambito.items()]


def _giorno(request: HttpRequest) -> datetime.date:
    """The day of the address, today for anything else."""
    testo: Any = request.GET.get("giorno", "")
    try:
        giorno = parse_date(testo)
    except ValueError:
        giorno = None
    vicino = giorno is not None and 2000 <= giorno.year <= 2098
    return giorno if giorno and vicino else timezone.localdate()
