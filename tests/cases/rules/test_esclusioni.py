"""The registry beside each reason of exclusion: borne out, denied, unknown."""

from datetime import date

import pytest

from adi_platform.norme.loader import norme_nazionali
from cases.rules.contenuti import motivi_esonero
from cases.rules.esclusioni import Familiare, Quesito, Riscontro, riscontra

DAL = date(2026, 11, 23)
ADULTA = Familiare(nome="Anna", nato_il=date(1986, 2, 3))
NEONATO = Familiare(nome="Leo", nato_il=date(2025, 1, 10))
BAMBINA = Familiare(nome="Mia", nato_il=date(2015, 6, 1))
RAGAZZO = Familiare(nome="Ugo", nato_il=date(2009, 3, 4))
IGNOTO = Familiare(nome="Zoe", nato_il=None)
ALTRO_ADULTO = Familiare(nome="Ivo", nato_il=date(1984, 1, 1))


def _di(motivo: str, *altri: Familiare, persona: Familiare = ADULTA, dal: date = DAL) -> Riscontro:
    return riscontra(motivo, Quesito(persona=persona, altri=altri, dal=dal, norme=norme_nazionali()))


def test_un_bambino_di_undici_anni_non_e_sotto_i_tre() -> None:
    esito = _di("ME.CURA3", BAMBINA, RAGAZZO, ALTRO_ADULTO)
    assert "nessun bambino sotto i 3 anni: chi ne ha meno è Mia, 11 anni" in esito.smentita
    assert _di("ME.CURA3", ALTRO_ADULTO).smentita.endswith("sotto i 3 anni.")


def test_un_bambino_piccolo_lo_prova_fino_al_terzo_compleanno() -> None:
    assert _di("ME.CURA3", NEONATO, BAMBINA) == Riscontro(provato=True, fino_al=date(2028, 1, 10))
    vigilia, compleanno = date(2028, 1, 9), date(2028, 1, 10)
    assert _di("ME.CURA3", NEONATO, dal=vigilia).provato
    assert _di("ME.CURA3", NEONATO, dal=compleanno).smentita
    assert _di("ME.CURA3", NEONATO, dal=date(2025, 1, 9)).smentita  # not born yet


def test_dove_manca_una_data_di_nascita_serve_un_documento() -> None:
    for motivo in ("ME.CURA3", "ME.CURA3F", "ME.NORESP"):
        assert _di(motivo, IGNOTO) == Riscontro(), motivo
    for motivo in ("ME.ETA", "ME.MIN"):
        assert _di(motivo, persona=IGNOTO) == Riscontro(), motivo


def test_tre_figli_minori_fino_a_quando_restano_tre() -> None:
    assert "i minorenni sono 2" in _di("ME.CURA3F", BAMBINA, RAGAZZO).smentita
    # Three: the first to come of age ends it. Four: the second.
    assert _di("ME.CURA3F", BAMBINA, RAGAZZO, NEONATO).fino_al == date(2027, 3, 4)
    quattro = (BAMBINA, RAGAZZO, NEONATO, Familiare(nome="Lia", nato_il=date(2012, 5, 6)))
    assert _di("ME.CURA3F", *quattro).fino_al == date(2030, 5, 6)


def test_chi_vive_solo_non_assiste_nessuno() -> None:
    assert "un'altra persona da assistere" in _di("ME.CURADIS").smentita
    assert _di("ME.CURADIS", ALTRO_ADULTO) == Riscontro()


def test_la_responsabilita_genitoriale_e_chiara_solo_senza_minori() -> None:
    assert _di("ME.NORESP", ALTRO_ADULTO).provato
    assert _di("ME.NORESP", BAMBINA) == Riscontro()


def test_l_eta_esclude_da_sessant_anni() -> None:
    anziana = Familiare(nome="Ada", nato_il=date(1966, 11, 23))
    assert _di("ME.ETA", persona=anziana) == Riscontro(provato=True)
    assert "non ha ancora 60 anni" in _di("ME.ETA", persona=anziana, dal=date(2026, 11, 22)).smentita


@pytest.mark.parametrize("motivo", sorted(set(motivi_esonero()) - {"ME.MIN"}))
def test_chi_e_minorenne_ha_un_motivo_solo(motivo: str) -> None:
    assert "è minorenne" in _di(motivo, ALTRO_ADULTO, NEONATO, persona=RAGAZZO).smentita


@pytest.mark.parametrize(
    "motivo", ["ME.PENS", "ME.DISAB", "ME.ONCO", "ME.LAV", "ME.STUD", "ME.VIOL", "ME.SALUTE"]
)
def test_cio_che_l_anagrafe_non_sa_chiede_un_documento(motivo: str) -> None:
    assert _di(motivo, BAMBINA) == Riscontro()
