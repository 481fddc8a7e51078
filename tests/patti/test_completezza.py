"""The completeness check says what is missing and on what it rests."""

import dataclasses
import datetime

import pytest

from adi_platform.norme.esito import Livello
from patti.rules.completezza import verifica_completezza
from patti.rules.foto import (
    ImpegnoFoto,
    MembroFoto,
    ObiettivoFoto,
    PattoFoto,
    PersonaFoto,
    RisultatoFoto,
    SostegnoFoto,
    eta_al,
)

AL = datetime.date(2026, 11, 23)
MADRE = PersonaFoto(pk=1, nome="Ada Prova", eta=40, obbligo="obbligato", percorso=4)
PADRE = PersonaFoto(pk=2, nome="Ivo Prova", eta=42, obbligo="volontario", percorso=2)
ANNA = MembroFoto(nome="Anna Verdi", funzione="Responsabile del caso", ente="Ambito di prova")
FIGLIO = PersonaFoto(pk=3, nome="Leo Prova", eta=9, obbligo="escluso")


def impegno(**campi: object) -> ImpegnoFoto:
    base: dict[str, object] = {
        "testo": "Viene agli appuntamenti.",
        "area": "CONT",
        "persona": 1,
        "verifica_chi": "Responsabile del caso",
        "verifica_come": "presenza",
        "ruoli_verifica": ("RU.CM",),
    }
    return ImpegnoFoto(**{**base, **campi})  # type: ignore[arg-type]  # values of the test table


def sostegno(**campi: object) -> SostegnoFoto:
    base: dict[str, object] = {
        "testo": "Bilancio familiare",
        "erogatore": "Ambito",
        "finanziamento": "Quota servizi",
        "frequenza": "due volte al mese",
        "dal": AL,
        "persone": (1,),
    }
    return SostegnoFoto(**{**base, **campi})  # type: ignore[arg-type]  # values of the test table


def risultato(**campi: object) -> RisultatoFoto:
    base: dict[str, object] = {
        "testo": "Le spese essenziali sono pagate.",
        "indicatore": "tre mesi di seguito",
        "entro": AL + datetime.timedelta(days=180),
        "sostegni": (sostegno(),),
        "impegni": (
            impegno(),
            impegno(testo="Fa le ore del progetto.", area="PUC"),
            impegno(testo="Iscrive i figli.", area="MINO", codice="IM.MINO.01"),
            impegno(testo="Fa la visita.", area="PERS"),
        ),
    }
    return RisultatoFoto(**{**base, **campi})  # type: ignore[arg-type]  # values of the test table


def patto(**campi: object) -> PattoFoto:
    base: dict[str, object] = {
        "al": AL,
        "persone": (MADRE, PADRE, FIGLIO),
        "obiettivi": (ObiettivoFoto(testo="Stare meglio con i soldi", risultati=(risultato(),)),),
        "case_manager": "Anna Verdi",
        "referente": 1,
        "equipe": (ANNA, dataclasses.replace(ANNA, nome="Elio Educatore")),
        "analisi_conclusa": True,
        "preferenze": "dormire tranquilli",
        "partecipazione_minori": "Leo ha disegnato",
        "prima_verifica": AL + datetime.timedelta(days=60),
        "verifica_descrizione": "ci vediamo tutti",
    }
    return PattoFoto(**{**base, **campi})  # type: ignore[arg-type]  # values of the test table


def con_risultato(**campi: object) -> PattoFoto:
    return patto(obiettivi=(ObiettivoFoto(testo="Obiettivo", risultati=(risultato(**campi),)),))


def con_impegni(*impegni: ImpegnoFoto, **campi: object) -> PattoFoto:
    completi = risultato().impegni
    foto = con_risultato(impegni=(*completi, *impegni))
    return dataclasses.replace(foto, **campi)


def codici(foto: PattoFoto) -> set[str]:
    return {m.codice for m in verifica_completezza(foto).motivi}


