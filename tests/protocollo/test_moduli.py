"""Whatever is typed, the answer is a message beside the field, and nothing typed is lost."""

import datetime

import pytest
from django.urls import reverse

from protocollo.models import Condivisione
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast
from tests.protocollo.scena import adulta, figlio, invio_al_cpi


@pytest.mark.parametrize(
    ("campo", "valore"),
    [
        ("dal", "31/31/2026"),
        ("dal", "2020-01-01"),
        ("al", "9999-12-31"),
        ("al", "2099-12-31"),
        ("persone", "999999"),
        ("persone", "figlio"),
        ("destinatari", "estraneo"),
        ("tipo", "frequenza"),
        ("finalita", "FI.CARICO"),
        ("richiesta", "a\x00b"),
        ("richiesta", "x" * 1001),
    ],
)
@pytest.mark.parametrize("conferma", [{}, {"conferma": "1"}])
def test_una_scelta_storta_non_condivide_nulla(
    campo: str, valore: str, conferma: dict[str, str], cast: Cast, entra: Entra
) -> None:
    caso = crea_caso(cast)
    dati: dict[str, object] = {
        "persone": adulta(caso),
        "destinatari": cast.nico_cpi.pk,
        "tipo": "patto_servizio",
        "richiesta": "Parole da non perdere.",
        "finalita": "FI.PSP",
        "dal": oggi().isoformat(),
        "al": (oggi() + datetime.timedelta(days=30)).isoformat(),
        **conferma,
    }
    storti = {"figlio": figlio(caso), "estraneo": cast.neri_asl.pk}
    dati[campo] = storti.get(valore, valore)
    dove = reverse("condivisione-nuova", args=[caso.pk, cast.territorio.cpi.pk])
    risposta = entra(cast.anna_verdi).post(dove, dati)
    assert risposta.status_code == 422
    assert campo == "richiesta" or "Parole da non perdere." in risposta.text
    assert Condivisione.objects.count() == 0


def test_dal_portale_una_risposta_storta_non_cambia_nulla(cast: Cast, entra: Entra) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    client = entra(cast.nico_cpi)
    firma = reverse("portale-invio-mossa", args=[invio.pk, "firma"])
    for giorno in ("", "domani", "0001-01-01", (oggi() + datetime.timedelta(days=1)).isoformat()):
        risposta = client.post(firma, {"esito_il": giorno})
        assert risposta.status_code == 422, giorno
        assert "campo-errore" in risposta.text
    scheda = reverse("portale-invio", args=[invio.pk])
    for dati in (
        {"testo": ""},
        {"testo": "x", "genere": "aggiornamento"},
        {"testo": "x\x00", "genere": "nota"},
    ):
        assert client.post(scheda, dati).status_code == 422, dati
    for mossa in ("ritira", "concludi", "non-esiste"):
        assert (
            client.post(reverse("portale-invio-mossa", args=[invio.pk, mossa]), {"motivo": "x"}).status_code
            == 404
        )
    assert client.get("/portale/invii/99999999999999999999/").status_code == 404
    assert client.get("/portale/invito/%00%ff/").status_code == 410
    invio.refresh_from_db()
    assert (invio.stato, invio.messaggi.count()) == ("inviato", 0)
