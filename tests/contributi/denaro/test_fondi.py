"""A fund is never overspent, whoever asks and however many ask together."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from adi_platform.errori import ConflittoDiVersione, DominioError
from contributi.enums import StatoRichiesta, TipoProvvedimento
from contributi.models import Fondo, PianoErogazione, Prenotazione
from contributi.services.fondi import FondoEsaurito, porta_a, prenota, varia_fondo
from contributi.services.rinnovi import RinnovoNonAmmesso
from contributi.signals import provvedimento_adottato
from tests.casi import oggi
from tests.contributi.denaro.costruttori import concessione, crea_fondo, in_parallelo
from tests.contributi.fabbrica import crea_misura, crea_richiesta
from tests.people import Cast, crea_cast


def test_una_concessione_impegna_una_volta_sola(cast: Cast) -> None:
    crea_fondo(cast, stanziato="1000")
    atto = concessione(cast, importo="300")
    prima = prenota(provvedimento=atto, operatore=cast.dario_dirigente)
    seconda = prenota(provvedimento=atto, operatore=cast.dario_dirigente)
    assert prima == seconda
    assert Fondo.objects.get().disponibile == Decimal("700.00")


def test_se_il_fondo_non_basta_si_dice_quanto_resta_e_che_cosa_fare(cast: Cast) -> None:
    crea_fondo(cast, stanziato="299.99")
    with pytest.raises(FondoEsaurito, match=r"ha ancora 299,99 € e ne servono 300,00 €.*riduci"):
        prenota(provvedimento=concessione(cast, importo="300"), operatore=cast.dario_dirigente)
    assert Fondo.objects.get().impegnato == 0


def test_senza_un_fondo_dell_anno_si_chiede_di_aprirlo(cast: Cast) -> None:
    crea_fondo(cast, anno=oggi().year - 1)
    with pytest.raises(DominioError, match="Non c'è un fondo"):
        prenota(provvedimento=concessione(cast), operatore=cast.dario_dirigente)


def test_si_usa_prima_il_fondo_della_misura_e_del_comune(cast: Cast) -> None:
    comuni = cast.territorio.comuni
    generale = crea_fondo(cast, capitolo="1")
    crea_fondo(cast, capitolo="2", comune=comuni["Montelario"])
    della_misura = crea_fondo(cast, capitolo="3", misura_codice="straordinario", stanziato="300")
    crea_fondo(cast, capitolo="4", misura_codice="altra")
    prima = prenota(provvedimento=concessione(cast), operatore=cast.dario_dirigente)
    seconda = prenota(provvedimento=concessione(cast), operatore=cast.dario_dirigente)
    assert (prima.fondo, seconda.fondo) == (della_misura, generale)


def test_adottare_l_atto_prenota_e_scrive_le_rate(cast: Cast) -> None:
    crea_fondo(cast)
    atto = concessione(cast, importo="100", mesi=3)
    for _ in range(2):
        provvedimento_adottato.send(None, provvedimento=atto, operatore=cast.dario_dirigente)
    rate = PianoErogazione.objects.get().rate.values_list("importo", flat=True)
    assert [str(i) for i in rate] == ["33.33", "33.33", "33.34"]
    assert Fondo.objects.get().impegnato == 100


def test_la_prenotazione_segue_cio_che_serve_davvero(cast: Cast) -> None:
    crea_fondo(cast, stanziato="500")
    fatta = prenota(provvedimento=concessione(cast, importo="300"), operatore=cast.dario_dirigente)
    porta_a(prenotazione=fatta, importo=Decimal("120.50"), operatore=cast.rita_ragioneria)
    assert Fondo.objects.get().impegnato == Decimal("120.50")
    porta_a(prenotazione=fatta, importo=Decimal("500"), operatore=cast.rita_ragioneria)
    assert Fondo.objects.get().disponibile == 0
    with pytest.raises(FondoEsaurito):
        porta_a(prenotazione=fatta, importo=Decimal("500.01"), operatore=cast.rita_ragioneria)


def test_un_fondo_non_scende_sotto_l_impegnato(cast: Cast) -> None:
    fondo = crea_fondo(cast, stanziato="500")
    prenota(provvedimento=concessione(cast, importo="300"), operatore=cast.dario_dirigente)
    altro = {"atto": "Delibera inventata", "operatore": cast.rita_ragioneria}
    with pytest.raises(DominioError, match="togliere al massimo 200,00 €"):
        varia_fondo(fondo=fondo, importo=Decimal("-200.01"), attesa=0, **altro)
    varia_fondo(fondo=fondo, importo=Decimal("-200"), attesa=0, **altro)
    with pytest.raises(ConflittoDiVersione):
        varia_fondo(fondo=fondo, importo=Decimal("50"), attesa=0, **altro)
    assert fondo.variazioni.count() == 1


def test_la_banca_dati_rifiuta_l_impegno_oltre_lo_stanziato_e_i_conti_che_non_quadrano(cast: Cast) -> None:
    fondo = crea_fondo(cast, stanziato="500")
    prenota(provvedimento=concessione(cast, importo="300"), operatore=cast.dario_dirigente)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for comando, errore in (
            ("UPDATE contributi_fondo SET impegnato = 501", IntegrityError),
            ("UPDATE contributi_fondo SET impegnato = 299", DatabaseError),
            ("UPDATE contributi_prenotazione SET rilasciato = 1", DatabaseError),
            ("DELETE FROM contributi_prenotazione", DatabaseError),
        ):
            with pytest.raises(errore), transaction.atomic():
                cursor.execute(comando)
    fondo.refresh_from_db()
    assert fondo.impegnato == 300


def test_un_rinnovo_oltre_il_massimo_si_ferma_e_la_deroga_passa(cast: Cast) -> None:
    crea_fondo(cast)
    requisiti = [{"codice": "rinnovo", "tipo": "rinnovo", "articolo": "art. 10"}]
    misura = crea_misura(cast, codice="ordinari", contenuto={"misure": [{"requisiti": requisiti}]})
    prima = crea_richiesta(cast, stato=StatoRichiesta.CONCESSA, misura=misura)
    inizio = oggi().replace(month=1, day=1)
    for mese in (1, 7):
        dal = inizio.replace(month=mese)
        atto = concessione(cast, richiesta=prima, mesi=6, importo="600", dal=dal)
        prenota(provvedimento=atto, operatore=cast.dario_dirigente)
    terza = {"richiesta": prima, "mesi": 6, "importo": "600", "dal": inizio.replace(year=inizio.year + 1)}
    with pytest.raises(RinnovoNonAmmesso, match=r"una volta.*art. 10.*deroga"):
        prenota(provvedimento=concessione(cast, **terza), operatore=cast.dario_dirigente)
    deroga = concessione(cast, **terza, tipo=TipoProvvedimento.DEROGA)
    assert prenota(provvedimento=deroga, operatore=cast.dario_dirigente).importo == 600


@pytest.mark.django_db(transaction=True)
def test_cinquanta_concessioni_insieme_non_superano_il_fondo() -> None:
    cast = crea_cast()
    fondo = crea_fondo(cast, stanziato="1000")
    atti = [concessione(cast, importo="90") for _ in range(50)]
    perdenti: list[str] = []

    def prende(indice: int) -> None:
        try:
            prenota(provvedimento=atti[indice], operatore=cast.dario_dirigente)
        except FondoEsaurito as errore:
            perdenti.append(errore.messaggio)

    in_parallelo(50, prende)
    fondo.refresh_from_db()
    assert fondo.impegnato == Decimal("990.00")
    assert Prenotazione.objects.count() == 11
    assert len(perdenti) == 39
    assert set(perdenti) == {
        "Il fondo «Fondo di prova» ha ancora 10,00 € e ne servono 90,00 €: "
        "riduci l'importo o chiedi all'ufficio amministrativo di aumentare il fondo."
    }
