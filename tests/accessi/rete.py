"""Grants and referrals for the addresses of the network.

Anna's household is shared with Lidia of the CPI, so that Nico, of the same body, is the one who was not
invited; Carla's household is shared with Nico, for the addresses of the portal, and delegated to Dina.
"""

import datetime

from django.utils import timezone

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Incarico, Utente
from adi_platform.organizzazione.services.conti import apri_accesso
from adi_platform.riunioni.enums import Organo
from adi_platform.riunioni.services.riunioni import Dove, convoca_riunione
from cases.models import CasoAdi
from protocollo.enums import GenereMessaggio
from protocollo.models import Invio, InvitoReferente, TokenEnte
from protocollo.services.condivisioni import delega
from protocollo.services.invii import Risposta, muovi_invio, scrivi_messaggio
from protocollo.services.inviti import impronta_gettone
from protocollo.services.quesiti import NuovoQuesito, chiedi
from protocollo.services.token import emetti_token
from tests.people import DA_SEMPRE, Cast
from tests.protocollo.scena import condivisa, invio_al_cpi

GETTONE = "gettone-di-prova"


def campioni_della_rete(cast: Cast, caso: CasoAdi, caso_mare: CasoAdi) -> dict[str, object]:
    di_anna = invio_al_cpi(caso, cast.anna_verdi, cast.lidia_cpi)
    di_carla = invio_al_cpi(caso_mare, cast.carla_mare, cast.nico_cpi)
    for invio, chi in ((di_anna, cast.lidia_cpi), (di_carla, cast.nico_cpi)):
        _convocata(invio, chi)
    delega(condivisione=di_carla.condivisione, a=cast.dina_cpi, fino_al=None, da=cast.nico_cpi)
    invito = InvitoReferente.objects.create(
        ente=cast.territorio.cpi,
        email="invitata@esempio.invalid",
        impronta=impronta_gettone(GETTONE),
        scade_il=timezone.now() + datetime.timedelta(hours=2),
    )
    da_confermare = InvitoReferente.objects.create(
        ente=cast.territorio.cpi,
        email="inattesa@esempio.invalid",
        impronta=impronta_gettone("nessun collegamento"),
        scade_il=timezone.now(),
        da_confermare=True,
        aggiornato_da=cast.lidia_cpi,
    )
    return {
        **_del_caso(di_anna),
        **_del_portale(di_carla),
        **_domande(di_anna, di_carla),
        "token": chiave_del_cpi(cast)[0].pk,
        "destinatari": _delegata(cast, di_anna),
        "condivisione-affida:utente": _uscita(cast, caso),
        "segnalazioni": _segnalazione(cast.lidia_cpi, di_anna),
        "portale-segnalazione:messaggio": _segnalazione(cast.nico_cpi, di_carla),
        "domande": 1,
        "condivisione-nuova:ente": cast.territorio.cpi.pk,
        "enti": cast.territorio.cpi.pk,
        "referenti": Incarico.objects.get(utente=cast.lidia_cpi).pk,
        "inviti": invito.pk,
        "rete-invito-conferma:invito": da_confermare.pk,
        "invito": GETTONE,
        "portale-riunione-calendario:pk": _riunione(cast),
    }


def _convocata(invio: Invio, chi: Utente) -> None:
    """With a day written, that can be corrected."""
    oggi = timezone.localdate()
    risposta = Risposta(convocato_per=oggi + datetime.timedelta(days=2))
    muovi_invio(invio=invio, mossa="convoca", risposta=risposta, operatore=chi, dal_partner=True, al=oggi)


def _del_caso(invio: Invio) -> dict[str, object]:
    return {
        "condivisioni": invio.condivisione_id,
        "invii": invio.pk,
        "caso-invio-mossa:mossa": "ritira",
    }


