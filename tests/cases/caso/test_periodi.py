"""Periods of benefit and the clock of the renewal (D8), with the rules of each year."""

import datetime

import pytest
from django.urls import reverse

from adi_platform.errori import DominioError
from cases.enums import EsitoIncontro, StatoScadenza, TipoAppuntamento
from cases.models import CasoAdi, PeriodoBeneficio
from cases.services.casi import escludi_da_monitoraggio
from cases.services.periodi import aggiungi_rinnovo
from tests.casi import crea_appuntamento, crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast

D = datetime.date
GIORNI = datetime.timedelta


def _rinnova(
    cast: Cast, caso: CasoAdi, domanda: datetime.date, pad: datetime.date | None = None
) -> PeriodoBeneficio:
    return aggiungi_rinnovo(
        caso=caso, data_domanda=domanda, data_pad=pad, numero_domanda="", operatore=cast.anna_verdi, al=oggi()
    )


@pytest.mark.parametrize(
    ("pad", "ultimo", "rinnovo"),
    [
        (D(2023, 12, 18), D(2025, 6, 1), D(2025, 8, 1)),
        (D(2024, 5, 10), D(2025, 11, 1), D(2026, 1, 1)),
        (D(2024, 6, 30), D(2025, 12, 1), D(2026, 1, 1)),
        (D(2024, 12, 31), D(2026, 6, 1), D(2026, 7, 1)),
    ],
)
def test_il_mese_senza_pagamento_c_e_solo_fino_al_2025(
    cast: Cast, pad: datetime.date, ultimo: datetime.date, rinnovo: datetime.date
) -> None:
    caso = crea_caso(cast, data_pad=pad)
    assert caso.periodi.get().ultimo_mese == ultimo
    secondo = _rinnova(cast, caso, ultimo)
    assert secondo.primo_mese == rinnovo
    assert (secondo.tipo, secondo.numero) == ("rinnovo", 2)
    assert {p["chiave"] for p in secondo.parametri} >= {"adi.mesi_rinnovo", "adi.quota_primo_mese_rinnovo"}


def test_la_pagina_delle_scadenze_dice_che_cosa_si_applica_e_da_dove_viene(cast: Cast, entra: Entra) -> None:
    vecchio, nuovo = crea_caso(cast, data_pad=D(2023, 12, 18)), crea_caso(cast, data_pad=D(2024, 12, 31))
    incerto = crea_caso(cast, data_pad=D(2024, 5, 10))
    client = entra(cast.anna_verdi)
    pagine = {
        caso.pk: client.get(reverse("caso-scadenze", args=[caso.pk])).content.decode()
        for caso in (vecchio, nuovo, incerto)
    }
    assert "luglio 2025" in pagine[vecchio.pk]
    assert "fino a 500,00" in pagine[vecchio.pk]
    assert "50 % dell" in pagine[nuovo.pk].replace("50.00", "50").replace("50,00", "50")
    assert "L. 199/2025" in pagine[nuovo.pk]
    assert "quota non scritta nelle fonti" in pagine[incerto.pk]


def test_i_120_giorni_del_rinnovo_partono_dalla_domanda_o_dal_nuovo_pad(cast: Cast) -> None:
    domanda = oggi() - GIORNI(days=20)
    uguale, cambiato = crea_caso(cast, data_pad=D(2025, 1, 10)), crea_caso(cast, data_pad=D(2025, 1, 10))
    _rinnova(cast, uguale, domanda)
    _rinnova(cast, cambiato, domanda, pad=domanda + GIORNI(days=5))
    riga = uguale.scadenze.get(chiave="rinnovo_incontro:2")
    assert riga.entro == domanda + GIORNI(days=120)
    assert "dalla domanda di rinnovo" in riga.perche
    riga = cambiato.scadenze.get(chiave="rinnovo_incontro:2")
    assert riga.entro == domanda + GIORNI(days=125)
    assert "dal nuovo PAD" in riga.perche


def test_l_incontro_dopo_la_domanda_chiude_il_termine_del_rinnovo_e_quello_prima_no(cast: Cast) -> None:
    caso = crea_caso(cast, data_pad=D(2025, 1, 10))
    crea_appuntamento(caso, cast.anna_verdi, giorni=-40, esito=EsitoIncontro.SVOLTO)
    _rinnova(cast, caso, oggi() - GIORNI(days=20))
    assert caso.scadenze.get(chiave="rinnovo_incontro:2").stato == StatoScadenza.APERTA
    crea_appuntamento(
        caso, cast.anna_verdi, giorni=-3, tipo=TipoAppuntamento.MONITORAGGIO, esito=EsitoIncontro.SVOLTO
    )
    riga = caso.scadenze.get(chiave="rinnovo_incontro:2")
    assert (riga.stato, riga.adempiuta_il) == (StatoScadenza.ADEMPIUTA, oggi() - GIORNI(days=3))
    assert caso.scadenze.get(chiave="rinnovo:1").stato == StatoScadenza.ADEMPIUTA


def test_anche_chi_e_escluso_dai_90_giorni_viene_all_incontro_di_rinnovo(cast: Cast) -> None:
    caso = crea_caso(cast, data_pad=D(2025, 1, 10))
    escludi_da_monitoraggio(caso=caso, motivo="tutti oltre i 60 anni", operatore=cast.anna_verdi, al=oggi())
    _rinnova(cast, caso, oggi() - GIORNI(days=20))
    assert caso.scadenze.get(chiave="rinnovo_incontro:2").stato == StatoScadenza.APERTA


@pytest.mark.parametrize("giorni", [1, -2000])
def test_una_domanda_di_rinnovo_fuori_tempo_si_rifiuta(cast: Cast, giorni: int) -> None:
    with pytest.raises(DominioError) as errore:
        _rinnova(cast, crea_caso(cast), oggi() + GIORNI(days=giorni))
    assert errore.value.campo == "data_domanda"
