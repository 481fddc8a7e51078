"""Replace one catalogue of an Ambito with its own file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from adi_platform.organizzazione.models import Ambito
from patti.enums import TipoCatalogo
from patti.services.cataloghi import CatalogoNonValido, sostituisci_catalogo


class Command(BaseCommand):
    help = "Sostituisce un catalogo del Patto di un Ambito con quello di un file YAML."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ambito", help="codice dell'Ambito")
        parser.add_argument("tipo", choices=TipoCatalogo.values)
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ambito = Ambito.objects.get(codice=options["ambito"])
            riga = sostituisci_catalogo(
                ambito=ambito, tipo=options["tipo"], dati=options["file"].read_bytes()
            )
        except Ambito.DoesNotExist as errore:
            raise CommandError("Nessun Ambito ha questo codice.") from errore
        except OSError as errore:
            raise CommandError(f"Il file non si può leggere: {errore.strerror}.") from errore
        except CatalogoNonValido as errore:
            for testo in errore.errori:
                self.stderr.write(testo)
            raise CommandError("Il catalogo non è stato cambiato.") from errore
        self.stdout.write(f"In uso: {riga} per {ambito}.")
