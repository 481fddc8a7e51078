"""kill -9 of a real worker half-way through a list: after the restart the work is done, exactly once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases.models import Appartenenza, CasoAdi, Importazione, Persona, RigaImportazione
from cases.services.importazione.applica import avvia_importazione
from tests.cases.importazione.banco import Banco
from tests.outbox import conftest as outbox

worker = outbox.worker


@pytest.mark.servizi
def test_il_worker_ucciso_a_meta_importa_tutto_una_volta_sola(
    worker: outbox.Worker,
    banco: Banco,
    settings: Any,
    tmp_path: Path,
    elenco: Callable[[str], bytes],
    atteso: Callable[[str], dict[str, Any]],
) -> None:
    settings.MEDIA_ROOT = tmp_path / "documenti"  # where the worker process looks
    importazione = banco.anteprima(elenco("sporco"))
    avvia_importazione(importazione=importazione, operatore=banco.cast.cora_coordina)
    worker.avvia()
    entrate = RigaImportazione.objects.filter(importazione=importazione, importata_il__isnull=False)
    outbox.aspetta(lambda: entrate.exists(), secondi=120)
    worker.uccidi()
    a_meta = CasoAdi.objects.count()
    attesi = atteso("sporco")["conteggi"]
    assert 0 < a_meta < attesi["nuclei"], "il worker è stato ucciso troppo tardi"
    worker.avvia()
    outbox.aspetta(lambda: Importazione.objects.get().stato == "conclusa", secondi=180)
    worker.uccidi()
    assert CasoAdi.objects.count() == attesi["nuclei"]
    assert Persona.objects.count() == attesi["persone"]
    assert Appartenenza.objects.count() == attesi["appartenenze"]
    assert entrate.count() == attesi["accettata"] + attesi["avviso"]
