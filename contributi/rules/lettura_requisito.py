"""Reads the requirements of a measure: kind, parameters, articles, when they apply."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from adi_platform.norme.esito import Livello
from contributi.rules.esame import Campo, TipoCampo, TipoRequisito
from contributi.rules.fatti import euro
from contributi.rules.misura import Condizione, FattoRichiesto, Requisito
from contributi.rules.nodo_file import Nodo
from contributi.rules.tipi_requisito import TIPI

SEGNAPOSTO = re.compile(r"\{([a-z_]+)\}")
MOTIVO = re.compile(r"^[A-Z][A-Z0-9_]*$")
PROPRI = ("codice", "tipo", "testo", "articolo", "articoli", "quando", "salvo", "superabile", "parametri")
Fatti = Mapping[str, FattoRichiesto]


def leggi_requisito(nodo: Nodo, fatti: Fatti) -> Requisito:
    """One requirement. Mistakes are noted in the node; what it returns then is not to be used."""
    nome_tipo = nodo.testo("tipo")
    tipo = TIPI.get(nome_tipo)
    if nome_tipo and tipo is None:
        nodo.segnala(f"il tipo «{nome_tipo}» non esiste; i tipi sono: {', '.join(sorted(TIPI))}")
    parametri = _parametri(nodo, tipo, fatti) if tipo else {}
    requisito = Requisito(
        codice=nodo.codice(),
        tipo=nome_tipo,
        testo=_con_valori(nodo, nodo.testo("testo"), parametri),
        articolo=nodo.articolo(),
        articoli=_articoli(nodo, tipo, parametri),
        parametri=parametri,
        quando=leggi_condizione(nodo, fatti),
        salvo=_dichiarati(nodo, "salvo", nodo.testi("salvo", obbligatorio=False), fatti),
        superabile=nodo.testo("superabile", obbligatorio=False),
    )
    if tipo:
        _dichiarati(nodo, "tipo", fatti_del_requisito(requisito, fatti), fatti)
    nodo.valore("parametri")
    nodo.nient_altro()
    return requisito


def fatti_del_requisito(requisito: Requisito, fatti: Fatti) -> tuple[str, ...]:
    """Codes of the facts that a requirement looks at."""
    tipo = TIPI[requisito.tipo]
    nei_parametri = (
        codice
        for nome, campo in tipo.campi.items()
        for codice in _codici(campo, requisito.parametri.get(nome))
    )
    try:
        dai_parametri = tipo.fatti_da(requisito.parametri)
    except KeyError:  # a parameter is missing and has already been reported
        dai_parametri = ()
    facoltativi = (codice for codice in tipo.facoltativi if codice in fatti)
    tutti = (
        *tipo.fatti, *nei_parametri, *dai_parametri, *facoltativi, *requisito.quando.fatti, *requisito.salvo,
    )  # fmt: skip
    return tuple(dict.fromkeys(tutti))


def leggi_condizione(nodo: Nodo, fatti: Fatti) -> Condizione:
    """`quando`: facts and the values that they must have."""
    scritta = nodo.valore("quando")
    if scritta is None:
        return Condizione()
    if not isinstance(scritta, Mapping):
        nodo.segnala("«quando» deve dire fatto e valore, per esempio «tipo_spesa: [sanitaria]»")
        return Condizione()
    _dichiarati(nodo, "quando", tuple(scritta), fatti)
    ammessi = {str(f): tuple(v) if isinstance(v, list) else (v,) for f, v in scritta.items()}
    for codice, valori in ammessi.items():
        scelte = fatti[codice].scelte if codice in fatti else {}
        for valore in valori:
            if scelte and valore not in scelte:
                nodo.segnala(f"«quando»: «{valore}» non è tra le scelte del fatto «{codice}»")
    return Condizione(fatti=ammessi)


def _con_valori(nodo: Nodo, testo: str, parametri: Mapping[str, Any]) -> str:
    """The sentence with its numbers taken from the parameters: «Al massimo {massimo} al mese»."""

    def scrivi(trovato: re.Match[str]) -> str:
        valore = parametri.get(trovato[1])
        if not isinstance(valore, Decimal | int):
            nodo.segnala(f"«testo» richiama {{{trovato[1]}}}, che non è un numero tra i parametri")
        return euro(valore) if isinstance(valore, Decimal) else str(valore)

    return SEGNAPOSTO.sub(scrivi, testo)


def _articoli(nodo: Nodo, tipo: TipoRequisito | None, parametri: Mapping[str, Any]) -> dict[str, str]:
    """Articles of single reasons, where they differ from the one of the requirement."""
    sotto = nodo.nodo("articoli", obbligatorio=False)
    if sotto is None:
        return {}
    motivi = {*(tipo.motivi if tipo else ()), parametri.get("motivo")}
    articoli = {}
    for motivo, scritto in sotto.dati.items():
        if tipo and motivo not in motivi:
            sotto.segnala(f"il motivo «{motivo}» non appartiene a questo tipo di requisito")
        elenco = scritto if isinstance(scritto, list) else [scritto]
        if all(isinstance(voce, str) and voce for voce in elenco):
            articoli[str(motivo)] = "; ".join(elenco)
        else:
            sotto.segnala(f"l'articolo di «{motivo}» deve essere un testo")
    return articoli


def _parametri(nodo: Nodo, tipo: TipoRequisito, fatti: Fatti) -> dict[str, Any]:
    scritti = nodo.valore("parametri") or {}
    if not isinstance(scritti, Mapping):
        nodo.segnala("«parametri» deve avere dei campi")
        return {}
    sotto = Nodo(scritti, nodo.dove, nodo.errori)
    letti = {nome: LETTORI[campo.tipo](sotto, nome, campo) for nome, campo in tipo.campi.items()}
    for nome, campo in tipo.campi.items():
        _dichiarati(nodo, nome, _codici(campo, letti[nome]), fatti)
    if letti.get("motivo") and not MOTIVO.match(letti["motivo"]):
        nodo.segnala("«motivo» si scrive in maiuscolo, per esempio DURATA")
    sotto.nient_altro()
    return {nome: valore for nome, valore in letti.items() if valore not in (None, ())}


def _codici(campo: Campo, valore: Any) -> tuple[str, ...]:
    if campo.tipo is TipoCampo.FATTO and valore:
        return (valore,)
    return tuple(valore or ()) if campo.tipo is TipoCampo.FATTI else ()


def _dichiarati(nodo: Nodo, nome: str, codici: tuple[str, ...], fatti: Fatti) -> tuple[str, ...]:
    for codice in codici:
        if codice not in fatti:
            testo = f"usa il fatto «{codice}», che non è nell'elenco «fatti» del file"
            if f"{nodo.dove}: {testo}" not in nodo.errori:
                nodo.segnala(testo)
    return codici


def _livello(nodo: Nodo, nome: str, campo: Campo) -> str | None:
    scritto = nodo.valore(nome, obbligatorio=campo.obbligatorio)
    ammessi = [Livello.NON_AMMISSIBILE, Livello.DA_INTEGRARE, Livello.AVVISO]
    return nodo.scelta(nome, [str(voce) for voce in ammessi]) if scritto else None


def _si_no(nodo: Nodo, nome: str, campo: Campo) -> bool | None:
    if nodo.valore(nome) is None and not campo.obbligatorio:
        return None
    return nodo.vero(nome)


def _fasce(nodo: Nodo, nome: str, campo: Campo) -> tuple[Mapping[str, Any], ...]:
    """Bands by size, the last one open: `posti` or `percento`."""
    fasce = []
    for riga in nodo.nodi(nome, "fascia"):
        fascia = {n: riga.intero(n, obbligatorio=False) for n in ("fino_a", "posti", "percento")}
        if (fascia["posti"] is None) == (fascia["percento"] is None):
            riga.segnala("serve «posti» oppure «percento»")
        riga.nient_altro()
        fasce.append({n: valore for n, valore in fascia.items() if valore is not None})
    limiti = [fascia.get("fino_a") for fascia in fasce]
    chiusi = [limite for limite in limiti[:-1] if limite is not None]
    if fasce and (limiti[-1] is not None or len(chiusi) < len(limiti) - 1 or chiusi != sorted(set(chiusi))):
        nodo.segnala(f"«{nome}»: le fasce crescono e l'ultima non ha «fino_a»")
    return tuple(fasce)


def _condizioni(nodo: Nodo, nome: str, campo: Campo) -> tuple[Mapping[str, Any], ...]:
    voci, righe = [], nodo.nodi(nome, "condizione")
    nodo.unici(righe)
    for riga in righe:
        voce: dict[str, Any] = {"codice": riga.codice(), "testo": riga.testo("testo")}
        for numero in ("figli_oltre", "oltre_anni"):
            valore = riga.intero(numero, obbligatorio=False)
            if valore is not None:
                voce[numero] = valore
        riga.nient_altro()
        voci.append(voce)
    return tuple(voci)


LETTORI: Mapping[TipoCampo, Callable[[Nodo, str, Campo], Any]] = {
    TipoCampo.IMPORTO: lambda n, nome, c: n.importo(nome, obbligatorio=c.obbligatorio),
    TipoCampo.INTERO: lambda n, nome, c: n.intero(nome, obbligatorio=c.obbligatorio),
    TipoCampo.TESTO: lambda n, nome, c: n.testo(nome, obbligatorio=c.obbligatorio) or None,
    TipoCampo.TESTI: lambda n, nome, c: n.testi(nome, obbligatorio=c.obbligatorio),
    TipoCampo.FATTO: lambda n, nome, c: n.testo(nome, obbligatorio=c.obbligatorio) or None,
    TipoCampo.FATTI: lambda n, nome, c: n.testi(nome, obbligatorio=c.obbligatorio),
    TipoCampo.LIVELLO: _livello,
    TipoCampo.SI_NO: _si_no,
    TipoCampo.FASCE: _fasce,
    TipoCampo.CONDIZIONI: _condizioni,
}
