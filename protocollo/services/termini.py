"""The clock of a referral, written on the referral and on the desk of who follows the case."""

import datetime

from django.db.models import Q

from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import StatoScadenza, TipoScadenza
from cases.models import Scadenza
from cases.services.scadenze import adempi_scadenza, annulla_scadenza, imposta_scadenza
from protocollo.enums import ALTRO_SERVIZIO, GenereMessaggio, StatoInvio
from protocollo.models import Invio
from protocollo.rules.termini import TermineInvio, termine_dell_invio

TITOLI = {
    ("patto_servizio", "sottoscritto"): "Aggiornamento dei 90 giorni dal CPI: {nome}",
    ("patto_servizio", ""): "Patto di servizio al CPI: {nome}",
    ("frequenza", "irregolare"): "Regolarizzare la frequenza scolastica: {nome}",
    ("frequenza", ""): "Risposta della scuola sulla frequenza: {nome}",
}
# The desk is seen by more people than those who may know of a health service.
SENZA_DIRE_CHI = "Risposta di un altro servizio"


def chiave_di(invio: Invio) -> str:
    """One key for each stage of the clock: what was met stays on the case when the next one begins.

    The sixty days, then each ninety; the answer of the school, then the week to regularise.
    """
    if invio.stato == StatoInvio.SOTTOSCRITTO:
        return f"rete:{invio.pk}:aggiornamento:{inizio_di(invio):%Y%m%d}"
    if invio.stato == StatoInvio.IRREGOLARE:
        return f"rete:{invio.pk}:regolarizza"
    return chiave_dell_invio(invio)


def chiave_dell_invio(invio: Invio) -> str:
    """The first stage: the answer."""
    return f"rete:{invio.pk}"


def inizio_di(invio: Invio) -> datetime.date:
    """The day from which the present clock runs."""
    if invio.stato == StatoInvio.SOTTOSCRITTO:
        ultimo = (
            invio.messaggi.filter(genere=GenereMessaggio.AGGIORNAMENTO)
            .order_by("-del_giorno")
            .values_list("del_giorno", flat=True)
            .first()
        )
        return max(d for d in (invio.esito_il, ultimo, invio.inviato_il) if d is not None)
    if invio.stato == StatoInvio.IRREGOLARE:
        return invio.esito_il or invio.inviato_il
    return invio.inviato_il


def termine_di(invio: Invio) -> TermineInvio | None:
    norme = norme_dell_ambito(invio.caso.ambito_id)
    return termine_dell_invio(invio.tipo, invio.stato, inizio=inizio_di(invio), norme=norme)


def aggiorna_termine(invio: Invio, *, al: datetime.date, corretta: bool = False) -> None:
    """Every act that moves the clock calls it last, with the row already locked.

    `corretta`: a day was written wrong, so the stage that ran from it was never met, it was not due.
    """
    termine = termine_di(invio)
    invio.entro = termine.entro if termine else None
    invio.save(update_fields=["entro"])
    attuale = chiave_di(invio) if termine is not None else ""
    for chiave in _chiavi_aperte(invio):
        if chiave == attuale:
            continue
        if corretta or invio.stato in (StatoInvio.RITIRATO, StatoInvio.CONCLUSO):
            annulla_scadenza(caso=invio.caso, chiave=chiave)
        else:
            adempi_scadenza(caso=invio.caso, chiave=chiave, il=_finita_il(invio, al))
    if termine is not None:
        _sulla_scrivania(invio, termine)


def _chiavi_aperte(invio: Invio) -> list[str]:
    """Of this referral, whatever the stage they belong to."""
    sua = Q(chiave=f"rete:{invio.pk}") | Q(chiave__startswith=f"rete:{invio.pk}:")
    righe = Scadenza.objects.filter(sua, caso=invio.caso_id, stato=StatoScadenza.APERTA)
    return list(righe.order_by("pk").values_list("chiave", flat=True))


def _finita_il(invio: Invio, al: datetime.date) -> datetime.date:
    """The day of the fact that ended the stage: the update, or the outcome."""
    return inizio_di(invio) if invio.stato == StatoInvio.SOTTOSCRITTO else invio.esito_il or al


def _sulla_scrivania(invio: Invio, termine: TermineInvio) -> None:
    sanitario = invio.condivisione.sanitaria
    modello = TITOLI.get((invio.tipo, invio.stato)) or TITOLI.get((invio.tipo, ""), SENZA_DIRE_CHI)
    imposta_scadenza(
        caso=invio.caso,
        tipo=TipoScadenza.RETE,
        chiave=chiave_di(invio),
        titolo=SENZA_DIRE_CHI
        if sanitario
        else modello.format(nome=f"{invio.persona.nome} {invio.persona.cognome}"),
        entro=termine.entro,
        decorre_dal=termine.inizio,
        perche=f"{termine.giorni} giorni dal {termine.inizio:%d/%m/%Y}",
        passi=[
            {
                "dal": riga.dal.isoformat(),
                "al": riga.al.isoformat(),
                "che_cosa": riga.che_cosa,
                "giorni_contati": riga.giorni_contati,
                "riferimento": "" if sanitario else riga.riferimento,
            }
            for riga in termine.righe
        ],
        persona=None if sanitario else invio.persona,
        in_attesa_di=ALTRO_SERVIZIO if sanitario else invio.condivisione.nome_ente[:120],
    )
