"""The letters of the outcome say what the act says, in plain words; subject and mail say nothing."""

import pytest

from adi_platform.errori import DominioError
from contributi.enums import CanaleComunicazione, StatoRichiesta, TipoProvvedimento
from contributi.models import Provvedimento, Richiesta
from contributi.services.esiti import comunica_esito
from tests.casi import oggi
from tests.contributi.decisione import adotta, bozza, concessa, in_riesame, pronta, sentita
from tests.people import Cast

pytestmark = pytest.mark.django_db


def manda(cast: Cast, atto: Provvedimento) -> str:
    lettera = comunica_esito(
        provvedimento=atto,
        canale=CanaleComunicazione.PEC,
        inviata_il=oggi(),
        operatore=cast.dario_dirigente,
        al=oggi(),
    )
    assert "{{" not in lettera.testo
    assert "ontribut" not in lettera.oggetto
    return lettera.testo


def test_la_concessione_dice_quanto_come_e_da_quando_una_volta_sola(cast: Cast) -> None:
    atto = concessa(cast, "1234.50")
    testo = manda(cast, atto)
    assert "1.234,50 euro (milleduecentotrentaquattro/50)" in testo
    assert "60 giorni" in testo
    with pytest.raises(DominioError, match="già stata mandata"):
        manda(cast, atto)


def test_il_diniego_dice_i_motivi_del_preavviso(cast: Cast) -> None:
    preavviso = in_riesame(cast)
    testo = manda(cast, adotta(cast, bozza(cast, preavviso.richiesta, TipoProvvedimento.DINIEGO)))
    assert all(motivo.testo in testo for motivo in preavviso.motivi.all())
    assert "non ci ha mandato osservazioni" in testo


def test_sospensione_e_revoca_hanno_la_loro_lettera(cast: Cast) -> None:
    richiesta = concessa(cast).richiesta
    Richiesta.objects.filter(pk=richiesta.pk).update(stato=StatoRichiesta.IN_EROGAZIONE)
    sentita(cast, richiesta, TipoProvvedimento.SOSPENSIONE)
    ferma = bozza(cast, richiesta, TipoProvvedimento.SOSPENSIONE, al=oggi(), condizioni="Torna al colloquio")
    assert "Torna al colloquio" in manda(cast, adotta(cast, ferma))
    richiesta = Richiesta.objects.get(pk=richiesta.pk)
    sentita(cast, richiesta, TipoProvvedimento.REVOCA)
    revoca = bozza(cast, richiesta, TipoProvvedimento.REVOCA, importo_recupero=100)
    assert "100,00 euro" in manda(cast, adotta(cast, revoca))


def test_un_atto_senza_lettera_lo_dice(cast: Cast) -> None:
    with pytest.raises(DominioError, match="non c'è una lettera"):
        manda(cast, bozza(cast, pronta(cast)))
