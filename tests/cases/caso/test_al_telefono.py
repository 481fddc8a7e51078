"""A first meeting on the phone does not stop the 120 days, unless the Ambito says so; and it says why."""

import datetime

import pytest
from django.urls import reverse

from adi_platform.norme.loader import ValoreAmbito, norme_nazionali
from adi_platform.organizzazione.services.parametri import stabilisci_parametro
from cases.enums import EsitoIncontro, ModalitaIncontro, StatoCaso, TipoAppuntamento
from cases.models import Appuntamento, CasoAdi
from cases.rules.modalita import ferma_il_termine
from cases.services.esiti import DatiEsito, registra_esito
from cases.services.fatti import vale_come_incontro
from cases.services.scadenze import differenze, ricalcola_scadenze
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.casi import crea_appuntamento, crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast

IERI = -1


def colloquio(
    caso: CasoAdi,
    cast: Cast,
    modalita: str = ModalitaIncontro.TELEFONO,
    tipo: str = TipoAppuntamento.PRIMO_INCONTRO,
) -> Appuntamento:
    """Yesterday's, with its outcome written today."""
    a = crea_appuntamento(caso, cast.anna_verdi, giorni=IERI, modalita=modalita, tipo=tipo)
    dati = DatiEsito(esito=EsitoIncontro.SVOLTO, il=oggi() + datetime.timedelta(days=IERI))
    return registra_esito(
        appuntamento=a, versione=a.versione, dati=dati, operatore=cast.anna_verdi, al=oggi()
    )


def ammetti_il_telefono(cast: Cast, dal: datetime.date) -> None:
    stabilisci_parametro(
        ambito=cast.territorio.ambito,
        chiave="adi.modalita_incontro",
        valore="sede|domicilio|videochiamata|telefono",
        dal=dal,
        riferimento="Deliberazione inventata n. 12",
        operatore=cast.cora_coordina,
    )


def test_il_termine_continua_e_dice_perche(cast: Cast) -> None:
    caso = crea_caso(cast)
    prima = caso.scadenze.get(tipo="primo_incontro").entro
    colloquio(caso, cast)
    termine = caso.scadenze.get(tipo="primo_incontro")
    assert (termine.stato, termine.entro, termine.adempiuta_il) == ("aperta", prima, None)
    assert "non li ferma l'incontro al telefono" in termine.perche
    spiegata = termine.passi[-1]
    assert "in sede, a domicilio o in videochiamata" in spiegata["che_cosa"]
    assert spiegata["riferimento"]
    assert not caso.scadenze.filter(tipo__in=("monitoraggio", "gepi")).exists()
    assert differenze(caso, al=oggi()) == []


@pytest.mark.parametrize("stato", [StatoCaso.ASSEGNATO, StatoCaso.CONVOCATO])
def test_il_caso_resta_tra_quelli_da_incontrare(cast: Cast, stato: StatoCaso) -> None:
    caso = crea_caso(cast, stato=stato)
    caso.appuntamenti.all().delete()
    colloquio(caso, cast)
    caso.refresh_from_db()
    assert caso.stato == StatoCaso.ASSEGNATO
    assert caso.prossimo_passo.titolo == "Fissare il primo incontro"


@pytest.mark.parametrize("modalita", ["sede", "domicilio", "videochiamata"])
def test_negli_altri_modi_il_termine_si_ferma(cast: Cast, modalita: str) -> None:
    caso = crea_caso(cast)
    colloquio(caso, cast, modalita)
    assert caso.scadenze.get(tipo="primo_incontro").stato == "adempiuta"
    caso.refresh_from_db()
    assert caso.stato == StatoCaso.INCONTRATO


def test_se_l_ambito_lo_ammette_da_quel_giorno_vale(cast: Cast) -> None:
    caso = crea_caso(cast)
    ammetti_il_telefono(cast, dal=oggi() - datetime.timedelta(days=10))
    colloquio(caso, cast)
    assert caso.scadenze.get(tipo="primo_incontro").stato == "adempiuta"
    caso.refresh_from_db()
    assert caso.stato == StatoCaso.INCONTRATO


def test_la_scelta_dell_ambito_non_vale_per_i_colloqui_di_prima(cast: Cast) -> None:
    caso = crea_caso(cast)
    colloquio(caso, cast)
    ammetti_il_telefono(cast, dal=oggi())
    ricalcola_scadenze(caso, al=oggi())
    assert caso.scadenze.get(tipo="primo_incontro").stato == "aperta"


