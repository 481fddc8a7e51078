"""Lists never brought in and raw files whose time is over: deleted once, with a proof that holds no data."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from adi_platform.organizzazione.services.parametri import stabilisci_parametro
from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.esegui import esegui
from cases.models import CasoAdi, Importazione, RigaImportazione, ScartoElenco
from cases.services.importazione import scarto
from cases.services.importazione.carica import gia_importato
from tests.cases.importazione.banco import Banco
from tests.cases.importazione.test_confronto import PRIMA, elenco
from tests.conftest import Entra

OGGI = timezone.localdate


def invecchia(importazione: Importazione, giorni: int) -> None:
    quando = timezone.localtime() - datetime.timedelta(
        days=giorni
    )  # same hour, also across a change of clock
    righe = Importazione.objects.filter(pk=importazione.pk)
    righe.update(creato_il=quando, aggiornato_il=quando)
    righe.filter(conclusa_il__isnull=False).update(conclusa_il=quando)


def notte(al: datetime.date | None = None) -> int:
    chiesti = scarto.chiedi_scarto(al=al or timezone.localdate())
    for lavoro in Lavoro.objects.filter(tipo=scarto.LAVORO_SCARTO, stato="in_attesa"):
        esegui(lavoro_id=lavoro.pk)
        lavoro.refresh_from_db()
        assert lavoro.stato == "riuscito", lavoro.ultimo_errore
    return chiesti


def posto_di(importazione: Importazione) -> str:
    return str(Importazione.objects.get(pk=importazione.pk).file.name)


def test_un_elenco_mai_importato_sparisce_dopo_trenta_giorni(banco: Banco) -> None:
    vecchio, recente = banco.anteprima(elenco(PRIMA)), banco.anteprima(elenco(PRIMA + "\n"))
    invecchia(vecchio, 31)
    invecchia(recente, 29)
    posto, impronta = posto_di(vecchio), vecchio.sha256
    assert notte() == 1
    assert list(Importazione.objects.all()) == [recente]
    assert not RigaImportazione.objects.filter(importazione_id=vecchio.pk).exists()
    assert not default_storage.exists(posto)
    assert default_storage.exists(posto_di(recente))
    prova = ScartoElenco.objects.get()
    assert (prova.che_cosa, prova.elenco, prova.sha256, prova.righe) == (
        "abbandonato",
        vecchio.pk,
        impronta,
        1,
    )
    assert prova.eseguito_il
    assert "30 giorni" in prova.riferimento
    assert "GDPR" in prova.riferimento


def test_di_un_elenco_importato_resta_tutto_tranne_il_file_dopo_due_anni(banco: Banco) -> None:
    importazione = banco.tutto(elenco(PRIMA))
    posto = posto_di(importazione)
    invecchia(importazione, 700)
    assert notte() == 0
    invecchia(importazione, 750)
    assert notte() == 1
    importazione.refresh_from_db()
    assert (importazione.stato, bool(importazione.file)) == ("conclusa", False)
    assert importazione.file_eliminato_il
    assert not default_storage.exists(posto)
    assert importazione.righe.count() == 1
    assert CasoAdi.objects.count() == 1
    assert ScartoElenco.objects.get().righe == 0
    assert gia_importato(banco.carica(elenco(PRIMA))) == importazione


def test_delle_righe_mai_entrate_e_degli_esempi_dopo_due_anni_non_resta_nulla(banco: Banco) -> None:
    importazione = banco.tutto(elenco(PRIMA))
    RigaImportazione.objects.create(importazione=importazione, numero=99, grezzi=["Mai Entrata"])
    Importazione.objects.filter(pk=importazione.pk).update(formato={"esempi": [["Rossi"]], "separatore": ";"})
    invecchia(importazione, 750)
    assert notte() == 1
    importazione.refresh_from_db()
    assert importazione.formato == {"esempi": [], "separatore": ";"}
    assert [r.numero for r in importazione.righe.all()] == [2]
    assert ScartoElenco.objects.get().righe == 1


def test_due_notti_non_eliminano_e_non_scrivono_due_volte(banco: Banco) -> None:
    invecchia(banco.anteprima(elenco(PRIMA)), 40)
    assert notte() == 1
    assert notte(OGGI() + datetime.timedelta(days=1)) == 0
    assert ScartoElenco.objects.count() == 1


def test_un_elenco_in_lavorazione_non_si_tocca(banco: Banco) -> None:
    importazione = banco.anteprima(elenco(PRIMA))
    Importazione.objects.filter(pk=importazione.pk).update(stato="in_corso")
    invecchia(importazione, 400)
    assert notte() == 0
    assert Importazione.objects.filter(pk=importazione.pk).exists()


def test_l_ambito_sceglie_quanti_giorni(banco: Banco) -> None:
    importazione = banco.anteprima(elenco(PRIMA))
    invecchia(importazione, 31)
    stabilisci_parametro(
        ambito=banco.cast.territorio.ambito,
        chiave="conservazione.elenchi_abbandonati_giorni",
        valore="60",
        dal=datetime.date(2026, 1, 1),
        riferimento="Deliberazione inventata n. 9",
        operatore=banco.cast.cora_coordina,
    )
    assert notte() == 0
    invecchia(importazione, 61)
    assert notte() == 1
    assert "Deliberazione inventata n. 9" in ScartoElenco.objects.get().riferimento


def test_un_file_che_non_si_toglie_subito_si_toglie_la_notte_dopo(
    banco: Banco, monkeypatch: pytest.MonkeyPatch
) -> None:
    importazione = banco.anteprima(elenco(PRIMA))
    invecchia(importazione, 31)
    posto = posto_di(importazione)

    def non_riesce(_nome: str) -> None:
        raise OSError("disco occupato")

    with monkeypatch.context() as colpo:
        colpo.setattr(scarto.default_storage, "delete", non_riesce)
        scarto.chiedi_scarto(al=OGGI())
        esegui(lavoro_id=Lavoro.objects.get(tipo=scarto.LAVORO_SCARTO).pk)
    assert not Importazione.objects.exists()
    assert default_storage.exists(posto)
    assert ScartoElenco.objects.get().eseguito_il is None
    scarto.chiedi_scarto(al=OGGI() + datetime.timedelta(days=1))
    assert not default_storage.exists(posto)
    prova = ScartoElenco.objects.get()
    assert prova.eseguito_il
    assert prova.posto_del_file == ""


def test_il_coordinamento_legge_che_cosa_e_stato_eliminato(banco: Banco, entra: Entra) -> None:
    importazione = banco.tutto(elenco(PRIMA))
    invecchia(importazione, 800)
    notte()
    client = entra(banco.cast.cora_coordina)
    assert "File originale di un elenco importato" in client.get(reverse("importazione-elenco")).text
    assert (
        "File originale eliminato il"
        in client.get(reverse("importazione-esito", args=[importazione.pk])).text
    )
    assert client.get(reverse("importazione-file", args=[importazione.pk])).status_code == 404
    altrui = entra(banco.cast.sara_sportello).get(reverse("importazione-elenco")).text
    assert "File originale di un elenco importato" not in altrui
