"""`manage.py registro_giornaliero`: close every past day still open; may run as often as one likes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from adi_platform.repertorio.models import GiornaleRegistro
from adi_platform.repertorio.services.giornale import chiudi_giornate_mancanti


class Command(BaseCommand):
    help = "Forma il registro giornaliero dei giorni passati che ancora non lo hanno."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--esporta",
            metavar="CARTELLA",
            help="scrive qui tutti i registri (per la conservazione e per tenerli altrove)",
        )

    def handle(self, *args: Any, **opzioni: Any) -> None:
        fatti = chiudi_giornate_mancanti()
        for giornale in fatti:
            self.stdout.write(f"{giornale.ambito.codice} {giornale.giorno} {giornale.sha256}")
        self.stdout.write(f"Registri giornalieri formati: {len(fatti)}.")
        if opzioni["esporta"]:
            self._esporta(Path(opzioni["esporta"]))

    def _esporta(self, cartella: Path) -> None:
        """One text file for each day, with its SHA-256 beside it; files already there are not rewritten."""
        for giornale in GiornaleRegistro.objects.select_related("ambito").iterator():
            file = cartella / giornale.ambito.codice / f"registro-{giornale.giorno}.json"
            if file.exists():
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(giornale.contenuto.encode())
            file.with_suffix(".json.sha256").write_text(f"{giornale.sha256}  {file.name}\n", encoding="ascii")
