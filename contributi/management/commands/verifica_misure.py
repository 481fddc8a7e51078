"""The measures in force on a day, and what is wrong in a regulation file."""

import datetime
import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from adi_platform.organizzazione.models import Ambito
from contributi.models import Misura
from contributi.services.misure import CARTELLA, errori_del_file


class Command(BaseCommand):
    help = "Elenca le misure in vigore e le ricontrolla; con --file spiega gli errori di un regolamento."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--al", type=_giorno, help="giorno da guardare, AAAA-MM-GG (oggi se manca)")
        parser.add_argument("--ambito", help="codice di un solo Ambito")
        parser.add_argument("--file", type=Path, help="file da controllare, senza caricarlo")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"]:
            errori = self._file(options["file"])
        else:
            errori = [e for file in sorted(CARTELLA.glob("*.yaml")) for e in self._file(file)]
            errori += self._in_vigore(options["ambito"], options["al"] or timezone.localdate())
        for testo in errori:
            self.stderr.write(testo)
        if errori:
            quanti = "un errore" if len(errori) == 1 else f"{len(errori)} errori"
            raise CommandError(f"Trovati {quanti} nelle misure." if len(errori) > 1 else f"Trovato {quanti}.")
        self.stdout.write("Le misure sono in ordine.")

    def _file(self, file: Path) -> list[str]:
        try:
            dati = file.read_bytes()
        except OSError as errore:
            raise CommandError(f"Il file {file} non si può leggere: {errore.strerror}.") from errore
        return [f"{file.name}: {errore}" for errore in errori_del_file(dati)]

    def _in_vigore(self, codice: str | None, al: datetime.date) -> list[str]:
        ambiti = Ambito.objects.order_by("codice")
        if codice:
            ambiti = ambiti.filter(codice=codice)
            if not ambiti.exists():
                raise CommandError("Nessun Ambito ha questo codice.")
        return [errore for ambito in ambiti for errore in self._di_un_ambito(ambito, al)]

    def _di_un_ambito(self, ambito: Ambito, al: datetime.date) -> list[str]:
        misure = list(Misura.objects.dell_ambito(ambito.pk).in_vigore_al(al))
        self.stdout.write(f"{ambito}: {len(misure)} misure in vigore al {al:%d/%m/%Y}")
        errori = []
        for misura in misure:
            fine = f" al {misura.valida_al:%d/%m/%Y}" if misura.valida_al else ""
            self.stdout.write(
                f"  {misura.codice} v{misura.numero}: {misura.nome}, dal {misura.valida_dal:%d/%m/%Y}{fine}"
            )
            errori += [f"{ambito.codice}, {misura.codice} v{misura.numero}: {e}" for e in _errori(misura)]
        return errori


def _errori(misura: Misura) -> list[str]:
    """A row must say what was loaded, and must still be readable."""
    testo = misura.testo.encode()
    errori = errori_del_file(testo)
    if hashlib.sha256(testo).hexdigest() != misura.impronta:
        errori.append("il testo non è quello caricato: l'impronta non corrisponde")
    return errori


def _giorno(testo: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(testo)
    except ValueError as errore:
        raise CommandError("Scrivi il giorno come AAAA-MM-GG.") from errore
