"""Apply a list to the archive, some households at a time, each block in its own transaction.

The rows of a block are marked in the same transaction as their effects: a process that dies leaves whole
households done and the others untouched, and whoever takes the work over starts from the first not marked.
"""

from collections.abc import Iterator, Mapping, Sequence, Set

from django.db import DatabaseError, connection, transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.perimetro import calcola_perimetro
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.outbox.models import Lavoro
from cases.enums import EffettoRiga, EsitoRiga, StatoImportazione
from cases.models import CasoAdi, Importazione, RigaImportazione
from cases.services.importazione.aggiorna import aggiorna_caso, applica_differenze
from cases.services.importazione.archivio import Archivio
from cases.services.importazione.isee import TipiIsee
from cases.services.importazione.leggi import conta
from cases.services.importazione.mappa import avvia_lavoro, riprendi_lavoro
from cases.services.importazione.nuovi import Contesto, crea_nuclei, crea_persone
from cases.services.importazione.righe import componi_nuclei, comuni_per_nome
from cases.services.importazione.riservatezza import CAMPI_COPERTI, nascondi_luoghi

LAVORO_IMPORTAZIONE = "cases.importa_elenco"
RUOLI_CHE_IMPORTANO = (Ruolo.SEGRETARIATO, Ruolo.COORDINATORE)
NUCLEI_PER_VOLTA = 100
ENTRANO = (EsitoRiga.ACCETTATA, EsitoRiga.AVVISO)
_CHIAVE_DEL_BLOCCO = 20_260_003  # first key of the advisory lock; the second is the Ambito
# One statement for a whole block: bulk_update would cost more than everything else together.
_SEGNA = """
    UPDATE cases_rigaimportazione AS riga
    SET caso_id = nuova.caso, effetto = nuova.effetto, nota_effetto = nuova.nota,
        importata_il = COALESCE(riga.importata_il, NOW())
    FROM UNNEST(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) AS nuova(id, caso, effetto, nota)
    WHERE riga.id = nuova.id
"""
NON_RIUSCITO = "Il nucleo non è entrato per un errore imprevisto: segnalalo a chi gestisce il sistema."


@transaction.atomic
def avvia_importazione(*, importazione: Importazione, operatore: Utente) -> Importazione:
    """Start applying the rows that may enter and have not entered yet."""
    riga = blocca(importazione)
    if riga.stato not in (StatoImportazione.ANTEPRIMA, StatoImportazione.CONCLUSA, StatoImportazione.FALLITA):
        raise DominioError("L'elenco non è pronto per l'importazione: attendi che la lettura finisca.")
    if not _da_importare(riga).exists():
        raise DominioError("Non ci sono righe da importare: correggi quelle segnalate e riprova.")
    riga.aggiornato_da = operatore
    return avvia_lavoro(riga, tipo=LAVORO_IMPORTAZIONE, stato=StatoImportazione.IN_CORSO, operatore=operatore)


def importa_elenco(lavoro: Lavoro) -> None:
    """Executor of "cases.importa_elenco". Safe to run again from any point where it stopped."""
    importazione = Importazione.objects.select_related("ambito").get(pk=lavoro.dati["importazione"])
    if importazione.stato != StatoImportazione.IN_CORSO or importazione.lavoro_id != lavoro.pk:
        return
    contesto = _contesto(importazione, Utente.objects.get(pk=lavoro.dati["operatore"]))
    domande = list(_domande_da_importare(importazione))
    gia_fatte = _entrate(importazione)
    totale = gia_fatte + _da_importare(importazione).count()
    lavoro.avanza(fatto=gia_fatte, totale=totale, messaggio="Importazione in corso")
    for blocco in _a_blocchi(domande):
        applica_blocco(importazione, blocco, contesto)
        lavoro.avanza(fatto=_entrate(importazione), totale=totale)
    with transaction.atomic():
        _concludi(importazione)
    lavoro.avanza(fatto=totale, totale=totale, messaggio="Importazione conclusa")


def importazione_fallita(lavoro: Lavoro) -> None:
    """The job was given up: what entered stays, the rest can be started again."""
    Importazione.objects.filter(
        pk=lavoro.dati["importazione"], lavoro=lavoro, stato=StatoImportazione.IN_CORSO
    ).update(stato=StatoImportazione.FALLITA, errore=lavoro.ultimo_errore)


def importazione_da_rifare(lavoro: Lavoro) -> None:
    riprendi_lavoro(lavoro, stato=StatoImportazione.IN_CORSO)


def applica_blocco(importazione: Importazione, domande: Sequence[str], contesto: Contesto) -> None:
    """All the households of the block, or one by one when the database refuses something."""
    try:
        with transaction.atomic():
            _applica(importazione, domande, contesto)
    except DatabaseError:
        if len(domande) == 1:
            _segna_non_riuscito(importazione, domande[0])
            return
        for domanda in domande:
            applica_blocco(importazione, [domanda], contesto)


