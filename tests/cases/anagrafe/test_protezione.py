import json

import pytest
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from adi_platform.errori import DominioError
from adi_platform.organizzazione.perimetro import calcola_perimetro
from adi_platform.registro_accessi.models import Lettura
from cases.models import Importazione, Nucleo, Persona, Recapito, RecapitoProtetto, RigaImportazione
from cases.services.custodia import ContenutoProtetto, ruota_chiavi
from cases.services.persone import aggiorna_persona
from cases.services.protezione import (
    leggi_recapito_protetto,
    proteggi_persona,
    scrivi_recapito_protetto,
    togli_protezione,
)
from cases.services.recapiti import aggiungi_recapito
from tests.cases.anagrafe.conftest import OGGI, nuova_persona, nuovo_caso, nuovo_nucleo
from tests.cases.anagrafe.test_persone import con
from tests.conftest import Entra
from tests.people import Cast

VIA = "CANARY-VIA-SEGRETA 12"
LUOGO = "CANARY-LUOGO"
TELEFONO = "318 9990001"
MOTIVO = "consegna di una convocazione"


@pytest.fixture
def protetta(cast: Cast) -> Persona:
    """A protected woman in the same household as her husband; Anna follows the case."""
    marito = nuova_persona(cast, "Brandì", "Ugo", indirizzo="Via dei Gelsi 1")
    persona = nuova_persona(cast, "Brandì", "Ada", indirizzo=VIA, residenza_altrove=LUOGO)
    aggiungi_recapito(persona=persona, operatore=None, tipo="telefono", valore=TELEFONO)
    nuovo_caso(nuovo_nucleo(cast, marito, persona), "INPS-ADI-2026-9000009", case_manager=cast.anna_verdi)
    proteggi_persona(persona=persona, operatore=cast.anna_verdi)
    persona.refresh_from_db()
    return persona


def perimetro(cast: Cast, nome: str) -> object:
    return calcola_perimetro(getattr(cast, nome), al=OGGI)


def apri(cast: Cast, nome: str, persona: Persona, motivo: str = MOTIVO) -> ContenutoProtetto:
    return leggi_recapito_protetto(persona=persona, perimetro=perimetro(cast, nome), motivo=motivo)  # type: ignore[arg-type]


def tutta_la_banca_dati() -> str:
    """Every row of every table as text, as a dump would hold it."""
    testo = []
    with connection.cursor() as cursore:
        for tabella in connection.introspection.table_names(cursore):
            cursore.execute(f'SELECT t::text FROM "{tabella}" t')  # noqa: S608  names come from the catalogue
            testo += [riga[0] for riga in cursore.fetchall()]
    return "\n".join(testo)


def test_dopo_la_protezione_l_indirizzo_non_e_in_nessuna_riga_della_banca_dati(protetta: Persona) -> None:
    assert protetta.indirizzo == ""
    assert not Recapito.objects.filter(persona=protetta).exists()
    contenuto = tutta_la_banca_dati()
    for segreto in (VIA, LUOGO, TELEFONO, "3189990001"):
        assert segreto not in contenuto


def test_la_storia_resta_ma_senza_indirizzo(protetta: Persona) -> None:
    assert protetta.history.count() == 2
    assert {(h.indirizzo, h.residenza_altrove) for h in protetta.history.all()} == {("", "")}


def test_nessuna_pagina_mostra_l_indirizzo_a_nessuno(cast: Cast, entra: Entra, protetta: Persona) -> None:
    nucleo = Nucleo.objects.get()
    marito = Persona.objects.get(nome="Ugo")
    pagine = [
        *(
            reverse(n, args=[p.pk])
            for p in (protetta, marito)
            for n in ("persona-scheda", "persona-recapiti")
        ),
        *(reverse(n, args=[protetta.pk]) for n in ("persona-modifica", "persona-protetto")),
        reverse("nucleo-scheda", args=[nucleo.pk]),
        reverse("caso-scheda", args=[nucleo.casi.get().pk]),
    ]
    for utente in cast.tutti().values():
        client = entra(utente)
        for url in pagine:
            assert b"CANARY" not in client.get(url).content
        for cercato in ("brandi", TELEFONO, VIA):
            risposta = client.post(reverse("cerca"), {"q": cercato}).content.replace(cercato.encode(), b"")
            assert b"CANARY" not in risposta


def test_chi_e_protetto_compare_per_nome_solo_a_chi_puo_aprirlo(
    cast: Cast, entra: Entra, protetta: Persona
) -> None:
    per_nome = {
        nome: b"Brand\xc3\xac Ada"
        in entra(getattr(cast, nome)).post(reverse("cerca"), {"q": "brandi ada"}).content
        for nome in ("anna_verdi", "cora_coordina", "bruno_colle", "carla_mare")
    }
    assert per_nome == {"anna_verdi": True, "cora_coordina": True, "bruno_colle": False, "carla_mare": False}


