"""One way to clean what people type, one way to write a name and one way to compare names.

`pulisci_testo` is for what is stored: it keeps accents, refuses NUL, drops what nobody can see.
`nome_proprio` is for the names that come in capitals: "D'ANGELO NICOLO'" is D'Angelo Nicolò.
`normalizza` is for what is compared and searched: no accents, apostrophes, case, punctuation.
"""

import re
import unicodedata

from adi_platform.errori import DominioError

# Letters that Unicode does not decompose into a base letter and a mark.
SENZA_SEGNO = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
APOSTROFI = dict.fromkeys(map(ord, "'’‘`´ʼʹ′ˈ＇‛"))
# Controls that turn the direction of writing, and invisible characters that make two equal names differ.
INVISIBILI = dict.fromkeys(
    [
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0x00AD,
        0x061C,
        0xFEFF,
    ]
)
A_CAPO = "\n\t"
ACCENTATE = str.maketrans("aeiou", "àèìòù")
# What capitals and a final apostrophe hide: these names end with an acute, those words were cut short.
CON_ACUTA = {"andre", "desire", "jose", "rene"}
TRONCHE = {"be", "ca", "da", "de", "fra", "ne"}
# After these an apostrophe is an elision, and a capital follows; a single letter is always one of them.
ELISIONI = {"all", "bell", "coll", "dall", "dell", "nell", "sant", "sull"}
_PAROLA = re.compile(r"[^\s-]+")
# Apostrophes typed twice count once.
_APOSTROFO = re.compile("(['’‘`´])['’‘`´]*")


def pulisci_testo(testo: str, *, piu_righe: bool = False) -> str:
    """Return the text in NFC, on one line unless `piu_righe`, without bidi controls and invisible marks.

    Raises DominioError for NUL and other control characters, which no form of the office contains.
    """
    righe = testo.replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBILI)
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in A_CAPO for c in righe):
        raise DominioError("Il testo contiene caratteri che non si possono salvare: riscrivilo a mano.")
    composto = unicodedata.normalize("NFC", righe)
    if piu_righe:
        return composto.strip()
    return " ".join(composto.split())


def nome_proprio(testo: str) -> str:
    """A name written all in capitals, as an Italian office writes it; any other text as it is.

    "DE LUCA" gives "De Luca", "D'ANGELO" "D'Angelo", "NICOLO'" "Nicolò"; "McCarthy" stays.
    """
    if not testo.isupper():
        return testo
    return unicodedata.normalize("NFC", _PAROLA.sub(lambda p: _parola_propria(p[0]), testo))


def _parola_propria(parola: str) -> str:
    """One word: a final apostrophe is an accent on the vowel before it, one inside is an elision."""
    pezzi = _APOSTROFO.split(parola.lower())
    if len(pezzi) > 1 and not pezzi[-1]:
        return "".join([*_iniziali(pezzi[:-3]), *_tronca_o_accentata(pezzi[-3], pezzi[-2])])
    return "".join(_iniziali(pezzi))


def _tronca_o_accentata(fine: str, apostrofo: str) -> list[str]:
    if not fine or fine in TRONCHE or fine[-1] not in "aeiou":
        return [*_iniziali([fine]), apostrofo]
    return _iniziali([f"{fine[:-1]}{'é' if fine in CON_ACUTA else fine[-1].translate(ACCENTATE)}"])


def _iniziali(pezzi: list[str]) -> list[str]:
    """Pieces and apostrophes by turns: a capital at the start and after an elision."""
    return [
        _iniziale(p) if n == 0 or len(pezzi[n - 2]) == 1 or pezzi[n - 2] in ELISIONI else p
        for n, p in enumerate(pezzi)
    ]


def _iniziale(pezzo: str) -> str:
    """Capital first letter, and the one after Mc."""
    if pezzo.startswith("mc") and len(pezzo) > 4:
        return f"Mc{_iniziale(pezzo[2:])}"
    return pezzo[:1].upper() + pezzo[1:]


def normalizza(testo: str) -> str:
    """Return the text as it is compared: "Nicolò D'Angelo" and "NICOLO' DANGELO" give "nicolo dangelo".

    Hyphens and other punctuation become a space; letters of other scripts stay.
    """
    senza_apostrofi = testo.translate(INVISIBILI).translate(APOSTROFI)
    scomposto = unicodedata.normalize("NFKD", senza_apostrofi.casefold())
    lettere = (_lettera(c) for c in scomposto.translate(APOSTROFI).casefold())
    return " ".join("".join(lettere).translate(SENZA_SEGNO).split())


def _lettera(carattere: str) -> str:
    """The character itself, nothing for an accent or a control, a space for punctuation."""
    if carattere.isalnum():
        return carattere
    if unicodedata.category(carattere)[0] == "M" or carattere == "\x00":
        return ""
    return " "
