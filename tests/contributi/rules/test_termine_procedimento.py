from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adi_platform.norme.loader import ValoreAmbito, norme_nazionali
from adi_platform.termini.calcolo import Orologio
from contributi.rules.letture_termine import (
    Decorrenza,
    EffettoRinvio,
    FineRinvio,
    InizioPausa,
    LettureTermine,
    PausaPreavviso,
    RinviiContati,
    Tardive,
)
from contributi.rules.preavviso import Canale, Osservazioni, Preavviso, giorni_giacenza
from contributi.rules.termine_procedimento import (
    FattiProcedimento,
    Rinvio,
    TermineNonCalcolabile,
    calcola_termine_procedimento,
)

PROTOCOLLO = date(2026, 3, 2)
BASE = FattiProcedimento(protocollo_domanda=PROTOCOLLO, termine_giorni=180)
LETTURE = st.builds(
    LettureTermine,
    rinvio=st.sampled_from(EffettoRinvio),
    rinvii=st.sampled_from(RinviiContati),
    fine_rinvio=st.sampled_from(FineRinvio),
    preavviso=st.sampled_from(PausaPreavviso),
    inizio_pausa=st.sampled_from(InizioPausa),
    cittadino_slitta=st.booleans(),
    ente_slitta=st.booleans(),
    sabato_festivo=st.booleans(),
    tardive=st.sampled_from(Tardive),
)
GIORNI = st.integers(0, 240).map(lambda n: PROTOCOLLO + timedelta(days=n))


@st.composite
def fatti(draw: st.DrawFn) -> FattiProcedimento:
    rinvii = [
        Rinvio(
            il=il,
            lettera=draw(st.booleans()),
            documenti=draw(st.none() | GIORNI),
            ripresa=draw(st.none() | GIORNI),
        )
        for il in draw(st.lists(GIORNI, max_size=2))
    ]
    preavvisi = []
    for inviato in draw(st.lists(GIORNI, max_size=2)):
        ritardo = draw(st.none() | st.integers(0, 20))
        consegnato = None if ritardo is None else inviato + timedelta(days=ritardo)
        preavvisi.append(
            Preavviso(inviato=inviato, consegnato=consegnato, osservazioni=draw(st.none() | GIORNI))
        )
    return replace(BASE, rinvii=tuple(rinvii), preavvisi=tuple(preavvisi))


@given(fatti(), GIORNI, LETTURE)
def test_la_scadenza_non_e_mai_prima_di_quella_senza_fatti(
    vicenda: FattiProcedimento, al: date, letture: LettureTermine
) -> None:
    senza = calcola_termine_procedimento(BASE, al=al, letture=letture)
    assert calcola_termine_procedimento(vicenda, al=al, letture=letture).scadenza >= senza.scadenza


@given(fatti(), GIORNI, LETTURE)
def test_la_spiegazione_somma_sempre_al_termine(
    vicenda: FattiProcedimento, al: date, letture: LettureTermine
) -> None:
    esito = calcola_termine_procedimento(vicenda, al=al, letture=letture)
    assert sum(riga.giorni_contati for riga in esito.righe) == 180
    assert sum(riga.giorni for riga in esito.righe) == (esito.scadenza - esito.decorrenza).days + 1
    assert (esito.orologio is Orologio.SCADUTO) == (esito.giorni_residui < 0)
    assert bool(esito.in_attesa_di) == (esito.scadenza_se_risponde_oggi is not None)


@given(st.integers(1, 29))
def test_i_documenti_prima_del_tetto_accorciano_la_pausa_di_altrettanto(giorni: int) -> None:
    rinvio = Rinvio(il=date(2026, 4, 1), documenti=date(2026, 4, 1) + timedelta(days=giorni))
    esito = calcola_termine_procedimento(
        replace(BASE, rinvii=(rinvio,)), al=date(2026, 6, 1), letture=LettureTermine()
    )
    assert esito.scadenza == date(2026, 8, 29) + timedelta(days=giorni)


def test_il_rinvio_annullato_e_come_mai_avvenuto() -> None:
    annullato = Rinvio(il=date(2026, 4, 1), annullato=date(2026, 4, 3))
    for letture in (LettureTermine(), LettureTermine(rinvio=EffettoRinvio.INTERROMPE)):
        vicenda = replace(BASE, rinvii=(annullato,))
        prima = calcola_termine_procedimento(vicenda, al=date(2026, 4, 2), letture=letture)
        dopo = calcola_termine_procedimento(vicenda, al=date(2026, 4, 3), letture=letture)
        assert prima.orologio is Orologio.FERMO
        assert dopo.scadenza == date(2026, 8, 29)
        assert dopo.in_attesa_di == ()


