"""A real worker closes the session while it is killed, doubled and emptied: one outcome, one verbale, one number."""

import email
from collections import Counter
from collections.abc import Iterator
from email.policy import default as regole
from typing import Any

import pytest
import redis
from celery import Celery
from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.outbox.models import Lavoro, Messaggio, StatoConsegna
from adi_platform.outbox.services import accoda
from adi_platform.repertorio.models import Registrazione
from adi_platform.repertorio.services.verifica import verifica_catene
from adi_platform.settings import coda
from contributi.enums import StatoSeduta
from contributi.models import Seduta, Verbale
from contributi.services.voto import LAVORO_CHIUSURA
from tests.contributi.commissione.colpi import PUNTI, SPEDITO
from tests.contributi.commissione.scena import seduta_aperta, voci, votano, votano_tutti
from tests.outbox.conftest import Redis, Worker, redis_proprio, worker
from tests.people import Cast
from tests.support.attesa import aspetta

__all__ = ["redis_proprio", "worker"]
pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]
# Five invited to vote, six called to the session, the Dirigente.
POSTA = {"Convocazione": 6, "Ordine": 6, "Votazione aperta": 5, "Votazione chiusa": 6, "Verbale": 1}


@pytest.fixture
def bottega(worker: Worker, settings: Any) -> Worker:
    """The worker with the points where it may be struck; documents where it writes them."""
    worker.moduli = "tests.contributi.commissione.colpi"
    settings.MEDIA_ROOT = worker.dati / "documenti"
    return worker


@pytest.fixture
def pubblicatore(redis_proprio: Redis, monkeypatch: pytest.MonkeyPatch) -> Iterator[Celery]:
    """The web side of the queue, on the Redis of the test."""
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery prefers it to the address given here
    app = Celery("prova", broker=redis_proprio.url)
    app.conf.update(broker_transport_options=coda.opzioni_redis(), broker_connection_timeout=2)
    monkeypatch.setattr(accoda, "app", app)
    yield app
    app.close()


def finita(seduta: Seduta) -> bool:
    """Closed, numbered, transmitted, and nothing left to do."""
    trasmesso = Verbale.objects.filter(seduta=seduta, trasmesso_il__isnull=False).exists()
    sospesi = (StatoConsegna.IN_ATTESA, StatoConsegna.IN_CORSO)
    restano = Lavoro.objects.filter(stato__in=sospesi).exists()
    return trasmesso and not restano and not Messaggio.objects.filter(stato__in=sospesi).exists()


def lettere(bottega: Worker) -> list[Any]:
    return [
        email.message_from_bytes(f.read_bytes(), policy=regole)
        for f in (bottega.dati / "posta").glob("*.eml")
    ]


def una_cosa_sola(seduta: Seduta) -> None:
    """One outcome, one verbale, one file, one number, nothing given up."""
    seduta.refresh_from_db()
    assert seduta.stato == StatoSeduta.CHIUSA
    assert seduta.transizioni.filter(mossa="chiudi").count() == 1
    verbale = Verbale.objects.get()
    assert Documento.objects.get().sha256 == verbale.documento.sha256
    numeri = list(Registrazione.objects.filter(registro="commissioni").values_list("numero", flat=True))
    assert numeri == [1]
    richiesta = voci(seduta)[0].proposta.richiesta
    assert richiesta.transizioni.filter(mossa="parere_favorevole").count() == 1
    assert not Lavoro.objects.filter(stato=StatoConsegna.FALLITO).exists()
    assert list(verifica_catene()) == []


def una_lettera_ciascuno(bottega: Worker, *, doppioni_ammessi: int = 0) -> None:
    arrivate = lettere(bottega)
    diverse = {str(m["Message-ID"]): m for m in arrivate}
    per_oggetto = Counter(
        inizio for m in diverse.values() for inizio in POSTA if str(m["Subject"]).startswith(inizio)
    )
    assert per_oggetto == POSTA
    assert len(arrivate) - len(diverse) <= doppioni_ammessi
    assert max(Counter((str(m["To"]), str(m["Subject"])) for m in diverse.values()).values()) == 1


@pytest.mark.parametrize("punto", PUNTI)
def test_ucciso_in_ogni_punto_della_chiusura(cast: Cast, bottega: Worker, punto: str) -> None:
    seduta = seduta_aperta(cast)
    votano_tutti(cast, seduta)
    (bottega.dati / "colpo").write_text(punto)
    bottega.avvia()
    aspetta(lambda: not (bottega.dati / "colpo").exists())
    bottega.uccidi()
    bottega.avvia()
    aspetta(lambda: finita(seduta))
    una_cosa_sola(seduta)
    # The other process of the worker dies with it: a letter that it was sending goes again, with its name.
    una_lettera_ciascuno(bottega, doppioni_ammessi=1)


def test_ucciso_fra_la_spedizione_e_la_riga_al_piu_un_doppione_con_lo_stesso_nome(
    cast: Cast, bottega: Worker
) -> None:
    seduta = seduta_aperta(cast)
    votano_tutti(cast, seduta)
    (bottega.dati / "colpo").write_text(SPEDITO)
    bottega.avvia()
    aspetta(lambda: not (bottega.dati / "colpo").exists())
    bottega.uccidi()
    bottega.avvia()
    aspetta(lambda: finita(seduta))
    una_cosa_sola(seduta)
    una_lettera_ciascuno(bottega, doppioni_ammessi=1)


def test_la_stessa_chiusura_cinque_volte_e_la_coda_svuotata(
    cast: Cast, bottega: Worker, redis_proprio: Redis, pubblicatore: Celery
) -> None:
    bottega.broker = redis_proprio.url
    seduta = seduta_aperta(cast)
    votano_tutti(cast, seduta)
    lavoro = Lavoro.objects.get(tipo=LAVORO_CHIUSURA)
    for _ in range(4):
        assert accoda.pubblica(accoda.COMPITO_LAVORO, lavoro.pk)
    bottega.avvia()
    aspetta(lambda: Verbale.objects.exists())
    with redis.Redis.from_url(redis_proprio.url) as cliente:
        cliente.flushall()
    aspetta(lambda: finita(seduta))
    una_cosa_sola(seduta)
    una_lettera_ciascuno(bottega)


def test_svuotata_la_coda_all_ora_si_chiude_lo_stesso(
    cast: Cast, bottega: Worker, redis_proprio: Redis, pubblicatore: Celery
) -> None:
    """Nobody is left to ask: the sweep finds the session that the hour has closed, and closes it once."""
    bottega.broker = redis_proprio.url
    seduta = seduta_aperta(cast, chiude_fra=4)
    for chi in ("pina_presidente", "bruno_colle", "ciro_commissario"):
        votano(cast, voci(seduta)[0], **{chi: "favorevole"})
    with redis.Redis.from_url(redis_proprio.url) as cliente:
        cliente.flushall()
    bottega.avvia()
    aspetta(lambda: finita(seduta) and timezone.now() > seduta.chiude_il)
    una_cosa_sola(seduta)
