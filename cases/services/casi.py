"""The acts on a whole case: open, move, close, transfer, what INPS says of the benefit."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Comune, Utente
from cases.enums import Parentela, StatoBeneficio
from cases.models import Appartenenza, CasoAdi, ComponenteCaso, Nucleo
from cases.services.periodi import apri_primo_periodo
from cases.services.scadenze import ricalcola_scadenze
from cases.signals import caso_aperto, caso_chiuso
from cases.transizioni import FINALI, TABELLA_CASO

# From this day households could apply and sign (DM 154/2023, GU 16/12/2023).
PRIMO_GIORNO_ADI = datetime.date(2023, 12, 18)


@transaction.atomic
def apri_caso(
    *,
    nucleo: Nucleo,
    comune: Comune | None,
    numero_domanda: str,
    operatore: Utente,
    al: datetime.date,
    data_domanda: datetime.date | None = None,
    data_pad: datetime.date | None = None,
    data_trasmissione: datetime.date | None = None,
    data_accoglimento: datetime.date | None = None,
    note_elenco: str = "",
) -> CasoAdi:
    """A household with an INPS application becomes a case, with its present members."""
    _date_in_ordine(data_domanda=data_domanda, data_pad=data_pad, al=al)
    caso = CasoAdi(
        ambito_id=nucleo.ambito_id,
        comune=comune or nucleo.comune,
        nucleo=nucleo,
        numero_domanda=numero_domanda.strip(),
        data_domanda=data_domanda,
        data_pad=data_pad,
        data_trasmissione=data_trasmissione,
        data_accoglimento=data_accoglimento,
        note_elenco=note_elenco,
        aggiornato_da=operatore,
    )
    try:
        with transaction.atomic():
            caso.save()
    except IntegrityError as errore:
        raise DominioError(
            "C'è già un caso con questo numero di domanda.", campo="numero_domanda"
        ) from errore
    caso.transizioni.create(mossa="apri", da_stato="", a_stato=caso.stato, operatore=operatore)
    _iscrivi_componenti(caso, al=al, operatore=operatore)
    if data_pad:
        apri_primo_periodo(caso=caso, operatore=operatore)
    ricalcola_scadenze(caso, al=al)
    caso_aperto.send(sender=CasoAdi, caso=caso, operatore=operatore)
    return caso


@transaction.atomic
def muovi_caso(
    *,
    caso: CasoAdi,
    mossa: str,
    operatore: Utente,
    al: datetime.date,
    motivo: str = "",
    campi: dict[str, Any] | None = None,
) -> CasoAdi:
    """Make a move of the table and compute the deadlines again. Returns the case as it is now."""
    attuale = blocca(caso)
    attuale.aggiornato_da = operatore
    esegui_mossa(attuale, TABELLA_CASO, mossa, operatore=operatore, motivo=motivo, campi=campi)
    ricalcola_scadenze(attuale, al=al)
    return attuale


def registra_patto_sottoscritto(
    *, caso: CasoAdi, il: datetime.date, operatore: Utente, al: datetime.date
) -> CasoAdi:
    """The Patto was signed on that day: the upper floor says so, the deadline of the Patto closes."""
    return muovi_caso(
        caso=caso,
        mossa="sottoscrivi_patto",
        operatore=operatore,
        al=al,
        campi={"patto_sottoscritto_il": il},
    )


@transaction.atomic
def chiudi_caso(*, caso: CasoAdi, motivo: str, operatore: Utente, al: datetime.date) -> CasoAdi:
    """Close: nothing is due any more, who followed the case is written until today."""
    chiuso = muovi_caso(caso=caso, mossa="chiudi", operatore=operatore, al=al, motivo=motivo)
    _finisci_assegnazione(chiuso, al=al)
    caso_chiuso.send(sender=CasoAdi, caso=chiuso, operatore=operatore)
    return chiuso


@transaction.atomic
def trasferisci_caso(*, caso: CasoAdi, motivo: str, operatore: Utente, al: datetime.date) -> CasoAdi:
    """The household moved: the case goes on elsewhere and is only read here."""
    trasferito = muovi_caso(caso=caso, mossa="trasferisci", operatore=operatore, al=al, motivo=motivo)
    _finisci_assegnazione(trasferito, al=al)
    caso_chiuso.send(sender=CasoAdi, caso=trasferito, operatore=operatore)
    return trasferito


@transaction.atomic
def cambia_stato_beneficio(
    *, caso: CasoAdi, stato: StatoBeneficio, motivo: str, operatore: Utente
) -> CasoAdi:
    """Write what INPS decided. It is a note of a decision of others: the path of the case stays."""
    attuale = blocca(caso)
    if attuale.stato_beneficio == stato:
        raise DominioError("Il beneficio è già in questo stato.", campo="stato")
    attuale.stato_beneficio = stato
    attuale.aggiornato_da = operatore
    attuale._change_reason = motivo[:100]  # type: ignore[attr-defined]  # read by simple_history
    attuale.save()
    return attuale


@transaction.atomic
def escludi_da_monitoraggio(*, caso: CasoAdi, motivo: str, operatore: Utente, al: datetime.date) -> CasoAdi:
    """The household is out of the 90-day check, for a written reason."""
    if not motivo.strip():
        raise DominioError("Scrivi perché il nucleo è escluso dalla verifica.", campo="motivo")
    return _imposta_monitoraggio(caso, escluso=True, motivo=motivo.strip(), operatore=operatore, al=al)


@transaction.atomic
def riammetti_al_monitoraggio(*, caso: CasoAdi, operatore: Utente, al: datetime.date) -> CasoAdi:
    return _imposta_monitoraggio(caso, escluso=False, motivo="", operatore=operatore, al=al)


@transaction.atomic
def correggi_date(
    *,
    caso: CasoAdi,
    versione: int,
    operatore: Utente,
    al: datetime.date,
    data_domanda: datetime.date | None,
    data_pad: datetime.date | None,
    data_trasmissione: datetime.date | None,
    data_accoglimento: datetime.date | None,
) -> CasoAdi:
    """The dates from which everything is counted, as the national platform gives them."""
    _date_in_ordine(data_domanda=data_domanda, data_pad=data_pad, al=al)
    attuale = CasoAdi.blocca_versione(pk=caso.pk, attesa=versione)
    attuale.data_domanda = data_domanda
    attuale.data_pad = data_pad
    attuale.data_trasmissione = data_trasmissione
    attuale.data_accoglimento = data_accoglimento
    attuale.pad_da_confermare = False
    attuale.aggiornato_da = operatore
    attuale.save()
    if data_pad and not attuale.periodi.exists():
        apri_primo_periodo(caso=attuale, operatore=operatore)
    ricalcola_scadenze(attuale, al=al)
    return attuale


def _imposta_monitoraggio(
    caso: CasoAdi, *, escluso: bool, motivo: str, operatore: Utente, al: datetime.date
) -> CasoAdi:
    attuale = blocca(caso)
    if attuale.stato in FINALI:
        raise DominioError("Il caso è chiuso: la verifica dei 90 giorni non si applica più.")
    attuale.escluso_monitoraggio = escluso
    attuale.motivo_escluso_monitoraggio = motivo
    attuale.aggiornato_da = operatore
    attuale.save()
    ricalcola_scadenze(attuale, al=al)
    return attuale


def _date_in_ordine(
    *, data_domanda: datetime.date | None, data_pad: datetime.date | None, al: datetime.date
) -> None:
    if data_pad and data_pad < PRIMO_GIORNO_ADI:
        raise DominioError(
            "La data del PAD è anteriore all'Assegno di Inclusione: controllala.", campo="data_pad"
        )
    if data_pad and data_pad > al:
        raise DominioError("Il PAD non può avere una data futura.", campo="data_pad")
    if data_domanda and data_domanda > al:
        raise DominioError("La domanda non può avere una data futura.", campo="data_domanda")


def _iscrivi_componenti(caso: CasoAdi, *, al: datetime.date, operatore: Utente) -> None:
    """The confirmed members of the household on that day become members of the case."""
    appartenenze = Appartenenza.objects.filter(
        Q(da_confermare=False), nucleo=caso.nucleo, periodo__contains=al
    ).order_by("pk")
    for appartenenza in appartenenze:
        ComponenteCaso.objects.create(
            caso=caso,
            persona_id=appartenenza.persona_id,
            richiedente=appartenenza.parentela == Parentela.RICHIEDENTE
            or appartenenza.persona_id == caso.nucleo.referente_id,
            aggiornato_da=operatore,
        )


def _finisci_assegnazione(caso: CasoAdi, *, al: datetime.date) -> None:
    aperta = caso.assegnazioni.filter(al__isnull=True).first()
    if aperta:
        aperta.al = max(al, aperta.dal)
        aperta.save()
