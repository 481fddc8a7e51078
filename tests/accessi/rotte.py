"""Every address of the site, read from the resolver: nothing can be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotta:
    nome: str
    percorso: str
    argomenti: tuple[str, ...]
    vista: Any

    @property
    def politica(self) -> Any:
        return getattr(self.vista, "politica", None)


def tutte_le_rotte() -> list[Rotta]:
    return sorted(_visita(get_resolver(), "", ""), key=lambda r: (r.nome, r.percorso))


def _visita(nodo: URLResolver, percorso: str, spazio: str) -> Iterator[Rotta]:
    for figlio in nodo.url_patterns:
        qui = percorso + str(figlio.pattern)
        if isinstance(figlio, URLResolver):
            nome = f"{spazio}{figlio.namespace}:" if figlio.namespace else spazio
            yield from _visita(figlio, qui, nome)
        elif isinstance(figlio, URLPattern):
            yield Rotta(
                nome=f"{spazio}{figlio.name}" if figlio.name else "",
                percorso=qui,
                argomenti=tuple(sorted(figlio.pattern.converters))
                or tuple(sorted(figlio.pattern.regex.groupindex)),
                vista=figlio.callback,
            )
