"""kill -9 in the middle of the two long works of the main road: each is finished once, and only once."""

from collections import Counter
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from adi_platform.documenti.enums import StatoDocumento
from adi_platform.documenti.models import Documento
from adi_platform.outbox.models import Lavoro, StatoConsegna
from adi_platform.repertorio.models import Registrazione
from cases.enums import StatoImportazione
from cases.models import CasoAdi, Importazione, Persona
from cases.services.importazione.applica import LAVORO_IMPORTAZIONE, avvia_importazione
from cases.services.importazione.carica import carica_elenco
from cases.services.importazione.mappa import conferma_colonne
from tests.outbox.conftest import Worker
from tests.patti.costruttori import crea_famiglia, crea_patto_completo
from tests.patti.firme import sottoscrivi_tutto
from tests.people import Cast
from tests.support.attesa import aspetta

pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]
ELENCO = Path(__file__).parent.parent / "casi_ufficio" / "elenchi" / "elenco_nuclei_pulito.csv"


def test_l_importazione_uccisa_a_meta_finisce_una_volta_sola(cast: Cast, worker_di_casa: Worker) -> None:
    importazione = _letta(cast, worker_di_casa)
    nuclei = importazione.conteggi["nuclei"]
    avvia_importazione(importazione=importazione, operatore=cast.cora_coordina)
    aspetta(lambda: importazione.righe.filter(importata_il__isnull=False).exists())
    worker_di_casa.uccidi()
    entrati = CasoAdi.objects.count()
    assert 0 < entrati < nuclei
    worker_di_casa.avvia()
    aspetta(lambda: _stato(importazione) == StatoImportazione.CONCLUSA)
    lavori = Lavoro.objects.filter(tipo=LAVORO_IMPORTAZIONE)
    aspetta(lambda: lavori.filter(stato=StatoConsegna.RIUSCITO).exists())
    assert lavori.get().tentativi == 2
    assert CasoAdi.objects.count() == nuclei
    domande = Counter(CasoAdi.objects.values_list("numero_domanda", flat=True))
    codici = Counter(Persona.objects.exclude(codice="").values_list("codice", flat=True))
    assert max(domande.values()) == max(codici.values()) == 1
    assert all(caso.componenti.filter(richiedente=True).count() == 1 for caso in CasoAdi.objects.all()[:30])
    assert not importazione.righe.filter(
        esito__in=("accettata", "avviso"), importata_il__isnull=True
    ).exists()


def test_la_stampa_del_patto_uccisa_a_meta_finisce_una_volta_sola(cast: Cast, worker_di_casa: Worker) -> None:
    famiglia = crea_famiglia(cast)
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    stampe = Lavoro.objects.filter(tipo="documenti.stampa")
    assert stampe.count() == 3  # the Patto and two annexes
    worker_di_casa.avvia()
    aspetta(lambda: stampe.filter(stato=StatoConsegna.IN_CORSO).exists())
    worker_di_casa.uccidi()
    uccise = list(stampe.filter(stato=StatoConsegna.IN_CORSO))
    assert uccise
    worker_di_casa.avvia()
    aspetta(lambda: Documento.objects.filter(lavoro__in=stampe, stato=StatoDocumento.PRONTO).count() == 3, 90)
    for lavoro in uccise:
        lavoro.refresh_from_db()
        assert lavoro.tentativi == 2
    assert Registrazione.objects.get() == patto.registrazione
    file = [f.name for f in worker_di_casa.dati.glob("documenti/**/*") if f.is_file()]
    for documento in Documento.objects.filter(lavoro__in=stampe):
        assert sum(str(documento.pk) in nome or documento.pk.hex in nome for nome in file) == 1


def _letta(cast: Cast, worker: Worker) -> Importazione:
    """The list brought in and read by the worker, ready to be applied."""
    oggi = timezone.localdate()
    importazione = carica_elenco(
        ambito=cast.territorio.ambito,
        operatore=cast.cora_coordina,
        file=ContentFile(ELENCO.read_bytes(), name="elenco.csv"),
        oggi=oggi,
    )
    conferma_colonne(
        importazione=importazione,
        colonne=importazione.colonne,
        data_estrazione=oggi,
        operatore=cast.cora_coordina,
        oggi=oggi,
    )
    worker.avvia()
    aspetta(lambda: _stato(importazione) == StatoImportazione.ANTEPRIMA)
    importazione.refresh_from_db()
    return importazione


def _stato(importazione: Importazione) -> str:
    importazione.refresh_from_db()
    return importazione.stato
