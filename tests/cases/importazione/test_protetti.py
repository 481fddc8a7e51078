"""An address that a list writes of a protected person: seen by nobody, written nowhere, read by the few allowed."""

import datetime
import json

import pytest
from django.urls import reverse

from adi_platform.registro_accessi.models import Lettura
from cases.models import Importazione, Persona, RecapitoProtetto, RecapitoRicevuto, RigaImportazione
from cases.services.assegnazioni import assegna_caso
from cases.services.custodia import ruota_chiavi
from cases.services.importazione.ripara import correggi_celle, scegli_differenze
from cases.services.protezione import proteggi_persona, togli_protezione
from tests.cases.anagrafe.test_protezione import perimetro, tutta_la_banca_dati
from tests.cases.importazione.banco import Banco
from tests.cases.importazione.test_confronto import ANNA, MARIO, PRIMA, elenco
from tests.conftest import Entra
from tests.people import Cast

CANARINO = "CANARINO via nascosta 7"
TELEFONO = "3187777777"
MOTIVO = "Devo mandare l'invito al centro antiviolenza"
SECONDA = PRIMA.replace("Via dei Gelsi 1", CANARINO).replace("3180000001", TELEFONO)
OGGI = datetime.date(2026, 11, 21)


@pytest.fixture
def mario(banco: Banco) -> Persona:
    """Protected, in a case that Anna follows."""
    banco.tutto(elenco(PRIMA))
    persona = Persona.objects.get(codice=MARIO)
    caso = persona.componenti_caso.get().caso
    assegna_caso(
        caso=caso, a=banco.cast.anna_verdi, dal=OGGI, motivo="", operatore=banco.cast.cora_coordina, al=OGGI
    )
    return proteggi_persona(persona=persona, operatore=banco.cast.cora_coordina)


def porta_dentro(banco: Banco, chi: str = "cora_coordina") -> Importazione:
    importazione = banco.carica(elenco(SECONDA))
    Importazione.objects.filter(pk=importazione.pk).update(operatore=banco.cast.persone[chi])
    return banco.importa(banco.leggi(importazione))


def pagine(importazione: Importazione, persona: Persona) -> list[str]:
    caso = persona.componenti_caso.get().caso
    return [
        reverse("importazione-anteprima", args=[importazione.pk]),
        reverse("importazione-riga", args=[importazione.pk, 2]),
        reverse("importazione-esito", args=[importazione.pk]),
        reverse("importazione-errori", args=[importazione.pk]) + "?formato=csv",
        reverse("persona-scheda", args=[persona.pk]),
        reverse("persona-recapiti", args=[persona.pk]),
        reverse("persona-protetto", args=[persona.pk]),
        reverse("nucleo-scheda", args=[caso.nucleo_id]),
        reverse("caso-scheda", args=[caso.pk]),
        reverse("caso-stampa", args=[caso.pk]),
        reverse("caso-contatti", args=[caso.pk]),
    ]


def test_l_indirizzo_scritto_nell_elenco_non_e_in_nessuna_riga_della_banca_dati(
    banco: Banco, mario: Persona
) -> None:
    porta_dentro(banco)
    scritto = tutta_la_banca_dati()
    assert "CANARINO" not in scritto
    assert TELEFONO not in scritto
    assert RecapitoRicevuto.objects.get().persona == mario


def test_nessuna_pagina_lo_mostra_a_nessuno(banco: Banco, entra: Entra, mario: Persona) -> None:
    importazione = porta_dentro(banco, "sara_sportello")
    for nome in (
        "cora_coordina",
        "anna_verdi",
        "sara_sportello",
        "bruno_colle",
        "vera_verifiche",
        "dora_dpo",
    ):
        client = entra(banco.cast.persone[nome])
        for pagina in pagine(importazione, mario):
            testo = client.get(pagina).content.decode(errors="replace")
            assert "CANARINO" not in testo, (nome, pagina)
            assert TELEFONO not in testo, (nome, pagina)


def test_chi_puo_aprire_il_domicilio_lo_legge_accanto_a_quello_che_c_era(
    banco: Banco, entra: Entra, mario: Persona
) -> None:
    porta_dentro(banco)
    for nome in ("cora_coordina", "anna_verdi"):
        aperta = entra(banco.cast.persone[nome]).post(
            reverse("persona-protetto", args=[mario.pk]), {"motivo": MOTIVO}
        )
        assert "Via dei Gelsi 1" in aperta.text
        assert CANARINO in aperta.text
        assert TELEFONO in aperta.text


