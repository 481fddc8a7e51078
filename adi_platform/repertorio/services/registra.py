"""Take the next number. Call it last in the transaction: the counter stays locked until the commit."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.repertorio.catena import impronta_di
from adi_platform.repertorio.models import ContatoreRepertorio, Registrazione, TipoRegistrazione
from adi_platform.repertorio.services.protocolla import chiedi_protocollo

ROMA = ZoneInfo("Europe/Rome")
Orologio = Callable[[], datetime]


def ora_della_banca_dati() -> datetime:
    """The clock of the database now, not at the start of the transaction: order is time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        ora: datetime = cursor.fetchone()[0]
    return ora


@transaction.atomic
def registra(
    *,
    ambito: Ambito,
    registro: str,
    oggetto: str,
    operatore: Utente,
    documento_sha256: str = "",
    corrispondente: str = "",
    orologio: Orologio = ora_della_banca_dati,
) -> Registrazione:
    """Number a document or an act in the register of the Ambito, without gaps within the year."""
    if not oggetto.strip():
        raise DominioError("Scrivi l'oggetto della registrazione.", campo="oggetto")
    return _scrivi(
        Registrazione(
            ambito=ambito,
            registro=registro,
            tipo=TipoRegistrazione.REGISTRAZIONE,
            oggetto=oggetto,
            corrispondente=corrispondente,
            documento_sha256=documento_sha256,
            operatore=operatore,
        ),
        orologio,
    )


@transaction.atomic
def annulla(
    *,
    registrazione: Registrazione,
    motivo: str,
    operatore: Utente,
    orologio: Orologio = ora_della_banca_dati,
) -> Registrazione:
    """Annul with a new row: the first stays legible (art. 54 DPR 445/2000)."""
    if not motivo.strip():
        raise DominioError("Scrivi il motivo dell'annullamento.", campo="motivo")
    if registrazione.tipo == TipoRegistrazione.ANNULLAMENTO:
        raise DominioError("Un annullamento non si può annullare: fai una nuova registrazione.")
    riga = Registrazione(
        ambito=registrazione.ambito,
        registro=registrazione.registro,
        tipo=TipoRegistrazione.ANNULLAMENTO,
        oggetto=f"Annullamento della registrazione {registrazione.segnatura}",
        annulla=registrazione,
        motivo=motivo,
        operatore=operatore,
    )
    contatore = _contatore_bloccato(registrazione.ambito, registrazione.registro)
    if Registrazione.objects.filter(annulla=registrazione).exists():
        raise DominioError("Questa registrazione è già stata annullata.")
    return _numera(riga, contatore, orologio)


def _scrivi(riga: Registrazione, orologio: Orologio) -> Registrazione:
    return _numera(riga, _contatore_bloccato(riga.ambito, riga.registro), orologio)


def _numera(riga: Registrazione, contatore: ContatoreRepertorio, orologio: Orologio) -> Registrazione:
    """Under the lock: time first, then the year of Rome, then the number."""
    ora = orologio()
    if contatore.ultima_il and ora < contatore.ultima_il:
        ora = contatore.ultima_il  # the clock was set back: order by number stays order by time
    anno = ora.astimezone(ROMA).year
    riga.registrata_il, riga.anno = ora, anno
    riga.numero = contatore.ultimo + 1 if anno == contatore.anno else 1
    riga.impronta_precedente = contatore.impronta
    riga.impronta = impronta_di(riga)
    riga.save(force_insert=True)
    contatore.anno, contatore.ultimo = anno, riga.numero
    contatore.ultima_il, contatore.impronta = ora, riga.impronta
    contatore.save(update_fields=["anno", "ultimo", "ultima_il", "impronta"])
    chiedi_protocollo(riga)
    return riga


def _contatore_bloccato(ambito: Ambito, registro: str) -> ContatoreRepertorio:
    """The head of the register, created at its first use (a rolled back creation leaves nothing)."""
    ContatoreRepertorio.objects.bulk_create(
        [ContatoreRepertorio(ambito=ambito, registro=registro)], ignore_conflicts=True
    )
    return ContatoreRepertorio.objects.select_for_update().get(ambito=ambito, registro=registro)
