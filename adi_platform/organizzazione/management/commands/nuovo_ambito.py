"""`manage.py nuovo_ambito`: the first step of a real installation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from adi_platform.errori import DominioError
from adi_platform.organizzazione.services.nuovo_ambito import apri_ambito


class Command(BaseCommand):
    help = "Crea un Ambito e l'accesso del suo primo amministratore tecnico."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codice", help="sigla breve, per esempio «valle-esempio»")
        parser.add_argument("--nome", required=True, help="nome per esteso dell'Ambito")
        parser.add_argument("--nome-breve", required=True, help="nome breve, al massimo 24 caratteri")
        parser.add_argument("--capofila", required=True, help="ente capofila")
        parser.add_argument("--email", required=True, help="posta dell'amministratore tecnico")
        parser.add_argument("--persona", required=True, nargs=2, metavar=("NOME", "COGNOME"))

    def handle(self, *args: Any, **opzioni: Any) -> None:
        try:
            validate_email(opzioni["email"])
            utente = apri_ambito(
                nome=opzioni["nome"],
                nome_breve=opzioni["nome_breve"],
                codice=opzioni["codice"],
                ente_capofila=opzioni["capofila"],
                email=opzioni["email"],
                persona=tuple(opzioni["persona"]),
            )
        except DominioError as errore:
            raise CommandError(errore.messaggio) from errore
        except ValidationError as errore:
            raise CommandError("L'indirizzo di posta non è valido.") from errore
        self.stdout.write(
            f"Ambito creato. {utente} entra la prima volta dalla pagina di accesso, "
            "chiedendo un codice per posta o una nuova parola d'ordine."
        )
