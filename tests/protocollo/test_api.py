"""The API: a key of the body, the rows of the body, every read written down, refusals that explain themselves."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import time_machine
import yaml
from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, close_old_connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from hypothesis import HealthCheck, given
from hypothesis import settings as quanto
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from adi_platform.organizzazione.models import Incarico, ServizioEnte
from adi_platform.registro_accessi.models import Lettura
from protocollo.models import Condivisione, Divulgazione, Quesito, RichiestaApi, TokenEnte
from protocollo.services.inviti import togli_referente
from protocollo.services.quesiti import NuovoQuesito, chiedi
from protocollo.services.token import dimentica_richieste, emetti_token, impronta_del_token, revoca_token
from tests.accessi.famiglie import PROTETTO, famiglia_protetta
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast
from tests.protocollo.scena import adulta, condivisa, invio_al_cpi, invio_alla_asl

D = datetime.timedelta
OPENAPI = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"
PROBLEMA = "application/problem+json"


@pytest.fixture(autouse=True)
def _senza_conti() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def _chiave(cast: Cast, chi: str = "nico_cpi", permesso: str = "scrittura", **altro: Any) -> str:
    responsabile = cast.persone[chi]
    assert responsabile.ente is not None
    _, chiave = emetti_token(
        **{
            "ente": responsabile.ente, "responsabile": responsabile, "nome": "Gestionale", "permesso": permesso,
            "scade_il": oggi() + D(days=30), "operatore": cast.cora_coordina, "al": oggi(), **altro,
        }
    )  # fmt: skip
    return chiave


def _con(chiave: str) -> Client:
    return Client(headers={"authorization": f"Bearer {chiave}"})


def _posta(client: Client, dove: str, dati: object, **altro: Any) -> Any:
    return client.post(dove, dati, content_type="application/json", **altro)


def test_il_programma_dell_ente_legge_la_richiesta_e_risponde(cast: Cast) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=9))
    client = _con(_chiave(cast, "lidia_cpi"))
    elenco = client.get("/api/v1/invii/").json()
    assert (elenco["count"], elenco["results"][0]["iniziali"]) == (1, "M. E.")
    assert Divulgazione.objects.filter(canale="api").count() == 0, "le iniziali non dicono chi è"
    dove = f"/api/v1/invii/{invio.pk}/"
    intero = client.get(dove).json()
    assert intero["scheda"]["persone"][0]["nome"] == "Maria Esempio"
    assert "firma" in [m["codice"] for m in intero["mosse"]]
    uscita = Divulgazione.objects.get(canale="api")
    assert (uscita.utente, uscita.che_cosa) == (cast.lidia_cpi, "invio: patto di servizio")
    letta = Lettura.objects.filter(utente=cast.lidia_cpi).latest("numero")
    assert (letta.evento, letta.canale, letta.persone) == ("portale.invio", "api", [invio.persona_id])
    firmato = (oggi() - D(days=2)).isoformat()
    fatta = _posta(client, f"{dove}mosse/", {"mossa": "firma", "esito_il": firmato})
    assert (fatta.status_code, fatta.json()["stato"]) == (200, "sottoscritto")
    aggiornamento = {"testo": "Colloquio fatto.", "genere": "aggiornamento", "del_giorno": oggi().isoformat()}
    assert _posta(client, f"{dove}messaggi/", aggiornamento).status_code == 201
    invio.refresh_from_db()
    assert (invio.entro, invio.da_leggere) == (oggi() + D(days=90), True)
    assert invio.messaggi.get().autore == cast.lidia_cpi


def test_cio_che_non_si_puo_registrare_non_e_successo(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A 503 means that nothing has changed: the program sends it again without doubling it."""
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    client, dove = _con(_chiave(cast)), f"/api/v1/invii/{invio.pk}/"
    with monkeypatch.context() as guasto:
        guasto.setattr("protocollo.api.base.segna_uso", _guasto)
        assert _posta(client, f"{dove}messaggi/", {"testo": "Buongiorno."}).status_code == 503
        assert client.get(dove).status_code == 503
    assert not invio.messaggi.exists()
    assert _posta(client, f"{dove}messaggi/", {"testo": "Buongiorno."}).status_code == 201


def _guasto(*_: object, **__: object) -> None:
    raise DatabaseError


