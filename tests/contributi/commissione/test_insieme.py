"""Twenty people vote while two close: what was acknowledged is counted, what was refused is not, one closing.

ADI_GIRI_CHIUSURA sets the rounds.
"""

import os
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.services import accoda
from contributi.models import Commissione, Seduta, Verbale, VoceSeduta, Voto
from contributi.rules.voto import Scelta
from contributi.services.chiusura import chiudi, scrutina_voce
from contributi.services.verifica_commissione import verifica_commissioni
from contributi.services.voto import vota
from tests.contributi.commissione.scena import crea_commissione, regola, seduta_aperta, siede, voci
from tests.people import Cast

pytestmark = pytest.mark.django_db(transaction=True)
GIRI = int(os.environ.get("ADI_GIRI_CHIUSURA", "10"))
VOTANTI, CHI_CHIUDE = 20, 2
FINESTRA = 1.0  # seconds left to vote, about: as much as the twenty need one after the other


def commissione_numerosa(cast: Cast) -> tuple[Commissione, list[Utente]]:
    """Twenty members besides Anna, who follows the case."""
    commissione = crea_commissione(cast, votanti=("anna_verdi",))
    membri = [
        Utente.objects.crea(email=f"membro{n}@esempio.invalid", nome=f"Membro{n}", cognome="Prova")
        for n in range(VOTANTI)
    ]
    for membro in membri:
        siede(cast, commissione, membro)
    return commissione, membri


class Gara:
    """One round: everybody starts together; the answers are what each one was told."""

    def __init__(self, seduta: Seduta, membri: list[Utente], caso: random.Random) -> None:
        self.seduta, self.voce, self.membri, self.caso = seduta, voci(seduta)[0], membri, caso
        self.partenza = threading.Barrier(len(membri) + CHI_CHIUDE)
        restano = (seduta.chiude_il - timezone.now()).total_seconds()
        self.ritardi = [caso.uniform(0, max(restano, 0) * 1.1) for _ in membri]

    def corri(self) -> tuple[dict[int, str], list[str]]:
        """Acknowledged votes by person, and the states that the closers saw at the end."""
        with ThreadPoolExecutor(len(self.membri) + CHI_CHIUDE) as fili:
            chiudono = [fili.submit(self._chiude) for _ in range(CHI_CHIUDE)]
            votano = [fili.submit(self._vota, n) for n in range(len(self.membri))]
            accolti = dict(f.result() for f in votano if f.result() is not None)
            return accolti, [f.result() for f in chiudono]

    def _vota(self, n: int) -> tuple[int, str] | None:
        scelta = Scelta(list(Scelta)[n % 4]).value
        try:
            self.partenza.wait()
            threading.Event().wait(self.ritardi[n])
            voce = VoceSeduta.objects.select_related("seduta").get(pk=self.voce.pk)
            vota(voce=voce, scelta=scelta, motivo="Motivo", operatore=self.membri[n])
        except DominioError:
            return None
        else:
            return self.membri[n].pk, scelta
        finally:
            connection.close()

    def _chiude(self) -> str:
        try:
            self.partenza.wait()
            while True:
                try:
                    return chiudi(seduta=Seduta.objects.get(pk=self.seduta.pk)).stato
                except DominioError:
                    threading.Event().wait(0.02)
        finally:
            connection.close()


def test_venti_che_votano_contro_la_chiusura(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accoda, "pubblica", lambda *_, **__: True)  # no worker here: the rows are enough
    regola(cast, "a12_chiusura_anticipata", "no")
    commissione, membri = commissione_numerosa(cast)
    caso = random.Random(20260512)  # noqa: S311  the order of a test, not a secret
    contati, apertura = 0, 0.5
    for _ in range(GIRI):
        inizio = time.monotonic()
        seduta = seduta_aperta(cast, commissione=commissione, chiude_fra=apertura + FINESTRA)
        apertura = time.monotonic() - inizio  # the slower the machine, the longer the next window
        accolti, chiusure = Gara(seduta, membri, caso).corri()
        contati += len(accolti)
        assert chiusure == ["chiusa"] * CHI_CHIUDE
        _un_solo_esito(seduta, accolti)
    assert GIRI < contati < GIRI * VOTANTI
    assert list(verifica_commissioni(commissione.ambito)) == []


def _un_solo_esito(seduta: Seduta, accolti: dict[int, str]) -> None:
    seduta.refresh_from_db()
    scritti = dict(Voto.objects.filter(seduta=seduta).values_list("elettore__utente", "scelta"))
    assert scritti == accolti
    assert all(
        quando < seduta.chiude_il
        for quando in Voto.objects.filter(seduta=seduta).values_list("espresso_il", flat=True)
    )
    voce = voci(seduta)[0]
    conteggi = Counter(accolti.values())
    assert voce.scrutinio["conteggi"] == {s.value: conteggi[s.value] for s in Scelta}
    assert voce.esito == scrutina_voce(voce).esito.value
    assert Verbale.objects.filter(seduta=seduta).count() == 1
    assert Documento.objects.filter(chiave=f"verbale:{seduta.pk}").count() == 1
    assert seduta.transizioni.filter(mossa="chiudi").count() == 1
