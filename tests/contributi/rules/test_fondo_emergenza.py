"""The emergency fund pays «per tutte le tipologie di spese» of R.I.A., S.o.A. and P.E., and others if they matter."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from adi_platform.norme.esito import Livello
from contributi.rules.istruttoria import istruisci
from contributi.rules.letture_misura import Letture
from tests.casi_ufficio.regolamenti import misure

AL = date(2026, 5, 11)
FONDO = misure()["fondo-emergenza"]
FINE = date(2026, 12, 31)
PROPRIE = {"percorso_ria", "accompagnamento_ria", "altra"}


def esito(al: date = AL, **fatti: Any) -> tuple[Livello, set[str]]:
    base = {"colpito_covid": True, "importo_mensile": Decimal("800.00"), "mesi": 3}
    istruttoria = istruisci(FONDO, {**base, **fatti}, al=al, letture=Letture(fondo_emergenza_fino=FINE))
    return istruttoria.esito.livello, {m.codice for m in istruttoria.esito.motivi}


def test_le_spese_sono_quelle_delle_altre_misure_e_le_altre_rilevanti() -> None:
    delle_altre = {v.codice for m in ("sostegno-abitare", "poverta-educativa") for v in misure()[m].spese}
    assert {v.codice for v in FONDO.spese} == delle_altre | PROPRIE
    articoli = {v.codice: v.articolo for v in FONDO.spese}
    for misura in ("sostegno-abitare", "poverta-educativa"):
        for voce in misure()[misura].spese:
            assert articoli[voce.codice] == voce.articolo, "each with the article of its own measure"
    assert articoli["altra"] == "Fondo di emergenza"


@pytest.mark.parametrize("spesa", [v.codice for v in FONDO.spese])
def test_ogni_spesa_si_concede_senza_progetto_fino_al_massimale(spesa: str) -> None:
    assert not FONDO.progetto.richiesto
    assert esito(tipo_spesa=spesa) == (Livello.AMMISSIBILE, set())
    assert esito(tipo_spesa=spesa, importo_mensile=Decimal("800.01")) == (
        Livello.NON_AMMISSIBILE,
        {"IMPORTO_MENSILE"},
    )


def test_il_fondo_finisce_il_giorno_stabilito_e_non_un_giorno_prima() -> None:
    assert esito(FINE, tipo_spesa="altra")[0] is Livello.AMMISSIBILE
    livello, motivi = esito(FINE + timedelta(days=1), tipo_spesa="altra")
    assert (livello, motivi) == (Livello.NON_AMMISSIBILE, {"FONDO_CHIUSO"})
