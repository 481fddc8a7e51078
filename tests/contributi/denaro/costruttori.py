"""Funds, plans, creditors and vouchers as the office would have them."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

from django.db import connections

from adi_platform.organizzazione.enums import Ruolo, TipoEnte
from adi_platform.organizzazione.models import Ente, Incarico, Utente
from contributi.enums import ModoErogazione, StatoRichiesta
from contributi.models import Buono, Creditore, Esercizio, Fondo, PianoErogazione, Provvedimento
from contributi.services.buoni import emetti_buono
from contributi.services.creditori import DatiCreditore, registra_fornitore, registra_giustificativo
from contributi.services.erogazioni import assegna_creditore, collega_giustificativo, crea_piano
from contributi.services.fondi import apri_fondo
from contributi.services.rendiconti import accredita_esercizio
from tests.casi import oggi
from tests.contributi.fabbrica import crea_misura, crea_proposta, crea_provvedimento, crea_richiesta
from tests.people import DA_SEMPRE, PAROLA, Cast

IBAN = "IT60X0542811101000000123456"
BENI = [
    {"codice": "alimentari", "nome": "Prodotti alimentari", "articolo": "art. 13", "nota": "senza alcolici"},
    {"codice": "igiene", "nome": "Igiene personale e della casa", "articolo": "art. 13"},
]


def crea_fondo(cast: Cast, *, stanziato: str = "10000", **altro: Any) -> Fondo:
    campi: dict[str, Any] = {
        "ambito": cast.territorio.ambito,
        "anno": oggi().year,
        "capitolo": "1204/10",
        "nome": "Fondo di prova",
        "atto": "Deliberazione inventata n. 7",
        "operatore": cast.rita_ragioneria,
        **altro,
    }
    return apri_fondo(stanziato=Decimal(stanziato), **campi)


def concessione(cast: Cast, *, importo: str = "300", mesi: int | None = None, **altro: Any) -> Provvedimento:
    """An adopted act of `importo` in all; `modo` and the fields of the act may be given."""
    modo = altro.pop("modo", ModoErogazione.CANALIZZATO)
    misura = altro.pop("misura", None) or crea_misura(cast)
    richiesta = altro.pop("richiesta", None) or crea_richiesta(
        cast, stato=StatoRichiesta.CONCESSA, modo=modo, misura=misura, consenso_terzi=True
    )
    totale = Decimal(importo)
    proposta = crea_proposta(cast, richiesta=richiesta, importo=totale / (mesi or 1), totale=totale)
    return crea_provvedimento(
        cast,
        proposta=proposta,
        mesi=mesi,
        totale=totale,
        modo=modo,
        **{"dal": oggi().replace(day=1), **altro},
    )


def piano(cast: Cast, *, con_fondo: bool = True, **altro: Any) -> PianoErogazione:
    if con_fondo and not Fondo.objects.exists():
        crea_fondo(cast)
    return crea_piano(provvedimento=concessione(cast, **altro), operatore=cast.dario_dirigente)


def fornitore(cast: Cast, *, nome: str = "Luce Inventata S.p.A.") -> Creditore:
    esistente = Creditore.objects.filter(nome=nome).first()
    dati = DatiCreditore(nome=nome, partita_iva="99999990015", iban=IBAN)
    return esistente or registra_fornitore(
        ambito=cast.territorio.ambito, dati=dati, operatore=cast.rita_ragioneria
    )


def pronto_da_pagare(cast: Cast, **altro: Any) -> PianoErogazione:
    """A channelled plan with its supplier, and a bill under each instalment."""
    fatto = piano(cast, **altro)
    chi = fornitore(cast)
    assegna_creditore(piano=fatto, creditore=chi, operatore=cast.rita_ragioneria, attesa=0)
    for rata in fatto.rate.all():
        carta = registra_giustificativo(
            richiesta=fatto.richiesta, creditore=chi, numero=f"F-{rata.pk}", data=oggi(), importo=rata.importo,
            descrizione="Bolletta", file=None, operatore=cast.rita_ragioneria,
        )  # fmt: skip
        collega_giustificativo(rata=rata, giustificativo=carta, operatore=cast.rita_ragioneria)
    return PianoErogazione.objects.get(pk=fatto.pk)


def crea_esercizio(cast: Cast, *, nome: str = "Bottega Inventata", sigla: str = "bice_bottega") -> Esercizio:
    """An accredited shop with one referent, who joins the cast."""
    ambito = cast.territorio.ambito
    ente = Ente.objects.create(ambito=ambito, tipo=TipoEnte.ALTRO, nome=nome)
    cast.persone[sigla] = Utente.objects.crea(
        email=f"{sigla}@esempio.invalid", nome="Bice", cognome="Bottegaia", password=PAROLA, ente=ente
    )
    Incarico.objects.create(
        utente=cast.persone[sigla], ruolo=Ruolo.REFERENTE_PARTNER, ambito=ambito, dal=DA_SEMPRE
    )
    return accredita_esercizio(
        ente=ente, indirizzo="Via della Prova 3", comune=None, atto="Determina inventata n. 9",
        dal=DA_SEMPRE, al=None, operatore=cast.rita_ragioneria,
    )  # fmt: skip


def crea_buono(cast: Cast, *, importo: str = "100", giorni: int = 60, **altro: Any) -> Buono:
    misura = crea_misura(cast, codice="voucher", contenuto={"misure": [{"beni": BENI, "requisiti": []}]})
    rata = piano(cast, importo=importo, modo=ModoErogazione.BUONO, misura=misura, **altro).rate.get()
    scade = oggi() + datetime.timedelta(days=giorni)
    return emetti_buono(rata=rata, scade_il=scade, operatore=cast.rita_ragioneria, al=oggi())


def in_parallelo(quanti: int, funzione: Callable[[int], None]) -> None:
    def uno(indice: int) -> None:
        try:
            funzione(indice)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(quanti) as squadra:
        list(squadra.map(uno, range(quanti)))
