"""The money step of a contribution: what its page and the page of the plan both show."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from contributi.enums import ModoErogazione
from contributi.models import PianoErogazione, Rata, Richiesta
from contributi.permissions.denaro import legge_iban, puo_erogare
from contributi.rules.coordinate import mascherato
from contributi.services import pagabilita
from contributi.services.recuperi import pagato_finora
from contributi.views.denaro_comune import TONI
from equipe.permissions import segue_il_caso


def passo_erogazione(request: HttpRequest, richiesta: Richiesta) -> dict[str, Any]:
    """Context of `contributi/denaro/_passo.html`, for the page of the request: newest plan first."""
    piano = (
        PianoErogazione.objects.filter(richiesta=richiesta)
        .select_related("richiesta__caso", "provvedimento", "prenotazione__fondo", "creditore")
        .order_by("-pk")
        .first()
    )
    return contesto_denaro(request, piano) if piano else {"piano": None}


def contesto_denaro(request: HttpRequest, piano: PianoErogazione) -> dict[str, Any]:
    perimetro, richiesta = perimetro_di(request), piano.richiesta
    rate = Rata.objects.filter(piano=piano).select_related(
        "giustificativo__creditore", "liquidazione", "buono"
    )
    creditore = piano.creditore
    intero = legge_iban(perimetro, richiesta.ambito_id)
    return {
        "piano": piano,
        "richiesta": richiesta,
        "rate": rate.prefetch_related(Prefetch("pagamenti")).order_by("numero"),
        "giustificativi": richiesta.giustificativi.select_related("creditore", "documento"),
        "segnalazioni": richiesta.segnalazioni_impegni.select_related("autore", "provvedimento"),
        "recuperi": richiesta.recuperi.all(),
        "pagato": pagato_finora(richiesta),
        "pagabile": pagabilita.pagabile_dal(piano.provvedimento),
        "oggi": timezone.localdate(),
        "iban": (creditore.iban if intero else mascherato(creditore.iban)) if creditore else "",
        "in_buoni": piano.modo == ModoErogazione.BUONO,
        "eroga": puo_erogare(perimetro, richiesta.ambito_id),
        "segue": segue_il_caso(perimetro, richiesta.caso),
        "toni": TONI,
    }
