import pytest
from django.urls import reverse

from adi_platform.registro_accessi.models import Lettura
from adi_platform.ricerca.richiesta import interpreta
from cases.models import Persona
from cases.services import cerca as servizio
from cases.services.recapiti import aggiungi_recapito
from cases.services.ricerca_persone import trova_persone
from tests.cases.anagrafe.conftest import CF_MARIA, nuova_persona, nuovo_caso, nuovo_nucleo
from tests.conftest import Entra
from tests.people import Cast


@pytest.fixture
def anagrafe(cast: Cast) -> dict[str, Persona]:
    """People whose names are hard to type."""
    nomi = (
        ("D'Angelo", "Nicolò"),
        ("Sanverdi-Orlani", "Desirée"),
        ("Campocelli Vignundi", "Maria Grazia"),
        ("Łukasik-Zet", "Małgorzata"),
        ("De’ Pini", "Ugo"),
        ("Re", "Ada"),
    )
    return {cognome: nuova_persona(cast, cognome, nome) for cognome, nome in nomi}


def trova(cast: Cast, scritto: str) -> list[str]:
    trovate = trova_persone(interpreta(scritto), ambiti=[cast.territorio.ambito.pk])
    return [Persona.objects.get(pk=t.persona_id).cognome for t in trovate]


@pytest.mark.parametrize(
    ("scritto", "cognome"),
    [
        ("nicolo dangelo", "D'Angelo"),
        ("NICOLO' D’ANGELO", "D'Angelo"),
        ("d angelo nicolò", "D'Angelo"),
        ("dangello nicolo", "D'Angelo"),
        ("nicola dangelo", "D'Angelo"),
        ("nicolo dagnelo", "D'Angelo"),
        ("dang", "D'Angelo"),
        ("Orlani Desiree", "Sanverdi-Orlani"),
        ("desiree sanverdi", "Sanverdi-Orlani"),
        ("orlani sanverdi desiree", "Sanverdi-Orlani"),
        ("sanverdi orlano", "Sanverdi-Orlani"),
        ("grazia vignundi", "Campocelli Vignundi"),
        ("mariagrazia campocelli", "Campocelli Vignundi"),
        ("lukasik malgorzata", "Łukasik-Zet"),
        ("malgorzatta lukasik", "Łukasik-Zet"),
        ("depini ugo", "De’ Pini"),
        ("pini ugo", "De’ Pini"),
        ("re", "Re"),
        ("ada re", "Re"),
    ],
)
def test_un_nome_si_trova_comunque_lo_si_scriva(
    cast: Cast, anagrafe: dict[str, Persona], scritto: str, cognome: str
) -> None:
    assert trova(cast, scritto)[:1] == [cognome]


def test_un_nome_che_non_c_e_non_trova_nessuno(cast: Cast, anagrafe: dict[str, Persona]) -> None:
    assert trova(cast, "qwertyuiop zxcvbn") == []
    assert trova(cast, "x") == []


def test_la_ricerca_non_esce_dall_ambito(cast: Cast, anagrafe: dict[str, Persona]) -> None:
    altrove = [cast.territorio.altro_ambito.pk]
    assert trova_persone(interpreta("nicolo dangelo"), ambiti=altrove) == []


@pytest.mark.parametrize(
    "scritto", [CF_MARIA, CF_MARIA.lower(), " PND MRA 85D52 A783M ", "318 111 2233", "+39 3181112233"]
)
def test_codice_e_telefono_si_riconoscono_dalla_forma(cast: Cast, maria: Persona, scritto: str) -> None:
    aggiungi_recapito(persona=maria, operatore=None, tipo="telefono", valore="318-1112233")
    assert trova(cast, scritto) == ["Pandisano"]


def test_il_numero_della_domanda_trova_tutto_il_nucleo(cast: Cast, maria: Persona) -> None:
    assert trova(cast, "inps-adi-2026-9000001") == ["Pandisano"]
    assert trova(cast, "9000001") == ["Pandisano"]
    assert trova(cast, "9000002") == []


def test_l_anno_e_la_data_di_nascita_restringono(cast: Cast, maria: Persona) -> None:
    nuova_persona(cast, "Pandisano", "Maria")
    assert len(trova(cast, "pandisano maria")) == 2
    assert len(trova(cast, "pandisano maria 1985")) == 1
    assert len(trova(cast, "pandisano 12/04/1985")) == 1


