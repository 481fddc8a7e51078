"""Personal codes: codice fiscale (omocodia included), provisional, STP, ENI. Pure: no database, no clock.

The two digits of the year in a codice fiscale never decide the century: `date_possibili` gives every day
the code may mean, and a code is impossible only when none of them exists.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass

from stdnum import luhn
from stdnum.it import codicefiscale

CF_FORMATO = "CF_FORMATO"
CF_CONTROLLO = "CF_CONTROLLO"
CF_DATA_IMPOSSIBILE = "CF_DATA_IMPOSSIBILE"
CF_PROVVISORIO_CONTROLLO = "CF_PROVVISORIO_CONTROLLO"

MESSAGGI_CODICE = {
    CF_FORMATO: (
        "Il codice non ha la forma giusta: ricontrollalo sul documento. "
        "Un codice fiscale ha 16 caratteri (attenzione allo zero scritto come lettera O), "
        "quello provvisorio 11 cifre, STP ed ENI tre lettere e 13 cifre."
    ),
    CF_CONTROLLO: (
        "L'ultimo carattere del codice fiscale non torna: c'è un errore di battitura. "
        "Ricopialo dalla tessera sanitaria."
    ),
    CF_DATA_IMPOSSIBILE: (
        "Il codice fiscale contiene una data di nascita che non esiste. Ricopialo dalla tessera sanitaria."
    ),
    CF_PROVVISORIO_CONTROLLO: (
        "Il codice provvisorio di 11 cifre non è valido: "
        "ricopialo dal certificato dell'Agenzia delle Entrate."
    ),
}

INVISIBILI = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_FORMA = re.compile(r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]")
_MESI = "ABCDEHLMPRST"
_CIFRE_OMOCODIA = str.maketrans("LMNPQRSTUV", "0123456789")
_POSTI_NUMERICI = (6, 7, 9, 10, 12, 13, 14)
_SENZA_SCOMPOSIZIONE = str.maketrans("łŁđĐøØı", "lLdDoOi")
_LUNGHEZZA_MASSIMA = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CodiceLetto:
    """A code as understood. `tipo`: cf, provvisorio, stp, eni, or "" when it has none of the forms.

    `data_nascita_parziale` is (two-digit year, month, day); `base` is the code without omocodia.
    """

    tipo: str
    codice: str
    errore: str = ""
    base: str = ""
    data_nascita_parziale: tuple[int, int, int] | None = None
    sesso: str = ""
    codice_catastale: str = ""

    @property
    def valido(self) -> bool:
        return not self.errore

    @property
    def omocodico(self) -> bool:
        return bool(self.base) and self.base[:15] != self.codice[:15]

    @property
    def messaggio(self) -> str:
        return MESSAGGI_CODICE.get(self.errore, "")

    def date_possibili(self, *, al: datetime.date) -> tuple[datetime.date, ...]:
        """The days of birth that the code may mean, not after `al`, oldest first."""
        return _date_possibili(self.data_nascita_parziale, al=al)

    def concorda_con_data(self, data: datetime.date) -> bool:
        return self.data_nascita_parziale == (data.year % 100, data.month, data.day)

    def concorda_con_nome(self, *, cognome: str, nome: str) -> bool:
        return self.codice[:6] == lettere_cognome(cognome) + lettere_nome(nome)


def analizza_codice(testo: str, *, al: datetime.date) -> CodiceLetto:
    """Recognise and check a code as typed. Never raises: the problem is in `errore`."""
    if len(testo) > _LUNGHEZZA_MASSIMA:
        return CodiceLetto(tipo="", codice=testo[:_LUNGHEZZA_MASSIMA], errore=CF_FORMATO)
    scritto = re.sub(r"\s", "", INVISIBILI.sub("", testo))
    if not scritto.isascii():  # before upper(): "ı" would become an ASCII "I"
        return CodiceLetto(tipo="", codice=scritto, errore=CF_FORMATO)
    codice = scritto.upper()
    if re.fullmatch(r"(STP|ENI)[0-9]{13}", codice):
        return CodiceLetto(tipo=codice[:3].lower(), codice=codice)
    if re.fullmatch(r"[0-9]{11}", codice):
        buono = codice.strip("0") != "" and luhn.is_valid(codice)
        return CodiceLetto(
            tipo="provvisorio", codice=codice, errore="" if buono else CF_PROVVISORIO_CONTROLLO
        )
    if not _FORMA.fullmatch(codice):
        return CodiceLetto(tipo="", codice=codice, errore=CF_FORMATO)
    return _codice_fiscale(codice, al=al)


def _codice_fiscale(codice: str, *, al: datetime.date) -> CodiceLetto:
    if codicefiscale.calc_check_digit(codice[:15]) != codice[15]:
        return CodiceLetto(tipo="cf", codice=codice, errore=CF_CONTROLLO)
    base = senza_omocodia(codice)
    giorno = int(base[9:11])
    mese = _MESI.find(base[8]) + 1
    parziale = (int(base[6:8]), mese, giorno - 40 if giorno > 40 else giorno)
    return CodiceLetto(
        tipo="cf",
        codice=codice,
        errore="" if _date_possibili(parziale, al=al) else CF_DATA_IMPOSSIBILE,
        base=base,
        data_nascita_parziale=parziale,
        sesso="F" if giorno > 40 else "M",
        codice_catastale=base[11:15],
    )


def senza_omocodia(codice: str) -> str:
    """The code with the digits put back and its own check character. Never a key: two people may share it."""
    lettere = list(codice[:15])
    for posto in _POSTI_NUMERICI:
        lettere[posto] = lettere[posto].translate(_CIFRE_OMOCODIA)
    quindici = "".join(lettere)
    return quindici + codicefiscale.calc_check_digit(quindici)


def _date_possibili(parziale: tuple[int, int, int] | None, *, al: datetime.date) -> tuple[datetime.date, ...]:
    if parziale is None:
        return ()
    anno, mese, giorno = parziale
    trovate = []
    for secolo in (1900, 2000, 2100):
        try:
            data = datetime.date(secolo + anno, mese, giorno)
        except ValueError:
            continue
        if data <= al:
            trovate.append(data)
    return tuple(trovate)


def _consonanti_e_vocali(testo: str) -> tuple[str, str]:
    piano = unicodedata.normalize("NFD", testo.translate(_SENZA_SCOMPOSIZIONE)).upper()
    lettere = [c for c in piano if "A" <= c <= "Z"]
    return (
        "".join(c for c in lettere if c not in "AEIOU"),
        "".join(c for c in lettere if c in "AEIOU"),
    )


def lettere_cognome(cognome: str) -> str:
    """The three letters that a surname gives to the code."""
    consonanti, vocali = _consonanti_e_vocali(cognome)
    return (consonanti[:3] + vocali + "XXX")[:3]


def lettere_nome(nome: str) -> str:
    """The three letters that a given name gives: with four or more consonants the second is skipped."""
    consonanti, vocali = _consonanti_e_vocali(nome)
    if len(consonanti) > 3:
        consonanti = consonanti[0] + consonanti[2:]
    return (consonanti[:3] + vocali + "XXX")[:3]
