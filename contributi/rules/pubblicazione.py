"""Must this act be published, with or without the name, and from which day may it be paid?

D.Lgs. 33/2013 art. 26: acts that bring the year of one beneficiary over the threshold are published (c. 2),
publication comes before the payment (c. 3), no name where health or hardship can be inferred (c. 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

from adi_platform.norme.loader import Norme
from adi_platform.norme.valori import Valore

ARTICOLO = "D.Lgs. 33/2013 art. 26"


class BaseTotale(StrEnum):
    """Whose concessions of the year are summed."""

    PERSONA = "persona"
    NUCLEO = "nucleo"


class StatoAtto(StrEnum):
    VALIDO = "valido"
    ANNULLATO = "annullato"
    DINIEGO = "diniego"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttoConcesso:
    """One act of the past. `nucleo` is the household written in the act, also if the person left it later."""

    data: date
    importo: Decimal
    beneficiario: str
    nucleo: str = ""
    stato: StatoAtto = StatoAtto.VALIDO


@dataclass(frozen=True, slots=True, kw_only=True)
class AttoDaPubblicare:
    """The act under examination. `rivelatore`: health or hardship can be inferred from it."""

    data: date
    importo: Decimal
    beneficiario: str
    nucleo: str = ""
    concede: bool = True
    persona_fisica: bool = True
    rivelatore: bool = True
    precedenti: tuple[AttoConcesso, ...] = ()
    pubblicato_il: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetturePubblicazione:
    """The threshold in euro and the readings where the law leaves a choice."""

    soglia: Decimal = Decimal(1000)
    base: BaseTotale = BaseTotale.PERSONA
    annullati_contano: bool = False
    parametri: tuple[Valore, ...] = ()

    @classmethod
    def da_norme(cls, norme: Norme, *, al: date) -> Self:
        """The settings in force for the Ambito on the date of the act."""
        soglia = norme.valore("trasparenza.soglia_pubblicazione", al=al)
        base = norme.valore("trasparenza.base_totale", al=al)
        annullati = norme.valore("trasparenza.atti_annullati_contano", al=al)
        return cls(
            soglia=soglia.decimale,
            base=BaseTotale(base.testo),
            annullati_contano=annullati.testo == "si",
            parametri=(soglia, base, annullati),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EsitoPubblicazione:
    """`identita_omessa` None: nothing is published. `pagamento_dal` None: the payment waits, or is not due."""

    totale_anno: Decimal
    pubblicare: bool
    richiamo: bool
    identita_omessa: bool | None
    pagamento_dal: date | None
    spiegazione: str
    parametri: tuple[Valore, ...] = ()

    def pagamento_consentito(self, al: date) -> bool:
        return self.pagamento_dal is not None and self.pagamento_dal <= al


def esamina_pubblicazione(atto: AttoDaPubblicare, *, letture: LetturePubblicazione) -> EsitoPubblicazione:
    """The rule of the yearly total. A refusal is never summed, published or paid."""
    sommati = [precedente for precedente in atto.precedenti if _si_somma(precedente, atto, letture)]
    totale = sum((precedente.importo for precedente in sommati), Decimal(0))
    if not atto.concede:
        return _di_un_diniego(totale, atto, letture)
    totale += atto.importo
    pubblicare = totale > letture.soglia
    omessa = (atto.persona_fisica and atto.rivelatore) if pubblicare else None
    return EsitoPubblicazione(
        totale_anno=totale,
        pubblicare=pubblicare,
        richiamo=pubblicare and bool(sommati),
        identita_omessa=omessa,
        pagamento_dal=atto.pubblicato_il if pubblicare else atto.data,
        spiegazione=_spiega(atto, totale, letture, omessa),
        parametri=letture.parametri,
    )


def _si_somma(precedente: AttoConcesso, atto: AttoDaPubblicare, letture: LetturePubblicazione) -> bool:
    if precedente.data.year != atto.data.year or precedente.data > atto.data:
        return False
    if precedente.stato is StatoAtto.DINIEGO:
        return False
    if precedente.stato is StatoAtto.ANNULLATO and not letture.annullati_contano:
        return False
    if letture.base is BaseTotale.NUCLEO and atto.nucleo:
        return precedente.nucleo == atto.nucleo
    return precedente.beneficiario == atto.beneficiario


def _di_un_diniego(
    totale: Decimal, atto: AttoDaPubblicare, letture: LetturePubblicazione
) -> EsitoPubblicazione:
    return EsitoPubblicazione(
        totale_anno=totale,
        pubblicare=False,
        richiamo=False,
        identita_omessa=None,
        pagamento_dal=None,
        spiegazione=f"{_somma(atto, totale, letture)} Questo atto non concede denaro: non si pubblica "
        "(Garante, ordinanza 197/2022).",
        parametri=letture.parametri,
    )


def _spiega(
    atto: AttoDaPubblicare, totale: Decimal, letture: LetturePubblicazione, omessa: bool | None
) -> str:
    somma = _somma(atto, totale, letture)
    if omessa is None:
        return (
            f"{somma} Non supera {_euro(letture.soglia)}: non si deve pubblicare ({ARTICOLO} c. 2) "
            "e si può pagare dalla data dell'atto."
        )
    nome = (
        f"Il nome non compare: salute o disagio si possono capire dall'atto ({ARTICOLO} c. 4)."
        if omessa
        else "Il nome compare: l'atto non dice nulla di salute o disagio (artt. 26 e 27)."
    )
    quando = (
        f"Pubblicato il {atto.pubblicato_il:%d/%m/%Y}: si paga da quel giorno."
        if atto.pubblicato_il
        else "Finché non è pubblicato il pagamento aspetta."
    )
    return f"{somma} Supera {_euro(letture.soglia)}: si pubblica ({ARTICOLO} c. 2). {nome} {quando} (c. 3)"


def _somma(atto: AttoDaPubblicare, totale: Decimal, letture: LetturePubblicazione) -> str:
    chi = "nucleo" if letture.base is BaseTotale.NUCLEO and atto.nucleo else "persona"
    soggetto = {"nucleo": "allo stesso nucleo", "persona": "alla stessa persona"}[chi]
    return f"Concessioni del {atto.data.year} {soggetto}, fino a questo atto: {_euro(totale)}."


def _euro(importo: Decimal) -> str:
    return f"{importo:,.2f} €".translate(str.maketrans(",.", ".,"))
