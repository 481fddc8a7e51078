"""The regulations of the demo: both files shipped with the program, proposed and approved."""

from collections.abc import Sequence

from adi_platform.organizzazione.models import Ambito, Utente
from cases.models import CasoAdi
from cases.popolamento.contesto import Contesto
from contributi.enums import StatoMisura
from contributi.services.misure import CARTELLA, approva_misura, carica_regolamento


def popola_misure(contesto: Contesto, casi: Sequence[CasoAdi]) -> None:
    """Once for the demo; safe to call again before what needs the measures. The cases do not matter."""
    carica_regolamenti(
        contesto.ambito,
        propone=contesto.utenti.get("coordinatore"),
        approva=contesto.utenti.get("dirigente"),
    )


def carica_regolamenti(ambito: Ambito, *, propone: Utente | None, approva: Utente | None) -> None:
    """Load every file and put in force what is still a draft, if there is who approves it."""
    for file in sorted(CARTELLA.glob("*.yaml")):
        caricamento = carica_regolamento(ambito=ambito, percorso_o_testo=file, operatore=propone)
        for misura in (*caricamento.nuove, *caricamento.invariate):
            if approva is not None and misura.stato == StatoMisura.BOZZA:
                approva_misura(misura=misura, operatore=approva)
