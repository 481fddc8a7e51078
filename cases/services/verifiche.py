"""A check held with the household on an upper floor counts as the meeting of the 90 days."""

import datetime

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.organizzazione.models import Utente
from cases.enums import EsitoIncontro, TipoAppuntamento
from cases.models import Appuntamento, CasoAdi
from cases.services.fatti import SVOLTI, giorno_di
from cases.services.scadenze import ricalcola_scadenze
from cases.signals import incontro_registrato
from cases.transizioni import FINALI

# The check says the day and not the hour.
MEZZOGIORNO = datetime.time(12)


@transaction.atomic
def registra_incontro_di_verifica(
    *, caso: CasoAdi, il: datetime.date, modalita: str, nota: str, operatore: Utente, al: datetime.date
) -> Appuntamento | None:
    """Write the meeting of the day `il`, once: the one already held or fixed for that day is the same fact.

    The entry in GePI stays to be written. Nothing for who came to the counter or for a closed case:
    no clock of the Assegno di Inclusione runs there, the deadlines are only computed again.
    """
    attuale = blocca(caso)
    incontro = None
    if attuale.adi and attuale.stato not in FINALI:
        incontro = _incontro_del_giorno(attuale, il, modalita, nota, operatore)
    ricalcola_scadenze(attuale, al=al)
    return incontro


def _incontro_del_giorno(
    caso: CasoAdi, il: datetime.date, modalita: str, nota: str, operatore: Utente
) -> Appuntamento:
    svolto = caso.appuntamenti.filter(esito__in=SVOLTI, esito_il=il).first()
    if svolto:
        return svolto
    fissati = caso.appuntamenti.filter(tipo=TipoAppuntamento.MONITORAGGIO, esito="").order_by("inizio", "pk")
    fissato = next((a for a in fissati if giorno_di(a) == il), None)
    if fissato:
        incontro = Appuntamento.blocca_versione(pk=fissato.pk, attesa=fissato.versione)
    else:
        inizio = timezone.make_aware(datetime.datetime.combine(il, MEZZOGIORNO))
        incontro = Appuntamento(
            caso=caso, tipo=TipoAppuntamento.MONITORAGGIO, inizio=inizio, operatore=operatore
        )
    incontro.modalita = modalita
    incontro.esito, incontro.esito_il = EsitoIncontro.SVOLTO, il
    incontro.nota = incontro.nota or nota
    incontro.aggiornato_da = operatore
    incontro.save()
    incontro_registrato.send(sender=CasoAdi, caso=caso, appuntamento=incontro, operatore=operatore)
    return incontro
