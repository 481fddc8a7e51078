"""From the opinion to the adopted act: what is missing, what moves, what never changes again."""

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from adi_platform.errori import ConflittoDiVersione, DominioError
from contributi.enums import Corsia, StatoRichiesta, TipoProvvedimento
from contributi.models import Provvedimento, Richiesta, SituazioneEconomica
from contributi.rules.decisione import mancanze_dell_atto
from contributi.services.adozione import (
    adotta_provvedimento,
    contenuto_dell_atto,
    foto_di,
    mancanze_di,
)
from contributi.services.avvii import avvii_possibili, invia_avvio
from contributi.services.comunicazioni import registra_ricevimento
from contributi.services.provvedimenti import elimina_bozza, prepara_provvedimento, scrivi_provvedimento
from contributi.services.verifica_atti import verifica_atti
from contributi.signals import provvedimento_adottato
from tests.casi import crea_caso, oggi
from tests.contributi.decisione import adotta, bozza, concessa, in_riesame, pronta, sentita
from tests.contributi.domande import completa, crea_domanda, in_istruttoria
from tests.contributi.fabbrica import crea_proposta, crea_richiesta
from tests.people import Cast

pytestmark = pytest.mark.django_db
T = TipoProvvedimento


def codici(atto: Provvedimento) -> set[str]:
    return {m.codice for m in mancanze_di(atto, al=oggi()).motivi}


def test_la_concessione_muove_la_richiesta_prende_il_numero_e_chiede_il_documento(cast: Cast) -> None:
    sentiti: list[Provvedimento] = []

    def ascolta(**dati: Any) -> None:
        sentiti.append(dati["provvedimento"])

    provvedimento_adottato.connect(ascolta)
    try:
        atto = concessa(cast)
    finally:
        provvedimento_adottato.disconnect(ascolta)
    richiesta = Richiesta.objects.get(pk=atto.richiesta_id)
    assert richiesta.stato == StatoRichiesta.CONCESSA
    assert richiesta.transizioni.get().mossa == "concedi"
    assert atto.registrazione is not None
    assert atto.documento is not None
    assert atto.testo["numero"] == atto.registrazione.segnatura
    assert atto.registrazione.documento_sha256 == atto.impronta
    assert atto.documento.dati()["atto"]["beneficiario"] == "Maria Esempio"
    assert {v["chiave"] for v in atto.parametri["valori"]} >= {"procedimento.ricorso_tar_giorni"}
    assert sentiti == [atto]


def test_la_bozza_comincia_da_quello_che_dice_l_istruttoria(cast: Cast) -> None:
    richiesta = crea_richiesta(cast, stato=StatoRichiesta.PARERE_FAVOREVOLE)
    riga = {
        "requisito": "ISEE",
        "esito": "ammissibile",
        "articolo": "art. 6 n. 1",
        "spiegazione": "Entro la soglia.",
    }
    no = {**riga, "requisito": "Casa", "esito": "non_ammissibile", "articolo": "art. 6 n. 2"}
    crea_proposta(cast, richiesta=richiesta, motivazione="Serve la luce.", istruttoria={"righe": [riga, no]})
    atto = prepara_provvedimento(richiesta=richiesta, tipo=T.CONCESSIONE, operatore=cast.dario_dirigente)
    assert atto.articoli == "art. 6 n. 1"
    assert atto.motivazione == (
        "Serve la luce.\n\nL'istruttoria ha accertato:\n- ISEE: Entro la soglia. (art. 6 n. 1)"
    )


def test_se_chi_ascolta_rifiuta_non_resta_niente(cast: Cast) -> None:
    """The reservation of the money refuses by raising: no number, no move, the draft stays."""

    def fondo_esaurito(**_: Any) -> None:
        raise DominioError("Il fondo non basta.")

    atto = bozza(cast, pronta(cast))
    provvedimento_adottato.connect(fondo_esaurito)
    try:
        with pytest.raises(DominioError, match="Il fondo non basta"):
            adotta(cast, atto)
    finally:
        provvedimento_adottato.disconnect(fondo_esaurito)
    atto.refresh_from_db()
    assert (atto.stato, atto.registrazione) == ("bozza", None)
    assert atto.richiesta.stato == StatoRichiesta.PARERE_FAVOREVOLE


