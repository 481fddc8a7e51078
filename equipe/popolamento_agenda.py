"""Hours given by invented people, so that in the demo a plan of meetings can be asked for at once."""

import datetime
from collections.abc import Sequence

from adi_platform.agenda.enums import Dove
from adi_platform.agenda.models import Professionista
from adi_platform.agenda.services.disponibilita import offri_ore, scheda_di
from adi_platform.organizzazione.enums import Ruolo, TipoEnte
from adi_platform.organizzazione.models import Ambito, Incarico, Utente
from cases.models import CasoAdi
from cases.popolamento.contesto import Contesto
from equipe.services.piano_fatti import assicura_in_agenda

DALLE, ALLE = datetime.time(9), datetime.time(13)
GIORNI = range(5)  # from Monday to Friday
FUNZIONI = {Ruolo.ASSISTENTE_SOCIALE: "RU.CM", Ruolo.EDUCATORE: "RU.EDU"}


def popola_agenda(contesto: Contesto, casi: Sequence[CasoAdi]) -> None:
    """The mornings of who sits in teams or can be called to one, at any venue or on line."""
    if contesto.principale is None:
        return
    assicura_in_agenda(casi)
    for utente, funzione in _da_convocare(contesto.ambito, contesto.oggi):
        riga = scheda_di(utente=utente, ambito=contesto.ambito)
        riga.funzione = riga.funzione or funzione
        riga.save()
    for persona in Professionista.objects.filter(ambito=contesto.ambito, disponibilita__isnull=True):
        for giorno in GIORNI:
            offri_ore(
                professionista=persona,
                operatore=contesto.principale,
                dalle=DALLE,
                alle=ALLE,
                dove=Dove.OVUNQUE,
                dal=contesto.oggi,
                giorno=giorno,
            )


def _da_convocare(ambito: Ambito, oggi: datetime.date) -> list[tuple[Utente, str]]:
    incarichi = Incarico.objects.filter(ambito=ambito).attivi(oggi).select_related("utente__ente")
    persone = []
    for incarico in incarichi.order_by("utente", "pk"):
        ente = incarico.utente.ente
        if ente is None and incarico.ruolo in FUNZIONI:
            persone.append((incarico.utente, FUNZIONI[Ruolo(incarico.ruolo)]))
        elif ente is not None and ente.tipo == TipoEnte.CPI and incarico.ruolo == Ruolo.REFERENTE_PARTNER:
            persone.append((incarico.utente, "RU.OPCPI"))
    return persone
