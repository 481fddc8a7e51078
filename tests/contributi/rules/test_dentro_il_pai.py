"""What a request may ask inside its PAI: less is inside, more or other is out, with the article of the measure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from adi_platform.norme.esito import Livello
from adi_platform.norme.loader import norme_nazionali
from contributi.rules.dentro_il_pai import GiaChiesto, Sostegno, dentro_il_pai
from tests.casi_ufficio.regolamenti import misure

AL = date(2026, 5, 11)
LETTURA = norme_nazionali().valore("contributi.modo_diverso_dal_pai", al=AL)
PREVISTO = Sostegno(
    misura="ordinario-temporaneo",
    misura_nome="Contributo ordinario temporaneo",
    importo=Decimal("250.00"),
    mesi=4,
    modo="canalizzato",
    modo_nome="Pagamento diretto al fornitore",
)


def fuori(
    chiesto: dict[str, Any],
    *,
    previsto: Sostegno = PREVISTO,
    firmato: bool = True,
    gia: tuple[GiaChiesto, ...] = (),
) -> dict[str, tuple[str, str]]:
    """By field: the sentence and the article."""
    domanda = replace(PREVISTO, **chiesto)
    esito = dentro_il_pai(
        previsto,
        domanda,
        progetto=misure()[domanda.misura].progetto,
        firmato=firmato,
        lettura=LETTURA,
        gia=gia,
    )
    return {m.codice: (m.testo, m.articolo) for m in esito.motivi}


@pytest.mark.parametrize(
    "chiesto",
    [{}, {"importo": Decimal("249.99")}, {"mesi": 3}, {"importo": Decimal("100.00"), "mesi": None}],
)
def test_quanto_il_pai_prevede_o_meno_sta_dentro(chiesto: dict[str, Any]) -> None:
    assert fuori(chiesto) == {}


@pytest.mark.parametrize(
    ("chiesto", "campo", "testo"),
    [
        ({"misura": "voucher"}, "misura", "Il PAI prevede «Contributo ordinario temporaneo»."),
        ({"importo": Decimal("250.01")}, "importo", "Il PAI prevede al massimo 250,00 € al mese."),
        ({"mesi": 5}, "mesi", "Il PAI prevede 4 mesi al massimo."),
        ({"modo": "buono"}, "modo", "Il PAI prevede «Pagamento diretto al fornitore»."),
    ],
)
def test_un_euro_un_mese_o_un_modo_in_piu_e_fuori_con_l_articolo(
    chiesto: dict[str, Any], campo: str, testo: str
) -> None:
    assert fuori(chiesto) == {campo: (testo, "art. 7")}


def test_le_domande_dello_stesso_pai_si_sommano_sul_totale() -> None:
    gia = (
        GiaChiesto(numero="0000003/2026", totale=Decimal(500)),
        GiaChiesto(numero="0000007/2026", totale=Decimal("250.50")),
    )
    assert fuori({"mesi": None, "importo": Decimal("249.50")}, gia=gia) == {}
    assert fuori({"mesi": 3, "importo": Decimal(100)}, gia=gia)["importo"] == (
        "Il PAI prevede 1.000,00 € in tutto. Contano già 500,00 € con la domanda n. 0000003/2026, 250,50 € con"
        " la domanda n. 0000007/2026: ne restano 249,50 €.",
        "art. 7",
    )


def test_un_contributo_in_una_volta_sola_non_diventa_mensile() -> None:
    una_tantum = replace(PREVISTO, mesi=None)
    detto = fuori({"mesi": 2}, previsto=una_tantum)
    assert detto == {"mesi": ("Il PAI prevede un contributo in una volta sola.", "art. 7")}
    assert "in tutto" in fuori({"mesi": None, "importo": Decimal(251)}, previsto=una_tantum)["importo"][0]
    assert fuori({"mesi": 2}, previsto=replace(PREVISTO, mesi=1))["mesi"][0].endswith("1 mese al massimo.")


def test_un_pai_firmato_senza_sostegno_non_contiene_nessuna_domanda() -> None:
    muto = Sostegno()
    assert fuori({}, previsto=muto)["misura"][0] == "Il PAI è firmato e non prevede un sostegno economico."
    assert fuori({}, previsto=muto, firmato=False) == {}


@pytest.mark.parametrize(
    "misura",
    [
        "straordinario-urgente",
        "urgente-non-residenti",
        "anci-anmil",
        "sostegno-abitare",
        "poverta-educativa",
        "fondo-emergenza",
    ],
)
def test_dove_il_regolamento_non_chiede_un_progetto_il_pai_non_limita(misura: str) -> None:
    progetto = misure()[misura].progetto
    chiesto = Sostegno(misura=misura, importo=Decimal(5000), mesi=12, modo="bonifico")
    assert dentro_il_pai(PREVISTO, chiesto, progetto=progetto, firmato=True, lettura=LETTURA).ok


def test_se_l_ambito_sceglie_l_avviso_un_altro_modo_non_ferma() -> None:
    progetto = misure()["ordinario-temporaneo"].progetto
    avvisa = replace(LETTURA, valore="avvisa")
    chiesto = replace(PREVISTO, modo="buono")
    esito = dentro_il_pai(PREVISTO, chiesto, progetto=progetto, firmato=True, lettura=avvisa)
    assert (esito.ok, esito.livello) == (True, Livello.AVVISO)
    assert not dentro_il_pai(PREVISTO, chiesto, progetto=progetto, firmato=True, lettura=LETTURA).ok