@pytest.mark.parametrize(
    "nome", ["sara_sportello", "bruno_colle", "vera_verifiche", "dora_dpo", "tito_tecnico"]
)
def test_nessun_altro_lo_apre(banco: Banco, entra: Entra, mario: Persona, nome: str) -> None:
    porta_dentro(banco)
    aperta = entra(banco.cast.persone[nome]).post(
        reverse("persona-protetto", args=[mario.pk]), {"motivo": MOTIVO}
    )
    assert aperta.status_code in (403, 404, 422)
    assert "CANARINO" not in aperta.content.decode()


def test_quello_depositato_dai_servizi_resta(banco: Banco, mario: Persona) -> None:
    prima = bytes(RecapitoProtetto.objects.get(persona=mario).cifrato)
    porta_dentro(banco)
    assert bytes(RecapitoProtetto.objects.get(persona=mario).cifrato) == prima
    mario.refresh_from_db()
    assert (mario.protetta, mario.indirizzo) == (True, "")


def test_un_elenco_che_ripete_cio_che_si_sa_non_deposita_niente(banco: Banco, mario: Persona) -> None:
    banco.tutto(elenco(PRIMA.replace("Via dei Gelsi 1", "VIA DEI GELSI, 1")))
    assert not RecapitoRicevuto.objects.exists()


def test_chi_e_senza_codice_si_riconosce_dal_suo_caso(banco: Banco) -> None:
    senza = PRIMA.replace(MARIO, "")
    banco.tutto(elenco(senza))
    persona = Persona.objects.get(cognome="Rossi")
    proteggi_persona(persona=persona, operatore=banco.cast.cora_coordina)
    banco.tutto(elenco(SECONDA.replace(MARIO, "")))
    assert "CANARINO" not in tutta_la_banca_dati()
    assert RecapitoRicevuto.objects.get().persona == persona


def test_l_indirizzo_sulla_riga_di_un_familiare_e_coperto_e_depositato(banco: Banco, mario: Persona) -> None:
    familiare = SECONDA.replace(MARIO, ANNA).replace(
        "Rossi;Mario;10/12/1985;richiedente", "Lamrani;Fatima;15/06/1990;coniuge"
    )
    banco.tutto(elenco(PRIMA.replace("Via dei Gelsi 1", "").replace("3180000001", ""), familiare))
    assert "CANARINO" not in tutta_la_banca_dati()
    assert RecapitoRicevuto.objects.get().persona == mario
    assert not Persona.objects.filter(indirizzo__contains="CANARINO").exists()


def test_chi_e_protetto_dopo_sparisce_dagli_elenchi_gia_arrivati(banco: Banco) -> None:
    """The first list is applied, the second chosen and applied, the third is still a preview."""
    familiare = PRIMA.replace(MARIO, ANNA).replace(
        "Rossi;Mario;10/12/1985;richiedente", "Lamrani;Fatima;15/06/1990;coniuge"
    )
    banco.tutto(elenco(PRIMA.replace("Via dei Gelsi 1", "")))
    seconda = banco.anteprima(
        elenco(SECONDA, familiare.replace("Via dei Gelsi 1", "CANARINO, V. Nascosta n. 7"))
    )
    banco.importa(seconda)
    terza = banco.anteprima(elenco(SECONDA.replace(CANARINO, "CANARINO vicolo vecchio 9")))
    scegli_differenze(importazione=terza, numero=2, dall_elenco=["persona.indirizzo"])
    assert terza.righe.get().scelte["persona.indirizzo"]["prima"] == CANARINO
    quarta = banco.anteprima(elenco(SECONDA.replace("9000001", "9000009").replace(TELEFONO, "3187777778")))
    persona = Persona.objects.get(codice=MARIO)
    proteggi_persona(persona=persona, operatore=banco.cast.cora_coordina)
    righe = RigaImportazione.objects.filter(importazione__in=[seconda, terza, quarta])
    scritto = json.dumps(
        list(righe.values("grezzi", "valori", "correzioni", "differenze", "scelte", "nota_effetto", "motivi"))
    )
    assert "CANARINO" not in scritto
    assert "318777777" not in scritto
    assert "Via dei Gelsi" not in scritto
    assert RecapitoRicevuto.objects.filter(persona=persona).exists()


