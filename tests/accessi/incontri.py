"""Meetings of the team on Anna's household: one to hold, one with its minutes in draft."""

from cases.models import CasoAdi
from equipe.services.incontro import metti_punto
from tests.equipe.incontri import SEGRETO, crea_incontro, svolgi, verbalizza
from tests.people import Cast

__all__ = ["LO_LEGGONO", "SEGRETO", "campioni_degli_incontri"]
# Who leads the case, who coordinates, and the educator of its team.
LO_LEGGONO = {"anna_verdi", "cora_coordina", "elio_educatore"}


def campioni_degli_incontri(caso: CasoAdi, cast: Cast) -> tuple[dict[str, object], list[dict[str, object]]]:
    """The values of the meeting with its draft, then the scene of the one that is still to come."""
    svolto = crea_incontro(cast, caso)
    svolgi(svolto, cast)
    verbalizza(svolto, cast)
    futuro = crea_incontro(cast, caso, fra_giorni=5)
    punto = metti_punto(incontro=futuro, titolo="Presentazioni", operatore=cast.anna_verdi)
    campioni: dict[str, object] = {
        "incontri": svolto.pk,
        "punti": svolto.riunione.punti.order_by("ordine")[1].pk,
        "equipe-incontro-punto:verso": "su",
        "decisioni": svolto.riunione.decisioni.get().pk,
    }
    return campioni, [{"incontri": futuro.pk, "punti": punto.pk}]
