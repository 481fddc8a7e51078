import json
import logging
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from adi_platform.organizzazione.models import Ambito, Comune, Utente
from adi_platform.ricerca.richiesta import interpreta
from adi_platform.riunioni.models import Partecipante
from cases import popolamento
from cases.enums import StatoCaso
from cases.models import CasoAdi, ComponenteCaso, Persona, ProssimoPasso, Scadenza
from cases.popolamento.contesto import Contesto
from cases.popolamento.dimostrazione import prepara_dimostrazione
from cases.rules.anagrafe import discordanze
from cases.rules.codici import analizza_codice
from cases.services.controllo_scadenze import controlla_scadenze
from cases.services.ricerca_persone import trova_persone
from cases.services.scadenze import ricalcola_scadenze

OGGI = timezone.localdate()


@pytest.fixture
def cartella(settings: object, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def test_la_dimostrazione_si_prepara_una_volta_ed_e_viva(
    db: None, cartella: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """One demo for all that is asked of it: it takes many seconds to make."""
    assert prepara_dimostrazione(oggi=OGGI)
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == [], "una scena manca"
    _ha_sessanta_nuclei_in_ogni_fase()
    _la_scrivania_e_viva()
    _gli_accessi_sono_scritti_e_funzionano(cartella)
    _chi_e_invitato_da_un_altro_ente_apre_la_riunione()
    prima = Persona.objects.count()
    assert not prepara_dimostrazione(oggi=OGGI)
    assert Persona.objects.count() == prima


def _ha_sessanta_nuclei_in_ogni_fase() -> None:
    ambito = Ambito.objects.get(codice="esempio")
    assert Comune.objects.filter(ambito=ambito).count() == 7
    casi = CasoAdi.objects.filter(ambito=ambito)
    assert 55 <= casi.count() <= 70
    # The signature of a Patto starts the monitoring at once: nobody stays between the two.
    assert set(StatoCaso.values) - set(casi.values_list("stato", flat=True)) <= {"patto_sottoscritto"}
    assert Persona.objects.filter(cognome="D'Angelo", nome="Nicolò").exists()
    assert Persona.objects.filter(protetta=True, indirizzo="").count() == 1


def _la_scrivania_e_viva() -> None:
    anna = Utente.objects.get(email="anna.verdi@esempio.invalid")
    contatori = CasoAdi.objects.filter(case_manager=anna).conta_categorie(OGGI)
    assert all(contatori[nome] for nome in ("ritardo", "vicine", "posto")), contatori
    assert (
        Scadenza.objects.filter(passi=[])
        .exclude(tipo="appuntamento")
        .exclude(chiave__startswith="rete:quesito")
        .count()
        == 0
    )
    assert ProssimoPasso.objects.count() > 40


def _chi_e_invitato_da_un_altro_ente_apre_la_riunione() -> None:
    inviti = Partecipante.objects.filter(utente__ente__isnull=False, riunione__incontro_equipe__isnull=False)
    assert inviti.exists()
    for invito in inviti.select_related("utente"):
        client = Client()
        client.force_login(invito.utente, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(f"/portale/riunioni/{invito.riunione_id}/").status_code == 200


def _gli_accessi_sono_scritti_e_funzionano(cartella: Path) -> None:
    accessi = json.loads((cartella / "demo.json").read_text(encoding="utf-8"))
    assert {"ruolo", "nome", "email", "parola"} == set(accessi[0])
    assert len({a["ruolo"] for a in accessi}) == 12
    assert all(Client().login(email=a["email"], password=a["parola"]) for a in accessi[:2])


def test_le_persone_inventate_hanno_codici_validi_e_coerenti(db: None) -> None:
    call_command("popola", persone=300, ambito="prova", stdout=StringIO())
    assert Persona.objects.count() >= 300
    for persona in Persona.objects.exclude(codice=""):
        letto = analizza_codice(persona.codice, al=OGGI)
        assert letto.valido
        assert letto.tipo == persona.tipo_codice
        dati = {"cognome": persona.cognome, "nome": persona.nome, "sesso": persona.sesso}
        assert discordanze(letto, data_nascita=persona.data_nascita, **dati) == []


def test_chi_e_scritto_in_massa_si_trova_anche_con_un_errore(db: None) -> None:
    call_command("popola", persone=50, ambito="prova", stdout=StringIO())
    ambito = Ambito.objects.get(codice="prova")
    persona = Persona.objects.filter(cognome_norm__regex=r"^[a-z]{8,}$").first()
    assert persona is not None
    sbagliato = persona.cognome_norm[:3] + persona.cognome_norm[4:]
    trovate = trova_persone(interpreta(f"{sbagliato} {persona.nome}"), ambiti=[ambito.pk])
    assert persona.pk in [t.persona_id for t in trovate]


def test_le_scadenze_scritte_in_massa_sono_quelle_che_l_ufficio_calcola(db: None) -> None:
    call_command("popola", persone=400, ambito="prova", stdout=StringIO())
    assert CasoAdi.objects.in_corso().filter(appuntamenti__isnull=False).exists()
    assert controlla_scadenze(al=OGGI).differenze == ()
    prima = list(ProssimoPasso.objects.order_by("pk").values())
    for caso in CasoAdi.objects.in_corso():
        ricalcola_scadenze(caso, al=OGGI)
    assert list(ProssimoPasso.objects.order_by("pk").values()) == prima


def test_popola_si_ripete_aggiungendo_senza_doppioni(db: None) -> None:
    for _ in range(2):
        call_command("popola", persone=100, ambito="prova", stdout=StringIO())
    domande = CasoAdi.objects.values_list("numero_domanda", flat=True)
    assert len(domande) == len(set(domande)) > 60
    assert ComponenteCaso.objects.count() >= 200


def test_i_piani_alti_aggiungono_la_loro_fase(
    db: None, cartella: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(popolamento, "_fasi", [])
    visti: dict[str, list[str]] = {}

    def segna(codice: str) -> popolamento.Fase:
        def funzione(contesto: Contesto, casi: object) -> None:
            visti[codice] = [c.stato for c in casi]  # type: ignore[attr-defined]

        return funzione

    for codice in ("in_analisi", "monitoraggio"):
        popolamento.registra_fase(codice, segna(codice))
    prepara_dimostrazione(oggi=OGGI)
    assert {"ricevuto", "assegnato", "convocato", "incontrato"}.isdisjoint(visti["in_analisi"])
    assert {"in_analisi", "patto_sottoscritto", "monitoraggio"} <= set(visti["in_analisi"])
    assert "monitoraggio" in visti["monitoraggio"]
