"""Invented weeks of an Ambito, from a seed: for the measure of the planner and for its tests."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from adi_platform.agenda.rules.fasce import A_DISTANZA, OVUNQUE, Fascia, Offerta, fasce_libere
from adi_platform.calendario.giorni import ROMA
from equipe.rules.piano_dati import NucleoDaConvocare, Persona, Posto, Problema, Sala

LUNEDI = date(2026, 11, 23)
NOMI_FUNZIONI = {
    "RU.CM": "Responsabile del caso",
    "RU.EDU": "Educatore professionale",
    "RU.OPCPI": "Operatore del Centro per l'impiego",
    "RU.PSI": "Psicologo",
    "RU.SERD": "Operatore delle dipendenze",
    "RU.CSM": "Operatore della salute mentale",
    "RU.SCU": "Referente della scuola",
}
# Out of 25 professionals: how many have each function.
ORGANICO = (
    ("RU.CM", 9),
    ("RU.EDU", 5),
    ("RU.OPCPI", 3),
    ("RU.PSI", 3),
    ("RU.SERD", 2),
    ("RU.CSM", 2),
    ("RU.SCU", 1),
)
MEZZE = ((time(9), time(13)), (time(14), time(17, 30)))
SPECIALISTI = ("RU.PSI", "RU.SERD", "RU.CSM", "RU.SCU")


def genera(
    seme: int, *, nuclei: int = 60, persone: int = 25, settimane: int = 4, sedi: int = 4, ore: float = 1.0
) -> Problema:
    """A problem that looks like a month of an Ambito. `ore` scales the hours that people give."""
    caso = random.Random(seme)  # noqa: S311 - invented data, not a secret
    luoghi = {f"sede-{n}": f"Sede {n}" for n in range(1, sedi + 1)}
    al = LUNEDI + timedelta(days=7 * settimane - 1)
    organico = _organico(caso, persone, list(luoghi), al, ore)
    return Problema(
        dal=LUNEDI,
        al=al,
        nuclei=tuple(_nucleo(caso, n, organico, list(luoghi), settimane) for n in range(1, nuclei + 1)),
        persone=tuple(organico),
        sale=tuple(_sale(list(luoghi), al)),
        luoghi=luoghi,
        viaggi={
            (a, b): 15 + 10 * abs(i - j) for i, a in enumerate(luoghi) for j, b in enumerate(luoghi) if i != j
        },
    )


def _organico(caso: random.Random, quanti: int, luoghi: list[str], al: date, ore: float) -> list[Persona]:
    funzioni = [codice for codice, volte in ORGANICO for _ in range(volte)]
    scelte = (
        [funzioni[n % len(funzioni)] for n in range(quanti)] if quanti >= len(funzioni) else _poche(quanti)
    )
    return [_persona(caso, n, funzione, luoghi, al, ore) for n, funzione in enumerate(scelte, start=1)]


def _poche(quanti: int) -> list[str]:
    codici = [codice for codice, _ in ORGANICO]
    return [codici[n % len(codici)] for n in range(quanti)]


def _persona(
    caso: random.Random, numero: int, funzione: str, luoghi: list[str], al: date, ore: float
) -> Persona:
    """Who works for the Ambito goes anywhere on some half days; partners come to some venues, or on line."""
    interno = funzione in ("RU.CM", "RU.EDU")
    base = caso.choice(luoghi)
    mezze = [(giorno, mezza) for giorno in range(5) for mezza in MEZZE]
    quante = max(1, round(ore * (8 if interno else 7)))
    offerte = []
    for giorno, (dalle, alle) in caso.sample(mezze, min(quante, len(mezze))):
        dove = OVUNQUE if interno or caso.random() < 0.7 else caso.choice([*luoghi, A_DISTANZA])
        offerte.append(Offerta(dalle=dalle, alle=alle, luogo=dove, dal=LUNEDI, giorno=giorno))
    via = _impegno(caso, al)
    return Persona(
        codice=f"p{numero:02d}",
        nome=f"Persona {numero}",
        funzione=funzione,
        ente="Ambito" if interno else "Ente partner",
        fasce=fasce_libere(offerte, dal=LUNEDI, al=al, impegni=[via]),
        base=base,
    )


def _impegno(caso: random.Random, al: date) -> Fascia:
    """One whole day elsewhere."""
    giorno = LUNEDI + timedelta(days=caso.randrange((al - LUNEDI).days + 1))
    mezzanotte = datetime.combine(giorno, time(0), tzinfo=ROMA)
    return Fascia(inizio=mezzanotte, fine=mezzanotte + timedelta(days=1))


def _nucleo(
    caso: random.Random, numero: int, organico: list[Persona], luoghi: list[str], settimane: int
) -> NucleoDaConvocare:
    funzioni = ["RU.CM", "RU.EDU", "RU.OPCPI", *caso.sample(SPECIALISTI, caso.choice((0, 1, 1, 2)))]
    preferiti = caso.sample(luoghi, min(2, len(luoghi)))
    return NucleoDaConvocare(
        codice=f"n{numero:02d}",
        nome=f"Nucleo {numero}",
        entro=LUNEDI + timedelta(days=caso.randrange(4, 7 * settimane + 7)),
        posti=tuple(
            Posto(funzione=f, nome=NOMI_FUNZIONI[f], candidati=_candidati(caso, f, organico))
            for f in funzioni
        ),
        luoghi=(*preferiti, A_DISTANZA) if caso.random() < 0.4 else tuple(preferiti),
        durata=caso.choice((60, 60, 60, 90)),
    )


def _candidati(caso: random.Random, funzione: str, organico: list[Persona]) -> tuple[str, ...]:
    """The case manager and who already knows the family by name; for the others, anybody of the function."""
    tutti = [p.codice for p in organico if p.funzione == funzione]
    if tutti and (funzione == "RU.CM" or caso.random() < 0.8):
        return (caso.choice(tutti),)
    return tuple(tutti)


def _sale(luoghi: list[str], al: date) -> list[Sala]:
    """Two rooms in the first venue, one in the others."""
    sale = []
    for n, luogo in enumerate(luoghi):
        orario = Offerta(dalle=time(8, 30), alle=time(18), luogo=luogo, dal=LUNEDI)
        for stanza in range(1, 3 if n == 0 else 2):
            fasce = fasce_libere([orario], dal=LUNEDI, al=al)
            sale.append(Sala(codice=f"{luogo}/{stanza}", nome=f"Stanza {stanza}", luogo=luogo, fasce=fasce))
    return sale
