"""Phases of a case, as days before or after today: what makes a desk look alive. Pure."""

import random
from dataclasses import dataclass

# States in the order of the path; every state after the first needs a case manager.
CAMMINO = (
    "ricevuto",
    "assegnato",
    "convocato",
    "incontrato",
    "in_analisi",
    "analizzato",
    "patto_in_definizione",
    "patto_sottoscritto",
    "monitoraggio",
)
MOSSE = (
    "assegna",
    "convoca",
    "registra_incontro",
    "avvia_analisi",
    "concludi_analisi",
    "avvia_patto",
    "sottoscrivi_patto",
    "avvia_monitoraggio",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scena:
    """A case as it stands today. Numbers are days ago; `appuntamento` is days ahead.

    `sportello`: the household came to the counter on the day `pad`, without an application.
    """

    stato: str
    pad: int
    incontro: int | None = None
    appuntamento: int | None = None
    assenza: int | None = None
    patto: int | None = None
    verifiche: tuple[int, ...] = ()
    beneficio: str = "in_pagamento"
    sportello: bool = False

    @property
    def passi(self) -> int:
        """How many moves led here."""
        if self.stato in CAMMINO:
            return CAMMINO.index(self.stato)
        return len(MOSSE) if self.patto is not None else 3


# The demo desk: late, due in a week, waiting, fine.
DIMOSTRATIVE: tuple[Scena, ...] = (
    *(Scena(stato="ricevuto", pad=pad, beneficio="in_lavorazione") for pad in (3, 8, 12, 21, 34, 112, 126)),
    *(Scena(stato="assegnato", pad=pad) for pad in (18, 30, 52, 88, 114, 117, 119, 124, 131)),
    *(
        Scena(stato="convocato", pad=pad, appuntamento=fra)
        for pad, fra in ((70, 0), (95, 2), (103, 5), (61, 12))
    ),
    *(Scena(stato="convocato", pad=pad, appuntamento=9, assenza=6) for pad in (99, 109)),
    *(
        Scena(stato="incontrato", pad=pad, incontro=il)
        for pad, il in ((80, 3), (101, 9), (60, 14), (118, 20))
    ),
    *(
        Scena(stato="in_analisi", pad=pad, incontro=il)
        for pad, il in ((95, 12), (110, 25), (130, 31), (84, 7))
    ),
    *(Scena(stato="analizzato", pad=pad, incontro=il) for pad, il in ((120, 34), (105, 41), (140, 55))),
    *(
        Scena(stato="patto_in_definizione", pad=pad, incontro=il)
        for pad, il in ((135, 52), (128, 58), (150, 63))
    ),
    *(
        Scena(stato="patto_sottoscritto", pad=pad, incontro=il, patto=ps)
        for pad, il, ps in ((160, 70, 8), (170, 81, 2))
    ),
    *(
        Scena(stato="monitoraggio", pad=pad, incontro=il, patto=ps, verifiche=ver)
        for pad, il, ps, ver in (
            (210, 140, 96, (87,)),
            (230, 150, 110, (84,)),
            (240, 160, 112, (93,)),
            (300, 220, 180, (101, 20)),
            (320, 230, 190, (120, 35)),
            (350, 270, 230, (150, 62)),
            (400, 320, 280, (190, 103, 15)),
            (420, 330, 290, (200, 110, 48)),
            (450, 380, 330, (240, 155, 70)),
            (480, 400, 350, (260, 170, 85)),
            (500, 410, 360, (270, 180, 96)),
            (520, 430, 380, (290, 205, 115, 30)),
        )
    ),
    *(
        Scena(stato="monitoraggio", pad=540 + n, incontro=470, patto=420, verifiche=(330, 245, 160, 5 + n))
        for n in (1, 20, 40)
    ),
    Scena(stato="chiuso", pad=560, incontro=480, patto=430, verifiche=(340, 255), beneficio="terminato"),
    Scena(stato="chiuso", pad=200, beneficio="decaduto"),
    Scena(stato="trasferito", pad=150, incontro=90),
    Scena(stato="ricevuto", pad=1, sportello=True),
    Scena(stato="assegnato", pad=4, sportello=True),
    *(Scena(stato="incontrato", pad=pad, incontro=pad - 3, sportello=True) for pad in (12, 19, 33, 47)),
)
PESI_DEGLI_STATI = {
    "ricevuto": 6,
    "assegnato": 8,
    "convocato": 8,
    "incontrato": 6,
    "in_analisi": 10,
    "analizzato": 5,
    "patto_in_definizione": 6,
    "patto_sottoscritto": 5,
    "monitoraggio": 36,
    "chiuso": 8,
    "trasferito": 2,
}


def scena_casuale(rng: random.Random) -> Scena:
    """Any phase, with believable distances."""
    stato = rng.choices(list(PESI_DEGLI_STATI), weights=list(PESI_DEGLI_STATI.values()))[0]
    if stato in {"ricevuto", "assegnato"}:
        return Scena(stato=stato, pad=rng.randint(1, 135))
    if stato == "convocato":
        return Scena(stato=stato, pad=rng.randint(30, 130), appuntamento=rng.randint(0, 25))
    incontro = rng.randint(1, 60)
    if stato in {"incontrato", "in_analisi", "analizzato", "patto_in_definizione", "trasferito"}:
        return Scena(stato=stato, pad=incontro + rng.randint(20, 118), incontro=incontro)
    patto = rng.randint(1, 420)
    incontro = patto + rng.randint(15, 60)
    ultima = rng.randint(0, min(patto, 95))
    return Scena(
        stato=stato, pad=incontro + rng.randint(20, 118), incontro=incontro, patto=patto, verifiche=(ultima,)
    )
