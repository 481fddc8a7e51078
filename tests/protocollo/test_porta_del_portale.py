"""What a partner finds at the door: what is entrusted to them, what was taken back, who is told."""

import datetime

import pytest
import yaml
from django.conf import settings
from django.core import mail
from django.core.mail import get_connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.outbox.models import Messaggio
from adi_platform.outbox.services.spedisci import spedisci
from adi_platform.riunioni.models import Decisione
from cases.enums import StatoCaso
from cases.models import CasoAdi
from equipe.models import IncontroEquipe
from equipe.services.convocazioni import annulla_incontro
from equipe.signals import inviti_cambiati
from protocollo.models import Quesito
from protocollo.services.condivisioni import delega
from protocollo.services.quesiti import NuovoQuesito, RispostaQuesito, chiedi, rispondi
from protocollo.services.revoche import revoca
from protocollo.services.token import emetti_token
from tests.accessi.file_di_prova import pdf_di_prova
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.equipe.incontri import approvato, crea_incontro
from tests.equipe.scena import convoca, equipe_di
from tests.people import Cast
from tests.protocollo.scena import adulta, condivisa, invio_al_cpi

D = datetime.timedelta
TESTO = "Testoscritto: dal mese scorso viene ogni martedì."
MOTIVO = "Non serve più la risposta."


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    return crea_caso(cast, stato=StatoCaso.INCONTRATO)


def _quesito(cast: Cast, caso: CasoAdi, a: str = "nico_cpi") -> Quesito:
    condivisione = condivisa(caso, cast.anna_verdi, cast.persone[a])
    nuovo = NuovoQuesito(a=cast.persone[a], domanda="Viene?", entro=oggi() + D(days=9), persona=adulta(caso))
    return chiedi(condivisione=condivisione, nuovo=nuovo, operatore=cast.anna_verdi, al=oggi())


def _risposto(quesito: Quesito) -> Quesito:
    risposta = RispostaQuesito(esito="si", testo=TESTO, file=pdf_di_prova("risposta"))
    return rispondi(quesito=quesito, risposta=risposta, operatore=quesito.a, adesso=timezone.now())


def test_passata_a_un_collega_lo_sa_chi_segue_il_caso(cast: Cast, caso: CasoAdi, entra: Entra) -> None:
    condivisione = condivisa(caso, cast.anna_verdi, cast.nico_cpi)
    anna = entra(cast.anna_verdi)
    scheda = reverse("caso-scheda", args=[caso.pk])
    assert str(cast.lidia_cpi) not in anna.get(scheda).text
    delega(condivisione=condivisione, a=cast.lidia_cpi, fino_al=None, da=cast.nico_cpi)
    lettera = Messaggio.objects.get(evento="condivisione.passata")
    assert lettera.destinatario == cast.anna_verdi.email
    assert reverse("condivisioni", args=[caso.pk]) in lettera.testo
    assert not [nome for nome in ("Lidia", "Nico", "CPI") if nome in lettera.testo]
    assert f"{cast.lidia_cpi} (per delega)" in anna.get(scheda).text


def test_la_decisione_affidata_sta_fra_le_cose_da_fare(cast: Cast, caso: CasoAdi, entra: Entra) -> None:
    incontro = crea_incontro(cast, caso)
    inviti_cambiati.send(sender=IncontroEquipe, incontro=incontro, operatore=cast.anna_verdi)
    decisione = Decisione.objects.create(
        riunione=incontro.riunione,
        testo="Portare il bilancio",
        responsabile=cast.nico_cpi,
        entro=oggi() + D(days=4),
    )
    nico, dove = entra(cast.nico_cpi), reverse("portale-riunione", args=[incontro.riunione_id])
    assert "Decisione affidata a te" not in nico.get(reverse("portale")).text, (
        "il verbale non ha ancora il numero"
    )
    approvato(incontro, cast)
    casa = nico.get(reverse("portale")).text
    assert "Da fare (1)" in casa
    assert "Decisione affidata a te" in casa.split("Le mie riunioni")[0]
    assert dove in casa
    assert "tra 4 giorni" in casa
    assert "Portare il bilancio" not in casa, "le parole stanno dove la lettura resta scritta"
    assert "Portare il bilancio" in nico.get(dove).text
    assert "Decisione affidata" not in entra(cast.neri_asl).get(reverse("portale")).text
    decisione.fatta_il = oggi()
    decisione.save()
    assert "Decisione affidata" not in nico.get(reverse("portale")).text


def test_una_pagina_che_non_c_e_parla_a_chi_la_legge(cast: Cast, entra: Entra) -> None:
    di_un_ente, dell_ufficio = entra(cast.nico_cpi), entra(cast.anna_verdi)
    assert "parti dalla ricerca" not in di_un_ente.get("/portale/invii/999999/").text
    assert "Torna alle mie cose" in di_un_ente.get("/non-esiste/").text
    assert "parti dalla ricerca" in dell_ufficio.get("/non-esiste/").text


def test_la_domanda_ritirata_lo_dice_e_rende_cio_che_si_scriveva(
    cast: Cast, caso: CasoAdi, entra: Entra
) -> None:
    quesito = _quesito(cast, caso)
    nico, dove = entra(cast.nico_cpi), reverse("portale-quesito", args=[quesito.pk])
    assert nico.get(dove).status_code == 200
    ritira = reverse("caso-quesito-ritira", args=[caso.pk, quesito.pk])
    anna = entra(cast.anna_verdi)
    assert anna.post(ritira, {"motivo": "x"}).status_code == 422
    assert anna.post(ritira, {"motivo": MOTIVO}).status_code == 302
    risposta = nico.post(dove, {"esito": "si", "testo": TESTO})
    assert (risposta.status_code, TESTO in risposta.text) == (409, True)
    assert "Questa domanda è stata ritirata" in risposta.text
    assert "Viene?" not in risposta.text
    assert "è stata ritirata" in nico.get(dove).text
    for altro in (cast.lidia_cpi, cast.neri_asl):
        mai_avuta = entra(altro).post(dove, {"esito": "si", "testo": TESTO})
        assert (mai_avuta.status_code, "ritirata" in mai_avuta.text) == (404, False)
    spedisci(posta=get_connection())
    assert [m.to for m in mail.outbox if "stato ritirato" in str(m.body)] == [[cast.nico_cpi.email]]


