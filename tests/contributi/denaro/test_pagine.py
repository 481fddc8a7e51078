"""The pages of the money: who opens them, what they do, what they never show."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from adi_platform.organizzazione.models import Utente
from adi_platform.registro_accessi.models import Lettura
from contributi.enums import ModoErogazione, StatoLiquidazione, StatoRata, TipoProvvedimento
from contributi.models import (
    Buono,
    Creditore,
    Fondo,
    Liquidazione,
    Rata,
    Recupero,
    SegnalazioneImpegni,
    UtilizzoBuono,
)
from contributi.services.buoni import annulla_buono
from contributi.signals import provvedimento_adottato
from tests.casi import oggi
from tests.contributi.denaro.costruttori import (
    IBAN,
    crea_buono,
    crea_esercizio,
    crea_fondo,
    fornitore,
    piano,
    pronto_da_pagare,
)
from tests.contributi.fabbrica import CANARINO_BISOGNO, crea_misura, crea_provvedimento
from tests.people import Cast

Entra = Callable[[Utente], Client]
VEDONO = ("rita_ragioneria", "anna_verdi", "cora_coordina", "dario_dirigente", "dora_dpo")
NON_ENTRANO = ("sara_sportello", "elio_educatore", "ciro_commissario", "nico_cpi", "tito_tecnico")

CONFERMA = {"conferma": "1"}


def dove(nome: str, *argomenti: object) -> str:
    return reverse(f"contributi:{nome}", args=argomenti)


@pytest.fixture(autouse=True)
def _senza_tentativi_precedenti() -> None:
    cache.clear()


def test_le_rate_le_vede_chi_segue_coordina_decide_o_paga(cast: Cast, entra: Entra) -> None:
    fatto = pronto_da_pagare(cast)
    nome = str(fatto.richiesta.richiedente)
    for chi in VEDONO:
        for pagina in (dove("erogazioni"), dove("piano", fatto.pk)):
            risposta = entra(cast.persone[chi]).get(pagina)
            assert risposta.status_code == 200, (chi, pagina)
            assert nome in risposta.text
            assert CANARINO_BISOGNO not in risposta.text
            assert (IBAN in risposta.text) is (chi == "rita_ragioneria" and pagina != dove("erogazioni"))
        assert Lettura.objects.filter(utente=cast.persone[chi], caso_id=fatto.richiesta.caso_id).exists()
    for chi in NON_ENTRANO:
        assert entra(cast.persone[chi]).get(dove("piano", fatto.pk)).status_code == 403


def test_fuori_dal_perimetro_la_pagina_non_esiste(cast: Cast, entra: Entra) -> None:
    fatto, fondo = pronto_da_pagare(cast), Fondo.objects.get()
    for chi in (cast.olga_altrove, cast.carla_mare):
        assert entra(chi).get(dove("piano", fatto.pk)).status_code == 404
        assert str(fatto.richiesta.richiedente) not in entra(chi).get(dove("erogazioni")).text
    assert entra(cast.olga_altrove).get(dove("fondo", fondo.pk)).status_code == 404


@pytest.mark.parametrize("chi", ["anna_verdi", "cora_coordina", "dario_dirigente", "dora_dpo"])
def test_chi_non_paga_non_muove_il_denaro(chi: str, cast: Cast, entra: Entra) -> None:
    fatto = pronto_da_pagare(cast)
    client = entra(cast.persone[chi])
    assert client.post(dove("erogazioni"), {"rata": [fatto.rate.get().pk]}).status_code == 403
    for nome in ("piano-chi-riceve", "piano-giustificativo", "piano-riprendi", "recupero-nuovo"):
        assert client.post(dove(nome, fatto.pk)).status_code == 403
    for nome in ("fondo-nuovo", "creditore-nuovo", "creditori", "esercizio-nuovo", "buoni-chiudi"):
        assert client.post(dove(nome)).status_code in (403, 405)
    assert not Liquidazione.objects.exists()


def test_dalle_rate_scelte_al_mandato(cast: Cast, entra: Entra) -> None:
    fatto = pronto_da_pagare(cast)
    client, rata = entra(cast.rita_ragioneria), fatto.rate.get()
    client.post(dove("erogazioni"), {"rata": [rata.pk]})
    elenco = Liquidazione.objects.get()
    for nome in ("liquidazioni", "creditori", "fondi", "recuperi", "esercizi"):
        assert client.get(dove(nome)).status_code == 200
    assert client.get(dove("liquidazione-registra", elenco.pk)).status_code == 200
    assert client.post(dove("liquidazione-registra", elenco.pk)).status_code == 422
    assert client.post(dove("liquidazione-registra", elenco.pk), CONFERMA).status_code == 302
    assert client.get(dove("liquidazione-foglio", elenco.pk)).content[:2] == b"PK"
    dati = {"rate": [rata.pk], "esito": "pagato", "data": oggi().isoformat(), "mandato": ""}
    vuoto = client.post(dove("liquidazione-esiti", elenco.pk), dati)
    assert vuoto.status_code == 422
    assert "Scrivi il numero del mandato" in vuoto.text
    assert client.post(dove("liquidazione-esiti", elenco.pk), {**dati, "mandato": "M-77"}).status_code == 302
    assert "M-77" in client.get(dove("piano", fatto.pk)).text
    elenco.refresh_from_db()
    assert elenco.stato == StatoLiquidazione.CHIUSA
    assert client.get(dove("liquidazione", elenco.pk)).status_code == 200


def test_una_rata_che_non_si_puo_pagare_dice_perche(cast: Cast, entra: Entra) -> None:
    rata = piano(cast).rate.get()
    risposta = entra(cast.rita_ragioneria).post(dove("erogazioni"), {"rata": [rata.pk]}, follow=True)
    assert "manca chi riceve il pagamento" in risposta.text
    assert not Liquidazione.objects.exists()


def test_i_filtri_stanno_nell_indirizzo_e_uno_strano_si_ignora(cast: Cast, entra: Entra) -> None:
    fatto = pronto_da_pagare(cast, mesi=3)
    client = entra(cast.rita_ragioneria)
    ultimo = fatto.rate.order_by("-numero")[0]
    assert "Rata 3" not in client.get(dove("erogazioni")).text
    trovata = client.get(dove("erogazioni"), {"mese": f"{ultimo.mese:%Y-%m}"}).text
    assert f"{ultimo.mese:%m/%Y}" in trovata
    assert "Nessuna rata con questi filtri" in client.get(dove("erogazioni"), {"stato": "pagata"}).text
    assert client.get(dove("erogazioni"), {"stato": "<x>", "mese": "99", "pagina": "-1"}).status_code == 200


def test_le_domande_alla_banca_dati_non_crescono_con_le_righe(cast: Cast, entra: Entra) -> None:
    client = entra(cast.rita_ragioneria)
    pagine = (dove("erogazioni"), dove("buoni"))
    contate: list[list[int]] = []
    for quanti in (1, 2):
        for _ in range(quanti):
            pronto_da_pagare(cast)
            crea_buono(cast)
        contate.append([_quante(client, pagina) for pagina in pagine])
    assert contate[0] == contate[1]


def _quante(client: Client, pagina: str) -> int:
    client.get(pagina)
    with CaptureQueriesContext(connection) as raccolte:
        assert client.get(pagina).status_code == 200
    return len(raccolte)


def test_un_fondo_si_apre_e_si_cambia_e_cio_che_e_scritto_resta(cast: Cast, entra: Entra) -> None:
    client = entra(cast.rita_ragioneria)
    dati = {
        "anno": oggi().year,
        "capitolo": "12",
        "nome": "Fondo povertà",
        "stanziato": "tanto",
        "atto": "Delibera 1",
    }
    sbagliato = client.post(dove("fondo-nuovo"), dati)
    assert sbagliato.status_code == 422
    assert 'value="tanto"' in sbagliato.text
    assert client.post(dove("fondo-nuovo"), {**dati, "stanziato": "1.000,50"}).status_code == 302
    fondo = Fondo.objects.get()
    assert fondo.stanziato == Decimal("1000.50")
    cambia = {"importo": "-1.000,51", "atto": "Delibera 2", "versione": 0}
    assert "togliere al massimo 1.000,50" in client.post(dove("fondo-varia", fondo.pk), cambia).text
    assert client.post(dove("fondo-varia", fondo.pk), {**cambia, "importo": "-0,50"}).status_code == 302
    assert "1.000,00 €" in client.get(dove("fondo", fondo.pk)).text


def test_un_creditore_con_iban_sbagliato_non_si_registra(cast: Cast, entra: Entra) -> None:
    client = entra(cast.rita_ragioneria)
    dati = {"nome": "Acqua Inventata", "partita_iva": "99999990015", "iban": IBAN[:-1] + "7"}
    risposta = client.post(dove("creditore-nuovo"), dati)
    assert risposta.status_code == 422
    assert "IBAN non è corretto" in risposta.text
    assert client.post(dove("creditore-nuovo"), {**dati, "iban": IBAN}).status_code == 302
    chi = Creditore.objects.get()
    assert "IT60 … 3456" in client.get(dove("creditori"), {"q": "acqua"}).text
    dati_nuovi = {"nome": "Acqua Nuova", "partita_iva": chi.partita_iva, "attivo": "on", "versione": 0}
    assert client.post(dove("creditore", chi.pk), dati_nuovi).status_code == 302
    assert client.post(dove("creditore", chi.pk), dati_nuovi).status_code == 422


def test_due_fornitori_con_lo_stesso_iban_vogliono_una_ragione(cast: Cast, entra: Entra) -> None:
    fornitore(cast)
    client = entra(cast.rita_ragioneria)
    dati = {"nome": "Acqua Inventata", "partita_iva": "99999990023", "iban": IBAN}
    risposta = client.post(dove("creditore-nuovo"), dati)
    assert risposta.status_code == 422
    assert "Questo IBAN è già di Luce Inventata" in risposta.context["form"].errors["perche_stesso_iban"][0]
    dati["perche_stesso_iban"] = "Stesso gruppo: tesoreria unica"
    assert client.post(dove("creditore-nuovo"), dati).status_code == 302
    nuovo = Creditore.objects.get(partita_iva="99999990023")
    assert nuovo.perche_stesso_iban == "Stesso gruppo: tesoreria unica"
    assert "Stesso gruppo" in client.get(dove("creditore", nuovo.pk)).text


def test_una_cifra_sbagliata_della_partita_iva_si_dice(cast: Cast, entra: Entra) -> None:
    dati = {"nome": "Acqua Inventata", "partita_iva": "99999990016"}
    risposta = entra(cast.rita_ragioneria).post(dove("creditore-nuovo"), dati)
    assert "una cifra non torna" in risposta.context["form"].errors["partita_iva"][0]


def test_il_fondo_dice_il_nome_della_misura(cast: Cast, entra: Entra) -> None:
    misura = crea_misura(cast, codice="bollette-prova")
    crea_fondo(cast, misura_codice=misura.codice)
    pagina = entra(cast.rita_ragioneria).get(dove("fondi")).text
    assert f"la misura «{misura.nome}»" in pagina
    assert "bollette-prova" not in pagina


def test_il_negozio_trova_la_cassa_nel_menu_e_nella_sua_pagina(cast: Cast, entra: Entra) -> None:
    crea_esercizio(cast)
    casa = entra(cast.bice_bottega).get(reverse("portale"))
    assert casa.text.count(f'href="{dove("cassa")}"') == 2
    altri = entra(cast.nico_cpi).get(reverse("portale"))
    assert dove("cassa") not in altri.text


def test_una_rata_di_domani_dice_da_quando_si_consegna(cast: Cast, entra: Entra) -> None:
    fatto = piano(cast, modo=ModoErogazione.BUONO, mesi=2)
    pagina = entra(cast.rita_ragioneria).get(dove("piano", fatto.pk)).text
    prima, seconda = fatto.rate.order_by("numero")
    assert dove("buono-emetti", fatto.pk, prima.pk) in pagina
    assert dove("buono-emetti", fatto.pk, seconda.pk) not in pagina
    assert "si consegna dal" in pagina


def test_chi_riceve_e_documento_si_indicano_dalla_pagina_del_piano(cast: Cast, entra: Entra) -> None:
    fatto, chi, client = piano(cast), fornitore(cast), entra(cast.rita_ragioneria)
    rata = fatto.rate.get()
    for pagina in ("piano-chi-riceve", "piano-giustificativo"):
        assert client.get(dove(pagina, fatto.pk)).status_code == 200
    client.post(dove("piano-chi-riceve", fatto.pk), {"creditore": chi.pk, "versione": 0})
    carta = {"creditore": chi.pk, "numero": "F1", "data": oggi().isoformat(), "importo": "300"}
    client.post(dove("piano-giustificativo", fatto.pk), carta)
    scelto = fatto.richiesta.giustificativi.get()
    client.post(dove("piano-collega", fatto.pk, rata.pk), {"giustificativo": scelto.pk})
    rata.refresh_from_db()
    assert rata.giustificativo == scelto
    altro = piano(cast)
    assert client.get(dove("piano-collega", altro.pk, rata.pk)).status_code == 404


def test_la_segnalazione_la_scrive_chi_segue_e_non_sospende_da_sola(cast: Cast, entra: Entra) -> None:
    fatto = piano(cast)
    dati = {"fatti": "Non è venuta al corso", "imputabile": "no", "cause": ""}
    assert entra(cast.bruno_colle).get(dove("piano-segnala", fatto.pk)).status_code == 404
    anna = entra(cast.anna_verdi)
    assert anna.post(dove("piano-segnala", fatto.pk), dati).status_code == 422
    assert anna.post(dove("piano-segnala", fatto.pk), {**dati, "cause": "Era malata"}).status_code == 302
    assert SegnalazioneImpegni.objects.get().autore == cast.anna_verdi
    assert Rata.objects.get().stato == StatoRata.DA_LIQUIDARE
    assert "Era malata" in anna.get(dove("piano", fatto.pk)).text
    assert "Era malata" not in entra(cast.rita_ragioneria).get(dove("piano", fatto.pk)).text


def test_il_recupero_si_apre_dopo_la_revoca(cast: Cast, entra: Entra) -> None:
    fatto, client = pronto_da_pagare(cast), entra(cast.rita_ragioneria)
    client.post(dove("erogazioni"), {"rata": [fatto.rate.get().pk]})
    elenco = Liquidazione.objects.get()
    client.post(dove("liquidazione-registra", elenco.pk), CONFERMA)
    assert client.get(dove("recupero-nuovo", fatto.pk)).status_code == 404
    atto = crea_provvedimento(cast, proposta=fatto.provvedimento.proposta, tipo=TipoProvvedimento.REVOCA)
    provvedimento_adottato.send(None, provvedimento=atto, operatore=cast.dario_dirigente)
    dati = {"rate": [fatto.rate.get().pk], "esito": "pagato", "data": oggi().isoformat(), "mandato": "M1"}
    client.post(dove("liquidazione-esiti", elenco.pk), dati)
    recupero = {
        "importo": "300", "motivo": "Non spettava", "ricevuto_il": oggi().isoformat(), "rate": 1,
        "primo_termine": oggi().isoformat(),
    }  # fmt: skip
    assert client.post(dove("recupero-nuovo", fatto.pk), recupero).status_code == 302
    riga = Recupero.objects.get()
    versamento = {"versata_il": oggi().isoformat(), "ricevuta": "R-1"}
    domani = {**versamento, "versata_il": (oggi() + datetime.timedelta(days=1)).isoformat()}
    futuro = client.post(dove("recupero-versamento", riga.pk, riga.rate.get().pk), domani)
    assert futuro.status_code == 422
    client.post(dove("recupero-versamento", riga.pk, riga.rate.get().pk), versamento)
    assert "Reso tutto" in client.get(dove("recupero", riga.pk)).text


def test_l_esercizio_spende_dal_telefono_e_vede_solo_cio_che_serve(cast: Cast, entra: Entra) -> None:
    buono, _ = crea_buono(cast), crea_esercizio(cast)
    client = entra(cast.bice_bottega)
    visto = client.post(dove("cassa"), {"codice": buono.codice})
    assert visto.status_code == 200
    for parola in ("M. E.", "100,00 €", "Prodotti alimentari", "senza alcolici"):
        assert parola in visto.text
    for segreto in (str(buono.titolare), buono.titolare.nome, CANARINO_BISOGNO, "Contributo straordinario"):
        assert segreto not in visto.text
    chiave = visto.context["form"]["chiave"].value()
    spesa = {"codice": buono.codice, "chiave": chiave, "importo": "12,50", "scontrino": "S-1"}
    troppo = client.post(dove("cassa-spendi"), {**spesa, "importo": "100,01"})
    assert troppo.status_code == 422
    assert "restano 100,00" in troppo.text
    for _ in range(2):
        assert client.post(dove("cassa-spendi"), spesa).status_code == 302
    assert UtilizzoBuono.objects.get().importo == Decimal("12.50")
    ultima = client.get(dove("cassa")).text
    assert "S-1" in ultima
    assert buono.codice not in ultima
    annullata = client.post(dove("cassa-annulla", UtilizzoBuono.objects.get().pk), {"motivo": "Errore"})
    assert annullata.status_code == 302
    buono.refresh_from_db()
    assert buono.speso == 0


def test_dopo_dieci_codici_sbagliati_anche_quello_giusto_aspetta(cast: Cast, entra: Entra) -> None:
    buono, _ = crea_buono(cast), crea_esercizio(cast)
    client = entra(cast.bice_bottega)
    for n in range(10):
        prova = client.post(dove("cassa"), {"codice": f"AAAA-BBBB-CCCC-DDD{'EFGHJKMNPQ'[n]}"})
        assert "Nessun buono con questo codice" in prova.text
    assert "Troppi codici sbagliati" in client.post(dove("cassa"), {"codice": buono.codice}).text


def test_la_cassa_e_solo_degli_esercizi_e_ognuno_vede_le_sue_spese(cast: Cast, entra: Entra) -> None:
    buono, _ = crea_buono(cast), crea_esercizio(cast)
    crea_esercizio(cast, nome="Drogheria Inventata", sigla="dino_drogheria")
    spesa = {"codice": buono.codice, "chiave": "0f8fad5b-d9cb-469f-a165-70867728950e"}
    entra(cast.bice_bottega).post(dove("cassa-spendi"), {**spesa, "importo": "5", "scontrino": "UNICO-7"})
    riga = UtilizzoBuono.objects.get()
    altro = entra(cast.dino_drogheria)
    assert "UNICO-7" not in altro.get(dove("cassa")).text
    assert altro.post(dove("cassa-annulla", riga.pk), {"motivo": "x"}).status_code == 404
    for chi in ("nico_cpi", "anna_verdi", "rita_ragioneria"):
        assert entra(cast.persone[chi]).get(dove("cassa")).status_code == 403
    for nome in ("buoni", "erogazioni", "esercizi"):
        assert altro.get(dove(nome)).status_code == 403


def test_il_buono_si_consegna_si_ristampa_e_si_annulla(cast: Cast, entra: Entra) -> None:
    buono, client = crea_buono(cast), entra(cast.rita_ragioneria)
    assert client.get(dove("piano", buono.rata.piano_id)).status_code == 200
    assert client.get(dove("buono-emetti", buono.rata.piano_id, buono.rata_id)).status_code == 200
    pagina = client.get(dove("buono", buono.pk))
    assert pagina.status_code == 200
    assert buono.codice not in pagina.text
    assert entra(cast.anna_verdi).post(dove("buono", buono.pk)).status_code == 403
    assert client.post(dove("buono", buono.pk)).status_code == 422
    assert Buono.objects.get().codice == buono.codice
    client.post(dove("buono", buono.pk), {"codice": "nuovo"})
    assert Buono.objects.get().codice != buono.codice
    assert client.post(dove("buono-annulla", buono.pk), {"motivo": "Errore"}).status_code == 302
    assert client.post(dove("buono-annulla", buono.pk), {"motivo": "Errore"}).status_code == 422
    assert client.post(dove("buoni-chiudi")).status_code == 422
    assert client.post(dove("buoni-chiudi"), CONFERMA).status_code == 302


def test_la_scrivania_di_chi_paga_dice_che_cosa_c_e_da_fare(cast: Cast, entra: Entra) -> None:
    crea_fondo(cast, stanziato="310")
    pronto_da_pagare(cast)
    testo = entra(cast.rita_ragioneria).get("/").text
    assert "1 rata da pagare" in testo
    assert "1 fondo quasi esaurito" in testo
    assert "quasi esaurit" not in entra(cast.ciro_commissario).get("/").text


def test_un_buono_chiuso_non_torna_spendibile_dalla_pagina(cast: Cast, entra: Entra) -> None:
    buono = crea_buono(cast)
    annulla_buono(buono=buono, motivo="Errore", operatore=cast.rita_ragioneria)
    risposta = entra(cast.rita_ragioneria).post(dove("buono", buono.pk), {"codice": "nuovo"}, follow=True)
    assert risposta.status_code in (200, 409)
    assert Buono.objects.get().codice == buono.codice
