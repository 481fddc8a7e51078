"""Nothing that somebody must not read reaches them, by any page: the crawl knows no addresses."""

import logging
import re
from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from adi_platform.outbox.models import Lavoro, Messaggio
from tests.accessi import commissioni, consegne, famiglie, incontri, quadri
from tests.accessi.canarini import Vista, trovati, visita
from tests.accessi.famiglie import PROTETTO, SEGRETO
from tests.accessi.misura import ATTORI, entra_come, leggi_tabella
from tests.accessi.mondo import Mondo, crea_mondo
from tests.accessi.rotte import tutte_le_rotte
from tests.casi import CANARINO_NOTA
from tests.people import Cast

ESTRANEI = ("anonimo", "olga_altrove", "senza_incarico", "tito_tecnico", "nico_cpi", "neri_asl",
            "dina_cpi", "lia_scuola", "teo_coop", "otto_cpi_altrove")  # fmt: skip
# Bruno works in the same unit: he knows that the case exists, not what is in it. Lidia, and the key of her body,
# read of Anna's household what was shared with them.
SENZA_DIRITTO = (*ESTRANEI, "bruno_colle", "carla_mare", "ciro_commissario", "pina_presidente",
                 "rita_ragioneria", "lidia_cpi", "chiave_cpi")  # fmt: skip
# What only some of those who open the case may read: canary → who.
RISERVATI = {
    famiglie.DIARIO_PRIVATO: {"anna_verdi"},
    famiglie.SALUTE: {"anna_verdi"},
    famiglie.VIOLENZA: {"anna_verdi", "cora_coordina"},
    famiglie.GIUDIZIARIO: {"anna_verdi", "cora_coordina"},
    famiglie.OBIETTIVO_RISERVATO: {"anna_verdi", "cora_coordina"},
    famiglie.IMPEGNO_SENSIBILE: {"anna_verdi", "cora_coordina"},
    famiglie.RIGA_ELENCO: {"cora_coordina"},
    famiglie.MESSAGGIO: set(),
    commissioni.BISOGNO: commissioni.LO_LEGGONO,
    incontri.SEGRETO: incontri.LO_LEGGONO,
    quadri.DEBITI: quadri.LO_LEGGONO,
}
CHI_SEGUE = "anna_verdi"
LEGGE_CHI_SEGUE = {
    famiglie.SALUTE, famiglie.VIOLENZA, famiglie.DIARIO, famiglie.DIARIO_PRIVATO,
    famiglie.INCONTRO, famiglie.ISEE, famiglie.OBIETTIVO_RISERVATO, famiglie.IMPEGNO_SENSIBILE,
    famiglie.SUGGERIMENTO, famiglie.FILE_DOCUMENTO, famiglie.ESONERO, famiglie.RELAZIONE,
}  # fmt: skip
# Written so that the echo of the question is not itself a find.
DOMANDE = (
    "Zampacanarin",
    "za",
    "Maria Zampacanarin",
    "zampacanarna",
    "PRVPRV85C52Z",
    "INPS-ADI-PROVA",
    "333 000 7001",
    "333 000 9119",
    "CANARINO",
    "maria",
)
RIFIUTI = {"302-accesso", "403", "404", "405"}
LEGGONO_I_RIFIUTI = {"olga_altrove", "nico_cpi", "bruno_colle"}
FILTRI = "?ordine=nome&stato=tutti&formato=json&q=zampa"


def partenze(mondo: Mondo, attore: str) -> list[str]:
    """Home, searches, lists with filters, and the direct address of every page that does not refuse.

    The access matrix measures who is refused. Some open all the refusals too: a refusal tells nothing.
    """
    decise = leggi_tabella()
    rotte = [
        r
        for r in tutte_le_rotte()
        if attore in LEGGONO_I_RIFIUTI or decise[r.nome, "GET"][attore] not in RIFIUTI
    ]
    dirette = [mondo.indirizzo(r) for r in rotte if not r.percorso.startswith("accesso/")]
    elenchi = [mondo.indirizzo(r) for r in rotte if not r.argomenti and r.politica is not None]
    cerca = reverse("cerca")
    return [
        "/",
        *(f"{cerca}?q={domanda}" for domanda in DOMANDE),
        *dirette,
        *(f"{elenco}{FILTRI}" for elenco in elenchi),
    ]


def giro(mondo: Mondo, attore: str) -> dict[str, Vista]:
    tutte = partenze(mondo, attore)
    return visita(entra_come(mondo.cast, attore), tutte, limite=len(tutte) + 40)


@pytest.mark.parametrize("attore", ATTORI)
def test_ognuno_legge_solo_cio_che_gli_spetta(
    attore: str, mondo: Mondo, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    viste = giro(mondo, attore)
    assert trovati(viste, PROTETTO) == {}
    if attore in ESTRANEI:
        assert trovati(viste, famiglie.identita_di(mondo.caso)) == {}
    if attore in SENZA_DIRITTO:
        assert trovati(viste, SEGRETO) == {}
    assert trovati(viste, _riservato_a_altri(attore)) == {}
    assert SEGRETO.findall(caplog.text) == []
    if attore == CHI_SEGUE:
        # The proof that the crawl reaches the pages: without it the rest would say nothing.
        assert LEGGE_CHI_SEGUE - set().union(*trovati(viste, SEGRETO).values()) == set()


def _riservato_a_altri(attore: str) -> re.Pattern[str]:
    return re.compile("|".join(c for c, chi in RISERVATI.items() if attore not in chi))


def test_una_perdita_piantata_viene_scoperta(mondo: Mondo) -> None:
    with override_settings(ROOT_URLCONF="tests.accessi.rotte_piantate"):
        indirizzo = reverse("piantata-senza-perimetro", args=[mondo.caso.pk])
        viste = visita(entra_come(mondo.cast, "olga_altrove"), [indirizzo])
    assert trovati(viste, SEGRETO) == {indirizzo: {CANARINO_NOTA}}


def test_alla_coda_passano_solo_numeri(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """What reaches the broker tells nothing: the rows stay in the database."""
    spediti: list[Any] = []

    def raccogli(nome: str, args: tuple[Any, ...] = (), **opzioni: Any) -> None:
        spediti.append((args, opzioni.get("kwargs")))

    monkeypatch.setattr("adi_platform.outbox.services.accoda.app.send_task", raccogli)
    with django_capture_on_commit_callbacks(execute=True):
        crea_mondo(cast)
    assert spediti
    assert all(isinstance(a, int) for args, _ in spediti for a in args)
    assert all(not kwargs for _, kwargs in spediti)
    assert [
        lavoro.chiave
        for lavoro in Lavoro.objects.exclude(chiave__startswith=consegne.PIANTATA)
        if SEGRETO.search(str(lavoro.dati))
    ] == []


def test_i_messaggi_in_uscita_non_raccontano_la_famiglia(mondo: Mondo) -> None:
    scritti = Messaggio.objects.exclude(testo=famiglie.MESSAGGIO)
    assert [m.evento for m in scritti if SEGRETO.search(f"{m.oggetto} {m.testo} {m.html}")] == []
    identita = famiglie.identita_di(mondo.caso)
    assert [m.evento for m in scritti if identita.search(m.oggetto)] == []
