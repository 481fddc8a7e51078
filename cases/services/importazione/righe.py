"""Between the rows of the database and the rows of the pure engine."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from adi_platform.organizzazione.models import Comune
from cases.models import Importazione, RigaImportazione
from cases.rules.elenco.celle import Cella, da_json, piega
from cases.rules.elenco.giudizio import Giudizio
from cases.rules.elenco.letture import DatiNucleo, PersonaLetta, RigaLetta, Rilievo
from cases.rules.elenco.mappatura import Mappatura
from cases.rules.elenco.nuclei import NucleoLetto, componi_nucleo
from cases.rules.elenco.riga import leggi_riga

CONFLITTO = "conflitto"
LUNGHEZZA_CODICE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettore:
    """Reads rows of one import: its mapping, headings and day of extraction."""

    mappatura: Mappatura
    intestazioni: tuple[str, ...]
    al: datetime.date

    @classmethod
    def di(cls, importazione: Importazione) -> "Lettore":
        return cls(
            mappatura=Mappatura(colonne=tuple(importazione.colonne)),
            intestazioni=tuple(importazione.formato["intestazioni"]),
            al=importazione.data_estrazione,
        )

    def leggi(self, numero: int, celle: list[Cella]) -> RigaLetta:
        return leggi_riga(numero, celle, mappatura=self.mappatura, intestazioni=self.intestazioni, al=self.al)

    def rileggi(self, riga: RigaImportazione) -> RigaLetta:
        """The row with the cells that the operator wrote again."""
        return self.leggi(riga.numero, celle_attuali(riga))


def celle_attuali(riga: RigaImportazione) -> list[Cella]:
    celle = [da_json(v) for v in riga.grezzi]
    for posto, testo in riga.correzioni.items():
        celle += [None] * (int(posto) + 1 - len(celle))
        celle[int(posto)] = testo
    return celle


def decisioni_di(righe: Iterable[RigaImportazione]) -> dict[int, str]:
    return {r.numero: r.scelte[CONFLITTO] for r in righe if r.scelte.get(CONFLITTO)}


def comuni_per_nome(ambito_id: int) -> dict[str, Comune]:
    """Comuni of the Ambito by folded name."""
    return {piega(c.nome): c for c in Comune.objects.filter(ambito_id=ambito_id)}


def componi_nuclei(
    importazione: Importazione, righe: Iterable[RigaImportazione], *, comuni: frozenset[str]
) -> dict[str, NucleoLetto]:
    """The households that accepted rows make, read again from the cells: as they enter, as they are shown."""
    lettore = Lettore.di(importazione)
    gruppi: dict[str, list[RigaLetta]] = {}
    for riga in righe:
        gruppi.setdefault(riga.domanda, []).append(lettore.rileggi(riga))
    return {domanda: componi_nucleo(lette, comuni=comuni) for domanda, lette in gruppi.items()}


def scrivi_lettura(riga: RigaImportazione, letta: RigaLetta) -> None:
    """What was understood, for the preview and for finding the row again."""
    riga.domanda = letta.domanda
    riga.codici = [p.codice[:LUNGHEZZA_CODICE] for p in letta.persone if p.codice]
    riga.valori = {
        "nucleo": _in_json(letta.nucleo),
        "persone": [_in_json(p) for p in letta.persone],
    }


def scrivi_giudizio(riga: RigaImportazione, giudizio: Giudizio) -> None:
    riga.esito = giudizio.esito
    riga.motivi = [_motivo(r) for r in giudizio.rilievi] + [
        _motivo(r) | {"scartato": True} for r in giudizio.componenti
    ]
    riga.ripete = giudizio.ripete


def _motivo(rilievo: Rilievo) -> dict[str, Any]:
    return {"codice": rilievo.codice, "campo": rilievo.campo, "componente": rilievo.componente}


def _in_json(letto: DatiNucleo | PersonaLetta) -> dict[str, Any]:
    """Only what says something, in forms that JSON keeps."""
    valori = ((campo, getattr(letto, campo)) for campo in letto.__slots__)
    return {
        nome: str(valore) if isinstance(valore, datetime.date | Decimal) else _senza_nulli(valore)
        for nome, valore in valori
        if valore is not None and valore != ""
    }


def _senza_nulli(valore: Any) -> Any:
    return valore.replace("\x00", "\ufffd")[:500] if isinstance(valore, str) else valore
