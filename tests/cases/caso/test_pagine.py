"""Every page of the case opens for who works on it, and says nothing to who must not see it."""

import pytest
from django.urls import reverse

from cases.enums import EsitoIncontro, StatoCaso
from tests.casi import CANARINI, crea_appuntamento, crea_caso
from tests.conftest import Entra
from tests.people import Cast

PAGINE_DEL_CASO = (
    "caso-scheda", "caso-stampa", "caso-cronologia", "caso-scadenze", "caso-diario", "caso-obblighi",
    "caso-date", "caso-beneficio", "caso-rinnovo", "caso-chiudi", "caso-escludi-monitoraggio",
    "appuntamento-nuovo", "appuntamento-spontanea",
)  # fmt: skip
DEL_COORDINAMENTO = ("caso-assegna", "caso-trasferisci", "caso-riapri", "caso-accessi")


@pytest.mark.parametrize("nome", PAGINE_DEL_CASO)
def test_chi_segue_il_caso_apre_ogni_sua_pagina(cast: Cast, entra: Entra, nome: str) -> None:
    caso = crea_caso(cast)
    crea_appuntamento(caso, cast.anna_verdi)
    risposta = entra(cast.anna_verdi).get(reverse(nome, args=[caso.pk]))
    assert risposta.status_code == 200
    assert "Esempio Maria" in risposta.content.decode()


@pytest.mark.parametrize("nome", [*PAGINE_DEL_CASO, *DEL_COORDINAMENTO])
def test_il_coordinamento_apre_ogni_pagina(cast: Cast, entra: Entra, nome: str) -> None:
    caso = crea_caso(cast)
    assert entra(cast.cora_coordina).get(reverse(nome, args=[caso.pk])).status_code == 200


@pytest.mark.parametrize("nome", [*PAGINE_DEL_CASO, *DEL_COORDINAMENTO])
@pytest.mark.parametrize("chi", ["carla_mare", "olga_altrove", "nico_cpi", "tito_tecnico", "senza_incarico"])
def test_fuori_dal_perimetro_nessuna_pagina_si_apre(cast: Cast, entra: Entra, nome: str, chi: str) -> None:
    caso = crea_caso(cast)
    risposta = entra(cast.persone[chi]).get(reverse(nome, args=[caso.pk]))
    assert risposta.status_code in (403, 404)
    assert not any(canarino in risposta.content.decode() for canarino in CANARINI)


@pytest.mark.parametrize(
    "chi",
    [
        "anna_verdi", "bruno_colle", "carla_mare", "sara_sportello", "elio_educatore", "vera_verifiche",
        "cora_coordina", "ciro_commissario", "pina_presidente", "dario_dirigente", "rita_ragioneria",
        "nico_cpi", "neri_asl", "dora_dpo", "tito_tecnico", "olga_altrove", "senza_incarico",
    ],
)  # fmt: skip
def test_ognuno_ha_la_sua_scrivania_senza_dati_riservati(cast: Cast, entra: Entra, chi: str) -> None:
    crea_caso(cast)
    crea_caso(cast, case_manager=None)
    risposta = entra(cast.persone[chi]).get(reverse("scrivania"))
    assert risposta.status_code == 200
    assert not any(canarino in risposta.content.decode() for canarino in CANARINI)


@pytest.mark.parametrize("stato", list(StatoCaso))
def test_la_scheda_si_apre_in_ogni_stato(cast: Cast, entra: Entra, stato: StatoCaso) -> None:
    caso = crea_caso(cast, stato=stato, case_manager="anna_verdi")
    risposta = entra(cast.anna_verdi).get(reverse("caso-scheda", args=[caso.pk]))
    assert risposta.status_code == 200
    assert "Prossimo passo" in risposta.content.decode()


def test_la_scheda_dell_appuntamento_offre_solo_esiti_coerenti(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    futuro = crea_appuntamento(caso, cast.anna_verdi, giorni=4)
    passato = crea_appuntamento(caso, cast.anna_verdi, giorni=-2)
    client = entra(cast.anna_verdi)
    pagina = client.get(reverse("appuntamento-scheda", args=[caso.pk, futuro.pk])).content.decode()
    assert f'value="{EsitoIncontro.SVOLTO}"' not in pagina
    pagina = client.get(reverse("appuntamento-scheda", args=[caso.pk, passato.pk])).content.decode()
    assert f'value="{EsitoIncontro.SVOLTO}"' in pagina
    assert f'value="{EsitoIncontro.ASSENZA_INGIUSTIFICATA}"' not in pagina


def test_un_appuntamento_di_un_altro_caso_e_404(cast: Cast, entra: Entra) -> None:
    mio, altrui = crea_caso(cast), crea_caso(cast, case_manager="bruno_colle")
    appuntamento = crea_appuntamento(altrui, cast.bruno_colle)
    indirizzo = reverse("appuntamento-scheda", args=[mio.pk, appuntamento.pk])
    assert entra(cast.anna_verdi).get(indirizzo).status_code == 404


def test_il_collega_della_stessa_unita_trova_la_scheda_ridotta(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    client = entra(cast.bruno_colle)
    risposta = client.get(reverse("caso-scheda", args=[caso.pk]), follow=True)
    testo = risposta.content.decode()
    assert risposta.redirect_chain == [(reverse("caso-chiedi-accesso", args=[caso.pk]), 302)]
    assert "Anna Verdi" in testo
    assert "Chiedi l&#x27;accesso" in testo
    assert client.get(reverse("caso-scadenze", args=[caso.pk])).status_code == 404


def test_lo_sportello_vede_i_contatti_e_non_il_resto(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    client = entra(cast.sara_sportello)
    risposta = client.get(reverse("caso-scheda", args=[caso.pk]), follow=True)
    assert "Persone e recapiti" in risposta.content.decode()
    for nome in ("caso-diario", "caso-obblighi", "caso-scadenze", "caso-stampa"):
        assert client.get(reverse(nome, args=[caso.pk])).status_code == 403


def test_il_recapito_protetto_non_compare_nemmeno_allo_sportello(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast, protetta=True, componenti=1)
    testo = entra(cast.sara_sportello).get(reverse("caso-contatti", args=[caso.pk])).content.decode()
    assert "Domicilio protetto" in testo
    assert not any(canarino in testo for canarino in CANARINI)


def test_le_verifiche_aprono_la_loro_scheda(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    risposta = entra(cast.vera_verifiche).get(reverse("caso-scheda", args=[caso.pk]), follow=True)
    assert "Residenza e soggiorno" in risposta.content.decode()


def test_pagine_generali_si_aprono(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    crea_appuntamento(caso, cast.anna_verdi, giorni=0)
    client = entra(cast.anna_verdi)
    for nome in ("agenda", "caso-elenco", "accesso-elenco"):
        assert client.get(reverse(nome)).status_code == 200
    assert client.get(reverse("caso-apri", args=[caso.nucleo_id])).status_code == 200
    componente = caso.componenti.first()
    assert componente is not None
    assert client.get(reverse("obbligo-componente", args=[caso.pk, componente.pk])).status_code == 200
