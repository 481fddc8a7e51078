"""Referrals: the clock runs, the other body answers, the case knows."""

import datetime
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.workflow.tabella import MossaNonAmmessa
from cases.enums import StatoScadenza
from cases.models import CasoAdi, ProssimoPasso, Scadenza
from protocollo.enums import StatoInvio, TipoInvio
from protocollo.models import Condivisione, Divulgazione, Invio
from protocollo.services.invii import Risposta, muovi_invio, scrivi_messaggio
from protocollo.services.presa_d_atto import letto_fin_qui, prendi_atto
from protocollo.services.revoche import revoca
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast
from tests.protocollo.scena import adulta, condivisa, figlio, invio_al_cpi, invio_alla_asl, invio_alla_scuola

D = datetime.timedelta


def _orologio(invio: Invio) -> Scadenza:
    """The last stage."""
    return Scadenza.objects.filter(caso=invio.caso_id, chiave__regex=f"^rete:{invio.pk}(:|$)").latest("pk")


def _risponde(invio: Invio, cast: Cast, mossa: str, chi: str = "nico_cpi", **altro: object) -> Invio:
    risposta = Risposta(**{"esito_il": oggi(), **altro})  # type: ignore[arg-type]
    return muovi_invio(
        invio=invio, mossa=mossa, risposta=risposta, operatore=cast.persone[chi], dal_partner=True, al=oggi()
    )


def test_dall_invio_al_cpi_corrono_sessanta_giorni(cast: Cast) -> None:
    inviato = oggi() - D(days=20)
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=inviato)
    scadenza = _orologio(invio)
    assert scadenza.entro == inviato + D(days=60)
    assert invio.entro == scadenza.entro
    assert scadenza.in_attesa_di == "Centro per l'impiego di Esempio"
    assert sum(p["giorni_contati"] for p in scadenza.passi) == 60
    assert "60 giorni" in scadenza.passi[-1]["riferimento"]
    componente = invio.caso.componenti.get(persona=invio.persona)
    assert (componente.inviato_cpi_il, componente.psp_il) == (inviato, None)


def test_il_patto_firmato_ferma_l_orologio_e_apre_quello_dei_novanta(cast: Cast) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=20))
    firmato = oggi() - D(days=2)
    invio = _risponde(invio, cast, "firma", esito_il=firmato)
    assert invio.stato == StatoInvio.SOTTOSCRITTO
    assert invio.da_leggere
    assert invio.entro == firmato + D(days=90)
    assert invio.caso.componenti.get(persona=invio.persona).psp_il == firmato
    assert "90 giorni" in _orologio(invio).titolo
    scrivi_messaggio(
        invio=invio, testo="Colloquio fatto.", operatore=cast.nico_cpi, dal_partner=True, al=oggi(),
        genere="aggiornamento", del_giorno=oggi(),
    )  # fmt: skip
    invio.refresh_from_db()
    assert invio.entro == oggi() + D(days=90)


def test_rinuncia_e_assenza_chiedono_due_righe_e_chiudono(cast: Cast) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=9))
    invio = _risponde(invio, cast, "convoca", convocato_per=oggi())
    assert _orologio(invio).stato == StatoScadenza.APERTA
    with pytest.raises(DominioError, match="motivo"):
        _risponde(invio, cast, "non_presentato")
    invio = _risponde(invio, cast, "non_presentato", motivo="Non è venuta.")
    invio = _risponde(invio, cast, "rinuncia", motivo="Non vuole proseguire.")
    assert not invio.aperto
    assert _orologio(invio).stato == StatoScadenza.ADEMPIUTA
    with pytest.raises(MossaNonAmmessa):
        _risponde(invio, cast, "firma")


def test_una_parte_non_fa_i_passi_dell_altra(cast: Cast) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    with pytest.raises(DominioError, match="altra parte"):
        _risponde(invio, cast, "ritira", motivo="x")
    with pytest.raises(DominioError, match="altra parte"):
        muovi_invio(
            invio=invio, mossa="firma", risposta=Risposta(esito_il=oggi()), operatore=cast.anna_verdi,
            dal_partner=False, al=oggi(),
        )  # fmt: skip


@pytest.mark.parametrize(("giorni", "messaggio"), [(1, "futura"), (-30, "viene dopo")])
def test_la_firma_non_e_futura_ne_prima_dell_invio(giorni: int, messaggio: str, cast: Cast) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=5))
    with pytest.raises(DominioError, match=messaggio):
        _risponde(invio, cast, "firma", esito_il=oggi() + D(days=giorni))


