"""What a read says in plain words, from the sentence of its event."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.registro_accessi.models import Lettura

# Of a longer list only how many.
PERSONE_PER_ESTESO = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Frase:
    """A read ready to be shown."""

    lettura: Lettura
    testo: str
    ruoli: str
    persone: str = ""


def frasi(letture: Iterable[Lettura]) -> list[Frase]:
    return [
        Frase(
            lettura=lettura,
            testo=frase(lettura),
            ruoli=nomi_dei_ruoli(lettura.ruoli),
            persone=numeri_delle_persone(lettura.persone),
        )
        for lettura in letture
    ]


def frase(lettura: Lettura) -> str:
    """The sentence of the event; an event no longer in use is shown by its name."""
    modello = _modello(lettura.evento)
    return modello.render({"lettura": lettura}).strip() if modello else lettura.evento


def numeri_delle_persone(persone: list[int]) -> str:
    """Numbers of the registry: who watches over the register needs no names. Of a long list, how many."""
    if len(persone) > PERSONE_PER_ESTESO:
        return f"{len(persone)} persone"
    nome = "persona n. " if len(persone) == 1 else "persone n. "
    return f"{nome}{', '.join(str(p) for p in persone)}" if persone else ""


@cache
def nomi_dei_ruoli(codici: str) -> str:
    etichette = dict(Ruolo.choices)
    return ", ".join(str(etichette.get(codice, codice)) for codice in codici.split(",") if codice)


@cache
def _modello(evento: str) -> Any:
    try:
        return get_template(f"registro_accessi/eventi/{evento}.txt")
    except TemplateDoesNotExist:
        return None
