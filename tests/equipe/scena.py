"""A team with people of other bodies, and a meeting convened as the social worker does."""

import datetime
from typing import Any

from django.utils import timezone

from adi_platform.calendario.giorni import ROMA
from adi_platform.organizzazione.models import Utente
from adi_platform.riunioni.models import Partecipante
from adi_platform.riunioni.services.riunioni import Dove
from cases.models import CasoAdi
from equipe.models import Equipe, IncontroEquipe, MembroEquipe
from equipe.services.convocazioni import Convocazione, convoca_incontro
from equipe.services.equipe import aggiungi_membro, costituisci_equipe
from tests.people import Cast

SALA = Dove(luogo="Sala della Prova")


def tra(giorni: int, ora: int = 10) -> datetime.datetime:
    """That hour of Rome, so many days from today."""
    giorno = timezone.localdate() + datetime.timedelta(days=giorni)
    return datetime.datetime.combine(giorno, datetime.time(ora), tzinfo=ROMA)


def equipe_di(caso: CasoAdi, cast: Cast, *altri: tuple[Utente, str]) -> Equipe:
    """Anna, Elio, a doctor known only by name and address, and who else is named with a function."""
    oggi = timezone.localdate()
    equipe = costituisci_equipe(
        caso=caso,
        operatore=cast.anna_verdi,
        costituita_il=oggi,
        motivo="Bisogni su più fronti.",
        referente_familiare=caso.nucleo.referente,
    )
    for utente, funzione in ((cast.elio_educatore, "RU.EDU"), *altri):
        aggiungi_membro(
            equipe=equipe,
            operatore=cast.anna_verdi,
            funzione=funzione,
            dal=oggi,
            nome=utente.nome,
            cognome=utente.cognome,
            ente=utente.ente,
            ente_testo="" if utente.ente else "Comune di Prova",
            utente=utente,
        )
    aggiungi_membro(
        equipe=equipe,
        operatore=cast.anna_verdi,
        funzione="RU.MMG",
        dal=oggi,
        nome="Medea",
        cognome="Dottoressa",
        ente_testo="Ambulatorio di Prova",
        email="medea@esempio.invalid",
    )
    return equipe


def convoca(equipe: Equipe, operatore: Utente, *, giorni: int = 5, **altro: Any) -> IncontroEquipe:
    inizio = tra(giorni)
    campi: dict[str, Any] = {
        "inizio": inizio,
        "fine": inizio + datetime.timedelta(hours=1),
        "dove": SALA,
        "motivo": "MR.PATTO",
        "comunque": True,
        "membri": list(MembroEquipe.objects.filter(equipe=equipe, al__isnull=True).select_related("utente")),
        **altro,
    }
    return convoca_incontro(caso=equipe.caso, dati=Convocazione(**campi), operatore=operatore)


def di(incontro: IncontroEquipe, chi: Utente) -> Partecipante:
    return incontro.riunione.partecipanti.get(utente=chi)
