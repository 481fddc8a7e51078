"""The addresses of the API: the same acts and the same projections as the portal."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from adi_platform.http.accesso import uno_o_404
from protocollo.api import forme
from protocollo.api import serializzatori as s
from protocollo.api.base import VistaApi
from protocollo.api.errori import TIPO
from protocollo.api.righe import condivisioni_dell_ente, domande_al_responsabile, invii_dell_ente
from protocollo.api.una_volta import PARAMETRO, una_volta
from protocollo.enums import StatoQuesito
from protocollo.models import Condivisione, Invio, Quesito
from protocollo.permissions import persone_del_quesito
from protocollo.services.invii import Risposta, muovi_invio, scrivi_messaggio
from protocollo.services.quesiti import RispostaQuesito, rispondi


def _problemi(*stati: int) -> dict[tuple[int, str], type[s.Soltanto]]:
    return dict.fromkeys(((stato, TIPO) for stato in stati), s.Problema)


_RIFIUTI = _problemi(401, 403, 404, 429, 503)
_SCRIVENDO = {**_RIFIUTI, **_problemi(400, 409, 415, 422)}

_PAGINA = [OpenApiParameter("pagina", int, description="Il numero della pagina, da 1.")]
# A question taken back is not read any more.
STATI = tuple(stato.value for stato in StatoQuesito if stato != StatoQuesito.REVOCATO)
_STATO = OpenApiParameter(
    "stato", str, enum=STATI, default=StatoQuesito.APERTO.value, description="A che punto è la domanda."
)


class Condivisioni(VistaApi):
    """Le schede condivise con l'ente, in vigore oggi: solo iniziali."""

    @extend_schema(
        operation_id="condivisioni",
        summary="Le schede condivise con l'ente",
        parameters=_PAGINA,
        responses={200: s.CondivisioneInElenco(many=True), **_RIFIUTI},
    )
    def get(self, request: Request) -> Response:
        righe = condivisioni_dell_ente(self.token).prefetch_related("persone").order_by("-dal", "-pk")
        pagina: Any = self.paginate_queryset(righe)
        viste = [forme.condivisione_in_elenco(c) for c in pagina]
        return self.get_paginated_response(s.CondivisioneInElenco(viste, many=True).data)


class UnaCondivisione(VistaApi):
    """Che cosa vede l'ente, calcolato adesso. La lettura resta scritta."""

    evento = "portale.condivisione"

    @extend_schema(
        operation_id="condivisione",
        summary="Una scheda condivisa",
        responses={200: s.CondivisioneIntera, **_RIFIUTI},
    )
    def get(self, request: Request, pk: int) -> Response:
        righe = condivisioni_dell_ente(self.token).select_related(
            "ente", "servizio", "caso__ambito", "caso__case_manager"
        )
        riga: Condivisione = uno_o_404(righe, pk=pk)
        persone = tuple(riga.persone.order_by("pk").values_list("pk", flat=True))
        return self.mostra(riga, "scheda condivisa", forme.condivisione_intera(riga), persone)


class Invii(VistaApi):
    """Le richieste ancora aperte rivolte all'ente, dalla più urgente: solo iniziali."""

    @extend_schema(
        operation_id="invii",
        summary="Le richieste aperte",
        parameters=_PAGINA,
        responses={200: s.InvioInElenco(many=True), **_RIFIUTI},
    )
    def get(self, request: Request) -> Response:
        aperti = Invio.objects.aperti().filter(pk__in=invii_dell_ente(self.token).values("pk"))
        pagina: Any = self.paginate_queryset(aperti.select_related("persona").order_by("entro", "pk"))
        viste = [forme.invio_in_elenco(i) for i in pagina]
        return self.get_paginated_response(s.InvioInElenco(viste, many=True).data)


class UnInvio(VistaApi):
    """La persona, la domanda, lo scambio, le mosse possibili. La lettura resta scritta."""

    evento = "portale.invio"

    @extend_schema(operation_id="invio", summary="Una richiesta", responses={200: s.InvioIntero, **_RIFIUTI})
    def get(self, request: Request, pk: int) -> Response:
        return self.con_invio(uno_o_404(invii_dell_ente(self.token), pk=pk))

    def con_invio(self, invio: Invio) -> Response:
        che_cosa = f"invio: {invio.get_tipo_display().lower()}"
        contenuto = forme.invio_intero(invio, self.token)
        return self.mostra(invio.condivisione, che_cosa, contenuto, (invio.persona_id,))


