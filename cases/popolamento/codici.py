"""Valid codes for invented people."""

import datetime
import random

from stdnum import luhn
from stdnum.it import codicefiscale

from cases.rules.codici import lettere_cognome, lettere_nome

MESI = "ABCDEHLMPRST"
# Belfiore codes of real places of birth; the residents' Comuni are invented.
LUOGHI = {
    "Roma": "H501",
    "Milano": "F205",
    "Napoli": "F839",
    "Torino": "L219",
    "Palermo": "G273",
    "Genova": "D969",
    "Bologna": "A944",
    "Firenze": "D612",
    "Bari": "A662",
    "Catania": "C351",
    "Verona": "L781",
    "Trieste": "L424",
    "Brescia": "B157",
    "Perugia": "G478",
    "Livorno": "E625",
    "Cagliari": "B354",
    "Ancona": "A271",
    "Potenza": "G942",
    "L'Aquila": "A345",
    "Campobasso": "B519",
}


def codice_fiscale(*, cognome: str, nome: str, nascita: datetime.date, sesso: str, luogo: str) -> str:
    giorno = nascita.day + (40 if sesso == "F" else 0)
    base = (
        lettere_cognome(cognome)
        + lettere_nome(nome)
        + f"{nascita:%y}{MESI[nascita.month - 1]}{giorno:02d}{luogo}"
    )
    return base + str(codicefiscale.calc_check_digit(base))


def codice_provvisorio(rng: random.Random) -> str:
    """Eleven digits: seven of the person, three of the office, one of check."""
    cifre = f"99{rng.randrange(10**5):05d}{rng.randint(1, 100):03d}"
    return cifre + str(luhn.calc_check_digit(cifre))


def codice_stp(rng: random.Random, *, tipo: str) -> str:
    return f"{tipo.upper()}{rng.randrange(10**13):013d}"
