"""A grant that goes on, a delegation that ends, a print that follows the law, a home with all its pages."""

import datetime
import re
from dataclasses import replace

import pytest
import time_machine
from django.core.mail import get_connection
from django.urls import reverse
from django.utils import timezone

from adi_platform.documenti.services.resoconto_letture import contesto_resoconto
from adi_platform.errori import DominioError
from adi_platform.outbox.models import Messaggio
from adi_platform.outbox.services.spedisci import spedisci
from adi_platform.registro_accessi.models import Lettura
from protocollo.models import Condivisione, Divulgazione
from protocollo.services import contenuti
from protocollo.services.avvisi import va_ancora_spedito
from protocollo.services.condivisioni import DatiCondivisione, concedi, delega
from protocollo.services.contenuti import base_per_ente
from protocollo.services.estratti import estratto_attuale
from protocollo.services.revoche import chiudi_senza_accesso
from protocollo.services.rinnovi import rinnova, togli_delega
from protocollo.views import portale
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast
from tests.protocollo.scena import adulta, condivisa, invio_al_cpi, invio_alla_asl

D = datetime.timedelta


def test_il_rinnovo_sposta_la_fine_e_lascia_aperta_la_richiesta(cast: Cast, entra: Entra) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    riga = invio.condivisione
    dove = reverse("condivisione-rinnova", args=[riga.caso_id, riga.pk])
    client, dopo = entra(cast.anna_verdi), riga.al + D(days=60)
    for storto in (
        {"fino_al": riga.al.isoformat()}, {"fino_al": (oggi() + D(days=4000)).isoformat()},
        {"motivo": " "}, {"fino_al": "domani"},
    ):  # fmt: skip
        buono = {"fino_al": dopo.isoformat(), "motivo": "Il percorso continua."}
        assert client.post(dove, {**buono, **storto}).status_code == 422, storto
    assert (
        client.post(dove, {"fino_al": dopo.isoformat(), "motivo": "Il percorso continua."}).status_code == 302
    )
    rinnovo = riga.rinnovi.get()
    assert (rinnovo.era_fino_al, rinnovo.fino_al, rinnovo.rinnovata_da) == (riga.al, dopo, cast.anna_verdi)
    riga.refresh_from_db()
    invio.refresh_from_db()
    assert (riga.al, invio.stato) == (dopo, "inviato")
    assert "Il percorso continua." in client.get(reverse("condivisione", args=[riga.caso_id, riga.pk])).text
    assert "Il percorso continua." not in entra(cast.nico_cpi).get(
        reverse("portale-condivisione", args=[riga.pk])
    ).text  # fmt: skip


def test_una_condivisione_finita_non_si_rinnova(cast: Cast) -> None:
    riga = condivisa(crea_caso(cast), cast.anna_verdi, cast.nico_cpi, al=oggi() - D(days=20), durata=10)
    with pytest.raises(DominioError, match="in vigore"):
        rinnova(
            condivisione=riga, fino_al=oggi() + D(days=9), motivo="x", operatore=cast.anna_verdi, al=oggi()
        )


