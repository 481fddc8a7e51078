"""From an empty machine to pages served: database, schema, static files, demo, processes."""

import argparse
import fcntl
import hashlib
import http.client
import json
import os
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from adi_platform.avvio.processi import Processo, ferma
from adi_platform.settings import banca_dati

RADICE = Path(__file__).resolve().parent.parent.parent
SECONDI_PER_RISPONDERE = 60
SECONDI_PER_I_LAVORI = 120


class AvvioImpossibile(Exception):
    """Said to the person as it is, without a traceback."""


class Fermati(Exception):
    """Ctrl-C or a request to stop."""


def principale(argomenti: list[str]) -> int:
    opzioni = leggi_opzioni(argomenti)
    for segnale in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(segnale, _interrompi)
    try:
        return _servi(opzioni)
    except AvvioImpossibile as errore:
        di(str(errore))
        return 1
    except Fermati:
        di("fermo")
        return 0


USO = "script/server [--port N] [--data DIR] [--senza-demo]"


class LettoreOpzioni(argparse.ArgumentParser):
    """Options read as argparse reads them; what is wrong is said in Italian."""

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "uso:", 1)

    def error(self, message: str) -> NoReturn:
        """`message` is English: of it only the name of the option is kept."""
        if "--port" in message:
            perche = "Dopo --port scrivi il numero della porta, per esempio --port 8000."
        elif "--data" in message:
            perche = "Dopo --data scrivi la cartella dei dati."
        else:
            perche = f"Non capisco {message.rpartition(': ')[2]}."
        self.exit(2, f"{perche}\nUso: {USO}\n")


def leggi_opzioni(argomenti: list[str]) -> argparse.Namespace:
    lettore = LettoreOpzioni(
        prog="script/server",
        description="Avvia adi_platform su questa macchina.",
        usage=USO,
        add_help=False,
        allow_abbrev=False,
    )
    lettore._optionals.title = "opzioni"
    lettore.add_argument("-h", "--help", action="help", help="mostra queste righe ed esce")
    lettore.add_argument("--port", type=int, default=8000, metavar="N", help="porta delle pagine (8000)")
    lettore.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("ADI_DATA") or RADICE / "var"),
        metavar="DIR",
        help="cartella dei dati (ADI_DATA, altrimenti var/)",
    )
    lettore.add_argument("--senza-demo", action="store_true", help="non crea l'Ambito dimostrativo")
    return lettore.parse_args(argomenti)


def di(testo: str) -> None:
    sys.stdout.write(f"{testo}\n")
    sys.stdout.flush()


def _servi(opzioni: argparse.Namespace) -> int:
    dati = opzioni.data.resolve()
    dati.mkdir(parents=True, exist_ok=True)
    with (dati / "server.uso").open("a") as uso:
        try:
            fcntl.flock(uso, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as errore:
            raise AvvioImpossibile(f"Il server è già avviato su questi dati ({dati}).") from errore
        _porta_libera(opzioni.port)
        _prepara_ambiente(dati, opzioni.port)
        _prepara_dati(dati, senza_demo=opzioni.senza_demo)
        processi = componi(dati=dati, porta=opzioni.port)
        try:
            for processo in processi:
                processo.avvia()
            _aspetta_le_pagine(opzioni.port, processi)
            _aspetta_i_lavori(opzioni.port, processi)
            _presenta(dati, opzioni.port)
            _sorveglia(processi)
        finally:
            ferma(processi)
    return 0


def _porta_libera(porta: int) -> None:
    with socket.socket() as presa:
        presa.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            presa.bind(("127.0.0.1", porta))
        except (OSError, OverflowError) as errore:
            raise AvvioImpossibile(
                f"La porta {porta} non è disponibile: scegline un'altra con --port."
            ) from errore


def _prepara_ambiente(dati: Path, porta: int) -> None:
    """The children find the database by its address and never start or stop it."""
    os.environ["ADI_DATA"] = str(dati)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "adi_platform.settings.dev")
    os.environ.setdefault("ADI_INDIRIZZO", f"http://localhost:{porta}")
    if not os.environ.get("DATABASE_URL"):
        di("Avvio la banca dati")
        os.environ["DATABASE_URL"] = banca_dati.avvia_incorporata(dati)


def _prepara_dati(dati: Path, *, senza_demo: bool) -> None:
    """Schema, static files and, the first time, the demo."""
    import django
    from django.core.management import call_command, get_commands
    from django.db import connection

    if senza_demo:
        os.environ["ADI_DIMOSTRAZIONE"] = "0"
    django.setup()
    from adi_platform.organizzazione.models import Ambito

    _applica_migrazioni()
    di("Preparo le pagine")
    _raccogli_statici(dati)
    if not senza_demo and "popola" in get_commands() and not Ambito.objects.exists():
        di("Creo l'Ambito dimostrativo")
        call_command("popola", demo=True)
    if senza_demo and not Ambito.objects.exists():
        di("Per aprire il primo Ambito e il suo amministratore: manage.py nuovo_ambito --help")
    connection.close()


