"""Search: how long in the database, and how often the person looked for is in the answer."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count

from adi_platform.organizzazione.models import Ambito
from adi_platform.ricerca.chiavi import PARTICELLE
from adi_platform.ricerca.richiesta import interpreta
from adi_platform.ricerca.testo import normalizza
from cases.benchmark.cronometro import Serie, cronometra
from cases.models import Persona
from cases.services.ricerca_persone import trova_persone

RICERCHE = 1_000
SEME = 7
# Each search runs three times and the best counts: the rest is other work of the same machine.
GIRI = 3
ALFABETO = "abcdefghilmnopqrstuvz"


@dataclass(slots=True, kw_only=True)
class Bersaglio:
    """A person to find."""

    pk: int
    cognome: str
    nome: str
    codice: str
    anno: int


def _errore(testo: str, rng: random.Random) -> str:
    """One typo: a letter missing, doubled, changed or swapped with its neighbour."""
    if len(testo) < 4:
        return testo
    i = rng.randrange(1, len(testo) - 1)
    return rng.choice(
        (
            testo[:i] + testo[i + 1 :],
            testo[:i] + testo[i] + testo[i:],
            testo[:i] + rng.choice(ALFABETO) + testo[i + 1 :],
            testo[:i] + testo[i + 1] + testo[i] + testo[i + 2 :],
        )
    )


def _una_parola(testo: str, rng: random.Random) -> str:
    """One part of a double name."""
    parole = [p for p in testo.replace("-", " ").split() if normalizza(p) not in PARTICELLE]
    return rng.choice(parole or [testo])


def _rovescia(testo: str) -> str:
    return " ".join(reversed(testo.replace("-", " ").split()))


Forma = Callable[[Bersaglio, random.Random], str]

FORME: dict[str, Forma] = {
    "come scritto": lambda b, _: f"{b.cognome} {b.nome}",
    "nome e cognome scambiati": lambda b, _: f"{b.nome} {b.cognome}",
    "senza accenti né apostrofi": lambda b, _: f"{b.cognome} {b.nome}".replace("'", " ").replace("’", ""),
    "inizio del nome": lambda b, _: f"{b.cognome} {b.nome[:3]}",
    "un errore nel cognome": lambda b, r: f"{_errore(b.cognome, r)} {b.nome}",
    "un errore nel nome": lambda b, r: f"{b.cognome} {_errore(b.nome, r)}",
    "scambiati con un errore": lambda b, r: f"{b.nome} {_errore(b.cognome, r)}",
    "un solo cognome dei due": lambda b, r: f"{_una_parola(b.cognome, r)} {b.nome}",
    "cognomi in altro ordine": lambda b, _: f"{_rovescia(b.cognome)} {b.nome}",
    "un solo nome dei due": lambda b, r: f"{b.cognome} {_una_parola(b.nome, r)}",
    "con l'anno di nascita e un errore": lambda b, r: f"{_errore(b.cognome, r)} {b.nome} {b.anno}",
    "codice": lambda b, _: b.codice or b.cognome,
}
SOLO_DOPPI = {"un solo cognome dei due", "cognomi in altro ordine"}
SOLO_NOMI_DOPPI = {"un solo nome dei due"}


@dataclass(slots=True, kw_only=True)
class Esito:
    serie: Serie = field(default_factory=Serie)
    trovate: int = 0
    omonimi: int = 0
    quante: int = 0

    def riga(self, nome: str) -> str:
        return (
            f"{nome:36} {self.quante:5} ricerche   {self.serie.riga()}   "
            f"trovata {self.trovate / self.quante:5.3f}   omonimo {self.omonimi / self.quante:5.3f}"
        )


def misura_ricerca(quante: int | None = None) -> Iterator[str]:
    """A line per kind of search, then all together."""
    rng = random.Random(SEME)  # noqa: S311  a sample, not a secret
    con_persone = Ambito.objects.annotate(quanti=Count("persone")).filter(quanti__gt=0)
    ambito = con_persone.order_by("-quanti").first()  # the largest: the demo says nothing of speed
    if ambito is None:
        yield "Nessuna persona in anagrafe: prima `popola --persone 1000000`."
        return
    yield f"{Persona.objects.filter(ambito=ambito).count():,} persone in {ambito}".replace(",", ".")
    esiti = {nome: Esito() for nome in FORME}
    tutte = Esito()
    for nome, bersaglio in _ricerche(ambito, quante or RICERCHE, rng):
        _prova(FORME[nome](bersaglio, rng), bersaglio, ambito, (esiti[nome], tutte))
    for nome, esito in esiti.items():
        if esito.quante:
            yield esito.riga(nome)
    yield tutte.riga("TUTTE")


def _ricerche(ambito: Ambito, quante: int, rng: random.Random) -> Iterator[tuple[str, Bersaglio]]:
    """Kinds in turn, each with a person to whom it applies."""
    nomi = list(FORME)
    comuni = _campione(ambito, quante, rng, "")
    doppi = _campione(ambito, quante // 5, rng, "cognome_norm")
    nomi_doppi = _campione(ambito, quante // 5, rng, "nome_norm")
    for numero in range(quante):
        nome = nomi[numero % len(nomi)]
        fonte = doppi if nome in SOLO_DOPPI else nomi_doppi if nome in SOLO_NOMI_DOPPI else comuni
        if fonte:
            yield nome, fonte[numero % len(fonte)]


def _campione(ambito: Ambito, quante: int, rng: random.Random, con_spazio_in: str) -> list[Bersaglio]:
    persone = Persona.objects.filter(ambito=ambito).order_by("pk")
    estremi = persone.first(), persone.last()
    if estremi[0] is None or estremi[1] is None:
        return []
    chiavi = rng.sample(
        range(estremi[0].pk, estremi[1].pk + 1), k=min(quante * 30, estremi[1].pk - estremi[0].pk)
    )
    scelte = Persona.objects.filter(ambito=ambito, pk__in=chiavi, data_nascita__isnull=False)
    if con_spazio_in:
        scelte = scelte.filter(**{f"{con_spazio_in}__contains": " "})
    righe = list(scelte.order_by("pk").values_list("pk", "cognome", "nome", "codice", "data_nascita__year"))
    rng.shuffle(righe)
    return [
        Bersaglio(pk=pk, cognome=cognome, nome=nome, codice=codice, anno=anno)
        for pk, cognome, nome, codice, anno in righe[:quante]
    ]


def _prova(scritto: str, bersaglio: Bersaglio, ambito: Ambito, esiti: tuple[Esito, ...]) -> None:
    tempi = []
    for _ in range(GIRI):
        with cronometra() as conto:
            trovate = trova_persone(interpreta(scritto), ambiti=[ambito.pk])
        tempi.append(conto.banca_dati)
    chiavi = {t.persona_id for t in trovate}
    omonimi = Persona.objects.filter(
        pk__in=chiavi, cognome_norm=normalizza(bersaglio.cognome), nome_norm=normalizza(bersaglio.nome)
    ).exists()
    for esito in esiti:
        esito.serie.tempi += tempi
        esito.quante += 1
        esito.trovate += bersaglio.pk in chiavi
        esito.omonimi += omonimi