def test_la_richiesta_revocata_lo_dice_solo_a_chi_l_aveva(cast: Cast, caso: CasoAdi, entra: Entra) -> None:
    invio = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi)
    togli = reverse("condivisione-revoca", args=[caso.pk, invio.condivisione_id])
    corta = entra(cast.anna_verdi).post(togli, {"motivo": "x"})
    assert (corta.status_code, "in una frase" in corta.text) == (422, True)
    revoca(
        condivisione=invio.condivisione,
        motivo=MOTIVO,
        operatore=cast.anna_verdi,
        adesso=timezone.now(),
        al=oggi(),
    )
    dove = reverse("portale-invio", args=[invio.pk])
    mia = entra(cast.nico_cpi).get(dove)
    assert (mia.status_code, "Questa richiesta è stata ritirata" in mia.text) == (404, True)
    scritto = entra(cast.nico_cpi).post(dove, {"testo": TESTO})
    assert (scritto.status_code, TESTO in scritto.text) == (409, True)
    scheda = reverse("portale-condivisione", args=[invio.condivisione_id])
    assert "non è più condivisa con te" in entra(cast.nico_cpi).get(scheda).text
    for altro in (cast.lidia_cpi, cast.otto_cpi_altrove):
        assert "ritirata" not in entra(altro).get(dove).text
    spedisci(posta=get_connection())
    (lettera,) = [m for m in mail.outbox if "stato ritirato" in str(m.body)]
    assert lettera.to == [cast.nico_cpi.email]
    assert MOTIVO not in str(lettera.body)


def test_la_riunione_annullata_lo_dice_a_chi_era_invitato(cast: Cast, caso: CasoAdi, entra: Entra) -> None:
    incontro = convoca(equipe_di(caso, cast, (cast.nico_cpi, "RU.OPCPI")), cast.anna_verdi)
    dove = reverse("portale-riunione", args=[incontro.riunione_id])
    nico = entra(cast.nico_cpi)
    assert nico.get(dove).status_code == 200
    annulla_incontro(incontro=incontro, operatore=cast.anna_verdi, motivo=MOTIVO)
    assert "Questa riunione è stata annullata" in nico.get(dove).text
    assert "annullata" not in entra(cast.lidia_cpi).get(dove).text


@pytest.mark.parametrize(("a", "stato"), [("nico_cpi", 200), ("neri_asl", 404)])
def test_la_risposta_la_legge_anche_l_equipe_se_non_e_di_un_servizio_sanitario(
    a: str, stato: int, cast: Cast, caso: CasoAdi, entra: Entra
) -> None:
    quesito = _risposto(_quesito(cast, caso, a))
    elio, dove = entra(cast.elio_educatore), reverse("caso-quesito", args=[caso.pk, quesito.pk])
    file = reverse("documento", args=[quesito.documento_id])
    assert elio.get(dove).status_code == 404, "non è ancora nell'équipe"
    equipe_di(caso, cast)
    assert (elio.get(dove).status_code, elio.get(file).status_code) == (stato, stato)
    if stato == 200:
        assert TESTO in elio.get(dove).text
        assert "Ho letto la risposta" not in elio.get(dove).text
        assert elio.post(dove, {"letto": "1"}).status_code == 403
    else:
        assert "Neri" not in elio.get(reverse("condivisioni", args=[caso.pk])).text
    assert entra(cast.bruno_colle).get(dove).status_code == 404, "collega, ma non dell'équipe"


def test_l_api_dice_solo_le_mosse_dell_ente(cast: Cast, caso: CasoAdi) -> None:
    invio = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi)
    _, chiave = emetti_token(
        ente=cast.territorio.cpi, responsabile=cast.nico_cpi, nome="Prova", permesso="scrittura",
        scade_il=oggi() + D(days=9), operatore=cast.cora_coordina, al=oggi(),
    )  # fmt: skip
    risposta = Client(headers={"authorization": f"Bearer {chiave}"}).post(
        reverse("api-invio-mosse", args=[invio.pk]),
        {"mossa": "non_presentato", "esito_il": oggi().isoformat(), "motivo": "Non è venuta."},
        content_type="application/json",
    )
    detto = risposta.json()["detail"]
    assert risposta.status_code == 409
    assert "Ho convocato la persona" in detto
    assert "Ritira la richiesta" not in detto


def test_la_descrizione_dell_api_si_legge_senza_account(db: None) -> None:
    pagina = Client().get("/api/v1/")
    assert pagina.status_code == 200
    assert "unsafe-inline" not in pagina.headers["Content-Security-Policy"]
    servita = Client().get(reverse("api-openapi"))
    assert servita.headers["Content-Type"].startswith("application/yaml")
    scritta = (settings.BASE_DIR / "docs" / "openapi.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(servita.content) == yaml.safe_load(scritta)
    for indirizzo in yaml.safe_load(scritta)["paths"]:
        assert indirizzo in pagina.text
    assert 'id="NuovaMossa"' in pagina.text
    assert "/api/v1/" in Client().get("/api/v1/niente/").json()["detail"]
