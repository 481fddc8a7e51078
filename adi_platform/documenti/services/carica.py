"""Take in a file of the office: checked, cleaned, stored with its imprint."""

import hashlib

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from adi_platform.documenti import archivio
from adi_platform.documenti.enums import StatoDocumento
from adi_platform.documenti.esame.file import esamina
from adi_platform.documenti.models import Documento
from adi_platform.documenti.nomi import nome_file
from adi_platform.organizzazione.models import Ambito, Utente


@transaction.atomic
def carica_documento(
    *,
    ambito: Ambito,
    operatore: Utente,
    tipo: str,
    titolo: str,
    file: "File[bytes]",
    caso_id: int | None = None,
    attestazione: str = "",
    oggetto_tipo: str = "",
    oggetto_id: int | None = None,
) -> Documento:
    """Store a PDF, JPEG or PNG. Raises DominioError with `campo="file"` and what to do about it.

    `attestazione` is the text with which the operator declares the copy true to the paper original.
    """
    esame = esamina(file)
    documento = Documento(
        ambito=ambito,
        tipo=tipo,
        titolo=titolo,
        oggetto_tipo=oggetto_tipo or ("cases.caso" if caso_id else ""),
        oggetto_id=oggetto_id or caso_id,
        caso_id=caso_id,
        caricato=True,
        attestazione=attestazione,
        stato=StatoDocumento.PRONTO,
        nome_file=nome_file(file.name or titolo, esame.tipo),
        tipo_file=esame.tipo,
        dimensione=len(esame.dati),
        pagine=esame.pagine,
        sha256=hashlib.sha256(esame.dati).hexdigest(),
        creato_da=operatore,
        pronto_il=timezone.now(),
    )
    documento.chiave = f"caricato:{documento.pk}"
    documento.percorso = archivio.percorso_di(documento.pk)
    archivio.scrivi(documento.percorso, esame.dati)
    documento.save(force_insert=True)
    return documento
