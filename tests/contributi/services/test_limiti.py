"""No act goes past the caps of the measure or the money reserved; of two together, one wins and the other is told."""

import datetime
from decimal import Decimal

import pytest
import yaml

from adi_platform.errori import DominioError
from cases.models import CasoAdi
from contributi.enums import StatoProvvedimento, StatoRata, StatoRichiesta, TipoProvvedimento
from contributi.models import Fondo, Misura, Provvedimento, Rata
from contributi.services.adozione import adotta_provvedimento, mancanze_di
from contributi.services.limiti import limiti_superati
from contributi.services.provvedimenti import elimina_bozza
from contributi.services.rinnovi import mesi_nel_ciclo
from tests.casi import crea_caso, oggi
from tests.contributi.decisione import adotta, bozza, pronta, sentita
from tests.contributi.denaro.costruttori import crea_fondo, in_parallelo
from tests.contributi.fabbrica import crea_misura
from tests.contributi.fabbrica import testo_di as file_di
from tests.people import Cast, crea_cast

pytestmark = pytest.mark.django_db
T = TipoProvvedimento


def misura(cast: Cast, codice: str) -> Misura:
    return crea_misura(cast, codice=codice, testo=file_di(codice, "veneto"))


def atto_da_adottare(
    cast: Cast,
    importo: str,
    *,
    codice: str = "sostegno-abitare",
    caso: CasoAdi | None = None,
    **altro: object,
) -> Provvedimento:
    altri_della_richiesta = {"caso": caso} if caso else {}
    richiesta = pronta(
        cast, misura=misura(cast, codice), in_deroga="deroga" in altro, **altri_della_richiesta
    )
    dati = {"importo": Decimal(importo), "mesi": altro.get("mesi")}
    return bozza(cast, richiesta, T.DEROGA if "deroga" in altro else T.CONCESSIONE, **dati)


def test_oltre_il_tetto_del_nucleo_non_si_concede_e_la_pagina_lo_dice_prima(cast: Cast) -> None:
    atto = atto_da_adottare(cast, "2500.01")
    assert "TETTO_NUCLEO" in {m.codice for m in mancanze_di(atto, al=oggi()).motivi}
    with pytest.raises(DominioError, match=r"il massimo è 2.500,00.*contributo massimo"):
        adotta(cast, atto)
    assert adotta(cast, atto_da_adottare(cast, "2500.00")).totale == Decimal("2500.00")


def test_quello_gia_concesso_al_nucleo_conta_e_quello_tornato_al_fondo_no(cast: Cast) -> None:
    caso = crea_caso(cast)
    primo = adotta(cast, atto_da_adottare(cast, "2000", caso=caso))
    with pytest.raises(DominioError, match="il massimo è 500,00"):
        adotta(cast, atto_da_adottare(cast, "501", caso=caso))
    primo.refresh_from_db()
    sentita(cast, primo.richiesta, T.REVOCA)
    revoca = bozza(cast, primo.richiesta, T.REVOCA)
    adotta(cast, revoca)
    assert adotta(cast, atto_da_adottare(cast, "2500", caso=crea_caso(cast, cognome="Altra")))
    libero = atto_da_adottare(cast, "2500", caso=caso)
    assert limiti_superati(libero, al=oggi()) == ()


@pytest.mark.parametrize(
    ("importo", "mesi", "parole"),
    [("400.01", 6, "il massimo è 400,00"), ("400", 7, "il massimo è 6"), ("400", None, "importo mensile")],
)
def test_il_massimo_del_mese_e_la_durata(cast: Cast, importo: str, mesi: int | None, parole: str) -> None:
    atto = atto_da_adottare(cast, importo, codice="ria-sostegno", mesi=mesi)
    with pytest.raises(DominioError, match=f"(?i){parole}"):
        adotta(cast, atto)


def test_entro_il_massimo_del_mese_si_concede(cast: Cast) -> None:
    atto = adotta(cast, atto_da_adottare(cast, "400", codice="ria-sostegno", mesi=6))
    assert atto.totale == 2400


def test_in_deroga_il_limite_si_supera_e_resta_scritto_come_avviso(cast: Cast) -> None:
    atto = atto_da_adottare(cast, "3000", deroga=True)
    motivi = [m for m in mancanze_di(atto, al=oggi()).motivi if m.codice == "TETTO_NUCLEO"]
    assert [m.livello.value for m in motivi] == ["avviso"]
    assert adotta(cast, atto).stato == StatoProvvedimento.ADOTTATO