def test_annullato_il_primo_rinvio_conta_il_secondo() -> None:
    vicenda = replace(
        BASE, rinvii=(Rinvio(il=date(2026, 4, 1), annullato=date(2026, 4, 3)), Rinvio(il=date(2026, 5, 4)))
    )
    esito = calcola_termine_procedimento(vicenda, al=date(2026, 7, 1), letture=LettureTermine())
    assert esito.scadenza == date(2026, 9, 28)


def test_senza_prova_di_ricevimento_si_suppone_la_consegna_oggi() -> None:
    vicenda = replace(BASE, preavvisi=(Preavviso(inviato=date(2026, 6, 1)),))
    esito = calcola_termine_procedimento(vicenda, al=date(2026, 6, 5), letture=LettureTermine())
    assert esito.preavviso is not None
    assert esito.preavviso.ricevuto is None
    assert esito.preavviso.scadenza_osservazioni == date(2026, 6, 15)
    assert (esito.orologio, esito.in_attesa_di) == (Orologio.FERMO, ("osservazioni",))


def test_le_osservazioni_arrivate_dopo_la_data_letta_non_contano_ancora() -> None:
    preavviso = Preavviso(
        inviato=date(2026, 6, 1), consegnato=date(2026, 6, 1), osservazioni=date(2026, 6, 8)
    )
    vicenda = replace(BASE, preavvisi=(preavviso,))
    stati = []
    for al in (date(2026, 6, 7), date(2026, 6, 8)):
        esito = calcola_termine_procedimento(vicenda, al=al, letture=LettureTermine())
        assert esito.preavviso is not None
        stati.append((esito.preavviso.osservazioni, esito.scadenza))
    assert stati == [
        (Osservazioni.ASSENTI, date(2026, 9, 8)),
        (Osservazioni.TEMPESTIVE, date(2026, 9, 15)),
    ]


def test_si_possono_attendere_insieme_documenti_e_osservazioni() -> None:
    vicenda = replace(
        BASE,
        rinvii=(Rinvio(il=date(2026, 6, 1)),),
        preavvisi=(Preavviso(inviato=date(2026, 6, 3), consegnato=date(2026, 6, 3)),),
    )
    esito = calcola_termine_procedimento(vicenda, al=date(2026, 6, 5), letture=LettureTermine())
    assert esito.in_attesa_di == ("documenti", "osservazioni")
    assert esito.scadenza_se_risponde_oggi == date(2026, 8, 29) + timedelta(days=14)


def test_arrivati_i_documenti_si_attende_la_decisione_di_ripresa() -> None:
    vicenda = replace(BASE, rinvii=(Rinvio(il=date(2026, 4, 1), documenti=date(2026, 4, 10)),))
    letture = LettureTermine(fine_rinvio=FineRinvio.RIPRESA_O_TETTO)
    esito = calcola_termine_procedimento(vicenda, al=date(2026, 4, 15), letture=letture)
    assert esito.in_attesa_di == ("ripresa",)
    assert esito.scadenza_se_risponde_oggi == date(2026, 9, 12)


@pytest.mark.parametrize("osservazioni", [None, date(2026, 6, 8)])
def test_nel_regolamento_la_pausa_non_supera_mai_i_dieci_giorni_dal_ricevimento(
    osservazioni: date | None,
) -> None:
    giovedi = date(2026, 5, 28)
    preavviso = Preavviso(inviato=giovedi, consegnato=giovedi, osservazioni=osservazioni)
    esito = calcola_termine_procedimento(
        replace(BASE, preavvisi=(preavviso,)),
        al=date(2026, 7, 1),
        letture=LettureTermine(preavviso=PausaPreavviso.REGOLAMENTO),
    )
    assert esito.preavviso is not None
    assert esito.preavviso.scadenza_osservazioni == date(2026, 6, 8)
    assert esito.scadenza == date(2026, 9, 8)


def test_si_attende_fino_all_ultimo_giorno_compreso() -> None:
    inviato = date(2026, 6, 1)
    col_preavviso = replace(BASE, preavvisi=(Preavviso(inviato=inviato, consegnato=inviato),))
    col_rinvio = replace(BASE, rinvii=(Rinvio(il=inviato),))
    attese = [
        calcola_termine_procedimento(vicenda, al=al, letture=LettureTermine()).in_attesa_di
        for vicenda, ultimo in ((col_preavviso, date(2026, 6, 11)), (col_rinvio, date(2026, 7, 1)))
        for al in (ultimo, ultimo + timedelta(days=1))
    ]
    assert attese == [("osservazioni",), (), ("documenti",), ()]


