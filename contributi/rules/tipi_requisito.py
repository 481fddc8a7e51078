"""Every kind of requirement that a regulation file may name."""

from collections.abc import Mapping

from contributi.rules import (
    requisiti_documenti,
    requisiti_generici,
    requisiti_immobili,
    requisiti_isee,
    requisiti_limiti,
    requisiti_persona,
    requisiti_tirocinio,
)
from contributi.rules.esame import TipoRequisito

TIPI: Mapping[str, TipoRequisito] = {
    **requisiti_generici.TIPI,
    **requisiti_persona.TIPI,
    **requisiti_isee.TIPI,
    **requisiti_immobili.TIPI,
    **requisiti_limiti.TIPI,
    **requisiti_tirocinio.TIPI,
    **requisiti_documenti.TIPI,
}
