"""The calendar file: invitation, change, cancellation."""

import datetime
from dataclasses import replace

import pytest
from icalendar import Calendar, Event

from adi_platform.agenda.rules.invito import Invito, invito_ics
from adi_platform.calendario.giorni import ROMA

INIZIO = datetime.datetime(2026, 12, 2, 10, 0, tzinfo=ROMA)
INVITO = Invito(
    uid="riunione-7@adi.esempio.invalid",
    titolo="Riunione con i servizi, sala grande; secondo piano",
    inizio=INIZIO,
    fine=INIZIO + datetime.timedelta(hours=1),
    creato=datetime.datetime(2026, 11, 23, 8, 30, tzinfo=datetime.UTC),
    luogo="Sede di Borgo Sereno, Via Prova 2",
    organizzatore="ambito@esempio.invalid",
    invitati=("nico@esempio.invalid", "nera@esempio.invalid"),
)


def letto(invito: Invito) -> tuple[Calendar, Event]:
    calendario = Calendar.from_ical(invito_ics(invito))
    (evento,) = calendario.walk("VEVENT")
    return calendario, evento


def test_l_invito_si_rilegge_uguale() -> None:
    calendario, evento = letto(INVITO)
    assert calendario["METHOD"] == "REQUEST"
    assert (evento["UID"], evento["SEQUENCE"], evento["STATUS"]) == (INVITO.uid, 0, "CONFIRMED")
    assert evento["SUMMARY"] == INVITO.titolo
    assert (evento.start, evento.end) == (INVITO.inizio, INVITO.fine)
    assert [str(a) for a in evento["ATTENDEE"]] == [
        "mailto:nico@esempio.invalid",
        "mailto:nera@esempio.invalid",
    ]


def test_una_modifica_tiene_l_identita_e_alza_la_sequenza() -> None:
    spostata = replace(
        INVITO,
        inizio=INIZIO + datetime.timedelta(days=1),
        fine=INVITO.fine + datetime.timedelta(days=1),
        sequenza=1,
    )
    _, evento = letto(spostata)
    assert (evento["UID"], evento["SEQUENCE"]) == (INVITO.uid, 1)
    assert evento.start == spostata.inizio


def test_l_annullamento_toglie_la_riunione_dal_calendario() -> None:
    calendario, evento = letto(replace(INVITO, sequenza=2, annullato=True))
    assert calendario["METHOD"] == "CANCEL"
    assert (evento["STATUS"], evento["SEQUENCE"]) == ("CANCELLED", 2)


def test_senza_organizzatore_si_pubblica_soltanto() -> None:
    calendario, _ = letto(replace(INVITO, organizzatore="", invitati=()))
    assert calendario["METHOD"] == "PUBLISH"


def test_una_riga_a_capo_nel_titolo_non_aggiunge_proprieta() -> None:
    cattivo = replace(INVITO, titolo="Riunione\r\nATTENDEE:mailto:estraneo@esempio.invalid", invitati=())
    _, evento = letto(cattivo)
    assert "ATTENDEE" not in evento


@pytest.mark.parametrize("campi", [{"fine": INIZIO}, {"inizio": INIZIO.replace(tzinfo=None)}])
def test_un_orario_senza_senso_si_rifiuta(campi: dict[str, datetime.datetime]) -> None:
    with pytest.raises((ValueError, TypeError)):
        replace(INVITO, **campi)
