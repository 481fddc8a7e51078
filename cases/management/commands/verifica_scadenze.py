"""Every night: compute the deadlines again and report what differs. It never corrects by itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cases.models import CasoAdi
from cases.services.scadenze import differenze, ricalcola_scadenze


class Command(BaseCommand):
    help = "Ricalcola le scadenze dai fatti e segnala le differenze, senza correggerle."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--caso", type=int, help="solo questo caso")
        parser.add_argument(
            "--correggi", action="store_true", help="scrive le scadenze ricalcolate dei casi segnalati"
        )

    def handle(self, *args: Any, caso: int | None = None, correggi: bool = False, **options: Any) -> None:
        oggi = timezone.localdate()
        casi = CasoAdi.objects.in_corso().select_related("nucleo").order_by("pk")
        if caso is not None:
            casi = casi.filter(pk=caso)
        visti, diversi = 0, 0
        for uno in casi.iterator(chunk_size=500):
            visti += 1
            trovate = differenze(uno, al=oggi)
            diversi += bool(trovate)
            for d in trovate:
                self.stdout.write(f"caso {d.caso_id}, {d.chiave}: scritta {d.scritta}, attesa {d.attesa}")
            if trovate and correggi:
                ricalcola_scadenze(uno, al=oggi)
        self.stdout.write(f"Casi controllati: {visti}. Con differenze: {diversi}.")
