"""The letters of the istruttoria: sent once, on file, and what they do to the clock."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from adi_platform.errori import DominioError
from contributi.enums import CanaleComunicazione, StatoRichiesta
from contributi.models import DocumentiChiesti, Richiesta, RinvioCommissione
from contributi.rules import lettere
from contributi.services.documenti_richiesti import carica_per_la_domanda, segna_gia_in_possesso
from contributi.services.lettere_istruttoria import (
    Mancanti,
    chiedi_documenti,
    comunica_avvio,
    riprendi_istruttoria,
    termine_con_la_lettera,
)
from contributi.services.richieste import muovi_richiesta
from contributi.services.termine import termine_di
from tests.casi import oggi
from tests.contributi.decisione import giorni_fa, pronta
from tests.contributi.domande import crea_domanda, in_istruttoria
from tests.documenti.test_caricamento import pdf
from tests.people import Cast

pytestmark = pytest.mark.django_db
BASE = 180


def vecchia(cast: Cast, giorni: int = 40) -> Richiesta:
    """A request under istruttoria, registered that many days ago."""
    richiesta = in_istruttoria(cast)
    richiesta.data_domanda = giorni_fa(giorni)
    richiesta.save()
    return richiesta


def chiedi(cast: Cast, richiesta: Richiesta, *, inviata: int = 0, **dati: Any) -> DocumentiChiesti:
    codici = dati.pop("codici", None)
    if codici is None:
        codici = list(richiesta.documenti.values_list("codice", flat=True))
    return chiedi_documenti(
        richiesta=richiesta,
        mancanti=Mancanti(
            codici=codici, altri=dati.pop("altri", ()), entro=dati.pop("entro", giorni_fa(inviata - 15))
        ),
        canale=CanaleComunicazione.POSTA,
        inviata_il=giorni_fa(inviata),
        operatore=cast.anna_verdi,
        al=dati.pop("al", giorni_fa(inviata)),
    )


def entro(richiesta: Richiesta, *, al: datetime.date | None = None) -> datetime.date:
    termine = termine_di(Richiesta.objects.get(pk=richiesta.pk), al=al or oggi())
    assert termine is not None
    return termine.scadenza


def test_l_avvio_si_manda_una_volta_e_resta_tra_i_documenti_del_caso(cast: Cast) -> None:
    richiesta = in_istruttoria(cast)
    dati = {
        "richiesta": richiesta, "canale": CanaleComunicazione.POSTA, "inviata_il": oggi(),
        "operatore": cast.anna_verdi, "al": oggi(),
    }  # fmt: skip
    lettera = comunica_avvio(**dati)
    assert "il segretario dell'ente" in lettera.testo
    assert richiesta.misura.nome in lettera.testo
    assert lettera.documento is not None
    assert lettera.documento.caso_id == richiesta.caso_id
    with pytest.raises(DominioError, match="già stata mandata"):
        comunica_avvio(**dati)


def test_l_avvio_non_precede_la_domanda_e_non_segue_la_decisione(cast: Cast) -> None:
    dati = {"canale": CanaleComunicazione.POSTA, "operatore": cast.anna_verdi, "al": oggi()}
    with pytest.raises(DominioError, match="non è ancora registrata"):
        comunica_avvio(richiesta=crea_domanda(cast), inviata_il=oggi(), **dati)
    richiesta = pronta(cast)
    with pytest.raises(DominioError, match="non può essere di prima"):
        comunica_avvio(richiesta=richiesta, inviata_il=giorni_fa(1), **dati)
    richiesta.stato = StatoRichiesta.CONCESSA
    richiesta.save()
    with pytest.raises(DominioError, match="già decisa"):
        comunica_avvio(richiesta=richiesta, inviata_il=oggi(), **dati)


def test_la_richiesta_di_documenti_ferma_il_termine_al_massimo_trenta_giorni(cast: Cast) -> None:
    richiesta = vecchia(cast, giorni=50)
    prima = entro(richiesta)
    previsto = termine_con_la_lettera(richiesta, al=oggi())
    chiesti = chiedi(cast, richiesta, altri=("Ricevuta inventata",))
    testo = chiesti.comunicazione.testo
    assert "- Ricevuta inventata" in testo
    assert "comunque dopo 30 giorni" in testo
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.IN_INTEGRAZIONE
    assert previsto is not None
    assert previsto.scadenza == entro(richiesta) == richiesta.scadenza_il
    dopo_il_tetto = oggi() + datetime.timedelta(days=60)
    assert entro(richiesta, al=dopo_il_tetto) == prima + datetime.timedelta(days=30)


def test_l_ultimo_documento_fa_ripartire_il_termine(cast: Cast) -> None:
    richiesta = vecchia(cast)
    prima = entro(richiesta)
    chiesti = chiedi(cast, richiesta, inviata=10)
    primo, *altri = richiesta.documenti.all()
    carta = SimpleUploadedFile("a.pdf", pdf())
    carica_per_la_domanda(riga=primo, file=carta, scade_il=None, operatore=cast.anna_verdi, al=oggi())
    chiesti.refresh_from_db()
    assert (chiesti.arrivati_il is None) == bool(altri)
    for riga in altri:
        segna_gia_in_possesso(riga=riga, presso="INPS", operatore=cast.anna_verdi, al=oggi())
    chiesti.refresh_from_db()
    assert chiesti.arrivati_il == oggi()
    assert entro(richiesta) == prima + datetime.timedelta(days=10)


def test_un_documento_chiesto_a_parole_lo_registra_chi_riprende(cast: Cast) -> None:
    richiesta = vecchia(cast)
    prima = entro(richiesta)
    chiedi(cast, richiesta, inviata=10, codici=(), altri=("Ricevuta inventata",))
    with pytest.raises(DominioError, match="sua pagina"):
        muovi_richiesta(richiesta=richiesta, mossa="istruisci", operatore=cast.anna_verdi, al=oggi())
    with pytest.raises(DominioError, match="La data va dal"):
        riprendi_istruttoria(
            richiesta=richiesta, documenti_il=giorni_fa(11), operatore=cast.anna_verdi, al=oggi()
        )
    ripresa = riprendi_istruttoria(
        richiesta=richiesta, documenti_il=giorni_fa(4), operatore=cast.anna_verdi, al=oggi()
    )
    assert ripresa.stato == StatoRichiesta.ISTRUTTORIA
    assert entro(richiesta) == prima + datetime.timedelta(days=6)


def test_chi_riprende_senza_documenti_fa_ripartire_il_termine_quel_giorno(cast: Cast) -> None:
    richiesta = vecchia(cast)
    prima = entro(richiesta)
    chiedi(cast, richiesta, inviata=10)
    riprendi_istruttoria(richiesta=richiesta, documenti_il=None, operatore=cast.anna_verdi, al=oggi())
    assert entro(richiesta) == prima + datetime.timedelta(days=10)


def test_una_lettera_sola_e_mai_vuota_o_con_un_termine_impossibile(cast: Cast) -> None:
    richiesta = in_istruttoria(cast)
    with pytest.raises(DominioError, match="almeno un documento") as errore:
        chiedi(cast, richiesta, codici=())
    assert errore.value.campo == "mancanti"
    with pytest.raises(DominioError, match="tempo di rispondere"):
        chiedi(cast, richiesta, entro=oggi())
    chiedi(cast, richiesta)
    riprendi_istruttoria(richiesta=richiesta, documenti_il=None, operatore=cast.anna_verdi, al=oggi())
    with pytest.raises(DominioError, match="una volta sola"):
        chiedi(cast, richiesta)
    assert richiesta.comunicazioni.filter(lettera=lettere.INTEGRAZIONE).count() == 1


def test_la_lettera_ferma_il_tempo_solo_dal_giorno_in_cui_si_registra(cast: Cast) -> None:
    """Dated in the past it would stop a clock that has already run out."""
    richiesta = vecchia(cast, giorni=200)
    prima = entro(richiesta)
    with pytest.raises(DominioError, match="dal giorno in cui la registri") as errore:
        chiedi(cast, richiesta, inviata=30, entro=giorni_fa(-15), al=oggi())
    assert errore.value.campo == "inviata_il"
    assert entro(richiesta) == prima


def test_la_data_scritta_alla_ripresa_prevale_su_quella_gia_letta(cast: Cast) -> None:
    richiesta = vecchia(cast)
    chiesti = chiedi(cast, richiesta, inviata=10)
    chiesti.arrivati_il = oggi()
    chiesti.save()
    riprendi_istruttoria(richiesta=richiesta, documenti_il=giorni_fa(4), operatore=cast.anna_verdi, al=oggi())
    chiesti.refresh_from_db()
    assert chiesti.arrivati_il == giorni_fa(4)


def test_i_documenti_bloccano_prima_la_domanda(cast: Cast) -> None:
    """The same order as who resumes: two at once wait, and never each for the other."""
    riga = in_istruttoria(cast).documenti.first()
    assert riga is not None
    with CaptureQueriesContext(connection) as domande:
        segna_gia_in_possesso(riga=riga, presso="INPS", operatore=cast.anna_verdi, al=oggi())
    blocchi = [q["sql"] for q in domande if "FOR UPDATE" in q["sql"]]
    assert 'FROM "contributi_richiesta"' in blocchi[0]


def test_dopo_un_rinvio_la_lettera_non_ferma_piu_il_termine_e_lo_dice(cast: Cast) -> None:
    richiesta = vecchia(cast)
    RinvioCommissione.objects.create(
        richiesta=richiesta, il=giorni_fa(20), motivo="Manca la bolletta", documenti_il=giorni_fa(12)
    )
    prima = entro(richiesta)
    chiesti = chiedi(cast, richiesta, inviata=5)
    assert "non si ferma" in chiesti.comunicazione.testo
    assert entro(richiesta) == prima


def test_un_termine_gia_passato_non_si_ferma_e_la_lettera_lo_dice(cast: Cast) -> None:
    richiesta = vecchia(cast, giorni=200)
    richiesta.scadenza_il = prima = entro(richiesta)
    richiesta.save()
    assert prima < oggi()
    chiesti = chiedi(cast, richiesta)
    assert "è già passato" in chiesti.comunicazione.testo
    assert entro(richiesta) == prima
