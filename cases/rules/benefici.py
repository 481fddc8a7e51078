"""Amounts of the AdI by date: equivalence scale, ISEE and income thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from adi_platform.norme.esito import Esito, Motivo
from adi_platform.norme.loader import Norme, norme_nazionali
from adi_platform.norme.valori import Valore
from cases.rules.valori_termini import Passo

CENTESIMO = Decimal("0.01")


class Confronto(StrEnum):
    ENTRO = "entro"
    OLTRE = "oltre"
    TIPO_NON_IDONEO = "tipo_non_idoneo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Componenti:
    """Members beside the first one, each counted once."""

    altri_disabili: int = 0
    altri_60_anni: int = 0
    altri_adulti_cura: int = 0
    altri_adulti_svantaggio: int = 0
    minori: int = 0
    disabilita_grave: bool = False

    def __post_init__(self) -> None:
        conteggi = (
            self.altri_disabili,
            self.altri_60_anni,
            self.altri_adulti_cura,
            self.altri_adulti_svantaggio,
            self.minori,
        )
        if min(conteggi) < 0:
            raise ValueError("members cannot be negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scala:
    """The scale and how it was built. `intera` is the sum before the ceiling."""

    valore: Decimal
    intera: Decimal
    passi: tuple[Passo, ...]
    parametri: tuple[Valore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifica:
    """A value against a threshold in force on that date, with the reason when it does not fit."""

    confronto: Confronto
    soglia: Decimal
    esito: Esito
    passi: tuple[Passo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificaReddito(Verifica):
    """`integrazione_massima` and `affitto_massimo` are per year."""

    scala: Scala
    integrazione_massima: Decimal
    affitto_massimo: Decimal


def euro(importo: Decimal) -> Decimal:
    return importo.quantize(CENTESIMO, rounding=ROUND_HALF_UP)


def in_euro(importo: Decimal) -> str:
    """As an Italian reads it: 10.140,00."""
    return f"{importo:,.2f}".translate(str.maketrans(",.", ".,"))


def scala_equivalenza(componenti: Componenti, *, al: date, norme: Norme | None = None) -> Scala:
    """DL 48/2023 art. 2 c. 4, with the weights in force on `al`."""
    fonte = norme or norme_nazionali()
    pieni_massimo = fonte.valore("adi.scala_minori_pieni", al=al)
    cura_massimo = fonte.valore("adi.scala_cura_massimo", al=al)
    pieni = min(componenti.minori, pieni_massimo.intero)
    voci = (
        ("primo componente", "base", 1),
        ("altri con disabilità o non autosufficienti", "disabile", componenti.altri_disabili),
        ("altri di almeno 60 anni", "60_anni", componenti.altri_60_anni),
        ("altri adulti con carichi di cura", "cura", min(componenti.altri_adulti_cura, cura_massimo.intero)),
        ("altri adulti in grave svantaggio", "svantaggio", componenti.altri_adulti_svantaggio),
        (f"minori, i primi {pieni_massimo.intero}", "minore", pieni),
        ("altri minori", "minore_ulteriore", componenti.minori - pieni),
    )
    pesi = [(testo, fonte.valore(f"adi.scala_{nome}", al=al), quanti) for testo, nome, quanti in voci]
    tetto = fonte.valore(
        "adi.scala_massimo_disabilita_grave" if componenti.disabilita_grave else "adi.scala_massimo", al=al
    )
    intera = euro(sum((peso.decimale * quanti for _, peso, quanti in pesi), Decimal(0)))
    return Scala(
        valore=min(intera, euro(tetto.decimale)),
        intera=intera,
        passi=(
            *(
                Passo(testo=f"{testo}: {quanti} x {in_euro(peso.decimale)}", riferimento=peso.riferimento)
                for testo, peso, quanti in pesi
                if quanti
            ),
            Passo(
                testo=f"Totale {in_euro(intera)}, al massimo {in_euro(tetto.decimale)}",
                riferimento=tetto.riferimento,
            ),
        ),
        parametri=(*(peso for _, peso, _ in pesi), pieni_massimo, cura_massimo, tetto),
    )


def verifica_isee(valore: Decimal, tipo: str, *, al: date, norme: Norme | None = None) -> Verifica:
    """The threshold itself is still within. From 2026 the ordinary ISEE does not suit any more."""
    fonte = norme or norme_nazionali()
    soglia = fonte.valore("adi.soglia_isee", al=al)
    ammessi = fonte.valore("adi.tipo_isee", al=al)
    motivo: Motivo | None = None
    confronto = Confronto.ENTRO
    if tipo not in ammessi.elenco:
        confronto = Confronto.TIPO_NON_IDONEO
        serve = fonte.definizione("adi.tipo_isee").opzioni[ammessi.elenco[0]]
        motivo = _motivo("ISEE_TIPO", f"Questo tipo di ISEE non vale: serve {serve}.", ammessi)
    elif valore > soglia.decimale:
        confronto = Confronto.OLTRE
        testo = f"L'ISEE {in_euro(valore)} supera {in_euro(soglia.decimale)} euro."
        motivo = _motivo("ISEE_SOGLIA", testo, soglia)
    passo = Passo(
        testo=f"Soglia al {al:%d/%m/%Y}: {in_euro(soglia.decimale)} euro compresi; ISEE {in_euro(valore)}.",
        riferimento=soglia.riferimento,
    )
    return Verifica(
        confronto=confronto,
        soglia=euro(soglia.decimale),
        esito=Esito(motivi=(motivo,) if motivo else (), parametri=(soglia, ammessi)),
        passi=(passo,),
    )


def verifica_reddito(
    reddito: Decimal,
    componenti: Componenti,
    *,
    al: date,
    tutti_67_anni: bool = False,
    norme: Norme | None = None,
) -> VerificaReddito:
    """The income must be below the threshold times the scale; equal is already too much."""
    fonte = norme or norme_nazionali()
    scala = scala_equivalenza(componenti, al=al, norme=fonte)
    coda = "_67" if tutti_67_anni else ""
    base = fonte.valore(f"adi.soglia_reddito{coda}", al=al)
    integrazione = fonte.valore(f"adi.integrazione_massima{coda}", al=al)
    affitto = fonte.valore(f"adi.affitto_massimo{coda}", al=al)
    soglia = euro(base.decimale * scala.valore)
    entro = reddito < soglia
    testo = f"Il reddito familiare {in_euro(reddito)} non è inferiore a {in_euro(soglia)} euro."
    passo = Passo(
        testo=f"Soglia al {al:%d/%m/%Y}: {in_euro(base.decimale)} x {in_euro(scala.valore)} = "
        f"{in_euro(soglia)} euro; reddito {in_euro(reddito)}.",
        riferimento=base.riferimento,
    )
    return VerificaReddito(
        confronto=Confronto.ENTRO if entro else Confronto.OLTRE,
        soglia=soglia,
        esito=Esito(
            motivi=() if entro else (_motivo("REDDITO_SOGLIA", testo, base),),
            parametri=(base, integrazione, affitto, *scala.parametri),
        ),
        passi=(*scala.passi, passo),
        scala=scala,
        integrazione_massima=euro(integrazione.decimale * scala.valore),
        affitto_massimo=euro(affitto.decimale),
    )


def _motivo(codice: str, testo: str, valore: Valore) -> Motivo:
    return Motivo(codice=codice, testo=testo, articolo=valore.riferimento)
