"""Whose address may be invited, who says yes, and what the coordinator is told."""

import re

import pytest
from django.core import mail
from django.core.mail import get_connection
from django.test import Client
from django.urls import reverse

from adi_platform.organizzazione.models import Ente, Incarico, Utente
from adi_platform.outbox.models import Messaggio
from adi_platform.outbox.services.spedisci import spedisci
from protocollo.models import InvitoReferente
from protocollo.services import inviti
from tests.conftest import Entra
from tests.people import Cast

PASSWORD = "tre-gatti-sul-tetto-2026"
ESTRANEO = "amico@altrodominio.invalid"
NUOVA = {"nome": "Nuova", "cognome": "Arrivata", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def cpi(cast: Cast) -> Ente:
    """Looked after by Nico; nobody has said its domains."""
    Incarico.objects.filter(utente=cast.nico_cpi).update(amministra_ente=True)
    return cast.territorio.cpi


def _collegamento() -> str:
    spedisci(posta=get_connection())
    lettera = next(m for m in mail.outbox if "/portale/invito/" in str(m.body))
    trovato = re.search(r"http\S+(/portale/invito/\S+/)", str(lettera.body))
    assert trovato
    return trovato.group(1)


def test_senza_domini_l_invito_di_un_ente_aspetta_il_coordinamento(
    cast: Cast, cpi: Ente, entra: Entra
) -> None:
    dove = reverse("rete-ente", args=[cpi.pk])
    nico, cora = entra(cast.nico_cpi), entra(cast.cora_coordina)
    assert "quando lo conferma il coordinamento" in nico.get(dove).text
    assert nico.post(dove, {"email": ESTRANEO}).status_code == 302
    invito = InvitoReferente.objects.get(email=ESTRANEO)
    assert invito.da_confermare
    assert not Messaggio.objects.filter(destinatario=ESTRANEO).exists(), "non parte nessuna lettera"
    al_coordinamento = Messaggio.objects.get(destinatario=cast.cora_coordina.email)
    assert "conferma" in al_coordinamento.testo
    assert ESTRANEO not in al_coordinamento.testo
    conferma = reverse("rete-invito-conferma", args=[cpi.pk, invito.pk])
    assert conferma not in nico.get(dove).text
    assert nico.post(conferma, {"conferma": "1"}).status_code == 403

    assert "1 invito di un altro ente da confermare" in cora.get(reverse("scrivania")).text
    assert "1 invito da confermare" in cora.get(reverse("rete-enti")).text
    assert conferma in cora.get(dove).text
    assert cora.post(conferma).status_code == 422
    assert cora.post(conferma, {"conferma": "1"}).status_code == 302
    assert cora.post(conferma, {"conferma": "1"}).status_code == 404
    assert "da confermare" not in cora.get(reverse("scrivania")).text
    assert Client().post(_collegamento(), NUOVA).status_code == 302
    assert Utente.objects.get(email=ESTRANEO).ente == cpi


def test_un_invito_non_confermato_si_annulla_e_non_apre_nulla(cast: Cast, cpi: Ente, entra: Entra) -> None:
    nico = entra(cast.nico_cpi)
    nico.post(reverse("rete-ente", args=[cpi.pk]), {"email": ESTRANEO})
    invito = InvitoReferente.objects.get()
    nico.post(reverse("rete-invito-annulla", args=[cpi.pk, invito.pk]), {"conferma": "1"})
    conferma = reverse("rete-invito-conferma", args=[cpi.pk, invito.pk])
    assert entra(cast.cora_coordina).post(conferma, {"conferma": "1"}).status_code == 404


def test_fuori_dai_domini_dell_ente_non_si_invita(cast: Cast, cpi: Ente, entra: Entra) -> None:
    cpi.domini = ["cpi.invalid"]
    cpi.save()
    dove = reverse("rete-ente", args=[cpi.pk])
    for chi in (cast.nico_cpi, cast.cora_coordina):
        for fuori in (ESTRANEO, "amico@altro.cpi.invalid", "amico@xcpi.invalid"):
            risposta = entra(chi).post(dove, {"email": fuori})
            assert (risposta.status_code, fuori in risposta.text) == (422, True)
            assert "usa indirizzi @cpi.invalid" in risposta.text
            assert "li aggiunge il coordinamento" in risposta.text
    assert not InvitoReferente.objects.exists()
    assert entra(cast.nico_cpi).post(dove, {"email": "Nuova@CPI.invalid"}).status_code == 302
    assert Client().post(_collegamento(), NUOVA).status_code == 302, "il dominio basta: parte subito"


def test_il_dominio_tolto_ferma_anche_l_invito_gia_partito(cast: Cast, cpi: Ente) -> None:
    inviti.invita_referente(
        ente=cpi, email=ESTRANEO, amministra_ente=False, incarico_al=None, operatore=cast.cora_coordina
    )
    dove = _collegamento()
    Ente.objects.filter(pk=cpi.pk).update(domini=["cpi.invalid"])
    assert Client().post(dove, NUOVA).status_code == 422
    assert not Utente.objects.filter(email=ESTRANEO).exists()


def test_il_coordinamento_sa_di_ogni_nuovo_account(cast: Cast, cpi: Ente) -> None:
    inviti.invita_referente(
        ente=cpi, email=ESTRANEO, amministra_ente=False, incarico_al=None, operatore=cast.cora_coordina
    )
    Client().post(_collegamento(), NUOVA)
    avviso = Messaggio.objects.get(evento="rete.account")
    assert avviso.destinatario == cast.cora_coordina.email
    assert "nuovo account" in avviso.testo
    assert reverse("rete-ente", args=[cpi.pk]) in avviso.testo
    assert not {ESTRANEO, "Nuova", "Arrivata"} & set(avviso.testo.replace(",", " ").split())


def test_i_domini_li_scrive_il_coordinamento(cast: Cast, cpi: Ente, entra: Entra) -> None:
    dove = reverse("rete-ente-domini", args=[cpi.pk])
    assert entra(cast.nico_cpi).get(dove).status_code == 403
    cora = entra(cast.cora_coordina)
    assert cora.get(reverse("rete-ente-domini", args=[cast.territorio.cpi_altrove.pk])).status_code == 404
    storti = cora.post(dove, {"conferma": "True", "domini": "cpi.invalid\nnon un dominio!"})
    assert (storti.status_code, "non è un dominio di posta" in storti.text) == (422, True)
    assert cora.post(dove).status_code == 422, "un invio vuoto non toglie i domini"
    scritti = {"conferma": "True", "domini": "@CPI.invalid\nlavoro.invalid, cpi.invalid"}
    assert cora.post(dove, scritti).status_code == 302
    cpi.refresh_from_db()
    assert cpi.domini == ["cpi.invalid", "lavoro.invalid"]
    di_prima = cora.post(dove, {"conferma": "True", "domini": "", "prima": ""})
    assert (di_prima.status_code, "Nel frattempo" in di_prima.text) == (422, True)
    tolti = {"conferma": "True", "domini": "", "prima": "cpi.invalid lavoro.invalid"}
    assert cora.post(dove, tolti).status_code == 302
    cpi.refresh_from_db()
    assert cpi.domini == []
