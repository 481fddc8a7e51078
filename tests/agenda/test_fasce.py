"""Free time: what was offered, less absences, holidays and engagements."""

import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from adi_platform.agenda.rules.fasce import A_DISTANZA, OVUNQUE, Fascia, Offerta, Periodo, fasce_libere, unite
from adi_platform.calendario.giorni import ROMA

LUNEDI = datetime.date(2026, 11, 23)
FINE = LUNEDI + datetime.timedelta(days=20)
NOVE, DIECI, UNDICI, TREDICI = (datetime.time(ora) for ora in (9, 10, 11, 13))


def alle(giorno: datetime.date, ora: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(giorno, ora, tzinfo=ROMA)


def settimanale(giorno: int = 0, luogo: str = "1", al: datetime.date | None = None) -> Offerta:
    return Offerta(dalle=NOVE, alle=TREDICI, luogo=luogo, dal=LUNEDI, al=al, giorno=giorno)


def giorni(fasce: tuple[Fascia, ...]) -> list[datetime.date]:
    return [fascia.inizio.date() for fascia in fasce]


def test_una_disponibilita_settimanale_torna_ogni_settimana_fino_all_ultimo_giorno() -> None:
    un_mese = fasce_libere([settimanale()], dal=LUNEDI, al=FINE)
    assert giorni(un_mese) == [LUNEDI, LUNEDI + datetime.timedelta(7), LUNEDI + datetime.timedelta(14)]

    fino_al_secondo = settimanale(al=LUNEDI + datetime.timedelta(7))
    assert len(fasce_libere([fino_al_secondo], dal=LUNEDI, al=FINE)) == 2


def test_una_disponibilita_singola_vale_un_giorno() -> None:
    offerta = Offerta(dalle=NOVE, alle=DIECI, luogo=A_DISTANZA, dal=LUNEDI, al=LUNEDI)
    assert fasce_libere([offerta], dal=LUNEDI, al=FINE) == (
        Fascia(inizio=alle(LUNEDI, NOVE), fine=alle(LUNEDI, DIECI), luogo=A_DISTANZA),
    )


def test_le_feste_e_le_assenze_tolgono_il_giorno() -> None:
    martedi = settimanale(giorno=1)
    immacolata = datetime.date(2026, 12, 8)
    assert immacolata not in giorni(fasce_libere([martedi], dal=LUNEDI, al=FINE))

    via = Periodo(dal=LUNEDI, al=LUNEDI + datetime.timedelta(1))
    assert (
        len(
            fasce_libere(
                [settimanale(), martedi], dal=LUNEDI, al=LUNEDI + datetime.timedelta(6), assenze=[via]
            )
        )
        == 0
    )


def test_un_impegno_spezza_la_mattina() -> None:
    impegno = Fascia(inizio=alle(LUNEDI, DIECI), fine=alle(LUNEDI, UNDICI))
    libere = fasce_libere([settimanale()], dal=LUNEDI, al=LUNEDI, impegni=[impegno])
    assert [(f.inizio.time(), f.fine.time()) for f in libere] == [(NOVE, DIECI), (UNDICI, TREDICI)]


def test_il_cambio_d_ora_non_sposta_l_orologio() -> None:
    domenica_di_marzo = datetime.date(2027, 3, 26)
    offerta = Offerta(dalle=NOVE, alle=DIECI, luogo="1", dal=domenica_di_marzo, giorno=0)
    dopo = fasce_libere([offerta], dal=domenica_di_marzo, al=datetime.date(2027, 4, 12))
    assert {fascia.inizio.time() for fascia in dopo} == {NOVE}
    assert {fascia.inizio.utcoffset() for fascia in dopo} == {datetime.timedelta(hours=2)}


def test_chi_viene_ovunque_serve_in_ogni_luogo() -> None:
    inizio, fine = alle(LUNEDI, NOVE), alle(LUNEDI, DIECI)
    assert Fascia(inizio=inizio, fine=fine, luogo=OVUNQUE).serve("7")
    assert Fascia(inizio=inizio, fine=fine, luogo="7").serve("7")
    assert not Fascia(inizio=inizio, fine=fine, luogo=A_DISTANZA).serve("7")


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8), st.sampled_from("ab")), max_size=12))
def test_le_fasce_unite_coprono_lo_stesso_tempo_senza_sovrapporsi(pezzi: list[tuple[int, int, str]]) -> None:
    zero = alle(LUNEDI, datetime.time(0))
    passo = datetime.timedelta(minutes=30)
    fasce = [
        Fascia(inizio=zero + da * passo, fine=zero + (da + n) * passo, luogo=dove) for da, n, dove in pezzi
    ]
    risultato = unite(fasce)

    def minuti(elenco: list[Fascia] | tuple[Fascia, ...], dove: str) -> set[int]:
        return {
            n
            for f in elenco
            if f.luogo == dove
            for n in range(60)
            if f.contiene(zero + n * passo, zero + (n + 1) * passo)
        }

    for dove in "ab":
        assert minuti(risultato, dove) == minuti(fasce, dove)
        stessi = [f for f in risultato if f.luogo == dove]
        assert all(prima.fine < dopo.inizio for prima, dopo in itertools.pairwise(stessi))
