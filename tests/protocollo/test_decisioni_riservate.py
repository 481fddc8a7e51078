"""A decision of a meeting that is not for a body never reaches it: pages, PDF, API, mail."""

import datetime
import importlib

import pytest
from django.apps import apps
from django.core import mail
from django.core.mail import get_connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.services.spedisci import spedisci
from adi_platform.riunioni.enums import ChiLegge
from adi_platform.riunioni.models import Riunione
from cases.enums import StatoCaso
from equipe.models import IncontroEquipe, VerbaleEquipe
from equipe.services.incontro import decidi
from protocollo.models import Condivisione
from protocollo.services.token import emetti_token
from tests.accessi import canarini
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.equipe.incontri import svolgi, verbalizza_e_approva
from tests.equipe.scena import convoca, equipe_di
from tests.people import Cast

RISERVATA, DI_NICO, DI_TUTTI = "CANARINO-DIPENDENZA-7D", "CANARINO-NICO-7E", "PAROLE-DI-TUTTI-7F"


@pytest.fixture
def incontro(cast: Cast) -> IncontroEquipe:
    """Held yesterday, one decision of each kind; the CPI was there, the ASL had been called."""
    caso, anna = crea_caso(cast, stato=StatoCaso.INCONTRATO), cast.anna_verdi
    equipe = equipe_di(caso, cast, (cast.nico_cpi, "RU.OPCPI"), (cast.neri_asl, "RU.SERD"))
    incontro = convoca(equipe, anna)
    ieri = timezone.localtime() - datetime.timedelta(days=1)
    Riunione.objects.filter(pk=incontro.riunione_id).update(
        inizio=ieri, fine=ieri + datetime.timedelta(hours=1)
    )
    incontro.riunione.refresh_from_db()
    svolgi(incontro, cast)
    decidi(incontro=incontro, testo=RISERVATA, operatore=anna, responsabile=anna, entro=oggi())
    decidi(incontro=incontro, testo=DI_NICO, operatore=anna, responsabile=cast.nico_cpi)
    decidi(incontro=incontro, testo=DI_TUTTI, operatore=anna, la_legge=ChiLegge.TUTTI)
    return incontro


def tutto_cio_che_legge(chi: Utente, client: Client, incontro: IncontroEquipe, cast: Cast) -> str:
    """Whatever is linked from the portal, whatever is typed by hand, the API with a key that writes."""
    verbale = VerbaleEquipe.objects.get(incontro=incontro)
    assert verbale.documento is not None
    assert verbale.estratto is not None
    a_mano = [
        reverse("portale"),
        reverse("portale-riunione", args=[incontro.riunione_id]),
        reverse("portale-riunione-verbale", args=[incontro.riunione_id]),
        reverse("documento", args=[verbale.documento.pk]),
        reverse("documento", args=[verbale.estratto.pk]),
        reverse("equipe-incontro", args=[incontro.caso_id, incontro.pk]),
    ]
    assert chi.ente is not None
    _, chiave = emetti_token(
        ente=chi.ente, responsabile=chi, nome="Gestionale", permesso="scrittura", al=oggi(),
        scade_il=oggi() + datetime.timedelta(days=9), operatore=cast.cora_coordina,
    )  # fmt: skip
    programma = Client(headers={"authorization": f"Bearer {chiave}"})
    api = [f"/api/v1/{elenco}/" for elenco in ("condivisioni", "invii", "domande")]
    api += [f"/api/v1/condivisioni/{c.pk}/" for c in Condivisione.objects.all()]
    pagine = canarini.visita(client, a_mano, limite=60)
    return " ".join([v.testo for v in pagine.values()] + [canarini.testo_di(programma.get(d)) for d in api])


@pytest.mark.parametrize("riservato", [True, False])
def test_ciascuno_legge_le_decisioni_di_tutti_e_il_proprio_compito(
    riservato: bool, incontro: IncontroEquipe, cast: Cast, entra: Entra
) -> None:
    verbalizza_e_approva(incontro, cast, riservato=riservato)
    spedisci(posta=get_connection())
    letti = {
        chi: tutto_cio_che_legge(chi, entra(chi), incontro, cast) for chi in (cast.nico_cpi, cast.neri_asl)
    }
    for chi, letto in letti.items():
        assert RISERVATA not in letto, chi
        assert DI_TUTTI in letto, chi
        assert "Iscrizione al centro pomeridiano" not in letto, chi
    assert DI_NICO in letti[cast.nico_cpi]
    assert DI_NICO not in letti[cast.neri_asl]
    copia = canarini.testo_di(
        entra(cast.nico_cpi).get(reverse("portale-riunione-verbale", args=[incontro.riunione_id]))
    )
    assert DI_NICO not in copia, "il foglio è uno per tutti"
    assert mail.outbox
    for lettera in mail.outbox:
        tutto = f"{lettera.subject} {lettera.body} {lettera.attachments}"
        assert not any(parola in tutto for parola in (RISERVATA, DI_NICO, DI_TUTTI))


def test_una_copia_fatta_con_tutte_le_decisioni_non_si_apre_piu(
    incontro: IncontroEquipe, cast: Cast, entra: Entra
) -> None:
    """Minutes approved before each decision had its readers: the file stays for the office only."""
    verbale = verbalizza_e_approva(incontro, cast)
    importlib.import_module("equipe.migrations.0008_copia_per_gli_altri_enti").ritira(apps, None)
    assert VerbaleEquipe.objects.get().copia_ritirata
    nico = entra(cast.nico_cpi)
    assert nico.get(reverse("portale-riunione-verbale", args=[incontro.riunione_id])).status_code == 404
    pagina = nico.get(reverse("portale-riunione", args=[incontro.riunione_id])).text
    assert "La copia di questo verbale non si apre più" in pagina
    assert DI_NICO in pagina
    assert RISERVATA not in pagina
    assert verbale.documento is not None
    ufficio = entra(cast.anna_verdi)
    assert RISERVATA in canarini.testo_di(ufficio.get(reverse("documento", args=[verbale.documento.pk])))
    scheda = ufficio.get(reverse("equipe-incontro", args=[incontro.caso_id, incontro.pk])).text
    assert "non si apre più nel portale" in scheda
