"""Hours given and taken back, and the free time they make."""

import datetime

import pytest

from adi_platform.agenda.enums import Dove
from adi_platform.agenda.models import Disponibilita, Professionista, Stanza
from adi_platform.agenda.rules.fasce import Fascia
from adi_platform.agenda.services.disponibilita import (
    aggiungi_professionista,
    offri_ore,
    ore_libere,
    scheda_di,
    segna_assenza,
    stanze_libere,
    togli,
)
from adi_platform.calendario.giorni import ROMA
from adi_platform.errori import DominioError
from tests.people import Cast

LUNEDI = datetime.date(2026, 11, 23)
NOVE, TREDICI = datetime.time(9), datetime.time(13)


@pytest.fixture
def anna(cast: Cast) -> Professionista:
    return scheda_di(utente=cast.anna_verdi, ambito=cast.territorio.ambito)


def offri(anna: Professionista, cast: Cast, **altro: object) -> Disponibilita:
    dati = {
        "dalle": NOVE,
        "alle": TREDICI,
        "dove": Dove.SEDE,
        "sede": cast.territorio.sede,
        "dal": LUNEDI,
        "giorno": 0,
    }
    return offri_ore(professionista=anna, operatore=cast.anna_verdi, **{**dati, **altro})  # type: ignore[arg-type]  # scene of a test


def test_la_scheda_di_un_utente_e_una_sola(anna: Professionista, cast: Cast) -> None:
    assert scheda_di(utente=cast.anna_verdi, ambito=cast.territorio.ambito) == anna
    assert str(anna) == "Anna Verdi"


def test_ore_gia_date_si_rifiutano(anna: Professionista, cast: Cast) -> None:
    prima = offri(anna, cast)
    with pytest.raises(DominioError, match="già dato"):
        offri(anna, cast, dalle=datetime.time(12), alle=datetime.time(15))
    offri(anna, cast, giorno=1)
    togli(riga=prima)
    offri(anna, cast, dalle=datetime.time(12), alle=datetime.time(15))
    assert anna.disponibilita.count() == 2


@pytest.mark.parametrize(
    ("campi", "atteso"),
    [
        ({"alle": NOVE}, "ora di fine"),
        ({"sede": None}, "Scegli la sede"),
        ({"al": LUNEDI - datetime.timedelta(1)}, "ultimo giorno"),
    ],
)
def test_ore_senza_senso_si_rifiutano(
    anna: Professionista, cast: Cast, campi: dict[str, object], atteso: str
) -> None:
    with pytest.raises(DominioError, match=atteso):
        offri(anna, cast, **campi)


def test_chi_e_di_un_altro_ente_si_nomina_con_l_ente(cast: Cast) -> None:
    with pytest.raises(DominioError, match="ente"):
        aggiungi_professionista(
            ambito=cast.territorio.ambito, operatore=cast.cora_coordina, nome="Ugo", cognome="Prova"
        )
    ugo = aggiungi_professionista(
        ambito=cast.territorio.ambito,
        operatore=cast.cora_coordina,
        nome="Ugo",
        cognome="Prova",
        ente=cast.territorio.cpi,
    )
    assert ugo.nome_ente == "Centro per l'impiego di Esempio"


def test_le_ore_libere_tolgono_assenze_e_impegni(anna: Professionista, cast: Cast) -> None:
    offri(anna, cast)
    segna_assenza(
        professionista=anna,
        operatore=cast.anna_verdi,
        dal=LUNEDI + datetime.timedelta(7),
        al=LUNEDI + datetime.timedelta(8),
    )
    dieci = datetime.datetime(2026, 11, 23, 10, tzinfo=ROMA)
    impegno = Fascia(inizio=dieci, fine=dieci + datetime.timedelta(hours=1))
    libere = ore_libere([anna], dal=LUNEDI, al=LUNEDI + datetime.timedelta(13), impegni={anna.pk: [impegno]})
    assert [(f.inizio.hour, f.fine.hour) for f in libere[anna.pk]] == [(9, 10), (11, 13)]
    assert {f.luogo for f in libere[anna.pk]} == {str(cast.territorio.sede.pk)}


def test_le_stanze_sono_libere_nei_giorni_di_lavoro(cast: Cast) -> None:
    stanza = Stanza.objects.create(sede=cast.territorio.sede, nome="Sala 1", dalle=NOVE, alle=TREDICI)
    libere = stanze_libere([stanza], dal=LUNEDI, al=LUNEDI + datetime.timedelta(6), impegni={})
    assert len(libere[stanza.pk]) == 6
