"""Who sits in the commission: appointments and ends, with their dates."""

import datetime

from django.db import IntegrityError, transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import UnitaTerritoriale, Utente
from contributi.enums import RuoloCommissione
from contributi.models import Commissione, ComponenteCommissione


@transaction.atomic
def istituisci_commissione(
    *, unita: UnitaTerritoriale, nome: str, operatore: Utente, luogo: str = ""
) -> Commissione:
    """One for each territorial unit; asked again, it gives back the one there is."""
    return Commissione.objects.get_or_create(
        unita=unita,
        defaults={"ambito": unita.ambito, "nome": nome, "luogo": luogo, "aggiornato_da": operatore},
    )[0]


@transaction.atomic
def nomina(
    *, commissione: Commissione, utente: Utente, ruolo: str, dal: datetime.date, operatore: Utente
) -> ComponenteCommissione:
    """Appoint from `dal`. A session already open does not change."""
    riga = blocca(commissione)
    try:
        with transaction.atomic():
            return ComponenteCommissione.objects.create(
                commissione=riga, utente=utente, ruolo=ruolo, dal=dal, aggiornato_da=operatore
            )
    except IntegrityError as errore:
        raise DominioError(_perche_no(riga, ruolo), campo="utente") from errore


@transaction.atomic
def fine_incarico(
    *, componente: ComponenteCommissione, al: datetime.date, operatore: Utente
) -> ComponenteCommissione:
    """The last day in office; a session already open keeps its electorate."""
    riga = blocca(componente)
    if al < riga.dal:
        raise DominioError("L'incarico non può finire prima di iniziare.", campo="al")
    riga.al, riga.aggiornato_da = al, operatore
    riga.save()
    return riga


def _perche_no(commissione: Commissione, ruolo: str) -> str:
    attuale = commissione.componenti.filter(al__isnull=True, ruolo=RuoloCommissione.PRESIDENTE).first()
    if ruolo == RuoloCommissione.PRESIDENTE and attuale:
        return f"La commissione ha già un presidente: prima scrivi la fine dell'incarico di {attuale.utente}."
    return "Questa persona è già nella commissione."
