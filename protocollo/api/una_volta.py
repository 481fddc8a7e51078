"""The same request sent twice is done once: the key is kept with the act, in its transaction."""

import re
from collections.abc import Callable

from django.db.models import Model
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from adi_platform.errori import DominioError
from protocollo.models import RichiestaApi, TokenEnte
from protocollo.proiezioni.viste import impronta

INTESTAZIONE = "Idempotency-Key"
FORMA = r"^[A-Za-z0-9_.:-]{1,80}$"
NON_VALE = "Fino a 80 lettere, cifre, punti, trattini: un valore nuovo per ogni richiesta nuova."
GIA_USATA = "Questa chiave è già stata usata per una richiesta diversa: per una richiesta nuova serve una chiave nuova."
PARAMETRO = OpenApiParameter(
    INTESTAZIONE,
    {"type": "string", "pattern": FORMA},
    OpenApiParameter.HEADER,
    description=(
        "Un valore scelto da chi chiama, uno per ogni richiesta nuova. Se la risposta non arriva, si rimanda "
        "la stessa richiesta con lo stesso valore: non viene fatta due volte. Si ricorda per 30 giorni."
    ),
)


def una_volta(request: Request, token: TokenEnte, atto: Callable[[], Model]) -> int:
    """Do the act and give the key of what it wrote; sent again with the same header, only give the key.

    The answer is not kept: it is made again from what may be seen now. Called inside the transaction of the
    view, so two equal requests at once wait for each other on the row.
    """
    chiave = request.headers.get(INTESTAZIONE)
    if chiave is None:
        return _chiave_di(atto())
    if not re.fullmatch(FORMA, chiave):
        raise ValidationError({INTESTAZIONE: [NON_VALE]})
    corpo = impronta({"dove": request.path, "corpo": request.data})
    riga, nuova = RichiestaApi.objects.get_or_create(token=token, chiave=chiave, defaults={"impronta": corpo})
    if nuova:
        riga.scritto = _chiave_di(atto())
        riga.save(update_fields=["scritto"])
    elif riga.impronta != corpo:
        raise DominioError(GIA_USATA, campo=INTESTAZIONE)
    return riga.scritto


def _chiave_di(riga: Model) -> int:
    return int(riga.pk)