def _applica_migrazioni() -> None:
    """The first start takes more than a minute: a line for each app says how far it is."""
    from django.core.management import call_command
    from django.core.management.commands import migrate
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    esecutore = MigrationExecutor(connection)
    da_fare = len(esecutore.migration_plan(esecutore.loader.graph.leaf_nodes()))
    fatte, dette = 0, set[str]()

    class Migra(migrate.Command):
        def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
            nonlocal fatte
            if action == "apply_start" and migration.app_label not in dette:
                dette.add(migration.app_label)
                di(f"  {fatte + 1} di {da_fare}: {migration.app_label}")
            fatte += action == "apply_success"

    if da_fare:
        di(f"Preparo la banca dati: {da_fare} passaggi, la prima volta serve qualche minuto")
    call_command(Migra(), interactive=False, verbosity=0)


def _raccogli_statici(dati: Path) -> None:
    """Only when a file or a package has changed: compressing takes most of a start."""
    from django.core.management import call_command

    impronta = _impronta_statici()
    segno = dati / "statici.impronta"
    if segno.exists() and segno.read_text() == impronta:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    segno.write_text(impronta)


def _impronta_statici() -> str:
    somma = hashlib.sha256((RADICE / "requirements" / "base.lock").read_bytes())
    for file in sorted(RADICE.glob("static/**/*")):
        if file.is_file():
            somma.update(str(file.relative_to(RADICE)).encode() + file.read_bytes())
    return somma.hexdigest()


def componi(*, dati: Path, porta: int) -> list[Processo]:
    """What runs, in the order in which it is asked to stop."""
    celery = [sys.executable, "-m", "celery", "-A", "adi_platform"]
    comandi = {
        "pagine": [
            *(sys.executable, "-m", "gunicorn", "adi_platform.wsgi", "--no-control-socket", "--preload"),
            *("--bind", f"127.0.0.1:{porta}", "--workers", "2", "--threads", "8", "--timeout", "60"),
        ],
        "orologio": [*celery, "beat", "--schedule", str(dati / "coda" / "orologio"), "--pidfile", ""],
        "lavori": [*celery, "worker", "--without-gossip", "--without-mingle", "--loglevel", "INFO"],
    }
    return [
        Processo(
            nome=nome, comando=comando, registro=dati / "registri" / f"{nome}.log", ambiente=os.environ.copy()
        )
        for nome, comando in comandi.items()
    ]


def _aspetta_le_pagine(porta: int, processi: list[Processo]) -> None:
    if not _in_tempo("/salute/?solo=pagine", porta, processi, secondi=SECONDI_PER_RISPONDERE):
        registri = processi[0].registro.parent
        raise AvvioImpossibile(f"Le pagine non rispondono: guarda i registri in {registri}.")


def _aspetta_i_lavori(porta: int, processi: list[Processo]) -> None:
    """`pronto` means that all works; late workers do not keep people from the pages."""
    if not _in_tempo("/salute/", porta, processi, secondi=SECONDI_PER_I_LAVORI):
        registri = processi[0].registro.parent
        di(f"Le pagine rispondono, ma i lavori in secondo piano non ancora: guarda i registri in {registri}.")


def _in_tempo(indirizzo: str, porta: int, processi: list[Processo], *, secondi: float) -> bool:
    """Ask until the answer is good or the time is over; meanwhile a dead process is started again."""
    fine = time.monotonic() + secondi
    while not _risponde(porta, indirizzo):
        if time.monotonic() > fine:
            return False
        for processo in processi:
            processo.controlla(time.monotonic())
        time.sleep(0.2)
    return True


def _risponde(porta: int, indirizzo: str) -> bool:
    connessione = http.client.HTTPConnection("127.0.0.1", porta, timeout=5)
    try:
        connessione.request("GET", indirizzo)
        return connessione.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connessione.close()


def _presenta(dati: Path, porta: int) -> None:
    di(f"\nadi_platform: http://localhost:{porta}")
    demo = dati / "demo.json"
    if demo.exists():
        di(f"Posta di prova: http://localhost:{porta}/posta-di-prova/\n\nPersone della dimostrazione:")
        for voce in json.loads(demo.read_text(encoding="utf-8")):
            di(f"  {voce['ruolo']:<40} {voce['email']:<42} {voce['parola']}")
        di("")
    di("pronto")


def _sorveglia(processi: list[Processo]) -> None:
    while True:
        for processo in processi:
            if processo.controlla(time.monotonic()):
                di(f"{processo.nome}: il processo si è fermato, lo riavvio ({processo.registro})")
        time.sleep(0.5)


def _interrompi(_segnale: int, _riquadro: FrameType | None) -> None:
    # A second Ctrl-C must not interrupt the stopping.
    for segnale in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(segnale, signal.SIG_IGN)
    raise Fermati
