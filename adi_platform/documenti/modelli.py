"""Print templates by kind of document: `registra_modello("patti.patto", template=..., versione="1")`.

The version is part of the frozen content: raise it when the words or the order of the print change.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelloStampa:
    """A template under `templates/<app>/pdf/` that extends `base_stampa.html`."""

    tipo: str
    template: str
    versione: str


class ModelloSconosciuto(LookupError):
    """A kind of document that nobody registered: a mistake of the programmer."""


_MODELLI: dict[str, ModelloStampa] = {}


def registra_modello(tipo: str, *, template: str, versione: str) -> None:
    _MODELLI[tipo] = ModelloStampa(tipo=tipo, template=template, versione=versione)


def modello(tipo: str) -> ModelloStampa:
    try:
        return _MODELLI[tipo]
    except KeyError as errore:
        raise ModelloSconosciuto(tipo) from errore
