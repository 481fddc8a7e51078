"""Bring a file in: keep it as it is, with its fingerprint, and recognise its shape."""

import datetime
import hashlib
import unicodedata
from pathlib import Path

from django.core.files import File
from django.db import transaction

from adi_platform.organizzazione.models import Ambito, Utente
from cases.enums import StatoImportazione
from cases.models import Importazione
from cases.rules.codici import INVISIBILI
from cases.services.importazione.lettura.apertura import BYTE_MASSIMI_FILE, apri_elenco, riapri_elenco
from cases.services.importazione.lettura.tabella import FileNonLeggibile, Tabella
from cases.services.importazione.mappa import colonne_proposte
from cases.services.importazione.riservatezza import esempi_mostrabili

_TESTO_CON_NOME_XLSX = (
    "Il file si chiama .xlsx ma dentro è un testo: aprilo con il foglio di calcolo e salvalo come .xlsx, "
    "oppure cambia il nome in .csv."
)


def carica_elenco(
    *, ambito: Ambito, operatore: Utente, file: "File[bytes]", oggi: datetime.date
) -> Importazione:
    """Keep the file and recognise it. Raises FileNonLeggibile, and keeps nothing, when it is no list."""
    if (file.size or 0) > BYTE_MASSIMI_FILE:
        raise FileNonLeggibile("Il file supera 20 MB: tieni solo il foglio con l'elenco, oppure dividilo.")
    importazione = Importazione(
        ambito=ambito,
        operatore=operatore,
        aggiornato_da=operatore,
        nome_file=nome_leggibile(file.name or ""),
        sha256=_impronta(file),
        data_estrazione=oggi,
        stato=StatoImportazione.CARICATA,
    )
    file.seek(0)
    importazione.file.save(importazione.nome_file, file, save=False)
    try:
        tabella = apri_elenco(Path(importazione.file.path))
        if tabella.tipo != "xlsx" and importazione.nome_file.lower().endswith(".xlsx"):
            raise FileNonLeggibile(_TESTO_CON_NOME_XLSX)
        esempi = esempi_mostrabili(ambito.pk, [list(e) for e in tabella.esempi])
        importazione.formato = tabella.formato() | {"esempi": esempi}
        importazione.colonne = colonne_proposte(ambito=ambito, intestazioni=tabella.intestazioni)
        with transaction.atomic():
            importazione.save()
    except BaseException:
        importazione.file.delete(save=False)
        raise
    return importazione


def tabella_di(importazione: Importazione) -> Tabella:
    """Open the kept file again, with the row of headings that was recognised then."""
    return riapri_elenco(Path(importazione.file.path), importazione.formato)


def gia_importato(importazione: Importazione) -> Importazione | None:
    """An earlier import of the very same file in the same Ambito."""
    return (
        Importazione.objects.filter(
            ambito_id=importazione.ambito_id,
            sha256=importazione.sha256,
            stato=StatoImportazione.CONCLUSA,
        )
        .exclude(pk=importazione.pk)
        .order_by("-conclusa_il")
        .first()
    )


def nome_leggibile(nome: str) -> str:
    """The name as people wrote it, without path, control characters or direction marks."""
    ultimo = INVISIBILI.sub("", nome.replace("\\", "/").rpartition("/")[2])
    visibile = "".join(c for c in ultimo if not unicodedata.category(c).startswith("C")).strip()
    return visibile[-200:] or "elenco"


def _impronta(file: "File[bytes]") -> str:
    impronta = hashlib.sha256()
    for pezzo in file.chunks():
        impronta.update(pezzo)
    return impronta.hexdigest()
