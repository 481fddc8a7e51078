"""Answers: how they are read from a form, what they say, which outcomes they suggest.

A suggestion is never a decision: the assistente sociale chooses and may depart with a reason.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from cases.rules.analisi.modulo import Modulo, Voce

NON_ORIENTA = "PREF"
# «Nulla», «Nessuno», «Preferisce non rispondere»: true only alone.
DA_SOLE = frozenset({"NULLA", "NESS", "NO", "ZERO", NON_ORIENTA})
LUNGHEZZA_MASSIMA = 4000
Valore = str | list[str] | None


class RispostaNonValida(ValueError):
    """A message to show beside the question."""

    def __init__(self, *, messaggio: str) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio


@dataclass(frozen=True, slots=True, kw_only=True)
class Segnale:
    """Something found: a vulnerability or a resource, about the household or one member."""

    voce: Voce
    persona_id: int | None
    lettura: str
    testo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggerimento:
    esito: str
    persona_id: int | None
    perche: str
    voce: Voce


def leggi_risposta(voce: Voce, valori: Sequence[str]) -> Valore:
    """Read what was sent for one question; None means no answer.

    Raises RispostaNonValida with an Italian message; the caller keeps what was typed.
    """
    puliti = [v.strip() for v in valori if v.strip()]
    if not puliti:
        return None
    if voce.opzioni:
        return _scelte(voce, puliti)
    lettori = {"scala": _intero, "numero": _intero, "importo": _importo, "data": _data}
    return lettori.get(voce.tipo, _testo)(voce, puliti[0])


def _scelte(voce: Voce, valori: list[str]) -> Valore:
    ammessi = {o.codice for o in voce.opzioni}
    if not ammessi.issuperset(valori):
        raise RispostaNonValida(messaggio="Scegli una delle risposte proposte.")
    if not voce.multipla:
        return valori[0]
    da_sola = next((v for v in valori if v in DA_SOLE), None)
    if da_sola and set(valori) != {da_sola}:
        raise RispostaNonValida(
            messaggio=f"«{voce.etichetta_di(da_sola)}» non sta insieme ad altre risposte: lasciane una parte."
        )
    return sorted(set(valori))


def _intero(voce: Voce, testo: str) -> str:
    if not (testo.isascii() and testo.isdigit() and len(testo) <= 6):
        raise RispostaNonValida(messaggio="Scrivi un numero intero, per esempio 3.")
    numero = int(testo)
    if voce.minimo is not None and voce.massimo is not None and not voce.minimo <= numero <= voce.massimo:
        raise RispostaNonValida(messaggio=f"Scegli un valore da {voce.minimo} a {voce.massimo}.")
    return str(numero)


def _importo(_voce: Voce, testo: str) -> str:
    """Kept as canonical text with two decimals; the strict parser of the house is applied by the form."""
    try:
        importo = Decimal(testo)
    except InvalidOperation as errore:
        raise RispostaNonValida(messaggio="Scrivi un importo, per esempio 1.250,00.") from errore
    if not importo.is_finite():
        raise RispostaNonValida(messaggio="Scrivi un importo, per esempio 1.250,00.")
    return f"{importo:.2f}"


def _data(_voce: Voce, testo: str) -> str:
    try:
        return datetime.date.fromisoformat(testo).isoformat()
    except ValueError as errore:
        raise RispostaNonValida(messaggio="Scrivi una data che esiste, per esempio 23/11/2026.") from errore


def _testo(_voce: Voce, testo: str) -> str:
    if len(testo) > LUNGHEZZA_MASSIMA:
        raise RispostaNonValida(
            messaggio=f"Il testo è troppo lungo: al massimo {LUNGHEZZA_MASSIMA} caratteri."
        )
    return testo


def in_parole(voce: Voce, valore: str) -> str:
    """An answer as people write it: days and amounts are kept in canonical form, never shown so."""
    if voce.tipo == "data":
        return f"{datetime.date.fromisoformat(valore):%d/%m/%Y}"
    if voce.tipo == "importo":
        intero, decimali = f"{Decimal(valore):,.2f}".split(".")
        return f"{intero.replace(',', '.')},{decimali} €"
    if voce.tipo == "scala" and voce.minimo is not None and voce.massimo is not None:
        return _sulla_scala(voce, int(valore), voce.minimo, voce.massimo)
    return voce.etichetta_di(valore)


def _sulla_scala(voce: Voce, numero: int, minimo: int, massimo: int) -> str:
    """`verso molto male (2 su 5)`: a bare number says nothing of which end is the good one."""
    meta = (minimo + massimo) / 2
    estremo = voce.etichetta_minimo if numero < meta else voce.etichetta_massimo
    if numero == meta or not estremo:
        parole = "a metà"
    else:
        parole = estremo if numero in (minimo, massimo) else f"verso {estremo}"
    return f"{parole} ({numero} su {massimo})"


def valore_di(risposte: Mapping[str, Any], codice: str) -> Valore:
    risposta = risposte.get(codice) or {}
    return None if risposta.get("non_rilevato") else risposta.get("valore")


def codici_di(valore: Valore) -> tuple[str, ...]:
    if valore is None:
        return ()
    return tuple(valore) if isinstance(valore, list) else (valore,)


def si_mostra(voce: Voce, risposte: Mapping[str, Any]) -> bool:
    """A dependent question shows only after the answers it depends on."""
    if voce.mostra_se is None:
        return True
    da, valori = voce.mostra_se
    return not set(codici_di(valore_di(risposte, da))).isdisjoint(valori)


def _vale(condizione: str, codice: str) -> bool:
    if condizione.startswith((">=", "<=")):
        if not codice.isdigit():
            return False
        limite = int(condizione[2:])
        return int(codice) >= limite if condizione[0] == ">" else int(codice) <= limite
    return condizione == codice


def suggerimenti(
    modulo: Modulo, risposte_per_soggetto: Mapping[int | None, Mapping[str, Any]]
) -> tuple[Suggerimento, ...]:
    """Outcomes to which the answers point, each with the question and the reason.

    An outcome that applies only to members is never suggested for the household.
    """
    per_nucleo = {e.codice for e in modulo.esiti if "nucleo" in e.si_applica_a}
    trovati = []
    for persona_id, risposte in risposte_per_soggetto.items():
        for voce in modulo.voci():
            codici = codici_di(valore_di(risposte, voce.codice))
            if not codici or NON_ORIENTA in codici:
                continue
            for o in voce.orienta:
                ammesso = persona_id is not None or o.esito in per_nucleo
                if ammesso and (not o.se or any(_vale(s, c) for s in o.se for c in codici)):
                    trovati.append(
                        Suggerimento(esito=o.esito, persona_id=persona_id, perche=o.perche, voce=voce)
                    )
    return tuple(trovati)


def segnali(
    modulo: Modulo, risposte_per_soggetto: Mapping[int | None, Mapping[str, Any]]
) -> tuple[Segnale, ...]:
    """Vulnerabilities and resources found, in the words of the chosen answers."""
    trovati = []
    for persona_id, risposte in risposte_per_soggetto.items():
        for voce in modulo.voci():
            for codice in codici_di(valore_di(risposte, voce.codice)):
                lettura = _lettura(voce, codice)
                if lettura in ("vulnerabilita", "risorsa"):
                    trovati.append(
                        Segnale(
                            voce=voce, persona_id=persona_id, lettura=lettura, testo=in_parole(voce, codice)
                        )
                    )
    return tuple(trovati)


def _lettura(voce: Voce, codice: str) -> str:
    if voce.tipo == "scala" and voce.minimo is not None and voce.massimo is not None:
        meta = (voce.minimo + voce.massimo) / 2
        return "neutra" if int(codice) == meta else ("vulnerabilita" if int(codice) < meta else "risorsa")
    if voce.opzioni:
        return next((o.lettura for o in voce.opzioni if o.codice == codice), "neutra")
    return voce.segnala


def esiti_incompatibili(modulo: Modulo, scelti_per_nucleo: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of outcomes that the code table does not allow together for the household."""
    nomi = {e.codice: e for e in modulo.esiti}
    coppie = {
        tuple(sorted((a, b)))
        for a in scelti_per_nucleo
        if a in nomi
        for b in nomi[a].non_insieme_per_nucleo
        if b in scelti_per_nucleo
    }
    return tuple(sorted((a, b) for a, b in coppie))
