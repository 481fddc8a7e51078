"""What is wrong in a catalogue file, in words for whoever wrote it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Contenuto = Mapping[str, Any]
RIGUARDA = ("nucleo", "adulto", "minore")


def errori_obiettivi(contenuto: Contenuto, altri: Mapping[str, Contenuto]) -> Iterable[str]:
    """Mistakes in the objectives; `altri` holds the other two catalogues, for the links."""
    aree = _codici(contenuto, "aree", "codice")
    yield from _elenco(contenuto, "risultati", _un_risultato(aree, altri))
    coperte = {o.get("area") for o in _voci(contenuto, "obiettivi_generali")}
    yield from (f"area {a}: manca l'obiettivo generale" for a in sorted(aree - coperte))


def errori_sostegni(contenuto: Contenuto, altri: Mapping[str, Contenuto]) -> Iterable[str]:
    lettere = _codici(contenuto, "lettere", "lettera")

    def controlla(voce: Contenuto) -> Iterable[str]:
        yield from _campi(voce, ("nome", "descrizione", "frequenza_tipica"))
        if voce.get("lettera") not in lettere:
            yield f"la lettera «{voce.get('lettera')}» non è nell'elenco «lettere»"
        if not voce.get("erogatori"):
            yield "manca «erogatori»: chi può realizzarlo"

    yield from _elenco(contenuto, "sostegni", controlla)


def errori_impegni(contenuto: Contenuto, altri: Mapping[str, Contenuto]) -> Iterable[str]:
    aree = _codici(contenuto, "aree", "codice")

    def controlla(voce: Contenuto) -> Iterable[str]:
        yield from _campi(voce, ("testo_tu", "testo_lei", "frequenza"))
        if voce.get("area") not in aree:
            yield f"l'area «{voce.get('area')}» non è nell'elenco «aree»"
        verifica = voce.get("verifica") or {}
        if not (verifica.get("chi") and verifica.get("come")):
            yield "manca «verifica» con «chi» e «come»"
        for campo in ("sanzionabile", "sensibile"):
            if not isinstance(voce.get(campo), bool):
                yield f"«{campo}» deve essere true o false"

    yield from _elenco(contenuto, "impegni", controlla)


def _un_risultato(aree: set[str], altri: Mapping[str, Contenuto]) -> Callable[[Contenuto], Iterable[str]]:
    collegati = {tipo: _codici(altri.get(tipo, {}), tipo, "codice") for tipo in ("sostegni", "impegni")}

    def controlla(voce: Contenuto) -> Iterable[str]:
        yield from _campi(voce, ("risultato", "indicatore"))
        if voce.get("area") not in aree:
            yield f"l'area «{voce.get('area')}» non è nell'elenco «aree»"
        if voce.get("riguarda") not in RIGUARDA:
            yield f"«riguarda» deve essere uno di {', '.join(RIGUARDA)}"
        mesi = voce.get("orizzonte_mesi")
        if not isinstance(mesi, int) or not 1 <= mesi <= 60:
            yield "«orizzonte_mesi» deve essere un numero di mesi da 1 a 60"
        for tipo, codici in collegati.items():
            yield from (f"{tipo}: «{c}» non esiste" for c in voce.get(tipo, ()) if c not in codici)
        if voce.get("riservato") and voce.get("impegni"):
            yield "un risultato riservato non ha impegni collegati"

    return controlla


def _elenco(
    contenuto: Contenuto, nome: str, controlla: Callable[[Contenuto], Iterable[str]]
) -> Iterable[str]:
    voci = _voci(contenuto, nome)
    if not voci:
        yield f"manca l'elenco «{nome}», oppure è vuoto"
    visti: set[str] = set()
    for numero, voce in enumerate(voci, start=1):
        codice = str(voce.get("codice") or f"voce n. {numero}")
        if not voce.get("codice"):
            yield f"{codice}: manca «codice»"
        if codice in visti:
            yield f"{codice}: il codice è scritto due volte"
        visti.add(codice)
        yield from (f"{codice}: {errore}" for errore in controlla(voce))


def _campi(voce: Contenuto, campi: Iterable[str]) -> Iterable[str]:
    return (f"manca «{campo}»" for campo in campi if not str(voce.get(campo) or "").strip())


def _voci(contenuto: Contenuto, nome: str) -> list[Contenuto]:
    voci = contenuto.get(nome) if isinstance(contenuto, Mapping) else None
    return [v for v in voci if isinstance(v, Mapping)] if isinstance(voci, list) else []


def _codici(contenuto: Contenuto, nome: str, campo: str) -> set[str]:
    return {str(v.get(campo)) for v in _voci(contenuto, nome)}