def test_la_stessa_richiesta_rimandata_si_fa_una_volta(cast: Cast) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=5))
    client, dove = _con(_chiave(cast)), f"/api/v1/invii/{invio.pk}/"
    testo, firma = {"testo": "Buongiorno."}, {"mossa": "firma", "esito_il": oggi().isoformat()}

    def manda(coda: str, corpo: dict[str, str], chiave: str) -> Any:
        return _posta(client, f"{dove}{coda}/", corpo, headers={"Idempotency-Key": chiave})

    prima, dopo = manda("messaggi", testo, "m-1"), manda("messaggi", testo, "m-1")
    assert (prima.status_code, dopo.status_code) == (201, 201)
    assert prima.json() == dopo.json()
    assert [manda("mosse", firma, "f-1").status_code for _ in range(2)] == [200, 200]
    assert manda("mosse", firma, "f-2").status_code == 409, "già firmato"
    assert manda("messaggi", {"testo": "Altro."}, "m-1").status_code == 422
    assert manda("messaggi", testo, "con spazi").status_code == 422
    assert manda("messaggi", testo, "m-2").status_code == 201
    assert invio.messaggi.count() == 2
    assert "Buongiorno" not in str(RichiestaApi.objects.values())
    assert dimentica_richieste(adesso=timezone.now() + D(days=29)) == 0
    assert dimentica_richieste(adesso=timezone.now() + D(days=31)) == 3


def test_la_scheda_condivisa_e_la_stessa_del_portale_e_non_dice_segreti(cast: Cast) -> None:
    caso = famiglia_protetta(cast)
    riga = condivisa(caso, cast.anna_verdi, cast.nico_cpi)
    client = _con(_chiave(cast))
    elenco = client.get("/api/v1/condivisioni/").json()["results"]
    assert [c["id"] for c in elenco] == [riga.pk]
    risposta = client.get(f"/api/v1/condivisioni/{riga.pk}/")
    assert risposta.json()["scheda"]["persone"][0]["recapiti"] == []
    assert not PROTETTO.search(risposta.text)
    assert risposta.headers["Cache-Control"] == "no-store"
    assert Divulgazione.objects.get(canale="api").condivisione == riga


def test_fuori_dal_proprio_ente_non_esiste_nulla(cast: Cast) -> None:
    caso = crea_caso(cast)
    del_cpi = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi)
    client = _con(_chiave(cast, "neri_asl"))
    for dove in (f"invii/{del_cpi.pk}/", f"condivisioni/{del_cpi.condivisione_id}/", "invii/999999999999/"):
        risposta = client.get(f"/api/v1/{dove}")
        assert (risposta.status_code, risposta.headers["Content-Type"]) == (404, PROBLEMA)
    mossa = _posta(client, f"/api/v1/invii/{del_cpi.pk}/mosse/", {"mossa": "firma"})
    assert mossa.status_code == 404
    assert client.get("/api/v1/invii/").json()["count"] == 0
    assert Divulgazione.objects.filter(canale="api").count() == 0


def test_la_chiave_non_apre_il_servizio_di_un_collega(cast: Cast) -> None:
    """A sheet given to one service of the body: the key of who was not named there finds nothing."""
    caso = crea_caso(cast)
    invio = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi)
    servizio = ServizioEnte.objects.create(ente=cast.territorio.cpi, nome="Collocamento mirato", tipo="altro")
    Condivisione.objects.update(servizio=servizio)
    dove = f"/api/v1/invii/{invio.pk}/"
    assert _con(_chiave(cast, "lidia_cpi")).get(dove).status_code == 404
    assert _con(_chiave(cast)).get(dove).status_code == 200


def test_la_salute_non_si_nomina_nel_registro_nemmeno_dall_api(cast: Cast) -> None:
    invio = invio_alla_asl(crea_caso(cast), cast.anna_verdi, cast.neri_asl)
    assert _con(_chiave(cast, "neri_asl")).get(f"/api/v1/invii/{invio.pk}/").status_code == 200
    assert "ASL" not in Lettura.objects.filter(utente=cast.neri_asl).latest("numero").motivo


def test_una_domanda_la_legge_solo_la_chiave_di_chi_deve_rispondere(cast: Cast) -> None:
    caso = crea_caso(cast)
    condivisione = condivisa(caso, cast.anna_verdi, cast.nico_cpi, cast.lidia_cpi)
    nuovo = NuovoQuesito(a=cast.nico_cpi, domanda="Ha un lavoro?", entro=oggi(), persona=adulta(caso))
    quesito = chiedi(condivisione=condivisione, nuovo=nuovo, operatore=cast.anna_verdi, al=oggi())
    dove = f"/api/v1/domande/{quesito.pk}/"
    collega, client = _con(_chiave(cast, "lidia_cpi")), _con(_chiave(cast))
    assert collega.get(dove).status_code == 404
    assert collega.get("/api/v1/domande/").json()["count"] == 0
    assert client.get(dove).json()["domanda"] == "Ha un lavoro?"
    assert _posta(client, f"{dove}risposta/", {"esito": "no"}).json()["errori"][0]["campo"] == "testo"
    data = _posta(client, f"{dove}risposta/", {"esito": "no", "testo": "Non ancora."})
    assert (data.status_code, data.json()["stato"]) == (200, "risposto")
    assert _posta(client, f"{dove}risposta/", {"esito": "si"}).status_code == 409
    assert Quesito.objects.get().testo == "Non ancora."
    assert client.get("/api/v1/domande/").json()["count"] == 0
    assert client.get("/api/v1/domande/?stato=risposto").json()["count"] == 1
    assert client.get("/api/v1/domande/?stato=revocato").status_code == 422


