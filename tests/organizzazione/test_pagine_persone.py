"""The office opens and closes accounts, gives and ends roles."""

import datetime
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Incarico, Utente
from tests.conftest import Entra
from tests.people import Cast

OGGI = timezone.localdate


def dati_accesso(**altro: str) -> dict[str, str]:
    return {
        "nome": "Nuova",
        "cognome": "Arrivata",
        "email": "nuova.arrivata@esempio.invalid",
        "codice_fiscale": "",
        "ente": "",
        "ruolo": Ruolo.EDUCATORE,
        "unita": "",
        "comune": "",
        "dal": f"{OGGI():%d/%m/%Y}",
        "al": "",
        **altro,
    }


def test_il_tecnico_apre_un_accesso_e_la_persona_entra_dall_invito(cast: Cast, entra: Entra) -> None:
    risposta = entra(cast.tito_tecnico).post(reverse("organizzazione-persona-nuova"), dati_accesso())
    assert risposta.status_code == 302
    nuova = Utente.objects.get(email="nuova.arrivata@esempio.invalid")
    assert not nuova.has_usable_password()
    assert nuova.incarichi.get().aggiornato_da == cast.tito_tecnico
    assert mail.outbox[-1].to == [nuova.email]
    assert mail.outbox[-1].subject == "Il tuo accesso ai servizi del Comune"
    collegamento = re.search(r"http\S+(/accesso/invito/\S+)", str(mail.outbox[-1].body))
    assert collegamento
    client = Client()
    passo = client.get(collegamento.group(1))
    parola = "una-frase-lunga-e-mia"
    risposta = client.post(passo["Location"], {"password1": parola, "password2": parola})
    assert risposta.status_code == 302
    assert client.post("/accesso/", {"login": nuova.email, "password": parola}).status_code == 302
    ripetuto = Client().get(collegamento.group(1))
    assert ripetuto.status_code == 200
    assert "password1" not in ripetuto.text, "il collegamento vale una volta sola"


@pytest.mark.parametrize("sigla", ["cora_coordina", "dora_dpo", "dario_dirigente"])
def test_chi_guarda_non_scrive(cast: Cast, entra: Entra, sigla: str) -> None:
    client = entra(getattr(cast, sigla))
    assert client.get(reverse("organizzazione")).status_code == 200
    assert client.get(reverse("organizzazione-persona", args=[cast.anna_verdi.pk])).status_code == 200
    assert client.get(reverse("organizzazione-persona-nuova")).status_code == 403
    assert client.post(reverse("organizzazione-persona-nuova"), dati_accesso()).status_code == 403
    incarico = cast.anna_verdi.incarichi.get()
    assert client.post(reverse("organizzazione-incarico-fine", args=[incarico.pk])).status_code == 403


@pytest.mark.parametrize("sigla", ["anna_verdi", "nico_cpi", "senza_incarico", "rita_ragioneria"])
def test_gli_altri_non_entrano(cast: Cast, entra: Entra, sigla: str) -> None:
    assert entra(getattr(cast, sigla)).get(reverse("organizzazione")).status_code == 403


def test_di_un_altro_ambito_non_si_vede_nulla(cast: Cast, entra: Entra) -> None:
    client = entra(cast.tito_tecnico)
    assert "Olga" not in client.get(reverse("organizzazione")).text
    assert client.get(reverse("organizzazione-persona", args=[cast.olga_altrove.pk])).status_code == 404
    incarico = cast.olga_altrove.incarichi.get()
    assert client.get(reverse("organizzazione-incarico-fine", args=[incarico.pk])).status_code == 404
    altrove = cast.territorio.altro_ambito.pk
    assert client.get(reverse("organizzazione"), {"ambito": altrove}).status_code == 404
    assert client.get(reverse("organizzazione"), {"ambito": "x"}).status_code == 404


def test_il_territorio_di_un_altro_ambito_non_si_puo_assegnare(cast: Cast, entra: Entra) -> None:
    fuori = str(cast.territorio.comuni["Altrove"].pk)
    risposta = entra(cast.tito_tecnico).post(
        reverse("organizzazione-persona-nuova"), dati_accesso(comune=fuori)
    )
    assert risposta.status_code == 422
    assert not Utente.objects.filter(email="nuova.arrivata@esempio.invalid").exists()


def test_un_indirizzo_gia_usato_si_spiega_accanto_al_campo(cast: Cast, entra: Entra) -> None:
    dati = dati_accesso(email="ANNA_VERDI@esempio.invalid")
    pagina = entra(cast.tito_tecnico).post(reverse("organizzazione-persona-nuova"), dati).text
    assert "C&#x27;è già un accesso con questo indirizzo." in pagina
    assert 'value="Arrivata"' in pagina, "quello che era scritto resta"
    assert "<title>Errore: Apri un accesso" in pagina


