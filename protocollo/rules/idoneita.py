"""Of whom each body may be told: empty when they may, otherwise the reason to show. Pure."""

from __future__ import annotations

from datetime import date

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.norme.errori import ParametroSenzaValore
from adi_platform.norme.loader import Norme
from protocollo.proiezioni.fatti import FattiPersona

ANNI_MAGGIORE_ETA = 18
NON_ATTIVABILE = "Negli obblighi è «non attivabile al lavoro»: al CPI va chi è attivabile."
FUORI_DAGLI_OBBLIGHI = "È fuori dagli obblighi: può andare al CPI solo se aderisce per scelta."
# Written on the page of the duties, and changed there.
SCRITTI_NEGLI_OBBLIGHI = (NON_ATTIVABILE, FUORI_DAGLI_OBBLIGHI)


def perche_non_si_condivide(proiezione: str, persona: FattiPersona, *, al: date, norme: Norme) -> str:
    if proiezione == "lavoro":
        return _lavoro(persona, al=al, norme=norme)
    if proiezione == "scuola":
        return _scuola(persona, al=al, norme=norme)
    if proiezione == "ospite":
        eta = _eta(persona, al)
        return "" if eta is None or eta >= ANNI_MAGGIORE_ETA else "È minorenne."
    return ""


def _lavoro(persona: FattiPersona, *, al: date, norme: Norme) -> str:
    """Between the ages of the norm, and not written down as unable to be activated."""
    eta = _eta(persona, al)
    if eta is None:
        return "Manca la data di nascita."
    try:
        minima = norme.valore("adi.eta_minima_cpi", al=al).intero
        massima = norme.valore("adi.eta_massima_cpi", al=al).intero
    except ParametroSenzaValore as mancanza:
        return mancanza.messaggio
    if not minima <= eta <= massima:
        return f"Al CPI va chi ha da {minima} a {massima} anni."
    if persona.attivabile is False:
        return NON_ATTIVABILE
    if persona.escluso:
        return FUORI_DAGLI_OBBLIGHI
    return ""


def _scuola(persona: FattiPersona, *, al: date, norme: Norme) -> str:
    """The school is asked only about who is bound to attend it."""
    eta = _eta(persona, al)
    if eta is None:
        return "Manca la data di nascita."
    try:
        inizio = norme.valore("scuola.obbligo_eta_minima", al=al)
        fine = norme.valore("scuola.obbligo_eta_massima", al=al)
    except ParametroSenzaValore as mancanza:
        return mancanza.messaggio
    if inizio.intero <= eta < fine.intero:
        return ""
    quanti = "meno di un anno" if eta == 0 else "1 anno" if eta == 1 else f"{eta} anni"
    return f"L'obbligo di istruzione va dai {inizio.intero} ai {fine.intero} anni ({inizio.riferimento}): ha {quanti}."


def _eta(persona: FattiPersona, al: date) -> int | None:
    if persona.nato_il is None:
        return None
    anni = al.year - persona.nato_il.year
    return anni if aggiungi_mesi(persona.nato_il, 12 * anni) <= al else anni - 1
