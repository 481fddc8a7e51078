"""The page of what was given up: what, how often, why; try again, or file away with a reason. Never the content."""

from typing import Any

import pytest
from django.urls import reverse

from adi_platform.errori import DominioError
from adi_platform.outbox import lavori
from adi_platform.outbox.models import Lavoro, Messaggio, StatoConsegna
from adi_platform.outbox.services import ripresa
from adi_platform.outbox.services.esegui import esegui
from adi_platform.outbox.services.salute import completa
from tests.casi import crea_appuntamento, crea_caso
from tests.conftest import Entra
from tests.people import Cast

CANARINO = "CANARINO-CONSEGNA"
FINTO = "prova.consegne"


@pytest.fixture
def eseguiti(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A kind of work whose runs and resumptions are noted."""
    note: list[int] = []
    monkeypatch.setattr(lavori, "_ESECUTORI", dict(lavori._ESECUTORI))
    lavori.registra_esecutore(
        FINTO,
        lambda lavoro: note.append(lavoro.pk),
        titolo="Lavoro di prova",
        se_riprova=lambda lavoro: note.append(-lavoro.pk),
    )
    return note


def lavoro_fallito(cast: Cast, errore: str = "Errore imprevisto (OperationalError).", **altro: Any) -> Lavoro:
    campi = {"ambito": cast.territorio.ambito, "chiave": f"k{Lavoro.objects.count()}", **altro}
    return Lavoro.objects.create(
        tipo=FINTO, dati={"nota": CANARINO}, stato=StatoConsegna.FALLITO, tentativi=6, ultimo_errore=errore,
        messaggio=CANARINO, **campi,
    )  # fmt: skip


def messaggio_fallito(cast: Cast, **altro: Any) -> Messaggio:
    campi = {"ambito": cast.territorio.ambito, "chiave": "m", **altro}
    return Messaggio.objects.create(
        evento="prova", destinatario=f"{CANARINO}@esempio.invalid", oggetto=CANARINO, testo=CANARINO,
        stato=StatoConsegna.FALLITO, tentativi=10, ultimo_errore="Il server di posta non risponde (Timeout).",
        **campi,
    )  # fmt: skip


def pagina_di(riga: Lavoro | Messaggio) -> str:
    return reverse("consegna", args=["lavori" if isinstance(riga, Lavoro) else "messaggi", riga.pk])


@pytest.mark.parametrize("chi", ["cora_coordina", "tito_tecnico"])
def test_si_legge_che_cosa_e_perche_mai_il_contenuto(
    cast: Cast, entra: Entra, eseguiti: list[int], chi: str
) -> None:
    righe = [
        lavoro_fallito(cast),
        lavoro_fallito(cast, f"{CANARINO} ha già un Patto firmato."),
        messaggio_fallito(cast),
    ]
    client = entra(cast.persone[chi])
    pagine = [client.get(reverse("consegne")), *(client.get(pagina_di(r)) for r in righe)]
    assert [p.status_code for p in pagine] == [200] * 4
    assert not any(CANARINO in p.text for p in pagine)
    elenco = pagine[0].text
    assert "Lavoro di prova" in elenco
    assert "Errore imprevisto (OperationalError)." in elenco
    assert "Il server della posta non ha risposto." in elenco
    assert "Una regola dell&#x27;ufficio non lo permette" in elenco or ripresa.DI_UNA_REGOLA in elenco


@pytest.mark.parametrize(
    ("chi", "stato"),
    [
        ("anna_verdi", 403),
        ("dora_dpo", 403),
        ("nico_cpi", 403),
        ("olga_altrove", 404),
        ("senza_incarico", 403),
    ],
)
def test_nessun_altro_la_apre_e_un_altro_ambito_non_la_trova(
    cast: Cast, entra: Entra, eseguiti: list[int], chi: str, stato: int
) -> None:
    riga = lavoro_fallito(cast)
    client = entra(cast.persone[chi])
    assert client.get(pagina_di(riga)).status_code == stato
    assert client.post(pagina_di(riga), {"azione": "riprova"}).status_code == stato
    assert "Lavoro di prova" not in client.get(reverse("consegne")).text
    riga.refresh_from_db()
    assert riga.stato == StatoConsegna.FALLITO


def test_cio_che_non_e_di_un_ambito_lo_vede_solo_chi_cura_le_macchine(
    cast: Cast, entra: Entra, eseguiti: list[int]
) -> None:
    riga = lavoro_fallito(cast, ambito=None)
    assert entra(cast.tito_tecnico).get(pagina_di(riga)).status_code == 200
    assert entra(cast.cora_coordina).get(pagina_di(riga)).status_code == 404


def test_riprovare_rimette_in_coda_con_tutti_i_tentativi_e_il_lavoro_riesce(
    cast: Cast, entra: Entra, eseguiti: list[int]
) -> None:
    riga = lavoro_fallito(cast)
    assert entra(cast.tito_tecnico).post(pagina_di(riga), {"azione": "riprova"}).status_code == 302
    riga.refresh_from_db()
    assert (riga.stato, riga.tentativi, riga.ultimo_errore) == (StatoConsegna.IN_ATTESA, 0, "")
    assert eseguiti == [-riga.pk]
    esegui(lavoro_id=riga.pk)
    riga.refresh_from_db()
    assert (riga.stato, eseguiti) == (StatoConsegna.RIUSCITO, [-riga.pk, riga.pk])


def test_un_messaggio_si_riprova(cast: Cast, entra: Entra) -> None:
    riga = messaggio_fallito(cast)
    entra(cast.cora_coordina).post(pagina_di(riga), {"azione": "riprova"})
    assert Messaggio.objects.prendi() == riga


def test_si_archivia_solo_con_un_motivo_che_resta(cast: Cast, entra: Entra, eseguiti: list[int]) -> None:
    riga, client = lavoro_fallito(cast), entra(cast.cora_coordina)
    for dati, campo in (({}, "azione"), ({"azione": "archivia", "motivo": " "}, "motivo")):
        risposta = client.post(pagina_di(riga), dati)
        assert risposta.status_code == 422
        assert risposta.context["form"].errors[campo]
    riga.refresh_from_db()
    assert riga.stato == StatoConsegna.FALLITO
    assert client.post(pagina_di(riga), {"azione": "archivia", "motivo": "rifatto a mano"}).status_code == 302
    riga.refresh_from_db()
    assert (riga.stato, riga.archiviato_da) == (StatoConsegna.ARCHIVIATO, cast.cora_coordina)
    assert "rifatto a mano" in client.get(reverse("consegne")).text
    assert completa().numeri["falliti"] == 0
    assert client.get(pagina_di(riga)).status_code == 404


def test_due_persone_insieme_la_seconda_legge_che_e_tardi(cast: Cast, eseguiti: list[int]) -> None:
    riga = lavoro_fallito(cast)
    ripresa.archivia(genere="lavori", pk=riga.pk, motivo="doppio", operatore=cast.tito_tecnico)
    with pytest.raises(DominioError, match="già ripreso o archiviato"):
        ripresa.riprova(genere="lavori", pk=riga.pk, operatore=cast.cora_coordina)


def test_se_la_regola_dice_che_e_tardi_il_lavoro_resta_dov_era(cast: Cast, entra: Entra) -> None:
    def tardi(_lavoro: Lavoro) -> None:
        raise DominioError("È già stato rifatto: archivialo.")

    prima = dict(lavori._ESECUTORI)
    try:
        lavori.registra_esecutore(FINTO, lambda _lavoro: None, se_riprova=tardi)
        riga = lavoro_fallito(cast)
        risposta = entra(cast.tito_tecnico).post(pagina_di(riga), {"azione": "riprova"})
    finally:
        lavori._ESECUTORI.clear()
        lavori._ESECUTORI.update(prima)
    assert risposta.status_code == 422
    assert "È già stato rifatto" in risposta.text
    riga.refresh_from_db()
    assert riga.stato == StatoConsegna.FALLITO


def test_quando_e_tutto_consegnato_la_pagina_lo_dice(cast: Cast, entra: Entra) -> None:
    assert "Tutto consegnato" in entra(cast.tito_tecnico).get(reverse("consegne")).text


@pytest.mark.parametrize(("chi", "con_il_collegamento"), [("anna_verdi", False), ("cora_coordina", True)])
def test_la_pagina_dell_atto_dice_che_l_avviso_non_e_partito(
    cast: Cast, entra: Entra, chi: str, con_il_collegamento: bool
) -> None:
    appuntamento = crea_appuntamento(crea_caso(cast), cast.anna_verdi)
    altro = crea_appuntamento(appuntamento.caso, cast.anna_verdi)
    resa = messaggio_fallito(cast, chiave=f"convocazione:{appuntamento.pk}:2026-12-01T10:00:00")
    client = entra(cast.persone[chi])

    pagina, dell_altro = (
        client.get(reverse("appuntamento-scheda", args=[a.caso_id, a.pk])).content.decode()
        for a in (appuntamento, altro)
    )

    assert "Un avviso per posta elettronica non è partito" in pagina
    assert (pagina_di(resa) in pagina) is con_il_collegamento
    assert "non è partito" not in dell_altro
    assert CANARINO not in pagina