def test_il_nome_del_mio_caso_e_un_collegamento_quello_degli_altri_una_scheda_ridotta(
    cast: Cast, entra: Entra, maria: Persona
) -> None:
    altrui = nuova_persona(cast, "Pandisano", "Tullia", comune="Montelario", indirizzo="CANARY-VIA-1")
    nuovo_caso(
        nuovo_nucleo(cast, altrui, comune="Montelario"), "INPS-ADI-2026-9000002", case_manager=cast.carla_mare
    )
    pagina = entra(cast.anna_verdi).post(reverse("cerca"), {"q": "pandisano"}).content.decode()
    assert reverse("persona-scheda", args=[maria.pk]) in pagina
    assert reverse("persona-scheda", args=[altrui.pk]) not in pagina
    assert "Pandisano Tullia" in pagina
    assert "C. Mare" in pagina
    assert "Chiedi accesso" in pagina
    assert "CANARY" not in pagina


def test_senza_javascript_si_riceve_la_pagina_intera(cast: Cast, entra: Entra, maria: Persona) -> None:
    client = entra(cast.anna_verdi)
    pagina = client.post(reverse("cerca"), {"q": "pandisano"}).content.decode()
    frammento = client.post(
        reverse("cerca"), {"q": "pandisano"}, headers={"hx-request": "true"}
    ).content.decode()
    assert "<html" in pagina
    assert "<html" not in frammento
    assert "Pandisano Maria" in frammento


def test_quello_che_si_cerca_non_passa_mai_dall_indirizzo(cast: Cast, entra: Entra, maria: Persona) -> None:
    client = entra(cast.anna_verdi)
    scrivania = entra(cast.carla_mare).get(reverse("scrivania")).content.decode()
    assert 'class="ricerca-grande" action="/cerca/" method="post"' in scrivania
    dall_indirizzo = client.get(reverse("cerca"), {"q": CF_MARIA}).content.decode()
    assert "Pandisano" not in dall_indirizzo
    assert CF_MARIA not in dall_indirizzo


@pytest.mark.parametrize(
    "chi", ["nico_cpi", "neri_asl", "ciro_commissario", "tito_tecnico", "senza_incarico"]
)
def test_chi_non_cerca_riceve_un_rifiuto(cast: Cast, entra: Entra, maria: Persona, chi: str) -> None:
    risposta = entra(getattr(cast, chi)).post(reverse("cerca"), {"q": CF_MARIA})
    assert risposta.status_code == 403
    assert b"Pandisano" not in risposta.content


@pytest.mark.parametrize("chi", ["elio_educatore", "rita_ragioneria", "olga_altrove"])
def test_educatore_ragioneria_e_altro_ambito_non_vedono_chi_non_seguono(
    cast: Cast, entra: Entra, maria: Persona, chi: str
) -> None:
    pagina = entra(getattr(cast, chi)).post(reverse("cerca"), {"q": "pandisano"})
    assert pagina.status_code == 200
    assert b"Pandisano Maria" not in pagina.content


def test_la_ricerca_resta_scritta_con_le_persone_mostrate(cast: Cast, entra: Entra, maria: Persona) -> None:
    client = entra(cast.anna_verdi)
    client.post(reverse("cerca"), {"q": "pandisano"})
    client.post(reverse("cerca"), {"q": "nessunochesichiamicosi"})
    letture = Lettura.objects.filter(evento="ricerca").order_by("numero")
    assert [lettura.persone for lettura in letture] == [[maria.pk], []]


def test_chi_cerca_troppo_in_fretta_aspetta(
    cast: Cast, entra: Entra, maria: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servizio, "RICERCHE_NELLA_FINESTRA", 2)
    client = entra(cast.anna_verdi)
    codici = [client.post(reverse("cerca"), {"q": "pandisano"}).status_code for _ in range(3)]
    assert codici == [200, 200, 429]
    assert entra(cast.bruno_colle).post(reverse("cerca"), {"q": "pandisano"}).status_code == 200


@pytest.mark.parametrize(
    "scritto", ["\x00", "a\x00b", "%' OR 1=1 --", "\u202eovon", "💥💥", "p" * 5000, "_%", "\ud800"[:0] + "ı"]
)
def test_una_ricerca_strana_non_rompe_la_pagina(
    cast: Cast, entra: Entra, maria: Persona, scritto: str
) -> None:
    assert entra(cast.anna_verdi).post(reverse("cerca"), {"q": scritto}).status_code == 200


@pytest.mark.parametrize("quante", [1, 3])
def test_la_ricerca_costa_sempre_le_stesse_interrogazioni(
    cast: Cast, entra: Entra, quante: int, django_assert_num_queries: object
) -> None:
    for numero in range(quante):
        persona = nuova_persona(cast, "Zanolì", f"Bea {'abc'[numero]}")
        nuovo_caso(nuovo_nucleo(cast, persona), f"INPS-ADI-2026-901000{numero}", case_manager=cast.anna_verdi)
    client = entra(cast.anna_verdi)
    client.post(reverse("cerca"), {"q": "zanoli"})
    with django_assert_num_queries(19):  # type: ignore[operator]
        assert client.post(reverse("cerca"), {"q": "zanoli"}).content.count(b"Zanol\xc3\xac") >= quante
