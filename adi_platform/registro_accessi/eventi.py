"""Every event of reading has a sentence in `templates/registro_accessi/eventi/<evento>.txt`."""

from functools import cache

from django.template import TemplateDoesNotExist
from django.template.loader import get_template


class EventoSconosciuto(LookupError):
    """An event without its sentence: nobody could tell the citizen what was read."""


@cache
def verifica_evento(evento: str) -> None:
    try:
        get_template(f"registro_accessi/eventi/{evento}.txt")
    except TemplateDoesNotExist as errore:
        raise EventoSconosciuto(evento) from errore
