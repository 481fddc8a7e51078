"""A date written by mistake: corrected with a reason, the terms counted again and the change explained."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from adi_platform.errori import DominioError
from cases.models import CasoAdi, CorrezioneDate
from cases.services.correzioni import correggi_date, correggi_ingresso, correzioni_di
from cases.services.scadenze import casi_aperti_di, differenze
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast

PAD = datetime.date(2026, 9, 10)
PAD_GIUSTO = datetime.date(2026, 8, 28)
VECCHIO_TERMINE = datetime.date(2027, 1, 8)
NUOVO_TERMINE = datetime.date(2026, 12, 26)


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    return crea_caso(cast, data_pad=PAD)


def correggi(
    cast: Cast, caso: CasoAdi, motivo: str = "letta male sulla piattaforma", **date: object
) -> CasoAdi:
    nomi = ("data_domanda", "data_pad", "data_trasmissione", "data_accoglimento")
    return correggi_date(
        caso=caso, versione=caso.versione, operatore=cast.anna_verdi, al=oggi(), motivo=motivo,
        **{nome: date.get(nome, getattr(caso, nome)) for nome in nomi},
    )  # fmt: skip


def primo_incontro(caso: CasoAdi) -> datetime.date:
    return caso.scadenze.get(chiave="primo_incontro").entro


def test_il_pad_corretto_sposta_i_termini_e_la_correzione_lo_spiega(cast: Cast, caso: CasoAdi) -> None:
    assert primo_incontro(caso) == VECCHIO_TERMINE
    correggi(cast, caso, data_pad=PAD_GIUSTO, data_domanda=PAD_GIUSTO)
    assert primo_incontro(caso) == NUOVO_TERMINE
    [riga] = correzioni_di(caso)
    assert {d["campo"]: (d["prima"], d["dopo"]) for d in riga.date} == {
        "PAD del nucleo sottoscritto il": (str(PAD), str(PAD_GIUSTO)),
        "data della domanda": (str(PAD), str(PAD_GIUSTO)),
    }
    titolo = caso.scadenze.get(chiave="primo_incontro").titolo
    assert {"caso": caso.pk, "titolo": titolo, "prima": str(VECCHIO_TERMINE), "dopo": str(NUOVO_TERMINE)} in (
        riga.termini
    )
    assert caso.history.first().history_change_reason == "letta male sulla piattaforma"


def test_il_periodo_di_beneficio_segue_il_pad_corretto(cast: Cast, caso: CasoAdi) -> None:
    assert caso.periodi.get().primo_mese == datetime.date(2026, 10, 1)
    correggi(cast, caso, data_pad=PAD_GIUSTO, data_domanda=PAD_GIUSTO)
    periodo = caso.periodi.get()
    assert (periodo.primo_mese, periodo.data_pad) == (datetime.date(2026, 9, 1), PAD_GIUSTO)
    assert periodo.history.count() == 2
    assert differenze(CasoAdi.objects.get(pk=caso.pk), al=oggi()) == []


def test_una_data_gia_scritta_non_cambia_senza_motivo(cast: Cast, caso: CasoAdi) -> None:
    with pytest.raises(DominioError, match="scrivi perché") as errore:
        correggi(cast, caso, motivo=" ", data_pad=PAD_GIUSTO)
    assert errore.value.campo == "motivo"
    caso.refresh_from_db()
    assert caso.data_pad == PAD
    assert not CorrezioneDate.objects.exists()


def test_una_data_mancante_si_scrive_senza_spiegazioni(cast: Cast, caso: CasoAdi) -> None:
    correggi(cast, caso, motivo="", data_accoglimento=PAD)
    caso.refresh_from_db()
    assert caso.data_accoglimento == PAD
    assert not CorrezioneDate.objects.exists()


def test_l_ingresso_nel_nucleo_si_corregge_con_un_motivo(cast: Cast, caso: CasoAdi) -> None:
    riga = caso.nucleo.appartenenze.get(parentela="figlio")
    prima, giusto = riga.periodo.lower, datetime.date(2025, 2, 3)
    chi = {"appartenenza": riga, "operatore": cast.anna_verdi, "al": oggi()}
    with pytest.raises(DominioError) as errore:
        correggi_ingresso(dal=giusto, motivo="", **chi)
    assert errore.value.campo == "motivo"
    correggi_ingresso(dal=giusto, motivo="certificato di residenza", **chi)
    riga.refresh_from_db()
    assert (riga.periodo.lower, riga.history.count()) == (giusto, 2)
    [correzione] = correzioni_di(caso)
    assert correzione.date == [{"campo": "nel nucleo dal", "prima": str(prima), "dopo": str(giusto)}]
    assert correzione.termini == []
    with pytest.raises(DominioError, match="già scritto"):
        correggi_ingresso(dal=giusto, motivo="di nuovo", **chi)


def test_i_casi_del_nucleo_si_leggono_gia_bloccati(caso: CasoAdi) -> None:
    with CaptureQueriesContext(connection) as lette:
        assert casi_aperti_di(caso.nucleo) == [caso]
    assert "FOR UPDATE" in lette[0]["sql"]


def test_il_richiedente_adulto_puo_risultare_nel_nucleo_da_quando_era_bambino(
    cast: Cast, caso: CasoAdi
) -> None:
    chi = {"motivo": "prova", "operatore": cast.anna_verdi, "al": oggi()}
    richiedente = caso.nucleo.appartenenze.get(parentela="richiedente")
    riga = correggi_ingresso(appartenenza=richiedente, dal=datetime.date(1999, 1, 1), **chi)
    assert riga.periodo.lower == datetime.date(1999, 1, 1)


def test_le_pagine_dicono_che_cosa_e_cambiato(cast: Cast, entra: Entra, caso: CasoAdi) -> None:
    client = entra(cast.anna_verdi)
    scritto = {
        "versione": caso.versione, "data_domanda": "28/08/2026", "data_pad": "28/08/2026",
        "data_trasmissione": f"{caso.data_trasmissione:%d/%m/%Y}",
    }  # fmt: skip
    senza = client.post(reverse("caso-date", args=[caso.pk]), scritto)
    assert senza.status_code == 422
    assert senza.context["form"].errors["motivo"]
    assert "28/08/2026" in senza.text
    assert (
        client.post(reverse("caso-date", args=[caso.pk]), {**scritto, "motivo": "CANE-13"}).status_code == 302
    )
    scadenze = client.get(reverse("caso-scadenze", args=[caso.pk])).text
    assert "CANE-13" in scadenze
    assert "era entro il 08/01/2027, ora entro il 26/12/2026" in scadenze
    assert "CANE-13" in client.get(reverse("caso-cronologia", args=[caso.pk])).text
    membro = caso.nucleo.appartenenze.get(parentela="figlio")
    ingresso = reverse("nucleo-componente-ingresso", args=[caso.nucleo_id, membro.pk])
    assert client.post(ingresso, {}).status_code == 422
    assert client.post(ingresso, {"dal": "03/02/2025", "motivo": "GATTO-14"}).status_code == 302
    assert "GATTO-14" in client.get(reverse("nucleo-scheda", args=[caso.nucleo_id])).text
    assert "GATTO-14" in client.get(reverse("caso-scadenze", args=[caso.pk])).text