def misura_annuale(cast: Cast) -> Misura:
    """A regulation may cap the year: the file names the fact that the house reads by itself."""
    contenuto = yaml.safe_load(file_di("sostegno-abitare", "veneto"))
    for requisito in contenuto["misure"][0]["requisiti"]:
        if isinstance(requisito, dict) and requisito.get("tipo") == "tetto":
            requisito["parametri"] |= {"gia_concesso": "gia_concesso_anno", "massimo": "1000.00"}
    contenuto["fatti"].append(
        {
            "codice": "gia_concesso_anno", "etichetta": "Già concesso nell'anno", "tipo": "importo",
            "origine": "decisione", "articolo": "art. prova",
        }
    )  # fmt: skip
    return crea_misura(cast, codice="annuale", testo=yaml.safe_dump(contenuto, allow_unicode=True))


def test_il_tetto_dell_anno_conta_solo_gli_atti_dell_anno(cast: Cast) -> None:
    annuale, caso = misura_annuale(cast), crea_caso(cast)
    vecchio = adotta(cast, bozza(cast, pronta(cast, misura=annuale, caso=caso), importo=Decimal(900)))
    nuovo = bozza(cast, pronta(cast, misura=annuale, caso=caso), importo=Decimal(900))
    assert [m.codice for m in limiti_superati(nuovo, al=oggi())] == ["TETTO_NUCLEO"]
    assert limiti_superati(nuovo, al=oggi().replace(year=oggi().year + 1, month=1, day=2)) == ()
    assert vecchio.totale == 900


def test_nel_tetto_dell_anno_una_modifica_non_conta_le_rate_degli_anni_prima(cast: Cast) -> None:
    primo = adotta(cast, bozza(cast, pronta(cast, misura=misura_annuale(cast)), importo=Decimal(300), mesi=3))
    Rata.objects.filter(piano__provvedimento=primo).update(stato=StatoRata.PAGATA, mese=oggi().replace(day=1))
    modifica = bozza(cast, primo.richiesta, T.MODIFICA, importo=Decimal(300), mesi=1)
    assert [m.codice for m in limiti_superati(modifica, al=oggi())] == ["TETTO_NUCLEO"]
    dopo = oggi().replace(year=oggi().year + 1, month=1, day=2)
    assert limiti_superati(modifica, al=dopo) == ()


def test_anche_una_modifica_resta_entro_i_limiti(cast: Cast) -> None:
    primo = adotta(cast, atto_da_adottare(cast, "400", codice="ria-sostegno", mesi=3))
    primo.refresh_from_db()
    modifica = bozza(cast, primo.richiesta, T.MODIFICA, importo=Decimal(450), mesi=3)
    with pytest.raises(DominioError, match="il massimo è 400,00"):
        adotta(cast, modifica)


def test_una_modifica_somma_le_rate_che_lascia(cast: Cast) -> None:
    """Four instalments of five already paid: the new ones come on top of them."""
    primo = adotta(cast, atto_da_adottare(cast, "500", mesi=5))
    rate = Rata.objects.filter(piano__provvedimento=primo)
    rate.filter(numero__lte=4).update(stato=StatoRata.PAGATA)
    troppo = bozza(cast, primo.richiesta, T.MODIFICA, importo=Decimal(500), mesi=5)
    with pytest.raises(DominioError, match=r"proposti 4.500,00.*massimo è 2.500,00"):
        adotta(cast, troppo)
    elimina_bozza(provvedimento=troppo)
    giusta = bozza(cast, primo.richiesta, T.MODIFICA, importo=Decimal(250), mesi=2)
    assert adotta(cast, giusta).stato == StatoProvvedimento.ADOTTATO
    vive = rate.exclude(stato=StatoRata.ANNULLATA)
    assert sum(r.importo for r in vive) == 2500


def test_anche_i_mesi_gia_pagati_contano_nella_durata_di_una_modifica(cast: Cast) -> None:
    primo = adotta(cast, atto_da_adottare(cast, "300", codice="ria-sostegno", mesi=6))
    Rata.objects.filter(piano__provvedimento=primo, numero__lte=4).update(stato=StatoRata.PAGATA)
    with pytest.raises(DominioError, match="proposti 7 mesi, il massimo è 6"):
        adotta(cast, bozza(cast, primo.richiesta, T.MODIFICA, importo=Decimal(300), mesi=3))


def test_quello_concesso_in_deroga_si_riduce_senza_un_altra_deroga(cast: Cast) -> None:
    primo = adotta(cast, atto_da_adottare(cast, "1000", mesi=3, deroga=True))
    aumento = bozza(cast, primo.richiesta, T.MODIFICA, importo=Decimal(1001), mesi=3)
    with pytest.raises(DominioError, match=r"massimo è 2.500,00"):
        adotta(cast, aumento)
    elimina_bozza(provvedimento=aumento)
    ridotta = bozza(cast, primo.richiesta, T.MODIFICA, importo=Decimal(900), mesi=3)
    assert adotta(cast, ridotta).totale == 2700
    assert {
        m.livello.value for m in mancanze_di(ridotta, al=oggi()).motivi if m.codice == "TETTO_NUCLEO"
    } == {"avviso"}


