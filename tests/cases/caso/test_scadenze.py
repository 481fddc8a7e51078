"""The deadlines come from the facts, with their explanation, and computing twice changes nothing."""

import datetime
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.module_loading import import_string

from adi_platform.organizzazione.models import ParametroAmbito
from cases.enums import EsitoIncontro, StatoCaso, StatoScadenza, TipoAppuntamento, TipoScadenza
from cases.models import CasoAdi, ProssimoPasso, Scadenza
from cases.services.casi import escludi_da_monitoraggio, riammetti_al_monitoraggio
from cases.services.scadenze import adempi_scadenza, differenze, imposta_scadenza, ricalcola_scadenze
from cases.services.scorrimento import porta_avanti_gepi, porta_avanti_passi
from tests.casi import crea_appuntamento, crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast

D = datetime.date


def _scadenza(caso: CasoAdi, chiave: str) -> Scadenza:
    return caso.scadenze.get(chiave=chiave)


@pytest.mark.parametrize(
    ("domanda", "pad", "trasmissione", "entro"),
    [
        (D(2026, 3, 10), D(2026, 3, 15), D(2026, 3, 17), D(2026, 7, 13)),
        (D(2024, 2, 29), D(2024, 2, 29), D(2024, 3, 12), D(2024, 7, 10)),
        (D(2023, 12, 18), D(2023, 12, 18), D(2024, 1, 26), D(2024, 5, 25)),
        (D(2026, 1, 16), D(2026, 1, 17), D(2026, 1, 20), D(2026, 5, 17)),
    ],
)
def test_il_primo_incontro_scade_come_nei_casi_dell_ufficio(
    cast: Cast, domanda: D, pad: D, trasmissione: D, entro: D
) -> None:
    caso = crea_caso(cast, data_pad=pad)
    caso.data_domanda, caso.data_trasmissione = domanda, trasmissione
    caso.save()
    ricalcola_scadenze(caso, al=oggi())
    riga = _scadenza(caso, "primo_incontro")
    assert riga.entro == entro
    assert sum(p["giorni_contati"] for p in riga.passi) == 120
    assert "DM 154/2023" in riga.passi[-1]["riferimento"]


def test_un_assenza_giustificata_fa_ripartire_i_120_giorni(cast: Cast) -> None:
    caso = crea_caso(cast, data_pad=oggi() - datetime.timedelta(days=100))
    crea_appuntamento(
        caso,
        cast.anna_verdi,
        giorni=-1,
        esito=EsitoIncontro.ASSENZA_GIUSTIFICATA,
        motivo_giustificato="MG.01",
    )
    riga = _scadenza(caso, "primo_incontro")
    assert riga.entro == oggi() + datetime.timedelta(days=119)
    assert "da capo" in riga.perche


def test_ogni_incontro_apre_il_suo_ciclo_di_90_giorni_e_chiude_il_precedente(cast: Cast) -> None:
    caso = crea_caso(cast, data_pad=oggi() - datetime.timedelta(days=110))
    primo = crea_appuntamento(caso, cast.anna_verdi, giorni=-80, esito=EsitoIncontro.SVOLTO)
    assert _scadenza(caso, f"monitoraggio:{primo.pk}").entro == oggi() + datetime.timedelta(days=10)
    secondo = crea_appuntamento(
        caso, cast.anna_verdi, giorni=-5, tipo=TipoAppuntamento.MONITORAGGIO, esito=EsitoIncontro.SVOLTO
    )
    assert _scadenza(caso, f"monitoraggio:{primo.pk}").stato == StatoScadenza.ADEMPIUTA
    assert _scadenza(caso, f"monitoraggio:{secondo.pk}").entro == oggi() + datetime.timedelta(days=85)


def test_chi_e_escluso_dal_monitoraggio_non_ha_la_verifica_e_poi_la_riprende(cast: Cast) -> None:
    caso = crea_caso(cast)
    incontro = crea_appuntamento(caso, cast.anna_verdi, giorni=-5, esito=EsitoIncontro.SVOLTO)
    escludi_da_monitoraggio(caso=caso, motivo="tutti oltre i 60 anni", operatore=cast.anna_verdi, al=oggi())
    assert _scadenza(caso, f"monitoraggio:{incontro.pk}").stato == StatoScadenza.ANNULLATA
    riammetti_al_monitoraggio(caso=caso, operatore=cast.anna_verdi, al=oggi())
    assert _scadenza(caso, f"monitoraggio:{incontro.pk}").stato == StatoScadenza.APERTA