def test_l_ufficio_toglie_una_delega_sola(cast: Cast, entra: Entra) -> None:
    riga = condivisa(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    delegata = delega(condivisione=riga, a=cast.lidia_cpi, fino_al=None, da=cast.nico_cpi)
    scelto = riga.destinatari.get(utente=cast.nico_cpi)
    scheda = reverse("portale-condivisione", args=[riga.pk])
    lidia, nico, anna = entra(cast.lidia_cpi), entra(cast.nico_cpi), entra(cast.anna_verdi)
    assert "Passa a un collega" in nico.get(scheda).text
    assert "Passa a un collega" not in lidia.get(scheda).text
    togli = "condivisione-delega-togli"
    assert anna.get(reverse(togli, args=[riga.caso_id, riga.pk, scelto.pk])).status_code == 404
    dove = reverse(togli, args=[riga.caso_id, riga.pk, delegata.pk])
    assert dove in anna.get(reverse("condivisione", args=[riga.caso_id, riga.pk])).text
    assert anna.post(dove).status_code == 422
    assert anna.post(dove, {"conferma": "on"}).status_code == 302
    assert lidia.get(scheda).status_code == 404
    assert nico.get(scheda).status_code == 200


def test_il_resoconto_delle_letture_non_dice_il_servizio_di_un_altro_familiare(
    cast: Cast, entra: Entra
) -> None:
    invio = invio_alla_asl(crea_caso(cast), cast.anna_verdi, cast.neri_asl)
    al_cpi = invio_al_cpi(invio.caso, cast.anna_verdi, cast.nico_cpi)
    entra(cast.neri_asl).get(reverse("portale-invio", args=[invio.pk]))
    entra(cast.nico_cpi).get(reverse("portale-invio", args=[al_cpi.pk]))
    letture = list(Lettura.objects.filter(caso_id=invio.caso_id).select_related("utente__ente"))
    detto = str(contesto_resoconto(invio.caso_id, letture, None, None))
    assert "ASL" not in detto
    assert "un altro servizio" in detto
    assert "Centro per l'impiego" in detto
    assert "ASL" not in str(list(invio.caso.ambito.documenti.values_list("titolo", flat=True)))


def test_la_lettera_e_una_divulgazione_quando_parte(cast: Cast) -> None:
    riga = condivisa(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    assert not Divulgazione.objects.filter(canale="posta").exists()
    spedisci(posta=get_connection())
    assert Divulgazione.objects.get(canale="posta").condivisione == riga


def test_anche_il_modulo_di_risposta_resta_scritto(cast: Cast, entra: Entra) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    pagina = entra(cast.nico_cpi).get(reverse("portale-invio-mossa", args=[invio.pk, "firma"]))
    assert "Maria Esempio" in pagina.text
    assert Divulgazione.objects.get(canale="pagina").che_cosa == "modulo di risposta"


def test_cambiata_la_base_l_estratto_di_prima_non_si_ritira(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    riga = condivisa(crea_caso(cast), cast.anna_verdi, cast.neri_asl)
    assert estratto_attuale(riga) is not None
    monkeypatch.setattr("protocollo.services.estratti.base_per_ente", lambda _: "Norma nuova")
    assert estratto_attuale(riga) is None


def test_la_certificazione_non_dice_della_misura_alla_asl(cast: Cast) -> None:
    riga = condivisa(crea_caso(cast), cast.anna_verdi, cast.neri_asl)
    svantaggio = next(f for f in contenuti.tutte_le_finalita() if f.codice == "FI.SVANT")
    riga.finalita, riga.base_giuridica = svantaggio.testo, svantaggio.base
    assert "DM 154/2023" in riga.base_giuridica
    assert "DM 154/2023" not in base_per_ente(riga)
    assert "art. 9" in base_per_ente(riga)


def test_la_casa_del_portale_ha_tutte_le_pagine(
    cast: Cast, entra: Entra, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portale, "PER_PAGINA", 2)
    invii = [
        invio_al_cpi(crea_caso(cast, cognome=f"Caso{n}"), cast.anna_verdi, cast.nico_cpi) for n in range(5)
    ]
    client, trovati = entra(cast.nico_cpi), set()
    for n in (1, 2, 3):
        pagina = client.get(reverse("portale"), {"pagina": n}).text
        assert "Da fare (5)" in pagina
        trovati |= set(re.findall(r"/portale/invii/(\d+)/", pagina))
    assert trovati == {str(i.pk) for i in invii}
    ultime = client.get(reverse("portale"), {"condivise": 3}).text
    assert f"/portale/condivisioni/{invii[0].condivisione_id}/" in ultime


def test_la_lettera_di_chi_inizia_un_altro_giorno_parte_quel_giorno(cast: Cast) -> None:
    riga = condivisa(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    inizio = oggi() + D(days=5)
    Messaggio.objects.all().delete()
    dati = DatiCondivisione(
        ente=riga.ente, persone=[adulta(riga.caso)], destinatari=[cast.nico_cpi], finalita="",
        dal=inizio, al=inizio + D(days=30),
    )  # fmt: skip
    finalita = next(iter(contenuti.finalita_per(riga.proiezione, al=oggi())))
    concedi(caso=riga.caso, dati=replace(dati, finalita=finalita), operatore=cast.anna_verdi, al=oggi())
    lettera = Messaggio.objects.get()
    assert timezone.localtime(lettera.disponibile_dal).date() == inizio
    assert spedisci(posta=get_connection()) == 0
    lettera.refresh_from_db()
    assert lettera.stato == "in_attesa", "aspetta, non muore"
    with time_machine.travel(lettera.disponibile_dal, tick=False):
        assert va_ancora_spedito(lettera)


def test_finito_l_accesso_la_richiesta_si_chiude_e_le_due_parti_lo_sanno(cast: Cast, entra: Entra) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    riga = invio.condivisione
    assert chiudi_senza_accesso(al=riga.al) == 0
    Condivisione.objects.update(dal=oggi() - D(days=40), al=oggi() - D(days=1))
    riga.destinatari.update(dal=oggi() - D(days=40))
    assert [chiudi_senza_accesso(al=oggi()) for _ in range(2)] == [1, 0]
    invio.refresh_from_db()
    assert (invio.stato, invio.entro, invio.da_leggere) == ("ritirato", None, True)
    assert not invio.caso.scadenze.filter(chiave__startswith=f"rete:{invio.pk}", stato="aperta").exists()
    ufficio = entra(cast.anna_verdi).get(reverse("caso-invio", args=[invio.caso_id, invio.pk])).text
    assert "condividi di nuovo" in ufficio
    casa = entra(cast.nico_cpi).get(reverse("portale")).text
    assert "Chiuse perché l&#x27;accesso è finito" in casa or "Chiuse perché l'accesso è finito" in casa
    assert "M. E." not in casa
    assert "Chiuse perché" not in entra(cast.lidia_cpi).get(reverse("portale")).text
    invio_al_cpi(invio.caso, cast.anna_verdi, cast.nico_cpi)  # it can be asked again


def test_una_delega_data_di_nuovo_e_una_riga_nuova(cast: Cast) -> None:
    riga = condivisa(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    prima = delega(condivisione=riga, a=cast.lidia_cpi, fino_al=oggi(), da=cast.nico_cpi)
    with pytest.raises(DominioError, match="vede già"):
        delega(condivisione=riga, a=cast.lidia_cpi, fino_al=None, da=cast.nico_cpi)
    togli_delega(destinatario=prima, operatore=cast.anna_verdi, al=oggi())
    seconda = delega(condivisione=riga, a=cast.lidia_cpi, fino_al=None, da=cast.nico_cpi)
    prima.refresh_from_db()
    assert (prima.al, seconda.al, seconda.pk != prima.pk) == (oggi() - D(days=1), None, True)
    assert Messaggio.objects.filter(destinatario=cast.lidia_cpi.email).count() == 2
