"""The letters of the outcome say what the act says, in plain words; subject and mail say nothing."""

import datetime

import pytest

from adi_platform.errori import DominioError
from adi_platform.ui.formati import con_articolo
from contributi.enums import CanaleComunicazione, StatoRichiesta, TipoProvvedimento
from contributi.models import Provvedimento, Richiesta
from contributi.services.esiti import comunica_esito
from patti.models import ImpegnoPatto
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.casi import oggi
from tests.contributi.decisione import adotta, bozza, concessa, in_riesame, pronta, sentita
from tests.patti.pai import crea_pai
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


def test_la_concessione_dice_fine_scopo_impegni_e_verifica(cast: Cast) -> None:
    """No «da concordare»: the end is that of the last instalment, the purpose the person's, the duties the PAI's."""
    caso = crea_caso_sportello(cast, incontrato=True)
    pai = crea_pai(caso)
    richiesta = pronta(cast, caso=caso, pai=pai)
    atto = adotta(cast, bozza(cast, richiesta, mesi=2, dal=datetime.date(2026, 11, 22)))
    testo = manda(cast, atto)
    assert "Dal 22 novembre 2026 al 31 dicembre 2026, per 2 mesi." in testo
    assert f"A che cosa serve: {richiesta.bisogno}" in testo
    assert f"- {ImpegnoPatto.objects.get().testo}" in testo
    assert pai.prima_verifica is not None
    assert f"Facciamo il punto insieme {con_articolo(pai.prima_verifica)}." in testo


def test_senza_pai_e_senza_mesi_le_frasi_stanno_in_piedi(cast: Cast) -> None:
    atto = adotta(cast, bozza(cast, pronta(cast), dal=datetime.date(2026, 11, 22)))
    testo = manda(cast, atto)
    assert "Dal 22 novembre 2026, in una volta sola." in testo
    assert "la chiamiamo per fissare il giorno" in testo
    assert "da concordare" not in testo


def test_modifica_archiviazione_e_non_sospensione_hanno_la_loro_lettera(cast: Cast) -> None:
    richiesta = Richiesta.objects.get(pk=concessa(cast).richiesta_id)
    Richiesta.objects.filter(pk=richiesta.pk).update(stato=StatoRichiesta.IN_EROGAZIONE)
    richiesta.refresh_from_db()
    modifica = manda(cast, adotta(cast, bozza(cast, richiesta, TipoProvvedimento.MODIFICA, importo=200)))
    assert "Nuovo importo: 200,00 euro (duecento/00)" in modifica
    continua = manda(cast, adotta(cast, bozza(cast, richiesta, TipoProvvedimento.NON_SOSPENSIONE)))
    assert "I pagamenti continuano come prima." in continua
    ferma = pronta(cast, stato=StatoRichiesta.ISTRUTTORIA)
    chiusa = manda(cast, adotta(cast, bozza(cast, ferma, TipoProvvedimento.ARCHIVIAZIONE)))
    assert "non può andare avanti e la chiudiamo" in chiusa


def test_una_revoca_senza_recupero_non_chiede_zero_euro(cast: Cast) -> None:
    richiesta = Richiesta.objects.get(pk=concessa(cast).richiesta_id)
    sentita(cast, richiesta, TipoProvvedimento.REVOCA)
    testo = manda(cast, adotta(cast, bozza(cast, richiesta, TipoProvvedimento.REVOCA)))
    assert "Non deve restituire niente" in testo
    assert "0,00 euro" not in testo
    assert "«Ero malata» Non accolta: Manca il certificato" in testo


def test_un_atto_senza_lettera_lo_dice(cast: Cast) -> None:
    with pytest.raises(DominioError, match="non c'è una lettera"):
        manda(cast, bozza(cast, pronta(cast)))
