"""The optional standard of the Ambito: working days from the end of the analysis to the signed Patto. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from adi_platform.calendario.giorni import Calendario, GiornoFisso
from adi_platform.norme.errori import ParametroSenzaValore
from adi_platform.norme.loader import Norme
from adi_platform.termini.calcolo import Termine, Unita, scadenza
from adi_platform.termini.spiegazione import Riga, spiega

PARAMETRO = "adi.pais_sla_giorni"
SABATO = "equipe.sabato"


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminePatto:
    """The last useful day with its explanation; `giorni` is the value used."""

    inizio: date
    entro: date
    giorni: int
    righe: tuple[Riga, ...]


def termine_del_patto(
    *, inizio: date, norme: Norme, patrono: GiornoFisso | None = None
) -> TerminePatto | None:
    """None when the Ambito gives itself no standard (0 days), or when there was none on that day yet.

    The feast of the patron of the Comune is no working day; on Saturday the Ambito decides.
    """
    try:
        valore = norme.valore(PARAMETRO, al=inizio)
    except ParametroSenzaValore:
        return None
    if valore.intero <= 0:
        return None
    termine = Termine(
        inizio=inizio,
        quanti=valore.intero,
        unita=Unita.GIORNI_LAVORATIVI,
        riferimento=valore.riferimento,
        calendario=Calendario(
            patrono=patrono, sabato_festivo=norme.valore(SABATO, al=inizio).testo == "non_si_conta"
        ),
    )
    return TerminePatto(inizio=inizio, entro=scadenza(termine), giorni=valore.intero, righe=spiega(termine))
