"""The request: inside a PAI, registered, with its papers, its situation, its term."""

import datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.repertorio.models import Registrazione
from adi_platform.workflow.tabella import MossaNonAmmessa
from contributi.enums import Corsia, ModoErogazione, StatoDocumento, StatoRichiesta
from contributi.models import Richiesta
from contributi.rules.preavviso import Preavviso
from contributi.rules.termine_procedimento import Rinvio
from contributi.services import termine as stanza_termine
from contributi.services.documenti_richiesti import (
    carica_per_la_domanda,
    mancanti,
    segna_gia_in_possesso,
)
from contributi.services.istruttoria import salva_fatti
from contributi.services.richieste import (
    DatiRichiesta,
    modifica_richiesta,
    muovi_richiesta,
    protocolla_richiesta,
)
from contributi.services.situazione import aiuti_dell_anno, salva_situazione
from contributi.services.termine import aggiorna_termine, termine_di, termini_di
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.casi import oggi
from tests.contributi.domande import completa, crea_domanda, in_istruttoria
from tests.contributi.fabbrica import crea_proposta, crea_provvedimento
from tests.documenti.test_caricamento import pdf
from tests.people import Cast

UN_GIORNO = datetime.timedelta(days=1)


def test_la_domanda_nasce_in_bozza_dentro_il_pai(cast: Cast) -> None:
    richiesta = crea_domanda(cast)
    assert (richiesta.stato, richiesta.corsia) == (StatoRichiesta.BOZZA, Corsia.ORDINARIA)
    assert richiesta.pai is not None
    assert richiesta.assistente == cast.anna_verdi
    assert richiesta.situazione.isee_valore is None
    assert richiesta.documenti.exists()


def test_senza_pai_solo_con_una_misura_urgente(cast: Cast) -> None:
    caso = crea_caso_sportello(cast, incontrato=True)
    with pytest.raises(DominioError, match="dentro il PAI") as errore:
        crea_domanda(cast, caso=caso, con_pai=False)
    assert errore.value.campo == "misura"
    urgente = crea_domanda(cast, caso=caso, con_pai=False, misura="straordinario-urgente")
    assert (urgente.corsia, urgente.pai) == (Corsia.URGENTE, None)
    assert protocolla_richiesta(richiesta=urgente, operatore=cast.anna_verdi).registrazione is not None


def test_spesa_e_modo_sono_quelli_della_misura(cast: Cast) -> None:
    with pytest.raises(DominioError, match="non è tra quelle"):
        crea_domanda(cast, tipo_spesa="vacanza")
    with pytest.raises(DominioError, match="non si eroga così"):
        crea_domanda(cast, misura="sostegno-indiretto", tipo_spesa="", modo=ModoErogazione.BONIFICO)


def test_chi_chiede_fa_parte_del_nucleo(cast: Cast) -> None:
    altro = crea_caso_sportello(cast, cognome="Altrui").nucleo.referente
    with pytest.raises(DominioError, match="far parte del nucleo"):
        crea_domanda(cast, richiedente=altro)


def test_la_registrazione_da_numero_data_e_fa_partire_il_termine(cast: Cast) -> None:
    richiesta = protocolla_richiesta(richiesta=crea_domanda(cast), operatore=cast.sara_sportello)
    assert richiesta.registrazione == Registrazione.objects.get(registro="contributi")
    assert richiesta.data_domanda == oggi()
    assert richiesta.scadenza_il == oggi() + 180 * UN_GIORNO
    scadenza = richiesta.caso.scadenze.get(chiave=f"contributo:{richiesta.pk}")
    assert (scadenza.entro, scadenza.stato) == (richiesta.scadenza_il, "aperta")
    assert richiesta.transizioni.get().operatore == cast.sara_sportello
    with pytest.raises(MossaNonAmmessa):
        protocolla_richiesta(richiesta=richiesta, operatore=cast.sara_sportello)
    assert Registrazione.objects.filter(registro="contributi").count() == 1


def test_registrata_non_si_modifica_piu(cast: Cast) -> None:
    bozza = crea_domanda(cast)
    dati = DatiRichiesta(
        misura=bozza.misura,
        richiedente=bozza.richiedente,
        bisogno="Altro",
        importo=Decimal(200),
        modo=ModoErogazione.CANALIZZATO,
    )
    comuni = {"dati": dati, "operatore": cast.anna_verdi, "al": oggi()}
    modificata = modifica_richiesta(richiesta=bozza, attesa=0, **comuni)
    with pytest.raises(ConflittoDiVersione):
        modifica_richiesta(richiesta=bozza, attesa=0, **comuni)
    registrata = protocolla_richiesta(richiesta=modificata, operatore=cast.anna_verdi)
    with pytest.raises(DominioError, match="non si cambia più"):
        modifica_richiesta(richiesta=registrata, attesa=1, **comuni)


