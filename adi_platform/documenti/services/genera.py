"""Ask for a document: a row now, the PDF from the worker."""

from typing import Any

from django.db import transaction

from adi_platform.documenti.codici import nuovo_codice
from adi_platform.documenti.contenuto import congela, impronta_del_contenuto
from adi_platform.documenti.enums import StatoDocumento
from adi_platform.documenti.modelli import modello
from adi_platform.documenti.models import Documento
from adi_platform.documenti.nomi import nome_da_titolo
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.outbox.services.accoda import accoda_lavoro

TIPO_LAVORO = "documenti.stampa"


@transaction.atomic
def richiedi_documento(
    *,
    tipo: str,
    titolo: str,
    contesto: dict[str, Any],
    ambito: Ambito,
    operatore: Utente | None,
    chiave: str,
    caso_id: int | None = None,
    oggetto_tipo: str = "",
    oggetto_id: int | None = None,
    codice: str = "",
) -> Documento:
    """Freeze the content and queue its print; the same `chiave` returns the document already asked for.

    `oggetto_tipo` names the access rule; a document of a case follows the rule of the case. `codice`, from
    `nuovo_codice`, when another document had to name this one first.
    Raises ModelloSconosciuto or ContenutoNonCongelabile on a mistake of the caller.
    """
    stampa = modello(tipo)
    codice = codice or nuovo_codice()
    contenuto = congela(ambito=ambito, modello=stampa, titolo=titolo, codice=codice, contesto=contesto)
    documento, creato = Documento.objects.get_or_create(
        chiave=chiave,
        defaults={
            "ambito": ambito,
            "tipo": tipo,
            "titolo": contenuto["titolo"],
            "oggetto_tipo": oggetto_tipo or ("cases.caso" if caso_id else ""),
            "oggetto_id": oggetto_id or caso_id,
            "caso_id": caso_id,
            "codice": codice,
            "contenuto": contenuto,
            "versione_modello": stampa.versione,
            "impronta_contenuto": impronta_del_contenuto(contenuto),
            "nome_file": nome_da_titolo(contenuto["titolo"]),
            "creato_da": operatore,
        },
    )
    if creato:
        _accoda(documento, tentativo=1)
    return documento


@transaction.atomic
def riprova_documento(*, documento: Documento, operatore: Utente) -> Documento:
    """Queue again the print of a document that failed; its content stays the frozen one."""
    riga = Documento.objects.select_for_update(of=("self",)).get(pk=documento.pk)
    if riga.stato != StatoDocumento.FALLITO:
        raise DominioError("Questo documento non è da riprovare: è pronto o ancora in preparazione.")
    precedenti = riga.lavoro.dati.get("tentativo", 1) if riga.lavoro else 1
    riga.stato, riga.errore, riga.creato_da = StatoDocumento.RICHIESTO, "", operatore
    riga.save(update_fields=["stato", "errore", "creato_da"])
    _accoda(riga, tentativo=precedenti + 1)
    return riga


def _accoda(documento: Documento, *, tentativo: int) -> None:
    documento.lavoro = accoda_lavoro(
        tipo=TIPO_LAVORO,
        chiave=f"documento:{documento.pk}:{tentativo}",
        dati={"documento": str(documento.pk), "tentativo": tentativo},
        ambito_id=documento.ambito_id,
    )
    documento.save(update_fields=["lavoro"])
