"""A check of the Patto is a meeting with the household: the clock of the 90 days knows it, once."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.organizzazione.models import Utente
from cases.enums import EsitoIncontro, StatoScadenza, TipoAppuntamento, TipoCaso
from cases.models import Appuntamento, CasoAdi, Scadenza
from cases.services.esiti import registra_in_gepi
from patti.models import Patto
from patti.services.monitora import imposta_verifica, registra_verifica
from tests.conftest import Entra
from tests.patti.costruttori import OGGI, Famiglia, crea_famiglia, crea_patto_completo
from tests.patti.firme import sottoscrivi_tutto
from tests.people import Cast

DOPO_70_GIORNI = OGGI + datetime.timedelta(days=70)


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    """A household met on the day of the signature, already entered in GePI."""
    famiglia = crea_famiglia(cast)
    _incontro(famiglia.caso, OGGI, esito=EsitoIncontro.SVOLTO, esito_il=OGGI, registrato_gepi_il=OGGI)
    return famiglia


@pytest.fixture
def patto(famiglia: Famiglia) -> Patto:
    return sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)


def _incontro(caso: CasoAdi, giorno: datetime.date, **campi: object) -> Appuntamento:
    return Appuntamento.objects.create(
        caso=caso,
        tipo=TipoAppuntamento.MONITORAGGIO,
        inizio=timezone.make_aware(datetime.datetime.combine(giorno, datetime.time(10))),
        modalita="sede",
        operatore=caso.case_manager,
        **campi,
    )


def _verifica(patto: Patto, operatore: Utente, il: datetime.date = DOPO_70_GIORNI) -> None:
    registra_verifica(
        patto=patto,
        operatore=operatore,
        dati={
            "data": il,
            "modalita": "domicilio",
            "presenti": "la madre e l'assistente sociale",
            "prossima_data": il + datetime.timedelta(days=80),
        },
        risultati={},
        impegni={},
        al=DOPO_70_GIORNI,
    )


def _scadenze(caso: CasoAdi, tipo: str) -> dict[str, list[datetime.date]]:
    righe = Scadenza.objects.filter(caso=caso, tipo=tipo).order_by("entro")
    return {
        stato: [r.entro for r in righe if r.stato == stato]
        for stato in (StatoScadenza.APERTA, StatoScadenza.ADEMPIUTA)
    }


def test_la_verifica_chiude_i_novanta_giorni_e_li_fa_ripartire(patto: Patto, famiglia: Famiglia) -> None:
    _verifica(patto, famiglia.operatore)

    incontro = Appuntamento.objects.get(caso=famiglia.caso, esito_il=DOPO_70_GIORNI)
    assert (incontro.tipo, incontro.esito, incontro.modalita) == ("monitoraggio", "svolto", "domicilio")
    assert incontro.operatore == famiglia.operatore
    novanta = _scadenze(famiglia.caso, "monitoraggio")
    assert len(novanta[StatoScadenza.ADEMPIUTA]) == 1
    assert [entro > DOPO_70_GIORNI for entro in novanta[StatoScadenza.APERTA]] == [True]


def test_dopo_la_verifica_resta_da_registrare_in_gepi(patto: Patto, famiglia: Famiglia) -> None:
    _verifica(patto, famiglia.operatore)
    assert len(_scadenze(famiglia.caso, "gepi")[StatoScadenza.APERTA]) == 1

    incontro = Appuntamento.objects.get(caso=famiglia.caso, esito_il=DOPO_70_GIORNI)
    registra_in_gepi(
        appuntamento=incontro, il=DOPO_70_GIORNI, operatore=famiglia.operatore, al=DOPO_70_GIORNI
    )
    assert _scadenze(famiglia.caso, "gepi")[StatoScadenza.APERTA] == []


def test_l_appuntamento_gia_fissato_per_quel_giorno_prende_l_esito(patto: Patto, famiglia: Famiglia) -> None:
    fissato = _incontro(famiglia.caso, DOPO_70_GIORNI)

    _verifica(patto, famiglia.operatore)

    fissato.refresh_from_db()
    assert (fissato.esito, fissato.esito_il, fissato.versione) == ("svolto", DOPO_70_GIORNI, 1)
    assert famiglia.caso.appuntamenti.count() == 2


def test_l_incontro_gia_registrato_quel_giorno_non_si_scrive_due_volte(
    patto: Patto, famiglia: Famiglia
) -> None:
    _incontro(famiglia.caso, DOPO_70_GIORNI, esito=EsitoIncontro.SPONTANEO, esito_il=DOPO_70_GIORNI)

    _verifica(patto, famiglia.operatore)

    assert famiglia.caso.appuntamenti.filter(esito_il=DOPO_70_GIORNI).count() == 1


def test_per_chi_viene_dallo_sportello_non_corre_nessun_orologio(patto: Patto, famiglia: Famiglia) -> None:
    caso = CasoAdi.objects.get(pk=famiglia.caso.pk)
    caso.tipo, caso.numero_domanda, caso.data_pad = TipoCaso.SPORTELLO, "", None
    caso.save()

    _verifica(Patto.objects.get(pk=patto.pk), famiglia.operatore)

    assert not caso.appuntamenti.filter(esito_il=DOPO_70_GIORNI).exists()
    assert Scadenza.objects.get(caso=caso, chiave="verifica_patto").entro > DOPO_70_GIORNI


@pytest.mark.parametrize("nome", ["caso-scheda", "caso-cronologia"])
def test_la_cronologia_porta_al_patto_solo_chi_lo_puo_aprire(
    nome: str, patto: Patto, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    def pagina(chi: Utente) -> str:
        aperto: Client = entra(chi)
        return aperto.get(reverse(nome, args=[famiglia.caso.pk])).content.decode()

    collegamento = f'href="{reverse("patto-scheda", args=[patto.pk])}"'
    assert collegamento in pagina(cast.anna_verdi)
    for chi in (cast.dario_dirigente, cast.dora_dpo):
        assert "sottoscritto, versione 1" in pagina(chi)
        assert collegamento not in pagina(chi)


def test_la_verifica_vicina_si_vede_sulla_scrivania_anche_se_un_altro_termine_viene_prima(
    patto: Patto, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    oggi = timezone.localdate()
    Scadenza.objects.filter(caso=famiglia.caso).exclude(tipo="verifica_patto").update(
        entro=oggi + datetime.timedelta(days=1)
    )
    imposta_verifica(patto, decorre_dal=OGGI, entro=oggi + datetime.timedelta(days=3))

    pagina = entra(cast.anna_verdi).get(reverse("scrivania")).content.decode()

    assert famiglia.caso.prossimo_passo.scadenza.tipo != "verifica_patto"
    assert "anche: Verificare il Patto con la famiglia, entro il" in pagina
