"""Builders of persons, households and cases for every test.

Sensitive fields hold canary strings: wherever a canary appears without the right, a test fails.
"""

import datetime
import itertools
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from adi_platform.organizzazione.models import Ambito, Comune, Utente
from adi_platform.ricerca.testo import normalizza
from cases.enums import EsitoIncontro, ModalitaIncontro, Parentela, StatoCaso, TipoAppuntamento, TipoRecapito
from cases.models import (
    Appartenenza,
    Appuntamento,
    CasoAdi,
    Nucleo,
    Persona,
    Recapito,
    RecapitoProtetto,
)
from cases.services.assegnazioni import assegna_caso
from cases.services.casi import apri_caso
from cases.services.scadenze import ricalcola_scadenze
from tests.people import Cast

CANARINO_INDIRIZZO = "CANARINO-INDIRIZZO-7F3A"
CANARINO_TELEFONO = "3330007001"
CANARINO_NOTA = "CANARINO-NOTA-ELENCO-2B9C"
CANARINO_PROTETTO = "CANARINO-PROTETTO-9D1E"
CANARINI = (CANARINO_INDIRIZZO, CANARINO_TELEFONO, CANARINO_NOTA, CANARINO_PROTETTO)

PRIMA_DELL_INCONTRO = (StatoCaso.RICEVUTO, StatoCaso.ASSEGNATO, StatoCaso.CONVOCATO)
DOPO_IL_PATTO = (StatoCaso.PATTO_SOTTOSCRITTO, StatoCaso.MONITORAGGIO)

_numeri = itertools.count(1)


def oggi() -> datetime.date:
    return timezone.localdate()


def crea_persona(
    ambito: Ambito,
    *,
    cognome: str = "Esempio",
    nome: str = "Prova",
    nata_il: datetime.date = datetime.date(1985, 3, 12),
    protetta: bool = False,
    email: str = "",
    **altro: Any,
) -> Persona:
    """A person with an invented code. Address and phone are canaries; if protected, only encrypted."""
    numero = next(_numeri)
    campi: dict[str, Any] = {
        "codice": f"PRVPRV85C52Z{numero:04d}"[:16],
        "indirizzo": "" if protetta else f"Via {CANARINO_INDIRIZZO} {numero}",
        **altro,
    }
    persona = Persona.objects.create(
        ambito=ambito,
        cognome=cognome,
        nome=nome,
        cognome_norm=normalizza(cognome),
        nome_norm=normalizza(nome),
        data_nascita=nata_il,
        protetta=protetta,
        **campi,
    )
    if protetta:
        RecapitoProtetto.objects.create(persona=persona, cifrato=CANARINO_PROTETTO.encode(), chiave="prova")
        return persona
    _recapito(persona, TipoRecapito.TELEFONO, CANARINO_TELEFONO)
    if email:
        _recapito(persona, TipoRecapito.EMAIL, email)
    return persona


def crea_nucleo(
    ambito: Ambito,
    comune: Comune,
    *,
    componenti: int = 2,
    con_minore: bool = True,
    anni_minore: int = 9,
    protetta: bool = False,
    cognome: str = "Esempio",
    email: str = "",
) -> Nucleo:
    """A household: the applicant, then adults, the last one a child when asked (`anni_minore` this year)."""
    richiedente = crea_persona(
        ambito, cognome=cognome, nome="Maria", sesso="F", protetta=protetta, email=email,
        comune_residenza=comune,
    )  # fmt: skip
    nucleo = Nucleo.objects.create(ambito=ambito, comune=comune, referente=richiedente)
    _entra(nucleo, richiedente, Parentela.RICHIEDENTE)
    for n in range(1, componenti):
        minore = con_minore and n == componenti - 1
        persona = crea_persona(
            ambito,
            cognome=cognome,
            nome="Luca" if minore else f"Adulto{'abcdefghij'[n % 10]}",
            nata_il=datetime.date(oggi().year - anni_minore, 5, 4) if minore else datetime.date(1983, 7, 8),
            comune_residenza=comune,
        )
        _entra(nucleo, persona, Parentela.FIGLIO if minore else Parentela.CONIUGE)
    return nucleo


