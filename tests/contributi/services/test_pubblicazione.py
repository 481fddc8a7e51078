"""What goes on line: nothing of the household, once, and the payment that waits for it."""

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from adi_platform.errori import DominioError
from adi_platform.outbox.models import Messaggio
from contributi.documents.atto import OMISSIS
from contributi.enums import StatoRichiesta, TipoProvvedimento
from contributi.models import Provvedimento, Pubblicazione, Richiesta
from contributi.rules.omissis import Genere
from contributi.services.deroghe import forma_elenco, semestre
from contributi.services.pubblicazione import pagabile_dal, pubblica, scrivi_pubblicazione
from contributi.services.sostituto import nomina_titolare, segnala_scadute, titolare_al
from contributi.services.testo_pubblico import bozza_di
from tests.casi import CANARINO_INDIRIZZO, oggi
from tests.contributi.decisione import adotta, bozza, concessa, giorni_fa, pronta
from tests.contributi.fabbrica import CANARINO_BISOGNO
from tests.people import Cast

pytestmark = pytest.mark.django_db
CANARINI = (CANARINO_BISOGNO, CANARINO_INDIRIZZO, "CANARINO-MOTIVAZIONE", "Maria", "Luca", "PRVPRV")


def metti_in_linea(cast: Cast, riga: Pubblicazione, perche: str = "Importo comune a molti") -> Pubblicazione:
    return pubblica(
        pubblicazione=riga, operatore=cast.dario_dirigente, al=oggi(), letto=True, perche_nonostante=perche
    )


def test_sotto_la_soglia_si_paga_subito_e_non_si_pubblica(cast: Cast) -> None:
    atto = concessa(cast, "1000.00")
    riga = atto.pubblicazione
    assert (riga.dovuta, riga.totale_anno, pagabile_dal(atto)) == (False, Decimal("1000.00"), oggi())
    with pytest.raises(DominioError, match="non si pubblica"):
        metti_in_linea(cast, riga)


def test_sopra_la_soglia_il_pagamento_aspetta_la_pubblicazione(cast: Cast) -> None:
    atto = concessa(cast, "1000.01")
    assert pagabile_dal(atto) is None
    riga = metti_in_linea(cast, atto.pubblicazione)
    assert pagabile_dal(atto) == oggi() == riga.pubblicata_il
    assert riga.fino_al is not None
    assert riga.fino_al.year == oggi().year + 5
    assert riga.registrazione is not None
    with pytest.raises(DominioError, match="già pubblicato"):
        metti_in_linea(cast, riga)


def test_il_totale_corre_fra_misure_diverse_e_una_modifica_prende_il_posto(cast: Cast) -> None:
    primo = concessa(cast, "700.00")
    caso = primo.richiesta.caso
    secondo = concessa(cast, "301.00", caso=caso)
    assert secondo.pubblicazione.totale_anno == Decimal("1001.00")
    assert secondo.pubblicazione.dovuta
    assert bozza_di(secondo.pubblicazione).richiamati == (f"n. {primo.registrazione.segnatura}",)
    Richiesta.objects.filter(pk=primo.richiesta_id).update(stato=StatoRichiesta.IN_EROGAZIONE)
    modifica = adotta(
        cast,
        bozza(cast, Richiesta.objects.get(pk=primo.richiesta_id), TipoProvvedimento.MODIFICA, importo=500),
    )
    assert modifica.pubblicazione.totale_anno == Decimal("801.00")


def test_nel_testo_e_nei_dati_pubblici_non_c_e_nessuno(cast: Cast) -> None:
    atto = concessa(cast, "1200.00")
    riga = metti_in_linea(cast, atto.pubblicazione)
    assert atto.documento is not None
    atto.refresh_from_db()
    assert atto.documento_pubblico is not None
    pubblico = json.dumps([riga.dati, atto.documento_pubblico.dati()], ensure_ascii=False)
    assert [c for c in CANARINI if c.lower() in pubblico.lower()] == []
    integrale = json.dumps(atto.documento.dati(), ensure_ascii=False)
    assert "CANARINO-MOTIVAZIONE" in integrale
    assert riga.dati["beneficiario"] == f"codice {riga.codice}"
    assert atto.documento_pubblico.dati()["atto"]["motivazione"] == OMISSIS
    assert atto.documento_pubblico.caso_id is None


