"""A voucher is spent by its whole code, never twice, and what is left goes back."""

import datetime
import threading
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from adi_platform.errori import DominioError
from contributi.documents.denaro import tabella_rendiconto
from contributi.enums import StatoBuono, StatoPiano, StatoRata, StatoRichiesta, TipoProvvedimento
from contributi.models import Buono, Esercizio, Fondo, Rata, Richiesta, UtilizzoBuono
from contributi.services import buoni
from contributi.services.buoni import (
    annulla_buono,
    cambia_codice,
    chiudi_buoni,
    chiudi_i_buoni_scaduti,
    emetti_buono,
)
from contributi.services.effetti_denaro import riprendi_erogazione
from contributi.services.rendiconti import chiudi_accreditamento, chiudi_mese, paga_rendiconto
from contributi.services.spesa_buoni import BuonoNonTrovato, annulla_utilizzo, guarda_buono, spendi_buono
from contributi.signals import provvedimento_adottato
from tests.casi import oggi
from tests.contributi.denaro.conftest import Pubblicazione
from tests.contributi.denaro.costruttori import crea_buono, crea_esercizio, in_parallelo
from tests.contributi.fabbrica import crea_provvedimento
from tests.people import Cast, crea_cast


def spendi(buono: Buono, esercizio: Esercizio, importo: str, **altro: Any) -> UtilizzoBuono:
    valori: dict[str, Any] = {
        "codice": buono.codice, "scontrino": f"S-{uuid.uuid4().hex[:8]}", "chiave": uuid.uuid4(),
        "operatore": esercizio.ente.referenti.get(), "al": oggi(), **altro,
    }  # fmt: skip
    return spendi_buono(esercizio=esercizio, importo=Decimal(importo), **valori)


def test_l_esercizio_vede_solo_iniziali_merci_e_quanto_resta(cast: Cast) -> None:
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    visto = guarda_buono(codice=buono.codice.lower().replace("-", " "), esercizio=bottega, al=oggi())
    assert (visto.iniziali, visto.residuo) == ("M. E.", 100)
    assert [m["nome"] for m in visto.merci] == ["Prodotti alimentari", "Igiene personale e della casa"]
    with pytest.raises(BuonoNonTrovato):
        guarda_buono(codice=buono.codice[:-1], esercizio=bottega, al=oggi())


def test_il_foglio_ristampato_dice_quanto_resta(cast: Cast) -> None:
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    assert buono.documento.dati()["residuo"] == ""
    spendi(buono, bottega, "31.15")
    nuovo = cambia_codice(buono=buono, operatore=cast.rita_ragioneria)
    assert nuovo.documento.dati()["residuo"] == "68,85 €"


def test_si_spende_in_piu_volte_fino_all_ultimo_centesimo(cast: Cast) -> None:
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    spendi(buono, bottega, "40.10")
    with pytest.raises(DominioError, match="restano 59,90 €"):
        spendi(buono, bottega, "59.91")
    spendi(buono, bottega, "59.90")
    buono.refresh_from_db()
    assert (buono.stato, buono.residuo) == (StatoBuono.ESAURITO, 0)
    with pytest.raises(DominioError, match="già stato speso tutto"):
        spendi(buono, bottega, "0.01")


def test_lo_stesso_modulo_inviato_due_volte_spende_una_volta(cast: Cast) -> None:
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    chiave = uuid.uuid4()
    prima = spendi(buono, bottega, "10", chiave=chiave, scontrino="S1")
    assert spendi(buono, bottega, "10", chiave=chiave, scontrino="S1") == prima
    with pytest.raises(DominioError, match="scontrino è già registrato"):
        spendi(buono, bottega, "10", scontrino="S1")
    buono.refresh_from_db()
    assert buono.speso == 10


def test_un_buono_scaduto_o_un_esercizio_non_piu_accreditato_non_spendono(cast: Cast) -> None:
    buono, bottega = crea_buono(cast, giorni=5), crea_esercizio(cast)
    with pytest.raises(DominioError, match="scaduto"):
        spendi(buono, bottega, "10", al=oggi() + datetime.timedelta(days=6))
    assert spendi(buono, bottega, "10", al=oggi() + datetime.timedelta(days=5)).importo == 10
    ieri = oggi() - datetime.timedelta(days=1)
    chiudi_accreditamento(esercizio=bottega, al=ieri, operatore=cast.rita_ragioneria)
    bottega.refresh_from_db()
    with pytest.raises(DominioError, match="accreditamento"):
        spendi(buono, bottega, "10")


def test_il_buono_di_un_altro_ambito_per_l_esercizio_non_esiste(cast: Cast) -> None:
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    bottega.ambito = cast.territorio.altro_ambito
    bottega.save()
    with pytest.raises(BuonoNonTrovato):
        guarda_buono(codice=buono.codice, esercizio=bottega, al=oggi())


