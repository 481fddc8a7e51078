"""The letter that says how a request was decided. Values in plain Italian."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from adi_platform.calendario.mesi import Mese
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.ui.formati import con_articolo
from contributi.documents.atto import ricorso
from contributi.enums import StatoProvvedimento, TipoProvvedimento
from contributi.models import Comunicazione, Provvedimento, Richiesta
from contributi.rules import lettere
from contributi.rules.fatti import mesi_in_parole
from contributi.rules.in_lettere import euro_in_lettere
from contributi.services.atto_firmato import attende_la_firma
from contributi.services.comunicazioni import invia_comunicazione
from patti.documents.lettura import obiettivi_visibili
from patti.rules.visibilita import SGUARDO_COMUNE

T = TipoProvvedimento
LETTERA_PER_TIPO: dict[str, str] = {
    T.CONCESSIONE: lettere.CONCESSIONE,
    T.DEROGA: lettere.CONCESSIONE,
    T.DINIEGO: lettere.DINIEGO,
    T.SOSPENSIONE: lettere.SOSPENSIONE,
    T.REVOCA: lettere.REVOCA,
    T.NON_SOSPENSIONE: lettere.NON_SOSPENSIONE,
    T.MODIFICA: lettere.MODIFICA,
    T.ARCHIVIAZIONE: lettere.ARCHIVIAZIONE,
}
NESSUNA = "Le abbiamo scritto e non ci ha mandato osservazioni."
CAUTELARE = (
    "Ci siamo fermati prima di sentirla, perché: {motivo} Le scriviamo a parte: può ancora dirci la sua."
)
NESSUN_IMPEGNO = "Nessun impegno particolare."
PUNTO = "Facciamo il punto insieme {giorno}."
PUNTO_DA_FISSARE = "Facciamo il punto insieme: la chiamiamo per fissare il giorno."


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
    if motivo := attende_la_firma(provvedimento):
        raise DominioError(f"La lettera parte con l'atto firmato: {motivo}.")
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
    """What the letters of the outcome say: the frozen text of the act, the need and the duties of the PAI."""
    testo, richiesta = provvedimento.testo, provvedimento.richiesta
    norme = norme_dell_ambito(richiesta.ambito_id)
    osservazioni = _osservazioni(provvedimento)
    valori = {
        "motivi": _motivi(provvedimento),
        "regola_applicata": testo["articoli"],
        "come_fare_ricorso": ricorso(norme, al=al),
        "importo": _in_cifre(provvedimento.totale),
        "importo_lettere": euro_in_lettere(provvedimento.totale or Decimal(0)),
        "scopo_contributo": richiesta.bisogno.strip() or testo["misura"],
        "modo_pagamento": testo["modo"].lower(),
        "data_inizio": testo["dal"],
        "data_fine": testo["al"],
        "periodo": _periodo(provvedimento),
        "impegni_collegati": _impegni(provvedimento),
        "verifica": _verifica(richiesta, al=al),
        "osservazioni_valutate": osservazioni or NESSUNA,
        "ascolto": f"Che cosa ci ha scritto lei\n{osservazioni}" if osservazioni else "",
        "condizione_ripresa": testo["condizioni"],
        "importo_recupero": _in_cifre(provvedimento.importo_recupero),
    }
    if provvedimento.tipo == T.REVOCA:
        revoca = lettere.lettere()[lettere.REVOCA]
        quale = "RECUPERO" if provvedimento.importo_recupero else "NIENTE_RECUPERO"
        valori["restituzione"] = revoca.compila(revoca.paragrafi[quale], valori)
    return valori


def _periodo(provvedimento: Provvedimento) -> str:
    """The days that the money covers: without a last day it is the end of the month of the last instalment."""
    dal, al, mesi = provvedimento.dal, provvedimento.al, provvedimento.mesi
    if dal is None:
        return ""
    if al is None and mesi:
        al = Mese.di(dal).piu(mesi - 1).ultimo_giorno
    quanti = f", per {mesi_in_parole(mesi)}" if mesi else ", in una volta sola"
    fino = f" {con_articolo(al, 'al')}" if al else ""
    return f"{con_articolo(dal, 'dal').capitalize()}{fino}{quanti}."


def _impegni(provvedimento: Provvedimento) -> str:
    """The conditions of the act, then the duties of the PAI that the whole family may read."""
    righe = [provvedimento.testo["condizioni"].strip()] if provvedimento.tipo != T.SOSPENSIONE else []
    if pai := provvedimento.richiesta.pai:
        righe += [
            f"- {impegno.testo}"
            for obiettivo in obiettivi_visibili(pai, SGUARDO_COMUNE)
            for risultato in obiettivo.risultati.all()
            for impegno in risultato.impegni.all()
        ]
    return "\n".join(riga for riga in righe if riga) or NESSUN_IMPEGNO


def _verifica(richiesta: Richiesta, *, al: datetime.date) -> str:
    """The next check of the PAI, if one is to come."""
    if richiesta.pai is None:
        return PUNTO_DA_FISSARE
    ultima = richiesta.pai.verifiche.order_by("-data").first()
    quando = ultima.prossima_data if ultima else richiesta.pai.prima_verifica
    return PUNTO.format(giorno=con_articolo(quando)) if quando and quando >= al else PUNTO_DA_FISSARE


def _motivi(provvedimento: Provvedimento) -> str:
    """Of a refusal, the reasons already told with the notice and those born from the observations."""
    testo = provvedimento.testo
    righe = [f"- {m['testo']}" for m in testo["motivi"]]
    if testo["motivi_nuovi"]:
        righe.append(f"- {testo['motivi_nuovi']}")
    return "\n".join(righe) or str(testo["motivazione"])


def _osservazioni(provvedimento: Provvedimento) -> str:
    if motivo := provvedimento.motivo_cautelare.strip():
        return CAUTELARE.format(motivo=motivo if motivo.endswith(".") else f"{motivo}.")
    righe: Sequence[dict[str, str]] = provvedimento.testo["osservazioni"]
    return "\n".join(f"«{o['testo']}» {o['esito']}: {o['risposta']}" for o in righe)


def _in_cifre(importo: Decimal | None) -> str:
    return f"{importo or Decimal(0):,.2f}".translate(str.maketrans(",.", ".,"))
