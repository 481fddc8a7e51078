"""The beginning of a suspension or revocation told to the person (L. 241/1990 artt. 7, 8 and 10).

The act waits for the answer; the money goes on meanwhile, unless a precautionary suspension says why.
"""

import datetime
from collections.abc import Sequence

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.ui.formati import con_articolo
from adi_platform.ui.formati import giorno as in_parole
from contributi.enums import GenerePreavviso, StatoRichiesta
from contributi.models import Preavviso, Richiesta
from contributi.rules import lettere
from contributi.rules.decisione import STATI_PER_TIPO
from contributi.services.comunicazioni import controlla_data_di_invio, invia_comunicazione
from contributi.services.preavvisi import GIORNI_AVVIO, controlla_lettera, crea_preavviso, valori_dei_motivi
from contributi.services.provvedimenti import concessione_di
from contributi.services.sostituto import chi_decide_in_ritardo

ANNUNCI: dict[str, str] = {
    GenerePreavviso.SOSPENSIONE: "fermare i pagamenti per un periodo",
    GenerePreavviso.REVOCA: "far finire il contributo, e forse chiedere indietro una parte delle somme",
}
GIA_SOSPESA = (StatoRichiesta.SOSPESA, GenerePreavviso.SOSPENSIONE)
GIA_FERMI = "tenere ancora fermi i pagamenti"
# Who was stopped by a precautionary measure is heard after it.
STATI_DELL_AVVIO = {
    GenerePreavviso.SOSPENSIONE: STATI_PER_TIPO["sospensione"] | {StatoRichiesta.SOSPESA},
    GenerePreavviso.REVOCA: STATI_PER_TIPO["revoca"],
}


@transaction.atomic
def invia_avvio(
    *,
    richiesta: Richiesta,
    genere: str,
    motivi: Sequence[tuple[str, str]],
    canale: str,
    inviato_il: datetime.date,
    operatore: Utente,
    al: datetime.date,
) -> Preavviso:
    """Tell the person that the office may suspend or revoke, why, and until when they may write (art. 8)."""
    riga = blocca(richiesta)
    if genere not in avvii_possibili(riga):
        raise DominioError("In questo momento non si può avviare questo procedimento.", campo="genere")
    if riga.preavvisi.filter(genere=genere, atto__isnull=True).exists():
        raise DominioError("C'è già un avvio senza ancora l'atto che lo conclude.", campo="genere")
    controlla_data_di_invio(riga, inviato_il, al=al, campo="inviato_il")
    concessione = concessione_di(riga)
    if concessione and concessione.adottato_il and inviato_il < concessione.adottato_il:
        raise DominioError(
            f"Il contributo è stato deciso {con_articolo(concessione.adottato_il)}: l'avvio non può essere di prima.",
            campo="inviato_il",
        )
    scritti = [(testo.strip(), articolo.strip()) for testo, articolo in motivi if testo.strip()]
    controlla_lettera(scritti, canale=canale)
    norme = norme_dell_ambito(riga.ambito_id)
    termine = norme.valore("procedimento.termine_generale_giorni", al=inviato_il).intero
    comunicazione = invia_comunicazione(
        richiesta=riga,
        lettera=lettere.AVVIO_D_UFFICIO,
        valori={
            **valori_dei_motivi(scritti),
            "che_cosa": GIA_FERMI if (riga.stato, genere) == GIA_SOSPESA else ANNUNCI[genere],
            "giorni_osservazioni": str(norme.valore(GIORNI_AVVIO, al=inviato_il).intero),
            "termine_conclusione": in_parole(inviato_il + datetime.timedelta(days=termine)),
            "potere_sostitutivo": chi_decide_in_ritardo(riga.ambito_id, al=inviato_il),
        },
        canale=canale,
        inviata_il=inviato_il,
        operatore=operatore,
        al=al,
    )
    return crea_preavviso(comunicazione, scritti, genere=genere)


def avvii_possibili(richiesta: Richiesta) -> tuple[str, ...]:
    """The acts of the office that may be announced now."""
    return tuple(genere for genere, stati in STATI_DELL_AVVIO.items() if richiesta.stato in stati)
