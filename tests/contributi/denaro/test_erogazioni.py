"""From the instalments to the mandates, and back when an act changes the money."""

import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from adi_platform.errori import DominioError
from contributi.documents.denaro import tabella_liquidazione
from contributi.documents.foglio import come_xlsx
from contributi.enums import (
    GenerePreavviso,
    ModoErogazione,
    StatoLiquidazione,
    StatoPiano,
    StatoRata,
    StatoRecupero,
    StatoRichiesta,
    TipoProvvedimento,
)
from contributi.models import Fondo, Liquidazione, PianoErogazione, Provvedimento, Richiesta
from contributi.services.avvii import avvii_possibili
from contributi.services.creditori import (
    DatiCreditore,
    registra_beneficiario,
    registra_giustificativo,
    registra_terzo,
)
from contributi.services.effetti_denaro import riprendi_erogazione
from contributi.services.erogazioni import assegna_creditore, collega_giustificativo
from contributi.services.liquidazioni import (
    prepara_liquidazione,
    registra_liquidazione,
    registra_mandati,
    registra_ritorno,
    togli_rata,
)
from contributi.services.provvedimenti import tipi_ora
from contributi.services.recuperi import apri_recupero, pagato_finora, registra_versamento, residuo_di
from contributi.services.segnalazioni_impegni import segnala_impegno
from contributi.signals import provvedimento_adottato
from tests.casi import oggi
from tests.contributi.denaro.conftest import Pubblicazione
from tests.contributi.denaro.costruttori import IBAN, fornitore, piano, pronto_da_pagare
from tests.contributi.fabbrica import crea_provvedimento
from tests.people import Cast


def prepara(cast: Cast, *rate: int) -> Liquidazione:
    return prepara_liquidazione(
        ambito=cast.territorio.ambito, rate=rate, operatore=cast.rita_ragioneria, al=oggi()
    )


def registrata(cast: Cast, fatto: PianoErogazione) -> Liquidazione:
    elenco = prepara(cast, fatto.rate.order_by("numero")[0].pk)
    return registra_liquidazione(liquidazione=elenco, operatore=cast.rita_ragioneria, al=oggi())


def paga(cast: Cast, elenco: Liquidazione) -> None:
    rate = list(elenco.rate.values_list("pk", flat=True))
    registra_mandati(
        liquidazione=elenco, rate=rate, mandato="M-1", data=oggi(), operatore=cast.rita_ragioneria
    )


def adotta(cast: Cast, fatto: PianoErogazione, tipo: TipoProvvedimento, **altro: object) -> Provvedimento:
    valori = {"importo": None, "mesi": None, "totale": None, "dal": oggi().replace(day=1), **altro}
    atto = crea_provvedimento(cast, proposta=fatto.provvedimento.proposta, tipo=tipo, **valori)
    provvedimento_adottato.send(None, provvedimento=atto, operatore=cast.dario_dirigente)
    return atto


def stati(fatto: PianoErogazione) -> list[str]:
    return list(fatto.rate.order_by("numero").values_list("stato", flat=True))


def stato_richiesta(fatto: PianoErogazione) -> str:
    return Richiesta.objects.get(pk=fatto.richiesta_id).stato


def test_dall_elenco_al_mandato_e_il_contributo_si_conclude(cast: Cast) -> None:
    fatto = pronto_da_pagare(cast)
    elenco = registrata(cast, fatto)
    assert stato_richiesta(fatto) == StatoRichiesta.IN_EROGAZIONE
    assert elenco.registrazione is not None
    assert elenco.righe[0]["iban"] == IBAN
    paga(cast, elenco)
    elenco.refresh_from_db()
    fatto.refresh_from_db()
    assert (elenco.stato, fatto.stato) == (StatoLiquidazione.CHIUSA, StatoPiano.CONCLUSO)
    assert stato_richiesta(fatto) == StatoRichiesta.CONCLUSA
    assert [t.mossa for t in fatto.rate.get().transizioni.all()] == ["liquida", "paga"]


def test_il_pagamento_attende_la_pubblicazione(cast: Cast, pubblicazione: Pubblicazione) -> None:
    fatto = pronto_da_pagare(cast)
    pubblicazione.dal = None
    with pytest.raises(DominioError, match="attende la pubblicazione"):
        prepara(cast, fatto.rate.get().pk)
    pubblicazione.dal = oggi() + datetime.timedelta(days=1)
    with pytest.raises(DominioError, match="si può pagare dal"):
        prepara(cast, fatto.rate.get().pk)
    pubblicazione.dal = oggi()
    assert prepara(cast, fatto.rate.get().pk).totale == 300


def test_senza_creditore_o_documento_di_spesa_non_si_liquida(cast: Cast) -> None:
    fatto = piano(cast)
    with pytest.raises(DominioError, match="manca chi riceve"):
        prepara(cast, fatto.rate.get().pk)
    assegna_creditore(piano=fatto, creditore=fornitore(cast), operatore=cast.rita_ragioneria, attesa=0)
    with pytest.raises(DominioError, match="manca il documento di spesa"):
        prepara(cast, fatto.rate.get().pk)


