"""Signing in: password, codes by e-mail, lockout, no enumeration, no open redirect."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse

from adi_platform.organizzazione.models import Utente
from adi_platform.settings import base
from tests.conftest import Entra
from tests.people import PAROLA, Cast

ACCESSO = "/accesso/"


def accedi(client: Client, email: str, password: str = PAROLA, next_: str = "", **altro: str):  # type: ignore[no-untyped-def]
    dati = {"login": email, "password": password, **({"next": next_} if next_ else {})}
    return client.post(ACCESSO, dati, **altro)  # type: ignore[arg-type]


def conferma_chi_sono(client: Client) -> None:
    """Sensitive pages ask the password again."""
    assert client.post("/accesso/conferma/", {"password": PAROLA}).status_code == 302


def codice_spedito() -> str:
    trovato = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{2,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert trovato, mail.outbox[-1].body
    return trovato.group(1)


def test_entra_con_posta_e_password_senza_badare_alle_maiuscole(cast: Cast, client: Client) -> None:
    risposta = accedi(client, "Anna_Verdi@Esempio.invalid")
    assert risposta.status_code == 302
    assert risposta["Location"] == "/"
    assert client.get("/stile/").status_code == 200


def test_la_chiave_di_sessione_cambia_all_ingresso(cast: Cast, client: Client) -> None:
    client.get(ACCESSO)
    accedi(client, cast.anna_verdi.email)
    prima = client.session.session_key
    client.post("/accesso/esci/")
    accedi(client, cast.anna_verdi.email)
    assert client.session.session_key != prima


def test_indirizzo_sconosciuto_e_password_sbagliata_danno_la_stessa_risposta(cast: Cast) -> None:
    def pulita(testo: str) -> str:
        testo = re.sub(
            r'name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken": "[^"]*"|nonce="[^"]*"', "", testo
        )
        return testo.replace("nessuno@esempio.invalid", "X").replace(cast.anna_verdi.email, "X")

    ignoto = accedi(Client(), "nessuno@esempio.invalid", "password-sbagliata")
    noto = accedi(Client(), cast.anna_verdi.email, "password-sbagliata")
    assert ignoto.status_code == noto.status_code == 200
    assert pulita(ignoto.text) == pulita(noto.text)
    assert "non corrispondono" in noto.text
    assert "<title>Errore: " in noto.text


def test_dopo_cinque_errori_l_accesso_si_ferma_solo_per_chi_sbaglia(cast: Cast) -> None:
    for _ in range(5):
        accedi(Client(REMOTE_ADDR="192.0.2.66"), cast.anna_verdi.email, "sbagliata-sbagliata")
    bloccato = accedi(Client(REMOTE_ADDR="192.0.2.66"), cast.anna_verdi.email)
    assert "Troppi tentativi" in bloccato.text
    altrove = accedi(Client(REMOTE_ADDR="192.0.2.7"), cast.anna_verdi.email)
    assert altrove.status_code == 302


def test_un_indirizzo_inventato_nelle_intestazioni_non_cambia_il_conteggio(cast: Cast) -> None:
    for numero in range(5):
        client = Client(REMOTE_ADDR="192.0.2.66", HTTP_X_FORWARDED_FOR=f"198.51.100.{numero}")
        accedi(client, cast.anna_verdi.email, "sbagliata-sbagliata")
    client = Client(REMOTE_ADDR="192.0.2.66", HTTP_X_FORWARDED_FOR="198.51.100.99")
    assert "Troppi tentativi" in accedi(client, cast.anna_verdi.email).text


@pytest.mark.parametrize(
    "verso",
    [
        "//male.invalid",
        "https://male.invalid/",
        "https:male.invalid",
        "/\\male.invalid",
        "\\\\male.invalid",
        "javascript:alert(1)",
        "http:///male.invalid",
        "/\x00/male.invalid",
    ],
)
def test_next_non_porta_mai_fuori_casa(cast: Cast, client: Client, verso: str) -> None:
    risposta = accedi(client, cast.anna_verdi.email, next_=verso)
    assert risposta.status_code == 302
    assert not urlsplit(risposta["Location"]).netloc
    assert re.match(r"/(?![/\\\\])", risposta["Location"])


def test_next_interno_riporta_dove_si_voleva_andare(cast: Cast, client: Client) -> None:
    risposta = client.get("/stile/?pagina=3")
    assert risposta.status_code == 302
    assert risposta["Location"] == "/accesso/?next=/stile/%3Fpagina%3D3"
    assert accedi(client, cast.anna_verdi.email, next_="/stile/?pagina=3")["Location"] == "/stile/?pagina=3"


def test_nessuno_puo_registrarsi_da_solo(cast: Cast, client: Client) -> None:
    dati = {"email": "intruso@male.invalid", "password1": "lunga-abbastanza-per-entrare"}
    risposta = client.post("/accesso/registrazione/", dati)
    assert "li apre l&#x27;Ambito" in risposta.text or "li apre l'Ambito" in risposta.text
    assert not Utente.objects.filter(email="intruso@male.invalid").exists()


def test_chi_e_disattivato_non_entra(cast: Cast, client: Client) -> None:
    Utente.objects.filter(pk=cast.anna_verdi.pk).update(is_active=False)
    accedi(client, cast.anna_verdi.email)
    assert client.get("/stile/").status_code == 302


def test_chi_viene_disattivato_perde_la_sessione_alla_richiesta_successiva(cast: Cast, entra: Entra) -> None:
    client = entra(cast.anna_verdi)
    assert client.get("/stile/").status_code == 200
    Utente.objects.filter(pk=cast.anna_verdi.pk).update(is_active=False)
    assert client.get("/stile/").status_code == 302


def test_entra_con_il_codice_ricevuto_per_posta(cast: Cast, client: Client) -> None:
    client.post("/accesso/codice/", {"email": cast.anna_verdi.email})
    assert mail.outbox[-1].to == [cast.anna_verdi.email]
    risposta = client.post("/accesso/codice/conferma/", {"code": codice_spedito()})
    assert risposta.status_code == 302
    assert client.get("/stile/").status_code == 200


def test_un_codice_sbagliato_viene_spiegato_in_italiano(cast: Cast, client: Client) -> None:
    client.post("/accesso/codice/", {"email": cast.anna_verdi.email})
    risposta = client.post("/accesso/codice/conferma/", {"code": "ZZZZZZ"})
    assert "Il codice non è giusto" in risposta.text


def test_il_codice_a_uno_sconosciuto_non_parte_e_la_pagina_non_lo_dice(cast: Cast) -> None:
    ignoto = Client().post("/accesso/codice/", {"email": "nessuno@esempio.invalid"})
    assert mail.outbox == []
    noto = Client().post("/accesso/codice/", {"email": cast.anna_verdi.email})
    assert (ignoto.status_code, ignoto["Location"]) == (noto.status_code, noto["Location"])


def test_recupera_la_password_con_un_codice(cast: Cast, client: Client) -> None:
    client.post("/accesso/recupero/", {"email": cast.anna_verdi.email})
    client.post("/accesso/recupero/codice/", {"code": codice_spedito()})
    nuova = "una-frase-nuova-e-lunga"
    risposta = client.post("/accesso/recupero/password/", {"password1": nuova, "password2": nuova})
    assert risposta.status_code == 302
    assert accedi(Client(), cast.anna_verdi.email, nuova).status_code == 302


@pytest.mark.parametrize("debole", ["corta", "password1234", "123456789012", "anna_verdi@esempio"])
def test_una_password_debole_viene_rifiutata_con_il_motivo(cast: Cast, entra: Entra, debole: str) -> None:
    client = entra(cast.anna_verdi)
    dati = {"oldpassword": PAROLA, "password1": debole, "password2": debole}
    risposta = client.post("/accesso/password/", dati)
    assert risposta.status_code == 200
    assert 'aria-invalid="true"' in risposta.text
    cast.anna_verdi.refresh_from_db()
    assert cast.anna_verdi.check_password(PAROLA)


def test_argon2_e_il_primo_modo_di_conservare_le_password() -> None:
    assert base.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    assert Argon2PasswordHasher().encode("x", "sale-di-prova").startswith("argon2$argon2id")


def test_vedo_i_miei_dispositivi_e_chiudo_gli_altri(cast: Cast, client: Client) -> None:
    altro = Client(HTTP_USER_AGENT="Telefono di prova")
    accedi(altro, cast.anna_verdi.email)
    altro.get("/stile/")
    accedi(client, cast.anna_verdi.email)
    client.get("/stile/")
    assert "Telefono di prova" in client.get(reverse("usersessions_list")).text
    client.post(reverse("usersessions_list"))
    assert altro.get("/stile/").status_code == 302
    assert client.get("/stile/").status_code == 200


def test_uscire_si_fa_solo_con_un_invio_e_pulisce_il_browser(cast: Cast, entra: Entra) -> None:
    client = entra(cast.anna_verdi)
    assert client.get("/accesso/esci/").status_code == 200
    assert client.get("/stile/").status_code == 200
    risposta = client.post("/accesso/esci/")
    assert risposta["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/stile/").status_code == 302


PAGINE_PERSONALI = [
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
]


@pytest.mark.parametrize("nome", PAGINE_PERSONALI)
def test_le_pagine_del_mio_accesso_sono_nella_nostra_cornice(cast: Cast, client: Client, nome: str) -> None:
    accedi(client, cast.anna_verdi.email)
    conferma_chi_sono(client)
    risposta = client.get(reverse(nome))
    assert risposta.status_code == 200
    assert 'class="sito"' in risposta.text
    assert risposta.text.count("<h1>") == 1


def test_per_cambiare_la_sicurezza_si_conferma_la_password(cast: Cast, client: Client) -> None:
    accedi(client, cast.anna_verdi.email)
    risposta = client.get(reverse("mfa_activate_totp"))
    assert risposta["Location"].startswith("/accesso/conferma/")
    assert client.post("/accesso/conferma/", {"password": "sbagliata-sbagliata"}).status_code == 200


@pytest.mark.parametrize("indirizzo", ["/accesso/login/", "/accesso/email/", "/accesso/3rdparty/"])
def test_le_porte_non_elencate_non_esistono(cast: Cast, entra: Entra, indirizzo: str) -> None:
    assert entra(cast.anna_verdi).get(indirizzo).status_code == 404