def test_un_impegno_non_rispettato_arriva_sulla_scrivania_con_dieci_giorni(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    invio = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi)
    messaggio = scrivi_messaggio(
        invio=invio, testo="Non è venuta al corso.", operatore=cast.nico_cpi, dal_partner=True, al=oggi(),
        genere="inadempimento", del_giorno=oggi(),
    )  # fmt: skip
    chiave = f"rete:inadempimento:{messaggio.pk}"
    scadenza = Scadenza.objects.get(caso=caso, chiave=chiave)
    assert scadenza.entro == oggi() + D(days=10)
    pagina = entra(cast.anna_verdi).get(reverse("scrivania")).text
    assert "1 risposta di altri enti da leggere" in pagina
    prendi_atto(invio=invio, fin_qui=letto_fin_qui(invio), operatore=cast.anna_verdi)
    assert "da leggere" not in entra(cast.anna_verdi).get(reverse("scrivania")).text
    scadenza.refresh_from_db()
    assert scadenza.stato == StatoScadenza.APERTA, "leggere non è valutare"
    scheda = reverse("caso-invio", args=[caso.pk, invio.pk])
    valuta = reverse("caso-invio-segnalazione", args=[caso.pk, invio.pk, messaggio.pk])
    client = entra(cast.anna_verdi)
    assert valuta in client.get(scheda).text
    assert client.post(valuta, {"motivo": " "}).status_code == 422
    assert client.post(valuta, {"motivo": "Decisione riservata."}).status_code == 302
    scadenza.refresh_from_db()
    assert scadenza.stato == StatoScadenza.ADEMPIUTA
    assert "Decisione riservata." in client.get(scheda).text
    assert client.get(valuta).status_code == 404
    pagina = entra(cast.nico_cpi).get(reverse("portale-invio", args=[invio.pk])).text
    assert "Decisione riservata." not in pagina


def test_si_segna_letto_solo_cio_che_si_e_letto(cast: Cast, entra: Entra) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    _scrive(invio, cast, "Primo.")
    client, scrivi = entra(cast.anna_verdi), reverse("caso-invio-scrivi", args=[invio.caso_id, invio.pk])
    trovato = re.search(
        r'name="letto" value="([^"]+)"',
        client.get(reverse("caso-invio", args=[invio.caso_id, invio.pk])).text,
    )
    assert trovato
    _scrive(invio, cast, "Secondo, arrivato intanto.")
    risposta = client.post(scrivi, {"letto": trovato.group(1)}, follow=True)
    assert "arrivato altro" in risposta.text
    invio.refresh_from_db()
    assert invio.da_leggere
    client.post(scrivi, {"letto": letto_fin_qui(invio)})
    invio.refresh_from_db()
    assert not invio.da_leggere


def _scrive(invio: Invio, cast: Cast, testo: str, **altro: object) -> None:
    scrivi_messaggio(
        invio=invio, testo=testo, operatore=cast.nico_cpi, dal_partner=True, al=oggi(), **altro,  # type: ignore[arg-type]
    )  # fmt: skip


def test_ogni_tappa_dell_orologio_resta_sul_caso(cast: Cast) -> None:
    """The sixty days that were met, then each ninety: none takes the place of the one before."""
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=40))
    invio = _risponde(invio, cast, "firma", esito_il=oggi() - D(days=30))
    _scrive(invio, cast, "Va bene.", genere="aggiornamento", del_giorno=oggi() - D(days=10))
    tappe = Scadenza.objects.filter(caso=invio.caso_id, chiave__startswith=f"rete:{invio.pk}").order_by("pk")
    assert [(t.stato, t.adempiuta_il) for t in tappe] == [
        (StatoScadenza.ADEMPIUTA, oggi() - D(days=30)),
        (StatoScadenza.ADEMPIUTA, oggi() - D(days=10)),
        (StatoScadenza.APERTA, None),
    ]
    assert [t.entro for t in tappe] == [oggi() + D(days=20), oggi() + D(days=60), oggi() + D(days=80)]


def test_chi_e_in_ritardo_si_vede_sulla_scrivania(cast: Cast, entra: Entra) -> None:
    invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=61))
    client = entra(cast.anna_verdi)
    assert "1 risposta in ritardo da un altro ente" in client.get(reverse("scrivania")).text
    assert "Esempio Maria" in client.get(reverse("rete-invii") + "?vedi=ritardo").text
    assert "Esempio Maria" not in entra(cast.bruno_colle).get(reverse("rete-invii")).text


