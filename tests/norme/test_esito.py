from datetime import date

import pytest

from adi_platform.norme.esito import Esito, Livello, Motivo
from adi_platform.norme.loader import parametro


def motivo(livello: Livello, *, superato: bool = False, articolo: str = "art. 6") -> Motivo:
    return Motivo(codice="X", testo="Prova", articolo=articolo, livello=livello, superato=superato)


def test_senza_motivi_l_esito_e_ammissibile() -> None:
    assert Esito().livello is Livello.AMMISSIBILE
    assert Esito().ok


@pytest.mark.parametrize(
    ("livelli", "atteso", "ok"),
    [
        ([Livello.AVVISO], Livello.AVVISO, True),
        ([Livello.AVVISO, Livello.DA_INTEGRARE], Livello.DA_INTEGRARE, False),
        ([Livello.DA_INTEGRARE, Livello.NON_AMMISSIBILE], Livello.NON_AMMISSIBILE, False),
    ],
)
def test_l_esito_e_quello_del_motivo_piu_grave(livelli: list[Livello], atteso: Livello, ok: bool) -> None:
    esito = Esito(motivi=tuple(motivo(livello) for livello in livelli))
    assert (esito.livello, esito.ok) == (atteso, ok)


def test_un_motivo_superato_resta_in_elenco_ma_non_blocca() -> None:
    esito = Esito(motivi=(motivo(Livello.NON_AMMISSIBILE, superato=True), motivo(Livello.AVVISO)))
    assert esito.livello is Livello.AVVISO
    assert len(esito.motivi) == 2


def test_gli_articoli_si_citano_una_volta_e_in_ordine() -> None:
    esito = Esito(motivi=tuple(motivo(Livello.AVVISO, articolo=a) for a in ("art. 9", "art. 6", "art. 9")))
    assert esito.articoli == ("art. 9", "art. 6")


def test_l_unione_tiene_i_motivi_e_i_parametri_una_volta() -> None:
    soglia = parametro("adi.soglia_isee", al=date(2025, 1, 1))
    uno = Esito(motivi=(motivo(Livello.AVVISO),), parametri=(soglia,))
    unione = Esito.unione([uno, uno])
    assert len(unione.motivi) == 2
    assert unione.parametri == (soglia,)
