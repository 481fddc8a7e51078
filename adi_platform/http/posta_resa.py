"""On the page of an act: the mails that told of it and were given up."""

from typing import Any

from django.http import HttpRequest

from adi_platform.http.accesso import perimetro_di
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.outbox.services.ripresa import posta_resa

RUOLI = (Ruolo.COORDINATORE, Ruolo.AMMINISTRATORE_TECNICO)
CURA_LE_CONSEGNE = Politica.ruoli(*RUOLI)


def posta_non_partita(request: HttpRequest, *chiavi: str) -> dict[str, Any]:
    """Context of `components/posta_non_partita.html`; `chiavi` as the act gave them to its messages."""
    return {
        "posta_resa": posta_resa(*chiavi),
        "cura_consegne": CURA_LE_CONSEGNE.ammette(perimetro_di(request)),
    }
