"""A shared text is read-only and a signed version never changes, also by direct SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from patti.models import Patto
from patti.services.condividi import condividi_patto
from tests.patti.costruttori import OGGI, Famiglia, crea_famiglia, crea_patto_completo
from tests.patti.firme import sottoscrivi_tutto
from tests.people import Cast

VIETATE = (
    "UPDATE patti_patto SET preferenze = 'altro' WHERE id = %s",
    "UPDATE patti_patto SET stato = 'bozza' WHERE id = %s",
    "UPDATE patti_patto SET sottoscritto_il = '2020-01-01' WHERE id = %s",
    "UPDATE patti_patto SET impronta_testo = 'x' WHERE id = %s",
    "UPDATE patti_patto SET documento_id = NULL WHERE id = %s",
    "DELETE FROM patti_patto WHERE id = %s",
    "UPDATE patti_impegnopatto SET testo = 'altro' WHERE patto_id = %s",
    "UPDATE patti_impegnopatto SET sanzionabile = NOT sanzionabile WHERE patto_id = %s",
    "DELETE FROM patti_impegnopatto WHERE patto_id = %s",
    "UPDATE patti_risultatoatteso SET entro = '2030-01-01' WHERE patto_id = %s",
    "UPDATE patti_sostegnopatto SET erogatore = 'altri' WHERE patto_id = %s",
    "UPDATE patti_obiettivopatto SET testo = 'altro' WHERE patto_id = %s",
    "INSERT INTO patti_componenteequipepatto (patto_id, nome, cognome, funzione, nome_funzione, ente, "
    "responsabile) VALUES (%s, 'A', 'B', 'RU.EDU', 'x', 'y', false)",
    "DELETE FROM patti_risultatoatteso_componenti WHERE risultatoatteso_id IN "
    "(SELECT id FROM patti_risultatoatteso WHERE patto_id = %s)",
    "UPDATE patti_firmapatto SET luogo = 'altrove' WHERE patto_id = %s",
    "DELETE FROM patti_firmapatto WHERE patto_id = %s",
)
AMMESSE = (
    "UPDATE patti_impegnopatto SET stato = 'rispettato' WHERE patto_id = %s",
    "UPDATE patti_risultatoatteso SET stato = 'raggiunto' WHERE patto_id = %s",
    "UPDATE patti_patto SET stato = 'concluso', chiuso_il = '2026-12-01' WHERE id = %s",
)


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    return crea_famiglia(cast)


def _esegui(comando: str, patto: Patto) -> None:
    with transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(comando, [patto.pk])


def test_una_versione_firmata_non_cambia_nemmeno_da_sql(famiglia: Famiglia) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)

    for comando in VIETATE:
        with pytest.raises(IntegrityError):
            _esegui(comando, patto)
    for comando in AMMESSE:
        _esegui(comando, patto)


def test_un_testo_condiviso_non_cambia_finche_non_si_riapre(famiglia: Famiglia) -> None:
    bozza = crea_patto_completo(famiglia)
    comando = "UPDATE patti_impegnopatto SET testo = testo || ' e ancora' WHERE patto_id = %s"
    _esegui(comando, bozza)
    patto = condividi_patto(patto=bozza, operatore=famiglia.operatore, al=OGGI)

    with pytest.raises(IntegrityError):
        _esegui(comando, patto)
