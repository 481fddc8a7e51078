"""A projection as labels and values: the same on the page, in the preview and in print. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from types import MappingProxyType

from protocollo.proiezioni.viste import RISERVATO, PersonaProiettata, Proiezione

ETICHETTE: Mapping[str, str] = MappingProxyType(
    {
        "codice": "Codice fiscale",
        "nato_il": "Nata o nato il",
        "comune": "Comune di residenza",
        "recapiti": "Per chiamarla",
        "obblighi": "Obblighi",
        "pad_individuale_il": "PAD individuale",
        "inviato_il": "Inviata al CPI",
        "psp_il": "Patto di servizio",
        "ore": "Ore concordate",
        "competenze": "Che cosa sa fare",
    }
)
SENZA_VALORE: Mapping[str, str] = MappingProxyType(
    {"pad_individuale_il": "non risulta", "psp_il": "non ancora", "recapiti": RISERVATO, "comune": RISERVATO}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sezione:
    """A person: the name on top, then what is shown of them."""

    titolo: str
    righe: tuple[tuple[str, str], ...]


def sezioni(proiezione: Proiezione) -> tuple[Sezione, ...]:
    return tuple(Sezione(titolo=p.nome, righe=_righe(p)) for p in proiezione.persone)


def riferimento(proiezione: Proiezione) -> tuple[tuple[str, str], ...]:
    """Who to speak to in the social service."""
    righe = [("Chi segue", proiezione.riferimento)]
    if proiezione.recapiti_ufficio:
        righe.append(("Per parlarne", " · ".join(proiezione.recapiti_ufficio)))
    return tuple(righe)


def _righe(persona: PersonaProiettata) -> tuple[tuple[str, str], ...]:
    coppie = ((campo.name, _testo(getattr(persona, campo.name))) for campo in fields(persona))
    mostrate = ((nome, valore or SENZA_VALORE.get(nome, "")) for nome, valore in coppie if nome in ETICHETTE)
    return tuple((ETICHETTE[nome], valore) for nome, valore in mostrate if valore)


def _testo(valore: object) -> str:
    if isinstance(valore, date):
        return f"{valore:%d/%m/%Y}"
    if isinstance(valore, tuple):
        return " · ".join(str(v) for v in valore)
    return str(valore) if valore else ""
