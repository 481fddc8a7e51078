"""The agenda while it is being written: points moved and taken off."""

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.riunioni.models import PuntoOdg


@transaction.atomic
def sposta_punto(*, punto: PuntoOdg, in_su: bool) -> None:
    """Change places with the neighbour; the first does not go up, the last does not go down."""
    punti = list(blocca(punto.riunione).punti.order_by("ordine"))
    qui = next(n for n, p in enumerate(punti) if p.pk == punto.pk)
    altro = qui - 1 if in_su else qui + 1
    if 0 <= altro < len(punti):
        _scambia(punti[qui], punti[altro])


@transaction.atomic
def togli_punto(*, punto: PuntoOdg) -> None:
    """Take a point off; the ones after it move up. A point with decisions stays."""
    riunione = blocca(punto.riunione)
    if punto.decisioni.exists():
        raise DominioError("Su questo punto c'è già una decisione: il punto resta.")
    riunione.punti.filter(pk=punto.pk).delete()
    for posto, altro in enumerate(riunione.punti.order_by("ordine"), start=1):
        if altro.ordine != posto:
            altro.ordine = posto
            altro.save(update_fields=["ordine"])


def _scambia(uno: PuntoOdg, altro: PuntoOdg) -> None:
    """Through place 0, which nobody holds: two points never stand on the same place."""
    posti = altro.ordine, uno.ordine
    uno.ordine = 0
    uno.save(update_fields=["ordine"])
    altro.ordine = posti[1]
    altro.save(update_fields=["ordine"])
    uno.ordine = posti[0]
    uno.save(update_fields=["ordine"])
