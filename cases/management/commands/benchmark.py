"""Ratios and percentiles measured in one run."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.benchmark import misure


class Command(BaseCommand):
    help = "Misura ricerca, importazione, PDF e pagine, e stampa rapporti e percentili."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("misura", choices=sorted(misure()), help="che cosa misurare")
        parser.add_argument("--quanti", type=int, default=None, help="quante prove")

    def handle(self, *, misura: str, quanti: int | None, **_: Any) -> None:
        if quanti is not None and quanti < 1:
            raise CommandError("Il numero di prove parte da 1.")
        for riga in misure()[misura](quanti):
            self.stdout.write(riga)
