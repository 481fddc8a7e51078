"""The answer of an invited person, with what follows from it: letters and what other bodies may open."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.riunioni.enums import Risposta
from adi_platform.riunioni.models import Partecipante
from adi_platform.riunioni.services.inviti import accetta, delega_invito, proponi_orario, rifiuta
from equipe.models import IncontroEquipe
from equipe.services import posta_inviti
from equipe.signals import inviti_cambiati

# Address of the page of each answer, in the order of the buttons.
RISPOSTE = {
    "partecipo": Risposta.ACCETTATO,
    "non-posso": Risposta.RIFIUTATO,
    "altro-orario": Risposta.ALTRO_ORARIO,
    "delego": Risposta.DELEGA,
}
PULSANTI = {
    "partecipo": "Partecipo",
    "non-posso": "Non posso",
    "altro-orario": "Altro orario",
    "delego": "Delego",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detto:
    """What the person adds to the answer; each answer needs some of it."""

    motivo: str = ""
    inizio: datetime.datetime | None = None
    a: Utente | None = None


@transaction.atomic
def rispondi(
    *,
    partecipante: Partecipante,
    risposta: Risposta,
    detto: Detto,
    operatore: Utente,
    attesa: int | None = None,
) -> Partecipante:
    """Write the answer; a colleague who goes instead is told, one who no longer goes loses the page.

    `attesa` is the number of the change that the page showed: nobody answers for a date they have not read.
    """
    incontro = IncontroEquipe.objects.filter(riunione=partecipante.riunione_id).select_related("caso").first()
    if incontro is not None:
        blocca(incontro.caso)
    if blocca(partecipante.riunione).sequenza != attesa and attesa is not None:
        raise ConflittoDiVersione("Nel frattempo la riunione è stata spostata: leggi quando è, poi rispondi.")
    prima = blocca(partecipante).delegato_utente
    riga = _registra(partecipante, risposta, detto, operatore)
    riunione, adesso = riga.riunione, riga.delegato_utente
    if prima is not None and prima != adesso:
        posta_inviti.disdici(riga, riunione, a=prima)
    if adesso is not None and adesso != prima:
        posta_inviti.scrivi(riga, riunione, posta_inviti.DELEGA, a=adesso)
    if operatore.pk != riunione.segretario_id:
        posta_inviti.avvisa_chi_convoca(riunione)
    if incontro is not None:
        inviti_cambiati.send(sender=IncontroEquipe, incontro=incontro, operatore=operatore)
    return riga


def _registra(
    partecipante: Partecipante, risposta: Risposta, detto: Detto, operatore: Utente
) -> Partecipante:
    if risposta == Risposta.ACCETTATO:
        return accetta(partecipante=partecipante, operatore=operatore)
    if risposta == Risposta.RIFIUTATO:
        return rifiuta(partecipante=partecipante, operatore=operatore, motivo=detto.motivo)
    if risposta == Risposta.ALTRO_ORARIO and detto.inizio is not None:
        return proponi_orario(
            partecipante=partecipante, operatore=operatore, inizio=detto.inizio, motivo=detto.motivo
        )
    if risposta == Risposta.DELEGA and detto.a is not None:
        return delega_invito(partecipante=partecipante, operatore=operatore, a=detto.a)
    raise DominioError("Questa risposta è incompleta.")