def test_una_spesa_sbagliata_si_annulla_e_resta_leggibile(cast: Cast) -> None:
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    spesa = spendi(buono, bottega, "100")
    with pytest.raises(DominioError, match="perché"):
        annulla_utilizzo(utilizzo=spesa, motivo=" ", operatore=cast.bice_bottega)
    annulla_utilizzo(utilizzo=spesa, motivo="Importo sbagliato", operatore=cast.bice_bottega)
    buono.refresh_from_db()
    assert (buono.stato, buono.speso, buono.utilizzi.count()) == (StatoBuono.ATTIVO, 0, 1)
    with pytest.raises(DominioError, match="già annullata"):
        annulla_utilizzo(utilizzo=spesa, motivo="Ancora", operatore=cast.bice_bottega)


def test_il_codice_nuovo_toglie_valore_al_vecchio(cast: Cast) -> None:
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    nuovo = cambia_codice(buono=buono, operatore=cast.rita_ragioneria)
    assert nuovo.documento != buono.documento
    with pytest.raises(BuonoNonTrovato):
        spendi(buono, bottega, "10")
    assert spendi(nuovo, bottega, "10").importo == 10


def test_il_buono_attende_la_pubblicazione_dell_atto(cast: Cast, pubblicazione: Pubblicazione) -> None:
    pubblicazione.dal = None
    with pytest.raises(DominioError, match="attende la pubblicazione"):
        crea_buono(cast)
    assert not Buono.objects.exists()


def test_alla_scadenza_il_resto_torna_al_fondo_e_il_contributo_si_conclude(cast: Cast) -> None:
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    spendi(buono, bottega, "30")
    dopo = buono.scade_il + datetime.timedelta(days=1)
    chiudi = {"ambito": buono.ambito, "operatore": cast.rita_ragioneria}
    assert chiudi_buoni(al=buono.scade_il, **chiudi) == 0
    assert chiudi_buoni(al=dopo, **chiudi) == 1
    assert chiudi_buoni(al=dopo, **chiudi) == 0
    rata = Rata.objects.select_related("piano__richiesta").get(pk=buono.rata_id)
    assert (rata.stato, rata.piano.stato) == (StatoRata.PAGATA, StatoPiano.CONCLUSO)
    assert (Fondo.objects.get().impegnato, rata.piano.richiesta.stato) == (30, StatoRichiesta.CONCLUSA)


def test_la_notte_chiude_i_buoni_scaduti_e_di_ogni_passo_resta_traccia(cast: Cast) -> None:
    buono = crea_buono(cast)
    assert chiudi_i_buoni_scaduti(al=buono.scade_il) == 0
    assert chiudi_i_buoni_scaduti(al=buono.scade_il + datetime.timedelta(days=1)) == 1
    buono.refresh_from_db()
    assert (buono.stato, buono.rata.stato) == (StatoBuono.SCADUTO, StatoRata.ANNULLATA)
    assert buono.rata.transizioni.get(mossa="annulla").operatore is None
    assert Fondo.objects.get().impegnato == 0


def test_un_buono_sospeso_non_scade_e_alla_ripresa_riha_i_suoi_giorni(cast: Cast) -> None:
    buono = crea_buono(cast, giorni=5)
    scadenza, piano, carta = buono.scade_il, buono.rata.piano, buono.documento_id
    sospensione = crea_provvedimento(
        cast, proposta=piano.provvedimento.proposta, tipo=TipoProvvedimento.SOSPENSIONE,
        dal=buono.rata.mese, al=scadenza, condizioni="Tornare al corso",
    )  # fmt: skip
    provvedimento_adottato.send(
        sender=type(sospensione), provvedimento=sospensione, operatore=cast.dario_dirigente
    )
    dopo = scadenza + datetime.timedelta(days=5)
    assert chiudi_i_buoni_scaduti(al=dopo) == 0
    buono.refresh_from_db()
    assert buono.stato == StatoBuono.SOSPESO
    riprendi_erogazione(
        richiesta=piano.richiesta, motivo="È tornata", con_arretrati=True,
        operatore=cast.rita_ragioneria, al=dopo,
    )  # fmt: skip
    buono.refresh_from_db()
    assert (buono.stato, buono.scade_il) == (StatoBuono.ATTIVO, scadenza + datetime.timedelta(days=10))
    assert buono.documento_id != carta  # the paper in the hands of the person says the new last day


