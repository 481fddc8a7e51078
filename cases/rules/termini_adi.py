"""The door to the AdI clocks: one question, one answer with its reasons.

`calcola_termine_adi(Regola.PRIMO_INCONTRO, fatti, al=oggi)`
"""

from __future__ import annotations

from datetime import date

from adi_platform.norme.loader import Norme, norme_nazionali
from cases.rules.pagamento_adi import calcola_registrazione
from cases.rules.primo_incontro import calcola_primo_incontro, calcola_rinnovo
from cases.rules.puc_e_riammissione import calcola_avviso_puc, calcola_riammissione, calcola_trimestre_puc
from cases.rules.scadenze_adi import (
    calcola_aggiornamento,
    calcola_avvio_lavoro,
    calcola_scadenza,
    calcola_segnalazione,
)
from cases.rules.valori_termini import FattiAdi, Regola, TermineAdi

_PARTICOLARI = {
    Regola.PRIMO_INCONTRO: calcola_primo_incontro,
    Regola.RINNOVO: calcola_rinnovo,
    Regola.AGGIORNAMENTO: calcola_aggiornamento,
    Regola.SEGNALAZIONE: calcola_segnalazione,
    Regola.AVVIO_LAVORO: calcola_avvio_lavoro,
    Regola.PUC_TRIMESTRE: calcola_trimestre_puc,
    Regola.RIAMMISSIONE: calcola_riammissione,
}


def calcola_termine_adi(
    regola: Regola, fatti: FattiAdi, *, al: date, norme: Norme | None = None
) -> TermineAdi:
    """What the clock says on `al`, counting only what had happened by then.

    It proposes an effect and never applies it. Raises DatoMancante when the starting date is unknown.
    """
    in_vigore = norme or norme_nazionali()
    noti = fatti.noti_al(al)
    if regola is Regola.REGISTRAZIONE:
        return calcola_registrazione(noti, in_vigore)
    if regola in {Regola.PUC_INIZIO, Regola.PUC_FINE}:
        return calcola_avviso_puc(regola, noti, al=al, norme=in_vigore)
    if particolare := _PARTICOLARI.get(regola):
        return particolare(noti, al=al, norme=in_vigore)
    return calcola_scadenza(regola, noti, al=al, norme=in_vigore)
