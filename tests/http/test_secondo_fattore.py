"""Second factors: enrolment, use, recovery codes, obligation by role."""

import datetime
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from adi_platform.http.ingresso.secondo_fattore import AdattatoreSecondoFattore
from adi_platform.organizzazione.enums import Ruolo
from tests.http.test_ingresso import accedi, codice_spedito, conferma_chi_sono
from tests.people import Cast


def codice_totp(segreto: str) -> str:
    return format_hotp_value(hotp_value(segreto, next(yield_hotp_counters_from_time())))


def iscrivi(client: Client) -> str:
    conferma_chi_sono(client)
    indirizzo = reverse("mfa_activate_totp")
    segreto = client.get(indirizzo).context["form"].secret
    risposta = client.post(indirizzo, {"code": codice_totp(segreto)})
    assert risposta.status_code == 302, risposta.text
    return str(segreto)


def test_attivo_l_app_e_da_allora_serve_il_codice(cast: Cast, client: Client) -> None:
    accedi(client, cast.anna_verdi.email)
    segreto = iscrivi(client)
    nuovo = Client()
    with time_machine.travel(time.time() + 120, tick=True):
        risposta = accedi(nuovo, cast.anna_verdi.email)
        assert risposta["Location"].startswith(reverse("mfa_authenticate"))
        assert nuovo.get("/stile/").status_code == 302
        assert nuovo.get(reverse("mfa_authenticate")).status_code == 200
        codice = codice_totp(segreto)
        assert nuovo.post(reverse("mfa_authenticate"), {"code": codice}).status_code == 302
        assert nuovo.get("/stile/").status_code == 200
        secondo = Client()
        accedi(secondo, cast.anna_verdi.email)
        riuso = secondo.post(reverse("mfa_authenticate"), {"code": codice})
        assert riuso.status_code == 200, "un codice vale una volta sola"


@pytest.mark.parametrize("dopo", [5, 45])
def test_il_codice_con_cui_attivo_l_app_non_fa_entrare(cast: Cast, client: Client, dopo: int) -> None:
    with time_machine.travel(
        datetime.datetime(2026, 11, 23, 8, 0, 10, tzinfo=datetime.UTC), tick=False
    ) as ora:
        accedi(client, cast.anna_verdi.email)
        codice = codice_totp(iscrivi(client))
        ora.shift(dopo)
        nuovo = Client()
        accedi(nuovo, cast.anna_verdi.email)
        assert nuovo.post(reverse("mfa_authenticate"), {"code": codice}).status_code == 200
        assert nuovo.get("/stile/").status_code == 302


def test_il_segreto_e_cifrato_nella_banca_dati(cast: Cast, client: Client) -> None:
    accedi(client, cast.anna_verdi.email)
    segreto = iscrivi(client)
    riga = Authenticator.objects.get(user=cast.anna_verdi, type=Authenticator.Type.TOTP)
    assert segreto not in str(riga.data)
    assert AdattatoreSecondoFattore().decrypt(riga.data["secret"]) == segreto


def test_il_segreto_si_legge_anche_dopo_il_cambio_della_chiave(settings) -> None:  # type: ignore[no-untyped-def]
    cifrato = AdattatoreSecondoFattore().encrypt("SEGRETO")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "un'altra chiave"
    assert AdattatoreSecondoFattore().decrypt(cifrato) == "SEGRETO"


def test_un_codice_di_riserva_vale_una_volta(cast: Cast, client: Client) -> None:
    accedi(client, cast.anna_verdi.email)
    iscrivi(client)
    client.post(reverse("mfa_generate_recovery_codes"))
    pagina = client.get(reverse("mfa_view_recovery_codes"))
    codice = pagina.context["unused_codes"][0]
    nuovo = Client()
    accedi(nuovo, cast.anna_verdi.email)
    assert nuovo.post(reverse("mfa_authenticate"), {"code": codice}).status_code == 302
    altro = Client()
    accedi(altro, cast.anna_verdi.email)
    assert altro.post(reverse("mfa_authenticate"), {"code": codice}).status_code == 200


def test_il_codice_per_posta_non_salta_il_secondo_fattore(cast: Cast, client: Client) -> None:
    accedi(client, cast.anna_verdi.email)
    iscrivi(client)
    nuovo = Client()
    nuovo.post("/accesso/codice/", {"email": cast.anna_verdi.email})
    risposta = nuovo.post("/accesso/codice/conferma/", {"code": codice_spedito()})
    assert risposta["Location"].startswith(reverse("mfa_authenticate"))
    assert nuovo.get("/stile/").status_code == 302


@pytest.fixture
def con_obbligo(cast: Cast) -> Cast:
    ambito = cast.territorio.ambito
    ambito.mfa_per_ruoli = [Ruolo.COORDINATORE]
    ambito.save()
    return cast


def test_chi_ha_il_ruolo_obbligato_viene_mandato_a_iscriversi(con_obbligo: Cast, client: Client) -> None:
    accedi(client, con_obbligo.cora_coordina.email)
    risposta = client.get("/stile/")
    assert risposta.status_code == 302
    assert risposta["Location"] == reverse("mfa_index")
    assert "serve un secondo fattore" in client.get(reverse("mfa_index")).text
    iscrivi(client)
    assert client.get("/stile/").status_code == 200


def test_l_obbligo_non_tocca_gli_altri_ruoli_ne_gli_altri_ambiti(con_obbligo: Cast, client: Client) -> None:
    for utente in (con_obbligo.anna_verdi, con_obbligo.olga_altrove):
        nuovo = Client()
        accedi(nuovo, utente.email)
        assert nuovo.get("/stile/").status_code == 200