def test_senza_una_chiave_valida_non_si_entra(cast: Cast, entra: Entra) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    dove = f"/api/v1/invii/{invio.pk}/"
    scade = oggi() + D(days=3)
    scaduta, revocata, sua = _chiave(cast, scade_il=scade), _chiave(cast), _chiave(cast)
    revoca_token(
        token=TokenEnte.objects.get(impronta=impronta_del_token(revocata)), operatore=cast.cora_coordina,
        adesso=timezone.now(),
    )  # fmt: skip
    assert _con(sua).get(dove).status_code == 200
    for client in (
        Client(),
        entra(cast.nico_cpi),
        entra(cast.cora_coordina),
        _con(revocata),
        _con("x"),
        _con("à b"),
    ):
        risposta = client.get(dove)
        assert (risposta.status_code, risposta.headers["Content-Type"]) == (401, PROBLEMA)
        assert risposta.headers["WWW-Authenticate"].startswith("Bearer")
    with time_machine.travel(timezone.now() + D(days=4), tick=False):
        assert _con(scaduta).get(dove).status_code == 401
        assert _con(sua).get(dove).status_code == 200
    togli_referente(incarico=Incarico.objects.get(utente=cast.nico_cpi), operatore=cast.cora_coordina)
    assert _con(sua).get(dove).status_code == 401, "la chiave finisce con l'incarico di chi ne risponde"


def test_la_chiave_di_sola_lettura_non_scrive(cast: Cast) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    client = _con(_chiave(cast, permesso="lettura"))
    assert client.get(f"/api/v1/invii/{invio.pk}/").status_code == 200
    risposta = _posta(client, f"/api/v1/invii/{invio.pk}/messaggi/", {"testo": "x"})
    assert (risposta.status_code, risposta.json()["detail"]) == (403, "Questa chiave può solo leggere.")


def test_cio_che_non_va_si_dice_in_italiano_con_il_campo(cast: Cast) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    client, dove = _con(_chiave(cast)), f"/api/v1/invii/{invio.pk}/"
    domani = (oggi() + D(days=1)).isoformat()
    futura = _posta(client, f"{dove}mosse/", {"mossa": "firma", "esito_il": domani})
    assert futura.status_code == 422
    assert futura.json()["errori"] == [{"campo": "esito_il", "messaggio": "La data non può essere futura."}]
    for corpo, stato in (
        ({"mossa": "ritira", "motivo": "x"}, 422), ({"mossa": "volare"}, 422), ({}, 422), ([], 422),
        ({"mossa": "firma", "esito_il": "0001-01-01"}, 422), ({"mossa": "firma\x00"}, 422),
    ):  # fmt: skip
        risposta = _posta(client, f"{dove}mosse/", corpo)
        assert (risposta.status_code, risposta.headers["Content-Type"]) == (stato, PROBLEMA), corpo
    assert client.post(f"{dove}mosse/", "{", content_type="application/json").status_code == 400
    assert client.post(f"{dove}mosse/", {"mossa": "firma"}).status_code == 415
    assert client.delete(dove).status_code == 405
    assert client.options(dove).status_code == 405
    assert client.get("/api/v1/invii/?pagina=99").status_code == 404
    assert client.get(dove, headers={"accept": "text/html"}).status_code == 406
    invio.refresh_from_db()
    assert invio.stato == "inviato"


