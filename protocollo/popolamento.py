"""Invented grants and referrals for the demo: waiting, late, answered, signed, under update, revoked."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import TipoEnte
from adi_platform.organizzazione.models import Ente, Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.models import CasoAdi
from cases.popolamento.contesto import Contesto
from protocollo.enums import PROIEZIONE_DI, GenereMessaggio, TipoInvio
from protocollo.models import Condivisione, Invio
from protocollo.services.condivisioni import DatiCondivisione
from protocollo.services.contenuti import finalita_per
from protocollo.services.invii import Risposta, muovi_invio, scrivi_messaggio
from protocollo.services.nuove import NuovaCondivisione, condividi
from protocollo.services.presa_d_atto import letto_fin_qui, prendi_atto
from protocollo.services.proiezioni import condivisibili
from protocollo.services.quesiti import NuovoQuesito, RispostaQuesito, chiedi, rispondi
from protocollo.services.revoche import revoca

DURATA = datetime.timedelta(days=240)


@dataclass(frozen=True, slots=True, kw_only=True)
class Storia:
    """A referral: how many days ago it left, then (days ago, move) in order."""

    tipo: TipoInvio
    giorni: int
    mosse: tuple[tuple[int, str], ...] = ()
    richiesta: str = ""
    messaggio: str = ""
    aggiornamento: int | None = None
    letta: bool = False
    revocata: bool = False
    domanda: str = ""
    risposta: str = ""


STORIE = {
    TipoEnte.CPI: (
        Storia(
            tipo=TipoInvio.PATTO_SERVIZIO,
            giorni=6,
            richiesta="È disponibile la mattina.",
            domanda="Può frequentare un corso di tre mattine a settimana?",
        ),
        Storia(tipo=TipoInvio.PATTO_SERVIZIO, giorni=67, richiesta="Ha seguito un corso di cucina."),
        Storia(tipo=TipoInvio.PATTO_SERVIZIO, giorni=30, mosse=((4, "convoca"),)),
        Storia(
            tipo=TipoInvio.PATTO_SERVIZIO, giorni=100, mosse=((70, "firma"),), aggiornamento=12, letta=True
        ),
        Storia(
            tipo=TipoInvio.PATTO_SERVIZIO,
            giorni=40,
            mosse=((25, "convoca"), (20, "non_presentato")),
            messaggio="Possiamo riprovare la settimana prossima?",
        ),
        Storia(tipo=TipoInvio.PATTO_SERVIZIO, giorni=90, revocata=True),
    ),
    TipoEnte.ASL: (
        Storia(
            tipo=TipoInvio.PRESA_IN_CARICO,
            giorni=19,
            richiesta="Chiede un primo colloquio.",
            domanda="È già seguita dal vostro servizio?",
        ),
        Storia(
            tipo=TipoInvio.CERTIFICAZIONE,
            giorni=50,
            mosse=((15, "certifica"),),
            domanda="Il percorso è compatibile con un tirocinio di quattro ore al giorno?",
            risposta="Sì, con una pausa a metà mattina.",
        ),
    ),
    TipoEnte.SCUOLA: (
        Storia(tipo=TipoInvio.FREQUENZA, giorni=5, richiesta="Serve sapere come va da settembre."),
        Storia(tipo=TipoInvio.FREQUENZA, giorni=20, mosse=((3, "irregolare"),)),
    ),
}


def popola_rete(contesto: Contesto, casi: Sequence[CasoAdi]) -> None:
    """On the cases of the first social worker of the demo. What the rules refuse is left out."""
    if contesto.principale is None:
        return
    seguiti = [c for c in casi if c.adi and c.case_manager_id == contesto.principale.pk and _aperto(c)]
    for ente in Ente.objects.filter(ambito=contesto.ambito).order_by("pk"):
        referenti = list(Utente.objects.filter(ente=ente).order_by("pk"))
        storie = iter(STORIE.get(TipoEnte(ente.tipo), ()))
        if referenti:
            _racconta(contesto, seguiti, ente, referenti, storie)


def _racconta(
    contesto: Contesto, casi: Sequence[CasoAdi], ente: Ente, referenti: list[Utente], storie: Iterator[Storia]
) -> None:
    storia = next(storie, None)
    for caso in casi:
        if storia is None:
            return
        try:
            with transaction.atomic():
                fatta = _una(contesto, caso, ente, referenti, storia)
        except DominioError:
            fatta = False
        if fatta:
            storia = next(storie, None)


def _una(contesto: Contesto, caso: CasoAdi, ente: Ente, referenti: list[Utente], storia: Storia) -> bool:
    giorno = contesto.fa(storia.giorni)
    proiezione = PROIEZIONE_DI[TipoEnte(ente.tipo)]
    norme = norme_dell_ambito(caso.ambito_id)
    persone = [
        c.persona_id for c, perche in condivisibili(caso, proiezione, al=giorno, norme=norme) if not perche
    ]
    finalita = list(finalita_per(proiezione, al=giorno))
    if not persone or not finalita or caso.case_manager is None:
        return False
    dati = DatiCondivisione(
        ente=ente,
        persone=persone[:1],
        destinatari=referenti[:1],
        finalita=finalita[-1 if storia.tipo == TipoInvio.CERTIFICAZIONE else 0],
        dal=giorno,
        al=giorno + DURATA,
    )
    scelte = NuovaCondivisione(dati=dati, tipo=storia.tipo, richiesta=storia.richiesta)
    condivisione = condividi(caso=caso, scelte=scelte, operatore=caso.case_manager, al=giorno)
    _continua(contesto, condivisione, storia, caso.case_manager, referenti[0])
    return True


def _continua(
    contesto: Contesto, condivisione: Condivisione, storia: Storia, operatore: Utente, referente: Utente
) -> None:
    invio = Invio.objects.get(condivisione=condivisione)
    for giorni, mossa in storia.mosse:
        quando = contesto.fa(giorni)
        risposta = Risposta(
            esito_il=quando,
            convocato_per=quando + datetime.timedelta(days=5),
            motivo="Avvisata per telefono, ha chiesto un altro giorno.",
        )
        muovi_invio(
            invio=invio, mossa=mossa, risposta=risposta, operatore=referente, dal_partner=True, al=quando
        )
    invio.refresh_from_db()
    if storia.aggiornamento is not None:
        quando = contesto.fa(storia.aggiornamento)
        scrivi_messaggio(
            invio=invio,
            testo="Colloquio fatto: cerca lavoro e segue il corso.",
            operatore=referente,
            dal_partner=True,
            al=quando,
            genere=GenereMessaggio.AGGIORNAMENTO,
            del_giorno=quando,
        )
    if storia.messaggio:
        scrivi_messaggio(
            invio=invio, testo=storia.messaggio, operatore=operatore, dal_partner=False, al=contesto.oggi
        )
    if storia.domanda:
        _domanda(contesto, condivisione, storia, operatore, referente)
    if storia.letta:
        prendi_atto(invio=invio, fin_qui=letto_fin_qui(invio), operatore=operatore)
    if storia.revocata:
        revoca(
            condivisione=condivisione,
            motivo="La persona ha trovato lavoro.",
            operatore=operatore,
            adesso=timezone.now(),
            al=contesto.oggi,
        )


def _domanda(
    contesto: Contesto, condivisione: Condivisione, storia: Storia, operatore: Utente, referente: Utente
) -> None:
    """Asked with the referral, to be answered in fifteen days: the older ones are late."""
    giorno = condivisione.dal
    nuovo = NuovoQuesito(
        a=referente, domanda=storia.domanda, entro=giorno + datetime.timedelta(days=15),
        persona=condivisione.persone.values_list("pk", flat=True).first(),
    )  # fmt: skip
    quesito = chiedi(condivisione=condivisione, nuovo=nuovo, operatore=operatore, al=giorno)
    if storia.risposta:
        rispondi(
            quesito=quesito,
            risposta=RispostaQuesito(esito="si", testo=storia.risposta),
            operatore=referente,
            adesso=timezone.now(),
        )


def _aperto(caso: CasoAdi) -> bool:
    return caso.stato not in ("chiuso", "trasferito")