def test_l_ambito_puo_cambiare_quello_che_la_norma_gli_lascia(cast: Cast) -> None:
    ParametroAmbito.objects.create(
        ambito=cast.territorio.ambito,
        chiave="adi.convocazione_giorni",
        valore="45",
        dal=D(2024, 1, 1),
        riferimento="Determina di prova 1/2026",
    )
    caso = crea_caso(cast, data_pad=D(2026, 9, 1))
    riga = _scadenza(caso, "convocazione")
    assert riga.entro == D(2026, 10, 16)
    assert "Determina di prova" in str(riga.passi)


def test_ricalcolare_due_volte_non_scrive_nulla(cast: Cast) -> None:
    caso = crea_caso(cast)
    crea_appuntamento(caso, cast.anna_verdi)
    prima = list(caso.scadenze.order_by("pk").values_list("pk", "calcolata_il"))
    with CaptureQueriesContext(
        connection,
    ) as catturate:
        ricalcola_scadenze(caso, al=oggi())
    scritture = [q["sql"] for q in catturate if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert scritture == []
    assert list(caso.scadenze.order_by("pk").values_list("pk", "calcolata_il")) == prima


def test_la_convocazione_consigliata_non_diventa_il_prossimo_passo(cast: Cast) -> None:
    caso = crea_caso(cast, data_pad=oggi() - datetime.timedelta(days=70))
    passo = ProssimoPasso.objects.get(caso=caso)
    assert passo.scadenza is not None
    assert passo.scadenza.tipo == TipoScadenza.PRIMO_INCONTRO
    assert passo.consigliata_entro == oggi() - datetime.timedelta(days=10)


def test_senza_pad_il_prossimo_passo_lo_chiede(cast: Cast) -> None:
    caso = crea_caso(cast, componenti=1)
    caso.data_pad = None
    caso.save()
    caso.periodi.all().delete()
    ricalcola_scadenze(caso, al=oggi())
    assert ProssimoPasso.objects.get(caso=caso).titolo == "Scrivere la data del PAD"


def test_un_caso_chiuso_non_ha_piu_scadenze_aperte(cast: Cast) -> None:
    caso = crea_caso(cast)
    caso.stato = StatoCaso.CHIUSO
    caso.save()
    ricalcola_scadenze(caso, al=oggi())
    assert not caso.scadenze.filter(stato=StatoScadenza.APERTA).exists()
    assert not ProssimoPasso.objects.filter(caso=caso).exists()


def test_un_piano_alto_imposta_e_adempie_la_sua_scadenza(cast: Cast) -> None:
    caso = crea_caso(cast)
    imposta_scadenza(
        caso=caso,
        tipo=TipoScadenza.VERIFICA_PATTO,
        chiave="verifica:1",
        titolo="Verifica del Patto",
        entro=oggi(),
        decorre_dal=None,
        perche="prevista dal Patto",
        passi=[],
    )
    assert ProssimoPasso.objects.get(caso=caso).titolo == "Verifica del Patto"
    ricalcola_scadenze(caso, al=oggi())
    assert _scadenza(caso, "verifica:1").stato == StatoScadenza.APERTA
    adempi_scadenza(caso=caso, chiave="verifica:1", il=oggi())
    assert _scadenza(caso, "verifica:1").stato == StatoScadenza.ADEMPIUTA


def test_un_piano_alto_non_tocca_le_scadenze_calcolate(cast: Cast) -> None:
    caso = crea_caso(cast)
    with pytest.raises(ValueError, match="computed"):
        imposta_scadenza(
            caso=caso, tipo=TipoScadenza.PATTO, chiave="patto", titolo="x", entro=oggi(), decorre_dal=None,
            perche="", passi=[],
        )  # fmt: skip


def test_la_verifica_notturna_segnala_e_non_corregge(cast: Cast) -> None:
    caso = crea_caso(cast)
    Scadenza.objects.filter(caso=caso, chiave="primo_incontro").update(entro=D(2030, 1, 1))
    uscita = StringIO()
    call_command("verifica_scadenze", stdout=uscita)
    assert "primo_incontro: scritta 01/01/2030" in uscita.getvalue()
    assert _scadenza(caso, "primo_incontro").entro == D(2030, 1, 1)
    assert "Con differenze: 1." in uscita.getvalue()


def test_ogni_notte_il_controllo_scrive_nel_registro_senza_correggere(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caso, giusto = crea_caso(cast), crea_caso(cast)
    Scadenza.objects.filter(caso=caso, chiave="primo_incontro").update(entro=D(2030, 1, 1))
    voci = settings.CELERY_BEAT_SCHEDULE["cases.verifica_scadenze"]
    with caplog.at_level("INFO", logger="cases.services.controllo_scadenze"):
        import_string(voci["task"]).run()
    assert f"caso {caso.pk}, primo_incontro: scritta 01/01/2030" in caplog.text
    assert f"caso {giusto.pk}," not in caplog.text
    assert _scadenza(caso, "primo_incontro").entro == D(2030, 1, 1)


def test_una_registrazione_di_mesi_fa_non_nasconde_il_termine_vicino(cast: Cast) -> None:
    """Past the day 20 the entry counts for a later month: the date to show is the next useful one."""
    caso = crea_caso(cast)
    crea_appuntamento(caso, cast.anna_verdi, giorni=-100, esito="svolto")
    chiave = f"gepi:{caso.appuntamenti.get().pk}"
    ricalcola_scadenze(caso, al=oggi() - datetime.timedelta(days=90))
    assert _scadenza(caso, chiave).entro < oggi()
    assert porta_avanti_gepi(al=oggi()) == 1
    assert oggi() <= _scadenza(caso, chiave).entro <= oggi() + datetime.timedelta(days=31)
    assert "è passato" in _scadenza(caso, chiave).perche
    assert porta_avanti_gepi(al=oggi()) == 0
    assert differenze(caso, al=oggi()) == []


def test_la_scrivania_mette_prima_il_ritardo_poi_oggi_poi_quello_che_viene(cast: Cast, entra: Entra) -> None:
    giorni = {"Alfanti": -40, "Betulli": -1, "Ceretti": 0, "Diodati": 3, "Esposti": 60}
    for nome in reversed(giorni):
        caso = crea_caso(cast, cognome=nome)
        entro = oggi() + datetime.timedelta(days=giorni[nome])
        ProssimoPasso.objects.filter(caso=caso).update(entro=entro, consigliata_entro=None)
    client = entra(cast.anna_verdi)
    for indirizzo in (reverse("scrivania"), reverse("caso-elenco")):
        pagina = client.get(indirizzo).text
        posti = [pagina.index(nome) for nome in giorni]
        assert posti == sorted(posti), indirizzo


@pytest.mark.parametrize(("fra_giorni", "primo"), [(0, "patto"), (-2, "patto"), (1, "rete")])
def test_il_nostro_termine_arrivato_non_resta_dietro_a_una_risposta(
    cast: Cast, entra: Entra, fra_giorni: int, primo: str
) -> None:
    caso = crea_caso(cast, cognome="Alfanti")
    caso.data_pad = oggi() - datetime.timedelta(days=120 - fra_giorni)
    caso.save()
    ricalcola_scadenze(caso, al=oggi())
    adempi_scadenza(caso=caso, chiave="primo_incontro", il=oggi())
    _aspetta_il_cpi(caso, entro=oggi() - datetime.timedelta(days=7))
    passo = ProssimoPasso.objects.get(caso=caso)
    assert passo.scadenza is not None
    assert passo.scadenza.tipo == primo
    assert passo.entro == (_scadenza(caso, "patto").entro if primo == "patto" else passo.scadenza.entro)
    pagina = entra(cast.anna_verdi).get(reverse("scrivania")).text
    altra = "(in attesa: Centro di prova)" if primo == "patto" else "anche: Sottoscrivere il Patto"
    assert altra in pagina


def test_di_notte_il_termine_del_giorno_passa_davanti_alla_risposta_attesa(cast: Cast) -> None:
    caso = crea_caso(cast)
    _aspetta_il_cpi(caso, entro=oggi())
    nostro = _scadenza(caso, "primo_incontro").entro
    assert porta_avanti_passi(al=nostro - datetime.timedelta(days=1)) == 0
    assert ProssimoPasso.objects.get(caso=caso).in_attesa_di == "Centro di prova"
    assert porta_avanti_passi(al=nostro) == 1
    passo = ProssimoPasso.objects.get(caso=caso)
    assert (passo.entro, passo.in_attesa_di) == (nostro, "")
    assert porta_avanti_passi(al=nostro) == 0


def _aspetta_il_cpi(caso: CasoAdi, *, entro: D) -> None:
    imposta_scadenza(
        caso=caso,
        tipo=TipoScadenza.RETE,
        chiave="rete:1",
        titolo="Patto di servizio",
        entro=entro,
        decorre_dal=None,
        perche="",
        passi=[],
        in_attesa_di="Centro di prova",
    )


def test_una_data_anteriore_alla_norma_non_rompe_il_calcolo(cast: Cast) -> None:
    caso = crea_caso(cast)
    caso.data_pad = caso.data_domanda = caso.data_trasmissione = D(2019, 5, 1)
    caso.save()
    ricalcola_scadenze(caso, al=oggi())
    assert caso.scadenze.get(chiave="primo_incontro").stato == StatoScadenza.ANNULLATA
    assert not caso.scadenze.filter(chiave="patto", stato=StatoScadenza.APERTA).exists()
