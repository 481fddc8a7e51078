"""What was written wrong on a referral is corrected with the reason, and nothing of the past is lost."""

import datetime

import pytest
from django.urls import reverse

from adi_platform.errori import ConflittoDiVersione, DominioError, StatoCambiato
from cases.enums import StatoScadenza
from cases.models import Scadenza
from protocollo.enums import GenereMessaggio, StatoInvio
from protocollo.models import Invio, MessaggioInvio
from protocollo.services.correzioni import correggi_data, correggi_segnalazione, ritira_segnalazione
from protocollo.services.invii import Risposta, muovi_invio, scrivi_messaggio
from protocollo.services.presa_d_atto import valuta_segnalazione
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast
from tests.protocollo.scena import invio_al_cpi

D = datetime.timedelta


@pytest.fixture
def invio(cast: Cast) -> Invio:
    return invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=30))


def firmato(invio: Invio, cast: Cast, giorno: datetime.date) -> Invio:
    return muovi_invio(
        invio=invio, mossa="firma", risposta=Risposta(esito_il=giorno), operatore=cast.nico_cpi,
        dal_partner=True, al=oggi(),
    )  # fmt: skip


def segnalato(invio: Invio, cast: Cast, giorno: datetime.date) -> MessaggioInvio:
    return scrivi_messaggio(
        invio=invio, testo="Non è venuta.", operatore=cast.nico_cpi, dal_partner=True, al=oggi(),
        genere=GenereMessaggio.INADEMPIMENTO, del_giorno=giorno,
    )  # fmt: skip


def scadenza(invio: Invio, coda: str = "") -> Scadenza:
    return Scadenza.objects.get(caso=invio.caso_id, chiave=f"rete:{coda or invio.pk}")


