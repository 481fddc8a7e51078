"""How a vote of the commission is counted: pure function of electorate, exclusions, votes and rules.

Art. 18 of the regulation says who sits and that who wrote the PAI does not decide; it is silent on quorum,
majority, tie and change of vote: those are `RegoleVoto`, dated settings of the Ambito. Instants are aware
datetimes; a person is one identity, whatever the account used. Integers only, never fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scelta(StrEnum):
    FAVOREVOLE = "favorevole"
    CONTRARIO = "contrario"
    ASTENUTO = "astenuto"
    RINVIO = "rinvio"


class EsitoVoto(StrEnum):
    PARERE_FAVOREVOLE = "parere_favorevole"
    PARERE_CONTRARIO = "parere_contrario"
    RINVIATA = "rinviata"
    NUOVA_VOTAZIONE = "nuova_votazione"
    QUORUM_MANCANTE = "quorum_mancante"


ESITO_DELLA_SCELTA = {
    Scelta.FAVOREVOLE: EsitoVoto.PARERE_FAVOREVOLE,
    Scelta.CONTRARIO: EsitoVoto.PARERE_CONTRARIO,
    Scelta.RINVIO: EsitoVoto.RINVIATA,
}
NOMI_SCELTA = {
    Scelta.FAVOREVOLE: "Favorevole",
    Scelta.CONTRARIO: "Contrario",
    Scelta.ASTENUTO: "Astenuto",
    Scelta.RINVIO: "Rinvio per carenza di documenti",
}
CON_MOTIVO = (Scelta.CONTRARIO, Scelta.RINVIO)
MANCA_IL_MOTIVO = "Scrivi il motivo: serve a chi deve rispondere alla famiglia."
# How the minutes say each setting.
NOMI_QUORUM = {
    "maggioranza": "più della metà",
    "meta": "almeno la metà",
    "due_terzi": "almeno due terzi",
    "numero": "numero fisso",
}
NOMI_QUORUM_BASE = {
    "elettorato": "di chi può votare",
    "composizione": "di tutti i componenti, esclusi compresi",
}
NOMI_BASE = {
    "votanti": "di chi ha votato, senza gli astenuti",
    "partecipanti": "di chi ha votato, astenuti compresi",
    "elettorato": "di chi può votare",
}
NOMI_PARITA = {
    "presidente": "prevale il voto del presidente",
    "respinta": "la parità vale come voto contrario",
    "rinvio": "la parità rinvia",
    "nuova_votazione": "si vota di nuovo",
}
NOMI_ESITO = {
    EsitoVoto.PARERE_FAVOREVOLE: "parere favorevole",
    EsitoVoto.PARERE_CONTRARIO: "parere contrario",
    EsitoVoto.RINVIATA: "rinvio all'assistente sociale",
    EsitoVoto.NUOVA_VOTAZIONE: "nuova votazione",
    EsitoVoto.QUORUM_MANCANTE: "numero legale mancante",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegoleVoto:
    """What the regulation does not say. `quorum_numero` counts only with the rule `numero`."""

    quorum_regola: str = "maggioranza"
    quorum_numero: int = 0
    quorum_base: str = "elettorato"
    quorum_minimo: int = 2
    maggioranza_base: str = "votanti"
    parita: str = "presidente"
    senza_maggioranza: str = "nuova_votazione"
    voto_modificabile: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VotoDato:
    """A vote as it reached the commission, in order of instant."""

    persona: str
    istante: datetime
    scelta: Scelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Votazione:
    """One proposal put to the vote.

    `composizione`: voting members in office at the opening, in order. `esclusi`: who wrote the PAI or follows
    the case. `conflitti`: the instant from which a declared conflict counts. Open from `apertura` included to
    `chiusura` excluded.
    """

    composizione: tuple[str, ...]
    presidente: str | None
    esclusi: frozenset[str]
    apertura: datetime
    chiusura: datetime
    conflitti: Mapping[str, datetime]

    @property
    def incompatibili(self) -> frozenset[str]:
        """Everybody who is out, conflicts declared before the closing included."""
        return self.esclusi | {p for p, dal in self.conflitti.items() if dal < self.chiusura}

    @property
    def elettorato(self) -> tuple[str, ...]:
        return tuple(persona for persona in self.composizione if persona not in self.incompatibili)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrutinio:
    """The count of one proposal. `perche` is the explanation to be printed."""

    elettorato: tuple[str, ...]
    soglia: int
    conteggi: Mapping[Scelta, int]
    rifiutati: tuple[VotoDato, ...]
    esito: EsitoVoto
    perche: str

    @property
    def partecipanti(self) -> int:
        return sum(self.conteggi.values())

    @property
    def quorum_raggiunto(self) -> bool:
        return self.partecipanti >= self.soglia


def soglia_quorum(regole: RegoleVoto, *, elettorato: int, composizione: int) -> int:
    """How many must take part; `numero` is taken as it is, the others never fall below the minimum."""
    base = composizione if regole.quorum_base == "composizione" else elettorato
    if regole.quorum_regola == "numero":
        return regole.quorum_numero
    soglie = {"maggioranza": base // 2 + 1, "meta": (base + 1) // 2, "due_terzi": (2 * base + 2) // 3}
    return max(soglie[regole.quorum_regola], regole.quorum_minimo)


def perche_rifiutato(
    votazione: Votazione, regole: RegoleVoto, voto: VotoDato, *, ha_gia_votato: bool
) -> str | None:
    """Why this vote cannot be taken, or None. The same answer at the moment of the vote and at the count."""
    if voto.istante < votazione.apertura:
        return "La votazione non è ancora aperta."
    if voto.istante >= votazione.chiusura:
        return "La votazione è chiusa."
    if voto.persona not in votazione.composizione:
        return "Non sei fra i componenti della commissione all'apertura della votazione."
    if voto.persona in votazione.esclusi:
        return "Non puoi votare: hai redatto il PAI o segui il caso (art. 18 del regolamento)."
    conflitto = votazione.conflitti.get(voto.persona)
    if conflitto is not None and voto.istante >= conflitto:
        return "Non puoi votare: hai dichiarato un conflitto di interessi (art. 6-bis L. 241/1990)."
    if ha_gia_votato and not regole.voto_modificabile:
        return "Hai già votato: il primo voto resta."
    return None


def voti_validi(
    votazione: Votazione, regole: RegoleVoto, voti: tuple[VotoDato, ...]
) -> tuple[dict[str, VotoDato], tuple[VotoDato, ...]]:
    """The vote of each person that counts, and the refused ones. Out of who is excluded nothing counts."""
    validi: dict[str, VotoDato] = {}
    rifiutati = []
    for voto in voti:
        if perche_rifiutato(votazione, regole, voto, ha_gia_votato=voto.persona in validi):
            rifiutati.append(voto)
        else:
            validi[voto.persona] = voto
    return {p: v for p, v in validi.items() if p in votazione.elettorato}, tuple(rifiutati)


def scrutina(votazione: Votazione, regole: RegoleVoto, voti: tuple[VotoDato, ...]) -> Scrutinio:
    """Count one proposal: electorate, quorum, majority, tie, in this order."""
    validi, rifiutati = voti_validi(votazione, regole, voti)
    conteggi = {scelta: sum(v.scelta == scelta for v in validi.values()) for scelta in Scelta}
    elettorato = votazione.elettorato
    soglia = soglia_quorum(regole, elettorato=len(elettorato), composizione=len(votazione.composizione))
    base = _base(regole, conteggi, len(elettorato))
    esito, ragione = _esito(
        regole, conteggi, soglia=soglia, base=base, presidente=_del_presidente(votazione, validi)
    )
    return Scrutinio(
        elettorato=elettorato,
        soglia=soglia,
        conteggi=conteggi,
        rifiutati=rifiutati,
        esito=esito,
        perche=f"{_premessa(votazione, regole, soglia)} {ragione}",
    )


def _esito(
    regole: RegoleVoto, conteggi: Mapping[Scelta, int], *, soglia: int, base: int, presidente: Scelta | None
) -> tuple[EsitoVoto, str]:
    partecipanti = sum(conteggi.values())
    if partecipanti < soglia:
        return EsitoVoto.QUORUM_MANCANTE, f"Hanno partecipato in {partecipanti}: numero legale mancante."
    for scelta, esito in ESITO_DELLA_SCELTA.items():
        if 2 * conteggi[scelta] > base:
            return (
                esito,
                f"Più della metà di {base} ({NOMI_BASE[regole.maggioranza_base]}): {NOMI_ESITO[esito]}.",
            )
    favorevoli, contrari = conteggi[Scelta.FAVOREVOLE], conteggi[Scelta.CONTRARIO]
    if favorevoli == contrari and favorevoli > conteggi[Scelta.RINVIO]:
        esito = _parita(regole, presidente)
        return esito, f"Parità {favorevoli} a {contrari}: {NOMI_PARITA[regole.parita]}, {NOMI_ESITO[esito]}."
    esito = EsitoVoto(regole.senza_maggioranza)
    return esito, f"Nessuna scelta supera la metà di {base}: {NOMI_ESITO[esito]}."


def _parita(regole: RegoleVoto, presidente: Scelta | None) -> EsitoVoto:
    if regole.parita == "presidente":
        if presidente in (Scelta.FAVOREVOLE, Scelta.CONTRARIO):
            return ESITO_DELLA_SCELTA[presidente]
        return EsitoVoto.NUOVA_VOTAZIONE
    return {
        "respinta": EsitoVoto.PARERE_CONTRARIO,
        "rinvio": EsitoVoto.RINVIATA,
        "nuova_votazione": EsitoVoto.NUOVA_VOTAZIONE,
    }[regole.parita]


def _base(regole: RegoleVoto, conteggi: Mapping[Scelta, int], elettorato: int) -> int:
    if regole.maggioranza_base == "elettorato":
        return elettorato
    partecipanti = sum(conteggi.values())
    return partecipanti - (conteggi[Scelta.ASTENUTO] if regole.maggioranza_base == "votanti" else 0)


def _del_presidente(votazione: Votazione, validi: Mapping[str, VotoDato]) -> Scelta | None:
    voto = validi.get(votazione.presidente) if votazione.presidente else None
    return voto.scelta if voto else None


def _premessa(votazione: Votazione, regole: RegoleVoto, soglia: int) -> str:
    restano = len(votazione.elettorato)
    fuori = len(votazione.composizione) - restano
    return (
        f"Componenti all'apertura {len(votazione.composizione)}, esclusi {fuori}, restano {restano}. "
        f"Numero legale {soglia} ({NOMI_QUORUM[regole.quorum_regola]} {NOMI_QUORUM_BASE[regole.quorum_base]}, "
        f"minimo {regole.quorum_minimo})."
    )
