"""What happens on this floor when something happens below."""

from typing import Any

from django.utils import timezone

from equipe.services.termine_patto import patto_firmato
from patti.models import Patto


def lo_standard_dell_equipe_e_rispettato(sender: Any, patto: Patto, **_: Any) -> None:
    """A signed Patto closes the days that the Ambito gives itself from the analysis."""
    if not patto.del_pai:
        patto_firmato(patto.caso, il=patto.sottoscritto_il or timezone.localdate())
