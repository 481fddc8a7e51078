"""One row of a list: from raw cells to what was understood. Rows are compared elsewhere."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from adi_platform.errori import DominioError
from adi_platform.ricerca.importi import leggi_importo
from cases.rules.elenco.campi import DATE, TESTI_LIBERI, campi
from cases.rules.elenco.celle import (
    Cella,
    Formula,
    ha_controlli,
    piega,
    pulisci,
    sembra_formula,
    su_una_riga,
    testo_di,
)
from cases.rules.elenco.date_scritte import leggi_data
from cases.rules.elenco.letture import FUORI_TABELLA, VUOTA, DatiNucleo, PersonaLetta, RigaLetta, Rilievo
from cases.rules.elenco.mappatura import Mappatura
from cases.rules.elenco.persona import avvisi_dei_recapiti, leggi_persona
from cases.rules.elenco.recapiti import leggi_telefono
from cases.rules.elenco.spostamento import colonne_spostate

_DATE_DEL_NUCLEO = ("data_domanda", "data_pad", "data_trasmissione")
_PIEGATI = ("comune", "relazione", "cittadinanza", "tipo_isee")


def leggi_riga(
    numero: int,
    celle: Sequence[Cella],
    *,
    mappatura: Mappatura,
    intestazioni: Sequence[str],
    al: datetime.date,
) -> RigaLetta:
    """Read one row. `al` is the day of the extraction: it decides what is in the future."""
    pulite = [pulisci(c) for c in celle]
    piene = sum(1 for c in pulite if c is not None)
    if piene == 0:
        return RigaLetta(numero=numero, tipo=VUOTA)
    if piene == 1 or _intestazione_ripetuta(celle, intestazioni):
        return RigaLetta(numero=numero, tipo=FUORI_TABELLA)
    campi_letti = {c: pulite[i] if i < len(pulite) else None for c, i in mappatura.posti.items()}
    if colonne_spostate(pulite, mappatura, al=al):
        return RigaLetta(numero=numero, errori=(Rilievo(codice="COLONNE_SPOSTATE"),))
    if mappatura.un_nucleo_per_riga:
        return _nucleo_per_riga(numero, campi_letti, mappatura, al=al)
    return _persona_per_riga(numero, campi_letti, al=al)


def _intestazione_ripetuta(celle: Sequence[Cella], intestazioni: Sequence[str]) -> bool:
    return [testo_di(c).strip() for c in celle] == [i.strip() for i in intestazioni]


def _persona_per_riga(numero: int, celle: Mapping[str, Cella], *, al: datetime.date) -> RigaLetta:
    nucleo, errori = _dati_nucleo(celle, al=al)
    persona, suoi, avvisi = leggi_persona(celle, riga=numero, componente=0, al=al)
    errori += suoi + errori_di_scrittura(celle)
    return _compone(numero, celle, nucleo, (persona,), errori, avvisi)


def _nucleo_per_riga(
    numero: int, celle: Mapping[str, Cella], mappatura: Mappatura, *, al: datetime.date
) -> RigaLetta:
    generali = {c: v for c, v in celle.items() if "." not in c}
    nucleo, errori = _dati_nucleo(generali, al=al)
    errori += errori_di_scrittura(generali)
    persone: list[PersonaLetta] = []
    avvisi: list[Rilievo] = []
    scartati: list[Rilievo] = []
    scritti = 0
    for k in mappatura.componenti:
        prefisso = f"componente_{k}."
        sue = {c.removeprefix(prefisso): v for c, v in celle.items() if c.startswith(prefisso)}
        if all(v is None for v in sue.values()):
            continue
        scritti += 1
        persona, suoi_errori, suoi_avvisi = leggi_persona(sue, riga=numero, componente=k, al=al)
        suoi_errori += errori_di_scrittura(sue)
        if suoi_errori:
            scartati += [replace(r, componente=k) for r in suoi_errori]
            avvisi.append(Rilievo(codice="COMPONENTE_RIFIUTATO", componente=k))
        else:
            persone.append(persona)
            avvisi += [replace(r, componente=k) for r in suoi_avvisi + avvisi_di_scrittura(sue)]
    if nucleo.n_componenti is not None and nucleo.n_componenti != scritti:
        avvisi.append(Rilievo(codice="N_COMPONENTI_DISCORDE", campo="n_componenti"))
    if not persone:
        errori += scartati or [Rilievo(codice="NOME_MANCANTE", campo="cognome")]
    riga = _compone(numero, celle, nucleo, tuple(persone), errori, avvisi)
    return replace(riga, errori_componenti=tuple(scartati))


def _compone(
    numero: int,
    celle: Mapping[str, Cella],
    nucleo: DatiNucleo,
    persone: tuple[PersonaLetta, ...],
    errori: list[Rilievo],
    avvisi: list[Rilievo],
) -> RigaLetta:
    domanda = su_una_riga(testo_di(celle.get("domanda"))).upper()
    if not domanda:
        errori.append(Rilievo(codice="DOMANDA_MANCANTE", campo="domanda"))
    generali = {c: v for c, v in celle.items() if "." not in c}
    avvisi = [*avvisi, *avvisi_dei_recapiti(generali), *avvisi_di_scrittura(generali)]
    impronta = tuple(_confrontabile(c, v, nucleo, persone) for c, v in celle.items())
    return RigaLetta(
        numero=numero,
        domanda=domanda[:40],
        nucleo=nucleo,
        persone=persone,
        errori=_senza_ripetizioni(errori),
        avvisi=() if errori else _senza_ripetizioni(avvisi),
        impronta=impronta,
        impronta_piegata=tuple(piega(v) if isinstance(v, str) else v for v in impronta),
    )


def _senza_ripetizioni(rilievi: Sequence[Rilievo]) -> tuple[Rilievo, ...]:
    return tuple(sorted(set(rilievi), key=lambda r: (r.componente, r.codice, r.campo)))


def _dati_nucleo(celle: Mapping[str, Cella], *, al: datetime.date) -> tuple[DatiNucleo, list[Rilievo]]:
    errori: list[Rilievo] = []
    date: dict[str, datetime.date | None] = {}
    for campo in _DATE_DEL_NUCLEO:
        cella = celle.get(campo)
        date[campo], problema = leggi_data(None if isinstance(cella, Formula) else cella, al=al)
        if problema:
            errori.append(Rilievo(codice=problema, campo=campo))
    isee, buono = leggi_isee(celle.get("isee"))
    if not buono:
        errori.append(Rilievo(codice="ISEE_NON_VALIDO", campo="isee"))
    numero = testo_di(celle.get("n_componenti"))
    testi = {
        c: su_una_riga(testo_di(celle.get(c)))
        for c in ("comune", "tipo_isee", "dsu", "indirizzo", "email", "periodo", "note")
    }
    nucleo = DatiNucleo(
        data_domanda=date["data_domanda"],
        data_pad=date["data_pad"],
        data_trasmissione=date["data_trasmissione"],
        isee=isee,
        telefono=testo_di(celle.get("telefono")),
        n_componenti=int(numero) if numero.isascii() and numero.isdigit() and len(numero) < 4 else None,
        **testi,
    )
    return nucleo, errori


def leggi_isee(cella: Cella) -> tuple[Decimal | None, bool]:
    """The amount, and whether the cell could be read (an empty one can)."""
    if cella is None or isinstance(cella, Formula):
        return None, True
    if isinstance(cella, datetime.datetime):
        return None, False
    try:
        return leggi_importo(_due_decimali(cella) if isinstance(cella, float) else cella), True
    except DominioError:
        return None, False


def _due_decimali(numero: float) -> Decimal | str:
    """A sheet stores 8723.92 in binary: bring it back when it was written with two decimals."""
    arrotondato = round(numero, 2)
    return Decimal(f"{arrotondato:.2f}") if abs(arrotondato - numero) < 1e-6 else "troppi decimali"


def errori_di_scrittura(celle: Mapping[str, Cella]) -> list[Rilievo]:
    """Formulas, control characters, texts longer than the archive can keep."""
    errori = [Rilievo(codice="CELLA_FORMULA", campo=c) for c, v in celle.items() if isinstance(v, Formula)]
    controlli = [
        Rilievo(codice="CARATTERE_DI_CONTROLLO", campo=c) for c, v in celle.items() if ha_controlli(v)
    ]
    errori += controlli
    if not controlli:
        errori += [
            Rilievo(codice="TESTO_FORMULA", campo=c)
            for c in ("cognome", "nome")
            if sembra_formula(celle.get(c))
        ]
    for nome, cella in celle.items():
        campo = campi().get(nome)
        if campo and campo.massimo and len(testo_di(cella)) > campo.massimo:
            errori.append(Rilievo(codice="TESTO_TROPPO_LUNGO", campo=nome))
    return errori


def avvisi_di_scrittura(celle: Mapping[str, Cella]) -> list[Rilievo]:
    return [Rilievo(codice="TESTO_FORMULA", campo=c) for c in TESTI_LIBERI if sembra_formula(celle.get(c))]


def _confrontabile(campo: str, cella: Cella, nucleo: DatiNucleo, persone: tuple[PersonaLetta, ...]) -> Any:
    """The value of a cell in the form in which two rows are compared."""
    persona = persone[0] if persone and persone[0].componente == 0 else None
    if campo in DATE or campo == "isee":
        return getattr(nucleo, campo) if hasattr(nucleo, campo) else getattr(persona, campo, cella)
    if persona is not None and campo in ("codice", "sesso"):
        return getattr(persona, campo)
    if campo == "telefono":
        return leggi_telefono(cella)[0] or cella
    if campo in _PIEGATI and isinstance(cella, str):
        return piega(cella)
    return cella
