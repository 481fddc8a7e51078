"""A piece of work given up, whose error and data hold a canary: nobody must read them."""

from adi_platform.outbox.models import Lavoro, StatoConsegna
from cases.models import CasoAdi
from tests.casi import CANARINO_NOTA

PIANTATA = "consegna-di-prova:"  # its contents are secret on purpose: no page shows them


def campioni_delle_consegne(caso: CasoAdi) -> dict[str, object]:
    lavoro = Lavoro.objects.create(
        chiave=f"{PIANTATA}{caso.pk}",
        tipo="documenti.stampa",
        dati={"nota": CANARINO_NOTA},
        ambito=caso.ambito,
        stato=StatoConsegna.FALLITO,
        tentativi=6,
        ultimo_errore=f"{CANARINO_NOTA} non si può stampare.",
        messaggio=CANARINO_NOTA,
    )
    return {"consegne": "lavori", "consegna:pk": lavoro.pk}