def test_la_scuola_ha_sette_giorni_per_la_regolarizzazione(cast: Cast) -> None:
    invio = invio_alla_scuola(crea_caso(cast), cast.anna_verdi, cast.lia_scuola, al=oggi() - D(days=4))
    assert invio.entro == oggi() - D(days=4) + D(days=15)
    invio = _risponde(invio, cast, "irregolare", "lia_scuola", motivo="Venti assenze.")
    assert invio.entro == oggi() + D(days=7)
    invio = _risponde(invio, cast, "regolarizza", "lia_scuola")
    assert (invio.stato, invio.entro) == (StatoInvio.REGOLARIZZATO, None)


def test_della_richiesta_sanitaria_la_scrivania_non_dice_nulla(cast: Cast) -> None:
    caso = crea_caso(cast)
    invio = invio_alla_asl(caso, cast.anna_verdi, cast.neri_asl)
    scadenza = _orologio(invio)
    detto = f"{scadenza.titolo} {scadenza.perche} {scadenza.in_attesa_di} {scadenza.passi}"
    assert "ASL" not in detto
    assert "Maria" not in detto
    assert scadenza.persona is None
    invio = _risponde(invio, cast, "accogli", "neri_asl")
    assert _orologio(invio).stato == StatoScadenza.ADEMPIUTA


def test_un_solo_invio_aperto_per_persona(cast: Cast) -> None:
    caso = crea_caso(cast)
    invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi)
    with pytest.raises(DominioError, match="già una richiesta aperta"):
        invio_al_cpi(caso, cast.anna_verdi, cast.lidia_cpi)
    assert Condivisione.objects.count() == 1, "o tutto o niente"


@pytest.mark.parametrize(
    ("chi", "quale"), [("nico_cpi", "figlio"), ("lia_scuola", "adulta"), ("teo_coop", "figlio")]
)
def test_non_si_condivide_chi_non_riguarda_quell_ente(chi: str, quale: str, cast: Cast) -> None:
    caso = crea_caso(cast)
    persona = figlio(caso) if quale == "figlio" else adulta(caso)
    with pytest.raises(DominioError, match="tra quelle che si possono condividere"):
        condivisa(caso, cast.anna_verdi, cast.persone[chi], persone=[persona], ore="8", competenze="x")


def test_non_si_condivide_oltre_il_massimo_ne_su_un_caso_chiuso(cast: Cast) -> None:
    caso = crea_caso(cast)
    with pytest.raises(DominioError, match="al massimo 365 giorni"):
        condivisa(caso, cast.anna_verdi, cast.nico_cpi, durata=366)
    caso.stato = "chiuso"
    caso.save()
    with pytest.raises(DominioError, match="chiuso"):
        condivisa(caso, cast.anna_verdi, cast.nico_cpi)


def test_chi_risponde_mentre_si_revoca_arriva_tardi(cast: Cast) -> None:
    """The page had been opened in time: the row, once locked, says no."""
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    revoca(
        condivisione=invio.condivisione, motivo="Non serve più.", operatore=cast.anna_verdi,
        adesso=timezone.now(), al=oggi(),
    )  # fmt: skip
    with pytest.raises(DominioError, match="non è più condivisa"):
        _risponde(invio, cast, "firma")
    with pytest.raises(DominioError, match="già stata revocata"):
        revoca(
            condivisione=invio.condivisione, motivo="Ancora.", operatore=cast.anna_verdi,
            adesso=timezone.now(), al=oggi(),
        )  # fmt: skip


