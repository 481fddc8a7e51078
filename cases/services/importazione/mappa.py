"""Which column means what: proposed, confirmed by a person, remembered for the next list."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.accoda import accoda_lavoro
from cases.enums import StatoImportazione
from cases.models import Importazione, MappaturaElenco
from cases.rules.elenco.mappatura import Mappatura, impronta_intestazioni, proponi

LAVORO_LETTURA = "cases.leggi_elenco"
MODIFICABILI = (StatoImportazione.CARICATA, StatoImportazione.ANTEPRIMA, StatoImportazione.FALLITA)


def colonne_proposte(*, ambito: Ambito, intestazioni: Sequence[str]) -> list[str]:
    """The mapping saved for the same headings, otherwise the one that the names suggest."""
    salvata = mappatura_ricordata(ambito_id=ambito.pk, intestazioni=intestazioni)
    return list(salvata.colonne if salvata else proponi(intestazioni).colonne)


def mappatura_ricordata(*, ambito_id: int, intestazioni: Sequence[str]) -> MappaturaElenco | None:
    """What somebody already said of a list with the same headings: it is not asked again."""
    righe = MappaturaElenco.objects.filter(ambito=ambito_id, impronta=impronta_intestazioni(intestazioni))
    salvata = righe.select_related("aggiornato_da").first()
    return salvata if salvata and len(salvata.colonne) == len(intestazioni) else None


@transaction.atomic
def conferma_colonne(
    *,
    importazione: Importazione,
    colonne: Sequence[str],
    data_estrazione: datetime.date,
    operatore: Utente,
    oggi: datetime.date,
) -> Importazione:
    """Fix the mapping and start reading. Nothing of the archive changes yet."""
    riga = blocca(importazione)
    if riga.stato not in MODIFICABILI or riga.righe.filter(importata_il__isnull=False).exists():
        raise DominioError("L'elenco è già in lavorazione: le colonne non si possono più cambiare.")
    if data_estrazione > oggi:
        raise DominioError("La data dell'estrazione non può essere futura.", campo="data_estrazione")
    problemi = Mappatura(colonne=tuple(colonne)).problemi()
    if problemi:
        raise DominioError(" ".join(problemi))
    MappaturaElenco.objects.update_or_create(
        ambito_id=riga.ambito_id,
        impronta=impronta_intestazioni(riga.formato["intestazioni"]),
        defaults={"colonne": list(colonne), "aggiornato_da": operatore},
    )
    riga.colonne = list(colonne)
    riga.data_estrazione = data_estrazione
    riga.aggiornato_da = operatore
    return avvia_lavoro(riga, tipo=LAVORO_LETTURA, stato=StatoImportazione.IN_ANALISI, operatore=operatore)


def riprendi_lavoro(lavoro: Lavoro, *, stato: StatoImportazione) -> None:
    """Somebody asks for another try of the work that failed: the list is under way again."""
    importazione = (
        Importazione.objects.select_for_update(of=("self",)).filter(pk=lavoro.dati["importazione"]).first()
    )
    if importazione is None:
        raise DominioError("L'elenco non c'è più: archivia questo lavoro.")
    if importazione.stato != StatoImportazione.FALLITA or importazione.lavoro_id != lavoro.pk:
        raise DominioError("L'elenco è già stato ripreso dalla sua pagina: questo tentativo non serve più.")
    importazione.stato, importazione.errore = stato, ""
    importazione.save()


def avvia_lavoro(
    importazione: Importazione, *, tipo: str, stato: StatoImportazione, operatore: Utente
) -> Importazione:
    """Ask for the background work on an already locked import."""
    importazione.giro += 1
    importazione.stato = stato
    importazione.errore = ""
    importazione.lavoro = accoda_lavoro(
        tipo=tipo,
        chiave=f"{tipo}:{importazione.pk}:{importazione.giro}",
        dati={"importazione": importazione.pk, "operatore": operatore.pk},
        ambito_id=importazione.ambito_id,
        avviato_da_id=operatore.pk,
    )
    importazione.save()
    return importazione