def _del_portale(invio: Invio) -> dict[str, object]:
    scheda = ("portale-condivisione", "portale-estratto", "portale-passa")
    richiesta = ("portale-invio", "portale-invio-mossa", "portale-invio-data", "portale-segnalazione")
    return {
        **{f"{nome}:pk": invio.condivisione_id for nome in scheda},
        **{f"{nome}:pk": invio.pk for nome in richiesta},
        "portale-invio-mossa:mossa": "firma",
    }


def _domande(di_anna: Invio, di_carla: Invio) -> dict[str, object]:
    """A question on each case, to who sees its grant."""
    fatte = [
        chiedi(
            condivisione=invio.condivisione,
            nuovo=NuovoQuesito(
                a=invio.condivisione.destinatari.get(delegato_da=None).utente,
                domanda="È già venuta da voi?",
                entro=timezone.localdate() + datetime.timedelta(days=9),
            ),
            operatore=invio.condivisione.concessa_da,
            al=timezone.localdate(),
        )
        for invio in (di_anna, di_carla)
    ]
    return {"quesiti": fatte[0].pk, "portale-quesito:pk": fatte[1].pk}


def _delegata(cast: Cast, invio: Invio) -> int:
    """A colleague of Lidia who is not in the cast, so that Nico still sees nothing."""
    collega = apri_accesso(
        email="collega@esempio.invalid",
        nome="Collega",
        cognome="Prova",
        codice_fiscale="",
        ente=cast.lidia_cpi.ente,
    )
    Incarico.objects.create(
        utente=collega, ruolo=Ruolo.REFERENTE_PARTNER, ambito=cast.territorio.ambito, dal=timezone.localdate()
    )
    return delega(condivisione=invio.condivisione, a=collega, fino_al=None, da=cast.lidia_cpi).pk


def _uscita(cast: Cast, caso: CasoAdi) -> int:
    """Somebody of the CPI who has left, with a sheet that nobody reads any more."""
    collega = apri_accesso(
        email="uscita@esempio.invalid",
        nome="Uscita",
        cognome="Prova",
        codice_fiscale="",
        ente=cast.lidia_cpi.ente,
    )
    oggi = timezone.localdate()
    posto = Incarico.objects.create(
        utente=collega, ruolo=Ruolo.REFERENTE_PARTNER, ambito=cast.territorio.ambito, dal=DA_SEMPRE
    )
    condivisa(caso, cast.anna_verdi, collega)
    posto.al = oggi - datetime.timedelta(days=1)
    posto.save()
    return collega.pk


def _segnalazione(chi: Utente, invio: Invio) -> int:
    messaggio = scrivi_messaggio(
        invio=invio,
        testo="Non è venuta al corso.",
        operatore=chi,
        dal_partner=True,
        al=timezone.localdate(),
        genere=GenereMessaggio.INADEMPIMENTO,
        del_giorno=timezone.localdate(),
    )
    return messaggio.pk


def chiave_del_cpi(cast: Cast) -> tuple[TokenEnte, str]:
    """A key of the job centre in the care of Nico, and the secret that is said once."""
    return emetti_token(
        ente=cast.territorio.cpi,
        responsabile=cast.nico_cpi,
        nome="Gestionale di prova",
        permesso="scrittura",
        scade_il=timezone.localdate() + datetime.timedelta(days=30),
        operatore=cast.cora_coordina,
        al=timezone.localdate(),
    )


def _riunione(cast: Cast) -> int:
    inizio = timezone.now() + datetime.timedelta(days=3)
    riunione = convoca_riunione(
        ambito=cast.territorio.ambito,
        organo=Organo.EQUIPE,
        titolo="Riunione con i servizi del Comune",
        inizio=inizio,
        fine=inizio + datetime.timedelta(hours=1),
        dove=Dove(luogo="Sala della Prova"),
        segretario=cast.anna_verdi,
        invitati=[(cast.nico_cpi, "RU.OPCPI"), (cast.neri_asl, "RU.SERD")],
        operatore=cast.anna_verdi,
    )
    return riunione.pk