@pytest.mark.parametrize(
    ("dati", "codice"),
    [
        ({"motivazione": " "}, "MOTIVAZIONE"),
        ({"articoli": ""}, "ARTICOLI"),
        ({"dal": None}, "PERIODO"),
    ],
)
def test_un_atto_incompleto_non_si_adotta(cast: Cast, dati: dict[str, Any], codice: str) -> None:
    atto = bozza(cast, pronta(cast), **dati)
    assert codici(atto) == {codice}
    with pytest.raises(DominioError):
        adotta(cast, atto)


def test_d_urgenza_si_concede_senza_commissione_solo_nella_corsia_urgente(cast: Cast) -> None:
    ordinaria = crea_richiesta(cast, stato=StatoRichiesta.ISTRUTTORIA)
    with pytest.raises(DominioError, match="non ammette un atto"):
        prepara_provvedimento(richiesta=ordinaria, tipo=T.CONCESSIONE, operatore=cast.dario_dirigente)
    senza_niente = crea_richiesta(cast, caso=ordinaria.caso, corsia=Corsia.URGENTE)
    SituazioneEconomica.objects.create(richiesta=senza_niente)
    assert codici(bozza(cast, senza_niente)) == {"REQUISITO"}
    urgente = completa(cast, in_istruttoria(cast, crea_domanda(cast, misura="straordinario-urgente")))
    atto = adotta(cast, bozza(cast, urgente))
    assert atto.richiesta.transizioni.latest("pk").mossa == "concedi_d_urgenza"
    assert atto.testo["selezione"] == "Istruttoria sommaria per bisogno indifferibile e urgente"


def test_la_deroga_vuole_una_proposta_in_deroga_e_il_parere_favorevole(cast: Cast) -> None:
    normale = bozza(cast, pronta(cast), T.DEROGA)
    assert codici(normale) == {"DEROGA"}
    in_deroga = pronta(cast, in_deroga=True)
    assert codici(bozza(cast, in_deroga)) == {"DEROGA"}
    Provvedimento.objects.filter(richiesta=in_deroga).delete()
    assert adotta(cast, bozza(cast, in_deroga, T.DEROGA)).richiesta.stato == StatoRichiesta.CONCESSA


RIGA = {
    "codice": "spesa-ammessa",
    "requisito": "Spesa tra quelle ammesse",
    "spiegazione": "Non è tra quelle ammesse.",
    "articolo": "art. 11",
    "motivo": "SPESA_NON_AMMESSA",
    "esito": "non_ammissibile",
}


def test_all_adozione_si_rilegge_la_tabella_votata(cast: Cast) -> None:
    """Overcome by rule it passes; a paper that is missing never, whoever has written a reason."""
    superata = {
        "codice": "spesa-ammessa",
        "motivo": "SPESA_NON_AMMESSA",
        "motivazione": "m",
        "operatore": "o",
    }
    manca = {**RIGA, "codice": "documenti", "motivo": "DOCUMENTI", "esito": "da_integrare"}
    non_si_puo = {**superata, "codice": "documenti", "motivo": "DOCUMENTI"}
    casi = (
        ([RIGA], [], {"REQUISITO"}),
        ([RIGA], [superata], set()),
        ([RIGA, manca], [superata, non_si_puo], {"REQUISITO"}),
    )
    for n, (righe, correzioni, attesi) in enumerate(casi):
        richiesta = crea_richiesta(
            cast, caso=crea_caso(cast, cognome=f"Tabella{n}"), stato=StatoRichiesta.PARERE_FAVOREVOLE
        )
        crea_proposta(cast, richiesta=richiesta, istruttoria={"righe": righe, "correzioni": correzioni})
        assert codici(bozza(cast, richiesta)) == attesi


def test_meno_di_quanto_chiesto_e_un_rifiuto_in_parte_e_vuole_il_preavviso(cast: Cast) -> None:
    richiesta = pronta(cast, importo="1000.00")
    atto = bozza(cast, richiesta, importo=80)
    assert codici(atto) == {"PREAVVISO"}
    with pytest.raises(DominioError, match="rifiuto in parte"):
        adotta(cast, atto)
    foto = foto_di(atto, al=oggi())
    d_accordo = replace(foto, totale_concordato=Decimal(80))  # the sum of the PAI that the person has signed
    assert [m.codice for m in mancanze_dell_atto(d_accordo).motivi] == []


def test_scostarsi_dal_parere_o_dall_importo_si_puo_e_si_segnala(cast: Cast) -> None:
    contrario = bozza(cast, pronta(cast, stato=StatoRichiesta.PARERE_CONTRARIO), importo=400)
    assert codici(contrario) == {"PARERE", "IMPORTO"}
    assert adotta(cast, contrario).richiesta.stato == StatoRichiesta.CONCESSA


