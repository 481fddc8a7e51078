"""One piece of work: taken once, retried with pauses, given up in the end, never hot."""

import datetime
import time

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox import lavori
from adi_platform.outbox.models import Battito, Lavoro, StatoConsegna
from adi_platform.outbox.models.consegna import pausa
from adi_platform.outbox.services import accoda, esegui, ripresa
from adi_platform.outbox.services import ripassa as ripasso

FA = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def esecutori(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lavori, "_ESECUTORI", {})


def nuovo(chiave: str = "prova:1") -> Lavoro:
    return accoda.accoda_lavoro(tipo="prova", chiave=chiave, dati={})


def scade_la_presa(lavoro: Lavoro) -> None:
    Lavoro.objects.filter(pk=lavoro.pk).update(bloccato_fino=timezone.now() - FA)


def e_ora(lavoro: Lavoro) -> None:
    Lavoro.objects.filter(pk=lavoro.pk).update(disponibile_dal=timezone.now() - FA)


def sempre_rotto(lavoro: Lavoro) -> None:
    raise ValueError("dato riservato che non deve finire nella riga")


@pytest.mark.django_db
class TestEsegui:
    def test_la_stessa_consegna_cinque_volte_ha_un_solo_effetto(self) -> None:
        fatti: list[int] = []
        lavori.registra_esecutore("prova", lambda lavoro: fatti.append(lavoro.pk))
        lavoro = nuovo()
        assert [esegui.esegui(lavoro_id=lavoro.pk) for _ in range(5)] == [True, False, False, False, False]
        assert fatti == [lavoro.pk]

    def test_chi_ha_la_riga_non_la_divide(self) -> None:
        lavoro = nuovo()
        assert Lavoro.objects.prendi() is not None
        assert not esegui.esegui(lavoro_id=lavoro.pk)

    def test_la_presa_scaduta_torna_a_disposizione(self) -> None:
        lavori.registra_esecutore("prova", lambda lavoro: None)
        lavoro = nuovo()
        Lavoro.objects.prendi()
        scade_la_presa(lavoro)
        assert esegui.esegui(lavoro_id=lavoro.pk)
        lavoro.refresh_from_db()
        assert (lavoro.stato, lavoro.tentativi) == (StatoConsegna.RIUSCITO, 2)

    def test_l_errore_si_ritenta_dopo_una_pausa_e_non_subito(self) -> None:
        lavori.registra_esecutore("prova", sempre_rotto)
        lavoro = nuovo()
        assert esegui.esegui(lavoro_id=lavoro.pk)
        assert not esegui.esegui(lavoro_id=lavoro.pk)
        lavoro.refresh_from_db()
        assert lavoro.stato == StatoConsegna.IN_ATTESA
        assert lavoro.disponibile_dal > timezone.now() + datetime.timedelta(seconds=50)
        assert "riservato" not in lavoro.ultimo_errore

    def test_il_lavoro_velenoso_finisce_fra_i_falliti_e_avvisa_una_volta(self) -> None:
        avvisi: list[int] = []
        lavori.registra_esecutore("prova", sempre_rotto, se_fallisce=lambda lavoro: avvisi.append(lavoro.pk))
        lavoro = nuovo()
        tentati = 0
        for _ in range(20):
            e_ora(lavoro)
            tentati += esegui.esegui(lavoro_id=lavoro.pk)
        lavoro.refresh_from_db()
        assert (lavoro.stato, tentati) == (StatoConsegna.FALLITO, lavoro.tentativi_massimi)
        assert avvisi == [lavoro.pk]

    def test_chi_uccide_il_worker_a_ogni_tentativo_finisce_fra_i_falliti(self) -> None:
        avvisi: list[int] = []
        lavori.registra_esecutore("prova", sempre_rotto, se_fallisce=lambda lavoro: avvisi.append(lavoro.pk))
        lavoro = nuovo()
        for _ in range(lavoro.tentativi_massimi):
            Lavoro.objects.prendi()
            scade_la_presa(lavoro)
        ripasso.ripassa(scade_tra=5)
        lavoro.refresh_from_db()
        assert lavoro.stato == StatoConsegna.FALLITO
        assert avvisi == [lavoro.pk]
        ripresa.riprova(genere="lavori", pk=lavoro.pk, operatore=Utente(pk=1))
        assert Lavoro.objects.prendibili().get() == lavoro

    def test_il_divieto_di_dominio_e_definitivo_e_si_legge(self) -> None:
        def vietato(lavoro: Lavoro) -> None:
            raise DominioError("Il file non è un elenco di nuclei.")

        lavori.registra_esecutore("prova", vietato)
        lavoro = nuovo()
        esegui.esegui(lavoro_id=lavoro.pk)
        lavoro.refresh_from_db()
        assert (lavoro.stato, lavoro.ultimo_errore) == (
            StatoConsegna.FALLITO,
            "Il file non è un elenco di nuclei.",
        )

    def test_un_tipo_che_nessuno_sa_fare_resta_in_attesa(self) -> None:
        lavoro = nuovo()
        esegui.esegui(lavoro_id=lavoro.pk)
        lavoro.refresh_from_db()
        assert lavoro.stato == StatoConsegna.IN_ATTESA
        assert "TipoDiLavoroIgnoto" in lavoro.ultimo_errore


