"""Lists for accounting, vouchers, statements: what they say, with only the data that who receives them needs."""

import base64
import datetime
import io
from decimal import Decimal
from typing import Any

import segno

from adi_platform.ui.formati import euro, giorno
from contributi.models import Buono, Esercizio, Liquidazione, Provvedimento, Rata, RendicontoEsercizio

INTESTAZIONI_LIQUIDAZIONE = (
    "N.", "Beneficiario", "Creditore", "Codice fiscale o partita IVA", "IBAN", "Modo", "Documento",
    "Capitolo", "Provvedimento", "Mese", "Importo",
)  # fmt: skip
INTESTAZIONI_RENDICONTO = ("Giorno", "Buono", "Scontrino", "Importo")


def riga_liquidazione(rata: Rata) -> dict[str, str]:
    """One line of the list, frozen as sent. No need, no reason: accounting pays, it does not judge."""
    piano = rata.piano
    creditore = piano.creditore
    return {
        "rata": str(rata.pk),
        "beneficiario": str(piano.richiesta.richiedente),
        "creditore": creditore.nome if creditore else "",
        "codice": (creditore.partita_iva or creditore.codice_fiscale) if creditore else "",
        "iban": creditore.iban if creditore else "",
        "modo": piano.get_modo_display(),
        "documento": str(rata.giustificativo) if rata.giustificativo else "",
        "capitolo": piano.prenotazione.fondo.capitolo,
        "provvedimento": _estremi(piano.provvedimento),
        "mese": f"{rata.mese:%m/%Y}",
        "importo": str(rata.importo),
    }


def contesto_liquidazione(liquidazione: Liquidazione, *, al: datetime.date) -> dict[str, Any]:
    righe = [{**riga, "importo": euro(riga["importo"])} for riga in liquidazione.righe]
    return {"righe": righe, "totale": euro(liquidazione.totale), "al": giorno(al), "quante": len(righe)}


def tabella_liquidazione(liquidazione: Liquidazione) -> list[list[str | Decimal]]:
    """The same list as a table for the spreadsheet: amounts are numbers."""
    nomi = (
        "beneficiario",
        "creditore",
        "codice",
        "iban",
        "modo",
        "documento",
        "capitolo",
        "provvedimento",
        "mese",
    )
    righe = [
        [str(n), *(riga[nome] for nome in nomi), Decimal(riga["importo"])]
        for n, riga in enumerate(liquidazione.righe, 1)
    ]
    vuote = [""] * (len(INTESTAZIONI_LIQUIDAZIONE) - 2)
    return [
        list(INTESTAZIONI_LIQUIDAZIONE),
        *righe,
        [*vuote, "Totale", liquidazione.totale],
    ]


def contesto_buono(buono: Buono, esercizi: list[Esercizio]) -> dict[str, Any]:
    """The voucher in the hands of the person: name, code, what and where, until when. No measure, no need."""
    return {
        "nome": f"{buono.titolare.nome} {buono.titolare.cognome}",
        "codice": buono.codice,
        "importo": euro(buono.importo),
        "residuo": euro(buono.residuo) if buono.speso else "",
        "dal": giorno(buono.valido_dal),
        "al": giorno(buono.scade_il),
        "merci": buono.merci,
        "esercizi": [{"nome": str(e), "indirizzo": e.indirizzo} for e in esercizi],
        "immagini": {"buono.png": _qr(buono.codice)},
    }


def contesto_rendiconto(rendiconto: RendicontoEsercizio) -> dict[str, Any]:
    righe = [
        {**riga, "giorno": giorno(riga["giorno"]), "importo": euro(riga["importo"])}
        for riga in rendiconto.righe
    ]
    return {
        "esercizio": str(rendiconto.esercizio),
        "indirizzo": rendiconto.esercizio.indirizzo,
        "mese": f"{rendiconto.mese:%m/%Y}",
        "righe": righe,
        "totale": euro(rendiconto.totale),
    }


def tabella_rendiconto(rendiconto: RendicontoEsercizio) -> list[list[str | Decimal]]:
    righe = [
        [giorno(r["giorno"]), r["riferimento"], r["scontrino"], Decimal(r["importo"])]
        for r in rendiconto.righe
    ]
    return [list(INTESTAZIONI_RENDICONTO), *righe, ["", "", "Totale", rendiconto.totale]]


def _estremi(provvedimento: Provvedimento) -> str:
    numero = provvedimento.registrazione.segnatura if provvedimento.registrazione else "senza numero"
    return f"{numero} del {provvedimento.adottato_il:%d/%m/%Y}" if provvedimento.adottato_il else numero


def _qr(testo: str) -> str:
    flusso = io.BytesIO()
    segno.make(testo, error="m", micro=False).save(flusso, kind="png", scale=6, border=2)
    return base64.b64encode(flusso.getvalue()).decode()