def test_una_telefonata_e_poi_un_incontro_in_sede_fermano_il_termine(cast: Cast) -> None:
    caso = crea_caso(cast)
    colloquio(caso, cast)
    colloquio(caso, cast, ModalitaIncontro.SEDE)
    assert caso.scadenze.get(tipo="primo_incontro").stato == "adempiuta"


def test_le_verifiche_successive_si_possono_fare_al_telefono(cast: Cast) -> None:
    caso = crea_caso(cast, stato=StatoCaso.INCONTRATO)
    colloquio(caso, cast, tipo=TipoAppuntamento.MONITORAGGIO)
    assert caso.scadenze.filter(tipo="gepi", stato="aperta").exists()


def test_una_telefonata_di_altro_tipo_non_ferma_i_120_giorni(cast: Cast) -> None:
    caso = crea_caso(cast)
    colloquio(caso, cast, tipo=TipoAppuntamento.MONITORAGGIO)
    assert caso.scadenze.get(tipo="primo_incontro").stato == "aperta"
    caso.refresh_from_db()
    assert caso.stato == StatoCaso.ASSEGNATO


def test_dopo_un_incontro_in_sede_la_telefonata_conta(cast: Cast) -> None:
    caso = crea_caso(cast)
    colloquio(caso, cast, ModalitaIncontro.SEDE)
    telefonata = colloquio(caso, cast, tipo=TipoAppuntamento.MONITORAGGIO)
    norme = norme_nazionali()
    assert vale_come_incontro(caso, telefonata, tra=caso.appuntamenti.all(), norme=norme).ok


def test_il_prossimo_passo_non_porta_alla_telefonata_da_non_registrare(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    telefonata = colloquio(caso, cast)
    in_sede = colloquio(caso, cast, ModalitaIncontro.SEDE)
    passo = entra(cast.anna_verdi).get(reverse("caso-scheda", args=[caso.pk])).context["passo"]
    assert passo.titolo == "Registrare l'incontro in GePI"
    assert passo.url == reverse("appuntamento-scheda", args=[caso.pk, in_sede.pk])
    assert telefonata.pk < in_sede.pk


def test_chi_viene_dallo_sportello_non_ha_quel_termine(cast: Cast) -> None:
    caso = crea_caso_sportello(cast)
    colloquio(caso, cast)
    caso.refresh_from_db()
    assert caso.stato == StatoCaso.INCONTRATO


def test_la_pagina_lo_dice_prima_e_dopo(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    a = crea_appuntamento(caso, cast.anna_verdi, giorni=IERI, modalita=ModalitaIncontro.TELEFONO)
    client, pagina = entra(cast.anna_verdi), reverse("appuntamento-scheda", args=[caso.pk, a.pk])
    frase = "Il termine dei 120 giorni non si ferma"
    assert frase in client.get(pagina).text
    dati = DatiEsito(esito=EsitoIncontro.SVOLTO, il=oggi() + datetime.timedelta(days=IERI))
    registra_esito(appuntamento=a, versione=a.versione, dati=dati, operatore=cast.anna_verdi, al=oggi())
    dopo = client.get(pagina).text
    assert frase in dopo
    assert "Segna la registrazione in GePI" not in dopo
    assert "non li ferma" in client.get(reverse("caso-scheda", args=[caso.pk])).text


def test_la_regola_porta_il_valore_che_ha_usato() -> None:
    giorno = datetime.date(2026, 11, 20)
    esito = ferma_il_termine("telefono", il=giorno, norme=norme_nazionali())
    assert not esito.ok
    assert [v.chiave for v in esito.parametri] == ["adi.modalita_incontro"]
    scelta = ValoreAmbito(valore="telefono", dal=giorno, riferimento="Deliberazione inventata n. 12")
    dell_ambito = norme_nazionali().con_ambito({"adi.modalita_incontro": [scelta]})
    assert ferma_il_termine("telefono", il=giorno, norme=dell_ambito).ok
    [motivo] = ferma_il_termine("sede", il=giorno, norme=dell_ambito).motivi
    assert motivo.articolo == "Deliberazione inventata n. 12"
    assert ferma_il_termine("telefono", il=datetime.date(2023, 1, 1), norme=norme_nazionali()).ok