class TestDataDelPatto:
    def test_il_cpi_la_corregge_e_l_orologio_riparte_dal_giorno_giusto(
        self, invio: Invio, cast: Cast, entra: Entra
    ) -> None:
        sbagliata, giusta = oggi() - D(days=2), oggi() - D(days=20)
        firmato(invio, cast, sbagliata)
        nico, dove = entra(cast.nico_cpi), reverse("portale-invio-data", args=[invio.pk])
        assert dove in nico.get(reverse("portale-invio", args=[invio.pk])).text
        dati = {"era": sbagliata.isoformat(), "giorno": giusta.isoformat(), "motivo": ""}
        assert nico.post(dove, dati).status_code == 422
        assert nico.post(dove, {}).status_code == 422
        assert nico.post(dove, {**dati, "motivo": "x"}).status_code == 422
        assert nico.post(dove, {**dati, "motivo": "Avevo letto male il foglio."}).status_code == 302

        invio.refresh_from_db()
        assert (invio.esito_il, invio.entro, invio.da_leggere) == (giusta, giusta + D(days=90), True)
        assert invio.caso.componenti.get(persona=invio.persona).psp_il == giusta
        assert scadenza(invio).adempiuta_il == giusta
        assert scadenza(invio, f"{invio.pk}:aggiornamento:{giusta:%Y%m%d}").stato == StatoScadenza.APERTA
        vecchia = scadenza(invio, f"{invio.pk}:aggiornamento:{sbagliata:%Y%m%d}")
        assert vecchia.stato == StatoScadenza.ANNULLATA
        detto = f"Firmato il: da {sbagliata:%d/%m/%Y} a {giusta:%d/%m/%Y}. Avevo letto male il foglio."
        ufficio = entra(cast.anna_verdi).get(reverse("caso-invio", args=[invio.caso_id, invio.pk])).text
        assert detto in nico.get(reverse("portale-invio", args=[invio.pk])).text
        assert detto in ufficio
        assert "Data corretta" in ufficio

    def test_la_corregge_anche_l_ufficio_e_chi_la_sa_superata_lo_legge(
        self, invio: Invio, cast: Cast, entra: Entra
    ) -> None:
        era, nuova = oggi() - D(days=2), oggi() - D(days=5)
        firmato(invio, cast, era)
        anna = entra(cast.anna_verdi)
        dove = reverse("caso-invio-data", args=[invio.caso_id, invio.pk])
        assert dove in anna.get(reverse("caso-invio", args=[invio.caso_id, invio.pk])).text
        dati = {"era": era.isoformat(), "giorno": nuova.isoformat(), "motivo": "Dal patto in copia."}
        assert anna.post(dove, dati).status_code == 302
        doppia = anna.post(dove, dati)
        assert doppia.status_code == 422
        assert f"Nel frattempo la data è diventata {nuova:%d/%m/%Y}" in doppia.text
        with pytest.raises(ConflittoDiVersione):
            correggi_data(
                invio=invio, era=era, giorno=nuova, motivo="x", operatore=cast.nico_cpi, dal_partner=True,
                al=oggi(),
            )  # fmt: skip

    @pytest.mark.parametrize(
        ("giorni", "messaggio"),
        [(1, "futura"), (-40, "viene dopo"), (-2, "stessa data"), (0, "aggiornamento")],
    )
    def test_la_data_giusta_e_possibile(self, giorni: int, messaggio: str, invio: Invio, cast: Cast) -> None:
        era = oggi() - D(days=2)
        firmato(invio, cast, era)
        scrivi_messaggio(
            invio=invio, testo="Visto.", operatore=cast.nico_cpi, dal_partner=True, al=oggi(),
            genere=GenereMessaggio.AGGIORNAMENTO, del_giorno=oggi() - D(days=1),
        )  # fmt: skip
        with pytest.raises(DominioError, match=messaggio):
            correggi_data(
                invio=invio, era=era, giorno=oggi() + D(days=giorni), motivo="x", operatore=cast.nico_cpi,
                dal_partner=True, al=oggi(),
            )  # fmt: skip

    def test_anche_la_convocazione_e_niente_prima_di_averla(
        self, invio: Invio, cast: Cast, entra: Entra
    ) -> None:
        nico, dove = entra(cast.nico_cpi), reverse("portale-invio-data", args=[invio.pk])
        assert nico.get(dove).status_code == 404
        giorno, giusto = oggi() + D(days=3), oggi() + D(days=5)
        muovi_invio(
            invio=invio, mossa="convoca", risposta=Risposta(convocato_per=giorno), operatore=cast.nico_cpi,
            dal_partner=True, al=oggi(),
        )  # fmt: skip
        dati = {"era": giorno.isoformat(), "giorno": giusto.isoformat(), "motivo": "Giorno sbagliato."}
        assert nico.post(dove, dati).status_code == 302
        invio.refresh_from_db()
        assert (invio.stato, invio.convocato_per) == (StatoInvio.CONVOCATO, giusto)
        assert entra(cast.lidia_cpi).get(dove).status_code in (403, 404)