def test_la_rinuncia_chiude_la_domanda_e_spegne_la_scadenza(cast: Cast) -> None:
    richiesta = in_istruttoria(cast)
    chiusa = muovi_richiesta(
        richiesta=richiesta,
        mossa="rinuncia",
        motivo="ha trovato lavoro",
        operatore=cast.anna_verdi,
        al=oggi(),
    )
    assert chiusa.stato == StatoRichiesta.RINUNCIATA
    assert chiusa.caso.scadenze.get(chiave=f"contributo:{chiusa.pk}").stato == "annullata"
    assert termine_di(chiusa, al=oggi()) is None


@pytest.mark.parametrize("mossa", ["concedi", "nega", "proponi", "metti_all_odg"])
def test_le_mosse_di_altri_non_passano_di_qui(cast: Cast, mossa: str) -> None:
    with pytest.raises(DominioError, match="dalla sua pagina"):
        muovi_richiesta(
            richiesta=in_istruttoria(cast), mossa=mossa, motivo="x", operatore=cast.anna_verdi, al=oggi()
        )


def test_rinvii_e_preavvisi_delle_altre_stanze_muovono_il_termine(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stanza_termine, "_fonti_rinvii", [])
    monkeypatch.setattr(stanza_termine, "_fonti_preavvisi", [])
    richiesta = protocolla_richiesta(richiesta=crea_domanda(cast), operatore=cast.anna_verdi)
    rinviata = oggi() + 30 * UN_GIORNO
    stanza_termine.registra_fonte_rinvii(lambda chiavi: {c: [Rinvio(il=rinviata)] for c in chiavi})
    fermo = termine_di(richiesta, al=rinviata + 5 * UN_GIORNO)
    assert fermo is not None
    assert fermo.scadenza == oggi() + 210 * UN_GIORNO
    assert fermo.in_attesa_di == ("documenti",)
    assert aggiorna_termine(richiesta, al=rinviata).scadenza_il == oggi() + 210 * UN_GIORNO
    stanza_termine.registra_fonte_preavvisi(
        lambda chiavi: {c: [Preavviso(inviato=oggi() + 90 * UN_GIORNO)] for c in chiavi}
    )
    con_preavviso = termine_di(richiesta, al=oggi() + 91 * UN_GIORNO)
    assert con_preavviso is not None
    assert con_preavviso.in_attesa_di == ("osservazioni",)


def test_il_termine_di_molte_domande_costa_come_quello_di_una(
    cast: Cast, django_assert_num_queries: object
) -> None:
    for n in range(3):
        caso = crea_caso_sportello(cast, incontrato=True, cognome=f"Famiglia{'abc'[n]}")
        protocolla_richiesta(richiesta=crea_domanda(cast, caso=caso), operatore=cast.anna_verdi)
    righe = list(Richiesta.objects.per_elenco())
    for scelte in (righe[:1], righe):
        with django_assert_num_queries(4):  # type: ignore[operator]  # a fixture
            assert len(termini_di(scelte, al=oggi())) == len(scelte)


def test_i_documenti_seguono_la_misura_e_i_fatti(cast: Cast) -> None:
    richiesta = crea_domanda(cast)
    prima = set(richiesta.documenti.values_list("codice", flat=True))
    in_affitto = salva_fatti(
        richiesta=richiesta,
        attesa=0,
        fatti={"in_affitto": {"valore": True, "prova": ""}},
        operatore=cast.anna_verdi,
    )
    dopo = set(in_affitto.documenti.values_list("codice", flat=True))
    assert "DOC.AFFITTO" in dopo - prima
    salva_fatti(richiesta=in_affitto, attesa=1, fatti={}, operatore=cast.anna_verdi)
    assert set(richiesta.documenti.values_list("codice", flat=True)) == prima


