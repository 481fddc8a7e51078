"""Convene to an appointment: channel, dates, neutral message with the calendar file."""

import datetime

from django.db import transaction
from django.utils import timezone

from adi_platform.agenda.rules.invito import Invito, invito_ics
from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.services.accoda import Allegato, accoda_messaggio
from cases.enums import (
    CanaleConvocazione,
    EsitoIncontro,
    ModalitaIncontro,
    StatoCaso,
    TipoAppuntamento,
    TipoRecapito,
)
from cases.models import Appuntamento, CasoAdi, Persona, Recapito
from cases.permissions_documenti import TIPO_CONVOCAZIONE
from cases.rules.contenuti import Lettera, lettere, parole_della_modalita
from cases.services.domanda_inps import non_prima_della_domanda
from cases.services.fatti import giorno_di
from cases.services.scadenze import ricalcola_scadenze
from cases.transizioni import TABELLA_CASO

CON_MESSAGGIO = (CanaleConvocazione.EMAIL, CanaleConvocazione.RECAPITI_PATTO_DIGITALE)
# What is sent or handed over on paper, or as a file of the certified mail.
CON_LETTERA = (CanaleConvocazione.PEC, CanaleConvocazione.RACCOMANDATA, CanaleConvocazione.CONSEGNA_A_MANO)
# For a protected person no message travels: a hand, or a call to the safe number.
SICURI = (CanaleConvocazione.CONSEGNA_A_MANO, CanaleConvocazione.TELEFONO)


@transaction.atomic
def convoca(
    *, appuntamento: Appuntamento, canale: str, il: datetime.date, operatore: Utente, al: datetime.date
) -> Appuntamento:
    """Write that the household was convened; the message leaves, or the letter to send is prepared."""
    caso = blocca(CasoAdi(pk=appuntamento.caso_id))
    attuale = blocca(appuntamento)
    _verifica(caso, attuale, canale=canale, il=il, al=al)
    attuale.canale, attuale.convocato_il = canale, il
    attuale.aggiornato_da = operatore
    attuale.save()
    if giorno_di(attuale) >= al:  # afterwards it is only noted
        if canale in CON_MESSAGGIO:
            _invia(caso, attuale)
        elif canale in CON_LETTERA:
            _stampa(caso, attuale, operatore, al=al)
    if caso.stato == StatoCaso.ASSEGNATO and attuale.tipo == TipoAppuntamento.PRIMO_INCONTRO:
        caso.aggiornato_da = operatore
        esegui_mossa(caso, TABELLA_CASO, "convoca", operatore=operatore)
    ricalcola_scadenze(caso, al=al)
    return attuale


@transaction.atomic
def registra_consegna(
    *, appuntamento: Appuntamento, il: datetime.date, operatore: Utente, al: datetime.date
) -> Appuntamento:
    """The proof that the convocation arrived, and when."""
    attuale = blocca(appuntamento)
    if attuale.convocato_il is None:
        raise DominioError("Prima scrivi quando hai inviato la convocazione.", campo="il")
    if not attuale.convocato_il <= il <= al:
        raise DominioError("La consegna avviene dopo l'invio e non nel futuro.", campo="il")
    attuale.consegnata_il = il
    attuale.aggiornato_da = operatore
    attuale.save()
    return attuale


def canali_possibili(caso: CasoAdi) -> tuple[CanaleConvocazione, ...]:
    """Channels that may be used for this household."""
    destinatario = destinatario_di(caso)
    if destinatario is None or destinatario.protetta:
        return SICURI
    con_posta = _indirizzo(destinatario) is not None
    return tuple(c for c in CanaleConvocazione if con_posta or c not in CON_MESSAGGIO)


def destinatario_di(caso: CasoAdi) -> Persona | None:
    """The referente of the household, otherwise who applied."""
    if caso.nucleo.referente:
        return caso.nucleo.referente
    richiedente = caso.componenti.filter(richiedente=True).select_related("persona").first()
    return richiedente.persona if richiedente else None


def _verifica(
    caso: CasoAdi, appuntamento: Appuntamento, *, canale: str, il: datetime.date, al: datetime.date
) -> None:
    if appuntamento.esito:
        raise DominioError("L'esito è già scritto: non serve convocare.")
    if il > al:
        raise DominioError("La data di invio non può essere futura.", campo="il")
    non_prima_della_domanda(caso, il, campo="il")
    if il > giorno_di(appuntamento):
        raise DominioError(
            "La convocazione viene prima dell'appuntamento: sposta l'appuntamento, poi convoca.", campo="il"
        )
    if canale not in canali_possibili(caso):
        destinatario = destinatario_di(caso)
        protetta = destinatario is not None and destinatario.protetta
        raise DominioError(
            "Il recapito è protetto: consegna a mano o chiama il numero sicuro."
            if protetta
            else "La persona non ha un indirizzo di posta elettronica: scegli un altro canale.",
            campo="canale",
        )