def test_una_rata_futura_o_gia_in_elenco_non_si_liquida(cast: Cast) -> None:
    fatto = pronto_da_pagare(cast, mesi=2)
    prima, seconda = fatto.rate.order_by("numero")
    with pytest.raises(DominioError, match="non è ancora dovuta"):
        prepara(cast, prima.pk, seconda.pk)
    prepara(cast, prima.pk)
    with pytest.raises(DominioError, match="non è da liquidare"):
        prepara(cast, prima.pk)


def test_una_rata_tolta_dall_elenco_torna_da_liquidare(cast: Cast) -> None:
    fatto = pronto_da_pagare(cast)
    elenco = prepara(cast, fatto.rate.get().pk)
    togli_rata(rata=fatto.rate.get(), motivo="Manca la firma", operatore=cast.rita_ragioneria)
    elenco.refresh_from_db()
    assert (elenco.stato, stati(fatto)) == (StatoLiquidazione.ANNULLATA, [StatoRata.DA_LIQUIDARE])


def test_un_pagamento_tornato_indietro_si_rifa(cast: Cast) -> None:
    fatto = pronto_da_pagare(cast)
    elenco = registrata(cast, fatto)
    registra_ritorno(
        liquidazione=elenco, rate=[fatto.rate.get().pk], motivo="Conto chiuso", data=oggi(),
        operatore=cast.rita_ragioneria,
    )  # fmt: skip
    assert stati(fatto) == [StatoRata.DA_LIQUIDARE]
    paga(cast, registrata(cast, fatto))
    assert [p.esito for p in fatto.rate.get().pagamenti.order_by("pk")] == ["respinto", "pagato"]


def test_la_stessa_bolletta_non_si_paga_due_volte(cast: Cast) -> None:
    fatto = piano(cast, mesi=2)
    chi = fornitore(cast)
    assegna_creditore(piano=fatto, creditore=chi, operatore=cast.rita_ragioneria, attesa=0)
    dati = {
        "richiesta": fatto.richiesta, "creditore": chi, "numero": "F-7", "data": oggi(), "importo": Decimal("200"),
        "descrizione": "", "file": None, "operatore": cast.rita_ragioneria,
    }  # fmt: skip
    carta = registra_giustificativo(**dati)
    with pytest.raises(DominioError, match="non si paga due volte"):
        registra_giustificativo(**dati)
    prima, seconda = fatto.rate.order_by("numero")
    collega_giustificativo(rata=prima, giustificativo=carta, operatore=cast.rita_ragioneria)
    with pytest.raises(DominioError, match=r"è di 200,00 €.*300,00 €"):
        collega_giustificativo(rata=seconda, giustificativo=carta, operatore=cast.rita_ragioneria)


def test_il_creditore_e_quello_che_il_modo_chiede(cast: Cast) -> None:
    bonifico = piano(cast, modo=ModoErogazione.BONIFICO)
    with pytest.raises(DominioError, match="scegli: beneficiario"):
        assegna_creditore(piano=bonifico, creditore=fornitore(cast), operatore=cast.rita_ragioneria, attesa=0)
    altrui = registra_beneficiario(richiesta=piano(cast).richiesta, iban=IBAN, operatore=cast.rita_ragioneria)
    with pytest.raises(DominioError, match="Il conto non è di chi ha chiesto"):
        assegna_creditore(piano=bonifico, creditore=altrui, operatore=cast.rita_ragioneria, attesa=0)


def test_una_terza_persona_riceve_solo_con_il_consenso(cast: Cast) -> None:
    fatto = piano(cast, modo=ModoErogazione.QUIETANZA_TERZI)
    dati = DatiCreditore(nome="Zia Inventata")
    with pytest.raises(DominioError, match="serve il consenso"):
        registra_terzo(richiesta=fatto.richiesta, dati=dati, consenso_il=None, operatore=cast.rita_ragioneria)
    terzo = registra_terzo(
        richiesta=fatto.richiesta, dati=dati, consenso_il=oggi(), operatore=cast.rita_ragioneria
    )
    assegna_creditore(piano=fatto, creditore=terzo, operatore=cast.rita_ragioneria, attesa=0)
    assert prepara(cast, fatto.rate.get().pk).totale == 300


