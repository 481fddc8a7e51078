"""The three lists in the archive: what enters, what stays out, and a second time nothing changes."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from cases.models import (
    Appartenenza,
    AttestazioneISEE,
    CasoAdi,
    ComponenteCaso,
    Importazione,
    Nucleo,
    Persona,
    Recapito,
    Scadenza,
)
from cases.rules.elenco.celle import piega
from cases.services.scadenze import differenze, ricalcola_scadenze
from tests.cases.importazione.banco import Banco

# Each list enters once: the tests that stand on it come one after the other.
OGNI_ELENCO = pytest.mark.parametrize("nome", ["pulito", "sporco", "cp1252"], scope="module")
PULITO, SPORCO, CP1252 = (
    pytest.mark.parametrize("nome", [nome], scope="module") for nome in ("pulito", "sporco", "cp1252")
)
Elenco = Callable[[str], bytes]
Atteso = Callable[[str], dict[str, Any]]


def impronta_dell_archivio() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the archive except the bookkeeping of the imports."""
    fuori = {"importazione", "rigaimportazione", "mappaturaelenco"}
    return {
        m.__name__: sorted(map(repr, m._default_manager.order_by("pk").values_list()))
        for m in apps.get_app_config("cases").get_models()
        if m._meta.model_name not in fuori
    }


@OGNI_ELENCO
def test_ogni_riga_salvata_ha_esito_e_motivi_attesi(
    anteprima: Importazione, atteso: Atteso, nome: str
) -> None:
    attese = {r["riga"]: (r["esito"], sorted(r["motivi"])) for r in atteso(nome)["righe"]}
    for riga in anteprima.righe.all():
        motivi = sorted({m["codice"] for m in riga.motivi if not m.get("scartato")})
        assert (riga.esito, motivi) == attese.get(riga.numero, ("accettata", []))


@OGNI_ELENCO
def test_l_archivio_e_quello_atteso(importato: Importazione, atteso: Atteso, nome: str) -> None:
    attesi = atteso(nome)["conteggi"]
    assert importato.stato == "conclusa"
    assert CasoAdi.objects.count() == attesi["nuclei"]
    assert Nucleo.objects.count() == attesi["nuclei"]
    assert Persona.objects.count() == attesi["persone"]
    assert Appartenenza.objects.count() == ComponenteCaso.objects.count() == attesi["appartenenze"]
    for esito in ("accettata", "avviso", "duplicata", "rifiutata", "vuota", "fuori_tabella"):
        assert importato.conteggi[esito] == attesi[esito]


@OGNI_ELENCO
def test_i_casi_hanno_i_valori_attesi(importato: Importazione, atteso: Atteso, nome: str) -> None:
    casi = {c.numero_domanda: c for c in CasoAdi.objects.select_related("comune", "nucleo")}
    entro = dict(Scadenza.objects.filter(tipo="primo_incontro").values_list("caso_id", "entro"))
    fuori = {r["domanda"] for r in atteso(nome)["righe"] if "COMUNE_FUORI_AMBITO" in r["motivi"]}
    for nucleo in atteso(nome)["nuclei"]:
        caso = casi[nucleo["domanda"]]
        isee = AttestazioneISEE.objects.filter(nucleo=caso.nucleo_id).first()
        assert str(caso.data_domanda) == nucleo["data_domanda"]
        assert (str(caso.data_pad) if caso.data_pad else None) == nucleo["data_pad"]
        assert (str(isee.valore) if isee and isee.valore is not None else None) == nucleo["isee"]
        assert (str(entro[caso.pk]) if caso.pk in entro else None) == nucleo["termine_120"]
        if nucleo["domanda"] in fuori:
            assert caso.comune is None
        else:
            assert caso.comune
            assert piega(caso.comune.nome) == piega(nucleo["comune"])
        codici = ComponenteCaso.objects.filter(caso=caso).values_list("persona__codice", flat=True)
        assert sorted(codici) == nucleo["codici"]


