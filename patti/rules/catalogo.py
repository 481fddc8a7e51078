"""The catalogues in plain words: objectives, supports, commitments (code tables)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from adi_platform.ricerca.testo import normalizza

Contenuto = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceRisultato:
    """A result that can be chosen, with what usually goes with it."""

    codice: str
    area: str
    riguarda: str
    testo: str
    indicatore: str
    orizzonte_mesi: int
    riservato: bool = False
    analisi: tuple[str, ...] = ()
    sostegni: tuple[str, ...] = ()
    impegni: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceSostegno:
    codice: str
    lettera: str
    nome: str
    descrizione: str
    erogatori: tuple[str, ...]
    frequenza: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceImpegno:
    codice: str
    area: str
    testo_tu: str
    testo_lei: str
    verifica_chi: tuple[str, ...]
    verifica_come: str
    frequenza: str
    sanzionabile: bool
    sensibile: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogo:
    """The three catalogues together, as one Ambito uses them."""

    aree: Mapping[str, str]
    obiettivi: Mapping[str, str]
    risultati: Mapping[str, VoceRisultato]
    lettere: Mapping[str, str]
    sostegni: Mapping[str, VoceSostegno]
    aree_impegni: Mapping[str, str]
    impegni: Mapping[str, VoceImpegno]


def leggi_catalogo(*, obiettivi: Contenuto, sostegni: Contenuto, impegni: Contenuto) -> Catalogo:
    """The catalogues from files that have no mistakes (see `errori_catalogo`)."""
    return Catalogo(
        aree={a["codice"]: a["nome"] for a in obiettivi["aree"]},
        obiettivi={o["area"]: o["testo"] for o in obiettivi["obiettivi_generali"]},
        risultati={r["codice"]: _risultato(r) for r in obiettivi["risultati"]},
        lettere={x["lettera"]: x["nome"] for x in sostegni["lettere"]},
        sostegni={s["codice"]: _sostegno(s) for s in sostegni["sostegni"]},
        aree_impegni={a["codice"]: a["nome"] for a in impegni["aree"]},
        impegni={i["codice"]: _impegno(i) for i in impegni["impegni"]},
    )


def _risultato(voce: Contenuto) -> VoceRisultato:
    return VoceRisultato(
        codice=voce["codice"],
        area=voce["area"],
        riguarda=voce["riguarda"],
        testo=voce["risultato"],
        indicatore=voce["indicatore"],
        orizzonte_mesi=voce["orizzonte_mesi"],
        riservato=bool(voce.get("riservato")),
        analisi=tuple(voce.get("analisi", ())),
        sostegni=tuple(voce.get("sostegni", ())),
        impegni=tuple(voce.get("impegni", ())),
    )


def _sostegno(voce: Contenuto) -> VoceSostegno:
    return VoceSostegno(
        codice=voce["codice"],
        lettera=voce["lettera"],
        nome=voce["nome"],
        descrizione=voce["descrizione"],
        erogatori=tuple(voce.get("erogatori", ())),
        frequenza=voce.get("frequenza_tipica", ""),
    )


def _impegno(voce: Contenuto) -> VoceImpegno:
    return VoceImpegno(
        codice=voce["codice"],
        area=voce["area"],
        testo_tu=voce["testo_tu"],
        testo_lei=voce["testo_lei"],
        verifica_chi=tuple(voce["verifica"]["chi"]),
        verifica_come=voce["verifica"]["come"],
        frequenza=voce.get("frequenza", ""),
        sanzionabile=voce["sanzionabile"],
        sensibile=voce["sensibile"],
    )


def parla_di(cercato: str, *testi: str) -> bool:
    """All the words looked for are in the entry, whatever accents and capitals; nothing looked for is in all."""
    dentro = normalizza(" ".join(testi))
    return all(parola in dentro for parola in normalizza(cercato).split())


def suggeriti(catalogo: Catalogo, voci_analisi: Iterable[str]) -> tuple[VoceRisultato, ...]:
    """Results that the items found in the Analisi point to, those with more matches first."""
    rilevate = frozenset(voci_analisi)
    con_peso = [(len(rilevate.intersection(v.analisi)), v) for v in catalogo.risultati.values()]
    scelte = [(peso, v) for peso, v in con_peso if peso]
    return tuple(v for _, v in sorted(scelte, key=lambda coppia: (-coppia[0], coppia[1].codice)))
