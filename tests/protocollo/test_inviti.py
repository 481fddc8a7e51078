"""Personal accounts of other bodies: single use, short life, bound to the address; out when they leave."""

import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.core.mail import get_connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Incarico, Utente
from adi_platform.outbox.models import Messaggio
from adi_platform.outbox.services.spedisci import spedisci
from protocollo.models import InvitoReferente
from protocollo.services import inviti
from protocollo.services.inviti import invita_referente
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast
from tests.protocollo.scena import condivisa

INDIRIZZO = "nuova.arrivata@cpi.invalid"
PASSWORD = "tre-gatti-sul-tetto-2026"
NUOVA = {"nome": "Nuova", "cognome": "Arrivata", "password1": PASSWORD, "password2": PASSWORD}


def _amministra(cast: Cast, sigla: str = "nico_cpi") -> None:
    incarico = Incarico.objects.get(utente=cast.persone[sigla])
    incarico.amministra_ente = True
    incarico.save()


def _invita(cast: Cast, **altro: object) -> str:
    """The path of the link, as it arrives by mail."""
    invita_referente(
        email=INDIRIZZO,
        **{  # type: ignore[arg-type]
            "ente": cast.territorio.cpi, "operatore": cast.cora_coordina, "amministra_ente": False,
            "incarico_al": None, **altro,
        },
    )  # fmt: skip
    spedisci(posta=get_connection())
    trovato = re.search(r"http\S+(/portale/invito/\S+/)", str(mail.outbox[-1].body))
    assert trovato
    return trovato.group(1)


def test_chi_e_invitato_sceglie_la_password_ed_entra_nel_portale(cast: Cast) -> None:
    dove = _invita(cast, incarico_al=oggi() + datetime.timedelta(days=30))
    assert mail.outbox[-1].to == [INDIRIZZO]
    client = Client()
    assert client.get(dove).status_code == 200
    assert client.get(dove).status_code == 200, "guardare non consuma l'invito"
    assert INDIRIZZO in client.get(dove).text
    assert client.post(dove, NUOVA).status_code == 302
    nuova = Utente.objects.get(email=INDIRIZZO)
    incarico = nuova.incarichi.get()
    assert (nuova.ente, incarico.ruolo, incarico.approvato) == (
        cast.territorio.cpi, Ruolo.REFERENTE_PARTNER, True,
    )  # fmt: skip
    assert incarico.al == oggi() + datetime.timedelta(days=30)
    assert client.post("/accesso/", {"login": INDIRIZZO, "password": PASSWORD}).status_code == 302
    assert client.get("/", follow=True).redirect_chain == [("/portale/", 302)]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31), tick=False):
        dopo = Client()
        dopo.force_login(nuova, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert dopo.get("/portale/").status_code == 403


def test_l_invito_vale_una_volta_sola_e_per_poco(cast: Cast) -> None:
    dove = _invita(cast)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49), tick=False):
        assert Client().get(dove).status_code == 410
        assert Client().post(dove, NUOVA).status_code == 410
    assert Client().post(dove, NUOVA).status_code == 302
    assert Client().get(dove).status_code == 410
    assert Client().post(dove, {**NUOVA, "password1": "altra-password-lunga"}).status_code == 410
    invito = InvitoReferente.objects.get()
    assert invito.utente is not None
    gettone = dove.split("/")[-2]
    assert gettone not in str(InvitoReferente.objects.values())
    assert gettone not in str(Messaggio.objects.values()), "usato, non resta scritto nemmeno nella lettera"


@pytest.mark.parametrize(
    ("cambiati", "parole"),
    [
        ({"password2": "un'altra-cosa-lunga"}, "non sono uguali"),
        ({"password1": "corta", "password2": "corta"}, "troppo corta: servono almeno 12 caratteri"),
        ({"nome": ""}, "Compila questo campo"),
    ],
)
def test_gli_errori_stanno_accanto_al_campo_e_l_invito_resta(
    cambiati: dict[str, str], parole: str, cast: Cast
) -> None:
    dove = _invita(cast)
    risposta = Client().post(dove, {**NUOVA, **cambiati})
    assert risposta.status_code == 422
    assert parole in risposta.text
    assert not Utente.objects.filter(email=INDIRIZZO).exists()
    assert Client().post(dove, NUOVA).status_code == 302


def test_un_nuovo_invito_spegne_quello_di_prima(cast: Cast) -> None:
    primo, secondo = _invita(cast), _invita(cast)
    assert Client().get(primo).status_code == 410
    assert Client().get(secondo).status_code == 200


