from datetime import date
from decimal import Decimal

import pytest

from adi_platform.norme.loader import norme_nazionali
from contributi.rules.pubblicazione import (
    AttoConcesso,
    AttoDaPubblicare,
    BaseTotale,
    EsitoPubblicazione,
    LetturePubblicazione,
    StatoAtto,
    esamina_pubblicazione,
)
from tests.casi_ufficio.lettura import Riga, giorno, giorno_o_niente, importo, righe, scritto

CASI = righe("pubblicazione.csv")
ATTESE = (
    "totale_anno_atteso",
    "pubblicare_atteso",
    "richiamo_atti_precedenti_atteso",
    "identita_omessa_attesa",
    "pagamento_dal_atteso",
    "pagamento_consentito_atteso",
)


def precedente(testo: str) -> AttoConcesso:
    quando, quanto, beneficiario, nucleo, stato = testo.split("/")
    return AttoConcesso(
        data=giorno(quando),
        importo=importo(quanto),
        beneficiario=beneficiario,
        nucleo=nucleo,
        stato=StatoAtto(stato),
    )


def esito(caso: Riga) -> EsitoPubblicazione:
    return esamina_pubblicazione(
        AttoDaPubblicare(
            data=giorno(caso["data_atto"]),
            importo=importo(caso["importo_atto"]),
            beneficiario=caso["beneficiario"],
            nucleo=caso["nucleo"],
            concede=caso["tipo_atto"] == "concessione",
            persona_fisica=caso["beneficiario_tipo"] == "persona_fisica",
            rivelatore=caso["disagio_o_salute_desumibile"] == "si",
            precedenti=tuple(precedente(voce) for voce in caso["atti_precedenti"].split("|") if voce),
            pubblicato_il=giorno_o_niente(caso["pubblicato_il"]),
        ),
        letture=LetturePubblicazione(
            soglia=importo(caso["soglia_euro"]),
            base=BaseTotale(caso["base_totale"]),
            annullati_contano=caso["atti_annullati_contano"] == "si",
        ),
    )


def si_no(valore: bool | None) -> str:
    return "" if valore is None else "si" if valore else "no"


@pytest.mark.parametrize("caso", CASI, ids=[caso["id"] for caso in CASI])
def test_pubblicazione(caso: Riga) -> None:
    trovato = esito(caso)
    calcolati = (
        scritto(trovato.totale_anno.quantize(Decimal("0.01"))),
        si_no(trovato.pubblicare),
        si_no(trovato.richiamo),
        si_no(trovato.identita_omessa),
        scritto(trovato.pagamento_dal),
        si_no(trovato.pagamento_consentito(giorno(caso["alla_data"]))),
    )
    assert dict(zip(ATTESE, calcolati, strict=True)) == {nome: caso[nome] for nome in ATTESE}


def test_le_letture_sono_parametri_con_data() -> None:
    letture = LetturePubblicazione.da_norme(norme_nazionali(), al=date(2026, 9, 10))
    assert (letture.soglia, letture.base, letture.annullati_contano) == (Decimal(1000), "persona", False)
    assert all(valore.riferimento for valore in letture.parametri)


def test_un_atto_annullato_conta_solo_se_il_parametro_lo_dice() -> None:
    annullato = AttoConcesso(
        data=date(2026, 3, 1), importo=Decimal(800), beneficiario="B1", stato=StatoAtto.ANNULLATO
    )
    atto = AttoDaPubblicare(
        data=date(2026, 9, 10), importo=Decimal(300), beneficiario="B1", precedenti=(annullato,)
    )
    assert not esamina_pubblicazione(atto, letture=LetturePubblicazione()).pubblicare
    contano = esamina_pubblicazione(atto, letture=LetturePubblicazione(annullati_contano=True))
    assert contano.pubblicare
    assert contano.totale_anno == Decimal(1100)


def test_un_atto_successivo_non_entra_nel_totale() -> None:
    dopo = AttoConcesso(data=date(2026, 9, 11), importo=Decimal(900), beneficiario="B1")
    stesso_giorno = AttoConcesso(data=date(2026, 9, 10), importo=Decimal(50), beneficiario="B1")
    atto = AttoDaPubblicare(
        data=date(2026, 9, 10), importo=Decimal(900), beneficiario="B1", precedenti=(dopo, stesso_giorno)
    )
    assert esamina_pubblicazione(atto, letture=LetturePubblicazione()).totale_anno == Decimal(950)
