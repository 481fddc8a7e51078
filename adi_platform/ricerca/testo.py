"""One way to clean what people type and one way to compare names.

`pulisci_testo` is for what is stored: it keeps accents, refuses NUL, drops what nobody can see.
`normalizza` is for what is compared and searched: no accents, apostrophes, case, punctuation.
"""

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