@SPORCO
def test_valori_discordi_restano_da_confermare(importato: Importazione, atteso: Atteso) -> None:
    per_motivo: dict[str, set[str]] = {}
    for riga in atteso("sporco")["righe"]:
        for motivo in riga["motivi"]:
            per_motivo.setdefault(motivo, set()).add(riga.get("domanda", ""))
    discordi = set(CasoAdi.objects.filter(pad_da_confermare=True).values_list("numero_domanda", flat=True))
    assert discordi == per_motivo["PAD_DISCORDE"]
    isee = AttestazioneISEE.objects.filter(da_confermare=True)
    assert set(isee.values_list("nucleo__casi__numero_domanda", flat=True)) == per_motivo["ISEE_DISCORDE"]
    assert not isee.exclude(valore=None).exists()
    assert Appartenenza.objects.filter(da_confermare=True).count() == 6


@PULITO
def test_le_scadenze_scritte_in_blocco_sono_quelle_del_servizio(importato: Importazione) -> None:
    oggi = datetime.datetime.now(tz=datetime.UTC).date()
    prima = impronta_dell_archivio()
    for caso in CasoAdi.objects.all()[:60]:
        assert differenze(caso, al=oggi) == []
        ricalcola_scadenze(caso, al=oggi)
    assert impronta_dell_archivio() == prima


@OGNI_ELENCO
def test_importato_due_volte_non_cambia_nulla(
    importato: Importazione, banco: Banco, elenco: Elenco, nome: str
) -> None:
    prima = impronta_dell_archivio()
    seconda = banco.tutto(elenco(nome))
    assert impronta_dell_archivio() == prima
    assert set(seconda.righe.exclude(effetto="").values_list("effetto", flat=True)) == {"invariato"}
    for riga in seconda.righe.exclude(differenze=[]):  # the other household has another address
        assert "PERSONA_IN_DUE_NUCLEI" in {m["codice"] for m in riga.motivi}


@CP1252
def test_ogni_riga_creata_ha_la_sua_prima_versione(importato: Importazione) -> None:
    for modello in (Persona, Nucleo, Appartenenza, CasoAdi, ComponenteCaso, AttestazioneISEE):
        storia = modello.history.model.objects
        assert storia.count() == modello._default_manager.count()
        prima = storia.first()
        assert prima.history_type == "+"
        assert prima.history_user_id == importato.operatore_id
        assert importato.nome_file in prima.history_change_reason


@SPORCO
@pytest.mark.usefixtures("importato")
def test_chi_e_senza_codice_entra_con_il_perche() -> None:
    senza = Persona.objects.filter(tipo_codice="privo")
    assert senza.count() == 8
    assert set(senza.values_list("motivo_senza_codice", flat=True)) == {"non indicato nell'elenco"}


@SPORCO
@pytest.mark.usefixtures("importato")
def test_i_recapiti_restano_leggibili_anche_se_scritti_male() -> None:
    assert Recapito.objects.filter(valore="chiedere alla figlia", nota__contains="Da verificare").exists()
    assert Recapito.objects.filter(valore="3180001111", nota__contains="3180001111 / 3180002222").exists()
    assert Recapito.objects.filter(valore="3180002222").exists()
    assert Recapito.objects.filter(tipo="email", valore="mario.example.org").exists()


@SPORCO
@pytest.mark.usefixtures("importato")
def test_due_persone_con_codici_omocodici_restano_due() -> None:
    for persona in Persona.objects.filter(tipo_codice="cf"):
        assert Persona.objects.filter(codice=persona.codice).count() == 1
    assert Importazione.objects.count() == 1


@SPORCO
@pytest.mark.usefixtures("importato")
def test_i_nomi_in_capitali_dell_elenco_diventano_nomi_propri() -> None:
    scritti = {p for coppia in Persona.objects.values_list("cognome", "nome") for p in coppia}
    assert not [p for p in scritti if len(p) > 1 and p.isupper()]
    assert scritti >= {"De Rocchis", "Dall'Arco", "Niccolò", "Maria Grazia", "Núñez Tarma"}
