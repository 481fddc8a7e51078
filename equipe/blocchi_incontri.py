"""What the meetings show on the page of the case: block and events."""

import datetime
from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from adi_platform.riunioni.enums import StatoRiunione
from adi_platform.riunioni.models import Decisione
from cases.cronologia import Evento, Genere
from cases.models import CasoAdi
from equipe.models import IncontroEquipe
from equipe.permissions import VEDE_INCONTRI

ULTIMI = 4


def blocco_incontri(request: HttpRequest, caso: CasoAdi) -> dict[str, Any] | None:
    """The last meetings and the decisions still to carry out; nothing for who may not read them."""
    if not VEDE_INCONTRI.ammette(perimetro_di(request)):
        return None
    incontri = list(caso.incontri_equipe.select_related("riunione")[:ULTIMI])
    if not incontri:
        return None
    aperte = (
        Decisione.objects.filter(
            riunione__incontro_equipe__caso=caso, fatta_il__isnull=True, responsabile__isnull=False
        )
        .select_related("responsabile", "riunione__incontro_equipe")
        .order_by(F("entro").asc(nulls_last=True), "pk")
    )
    return {"incontri": incontri, "aperte": list(aperte), "oggi": timezone.localdate()}


def eventi_degli_incontri(
    caso: CasoAdi, dal: datetime.datetime | None, al: datetime.datetime | None
) -> list[Evento]:
    """Meetings held: the day, not what was said."""
    svolti = IncontroEquipe.objects.filter(caso=caso).exclude(
        riunione__stato__in=[StatoRiunione.CONVOCATA, StatoRiunione.RINVIATA, StatoRiunione.ANNULLATA]
    )
    if dal:
        svolti = svolti.filter(riunione__inizio__gte=dal)
    if al:
        svolti = svolti.filter(riunione__inizio__lte=al)
    return [
        Evento(
            quando=i.riunione.inizio,
            genere=Genere.INCONTRI,
            titolo="Incontro d'équipe",
            autore=str(i.riunione.segretario),
            url=reverse("equipe-incontro", args=[caso.pk, i.pk]),
            apre=VEDE_INCONTRI,
            icona="it-user",
            tono="info",
        )
        for i in svolti.select_related("riunione__segretario")
    ]
