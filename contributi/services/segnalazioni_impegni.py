"""The worker reports that a duty was not kept; the Dirigente decides with an act."""

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from contributi.enums import StatoRichiesta
from contributi.models import Richiesta, SegnalazioneImpegni


@transaction.atomic
def segnala_impegno(
    *, richiesta: Richiesta, fatti: str, imputabile: bool, cause: str, autore: Utente
) -> SegnalazioneImpegni:
    """Proposal only: nothing is suspended until there is an act (A19)."""
    riga = blocca(richiesta)
    if riga.stato not in (StatoRichiesta.CONCESSA, StatoRichiesta.IN_EROGAZIONE):
        raise DominioError("Si segnala un impegno solo mentre il contributo è in corso.")
    if SegnalazioneImpegni.objects.filter(richiesta=riga, provvedimento__isnull=True).exists():
        raise DominioError("C'è già una segnalazione da decidere per questo contributo.")
    if not fatti.strip():
        raise DominioError("Scrivi che cosa è accaduto.", campo="fatti")
    if not imputabile and not cause.strip():
        raise DominioError("Scrivi le cause che non dipendono dalla persona.", campo="cause")
    return SegnalazioneImpegni.objects.create(
        richiesta=riga, autore=autore, fatti=fatti, imputabile=imputabile, cause=cause, aggiornato_da=autore
    )