def test_un_patto_completo_non_ha_nulla_da_aggiungere() -> None:
    esito = verifica_completezza(patto())

    assert esito.motivi == ()
    assert esito.ok


CASI = [
    ("obiettivi", patto(obiettivi=()), Livello.DA_INTEGRARE),
    ("analisi", patto(analisi_conclusa=False), Livello.DA_INTEGRARE),
    ("obiettivo_senza_risultati", patto(obiettivi=(ObiettivoFoto(testo="Vuoto"),)), Livello.DA_INTEGRARE),
    ("risultato_senza_data", con_risultato(entro=None), Livello.DA_INTEGRARE),
    ("risultato_data_passata", con_risultato(entro=AL), Livello.DA_INTEGRARE),
    ("risultato_senza_indicatore", con_risultato(indicatore=" "), Livello.DA_INTEGRARE),
    ("sostegni", con_risultato(sostegni=()), Livello.DA_INTEGRARE),
    ("sostegno_senza_erogatore", con_risultato(sostegni=(sostegno(erogatore=""),)), Livello.DA_INTEGRARE),
    ("sostegno_senza_persone", con_risultato(sostegni=(sostegno(persone=()),)), Livello.DA_INTEGRARE),
    ("sostegno_incompleto", con_risultato(sostegni=(sostegno(finanziamento=""),)), Livello.AVVISO),
    (
        "sostegno_non_disponibile",
        con_risultato(sostegni=(sostegno(stato="non_disponibile"),)),
        Livello.AVVISO,
    ),
    ("impegno_senza_verifica", con_impegni(impegno(verifica_come="")), Livello.DA_INTEGRARE),
    ("impegno_senza_sostegno", con_impegni(impegno(sostegno_non_disponibile=True)), Livello.AVVISO),
    (
        "sensibile_a_ospitante",
        con_impegni(impegno(sensibile=True, ruoli_verifica=("RU.TUTF",))),
        Livello.NON_AMMISSIBILE,
    ),
    ("sanzionabile_non_ammesso", con_impegni(impegno(persona=2, sanzionabile=True)), Livello.NON_AMMISSIBILE),
    ("sanzionabile_non_ammesso", con_impegni(impegno(persona=3, sanzionabile=True)), Livello.NON_AMMISSIBILE),
    ("obbligato_senza_impegni", con_risultato(impegni=(impegno(persona=2),)), Livello.DA_INTEGRARE),
    (
        "obblighi_da_definire",
        patto(persone=(MADRE, dataclasses.replace(PADRE, obbligo="da_definire"), FIGLIO)),
        Livello.DA_INTEGRARE,
    ),
    ("area_contatti", con_risultato(impegni=risultato().impegni[1:]), Livello.DA_INTEGRARE),
    ("area_salute", con_risultato(impegni=risultato().impegni[:-1]), Livello.AVVISO),
    ("puc", con_risultato(impegni=(impegno(),)), Livello.DA_INTEGRARE),
    (
        "puc_nel_patto_di_servizio",
        dataclasses.replace(
            con_risultato(impegni=(impegno(),)), persone=(dataclasses.replace(MADRE, percorso=1),)
        ),
        Livello.AVVISO,
    ),
    (
        "puc_senza_percorso",
        dataclasses.replace(
            con_risultato(impegni=(impegno(),)), persone=(dataclasses.replace(MADRE, percorso=None),)
        ),
        Livello.AVVISO,
    ),
    ("scuola_minori", con_risultato(impegni=risultato().impegni[:2]), Livello.DA_INTEGRARE),
    (
        "istruzione_adulti",
        patto(persone=(dataclasses.replace(MADRE, istruzione_da_completare=True), PADRE, FIGLIO)),
        Livello.DA_INTEGRARE,
    ),
    (
        "riservato_con_impegni",
        patto(
            obiettivi=(
                *patto().obiettivi,
                ObiettivoFoto(testo="Al sicuro", riservato=True, risultati=(risultato(),)),
            )
        ),
        Livello.NON_AMMISSIBILE,
    ),
    ("case_manager", patto(case_manager=""), Livello.DA_INTEGRARE),
    ("referente", patto(referente=None), Livello.DA_INTEGRARE),
    ("referente", patto(referente=3), Livello.DA_INTEGRARE),
    ("equipe", patto(bisogno_complesso=True, equipe=(ANNA,)), Livello.DA_INTEGRARE),
    ("equipe_senza_ente", patto(equipe=(dataclasses.replace(ANNA, ente=" "),)), Livello.DA_INTEGRARE),
    ("equipe_senza_ente", patto(equipe=(dataclasses.replace(ANNA, funzione=""),)), Livello.DA_INTEGRARE),
    ("prima_verifica", patto(prima_verifica=None), Livello.DA_INTEGRARE),
    ("prima_verifica_passata", patto(prima_verifica=AL), Livello.DA_INTEGRARE),
    ("prima_verifica_tardi", patto(prima_verifica=AL + datetime.timedelta(days=91)), Livello.AVVISO),
    ("verifiche_rade", patto(verifica_ogni_giorni=120), Livello.AVVISO),
    ("modo_verifica", patto(verifica_descrizione=""), Livello.DA_INTEGRARE),
    ("preferenze", patto(preferenze=""), Livello.AVVISO),
    ("partecipazione_minori", patto(partecipazione_minori=""), Livello.AVVISO),
    ("progetti_integrati", patto(servizi_attivi=("SerD",)), Livello.AVVISO),
    (
        "troppi_risultati",
        patto(obiettivi=(ObiettivoFoto(testo="Tanti", risultati=(risultato(),) * 6),)),
        Livello.AVVISO,
    ),
]


