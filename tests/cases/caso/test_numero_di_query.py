"""The pages cost the same number of queries with one row and with three."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.enums import EsitoIncontro, TipoAppuntamento
from cases.services.documenti import carica_prova
from tests.casi import crea_appuntamento, crea_caso, oggi
from tests.conftest import Entra
from tests.documenti.test_caricamento import pdf
from tests.people import Cast

# With one row and with three: a different number is a new query, to be explained or removed.
QUERY_SCHEDA = 44
QUERY_DOCUMENTI = 16


def _quante(client: Client, indirizzo: str) -> int:
    """Queries of one page, once the session is warm."""
    client.get(indirizzo)
    with CaptureQueriesContext(connection) as catturate:
        assert client.get(indirizzo).status_code == 200
    return len(catturate)


@pytest.mark.parametrize(
    ("nome", "chi", "attese"),
    [
        ("scrivania", "anna_verdi", 30),
        ("scrivania", "cora_coordina", 32),
        ("caso-elenco", "anna_verdi", 24),
        ("caso-elenco", "cora_coordina", 23),
        ("agenda", "anna_verdi", 16),
        ("agenda", "cora_coordina", 15),
    ],
)
def test_elenchi_con_uno_e_con_tre_casi(cast: Cast, entra: Entra, nome: str, chi: str, attese: int) -> None:
    client = entra(cast.persone[chi])
    crea_appuntamento(crea_caso(cast), cast.persone[chi], giorni=0)
    assert _quante(client, reverse(nome)) == attese
    for _ in range(2):
        crea_appuntamento(crea_caso(cast), cast.persone[chi], giorni=0)
    assert _quante(client, reverse(nome)) == attese


def test_la_scheda_con_uno_e_con_tre_componenti_e_incontri(cast: Cast, entra: Entra) -> None:
    client = entra(cast.anna_verdi)
    piccolo, grande = crea_caso(cast, componenti=1, con_minore=False), crea_caso(cast, componenti=3)
    crea_appuntamento(piccolo, cast.anna_verdi, giorni=-3, esito=EsitoIncontro.SVOLTO)
    for giorni in (-3, -2, -1):
        crea_appuntamento(
            grande,
            cast.anna_verdi,
            giorni=giorni,
            tipo=TipoAppuntamento.MONITORAGGIO,
            esito=EsitoIncontro.SVOLTO,
        )
    for quanti, caso in ((1, piccolo), (3, grande)):
        for _ in range(quanti):
            carica_prova(
                caso=caso, tipo="DOC.AFFITTO", titolo="", file=SimpleUploadedFile("a.pdf", pdf()),
                prova_di=None, operatore=cast.anna_verdi, al=oggi(),
            )  # fmt: skip
        assert _quante(client, reverse("caso-documenti", args=[caso.pk])) == QUERY_DOCUMENTI
        assert _quante(client, reverse("caso-scheda", args=[caso.pk])) == QUERY_SCHEDA


def test_la_selezione_con_un_caso_altrui_non_fa_nulla(cast: Cast, entra: Entra) -> None:
    mio, altrui = crea_caso(cast), crea_caso(cast, case_manager="bruno_colle")
    client = entra(cast.anna_verdi)
    indirizzo = reverse("caso-convoca-scelti")
    assert client.get(indirizzo, {"caso": [mio.pk]}).status_code == 200
    assert client.get(indirizzo, {"caso": [mio.pk, altrui.pk]}).status_code == 404
    assert client.get(indirizzo, {"caso": "\x00"}).status_code == 404
    risposta = client.post(
        indirizzo,
        {
            "caso": [mio.pk, altrui.pk], "invia": "si", "giorno": "2027-01-12", "ora": "09:00",
            "durata_minuti": "45", "sede": str(cast.territorio.sede.pk), "confermato": "on",
        },
    )  # fmt: skip
    assert risposta.status_code == 404
    assert not mio.appuntamenti.exists()


def test_il_coordinamento_assegna_i_casi_scelti(cast: Cast, entra: Entra) -> None:
    casi = [crea_caso(cast, case_manager=None) for _ in range(2)]
    risposta = entra(cast.cora_coordina).post(
        reverse("caso-assegna-scelti"),
        {"caso": [c.pk for c in casi], "invia": "si", "a": str(cast.bruno_colle.pk), "dal": "2026-11-01"},
    )
    assert risposta.status_code == 302
    for caso in casi:
        caso.refresh_from_db()
        assert caso.case_manager == cast.bruno_colle
