"""Every priority of the Quadro di analisi leads to an objective of the Patto."""

from patti.rules.foto import PattoFoto
from patti.rules.mancanze import Motivi, manca

ART_PRIORITA = "D.Lgs. 147/2017 artt. 5 e 6; Protocollo di rete art. 6"


def motivi_quadro(foto: PattoFoto) -> Motivi:
    """One reason for each priority without an objective."""
    for nome in foto.priorita_scoperte:
        testo = f"La priorità «{nome}» del Quadro non ha ancora un obiettivo: collegala."
        yield manca("priorita", testo, ART_PRIORITA)
