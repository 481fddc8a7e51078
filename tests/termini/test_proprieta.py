from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from adi_platform.calendario.giorni import Calendario, GiornoFisso
from adi_platform.termini.calcolo import Orologio, Termine, Unita, calcola, giorni_residui, orologio, scadenza
from adi_platform.termini.periodo import Periodo, uniti
from adi_platform.termini.sospensioni import Interruzione, Sospensione
from adi_platform.termini.spiegazione import TipoRiga, spiega

UN_GIORNO = timedelta(days=1)
GIORNI = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))


@st.composite
def sospensioni(draw: st.DrawFn) -> Sospensione:
    evento = draw(GIORNI)
    return Sospensione(
        evento=evento,
        fine=evento + timedelta(days=draw(st.integers(0, 60))),
        tetto_giorni=draw(st.none() | st.integers(0, 40)),
        causa=draw(st.sampled_from(["rinvio", "preavviso"])),
        riferimento="art. 18",
    )


@st.composite
def interruzioni(draw: st.DrawFn) -> Interruzione:
    base = draw(sospensioni())
    return Interruzione(evento=base.evento, fine=base.fine, causa="rinvio", riferimento="art. 18")


@st.composite
def termini(draw: st.DrawFn, con_interruzioni: bool = True) -> Termine:
    unita = draw(st.sampled_from(list(Unita)))
    return Termine(
        inizio=draw(GIORNI),
        quanti=draw(st.integers(0, 18 if unita is Unita.MESI else 200)),
        unita=unita,
        riferimento="art. 2",
        sospensioni=tuple(draw(st.lists(sospensioni(), max_size=4))),
        interruzioni=tuple(draw(st.lists(interruzioni(), max_size=2))) if con_interruzioni else (),
        slitta=draw(st.booleans()),
        calendario=Calendario(sabato_festivo=draw(st.booleans()), patrono=GiornoFisso(mese=6, giorno=24)),
    )


@given(termini(con_interruzioni=False), sospensioni())
def test_aggiungere_una_sospensione_non_anticipa_mai_la_scadenza(
    termine: Termine, nuova: Sospensione
) -> None:
    assert scadenza(replace(termine, sospensioni=(*termine.sospensioni, nuova))) >= scadenza(termine)


@given(termini(con_interruzioni=False), interruzioni())
def test_aggiungere_un_interruzione_non_anticipa_mai_la_scadenza(
    termine: Termine, nuova: Interruzione
) -> None:
    if termine.unita is not Unita.MESI:
        senza_pause = replace(termine, sospensioni=())
        assert scadenza(replace(senza_pause, interruzioni=(nuova,))) >= scadenza(senza_pause)


@given(termini(con_interruzioni=False))
def test_la_stessa_sospensione_due_volte_conta_una_volta(termine: Termine) -> None:
    doppio = replace(termine, sospensioni=termine.sospensioni * 2)
    assert scadenza(doppio) == scadenza(termine)


@given(st.lists(sospensioni(), max_size=6))
def test_le_pause_unite_coprono_gli_stessi_giorni_senza_toccarsi(fermi: list[Sospensione]) -> None:
    periodi = [f.periodo for f in fermi]
    unione = uniti(periodi)
    assert all(prima.al < dopo.dal for prima, dopo in pairwise(unione))
    assert _giorni(unione) == _giorni(periodi)
    assert sum(p.giorni for p in unione) == len(_giorni(periodi))


def _giorni(periodi: Iterable[Periodo]) -> set[date]:
    return {p.dal + UN_GIORNO * n for p in periodi for n in range(p.giorni)}


@settings(max_examples=60)
@given(termini(con_interruzioni=False))
def test_i_residui_calano_di_uno_per_giorno_che_corre_e_si_fermano_da_sospesi(termine: Termine) -> None:
    termine = replace(termine, unita=Unita.GIORNI, slitta=False)
    fine = scadenza(termine)
    giorno, prima = termine.inizio, giorni_residui(termine, al=termine.inizio)
    assert prima == termine.quanti
    while giorno < fine:
        giorno += UN_GIORNO
        fermo = orologio(termine, al=giorno) is Orologio.FERMO
        adesso = giorni_residui(termine, al=giorno)
        assert prima - adesso == (0 if fermo else 1)
        prima = adesso
    assert prima == 0
    assert giorni_residui(termine, al=fine + UN_GIORNO) == -1