def test_non_si_invita_chi_ha_gia_un_account(cast: Cast) -> None:
    with pytest.raises(DominioError, match="Chiedi al coordinamento") as colto:
        invita_referente(
            ente=cast.territorio.cpi, email="ANNA_verdi@esempio.invalid", amministra_ente=False,
            incarico_al=None, operatore=cast.nico_cpi,
        )  # fmt: skip
    assert colto.value.campo == "email"


def test_chi_amministra_il_suo_ente_invita_e_toglie_solo_i_suoi(cast: Cast, entra: Entra) -> None:
    cpi, asl = cast.territorio.cpi.pk, cast.territorio.asl.pk
    client = entra(cast.nico_cpi)
    assert client.get(reverse("rete-ente", args=[cpi])).status_code == 404, "non amministra ancora"
    _amministra(cast)
    assert client.get(reverse("rete-ente", args=[asl])).status_code == 404
    assert client.get(reverse("rete-ente", args=[cast.territorio.cpi_altrove.pk])).status_code == 404
    pagina = client.get(reverse("rete-ente", args=[cpi])).text
    assert "Lidia Centroimpiego" in pagina
    assert "Nera Asl" not in pagina
    assert client.post(reverse("rete-ente", args=[cpi]), {"email": INDIRIZZO}).status_code == 302
    lidia = Incarico.objects.get(utente=cast.lidia_cpi)
    nera = Incarico.objects.get(utente=cast.neri_asl)
    togli = reverse("rete-referente-togli", args=[cpi, lidia.pk])
    sua = entra(cast.lidia_cpi)
    assert sua.get("/portale/").status_code == 200
    assert (
        client.post(reverse("rete-referente-togli", args=[cpi, nera.pk]), {"conferma": "1"}).status_code
        == 404
    )
    assert client.post(togli).status_code == 422
    assert client.post(togli, {"conferma": "1"}).status_code == 302
    assert sua.get("/portale/").status_code != 200
    assert not Utente.objects.get(pk=cast.lidia_cpi.pk).is_active
    mio = Incarico.objects.get(utente=cast.nico_cpi)
    client.post(reverse("rete-referente-togli", args=[cpi, mio.pk]), {"conferma": "1"})
    assert client.get("/portale/").status_code == 200, "da soli non ci si chiude fuori"


def test_il_coordinamento_cura_ogni_ente_del_suo_ambito(cast: Cast, entra: Entra) -> None:
    client = entra(cast.cora_coordina)
    assert "ASL di Esempio" in client.get(reverse("rete-enti")).text
    assert "CPI di Altrove" not in client.get(reverse("rete-enti")).text
    assert client.get(reverse("rete-ente", args=[cast.territorio.asl.pk])).status_code == 200
    assert client.get(reverse("rete-ente", args=[cast.territorio.cpi_altrove.pk])).status_code == 404


def test_chi_deve_avere_il_secondo_fattore_lo_attiva_prima_di_vedere(cast: Cast, entra: Entra) -> None:
    ambito = cast.territorio.ambito
    ambito.mfa_per_ruoli = [Ruolo.REFERENTE_PARTNER]
    ambito.save()
    risposta = entra(cast.nico_cpi).get("/portale/")
    assert (risposta.status_code, risposta.headers["Location"]) == (302, reverse("mfa_index"))


@override_settings(MODALITA_DIMOSTRATIVA=False)
def test_fuori_dalla_dimostrazione_il_partner_ha_sempre_il_secondo_fattore(cast: Cast, entra: Entra) -> None:
    assert cast.territorio.ambito.mfa_per_ruoli == [], "un Ambito appena creato"
    risposta = entra(cast.nico_cpi).get("/portale/")
    assert (risposta.status_code, risposta.headers["Location"]) == (302, reverse("mfa_index"))


def test_amministra_un_ente_solo_un_referente(cast: Cast) -> None:
    incarico = Incarico.objects.get(utente=cast.anna_verdi)
    incarico.amministra_ente = True
    with pytest.raises(Exception, match="incarico_amministra_solo_un_ente_partner"):
        incarico.save()


def test_chi_amministra_un_ente_non_da_piu_di_quanto_ha(cast: Cast) -> None:
    fine = oggi() + datetime.timedelta(days=10)
    _amministra(cast)
    Incarico.objects.filter(utente=cast.nico_cpi).update(al=fine)
    for chiesto, dato in (
        (None, fine),
        (fine + datetime.timedelta(days=1), fine),
        (fine - datetime.timedelta(days=1), fine - datetime.timedelta(days=1)),
    ):
        invito = invita_referente(
            ente=cast.territorio.cpi, email=INDIRIZZO, amministra_ente=True, incarico_al=chiesto,
            operatore=cast.nico_cpi,
        )  # fmt: skip
        assert (invito.amministra_ente, invito.incarico_al) == (False, dato)