def test_il_diniego_solo_dopo_il_preavviso_e_dice_i_suoi_motivi(cast: Cast) -> None:
    preavviso = in_riesame(cast)
    atto = bozza(cast, preavviso.richiesta, T.DINIEGO)
    assert codici(atto) == set()
    adottato = adotta(cast, atto)
    assert adottato.richiesta.stato == StatoRichiesta.NEGATA
    assert [m["articolo"] for m in adottato.testo["motivi"]] == ["art. 6 n. 1", "art. 7"]
    assert not hasattr(adottato, "pubblicazione")


def test_senza_osservazioni_il_diniego_non_aggiunge_motivi(cast: Cast) -> None:
    preavviso = in_riesame(cast)
    atto = bozza(cast, preavviso.richiesta, T.DINIEGO, motivi_nuovi="Un altro motivo")
    assert codici(atto) == {"MOTIVI_NUOVI"}


def test_sospensione_non_sospensione_modifica_e_revoca(cast: Cast) -> None:
    atto = concessa(cast)
    richiesta = Richiesta.objects.get(pk=atto.richiesta_id)
    Richiesta.objects.filter(pk=richiesta.pk).update(stato=StatoRichiesta.IN_EROGAZIONE)
    mai = adotta(cast, bozza(cast, richiesta, T.NON_SOSPENSIONE))
    assert (mai.riguarda, mai.richiesta.stato) == (atto, StatoRichiesta.IN_EROGAZIONE)
    modifica = adotta(cast, bozza(cast, richiesta, T.MODIFICA, importo=200))
    assert modifica.totale == 200
    sentita(cast, richiesta, T.SOSPENSIONE)
    breve = bozza(cast, richiesta, T.SOSPENSIONE)
    assert codici(breve) == {"PERIODO", "CONDIZIONI", "GIORNI"}
    completa = scrivi_provvedimento(
        provvedimento=breve,
        versione=breve.versione,
        dati={"al": oggi(), "condizioni": "Torna al colloquio"},
        operatore=cast.dario_dirigente,
    )
    sospeso = adotta(cast, completa)
    assert (sospeso.riguarda, sospeso.richiesta.stato) == (modifica, StatoRichiesta.SOSPESA)
    sentita(cast, sospeso.richiesta, T.REVOCA)
    revoca = adotta(cast, bozza(cast, sospeso.richiesta, T.REVOCA, importo_recupero=100))
    assert revoca.richiesta.stato == StatoRichiesta.REVOCATA
    assert revoca.testo["recupero"] == "100,00 €"


def test_sospendere_e_revocare_solo_dopo_avere_sentito_la_persona(cast: Cast) -> None:
    """The avvio comes first, with its days; the act answers it; only a precautionary suspension does not wait."""
    richiesta = Richiesta.objects.get(pk=concessa(cast).richiesta_id)
    Richiesta.objects.filter(pk=richiesta.pk).update(stato=StatoRichiesta.IN_EROGAZIONE)
    richiesta.refresh_from_db()
    muta = bozza(cast, richiesta, T.REVOCA)
    assert codici(muta) == {"AVVIO"}
    with pytest.raises(DominioError, match="avvio del procedimento"):
        adotta(cast, muta)
    elimina_bozza(provvedimento=muta)
    ferma = {"al": oggi(), "condizioni": "Torna al colloquio"}
    cauta = bozza(cast, richiesta, T.SOSPENSIONE, motivo_cautelare="I soldi vanno a un altro.", **ferma)
    assert codici(cauta) == {"CAUTELARE"}
    elimina_bozza(provvedimento=cauta)
    assert {"sospensione", "revoca"} == set(avvii_possibili(richiesta))
    avvio = sentita(cast, richiesta, T.REVOCA)
    assert "Potremmo far finire il contributo" in avvio.comunicazione.testo
    assert "Ha 10 giorni da quando riceve" in avvio.comunicazione.testo
    assert codici(bozza(cast, richiesta, T.SOSPENSIONE, **ferma)) == {"AVVIO"}, "an avvio of another kind"
    Provvedimento.objects.filter(richiesta=richiesta, stato="bozza").delete()
    revoca = adotta(cast, bozza(cast, richiesta, T.REVOCA))
    avvio.refresh_from_db()
    assert avvio.atto == revoca
    assert revoca.testo["motivi"] == [{"testo": "Non è venuto ai colloqui", "articolo": "art. 8"}]
    assert revoca.testo["osservazioni"][0]["risposta"] == "Manca il certificato"
    assert revoca.testo["ascolto"].startswith("Avvio per la revoca n. ")


