"""A few people and a household for the tests of this room."""

import datetime

import pytest

from adi_platform.organizzazione.models import Utente
from cases.enums import Parentela, TipoCodice
from cases.models import CasoAdi, ComponenteCaso, Nucleo, Persona
from cases.services.nuclei import aggiungi_componente, crea_nucleo
from cases.services.persone import DatiPersona, registra_persona
from tests.people import Cast

OGGI = datetime.date(2026, 11, 21)
NASCITA_MARIA = datetime.date(1985, 4, 12)
CF_MARIA = "PNDMRA85D52A783M"


def nuova_persona(
    cast: Cast, cognome: str, nome: str, *, comune: str = "Borgo Sereno", **altro: object
) -> Persona:
    dati = {
        "cognome": cognome,
        "nome": nome,
        "tipo_codice": TipoCodice.PRIVO,
        "motivo_senza_codice": "in attesa di rilascio",
        "comune_residenza": cast.territorio.comuni[comune],
        **altro,
    }
    return registra_persona(
        ambito=cast.territorio.ambito,
        operatore=cast.anna_verdi,
        al=OGGI,
        dati=DatiPersona(**dati),  # type: ignore[arg-type]
    )


def nuovo_nucleo(cast: Cast, *persone: Persona, comune: str = "Borgo Sereno") -> Nucleo:
    nucleo = crea_nucleo(
        ambito=cast.territorio.ambito, operatore=cast.anna_verdi, comune=cast.territorio.comuni[comune]
    )
    for numero, persona in enumerate(persone):
        aggiungi_componente(
            nucleo=nucleo,
            persona=persona,
            operatore=cast.anna_verdi,
            dal=datetime.date(2024, 1, 1),
            parentela=Parentela.FIGLIO if numero else Parentela.RICHIEDENTE,
        )
    nucleo.refresh_from_db()
    return nucleo


def nuovo_caso(nucleo: Nucleo, numero: str, *, case_manager: Utente | None) -> CasoAdi:
    caso = CasoAdi.objects.create(
        ambito=nucleo.ambito,
        comune=nucleo.comune,
        nucleo=nucleo,
        numero_domanda=numero,
        case_manager=case_manager,
        stato="assegnato" if case_manager else "ricevuto",
    )
    for appartenenza in nucleo.appartenenze.all():
        ComponenteCaso.objects.create(caso=caso, persona_id=appartenenza.persona_id)
    return caso


@pytest.fixture
def maria(cast: Cast) -> Persona:
    """A person with a valid code, an address and a case followed by Anna."""
    persona = nuova_persona(
        cast,
        "Pandisano",
        "Maria",
        tipo_codice=TipoCodice.CODICE_FISCALE,
        codice=CF_MARIA,
        motivo_senza_codice="",
        data_nascita=NASCITA_MARIA,
        sesso="F",
        indirizzo="Via dei Gelsi 7",
    )
    nuovo_caso(nuovo_nucleo(cast, persona), "INPS-ADI-2026-9000001", case_manager=cast.anna_verdi)
    return persona
