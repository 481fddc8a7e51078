"""`manage.py verifica_catene`: exits with an error that names the altered, missing or cut records."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from adi_platform.documenti.enums import StatoDocumento
from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.apri import leggi_file
from adi_platform.errori import DominioError
from adi_platform.repertorio.models import GiornaleRegistro
from adi_platform.repertorio.services.verifica import verifica_catene


class Command(BaseCommand):
    help = "Rilegge tutte le catene: letture, repertorio, registri giornalieri, voti e verbali."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--documenti", action="store_true", help="rilegge anche i file dei documenti")
        parser.add_argument(
            "--testa",
            action="append",
            default=[],
            metavar="SHA256",
            help="impronta di un registro giornaliero tenuta altrove: deve esserci ancora",
        )

    def handle(self, *args: Any, **opzioni: Any) -> None:
        problemi = [*verifica_catene(), *self._teste(opzioni["testa"])]
        if opzioni["documenti"]:
            problemi += self._documenti()
        for problema in problemi:
            self.stderr.write(problema)
        if problemi:
            raise CommandError(f"Catene non integre: {len(problemi)} problemi.")
        self.stdout.write("Catene integre.")

    def _teste(self, impronte: list[str]) -> list[str]:
        presenti = set(GiornaleRegistro.objects.filter(sha256__in=impronte).values_list("sha256", flat=True))
        return [f"registro giornaliero con impronta {i} sparito" for i in impronte if i not in presenti]

    def _documenti(self) -> list[str]:
        return [
            f"documento {documento.pk}: il file non corrisponde alla sua impronta"
            for documento in Documento.objects.filter(stato=StatoDocumento.PRONTO).iterator()
            if not _integro(documento)
        ]


def _integro(documento: Documento) -> bool:
    try:
        return bool(leggi_file(documento))
    except DominioError:
        return False
