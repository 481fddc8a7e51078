import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from adi_platform.registro_accessi.models import Lettura
from cases.models import AttestazioneISEE, Nucleo, Persona
from cases.services.isee import DatiISEE, registra_isee
from cases.services.recapiti import aggiungi_recapito
from tests.cases.anagrafe.conftest import CF_MARIA, OGGI, nuova_persona, nuovo_caso, nuovo_nucleo
from tests.conftest import Entra
from tests.people import Cast

DATI = {"cognome": "Brandì", "nome": "Ada", "tipo_codice": "privo", "motivo_senza_codice": "in attesa"}

VEDE_MARIA = {
    "anna_verdi": 200,
    "bruno_colle": 404,
    "carla_mare": 404,
    "sara_sportello": 200,
    "elio_educatore": 404,
    "vera_verifiche": 200,
    "cora_coordina": 200,
    "ciro_commissario": 403,
    "pina_presidente": 403,
    "dario_dirigente": 200,
    "rita_ragioneria": 403,
    "nico_cpi": 403,
    "neri_asl": 403,
    "lidia_cpi": 403,
    "dina_cpi": 403,
    "lia_scuola": 403,
    "teo_coop": 403,
    "otto_cpi_altrove": 403,
    "dora_dpo": 200,
    "tito_tecnico": 403,
    "olga_altrove": 404,
    "senza_incarico": 403,
}


@pytest.mark.parametrize("pagina", ["persona-scheda", "persona-recapiti"])
def test_la_scheda_si_apre_solo_a_chi_tocca(cast: Cast, entra: Entra, maria: Persona, pagina: str) -> None:
    url = reverse(pagina, args=[maria.pk])
    viste = {nome: entra(utente).get(url).status_code for nome, utente in cast.tutti().items()}
    assert viste == VEDE_MARIA


def test_il_nucleo_si_apre_solo_a_chi_tocca(cast: Cast, entra: Entra, maria: Persona) -> None:
    url = reverse("nucleo-scheda", args=[Nucleo.objects.get().pk])
    viste = {nome: entra(utente).get(url).status_code for nome, utente in cast.tutti().items()}
    assert viste == VEDE_MARIA


def test_chi_non_ha_ancora_un_caso_lo_apre_chi_lavora_nel_suo_comune(cast: Cast, entra: Entra) -> None:
    persona = nuova_persona(cast, "Brandì", "Ada")
    url = reverse("persona-scheda", args=[persona.pk])
    codici = {
        n: entra(getattr(cast, n)).get(url).status_code for n in ("anna_verdi", "bruno_colle", "carla_mare")
    }
    assert codici == {"anna_verdi": 200, "bruno_colle": 200, "carla_mare": 404}


def test_chi_legge_soltanto_non_scrive(cast: Cast, entra: Entra, maria: Persona) -> None:
    for nome in ("dario_dirigente", "dora_dpo", "vera_verifiche"):
        client = entra(getattr(cast, nome))
        assert b"Correggi i dati" not in client.get(reverse("persona-scheda", args=[maria.pk])).content
        assert client.post(reverse("persona-modifica", args=[maria.pk]), DATI).status_code == 403


def test_ogni_scheda_aperta_resta_scritta(cast: Cast, entra: Entra, maria: Persona) -> None:
    client = entra(cast.anna_verdi)
    for pagina in ("persona-scheda", "persona-recapiti"):
        client.get(reverse(pagina, args=[maria.pk]))
    letture = Lettura.objects.order_by("numero").values_list("evento", "persone")
    assert list(letture) == [("persona.scheda", [maria.pk]), ("persona.recapiti", [maria.pk])]


def test_i_recapiti_si_vedono_solo_dopo_averli_aperti(cast: Cast, entra: Entra, maria: Persona) -> None:
    aggiungi_recapito(persona=maria, operatore=None, tipo="telefono", valore="318 5556677")
    client = entra(cast.anna_verdi)
    assert b"5556677" not in client.get(reverse("persona-scheda", args=[maria.pk])).content
    assert b"5556677" in client.get(reverse("persona-recapiti", args=[maria.pk])).content


def test_una_persona_si_registra_dopo_aver_visto_chi_le_somiglia(cast: Cast, entra: Entra) -> None:
    nuova_persona(cast, "Brandì", "Ada")
    client, url = entra(cast.anna_verdi), reverse("persona-nuova")
    dati = {**DATI, "cognome": "BRANDI'", "comune_residenza": cast.territorio.comuni["Valdoria"].pk}
    avviso = client.post(url, dati)
    assert avviso.status_code == 422
    assert "Forse c&#x27;è già" in avviso.content.decode() or "Forse c'è già" in avviso.content.decode()
    assert Persona.objects.count() == 1
    fatta = client.post(url, {**dati, "e_nuova": "1"}, follow=True)
    assert fatta.redirect_chain
    assert Persona.objects.count() == 2


def test_dalla_ricerca_senza_esito_il_modulo_nasce_gia_scritto(cast: Cast, entra: Entra) -> None:
    pagina = entra(cast.anna_verdi).post(reverse("persona-nuova"), {"inizia": "1", "cercato": "Brandì Ada"})
    assert pagina.status_code == 200
    assert 'value="Brandì"' in pagina.content.decode()


