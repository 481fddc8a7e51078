"""What the office checks on the data of a person before saving them. Pure."""

import datetime

from cases.rules.codici import CodiceLetto

ANNO_MINIMO = 1905
MAGGIORE_ETA = 18  # art. 2 of the civil code


def discordanze(
    codice: CodiceLetto, *, cognome: str, nome: str, data_nascita: datetime.date | None, sesso: str
) -> list[str]:
    """In what a valid codice fiscale differs from the data beside it: to be confirmed, not refused."""
    if codice.tipo != "cf" or not codice.valido:
        return []
    trovate = []
    if not codice.concorda_con_nome(cognome=cognome, nome=nome):
        trovate.append("Il codice fiscale non corrisponde al cognome e al nome.")
    if data_nascita and not codice.concorda_con_data(data_nascita):
        trovate.append("Il codice fiscale non corrisponde alla data di nascita.")
    if sesso and codice.sesso and sesso != codice.sesso:
        trovate.append("Il codice fiscale non corrisponde al sesso.")
    return trovate


def errore_data_nascita(data: datetime.date | None, *, al: datetime.date) -> str:
    """Why a day of birth cannot be, or nothing."""
    if data is None:
        return ""
    if data > al:
        return "La data di nascita è nel futuro: controllala."
    if data.year < ANNO_MINIMO:
        return f"La data di nascita è prima del {ANNO_MINIMO}: controlla l'anno."
    return ""


def eta(data_nascita: datetime.date | None, *, al: datetime.date) -> int | None:
    """Completed years on the day `al`."""
    if data_nascita is None:
        return None
    compiuti = (al.month, al.day) >= (data_nascita.month, data_nascita.day)
    return al.year - data_nascita.year - (not compiuti)


def minorenne(data_nascita: datetime.date | None, *, al: datetime.date) -> bool:
    """Under age on the day `al`; of whom the birth is not known nothing is said."""
    anni = eta(data_nascita, al=al)
    return anni is not None and anni < MAGGIORE_ETA
