"""Small words of the pages of the money."""

from django import template

from contributi.rules.coordinate import mascherato as _mascherato
from contributi.views.denaro_comune import TONI

register = template.Library()


@register.filter
def tono_denaro(stato: str) -> str:
    """The colour of a state; neutral when it says nothing."""
    return TONI.get(stato, "neutro")


@register.filter
def a_gruppi(iban: str) -> str:
    """In groups of four, as banks print it: a narrow column can break it."""
    return " ".join(iban[n : n + 4] for n in range(0, len(iban), 4))


@register.filter
def mascherato(iban: str) -> str:
    return _mascherato(iban)
