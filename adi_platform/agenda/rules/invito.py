"""A meeting as a calendar file (RFC 5545 and 5546): sent, changed, cancelled. Neutral words only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # slow to load: only for who writes an invitation
    from icalendar import Event

PRODID = "-//adi_platform//agenda//IT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invito:
    """`uid` never changes; `sequenza` grows at each change, also when the meeting is cancelled."""

    uid: str
    titolo: str
    inizio: datetime
    fine: datetime
    creato: datetime
    luogo: str = ""
    collegamento: str = ""
    descrizione: str = ""
    organizzatore: str = ""
    invitati: tuple[str, ...] = ()
    sequenza: int = 0
    annullato: bool = False

    def __post_init__(self) -> None:
        if self.fine <= self.inizio:
            raise ValueError("fine must come after inizio")
        if any(istante.tzinfo is None for istante in (self.inizio, self.fine, self.creato)):
            raise ValueError("instants need their zone")


def invito_ics(invito: Invito) -> bytes:
    """REQUEST for a new or changed meeting with an organiser, PUBLISH without one, CANCEL to take it off."""
    from icalendar import Calendar

    calendario = Calendar()
    calendario.add("version", "2.0")
    calendario.add("prodid", PRODID)
    calendario.add("method", _metodo(invito))
    calendario.add_component(_evento(invito))
    testo: bytes = calendario.to_ical()
    return testo


def _metodo(invito: Invito) -> str:
    if invito.annullato:
        return "CANCEL"
    return "REQUEST" if invito.organizzatore else "PUBLISH"


def _evento(invito: Invito) -> Event:
    from icalendar import Event, vCalAddress, vText

    evento = Event()
    evento.add("uid", invito.uid)
    evento.add("sequence", invito.sequenza)
    evento.add("status", "CANCELLED" if invito.annullato else "CONFIRMED")
    evento.add("dtstamp", invito.creato.astimezone(UTC))
    evento.add("last-modified", invito.creato.astimezone(UTC))
    evento.add("dtstart", invito.inizio.astimezone(UTC))
    evento.add("dtend", invito.fine.astimezone(UTC))
    evento.add("summary", invito.titolo)
    evento.add("class", "PRIVATE")
    for nome, valore in (
        ("location", invito.luogo),
        ("url", invito.collegamento),
        ("description", invito.descrizione),
    ):
        if valore:
            evento.add(nome, valore)
    if invito.organizzatore:
        evento.add("organizer", vCalAddress(f"mailto:{invito.organizzatore}"))
    for email in invito.invitati:
        invitato = vCalAddress(f"mailto:{email}")
        invitato.params["partstat"] = vText("NEEDS-ACTION")
        invitato.params["rsvp"] = vText("TRUE")
        evento.add("attendee", invitato, encode=0)
    return evento
