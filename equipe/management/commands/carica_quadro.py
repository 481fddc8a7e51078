"""Give an Ambito its own table of the Quadro: items, sources, scale with its labels."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from adi_platform.organizzazione.models import Ambito
from equipe.services.quadro_modulo import QuadroNonValido, carica_modulo_quadro, leggi_file


class Command(BaseCommand):
    help = "Sostituisce voci e scala del Quadro di analisi di un Ambito con quelle di un file YAML."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ambito", help="codice dell'Ambito")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ambito = Ambito.objects.get(codice=options["ambito"])
            riga = carica_modulo_quadro(contenuto=leggi_file(options["file"].read_bytes()), ambito=ambito)
        except Ambito.DoesNotExist as errore:
            raise CommandError("Nessun Ambito ha questo codice.") from errore
        except OSError as errore:
            raise CommandError(f"Il file non si può leggere: {errore.strerror}.") from errore
        except QuadroNonValido as errore:
            for testo in errore.errori:
                self.stderr.write(testo)
            raise CommandError("Il Quadro non è stato cambiato.") from errore
        self.stdout.write(f"In uso dai prossimi Quadri: {riga} per {ambito}.")
