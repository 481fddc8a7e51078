"""What was typed in the search field: a code, a phone, an application number, or words of a name. Pure."""

import datetime
import re
from dataclasses import dataclass

from adi_platform.ricerca.recapiti import forma_di_confronto
from adi_platform.ricerca.testo import normalizza

LETTERE_MINIME = 2
PAROLE_MASSIME = 6
LUNGHEZZA_MASSIMA = 120

# A codice fiscale has digits where they belong, or the letters of omocodia in their place. Sixteen
# characters with a digit among them and no space are a code with a slip, never a name.
_CIFRA = "[0-9LMNPQRSTUV]"
_CODICE = re.compile(
    rf"[A-Z]{{6}}{_CIFRA}{{2}}[ABCDEHLMPRST]{_CIFRA}{{2}}[A-Z]{_CIFRA}{{3}}[A-Z]"
    r"|(?:STP|ENI)[0-9]{13}|[0-9]{11}"
)
_CODICE_CON_ERRORE = re.compile(r"(?=[A-Z]*[0-9])[A-Z0-9]{16}")
_TELEFONO = re.compile(r"[+0-9][0-9 ./()-]{5,20}")
_DATA = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_ANNO = re.compile(r"\b(19\d\d|20\d\d)\b")
# Letters and digits in groups joined by hyphens or slashes, or a long number: never a name.
_DOMANDA = re.compile(r"(?=\S*\d)[A-Z0-9]+(?:[-/][A-Z0-9]+)+|[A-Z]{0,4}[0-9]{6,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Richiesta:
    """The search as understood; empty fields mean "not this"."""

    parole: tuple[str, ...] = ()
    codice: str = ""
    telefono: str = ""
    domanda: str = ""
    nascita: datetime.date | None = None
    anno: int | None = None

    @property
    def esatta(self) -> bool:
        return bool(self.codice or self.telefono or self.domanda)

    @property
    def troppo_corta(self) -> bool:
        return not self.esatta and sum(map(len, self.parole)) < LETTERE_MINIME


def interpreta(testo: str) -> Richiesta:
    """Understand what was typed. A code or number is searched as it is; the rest are words of a name."""
    scritto = testo[:LUNGHEZZA_MASSIMA].replace("\x00", "").strip()
    compatto = re.sub(r"\s", "", scritto).upper()
    e_codice = _CODICE.fullmatch(compatto) or _CODICE_CON_ERRORE.fullmatch(scritto.upper())
    codice = compatto if e_codice else ""
    telefono = forma_di_confronto(scritto, telefono=True) if _TELEFONO.fullmatch(scritto) else ""
    domanda = compatto if _DOMANDA.fullmatch(compatto) and not _DATA.search(scritto) else ""
    if _DATA.search(scritto):
        telefono = ""
    if codice or telefono or domanda:
        return Richiesta(codice=codice, telefono=telefono, domanda=domanda)
    nascita = _nascita(scritto)
    resto = _DATA.sub(" ", scritto)
    anno = None if nascita else _anno(resto)
    parole = normalizza(_ANNO.sub(" ", resto)).split()[:PAROLE_MASSIME]
    return Richiesta(parole=tuple(parole), nascita=nascita, anno=anno)


def _nascita(scritto: str) -> datetime.date | None:
    trovata = _DATA.search(scritto)
    if not trovata:
        return None
    giorno, mese, anno = map(int, trovata.groups())
    try:
        return datetime.date(anno, mese, giorno)
    except ValueError:
        return None


def _anno(scritto: str) -> int | None:
    trovato = _ANNO.search(scritto)
    return int(trovato[1]) if trovato else None
