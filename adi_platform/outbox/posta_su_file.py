"""Mail of the demo: one file per message, so that a round trip can be followed from both sides."""

import datetime
import email
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage as Busta
from email.policy import default as regole
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils import timezone


class PostaSuFile(BaseEmailBackend):
    """Writes each message to CARTELLA_POSTA, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        cartella = Path(settings.CARTELLA_POSTA)
        cartella.mkdir(parents=True, exist_ok=True)
        for messaggio in email_messages:
            nome = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{uuid.uuid4().hex[:8]}"
            provvisorio = cartella / f"{nome}.scrivo"
            provvisorio.write_bytes(messaggio.message().as_bytes())
            provvisorio.rename(cartella / f"{nome}.eml")
        return len(email_messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettera:
    """One message as the page shows it."""

    nome: str
    mittente: str
    destinatario: str
    oggetto: str
    data: datetime.datetime | None
    testo: str
    allegati: tuple[tuple[str, str, bytes], ...]


def elenco(*, al_massimo: int = 100) -> list[Lettera]:
    """The newest first."""
    file = sorted(Path(settings.CARTELLA_POSTA).glob("*.eml"), reverse=True)[:al_massimo]
    return [_leggi(uno) for uno in file]


def una(nome: str) -> Lettera | None:
    """The message of that name, or None: looked up among those there are, never built into a path."""
    file = next((f for f in Path(settings.CARTELLA_POSTA).glob("*.eml") if f.stem == nome), None)
    return _leggi(file) if file else None


def _leggi(file: Path) -> Lettera:
    busta = email.message_from_bytes(file.read_bytes(), _class=Busta, policy=regole)
    corpo = busta.get_body(preferencelist=("plain", "html"))
    data = busta["Date"]
    return Lettera(
        nome=file.stem,
        mittente=str(busta["From"] or ""),
        destinatario=str(busta["To"] or ""),
        oggetto=str(busta["Subject"] or ""),
        data=_in_italia(data.datetime) if data and data.datetime else None,
        testo=corpo.get_content() if corpo else "",
        allegati=tuple(
            (parte.get_filename() or "allegato", parte.get_content_type(), _contenuto(parte))
            for parte in busta.iter_attachments()
        ),
    )


def _in_italia(quando: datetime.datetime) -> datetime.datetime:
    """The header says «-0000», which is read as a naive moment in UTC."""
    if timezone.is_naive(quando):
        quando = quando.replace(tzinfo=datetime.UTC)
    return timezone.localtime(quando)


def _contenuto(parte: Busta) -> bytes:
    contenuto = parte.get_payload(decode=True)
    return contenuto if isinstance(contenuto, bytes) else b""
