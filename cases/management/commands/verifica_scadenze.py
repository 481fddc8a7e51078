"""Every night: compute the deadlines again and report what differs. It never corrects by itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cases.services.controllo_scadenze import controlla_scadenze


class Command(BaseCommand):
    help = "Ricalcola le scadenze dai fatti e segnala le differenze, senza correggerle."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--caso", type=int, help="solo questo caso")

    def handle(self, *args: Any, caso: int | None = None, **options: Any) -> None:
        esito = controlla_scadenze(al=timezone.localdate(), caso_id=caso)
        for d in esito.differenze:
            self.stdout.write(f"caso {d.caso_id}, {d.chiave}: scritta {d.scritta}, attesa {d.attesa}")
        self.stdout.write(f"Casi controllati: {esito.controllati}. Con differenze: {esito.casi_diversi}.")
