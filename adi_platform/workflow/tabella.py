"""Transition tables as values: which move leads where, from which states, with which permission.

The shape is checked when the table is built, so a wrong table never starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from adi_platform.errori import DominioError, StatoCambiato


class TabellaNonValida(ValueError):
    """A mistake of whoever wrote the table, not of the office."""


class MossaNonAmmessa(DominioError):
    """The move does not exist, or cannot start from the current state."""


class MossaFuoriStato(MossaNonAmmessa, StatoCambiato):
    """The move exists, but not from the current state."""


def codice_stato(stato: str | Enum) -> str:
    """The stored value of a state, whether written as text or as an Enum member."""
    return str(stato.value) if isinstance(stato, Enum) else stato


@dataclass(frozen=True, slots=True, kw_only=True)
class Mossa:
    """One act of the office on one record. `etichetta` is the text of the button."""

    codice: str
    da: frozenset[str]
    a: str
    permesso: str
    etichetta: str
    campi_richiesti: tuple[str, ...] = ()
    motivo_obbligatorio: bool = False

    @classmethod
    def crea(
        cls,
        codice: str,
        *,
        da: Iterable[str | Enum],
        a: str | Enum,
        permesso: str,
        etichetta: str,
        campi_richiesti: Iterable[str] = (),
        motivo_obbligatorio: bool = False,
    ) -> Mossa:
        """Shorthand that takes Enum members for the states."""
        return cls(
            codice=codice,
            da=frozenset(codice_stato(stato) for stato in da),
            a=codice_stato(a),
            permesso=permesso,
            etichetta=etichetta,
            campi_richiesti=tuple(campi_richiesti),
            motivo_obbligatorio=motivo_obbligatorio,
        )


@dataclass(frozen=True, slots=True)
class TabellaTransizioni:
    """States, where one enters, where one stops, and the moves between them.

    `stati` is an Enum class (its labels, if any, are used in messages) or a list of codes.
    """

    stati: frozenset[str]
    iniziali: frozenset[str]
    finali: frozenset[str]
    mosse: tuple[Mossa, ...]
    etichette: Mapping[str, str]
    _per_codice: Mapping[str, Mossa] = field(repr=False)

    def __init__(
        self,
        *,
        stati: Iterable[str | Enum],
        iniziali: Iterable[str | Enum],
        mosse: Iterable[Mossa],
        finali: Iterable[str | Enum] = (),
    ) -> None:
        elenco = tuple(stati)
        imposta = object.__setattr__
        imposta(self, "stati", frozenset(codice_stato(s) for s in elenco))
        imposta(self, "iniziali", frozenset(codice_stato(s) for s in iniziali))
        imposta(self, "finali", frozenset(codice_stato(s) for s in finali))
        imposta(self, "mosse", tuple(mosse))
        imposta(self, "etichette", {codice_stato(s): _etichetta(s) for s in elenco})
        imposta(self, "_per_codice", {m.codice: m for m in self.mosse})
        _controlla(self)

    def mosse_da(self, stato: str | Enum) -> tuple[Mossa, ...]:
        """The moves possible from that state, in the order of the table."""
        codice = codice_stato(stato)
        return tuple(mossa for mossa in self.mosse if codice in mossa.da)

    def mossa(self, codice: str) -> Mossa:
        try:
            return self._per_codice[codice]
        except KeyError:
            raise MossaNonAmmessa(f"L'azione «{codice}» non esiste.") from None

    def verifica(self, stato: str | Enum, codice: str, *, permesso: str = "") -> Mossa:
        """The move, when it may start from that state; otherwise an error that says what can be done, and with
        `permesso` only what can be done by who has it.
        """
        mossa = self.mossa(codice)
        if codice_stato(stato) in mossa.da:
            return mossa
        mosse = [m for m in self.mosse_da(stato) if permesso in ("", m.permesso)]
        possibili = ", ".join(f"«{m.etichetta}»" for m in mosse)
        rimedio = f"Ora si può: {possibili}." if possibili else "Da qui non ci sono altre azioni."
        raise MossaFuoriStato(
            f"«{mossa.etichetta}» non è possibile nello stato «{self.etichetta_di(stato)}». {rimedio}"
        )

    def etichetta_di(self, stato: str | Enum) -> str:
        codice = codice_stato(stato)
        return self.etichette.get(codice, codice)


def _etichetta(stato: str | Enum) -> str:
    return str(getattr(stato, "label", codice_stato(stato).replace("_", " ")))


def _controlla(tabella: TabellaTransizioni) -> None:
    problemi = [
        *_stati_sconosciuti(tabella),
        *_mosse_doppie(tabella),
        *_mosse_da_finali(tabella),
        *_stati_irraggiungibili(tabella),
    ]
    if not tabella.iniziali:
        problemi.append("manca lo stato iniziale")
    if problemi:
        raise TabellaNonValida("; ".join(problemi))


def _stati_sconosciuti(tabella: TabellaTransizioni) -> Iterable[str]:
    nominati = tabella.iniziali | tabella.finali
    for mossa in tabella.mosse:
        nominati |= mossa.da | {mossa.a}
        if not mossa.da:
            yield f"la mossa {mossa.codice} non parte da nessuno stato"
    for stato in sorted(nominati - tabella.stati):
        yield f"stato sconosciuto: {stato}"


def _mosse_doppie(tabella: TabellaTransizioni) -> Iterable[str]:
    codici = [mossa.codice for mossa in tabella.mosse]
    for codice in sorted({c for c in codici if codici.count(c) > 1}):
        yield f"mossa scritta due volte: {codice}"


def _mosse_da_finali(tabella: TabellaTransizioni) -> Iterable[str]:
    for mossa in tabella.mosse:
        for stato in sorted(mossa.da & tabella.finali):
            yield f"la mossa {mossa.codice} parte dallo stato finale {stato}"


def _stati_irraggiungibili(tabella: TabellaTransizioni) -> Iterable[str]:
    raggiunti = set(tabella.iniziali)
    da_visitare = list(tabella.iniziali)
    while da_visitare:
        nuovi = {m.a for m in tabella.mosse_da(da_visitare.pop())} - raggiunti
        raggiunti |= nuovi
        da_visitare.extend(nuovi)
    for stato in sorted(tabella.stati - raggiunti):
        yield f"stato irraggiungibile: {stato}"
