"""Check the content files of the Patto and of the team, and say what is wrong in plain words."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from equipe.rules.ruoli import errori_ruoli
from equipe.services.contenuti import contenuto_ruoli
from equipe.services.quadro_modulo import contenuto_quadro, errori_del_quadro
from patti.enums import TipoCatalogo
from patti.services.cataloghi import CatalogoNonValido, contenuto_di_partenza, errori_di, leggi_yaml


class Command(BaseCommand):
    help = (
        "Controlla i cataloghi del Patto e i ruoli dell'équipe; con --obiettivi ecc. controlla file propri."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for tipo in TipoCatalogo.values:
            parser.add_argument(f"--{tipo}", type=Path, help=f"file da controllare al posto di {tipo}")

    def handle(self, *args: Any, **options: Any) -> None:
        errori: list[str] = []
        contenuti: dict[str, dict[str, Any]] = {}
        for tipo in TipoCatalogo.values:
            try:
                contenuti[tipo] = self._contenuto(tipo, options[tipo])
            except CatalogoNonValido as errore:
                contenuti[tipo] = {}
                errori += [f"{tipo}: {testo}" for testo in errore.errori]
        if not errori:
            errori += [f"{t}: {e}" for t in contenuti for e in errori_di(t, contenuti[t], altri=contenuti)]
            errori += [f"ruoli: {e}" for e in errori_ruoli(contenuto_ruoli())]
            errori += [f"quadro: {e}" for e in errori_del_quadro(contenuto_quadro())]
        for errore_trovato in errori:
            self.stderr.write(errore_trovato)
        if errori:
            raise CommandError(f"Trovati {len(errori)} errori nei contenuti.")
        self.stdout.write("I contenuti sono in ordine.")

    def _contenuto(self, tipo: str, file: Path | None) -> dict[str, Any]:
        if file is None:
            return contenuto_di_partenza(tipo)
        try:
            return leggi_yaml(file.read_bytes())
        except OSError as errore:
            raise CommandError(f"Il file {file} non si può leggere: {errore.strerror}.") from errore
