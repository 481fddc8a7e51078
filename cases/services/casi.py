"""The acts on a whole case: open, move, close, transfer, what INPS says of the benefit."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Comune, Utente
from cases.enums import Parentela, StatoBeneficio, TipoCaso
from cases.models import Appartenenza, CasoAdi, ComponenteCaso, Nucleo
from cases.services.domanda_inps import solo_adi
from cases.services.nuclei import esigi_maggiorenne
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
    operatore: Utente,
    al: datetime.date,
    tipo: str = TipoCaso.ADI,
    numero_domanda: str = "",
    data_domanda: datetime.date | None = None,
    data_pad: datetime.date | None = None,
    data_trasmissione: datetime.date | None = None,
    data_accoglimento: datetime.date | None = None,
    note_elenco: str = "",
) -> CasoAdi:
    """A household becomes a case, with its present members: by its INPS application, or from the counter."""
    _secondo_il_tipo(tipo, numero_domanda, data_pad or data_trasmissione or data_accoglimento)
    controlla_le_date(data_domanda=data_domanda, data_pad=data_pad, al=al)
    caso = CasoAdi(
        tipo=tipo,
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
        raise _caso_gia_aperto(tipo) from errore
    caso.transizioni.create(mossa="apri", da_stato="", a_stato=caso.stato, operatore=operatore)
    _iscrivi_componenti(caso, al=al, operatore=operatore)
    if caso.adi:
        _richiedente_maggiorenne(caso, al=al)
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
    solo_adi(attuale)
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


def _secondo_il_tipo(tipo: str, numero_domanda: str, data_adi: datetime.date | None) -> None:
    if tipo == TipoCaso.ADI and not numero_domanda.strip():
        raise DominioError("Scrivi il numero della domanda INPS.", campo="numero_domanda")
    if tipo == TipoCaso.SPORTELLO and (numero_domanda.strip() or data_adi):
        raise DominioError(
            "Una presa in carico dallo sportello non ha domanda INPS: scegli l'altro tipo.", campo="tipo"
        )


def _caso_gia_aperto(tipo: str) -> DominioError:
    if tipo == TipoCaso.ADI:
        return DominioError("C'è già un caso con questo numero di domanda.", campo="numero_domanda")
    return DominioError("Questo nucleo è già in carico dallo sportello: apri quel caso.", campo="tipo")


def _imposta_monitoraggio(
    caso: CasoAdi, *, escluso: bool, motivo: str, operatore: Utente, al: datetime.date
) -> CasoAdi:
    attuale = blocca(caso)
    solo_adi(attuale)
    if attuale.stato in FINALI:
        raise DominioError("Il caso è chiuso: la verifica dei 90 giorni non si applica più.")
    attuale.escluso_monitoraggio = escluso
    attuale.motivo_escluso_monitoraggio = motivo
    attuale.aggiornato_da = operatore
    attuale.save()
    ricalcola_scadenze(attuale, al=al)
    return attuale


def controlla_le_date(
    *, data_domanda: datetime.date | None, data_pad: datetime.date | None, al: datetime.date
) -> None:
    """No day before the Assegno di Inclusione began, none in the future."""
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


def _richiedente_maggiorenne(caso: CasoAdi, *, al: datetime.date) -> None:
    """On the day of the application, as the list of the platform is judged."""
    campo = "data_domanda" if caso.data_domanda else "numero_domanda"
    for membro in caso.componenti.filter(richiedente=True).select_related("persona").order_by("pk"):
        esigi_maggiorenne(membro.persona, al=caso.data_domanda or al, campo=campo)


def _finisci_assegnazione(caso: CasoAdi, *, al: datetime.date) -> None:
    aperta = caso.assegnazioni.filter(al__isnull=True).first()
    if aperta:
        aperta.al = max(al, aperta.dal)
        aperta.save()
