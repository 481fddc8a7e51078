"""The act of the Dirigente while it is a draft: which may be made now, with what, who writes it."""

from typing import Any

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from contributi.enums import (
    TIPI_DI_CONCESSIONE,
    TIPI_SUCCESSIVI,
    Corsia,
    StatoProvvedimento,
    StatoRichiesta,
    TipoProvvedimento,
)
from contributi.models import Proposta, Provvedimento, Richiesta
from contributi.rules.decisione import tipi_possibili
from contributi.rules.motivazione import articoli_dell_istruttoria, motivazione_dell_istruttoria
from contributi.rules.periodo import incoerenze, primo_giorno

# Fields that the Dirigente writes in the draft.
CAMPI = (
    "motivazione",
    "articoli",
    "importo",
    "mesi",
    "totale",
    "modo",
    "dal",
    "al",
    "condizioni",
    "motivi_nuovi",
    "motivo_cautelare",
    "importo_recupero",
)
CON_IMPORTI = (*TIPI_DI_CONCESSIONE, TipoProvvedimento.MODIFICA)


@transaction.atomic
def prepara_provvedimento(*, richiesta: Richiesta, tipo: str, operatore: Utente) -> Provvedimento:
    """A draft with what the file already says. One draft at a time for each request."""
    riga = blocca(richiesta)
    if tipo not in tipi_ora(riga):
        raise DominioError("In questo momento la richiesta non ammette un atto di questo tipo.", campo="tipo")
    if riga.provvedimenti.filter(stato=StatoProvvedimento.BOZZA).exists():
        raise DominioError("C'è già una bozza per questa richiesta: continua quella, o eliminala.")
    d_urgenza = tipo == TipoProvvedimento.CONCESSIONE and riga.stato == StatoRichiesta.ISTRUTTORIA
    # A proposal that the commission sent back is not what this act grants on.
    proposta = None if d_urgenza else proposta_di(riga)
    return Provvedimento.objects.create(
        richiesta=riga,
        proposta=proposta,
        tipo=tipo,
        riguarda=concessione_di(riga) if tipo in TIPI_SUCCESSIVI else None,
        aggiornato_da=operatore,
        **(_importi(riga, proposta) if tipo in CON_IMPORTI else {}),
        **(_dall_istruttoria(proposta) if proposta and tipo in TIPI_DI_CONCESSIONE else {}),
    )


@transaction.atomic
def scrivi_provvedimento(
    *, provvedimento: Provvedimento, versione: int, dati: dict[str, Any], operatore: Utente
) -> Provvedimento:
    """Write the draft. Raises ConflittoDiVersione when somebody saved it meanwhile."""
    riga = Provvedimento.blocca_versione(pk=provvedimento.pk, attesa=versione)
    solo_bozza(riga)
    for campo in CAMPI:
        if campo in dati:
            setattr(riga, campo, dati[campo])
    for campo, testo in incoerenze_di(riga):
        raise DominioError(testo, campo=campo)
    if riga.tipo in CON_IMPORTI and riga.importo is not None:
        riga.totale = riga.importo * (riga.mesi or 1)
    riga.aggiornato_da = operatore
    riga.save()
    return riga


@transaction.atomic
def elimina_bozza(*, provvedimento: Provvedimento) -> None:
    riga = blocca(provvedimento)
    solo_bozza(riga)
    riga.delete()


def tipi_ora(richiesta: Richiesta) -> tuple[str, ...]:
    return tipi_possibili(richiesta.stato, urgente=richiesta.corsia == Corsia.URGENTE)


def proposta_di(richiesta: Richiesta) -> Proposta | None:
    """The last proposal that was not withdrawn."""
    return richiesta.proposte.filter(ritirata_il__isnull=True).order_by("-numero").first()


def concessione_di(richiesta: Richiesta) -> Provvedimento | None:
    """The act in force that gives the money: the last change, otherwise the concession."""
    adottati = richiesta.provvedimenti.filter(stato=StatoProvvedimento.ADOTTATO, tipo__in=CON_IMPORTI)
    return adottati.order_by("-adottato_il", "-pk").first()


def incoerenze_di(provvedimento: Provvedimento) -> list[tuple[str, str]]:
    """Where the dates of the act contradict its months or the day of the request: field and message."""
    richiesta, primo = provvedimento.richiesta, None
    con_importi = provvedimento.tipo in CON_IMPORTI
    if con_importi and richiesta.data_domanda:
        decorrenza = norme_dell_ambito(richiesta.ambito_id).valore(
            "contributi.decorrenza", al=richiesta.data_domanda
        )
        primo = primo_giorno(richiesta.data_domanda, decorrenza.testo)
    mesi = provvedimento.mesi if con_importi else None
    return list(incoerenze(dal=provvedimento.dal, al=provvedimento.al, mesi=mesi, primo=primo))


def _dall_istruttoria(proposta: Proposta) -> dict[str, str]:
    """Reasons and articles to begin from: the Dirigente reads and corrects them."""
    righe = proposta.istruttoria.get("righe", [])
    if not righe:
        return {}
    massimo = Provvedimento._meta.get_field("articoli").max_length or 0
    return {
        "motivazione": motivazione_dell_istruttoria(righe, della_proposta=proposta.motivazione),
        "articoli": articoli_dell_istruttoria(righe, massimo=massimo),
    }


def _importi(richiesta: Richiesta, proposta: Proposta | None) -> dict[str, Any]:
    fonte = proposta or richiesta
    return {
        "importo": fonte.importo,
        "mesi": fonte.mesi,
        "totale": fonte.importo * (fonte.mesi or 1),
        "modo": fonte.modo,
    }


def solo_bozza(riga: Provvedimento) -> None:
    if riga.stato != StatoProvvedimento.BOZZA:
        raise DominioError("Questo atto è già adottato: per correggerlo serve un altro atto.")
