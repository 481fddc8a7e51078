"""An appointment or a meeting as a calendar file (RFC 5545), with neutral words only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LUNGHEZZA_RIGA = 74


@dataclass(frozen=True, slots=True, kw_only=True)
class EventoCalendario:
    """`sequenza` grows at each change; `annullato` takes the event off the calendar of who has it."""

    identificativo: str
    titolo: str
    luogo: str
    inizio: datetime
    durata_minuti: int
    creato: datetime
    sequenza: int = 0
    annullato: bool = False


def come_ics(evento: EventoCalendario) -> bytes:
    fine = evento.inizio + timedelta(minutes=evento.durata_minuti)
    righe = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//adi_platform//appuntamenti//IT",
        f"METHOD:{'CANCEL' if evento.annullato else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{evento.identificativo}",
        f"SEQUENCE:{evento.sequenza}",
        *(["STATUS:CANCELLED"] if evento.annullato else []),
        f"DTSTAMP:{_istante(evento.creato)}",
        f"DTSTART:{_istante(evento.inizio)}",
        f"DTEND:{_istante(fine)}",
        f"SUMMARY:{_testo(evento.titolo)}",
        f"LOCATION:{_testo(evento.luogo)}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_piegata(riga) for riga in righe)


def _istante(quando: datetime) -> str:
    return quando.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _testo(testo: str) -> str:
    pulito = testo.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return pulito.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _piegata(riga: str) -> bytes:
    """Lines of at most 75 octets, never cutting a character in two."""
    pezzi, attuale = [], b""
    for carattere in riga:
        ottetti = carattere.encode()
        if len(attuale) + len(ottetti) > LUNGHEZZA_RIGA:
            pezzi.append(attuale)
            attuale = b" "
        attuale += ottetti
    return b"\r\n".join([*pezzi, attuale]) + b"\r\n"