def test_un_guasto_su_un_buono_non_tiene_aperti_gli_altri(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    primo, secondo = crea_buono(cast), crea_buono(cast)
    vera = buoni._chiudi_rata

    def guasta(rata: Rata, buono: Buono, *altro: Any) -> None:
        if buono == primo:
            raise DatabaseError
        vera(rata, buono, *altro)

    monkeypatch.setattr(buoni, "_chiudi_rata", guasta)
    assert chiudi_i_buoni_scaduti(al=primo.scade_il + datetime.timedelta(days=1)) == 1
    secondo.refresh_from_db()
    assert secondo.stato == StatoBuono.SCADUTO


@pytest.mark.django_db(transaction=True)
def test_due_giri_della_notte_insieme_rendono_il_resto_una_volta_sola() -> None:
    cast = crea_cast()
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    altro = crea_buono(cast)
    spendi(buono, bottega, "30")
    dopo = buono.scade_il + datetime.timedelta(days=1)
    chiusi: list[int] = []
    in_parallelo(4, lambda _: chiusi.append(chiudi_i_buoni_scaduti(al=dopo)))
    assert sum(chiusi) == 2
    assert Fondo.objects.get().impegnato == 30
    assert buono.rata.transizioni.filter(mossa="chiudi_buono").count() == 1
    assert altro.rata.transizioni.filter(mossa="annulla").count() == 1


def test_un_buono_annullato_rende_cio_che_resta(cast: Cast) -> None:
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    spendi(buono, bottega, "30")
    annulla_buono(buono=buono, motivo="Consegnato per errore", operatore=cast.rita_ragioneria)
    assert Fondo.objects.get().impegnato == 30
    with pytest.raises(DominioError, match="non è più valido"):
        spendi(buono, bottega, "1")
    with pytest.raises(DominioError, match="già chiuso"):
        annulla_buono(buono=buono, motivo="Ancora", operatore=cast.rita_ragioneria)


def test_la_sospensione_ferma_anche_il_buono(cast: Cast) -> None:
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    atto = crea_provvedimento(
        cast, proposta=buono.rata.piano.provvedimento.proposta, tipo=TipoProvvedimento.SOSPENSIONE,
        dal=oggi().replace(day=1),
    )  # fmt: skip
    provvedimento_adottato.send(None, provvedimento=atto, operatore=cast.dario_dirigente)
    with pytest.raises(DominioError, match="sospeso"):
        spendi(buono, bottega, "10")
    assert Richiesta.objects.get().stato == StatoRichiesta.SOSPESA


def test_il_rendiconto_del_mese_si_chiude_si_paga_e_ferma_le_spese(cast: Cast) -> None:
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    spese = [spendi(buono, bottega, importo, scontrino=f"S{importo}") for importo in ("60", "40")]
    chiudi = {"esercizio": bottega, "mese": oggi(), "operatore": cast.rita_ragioneria}
    with pytest.raises(DominioError, match="non è ancora finito"):
        chiudi_mese(al=oggi(), **chiudi)
    fra_un_mese = oggi().replace(day=1) + datetime.timedelta(days=32)
    riga = chiudi_mese(al=fra_un_mese, **chiudi)
    assert (riga.totale, riga.registrazione is not None) == (100, True)
    assert [r[2:] for r in tabella_rendiconto(riga)[1:]] == [
        ["S40", 40], ["S60", 60], ["Totale", 100],
    ]  # fmt: skip
    assert Rata.objects.get().stato == StatoRata.PAGATA
    with pytest.raises(DominioError, match="già nel rendiconto"):
        annulla_utilizzo(utilizzo=spese[0], motivo="Errore", operatore=cast.bice_bottega)
    pagata = paga_rendiconto(riga=riga, mandato="M-9", data=fra_un_mese, operatore=cast.rita_ragioneria)
    assert pagata.mandato == "M-9"


def test_la_banca_dati_rifiuta_un_buono_che_non_quadra(cast: Cast) -> None:
    spendi(crea_buono(cast), crea_esercizio(cast), "30")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for comando in (
            "UPDATE contributi_buono SET speso = 0",
            "UPDATE contributi_buono SET speso = 101",
            "UPDATE contributi_utilizzobuono SET importo = 1",
            "DELETE FROM contributi_utilizzobuono",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(comando)


@pytest.mark.django_db(transaction=True)
def test_venti_casse_insieme_non_spendono_due_volte_lo_stesso_buono(
    pubblicazione: Pubblicazione,
) -> None:
    cast = crea_cast()
    buono, bottega = crea_buono(cast), crea_esercizio(cast)
    rifiuti: list[str] = []
    via = threading.Barrier(20)

    def cassa(indice: int) -> None:
        via.wait()
        try:
            spendi(buono, bottega, "30", scontrino=str(indice))
        except DominioError as errore:
            rifiuti.append(errore.messaggio)

    in_parallelo(20, cassa)
    buono.refresh_from_db()
    assert (buono.speso, buono.utilizzi.count(), len(rifiuti)) == (90, 3, 17)
    assert set(rifiuti) == {"Sul buono restano 10,00 €: scrivi al massimo questa somma."}


@pytest.mark.django_db(transaction=True)
def test_la_stessa_rata_non_diventa_due_buoni(pubblicazione: Pubblicazione) -> None:
    cast = crea_cast()
    rata = crea_buono(cast).rata
    annulla_buono(buono=rata.buono, motivo="Prova", operatore=cast.rita_ragioneria)
    altro = crea_buono(cast)
    errori: list[str] = []

    def emetti(_: int) -> None:
        try:
            emetti_buono(
                rata=Rata.objects.select_related("piano").get(pk=altro.rata_id), scade_il=oggi(),
                operatore=cast.rita_ragioneria, al=oggi(),
            )  # fmt: skip
        except DominioError as errore:
            errori.append(errore.messaggio)

    in_parallelo(5, emetti)
    assert len(errori) == 5
    assert Buono.objects.count() == 2