def test_ogni_chiave_ha_il_suo_limite(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("protocollo.api.accesso.LimitePerChiave.rate", "3/min", raising=False)
    una, altra = _con(_chiave(cast)), _con(_chiave(cast))
    assert [una.get("/api/v1/invii/").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert int(una.get("/api/v1/invii/").headers["Retry-After"]) > 0
    assert altra.get("/api/v1/invii/").status_code == 200


def test_il_coordinamento_da_la_chiave_una_volta_e_la_revoca(cast: Cast, entra: Entra) -> None:
    ente = cast.territorio.cpi
    cora, nuovo = entra(cast.cora_coordina), reverse("rete-token-nuovo", args=[ente.pk])
    dati = {
        "nome": "Gestionale", "responsabile": cast.nico_cpi.pk, "permesso": "lettura",
        "scade_il": (oggi() + D(days=90)).isoformat(),
    }  # fmt: skip
    dati["modulo"] = cora.get(nuovo).context["form"]["modulo"].value()
    for storto in (
        {"nome": ""}, {"modulo": ""}, {"responsabile": cast.neri_asl.pk}, {"permesso": "tutto"},
        {"scade_il": (oggi() + D(days=4000)).isoformat()}, {"scade_il": (oggi() - D(days=1)).isoformat()},
    ):  # fmt: skip
        assert cora.post(nuovo, {**dati, **storto}).status_code == 422, storto
    pagina = cora.post(nuovo, dati)
    token = TokenEnte.objects.get()
    (chiave,) = re.findall(r"<strong>(adi_[\w-]{30,})</strong>", pagina.text)
    assert impronta_del_token(chiave) == token.impronta
    assert _con(chiave).get("/api/v1/invii/").status_code == 200
    scheda = cora.get(reverse("rete-ente", args=[ente.pk])).text
    assert token.inizio in scheda
    assert chiave not in scheda
    assert "già stata data" in cora.post(nuovo, dati).text, "ricaricata, la pagina non ne dà un'altra"
    assert TokenEnte.objects.count() == 1
    for chi in ("nico_cpi", "olga_altrove", "anna_verdi", "tito_tecnico"):
        assert entra(cast.persone[chi]).get(nuovo).status_code in (403, 404), chi
    revoca = reverse("rete-token-revoca", args=[ente.pk, token.pk])
    assert cora.post(revoca).status_code == 422
    assert cora.post(revoca, {"conferma": "on"}).status_code == 302
    assert _con(chiave).get("/api/v1/invii/").status_code == 401


def test_la_descrizione_dell_api_e_quella_depositata() -> None:
    """To write it again: `python manage.py spectacular --file docs/openapi.yaml`."""
    prodotta = OpenApiYamlRenderer().render(SchemaGenerator().get_schema(request=None, public=True), {})
    assert yaml.safe_load(prodotta) == yaml.safe_load(OPENAPI.read_text(encoding="utf-8"))


@pytest.fixture
def _connessione_del_test() -> Iterator[None]:
    """As the client of Django does: the end of a request does not close the connection of the test."""
    for segnale in (request_started, request_finished):
        segnale.disconnect(close_old_connections)
    yield
    for segnale in (request_started, request_finished):
        segnale.connect(close_old_connections)


ESEMPI = 12
CONTROLLI = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


@pytest.mark.usefixtures("_connessione_del_test")
def test_nessuna_richiesta_generata_dalla_descrizione_rompe_l_api(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through WSGI, always the same examples; half of them on rows that exist. Nothing stays written."""
    monkeypatch.setattr("protocollo.api.accesso.LimitePerChiave.rate", "100000/min", raising=False)
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=5))
    quesito = chiedi(
        condivisione=invio.condivisione, operatore=cast.anna_verdi, al=oggi(),
        nuovo=NuovoQuesito(a=cast.nico_cpi, domanda="Ha un lavoro?", entro=oggi()),
    )  # fmt: skip
    veri = {"condivisioni": invio.condivisione_id, "invii": invio.pk, "domande": quesito.pk}
    schema = schemathesis.openapi.from_dict(yaml.safe_load(OPENAPI.read_text(encoding="utf-8")))
    schema.app = get_wsgi_application()
    intestazioni = {"Authorization": f"Bearer {_chiave(cast)}"}
    stati = {
        esito.ok().label: _prova(esito.ok(), veri, intestazioni) for esito in schema.get_all_operations()
    }
    assert len(stati) == 9
    assert {s for visti in stati.values() for s in visti} >= {200, 404, 422}


def _prova(operazione: Any, veri: dict[str, int], intestazioni: dict[str, str]) -> set[int]:
    """The statuses that its examples gave; a broken promise of the description raises."""
    stati = set()

    @given(caso=operazione.as_strategy(), vera=st.booleans())
    @quanto(max_examples=ESEMPI, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def prova(caso: Any, vera: bool) -> None:
        if vera and "id" in caso.path_parameters:
            caso.path_parameters["id"] = veri[caso.path.split("/")[3]]
        elif vera:
            caso.query = {}
        with transaction.atomic():
            risposta = caso.call(headers=intestazioni)
            transaction.set_rollback(True)
        caso.validate_response(risposta, checks=CONTROLLI)
        stati.add(risposta.status_code)

    prova()
    return stati
