"""A letter of a meeting is disclosed when it leaves, and leaves only while its extract may be read."""

from django.db.models import QuerySet
from django.utils import timezone

from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.models import Messaggio
from protocollo.models import Condivisione
from protocollo.permissions import destinatari_in_vigore
from protocollo.services.divulgazioni import annota_lettera


def annota_la_lettera(messaggio: Messaggio, partito: bool) -> None:
    """Told by the outbox: a letter of a meeting is disclosed when it leaves, not when it is queued."""
    _, riunione, _, _, _, utente, *_ = messaggio.chiave.split(":")
    if partito:
        _annota(messaggio, Condivisione.objects.filter(incontro__riunione=int(riunione)), int(utente))


def annota_la_lettera_del_verbale(messaggio: Messaggio, partito: bool) -> None:
    _, verbale, utente = messaggio.chiave.split(":")
    if partito:
        _annota(messaggio, Condivisione.objects.filter(incontro__verbale=int(verbale)), int(utente))


def il_verbale_si_legge_ancora(messaggio: Messaggio) -> bool:
    """Asked by the outbox just before sending: who is of another body must still open the extract."""
    _, verbale, utente = messaggio.chiave.split(":")
    chi, oggi = Utente.objects.get(pk=utente), timezone.localdate()
    if chi.ente_id is None:
        return chi.is_active
    estratti = Condivisione.objects.in_vigore(oggi).filter(incontro__verbale=int(verbale))
    return destinatari_in_vigore(oggi).filter(condivisione__in=estratti.values("pk"), utente=chi).exists()


def _annota(messaggio: Messaggio, estratti: QuerySet[Condivisione], utente: int) -> None:
    """On the latest extract of that person."""
    ultimo = estratti.filter(destinatari__utente=utente).order_by("-pk").first()
    annota_lettera(messaggio, ultimo, utente=utente)
