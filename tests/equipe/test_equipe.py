"""The team of a case: constituted, opened to its educator, changed with a reason."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.models import CasoAdi
from equipe.models import Equipe
from equipe.rules.ruoli import errori_ruoli
from equipe.services.contenuti import contenuto_ruoli, funzioni_citate
from equipe.services.equipe import aggiungi_membro, congeda_membro, costituisci_equipe
from tests.patti.costruttori import OGGI, Famiglia, crea_equipe, crea_famiglia
from tests.people import Cast

Entra = Callable[[Utente], Client]


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    return crea_famiglia(cast)


def test_i_ruoli_del_progetto_sono_in_ordine() -> None:
    assert list(errori_ruoli(contenuto_ruoli())) == []
    assert funzioni_citate("Educatore professionale, Psicologo") == ["RU.EDU", "RU.PSI"]


def test_l_educatore_apre_il_caso_solo_mentre_e_in_equipe(
    famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    dove = reverse("equipe-scheda", args=[famiglia.caso.pk])
    assert entra(cast.elio_educatore).get(dove).status_code == 404

    equipe = crea_equipe(famiglia, cast)
    pagina = entra(cast.elio_educatore).get(dove)
    assert pagina.status_code == 200
    assert "Educatore professionale" in pagina.content.decode()

    membro = equipe.membri.get(utente=cast.elio_educatore)
    ieri = datetime.date(2026, 11, 2)
    congeda_membro(membro=membro, operatore=cast.anna_verdi, al=ieri, motivo="Cambia servizio.")
    assert entra(cast.elio_educatore).get(dove).status_code == 404


def test_il_case_manager_e_il_primo_membro_e_non_si_congeda(famiglia: Famiglia, cast: Cast) -> None:
    equipe = crea_equipe(famiglia, cast)
    primo = equipe.membri.get(funzione="RU.CM")

    assert str(primo) == "Anna Verdi"
    with pytest.raises(DominioError, match="assegnazione"):
        congeda_membro(membro=primo, operatore=cast.anna_verdi, al=OGGI, motivo="x")


def test_una_funzione_fuori_equipe_non_entra(famiglia: Famiglia, cast: Cast) -> None:
    with pytest.raises(DominioError, match="non fa parte"):
        aggiungi_membro(
            equipe=crea_equipe(famiglia, cast),
            operatore=cast.anna_verdi,
            funzione="RU.DIR",
            dal=OGGI,
            nome="Ada",
            cognome="Prova",
            ente_testo="Comune di Prova",
        )


def test_si_costituisce_e_si_completa_dalle_pagine(famiglia: Famiglia, cast: Cast, entra: Entra) -> None:
    client, pk = entra(cast.anna_verdi), famiglia.caso.pk
    client.post(
        reverse("equipe-costituisci", args=[pk]),
        {
            "costituita_il": "2026-11-02",
            "motivo": "Più bisogni.",
            "responsabile": cast.anna_verdi.pk,
            "referente_familiare": famiglia.madre.persona_id,
        },
    )
    nuovo = {"funzione": "RU.PSI", "nome": "Nicolò", "cognome": "D'Angelo", "dal": "2026-11-03"}
    senza_ente = client.post(reverse("equipe-membro-nuovo", args=[pk]), nuovo)
    assert senza_ente.status_code == 422
    assert "scrivine il nome" in senza_ente.content.decode()
    client.post(reverse("equipe-membro-nuovo", args=[pk]), {**nuovo, "ente_testo": "Consultorio di Prova"})

    equipe = Equipe.objects.get(caso=pk)
    assert [str(m) for m in equipe.membri.all()] == ["Anna Verdi", "Nicolò D'Angelo"]


def test_un_collega_entra_senza_scrivere_il_suo_ente(famiglia: Famiglia, cast: Cast, entra: Entra) -> None:
    client, pk = entra(cast.anna_verdi), famiglia.caso.pk
    client.post(
        reverse("equipe-costituisci", args=[pk]),
        {
            "costituita_il": "2026-11-02",
            "motivo": "Più bisogni.",
            "responsabile": cast.anna_verdi.pk,
            "referente_familiare": famiglia.madre.persona_id,
        },
    )
    nuovo = {"funzione": "RU.EDU", "utente": cast.elio_educatore.pk, "dal": "2026-11-03"}

    assert client.post(reverse("equipe-membro-nuovo", args=[pk]), nuovo).status_code == 302

    elio = Equipe.objects.get(caso=pk).membri.get(utente=cast.elio_educatore)
    assert elio.ente_testo == famiglia.caso.ambito.ente_capofila


@pytest.mark.parametrize("chi", ["bruno_colle", "olga_altrove", "tito_tecnico", "nico_cpi"])
def test_chi_e_fuori_non_vede_l_equipe(chi: str, famiglia: Famiglia, cast: Cast, entra: Entra) -> None:
    crea_equipe(famiglia, cast)

    assert entra(getattr(cast, chi)).get(reverse("equipe-scheda", args=[famiglia.caso.pk])).status_code in (
        403,
        404,
    )
    assert CasoAdi.objects.filter(pk=famiglia.caso.pk).exists()


@pytest.mark.parametrize(
    ("cambia", "atteso"),
    [
        ({"costituita_il": "2099-05-01"}, "Scrivi oggi o un giorno passato"),
        ({"referente_familiare": ""}, "oppure scrivi qui sotto perché nessuno può farlo"),
    ],
)
def test_l_equipe_nasce_oggi_e_con_un_adulto_della_famiglia(
    cambia: dict[str, str], atteso: str, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    dati = {
        "costituita_il": f"{timezone.localdate():%Y-%m-%d}",
        "motivo": "Più bisogni.",
        "responsabile": cast.anna_verdi.pk,
        "referente_familiare": famiglia.madre.persona_id,
    }
    dove = reverse("equipe-costituisci", args=[famiglia.caso.pk])
    risposta = entra(cast.anna_verdi).post(dove, {**dati, **cambia})
    assert risposta.status_code == 422
    assert atteso in risposta.text
    assert not Equipe.objects.exists()


def test_senza_un_adulto_resta_scritto_perche(famiglia: Famiglia, cast: Cast) -> None:
    equipe = costituisci_equipe(
        caso=famiglia.caso,
        operatore=cast.anna_verdi,
        costituita_il=timezone.localdate(),
        motivo="Più bisogni.",
        referente_familiare=None,
        senza_referente="L'unica adulta è in ospedale.",
    )
    assert equipe.cambi.get().motivo == "L'unica adulta è in ospedale."


@pytest.mark.parametrize(
    ("chi", "funzione", "ammessa"),
    [
        ("lia_scuola", "RU.SCU", True),
        ("lia_scuola", "RU.ASR", False),
        ("lia_scuola", "RU.OPCPI", False),
        ("nico_cpi", "RU.OPCPI", True),
        ("neri_asl", "RU.CSM", True),
        ("teo_coop", "RU.ETS", True),
        ("teo_coop", "RU.OPCPI", False),
    ],
)
def test_chi_e_di_un_altro_ente_ha_una_funzione_del_suo_ente(
    famiglia: Famiglia, cast: Cast, entra: Entra, chi: str, funzione: str, ammessa: bool
) -> None:
    """The function says what they read of the household and write in the Quadro."""
    caso, equipe = famiglia.caso, crea_equipe(famiglia, cast)
    utente = getattr(cast, chi)
    dove = reverse("equipe-membro-nuovo", args=[caso.pk])
    client = entra(cast.anna_verdi)
    giorno = equipe.costituita_il.isoformat()
    senza = client.post(dove, {"funzione": "", "utente": utente.pk, "dal": giorno})
    assert senza.status_code == 422, "nessuna funzione è già scelta"
    risposta = client.post(dove, {"funzione": funzione, "utente": utente.pk, "dal": giorno})
    assert risposta.status_code == (302 if ammessa else 422)
    assert equipe.membri.filter(utente=utente).exists() == ammessa
    if not ammessa:
        assert "non è una funzione di" in risposta.text