@pytest.mark.django_db
class TestAvanzamento:
    def test_si_vede_quanto_e_fatto(self) -> None:
        lavori.registra_esecutore(
            "prova", lambda lavoro: lavoro.avanza(fatto=3, totale=10, messaggio="Righe")
        )
        lavoro = nuovo()
        esegui.esegui(lavoro_id=lavoro.pk)
        lavoro.refresh_from_db()
        assert (lavoro.percentuale, lavoro.messaggio) == (30, "Righe")

    def test_chi_ha_perso_la_presa_si_ferma_e_non_conclude(self) -> None:
        def rubato(lavoro: Lavoro) -> None:
            scade_la_presa(lavoro)
            altro = Lavoro.objects.prendi()
            assert altro is not None
            lavoro.avanza(fatto=1)
            raise AssertionError("doveva fermarsi")

        lavori.registra_esecutore("prova", rubato)
        lavoro = nuovo()
        esegui.esegui(lavoro_id=lavoro.pk)
        lavoro.refresh_from_db()
        assert (lavoro.stato, lavoro.fatto) == (StatoConsegna.IN_CORSO, 0)

    def test_avanza_scrive_anche_fuori_dal_worker(self) -> None:
        lavoro = nuovo()
        lavoro.avanza(fatto=1, totale=2)
        lavoro.refresh_from_db()
        assert lavoro.percentuale == 50


@pytest.mark.django_db(transaction=True)
def test_l_avanzamento_si_vede_anche_dentro_la_transazione_di_chi_lavora() -> None:
    """The thread writes through a connection of its own: a rollback of the executor does not undo it."""

    def a_meta(lavoro: Lavoro) -> None:
        with transaction.atomic():
            lavoro.avanza(fatto=5, totale=10)
            raise ValueError

    lavori.registra_esecutore("prova", a_meta)
    lavoro = nuovo()
    esegui.esegui(lavoro_id=lavoro.pk)
    lavoro.refresh_from_db()
    assert (lavoro.stato, lavoro.fatto) == (StatoConsegna.IN_ATTESA, 5)


@pytest.mark.django_db(transaction=True)
def test_il_battito_rinnova_la_presa_di_un_lavoro_lungo(settings: Settings) -> None:
    settings.OUTBOX_SECONDI_DI_PRESA = 1
    visto: list[bool] = []

    def lungo(lavoro: Lavoro) -> None:
        time.sleep(1.6)
        visto.append(Lavoro.objects.prendibili().exists())

    lavori.registra_esecutore("prova", lungo)
    esegui.esegui(lavoro_id=nuovo().pk)
    assert visto == [False]


@pytest.mark.django_db
def test_il_ripasso_ripubblica_cio_che_la_coda_ha_perso(monkeypatch: pytest.MonkeyPatch) -> None:
    inviati: list[tuple[object, ...]] = []
    monkeypatch.setattr(ripasso, "pubblica", lambda *argomenti, **_: inviati.append(argomenti))
    lavoro = nuovo()
    assert ripasso.ripassa(scade_tra=5) == 1
    assert inviati == [(accoda.COMPITO_LAVORO, lavoro.pk)]
    assert Battito.objects.filter(nome="beat").exists()


def test_le_pause_crescono_da_un_minuto_a_sei_ore() -> None:
    assert [pausa(n).total_seconds() / 60 for n in (1, 2, 3, 4, 5, 6, 60)] == [1, 4, 16, 64, 256, 360, 360]