@pytest.mark.parametrize(
    ("oggetto", "genere"),
    [
        ("Bolletta di MARIA", Genere.NOME),
        ("Aiuto per le cure oncologiche", Genere.SALUTE),
        (f"Casa di {CANARINO_INDIRIZZO}", Genere.INDIRIZZO),
    ],
)
def test_quello_che_scrive_la_persona_passa_dal_controllo(cast: Cast, oggetto: str, genere: Genere) -> None:
    riga = scrivi_pubblicazione(
        pubblicazione=concessa(cast, "1200.00").pubblicazione,
        oggetto=oggetto,
        con_comune=False,
        operatore=cast.dario_dirigente,
    )
    assert genere in {t.genere for t in bozza_di(riga).trovati}
    with pytest.raises(DominioError, match="contiene ancora"):
        metti_in_linea(cast, riga)


def test_anche_gli_articoli_scritti_a_mano_passano_dal_controllo(cast: Cast) -> None:
    atto = adotta(cast, bozza(cast, pronta(cast, importo="1200.00"), articoli="art. 6, caso di Maria"))
    assert {t.genere for t in bozza_di(atto.pubblicazione).trovati} == {Genere.NOME}


def test_un_codice_estratto_a_sorte_non_passa_per_un_codice_fiscale(cast: Cast) -> None:
    """After a word, letters and digits of this one fall where those of a person's code would."""
    riga = concessa(cast, "1200.00").pubblicazione
    riga.codice = "38G8-5S45-9SSJ-RYKM"
    assert bozza_di(riga).trovati == ()


def test_pochi_casi_uguali_vogliono_una_ragione_scritta(cast: Cast) -> None:
    riga = concessa(cast, "1200.00").pubblicazione
    assert [a.codice for a in bozza_di(riga).avvisi] == ["MISURA_RARA"]
    with pytest.raises(DominioError) as errore:
        metti_in_linea(cast, riga, "")
    assert errore.value.campo == "perche_nonostante"


def test_una_pubblicazione_non_si_cambia_e_non_si_cancella_nemmeno_con_sql(cast: Cast) -> None:
    riga = metti_in_linea(cast, concessa(cast, "1200.00").pubblicazione)
    for comando in (
        "UPDATE contributi_pubblicazione SET dati = '{}' WHERE id = %s",
        "UPDATE contributi_pubblicazione SET pubblicata_il = NULL WHERE id = %s",
        "DELETE FROM contributi_pubblicazione WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(comando, [riga.pk])


def test_un_diniego_non_ha_pubblicazione_e_non_si_paga(cast: Cast) -> None:
    atto = Provvedimento(tipo=TipoProvvedimento.DINIEGO, stato="adottato", pk=0)
    assert pagabile_dal(atto) is None


def test_l_elenco_delle_deroghe_si_forma_a_semestre_finito_una_volta_sola(cast: Cast) -> None:
    concessa(cast)
    dati = {"ambito": cast.territorio.ambito, "operatore": cast.dario_dirigente}
    atto = adotta(cast, bozza(cast, pronta(cast, in_deroga=True), TipoProvvedimento.DEROGA))
    numero = 1 if oggi().month <= 6 else 2
    with pytest.raises(DominioError, match="si forma dopo"):
        forma_elenco(anno=oggi().year, numero=numero, al=oggi(), **dati)
    dopo = semestre(oggi().year, numero)[1].replace(year=oggi().year + 1)
    elenco = forma_elenco(anno=oggi().year, numero=numero, al=dopo, **dati)
    assert [r["numero"] for r in elenco.righe] == [atto.testo["numero"]]
    assert "Maria" not in json.dumps(elenco.righe)
    assert elenco.documento is not None
    with pytest.raises(DominioError, match="c'è già"):
        forma_elenco(anno=oggi().year, numero=numero, al=dopo, **dati)


def test_un_termine_passato_avvisa_il_sostituto_una_volta_e_non_concede(cast: Cast) -> None:
    richiesta = pronta(cast)
    scadenze = [(richiesta, giorni_fa(1)), (richiesta, oggi())]
    assert segnala_scadute(scadenze=scadenze, al=oggi()) == 1
    assert Messaggio.objects.get(evento="contributi.termine").destinatario == cast.dario_dirigente.email
    nomina_titolare(
        ambito=cast.territorio.ambito,
        utente=cast.cora_coordina,
        dal=oggi(),
        atto="Decreto di prova 1",
        operatore=cast.dario_dirigente,
    )
    for _ in range(2):
        segnala_scadute(scadenze=scadenze, al=oggi())
    assert [m.destinatario for m in Messaggio.objects.filter(evento="contributi.termine").order_by("pk")] == [
        cast.dario_dirigente.email,
        cast.cora_coordina.email,
    ]
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.PARERE_FAVOREVOLE
    titolare = titolare_al(cast.territorio.ambito.pk, oggi())
    assert titolare is not None
    assert titolare.utente == cast.cora_coordina