def test_senza_numero_di_domanda_si_copre_solo_la_riga_di_chi_e_protetto(
    banco: Banco, mario: Persona
) -> None:
    altra = PRIMA.replace(MARIO, ANNA).replace(
        "Rossi;Mario;10/12/1985;richiedente", "Lamrani;Fatima;15/06/1990;richiedente"
    )
    righe = [r.replace("INPS-ADI-2026-9000001", "") for r in (SECONDA, altra)]
    importazione = banco.anteprima(elenco(*righe))
    sua, della_vicina = importazione.righe.order_by("numero")
    assert (sua.domanda, della_vicina.domanda) == ("", "")
    assert CANARINO not in sua.grezzi
    assert "Via dei Gelsi 1" in della_vicina.grezzi
    assert "3180000001" in della_vicina.grezzi


def test_un_indirizzo_riscritto_nell_anteprima_si_deposita(banco: Banco, mario: Persona) -> None:
    importazione = banco.anteprima(elenco(PRIMA))
    assert not RecapitoRicevuto.objects.exists()
    posto = importazione.colonne.index("indirizzo")
    correggi_celle(importazione=importazione, numero=2, celle={posto: CANARINO})
    assert "CANARINO" not in tutta_la_banca_dati()
    assert RecapitoRicevuto.objects.count() == 1


def test_il_file_originale_lo_scarica_solo_il_coordinamento(
    banco: Banco, entra: Entra, mario: Persona
) -> None:
    importazione = porta_dentro(banco, "sara_sportello")
    indirizzo = reverse("importazione-file", args=[importazione.pk])
    negata = entra(banco.cast.sara_sportello).get(indirizzo)
    assert negata.status_code == 409
    assert "CANARINO" not in negata.content.decode()
    cora = entra(banco.cast.cora_coordina)
    assert "CANARINO" not in cora.get(indirizzo).text
    assert cora.post(indirizzo, {"motivo": "sì"}).status_code == 422
    aperture = Lettura.objects.filter(evento="importazione.file")
    assert [lettura.motivo for lettura in aperture] == ["", ""]  # seen, not downloaded
    scaricato = cora.post(indirizzo, {"motivo": "confronto chiesto dalla famiglia"})
    assert CANARINO.encode() in scaricato.content
    assert (
        aperture.latest("numero").motivo
        == f"elenco «{importazione.nome_file}». Motivo: confronto chiesto dalla famiglia"
    )


def test_prima_della_lettura_il_file_originale_e_solo_del_coordinamento(
    banco: Banco, entra: Entra, mario: Persona
) -> None:
    importazione = banco.carica(elenco(SECONDA))
    Importazione.objects.filter(pk=importazione.pk).update(operatore=banco.cast.sara_sportello)
    indirizzo = reverse("importazione-file", args=[importazione.pk])
    assert entra(banco.cast.sara_sportello).get(indirizzo).status_code == 409
    cora = entra(banco.cast.cora_coordina)
    assert "CANARINO" not in cora.get(indirizzo).text
    assert CANARINO.encode() in cora.post(indirizzo, {"motivo": "controllo prima della lettura"}).content


def test_ruotare_le_chiavi_e_togliere_la_protezione_comprendono_i_ricevuti(
    cast: Cast, banco: Banco, mario: Persona, settings: object
) -> None:
    porta_dentro(banco)
    vecchie = settings.CHIAVI_CIFRATURA  # type: ignore[attr-defined]
    settings.CHIAVI_CIFRATURA = {"nuova": "bnVvdmEtbnVvdmEtbnVvdmEtbnVvdmEtbnVvdmEtMTI=", **vecchie}  # type: ignore[attr-defined]
    assert ruota_chiavi() == 2
    togli_protezione(
        persona=mario, operatore=cast.cora_coordina, perimetro=perimetro(cast, "cora_coordina"), motivo=MOTIVO
    )  # type: ignore[arg-type]
    assert not RecapitoRicevuto.objects.exists()