def test_di_un_aiuto_modificato_contano_i_mesi_di_adesso(cast: Cast) -> None:
    caso = crea_caso(cast)
    inizio = oggi().replace(day=1)
    primo = adotta(cast, sostegno(cast, caso, inizio))
    adotta(cast, bozza(cast, primo.richiesta, T.MODIFICA, importo=Decimal(300), mesi=2, dal=inizio))
    dopo = sostegno(cast, caso, inizio + datetime.timedelta(days=70))
    assert mesi_nel_ciclo(dopo.richiesta, dal=inizio + datetime.timedelta(days=70)) == 2


def sostegno(cast: Cast, caso: CasoAdi, dal: datetime.date, mesi: int = 6) -> Provvedimento:
    misura_sua = misura(cast, "ria-sostegno")
    misura_sua.contenuto = yaml.safe_load(misura_sua.testo)
    misura_sua.save()
    richiesta = pronta(cast, misura=misura_sua, caso=caso, data_domanda=min(dal, oggi()))
    return bozza(cast, richiesta, importo=Decimal(300), mesi=mesi, dal=dal)


def test_il_ciclo_riparte_dopo_la_pausa(cast: Cast) -> None:
    """VE10: six months and six, a full month of pause, then again."""
    caso = crea_caso(cast)
    anno = oggi().year
    adotta(cast, sostegno(cast, caso, datetime.date(anno - 1, 7, 1)))
    adotta(cast, sostegno(cast, caso, datetime.date(anno, 1, 1)))
    subito = sostegno(cast, caso, datetime.date(anno, 7, 1))
    with pytest.raises(DominioError, match="Mesi già goduti: 12, più 6") as errore:
        adotta(cast, subito)
    assert "deroga" not in errore.value.messaggio
    assert adotta(cast, sostegno(cast, caso, datetime.date(anno, 8, 1))).mesi == 6


def test_di_una_concessione_revocata_contano_i_mesi_dati(cast: Cast) -> None:
    caso = crea_caso(cast)
    primo = adotta(cast, sostegno(cast, caso, datetime.date(oggi().year, 1, 1)))
    Rata.objects.filter(piano__provvedimento=primo, numero=1).update(stato=StatoRata.PAGATA)
    sentita(cast, primo.richiesta, T.REVOCA)
    adotta(cast, bozza(cast, primo.richiesta, T.REVOCA))
    nuova = pronta(cast, misura=primo.richiesta.misura, caso=caso)
    assert mesi_nel_ciclo(nuova, dal=datetime.date(oggi().year, 2, 1)) == 1


def _insieme(cast: Cast, atti: list[Provvedimento]) -> list[str]:
    """Adopt all of them at the same moment; the messages of who did not get through."""
    respinti: list[str] = []

    def prova(indice: int) -> None:
        try:
            adotta_provvedimento(
                provvedimento=Provvedimento.objects.get(pk=atti[indice].pk),
                versione=atti[indice].versione,
                operatore=cast.dario_dirigente,
                al=oggi(),
            )
        except DominioError as errore:
            respinti.append(errore.messaggio)

    in_parallelo(len(atti), prova)
    return respinti


@pytest.mark.django_db(transaction=True)
def test_due_atti_insieme_per_gli_ultimi_euro_del_tetto_del_nucleo() -> None:
    cast = crea_cast()
    crea_fondo(cast, stanziato="100000")
    caso = crea_caso(cast)
    respinti = _insieme(cast, [atto_da_adottare(cast, "1500", caso=caso) for _ in range(2)])
    assert Provvedimento.objects.filter(stato=StatoProvvedimento.ADOTTATO).count() == 1
    assert len(respinti) == 1
    assert "il massimo è 1.000,00" in respinti[0]
    assert "contributo massimo" in respinti[0]


@pytest.mark.django_db(transaction=True)
def test_due_atti_insieme_per_gli_ultimi_euro_del_fondo() -> None:
    cast = crea_cast()
    crea_fondo(cast, stanziato="1000")
    casi = [crea_caso(cast, cognome=f"Gara{n}") for n in range(2)]
    atti = [atto_da_adottare(cast, "700", caso=caso) for caso in casi]
    respinti = _insieme(cast, atti)
    assert Fondo.objects.get().impegnato == 700
    assert len(respinti) == 1
    assert "ha ancora 300,00" in respinti[0]
    stati = {a.richiesta.stato for a in Provvedimento.objects.select_related("richiesta")}
    assert stati == {StatoRichiesta.CONCESSA, StatoRichiesta.PARERE_FAVOREVOLE}
