"""The pages of a request: who opens them, what they show, what they cost, from the counter to the proposal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.enums import TipoISEE
from cases.models import AttestazioneISEE, CasoAdi
from contributi.enums import StatoDocumento, StatoRichiesta
from contributi.models import Richiesta
from contributi.services.istruttoria import Sezione, esamina
from contributi.services.proposta import DatiProposta, Orientamento, presenta_proposta
from patti.models import Patto
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.casi import crea_appuntamento, crea_nucleo, oggi
from tests.conftest import Entra
from tests.contributi.domande import (
    completa,
    crea_domanda,
    in_istruttoria,
    misure_in_vigore,
    rivedi_tutto,
)
from tests.contributi.fabbrica import CANARINO_BISOGNO
from tests.documenti.test_caricamento import pdf
from tests.patti.pai import crea_pai, firma_pai
from tests.people import Cast

PAGINE = {
    "richiesta": {
        "anna_verdi",
        "cora_coordina",
        "dora_dpo",
        "dario_dirigente",
        "rita_ragioneria",
        "sara_sportello",
    },
    "richiesta-documenti": {"anna_verdi", "cora_coordina", "dora_dpo", "rita_ragioneria", "sara_sportello"},
    "istruttoria": {"anna_verdi", "cora_coordina", "dora_dpo"},
    "istruttoria-fatti": {"anna_verdi"},
    "richiesta-situazione": {"anna_verdi"},
    "richiesta-proponi": {"anna_verdi"},
    "richiesta-registra": {"anna_verdi", "sara_sportello"},
}
CHI = (
    "anna_verdi", "bruno_colle", "carla_mare", "sara_sportello", "elio_educatore", "vera_verifiche",
    "cora_coordina", "ciro_commissario", "dario_dirigente", "rita_ragioneria", "nico_cpi", "dora_dpo",
    "tito_tecnico", "olga_altrove", "senza_incarico",
)  # fmt: skip
BISOGNO = f"Bolletta arretrata, {CANARINO_BISOGNO}"


def indirizzo(nome: str, *args: object) -> str:
    return reverse(f"contributi:{nome}", args=args)


def pagina(client: Client, nome: str, *args: object) -> str:
    return client.get(indirizzo(nome, *args)).content.decode()


@pytest.mark.parametrize("nome", PAGINE)
def test_ogni_pagina_si_apre_solo_a_chi_deve(cast: Cast, entra: Entra, nome: str) -> None:
    richiesta = in_istruttoria(cast, crea_domanda(cast, bisogno=BISOGNO))
    aperte = set()
    for chi in CHI:
        risposta = entra(cast.persone[chi]).get(indirizzo(nome, richiesta.pk))
        assert risposta.status_code in (200, 403, 404), chi
        if risposta.status_code == 200:
            aperte.add(chi)
        elif CANARINO_BISOGNO in risposta.content.decode():
            pytest.fail(chi)
    assert aperte == PAGINE[nome]


@pytest.mark.parametrize("chi", ["dario_dirigente", "rita_ragioneria", "sara_sportello"])
def test_chi_paga_decide_o_registra_non_legge_il_bisogno(cast: Cast, entra: Entra, chi: str) -> None:
    richiesta = in_istruttoria(cast, crea_domanda(cast, bisogno=BISOGNO))
    for nome, pk in (("richiesta", richiesta.pk), ("richieste", None)):
        testo = pagina(entra(cast.persone[chi]), nome, *([pk] if pk else []))
        assert CANARINO_BISOGNO not in testo
        assert "Sportelli" in testo


def test_la_proposta_la_legge_il_dirigente_e_non_chi_paga(cast: Cast, entra: Entra) -> None:
    richiesta = completa(cast, in_istruttoria(cast, crea_domanda(cast, bisogno=BISOGNO)))
    rivedi_tutto(cast, richiesta)
    presenta_proposta(
        richiesta=richiesta,
        dati=DatiProposta(
            orientamento=Orientamento.ACCOGLIERE, importo=richiesta.importo, mesi=None, modo=richiesta.modo,
            motivazione="Serve ora.",
        ),
        operatore=cast.anna_verdi,
        al=oggi(),
    )  # fmt: skip
    assert CANARINO_BISOGNO in pagina(entra(cast.dario_dirigente), "proposta", richiesta.pk, 1)
    for chi in ("rita_ragioneria", "sara_sportello", "bruno_colle"):
        client = entra(cast.persone[chi])
        assert client.get(indirizzo("proposta", richiesta.pk, 1)).status_code in (403, 404)


def test_l_elenco_filtra_e_ricorda_i_filtri_nell_indirizzo(cast: Cast, entra: Entra) -> None:
    bozza = crea_domanda(cast, caso=crea_caso_sportello(cast, incontrato=True, cognome="Inbozza"))
    registrata = in_istruttoria(
        cast, crea_domanda(cast, caso=crea_caso_sportello(cast, incontrato=True, cognome="Registrata"))
    )
    client = entra(cast.anna_verdi)
    assert "Inbozza" in pagina(client, "richieste")
    for filtro in (
        "stato=istruttoria",
        "termine=lontano",
        f"misura={registrata.misura.codice}&stato=istruttoria",
    ):
        testo = client.get(f"{indirizzo('richieste')}?{filtro}").content.decode()
        assert "Registrata" in testo
        assert "Inbozza" not in testo
    vuota = client.get(f"{indirizzo('richieste')}?termine=scaduto").content.decode()
    assert "Nessuna domanda con questi filtri" in vuota
    strana = client.get(f"{indirizzo('richieste')}?stato=%00&comune=zzz&misura=')--")
    assert strana.status_code == 200
    assert bozza.pk


def test_elenco_e_pagine_costano_lo_stesso_con_una_e_con_tre_righe(cast: Cast, entra: Entra) -> None:
    client = entra(cast.anna_verdi)

    def quante(nome: str, *args: object) -> int:
        client.get(indirizzo(nome, *args))
        with CaptureQueriesContext(connection) as catturate:
            assert client.get(indirizzo(nome, *args)).status_code == 200
        return len(catturate)

    prima = completa(cast, in_istruttoria(cast))
    una = {nome: quante(nome, *args) for nome, args in (("richieste", ()), ("istruttoria", (prima.pk,)))}
    for n in range(2):
        caso = crea_caso_sportello(cast, incontrato=True, cognome=f"Altra{'ab'[n]}")
        in_istruttoria(cast, crea_domanda(cast, caso=caso))
    assert una == {"richieste": 18, "istruttoria": 34}
    assert quante("richieste") == una["richieste"]


def test_i_giorni_che_restano_si_leggono_su_ogni_pagina(cast: Cast, entra: Entra) -> None:
    richiesta = in_istruttoria(cast)
    client = entra(cast.anna_verdi)
    for nome in PAGINE:
        testo = pagina(client, nome, richiesta.pk)
        assert "restano 180 giorni da contare" in testo, nome
        assert "Regolamento art. 18" in testo, nome


def test_un_documento_si_carica_dalla_pagina_e_un_file_sbagliato_torna_con_il_motivo(
    cast: Cast, entra: Entra
) -> None:
    richiesta = in_istruttoria(cast)
    riga = richiesta.documenti.all()[0]
    client = entra(cast.sara_sportello)
    dove = indirizzo("richiesta-documento", richiesta.pk, riga.pk)
    assert client.post(dove, {}).status_code == 422
    sbagliato = client.post(dove, {"file": SimpleUploadedFile("a.txt", b"ciao")})
    assert sbagliato.status_code == 422
    assert "PDF, JPEG o PNG" in sbagliato.content.decode()
    assert client.post(dove, {"file": SimpleUploadedFile("a.pdf", pdf())}).status_code == 302
    riga.refresh_from_db()
    assert riga.stato == StatoDocumento.PRESENTE


def test_un_documento_di_un_altra_domanda_e_404(cast: Cast, entra: Entra) -> None:
    mia = in_istruttoria(cast)
    altra = in_istruttoria(
        cast, crea_domanda(cast, caso=crea_caso_sportello(cast, incontrato=True, cognome="Altra"))
    )
    riga = altra.documenti.all()[0]
    dove = indirizzo("richiesta-documento", mia.pk, riga.pk)
    assert entra(cast.anna_verdi).get(dove).status_code == 404


def test_dalla_presa_in_carico_alla_proposta_senza_lasciare_le_pagine(cast: Cast, entra: Entra) -> None:
    """Counter, meeting, PAI, request, register, papers, facts, situation, review, proposal."""
    luogo = cast.territorio.comuni["Borgo Sereno"]
    misura = misure_in_vigore(cast)["straordinario-una-tantum"]
    nucleo = crea_nucleo(cast.territorio.ambito, luogo, cognome="Percorso")
    sara, cora, anna = (entra(cast.persone[n]) for n in ("sara_sportello", "cora_coordina", "anna_verdi"))
    assert nucleo.referente is not None
    sara.post(reverse("accoglienza", args=[nucleo.referente.pk]), {"tipo": "sportello", "comune": luogo.pk})
    caso = CasoAdi.objects.get(nucleo=nucleo)
    cora.post(reverse("caso-assegna", args=[caso.pk]), {"a": cast.anna_verdi.pk, "dal": oggi().isoformat()})
    crea_appuntamento(caso, cast.anna_verdi, giorni=0)
    adesso = {"giorno": oggi().isoformat(), "ora": "00:01"}
    assert anna.post(reverse("appuntamento-spontanea", args=[caso.pk]), adesso).status_code == 302
    caso = CasoAdi.objects.get(pk=caso.pk)
    firma_pai(crea_pai(caso))
    assert Patto.objects.get(caso=caso).stato == "sottoscritto"
    dove = indirizzo("richiesta-nuova", caso.pk)
    assert "La bolletta arretrata mette a rischio" in anna.get(dove).content.decode()
    chiesto = {
        "misura": misura.pk, "richiedente": nucleo.referente.pk, "bisogno": "Bolletta", "tipo_spesa": "utenza",
        "importo": "300,00", "modo": "canalizzato",
    }  # fmt: skip
    assert anna.post(dove, {**chiesto, "importo": "-1"}).status_code == 422
    assert anna.post(dove, chiesto).status_code == 302
    richiesta = Richiesta.objects.get(caso=caso)
    registra, istruisci = (
        indirizzo("richiesta-registra", richiesta.pk),
        indirizzo("richiesta-mossa", richiesta.pk, "istruisci"),
    )
    assert sara.post(registra).status_code == 422
    assert sara.post(registra, {"conferma": "1"}).status_code == 302
    assert anna.post(istruisci).status_code == 422
    assert anna.post(istruisci, {"conferma": "1"}).status_code == 302
    isee = AttestazioneISEE.objects.create(
        nucleo=nucleo, tipo=TipoISEE.ORDINARIO, valore=0, scade_il=oggi().replace(month=12, day=31)
    )
    situazione = {"versione": 0, "attestazione": isee.pk, "reddito": "0", "spese": "350,00"}
    senza_mezzi = anna.post(indirizzo("richiesta-situazione", richiesta.pk), situazione)
    assert senza_mezzi.status_code == 422
    assert "scrivi da dove viene il necessario per vivere" in senza_mezzi.content.decode()
    situazione |= {"mezzi": "Aiuto della sorella.", "mezzi_dichiarati_il": oggi().isoformat()}
    assert anna.post(indirizzo("richiesta-situazione", richiesta.pk), situazione).status_code == 302
    richiesta.refresh_from_db()
    fatti = {
        "versione": richiesta.versione, "residente": "si", "residente__prova": "anagrafe", "cittadinanza": "italiana",
        "stato_bisogno": "accertato", "coperta_ssn": "no", "immobili-0-diritto": "proprieta",
        "immobili-0-categoria": "A/3", "lavora": "no", "in_affitto": "no", "abili_al_lavoro": "no",
        "motivi_di_salute": "no", "cittadinanza__prova": "anagrafe", "stato_bisogno__prova": "colloquio",
        "coperta_ssn__prova": "dichiarazione", "immobili__prova": "visura",
        "immobili-0-quota": "50", "immobili-0-residenza": "no", "immobili-0-situazione": "nessuna",
    }  # fmt: skip
    assert anna.post(indirizzo("istruttoria-fatti", richiesta.pk), fatti).status_code == 302
    for riga in richiesta.documenti.all():
        file = {"file": SimpleUploadedFile("a.pdf", pdf())}
        assert sara.post(indirizzo("richiesta-documento", richiesta.pk, riga.pk), file).status_code == 302
    testo = pagina(anna, "istruttoria", richiesta.pk)
    assert "quota in percento" in testo
    for sezione in Sezione:
        impronta = esamina(Richiesta.objects.get(pk=richiesta.pk), al=oggi()).impronte[sezione]
        anna.post(indirizzo("istruttoria-rivista", richiesta.pk, sezione.value), {"impronta": impronta})
    assert "Prima della proposta" not in pagina(anna, "istruttoria", richiesta.pk)
    proposta = {
        "orientamento": "accogliere",
        "importo": "300,00",
        "modo": "canalizzato",
        "motivazione": "Serve ora.",
    }
    assert (
        anna.post(indirizzo("richiesta-proponi", richiesta.pk), {**proposta, "motivazione": ""}).status_code
        == 422
    )
    assert anna.post(indirizzo("richiesta-proponi", richiesta.pk), proposta).status_code == 302
    richiesta.refresh_from_db()
    assert richiesta.stato == StatoRichiesta.PROPOSTA
    assert (
        "Contributo proposto alla commissione"
        in anna.get(reverse("caso-cronologia", args=[caso.pk])).content.decode()
    )
    assert (
        "Misura straordinario-una-tantum" in anna.get(reverse("caso-scheda", args=[caso.pk])).content.decode()
    )
