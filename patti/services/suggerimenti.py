"""What the Analisi preliminare suggests putting in the Patto. It only suggests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from cases.models import CasoAdi
from cases.rules.analisi.risposte import segnali
from cases.services.analisi import modulo_di, risposte_per_soggetto
from patti.models import RisultatoAtteso
from patti.rules.catalogo import Catalogo, VoceImpegno, VoceRisultato, VoceSostegno, suggeriti
from patti.services.fotografia import ultima_analisi

V = TypeVar("V")
VULNERABILITA = "vulnerabilita"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposta:
    """A result of the catalogue with the questions of the Analisi that point to it."""

    voce: VoceRisultato
    perche: tuple[str, ...] = ()


def proposte_dall_analisi(caso: CasoAdi, catalogo: Catalogo) -> list[Proposta]:
    """Results that the difficulties found point to, the most pointed to first."""
    analisi = ultima_analisi(caso)
    if analisi is None:
        return []
    modulo = modulo_di(analisi)
    trovati = [s for s in segnali(modulo, risposte_per_soggetto(analisi)) if s.lettura == VULNERABILITA]
    domande = {s.voce.codice: s.voce.domanda for s in trovati}
    return [
        Proposta(voce=v, perche=tuple(domande[c] for c in v.analisi if c in domande))
        for v in suggeriti(catalogo, domande)
    ]


def sostegni_collegati(risultato: RisultatoAtteso, catalogo: Catalogo) -> list[VoceSostegno]:
    """Supports that usually go with the result and are not there yet."""
    voce = catalogo.risultati.get(risultato.codice)
    presenti = {s.codice for s in risultato.sostegni.all()}
    return _scelti(catalogo.sostegni, voce.sostegni if voce else (), presenti)


def impegni_collegati(risultato: RisultatoAtteso, catalogo: Catalogo) -> list[VoceImpegno]:
    """Commitments that usually go with the result; each may be taken by several members."""
    voce = catalogo.risultati.get(risultato.codice)
    return _scelti(catalogo.impegni, voce.impegni if voce else (), set())


def _scelti(voci: Mapping[str, V], codici: Iterable[str], presenti: set[str]) -> list[V]:
    return [voci[c] for c in codici if c in voci and c not in presenti]
