"""A meeting of the team on Anna's household, held some days ago, with somebody of another body."""

import datetime

from django.utils import timezone

from adi_platform.documenti.services.produci import produci
from adi_platform.organizzazione.models import Utente
from adi_platform.riunioni.enums import Organo, Presenza
from adi_platform.riunioni.models import Partecipante
from adi_platform.riunioni.services.riunioni import Dove, convoca_riunione
from cases.models import CasoAdi
from equipe.models import IncontroEquipe, VerbaleEquipe
from equipe.services.incontro import SegnoPresenza, decidi, metti_punto, registra_presenze, segna_svolto
from equipe.services.verbale import approva_verbale, salva_verbale
from tests.people import Cast

SEGRETO = "DISCUSSIONE-RISERVATA-8C03"


def crea_incontro(cast: Cast, caso: CasoAdi, *, fra_giorni: int = -3) -> IncontroEquipe:
    """Anna keeps the minutes; Elio, Nico of the CPI, and a doctor known by name only are called."""
    giorno = timezone.localdate() + datetime.timedelta(days=fra_giorni)
    inizio = timezone.make_aware(datetime.datetime.combine(giorno, datetime.time(10)))
    riunione = convoca_riunione(
        ambito=caso.ambito,
        organo=Organo.EQUIPE,
        titolo="Riunione d'équipe",
        inizio=inizio,
        fine=inizio + datetime.timedelta(hours=1),
        dove=Dove(luogo="Sala di prova"),
        segretario=cast.anna_verdi,
        invitati=[
            (cast.anna_verdi, "Responsabile del caso"),
            (cast.elio_educatore, "Educatore professionale"),
            (cast.nico_cpi, "Operatore del Centro per l'impiego"),
        ],
        operatore=cast.anna_verdi,
    )
    Partecipante.objects.create(
        riunione=riunione, nome="Mira Medica", ente="Studio di prova", funzione="Pediatra"
    )
    return IncontroEquipe.objects.create(caso=caso, riunione=riunione, aggiornato_da=cast.anna_verdi)


def tutti_presenti(incontro: IncontroEquipe, operatore: Utente) -> None:
    """Everybody but the doctor, who sends a colleague."""
    segni = {
        p.pk: SegnoPresenza(presenza=Presenza.PRESENTE)
        if p.utente_id
        else SegnoPresenza(presenza=Presenza.DELEGATO, delegato="Dino Delegato")
        for p in incontro.riunione.partecipanti.all()
    }
    incontro.riunione.refresh_from_db()
    registra_presenze(
        incontro=incontro, presenze=segni, attesa=incontro.riunione.versione, operatore=operatore
    )


def svolgi(incontro: IncontroEquipe, cast: Cast) -> None:
    """Agenda, presences, one decision with its day, the meeting held."""
    anna = cast.anna_verdi
    punto = metti_punto(incontro=incontro, titolo="Punto sulla situazione", operatore=anna)
    metti_punto(incontro=incontro, titolo="Prossimi passi", operatore=anna)
    tutti_presenti(incontro, anna)
    segna_svolto(incontro=incontro, operatore=anna)
    incontro.riunione.refresh_from_db()
    decidi(
        incontro=incontro,
        testo="Iscrizione al centro pomeridiano",
        punto=punto,
        responsabile=cast.elio_educatore,
        entro=timezone.localdate() + datetime.timedelta(days=10),
        operatore=anna,
    )


def verbalizza(incontro: IncontroEquipe, cast: Cast, *, riservato: bool = True) -> None:
    salva_verbale(
        incontro=incontro,
        testo=f"Si parla di tutto. {SEGRETO}",
        riservato=riservato,
        attesa=0,
        operatore=cast.anna_verdi,
    )
    incontro.riunione.refresh_from_db()


def approvato(incontro: IncontroEquipe, cast: Cast, *, riservato: bool = True) -> VerbaleEquipe:
    """Approved and printed: the last file gives number and mails."""
    svolgi(incontro, cast)
    return verbalizza_e_approva(incontro, cast, riservato=riservato)


def verbalizza_e_approva(incontro: IncontroEquipe, cast: Cast, *, riservato: bool = True) -> VerbaleEquipe:
    verbalizza(incontro, cast, riservato=riservato)
    verbale = approva_verbale(incontro=incontro, attesa=1, operatore=cast.anna_verdi)
    for documento in (verbale.documento, verbale.estratto):
        if documento is not None and documento.lavoro is not None:
            produci(documento.lavoro)
    verbale.refresh_from_db()
    return verbale
