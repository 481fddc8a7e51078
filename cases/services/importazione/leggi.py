"""Read and judge a whole list in the background. Rows are written in one transaction: all or none."""

from collections import Counter
from itertools import islice

from django.db import transaction
from django.db.models import Count, Q

from adi_platform.errori import DominioError
from adi_platform.outbox.models import Lavoro
from cases.enums import EsitoRiga, StatoImportazione
from cases.models import Importazione, RigaImportazione
from cases.rules.elenco.celle import in_json
from cases.rules.elenco.giudizio import Elenco, giudica
from cases.rules.elenco.letture import DATI, RigaLetta
from cases.services.importazione.carica import tabella_di
from cases.services.importazione.confronto import confronta_con_archivio
from cases.services.importazione.lettura.tabella import conta_piene
from cases.services.importazione.mappa import riprendi_lavoro
from cases.services.importazione.righe import Lettore, comuni_per_nome, scrivi_giudizio, scrivi_lettura

PER_VOLTA = 1_000


def leggi_elenco(lavoro: Lavoro) -> None:
    """Executor of "cases.leggi_elenco". Run twice it gives the same rows."""
    importazione = Importazione.objects.select_related("ambito").get(pk=lavoro.dati["importazione"])
    if importazione.stato != StatoImportazione.IN_ANALISI or importazione.lavoro_id != lavoro.pk:
        return
    righe, lette = _leggi_file(importazione, lavoro)
    lavoro.avanza(messaggio="Confronto con l'archivio")
    elenco = giudica(lette, comuni=frozenset(comuni_per_nome(importazione.ambito_id)))
    with transaction.atomic():
        _scrivi(importazione, righe, lette, elenco)
    lavoro.avanza(fatto=len(righe), totale=len(righe), messaggio="Anteprima pronta")


def lettura_fallita(lavoro: Lavoro) -> None:
    """The job was given up: the person can choose another file or try again."""
    Importazione.objects.filter(
        pk=lavoro.dati["importazione"], lavoro=lavoro, stato=StatoImportazione.IN_ANALISI
    ).update(stato=StatoImportazione.FALLITA, errore=lavoro.ultimo_errore)


def lettura_da_rifare(lavoro: Lavoro) -> None:
    riprendi_lavoro(lavoro, stato=StatoImportazione.IN_ANALISI)


def _leggi_file(importazione: Importazione, lavoro: Lavoro) -> tuple[list[RigaImportazione], list[RigaLetta]]:
    """Raw cells go straight into their row objects; only what was understood stays beside them."""
    lettore = Lettore.di(importazione)
    righe: list[RigaImportazione] = []
    lette: list[RigaLetta] = []
    mappate = {i for i, campo in enumerate(importazione.colonne) if campo}
    piene: Counter[str] = Counter()
    for numero, celle in tabella_di(importazione).righe():
        letta = lettore.leggi(numero, celle)
        riga = RigaImportazione(importazione=importazione, numero=numero, grezzi=[in_json(c) for c in celle])
        scrivi_lettura(riga, letta)
        righe.append(riga)
        lette.append(letta)
        if letta.tipo == DATI:
            piene.update(conta_piene([celle], mappate))
        if len(righe) % PER_VOLTA == 0:
            lavoro.avanza(fatto=len(righe), messaggio=f"Lette {len(righe)} righe")
    importazione.formato = {**importazione.formato, "piene": dict(piene), "contate_tutte": True}
    return righe, lette


def _scrivi(
    importazione: Importazione, righe: list[RigaImportazione], lette: list[RigaLetta], elenco: Elenco
) -> None:
    attuale = Importazione.objects.select_for_update(of=("self",)).get(pk=importazione.pk)
    if attuale.stato != StatoImportazione.IN_ANALISI or attuale.giro != importazione.giro:
        raise DominioError("L'elenco è stato cambiato durante la lettura: riprova.")
    for riga in righe:
        scrivi_giudizio(riga, elenco.giudizi[riga.numero])
    confronta_con_archivio(importazione, righe, elenco.nuclei)
    attuale.righe.all().delete()
    da_scrivere = iter(righe)
    while blocco := list(islice(da_scrivere, PER_VOLTA)):
        RigaImportazione.objects.bulk_create(blocco)
    attuale.conteggi = conta(attuale)
    attuale.formato = importazione.formato  # without the examples that a protected person forbids
    attuale.stato = StatoImportazione.ANTEPRIMA
    attuale.save()


def conta(importazione: Importazione) -> dict[str, int]:
    """Rows by outcome; households that would enter, already here, here and different; rows to decide on."""
    righe = importazione.righe
    conteggi = dict.fromkeys(EsitoRiga.values, 0)
    conteggi |= dict(righe.order_by().values_list("esito").annotate(n=Count("pk")))
    entrano = Q(esito__in=(EsitoRiga.ACCETTATA, EsitoRiga.AVVISO))
    presenti, diverse = entrano & Q(caso__isnull=False), ~Q(differenze=[])
    somme = righe.aggregate(
        righe=Count("pk"),
        nuclei=Count("domanda", distinct=True, filter=entrano),
        nuclei_presenti=Count("domanda", distinct=True, filter=presenti),
        nuclei_diversi=Count("domanda", distinct=True, filter=presenti & diverse),
        con_differenze=Count("pk", filter=entrano & diverse),
        importate=Count("pk", filter=Q(importata_il__isnull=False)),
    )
    return conteggi | somme