def test_registrare_chi_abita_altrove_non_apre_la_sua_scheda(cast: Cast, entra: Entra) -> None:
    dati = {**DATI, "comune_residenza": cast.territorio.comuni["Montelario"].pk}
    risposta = entra(cast.anna_verdi).post(reverse("persona-nuova"), dati)
    assert risposta.url == reverse("cerca")


@pytest.mark.parametrize(
    ("campo", "valore", "messaggio"),
    [
        ("codice", "PNDMRA85D52A783X", "ultimo carattere"),
        ("cognome", "", "obbligatorio"),
        ("cognome", "Ros\x00si", "non si può salvare"),
        ("data_nascita", "31/02/1980", "Scrivi una data"),
        ("data_nascita", "01/01/0001", "Controlla l"),
        ("data_nascita", "01/01/2050", "nel futuro"),
        ("versione", "9" * 30, ""),
        ("comune_residenza", "999999", ""),
        ("indirizzo", "x" * 5000, "200"),
    ],
)
def test_un_dato_sbagliato_si_corregge_accanto_al_campo_senza_perdere_il_resto(
    cast: Cast, entra: Entra, campo: str, valore: str, messaggio: str
) -> None:
    tipo = "cf" if campo == "codice" else "privo"
    dati = {**DATI, "tipo_codice": tipo, "luogo_nascita": "Luogo-già-scritto", campo: valore}
    pagina = entra(cast.anna_verdi).post(reverse("persona-nuova"), dati)
    testo = pagina.content.decode()
    assert pagina.status_code == 422
    assert messaggio in testo
    assert "Luogo-già-scritto" in testo
    assert "<title>Errore: " in testo


def test_il_codice_discorde_si_conferma_con_una_spunta(cast: Cast, entra: Entra) -> None:
    client = entra(cast.anna_verdi)
    dati = {"cognome": "Re", "nome": "Ugo", "tipo_codice": "cf", "codice": CF_MARIA}
    pagina = client.post(reverse("persona-nuova"), dati)
    assert pagina.status_code == 422
    assert 'type="checkbox" name="conferma_discordanze"' in pagina.content.decode()
    assert client.post(reverse("persona-nuova"), {**dati, "conferma_discordanze": "on"}).status_code == 302


def test_chi_salva_per_secondo_vede_i_due_testi(cast: Cast, entra: Entra, maria: Persona) -> None:
    anna, cora = entra(cast.anna_verdi), entra(cast.cora_coordina)
    url = reverse("persona-modifica", args=[maria.pk])
    base = {**DATI, "cognome": "Pandisano", "nome": "Maria", "versione": "0"}
    assert cora.post(url, {**base, "cittadinanza": "Perù"}).status_code == 302
    conflitto = anna.post(url, {**base, "cittadinanza": "Italia-scritta-da-Anna"})
    testo = conflitto.content.decode()
    assert conflitto.status_code == 409
    assert "Perù" in testo
    assert "Italia-scritta-da-Anna" in testo
    assert "C. Coordina" in testo
    versione = re.search(r'name="versione" value="(\d+)"', testo)
    assert versione
    ripresa = {**base, "cittadinanza": "Italia-scritta-da-Anna", "versione": versione[1]}
    assert anna.post(url, ripresa).status_code == 302


def test_dal_foglio_della_persona_nasce_il_nucleo_e_si_aggiunge_chi_c_e(cast: Cast, entra: Entra) -> None:
    madre, figlio = nuova_persona(cast, "Brandì", "Ada"), nuova_persona(cast, "Brandì", "Ugo")
    client = entra(cast.anna_verdi)
    dati = {"comune": cast.territorio.comuni["Valdoria"].pk, "dal": "2026-01-01"}
    assert client.post(reverse("nucleo-nuovo", args=[madre.pk]), dati).status_code == 302
    nucleo = Nucleo.objects.get()
    url = reverse("nucleo-componente-nuovo", args=[nucleo.pk])
    trovate = client.post(url, {"q": "brandi ugo", "azione": "cerca"}).content.decode()
    assert f'value="{figlio.pk}"' in trovate
    aggiunta = {
        "q": "brandi ugo",
        "azione": "aggiungi",
        "persona": figlio.pk,
        "parentela": "figlio",
        "dal": "2026-01-01",
    }
    assert client.post(url, aggiunta).status_code == 302
    assert client.get(reverse("nucleo-scheda", args=[nucleo.pk])).content.count(b"Brand\xc3\xac Ugo") >= 1
    uscita = reverse("nucleo-componente-uscita", args=[nucleo.pk, nucleo.appartenenze.get(persona=figlio).pk])
    assert client.post(uscita, {"al": "2025-01-01"}).status_code == 422
    assert client.post(uscita, {"al": "2026-02-01"}).status_code == 302