class TestSegnalazione:
    def test_senza_il_giorno_non_parte_e_nulla_si_perde(self, invio: Invio, cast: Cast, entra: Entra) -> None:
        dati = {"testo": "Non è venuta al corso.", "genere": "inadempimento", "del_giorno": ""}
        risposta = entra(cast.nico_cpi).post(reverse("portale-invio", args=[invio.pk]), dati)
        assert risposta.status_code == 422
        assert risposta.context["form"].errors["del_giorno"] == [
            "Scrivi il giorno del fatto: non è per forza oggi."
        ]
        assert "Non è venuta al corso." in risposta.text
        assert not MessaggioInvio.objects.exists()

    def test_chi_l_ha_scritta_la_ritira_e_l_ufficio_non_la_valuta_piu(
        self, invio: Invio, cast: Cast, entra: Entra
    ) -> None:
        scritta = segnalato(invio, cast, oggi() - D(days=1))
        nico, dove = entra(cast.nico_cpi), reverse("portale-segnalazione", args=[invio.pk, scritta.pk])
        assert dove in nico.get(reverse("portale-invio", args=[invio.pk])).text
        assert nico.post(dove, {}).status_code == 422
        assert nico.post(dove, {"atto": "ritira", "motivo": "Era un'altra persona."}).status_code == 302
        assert scadenza(invio, f"inadempimento:{scritta.pk}").stato == StatoScadenza.ANNULLATA
        anna = entra(cast.anna_verdi)
        ufficio = anna.get(reverse("caso-invio", args=[invio.caso_id, invio.pk])).text
        valuta = reverse("caso-invio-segnalazione", args=[invio.caso_id, invio.pk, scritta.pk])
        assert "Era un&#x27;altra persona." in ufficio
        assert "Non è venuta." in ufficio, "ciò che era scritto resta"
        assert "(poi ritirata)" in ufficio
        assert valuta not in ufficio
        tardi = anna.post(valuta, {"motivo": "Decido lo stesso."})
        assert tardi.status_code == 422
        assert "l&#x27;ha corretta o ritirata" in tardi.text
        assert nico.get(dove, follow=True).redirect_chain, "una seconda volta dice che non cambia più"

    def test_corretta_i_giorni_dell_ufficio_restano_quelli(self, invio: Invio, cast: Cast) -> None:
        scritta = segnalato(invio, cast, oggi() - D(days=1))
        prima = scadenza(invio, f"inadempimento:{scritta.pk}").entro
        chi = {"operatore": cast.nico_cpi, "al": oggi() + D(days=4)}
        giusto = oggi() - D(days=3)
        nuova = correggi_segnalazione(
            messaggio=scritta, motivo="Giorno sbagliato.", testo="Non è venuta.", del_giorno=giusto, **chi
        )
        assert (nuova.corregge, nuova.del_giorno) == (scritta, giusto)
        assert scadenza(invio, f"inadempimento:{nuova.pk}").entro == prima
        assert scadenza(invio, f"inadempimento:{scritta.pk}").stato == StatoScadenza.ANNULLATA
        with pytest.raises(StatoCambiato):
            ritira_segnalazione(messaggio=scritta, motivo="x", **chi)
        terza = correggi_segnalazione(
            messaggio=nuova, motivo="Di nuovo.", testo="Altro.", del_giorno=giusto, **chi
        )
        assert scadenza(invio, f"inadempimento:{terza.pk}").entro == prima

    def test_non_la_tocca_un_collega_ne_chi_arriva_dopo_la_valutazione(
        self, invio: Invio, cast: Cast
    ) -> None:
        scritta = segnalato(invio, cast, oggi())
        with pytest.raises(DominioError, match="solo chi l'ha scritta"):
            ritira_segnalazione(messaggio=scritta, motivo="x", operatore=cast.lidia_cpi, al=oggi())
        valuta_segnalazione(messaggio=scritta, valutazione="Visto.", operatore=cast.anna_verdi, al=oggi())
        with pytest.raises(StatoCambiato, match="già valutata"):
            ritira_segnalazione(messaggio=scritta, motivo="x", operatore=cast.nico_cpi, al=oggi())
        with pytest.raises(StatoCambiato):
            correggi_segnalazione(
                messaggio=scritta,
                motivo="x",
                testo="y",
                del_giorno=oggi(),
                operatore=cast.nico_cpi,
                al=oggi(),
            )


def test_chi_non_e_attivabile_si_legge_dove_si_cambia(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    componente = caso.componenti.get(richiedente=True)
    componente.attivabile_lavoro = False
    componente.save()
    ente = cast.nico_cpi.ente
    assert ente is not None
    anna = entra(cast.anna_verdi)
    dove = reverse("obbligo-componente", args=[caso.pk, componente.pk])
    pagina = anna.get(reverse("condivisione-nuova", args=[caso.pk, ente.pk])).text
    assert "Negli obblighi è «non attivabile al lavoro»: al CPI va chi è attivabile." in pagina
    assert dove in pagina
    assert anna.get(dove).status_code == 200
