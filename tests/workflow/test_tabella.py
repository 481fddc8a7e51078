from dataclasses import FrozenInstanceError, replace
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adi_platform.workflow.tabella import Mossa, MossaNonAmmessa, TabellaNonValida, TabellaTransizioni


class Stato(StrEnum):
    BOZZA = "bozza"
    FIRMATO = "firmato"
    CHIUSO = "chiuso"


class StatoConEtichetta(StrEnum):
    """Shaped like a Django TextChoices member: a value and a label."""

    BOZZA = "bozza"
    FIRMATO = "firmato"

    @property
    def label(self) -> str:
        return {"bozza": "in bozza", "firmato": "firmato da tutti"}[self.value]


FIRMA = Mossa.crea(
    "firma",
    da=[Stato.BOZZA],
    a=Stato.FIRMATO,
    permesso="puo_firmare",
    etichetta="Firma",
    campi_richiesti=["firmato_il"],
)
CHIUDI = Mossa.crea(
    "chiudi",
    da=[Stato.FIRMATO],
    a=Stato.CHIUSO,
    permesso="puo_chiudere",
    etichetta="Chiudi",
    motivo_obbligatorio=True,
)


def tabella(*mosse: Mossa, finali: tuple[Stato, ...] = (Stato.CHIUSO,)) -> TabellaTransizioni:
    return TabellaTransizioni(stati=Stato, iniziali=[Stato.BOZZA], finali=finali, mosse=mosse)


def test_le_mosse_di_uno_stato_sono_quelle_della_tabella() -> None:
    valida = tabella(FIRMA, CHIUDI)
    assert valida.mosse_da(Stato.BOZZA) == (FIRMA,)
    assert valida.mosse_da("firmato") == (CHIUDI,)
    assert valida.mosse_da(Stato.CHIUSO) == ()
    assert valida.verifica("bozza", "firma") is FIRMA


def test_una_mossa_fuori_stato_dice_che_cosa_si_puo_fare() -> None:
    with pytest.raises(MossaNonAmmessa) as errore:
        tabella(FIRMA, CHIUDI).verifica(Stato.BOZZA, "chiudi")
    assert errore.value.messaggio == "«Chiudi» non è possibile nello stato «bozza». Ora si può: «Firma»."


def test_da_uno_stato_finale_non_ci_sono_azioni() -> None:
    with pytest.raises(MossaNonAmmessa, match="non ci sono altre azioni"):
        tabella(FIRMA, CHIUDI).verifica(Stato.CHIUSO, "firma")


def test_una_mossa_inventata_e_rifiutata() -> None:
    with pytest.raises(MossaNonAmmessa, match="«cancella» non esiste"):
        tabella(FIRMA, CHIUDI).verifica(Stato.BOZZA, "cancella")


def test_il_messaggio_usa_l_etichetta_dello_stato() -> None:
    firma = Mossa.crea(
        "firma", da=[StatoConEtichetta.BOZZA], a=StatoConEtichetta.FIRMATO, permesso="p", etichetta="Firma"
    )
    valida = TabellaTransizioni(stati=StatoConEtichetta, iniziali=["bozza"], mosse=[firma])
    with pytest.raises(MossaNonAmmessa, match="«firmato da tutti»"):
        valida.verifica(StatoConEtichetta.FIRMATO, "firma")


@pytest.mark.parametrize(
    ("mosse", "finali", "problema"),
    [
        ((FIRMA, CHIUDI, FIRMA), (), "mossa scritta due volte: firma"),
        ((FIRMA,), (), "stato irraggiungibile: chiuso"),
        ((FIRMA, CHIUDI), (Stato.FIRMATO,), "la mossa chiudi parte dallo stato finale firmato"),
        ((FIRMA, CHIUDI, replace(FIRMA, codice="x", a="boh")), (), "stato sconosciuto: boh"),
        ((FIRMA, CHIUDI, replace(FIRMA, codice="x", da=frozenset({"mai"}))), (), "stato sconosciuto: mai"),
        ((FIRMA, CHIUDI, replace(FIRMA, codice="x", da=frozenset())), (), "la mossa x non parte da nessuno"),
    ],
)
def test_una_tabella_sbagliata_non_si_costruisce(
    mosse: tuple[Mossa, ...], finali: tuple[Stato, ...], problema: str
) -> None:
    with pytest.raises(TabellaNonValida, match=problema):
        tabella(*mosse, finali=finali)


def test_senza_stato_iniziale_la_tabella_non_vale() -> None:
    with pytest.raises(TabellaNonValida, match="manca lo stato iniziale"):
        TabellaTransizioni(stati=["a"], iniziali=[], mosse=[])


def test_la_tabella_non_si_modifica() -> None:
    with pytest.raises(FrozenInstanceError):
        tabella(FIRMA, CHIUDI).mosse = ()  # type: ignore[misc]  # the assignment is what must fail


@given(st.sampled_from(list(Stato)), st.sampled_from(["firma", "chiudi"]))
def test_verifica_concede_esattamente_le_mosse_elencate(stato: Stato, codice: str) -> None:
    valida = tabella(FIRMA, CHIUDI)
    ammesse = {mossa.codice for mossa in valida.mosse_da(stato)}
    if codice in ammesse:
        assert valida.verifica(stato, codice).codice == codice
    else:
        with pytest.raises(MossaNonAmmessa):
            valida.verifica(stato, codice)