@pytest.mark.parametrize(("codice", "foto", "livello"), CASI, ids=[f"{n}-{c[0]}" for n, c in enumerate(CASI)])
def test_ogni_mancanza_ha_un_motivo_con_la_sua_fonte(codice: str, foto: PattoFoto, livello: Livello) -> None:
    trovati = [m for m in verifica_completezza(foto).motivi if m.codice == codice]

    assert trovati, codici(foto)
    assert all(m.livello == livello and m.testo and m.articolo for m in trovati)


def test_il_novantesimo_giorno_e_ancora_in_tempo() -> None:
    assert "prima_verifica_tardi" not in codici(patto(prima_verifica=AL + datetime.timedelta(days=90)))


def test_chi_e_escluso_dal_monitoraggio_puo_fissare_piu_avanti() -> None:
    foto = patto(escluso_monitoraggio=True, prima_verifica=AL + datetime.timedelta(days=200))

    assert "prima_verifica_tardi" not in codici(foto)


def test_l_impegno_sanzionabile_dell_adulta_obbligata_e_ammesso() -> None:
    assert "sanzionabile_non_ammesso" not in codici(con_impegni(impegno(sanzionabile=True)))


def test_un_bambino_di_cinque_anni_non_chiede_l_impegno_sulla_scuola() -> None:
    piccolo = dataclasses.replace(FIGLIO, eta=5)
    foto = dataclasses.replace(con_risultato(impegni=risultato().impegni[:2]), persone=(MADRE, piccolo))

    assert "scuola_minori" not in codici(foto)


def test_un_avviso_non_impedisce_di_proseguire() -> None:
    assert verifica_completezza(patto(preferenze="")).ok


def test_gli_anni_si_compiono_nel_giorno_del_compleanno() -> None:
    nascita = datetime.date(2008, 11, 23)

    assert eta_al(nascita, al=datetime.date(2026, 11, 22)) == 17
    assert eta_al(nascita, al=AL) == 18
    assert eta_al(None, al=AL) is None