def test_la_sospensione_ferma_le_rate_e_la_ripresa_senza_arretrati_le_rilascia(cast: Cast) -> None:
    due_mesi_fa = (oggi().replace(day=1) - datetime.timedelta(days=40)).replace(day=1)
    fatto = pronto_da_pagare(cast, mesi=3, dal=due_mesi_fa)
    paga(cast, registrata(cast, fatto))
    segnalata = segnala_impegno(
        richiesta=fatto.richiesta,
        fatti="Non è andata al corso",
        imputabile=True,
        cause="",
        autore=cast.anna_verdi,
    )
    adotta(cast, fatto, TipoProvvedimento.SOSPENSIONE, dal=due_mesi_fa)
    assert stati(fatto) == [StatoRata.PAGATA, StatoRata.SOSPESA, StatoRata.SOSPESA]
    assert stato_richiesta(fatto) == StatoRichiesta.SOSPESA
    segnalata.refresh_from_db()
    assert segnalata.provvedimento is not None
    riprendi_erogazione(
        richiesta=fatto.richiesta, motivo="Ha ripreso il corso", con_arretrati=False,
        operatore=cast.rita_ragioneria, al=oggi(),
    )  # fmt: skip
    assert stati(fatto) == [StatoRata.PAGATA, StatoRata.ANNULLATA, StatoRata.DA_LIQUIDARE]
    assert Fondo.objects.get().impegnato == 200


def test_la_modifica_riscrive_le_rate_non_pagate_e_il_fondo_segue(cast: Cast) -> None:
    fatto = piano(cast, importo="600", mesi=6)
    adotta(cast, fatto, TipoProvvedimento.MODIFICA, totale=Decimal("150"), mesi=3, importo=Decimal("50"))
    assert stati(fatto) == [StatoRata.ANNULLATA] * 6 + [StatoRata.DA_LIQUIDARE] * 3
    assert Fondo.objects.get().impegnato == 150
    with pytest.raises(DominioError, match="ne servono"):
        adotta(cast, fatto, TipoProvvedimento.MODIFICA, totale=Decimal("99999"), mesi=3)


def test_la_revoca_rilascia_il_non_pagato_e_apre_il_recupero(cast: Cast) -> None:
    fatto = pronto_da_pagare(cast, mesi=2)
    paga(cast, registrata(cast, fatto))
    atto = adotta(cast, fatto, TipoProvvedimento.REVOCA)
    assert stati(fatto) == [StatoRata.PAGATA, StatoRata.ANNULLATA]
    assert (stato_richiesta(fatto), Fondo.objects.get().impegnato) == (StatoRichiesta.REVOCATA, 150)
    dati = {
        "motivo": "Dichiarazione falsa",
        "ricevuto_il": oggi(),
        "rate": 2,
        "operatore": cast.rita_ragioneria,
    }
    scadenza = oggi() + datetime.timedelta(days=30)
    with pytest.raises(DominioError, match="Sono stati pagati 150,00 €"):
        apri_recupero(provvedimento=atto, importo=Decimal("150.01"), primo_termine=scadenza, **dati)
    recupero = apri_recupero(provvedimento=atto, importo=Decimal("150"), primo_termine=scadenza, **dati)
    for n, rata in enumerate(recupero.rate.all(), 1):
        registra_versamento(rata=rata, versata_il=oggi(), ricevuta=f"R{n}", operatore=cast.rita_ragioneria)
    recupero.refresh_from_db()
    assert (recupero.stato, residuo_di(recupero)) == (StatoRecupero.CONCLUSO, 0)


def test_anche_quando_e_tutto_pagato_si_revoca_e_si_chiede_indietro(cast: Cast) -> None:
    """Art. 21: a false declaration found later takes the whole sum back, also of a one-off."""
    fatto = pronto_da_pagare(cast, mesi=1)
    paga(cast, registrata(cast, fatto))
    assert stato_richiesta(fatto) == StatoRichiesta.CONCLUSA
    assert "revoca" in tipi_ora(fatto.richiesta)
    assert GenerePreavviso.REVOCA in avvii_possibili(fatto.richiesta)
    atto = adotta(cast, fatto, TipoProvvedimento.REVOCA)
    assert (stati(fatto), stato_richiesta(fatto)) == ([StatoRata.PAGATA], StatoRichiesta.REVOCATA)
    assert Fondo.objects.get().impegnato == pagato_finora(fatto.richiesta)
    recupero = apri_recupero(
        provvedimento=atto, importo=pagato_finora(fatto.richiesta), motivo="Dichiarazione falsa",
        ricevuto_il=oggi(), rate=1, primo_termine=oggi(), operatore=cast.rita_ragioneria,
    )  # fmt: skip
    assert residuo_di(recupero) == pagato_finora(fatto.richiesta)


def test_nel_foglio_nessuna_cella_e_una_formula(cast: Cast) -> None:
    fatto = pronto_da_pagare(cast)
    chi = fornitore(cast)
    chi.nome = "=HYPERLINK(0)"
    chi.save()
    tabella = tabella_liquidazione(registrata(cast, fatto))
    foglio = load_workbook(BytesIO(come_xlsx("Liquidazione", tabella))).active
    assert {cella.data_type for riga in foglio.iter_rows() for cella in riga} <= {"s", "inlineStr", "n"}
    assert foglio["C2"].value == "=HYPERLINK(0)"
    assert foglio["C2"].data_type != "f"
    assert (foglio["K2"].value, foglio["K2"].data_type, foglio["K2"].number_format) == (300, "n", "#,##0.00")
    assert foglio["K3"].value == 300
