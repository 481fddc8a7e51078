"""The content of a Patto as one way of reading may see it."""

from typing import Any

from patti.models import ObiettivoPatto, Patto, RisultatoAtteso
from patti.rules.visibilita import Sguardo, vede_impegno, vede_obiettivo


def obiettivi_di(patto: Patto) -> list[ObiettivoPatto]:
    """Objectives with results, supports, commitments and the members of each."""
    return list(ObiettivoPatto.objects.filter(patto=patto).con_il_contenuto())


def obiettivi_visibili(patto: Patto, sguardo: Sguardo) -> list[ObiettivoPatto]:
    """The same, without what that way of reading may not see."""
    visibili = [
        o for o in obiettivi_di(patto) if vede_obiettivo(sguardo, riservato=o.riservato, persona=o.persona_id)
    ]
    for obiettivo in visibili:
        for risultato in obiettivo.risultati.all():
            _togli_impegni_nascosti(risultato, sguardo)
    return visibili


def _togli_impegni_nascosti(risultato: RisultatoAtteso, sguardo: Sguardo) -> None:
    """Narrow the prefetched commitments: nobody downstream can reach the others by mistake."""
    visibili = risultato.impegni.all()
    visibili._result_cache = [
        i
        for i in visibili
        if vede_impegno(
            sguardo, sensibile=i.sensibile, persona=i.componente_id, verificatori=tuple(i.verifica_ruoli)
        )
    ]
    memoria: dict[str, Any] = vars(risultato)["_prefetched_objects_cache"]
    memoria["impegni"] = visibili
