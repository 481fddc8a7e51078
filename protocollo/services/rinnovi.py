"""Acts on a grant in force that neither give nor take it away: renew it, withdraw one delegation."""

import datetime

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from protocollo.models import Condivisione, DestinatarioCondivisione, RinnovoCondivisione
from protocollo.services.condivisioni import verifica_durata


@transaction.atomic
def rinnova(
    *, condivisione: Condivisione, fino_al: datetime.date, motivo: str, operatore: Utente, al: datetime.date
) -> RinnovoCondivisione:
    """Move the last day forward: who sees, whom, what for stay; open referrals and questions go on."""
    blocca(condivisione.caso)
    riga = blocca(condivisione)
    if not Condivisione.objects.in_vigore(al).filter(pk=riga.pk).exists():
        raise DominioError("Si rinnova solo una condivisione in vigore: questa va data di nuovo.")
    if riga.incontro_id is not None:
        raise DominioError("Questa condivisione segue la sua riunione: finisce da sola, non si rinnova.")
    if not motivo.strip():
        raise DominioError("Scrivi perché la rinnovi.", campo="motivo")
    if fino_al <= riga.al:
        raise DominioError(f"Scegli un giorno dopo il {riga.al:%d/%m/%Y}.", campo="fino_al")
    verifica_durata(riga.caso, dal=al, al=fino_al, campo="fino_al")
    rinnovo = RinnovoCondivisione.objects.create(
        condivisione=riga,
        era_fino_al=riga.al,
        fino_al=fino_al,
        motivo=motivo.strip()[:300],
        rinnovata_da=operatore,
    )
    riga.al, riga.aggiornato_da = fino_al, operatore
    riga.save()
    return rinnovo


@transaction.atomic
def togli_delega(*, destinatario: DestinatarioCondivisione, operatore: Utente, al: datetime.date) -> None:
    """The delegate sees nothing from the next page; who was chosen by the social service still does."""
    riga = blocca(destinatario)
    if riga.delegato_da_id is None:
        raise DominioError("Questa persona l'ha scelta il servizio sociale: si revoca la condivisione.")
    if riga.al is not None and riga.al < al:
        raise DominioError("Questa delega è già finita.")
    riga.al, riga.aggiornato_da = al - datetime.timedelta(days=1), operatore
    riga.save()