def test_senza_protocollo_il_termine_non_parte() -> None:
    letture = LettureTermine(decorrenza=Decorrenza.PAI)
    with pytest.raises(TermineNonCalcolabile, match="protocollo del PAI"):
        calcola_termine_procedimento(BASE, al=PROTOCOLLO, letture=letture)
    with pytest.raises(TermineNonCalcolabile, match="protocollo della domanda"):
        calcola_termine_procedimento(
            replace(BASE, protocollo_domanda=None), al=PROTOCOLLO, letture=LettureTermine()
        )


def test_le_letture_predefinite_sono_quelle_delle_norme() -> None:
    da_norme = LettureTermine.da_norme(norme_nazionali(), al=PROTOCOLLO)
    assert replace(da_norme, parametri=()) == LettureTermine()
    assert len(da_norme.parametri) == 13
    assert norme_nazionali().valore("procedimento.termine_giorni", al=PROTOCOLLO).intero == 180


def test_l_ambito_sceglie_la_propria_lettura() -> None:
    scelta = ValoreAmbito(valore="interrompe", dal=date(2026, 1, 1), riferimento="Delibera inventata 7")
    norme = norme_nazionali().con_ambito({"procedimento.a2_rinvio": [scelta]})
    assert LettureTermine.da_norme(norme, al=PROTOCOLLO).rinvio is EffettoRinvio.INTERROMPE
    assert LettureTermine.da_norme(norme, al=date(2025, 12, 31)).rinvio is EffettoRinvio.SOSPENDE


@pytest.mark.parametrize(
    ("canale", "atteso"), [(Canale.RACCOMANDATA, 30), (Canale.ATTO_GIUDIZIARIO, 10), (Canale.PEC, None)]
)
def test_la_giacenza_dipende_dal_canale(canale: Canale, atteso: int | None) -> None:
    assert giorni_giacenza(canale, al=PROTOCOLLO, norme=norme_nazionali()) == atteso


@pytest.mark.parametrize(
    ("rinvii", "atteso"),
    [
        # Protocol 2 March, 180 days to 29 August: a letter of 1 April answered on the 20th stops 19 days.
        ([Rinvio(il=date(2026, 4, 1), lettera=True, documenti=date(2026, 4, 20))], date(2026, 9, 17)),
        ([Rinvio(il=date(2026, 4, 1), lettera=True, ripresa=date(2026, 4, 11))], date(2026, 9, 8)),
        ([Rinvio(il=date(2026, 4, 1), lettera=True)], date(2026, 9, 28)),
        # One stop in all: the send-back that comes after does not count.
        (
            [
                Rinvio(il=date(2026, 4, 1), lettera=True, documenti=date(2026, 4, 11)),
                Rinvio(il=date(2026, 5, 4), documenti=date(2026, 5, 20)),
            ],
            date(2026, 9, 8),
        ),
    ],
)
@pytest.mark.parametrize("effetto", list(EffettoRinvio))
def test_la_lettera_che_chiede_documenti_sospende_sempre_e_una_volta_in_tutto(
    rinvii: list[Rinvio], atteso: date, effetto: EffettoRinvio
) -> None:
    fatti = FattiProcedimento(protocollo_domanda=date(2026, 3, 2), termine_giorni=180, rinvii=tuple(rinvii))
    termine = calcola_termine_procedimento(fatti, al=date(2026, 8, 1), letture=LettureTermine(rinvio=effetto))
    assert termine.scadenza == atteso


def test_anche_se_contano_tutti_i_rinvii_la_lettera_ferma_una_volta() -> None:
    rinvii = (
        Rinvio(il=date(2026, 4, 1), lettera=True, documenti=date(2026, 4, 11)),
        Rinvio(il=date(2026, 5, 4), lettera=True, documenti=date(2026, 5, 14)),
        Rinvio(il=date(2026, 6, 1), documenti=date(2026, 6, 6)),
    )
    termine = calcola_termine_procedimento(
        FattiProcedimento(protocollo_domanda=date(2026, 3, 2), termine_giorni=180, rinvii=rinvii),
        al=date(2026, 8, 1),
        letture=LettureTermine(rinvii=RinviiContati.TUTTI),
    )
    assert termine.scadenza == date(2026, 9, 13)
