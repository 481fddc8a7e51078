"""The measure of the pages also with a handful of cases."""

from cases.benchmark.pagine import _pagine
from cases.enums import StatoCaso
from tests.casi import crea_caso
from tests.people import Cast


def test_senza_un_caso_di_tre_componenti_le_altre_pagine_si_misurano(cast: Cast) -> None:
    caso = crea_caso(cast, stato=StatoCaso.MONITORAGGIO, componenti=1, con_minore=False)

    pagine = {p.nome: p.url for p in _pagine(cast.territorio.ambito)}

    assert pagine["caso con un componente"] == f"/casi/{caso.pk}/"
    assert pagine["caso con tre componenti"] == ""
