"""After a send-back: the istruttoria opens again as it was, or the request returns with what changed."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from adi_platform.errori import DominioError
from contributi.documents.confronto_proposte import dopo_il_rinvio
from contributi.enums import StatoRichiesta
from contributi.models import DocumentiChiesti, Proposta, Richiesta
from contributi.services.chiusura import chiudi
from contributi.services.istruttoria import esamina
from contributi.services.lettere_istruttoria import riprendi_istruttoria
from contributi.services.proposta import DatiProposta, Orientamento, presenta_proposta, ritira_proposta
from contributi.services.sedute import convoca_seduta, invia_odg, metti_all_odg
from contributi.services.termine import termine_di
from contributi.services.voto import apri_voto
from tests.casi import oggi
from tests.conftest import Entra
from tests.contributi.commissione.scena import (
    SALA,
    arrivata_l_ora,
    crea_commissione,
    finestra,
    voci,
    votano_tutti,
)
from tests.contributi.domande import completa, crea_domanda, in_istruttoria, rivedi_tutto
from tests.contributi.fabbrica import crea_proposta
from tests.people import Cast

pytestmark = pytest.mark.django_db
RISPOSTA = "La bolletta intestata a chi chiede è arrivata."


def dati(**altro: Any) -> DatiProposta:
    campi: dict[str, Any] = {
        "orientamento": Orientamento.ACCOGLIERE, "importo": Decimal("300.00"), "mesi": None,
        "modo": "canalizzato", "motivazione": "Serve ora.", **altro,
    }  # fmt: skip
    return DatiProposta(**campi)


def proponi(cast: Cast, richiesta: Richiesta, **altro: Any) -> Proposta:
    return presenta_proposta(richiesta=richiesta, dati=dati(**altro), operatore=cast.anna_verdi, al=oggi())


def rinviata(cast: Cast) -> Richiesta:
    """A real proposal, voted and sent back."""
    richiesta = completa(cast, in_istruttoria(cast, crea_domanda(cast)))
    rivedi_tutto(cast, richiesta)
    proposta = proponi(cast, richiesta)
    seduta = convoca_seduta(
        commissione=crea_commissione(cast), finestra=finestra(), dove=SALA, operatore=cast.pina_presidente
    )
    metti_all_odg(seduta=seduta, proposta=proposta, operatore=cast.pina_presidente)
    seduta = arrivata_l_ora(invia_odg(seduta=seduta, operatore=cast.pina_presidente))
    seduta = apri_voto(seduta=seduta, operatore=cast.pina_presidente)
    votano_tutti(cast, seduta, "rinvio")
    chiudi(seduta=seduta)
    riga = Richiesta.objects.get(pk=richiesta.pk)
    assert riga.stato == StatoRichiesta.RINVIATA
    return riga


def prossima(cast: Cast, richiesta: Richiesta) -> Any:
    commissione = richiesta.proposte.get(numero=1).voci.get().seduta.commissione
    return convoca_seduta(
        commissione=commissione, finestra=finestra(fra=7200), dove=SALA, operatore=cast.pina_presidente
    )


def test_chi_riprende_ritrova_tutto_e_il_termine_torna_a_correre(cast: Cast) -> None:
    richiesta = rinviata(cast)
    fatti, spunte = richiesta.fatti, richiesta.spunte.count()
    riga = riprendi_istruttoria(
        richiesta=richiesta, documenti_il=oggi(), operatore=cast.anna_verdi, al=oggi()
    )
    assert (riga.stato, riga.fatti) == (StatoRichiesta.ISTRUTTORIA, fatti)
    assert len(esamina(riga, al=oggi()).spunte) == spunte == 4
    rinvio = riga.rinvii.get()
    assert (rinvio.documenti_il, rinvio.ripreso_il) == (oggi(), oggi())


def test_si_torna_in_commissione_solo_dicendo_che_cosa_e_cambiato(cast: Cast) -> None:
    richiesta = rinviata(cast)
    with pytest.raises(DominioError, match="che cosa è cambiato") as errore:
        proponi(cast, richiesta)
    assert errore.value.campo == "che_cosa_cambia"
    nuova = proponi(cast, richiesta, che_cosa_cambia=RISPOSTA, importo=Decimal("280.00"))
    assert nuova.numero == 2
    confronto = nuova.contenuto["dopo_il_rinvio"]
    assert confronto["proposta"] == 1
    assert confronto["risposta"] == RISPOSTA
    assert confronto["chiesto"] == "Motivo di prova"
    assert confronto["differenze"] == ["Importo: da 300,00 € a 280,00 €"]
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.PROPOSTA
    assert richiesta.transizioni.last().motivo == RISPOSTA


def test_tornata_in_commissione_il_termine_non_resta_fermo(cast: Cast) -> None:
    richiesta = rinviata(cast)
    richiesta.documenti.update(ricevuto_il=None)
    proponi(cast, richiesta, che_cosa_cambia=RISPOSTA)
    assert richiesta.rinvii.get().documenti_il == oggi()
    termine = termine_di(Richiesta.objects.get(pk=richiesta.pk), al=oggi() + datetime.timedelta(days=20))
    assert termine is not None
    assert termine.in_attesa_di == ()


def test_chi_riprende_senza_scrivere_la_data_non_lascia_il_termine_fermo(cast: Cast, entra: Entra) -> None:
    richiesta = rinviata(cast)
    ieri = oggi() - datetime.timedelta(days=1)
    richiesta.rinvii.update(il=ieri - datetime.timedelta(days=3))
    richiesta.documenti.update(ricevuto_il=ieri)
    dove = reverse("contributi:richiesta-riprendi", args=[richiesta.pk])
    anna = entra(cast.anna_verdi)
    assert "se non sono arrivati, da oggi" in anna.get(dove).content.decode()
    assert anna.post(dove, {"documenti_il": "", "conferma": "1"}).status_code == 302
    assert richiesta.rinvii.get().documenti_il == ieri


def test_dal_riesame_si_riprende_l_istruttoria(cast: Cast, entra: Entra) -> None:
    richiesta = rinviata(cast)
    Richiesta.objects.filter(pk=richiesta.pk).update(stato=StatoRichiesta.RIESAME)
    dove = reverse("contributi:richiesta-riprendi", args=[richiesta.pk])
    anna = entra(cast.anna_verdi)
    scheda = anna.get(reverse("contributi:richiesta", args=[richiesta.pk])).content.decode()
    assert dove in scheda
    assert anna.post(dove).status_code == 422
    assert "torna a correre" not in anna.get(dove).content.decode()
    assert anna.post(dove, {"documenti_il": "", "conferma": "1"}).status_code == 302
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.ISTRUTTORIA


def test_senza_un_rinvio_della_precedente_la_pagina_non_ne_parla(cast: Cast) -> None:
    richiesta = rinviata(cast)
    prima = richiesta.proposte.get(numero=1)
    seconda = crea_proposta(cast, richiesta=richiesta)
    contenuto = {"proposta": dati_in_testo(), "documenti": [], "situazione": {}}
    assert dopo_il_rinvio(richiesta, prima, contenuto)["chiesto"] == "Motivo di prova"
    senza = dopo_il_rinvio(richiesta, seconda, contenuto)
    assert senza["chiesto"] == ""
    pagina = {"proposta": seconda, "dopo_il_rinvio": senza, "bisogno": "", "righe": [], "calcolo": []}
    html = render_to_string("contributi/commissione/_proposta.html", pagina)
    assert "Torna in commissione" in html
    assert "Torna dopo un rinvio" not in html


def dati_in_testo() -> dict[str, str]:
    return {
        "che_cosa_cambia": RISPOSTA, "totale": "300.00", "modo": "canalizzato", "orientamento": "accogliere",
    }  # fmt: skip


def test_la_prossima_seduta_si_legge_sotto_blocco(cast: Cast) -> None:
    richiesta = rinviata(cast)
    seduta = prossima(cast, richiesta)
    with CaptureQueriesContext(connection) as domande:
        proponi(cast, richiesta, che_cosa_cambia=RISPOSTA)
    lette = [q["sql"] for q in domande if "FOR UPDATE" in q["sql"] and 'FROM "contributi_seduta"' in q["sql"]]
    assert seduta.stato in lette[0]


def test_torna_da_sola_all_ordine_del_giorno_della_prossima_seduta(cast: Cast) -> None:
    richiesta = rinviata(cast)
    seduta = prossima(cast, richiesta)
    nuova = proponi(cast, richiesta, che_cosa_cambia=RISPOSTA)
    assert [v.proposta for v in voci(seduta)] == [nuova]
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.ALL_ODG


def test_se_l_ordine_del_giorno_e_partito_resta_tra_le_pronte(cast: Cast) -> None:
    richiesta = rinviata(cast)
    altra = completa(cast, in_istruttoria(cast, crea_domanda(cast)))
    rivedi_tutto(cast, altra)
    seduta = prossima(cast, richiesta)
    metti_all_odg(seduta=seduta, proposta=proponi(cast, altra), operatore=cast.pina_presidente)
    invia_odg(seduta=seduta, operatore=cast.pina_presidente)
    proponi(cast, richiesta, che_cosa_cambia=RISPOSTA)
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.PROPOSTA


def test_ritirare_la_seconda_non_tocca_quella_gia_votata(cast: Cast) -> None:
    richiesta = rinviata(cast)
    proponi(cast, richiesta, che_cosa_cambia=RISPOSTA)
    ritira_proposta(richiesta=richiesta, motivo="Un errore", operatore=cast.anna_verdi, al=oggi())
    ritirate = richiesta.proposte.filter(ritirata_il__isnull=False).values_list("numero", flat=True)
    assert list(ritirate) == [2]
    with pytest.raises(DominioError, match="che cosa è cambiato"):
        proponi(cast, richiesta)


def test_se_qualcosa_va_riletto_prima_si_riprende_l_istruttoria(cast: Cast) -> None:
    richiesta = rinviata(cast)
    richiesta.spunte.filter(sezione="documenti").delete()
    with pytest.raises(DominioError, match="Riprendi l'istruttoria"):
        proponi(cast, richiesta, che_cosa_cambia=RISPOSTA)


def test_le_pagine_dicono_che_cosa_ha_chiesto_la_commissione(cast: Cast, entra: Entra) -> None:
    richiesta = rinviata(cast)
    anna = entra(cast.anna_verdi)
    scheda = anna.get(reverse("contributi:richiesta", args=[richiesta.pk])).content.decode()
    assert "Riprendi l&#x27;istruttoria" in scheda
    dove = reverse("contributi:richiesta-proponi", args=[richiesta.pk])
    assert "Motivo di prova" in anna.get(dove).content.decode()
    modulo = {
        "orientamento": "accogliere", "importo": "300,00", "modo": "canalizzato", "motivazione": "Serve ora.",
    }  # fmt: skip
    assert anna.post(dove, modulo).status_code == 422
    assert anna.post(dove, {**modulo, "che_cosa_cambia": RISPOSTA}).status_code == 302
    seduta = prossima(cast, richiesta)
    metti_all_odg(seduta=seduta, proposta=richiesta.proposte.get(numero=2), operatore=cast.pina_presidente)
    seduta = invia_odg(seduta=seduta, operatore=cast.pina_presidente)
    voto = reverse("contributi:seduta-voto", args=[seduta.commissione_id, seduta.pk, voci(seduta)[0].pk])
    assert RISPOSTA in entra(cast.ciro_commissario).get(voto).content.decode()


def chiede(client: Client, richiesta: Richiesta, **altro: Any) -> Any:
    codici = list(richiesta.documenti.values_list("codice", flat=True))
    modulo = {
        "mancanti": codici[:1], "altri": "Ricevuta inventata", "canale": "posta",
        "inviata_il": oggi().isoformat(), "entro": oggi().replace(year=oggi().year + 1).isoformat(), **altro,
    }  # fmt: skip
    return client.post(reverse("contributi:richiesta-integrazione", args=[richiesta.pk]), modulo)


def test_la_lettera_dei_documenti_si_guarda_prima_e_poi_si_manda(cast: Cast, entra: Entra) -> None:
    richiesta = in_istruttoria(cast)
    anna = entra(cast.anna_verdi)
    guardata = chiede(anna, richiesta, mostra="1")
    assert guardata.status_code == 200
    assert "- Ricevuta inventata" in guardata.content.decode()
    assert not DocumentiChiesti.objects.exists()
    sbagliata = chiede(anna, richiesta, invia="1", entro=oggi().isoformat())
    assert sbagliata.status_code == 422
    assert "Ricevuta inventata" in sbagliata.content.decode()
    assert anna.post(reverse("contributi:richiesta-integrazione", args=[richiesta.pk]), {}).status_code == 422
    assert chiede(anna, richiesta, invia="1").status_code == 302
    assert DocumentiChiesti.objects.get().altri == ["Ricevuta inventata"]
    assert (
        "una volta sola"
        in anna.get(reverse("contributi:richiesta-integrazione", args=[richiesta.pk])).content.decode()
    )


@pytest.mark.parametrize("chi", ["bruno_colle", "cora_coordina", "dario_dirigente", "sara_sportello"])
@pytest.mark.parametrize("nome", ["richiesta-avvio", "richiesta-integrazione", "richiesta-riprendi"])
def test_le_lettere_sono_di_chi_segue_il_caso(cast: Cast, entra: Entra, chi: str, nome: str) -> None:
    richiesta = in_istruttoria(cast)
    risposta = entra(cast.persone[chi]).get(reverse(f"contributi:{nome}", args=[richiesta.pk]))
    assert risposta.status_code in (403, 404)
