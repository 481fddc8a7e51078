"""The team that a Patto names: its own frozen copy, or today's while the text is open."""

from typing import Any

from django.utils import timezone

from equipe.models import MembroEquipe
from equipe.services.contenuti import FUNZIONE_CASE_MANAGER, nome_funzione
from patti.enums import StatoPatto
from patti.models import ComponenteEquipePatto, Patto


def equipe_di(patto: Patto) -> list[dict[str, Any]]:
    """The team frozen in the Patto, or the present one while the text is open."""
    aperto = patto.stato == StatoPatto.BOZZA
    return [
        {"nome": str(m), "funzione": m.nome_funzione, "ente": m.ente, "responsabile": m.responsabile}
        for m in (equipe_di_oggi(patto) if aperto else patto.componenti_equipe.all())
    ]


def equipe_di_oggi(patto: Patto) -> list[ComponenteEquipePatto]:
    """The team of the case as the Patto names it, not saved; the case manager first, even without a team."""
    righe = MembroEquipe.objects.in_carica(timezone.localdate()).filter(
        equipe__caso=patto.caso_id, equipe__sciolta_il__isnull=True
    )
    membri = [
        ComponenteEquipePatto(
            patto=patto,
            nome=m.nome,
            cognome=m.cognome,
            funzione=m.funzione,
            nome_funzione=nome_funzione(m.funzione)[:120],
            ente=m.nome_ente[:330],
            responsabile=m.utente_id == patto.case_manager_id,
        )
        for m in righe.select_related("ente", "servizio").order_by("cognome", "nome", "pk")
    ]
    if not any(m.responsabile for m in membri):
        membri.append(_case_manager(patto))
    return sorted(membri, key=lambda m: not m.responsabile)


def _case_manager(patto: Patto) -> ComponenteEquipePatto:
    """Function and body as in a team: the service of the Ambito."""
    return ComponenteEquipePatto(
        patto=patto,
        nome=patto.case_manager.nome,
        cognome=patto.case_manager.cognome,
        funzione=FUNZIONE_CASE_MANAGER,
        nome_funzione=nome_funzione(FUNZIONE_CASE_MANAGER)[:120],
        ente=patto.caso.ambito.ente_capofila,
        responsabile=True,
    )
