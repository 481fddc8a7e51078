"""After the migrations: the account of the application, with the rights it needs and no other."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from adi_platform.errori import DominioError
from adi_platform.organizzazione.services.ruolo_applicazione import prepara_ruolo
from adi_platform.settings.banca_dati import da_url


class Command(BaseCommand):
    help = "Prepara l'account con cui l'applicazione lavora sulla banca dati. Si esegue dopo le migrazioni."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--indirizzo",
            type=Path,
            required=True,
            help="file con l'indirizzo della banca dati che userà l'applicazione (account e parola d'ordine)",
        )

    def handle(self, *args: Any, indirizzo: Path, **opzioni: Any) -> None:
        try:
            dati = da_url(indirizzo.read_text(encoding="utf-8").strip())
            diritti = prepara_ruolo(nome=dati["USER"], parola=dati["PASSWORD"])
        except OSError as errore:
            raise CommandError(f"Non si legge il file {indirizzo}.") from errore
        except DominioError as errore:
            raise CommandError(errore.messaggio) from errore
        self.stdout.write(
            f"Account {dati['USER']} pronto: {len(diritti.tabelle)} tabelle, "
            f"{len(diritti.sola_aggiunta)} a sola aggiunta."
        )
