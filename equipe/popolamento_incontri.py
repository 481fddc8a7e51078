"""Invented teams at work in the demo: a meeting held, one to come, a Quadro in progress, one that shows a change."""

import datetime
from collections.abc import Sequence

from django.utils import timezone

from adi_platform.calendario.giorni import CALENDARIO_NAZIONALE
from adi_platform.organizzazione.models import Utente
from adi_platform.riunioni.enums import Organo, Presenza
from adi_platform.riunioni.services.riunioni import Dove, convoca_riunione
from cases.enums import StatoCaso
from cases.models import CasoAdi, EsitoAnalisi
from cases.popolamento.contesto import Contesto
from equipe.models import Equipe, IncontroEquipe, Quadro
from equipe.rules.quadro import FUNZIONE_RESPONSABILE
from equipe.services.contributi import contribuisci
from equipe.services.convocazioni import invita
from equipe.services.equipe import aggiungi_membro, costituisci_equipe
from equipe.services.incontro import SegnoPresenza, decidi, metti_punto, registra_presenze, segna_svolto
from equipe.services.quadro import (
    Giudizio,
    concludi_quadro,
    inizia_quadro,
    rivedi_quadro,
    ultima_del_dominio,
    valuta,
)
from equipe.services.quadro_modulo import modello_di
from equipe.services.termine_patto import ESITO_EQUIPE
from equipe.services.verbale import salva_verbale
from equipe.signals import inviti_cambiati

SABATO = 5
SEGUITI = (StatoCaso.MONITORAGGIO, StatoCaso.PATTO_SOTTOSCRITTO)
PRIMA = {
    "QA.NUC.ECO.01": (2, "Esempio: a fine mese si rimanda una bolletta."),
    "QA.NUC.ABI.01": (3, "Esempio: il contratto di casa scade fra un anno."),
    "QA.NUC.RET.01": (5, "Esempio: i nonni aiutano ogni pomeriggio."),
}
DOPO = {
    "QA.NUC.ECO.01": (4, "Esempio: da tre mesi le spese essenziali sono pagate."),
    "QA.NUC.ABI.01": (4, "Esempio: il contratto è stato rinnovato."),
    "QA.NUC.RET.01": (6, "Esempio: la famiglia ora aiuta anche la vicina."),
}


def popola_incontri(contesto: Contesto, casi: Sequence[CasoAdi]) -> None:
    """On the cases of the social worker of the demo: the first that asks for a team, the first in monitoring."""
    if contesto.principale is None or "educatore" not in contesto.utenti:
        return
    miei = [c for c in casi if c.case_manager_id == contesto.principale.pk]
    complesso = next((c for c in miei if c.stato == StatoCaso.ANALIZZATO and _chiede_equipe(c)), None)
    seguito = next((c for c in miei if c.stato in SEGUITI and c.analisi.exists()), None)
    if complesso is not None:
        _equipe(contesto, complesso)
        _svolto(contesto, complesso)
        _convoca(contesto, complesso, contesto.oggi + datetime.timedelta(days=9))
        quadro = _inizia(contesto, complesso, giorni=6)
        _valuta(quadro, PRIMA)
        _contributo(contesto, quadro)
    if seguito is not None:
        _equipe(contesto, seguito)
        _cambiamento(contesto, seguito)


def _chiede_equipe(caso: CasoAdi) -> bool:
    return EsitoAnalisi.objects.filter(analisi__caso=caso, codice=ESITO_EQUIPE).exists()


def _equipe(contesto: Contesto, caso: CasoAdi) -> None:
    """Anna, who leads, the educator of the demo and the job centre."""
    giorno = contesto.fa(120)
    equipe = Equipe.objects.filter(caso=caso, sciolta_il__isnull=True).first() or costituisci_equipe(
        caso=caso,
        operatore=_operatore(caso),
        costituita_il=giorno,
        motivo="Esempio: bisogni su più fronti.",
        referente_familiare=caso.nucleo.referente,
    )
    for nome, funzione in (("educatore", "RU.EDU"), ("referente_partner", "RU.OPCPI")):
        utente = contesto.utenti[nome]
        if equipe.membri.filter(utente=utente).exists():
            continue
        aggiungi_membro(
            equipe=equipe,
            operatore=_operatore(caso),
            funzione=funzione,
            dal=equipe.costituita_il,
            nome=utente.nome,
            cognome=utente.cognome,
            ente=utente.ente,
            ente_testo="" if utente.ente else caso.ambito.ente_capofila,
            utente=utente,
        )


