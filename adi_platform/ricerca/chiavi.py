"""Names one typo apart share a key: pure functions, no database.

A word and every form of it with one letter less. If two words are one letter apart (missing, added,
changed, swapped), their keys meet: looking up keys is an exact search, so an ordinary index serves it.
"""

LUNGHEZZA_MINIMA = 3
LUNGHEZZA_MASSIMA = 30
# Words of a surname that are common to thousands of surnames and identify nobody.
PARTICELLE = {"d", "da", "dal", "dall", "dalla", "de", "degli", "dei", "del", "dell", "della", "delle", "di"}
PARTICELLE |= {"la", "lo", "le", "li", "el", "al", "ben", "ait", "van", "von"}


def senza_una_lettera(parola: str) -> set[str]:
    """The word with each letter left out; nothing for words so short that they would meet everything."""
    if not LUNGHEZZA_MINIMA <= len(parola) <= LUNGHEZZA_MASSIMA:
        return set()
    return {parola[:i] + parola[i + 1 :] for i in range(len(parola))}


def chiavi_parola(parola: str) -> set[str]:
    return {parola} | senza_una_lettera(parola)


def intero(testo: str) -> str:
    """The name written as one word."""
    return testo.replace(" ", "")


def forme(testo: str) -> list[str]:
    """The forms by which a name may be called: all its words joined, and each word that is not a particle."""
    return list(dict.fromkeys([intero(testo), *(p for p in testo.split() if p not in PARTICELLE)]))


def chiavi_voce(testo: str) -> list[str]:
    """The keys of a dictionary entry."""
    return sorted(set().union(*(chiavi_parola(forma) for forma in forme(testo))) if testo else set())


def distanza_al_piu_uno(a: str, b: str) -> bool:
    """True if one letter added, missing, changed or swapped with its neighbour separates the words."""
    if a == b:
        return True
    if abs(len(a) - len(b)) > 1:
        return False
    inizio = _inizio_comune(a, b)
    coda = _inizio_comune(a[::-1], b[::-1])
    diversi_a, diversi_b = a[inizio : len(a) - coda], b[inizio : len(b) - coda]
    if max(len(a), len(b)) - inizio - coda <= 1:
        return True
    return len(diversi_a) == 2 and diversi_a == diversi_b[::-1]


def _inizio_comune(a: str, b: str) -> int:
    for quanti, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return quanti
    return min(len(a), len(b))
