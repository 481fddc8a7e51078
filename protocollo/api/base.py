"""What every address of the API does: the key, the limit, act and note of what goes out in one transaction."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from rest_framework.generics import GenericAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import JSONParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.registro_accessi.models import CanaleLettura
from adi_platform.registro_accessi.services.registra import Visto, registra_letture
from protocollo.api.accesso import CON_UNA_CHIAVE, ChiaveDellEnte, LimitePerChiave, PermessoDellaChiave
from protocollo.api.errori import NonSiRegistra
from protocollo.enums import CanaleDivulgazione
from protocollo.models import Condivisione, TokenEnte
from protocollo.permissions import perche_legge
from protocollo.proiezioni.viste import impronta
from protocollo.services.divulgazioni import Uscita, registra_divulgazioni
from protocollo.services.token import segna_uso

logger = logging.getLogger(__name__)


class Impaginazione(PageNumberPagination):
    page_size = 25
    page_query_param = "pagina"


class VistaApi(GenericAPIView[Any]):
    """The answer leaves only if what it shows has been written down: otherwise what it did is undone too.

    A GET reads in a read-only stretch of the transaction. `evento`: what reading it means, as for the pages.
    """

    authentication_classes = (ChiaveDellEnte,)
    permission_classes = (PermessoDellaChiave,)
    throttle_classes = (LimitePerChiave,)
    renderer_classes = (JSONRenderer,)
    parser_classes = (JSONParser,)
    pagination_class = Impaginazione
    filter_backends = ()
    http_method_names = ["get", "post", "head"]
    evento = ""

    @classmethod
    def rotta(cls) -> Callable[..., Any]:
        """`as_view` with the declaration that the access matrix asks of every address."""
        vista = cls.as_view()
        vista.politica = CON_UNA_CHIAVE  # type: ignore[attr-defined]  # checked by the access matrix
        vista.evento_lettura = cls.evento  # type: ignore[attr-defined]
        return vista

    @property
    def token(self) -> TokenEnte:
        assert isinstance(self.request.auth, TokenEnte)  # noqa: S101  # PermessoDellaChiave has let it in
        return self.request.auth

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.visti: list[tuple[Visto, str]] = []
        self.uscite: list[Uscita] = []
        super().initial(request, *args, **kwargs)
        nome = str(request.method).lower()
        if hasattr(self, nome):
            setattr(self, nome, self._tutto_o_niente(getattr(self, nome), request.method in SAFE_METHODS))

    def mostra(
        self, condivisione: Condivisione, che_cosa: str, contenuto: dict[str, Any], persone: tuple[int, ...]
    ) -> Response:
        """The answer, with the note of what it shows of whom."""
        visto = Visto(ambito_id=condivisione.caso.ambito_id, caso_id=condivisione.caso_id, persone=persone)
        self.visti.append((visto, perche_legge(condivisione)))
        self.uscite.append(Uscita.di(condivisione, che_cosa, impronta(contenuto), CanaleDivulgazione.API))
        return Response(contenuto)

    def _tutto_o_niente(self, metodo: Callable[..., Response], sola_lettura: bool) -> Callable[..., Response]:
        def interno(*args: Any, **kwargs: Any) -> Response:
            with transaction.atomic():
                with transaction.atomic():
                    if sola_lettura:
                        _in_sola_lettura()
                    risposta = metodo(*args, **kwargs)
                try:
                    self._scrivi_che_cosa_esce()
                except DatabaseError as errore:
                    logger.exception("lettura non registrata: la risposta non parte")
                    raise NonSiRegistra from errore
            return risposta

        return interno

    def _scrivi_che_cosa_esce(self) -> None:
        for visto, motivo in self.visti:
            registra_letture(
                evento=self.evento,
                visti=[visto],
                utente=self.token.responsabile,
                ruoli=[Ruolo.REFERENTE_PARTNER],
                canale=CanaleLettura.API,
                ip=self.request.META.get("REMOTE_ADDR") or None,
                motivo=motivo,
            )
        registra_divulgazioni(self.uscite, utente=self.token.responsabile)
        segna_uso(self.token, adesso=timezone.now())


def _in_sola_lettura() -> None:
    """Until the end of the innermost stretch."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
