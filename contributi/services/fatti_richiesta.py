"""The facts that the rules read, each with its evidence: written by a person, or read from the rest of the file."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cases.enums import TipoISEE
from contributi.enums import ModoErogazione, StatoProvvedimento
from contributi.models import Provvedimento, Richiesta, SituazioneEconomica
from contributi.rules.misura import FattoRichiesto, MisuraLetta, Origine
from contributi.services.documenti_richiesti import mancanti, spesa_documentata
from contributi.services.rinnovi import mesi_nel_ciclo
from contributi.services.situazione import CONCESSIONI, peso
from patti.enums import ESITI_DI_RIFIUTO, STATI_FIRMATI
from patti.models import VerificaPatto

FattiGrezzi = dict[str, Any]
CONCESSO_NELL_ANNO = "gia_concesso_anno"


@dataclass(frozen=True, slots=True, kw_only=True)
class Importi:
    """In euro, monthly when `mesi` is given. Of a change, `gia_dati` is what it leaves of its own grant."""

    importo: Decimal
    mesi: int | None = None
    dal: datetime.date | None = None
    gia_dati: Decimal = Decimal(0)
    mesi_gia_dati: int = 0


# Written once, in the economic situation.
DALLA_SITUAZIONE = frozenset(
    {
        "isee_corrente",
        "isee_ordinario",
        "isee_minorenni",
        "isee_inclusione",
        "isee_scadenza",
        "dichiarazione_mezzi",
    }
)
# They come from papers or from the request, but only a person can read them there.
LETTI_DA_UNA_PERSONA = frozenset({"beni_voucher", "prescrizione_medica", "sollecito_amministratore"})
ISEE_PER_TIPO = {
    TipoISEE.CORRENTE: "isee_corrente",
    TipoISEE.ORDINARIO: "isee_ordinario",
    TipoISEE.MINORENNI: "isee_minorenni",
    TipoISEE.INCLUSIONE: "isee_inclusione",
}


def fatti_da_chiedere(letta: MisuraLetta) -> tuple[FattoRichiesto, ...]:
    """What the form of the istruttoria asks."""
    return tuple(
        fatto
        for fatto in letta.fatti
        if fatto.codice in LETTI_DA_UNA_PERSONA
        or (fatto.origine is Origine.OPERATORE and fatto.codice not in DALLA_SITUAZIONE)
    )


def fatti_di(
    richiesta: Richiesta, letta: MisuraLetta, *, al: datetime.date, importi: Importi | None = None
) -> FattiGrezzi:
    """All the facts that the measure names, as known on the day `al`; those nobody wrote are left out.

    `importi` are the amounts of a proposal, when they are not those of the request.
    """
    chiesti = {f.codice for f in fatti_da_chiedere(letta)}
    fatti = {codice: voce for codice, voce in richiesta.fatti.items() if codice in chiesti}
    letti: FattiGrezzi = {
        **_della_situazione(getattr(richiesta, "situazione", None)),
        **_della_richiesta(richiesta),
        **_importi(importi or Importi(importo=richiesta.importo, mesi=richiesta.mesi), importi is not None),
        **_del_pai(richiesta),
        **_dei_documenti(richiesta, al),
    }
    for fatto in letta.fatti:
        if fatto.codice in chiesti:
            continue
        valore, prova = letti.get(fatto.codice, (None, ""))
        if fatto.codice in PIGRI:
            valore, prova = PIGRI[fatto.codice](richiesta, al)
        elif fatto.codice in DALL_INIZIO:
            valore, prova = DALL_INIZIO[fatto.codice](richiesta, (importi and importi.dal) or al)
        if valore is not None:
            fatti[fatto.codice] = {"valore": valore, "prova": prova}
    return fatti


def _della_situazione(situazione: SituazioneEconomica | None) -> Mapping[str, tuple[Any, str]]:
    if situazione is None:
        return {}
    prova = f"attestazione {situazione.isee_protocollo}".strip() if situazione.isee_tipo else ""
    dichiarati = situazione.mezzi_dichiarati_il
    letti: dict[str, tuple[Any, str]] = {
        "isee_scadenza": (_data(situazione.isee_scade_il), prova),
        "dichiarazione_mezzi": (
            dichiarati is not None,
            f"dichiarazione del {dichiarati:%d/%m/%Y}" if dichiarati else "",
        ),
    }
    nome = ISEE_PER_TIPO.get(TipoISEE(situazione.isee_tipo)) if situazione.isee_tipo else None
    if nome:
        letti[nome] = (_importo(situazione.isee_valore), prova)
    return letti


def _della_richiesta(richiesta: Richiesta) -> Mapping[str, tuple[Any, str]]:
    prova = "domanda"
    terzi = richiesta.modo == ModoErogazione.QUIETANZA_TERZI
    return {
        "tipo_spesa": (richiesta.tipo_spesa or None, prova),
        "con_voucher": (richiesta.modo == ModoErogazione.BUONO, prova),
        "pagamento_a_terzi": (terzi, prova),
        "consenso_terzi": (richiesta.consenso_terzi, prova),
        "data_nascita": (_data(richiesta.richiedente.data_nascita), "anagrafe"),
        "rinnovo_numero": (_rinnovo(richiesta), "domande precedenti"),
    }


def _importi(importi: Importi, della_proposta: bool) -> Mapping[str, tuple[Any, str]]:
    prova = "proposta" if della_proposta else "domanda"
    return {
        "mesi": (importi.mesi + importi.mesi_gia_dati if importi.mesi else None, prova),
        "importo_mensile": (_importo(importi.importo if importi.mesi else None), prova),
        "importo_totale": (_importo(importi.gia_dati + importi.importo * (importi.mesi or 1)), prova),
    }


def _del_pai(richiesta: Richiesta) -> Mapping[str, tuple[Any, str]]:
    patto = richiesta.pai
    firmato = patto is not None and patto.stato in STATI_FIRMATI
    if patto is None:
        return {"pai_firmato": (False, ""), "progetto_personalizzato": (False, "")}
    prova = f"PAI versione {patto.numero}"
    verifiche = VerificaPatto.objects.filter(patto__identita=patto.identita)
    return {
        "pai_firmato": (firmato, prova),
        "progetto_personalizzato": (firmato, prova),
        "parenti_coinvolgimento_necessario": (patto.pai.parenti_necessari, prova),
        "parenti_rifiuto": (any(p.esito in ESITI_DI_RIFIUTO for p in patto.parenti.all()), prova),
        "verifica_svolta": (verifiche.exists(), prova),
    }


def _dei_documenti(richiesta: Richiesta, al: datetime.date) -> Mapping[str, tuple[Any, str]]:
    codici = [r.codice for r in mancanti(richiesta, al=al)]
    return {
        "documenti_mancanti": ("|".join(codici) or None, "elenco dei documenti"),
        "spesa_documentata": (spesa_documentata(richiesta, al=al), "elenco dei documenti"),
    }


def _gia_concesso(richiesta: Richiesta, al: datetime.date) -> tuple[Any, str]:
    return str(sum((peso(a) for a in _concessi(richiesta)), Decimal(0))), "provvedimenti adottati"


def _gia_concesso_nell_anno(richiesta: Richiesta, al: datetime.date) -> tuple[Any, str]:
    dell_anno = (a for a in _concessi(richiesta) if a.adottato_il and a.adottato_il.year == al.year)
    return str(sum((peso(a) for a in dell_anno), Decimal(0))), f"provvedimenti adottati nel {al.year}"


def _mesi_gia_goduti(richiesta: Richiesta, dal: datetime.date) -> tuple[Any, str]:
    return mesi_nel_ciclo(richiesta, dal=dal), "provvedimenti adottati"


def _concessi(richiesta: Richiesta) -> list[Provvedimento]:
    """Grants of the same measure to the same household, in any version of it."""
    righe = Provvedimento.objects.filter(
        richiesta__caso__nucleo=richiesta.caso.nucleo_id,
        richiesta__misura__codice=richiesta.misura.codice,
        tipo__in=CONCESSIONI,
        stato=StatoProvvedimento.ADOTTATO,
    )
    return list(righe.exclude(richiesta=richiesta).select_related("prenotazione").order_by("pk"))


def _rinnovo(richiesta: Richiesta) -> int:
    """How many renewals lead to this request: 0 for the first."""
    numero, corrente = 0, richiesta.rinnovo_di
    while corrente is not None and numero < MOLTI_RINNOVI:
        numero, corrente = numero + 1, corrente.rinnovo_di
    return numero


def _importo(valore: Decimal | None) -> str | None:
    return None if valore is None else str(valore)


def _data(giorno: datetime.date | None) -> str | None:
    return giorno.isoformat() if giorno else None


MOLTI_RINNOVI = 20
# Read only when the measure asks for them.
PIGRI: Mapping[str, Callable[[Richiesta, datetime.date], tuple[Any, str]]] = {
    "gia_concesso_nucleo": _gia_concesso,
    CONCESSO_NELL_ANNO: _gia_concesso_nell_anno,
}
# Read on the first day of the help.
DALL_INIZIO: Mapping[str, Callable[[Richiesta, datetime.date], tuple[Any, str]]] = {
    "mesi_gia_goduti": _mesi_gia_goduti,
}
