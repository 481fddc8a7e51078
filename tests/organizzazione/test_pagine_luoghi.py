"""Territory, partner bodies, second factor by role."""

import pytest
from django.urls import reverse

from adi_platform.agenda.models import Stanza
from adi_platform.http.viste.organizzazione.luoghi import VOCI
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Comune, Ente, Sede, ServizioEnte, UnitaTerritoriale
from tests.conftest import Entra
from tests.people import Cast


@pytest.mark.parametrize("nome", ["organizzazione-territorio", "organizzazione-enti"])
def test_il_coordinatore_vede_e_non_modifica(cast: Cast, entra: Entra, nome: str) -> None:
    pagina = entra(cast.cora_coordina).get(reverse(nome))
    assert pagina.status_code == 200
    assert "Lo fa l&#x27;amministratore tecnico" in pagina.text
    assert "/organizzazione/voci/" not in pagina.text
    assert "Lontana" not in pagina.text


def test_il_tecnico_aggiunge_unita_comune_sede_ente_e_servizio(cast: Cast, entra: Entra) -> None:
    client = entra(cast.tito_tecnico)

    def aggiungi(voce: str, /, **dati: object) -> None:
        risposta = client.post(reverse("organizzazione-voce-nuova", args=[voce]), dati)
        assert risposta.status_code == 302, risposta.text

    aggiungi("unita", nome="Pianura")
    unita = UnitaTerritoriale.objects.get(nome="Pianura")
    assert unita.ambito == cast.territorio.ambito
    aggiungi("comuni", nome="Piana", unita=unita.pk, codice_istat="990009", codice_catastale="Z909")
    comune = Comune.objects.get(nome="Piana")
    aggiungi("sedi", nome="Sede di Piana", indirizzo="Via Prova 9", comune=comune.pk)
    aggiungi("enti", tipo="scuola", nome="Istituto di Prova")
    ente = Ente.objects.get(nome="Istituto di Prova")
    aggiungi("servizi", ente=ente.pk, tipo="altro", nome="Segreteria")
    sede = Sede.objects.get(comune=comune)
    aggiungi("stanze", sede=sede.pk, nome="Sala 1", posti=6, dalle="09:00", alle="13:00", attiva="on")
    stanza = Stanza.objects.get(sede=sede)
    assert stanza.posti == 6
    assert "Sala 1</a>, Sede di Piana: 6 posti" in client.get(reverse("organizzazione-territorio")).text
    chiusa = {"sede": sede.pk, "nome": "Sala 1", "posti": 6, "dalle": "09:00", "alle": "13:00"}
    client.post(reverse("organizzazione-voce", args=["stanze", stanza.pk]), chiusa)
    assert not Stanza.objects.get(sede=sede).attiva
    assert ServizioEnte.objects.get(ente=ente).nome == "Segreteria"


def test_un_doppione_viene_spiegato_e_non_e_un_guasto(cast: Cast, entra: Entra) -> None:
    client = entra(cast.tito_tecnico)
    esistente = cast.territorio.comuni["Valdoria"]
    dati = {
        "nome": "Copia",
        "unita": esistente.unita_id,
        "codice_istat": "990002",
        "codice_catastale": "Z999",
    }
    risposta = client.post(reverse("organizzazione-voce-nuova", args=["comuni"]), dati)
    assert risposta.status_code == 422
    assert "riepilogo-errori" in risposta.text


@pytest.mark.parametrize(("giorno", "mese"), [("31", "2"), ("5", ""), ("1", "13")])
def test_il_patrono_deve_essere_un_giorno_che_esiste(
    cast: Cast, entra: Entra, giorno: str, mese: str
) -> None:
    comune = cast.territorio.comuni["Valdoria"]
    dati = {
        "nome": comune.nome,
        "unita": comune.unita_id,
        "codice_istat": comune.codice_istat,
        "codice_catastale": comune.codice_catastale,
        "patrono_giorno": giorno,
        "patrono_mese": mese,
    }
    risposta = entra(cast.tito_tecnico).post(reverse("organizzazione-voce", args=["comuni", comune.pk]), dati)
    assert risposta.status_code == 422
    assert "patrono" in risposta.text.lower()


def test_le_voci_di_un_altro_ambito_danno_404(cast: Cast, entra: Entra) -> None:
    client = entra(cast.tito_tecnico)
    lontano = cast.territorio.comuni["Altrove"]
    assert client.get(reverse("organizzazione-voce", args=["comuni", lontano.pk])).status_code == 404
    assert client.get(reverse("organizzazione-voce", args=["inventata", 1])).status_code == 404
    assert client.get(reverse("organizzazione-voce-nuova", args=["inventata"])).status_code == 404


def test_l_unita_di_un_altro_ambito_non_si_puo_scegliere(cast: Cast, entra: Entra) -> None:
    lontana = cast.territorio.comuni["Altrove"].unita
    dati = {"nome": "X", "unita": lontana.pk, "codice_istat": "990010", "codice_catastale": "Z910"}
    risposta = entra(cast.tito_tecnico).post(reverse("organizzazione-voce-nuova", args=["comuni"]), dati)
    assert risposta.status_code == 422
    assert not Comune.objects.filter(nome="X").exists()


@pytest.mark.parametrize("tipo", sorted(VOCI))
def test_ogni_voce_ha_il_suo_modulo(cast: Cast, entra: Entra, tipo: str) -> None:
    risposta = entra(cast.tito_tecnico).get(reverse("organizzazione-voce-nuova", args=[tipo]))
    assert risposta.status_code == 200


def test_il_tecnico_sceglie_i_ruoli_con_secondo_fattore(cast: Cast, entra: Entra) -> None:
    client = entra(cast.tito_tecnico)
    client.post(reverse("organizzazione-sicurezza"), {"ruoli": [Ruolo.DIRIGENTE, Ruolo.COORDINATORE]})
    cast.territorio.ambito.refresh_from_db()
    assert set(cast.territorio.ambito.mfa_per_ruoli) == {Ruolo.DIRIGENTE, Ruolo.COORDINATORE}
    assert "checked" in client.get(reverse("organizzazione-sicurezza")).text
    client.post(reverse("organizzazione-sicurezza"), {"ruoli": ["inventato"]})
    assert client.post(reverse("organizzazione-sicurezza")).status_code == 422
    cast.territorio.ambito.refresh_from_db()
    assert len(cast.territorio.ambito.mfa_per_ruoli) == 2
