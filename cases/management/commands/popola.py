"""Invented data: a demo Ambito, or as many people as needed."""

import random
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from adi_platform.organizzazione.models import Ambito
from cases.popolamento.dimostrazione import prepara_dimostrazione
from cases.popolamento.massa import Massa
from cases.popolamento.organico import crea_organico
from cases.popolamento.territorio import contesto_di, territorio


class Command(BaseCommand):
    help = "Riempie un Ambito di persone e casi inventati. Con --demo prepara la dimostrazione."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--persone", type=int, default=0, help="quante persone, almeno")
        parser.add_argument("--ambito", default="prova", help="codice dell'Ambito (nasce se non c'è)")
        parser.add_argument("--solo-persone", action="store_true", help="senza nuclei né casi")
        parser.add_argument("--demo", action="store_true", help="la dimostrazione, una volta sola")
        parser.add_argument("--seme", type=int, default=2026, help="stesso seme, stesse persone")

    def handle(self, **opzioni: Any) -> None:
        if not settings.MODALITA_DIMOSTRATIVA:
            raise CommandError("I dati inventati si creano solo in una installazione dimostrativa.")
        if opzioni["demo"]:
            nuova = prepara_dimostrazione(oggi=timezone.localdate())
            self.stdout.write("Dimostrazione pronta." if nuova else "La dimostrazione c'era già.")
            return
        if opzioni["persone"] < 1:
            raise CommandError("Scrivi quante persone servono, per esempio: popola --persone 10000")
        inizio = time.monotonic()
        scritte = self._riempi(**opzioni)
        self.stdout.write(f"{scritte} persone in {time.monotonic() - inizio:.0f} s.")

    def _riempi(self, *, persone: int, ambito: str, solo_persone: bool, seme: int, **_: Any) -> int:
        rng = random.Random(seme)  # noqa: S311  invented people, not secrets
        with transaction.atomic():
            posto = Ambito.objects.filter(codice=ambito).first()
            if posto is None:
                posto = territorio(codice=ambito, nome=f"Ambito {ambito}")
                crea_organico(posto, parola=None)
        contesto = contesto_di(posto, oggi=timezone.localdate(), rng=rng)
        massa = Massa(contesto, con_casi=not solo_persone)
        scritte = massa.scrivi(persone, dopo_ogni_lotto=lambda quante: self.stdout.write(f"  {quante}…"))
        if not connection.in_atomic_block:
            with connection.cursor() as cursore:
                cursore.execute("VACUUM ANALYZE")
        return scritte