def test_l_avvio_senza_scritti_aspetta_i_giorni(cast: Cast) -> None:
    richiesta = Richiesta.objects.get(pk=concessa(cast).richiesta_id)
    avvio = invia_avvio(
        richiesta=richiesta, genere=T.REVOCA, motivi=(("Un motivo", "art. 19"),), canale="PEC",
        inviato_il=oggi(), operatore=cast.dario_dirigente, al=oggi(),
    )  # fmt: skip
    atto = bozza(cast, richiesta, T.REVOCA)
    assert codici(atto) == {"RICEVIMENTO", "OSSERVAZIONI"}
    with pytest.raises(DominioError, match="già un avvio"):
        invia_avvio(
            richiesta=richiesta, genere=T.REVOCA, motivi=(("Un motivo", "art. 19"),), canale="PEC",
            inviato_il=oggi(), operatore=cast.dario_dirigente, al=oggi(),
        )  # fmt: skip
    registra_ricevimento(
        comunicazione=avvio.comunicazione, versione=0, consegnata_il=oggi(), estremi_prova="ricevuta",
        operatore=cast.anna_verdi, al=oggi(),
    )  # fmt: skip
    fra_un_mese = oggi() + datetime.timedelta(days=30)
    assert mancanze_di(atto, al=fra_un_mese).motivi == ()


def test_due_dirigenti_sulla_stessa_bozza_il_secondo_lo_sa(cast: Cast) -> None:
    atto = bozza(cast, pronta(cast))
    with pytest.raises(ConflittoDiVersione):
        adotta_provvedimento(
            provvedimento=atto, versione=atto.versione - 1, operatore=cast.dario_dirigente, al=oggi()
        )


def test_una_bozza_alla_volta_e_si_puo_eliminare(cast: Cast) -> None:
    richiesta = pronta(cast)
    atto = bozza(cast, richiesta)
    with pytest.raises(DominioError, match="già una bozza"):
        bozza(cast, richiesta)
    elimina_bozza(provvedimento=atto)
    assert bozza(cast, richiesta).pk != atto.pk


def test_un_atto_adottato_non_si_cambia_e_non_si_cancella_nemmeno_con_sql(cast: Cast) -> None:
    atto = concessa(cast)
    with pytest.raises(DominioError, match="già adottato"):
        elimina_bozza(provvedimento=atto)
    for comando in (
        "UPDATE contributi_provvedimento SET motivazione = 'altro' WHERE id = %s",
        "UPDATE contributi_provvedimento SET totale = 1 WHERE id = %s",
        "UPDATE contributi_provvedimento SET stato = 'bozza' WHERE id = %s",
        "UPDATE contributi_provvedimento SET documento_id = NULL WHERE id = %s",
        "DELETE FROM contributi_provvedimento WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(comando, [atto.pk])


@pytest.mark.parametrize(
    ("colpo", "atteso"),
    [
        (
            "UPDATE contributi_provvedimento SET testo = jsonb_set(testo, '{totale}', '\"9,00 €\"')",
            "il testo è stato alterato",
        ),
        ("UPDATE contributi_provvedimento SET totale = 9999", "non corrispondono al testo adottato: totale"),
    ],
)
def test_chi_altera_un_atto_adottato_si_vede(cast: Cast, colpo: str, atteso: str) -> None:
    """Who owns the database can get round the triggers; the check names the act."""
    atto = concessa(cast)
    assert list(verifica_atti(atto.richiesta.ambito)) == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(colpo)
        cursor.execute("SET LOCAL session_replication_role = origin")
    trovati = list(verifica_atti(atto.richiesta.ambito))
    assert any(atteso in problema and atto.testo["numero"] in problema for problema in trovati)


def test_l_anteprima_dice_le_stesse_cose_dell_atto_salvo_il_numero(cast: Cast) -> None:
    atto = bozza(cast, pronta(cast))
    anteprima = contenuto_dell_atto(atto, operatore=cast.dario_dirigente, al=oggi())
    adottato = adotta(cast, atto)
    assert anteprima["numero"] == "da assegnare"
    assert {**anteprima, "numero": ""} == {**adottato.testo, "numero": ""}