@given(termini())
def test_le_righe_della_spiegazione_coprono_tutto_e_sommano_al_termine(termine: Termine) -> None:
    righe, calcolato = spiega(termine), calcola(termine)
    assert righe[0].dal == termine.inizio
    assert righe[-1].al == calcolato.scadenza
    assert all(dopo.dal == prima.al + UN_GIORNO for prima, dopo in pairwise(righe))
    assert all(riga.giorni >= 1 and riga.che_cosa and riga.riferimento for riga in righe)
    contati = sum(riga.giorni_contati for riga in righe)
    if termine.unita is Unita.MESI:
        base = Termine(inizio=calcolato.decorrenza, quanti=termine.quanti, unita=Unita.MESI)
        assert contati == (scadenza(base) - calcolato.decorrenza).days
    else:
        assert contati == termine.quanti


@given(termini())
def test_lo_slittamento_non_finisce_mai_in_un_giorno_festivo(termine: Termine) -> None:
    calcolato = calcola(replace(termine, slitta=True))
    assert termine.calendario.e_lavorativo(calcolato.scadenza)
    assert calcolato.scadenza >= calcolato.naturale


@given(termini())
def test_l_ordine_in_cui_si_raccontano_i_fatti_non_conta(termine: Termine) -> None:
    rovesciato = replace(
        termine,
        sospensioni=tuple(reversed(termine.sospensioni)),
        interruzioni=tuple(reversed(termine.interruzioni)),
    )
    assert scadenza(rovesciato) == scadenza(termine)


@given(termini(), GIORNI)
def test_scaduto_vuol_dire_residui_negativi(termine: Termine, al: date) -> None:
    assert (orologio(termine, al=al) is Orologio.SCADUTO) == (giorni_residui(termine, al=al) < 0)


def test_una_pausa_e_un_rinvio_insieme_sono_scritti_nella_stessa_riga() -> None:
    termine = Termine(
        inizio=date(2026, 3, 2),
        quanti=180,
        riferimento="art. 18",
        sospensioni=(
            Sospensione(evento=date(2026, 4, 1), tetto_giorni=30, causa="rinvio", riferimento="art. 2"),
            Sospensione(
                evento=date(2026, 4, 20), fine=date(2026, 5, 10), causa="preavviso", riferimento="art. 10-bis"
            ),
        ),
    )
    ferme = [riga for riga in spiega(termine) if riga.tipo is TipoRiga.FERMO]
    assert [riga.giorni for riga in ferme] == [19, 11, 9]
    assert ferme[1].che_cosa == "Termine sospeso: rinvio; preavviso"
    assert ferme[1].riferimento == "art. 2; art. 10-bis"


def test_i_giorni_persi_per_un_interruzione_si_vedono() -> None:
    termine = Termine(
        inizio=date(2026, 3, 2),
        quanti=180,
        riferimento="art. 18",
        interruzioni=(
            Interruzione(
                evento=date(2026, 4, 1), fine=date(2026, 4, 20), causa="rinvio", riferimento="art. 18"
            ),
        ),
    )
    tipi = [(riga.tipo, riga.giorni, riga.giorni_contati) for riga in spiega(termine)]
    assert tipi == [
        (TipoRiga.INIZIO, 1, 0),
        (TipoRiga.PERSO, 30, 0),
        (TipoRiga.FERMO, 19, 0),
        (TipoRiga.CORRE, 180, 180),
    ]


def test_il_periodo_vuoto_non_contiene_giorni() -> None:
    vuoto = Periodo(dal=date(2026, 1, 1), al=date(2026, 1, 1))
    assert date(2026, 1, 1) not in vuoto
