"""The letter that says how a request was decided. Values in plain Italian."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from contributi.documents.atto import ricorso
from contributi.enums import StatoProvvedimento, TipoProvvedimento
from contributi.models import Comunicazione, Provvedimento
from contributi.rules import lettere
from contributi.rules.in_lettere import euro_in_lettere
from contributi.services.comunicazioni import invia_comunicazione

T = TipoProvvedimento
LETTERA_PER_TIPO: dict[str, str] = {
    T.CONCESSIONE: lettere.CONCESSIONE,
    T.DEROGA: lettere.CONCESSIONE,
    T.DINIEGO: lettere.DINIEGO,
    T.SOSPENSIONE: lettere.SOSPENSIONE,
    T.REVOCA: lettere.REVOCA,
}
NESSUNA = "Non ci ha scritto osservazioni."


def comunica_esito(
    *,
    provvedimento: Provvedimento,
    canale: str,
    inviata_il: datetime.date,
    operatore: Utente,
    al: datetime.date,
) -> Comunicazione:
    """The letter of an adopted act, once."""
    lettera = LETTERA_PER_TIPO.get(provvedimento.tipo)
    if provvedimento.stato != StatoProvvedimento.ADOTTATO or lettera is None:
        raise DominioError("Per questo atto non c'è una lettera da mandare.")
    if provvedimento.comunicazioni.exists():
        raise DominioError("La lettera di questo atto è già stata mandata.")
    return invia_comunicazione(
        richiesta=provvedimento.richiesta,
        lettera=lettera,
        valori=valori_dell_atto(provvedimento, al=al),
        canale=canale,
        inviata_il=inviata_il,
        operatore=operatore,
        al=al,
        provvedimento=provvedimento,
    )


def valori_dell_atto(provvedimento: Provvedimento, *, al: datetime.date) -> dict[str, str]:
    """What the letters of the outcome say, from the frozen text of the act."""
    testo = provvedimento.testo
    norme = norme_dell_ambito(provvedimento.richiesta.ambito_id)
    return {
        "motivi": _motivi(provvedimento),
        "regola_applicata": testo["articoli"],
        "come_fare_ricorso": ricorso(norme, al=al),
        "importo": _in_cifre(provvedimento.totale),
        "importo_lettere": euro_in_lettere(provvedimento.totale or Decimal(0)),
        "scopo_contributo": testo["misura"],
        "modo_pagamento": testo["modo"].lower(),
        "data_inizio": testo["dal"],
        "data_fine": testo["al"] or "da concordare",
        "durata_mesi": str(provvedimento.mesi or 1),
        "impegni_collegati": testo["condizioni"] or "Nessun impegno particolare.",
        "data_verifica": testo["al"] or "una data da concordare",
        "osservazioni_valutate": _osservazioni(testo["osservazioni"]),
        "condizione_ripresa": testo["condizioni"],
        "importo_recupero": _in_cifre(provvedimento.importo_recupero),
        "periodo_recupero": f"dal {testo['dal']}",
        "modalita_restituzione": "Le scriviamo come restituire la somma, anche a rate.",
        "termine_risposta": "termine scritto nella richiesta di restituzione",
    }


def _motivi(provvedimento: Provvedimento) -> str:
    """Of a refusal, the reasons already told with the notice and those born from the observations."""
    testo = provvedimento.testo
    righe = [f"- {m['testo']}" for m in testo["motivi"]]
    if testo["motivi_nuovi"]:
        righe.append(f"- {testo['motivi_nuovi']}")
    return "\n".join(righe) or str(testo["motivazione"])


def _osservazioni(righe: Sequence[dict[str, str]]) -> str:
    return "\n".join(f"«{o['testo']}» {o['esito']}: {o['risposta']}" for o in righe) or NESSUNA


def _in_cifre(importo: Decimal | None) -> str:
    return f"{importo or Decimal(0):,.2f}".translate(str.maketrans(",.", ".,"))
