"""The PAI: what art. 7 asks, beside a PaIS or alone, frozen when shared."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.errori import DominioError
from adi_platform.norme.esito import Livello
from adi_platform.organizzazione.models import ParametroAmbito
from adi_platform.repertorio.models import Registrazione
from cases.enums import StatoCaso
from cases.models import CasoAdi
from contributi.enums import ModoErogazione
from patti import misure
from patti.enums import EsitoParente, ModoSostegno, StatoPatto, TipoPatto
from patti.models import ParenteTenuto, Patto
from patti.services.componi import salva_pai
from patti.services.condividi import condividi_patto
from patti.services.fotografia import completezza_di
from patti.services.inizia import apri_revisione, inizia_patto
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.casi import oggi
from tests.conftest import Entra
from tests.patti.costruttori import crea_famiglia, crea_patto_completo
from tests.patti.firme import sottoscrivi_tutto
from tests.patti.pai import CANARINO_PARENTE, aggiungi_parente, crea_pai, firma_pai
from tests.people import Cast


def manca(patto: Patto) -> dict[str, str]:
    motivi = completezza_di(Patto.objects.get(pk=patto.pk), al=oggi()).motivi
    return {m.codice: m.articolo for m in motivi if m.livello != Livello.AVVISO}


def avvisi(patto: Patto) -> set[str]:
    motivi = completezza_di(Patto.objects.get(pk=patto.pk), al=oggi()).motivi
    return {m.codice for m in motivi if m.livello == Livello.AVVISO}


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    return crea_caso_sportello(cast, incontrato=True)


def test_un_pai_vuoto_dice_che_cosa_manca_e_cita_l_articolo_7(caso: CasoAdi) -> None:
    assert caso.case_manager is not None
    patto = inizia_patto(caso=caso, operatore=caso.case_manager, al=oggi(), tipo=TipoPatto.PAI)
    mancanze = manca(patto)
    assert set(mancanze) == {
        "valutazione", "lettere", "bisogno", "obiettivi", "durata", "prima_verifica", "modo_verifica",
        "informato", "perche_parenti",
    }  # fmt: skip
    assert all("art. 7" in a or "artt. 4 e 7" in a for a in mancanze.values())
    assert avvisi(patto) == {"impegni", "misura"}


def test_un_pai_completo_non_chiede_l_analisi_preliminare(caso: CasoAdi) -> None:
    patto = crea_pai(caso)
    assert manca(patto) == {}
    assert caso.analisi.count() == 0
    caso.refresh_from_db()
    assert caso.stato == StatoCaso.PATTO_IN_DEFINIZIONE


def test_oltre_sei_mesi_non_si_condivide(caso: CasoAdi) -> None:
    patto = crea_pai(caso)
    patto.valido_al = aggiungi_mesi(oggi(), 6)
    patto.save()
    assert list(manca(patto)) == ["durata_oltre"]
    with pytest.raises(DominioError, match="al massimo 6 mesi"):
        condividi_patto(patto=patto, operatore=patto.case_manager, al=oggi())


def test_la_durata_massima_e_un_parametro_datato_dell_ambito(caso: CasoAdi) -> None:
    patto = crea_pai(caso)
    ParametroAmbito.objects.create(
        ambito=caso.ambito,
        chiave="contributi.pai_mesi_massimi",
        valore="2",
        dal=oggi(),
        riferimento="Delibera 1",
    )
    assert manca(patto) == {"durata_oltre": "Delibera 1"}


@pytest.mark.parametrize(
    ("lettura", "parole"), [("avvisa", "di norma esclude"), ("blocca", "non si ammette")]
)
def test_il_rifiuto_di_coinvolgere_i_parenti_si_mostra_e_non_decide(
    caso: CasoAdi, lettura: str, parole: str
) -> None:
    patto = crea_pai(caso)
    aggiungi_parente(patto, EsitoParente.RIFIUTATO)
    ParametroAmbito.objects.create(
        ambito=caso.ambito, chiave="contributi.a18_rifiuto_parenti", valore=lettura, dal=oggi(),
        riferimento="Delibera 2",
    )  # fmt: skip
    motivi = [m for m in completezza_di(patto, al=oggi()).motivi if m.codice == "parente_rifiutato"]
    assert [(m.livello, m.articolo) for m in motivi] == [(Livello.AVVISO, "Delibera 2")]
    assert parole in motivi[0].testo
    assert manca(patto) == {}


def test_un_parente_indisponibile_non_e_un_rifiuto(caso: CasoAdi) -> None:
    patto = crea_pai(caso)
    aggiungi_parente(patto, EsitoParente.INDISPONIBILE)
    assert "parente_rifiutato" not in avvisi(patto)


def test_firmato_da_chi_chiede_e_dal_servizio_porta_avanti_il_caso_dello_sportello(caso: CasoAdi) -> None:
    patto = firma_pai(crea_pai(caso))
    caso.refresh_from_db()
    assert (patto.stato, caso.stato) == (StatoPatto.SOTTOSCRITTO, StatoCaso.MONITORAGGIO)
    assert patto.firme.count() == 2
    scadenza = caso.scadenze.get(chiave="verifica_pai")
    assert scadenza.titolo == "Verificare il PAI con la famiglia"
    assert patto.documento is not None
    assert patto.documento.tipo == "patti.pai"


def test_il_pai_firmato_entra_nel_repertorio_con_il_suo_nome(caso: CasoAdi) -> None:
    patto = firma_pai(crea_pai(caso))
    registrazione = Registrazione.objects.get(registro="patti")
    assert patto.documento is not None
    assert registrazione.segnatura in patto.documento.dati()["repertorio"]
    assert "Progetto assistenziale individualizzato, presa in carico" in registrazione.oggetto


def test_un_caso_adi_ha_insieme_patto_e_pai(cast: Cast) -> None:
    famiglia = crea_famiglia(cast)
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    caso = CasoAdi.objects.get(pk=famiglia.caso.pk)
    pai = firma_pai(crea_pai(caso))
    caso.refresh_from_db()
    assert (patto.stato, pai.stato, caso.stato) == ("sottoscritto", "sottoscritto", "monitoraggio")
    assert (patto.numero, pai.numero) == (1, 1)
    assert caso.scadenze.filter(chiave__in=["verifica_patto", "verifica_pai"], stato="aperta").count() == 2
    with pytest.raises(DominioError, match="ha già un PAI"):
        inizia_patto(caso=caso, operatore=famiglia.operatore, al=oggi(), tipo=TipoPatto.PAI)


def test_lo_sportello_non_scrive_un_patto_dell_adi(caso: CasoAdi) -> None:
    assert caso.case_manager is not None
    with pytest.raises(DominioError, match="si scrive un PAI"):
        inizia_patto(caso=caso, operatore=caso.case_manager, al=oggi())


def test_prima_dell_incontro_il_pai_non_si_scrive(cast: Cast) -> None:
    with pytest.raises(DominioError, match="dopo il primo incontro"):
        crea_pai(crea_caso_sportello(cast))


@pytest.mark.parametrize(
    "comando",
    [
        "UPDATE patti_contenutopai SET importo = 999 WHERE patto_id = %s",
        "DELETE FROM patti_contenutopai WHERE patto_id = %s",
        "UPDATE patti_parentetenuto SET esito = 'rifiutato' WHERE patto_id = %s",
        "DELETE FROM patti_parentetenuto WHERE patto_id = %s",
        "UPDATE patti_patto SET tipo = 'pais' WHERE id = %s",
    ],
)
def test_un_pai_condiviso_non_cambia_nemmeno_da_sql(caso: CasoAdi, comando: str) -> None:
    patto = crea_pai(caso)
    condividi_patto(patto=patto, operatore=patto.case_manager, al=oggi())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(comando, [patto.pk])


def test_la_revisione_copia_bisogno_e_parenti(caso: CasoAdi) -> None:
    patto = firma_pai(crea_pai(caso))
    nuovo = apri_revisione(patto=patto, operatore=patto.case_manager, motivo="cambia la spesa", al=oggi())
    assert (nuovo.tipo, nuovo.numero, nuovo.pai.bisogno) == (TipoPatto.PAI, 2, patto.pai.bisogno)
    assert nuovo.parenti.get().identita == patto.parenti.get().identita
    salva_pai(patto=nuovo, attesa=0, valori={"bisogno": "altro"}, operatore=patto.case_manager)
    patto.pai.refresh_from_db()
    assert patto.pai.bisogno != "altro"


def test_la_pagina_salva_e_non_perde_quello_che_si_scrive(
    caso: CasoAdi, entra: Entra, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    voce = misure.MisuraProponibile(codice="ordinario", nome="Ordinario temporaneo")
    monkeypatch.setattr(misure, "_elenchi", [lambda ambito, al: [voce]])
    patto, client = crea_pai(caso), entra(cast.anna_verdi)
    indirizzo = reverse("patto-pai", args=[patto.pk])
    dati = {
        "versione": patto.pai.versione, "valutazione": "Sì", "lettere": ["a", "c"], "bisogno": "Affitto",
        "misura": "ordinario", "importo": "1.250,50", "mesi": "4", "modo": "bonifico", "informato_il": "",
        "perche_parenti": "",
    }  # fmt: skip
    sbagliata = client.post(indirizzo, {**dati, "importo": "zero euro", "bisogno": "Testo da tenere"})
    assert sbagliata.status_code == 422
    assert "Testo da tenere" in sbagliata.content.decode()
    assert client.post(indirizzo, dati).status_code == 302
    patto.pai.refresh_from_db()
    assert (str(patto.pai.importo), patto.pai.misura_nome) == ("1250.50", "Ordinario temporaneo")
    assert patto.pai.lettere == ["a", "c"]
    conflitto = client.post(indirizzo, {**dati, "bisogno": "Scritto da un'altra scheda"})
    assert conflitto.status_code == 409
    assert "Scritto da un&#x27;altra scheda" in conflitto.content.decode()


def test_i_parenti_si_aggiungono_e_si_tolgono_dalla_composizione(
    caso: CasoAdi, entra: Entra, cast: Cast
) -> None:
    patto, client = crea_pai(caso), entra(cast.anna_verdi)
    nuovo = reverse("patto-obiettivo-nuovo", args=[patto.pk, "parente"])
    dati = {"nome": "Zio Inventato", "rapporto": "ascendente", "esito": "rifiutato", "nota": ""}
    assert client.post(nuovo, dati).status_code == 422
    assert client.post(nuovo, {**dati, "il": oggi().isoformat()}).status_code == 302
    parente = ParenteTenuto.objects.get(nome="Zio Inventato")
    testo = client.get(reverse("patto-componi", args=[patto.pk])).content.decode()
    assert "Zio Inventato" in testo
    assert "di norma esclude" in testo
    togli = reverse("patto-parte-togli", args=[patto.pk, "parente", parente.pk])
    assert client.post(togli).status_code == 422
    assert patto.parenti.filter(pk=parente.pk).exists()
    assert client.post(togli, {"conferma": "1"}).status_code == 302
    assert patto.parenti.count() == 1


def test_le_pagine_del_pai_si_aprono_e_la_nota_sui_parenti_resta_in_ufficio(
    caso: CasoAdi, entra: Entra, cast: Cast
) -> None:
    patto = firma_pai(crea_pai(caso))
    for nome in ("patto-scheda", "patto-firme", "patto-documenti", "patto-andamento"):
        testo = entra(cast.anna_verdi).get(reverse(nome, args=[patto.pk])).content.decode()
        assert "PAI" in testo
    assert (
        CANARINO_PARENTE
        in entra(cast.anna_verdi).get(reverse("patto-scheda", args=[patto.pk])).content.decode()
    )
    copia = entra(cast.anna_verdi).get(reverse("patto-anteprima", args=[patto.pk])).content.decode()
    assert "La situazione di bisogno" in copia
    assert CANARINO_PARENTE not in copia
    dirigente = entra(cast.dario_dirigente).get(reverse("patto-scheda", args=[patto.pk])).content.decode()
    assert CANARINO_PARENTE not in dirigente
    elenco = entra(cast.anna_verdi).get(reverse("patto-elenco", args=[caso.pk])).content.decode()
    assert "Inizia il Patto" not in elenco
    assert entra(cast.bruno_colle).get(reverse("patto-scheda", args=[patto.pk])).status_code == 404


def test_la_scheda_del_caso_mostra_il_pai(caso: CasoAdi, entra: Entra, cast: Cast) -> None:
    client = entra(cast.anna_verdi)
    assert "Inizia il PAI" in client.get(reverse("caso-scheda", args=[caso.pk])).content.decode()
    patto = crea_pai(caso)
    testo = client.get(reverse("caso-scheda", args=[caso.pk])).content.decode()
    assert reverse("patto-componi", args=[patto.pk]) in testo


def test_i_modi_di_erogazione_sono_gli_stessi_dei_contributi() -> None:
    assert ModoSostegno.choices == ModoErogazione.choices
