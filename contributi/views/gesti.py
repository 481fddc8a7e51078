"""What the social worker may do next on a request: a line for each, with its page."""

from django.urls import reverse

from contributi.enums import StatoRichiesta as S
from contributi.models import Richiesta
from contributi.services.lettere_istruttoria import perche_niente_avvio
from contributi.transizioni import SCRIVE, TABELLA_RICHIESTA

# Moves offered on the file with a page that only asks why; the others have a page of their own.
MOSSE = {
    "istruisci": "Da qui si raccolgono i fatti e si esaminano i requisiti, uno per uno.",
    "rinuncia": "Registra che chi ha chiesto non vuole più il contributo. La domanda si chiude qui.",
}
PAGINE = {
    S.ISTRUTTORIA: (("contributi:richiesta-integrazione", "Chiedi i documenti che mancano"),),
    S.IN_INTEGRAZIONE: (("contributi:richiesta-riprendi", "Riprendi l'istruttoria"),),
    S.RINVIATA: (
        ("contributi:richiesta-riprendi", "Riprendi l'istruttoria"),
        ("contributi:richiesta-proponi", "Riporta in commissione"),
    ),
    S.RIESAME: (
        ("contributi:richiesta-riprendi", "Riprendi l'istruttoria"),
        ("contributi:richiesta-proponi", "Riporta in commissione"),
    ),
}


def gesti_di(richiesta: Richiesta) -> list[dict[str, str]]:
    gesti = [
        _gesto(nome, etichetta, richiesta.pk)
        for nome, etichetta in PAGINE.get(S(richiesta.stato), ())
        if not (nome.endswith("integrazione") and hasattr(richiesta, "documenti_chiesti"))
    ]
    if not perche_niente_avvio(richiesta):
        gesti.insert(0, _gesto("contributi:richiesta-avvio", "Manda la comunicazione di avvio", richiesta.pk))
    for mossa in TABELLA_RICHIESTA.mosse_da(richiesta.stato):
        ripresa = mossa.codice == "istruisci" and richiesta.stato != S.PROTOCOLLATA
        if mossa.codice in MOSSE and mossa.permesso == SCRIVE and not ripresa:
            gesti.append(_gesto("contributi:richiesta-mossa", mossa.etichetta, richiesta.pk, mossa.codice))
    return gesti


def _gesto(nome: str, etichetta: str, *argomenti: object) -> dict[str, str]:
    return {"etichetta": etichetta, "url": reverse(nome, args=argomenti)}