def test_l_invito_non_vale_se_chi_lo_ha_fatto_non_invita_piu(cast: Cast) -> None:
    _amministra(cast)
    cast.territorio.cpi.domini = ["cpi.invalid"]
    dove = _invita(cast, operatore=cast.nico_cpi)
    Incarico.objects.filter(utente=cast.nico_cpi).update(amministra_ente=False)
    risposta = Client().post(dove, NUOVA)
    assert (risposta.status_code, "non vale più" in risposta.text) == (422, True)
    assert not Utente.objects.filter(email=INDIRIZZO).exists()


def test_un_incarico_gia_finito_non_si_apre(cast: Cast) -> None:
    dove = _invita(cast, incarico_al=oggi())
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=False):
        risposta = Client().post(dove, NUOVA)
    assert (risposta.status_code, "non vale più" in risposta.text) == (422, True)
    assert not Utente.objects.filter(email=INDIRIZZO).exists()


def test_un_invito_scaduto_di_un_altro_ente_non_tiene_fermo_l_indirizzo(cast: Cast) -> None:
    _invita(cast)
    with pytest.raises(DominioError, match="già un invito aperto"):
        _invita(cast, ente=cast.territorio.asl)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=49), tick=False):
        _invita(cast, ente=cast.territorio.asl)
    assert InvitoReferente.objects.get(annullato_il__isnull=True).ente == cast.territorio.asl


def test_due_inviti_nello_stesso_momento_danno_un_messaggio(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one was not there yet when it was looked for."""
    _invita(cast)
    monkeypatch.setattr(inviti, "_aperti", InvitoReferente.objects.none)
    with pytest.raises(DominioError, match="già un invito aperto") as colto:
        _invita(cast)
    assert colto.value.campo == "email"


def test_chi_e_stato_tolto_si_puo_invitare_di_nuovo_e_non_ritrova_nulla(cast: Cast, entra: Entra) -> None:
    client = Client()
    client.post(_invita(cast), NUOVA)
    vecchia = Utente.objects.get(email=INDIRIZZO)
    with pytest.raises(DominioError, match="non si può mandare"):
        _invita(cast)
    condivisione = condivisa(crea_caso(cast), cast.anna_verdi, vecchia)
    inviti.togli_referente(incarico=vecchia.incarichi.get(), operatore=cast.cora_coordina)
    Incarico.objects.filter(utente=vecchia).update(
        dal=oggi() - datetime.timedelta(days=9), al=oggi() - datetime.timedelta(days=1)
    )
    with pytest.raises(DominioError, match="non si può mandare"):
        _invita(cast, ente=cast.territorio.asl)
    dove = _invita(cast)
    altra = Client().post(dove, {**NUOVA, "cognome": "Qualcunaltra"})
    assert (altra.status_code, "altro nome" in altra.text) == (422, True)
    assert Client().post(
        dove, {**NUOVA, "password1": "altre-parole-lunghe", "password2": "altre-parole-lunghe"}
    )
    vecchia.refresh_from_db()
    assert vecchia.is_active
    assert vecchia.check_password("altre-parole-lunghe")
    assert Utente.objects.filter(email=INDIRIZZO).count() == 1
    assert vecchia.incarichi.attivi(oggi()).count() == 1
    dell_altra_volta = reverse("portale-condivisione", args=[condivisione.pk])
    assert entra(vecchia).get(dell_altra_volta).status_code == 404


def test_il_collegamento_non_resta_nella_lettera_spedita_ne_in_quella_scaduta(cast: Cast) -> None:
    _invita(cast)
    spedita = Messaggio.objects.get(evento=inviti.EVENTO)
    assert "/portale/invito/" not in spedita.testo
    assert spedita.stato == "riuscito"
    invita_referente(
        ente=cast.territorio.cpi, email="altra@cpi.invalid", amministra_ente=False, incarico_al=None,
        operatore=cast.cora_coordina,
    )  # fmt: skip
    ferma = Messaggio.objects.get(destinatario="altra@cpi.invalid")
    assert "/portale/invito/" in ferma.testo
    assert inviti.oscura_inviti_scaduti(adesso=timezone.now()) == 0
    assert inviti.oscura_inviti_scaduti(adesso=timezone.now() + datetime.timedelta(days=3)) == 1
    ferma.refresh_from_db()
    assert "/portale/invito/" not in ferma.testo


def test_chi_amministra_il_proprio_ente_non_nomina_altri_amministratori(cast: Cast, entra: Entra) -> None:
    _amministra(cast)
    dove = reverse("rete-ente", args=[cast.territorio.cpi.pk])
    assert "amministra_ente" not in entra(cast.nico_cpi).get(dove).text
    assert "amministra_ente" in entra(cast.cora_coordina).get(dove).text