def _convoca(contesto: Contesto, caso: CasoAdi, giorno: datetime.date) -> IncontroEquipe:
    """On a working day, with the people of the team and the CPI."""
    lavorativo = CALENDARIO_NAZIONALE.primo_lavorativo(giorno)
    if lavorativo.weekday() == SABATO:
        lavorativo = CALENDARIO_NAZIONALE.lavorativo_successivo(lavorativo)
    inizio = timezone.make_aware(datetime.datetime.combine(lavorativo, datetime.time(10)))
    riunione = convoca_riunione(
        ambito=caso.ambito,
        organo=Organo.EQUIPE,
        titolo="Riunione d'équipe",
        inizio=inizio,
        fine=inizio + datetime.timedelta(hours=1),
        dove=Dove(luogo="Sala riunioni, sede di esempio"),
        segretario=_operatore(caso),
        invitati=[
            (_operatore(caso), "Responsabile del caso"),
            (contesto.utenti["educatore"], "Educatore professionale"),
            (contesto.utenti["referente_partner"], "Operatore del Centro per l'impiego"),
        ],
        operatore=_operatore(caso),
    )
    incontro = IncontroEquipe.objects.create(caso=caso, riunione=riunione, aggiornato_da=_operatore(caso))
    metti_punto(incontro=incontro, titolo="Il punto sulla situazione", operatore=_operatore(caso))
    metti_punto(incontro=incontro, titolo="Chi fa che cosa", operatore=_operatore(caso))
    if riunione.da_venire:
        invita(incontro, operatore=_operatore(caso))
    else:  # it was held: the extracts open all the same, no letter leaves for a day gone by
        inviti_cambiati.send(sender=IncontroEquipe, incontro=incontro, operatore=_operatore(caso))
    return incontro


def _svolto(contesto: Contesto, caso: CasoAdi) -> None:
    """Held, with a decision to carry out and the minutes still in draft."""
    anna = _operatore(caso)
    incontro = _convoca(contesto, caso, contesto.fa(8))
    segni = {p.pk: SegnoPresenza(presenza=Presenza.PRESENTE) for p in incontro.riunione.partecipanti.all()}
    registra_presenze(incontro=incontro, presenze=segni, attesa=0, operatore=anna)
    decidi(
        incontro=incontro,
        testo="Esempio: un pomeriggio alla settimana con l'educatore.",
        punto=incontro.riunione.punti.last(),
        responsabile=contesto.utenti["educatore"],
        entro=contesto.oggi + datetime.timedelta(days=12),
        operatore=anna,
    )
    incontro.riunione.refresh_from_db()
    segna_svolto(incontro=incontro, operatore=anna)
    incontro.riunione.refresh_from_db()
    salva_verbale(
        incontro=incontro,
        testo="Esempio: ci si presenta, poi ognuno dice che cosa ha visto.\n\nLa famiglia chiede tempi chiari.",
        riservato=True,
        attesa=0,
        operatore=anna,
    )


def _inizia(contesto: Contesto, caso: CasoAdi, *, giorni: int) -> Quadro:
    return inizia_quadro(caso=caso, operatore=_operatore(caso), al=contesto.fa(giorni))


def _cambiamento(contesto: Contesto, caso: CasoAdi) -> None:
    """Two periods, so that progress has something to draw."""
    anna = _operatore(caso)
    primo = _inizia(contesto, caso, giorni=100)
    _valuta(primo, PRIMA)
    concludi_quadro(quadro=primo, operatore=anna)
    secondo = rivedi_quadro(
        caso=caso, motivo="Esempio: verifica dei 90 giorni.", operatore=anna, al=contesto.fa(10)
    )
    _valuta(secondo, DOPO)


def _valuta(quadro: Quadro, voti: dict[str, tuple[int, str]]) -> None:
    """The first item is the priority."""
    modello = modello_di(quadro)
    for dominio in modello.domini:
        suoi = [codice for codice in voti if modello.voce(codice) in dominio.voci]
        if not suoi:
            continue
        giudizi = [
            Giudizio(
                voce=codice,
                valore=voti[codice][0],
                evidenza=voti[codice][1],
                fonte="COLL",
                il=quadro.iniziato_il,
                prioritaria=codice == next(iter(voti)),
            )
            for codice in suoi
        ]
        valuta(
            quadro=quadro,
            dominio=dominio,
            persona=None,
            giudizi=giudizi,
            funzioni=(FUNZIONE_RESPONSABILE,),
            attesa=ultima_del_dominio(quadro, dominio, None),
            operatore=_operatore(quadro.caso),
        )


def _contributo(contesto: Contesto, quadro: Quadro) -> None:
    """The job centre has written of an adult: it waits to be looked at."""
    voce = modello_di(quadro).voce("QA.ADU.LAV.01")
    chi = quadro.caso.componenti.filter(richiedente=True, persona__protetta=False).first()
    if voce is None or chi is None:
        return
    parole = Giudizio(
        voce=voce.codice,
        valore=3,
        evidenza="Esempio: ha lavorato in una cucina, il corso si è interrotto.",
        fonte="COLL",
        il=contesto.fa(2),
    )
    contribuisci(
        quadro=quadro,
        persona=chi.persona,
        voci=[voce],
        giudizi=[parole],
        funzioni=["RU.OPCPI"],
        operatore=contesto.utenti["referente_partner"],
    )


def _operatore(caso: CasoAdi) -> Utente:
    assert caso.case_manager is not None, caso.pk  # noqa: S101  chosen among the cases of one person
    return caso.case_manager
