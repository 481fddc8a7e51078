"""What is deleted when its time is over: lists never brought in; of the old ones, the raw file, the examples
of its columns and the rows that never became a case.

The decision and its proof are written in the transaction that takes the rows away; the file goes after, so
that a process that dies in between leaves a file to delete and never a row without its file.
"""

import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.norme.valori import Valore
from adi_platform.organizzazione.models import Ambito
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.accoda import accoda_lavoro
from cases.enums import StatoImportazione, TipoScarto
from cases.models import Importazione, RigaImportazione, ScartoElenco

LAVORO_SCARTO = "cases.scarta_elenchi"
IN_LAVORAZIONE = (StatoImportazione.IN_ANALISI, StatoImportazione.IN_CORSO)


def chiedi_scarto(*, al: datetime.date) -> int:
    """One piece of work for each Ambito that has something to delete. How many were asked for."""
    chiesti = 0
    for ambito in Ambito.objects.order_by("pk"):
        if any(da_scartare(ambito.pk, che_cosa, al=al)[0].exists() for che_cosa in TipoScarto):
            accoda_lavoro(
                tipo=LAVORO_SCARTO,
                chiave=f"{LAVORO_SCARTO}:{ambito.pk}:{al.isoformat()}",
                dati={"ambito": ambito.pk, "al": al.isoformat()},
                ambito_id=ambito.pk,
            )
            chiesti += 1
        elif _incompiuti(ambito.pk).exists():
            elimina_file_rimasti(ambito.pk)
    return chiesti


def scarta_elenchi(lavoro: Lavoro) -> None:
    """Executor of "cases.scarta_elenchi". Safe to run again from any point where it stopped."""
    ambito_id, al = lavoro.dati["ambito"], datetime.date.fromisoformat(lavoro.dati["al"])
    fatti = 0
    for che_cosa in TipoScarto:
        righe, regola = da_scartare(ambito_id, che_cosa, al=al)
        for pk in list(righe.order_by("pk").values_list("pk", flat=True)):
            fatti += _scarta(righe, pk, che_cosa, regola)
            lavoro.avanza(fatto=fatti, messaggio=f"Elenchi esaminati: {fatti}")
    elimina_file_rimasti(ambito_id)


def da_scartare(
    ambito_id: int, che_cosa: TipoScarto, *, al: datetime.date
) -> tuple[QuerySet[Importazione], Valore]:
    """The lists whose time was over on the day `al`, and the value that says so."""
    norme = norme_dell_ambito(ambito_id)
    entrate = RigaImportazione.objects.filter(importazione=OuterRef("pk"), importata_il__isnull=False)
    righe = Importazione.objects.filter(ambito=ambito_id).exclude(stato__in=IN_LAVORAZIONE)
    usate = Q(stato=StatoImportazione.CONCLUSA) | Exists(entrate)
    if che_cosa == TipoScarto.ABBANDONATO:
        regola = norme.valore("conservazione.elenchi_abbandonati_giorni", al=al)
        limite = al - datetime.timedelta(days=regola.intero)
        return righe.filter(~usate, aggiornato_il__lt=_mezzanotte(limite)), regola
    regola = norme.valore("conservazione.elenchi_originali_mesi", al=al)
    finite = righe.filter(usate, file_eliminato_il__isnull=True).annotate(
        finita_il=Coalesce(F("conclusa_il"), F("aggiornato_il"))
    )
    return finite.filter(finita_il__lt=_mezzanotte(aggiungi_mesi(al, -regola.intero))), regola


def elimina_file_rimasti(ambito_id: int) -> None:
    """Delete the files of the decisions already taken; a file that is not there any more is deleted."""
    for scarto in _incompiuti(ambito_id):
        if scarto.posto_del_file:
            default_storage.delete(scarto.posto_del_file)
        ScartoElenco.objects.filter(pk=scarto.pk).update(posto_del_file="", eseguito_il=timezone.now())


@transaction.atomic
def _scarta(righe: QuerySet[Importazione], pk: int, che_cosa: TipoScarto, regola: Valore) -> bool:
    """Take one list away if nobody touched it in the meantime; the file is left to the end of the work."""
    bloccata = righe.filter(pk=pk).select_for_update(of=("self",), skip_locked=True)
    importazione = bloccata.select_related("operatore").first()
    if importazione is None:
        return False
    abbandonato = che_cosa == TipoScarto.ABBANDONATO
    tolte = importazione.righe.all() if abbandonato else importazione.righe.filter(importata_il__isnull=True)
    ScartoElenco.objects.create(
        ambito_id=importazione.ambito_id,
        che_cosa=che_cosa,
        elenco=pk,
        sha256=importazione.sha256,
        righe=tolte.count(),
        caricato_il=importazione.creato_il,
        caricato_da=importazione.operatore,
        riferimento=f"{regola.intero} {regola.unita}: {regola.riferimento}"[:300],
        posto_del_file=importazione.file.name or "",
    )
    if abbandonato:
        importazione.delete()
    else:
        tolte.delete()
        senza_esempi = {**importazione.formato, "esempi": []}
        Importazione.objects.filter(pk=pk).update(
            file="", file_eliminato_il=timezone.now(), formato=senza_esempi
        )
    return True


def _incompiuti(ambito_id: int) -> QuerySet[ScartoElenco]:
    return ScartoElenco.objects.filter(ambito=ambito_id, eseguito_il__isnull=True).order_by("pk")


def _mezzanotte(giorno: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(giorno, datetime.time.min))