def test_un_documento_manca_c_e_scade_o_non_si_chiede(cast: Cast) -> None:
    richiesta = crea_domanda(cast)
    primo, secondo = richiesta.documenti.all()[:2]
    quanti = len(mancanti(richiesta, al=oggi()))
    carica_per_la_domanda(
        riga=primo,
        file=SimpleUploadedFile("carta.pdf", pdf()),
        scade_il=oggi() + 10 * UN_GIORNO,
        operatore=cast.anna_verdi,
        al=oggi(),
    )
    segna_gia_in_possesso(riga=secondo, presso="INPS", operatore=cast.anna_verdi, al=oggi())
    primo.refresh_from_db()
    secondo.refresh_from_db()
    assert primo.stato_al(oggi()) == StatoDocumento.PRESENTE
    assert primo.stato_al(oggi() + 11 * UN_GIORNO) == StatoDocumento.SCADUTO
    assert secondo.stato_al(oggi()) == StatoDocumento.NON_DOVUTO
    assert len(mancanti(richiesta, al=oggi())) == quanti - 2
    assert len(mancanti(richiesta, al=oggi() + 11 * UN_GIORNO)) == quanti - 1


@pytest.mark.parametrize(
    ("nome", "dati", "parole"),
    [
        ("foto.exe", b"MZ", "PDF, JPEG o PNG"),
        ("vuoto.pdf", b"", "vuoto"),
        ("finto.pdf", b"non un pdf", "non corrisponde"),
        ("grande.png", b"\x89PNG\r\n\x1a\n" + b"0" * (10 * 1024 * 1024 + 1), "troppo grande"),
    ],
)
def test_un_file_sbagliato_si_rifiuta_dicendo_perche(cast: Cast, nome: str, dati: bytes, parole: str) -> None:
    riga = crea_domanda(cast).documenti.all()[0]
    with pytest.raises(DominioError, match=parole) as errore:
        carica_per_la_domanda(
            riga=riga,
            file=SimpleUploadedFile(nome, dati),
            scade_il=None,
            operatore=cast.anna_verdi,
            al=oggi(),
        )
    assert errore.value.campo == "file"
    riga.refresh_from_db()
    assert riga.stato == StatoDocumento.MANCANTE


def test_un_documento_gia_scaduto_non_si_carica(cast: Cast) -> None:
    with pytest.raises(DominioError, match="già scaduto"):
        carica_per_la_domanda(
            riga=crea_domanda(cast).documenti.all()[0],
            file=SimpleUploadedFile("a.pdf", pdf()),
            scade_il=oggi() - UN_GIORNO,
            operatore=cast.anna_verdi,
            al=oggi(),
        )


def test_l_isee_usato_resta_com_era_quel_giorno(cast: Cast) -> None:
    richiesta = completa(cast, in_istruttoria(cast))
    attestazione = richiesta.situazione.attestazione
    assert attestazione is not None
    attestazione.valore = Decimal("9999.00")
    attestazione.save()
    richiesta.situazione.refresh_from_db()
    assert richiesta.situazione.isee_valore == Decimal("4500.00")


def test_con_isee_zero_serve_la_dichiarazione_sui_mezzi(cast: Cast) -> None:
    richiesta = completa(cast, in_istruttoria(cast), isee="0")
    situazione = richiesta.situazione
    assert situazione.mezzi_da_dichiarare
    with pytest.raises(DominioError, match="che cosa è stato dichiarato"):
        salva_situazione(
            richiesta=richiesta, attesa=situazione.versione, attestazione=situazione.attestazione,
            valori={"mezzi": " ", "mezzi_dichiarati_il": oggi()}, operatore=cast.anna_verdi,
        )  # fmt: skip
    salva_situazione(
        richiesta=richiesta, attesa=situazione.versione, attestazione=situazione.attestazione,
        valori={"mezzi": "Aiuto della sorella", "mezzi_dichiarati_il": oggi()}, operatore=cast.anna_verdi,
    )  # fmt: skip
    assert not Richiesta.objects.get(pk=richiesta.pk).situazione.mezzi_da_dichiarare


def test_gli_aiuti_dell_anno_sono_quelli_concessi_al_nucleo(cast: Cast) -> None:
    prima = in_istruttoria(cast)
    altro_nucleo = in_istruttoria(
        cast, crea_domanda(cast, caso=crea_caso_sportello(cast, incontrato=True, cognome="Vicini"))
    )
    crea_provvedimento(cast, proposta=crea_proposta(cast, richiesta=prima))
    crea_provvedimento(
        cast,
        proposta=crea_proposta(cast, richiesta=prima, numero=2),
        adottato_il=oggi().replace(year=oggi().year - 1),
    )
    crea_provvedimento(cast, proposta=crea_proposta(cast, richiesta=altro_nucleo))
    aiuti = aiuti_dell_anno(prima, al=oggi())
    assert (len(aiuti.atti), aiuti.totale) == (1, Decimal("300.00"))
