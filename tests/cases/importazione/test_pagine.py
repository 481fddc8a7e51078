"""The wizard as the office uses it, and what it refuses."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from adi_platform.organizzazione.models import Utente
from adi_platform.registro_accessi.models import Lettura
from cases.models import CasoAdi, Importazione, MappaturaElenco
from cases.services.importazione.isee import tipo_isee_proposto
from tests.cases.importazione.banco import Banco

Entra = Callable[[Utente], Client]
Elenco = Callable[[str], bytes]
PICCOLO = (
    b"Domanda;Data domanda;PAD;CF;Cognome;Nome;Nato il;Comune;ISEE;Telefono;Note\n"
    b"INPS-ADI-2026-9000001;01/10/2026;02/10/2026;RSSMRA85T10A562S;Rossi;Mario;10/12/1985;Valdoria;9.360,00;3180000001;\n"
    b"INPS-ADI-2026-9000002;01/10/2026;02/10/2026;RSSMRA85T10A562T;Verdi;Anna;10/12/1985;Valdoria;100,00;3180000002;=1+1\n"
)


def carica(client: Client, contenuto: bytes, nome: str = "elenco.csv") -> Importazione:
    risposta = client.post("/importazioni/nuova/", {"file": SimpleUploadedFile(nome, contenuto)})
    assert risposta.status_code == 302, risposta.content.decode()
    return Importazione.objects.latest("pk")


def conferma(client: Client, importazione: Importazione) -> None:
    dati = {f"colonna_{i}": c or "non_usare" for i, c in enumerate(importazione.colonne)}
    dati["tipo_isee"] = tipo_isee_proposto(importazione)
    risposta = client.post(
        f"/importazioni/{importazione.pk}/colonne/", {**dati, "data_estrazione": "2026-11-20"}
    )
    assert risposta.status_code == 302, risposta.content.decode()


def fino_all_anteprima(client: Client, banco: Banco, contenuto: bytes) -> Importazione:
    importazione = carica(client, contenuto)
    conferma(client, importazione)
    return banco.fai(importazione)


def test_dal_file_ai_casi(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.sara_sportello)
    assert "Nessun elenco importato" in client.get("/importazioni/").content.decode()
    importazione = carica(client, PICCOLO)
    pagina = client.get(f"/importazioni/{importazione.pk}/colonne/").content.decode()
    assert "RSSMRA85T10A562S" in pagina
    conferma(client, importazione)
    assert "Aggiorna la pagina" in client.get(f"/importazioni/{importazione.pk}/anteprima/").content.decode()
    banco.fai(importazione)
    pagina = client.get(f"/importazioni/{importazione.pk}/anteprima/").content.decode()
    assert "L&#x27;ultimo carattere del codice fiscale non torna" in pagina
    assert CasoAdi.objects.count() == 0
    assert client.post(f"/importazioni/{importazione.pk}/avvia/", {"conferma": "1"}).status_code == 302
    banco.fai(importazione)
    pagina = client.get(f"/importazioni/{importazione.pk}/esito/").content.decode()
    assert "Casi nuovi" in pagina
    assert CasoAdi.objects.count() == 1
    assert importazione.nome_file in client.get("/importazioni/").content.decode()


def test_nell_anteprima_i_problemi_vengono_prima(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = fino_all_anteprima(client, banco, PICCOLO)
    pagina = client.get(f"/importazioni/{importazione.pk}/anteprima/").content.decode()
    assert importazione.righe.get(numero=3).esito == "rifiutata"
    assert pagina.index('id="riga-3"') < pagina.index('id="riga-2"')
    assert pagina.index("Da correggere</span>") < pagina.index("Accettata")


def test_le_colonne_gia_dette_non_si_chiedono_di_nuovo(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    prima = carica(client, PICCOLO)
    assert "Ti chiediamo solo la data" not in client.get(f"/importazioni/{prima.pk}/colonne/").text
    conferma(client, prima)
    seconda = carica(client, PICCOLO.replace(b"Mario", b"Maria"))
    pagina = client.get(f"/importazioni/{seconda.pk}/colonne/").text
    assert "Ti chiediamo solo la data" in pagina
    assert '<details class="mb-3"><summary>Rivedi le 11 colonne' in pagina


def test_una_cella_si_corregge_e_la_riga_entra(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = fino_all_anteprima(client, banco, PICCOLO)
    indirizzo = f"/importazioni/{importazione.pk}/righe/3/"
    pagina = client.get(indirizzo).content.decode()
    assert "RSSMRA85T10A562T" in pagina
    posto = importazione.colonne.index("codice")
    celle = {
        f"cella_{i}": v or ""
        for i, (c, v) in enumerate(
            zip(importazione.colonne, importazione.righe.get(numero=3).grezzi, strict=True)
        )
        if c
    }
    celle[f"cella_{posto}"] = "VRDNNA85T50A562F"
    risposta = client.post(indirizzo, {**celle, "azione": "correggi", "filtri": "esito=rifiutata"})
    assert risposta.status_code == 302
    assert risposta["Location"].endswith("/anteprima/?esito=rifiutata#riga-3")
    riga = importazione.righe.get(numero=3)
    assert riga.correzioni == {str(posto): "VRDNNA85T50A562F"}
    assert riga.esito in ("avviso", "rifiutata")
    importazione.refresh_from_db()
    assert sum(importazione.conteggi[e] for e in ("accettata", "avviso", "rifiutata")) == 2


@pytest.mark.parametrize(
    ("contenuto", "nome", "frase"),
    [
        (b"", "vuoto.csv", "vuoto"),
        (b"   \n\n", "bianco.csv", "vuoto"),
        (b"Domanda;Cognome;Nome\n", "sole.csv", "Sotto le intestazioni"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "vecchio.xls", ".xls"),
        (b"PK\x03\x04rotto", "rotto.xlsx", "danneggiato"),
        (bytes(range(256)) * 40, "foto.csv", "non è un testo CSV"),
    ],
)
def test_un_file_che_non_e_un_elenco_ha_un_messaggio(
    banco: Banco, entra: Entra, contenuto: bytes, nome: str, frase: str
) -> None:
    client = entra(banco.cast.cora_coordina)
    risposta = client.post("/importazioni/nuova/", {"file": SimpleUploadedFile(nome, contenuto)})
    assert risposta.status_code == 422
    assert frase in risposta.content.decode().replace("&#x27;", "'")
    assert not Importazione.objects.exists()


def test_un_carattere_nullo_e_un_errore_della_riga_non_della_pagina(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    contenuto = PICCOLO.replace(b";Rossi;", b";Ro\x00ssi;").replace(b";Note", b";No\x00te")
    importazione = fino_all_anteprima(client, banco, contenuto)
    riga = importazione.righe.get(numero=2)
    assert [m["codice"] for m in riga.motivi] == ["CARATTERE_DI_CONTROLLO"]
    assert client.get(f"/importazioni/{importazione.pk}/anteprima/").status_code == 200


def test_senza_le_colonne_necessarie_non_si_prosegue(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = carica(client, PICCOLO)
    risposta = client.post(
        f"/importazioni/{importazione.pk}/colonne/",
        {f"colonna_{i}": "non_usare" for i in range(11)}
        | {"data_estrazione": "2026-11-20", "tipo_isee": "ordinario", "colonna_0": "domanda"},
    )
    assert risposta.status_code == 422
    assert "Indica quale colonna contiene: Cognome." in risposta.content.decode()


def test_la_mappatura_confermata_si_ritrova(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = carica(client, PICCOLO)
    importazione.colonne[importazione.colonne.index("note")] = ""
    conferma(client, importazione)
    assert MappaturaElenco.objects.count() == 1
    banco.fai(importazione)
    di_nuovo = carica(client, PICCOLO.replace(b"Domanda;", b" DOMANDA ;"))
    assert di_nuovo.colonne == importazione.colonne


def test_le_righe_da_rivedere_si_scaricano_senza_formule(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = fino_all_anteprima(client, banco, PICCOLO)
    risposta = client.get(f"/importazioni/{importazione.pk}/da-rivedere/")
    foglio = load_workbook(io.BytesIO(risposta.content)).active
    celle = [c for riga in foglio.iter_rows() for c in riga]
    assert "=1+1" in {c.value for c in celle}
    assert {c.data_type for c in celle if c.value is not None} == {"s"}
    assert Lettura.objects.filter(evento="importazione.errori", canale="esportazione").count() == 1
    testo = client.get(f"/importazioni/{importazione.pk}/da-rivedere/?formato=csv").content.decode(
        "utf-8-sig"
    )
    assert '"\'=1+1"' in testo


def test_il_file_originale_e_quello_caricato(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = carica(client, PICCOLO, "elenco «àè».csv")
    conferma(client, importazione)
    banco.fai(importazione)
    risposta = client.get(f"/importazioni/{importazione.pk}/originale/")
    assert risposta.content == PICCOLO
    assert risposta["Content-Disposition"].startswith("attachment")
    assert Lettura.objects.filter(evento="importazione.file").count() == 1


def test_chi_non_importa_resta_fuori(banco: Banco, entra: Entra) -> None:
    importazione = banco.anteprima(PICCOLO)
    for nome in ("anna_verdi", "nico_cpi", "tito_tecnico", "rita_ragioneria"):
        client = entra(getattr(banco.cast, nome))
        assert client.get("/importazioni/").status_code == 403
        assert client.get(f"/importazioni/{importazione.pk}/anteprima/").status_code == 403
    for nome in ("olga_altrove", "sara_sportello"):  # another Ambito; somebody else's list
        client = entra(getattr(banco.cast, nome))
        assert client.get(f"/importazioni/{importazione.pk}/anteprima/").status_code == 404
        assert client.get(f"/importazioni/{importazione.pk}/originale/").status_code == 404
        assert client.post(f"/importazioni/{importazione.pk}/avvia/", {"conferma": "1"}).status_code == 404


def test_le_interrogazioni_non_crescono_con_le_righe(
    banco: Banco, entra: Entra, django_assert_max_num_queries: Callable[..., object], elenco: Elenco
) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = banco.anteprima(elenco("sporco"))
    client.get(f"/importazioni/{importazione.pk}/anteprima/")
    with django_assert_max_num_queries(20):
        assert client.get(f"/importazioni/{importazione.pk}/anteprima/").status_code == 200
    with django_assert_max_num_queries(20):
        assert (
            client.get(f"/importazioni/{importazione.pk}/anteprima/?esito=rifiutata&pagina=2").status_code
            == 200
        )


@pytest.mark.parametrize("parametri", ["?esito=boh", "?cerca=%00", "?pagina=zero&motivo=x", "?cerca=1003"])
def test_filtri_strani_non_rompono_la_pagina(banco: Banco, entra: Entra, parametri: str) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = banco.anteprima(PICCOLO)
    assert client.get(f"/importazioni/{importazione.pk}/anteprima/{parametri}").status_code == 200


DSU_2026, DSU_2025 = "INPS-ISEE-2026-01234567A-00", "INPS-ISEE-2025-01234567A-00"
CON_DSU = (
    "Domanda;Data domanda;PAD;CF;Cognome;Nome;Nato il;Comune;ISEE;DSU;Telefono;Email\n"
    "INPS-ADI-2026-9000001;01/10/2026;02/10/2026;RSSMRA85T10A562S;Rossi;Mario;10/12/1985;Valdoria;9.360,00;"
    f"{DSU_2026};3180000001;mario@prova.invalid\n"
)


@pytest.mark.parametrize(
    ("dsu", "tipo", "scade"),
    [
        (DSU_2026, "prestazioni_familiari_inclusione", "2026-12-31"),
        (DSU_2025, "ordinario", "2025-12-31"),
        ("INPS-ISEE-2021-01234567A-00", "ordinario", "2021-12-31"),
        ("", "prestazioni_familiari_inclusione", "None"),
    ],
)
def test_il_tipo_di_isee_segue_l_anno_della_dsu(banco: Banco, dsu: str, tipo: str, scade: str) -> None:
    banco.tutto(CON_DSU.replace(DSU_2026, dsu).encode())
    isee = CasoAdi.objects.get().nucleo.attestazioni_isee.get()
    assert (isee.tipo, str(isee.scade_il)) == (tipo, scade)


def test_un_secondo_elenco_mostra_prima_recapiti_e_isee_nuovi(banco: Banco, entra: Entra) -> None:
    banco.tutto(CON_DSU.encode())
    client = entra(banco.cast.cora_coordina)
    altro = CON_DSU.replace(DSU_2026, DSU_2026.replace("A-00", "B-00")).replace("9.360,00", "8.000,00")
    altro = altro.replace("3180000001", "3180000009").replace("mario@", "altro@")
    importazione = banco.anteprima(altro.encode())
    differenze = {d["chiave"]: d["dopo"] for d in importazione.righe.get().differenze}
    assert differenze == {
        "nuovo_isee.valore": "8.000,00 €, specifiche prestazioni familiari e per l'inclusione, "
        "DSU INPS-ISEE-2026-01234567B-00",
        "recapito.telefono": "3180000009",
        "recapito.email": "altro@prova.invalid",
    }
    pagina = client.get(f"/importazioni/{importazione.pk}/anteprima/").text
    assert "accanto a quello in archivio (9.360,00 €)" in pagina
    banco.importa(importazione)
    assert CasoAdi.objects.get().nucleo.attestazioni_isee.count() == 2
    assert banco.anteprima(altro.encode()).righe.get().differenze == []


def test_la_riga_in_conflitto_dice_quale_dato_e_che_cosa_dice_l_altra(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    riga = CON_DSU.splitlines()[1]
    importazione = banco.anteprima(f"{CON_DSU}{riga.replace('3180000001', '3180000007')}\n".encode())
    assert importazione.righe.get(numero=3).ripete == 2, importazione.righe.get(numero=3).motivi
    frase = "la riga 2 dice «3180000001», questa «3180000007»"
    assert frase in client.get(f"/importazioni/{importazione.pk}/anteprima/").text
    assert frase in client.get(f"/importazioni/{importazione.pk}/righe/3/").text


@pytest.mark.parametrize("scritto", ["SBAGLIATO", "X" * 5000])
def test_una_correzione_ancora_sbagliata_resta_sulla_riga(banco: Banco, entra: Entra, scritto: str) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = fino_all_anteprima(client, banco, PICCOLO)
    posto = importazione.colonne.index("codice")
    celle = {f"cella_{i}": v or "" for i, v in enumerate(importazione.righe.get(numero=3).grezzi)}
    celle[f"cella_{posto}"] = scritto
    risposta = client.post(f"/importazioni/{importazione.pk}/righe/3/", {**celle, "azione": "correggi"})
    assert risposta.status_code == 422
    assert f'id="riga_3_cella_{posto}_errore"' in risposta.text
    assert scritto in risposta.text
    if len(scritto) < 1000:
        assert "C'è scritto «SBAGLIATO»" in client.get(f"/importazioni/{importazione.pk}/anteprima/").text


def test_un_testo_che_si_chiama_xlsx_si_rifiuta(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    risposta = client.post("/importazioni/nuova/", {"file": SimpleUploadedFile("elenco.xlsx", PICCOLO)})
    assert risposta.status_code == 422
    assert "dentro è un testo" in risposta.text


def test_le_colonne_da_scegliere_non_sono_facoltative(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = carica(client, PICCOLO)
    assert "facoltativo" not in client.get(f"/importazioni/{importazione.pk}/colonne/").text


def test_dall_elenco_importato_si_scelgono_i_casi_da_assegnare(banco: Banco, entra: Entra) -> None:
    client = entra(banco.cast.cora_coordina)
    importazione = banco.tutto(CON_DSU.encode())
    pagina = client.get("/casi/", {"importazione": importazione.pk}).text
    assert f'name="caso" value="{CasoAdi.objects.get().pk}"' in pagina
    assert f'<input type="hidden" name="importazione" value="{importazione.pk}">' in pagina
    assert "Assegna i selezionati" in pagina
