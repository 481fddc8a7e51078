"""The getter of documents: in the Ambito of the person, by the rule of what the document is about."""

import uuid

from django.http import Http404, HttpRequest

from adi_platform.documenti.accesso import puo_aprire
from adi_platform.documenti.models import Documento
from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.registro_accessi.services.registra import Visto


def documento_o_404(request: HttpRequest, pk: uuid.UUID) -> Documento:
    """The document, if the person may open it; the read is noted with its title."""
    perimetro = perimetro_di(request)
    righe = Documento.objects.filter(ambito__in=perimetro.ambiti).select_related("lavoro", "creato_da")
    documento = uno_o_404(righe, pk=pk)
    if not puo_aprire(perimetro, documento):
        raise Http404
    annota_lettura(
        request,
        Visto(ambito_id=documento.ambito_id, caso_id=documento.caso_id),
        motivo=documento.titolo,
    )
    return documento
