"""The nightly check of the stored deadlines: it reports to the log, it never corrects by itself."""

import datetime
import logging
from dataclasses import dataclass

from cases.models import CasoAdi
from cases.services.scadenze import Differenza, differenze

log = logging.getLogger(__name__)
PER_VOLTA = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class EsitoControllo:
    controllati: int
    differenze: tuple[Differenza, ...]

    @property
    def casi_diversi(self) -> int:
        return len({d.caso_id for d in self.differenze})


def controlla_scadenze(*, al: datetime.date, caso_id: int | None = None) -> EsitoControllo:
    """Compute again and compare. Each difference is a warning with the number of the case, no names."""
    casi = CasoAdi.objects.in_corso().select_related("nucleo").order_by("pk")
    if caso_id is not None:
        casi = casi.filter(pk=caso_id)
    controllati, trovate = 0, []
    for caso in casi.iterator(chunk_size=PER_VOLTA):
        controllati += 1
        for d in differenze(caso, al=al):
            trovate.append(d)
            log.warning(
                "scadenza diversa dai fatti: caso %s, %s: scritta %s, attesa %s",
                d.caso_id, d.chiave, d.scritta, d.attesa,
            )  # fmt: skip
    log.info("scadenze controllate: casi %s, differenze %s", controllati, len(trovate))
    return EsitoControllo(controllati=controllati, differenze=tuple(trovate))
