"""What is published of an act, computed before and checked word by word. It writes nothing."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags

from adi_platform.documenti.contenuto import carta_intestata
from adi_platform.norme.esito import Motivo
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from contributi.documents.atto import Contesto, contesto_omissis
from contributi.enums import StatoProvvedimento
from contributi.models import Pubblicazione
from contributi.rules.omissis import Indizi, Trovato, avvisi_piccolo_gruppo, cerca_identita
from contributi.services.totale_anno import SOMMATI, precedenti_di
from contributi.services.vietati import dati_vietati

TEMPLATE = "contributi/pdf/atto.html"
NORMA = "D.Lgs. 33/2013 artt. 26 e 27"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bozza:
    """The publication as it would be: data, text, what forbids it and what deserves a second look."""

    dati: dict[str, Any]
    testo: Contesto
    richiamati: tuple[str, ...]
    trovati: tuple[Trovato, ...]
    avvisi: tuple[Motivo, ...]


def bozza_di(pubblicazione: Pubblicazione) -> Bozza:
    """The public rendering and its check, recomputed on what the row says now."""
    provvedimento = pubblicazione.provvedimento
    richiamati = _richiamati(pubblicazione)
    testo = contesto_omissis(provvedimento.testo, pubblicazione)
    dati = _dati_aperti(pubblicazione, testo)
    scritto = _testo_stampato(testo, richiamati)
    richiesta = provvedimento.richiesta
    trovati = (
        cerca_identita(
            "\n".join([scritto, *(str(v) for v in dati.values())]),
            dati_vietati(richiesta),
            frasi_ammesse=_parole_dell_ufficio(pubblicazione, richiamati),
            importi_ammessi=[v for v in (provvedimento.totale,) if v is not None],
        )
        if pubblicazione.identita_omessa
        else ()
    )
    return Bozza(
        dati=dati, testo=testo, richiamati=richiamati, trovati=trovati, avvisi=_avvisi(pubblicazione)
    )


def _richiamati(pubblicazione: Pubblicazione) -> tuple[str, ...]:
    """Numbers of the acts of the year that brought the total here; the number says nothing of anybody."""
    atti = [p for p in precedenti_di(pubblicazione.provvedimento) if p.stato == StatoProvvedimento.ADOTTATO]
    return tuple(f"n. {p.registrazione.segnatura}" for p in atti if p.registrazione)


def _dati_aperti(pubblicazione: Pubblicazione, testo: Contesto) -> dict[str, Any]:
    """The row of the open-data file (art. 27): amount, norm, office, official, mode of selection."""
    provvedimento = pubblicazione.provvedimento
    giorno = provvedimento.adottato_il
    return {
        "codice": pubblicazione.codice,
        "beneficiario": testo["beneficiario"],
        "numero": testo["numero"],
        "data": giorno.isoformat() if giorno else "",
        "oggetto": pubblicazione.oggetto,
        "importo": str(provvedimento.totale),
        "norma": f"{testo['regolamento']}, {testo['articoli']}; {NORMA}",
        "ufficio": testo["ufficio"],
        "responsabile": testo["dirigente"],
        "selezione": testo["selezione"],
        "comune": testo["comune"],
    }


def _testo_stampato(testo: Contesto, richiamati: tuple[str, ...]) -> str:
    """The very page, without its marks: what a reader or a search engine finds."""
    cornice = {"titolo": "", "codice": "", "impronta": "", "verifica": "", "emesso_il": ""}
    carta = {"nome": "", "ente": "", "ufficio": "", "recapiti": ""}
    dati = {"atto": testo, "omissis": True, "richiamati": richiamati, "stampa": cornice, "carta": carta}
    return strip_tags(render_to_string(TEMPLATE, dati).replace("<", " <"))


def _parole_dell_ufficio(pubblicazione: Pubblicazione, richiamati: tuple[str, ...]) -> tuple[str, ...]:
    """Words that may look like those of a person but are of the body, of the rule, of the official or drawn."""
    testo = pubblicazione.provvedimento.testo
    dell_ente = [v for v in carta_intestata(pubblicazione.provvedimento.richiesta.ambito).values() if v]
    fissi = [testo[chiave] for chiave in ("ente", "ufficio", "dirigente", "regolamento", "data", "dal", "al")]
    return tuple(v for v in (*dell_ente, *fissi, testo["numero"], pubblicazione.codice, *richiamati) if v)


def _avvisi(pubblicazione: Pubblicazione) -> tuple[Motivo, ...]:
    """How many share measure, Comune, day and amount in the year."""
    provvedimento = pubblicazione.provvedimento
    richiesta, giorno = provvedimento.richiesta, provvedimento.adottato_il or datetime.date.min
    anno = Pubblicazione.objects.filter(
        provvedimento__tipo__in=SOMMATI,
        provvedimento__stato=StatoProvvedimento.ADOTTATO,
        provvedimento__adottato_il__year=giorno.year,
        provvedimento__richiesta__ambito=richiesta.ambito_id,
        provvedimento__richiesta__misura__codice=richiesta.misura.codice,
    )
    comune = anno.filter(provvedimento__richiesta__comune=richiesta.comune_id)
    uguali = comune.filter(provvedimento__totale=provvedimento.totale, provvedimento__adottato_il=giorno)
    norme = norme_dell_ambito(richiesta.ambito_id)
    return avvisi_piccolo_gruppo(
        Indizi(
            comune_indicato=pubblicazione.con_comune,
            stessa_misura=_persone(anno),
            stesso_comune=_persone(comune),
            stesso_giorno_e_importo=_persone(uguali),
        ),
        minimo=norme.valore("trasparenza.gruppo_minimo", al=giorno).intero,
    )


def _persone(righe: Any) -> int:
    quante: int = righe.values("beneficiario").distinct().count()
    return quante