def _applica(importazione: Importazione, domande: Sequence[str], contesto: Contesto) -> None:
    with connection.cursor() as cursor:  # two lists of one Ambito never create the same person twice
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_CHIAVE_DEL_BLOCCO, contesto.ambito.pk])
    righe = _righe_bloccate(importazione, domande)
    # somebody may have been protected after the preview
    RigaImportazione.objects.bulk_update(nascondi_luoghi(importazione, righe), CAMPI_COPERTI)
    letti = componi_nuclei(importazione, righe, comuni=frozenset(contesto.comuni))
    archivio = Archivio.carica(
        ambito_id=contesto.ambito.pk, nuclei=letti.values(), tipi=contesto.tipi_isee, blocca=True
    )
    nuovi = [n for d, n in letti.items() if d not in archivio.casi]
    presenti = [n for d, n in letti.items() if d in archivio.casi]
    scelte = {r.numero: r.scelte for r in righe}
    fatto: dict[str, list[str]] = {}
    persone = crea_persone([*nuovi, *presenti], archivio, contesto)
    archivio = archivio.con_persone(persone.values())
    for letto in nuovi:
        fatto[letto.domanda] = applica_differenze(letto, None, archivio, persone, scelte, contesto)
    casi = crea_nuclei(nuovi, persone, contesto)
    for letto in presenti:
        caso = archivio.casi[letto.domanda]
        fatto[letto.domanda] = aggiorna_caso(letto, caso, archivio, persone, scelte, contesto)
    _segna(righe, {**archivio.casi, **casi}, set(casi), fatto)


def _segna(
    righe: Sequence[RigaImportazione],
    casi: Mapping[str, CasoAdi],
    nuovi: Set[str],
    fatto: Mapping[str, Sequence[str]],
) -> None:
    """Mark the rows as entered, with what was done: in the transaction of their effects."""
    effetti = [_effetto(nuovo=r.domanda in nuovi, fatto=fatto[r.domanda], prima=r.effetto) for r in righe]
    note = ["\n".join(fatto[r.domanda]) or r.nota_effetto for r in righe]
    with connection.cursor() as cursor:
        cursor.execute(_SEGNA, [[r.pk for r in righe], [casi[r.domanda].pk for r in righe], effetti, note])


def _effetto(*, nuovo: bool, fatto: Sequence[str], prima: str) -> str:
    if nuovo:
        return EffettoRiga.NUOVO
    return EffettoRiga.AGGIORNATO if fatto else (prima or EffettoRiga.INVARIATO)


def _righe_bloccate(importazione: Importazione, domande: Sequence[str]) -> list[RigaImportazione]:
    """Every accepted row of the households, also the ones already in: the household is read as a whole."""
    return list(
        importazione.righe.filter(domanda__in=domande, esito__in=ENTRANO)
        .select_for_update(of=("self",))
        .order_by("numero")
    )


def _contesto(importazione: Importazione, operatore: Utente) -> Contesto:
    """The rights of whoever asked are checked again now, not only when the button was pressed."""
    oggi = timezone.localdate()
    perimetro = calcola_perimetro(operatore, al=oggi)
    if importazione.ambito_id not in perimetro.ambiti_come(*RUOLI_CHE_IMPORTANO):
        raise DominioError("Chi ha avviato l'importazione non ha più l'incarico per farlo.")
    return Contesto(
        ambito=importazione.ambito,
        operatore=operatore,
        comuni=comuni_per_nome(importazione.ambito_id),
        data_estrazione=importazione.data_estrazione,
        oggi=oggi,
        file=importazione.nome_file,
        norme=norme_dell_ambito(importazione.ambito_id),
        tipi_isee=TipiIsee.di(importazione),
    )


def _da_importare(importazione: Importazione) -> QuerySet[RigaImportazione]:
    return importazione.righe.filter(esito__in=ENTRANO, importata_il__isnull=True)


def _entrate(importazione: Importazione) -> int:
    return importazione.righe.filter(importata_il__isnull=False).count()


def _domande_da_importare(importazione: Importazione) -> Iterator[str]:
    """In the order of the file: when a person is in two households, the first one is confirmed."""
    righe = _da_importare(importazione).exclude(effetto=EffettoRiga.SALTATO)
    return iter(
        righe.order_by()
        .values("domanda")
        .annotate(prima=Min("numero"))
        .order_by("prima")
        .values_list("domanda", flat=True)
    )


def _a_blocchi(domande: Sequence[str]) -> Iterator[Sequence[str]]:
    for da in range(0, len(domande), NUCLEI_PER_VOLTA):
        yield domande[da : da + NUCLEI_PER_VOLTA]


def _segna_non_riuscito(importazione: Importazione, domanda: str) -> None:
    _da_importare(importazione).filter(domanda=domanda).update(
        effetto=EffettoRiga.SALTATO, nota_effetto=NON_RIUSCITO
    )


def _concludi(importazione: Importazione) -> None:
    attuale = blocca(importazione)
    attuale.conteggi = conta(attuale)
    attuale.stato = StatoImportazione.CONCLUSA
    attuale.conclusa_il = timezone.now()
    attuale.save()
