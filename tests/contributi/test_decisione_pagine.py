"""The pages of the decision: who opens them, what they keep, and what anybody finds on line."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.models import Messaggio
from adi_platform.registro_accessi.models import Lettura
from contributi.enums import StatoProvvedimento, StatoRichiesta
from contributi.models import ElencoDeroghe, Osservazione, Preavviso, Provvedimento
from contributi.services.adozione import mancanze_di
from contributi.services.esiti import comunica_esito
from contributi.services.pubblicazione import pubblica
from tests.casi import CANARINO_INDIRIZZO, oggi
from tests.contributi.decisione import adotta, bozza, con_preavviso, concessa, giorni_fa, in_riesame, pronta
from tests.contributi.denaro.costruttori import crea_fondo
from tests.contributi.fabbrica import CANARINO_BISOGNO
from tests.people import Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[Utente], Client]
CANARINI = (CANARINO_BISOGNO, CANARINO_INDIRIZZO, "CANARINO-MOTIVAZIONE", "Maria", "Luca", "PRVPRV")
INTERROGAZIONI_ELENCO = 17


def dove(nome: str, *argomenti: object) -> str:
    return reverse(f"contributi:{nome}", args=argomenti)


def pubblicato(cast: Cast) -> Provvedimento:
    atto = concessa(cast, "1200.00")
    pubblica(
        pubblicazione=atto.pubblicazione,
        operatore=cast.dario_dirigente,
        al=oggi(),
        letto=True,
        perche_nonostante="Importo comune a molti",
    )
    return Provvedimento.objects.get(pk=atto.pk)


@pytest.mark.parametrize(
    ("chi", "atteso"),
    [("dario_dirigente", 200), ("dora_dpo", 200), ("anna_verdi", 403), ("rita_ragioneria", 403)],
)
def test_gli_atti_li_apre_chi_decide_e_chi_controlla(cast: Cast, entra: Entra, chi: str, atteso: int) -> None:
    atto = concessa(cast)
    client = entra(cast.persone[chi])
    pagine = [dove("provvedimenti"), dove("provvedimento", atto.pk), dove("provvedimento-anteprima", atto.pk)]
    assert [client.get(p).status_code for p in [*pagine, dove("termini")]] == [atteso] * 4


def test_il_dirigente_di_un_altro_ambito_non_trova_niente(cast: Cast, entra: Entra) -> None:
    atto = concessa(cast)
    incarico = cast.dario_dirigente.incarichi.get()
    incarico.ambito = cast.territorio.altro_ambito
    incarico.save()
    client = entra(cast.dario_dirigente)
    assert client.get(dove("provvedimento", atto.pk)).status_code == 404
    assert client.get(dove("decisione", atto.richiesta_id)).status_code == 404
    assert "Maria" not in client.get(dove("provvedimenti")).content.decode()


def test_la_pagina_dice_su_che_cosa_si_decide(cast: Cast, entra: Entra) -> None:
    """Need, proposal, istruttoria, opinion: the Dirigente does not decide on an empty page."""
    richiesta = pronta(cast)
    pagina = entra(cast.dario_dirigente).get(dove("decisione", richiesta.pk)).content.decode()
    for scritto in (CANARINO_BISOGNO, "La spesa non è sostenibile", "non si è ancora espressa", "300,00"):
        assert scritto in pagina
    assert dove("proposta", richiesta.pk, 1) in pagina


def test_l_avvio_di_una_revoca_si_manda_dalla_pagina(cast: Cast, entra: Entra) -> None:
    richiesta = concessa(cast).richiesta
    client = entra(cast.dario_dirigente)
    modulo = dove("preavviso-nuovo", richiesta.pk)
    assert modulo in client.get(dove("decisione", richiesta.pk)).content.decode()
    assert client.post(modulo, {}).status_code == 422
    dati = {
        "genere": "revoca", "canale": "PEC", "inviato_il": oggi().isoformat(), "motivo_1": "Ha cambiato casa",
        "articolo_1": "art. 19",
    }  # fmt: skip
    assert client.post(modulo, dati).status_code == 302
    pagina = client.get(dove("decisione", richiesta.pk)).content.decode()
    assert "Avvio per la revoca, registro n. " in pagina
    assert "si saprà con la prova di ricevimento" in pagina, "no firm day without a receipt"
    assert Preavviso.objects.get().genere == "revoca"


def test_un_importo_scritto_all_italiana_si_legge_e_motivazione_non_e_facoltativa(
    cast: Cast, entra: Entra
) -> None:
    crea_fondo(cast)
    atto = bozza(cast, pronta(cast))
    client, pagina = entra(cast.dario_dirigente), dove("provvedimento", atto.pk)
    vista = client.get(pagina).content.decode()
    assert 'value="300,00"' in vista
    assert "Motivazione <span" not in vista
    dati = {
        "versione": atto.versione,
        "motivazione": "m",
        "articoli": "a",
        "modo": "bonifico",
        "importo": "1.250,50",
    }
    assert client.post(pagina, dati).status_code == 302
    atto.refresh_from_db()
    assert str(atto.importo) == "1250.50"
    troppo = client.post(pagina, {**dati, "versione": atto.versione, "importo": "99.999.999,00"})
    assert "troppo grande" in troppo.content.decode()


def test_dalla_richiesta_all_atto_adottato_passando_per_l_anteprima(cast: Cast, entra: Entra) -> None:
    crea_fondo(cast)
    richiesta = pronta(cast)
    client = entra(cast.dario_dirigente)
    assert "Concessione" in client.get(dove("decisione", richiesta.pk)).content.decode()
    client.post(dove("provvedimento-prepara", richiesta.pk, "concessione"), {"tipo": "concessione"})
    atto = Provvedimento.objects.get()
    pagina = dove("provvedimento", atto.pk)
    assert "Scrivi la motivazione" in client.get(pagina).content.decode()
    dati = {
        "versione": atto.versione,
        "motivazione": "Ci sono i requisiti",
        "articoli": "art. 11",
        "importo": "300,50",
        "modo": "bonifico",
        "dal": f"{oggi():%d/%m/%Y}",
    }
    assert client.post(pagina, dati).status_code == 302
    anteprima = client.get(dove("provvedimento-anteprima", atto.pk)).content.decode()
    assert "300,50 €" in anteprima
    assert "da assegnare" in anteprima
    atto.refresh_from_db()
    assert client.post(dove("provvedimento-adotta", atto.pk), {"versione": atto.versione}).status_code == 302
    atto.refresh_from_db()
    assert atto.stato == StatoProvvedimento.ADOTTATO
    assert Lettura.objects.filter(evento="provvedimento.scheda").exists()


def test_un_atto_incompleto_resta_in_bozza_e_dice_perche(cast: Cast, entra: Entra) -> None:
    atto = bozza(cast, pronta(cast), motivazione="")
    risposta = entra(cast.dario_dirigente).post(
        dove("provvedimento-adotta", atto.pk), {"versione": atto.versione}
    )
    assert risposta.status_code == 422
    assert "Scrivi la motivazione" in risposta.content.decode()


@pytest.mark.parametrize(
    "dati",
    [
        {},
        {"versione": "x"},
        {"versione": "0", "importo": "mille", "dal": "31/02/2026", "motivazione": "Tenuta"},
    ],
)
def test_dati_strani_non_rompono_e_non_si_perdono(cast: Cast, entra: Entra, dati: dict[str, str]) -> None:
    atto = bozza(cast, pronta(cast))
    risposta = entra(cast.dario_dirigente).post(dove("provvedimento", atto.pk), dati)
    assert risposta.status_code == 422
    assert dati.get("motivazione", "") in risposta.content.decode()


@pytest.mark.parametrize(
    ("date", "campo"),
    [
        ({"dal": -300, "al": 100}, "dal"),
        ({"dal": 0, "al": 100}, "al"),
        ({"dal": 0, "al": 500}, "al"),
        ({"dal": 10, "al": 5}, "al"),
    ],
)
def test_date_che_si_contraddicono_si_dicono_accanto_al_campo(
    cast: Cast, entra: Entra, date: dict[str, int], campo: str
) -> None:
    atto = bozza(cast, pronta(cast))
    giorni = {nome: giorni_fa(-quanti).isoformat() for nome, quanti in date.items()}
    dati = {
        "versione": atto.versione,
        "motivazione": "Tenuta",
        "importo": "50",
        "mesi": "6",
        "modo": "bonifico",
    }
    risposta = entra(cast.dario_dirigente).post(dove("provvedimento", atto.pk), {**dati, **giorni})
    assert risposta.status_code == 422
    assert set(risposta.context["form"].errors) == {campo}
    assert "Tenuta" in risposta.text


def test_una_bozza_scritta_prima_con_date_contrarie_non_e_completa(cast: Cast) -> None:
    atto = bozza(cast, pronta(cast))
    atto.dal, atto.al, atto.mesi = oggi(), giorni_fa(-500), 6
    atto.save()
    assert "Correggi i mesi o le date" in mancanze_di(atto, al=oggi()).motivi[0].testo


def test_una_versione_vecchia_non_copre_quella_nuova(cast: Cast, entra: Entra) -> None:
    atto = bozza(cast, pronta(cast))
    dati = {
        "versione": 0,
        "motivazione": "Altra",
        "importo": "300",
        "modo": "bonifico",
        "dal": f"{oggi():%d/%m/%Y}",
    }
    risposta = entra(cast.dario_dirigente).post(dove("provvedimento", atto.pk), dati)
    assert risposta.status_code == 422
    assert "Un'altra persona" in risposta.content.decode().replace("&#x27;", "'")


def test_preavviso_osservazione_riesame_e_risposta_dalle_pagine(cast: Cast, entra: Entra) -> None:
    richiesta = pronta(cast, stato=StatoRichiesta.PARERE_CONTRARIO)
    dirigente, anna = entra(cast.dario_dirigente), entra(cast.anna_verdi)
    dati = {
        "canale": "PEC",
        "inviato_il": oggi().isoformat(),
        "motivo_1": "ISEE troppo alto",
        "articolo_1": "",
    }
    assert dirigente.post(dove("preavviso-nuovo", richiesta.pk), dati).status_code == 422
    dati["articolo_1"] = "art. 6"
    assert dirigente.post(dove("preavviso-nuovo", richiesta.pk), dati).status_code == 302
    preavviso = Preavviso.objects.get()
    prova = {"versione": 0, "consegnata_il": oggi().isoformat(), "estremi_prova": "ricevuta inventata"}
    ricevimento = dove("comunicazione-ricevimento", preavviso.comunicazione_id)
    assert anna.post(ricevimento, prova).status_code == 302
    scritto = {"presentata_il": oggi().isoformat(), "testo": "Ho perso il lavoro"}
    assert anna.post(dove("osservazione-nuova", preavviso.pk), scritto).status_code == 302
    assert anna.get(dove("preavviso-riesame", preavviso.pk)).status_code == 403
    riesame = dove("preavviso-riesame", preavviso.pk)
    assert dirigente.post(riesame, {"versione": 0}).status_code == 302
    osservazione = Osservazione.objects.get()
    valutata = {"versione": 0, "accolta": "no", "risposta": "Il reddito resta sopra"}
    assert dirigente.post(dove("osservazione-risposta", osservazione.pk), valutata).status_code == 302
    pagina = anna.get(dove("decisione", richiesta.pk)).content.decode()
    assert "Ho perso il lavoro" in pagina
    assert "Il reddito resta sopra" in pagina


def test_chi_non_segue_il_caso_non_registra_le_risposte(cast: Cast, entra: Entra) -> None:
    preavviso = con_preavviso(cast)
    bruno = entra(cast.bruno_colle)
    for pagina in (
        dove("osservazione-nuova", preavviso.pk),
        dove("comunicazione-ricevimento", preavviso.comunicazione_id),
        dove("decisione", preavviso.richiesta_id),
    ):
        assert bruno.get(pagina).status_code == 404


def test_elenco_con_le_stesse_interrogazioni_per_una_e_tre_righe(
    cast: Cast, entra: Entra, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = entra(cast.dario_dirigente)
    for quante in (1, 2):
        for _ in range(quante):
            concessa(cast)
            pronta(cast)
        client.get(dove("provvedimenti"))
        with django_assert_num_queries(INTERROGAZIONI_ELENCO):
            client.get(dove("provvedimenti"))


def test_i_filtri_stanno_nell_indirizzo_e_quelli_strani_si_ignorano(cast: Cast, entra: Entra) -> None:
    atto = concessa(cast)
    client, link = entra(cast.dario_dirigente), dove("provvedimento", atto.pk)
    assert link in client.get(dove("provvedimenti"), {"tipo": "concessione"}).content.decode()
    assert link not in client.get(dove("provvedimenti"), {"stato": "bozza"}).content.decode()
    assert client.get(dove("provvedimenti"), {"tipo": "'", "anno": "x", "pagina": "-1"}).status_code == 200


def test_le_pagine_pubbliche_non_dicono_niente_di_nessuno(cast: Cast, client: Client) -> None:
    atto = pubblicato(cast)
    concessa(cast, "300.00")
    testi = [client.get(dove(n)).content.decode() for n in ("atti", "atti-csv", "atti-json")]
    for testo in testi:
        assert atto.pubblicazione.codice in testo
        assert [c for c in CANARINI if c.lower() in testo.lower()] == []
    righe: list[dict[str, Any]] = json.loads(testi[2])["atti"]
    assert [r["codice"] for r in righe] == [atto.pubblicazione.codice]
    assert righe[0]["importo"] == "1200.00"
    assert client.get(dove("atti-csv"), {"anno": "1999"}).content.decode().count("\n") == 1
    assert client.get(dove("atto-pubblico", atto.pubblicazione.codice)).status_code == 404  # not printed yet
    assert client.get(dove("atto-pubblico", "AAAA-BBBB-CCCC-DDDD")).status_code == 404


def test_dalla_pagina_non_si_pubblica_un_testo_che_fa_riconoscere(cast: Cast, entra: Entra) -> None:
    atto = concessa(cast, "1200.00")
    client, pagina = entra(cast.dario_dirigente), dove("pubblicazione", atto.pk)
    assert client.post(pagina, {"oggetto": "Per Maria"}).status_code == 302
    assert "fa riconoscere la persona" in client.get(pagina).content.decode()
    assert client.post(pagina, {"perche_nonostante": "Sì", "conferma": "1", "letto": "on"}).status_code == 422
    assert client.post(pagina, {"oggetto": "Sostegno economico"}).status_code == 302
    assert client.post(pagina).status_code == 422
    va = {"perche_nonostante": "Importo comune a molti", "conferma": "1"}
    assert "letto" in client.post(pagina, va).context["form"].errors
    va["letto"] = "on"
    assert client.post(pagina, va).status_code == 302
    atto.pubblicazione.refresh_from_db()
    assert atto.pubblicazione.pubblicata_il == oggi()


def test_i_termini_a_rischio_si_spiegano_e_si_nomina_chi_sostituisce(cast: Cast, entra: Entra) -> None:
    client = entra(cast.dario_dirigente)
    in_riesame(cast)
    assert client.get(dove("termini")).status_code == 200
    dati = {"utente": cast.cora_coordina.pk, "dal": oggi().isoformat(), "atto": "Decreto inventato 7"}
    assert client.post(dove("sostituto"), dati).status_code == 302
    assert "Decreto inventato 7" in client.get(dove("termini")).content.decode()


def test_le_deroghe_di_un_semestre_dalla_pagina(cast: Cast, entra: Entra) -> None:
    adotta(cast, bozza(cast, pronta(cast, in_deroga=True), "deroga"))
    client = entra(cast.dario_dirigente)
    futuro = {"anno": oggi().year + 1, "semestre": "1"}
    assert client.post(dove("deroghe"), futuro).status_code == 422
    assert client.post(dove("deroghe"), {"anno": oggi().year - 1, "semestre": "1"}).status_code == 302
    elenco = ElencoDeroghe.objects.get()
    assert elenco.righe == []
    assert elenco.registrazione.segnatura in client.get(dove("deroghe")).content.decode()


def test_la_pagina_dell_atto_dice_che_la_lettera_non_e_partita(cast: Cast, entra: Entra) -> None:
    atto = concessa(cast)
    lettera = comunica_esito(
        provvedimento=atto, canale="posta", inviata_il=oggi(), operatore=cast.dario_dirigente, al=oggi()
    )
    Messaggio.objects.update_or_create(
        chiave=f"comunicazione:{lettera.pk}",
        defaults={"stato": "fallito", "ultimo_errore": "Spedizione non riuscita (X).", "evento": "prova"},
    )
    client = entra(cast.dario_dirigente)
    for pagina in (dove("provvedimento", atto.pk), dove("decisione", atto.richiesta_id)):
        assert "ha rifiutato il messaggio" in client.get(pagina).content.decode()


def test_i_motivi_oltre_il_secondo_stanno_piegati_finche_non_si_scrivono(cast: Cast, entra: Entra) -> None:
    richiesta = pronta(cast, stato=StatoRichiesta.PARERE_CONTRARIO)
    client, pagina = entra(cast.dario_dirigente), dove("preavviso-nuovo", richiesta.pk)
    aperti = '<details class="perche mb-3" open>'
    nuova = client.get(pagina).content.decode()
    assert 'name="motivo_6"' in nuova
    assert aperti not in nuova
    rifiutata = client.post(pagina, {"motivo_3": "Il terzo motivo"})
    assert rifiutata.status_code == 422
    assert aperti in rifiutata.content.decode()
    assert "Il terzo motivo" in rifiutata.content.decode()
