"""The pages of the commission: what each one sees, what is greyed and why, the vote from the phone."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from adi_platform.calendario.giorni import Calendario
from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.registro_accessi.models import Lettura
from adi_platform.ui.formati import giorno_esteso, ora
from contributi.enums import StatoSeduta
from contributi.forms.commissione import FormSeduta
from contributi.models import Commissione, Esclusione, Seduta, VoceSeduta, Voto
from contributi.services.chiusura import chiudi
from contributi.services.proposta import DatiProposta, Orientamento, presenta_proposta
from contributi.services.sedute import invia_odg, metti_all_odg
from tests.conftest import Entra
from tests.contributi.commissione.scena import (
    arrivata_l_ora,
    crea_commissione,
    proposte,
    regola,
    seduta_aperta,
    seduta_convocata,
    seduta_inviata,
    voci,
    votano,
    votano_tutti,
)
from tests.contributi.domande import completa, in_istruttoria, rivedi_tutto
from tests.contributi.fabbrica import CANARINO_BISOGNO, crea_proposta
from tests.people import Cast

pytestmark = pytest.mark.django_db


def pagina(seduta: Seduta) -> str:
    return reverse("contributi:seduta", args=[seduta.commissione_id, seduta.pk])


def voto_di(voce: VoceSeduta, nome: str = "seduta-voto") -> str:
    return reverse(f"contributi:{nome}", args=[voce.seduta.commissione_id, voce.seduta_id, voce.pk])


def html_di(client: Client, indirizzo: str) -> str:
    risposta = client.get(indirizzo)
    assert risposta.status_code == 200
    return risposta.content.decode()


class TestIlVoto:
    def test_si_legge_la_proposta_e_si_vota(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_aperta(cast, quante=2)
        prima, seconda = voci(seduta)
        client = entra(cast.ciro_commissario)
        html = html_di(client, voto_di(prima))
        assert CANARINO_BISOGNO in html
        assert "1 di 2" in html
        assert html.count('name="scelta"') == 4
        risposta = client.post(voto_di(prima), {"scelta": "favorevole", "impronta": prima.impronta})
        assert (risposta.status_code, Voto.objects.count()) == (200, 0), "un tocco solo non basta"
        assert 'name="confermata" value="favorevole"' in risposta.text
        risposta = client.post(voto_di(prima), {"confermata": "favorevole", "impronta": prima.impronta})
        assert (risposta.status_code, risposta["Location"]) == (302, voto_di(seconda))
        risposta = client.post(voto_di(seconda), {"confermata": "astenuto", "impronta": seconda.impronta})
        assert risposta["Location"] == pagina(seduta)
        assert list(Voto.objects.values_list("scelta", flat=True)) == ["favorevole", "astenuto"]

    def test_si_legge_l_istruttoria_congelata(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_convocata(cast, quante=0)
        campi = ("requisito", "fatto", "prova", "esito", "articolo")
        istruttoria = {
            "righe": [{campo: f"{campo} di prova" for campo in campi}],
            "calcolo": [{"voce": "Massimo", "importo": "1300.00", "spiegazione": "Art. 9"}],
        }
        proposta = crea_proposta(cast, istruttoria=istruttoria)
        metti_all_odg(seduta=seduta, proposta=proposta, operatore=cast.pina_presidente)
        invia_odg(seduta=seduta, operatore=cast.pina_presidente)
        html = html_di(entra(cast.ciro_commissario), voto_di(voci(seduta)[0]))
        assert "requisito di prova" in html
        assert "1.300,00 €" in html

    def test_si_aprono_i_documenti_della_proposta_e_solo_chi_vota(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_convocata(cast, quante=0)
        richiesta = completa(cast, in_istruttoria(cast))
        rivedi_tutto(cast, richiesta)
        dati = DatiProposta(
            orientamento=Orientamento.ACCOGLIERE,
            importo=richiesta.importo,
            mesi=None,
            modo=richiesta.modo,
            motivazione="Serve ora.",
        )
        proposta = presenta_proposta(
            richiesta=richiesta, dati=dati, operatore=cast.anna_verdi, al=timezone.localdate()
        )
        metti_all_odg(seduta=seduta, proposta=proposta, operatore=cast.pina_presidente)
        documento = reverse("documento", args=[proposta.contenuto["documenti"][0]["documento"]])
        ciro = entra(cast.ciro_commissario)
        assert ciro.get(documento).status_code == 404
        invia_odg(seduta=seduta, operatore=cast.pina_presidente)
        html = html_di(ciro, voto_di(voci(seduta)[0]))
        for pezzo in (documento, "700,00 €", "2 persone, 1 minore", "Il PAI, versione 1", "4.500,00 €"):
            assert pezzo in html
        assert ciro.get(documento).status_code == 200
        esclusione = Esclusione.objects.create(
            voce=voci(seduta)[0],
            utente=cast.ciro_commissario,
            persona=cast.ciro_commissario.persona_fisica,
            motivo="conflitto",
            dal=timezone.now(),
        )
        assert esclusione.pk
        assert ciro.get(documento).status_code == 404
        assert "Il PAI, versione 1" not in html_di(ciro, voto_di(voci(seduta)[0]))

    def test_la_lettura_della_proposta_resta_scritta(self, cast: Cast, entra: Entra) -> None:
        voce = voci(seduta_aperta(cast))[0]
        html_di(entra(cast.ciro_commissario), voto_di(voce))
        lettura = Lettura.objects.get(evento="commissione.proposta")
        assert lettura.caso_id == voce.proposta.richiesta.caso_id

    def test_senza_motivo_il_contrario_torna_con_l_errore_accanto(self, cast: Cast, entra: Entra) -> None:
        voce = voci(seduta_aperta(cast))[0]
        risposta = entra(cast.ciro_commissario).post(
            voto_di(voce), {"scelta": "contrario", "impronta": voce.impronta}
        )
        assert risposta.status_code == 422
        assert "Scrivi il motivo" in risposta.content.decode()

    def test_il_rifiuto_non_perde_cio_che_si_era_scritto(self, cast: Cast, entra: Entra) -> None:
        voce = voci(seduta_aperta(cast))[0]
        dati = {"scelta": "forse", "motivo": "Parole già scritte", "impronta": voce.impronta}
        risposta = entra(cast.ciro_commissario).post(voto_di(voce), dati)
        assert risposta.status_code == 422
        assert "Parole già scritte" in risposta.content.decode()

    def test_l_autrice_vede_il_motivo_e_non_la_proposta(self, cast: Cast, entra: Entra) -> None:
        voce = voci(seduta_aperta(cast))[0]
        html = html_di(entra(cast.anna_verdi), voto_di(voce))
        assert "Non puoi votare: hai redatto il PAI." in html
        assert CANARINO_BISOGNO not in html
        entra(cast.anna_verdi).post(voto_di(voce), {"confermata": "favorevole", "impronta": voce.impronta})
        assert not Voto.objects.exists()

    def test_il_voto_dato_non_ripropone_i_pulsanti(self, cast: Cast, entra: Entra) -> None:
        voce = voci(seduta_aperta(cast))[0]
        votano(cast, voce, ciro_commissario="favorevole")
        html = html_di(entra(cast.ciro_commissario), voto_di(voce))
        assert "Hai votato: favorevole" in html
        assert 'name="scelta"' not in html

    def test_se_si_puo_cambiare_i_pulsanti_restano(self, cast: Cast, entra: Entra) -> None:
        regola(cast, "a12_voto_modificabile", "si")
        voce = voci(seduta_aperta(cast))[0]
        votano(cast, voce, ciro_commissario="favorevole")
        assert 'name="scelta"' in html_di(entra(cast.ciro_commissario), voto_di(voce))

    def test_il_conflitto_si_dichiara_senza_leggere(self, cast: Cast, entra: Entra) -> None:
        voce = voci(seduta_inviata(cast))[0]
        client = entra(cast.ciro_commissario)
        assert CANARINO_BISOGNO not in html_di(client, voto_di(voce, "seduta-conflitto"))
        dichiara = voto_di(voce, "seduta-conflitto")
        assert client.post(dichiara).status_code == 422
        assert not Esclusione.objects.filter(motivo="conflitto").exists()
        client.post(dichiara, {"spiegazione": "Siamo vicini di casa", "conferma": "1"})
        assert Esclusione.objects.filter(motivo="conflitto", utente=cast.ciro_commissario).exists()
        assert "hai dichiarato un conflitto" in html_di(client, voto_di(voce))

    def test_chi_non_siede_riceve_404(self, cast: Cast, entra: Entra) -> None:
        voce = voci(seduta_aperta(cast))[0]
        for chi in (cast.carla_mare, cast.olga_altrove):
            assert entra(chi).get(voto_di(voce)).status_code == 404


class TestLaSeduta:
    def test_prima_si_vedono_esclusi_e_numero_legale(self, cast: Cast, entra: Entra) -> None:
        html = html_di(entra(cast.ciro_commissario), pagina(seduta_inviata(cast)))
        assert "Anna Verdi: ha redatto il PAI e la richiesta" in html
        assert "Votano 4 persone, ne servono 3" in html
        assert "non dice nulla" in html

    def test_durante_solo_il_presidente_sa_chi_ha_votato(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_aperta(cast)
        votano(cast, voci(seduta)[0], bruno_colle="contrario")
        del_presidente = html_di(entra(cast.pina_presidente), pagina(seduta))
        assert "Ha votato 1 su 4: Bruno Colle" in del_presidente
        assert "contrario" not in del_presidente.lower()
        assert "votato 1 su" not in html_di(entra(cast.ciro_commissario), pagina(seduta))

    def test_dopo_si_leggono_i_voti_l_esito_e_il_codice(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_aperta(cast)
        votano_tutti(cast, seduta)
        chiudi(seduta=seduta)
        html = html_di(entra(cast.ciro_commissario), pagina(seduta))
        assert "Parere favorevole" in html
        assert "Bruno Colle: favorevole" in html
        assert seduta.verbale.impronta in html

    def test_i_motivi_si_leggono_con_la_proposta_e_la_lettura_resta(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_aperta(cast)
        votano_tutti(cast, seduta, "contrario")
        chiudi(seduta=seduta)
        client = entra(cast.ciro_commissario)
        assert "Motivo di prova" not in html_di(client, pagina(seduta))
        assert not Lettura.objects.exists()
        assert "Bruno Colle: contrario. Motivo di prova" in html_di(client, voto_di(voci(seduta)[0]))
        assert Lettura.objects.filter(evento="commissione.proposta").count() == 1

    def test_cio_che_non_si_puo_e_spento_con_il_motivo(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_inviata(cast)
        html = html_di(entra(cast.ciro_commissario), pagina(seduta))
        assert "Lo fa il presidente della commissione." in html
        passo = reverse("contributi:seduta-passo", args=[seduta.commissione_id, seduta.pk, "apri"])
        assert entra(cast.ciro_commissario).post(passo).status_code == 422
        seduta.refresh_from_db()
        assert seduta.stato == StatoSeduta.ODG_INVIATO

    def test_apri_prima_dell_ora_e_spento_con_l_ora_scritta(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_inviata(cast)
        client = entra(cast.pina_presidente)
        quando = f"{giorno_esteso(seduta.apre_il)} alle {ora(seduta.apre_il)}"
        passo = reverse("contributi:seduta-passo", args=[seduta.commissione_id, seduta.pk, "apri"])
        for dove in (pagina(seduta), passo):
            assert f"La votazione si apre {quando}" in html_di(client, dove)
        risposta = client.post(passo, {"conferma": "1"})
        assert (risposta.status_code, "La votazione si apre" in risposta.content.decode()) == (422, True)
        seduta.refresh_from_db()
        assert seduta.stato == StatoSeduta.ODG_INVIATO
        assert passo in html_di(client, pagina(arrivata_l_ora(seduta)))

    def test_il_presidente_scrive_l_ordine_del_giorno_lo_invia_e_apre(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_convocata(cast, quante=0)
        proposta = proposte(cast)[0]
        client = entra(cast.pina_presidente)
        assert "Metti all'ordine del giorno" in html_di(client, pagina(seduta)).replace("&#x27;", "'")
        odg = reverse("contributi:seduta-odg", args=[seduta.commissione_id, seduta.pk])
        assert entra(cast.ciro_commissario).post(odg, {"proposta": proposta.pk}).status_code == 409
        assert client.post(odg, {"proposta": "inventata"}).status_code == 409
        assert client.post(odg, {"proposta": proposta.pk}).status_code == 302
        for mossa in ("invia_odg", "apri"):
            if mossa == "apri":
                seduta.refresh_from_db()
                arrivata_l_ora(seduta)
            passo = reverse("contributi:seduta-passo", args=[seduta.commissione_id, seduta.pk, mossa])
            html_di(client, passo)
            assert client.post(passo).status_code == 422
            assert client.post(passo, {"conferma": "1"}).status_code == 302
        seduta.refresh_from_db()
        assert seduta.stato == StatoSeduta.APERTA

    def test_chiudere_prima_del_tempo_dice_quanti_mancano(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_aperta(cast)
        passo = reverse("contributi:seduta-passo", args=[seduta.commissione_id, seduta.pk, "chiudi"])
        risposta = entra(cast.pina_presidente).post(passo, {"conferma": "1"})
        assert risposta.status_code == 422
        assert "mancano ancora 4 voti" in risposta.content.decode()

    def test_togliere_e_annullare_vogliono_un_motivo(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_inviata(cast, quante=2)
        client = entra(cast.pina_presidente)
        togli = voto_di(voci(seduta)[0], "seduta-togli")
        assert client.post(togli, {"motivo": ""}).status_code == 422
        assert client.post(togli, {"motivo": "Manca un documento"}).status_code == 302
        annulla = reverse("contributi:seduta-passo", args=[seduta.commissione_id, seduta.pk, "annulla"])
        assert client.post(annulla, {"motivo": "Sala chiusa"}).status_code == 302
        seduta.refresh_from_db()
        assert seduta.stato == StatoSeduta.ANNULLATA

    @pytest.mark.parametrize("quante", [1, 3])
    def test_le_domande_alla_banca_dati_non_crescono(
        self, cast: Cast, entra: Entra, quante: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        seduta = seduta_aperta(cast, quante=quante)
        client = entra(cast.pina_presidente)
        client.get(pagina(seduta))
        with django_assert_num_queries(DOMANDE_DELLA_SEDUTA):
            client.get(pagina(seduta))


DOMANDE_DELLA_SEDUTA = 16


class TestLaCommissione:
    def modulo(self, **altro: object) -> dict[str, object]:
        domani = timezone.localdate() + datetime.timedelta(days=1)
        fine = domani + datetime.timedelta(days=2)
        return {
            "giorno": domani,
            "ora": "10:00",
            "luogo": "Sala di prova",
            "chiude_giorno": fine,
            "chiude_ora": "12:00",
            "mesi": 2,
            "conferma_giorni": "on",  # tomorrow may be a holiday
            **altro,
        }

    def nuova(self, commissione: Commissione) -> str:
        return reverse("contributi:seduta-nuova", args=[commissione.pk])

    def test_si_convoca_una_seduta_al_mese(self, cast: Cast, entra: Entra) -> None:
        commissione = crea_commissione(cast)
        risposta = entra(cast.pina_presidente).post(self.nuova(commissione), self.modulo())
        assert risposta.status_code == 302
        assert commissione.sedute.count() == 2

    @pytest.mark.parametrize(
        ("sbagliato", "messaggio"),
        [
            ({"giorno": "2020-01-01"}, "devono ancora venire"),
            ({"luogo": ""}, "dove ci si trova"),
            ({"chiude_giorno": "2020-01-01"}, "si chiude dopo"),
            ({"mesi": 99}, "12"),
            ({"giorno": "ieri"}, "data valida"),
        ],
    )
    def test_gli_errori_stanno_accanto_al_campo(
        self, cast: Cast, entra: Entra, sbagliato: dict[str, object], messaggio: str
    ) -> None:
        commissione = crea_commissione(cast)
        risposta = entra(cast.pina_presidente).post(self.nuova(commissione), self.modulo(**sbagliato))
        assert risposta.status_code == 422
        assert messaggio in risposta.content.decode().replace("&#x27;", "'")

    def test_in_un_giorno_festivo_si_convoca_solo_se_confermato_e_quel_giorno_resta(
        self, cast: Cast, entra: Entra
    ) -> None:
        commissione, client = crea_commissione(cast), entra(cast.pina_presidente)
        domani = timezone.localdate() + datetime.timedelta(days=1)
        domenica = domani + datetime.timedelta(days=6 - domani.weekday())
        dati = self.modulo(giorno=domenica, chiude_giorno=domenica + datetime.timedelta(days=3), mesi=1)
        senza = client.post(self.nuova(commissione), {**dati, "conferma_giorni": ""})
        assert senza.status_code == 422
        assert "non è un giorno lavorativo" in senza.context["form"].errors["conferma_giorni"][0]
        assert not commissione.sedute.exists()
        assert client.post(self.nuova(commissione), dati).status_code == 302
        assert timezone.localdate(commissione.sedute.get().apre_il) == domenica

    def test_le_sedute_che_si_spostano_si_dicono_prima(self) -> None:
        giorno = next(
            g
            for n in range(1, 60)
            if Calendario().e_lavorativo(g := timezone.localdate() + datetime.timedelta(days=n))
            and not Calendario().e_lavorativo(aggiungi_mesi(g, 1))
        )
        dati = self.modulo(
            giorno=giorno, chiude_giorno=giorno + datetime.timedelta(days=1), conferma_giorni=""
        )
        assert "si sposta a" in FormSeduta(dati).errors["conferma_giorni"][0]

    def test_un_componente_semplice_non_convoca(self, cast: Cast, entra: Entra) -> None:
        commissione = crea_commissione(cast)
        risposta = entra(cast.ciro_commissario).post(self.nuova(commissione), self.modulo())
        assert risposta.status_code == 422
        assert not commissione.sedute.exists()

    def test_il_coordinatore_istituisce_nomina_e_fa_finire(self, cast: Cast, entra: Entra) -> None:
        client = entra(cast.cora_coordina)
        unita = cast.territorio.comuni["Montelario"].unita
        elenco = reverse("contributi:commissioni")
        assert "Istituisci la commissione di Costa" in html_di(client, elenco)
        assert client.post(elenco, {"unita": unita.pk}).status_code == 302
        commissione = Commissione.objects.get(unita=unita)
        nomina = reverse("contributi:componente-nuovo", args=[commissione.pk])
        dati = {"utente": cast.carla_mare.pk, "ruolo": "presidente", "dal": timezone.localdate()}
        assert client.post(nomina, dati).status_code == 302
        assert client.post(nomina, dati).status_code == 422
        chi = commissione.componenti.get()
        fine = reverse("contributi:componente-fine", args=[commissione.pk, chi.pk])
        assert client.post(fine, {"al": timezone.localdate()}).status_code == 302
        chi.refresh_from_db()
        assert chi.al == timezone.localdate()

    def test_chi_non_coordina_non_nomina(self, cast: Cast, entra: Entra) -> None:
        commissione = crea_commissione(cast)
        nomina = reverse("contributi:componente-nuovo", args=[commissione.pk])
        assert entra(cast.pina_presidente).get(nomina).status_code == 403

    def test_finito_l_incarico_non_si_entra_piu(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_aperta(cast)
        chi = seduta.commissione.componenti.get(utente=cast.ciro_commissario)
        chi.al = timezone.localdate() - datetime.timedelta(days=1)
        chi.save()
        assert entra(cast.ciro_commissario).get(pagina(seduta)).status_code == 404

    def test_la_commissione_di_un_altro_ambito_non_si_vede(self, cast: Cast, entra: Entra) -> None:
        commissione = crea_commissione(cast)
        for chi in (cast.olga_altrove, cast.carla_mare):
            indirizzo = reverse("contributi:commissione", args=[commissione.pk])
            assert entra(chi).get(indirizzo).status_code == 404


class TestLaScrivania:
    def test_dice_quante_proposte_aspettano_il_voto(self, cast: Cast, entra: Entra) -> None:
        seduta = seduta_aperta(cast, quante=3)
        votano(cast, voci(seduta)[0], ciro_commissario="favorevole")
        html = html_di(entra(cast.ciro_commissario), reverse("scrivania"))
        assert f'<a href="{pagina(seduta)}">2 proposte da votare</a>' in html

    def test_non_chiede_il_voto_a_chi_e_escluso(self, cast: Cast, entra: Entra) -> None:
        seduta_aperta(cast)
        assert "da votare" not in html_di(entra(cast.anna_verdi), reverse("scrivania"))
