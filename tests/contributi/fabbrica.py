"""Builders of measures, requests, proposals and acts: plain rows, no act of the office behind them."""

import hashlib
import json
from decimal import Decimal
from functools import cache
from typing import Any

import yaml
from django.utils import timezone

from adi_platform.repertorio.services.registra import registra
from cases.models import CasoAdi
from contributi.enums import (
    ModoErogazione,
    StatoMisura,
    StatoProvvedimento,
    StatoRichiesta,
    TipoProvvedimento,
)
from contributi.models import Misura, Proposta, Provvedimento, Richiesta
from contributi.rules.lettura_misura import contenuto_di, leggi_regolamento
from contributi.services.misure import CARTELLA, catalogo, leggi_file
from tests.casi import crea_caso, oggi
from tests.people import Cast

CANARINO_BISOGNO = "CANARINO-BISOGNO-5E7C"


@cache
def testo_di(codice: str, regolamento: str = "utda") -> str:
    """The file of one real measure, as the loading of a regulation would write it."""
    contenuto = leggi_file((CARTELLA / f"{regolamento}.yaml").read_bytes())
    letta = next(m for m in leggi_regolamento(contenuto, catalogo()) if m.codice == codice)
    return str(
        yaml.dump(
            contenuto_di(contenuto, letta), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False
        )
    )


def crea_misura(cast: Cast, *, codice: str = "straordinario", **altro: Any) -> Misura:
    testo = altro.pop("testo", None) or testo_di("straordinario-una-tantum")
    campi: dict[str, Any] = {
        "regolamento": "Regolamento di prova",
        "nome": "Contributo straordinario di prova",
        "stato": StatoMisura.IN_VIGORE,
        "valida_dal": oggi().replace(month=1, day=1),
        "testo": testo,
        "contenuto": {"codice": codice},
        "impronta": hashlib.sha256(testo.encode()).hexdigest(),
        **altro,
    }
    return Misura.objects.get_or_create(
        ambito=cast.territorio.ambito, codice=codice, numero=1, defaults=campi
    )[0]


def crea_richiesta(
    cast: Cast, *, caso: CasoAdi | None = None, stato: str = StatoRichiesta.ISTRUTTORIA, **altro: Any
) -> Richiesta:
    """A registered request of Anna's case for 300 euro; in `bozza` it has no number yet."""
    caso = caso or crea_caso(cast)
    campi: dict[str, Any] = {
        "ambito": cast.territorio.ambito,
        "comune": caso.comune,
        "richiedente": caso.nucleo.referente,
        "misura": altro.pop("misura", None) or crea_misura(cast),
        "assistente": cast.anna_verdi,
        "bisogno": f"Bolletta della luce arretrata, {CANARINO_BISOGNO}",
        "tipo_spesa": "utenze",
        "importo": Decimal("300.00"),
        "modo": ModoErogazione.CANALIZZATO,
        **altro,
    }
    if stato != StatoRichiesta.BOZZA and "registrazione" not in campi:
        campi["registrazione"] = registra(
            ambito=cast.territorio.ambito,
            registro="contributi",
            oggetto="Domanda di contributo di prova",
            operatore=cast.anna_verdi,
        )
        campi.setdefault("data_domanda", oggi())
    return Richiesta.objects.create(caso=caso, stato=stato, **campi)


def crea_proposta(cast: Cast, *, richiesta: Richiesta | None = None, **altro: Any) -> Proposta:
    """A proposal of Anna ready for the agenda."""
    richiesta = richiesta or crea_richiesta(cast, stato=StatoRichiesta.PROPOSTA)
    contenuto = {"bisogno": richiesta.bisogno, "importo": str(richiesta.importo)}
    campi: dict[str, Any] = {
        "numero": richiesta.proposte.count() + 1,
        "misura": richiesta.misura,
        "autore": cast.anna_verdi,
        "importo": richiesta.importo,
        "totale": richiesta.importo * (richiesta.mesi or 1),
        "modo": richiesta.modo,
        "motivazione": "La spesa non è sostenibile con il reddito del mese.",
        "contenuto": contenuto,
        "impronta": hashlib.sha256(json.dumps(contenuto, sort_keys=True).encode()).hexdigest(),
        **altro,
    }
    return Proposta.objects.create(richiesta=richiesta, **campi)


def crea_provvedimento(cast: Cast, *, proposta: Proposta | None = None, **altro: Any) -> Provvedimento:
    """A concession adopted today by the Dirigente."""
    proposta = proposta or crea_proposta(cast)
    campi: dict[str, Any] = {
        "tipo": TipoProvvedimento.CONCESSIONE,
        "stato": StatoProvvedimento.ADOTTATO,
        "motivazione": "Ci sono i requisiti del regolamento.",
        "importo": proposta.importo,
        "mesi": proposta.mesi,
        "totale": proposta.totale,
        "modo": proposta.modo,
        "dal": timezone.localdate(),
        "adottato_il": timezone.localdate(),
        "adottato_da": cast.dario_dirigente,
        **altro,
    }
    return Provvedimento.objects.create(richiesta=proposta.richiesta, proposta=proposta, **campi)
