"""The rows of a contribution, and the table of their states."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from adi_platform.organizzazione.perimetro import calcola_perimetro
from contributi.enums import StatoRichiesta
from contributi.models import Provvedimento, Richiesta
from contributi.transizioni import TABELLA_RICHIESTA
from tests.casi import oggi
from tests.contributi.fabbrica import crea_proposta, crea_provvedimento, crea_richiesta
from tests.people import Cast


def test_ogni_stato_della_richiesta_si_raggiunge_dalla_bozza() -> None:
    raggiunti, fronte = {StatoRichiesta.BOZZA.value}, {StatoRichiesta.BOZZA.value}
    while fronte:
        fronte = {m.a for m in TABELLA_RICHIESTA.mosse if m.da & fronte} - raggiunti
        raggiunti |= fronte
    assert raggiunti == set(StatoRichiesta.values)


def test_non_si_nega_senza_il_preavviso_e_il_riesame() -> None:
    nega = next(m for m in TABELLA_RICHIESTA.mosse if m.codice == "nega")
    riesamina = next(m for m in TABELLA_RICHIESTA.mosse if m.codice == "riesamina")
    assert nega.da == {StatoRichiesta.RIESAME.value}
    assert riesamina.da == {StatoRichiesta.PREAVVISO.value}


@pytest.mark.django_db
def test_una_richiesta_presentata_ha_numero_e_data(cast: Cast) -> None:
    bozza = crea_richiesta(cast, stato=StatoRichiesta.BOZZA)
    bozza.stato = StatoRichiesta.PROTOCOLLATA
    with pytest.raises(IntegrityError), transaction.atomic():
        bozza.save()


@pytest.mark.django_db
def test_importi_a_zero_rifiutati(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        crea_richiesta(cast, importo=Decimal(0))


@pytest.mark.django_db
def test_vede_la_richiesta_chi_apre_il_caso_e_chi_decide_o_paga_nell_ambito(cast: Cast) -> None:
    provvedimento = crea_provvedimento(cast, proposta=crea_proposta(cast))
    vedono = {
        nome
        for nome, persona in cast.persone.items()
        if Richiesta.objects.nel_perimetro(calcola_perimetro(persona, al=oggi())).exists()
    }
    assert {"anna_verdi", "cora_coordina", "dario_dirigente", "rita_ragioneria", "dora_dpo"} <= vedono
    assert vedono.isdisjoint(
        {"nico_cpi", "tito_tecnico", "senza_incarico", "ciro_commissario", "bruno_colle"}
    )
    rita = calcola_perimetro(cast.rita_ragioneria, al=oggi())
    assert list(Provvedimento.objects.nel_perimetro(rita)) == [provvedimento]