def test_non_si_aggiunge_al_nucleo_chi_non_si_puo_aprire(cast: Cast, entra: Entra, maria: Persona) -> None:
    altrui = nuova_persona(cast, "Brandì", "Ugo", comune="Montelario")
    url = reverse("nucleo-componente-nuovo", args=[Nucleo.objects.get().pk])
    dati = {
        "q": "brandi ugo",
        "azione": "aggiungi",
        "persona": altrui.pk,
        "parentela": "figlio",
        "dal": "2026-01-01",
    }
    assert entra(cast.anna_verdi).post(url, dati).status_code == 422


@pytest.mark.parametrize(
    ("scritto", "letto"),
    [("9.360,00", "9360.00"), ("9.360", "9360.00"), ("9360.00", "9360.00"), ("€ 0", "0.00")],
)
def test_l_isee_si_scrive_come_in_ufficio(
    cast: Cast, entra: Entra, maria: Persona, scritto: str, letto: str
) -> None:
    url = reverse("nucleo-isee-nuova", args=[Nucleo.objects.get().pk])
    dati = {"tipo": "ordinario", "stato": "regolare", "valore": scritto, "presentata_il": "2026-02-03"}
    assert entra(cast.anna_verdi).post(url, dati).status_code == 302
    assert AttestazioneISEE.objects.get().valore == Decimal(letto)


@pytest.mark.parametrize("scritto", ["NaN", "Infinity", "1e3", "9_360", "-5", "9,3605", "９３６０", "1" * 30])
def test_un_isee_che_non_e_un_importo_resta_scritto_con_il_messaggio(
    cast: Cast, entra: Entra, maria: Persona, scritto: str
) -> None:
    url = reverse("nucleo-isee-nuova", args=[Nucleo.objects.get().pk])
    pagina = entra(cast.anna_verdi).post(url, {"tipo": "ordinario", "stato": "regolare", "valore": scritto})
    assert pagina.status_code == 422
    assert scritto in pagina.content.decode()
    assert not AttestazioneISEE.objects.exists()


def test_due_isee_si_vedono_affiancati_con_i_loro_avvisi(cast: Cast, entra: Entra, maria: Persona) -> None:
    nucleo = Nucleo.objects.get()
    oggi = timezone.localdate()
    for tipo, valore in (("ordinario", "0"), ("prestazioni_familiari_inclusione", "6980.68")):
        dati = DatiISEE(tipo=tipo, valore=Decimal(valore), scade_il=oggi + datetime.timedelta(days=5))
        registra_isee(nucleo=nucleo, operatore=None, al=oggi, dati=dati)
    testo = entra(cast.anna_verdi).get(reverse("nucleo-scheda", args=[nucleo.pk])).content.decode()
    for atteso in ("6.980,68", "0,00", "ISEE pari a zero", "valori diversi", "scade il"):
        assert atteso in testo


@pytest.mark.parametrize("quanti", [1, 3])
def test_le_schede_costano_sempre_le_stesse_interrogazioni(
    cast: Cast, entra: Entra, quanti: int, django_assert_num_queries: object
) -> None:
    persone = [nuova_persona(cast, "Zanolì", f"Bea {'abc'[n]}") for n in range(quanti)]
    nucleo = nuovo_nucleo(cast, *persone)
    for numero in range(quanti):
        nuovo_caso(nucleo, f"INPS-ADI-2026-902000{numero}", case_manager=cast.anna_verdi)
        registra_isee(nucleo=nucleo, operatore=None, al=OGGI, dati=DatiISEE(valore=Decimal(numero)))
    client = entra(cast.anna_verdi)
    for pagina, pk, attese in (("nucleo-scheda", nucleo.pk, 20), ("persona-scheda", persone[0].pk, 18)):
        url = reverse(pagina, args=[pk])
        client.get(url)
        with django_assert_num_queries(attese):  # type: ignore[operator]
            assert client.get(url).status_code == 200


def test_il_rapporto_si_sceglie_e_il_giorno_non_e_futuro(cast: Cast, entra: Entra, maria: Persona) -> None:
    ugo, client = nuova_persona(cast, "Brandì", "Ugo"), entra(cast.anna_verdi)
    domani = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()
    url = reverse("nucleo-componente-nuovo", args=[Nucleo.objects.get().pk])
    dati = {"q": "brandi ugo", "azione": "aggiungi", "persona": ugo.pk, "parentela": "", "dal": domani}
    testo = client.post(url, dati).text
    assert "Scegli il rapporto con il richiedente." in testo
    assert "La data non può essere futura." in testo
    nuovo = client.post(reverse("nucleo-nuovo", args=[ugo.pk]), {"dal": domani})
    assert nuovo.status_code == 422
    assert Nucleo.objects.count() == 1


def test_un_carattere_nullo_ha_un_messaggio_in_parole(cast: Cast, entra: Entra, maria: Persona) -> None:
    url = reverse("nucleo-isee-nuova", args=[Nucleo.objects.get().pk])
    dati = {"tipo": "ordinario", "stato": "regolare", "valore": "1", "protocollo": "a\x00b"}
    testo = entra(cast.anna_verdi).post(url, dati).text
    assert "Il testo contiene un carattere che non si può salvare" in testo
