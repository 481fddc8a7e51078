"""What this floor shows on the page of the case."""

from typing import Any

from django.http import HttpRequest

from adi_platform.http.accesso import perimetro_di
from cases.models import CasoAdi
from equipe.permissions import segue_il_caso
from equipe.services.contenuti import nome_funzione
from equipe.views.equipe import equipe_in_carica


def blocco_equipe(request: HttpRequest, caso: CasoAdi) -> dict[str, Any]:
    """The team in force, by name and function."""
    equipe = equipe_in_carica(caso)
    membri = equipe.membri.filter(al__isnull=True).select_related("ente", "servizio") if equipe else []
    return {
        "equipe": equipe,
        "membri": [{"membro": m, "funzione": nome_funzione(m.funzione)} for m in membri],
        "puo_scrivere": segue_il_caso(perimetro_di(request), caso),
    }