def test_la_banca_dati_non_ammette_una_revoca_senza_motivo(cast: Cast) -> None:
    riga = condivisa(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    riga.revocata_da = cast.anna_verdi
    riga.motivo_revoca = "x"
    with pytest.raises(IntegrityError), transaction.atomic():
        riga.save()


def test_si_condivide_dalle_pagine_dopo_aver_visto_l_anteprima(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    client = entra(cast.anna_verdi)
    dove = reverse("condivisione-nuova", args=[caso.pk, cast.territorio.cpi.pk])
    dati = {
        "persone": [adulta(caso)],
        "destinatari": [cast.nico_cpi.pk],
        "tipo": TipoInvio.PATTO_SERVIZIO,
        "richiesta": "È libera la mattina.",
        "finalita": "FI.PSP",
        "dal": oggi().isoformat(),
        "al": (oggi() + D(days=60)).isoformat(),
    }
    anteprima = client.post(dove, dati)
    assert anteprima.status_code == 200
    assert "Vedrà esattamente questo" in anteprima.text
    assert "È libera la mattina." in anteprima.text
    assert Condivisione.objects.count() == 0, "guardare non condivide"
    for passo in ({}, {"conferma": "1"}):
        domani = client.post(dove, {**dati, "dal": (oggi() + D(days=1)).isoformat(), **passo})
        assert (domani.status_code, "inizia oggi" in domani.text) == (422, True)
    corretta = client.post(dove, {**dati, "correggi": "1"})
    assert 'name="richiesta"' in corretta.text
    assert client.post(dove, {**dati, "conferma": "1"}).status_code == 302
    invio = Invio.objects.get()
    assert client.get(reverse("condivisioni", args=[caso.pk])).status_code == 200
    pagina = entra(cast.nico_cpi).get(reverse("portale-invio", args=[invio.pk])).text
    righe = re.compile(r"<dt>.*?</dd>", re.S)
    vede, prevista = righe.findall(pagina), righe.findall(anteprima.text)
    assert vede
    assert prevista[: len(vede)] == vede, "l'anteprima è ciò che si vede, parola per parola"
    for riga in ("È libera la mattina.", "Maria Esempio", "Obblighi da definire", "Non tenuta"):
        assert (riga in anteprima.text) == (riga in pagina), riga
    assert Divulgazione.objects.filter(utente=cast.nico_cpi, canale="pagina").count() == 1


def test_il_nucleo_e_chi_e_in_ritardo_si_leggono_sul_caso(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    invio = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=61))
    pagina = entra(cast.anna_verdi).get(reverse("caso-scheda", args=[caso.pk])).text
    assert "Condiviso con" in pagina
    assert reverse("caso-invio", args=[caso.pk, invio.pk]) in pagina
    passo = ProssimoPasso.objects.get(caso=caso)
    assert passo.entro is not None
    assert CasoAdi.objects.filter(pk=caso.pk).della_categoria("ritardo", oggi()).exists()


def test_chiuso_senza_aggiornamento_il_termine_si_annulla_e_la_firma_resta(cast: Cast) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=20))
    firmato = oggi() - D(days=2)
    _risponde(invio, cast, "firma", esito_il=firmato)
    muovi_invio(
        invio=invio, mossa="concludi", risposta=Risposta(motivo="Lavora."), operatore=cast.anna_verdi,
        dal_partner=False, al=oggi(),
    )  # fmt: skip
    assert _orologio(invio).stato == StatoScadenza.ANNULLATA
    invio_al_cpi(invio.caso, cast.anna_verdi, cast.nico_cpi)
    componente = invio.caso.componenti.get(persona=invio.persona)
    assert (componente.inviato_cpi_il, componente.psp_il) == (oggi() - D(days=20), firmato)


def test_i_giorni_della_convocazione_e_del_certificato_stanno_in_ordine(cast: Cast) -> None:
    caso = crea_caso(cast)
    invio = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=9))
    with pytest.raises(DominioError, match="già passato"):
        _risponde(invio, cast, "convoca", convocato_per=oggi() - D(days=1))
    invio = _risponde(invio, cast, "convoca", convocato_per=oggi() + D(days=1))
    with pytest.raises(DominioError, match="La convocazione è per il"):
        _risponde(invio, cast, "non_presentato", motivo="Non è venuta.")
    sanitario = invio_alla_asl(caso, cast.anna_verdi, cast.neri_asl)
    with pytest.raises(DominioError, match="viene dopo il primo"):
        _risponde(sanitario, cast, "accogli", "neri_asl", valido_fino_al=oggi() - D(days=1))


@pytest.mark.parametrize("atto", ["risponde", "scrive", "prende atto", "revoca"])
def test_ogni_atto_blocca_il_caso_prima_dell_invio(atto: str, cast: Cast) -> None:
    """The closing of the case takes the rows in this order: the other way round they would wait for ever."""
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    with CaptureQueriesContext(connection) as fatte:
        if atto == "risponde":
            _risponde(invio, cast, "firma")
        elif atto == "scrive":
            scrivi_messaggio(
                invio=invio, testo="Ci sono.", operatore=cast.nico_cpi, dal_partner=True, al=oggi()
            )
        elif atto == "prende atto":
            prendi_atto(invio=invio, fin_qui=letto_fin_qui(invio), operatore=cast.anna_verdi)
        else:
            revoca(
                condivisione=invio.condivisione, motivo="Non serve più.", operatore=cast.anna_verdi,
                adesso=timezone.now(), al=oggi(),
            )  # fmt: skip
    bloccate = [q["sql"] for q in fatte.captured_queries if "FOR UPDATE" in q["sql"]]
    assert f'FROM "{CasoAdi._meta.db_table}"' in bloccate[0]
    primo = next(sql for sql in bloccate if f'FROM "{Invio._meta.db_table}"' in sql)
    assert bloccate.index(primo) > 0
