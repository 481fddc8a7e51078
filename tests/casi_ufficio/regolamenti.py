"""The two regulations shipped with the program, read once, and what the files of cases have in common."""

from datetime import date
from functools import cache

import yaml

from adi_platform.norme.esito import Esito
from contributi.rules.istruttoria import Istruttoria
from contributi.rules.lettura_misura import leggi_regolamento
from contributi.rules.misura import MisuraLetta
from contributi.services.misure import CARTELLA, catalogo
from tests.casi_ufficio.lettura import scritto


@cache
def misure() -> dict[str, MisuraLetta]:
    lette = {}
    for file in sorted(CARTELLA.glob("*.yaml")):
        for misura in leggi_regolamento(yaml.safe_load(file.read_text(encoding="utf-8")), catalogo()):
            lette[misura.codice] = misura
    return lette


def motivi_e_articoli(esito: Esito) -> tuple[str, str]:
    """As the office writes them: reasons in order, articles in the order of the reasons, each once."""
    articoli = [voce for articolo in esito.articoli for voce in articolo.split("; ")]
    return "|".join(m.codice for m in esito.motivi), "|".join(dict.fromkeys(articoli))


def massimi(istruttoria: Istruttoria) -> tuple[str, str, str, str]:
    valori = (
        istruttoria.importo_massimo,
        istruttoria.durata_massima,
        istruttoria.primo_giorno_utile,
        istruttoria.posti_massimi,
    )
    return tuple(scritto(valore) for valore in valori)  # type: ignore[return-value]


def vero_o_niente(testo: str) -> bool | None:
    return {"si": True, "no": False, "": None}[testo]


def data_o_niente(testo: str) -> date | None:
    return date.fromisoformat(testo) if testo else None
