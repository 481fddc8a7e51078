"""Which Ambito a page of the organisation speaks of, and who may change it."""

from typing import Any

from django.http import HttpRequest

from adi_platform.http.accesso import perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito

CHI_VEDE = (Ruolo.AMMINISTRATORE_TECNICO, Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)
CHI_SCRIVE = (Ruolo.AMMINISTRATORE_TECNICO,)
CHI_PROPONE = (Ruolo.AMMINISTRATORE_TECNICO, Ruolo.COORDINATORE)
CHI_APPROVA = (Ruolo.DIRIGENTE,)
VEDE = Politica.ruoli(*CHI_VEDE)
SCRIVE = Politica.ruoli(*CHI_SCRIVE)
PROPONE = Politica.ruoli(*CHI_PROPONE)
APPROVA = Politica.ruoli(*CHI_APPROVA)


def ambito_o_404(request: HttpRequest, *ruoli: Ruolo) -> Ambito:
    """The Ambito where the person holds one of the roles; `?ambito=` chooses among more than one."""
    concessi = Ambito.objects.filter(pk__in=perimetro_di(request).ambiti_come(*ruoli))
    scelto = request.GET.get("ambito", "")
    if scelto:
        return uno_o_404(concessi, pk=scelto)
    return uno_o_404(concessi.order_by("pk")[:1])


def cornice_organizzazione(request: HttpRequest, ambito: Ambito, parte: str) -> dict[str, Any]:
    """What the header of these pages needs: the Ambiti to choose among, whether one may write."""
    perimetro = perimetro_di(request)
    return {
        "ambito": ambito,
        "parte": parte,
        "altri_ambiti": Ambito.objects.filter(pk__in=perimetro.ambiti_come(*CHI_VEDE)).exclude(pk=ambito.pk),
        "scrive": perimetro.copre(*CHI_SCRIVE, ambito_id=ambito.pk),
        "propone": perimetro.copre(*CHI_PROPONE, ambito_id=ambito.pk),
        "approva": perimetro.copre(*CHI_APPROVA, ambito_id=ambito.pk),
        "motivo_no": "" if perimetro.copre(*CHI_SCRIVE, ambito_id=ambito.pk) else MOTIVO_NO,
    }


MOTIVO_NO = "Lo fa l'amministratore tecnico"
