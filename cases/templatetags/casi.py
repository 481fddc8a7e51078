"""Pieces of the pages of a case that every room of the case may show."""

from django import template
from django.template import Context

from adi_platform.organizzazione.perimetro import Perimetro
from cases.models import AccessoConcesso, CasoAdi, Persona
from cases.permissions import accesso_attivo

register = template.Library()


@register.inclusion_tag("cases/caso/_accesso_attivo.html", takes_context=True)
def accesso_a_tempo(context: Context, caso: CasoAdi) -> dict[str, AccessoConcesso | None]:
    """The banner of who sees the case only for a while."""
    perimetro = getattr(context.get("request"), "perimetro", None)
    if not isinstance(perimetro, Perimetro) or caso.pk is None:
        return {"accesso": None}
    proprio = caso.case_manager_id == perimetro.utente_id
    return {"accesso": None if proprio else accesso_attivo(perimetro, caso)}


@register.filter
def nome_nucleo(caso: CasoAdi) -> str:
    """`ROSSI Maria`, or the number of the household when nobody is its referente."""
    referente: Persona | None = caso.nucleo.referente
    return f"{referente.cognome} {referente.nome}" if referente else f"Nucleo n. {caso.nucleo_id}"
