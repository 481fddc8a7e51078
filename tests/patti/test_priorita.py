"""The priorities of the Quadro lead to objectives of the Patto, and follow them into the next version."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.organizzazione.models import Utente
from equipe.services.quadro import Giudizio, concludi_quadro, inizia_quadro, valuta
from equipe.services.quadro_modulo import modello_di
from patti.forms.priorita import nome_campo
from patti.models import Patto, PrioritaPatto
from patti.services.copia import copia_contenuto
from patti.services.fotografia import completezza_di
from patti.services.priorita import collega_priorita
from tests.patti.costruttori import OGGI, Famiglia, crea_equipe, crea_famiglia, crea_patto_completo
from tests.people import Cast

Entra = Callable[[Utente], Client]
CHIAVE = ("QA.NUC.ECO.01", None)


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    """With a concluded Quadro of one priority on the household."""
    famiglia = crea_famiglia(cast)
    crea_equipe(famiglia, cast)
    anna = cast.anna_verdi
    quadro = inizia_quadro(caso=famiglia.caso, operatore=anna, al=timezone.localdate())
    dominio = modello_di(quadro).dominio("QA.NUC.ECO")
    assert dominio is not None
    soldi = Giudizio(
        voce=CHIAVE[0], valore=2, evidenza="Bollette in ritardo.", fonte="COLL", prioritaria=True
    )
    valuta(
        quadro=quadro,
        dominio=dominio,
        persona=None,
        giudizi=[soldi],
        funzioni=("RU.CM",),
        attesa=0,
        operatore=anna,
    )
    concludi_quadro(quadro=quadro, operatore=anna)
    return famiglia


@pytest.fixture
def patto(famiglia: Famiglia) -> Patto:
    return crea_patto_completo(famiglia)


def mancanze(patto: Patto) -> list[str]:
    return [m.testo for m in completezza_di(patto, al=OGGI).motivi if m.codice == "priorita"]


def test_una_priorita_senza_obiettivo_manca_finche_non_si_collega(patto: Patto, cast: Cast) -> None:
    assert mancanze(patto) == [
        "La priorità «Mezzi per vivere, Famiglia» del Quadro non ha ancora un obiettivo: collegala."
    ]
    obiettivo = patto.obiettivopatto_del_patto.earliest("pk")
    collega_priorita(
        patto=patto, scelte={CHIAVE: [obiettivo.pk]}, attesa=patto.versione, operatore=cast.anna_verdi
    )
    assert mancanze(patto) == []
    with pytest.raises(ConflittoDiVersione):
        collega_priorita(patto=patto, scelte={}, attesa=patto.versione, operatore=cast.anna_verdi)


def test_non_si_collega_l_obiettivo_di_un_altro_patto(patto: Patto, cast: Cast) -> None:
    altra = crea_patto_completo(crea_famiglia(cast, numero=2))
    estraneo = altra.obiettivopatto_del_patto.earliest("pk")
    with pytest.raises(DominioError, match="non è di questo Patto"):
        collega_priorita(
            patto=patto, scelte={CHIAVE: [estraneo.pk]}, attesa=patto.versione, operatore=cast.anna_verdi
        )


def test_il_legame_segue_l_obiettivo_nella_versione_seguente(
    patto: Patto, famiglia: Famiglia, cast: Cast
) -> None:
    obiettivo = patto.obiettivopatto_del_patto.earliest("pk")
    collega_priorita(
        patto=patto, scelte={CHIAVE: [obiettivo.pk]}, attesa=patto.versione, operatore=cast.anna_verdi
    )
    altro = crea_patto_completo(crea_famiglia(cast, numero=3))
    copia_contenuto(da=patto, a=altro, operatore=cast.anna_verdi)
    copiato = PrioritaPatto.objects.get(obiettivo__patto=altro)
    assert copiato.obiettivo.identita == obiettivo.identita
    assert (copiato.voce, copiato.persona_id) == CHIAVE


def test_dalla_pagina_si_collega_e_senza_scelta_si_spiega(patto: Patto, cast: Cast, entra: Entra) -> None:
    anna, dove = entra(cast.anna_verdi), reverse("patto-priorita", args=[patto.pk])
    assert "Mezzi per vivere (Famiglia)" in anna.get(dove).content.decode()
    assert dove in anna.get(reverse("patto-componi", args=[patto.pk])).content.decode()
    vuota = anna.post(dove, {"versione": patto.versione})
    assert vuota.status_code == 422
    assert "almeno un obiettivo" in vuota.content.decode()
    obiettivo = patto.obiettivopatto_del_patto.earliest("pk")
    dati = {"versione": patto.versione, nome_campo(CHIAVE): str(obiettivo.pk)}
    assert anna.post(dove, dati).status_code == 302
    assert anna.post(dove, dati).status_code == 409
    for chi, atteso in ((cast.elio_educatore, 403), (cast.carla_mare, 404), (cast.nico_cpi, 403)):
        assert entra(chi).get(dove).status_code == atteso
