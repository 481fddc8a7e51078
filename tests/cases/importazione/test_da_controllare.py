"""What the operator can check before a list enters: kind of ISEE, columns left out, households as read."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.models import AttestazioneISEE, CasoAdi, Importazione, MappaturaElenco
from cases.rules.elenco.mappatura import proponi
from cases.rules.elenco.traduzione import tipo_isee_di
from cases.services.importazione.isee import tipo_isee_proposto
from cases.services.importazione.mappa import colonne_non_lette, conferma_colonne
from tests.cases.importazione.banco import ESTRAZIONE, Banco
from tests.cases.importazione.test_pagine import carica, fino_all_anteprima

Entra = Callable[[Utente], Client]
Elenco = Callable[[str], bytes]
INCLUSIONE = "prestazioni_familiari_inclusione"
TESTA = "Domanda;Data domanda;PAD;CF;Cognome;Nome;Nato il;Parentela;Comune;ISEE;DSU prot.;Referente CAF\n"
MARIO = (
    "INPS-ADI-2026-9000001;01/10/2026;02/10/2026;RSSMRA85T10A562S;Rossi;Mario;10/12/1985;richiedente;Valdoria;"
    "9.360,00;INPS-ISEE-2026-99000001A-00;Sportello Prova\n"
)
FATIMA = MARIO.replace(
    "RSSMRA85T10A562S;Rossi;Mario;10/12/1985;richiedente",
    "LMRFTM90H55Z330R;Lamrani;Fatima;15/06/1990;coniuge",
)
SENZA_DSU = MARIO.replace("INPS-ISEE-2026-99000001A-00", "")
COME_E_SCRITTO = (TESTA + MARIO + FATIMA).encode()


def leggi(banco: Banco, testo: str, *, tipo_isee: str = "", al: int = 2026) -> Importazione:
    importazione = banco.carica(testo.encode())
    conferma_colonne(
        importazione=importazione,
        colonne=importazione.colonne,
        data_estrazione=ESTRAZIONE.replace(year=al),
        tipo_isee=tipo_isee,
        operatore=banco.cast.cora_coordina,
        oggi=timezone.localdate().replace(year=2027),
    )
    return banco.fai(importazione)


@pytest.mark.parametrize(
    ("riga", "detto", "al", "tipo"),
    [
        (SENZA_DSU, "", 2026, INCLUSIONE),
        (SENZA_DSU, "", 2025, "ordinario"),
        (SENZA_DSU, "ordinario", 2026, "ordinario"),
        (MARIO, "ordinario", 2026, "ordinario"),
        (MARIO, "corrente", 2026, "corrente"),
        (MARIO.replace("ISEE-2026", "ISEE-2025"), INCLUSIONE, 2026, "ordinario"),
    ],
)
def test_il_tipo_di_isee_e_quello_detto_per_l_elenco(
    banco: Banco, riga: str, detto: str, al: int, tipo: str
) -> None:
    riga = riga.replace("/2026;", f"/{al};")
    banco.importa(leggi(banco, TESTA + riga, tipo_isee=detto, al=al))
    assert AttestazioneISEE.objects.get().tipo == tipo


def test_la_colonna_del_tipo_vale_piu_del_tipo_detto(banco: Banco) -> None:
    testa = TESTA.replace("Referente CAF", "Tipo ISEE")
    righe = [
        MARIO.replace("Sportello Prova", "ISEE Corrente"),
        MARIO.replace("9000001;", "9000002;").replace("Sportello Prova", "boh"),
    ]
    importazione = leggi(banco, testa + "".join(righe), tipo_isee="minorenni")
    assert importazione.colonne[-1] == "tipo_isee"
    motivi = {m["codice"] for m in importazione.righe.get(numero=3).motivi}
    assert "ISEE_TIPO_NON_RICONOSCIUTO" in motivi
    banco.importa(importazione)
    tipi = {a.nucleo.casi.get().numero_domanda[-1]: a.tipo for a in AttestazioneISEE.objects.all()}
    assert tipi == {"1": "corrente", "2": "minorenni"}


@pytest.mark.parametrize(
    ("scritto", "tipo"),
    [
        ("ISEE ordinario", "ordinario"),
        ("Specifiche prestazioni familiari e per l'inclusione", INCLUSIONE),
        ("Socio-sanitario residenze", "sociosanitario_residenze"),
        ("Prestazioni rivolte a minorenni", "minorenni"),
        ("boh", ""),
    ],
)
def test_il_tipo_scritto_si_riconosce_dalle_parole(scritto: str, tipo: str) -> None:
    assert tipo_isee_di(scritto) == tipo


def test_i_due_tipi_stanno_uno_accanto_all_altro_anche_con_la_stessa_dsu(banco: Banco) -> None:
    banco.importa(leggi(banco, TESTA + MARIO, tipo_isee="ordinario"))
    nuovo = leggi(banco, TESTA + MARIO.replace("9.360,00", "8.000,00"), tipo_isee=INCLUSIONE)
    assert [d["chiave"] for d in nuovo.righe.get().differenze] == ["nuovo_isee.valore"]
    banco.importa(nuovo)
    assert {(a.tipo, int(a.valore or 0)) for a in AttestazioneISEE.objects.all()} == {
        ("ordinario", 9360),
        (INCLUSIONE, 8000),
    }


def test_prima_che_il_nuovo_isee_ci_fosse_non_si_puo_dire(banco: Banco) -> None:
    with pytest.raises(DominioError, match="2025") as errore:
        leggi(banco, TESTA + SENZA_DSU, tipo_isee=INCLUSIONE, al=2025)
    assert errore.value.campo == "tipo_isee"


def test_il_tipo_detto_si_ricorda_finche_conta_lo_stesso(banco: Banco) -> None:
    assert tipo_isee_proposto(banco.carica(COME_E_SCRITTO)) == INCLUSIONE
    leggi(banco, TESTA + MARIO, tipo_isee="corrente")
    assert tipo_isee_proposto(banco.carica(COME_E_SCRITTO)) == "corrente"
    MappaturaElenco.objects.update(aggiornato_il=timezone.now().replace(year=2025))
    assert tipo_isee_proposto(banco.carica(COME_E_SCRITTO)) == INCLUSIONE


@pytest.mark.parametrize(
    ("intestazione", "campo"),
    [
        ("DSU prot.", "dsu"),
        ("Prot. DSU n.", "dsu"),
        ("Protocollo della DSU", "dsu"),
        ("Nr. pratica", "domanda"),
        ("Num. Pratica", "domanda"),
        ("Tipologia ISEE", "tipo_isee"),
        ("Rapporto con il richiedente", "relazione"),
        ("Referente CAF", ""),
    ],
)
def test_le_intestazioni_degli_uffici_si_riconoscono(intestazione: str, campo: str) -> None:
    assert proponi([intestazione]).colonne == (campo,)


def test_una_colonna_piena_che_resta_fuori_si_dice_nelle_due_pagine(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.sara_sportello)
    importazione = carica(client, COME_E_SCRITTO)
    pagina = client.get(f"/importazioni/{importazione.pk}/colonne/").text
    assert "Una colonna con dati non sarà letta" in pagina
    assert (
        "<strong>Referente CAF</strong>: 2 celle piene nelle prime righe, per esempio «Sportello Prova»"
        in pagina
    )
    importazione = fino_all_anteprima(client, banco, COME_E_SCRITTO)
    pagina = client.get(f"/importazioni/{importazione.pk}/anteprima/").text
    assert "<strong>Referente CAF</strong>: 2 celle piene, per esempio «Sportello Prova»" in pagina
    altra = entra(banco.cast.cora_coordina).get(f"/importazioni/{importazione.pk}/anteprima/").text
    assert "<strong>Referente CAF</strong>: 2 celle piene</li>" in altra
    assert "Sportello Prova" not in altra


def test_le_celle_sotto_nessuna_intestazione_si_contano(banco: Banco) -> None:
    storte = TESTA + MARIO.replace("Sportello Prova", "Sportello Prova;persa") + FATIMA + ";;;\nTotale\n"
    importazione = leggi(banco, storte)
    trovate = {c.nome: c.piene for c in colonne_non_lette(importazione, con_esempi=False)}
    assert trovate == {"Referente CAF": 2, "Colonna 13": 1}


def test_l_anteprima_mostra_il_nucleo_come_entrera(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = fino_all_anteprima(client, banco, COME_E_SCRITTO)
    pagina = " ".join(client.get(f"/importazioni/{importazione.pk}/anteprima/").text.split())
    for atteso in (
        "<h3>Domanda INPS-ADI-2026-9000001</h3>",
        "<dt>Comune</dt><dd>Valdoria</dd>",
        "<dt>PAD del nucleo</dt><dd>02/10/2026</dd>",
        "<dt>Primo incontro entro (120 giorni)</dt><dd>30/01/2027</dd>",
        "Specifiche prestazioni familiari e per l&#x27;inclusione",
        "<strong>Rossi Mario</strong>, richiedente, 10/12/1985",
        "<strong>Lamrani Fatima</strong>, coniuge o unito civilmente, 15/06/1990",
    ):
        assert atteso in pagina, atteso
    assert "9.360,00" in pagina
    banco.importa(importazione)
    assert str(CasoAdi.objects.get().scadenze.get(tipo="primo_incontro").entro) == "2027-01-30"


def test_il_nucleo_con_righe_scartate_dice_che_cosa_entra(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    fuori = MARIO.replace("9000001;", "9000002;").replace("RSSMRA85T10A562S", "RSSMRA85T10A562T")
    pad = FATIMA.replace("02/10/2026", "05/10/2026")
    importazione = fino_all_anteprima(client, banco, (TESTA + MARIO + pad + fuori).encode())
    pagina = client.get(f"/importazioni/{importazione.pk}/anteprima/").text
    assert "Non entra" in pagina
    assert "discorde: 02/10/2026, 05/10/2026" in pagina
    assert "non si calcola" in pagina
    assert pagina.index("9000002</h3>") < pagina.index("9000001</h3>")


def test_si_dice_quanti_nuclei_sono_nuovi_uguali_o_diversi(banco: Banco, entra: Entra) -> None:
    altro = MARIO.replace("9000001;", "9000002;").replace("RSSMRA85T10A562S", "")
    nuovo = MARIO.replace("9000001;", "9000003;").replace("RSSMRA85T10A562S", "")
    prima = (TESTA + MARIO + altro).encode()
    banco.tutto(prima)
    client = entra(banco.cast.cora_coordina)

    def frase(contenuto: bytes) -> str:
        importazione = banco.anteprima(contenuto)
        pagina = client.get(f"/importazioni/{importazione.pk}/anteprima/").text
        return pagina.replace("<strong>", "").replace("</strong>", "")

    uguale = frase(prima)
    assert "Entrano 2 nuclei: 0 nuovi, 2 già in archivio e uguali, 0 già in archivio con differenze" in uguale
    assert "Importarli di nuovo non cambia nulla." in uguale
    assert "Già in archivio, uguale" in uguale
    diverso = frase((TESTA + MARIO + FATIMA + altro + nuovo).encode())
    assert (
        "Entrano 3 nuclei: 1 nuovo, 1 già in archivio e uguale, 1 già in archivio con differenze" in diverso
    )
    assert "Nuovo componente: si aggiunge «Lamrani Fatima»" in diverso


def test_anche_le_note_nuove_sono_una_differenza(banco: Banco) -> None:
    testa = TESTA.replace("Referente CAF", "Note")
    banco.tutto((testa + MARIO).encode())
    assert banco.anteprima((testa + MARIO).encode()).righe.get().differenze == []
    seconda = banco.anteprima((testa + MARIO.replace("Sportello Prova", "Telefonare")).encode())
    assert [(d["chiave"], d["dopo"]) for d in seconda.righe.get().differenze] == [("note.note", "Telefonare")]


def test_i_nuclei_a_pagine_con_poche_interrogazioni(
    banco: Banco, entra: Entra, elenco: Elenco, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = banco.anteprima(elenco("sporco"))
    indirizzo = f"/importazioni/{importazione.pk}/anteprima/"
    client.get(indirizzo)
    with django_assert_max_num_queries(22):
        pagina = client.get(indirizzo, {"pagina": "3"}).text
    assert pagina.count('<li id="riga-') >= 20
    assert pagina.count("<h3>") == 20


def test_un_nucleo_smisurato_resta_una_pagina(banco: Banco, entra: Entra) -> None:
    tante = "".join(FATIMA.replace("LMRFTM90H55Z330R", "").replace("Fatima", f"Prova {i}") for i in range(40))
    importazione = leggi(banco, TESTA + tante)
    pagina = entra(banco.cast.cora_coordina).get(f"/importazioni/{importazione.pk}/anteprima/").text
    assert pagina.count('<li id="riga-') == 25
    assert "Altre 15 righe di questa domanda" in pagina