@pytest.mark.parametrize("chi", ["anna_verdi", "cora_coordina"])
def test_chi_segue_il_caso_e_il_coordinamento_aprono_scrivendo_perche(
    cast: Cast, entra: Entra, protetta: Persona, chi: str
) -> None:
    client, url = entra(getattr(cast, chi)), reverse("persona-protetto", args=[protetta.pk])
    assert b"CANARY" not in client.post(url, {"motivo": "boh"}).content
    testo = client.post(url, {"motivo": MOTIVO}).content.decode()
    assert VIA in testo
    assert TELEFONO in testo
    lettura = Lettura.objects.filter(evento="persona.recapito_protetto").latest("numero")
    assert (lettura.persone, lettura.motivo) == ([protetta.pk], MOTIVO)


@pytest.mark.parametrize(
    "chi", ["bruno_colle", "sara_sportello", "vera_verifiche", "dario_dirigente", "dora_dpo"]
)
def test_nessun_altro_apre_il_domicilio_protetto(
    cast: Cast, entra: Entra, protetta: Persona, chi: str
) -> None:
    with pytest.raises(DominioError, match="rivolgiti a loro"):
        apri(cast, chi, protetta)
    url = reverse("persona-protetto", args=[protetta.pk])
    risposta = entra(getattr(cast, chi)).post(url, {"motivo": MOTIVO})
    assert risposta.status_code in {403, 404}
    assert b"CANARY" not in risposta.content


def test_modificare_i_dati_o_reimportarli_non_riporta_l_indirizzo_in_chiaro(
    cast: Cast, protetta: Persona
) -> None:
    aggiorna_persona(
        persona_id=protetta.pk,
        versione=protetta.versione,
        operatore=cast.anna_verdi,
        al=OGGI,
        dati=con(cognome="Brandì", nome="Ada", indirizzo=VIA, residenza_altrove=LUOGO),
    )
    assert VIA not in tutta_la_banca_dati()
    with pytest.raises(DominioError, match="parte riservata"):
        aggiungi_recapito(persona=protetta, operatore=None, tipo="telefono", valore=TELEFONO)


def test_le_righe_degli_elenchi_perdono_indirizzo_e_recapiti(cast: Cast) -> None:
    persona = nuova_persona(cast, "Brandì", "Ada", indirizzo=VIA)
    caso = nuovo_caso(nuovo_nucleo(cast, persona), "INPS-ADI-2026-9000010", case_manager=cast.anna_verdi)
    importazione = Importazione.objects.create(
        ambito=cast.territorio.ambito,
        operatore=cast.cora_coordina,
        nome_file="elenco.csv",
        sha256="0" * 64,
        data_estrazione=OGGI,
    )
    valori = {"indirizzo": VIA.lower(), "cognome": "Brandì", "altro": [VIA, 3]}
    riga = RigaImportazione.objects.create(
        importazione=importazione, numero=2, grezzi=[*valori.values()], valori=valori, caso=caso
    )
    proteggi_persona(persona=persona, operatore=None)
    riga.refresh_from_db()
    assert "canary" not in json.dumps([riga.grezzi, riga.valori]).lower()
    assert riga.valori["cognome"] == "Brandì"


def test_togliere_la_protezione_riporta_indirizzo_e_recapiti(cast: Cast, protetta: Persona) -> None:
    togli_protezione(
        persona=protetta,
        operatore=cast.anna_verdi,
        perimetro=perimetro(cast, "anna_verdi"),  # type: ignore[arg-type]
        motivo="la persona lo ha chiesto",
    )
    protetta.refresh_from_db()
    assert (protetta.protetta, protetta.indirizzo) == (False, VIA)
    assert protetta.recapiti.get().valore == TELEFONO


def test_ruotare_le_chiavi_riscrive_tutto_con_la_nuova(
    cast: Cast, protetta: Persona, settings: object
) -> None:
    vecchie = settings.CHIAVI_CIFRATURA  # type: ignore[attr-defined]
    nuove = {"nuova": "B" * 43 + "=", **vecchie}
    with override_settings(CHIAVI_CIFRATURA=nuove):
        assert ruota_chiavi() == 1
        assert ruota_chiavi() == 0
    with override_settings(CHIAVI_CIFRATURA={"nuova": nuove["nuova"]}):
        assert apri(cast, "anna_verdi", protetta).indirizzo == VIA
    with pytest.raises(DominioError, match="chiave"):
        apri(cast, "anna_verdi", protetta)


def test_un_contenuto_spostato_su_un_altra_persona_non_si_apre(cast: Cast, protetta: Persona) -> None:
    altra = nuova_persona(cast, "Re", "Ugo")
    proteggi_persona(persona=altra, operatore=None)
    rubato = RecapitoProtetto.objects.get(persona=protetta)
    RecapitoProtetto.objects.filter(persona=altra).update(cifrato=rubato.cifrato, chiave=rubato.chiave)
    with pytest.raises(DominioError, match="alterato"):
        apri(cast, "cora_coordina", altra)


def test_scrivere_il_domicilio_protetto_sostituisce_quello_di_prima(cast: Cast, protetta: Persona) -> None:
    scrivi_recapito_protetto(
        persona=protetta,
        perimetro=perimetro(cast, "anna_verdi"),  # type: ignore[arg-type]
        contenuto=ContenutoProtetto(indirizzo="CANARY-NUOVA"),
    )
    assert apri(cast, "anna_verdi", protetta).indirizzo == "CANARY-NUOVA"
    assert "CANARY" not in tutta_la_banca_dati()
