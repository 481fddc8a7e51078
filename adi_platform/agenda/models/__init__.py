"""Who is available, when and where; rooms."""

from adi_platform.agenda.models.disponibilita import Assenza, Disponibilita
from adi_platform.agenda.models.professionista import Professionista
from adi_platform.agenda.models.stanza import Stanza

__all__ = ["Assenza", "Disponibilita", "Professionista", "Stanza"]
