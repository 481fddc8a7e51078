"""The Quadro as the pages show it: index by subject, ratings in force, story of the periods."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cases.models import CasoAdi, ComponenteCaso, Persona
from cases.rules.anagrafe import eta
from cases.rules.analisi.modulo import MINORE as MINORE_IN_ANALISI
from cases.services.analisi import soggetto_di
from equipe.models import Quadro, Valutazione
from equipe.models.quadro import VoceGuardata
from equipe.rules.quadro import (
    ADULTO,
    MINORE,
    NUCLEO,
    Dominio,
    FasciaEta,
    LenteQuadro,
    ModelloQuadro,
    VoceQuadro,
)
from equipe.services.contenuti import nome_funzione
from equipe.services.quadro import ACCOLTA_DA, Chiave, in_vigore
from equipe.services.quadro_modulo import modello_di

FAMIGLIA = "famiglia"
TONI = {"vulnerabilita": "attenzione", "neutra": "neutro", "risorsa": "successo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Soggetto:
    """The household (`persona` None) or one member, with the band of age of a minor."""

    persona: Persona | None
    nome: str
    tipo: str
    fascia: FasciaEta | None

    @property
    def chiave(self) -> str:
        return str(self.persona.pk) if self.persona else FAMIGLIA


@dataclass(frozen=True, slots=True, kw_only=True)
class Letta:
    """A rating, or a contribution, in words. `tono` says with a colour what the label says.

    `accolta_da`: who took in the rating that somebody of another body wrote.
    """

    riga: Any
    voce: str
    chi: str
    etichetta: str
    tono: str
    lettura: str
    fonte: str
    funzione: str
    altra: str
    accolta_da: str = ""


def soggetti_di(
    caso: CasoAdi, modello: ModelloQuadro, vigenti: Mapping[Chiave, Valutazione]
) -> list[Soggetto]:
    """The household, then who is in it today, and who has left it with a priority still to untick."""
    oggi = timezone.localdate()
    soggetti = [Soggetto(persona=None, nome="Famiglia", tipo=NUCLEO, fascia=None)]
    con_priorita = [di_chi for (_, di_chi), v in vigenti.items() if v.prioritaria and di_chi]
    righe = caso.componenti.filter(Q(uscito_il__isnull=True) | Q(persona__in=con_priorita))
    for componente in righe.select_related("persona"):
        soggetti.append(_soggetto(componente, modello, oggi))
    return soggetti


def _soggetto(componente: ComponenteCaso, modello: ModelloQuadro, oggi: datetime.date) -> Soggetto:
    persona = componente.persona
    uscito = ", non è più nel nucleo" if componente.uscito_il else ""
    tipo = tipo_di(persona, al=oggi)
    fascia = modello.fascia(eta(persona.data_nascita, al=oggi)) if tipo == MINORE else None
    return Soggetto(
        persona=persona, nome=f"{persona.nome} {persona.cognome}{uscito}", tipo=tipo, fascia=fascia
    )


def tipo_di(persona: Persona, *, al: datetime.date) -> str:
    """Which items regard that person."""
    return MINORE if soggetto_di(persona, al=al) == MINORE_IN_ANALISI else ADULTO


def indice_di(
    caso: CasoAdi,
    modello: ModelloQuadro,
    vigenti: Mapping[Chiave, Valutazione],
    lente: LenteQuadro,
) -> list[dict[str, Any]]:
    """Subjects with their domains, and how many items of those that may be read are rated."""
    gruppi = []
    for soggetto in soggetti_di(caso, modello, vigenti):
        persona_id = soggetto.persona.pk if soggetto.persona else None
        voci = [
            {
                "dominio": d,
                "valutate": sum((v.codice, persona_id) in vigenti for v in lette),
                "totale": len(lette),
            }
            for d in modello.domini_per(soggetto.tipo)
            if (lette := [v for v in d.voci if lente.legge(v)])
        ]
        if voci:
            gruppi.append({"soggetto": soggetto, "voci": voci})
    return gruppi


def lette_di(quadro: Quadro, vigenti: Mapping[Chiave, Valutazione], lente: LenteQuadro) -> list[Letta]:
    """The ratings in force that the person may read."""
    modello = modello_di(quadro)
    return [leggi(v, modello) for v in vigenti.values() if _si_legge(v, modello, lente)]


def leggi(riga: VoceGuardata, modello: ModelloQuadro) -> Letta:
    voce, livello = modello.voce(riga.voce), modello.livello(riga.valore)
    altro = modello.livello(getattr(riga, "altra_valore", None))
    accolta = getattr(riga, "da_contributo", None)
    return Letta(
        riga=riga,
        voce=voce.nome if voce else riga.voce,
        chi=f"{riga.persona.nome} {riga.persona.cognome}" if riga.persona else "Famiglia",
        etichetta=_etichetta(riga, modello),
        tono=TONI[livello.lettura] if livello else "neutro",
        lettura=livello.lettura if livello else "",
        fonte=modello.fonti.get(riga.fonte, riga.fonte),
        funzione=nome_funzione(riga.funzione),
        altra=f"{altro.valore}, {altro.etichetta.lower()}" if altro else "",
        accolta_da=str(accolta.deciso_da) if accolta else "",
    )


def _etichetta(riga: VoceGuardata, modello: ModelloQuadro) -> str:
    livello = modello.livello(riga.valore)
    if livello is None:
        return modello.fuori_scala.get(riga.fuori_scala, riga.fuori_scala or str(riga.valore))
    return f"{livello.valore} · {livello.etichetta}"


def passate_di(
    caso: CasoAdi, dominio: Dominio, persona: Persona | None, quadro: Quadro
) -> dict[str, list[Letta]]:
    """By item, every earlier rating on that subject, the latest first: of this period and of the ones before."""
    codici = [v.codice for v in dominio.voci]
    righe = (
        Valutazione.objects.filter(
            quadro__caso=caso, quadro__numero__lte=quadro.numero, voce__in=codici, persona=persona
        )
        .select_related("autore", "persona", "quadro__modulo", ACCOLTA_DA)
        .order_by("-pk")
    )
    passate: dict[str, list[Letta]] = {}
    for riga in righe:
        passate.setdefault(riga.voce, []).append(leggi(riga, modello_di(riga.quadro)))
    return passate


def andamento_di(caso: CasoAdi, lente: LenteQuadro) -> dict[str, Any]:
    """Item by item, what each period says; and first against last, for the picture.

    Only periods with the same scale as the last are drawn: other numbers would not compare.
    """
    quadri = list(caso.quadri.select_related("modulo").order_by("numero"))
    per_periodo = [(q, in_vigore(q)) for q in quadri]
    chiavi = _chiavi(vigenti for _, vigenti in per_periodo)
    ultimo = modello_di(quadri[-1]) if quadri else None
    righe = [r for c in chiavi if ultimo and (r := _riga(c, per_periodo, lente, ultimo))]
    return {
        "quadri": quadri,
        "righe": righe,
        "serie": [s for r in righe if (s := _serie(r))],
        "modello": ultimo,
    }


def _chiavi(tutte: Iterable[Mapping[Chiave, Valutazione]]) -> list[Chiave]:
    """The household first, then member by member, in the order of the codes."""
    return sorted({c for vigenti in tutte for c in vigenti}, key=lambda c: (c[1] or 0, c[0]))


def _riga(
    chiave: Chiave,
    per_periodo: Sequence[tuple[Quadro, Mapping[Chiave, Valutazione]]],
    lente: LenteQuadro,
    ultimo: ModelloQuadro,
) -> dict[str, Any] | None:
    caselle: list[Letta | None] = []
    valori: list[int] = []
    nome = chi = ""
    for quadro, vigenti in per_periodo:
        modello, trovata = modello_di(quadro), vigenti.get(chiave)
        if trovata is None:
            caselle.append(None)
            continue
        if not _si_legge(trovata, modello, lente):
            return None
        letta = leggi(trovata, modello)
        nome, chi = letta.voce, letta.chi
        caselle.append(letta)
        if trovata.valore is not None and modello.livelli == ultimo.livelli:
            valori.append(trovata.valore)
    return {"voce": nome, "chi": chi, "caselle": caselle, "valori": valori}


def _serie(riga: Mapping[str, Any]) -> dict[str, Any] | None:
    valori = riga["valori"]
    if len(valori) < 2:
        return None
    return {
        "etichetta": f"{riga['chi']}: {riga['voce']}",
        "barre": [{"nome": "prima", "valore": valori[0]}, {"nome": "dopo", "valore": valori[-1]}],
    }


def _si_legge(riga: VoceGuardata, modello: ModelloQuadro, lente: LenteQuadro) -> bool:
    voce: VoceQuadro | None = modello.voce(riga.voce)
    return voce is not None and lente.legge(voce)