def chiave_convocazione(appuntamento: Appuntamento) -> str:
    """How the keys of the messages about one appointment begin."""
    return f"convocazione:{appuntamento.pk}"


def _invia(caso: CasoAdi, appuntamento: Appuntamento) -> None:
    destinatario = destinatario_di(caso)
    recapito = _indirizzo(destinatario) if destinatario else None
    if destinatario is None or recapito is None:
        raise DominioError("Manca un indirizzo di posta elettronica.", campo="canale")
    lettera = _lettera(caso)
    accoda_messaggio(
        evento="caso.convocazione",
        destinatario_email=recapito.valore,
        oggetto=lettera.oggetto,
        testo=lettera.compila(_valori(caso, appuntamento, destinatario)),
        chiave=f"{chiave_convocazione(appuntamento)}:{appuntamento.inizio.isoformat()}",
        allegati=[_calendario(caso, appuntamento)],
        ambito_id=caso.ambito_id,
    )


def lettera_di(appuntamento: Appuntamento) -> Documento | None:
    """The last letter prepared for this meeting, if any."""
    righe = Documento.objects.filter(oggetto_tipo=TIPO_CONVOCAZIONE, oggetto_id=appuntamento.pk)
    return righe.defer("contenuto").order_by("creato_il").last()


def _stampa(caso: CasoAdi, appuntamento: Appuntamento, operatore: Utente, *, al: datetime.date) -> None:
    """The letter without the address, which goes on the envelope: it would stay in the papers of the case."""
    destinatario = destinatario_di(caso)
    if destinatario is None:
        raise DominioError("Manca la persona a cui scrivere: indica il referente della famiglia.")
    lettera, valori = _lettera(caso), _valori(caso, appuntamento, destinatario)
    richiedi_documento(
        tipo=TIPO_CONVOCAZIONE,
        titolo=f"{lettera.oggetto}, {giorno_di(appuntamento):%d/%m/%Y}",
        contesto={
            "oggetto": lettera.oggetto,
            "destinatario": valori["nome_cognome"],
            "data": f"{al:%d/%m/%Y}",
            "blocchi": lettera.compila(valori).strip().split("\n\n"),
        },
        ambito=caso.ambito,
        operatore=operatore,
        chiave=f"convocazione:{appuntamento.pk}:{appuntamento.versione}",
        caso_id=caso.pk,
        oggetto_tipo=TIPO_CONVOCAZIONE,
        oggetto_id=appuntamento.pk,
    )


def _lettera(caso: CasoAdi) -> Lettera:
    ripetuta = caso.appuntamenti.filter(
        esito__in=(EsitoIncontro.ASSENZA_GIUSTIFICATA, EsitoIncontro.ASSENZA_DA_GIUSTIFICARE)
    ).exists()
    return lettere()["LT.CONV2" if ripetuta else "LT.CONV1"]


def _valori(caso: CasoAdi, appuntamento: Appuntamento, destinatario: Persona) -> dict[str, str]:
    return {
        **parole_della_modalita()[appuntamento.modalita],
        "nome_cognome": f"{destinatario.nome} {destinatario.cognome}",
        "data": f"il {giorno_di(appuntamento):%d/%m/%Y}",
        "ora": f"{timezone.localtime(appuntamento.inizio):%H:%M}",
        "sede": _luogo(appuntamento),
        "modalita": appuntamento.get_modalita_display().lower(),
        "durata": f"circa {appuntamento.durata_minuti} minuti",
        "telefono": caso.ambito.telefono or "il numero dell'ufficio",
        "email_ufficio": caso.ambito.email or "l'ufficio",
        "ente": caso.ambito.ente_capofila,
    }


def _luogo(appuntamento: Appuntamento) -> str:
    """Never a private address: who is met at home knows where they live."""
    if appuntamento.modalita == ModalitaIncontro.DOMICILIO:
        return "a casa sua"
    if appuntamento.modalita == ModalitaIncontro.TELEFONO:
        return "al telefono: la chiamiamo noi"
    return str(appuntamento.sede) if appuntamento.sede else appuntamento.luogo


def _calendario(caso: CasoAdi, appuntamento: Appuntamento) -> Allegato:
    invito = Invito(
        uid=f"appuntamento-{appuntamento.pk}@{caso.ambito.codice}",
        titolo="Appuntamento con i servizi del Comune",
        luogo=_luogo(appuntamento),
        inizio=appuntamento.inizio,
        fine=appuntamento.inizio + datetime.timedelta(minutes=appuntamento.durata_minuti),
        creato=timezone.now(),
    )
    return Allegato(nome="appuntamento.ics", tipo="text/calendar", contenuto=invito_ics(invito))


def _indirizzo(persona: Persona) -> Recapito | None:
    return persona.recapiti.filter(tipo=TipoRecapito.EMAIL).order_by("pk").first()
