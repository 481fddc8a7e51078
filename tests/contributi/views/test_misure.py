"""The pages of the measures: read by who works, proposed, approved, tried on the past."""

import datetime
import html
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from adi_platform.organizzazione.models import Utente
from adi_platform.registro_accessi.models import Lettura
from contributi.enums import StatoMisura, StatoRichiesta
from contributi.models import Misura, Richiesta, Simulazione
from contributi.services.misure import carica_regolamento
from tests.casi import crea_caso, oggi
from tests.casi_ufficio.regolamenti import misure
from tests.contributi.fabbrica import crea_richiesta
from tests.contributi.misure import VENETO, carica_tutto, misura_vera, regolamento_cambiato
from tests.people import Cast

Entra = Callable[[Utente], Client]
LEGGONO = {
    "anna_verdi", "bruno_colle", "carla_mare", "sara_sportello", "cora_coordina", "ciro_commissario",
    "pina_presidente", "dario_dirigente", "rita_ragioneria", "dora_dpo", "tito_tecnico", "olga_altrove",
}  # fmt: skip

COGNOME = "Zampacanarina"

pytestmark = pytest.mark.django_db


def bozza(cast: Cast, massimo: str = "450.00") -> Misura:
    misura_vera(cast, "ria-sostegno")
    dati = regolamento_cambiato('massimo: "400.00"', f'massimo: "{massimo}"')
    caricamento = carica_regolamento(
        ambito=cast.territorio.ambito, percorso_o_testo=dati, operatore=cast.cora_coordina
    )
    return caricamento.nuove[0]


def richiesta(cast: Cast, importo: str = "400.00") -> None:
    crea_richiesta(
        cast,
        caso=crea_caso(cast, cognome=COGNOME),
        misura=misura_vera(cast, "ria-sostegno"),
        stato=StatoRichiesta.ISTRUTTORIA,
        importo=Decimal(importo),
        mesi=6,
        fatti={
            "residente": True,
            "progetto_personalizzato": True,
            "condizioni": ["emarginazione"],
            "importo_mensile": importo,
            "mesi": 6,
        },
    )


def prova(client: Client, misura: Misura, **altro: Any) -> Any:
    dati = {"confronto": "ria-sostegno", "dal": oggi(), "al": oggi(), **altro}
    return client.post(reverse("contributi:simulazione-nuova", args=[misura.pk]), dati)


