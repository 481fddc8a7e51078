"""The words of a meeting that other bodies read, by mail or in the portal: checked wherever they are written."""

from adi_platform.errori import DominioError
from cases.models import CasoAdi, Persona
from equipe.rules.parole_neutre import perche_non_neutre


def esigi_parole_neutre(caso: CasoAdi, testo: str, *, campo: str) -> None:
    """Raises DominioError, on `campo`, when the text names somebody of the household."""
    persone = Persona.objects.filter(componenti_caso__caso=caso, componenti_caso__uscito_il__isnull=True)
    nomi = [nome for coppia in persone.values_list("nome", "cognome") for nome in coppia]
    if perche := perche_non_neutre(testo, nomi):
        raise DominioError(perche, campo=campo)
