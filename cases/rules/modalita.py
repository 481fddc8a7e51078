"""How a meeting must be held to stop the 120 days: the Ambito says which ways it admits, by date. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from adi_platform.norme.errori import ParametroSenzaValore
from adi_platform.norme.esito import Esito, Motivo
from adi_platform.norme.loader import Norme

MODALITA_AMMESSE = "adi.modalita_incontro"


def ferma_il_termine(modalita: str, *, il: date, norme: Norme) -> Esito:
    """Whether a first meeting held in that way on that day counts for the term, and why not."""
    try:
        ammesse = norme.valore(MODALITA_AMMESSE, al=il)
    except ParametroSenzaValore:  # before the Assegno di Inclusione no way was asked for
        return Esito()
    if modalita in ammesse.elenco:
        return Esito(parametri=(ammesse,))
    parole = {
        codice: nome[:1].lower() + nome[1:]
        for codice, nome in norme.definizione(MODALITA_AMMESSE).opzioni.items()
    }
    motivo = Motivo(
        codice="MODALITA_NON_AMMESSA",
        testo=f"Un primo incontro {parole.get(modalita, modalita)} non ferma il termine: qui non è tra i modi "
        f"ammessi. Vale {_o(parole[m] for m in ammesse.elenco)}.",
        articolo=ammesse.riferimento,
    )
    return Esito(motivi=(motivo,), parametri=(ammesse,))


def _o(voci: Iterable[str]) -> str:
    """`in sede, a domicilio o in videochiamata`."""
    *prime, ultima = voci
    return f"{', '.join(prime)} o {ultima}" if prime else ultima
