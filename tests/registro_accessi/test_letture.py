"""The register of reads: closed when it cannot write, seen by who watches over it, told to the citizen."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from adi_platform.documenti.impaginazione import impagina
from adi_platform.documenti.models import Documento
from adi_platform.documenti.officina import Officina
from adi_platform.http import vista as modulo_vista
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.services.esegui import esegui
from adi_platform.registro_accessi.models import Lettura
from adi_platform.registro_accessi.services import anomalie
from adi_platform.registro_accessi.services.registra import Visto, registra_letture
from tests.documenti.conftest import officina_di_prova, tutti_aprono
from tests.documenti.test_produzione import PressaFinta, chiedi, pressa
from tests.people import Cast

Entra = Callable[[Utente], Client]
__all__ = ["officina_di_prova", "pressa", "tutti_aprono"]


def legge(cast: Cast, chi: Utente, caso: int, *, quante: int = 1) -> None:
    for _ in range(quante):
        registra_letture(
            evento="documento.scheda",
            visti=[Visto(ambito_id=cast.territorio.ambito.pk, caso_id=caso)],
            utente=chi,
            ruoli=["assistente_sociale"],
            motivo="Patto di prova",
        )


def test_se_la_lettura_non_si_puo_scrivere_la_pagina_non_esce(
    cast: Cast, pressa: PressaFinta, tutti_aprono: str, entra: Entra, monkeypatch: pytest.MonkeyPatch
) -> None:
    documento = chiedi(cast, oggetto_tipo=tutti_aprono, titolo="CANARY-TITOLO-9")
    esegui(lavoro_id=documento.lavoro.pk)  # type: ignore[union-attr]  # just created with its work
    client = entra(cast.anna_verdi)

    def rotto(**_: Any) -> None:
        raise DatabaseError("disco pieno")

    monkeypatch.setattr(modulo_vista, "registra_letture", rotto)
    for nome in ("documento", "documento-stato"):
        risposta = client.get(reverse(nome, args=[documento.pk]))
        assert risposta.status_code == 503
        assert b"CANARY-TITOLO-9" not in risposta.content
        assert b"%PDF" not in risposta.content


def test_il_dpo_vede_le_letture_del_suo_ambito_con_le_frasi(cast: Cast, entra: Entra) -> None:
    legge(cast, cast.anna_verdi, 41)
    registra_letture(
        evento="documento.scheda",
        visti=[Visto(ambito_id=cast.territorio.altro_ambito.pk, caso_id=99)],
        utente=cast.olga_altrove,
        motivo="CANARY-ALTROVE",
    )
    pagina = entra(cast.dora_dpo).get(reverse("letture")).content.decode()
    assert "Ha aperto la scheda del documento «Patto di prova» del caso 41." in pagina
    assert "Anna Verdi" in pagina
    assert "CANARY-ALTROVE" not in pagina


def test_ogni_riga_del_registro_dice_di_chi(cast: Cast, entra: Entra) -> None:
    def scheda(caso: int | None, *persone: int) -> None:
        visto = Visto(ambito_id=cast.territorio.ambito.pk, caso_id=caso, persone=persone)
        registra_letture(evento="persona.scheda", visti=[visto], utente=cast.anna_verdi)

    scheda(None, 712)
    scheda(41)
    scheda(None, 801, 802, 803, 804)
    pagina = entra(cast.dora_dpo).get(reverse("letture")).content.decode()
    assert "persona n. 712" in pagina
    assert '<a href="?caso=41">caso n. 41</a>' in pagina
    assert "4 persone" in pagina


@pytest.mark.parametrize("nome", ["letture", "letture-anomalie"])
@pytest.mark.parametrize("chi", ["anna_verdi", "cora_coordina", "tito_tecnico", "nico_cpi", "senza_incarico"])
def test_gli_altri_non_vedono_il_registro(cast: Cast, entra: Entra, nome: str, chi: str) -> None:
    assert entra(getattr(cast, chi)).get(reverse(nome)).status_code == 403


def test_i_filtri_scelgono_periodo_persona_e_caso(cast: Cast, entra: Entra) -> None:
    legge(cast, cast.anna_verdi, 41)
    legge(cast, cast.bruno_colle, 42)
    client = entra(cast.dora_dpo)

    def casi(**filtri: str) -> set[int]:
        return {voce.lettura.caso_id for voce in client.get(reverse("letture"), filtri).context["frasi"]}

    oggi = datetime.datetime.now(tz=datetime.UTC).date()
    domani = oggi + datetime.timedelta(days=2)
    assert casi() == {41, 42}
    assert casi(chi="verdi ANNA") == {41}
    assert casi(chi="bruno_colle@esempio") == {42}
    assert casi(caso="42") == {42}
    assert casi(dal=f"{domani:%d/%m/%Y}") == set()
    assert casi(al="31/12/9999") == {41, 42}


@pytest.mark.parametrize(
    ("filtri", "messaggio"),
    [
        ({"dal": "ieri"}, "Scrivi la data come"),
        ({"dal": "02/01/2026", "al": "01/01/2026"}, "finisce prima di iniziare"),
        ({"caso": "abc"}, "Scrivi solo il numero"),
        ({"caso": "9" * 40}, "troppo grande"),
        ({"chi": "\x00"}, "non si può salvare"),
    ],
)
def test_un_filtro_sbagliato_riceve_un_messaggio_e_non_un_errore(
    cast: Cast, entra: Entra, filtri: dict[str, str], messaggio: str
) -> None:
    risposta = entra(cast.dora_dpo).get(reverse("letture"), filtri)
    assert risposta.status_code == 200
    assert messaggio in risposta.content.decode()


def test_il_numero_di_interrogazioni_non_cresce_con_le_righe(cast: Cast, entra: Entra) -> None:
    client = entra(cast.dora_dpo)
    conteggi = []
    for quante in (1, 20):
        legge(cast, cast.anna_verdi, 41, quante=quante)
        client.get(reverse("letture"))
        with CaptureQueriesContext(
            connection,
        ) as catturate:
            client.get(reverse("letture"))
        conteggi.append(len(catturate))
    assert conteggi[0] == conteggi[1]


def test_le_anomalie_nominano_chi_e_perche(cast: Cast, entra: Entra, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anomalie, "_fonti", [lambda casi: {c: frozenset({"verdi"}) for c in casi}])
    legge(cast, cast.anna_verdi, 41)
    pagina = entra(cast.dora_dpo).get(reverse("letture-anomalie")).content.decode()
    assert "Nel caso 41 c&#x27;è una persona con il suo stesso cognome" in pagina
    assert "Anna Verdi" in pagina


@pytest.mark.parametrize("periodo", [{"dal": "x", "al": "y"}, {"dal": "01/01/2020", "al": "01/01/2026"}])
def test_un_periodo_sbagliato_o_troppo_lungo_si_spiega(
    cast: Cast, entra: Entra, periodo: dict[str, str]
) -> None:
    risposta = entra(cast.dora_dpo).get(reverse("letture-anomalie"), periodo)
    assert risposta.status_code == 200
    assert risposta.context["form"].errors


def test_il_resoconto_per_il_cittadino_non_nomina_gli_operatori(
    cast: Cast, entra: Entra, officina_di_prova: Officina
) -> None:
    legge(cast, cast.anna_verdi, 41, quante=3)
    client = entra(cast.dora_dpo)
    assert client.get(reverse("letture"), {"caso": "41"}).status_code == 200
    client.post(reverse("letture-resoconto", args=[41]), {"conferma": "1"})
    client.post(reverse("letture-resoconto", args=[41]), {"conferma": "1"})
    assert client.post(reverse("letture-resoconto", args=[41])).status_code == 422
    documento = Documento.objects.get()
    html, risorse = impagina(documento.contenuto)
    assert "Assistente sociale. Ha aperto la scheda" in html
    assert "Verdi" not in html
    assert officina_di_prova.stampa(html, risorse).pagine == 1
    assert client.get(reverse("documento-stato", args=[documento.pk])).status_code == 200
    assert entra(cast.anna_verdi).get(reverse("documento-stato", args=[documento.pk])).status_code == 404


def test_il_resoconto_di_un_caso_mai_letto_o_altrui_non_esiste(cast: Cast, entra: Entra) -> None:
    assert entra(cast.dora_dpo).post(reverse("letture-resoconto", args=[41])).status_code == 404
    assert entra(cast.dora_dpo).post(reverse("letture-resoconto", args=[10**30])).status_code == 404


def test_il_resoconto_di_duemila_letture_e_intero(cast: Cast, officina_di_prova: Officina) -> None:
    from adi_platform.documenti.services.resoconto_letture import richiedi_resoconto

    inizio = datetime.datetime(2026, 1, 1, 7, tzinfo=datetime.UTC)
    Lettura.objects.bulk_create(
        [
            Lettura(
                ambito=cast.territorio.ambito,
                numero=n + 1,
                avvenuta_il=inizio + datetime.timedelta(minutes=20 * n),
                utente=cast.anna_verdi,
                ruoli="assistente_sociale",
                evento="documento.scheda",
                caso_id=41,
                motivo=f"Documento {n % 40}",
                canale="pagina",
                impronta=f"{n:064d}",
            )
            for n in range(2_000)
        ]
    )
    documento = richiedi_resoconto(ambito=cast.territorio.ambito, caso_id=41, operatore=cast.dora_dpo)
    pdf = officina_di_prova.stampa(*impagina(documento.contenuto))
    assert pdf.pagine > 20
