"""Who may do what on cases, and the getters through which views obtain them."""

from django.http import HttpRequest

from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.registro_accessi.services.registra import Visto
from cases.models import CasoAdi

VEDE_CASI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)
SCRIVE_CASI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE)


def caso_o_404(request: HttpRequest, pk: int) -> CasoAdi:
    """The case, if the person may open it in full; the read is noted."""
    caso = uno_o_404(
        CasoAdi.objects.nel_perimetro(perimetro_di(request)).select_related(
            "nucleo__referente", "comune", "case_manager", "ambito"
        ),
        pk=pk,
    )
    annota_lettura(request, Visto(ambito_id=caso.ambito_id, caso_id=caso.pk))
    return caso
