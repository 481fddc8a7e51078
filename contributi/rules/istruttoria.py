"""The istruttoria that explains itself: each rule, the fact it looked at, its outcome, its article.

Pure: the same measure, facts, day and readings give the same table. Nothing is decided here: the program
proposes and a person confirms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from adi_platform.norme.esito import GRAVITA, Esito, Livello, Motivo
from contributi.rules.calcolo import RigaCalcolo, calcola
from contributi.rules.esame import Contesto, Esame, Riscontro
from contributi.rules.fatti import Fatti
from contributi.rules.letture_misura import Letture
from contributi.rules.misura import MisuraLetta, Requisito
from contributi.rules.tipi_requisito import TIPI

DEROGA = "DEROGA"


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaIstruttoria:
    """One line of the table. `codice` is the requirement's and stays the same; `motivo` says what is wrong."""

    codice: str
    requisito: str
    fatto: str
    prova: str
    esito: Livello
    articolo: str
    spiegazione: str
    motivo: str = ""

    def come_dati(self) -> dict[str, Any]:
        return {
            "codice": self.codice,
            "requisito": self.requisito,
            "fatto": self.fatto,
            "prova": self.prova,
            "esito": self.esito.value,
            "articolo": self.articolo,
            "spiegazione": self.spiegazione,
            "motivo": self.motivo,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Istruttoria:
    """The whole table with what follows from it; `fatti`, `al` and `letture` allow it to be made again."""

    misura: str
    al: date
    fatti: Mapping[str, Any]
    letture: Letture
    righe: tuple[RigaIstruttoria, ...]
    calcolo: tuple[RigaCalcolo, ...]
    esito: Esito
    adempimenti: tuple[str, ...] = ()
    importo_massimo: Decimal | None = None
    durata_massima: int | None = None
    primo_giorno_utile: date | None = None
    posti_massimi: int | None = None

    def come_dati(self) -> dict[str, Any]:
        """JSON, to be frozen with the proposal."""
        return {
            "misura": self.misura,
            "al": self.al.isoformat(),
            "fatti": dict(self.fatti),
            "letture": self.letture.come_dati(),
            "parametri": [_parametro(valore) for valore in self.letture.parametri],
            "righe": [riga.come_dati() for riga in self.righe],
            "calcolo": [riga.come_dati() for riga in self.calcolo],
            "livello": self.esito.livello.value,
            "motivi": [_motivo(motivo) for motivo in self.esito.motivi],
            "adempimenti": list(self.adempimenti),
            "importo_massimo": _testo(self.importo_massimo),
            "durata_massima": self.durata_massima,
            "primo_giorno_utile": _testo(self.primo_giorno_utile),
            "posti_massimi": self.posti_massimi,
        }


def istruisci(misura: MisuraLetta, fatti: Mapping[str, Any], *, al: date, letture: Letture) -> Istruttoria:
    """Examine the facts of a request on a day. Raises FattoNonValido when a fact is not of its kind."""
    letti = Fatti(fatti, {fatto.codice: fatto for fatto in misura.fatti})
    esami = [
        (
            requisito,
            _esamina(Contesto(misura=misura, requisito=requisito, fatti=letti, al=al, letture=letture)),
        )
        for requisito in misura.requisiti
        if letti.soddisfa(requisito.quando)
    ]
    righe = [_riga(requisito, r) for requisito, esame in esami for r in esame.riscontri]
    in_deroga = misura.deroga is not None and _deroga_completa(letti)
    motivi = _motivi(righe, in_deroga=in_deroga)
    adempimenti = [voce for _, esame in esami for voce in esame.adempimenti]
    if misura.deroga is not None and in_deroga:
        riga = _riga_deroga(misura.deroga.articolo)
        righe.append(riga)
        motivi.append(_come_motivo(riga))
        adempimenti.append(misura.deroga.adempimento)
    importo = _minimo(esame.importo_massimo for _, esame in esami)
    return Istruttoria(
        misura=misura.codice,
        al=al,
        fatti=letti.come_dati(),
        letture=letture,
        righe=tuple(righe),
        calcolo=calcola(letti, importo_massimo=importo),
        esito=Esito(motivi=tuple(sorted(motivi, key=lambda m: m.codice)), parametri=letture.parametri),
        adempimenti=tuple(dict.fromkeys(adempimenti)),
        importo_massimo=importo,
        durata_massima=_minimo(esame.durata_massima for _, esame in esami),
        primo_giorno_utile=max(
            (giorno for _, esame in esami if (giorno := esame.primo_giorno_utile)), default=None
        ),
        posti_massimi=_minimo(esame.posti_massimi for _, esame in esami),
    )


def _esamina(contesto: Contesto) -> Esame:
    for fatto in contesto.requisito.salvo:
        if contesto.fatti.vero(fatto):
            testo = f"Non richiesto: {contesto.fatti.etichetta(fatto).lower()}."
            return Esame(riscontri=(contesto.in_regola(testo, fatto),))
    return TIPI[contesto.requisito.tipo].valuta(contesto)


def _riga(requisito: Requisito, riscontro: Riscontro) -> RigaIstruttoria:
    return RigaIstruttoria(
        codice=requisito.codice,
        requisito=requisito.testo,
        fatto=riscontro.fatto,
        prova=riscontro.prova,
        esito=riscontro.livello,
        articolo=requisito.articolo_di(riscontro.motivo),
        spiegazione=riscontro.spiegazione,
        motivo=riscontro.motivo,
    )


def _motivi(righe: Iterable[RigaIstruttoria], *, in_deroga: bool) -> list[Motivo]:
    """One for each code: the same reason found twice keeps the more serious line and both texts."""
    trovati: dict[str, list[RigaIstruttoria]] = {}
    for riga in righe:
        if riga.motivo:
            trovati.setdefault(riga.motivo, []).append(riga)
    motivi = []
    for uguali in trovati.values():
        peggiore = min(uguali, key=lambda riga: GRAVITA.index(riga.esito))
        testo = " ".join(dict.fromkeys(riga.spiegazione for riga in uguali))
        motivi.append(_come_motivo(replace(peggiore, spiegazione=testo), in_deroga=in_deroga))
    return motivi


def _come_motivo(riga: RigaIstruttoria, *, in_deroga: bool = False) -> Motivo:
    return Motivo(
        codice=riga.motivo,
        testo=riga.spiegazione,
        articolo=riga.articolo,
        livello=riga.esito,
        superato=in_deroga and riga.esito is Livello.NON_AMMISSIBILE,
    )


def _deroga_completa(fatti: Fatti) -> bool:
    """Proposed by the Commission and adopted by the Dirigente: half of it changes nothing."""
    return fatti.vero("deroga_proposta_commissione") is True and fatti.vero("deroga_atto_dirigente") is True


def _riga_deroga(articolo: str) -> RigaIstruttoria:
    return RigaIstruttoria(
        codice="deroga",
        requisito="Concessione in deroga",
        fatto="Proposta della Commissione: sì; atto del Dirigente: sì",
        prova="",
        esito=Livello.AMMISSIBILE,
        articolo=articolo,
        spiegazione="Il Dirigente, su proposta della Commissione, ha deciso in deroga.",
        motivo=DEROGA,
    )


def _minimo(valori: Iterable[Any]) -> Any:
    return min((valore for valore in valori if valore is not None), default=None)


def _motivo(motivo: Motivo) -> dict[str, Any]:
    return {
        "codice": motivo.codice,
        "testo": motivo.testo,
        "articolo": motivo.articolo,
        "livello": motivo.livello.value,
        "superato": motivo.superato,
    }


def _parametro(valore: Any) -> dict[str, str]:
    contenuto = "|".join(valore.valore) if isinstance(valore.valore, tuple) else str(valore.valore)
    return {
        "chiave": valore.chiave,
        "valore": contenuto,
        "dal": valore.dal.isoformat(),
        "riferimento": valore.riferimento,
    }


def _testo(valore: Any) -> str | None:
    return None if valore is None else str(valore)