def crea_caso(
    cast: Cast,
    *,
    comune: str = "Borgo Sereno",
    case_manager: str | None = "anna_verdi",
    stato: StatoCaso | str = StatoCaso.ASSEGNATO,
    componenti: int = 2,
    con_minore: bool = True,
    anni_minore: int = 9,
    protetta: bool = False,
    data_pad: datetime.date | None = None,
    cognome: str = "Esempio",
    email: str = "",
) -> CasoAdi:
    """A case as the office would have it in that state, 30 days after its PAD unless said otherwise."""
    luogo = cast.territorio.comuni[comune]
    pad = data_pad or oggi() - datetime.timedelta(days=30)
    operatore = cast.cora_coordina if luogo.ambito == cast.territorio.ambito else cast.olga_altrove
    nucleo = crea_nucleo(
        luogo.ambito, luogo, componenti=componenti, con_minore=con_minore, anni_minore=anni_minore,
        protetta=protetta, cognome=cognome, email=email,
    )  # fmt: skip
    caso = apri_caso(
        nucleo=nucleo,
        comune=luogo,
        numero_domanda=f"INPS-ADI-PROVA-{next(_numeri):05d}",
        data_domanda=pad,
        data_pad=pad,
        data_trasmissione=pad,
        note_elenco=CANARINO_NOTA,
        operatore=operatore,
        al=oggi(),
    )
    if case_manager is None:
        return caso
    return _porta_allo_stato(caso, StatoCaso(stato), cast.persone[case_manager], operatore)


def crea_appuntamento(
    caso: CasoAdi,
    con: Utente,
    *,
    giorni: int = 5,
    ora: int = 10,
    tipo: str = TipoAppuntamento.PRIMO_INCONTRO,
    esito: str = "",
    registrato_gepi_il: datetime.date | None = None,
    **altro: Any,
) -> Appuntamento:
    """An appointment `giorni` days from today (negative: past), with its outcome on that day."""
    giorno = oggi() + datetime.timedelta(days=giorni)
    inizio = timezone.make_aware(datetime.datetime.combine(giorno, datetime.time(ora)))
    appuntamento = Appuntamento.objects.create(
        caso=caso,
        tipo=tipo,
        inizio=inizio,
        luogo="Sede di prova",
        operatore=con,
        esito=esito,
        esito_il=giorno if esito else None,
        registrato_gepi_il=registrato_gepi_il,
        **{"modalita": ModalitaIncontro.SEDE, **altro},
    )
    ricalcola_scadenze(caso, al=oggi())
    return appuntamento


def _porta_allo_stato(caso: CasoAdi, stato: StatoCaso, case_manager: Utente, operatore: Utente) -> CasoAdi:
    dal = oggi() - datetime.timedelta(days=20)
    caso = assegna_caso(
        caso=caso, a=case_manager, dal=dal, motivo="prima assegnazione", operatore=operatore, al=oggi()
    )
    if stato not in PRIMA_DELL_INCONTRO:
        crea_appuntamento(caso, case_manager, giorni=-10, esito=EsitoIncontro.SVOLTO)
    if stato not in (StatoCaso.RICEVUTO, StatoCaso.ASSEGNATO):
        caso.stato = stato
        caso.patto_sottoscritto_il = oggi() if stato in DOPO_IL_PATTO else None
        caso.save()
        ricalcola_scadenze(caso, al=oggi())
    return caso


def _entra(nucleo: Nucleo, persona: Persona, parentela: str) -> None:
    Appartenenza.objects.create(
        nucleo=nucleo,
        persona=persona,
        parentela=parentela,
        periodo=DateRange(datetime.date(2020, 1, 1), None),
    )


def _recapito(persona: Persona, tipo: str, valore: str) -> None:
    Recapito.objects.create(persona=persona, tipo=tipo, valore=valore, valore_norm=normalizza(valore))
