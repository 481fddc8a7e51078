"""A process that dies half-way: whoever takes the work over ends with exactly the same archive."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from adi_platform.errori import DominioError
from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.ripresa import riprova
from cases.models import Appartenenza, AttestazioneISEE, CasoAdi, Importazione, Persona, Recapito, Scadenza
from cases.services.importazione import applica
from cases.services.importazione.applica import avvia_importazione, importa_elenco
from tests.cases.importazione.banco import Banco

Elenco = Callable[[str], bytes]
SPORCO, CP1252 = (pytest.mark.parametrize("nome", [nome], scope="module") for nome in ("sporco", "cp1252"))


class Ucciso(BaseException):
    """What nobody catches: the process is gone."""


def archivio() -> dict[str, Any]:
    """The archive without primary keys and instants: the same work done twice gives the same text."""
    return {
        "persone": sorted(
            map(
                repr,
                Persona.objects.values_list(
                    "tipo_codice", "codice", "cognome", "nome", "data_nascita", "sesso", "luogo_nascita",
                    "cittadinanza", "titolo_soggiorno", "indirizzo", "comune_residenza__nome", "residenza_altrove",
                ),
            )
        ),
        "casi": sorted(
            map(
                repr,
                CasoAdi.objects.values_list(
                    "numero_domanda", "data_domanda", "data_pad", "pad_da_confermare", "comune__nome", "stato",
                    "nucleo__referente__cognome", "note_elenco", "componenti__persona__cognome",
                    "componenti__obbligo", "componenti__percorso", "transizioni__mossa", "periodi__primo_mese",
                ),
            )
        ),
        "appartenenze": sorted(
            map(
                repr,
                Appartenenza.objects.values_list(
                    "nucleo__casi__numero_domanda", "persona__codice", "persona__cognome", "parentela", "da_confermare"
                ),
            )
        ),
        "isee": sorted(
            map(
                repr,
                AttestazioneISEE.objects.values_list(
                    "nucleo__casi__numero_domanda", "valore", "protocollo", "da_confermare"
                ),
            )
        ),
        "recapiti": sorted(map(repr, Recapito.objects.values_list("persona__codice", "tipo", "valore", "nota"))),
        "scadenze": sorted(  # not `chiave`: it holds the primary key of the person
            map(
                repr,
                Scadenza.objects.values_list(
                    "caso__numero_domanda", "tipo", "persona__codice", "entro", "stato"
                ),
            )
        ),
        "storia": Persona.history.model.objects.count(),
    }  # fmt: skip


def avviata(banco: Banco, importazione: Importazione) -> Lavoro:
    avvia_importazione(importazione=importazione, operatore=banco.cast.cora_coordina)
    importazione.refresh_from_db()
    assert importazione.lavoro is not None
    return importazione.lavoro


def senza_interruzioni(lavoro: Lavoro) -> dict[str, Any]:
    with transaction.atomic():
        importa_elenco(lavoro)
        fine = archivio()
        transaction.set_rollback(True)
    return fine


@CP1252
@pytest.mark.parametrize("blocco", [1, 2, 4])
@pytest.mark.parametrize("quando", ["prima di chiudere il blocco", "dopo il blocco"])
def test_ucciso_a_meta_riprende_e_finisce_uguale(
    banco: Banco, anteprima: Importazione, monkeypatch: pytest.MonkeyPatch, blocco: int, quando: str
) -> None:
    monkeypatch.setattr(applica, "NUCLEI_PER_VOLTA", 10)
    lavoro = avviata(banco, anteprima)
    atteso = senza_interruzioni(lavoro)
    fatti = 0
    originale = applica._applica if quando.startswith("prima") else applica.applica_blocco

    def muore(*argomenti: Any) -> None:
        nonlocal fatti
        originale(*argomenti)
        fatti += 1
        if fatti == blocco:
            raise Ucciso

    with monkeypatch.context() as guasto:
        guasto.setattr(applica, originale.__name__, muore)
        with pytest.raises(Ucciso):
            importa_elenco(lavoro)
    entrate = anteprima.righe.filter(importata_il__isnull=False).values("domanda").distinct().count()
    assert entrate == CasoAdi.objects.count() == 10 * (blocco - quando.startswith("prima"))
    importa_elenco(lavoro)
    assert archivio() == atteso
    anteprima.refresh_from_db()
    assert anteprima.stato == "conclusa"


@SPORCO
def test_una_persona_in_due_nuclei_non_dipende_da_dove_ci_si_ferma(
    banco: Banco, anteprima: Importazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    lavoro = avviata(banco, anteprima)
    atteso = senza_interruzioni(lavoro)
    monkeypatch.setattr(applica, "NUCLEI_PER_VOLTA", 37)
    importa_elenco(lavoro)
    assert archivio() == atteso


@CP1252
def test_un_nucleo_che_la_base_dati_rifiuta_non_ferma_gli_altri(
    banco: Banco, anteprima: Importazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    rifiutato = anteprima.righe.filter(esito="accettata").first()
    assert rifiutato is not None
    originale = applica.crea_nuclei

    def guasto(letti: Any, persone: Any, contesto: Any) -> Any:
        creati = originale(letti, persone, contesto)
        if rifiutato.domanda in creati:
            CasoAdi.objects.create(
                ambito=contesto.ambito,
                nucleo=creati[rifiutato.domanda].nucleo,
                numero_domanda=rifiutato.domanda,
            )
        return creati

    monkeypatch.setattr(applica, "crea_nuclei", guasto)
    banco.importa(anteprima)
    rifiutato.refresh_from_db()
    assert rifiutato.effetto == "saltato"
    assert "errore imprevisto" in rifiutato.nota_effetto
    assert CasoAdi.objects.count() == 47


@CP1252
def test_chi_ha_perso_l_incarico_non_importa(banco: Banco, anteprima: Importazione) -> None:
    lavoro = avviata(banco, anteprima)
    banco.cast.cora_coordina.incarichi.all().delete()
    from adi_platform.outbox.services.esegui import esegui

    esegui(lavoro_id=lavoro.pk)
    anteprima.refresh_from_db()
    assert anteprima.stato == "fallita"
    assert "non ha più l'incarico" in anteprima.errore
    assert not CasoAdi.objects.exists()


def test_leggere_due_volte_da_le_stesse_righe(banco: Banco, elenco: Elenco) -> None:
    importazione = banco.anteprima(elenco("sporco"))
    prima = list(importazione.righe.values_list("numero", "esito", "motivi", "valori"))
    importazione = banco.leggi(importazione)
    assert list(importazione.righe.values_list("numero", "esito", "motivi", "valori")) == prima


def test_non_si_riprova_un_elenco_che_non_c_e_piu(banco: Banco, elenco: Elenco) -> None:
    importazione = banco.carica(elenco("cp1252"))
    lavoro = Lavoro.objects.create(
        tipo="cases.leggi_elenco", chiave="prova", dati={"importazione": importazione.pk}, stato="fallito"
    )
    importazione.delete()
    with pytest.raises(DominioError, match="non c'è più"):
        riprova(genere="lavori", pk=lavoro.pk, operatore=banco.cast.cora_coordina)


@CP1252
def test_un_importazione_abbandonata_riparte_dalla_pagina_delle_consegne(
    banco: Banco, anteprima: Importazione
) -> None:
    avvia_importazione(importazione=anteprima, operatore=banco.cast.cora_coordina)
    anteprima.refresh_from_db()
    lavoro = Lavoro.objects.get(pk=anteprima.lavoro_id)
    Lavoro.objects.filter(pk=lavoro.pk).update(stato="fallito", ultimo_errore="Errore imprevisto (X).")
    lavoro.refresh_from_db()
    applica.importazione_fallita(lavoro)
    riprova(genere="lavori", pk=lavoro.pk, operatore=banco.cast.cora_coordina)
    banco.fai(anteprima)
    assert anteprima.stato == "conclusa"
    assert CasoAdi.objects.exists()
