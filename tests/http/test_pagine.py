"""Frame, public pages, error pages, menu."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.test import Client, RequestFactory

from adi_platform.errori import DominioError
from adi_platform.http.middleware import ErroriDiDominioMiddleware
from adi_platform.http.viste import errori
from tests.conftest import Entra
from tests.people import Cast


@pytest.mark.parametrize("indirizzo", ["/accessibilita/", "/privacy/"])
def test_le_pagine_pubbliche_si_aprono_senza_accesso(db: None, client: Client, indirizzo: str) -> None:
    risposta = client.get(indirizzo)
    assert risposta.status_code == 200
    assert '<html lang="it">' in risposta.text


def test_la_pagina_di_stile_chiede_l_accesso_ed_e_aperta_a_chiunque_lo_abbia(
    cast: Cast, client: Client, entra: Entra
) -> None:
    assert client.get("/stile/").status_code == 302
    for utente in (cast.anna_verdi, cast.nico_cpi, cast.senza_incarico):
        assert entra(utente).get("/stile/").status_code == 200


def test_la_cornice_dice_chi_sono_e_dove_lavoro(cast: Cast, entra: Entra) -> None:
    pagina = entra(cast.anna_verdi).get("/stile/").text
    assert "Ambito territoriale di Esempio" in pagina
    assert "A. Verdi" in pagina
    assert "Altrove" not in pagina


@pytest.mark.parametrize("metodo", ["delete", "put", "patch"])
def test_una_pagina_non_si_cancella_ne_si_sostituisce(cast: Cast, metodo: str) -> None:
    """Also without the token of a form, and whether what is asked exists or not."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.anna_verdi, backend="allauth.account.auth_backends.AuthenticationBackend")
    for indirizzo in ("/casi/", "/casi/999999/", "/accessibilita/"):
        risposta = getattr(client, metodo)(indirizzo)
        assert risposta.status_code == 405
        assert "GET" in risposta.headers["Allow"]
    assert client.post("/casi/").status_code == 403  # a form without its token


def test_il_partner_non_trova_ricerca_ne_organizzazione_nel_menu(cast: Cast, entra: Entra) -> None:
    pagina = entra(cast.nico_cpi).get("/stile/").text
    assert 'href="/organizzazione/"' not in pagina
    assert 'href="/cerca/"' not in pagina
    assert 'href="/organizzazione/"' in entra(cast.tito_tecnico).get("/stile/").text


def test_nessuna_pagina_ha_stili_o_script_in_linea(cast: Cast, entra: Entra) -> None:
    pagina = entra(cast.anna_verdi).get("/stile/").text
    assert " style=" not in pagina
    assert "<style" not in pagina
    assert " onclick=" not in pagina
    politica = entra(cast.anna_verdi).get("/stile/")["Content-Security-Policy"]
    assert "unsafe" not in politica
    assert "default-src 'none'" in politica


def test_una_pagina_inesistente_dice_che_cosa_fare(cast: Cast, entra: Entra) -> None:
    risposta = entra(cast.anna_verdi).get("/non-esiste/")
    assert risposta.status_code == 404
    assert "La pagina non c'è" in risposta.text


def test_un_modulo_senza_gettone_viene_spiegato(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    risposta = client.post("/accesso/", {"login": "x@esempio.invalid", "password": "y"})
    assert risposta.status_code == 403
    assert "aperto troppo a lungo" in risposta.text


@pytest.mark.parametrize(
    ("vista", "codice", "testo"),
    [
        (errori.richiesta_errata, 400, "non è completa"),
        (errori.non_permesso, 403, "non è aperta al tuo ruolo"),
        (errori.non_trovata, 404, "La pagina non c'è"),
    ],
)
def test_ogni_errore_ha_la_sua_pagina(cast: Cast, vista, codice: int, testo: str) -> None:  # type: ignore[no-untyped-def]
    richiesta = RequestFactory().get("/")
    richiesta.user = cast.anna_verdi
    richiesta.session = {}  # type: ignore[assignment]
    risposta = vista(richiesta, SuspiciousOperation())
    assert risposta.status_code == codice
    assert testo in risposta.content.decode()


def test_il_guasto_ha_una_pagina_che_non_usa_la_banca_dati() -> None:
    risposta = errori.guasto(RequestFactory().get("/"))
    assert risposta.status_code == 500
    assert "si è rotto" in risposta.content.decode()


def test_la_banca_dati_ferma_da_503() -> None:
    try:
        raise OperationalError
    except OperationalError:
        risposta = errori.guasto(RequestFactory().get("/"))
    assert risposta.status_code == 503


def test_una_regola_non_intercettata_diventa_una_pagina_409(cast: Cast) -> None:
    richiesta = RequestFactory().post("/")
    richiesta.user = cast.anna_verdi
    medio = ErroriDiDominioMiddleware(lambda _: None)  # type: ignore[arg-type,return-value]
    risposta = medio.process_exception(richiesta, DominioError("Il nucleo è già chiuso."))
    assert risposta is not None
    assert risposta.status_code == 409
    assert "Il nucleo è già chiuso." in risposta.content.decode()
    assert medio.process_exception(richiesta, ValueError()) is None