@pytest.mark.parametrize(
    ("cambio", "messaggio"),
    [
        ({"dal": "32/13/2026"}, "data valida"),
        ({"al": "01/01/2020"}, "non può finire prima"),
        ({"nome": "a\x00b"}, "carattere che non si può salvare"),
        ({"codice_fiscale": "CORTO"}, "16 lettere e cifre"),
        ({"ruolo": Ruolo.REFERENTE_PARTNER}, "di cui è referente"),
    ],
)
def test_i_dati_sbagliati_hanno_un_messaggio(
    cast: Cast, entra: Entra, cambio: dict[str, str], messaggio: str
) -> None:
    risposta = entra(cast.tito_tecnico).post(reverse("organizzazione-persona-nuova"), dati_accesso(**cambio))
    assert risposta.status_code == 422
    assert messaggio in risposta.text


def test_nessuno_da_un_incarico_a_se_stesso(cast: Cast, entra: Entra) -> None:
    dati = {"ruolo": Ruolo.ASSISTENTE_SOCIALE, "dal": f"{OGGI():%d/%m/%Y}"}
    indirizzo = reverse("organizzazione-incarico-nuovo", args=[cast.tito_tecnico.pk])
    risposta = entra(cast.tito_tecnico).post(indirizzo, dati)
    assert "lo deve dare un altro amministratore" in risposta.text
    assert cast.tito_tecnico.incarichi.count() == 1


def test_l_incarico_finito_ieri_non_vale_gia_alla_richiesta_successiva(cast: Cast, entra: Entra) -> None:
    cora = entra(cast.cora_coordina)
    assert cora.get(reverse("organizzazione")).status_code == 200
    incarico = cast.cora_coordina.incarichi.get()
    ieri = OGGI() - datetime.timedelta(days=1)
    indirizzo = reverse("organizzazione-incarico-fine", args=[incarico.pk])
    assert entra(cast.tito_tecnico).post(indirizzo, {"ultimo_giorno": f"{ieri:%d/%m/%Y}"}).status_code == 302
    assert cora.get(reverse("organizzazione")).status_code == 403
    assert Incarico.history.filter(id=incarico.pk).count() == 2


def test_l_incarico_non_finisce_prima_di_iniziare(cast: Cast, entra: Entra) -> None:
    incarico = cast.cora_coordina.incarichi.get()
    indirizzo = reverse("organizzazione-incarico-fine", args=[incarico.pk])
    risposta = entra(cast.tito_tecnico).post(indirizzo, {"ultimo_giorno": "01/01/2000"})
    assert "non può venire prima" in risposta.text


def test_chiudere_un_accesso_ferma_le_sue_sessioni_e_si_puo_riaprire(cast: Cast, entra: Entra) -> None:
    anna, tito = entra(cast.anna_verdi), entra(cast.tito_tecnico)
    assert anna.get("/stile/").status_code == 200
    indirizzo = reverse("organizzazione-accesso", args=[cast.anna_verdi.pk])
    assert tito.get(indirizzo).status_code == 200
    tito.post(indirizzo, {"azione": "disattiva"})
    assert anna.get("/stile/").status_code == 302
    tito.post(indirizzo, {"azione": "riattiva"})
    cast.anna_verdi.refresh_from_db()
    assert cast.anna_verdi.is_active


def test_il_proprio_accesso_non_si_chiude_da_soli(cast: Cast, entra: Entra) -> None:
    tito = entra(cast.tito_tecnico)
    tito.post(reverse("organizzazione-accesso", args=[cast.tito_tecnico.pk]), {"azione": "disattiva"})
    assert tito.get("/stile/").status_code == 200


def test_chi_lavora_anche_altrove_non_viene_chiuso_da_qui(cast: Cast, entra: Entra) -> None:
    Incarico.objects.create(
        utente=cast.anna_verdi,
        ruolo=Ruolo.EDUCATORE,
        ambito=cast.territorio.altro_ambito,
        dal=datetime.date(2024, 1, 1),
    )
    tito = entra(cast.tito_tecnico)
    indirizzo = reverse("organizzazione-accesso", args=[cast.anna_verdi.pk])
    pagina = tito.post(indirizzo, {"azione": "disattiva"}, follow=True)
    assert "lavora anche in un altro Ambito" in pagina.text
    cast.anna_verdi.refresh_from_db()
    assert cast.anna_verdi.is_active


def test_la_ricerca_trova_per_nome_e_regge_caratteri_strani(cast: Cast, entra: Entra) -> None:
    client = entra(cast.tito_tecnico)
    assert "Anna" in client.get(reverse("organizzazione"), {"q": "verdi anna"}).text
    assert "Nessuna persona corrisponde" in client.get(reverse("organizzazione"), {"q": "%_\x00'\u202e"}).text


def test_l_elenco_fa_lo_stesso_numero_di_interrogazioni_con_piu_righe(
    cast: Cast, entra: Entra, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    client = entra(cast.tito_tecnico)
    client.get(reverse("organizzazione"))
    with django_assert_num_queries(11):
        client.get(reverse("organizzazione"), {"q": "anna"})
    with django_assert_num_queries(11):
        client.get(reverse("organizzazione"))
