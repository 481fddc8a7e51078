"""A letter given up by the mail is read on the pages of the act that it tells of."""

import pytest
from django.urls import reverse

from contributi.enums import CanaleComunicazione
from contributi.models import Provvedimento
from contributi.services.comunicazioni import chiave_lettera
from contributi.services.esiti import comunica_esito
from contributi.services.sostituto import chiave_termine
from tests.casi import oggi
from tests.conftest import Entra
from tests.contributi.decisione import concessa
from tests.http.test_consegne import messaggio_fallito
from tests.people import Cast

pytestmark = pytest.mark.django_db


def test_ogni_lettera_non_partita_si_legge_sull_atto_che_la_riguarda(cast: Cast, entra: Entra) -> None:
    """The letter of an outcome on the request, the decision and the act; that of the term on the first two."""
    atto, altro = concessa(cast), concessa(cast)
    lettera = comunica_esito(
        provvedimento=atto, canale=CanaleComunicazione.PEC, inviata_il=oggi(), operatore=cast.dario_dirigente,
        al=oggi(),
    )  # fmt: skip
    pagine = ("contributi:richiesta", "contributi:decisione", "contributi:provvedimento")
    client = entra(cast.dario_dirigente)

    def dicono(di: Provvedimento) -> list[bool]:
        chiavi = (di.richiesta_id, di.richiesta_id, di.pk)
        lette = (client.get(reverse(nome, args=[pk])) for nome, pk in zip(pagine, chiavi, strict=True))
        return ["non è partito" in pagina.content.decode() for pagina in lette]

    assert dicono(atto) == [False, False, False]
    messaggio_fallito(cast, chiave=chiave_lettera(lettera))
    assert dicono(atto)[1:] == [True, True]
    anna = entra(cast.anna_verdi).get(reverse("contributi:richiesta", args=[atto.richiesta_id]))
    assert "non è partito" in anna.content.decode()
    assert dicono(altro) == [False, False, False]
    messaggio_fallito(cast, chiave=f"{chiave_termine(altro.richiesta)}:2026-05-11:1")
    assert dicono(altro) == [True, True, False]
