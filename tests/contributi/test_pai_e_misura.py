"""A PAI is written for the measure that it proposes: its length, its ways to pay, in the words of its article."""

import datetime

import pytest
from django.urls import reverse

from adi_platform.calendario.mesi import aggiungi_mesi
from cases.models import CasoAdi
from contributi.services.misure import misura_letta
from patti.enums import ModoSostegno
from patti.models import Patto
from patti.services.fotografia import completezza_di
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.casi import oggi
from tests.conftest import Entra
from tests.contributi.misure import misura_vera
from tests.patti.pai import crea_pai
from tests.people import Cast

UN_GIORNO = datetime.timedelta(days=1)


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    misura_vera(cast, "ria-inserimento")
    return crea_caso_sportello(cast, incontrato=True)


def motivi(patto: Patto) -> dict[str, str]:
    esito = completezza_di(Patto.objects.get(pk=patto.pk), al=oggi())
    return {
        m.codice: m.articolo
        for m in esito.motivi
        if m.codice in ("durata_oltre", "mesi_oltre", "modo_non_ammesso")
    }


@pytest.mark.parametrize(
    ("misura", "massimo"), [("ria-inserimento", 12), ("ria-sostegno", 6), ("ordinario-temporaneo", 6)]
)
def test_il_progetto_dura_quanto_dice_la_sua_misura(
    caso: CasoAdi, cast: Cast, misura: str, massimo: int
) -> None:
    nome = misura_vera(cast, misura).nome
    patto = crea_pai(caso, misura=misura, misura_nome=nome, mesi=massimo, modo=ModoSostegno.BONIFICO)
    patto.valido_al = aggiungi_mesi(patto.valido_dal, massimo) - UN_GIORNO
    patto.save()
    assert motivi(patto) == {}
    patto.valido_al += UN_GIORNO
    patto.save()
    patto.pai.mesi = massimo + 1
    patto.pai.save()
    citati = motivi(patto)
    assert set(citati) == {"durata_oltre", "mesi_oltre"}
    titolo = misura_letta(misura_vera(cast, misura)).regolamento.titolo
    assert all(articolo.startswith(titolo) for articolo in citati.values()), citati


def test_un_modo_che_la_misura_non_ha_si_dice_scrivendo_il_pai(caso: CasoAdi, entra: Entra) -> None:
    """Signed so, it would be a PAI under which nothing can be asked."""
    patto = crea_pai(caso, misura="voucher", misura_nome="Voucher sociale", modo=ModoSostegno.BONIFICO)
    assert set(motivi(patto)) == {"modo_non_ammesso"}
    assert caso.case_manager is not None
    client, dove = entra(caso.case_manager), reverse("patto-pai", args=[patto.pk])
    form = client.get(dove).context["form"]
    dati = {c.html_name: c.value() for c in form if c.value() not in (None, False)} | {
        "informato_il": str(oggi())
    }
    storto = client.post(dove, dati)
    assert storto.status_code == 422
    assert "non si eroga così, ma con: buoni sociali" in storto.text
    domani = client.post(dove, {**dati, "modo": "buono", "informato_il": str(oggi() + UN_GIORNO)})
    assert domani.status_code == 422
    assert client.post(dove, {**dati, "modo": "buono"}).status_code == 302
    assert motivi(patto) == {}
