"""Papers brought to the office for a case, and the exclusions that they prove."""

import datetime

from django.core.files.base import File
from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.carica import carica_documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.ricerca.testo import pulisci_testo
from cases.enums import Obbligo
from cases.models import CasoAdi, ComponenteCaso
from cases.rules.contenuti import tipi_documento
from cases.services.scadenze import ricalcola_scadenze
from cases.transizioni import FINALI

ESCLUSI = (Obbligo.ESCLUSO, Obbligo.VOLONTARIO)


@transaction.atomic
def carica_prova(
    *,
    caso: CasoAdi,
    tipo: str,
    titolo: str,
    file: "File[bytes]",
    prova_di: ComponenteCaso | None,
    operatore: Utente,
    al: datetime.date,
) -> Documento:
    """Keep the paper; when it proves an exclusion, write on the member which paper it is."""
    attuale = blocca(caso)
    if attuale.stato in FINALI:
        raise DominioError("Il caso è chiuso: non si aggiungono documenti.")
    voce = tipi_documento().get(tipo)
    if voce is None:
        raise DominioError("Scegli che documento è.", campo="tipo")
    documento = carica_documento(
        ambito=attuale.ambito,
        operatore=operatore,
        tipo=voce.codice,
        titolo=pulisci_testo(titolo).strip() or voce.nome,
        file=file,
        caso_id=attuale.pk,
    )
    if prova_di is not None:
        _collega(prova_di, documento, operatore, al)
    return documento


def _collega(componente: ComponenteCaso, documento: Documento, operatore: Utente, al: datetime.date) -> None:
    attuale = blocca(componente)
    if attuale.caso_id != documento.caso_id or attuale.obbligo not in ESCLUSI:
        raise DominioError(
            "Una prova si collega a chi è escluso dagli obblighi in questo caso.", campo="prova_di"
        )
    lunghezza = ComponenteCaso._meta.get_field("prova").max_length
    coda = f", documento {documento.codice}"
    attuale.prova_entro = None
    attuale.prova = documento.titolo[: (lunghezza or 0) - len(coda)] + coda
    attuale.versione += 1
    attuale.aggiornato_da = operatore
    attuale.accertato_da = operatore
    attuale.save()
    ricalcola_scadenze(attuale.caso, al=al)
