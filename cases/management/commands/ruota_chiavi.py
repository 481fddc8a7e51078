"""Encrypt the protected addresses again with the key of today."""

from typing import Any

from django.core.management.base import BaseCommand

from cases.services.custodia import ruota_chiavi


class Command(BaseCommand):
    help = "Riscrive i domicili protetti con la prima chiave dell'anello; poi la vecchia si può togliere."

    def handle(self, **_: Any) -> None:
        self.stdout.write(f"Domicili protetti riscritti: {ruota_chiavi()}.")
