"""What the minutes of a meeting have entrusted to a person of another body."""

from django.db.models import F, QuerySet

from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.riunioni.models import Decisione
from protocollo.permissions import inviti_con_verbale


def decisioni_affidate(perimetro: Perimetro) -> QuerySet[Decisione]:
    """Still to be done by that very person, in minutes with their number, while the extract is open."""
    con_verbale = inviti_con_verbale(perimetro).order_by().values("riunione")
    righe = Decisione.objects.filter(
        responsabile=perimetro.utente_id, fatta_il__isnull=True, riunione__in=con_verbale
    )
    return righe.select_related("riunione").order_by(F("entro").asc(nulls_last=True), "pk")