class MosseDiUnInvio(UnInvio):
    """Registra un esito: la stessa risposta che si dà dal portale."""

    http_method_names = ["post"]

    @extend_schema(
        operation_id="invio_mossa",
        summary="Registra un esito",
        request=s.NuovaMossa,
        parameters=[PARAMETRO],
        responses={200: s.InvioIntero, **_SCRIVENDO},
    )
    def post(self, request: Request, pk: int) -> Response:
        invio = uno_o_404(invii_dell_ente(self.token), pk=pk)
        dati = _validi(s.NuovaMossa, request)
        mossa = dati.pop("mossa")
        una_volta(
            request,
            self.token,
            lambda: muovi_invio(
                invio=invio,
                mossa=mossa,
                risposta=Risposta(**dati),
                operatore=self.token.responsabile,
                dal_partner=True,
                al=timezone.localdate(),
            ),
        )
        return self.con_invio(uno_o_404(invii_dell_ente(self.token), pk=pk))


class MessaggiDiUnInvio(VistaApi):
    """Scrive al servizio sociale: un messaggio, l'aggiornamento dei 90 giorni, un impegno non rispettato."""

    http_method_names = ["post"]

    @extend_schema(
        operation_id="invio_messaggio",
        summary="Scrivi un messaggio o un aggiornamento",
        request=s.NuovoMessaggio,
        parameters=[PARAMETRO],
        responses={201: s.MessaggioScritto, **_SCRIVENDO},
    )
    def post(self, request: Request, pk: int) -> Response:
        invio = uno_o_404(invii_dell_ente(self.token), pk=pk)
        dati = _validi(s.NuovoMessaggio, request)
        scritto = una_volta(
            request,
            self.token,
            lambda: scrivi_messaggio(
                invio=invio,
                operatore=self.token.responsabile,
                dal_partner=True,
                al=timezone.localdate(),
                **dati,
            ),
        )
        messaggio = invio.messaggi.get(pk=scritto)
        return Response(
            s.MessaggioScritto({"id": messaggio.pk, "scritto_il": messaggio.scritto_il}).data, status=201
        )


class Domande(VistaApi):
    """Le domande rivolte alla persona che risponde della chiave, e a nessun altro: solo iniziali.

    Senza filtro quelle a cui si può ancora rispondere.
    """

    @extend_schema(
        operation_id="domande",
        summary="Le domande a cui rispondere",
        parameters=[*_PAGINA, _STATO],
        responses={200: s.DomandaInElenco(many=True), **_RIFIUTI, **_problemi(422)},
    )
    def get(self, request: Request) -> Response:
        stato = request.query_params.get("stato", StatoQuesito.APERTO)
        if stato not in STATI:
            raise ValidationError({"stato": [f"Uno fra: {', '.join(STATI)}."]})
        righe = domande_al_responsabile(self.token).filter(stato=stato)
        pagina: Any = self.paginate_queryset(righe.order_by("entro", "pk"))
        viste = [forme.domanda_in_elenco(d) for d in pagina]
        return self.get_paginated_response(s.DomandaInElenco(viste, many=True).data)


class UnaDomanda(VistaApi):
    """La domanda, di chi si tratta, la risposta se c'è. La lettura resta scritta."""

    evento = "portale.quesito"

    @extend_schema(
        operation_id="domanda", summary="Una domanda", responses={200: s.DomandaIntera, **_RIFIUTI}
    )
    def get(self, request: Request, pk: int) -> Response:
        return self.con_domanda(uno_o_404(domande_al_responsabile(self.token), pk=pk))

    def con_domanda(self, domanda: Quesito) -> Response:
        contenuto = forme.domanda_intera(domanda)
        return self.mostra(domanda.condivisione, "domanda", contenuto, persone_del_quesito(domanda))


class RispostaAUnaDomanda(UnaDomanda):
    """Risponde una volta sola: la risposta non si cambia più."""

    http_method_names = ["post"]

    @extend_schema(
        operation_id="domanda_risposta",
        summary="Rispondi a una domanda",
        request=s.NuovaRisposta,
        parameters=[PARAMETRO],
        responses={200: s.DomandaIntera, **_SCRIVENDO},
    )
    def post(self, request: Request, pk: int) -> Response:
        domanda = uno_o_404(domande_al_responsabile(self.token), pk=pk)
        dati = _validi(s.NuovaRisposta, request)
        una_volta(
            request,
            self.token,
            lambda: rispondi(
                quesito=domanda,
                risposta=RispostaQuesito(**dati),
                operatore=self.token.responsabile,
                adesso=timezone.now(),
            ),
        )
        return self.con_domanda(uno_o_404(domande_al_responsabile(self.token), pk=pk))


def _validi(forma: type[s.Soltanto], request: Request) -> dict[str, Any]:
    """Raises ValidationError, that becomes a 422 with its fields."""
    modulo = forma(data=request.data)
    modulo.is_valid(raise_exception=True)
    dati: dict[str, Any] = dict(modulo.validated_data)
    return dati
