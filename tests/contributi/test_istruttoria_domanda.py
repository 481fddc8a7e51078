"""From the table of the istruttoria to the frozen proposal."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from adi_platform.documenti.contenuto import impronta_del_contenuto
from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.norme.esito import Livello
from contributi.enums import ModoErogazione, StatoRichiesta
from contributi.models import Proposta, Richiesta
from contributi.services.istruttoria import (
    Sezione,
    correggi_riga,
    esamina,
    ritira_correzione,
    salva_fatti,
    segna_rivista,
)
from contributi.services.proposta import (
    DatiProposta,
    Orientamento,
    impronta_di,
    presenta_proposta,
    ritira_proposta,
)
from patti.enums import EsitoParente
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.casi import oggi
from tests.contributi.domande import completa, crea_domanda, in_istruttoria, rivedi_tutto
from tests.patti.pai import CANARINO_PARENTE, aggiungi_parente, crea_pai, firma_pai
from tests.people import Cast


def dati(**altro: Any) -> DatiProposta:
    campi: dict[str, Any] = {
        "orientamento": Orientamento.ACCOGLIERE,
        "importo": Decimal("280.00"),
        "mesi": None,
        "modo": ModoErogazione.CANALIZZATO,
        "motivazione": "La spesa non è sostenibile questo mese.",
        **altro,
    }
    return DatiProposta(**campi)


def proponi(cast: Cast, richiesta: Richiesta, **altro: Any) -> Proposta:
    return presenta_proposta(richiesta=richiesta, dati=dati(**altro), operatore=cast.anna_verdi, al=oggi())


def esiti(richiesta: Richiesta) -> dict[str, Livello]:
    return {r.riga.motivo: r.riga.esito for r in esamina(richiesta, al=oggi()).righe if r.riga.motivo}


def test_senza_fatti_la_tabella_dice_che_cosa_manca(cast: Cast) -> None:
    esame = esamina(in_istruttoria(cast), al=oggi())
    assert {"ISEE_MANCANTE", "DOCUMENTI"} <= {r.riga.motivo for r in esame.righe}
    assert all(r.riga.articolo for r in esame.righe)
    assert len(esame.mancanze) > len(Sezione)


def test_con_tutto_in_ordine_restano_solo_le_parti_da_rivedere(cast: Cast) -> None:
    richiesta = completa(cast, in_istruttoria(cast))
    esame = esamina(richiesta, al=oggi())
    assert [r.riga for r in esame.righe if r.ferma or r.vieta] == []
    assert esame.mancanze == [f"Da rivedere: {s.label.lower()}." for s in Sezione]
    rivedi_tutto(cast, richiesta)
    assert esamina(richiesta, al=oggi()).mancanze == []


def test_la_spunta_cade_se_la_parte_cambia(cast: Cast) -> None:
    richiesta = completa(cast, in_istruttoria(cast))
    rivedi_tutto(cast, richiesta)
    richiesta.situazione.reddito = Decimal(1)
    richiesta.situazione.save()
    assert set(esamina(richiesta, al=oggi()).spunte) == set(Sezione.values) - {Sezione.SITUAZIONE}
    with pytest.raises(ConflittoDiVersione, match="rileggila"):
        segna_rivista(
            richiesta=richiesta,
            sezione=Sezione.SITUAZIONE,
            impronta="vecchia",
            operatore=cast.anna_verdi,
            al=oggi(),
        )


def test_un_avviso_di_norma_si_supera_con_una_motivazione_scritta(cast: Cast) -> None:
    caso = crea_caso_sportello(cast, incontrato=True)
    bozza = crea_pai(caso)
    aggiungi_parente(bozza, EsitoParente.RIFIUTATO)
    firma_pai(bozza)
    richiesta = completa(cast, in_istruttoria(cast, crea_domanda(cast, caso=caso)))
    assert esiti(richiesta)["PARENTI"] is Livello.AVVISO
    rivedi_tutto(cast, richiesta)
    with pytest.raises(DominioError, match=r"il coordinamento scrive prima perché .* \(art\. 7 lett\. a\)"):
        proponi(cast, richiesta)
    comuni = {"richiesta": richiesta, "codice": "parenti", "operatore": cast.cora_coordina, "al": oggi()}
    with pytest.raises(DominioError, match="un'altra persona"):
        correggi_riga(motivo="PARENTI", motivazione="Lo so io.", **{**comuni, "operatore": cast.anna_verdi})
    with pytest.raises(DominioError, match="Scrivi perché"):
        correggi_riga(motivo="PARENTI", motivazione=" ", **comuni)
    with pytest.raises(ConflittoDiVersione):
        correggi_riga(motivo="ALTRO", motivazione="x", **comuni)
    prima = correggi_riga(motivo="PARENTI", motivazione="Il rapporto è interrotto da anni.", **comuni)
    riga = next(r for r in esamina(richiesta, al=oggi()).righe if r.riga.motivo == "PARENTI")
    assert riga.correzione == prima
    seconda = correggi_riga(motivo="PARENTI", motivazione="Detto meglio.", **comuni)
    prima.refresh_from_db()
    assert prima.ritirata_il is not None
    ritira_correzione(correzione=seconda)
    riga = next(r for r in esamina(richiesta, al=oggi()).righe if r.riga.motivo == "PARENTI")
    assert riga.correzione is None


def test_cio_che_il_regolamento_vieta_non_si_supera_con_una_motivazione(cast: Cast) -> None:
    richiesta = completa(cast, in_istruttoria(cast), isee="10000.01")
    vietata = next(r for r in esamina(richiesta, al=oggi()).righe if r.vieta)
    with pytest.raises(DominioError, match="deroga"):
        correggi_riga(
            richiesta=richiesta,
            codice=vietata.riga.codice,
            motivo=vietata.riga.motivo,
            motivazione="Mi sembra giusto.",
            operatore=cast.cora_coordina,
            al=oggi(),
        )


def test_un_documento_o_un_fatto_che_manca_si_chiede_non_si_supera(cast: Cast) -> None:
    richiesta = in_istruttoria(cast)
    da_integrare = [r.riga for r in esamina(richiesta, al=oggi()).righe if r.ferma]
    assert {"titolo-soggiorno", "immobili", "bisogno", "isee", "documenti"} <= {
        r.codice for r in da_integrare
    }
    for riga in da_integrare:
        with pytest.raises(DominioError, match="si chiede alla persona"):
            correggi_riga(
                richiesta=richiesta,
                codice=riga.codice,
                motivo=riga.motivo,
                motivazione="Va bene così.",
                operatore=cast.cora_coordina,
                al=oggi(),
            )


def test_un_fatto_che_decide_vuole_la_sua_prova(cast: Cast) -> None:
    richiesta = completa(cast, in_istruttoria(cast), residente={"valore": True, "prova": " "})
    assert (
        "Residente in un Comune dell'Unione: scrivi da dove risulta."
        in esamina(richiesta, al=oggi()).mancanze
    )


def test_cio_che_e_diverso_dal_pai_si_legge_nella_proposta(cast: Cast) -> None:
    richiesta = completa(cast, in_istruttoria(cast))
    rivedi_tutto(cast, richiesta)
    differenze = proponi(cast, richiesta, importo=Decimal("280.00")).contenuto["differenze_pai"]
    assert "Quanto: il PAI prevede 300,00 € in tutto, qui 280,00 € in tutto." in differenze


def test_la_proposta_congela_istruttoria_contenuto_e_impronta(cast: Cast) -> None:
    richiesta = completa(cast, in_istruttoria(cast))
    rivedi_tutto(cast, richiesta)
    proposta = proponi(cast, richiesta)
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.PROPOSTA
    assert (proposta.autore, proposta.totale) == (cast.anna_verdi, Decimal("280.00"))
    salvata = Proposta.objects.get(pk=proposta.pk)
    assert salvata.impronta == impronta_di(salvata.istruttoria, salvata.contenuto)
    assert salvata.impronta == impronta_del_contenuto(
        {"istruttoria": salvata.istruttoria, "contenuto": salvata.contenuto}
    )
    assert salvata.contenuto["misura"]["impronta"] == richiesta.misura.impronta
    assert salvata.contenuto["pai"]["impronta"] == richiesta.pai.impronta_testo  # type: ignore[union-attr]  # it has one
    assert len(salvata.istruttoria["parti_riviste"]) == len(Sezione)
    assert CANARINO_PARENTE not in str(salvata.contenuto)
    assert salvata.contenuto["nucleo"] == {"componenti": 2, "minori": 1}


def test_senza_aver_rivisto_tutto_non_si_propone(cast: Cast) -> None:
    richiesta = completa(cast, in_istruttoria(cast))
    with pytest.raises(DominioError, match="non è ancora completa"):
        proponi(cast, richiesta)
    assert richiesta.proposte.count() == 0


@pytest.mark.parametrize(
    ("isee", "ammessa"), [("10000.00", True), ("10000.01", False)], ids=["al limite", "un centesimo oltre"]
)
def test_oltre_la_soglia_si_propone_di_non_accogliere_o_la_deroga(
    cast: Cast, isee: str, ammessa: bool
) -> None:
    richiesta = completa(cast, in_istruttoria(cast), isee=isee)
    rivedi_tutto(cast, richiesta)
    if ammessa:
        assert not proponi(cast, richiesta).in_deroga
        return
    with pytest.raises(DominioError, match=r"art\. 6 n\. 1") as errore:
        proponi(cast, richiesta)
    assert errore.value.campo == "orientamento"
    with pytest.raises(DominioError, match="perché si chiede la deroga"):
        proponi(cast, richiesta, orientamento=Orientamento.IN_DEROGA)
    proposta = proponi(
        cast, richiesta, orientamento=Orientamento.IN_DEROGA, motivo_deroga="Due malati gravi in casa."
    )
    richiesta.refresh_from_db()
    assert (proposta.in_deroga, richiesta.in_deroga) == (True, True)


def test_la_proposta_si_ritira_e_la_seconda_ha_un_altro_numero(cast: Cast) -> None:
    richiesta = completa(cast, in_istruttoria(cast))
    rivedi_tutto(cast, richiesta)
    prima = proponi(cast, richiesta)
    ritira_proposta(richiesta=richiesta, motivo="manca una bolletta", operatore=cast.anna_verdi, al=oggi())
    prima.refresh_from_db()
    assert prima.ritirata_il is not None
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.ISTRUTTORIA
    seconda = proponi(cast, richiesta, importo=Decimal("200.00"))
    assert (seconda.numero, seconda.impronta == prima.impronta) == (2, False)


@pytest.mark.parametrize(
    "comando",
    [
        "UPDATE contributi_proposta SET importo = 999 WHERE id = %s",
        "UPDATE contributi_proposta SET istruttoria = '{}' WHERE id = %s",
        "DELETE FROM contributi_proposta WHERE id = %s",
    ],
)
def test_una_proposta_non_cambia_nemmeno_da_sql(cast: Cast, comando: str) -> None:
    richiesta = completa(cast, in_istruttoria(cast))
    rivedi_tutto(cast, richiesta)
    proposta = proponi(cast, richiesta)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(comando, [proposta.pk])


def test_dopo_la_proposta_i_fatti_non_si_scrivono(cast: Cast) -> None:
    richiesta = completa(cast, in_istruttoria(cast))
    rivedi_tutto(cast, richiesta)
    proponi(cast, richiesta)
    with pytest.raises(DominioError, match="ritira la proposta"):
        salva_fatti(richiesta=richiesta, attesa=richiesta.versione, fatti={}, operatore=cast.anna_verdi)
