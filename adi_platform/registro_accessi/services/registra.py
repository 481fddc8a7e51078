"""Write reads at the end of the chain. If it cannot be written, the caller must not show the data."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from adi_platform.organizzazione.models import Utente
from adi_platform.registro_accessi.eventi import verifica_evento
from adi_platform.registro_accessi.models import CanaleLettura, CatenaLetture, Lettura


@dataclass(frozen=True, slots=True, kw_only=True)
class Visto:
    """What was seen: one case, or persons, in one Ambito."""

    ambito_id: int
    caso_id: int | None = None
    persone: tuple[int, ...] = ()


@transaction.atomic
def registra_letture(
    *,
    evento: str,
    visti: Iterable[Visto],
    utente: Utente,
    ruoli: Iterable[str] = (),
    canale: str = CanaleLettura.PAGINA,
    ip: str | None = None,
    motivo: str = "",
) -> None:
    """Append one row per thing seen. Raises EventoSconosciuto for an event without a sentence."""
    verifica_evento(evento)
    for visto in sorted(visti, key=lambda v: v.ambito_id):
        catena = _testa_bloccata(visto.ambito_id)
        riga = Lettura(
            ambito_id=visto.ambito_id,
            numero=catena.numero + 1,
            avvenuta_il=_adesso(),
            utente=utente,
            ruoli=",".join(sorted(ruoli)),
            evento=evento,
            caso_id=visto.caso_id,
            persone=list(visto.persone),
            motivo=motivo,
            canale=canale,
            ip=ip,
            impronta_precedente=catena.impronta,
        )
        riga.impronta = impronta_di(riga)
        riga.save(force_insert=True)
        catena.numero, catena.impronta = riga.numero, riga.impronta
        catena.save(update_fields=["numero", "impronta"])


def impronta_di(riga: Lettura) -> str:
    """SHA-256 of the canonical JSON of the row, which contains the hash before it."""
    contenuto = {
        "ambito": riga.ambito_id,
        "numero": riga.numero,
        "avvenuta_il": riga.avvenuta_il.astimezone(UTC).isoformat(timespec="microseconds"),
        "utente": riga.utente_id,
        "ruoli": riga.ruoli,
        "evento": riga.evento,
        "caso": riga.caso_id,
        "persone": list(riga.persone),
        "motivo": riga.motivo,
        "canale": str(riga.canale),
        "ip": riga.ip,
        "precedente": riga.impronta_precedente,
    }
    testo = json.dumps(contenuto, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(testo.encode()).hexdigest()


def _testa_bloccata(ambito_id: int) -> CatenaLetture:
    CatenaLetture.objects.get_or_create(ambito_id=ambito_id)
    return CatenaLetture.objects.select_for_update().get(ambito_id=ambito_id)


def _adesso() -> datetime:
    """The database clock after the lock, so that order is time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        ora: datetime = cursor.fetchone()[0]
    return ora
