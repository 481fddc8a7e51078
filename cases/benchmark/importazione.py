"""Import of a list: seconds, rows per second and memory, with a thousand rows and with many."""

import csv
import io
import random
import resource
import time
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.utils import timezone
from openpyxl import Workbook

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito, Incarico, Utente
from adi_platform.outbox.services.esegui import esegui
from cases.benchmark.cronometro import ambito_delle_misure
from cases.models import Importazione, Persona
from cases.popolamento.famiglie import FamigliaInventata, Famiglie
from cases.services.importazione.applica import avvia_importazione
from cases.services.importazione.carica import carica_elenco
from cases.services.importazione.mappa import conferma_colonne

CODICE = "misura-elenchi"
POCHE, MOLTE = 1_000, 10_000
SECONDI, MEGABYTE = 60, 500
INTESTAZIONI = [
    "numero_domanda_inps",
    "data_domanda",
    "data_pad_nucleo",
    "data_trasmissione_comune",
    "codice_fiscale",
    "cognome",
    "nome",
    "data_nascita",
    "sesso",
    "relazione",
    "comune_residenza",
    "indirizzo",
    "isee",
    "ruolo_obblighi",
]
Righe = list[list[str]]


def misura_importazione(quante: int | None = None) -> Iterator[str]:
    """A list as CSV and one as XLSX: kept, read, judged and applied, as the background work does."""
    ambito = ambito_delle_misure(CODICE, "Ambito delle misure sugli elenchi")
    operatore = Incarico.objects.filter(ambito=ambito, ruolo=Ruolo.COORDINATORE)[0].utente
    rng = random.Random(time.time_ns())  # noqa: S311  invented people, never the same twice
    codici = set(Persona.objects.filter(ambito=ambito).values_list("codice", flat=True))
    famiglie = Famiglie(rng, oggi=timezone.localdate(), codici=codici)
    for nome, scrivi in (("csv", _csv), ("xlsx", _xlsx)):
        a_riga = []
        for righe in (POCHE, quante or MOLTE):
            contenuto = scrivi(_righe(ambito, famiglie, righe, rng))
            secondi, esito = _importa(ambito, operatore, f"elenco.{nome}", contenuto)
            a_riga.append(secondi / righe)
            yield f"{nome:5} {righe:6} righe in {secondi:5.1f} s, {righe / secondi:6.0f} al secondo   {esito}"
        yield f"{nome:5} tempo per riga, molte contro poche: {a_riga[1] / a_riga[0]:.2f}"
    memoria = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"memoria massima del processo: {memoria:.0f} MB (obiettivi: {SECONDI} s, {MEGABYTE} MB)"


def _importa(ambito: Ambito, operatore: Utente, nome: str, contenuto: bytes) -> tuple[float, str]:
    oggi = timezone.localdate()
    inizio = time.perf_counter()
    elenco = carica_elenco(
        ambito=ambito, operatore=operatore, file=ContentFile(contenuto, name=nome), oggi=oggi
    )
    elenco = conferma_colonne(
        importazione=elenco, colonne=elenco.colonne, data_estrazione=oggi, operatore=operatore, oggi=oggi
    )
    letto = _esegui(elenco)
    lettura = time.perf_counter() - inizio
    concluso = _esegui(avvia_importazione(importazione=letto, operatore=operatore))
    secondi = time.perf_counter() - inizio
    conteggi = concluso.conteggi
    return secondi, f"(lettura {lettura:.1f} s; entrate {conteggi['importate']}, nuclei {conteggi['nuclei']})"


def _esegui(elenco: Importazione) -> Importazione:
    if elenco.lavoro_id is None:
        raise RuntimeError("Il lavoro non è stato accodato.")
    esegui(lavoro_id=elenco.lavoro_id)
    elenco.refresh_from_db()
    if elenco.errore:
        raise RuntimeError(elenco.errore)
    return elenco


def _righe(ambito: Ambito, famiglie: Famiglie, quante: int, rng: random.Random) -> Righe:
    comuni = list(ambito.comuni.values_list("nome", flat=True))
    serie = rng.randrange(10**6)
    righe: Righe = []
    while len(righe) < quante:
        domanda = f"INPS-ADI-2026-{serie:06}{len(righe):06}"
        righe += _righe_di(famiglie.una(), domanda, rng.choice(comuni), rng)
    return righe[:quante]


def _righe_di(famiglia: FamigliaInventata, domanda: str, comune: str, rng: random.Random) -> Righe:
    isee = f"{rng.randrange(0, 9_000)},{rng.randrange(100):02}"
    date = ("12/10/2026", "14/10/2026", "22/10/2026")
    return [
        [
            domanda, *date, p.codice, p.cognome, p.nome, f"{p.nascita:%d/%m/%Y}", p.sesso, str(p.parentela),
            comune, famiglia.indirizzo, isee, "",
        ]
        for p in famiglia.persone
    ]  # fmt: skip


def _csv(righe: Righe) -> bytes:
    testo = io.StringIO()
    csv.writer(testo, delimiter=";").writerows([INTESTAZIONI, *righe])
    return testo.getvalue().encode()


def _xlsx(righe: Righe) -> bytes:
    libro = Workbook(write_only=True)
    foglio = libro.create_sheet("Elenco")
    for riga in (INTESTAZIONI, *righe):
        foglio.append(riga)
    flusso = io.BytesIO()
    libro.save(flusso)
    return flusso.getvalue()
