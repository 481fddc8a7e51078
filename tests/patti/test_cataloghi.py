"""The catalogues: in order, explained when wrong, replaced by an Ambito without touching the others."""

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from adi_platform.organizzazione.models import Utente
from patti.services.cataloghi import catalogo_di, contenuto_di_partenza, errori_di
from tests.people import Cast

Entra = Callable[[Utente], Client]


def test_i_contenuti_del_progetto_sono_in_ordine() -> None:
    call_command("verifica_contenuti")


def test_un_errore_si_dice_con_la_voce_e_il_rimedio() -> None:
    contenuto = copy.deepcopy(contenuto_di_partenza("impegni"))
    contenuto["impegni"][0]["verifica"] = {}
    contenuto["impegni"][1]["codice"] = contenuto["impegni"][0]["codice"]

    errori = errori_di("impegni", contenuto, altri={})

    assert "IM.CONT.01: manca «verifica» con «chi» e «come»" in errori
    assert "IM.CONT.01: il codice è scritto due volte" in errori


def test_il_comando_spiega_un_file_che_non_si_legge(tmp_path: Path) -> None:
    file = tmp_path / "obiettivi.yaml"
    file.write_text("risultati: [", encoding="utf-8")

    with pytest.raises(CommandError, match="errori nei contenuti"):
        call_command("verifica_contenuti", obiettivi=file)


def test_l_ambito_sostituisce_il_proprio_catalogo(cast: Cast, entra: Entra) -> None:
    contenuto = copy.deepcopy(contenuto_di_partenza("sostegni"))
    contenuto["sostegni"][0]["nome"] = "Sportello di Prova"
    file = SimpleUploadedFile("sostegni.yaml", yaml.safe_dump(contenuto).encode())

    entra(cast.cora_coordina).post(reverse("patto-cataloghi"), {"tipo": "sostegni", "file": file})

    assert catalogo_di(cast.territorio.ambito.pk).sostegni["SO.A.01"].nome == "Sportello di Prova"
    altrove = catalogo_di(cast.territorio.altro_ambito.pk)
    assert altrove.sostegni["SO.A.01"].nome == "Sportello di informazione e orientamento"


def test_un_catalogo_sbagliato_non_entra_e_torna_con_gli_errori(cast: Cast, entra: Entra) -> None:
    file = SimpleUploadedFile("impegni.yaml", b"impegni: []")

    risposta = entra(cast.cora_coordina).post(reverse("patto-cataloghi"), {"tipo": "impegni", "file": file})

    assert risposta.status_code == 422
    assert "nessuna voce è stata cambiata" in risposta.content.decode()
    assert "IM.CONT.01" in catalogo_di(cast.territorio.ambito.pk).impegni


def test_chi_non_coordina_non_sostituisce(cast: Cast, entra: Entra) -> None:
    assert entra(cast.anna_verdi).post(reverse("patto-cataloghi"), {}).status_code == 404
