"""Every move from every state: allowed where the table says so, refused elsewhere with a sentence."""

import datetime

import pytest
from django.core import mail

from adi_platform.errori import DominioError
from adi_platform.outbox.models import Messaggio
from adi_platform.workflow.tabella import MossaNonAmmessa
from cases.enums import StatoBeneficio, StatoCaso
from cases.models import CasoAdi
from cases.services.assegnazioni import assegna_caso, assegna_in_blocco
from cases.services.casi import apri_caso, cambia_stato_beneficio, chiudi_caso, muovi_caso, trasferisci_caso
from cases.signals import caso_assegnato
from cases.transizioni import TABELLA_CASO
from tests.casi import crea_caso, crea_nucleo, oggi
from tests.people import Cast

IERI = datetime.timedelta(days=1)


@pytest.mark.parametrize("mossa", TABELLA_CASO.mosse, ids=lambda m: m.codice)
@pytest.mark.parametrize("stato", list(StatoCaso))
def test_ogni_mossa_parte_solo_dagli_stati_della_tabella(cast: Cast, mossa: object, stato: StatoCaso) -> None:
    codice, da, a = mossa.codice, mossa.da, mossa.a  # type: ignore[attr-defined]  # a Mossa
    caso = crea_caso(cast, componenti=1)
    caso.stato = stato
    caso.save()
    campi = {"case_manager": cast.anna_verdi}
    if stato in da:
        mosso = muovi_caso(
            caso=caso, mossa=codice, operatore=cast.cora_coordina, al=oggi(), motivo="prova", campi=campi
        )
        assert mosso.stato == a
        riga = mosso.transizioni.last()
        assert riga is not None
        assert (riga.da_stato, riga.a_stato, riga.motivo) == (stato, a, "prova")
    else:
        with pytest.raises(MossaNonAmmessa):
            muovi_caso(caso=caso, mossa=codice, operatore=cast.cora_coordina, al=oggi(), motivo="prova")


def test_chiudere_chiede_un_motivo_e_finisce_l_assegnazione(cast: Cast) -> None:
    caso = crea_caso(cast)
    with pytest.raises(DominioError, match="motivo"):
        chiudi_caso(caso=caso, motivo=" ", operatore=cast.anna_verdi, al=oggi())
    chiuso = chiudi_caso(caso=caso, motivo="rinuncia", operatore=cast.anna_verdi, al=oggi())
    assert chiuso.stato == StatoCaso.CHIUSO
    assert chiuso.assegnazioni.get().al == oggi()


def test_trasferire_e_definitivo(cast: Cast) -> None:
    caso = trasferisci_caso(
        caso=crea_caso(cast), motivo="Altro Comune dal 01/11", operatore=cast.cora_coordina, al=oggi()
    )
    with pytest.raises(MossaNonAmmessa):
        muovi_caso(caso=caso, mossa="riapri", operatore=cast.cora_coordina, al=oggi(), motivo="x")


def test_il_passaggio_di_consegne_tiene_le_date_e_avvisa_chi_riceve(cast: Cast) -> None:
    caso = crea_caso(cast)
    sentiti: list[CasoAdi] = []

    def ascolta(caso: CasoAdi, **altro: object) -> None:
        sentiti.append(caso)

    caso_assegnato.connect(ascolta)
    try:
        assegna_caso(
            caso=caso, a=cast.bruno_colle, dal=oggi(), motivo="ferie lunghe", operatore=cast.cora_coordina,
            al=oggi(),
        )  # fmt: skip
    finally:
        caso_assegnato.disconnect(ascolta)
    prima, seconda = caso.assegnazioni.order_by("dal")
    assert (prima.al, seconda.al) == (oggi() - IERI, None)
    assert sentiti == [caso]
    messaggio = Messaggio.objects.filter(destinatario=cast.bruno_colle.email).get()
    assert "Esempio" not in f"{messaggio.oggetto} {messaggio.testo}"
    assert mail.outbox == []


def test_non_si_assegna_a_chi_non_lavora_in_quel_comune(cast: Cast) -> None:
    with pytest.raises(DominioError, match="non lavora nel Comune"):
        assegna_caso(
            caso=crea_caso(cast), a=cast.carla_mare, dal=oggi(), motivo="x", operatore=cast.cora_coordina,
            al=oggi(),
        )  # fmt: skip


def test_l_assegnazione_in_blocco_e_tutto_o_niente(cast: Cast) -> None:
    libero = crea_caso(cast, case_manager=None)
    chiuso = crea_caso(cast, stato=StatoCaso.CHIUSO)
    with pytest.raises(DominioError):
        assegna_in_blocco(
            casi=[libero, chiuso], a=cast.bruno_colle, dal=oggi(), motivo="carico", al=oggi(),
            operatore=cast.cora_coordina,
        )  # fmt: skip
    libero.refresh_from_db()
    assert libero.case_manager is None


def test_lo_stato_del_beneficio_non_muove_il_caso(cast: Cast) -> None:
    caso = cambia_stato_beneficio(
        caso=crea_caso(cast), stato=StatoBeneficio.SOSPESO, motivo="GePI", operatore=cast.anna_verdi
    )
    assert (caso.stato, caso.stato_beneficio) == (StatoCaso.ASSEGNATO, StatoBeneficio.SOSPESO)


def test_aprire_un_caso_iscrive_i_componenti_e_apre_il_primo_periodo(cast: Cast) -> None:
    comune = cast.territorio.comuni["Valdoria"]
    nucleo = crea_nucleo(cast.territorio.ambito, comune, componenti=3)
    caso = apri_caso(
        nucleo=nucleo, comune=comune, numero_domanda="PROVA-1", data_pad=datetime.date(2026, 2, 14),
        operatore=cast.sara_sportello, al=oggi(),
    )  # fmt: skip
    assert caso.componenti.count() == 3
    assert caso.componenti.get(richiedente=True).persona == nucleo.referente
    periodo = caso.periodi.get()
    assert (periodo.primo_mese, periodo.ultimo_mese) == (datetime.date(2026, 3, 1), datetime.date(2027, 8, 1))
    assert periodo.parametri[0]["valore"] == "18"
    with pytest.raises(DominioError, match="già un caso"):
        apri_caso(
            nucleo=nucleo, comune=comune, numero_domanda="PROVA-1", operatore=cast.sara_sportello, al=oggi()
        )
