"""Meetings of teams for the addresses of the invitations.

On Anna's household Elio is invited and asks for another time; on Carla's, Nico of the CPI, for the portal.
"""

import datetime

from adi_platform.riunioni.enums import Risposta
from adi_platform.riunioni.models import Partecipante
from cases.models import CasoAdi
from equipe.models import Equipe, IncontroEquipe, MembroEquipe
from equipe.services.equipe import aggiungi_membro, costituisci_equipe
from equipe.services.risposte import Detto, rispondi
from protocollo.models import Condivisione
from tests.casi import oggi
from tests.equipe.scena import convoca, di, tra
from tests.people import Cast


def campioni_delle_convocazioni(cast: Cast, caso: CasoAdi, caso_mare: CasoAdi) -> dict[str, object]:
    dell_equipe = Equipe.objects.get(caso=caso, sciolta_il__isnull=True)
    presenti = MembroEquipe.objects.in_carica(oggi()).filter(equipe=dell_equipe).select_related("utente")
    incontro = convoca(dell_equipe, cast.anna_verdi, membri=list(presenti))
    elio = di(incontro, cast.elio_educatore)
    rispondi(
        partecipante=elio,
        risposta=Risposta.ALTRO_ORARIO,
        detto=Detto(inizio=tra(6)),
        operatore=cast.elio_educatore,
    )
    invito = ("invito", "invito-calendario", "invito-rispondi")
    portale = ("portale-riunione", "portale-riunione-risposta", "portale-riunione-verbale")
    di_nico = _al_mare(cast, caso_mare)
    return {
        **{
            f"equipe-incontro-{nome}:incontro": incontro.pk
            for nome in ("sposta", "annulla", "orario", "togli", "risposta")
        },
        "condivisione-nomi:condivisione": _senza_nomi(cast, incontro),
        "orari": elio.pk,
        "invitati": elio.pk,
        "equipe-incontro-risposta:partecipante": _senza_account(incontro),
        **{f"{nome}:pk": incontro.riunione_id for nome in invito},
        **{f"{nome}:pk": di_nico for nome in portale},
        "equipe-cambia:posto": "responsabile",
        "invito-rispondi:risposta": "non-posso",
        "portale-riunione-risposta:risposta": "delego",
    }


def _senza_account(incontro: IncontroEquipe) -> int:
    riga = Partecipante.objects.create(
        riunione=incontro.riunione, nome="Medea Inventata", ente="Studio medico"
    )
    return riga.pk


def _senza_nomi(cast: Cast, incontro: IncontroEquipe) -> int:
    """An invitation that shows nobody yet."""
    giorno = oggi()
    riga = Condivisione.objects.create(
        caso=incontro.caso, ente=cast.territorio.coop, proiezione="equipe", vista="presenze", incontro=incontro,
        finalita="Prova", base_giuridica="Prova", dal=giorno, al=giorno, concessa_da=cast.anna_verdi,
    )  # fmt: skip
    return riga.pk


def _al_mare(cast: Cast, caso: CasoAdi) -> int:
    ieri = oggi() - datetime.timedelta(days=1)
    equipe = costituisci_equipe(
        caso=caso,
        operatore=cast.carla_mare,
        costituita_il=ieri,
        motivo="Più bisogni.",
        referente_familiare=caso.nucleo.referente,
    )
    aggiungi_membro(
        equipe=equipe,
        operatore=cast.carla_mare,
        funzione="RU.OPCPI",
        dal=ieri,
        nome=cast.nico_cpi.nome,
        cognome=cast.nico_cpi.cognome,
        ente=cast.territorio.cpi,
        utente=cast.nico_cpi,
    )
    return convoca(equipe, cast.carla_mare).riunione_id