class TestLettura:
    def test_legge_chi_lavora_ai_contributi(self, cast: Cast, entra: Entra) -> None:
        misura = misura_vera(cast, "ria-sostegno")
        indirizzo = reverse("contributi:misura-elenco")
        esiti = {nome: entra(persona).get(indirizzo).status_code for nome, persona in cast.tutti().items()}
        assert {nome for nome, stato in esiti.items() if stato == 200} == LEGGONO
        assert {stato for nome, stato in esiti.items() if nome not in LEGGONO} == {403}
        scheda = reverse("contributi:misura-scheda", args=[misura.pk])
        assert entra(cast.olga_altrove).get(scheda).status_code == 404

    def test_l_elenco_fa_sempre_le_stesse_query(
        self, cast: Cast, entra: Entra, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        misura_vera(cast, "ria-sostegno")
        client = entra(cast.anna_verdi)
        indirizzo = reverse("contributi:misura-elenco")
        client.get(indirizzo)
        Misura.objects.exclude(codice="ria-sostegno").delete()
        for quante in (1, 3):
            while Misura.objects.count() < quante:
                misura = Misura.objects.get(codice="ria-sostegno")
                misura.pk, misura.codice = None, f"copia-{Misura.objects.count()}"
                misura.save()
            with django_assert_num_queries(QUERY_ELENCO):
                assert client.get(indirizzo).content.count(b"R.I.A. di sostegno") == quante

    def test_ogni_misura_si_legge_con_i_suoi_articoli(self, cast: Cast, entra: Entra) -> None:
        carica_tutto(cast)
        client = entra(cast.anna_verdi)
        for misura in Misura.objects.all():
            pagina = client.get(reverse("contributi:misura-scheda", args=[misura.pk]))
            testo = html.unescape(pagina.content.decode())
            articoli = {requisito.articolo for requisito in misure()[misura.codice].requisiti}
            assert {articolo for articolo in articoli if articolo not in testo} == set()
            assert "da configurare" in testo

    def test_la_scheda_dice_limiti_documenti_e_termini(self, cast: Cast, entra: Entra) -> None:
        misura = misura_vera(cast, "ria-sostegno")
        testo = (
            entra(cast.anna_verdi).get(reverse("contributi:misura-scheda", args=[misura.pk])).content.decode()
        )
        for atteso in (
            "400,00 € al mese",
            "1 mese",
            "Documento di identità",
            "il pagamento",
            "Giorni per decidere",
        ):
            assert atteso in testo

    def test_il_file_scaricato_si_puo_ricaricare(self, cast: Cast, entra: Entra) -> None:
        misura = misura_vera(cast, "ria-sostegno")
        file = entra(cast.anna_verdi).get(reverse("contributi:misura-testo", args=[misura.pk])).content
        caricamento = carica_regolamento(
            ambito=cast.territorio.ambito, percorso_o_testo=file, operatore=cast.cora_coordina
        )
        assert (caricamento.nuove, [m.pk for m in caricamento.invariate]) == ((), [misura.pk])

    def test_un_giorno_scritto_male_vale_oggi(self, cast: Cast, entra: Entra) -> None:
        carica_tutto(cast)
        client = entra(cast.anna_verdi)
        for al in ("2026-02-31", "ieri", "2015-01-01"):
            assert client.get(reverse("contributi:misura-elenco"), {"al": al}).status_code == 200
        vecchio = client.get(reverse("contributi:misura-elenco"), {"al": "2015-01-01"}).content.decode()
        assert "Nessuna misura in vigore" in vecchio


class TestCaricamento:
    def test_il_coordinatore_carica_una_bozza(self, cast: Cast, entra: Entra) -> None:
        file = SimpleUploadedFile("veneto.yaml", VENETO.read_bytes())
        risposta = entra(cast.cora_coordina).post(
            reverse("contributi:misura-carica"), {"file": file}, follow=True
        )
        assert "6 misure in bozza" in risposta.content.decode()
        assert set(Misura.objects.values_list("stato", flat=True)) == {StatoMisura.BOZZA}

    def test_gli_errori_tornano_tutti_con_il_testo_da_correggere(self, cast: Cast, entra: Entra) -> None:
        dati = regolamento_cambiato('massimo: "400.00"', "massimo: tanto")
        risposta = entra(cast.cora_coordina).post(
            reverse("contributi:misura-carica"), {"file": SimpleUploadedFile("v.yaml", dati)}
        )
        testo = risposta.content.decode()
        assert risposta.status_code == 422
        assert "misura «ria-sostegno», requisito «importo»: «massimo» deve essere un importo" in testo
        assert "massimo: tanto" in testo
        assert not Misura.objects.exists()

    def test_il_testo_corretto_sulla_pagina_entra(self, cast: Cast, entra: Entra) -> None:
        testo = VENETO.read_text(encoding="utf-8").replace("\n", "\r\n")
        entra(cast.tito_tecnico).post(reverse("contributi:misura-carica"), {"testo": testo})
        assert Misura.objects.count() == 6

    @pytest.mark.parametrize(
        "dati", [{}, {"testo": "  "}, {"file": SimpleUploadedFile("v.yaml", b"\xff\x00")}]
    )
    def test_niente_o_un_file_strano_si_spiegano(
        self, cast: Cast, entra: Entra, dati: dict[str, Any]
    ) -> None:
        assert entra(cast.cora_coordina).post(reverse("contributi:misura-carica"), dati).status_code == 422

    def test_chi_non_propone_non_carica(self, cast: Cast, entra: Entra) -> None:
        for persona in (cast.anna_verdi, cast.dario_dirigente, cast.rita_ragioneria):
            assert entra(persona).post(reverse("contributi:misura-carica"), {}).status_code == 403


class TestApprovazione:
    def test_il_dirigente_legge_che_cosa_cambia_e_approva(self, cast: Cast, entra: Entra) -> None:
        nuova = bozza(cast)
        client = entra(cast.dario_dirigente)
        indirizzo = reverse("contributi:misura-approva", args=[nuova.pk])
        assert "massimo da 400,00 € a 450,00 €" in client.get(indirizzo).content.decode()

        client.post(indirizzo, {"valida_dal": "2026-12-01"})

        nuova.refresh_from_db()
        assert (nuova.stato, nuova.valida_dal) == (StatoMisura.IN_VIGORE, datetime.date(2026, 12, 1))

    def test_un_giorno_sbagliato_torna_accanto_al_campo(self, cast: Cast, entra: Entra) -> None:
        nuova = bozza(cast)
        indirizzo = reverse("contributi:misura-approva", args=[nuova.pk])
        risposta = entra(cast.dario_dirigente).post(indirizzo, {"valida_dal": "31/02/2026"})
        assert risposta.status_code == 422
        assert "31/02/2026" in risposta.content.decode()

    def test_un_modulo_vuoto_si_spiega(self, cast: Cast, entra: Entra) -> None:
        nuova = bozza(cast)
        client = entra(cast.dario_dirigente)
        for nome in ("misura-approva", "simulazione-nuova"):
            assert client.post(reverse(f"contributi:{nome}", args=[nuova.pk]), {}).status_code == 422

    def test_chi_arriva_dopo_trova_che_e_gia_approvata(self, cast: Cast, entra: Entra) -> None:
        misura = misura_vera(cast, "ria-sostegno")
        client = entra(cast.dario_dirigente)
        indirizzo = reverse("contributi:misura-approva", args=[misura.pk])
        assert client.get(indirizzo).status_code == 404
        risposta = client.post(indirizzo, {"valida_dal": "2026-12-01"})
        assert "non è più una bozza" in risposta.content.decode()

    def test_approva_solo_il_dirigente_del_proprio_ambito(self, cast: Cast, entra: Entra) -> None:
        nuova = bozza(cast)
        indirizzo = reverse("contributi:misura-approva", args=[nuova.pk])
        for persona in (cast.cora_coordina, cast.tito_tecnico, cast.anna_verdi):
            assert entra(persona).post(indirizzo, {"valida_dal": "2026-12-01"}).status_code == 403
        nuova.ambito = cast.territorio.altro_ambito
        nuova.save()
        assert entra(cast.dario_dirigente).get(indirizzo).status_code == 404


class TestSimulazione:
    def test_dalla_prova_si_vede_chi_cambia_e_quanto(self, cast: Cast, entra: Entra) -> None:
        richiesta(cast)
        client = entra(cast.cora_coordina)
        risposta = prova(client, bozza(cast, "350.00"))
        testo = client.get(risposta.url).content.decode()
        assert re.search(r"<strong>1</strong>\s+richiesta su 1", testo)
        assert "-2.400,00 €" in testo
        assert "2.100,00 € se ridotta" in testo
        assert "il massimo è 350,00 €" in testo
        assert testo.count('<svg class="grafico"') == 2

    def test_chi_ha_chiesto_compare_nel_registro_delle_letture(self, cast: Cast, entra: Entra) -> None:
        richiesta(cast)
        client = entra(cast.cora_coordina)
        risposta = prova(client, bozza(cast, "350.00"))
        client.get(risposta.url)
        lettura = Lettura.objects.get(evento="contributi.simulazione")
        assert lettura.persone == [Richiesta.objects.get().richiedente_id]

    def test_nella_pagina_non_ci_sono_nomi_ne_bisogni(self, cast: Cast, entra: Entra) -> None:
        richiesta(cast)
        client = entra(cast.dario_dirigente)
        testo = client.get(prova(client, bozza(cast, "350.00")).url).content.decode()
        assert "CANARINO" not in testo
        assert COGNOME not in testo
        assert "CANARINO" not in str(Simulazione.objects.get().risultato)

    @pytest.mark.parametrize(
        ("altro", "atteso"),
        [
            ({"al": "2020-01-01"}, "non può venire prima"),
            ({"dal": "2020-01-01", "al": "2020-12-31"}, "scegli altre date"),
            ({"dal": "boh"}, "boh"),
            ({"confronto": "inventata"}, "non è tra quelle possibili"),
        ],
    )
    def test_una_prova_impossibile_si_spiega(
        self, cast: Cast, entra: Entra, altro: dict[str, str], atteso: str
    ) -> None:
        richiesta(cast)
        risposta = prova(entra(cast.cora_coordina), bozza(cast, "350.00"), **altro)
        assert risposta.status_code == 422
        assert atteso in risposta.content.decode()
        assert not Simulazione.objects.exists()

    def test_prova_solo_chi_decide_le_misure(self, cast: Cast, entra: Entra) -> None:
        nuova = bozza(cast)
        for persona in (cast.anna_verdi, cast.tito_tecnico, cast.rita_ragioneria):
            assert prova(entra(persona), nuova).status_code == 403

    def test_il_risultato_di_un_altro_ambito_non_si_apre(self, cast: Cast, entra: Entra) -> None:
        richiesta(cast)
        risposta = prova(entra(cast.cora_coordina), bozza(cast, "350.00"))
        assert entra(cast.olga_altrove).get(risposta.url).status_code == 404

    def test_mentre_lavora_si_vede_a_che_punto_e(
        self, cast: Cast, entra: Entra, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("contributi.services.simulazioni.SUBITO", 0)
        richiesta(cast)
        client = entra(cast.cora_coordina)
        testo = client.get(prova(client, bozza(cast, "350.00")).url).content.decode()
        assert "La prova prosegue anche se chiudi la pagina" in testo

    def test_il_risultato_fa_sempre_le_stesse_query(
        self, cast: Cast, entra: Entra, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = entra(cast.dario_dirigente)
        nuova = bozza(cast, "350.00")
        for quante in (1, 3):
            while nuova.ambito.richieste.count() < quante:
                richiesta(cast)
            indirizzo = prova(client, nuova).url
            client.get(indirizzo)
            with django_assert_num_queries(QUERY_RISULTATO):
                client.get(indirizzo)


QUERY_ELENCO = 10
QUERY_RISULTATO = 15
