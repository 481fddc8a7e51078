"""Which column means what: proposed, confirmed by a person, remembered for the next list."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.accoda import accoda_lavoro
from cases.enums import StatoImportazione
from cases.models import Importazione, MappaturaElenco
from cases.rules.elenco.mappatura import Mappatura, impronta_intestazioni, proponi
from cases.rules.isee import tipo_nell_anno

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
    tipo_isee: str = "",
) -> Importazione:
    """Fix the mapping and start reading. Nothing of the archive changes yet.

    `tipo_isee` empty: the kind that counts in the year of the extraction.
    """
    riga = blocca(importazione)
    if riga.stato not in MODIFICABILI or riga.righe.filter(importata_il__isnull=False).exists():
        raise DominioError("L'elenco è già in lavorazione: le colonne non si possono più cambiare.")
    if data_estrazione > oggi:
        raise DominioError("La data dell'estrazione non può essere futura.", campo="data_estrazione")
    _controlla_tipo_isee(riga.ambito_id, tipo_isee, data_estrazione)
    problemi = Mappatura(colonne=tuple(colonne)).problemi()
    if problemi:
        raise DominioError(" ".join(problemi))
    MappaturaElenco.objects.update_or_create(
        ambito_id=riga.ambito_id,
        impronta=impronta_intestazioni(riga.formato["intestazioni"]),
        defaults={"colonne": list(colonne), "tipo_isee": tipo_isee, "aggiornato_da": operatore},
    )
    riga.colonne = list(colonne)
    riga.data_estrazione = data_estrazione
    riga.tipo_isee = tipo_isee
    riga.aggiornato_da = operatore
    return avvia_lavoro(riga, tipo=LAVORO_LETTURA, stato=StatoImportazione.IN_ANALISI, operatore=operatore)


def _controlla_tipo_isee(ambito_id: int, tipo: str, al: datetime.date) -> None:
    """A list of before the new ISEE cannot carry it."""
    if tipo_nell_anno(tipo, al.year, norme=norme_dell_ambito(ambito_id)) != tipo:
        raise DominioError(
            f"Nel {al.year} questo tipo di ISEE non c'era ancora: scegline un altro.", campo="tipo_isee"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ColonnaNonLetta:
    """A column with something in it that nobody said what it is."""

    nome: str
    piene: int
    esempio: str


def colonne_non_lette(importazione: Importazione, *, con_esempi: bool) -> list[ColonnaNonLetta]:
    """What would be left out without a word, from the cells counted so far. The examples are personal data."""
    formato, colonne = importazione.formato, importazione.colonne
    intestazioni, esempi = formato["intestazioni"], formato.get("esempi") or []
    piene = {int(posto): quante for posto, quante in formato.get("piene", {}).items()}
    return [
        ColonnaNonLetta(
            nome=nome_colonna(intestazioni, posto),
            piene=quante,
            esempio=esempi[posto][0] if con_esempi and posto < len(esempi) and esempi[posto] else "",
        )
        for posto, quante in sorted(piene.items())
        if posto >= len(colonne) or not colonne[posto]
    ]


def nome_colonna(intestazioni: Sequence[str], posto: int) -> str:
    """As written, or by its place in the file."""
    scritto = intestazioni[posto].strip() if posto < len(intestazioni) else ""
    return scritto or f"Colonna {posto + 1}"


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
