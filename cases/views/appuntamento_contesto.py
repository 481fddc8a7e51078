"""What the page of one appointment shows: its outcome, or one small form for each outcome possible now."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from cases.enums import EsitoIncontro, TipoAppuntamento
from cases.forms.appuntamenti import EsitoForm
from cases.models import Appuntamento, CasoAdi
from cases.permissions import legge_i_motivi
from cases.rules.contenuti import motivi_giustificati, motivo_leggibile
from cases.rules.esiti_incontro import esiti_possibili, spiega_effetto
from cases.services.fatti import SVOLTI, giorno_di


def contesto_appuntamento(
    request: HttpRequest, caso: CasoAdi, a: Appuntamento, inviato: EsitoForm | None = None
) -> dict[str, Any]:
    per_intero = legge_i_motivi(perimetro_di(request), caso)
    voce = motivi_giustificati().get(a.motivo_giustificato)
    return {
        "caso": caso,
        "appuntamento": a,
        "esiti": _moduli_degli_esiti(a, inviato),
        "inviato": inviato,
        "motivo": motivo_leggibile(voce, per_intero=per_intero),
        "per_intero": per_intero,
        "svolto": a.esito in SVOLTI,
    }


def _moduli_degli_esiti(a: Appuntamento, inviato: EsitoForm | None) -> list[dict[str, Any]]:
    """One small form for each outcome that makes sense now; the sent one comes back as it was typed."""
    possibili, primo = possibili_esiti(a), a.tipo == TipoAppuntamento.PRIMO_INCONTRO
    iniziali = {"il": min(giorno_di(a), timezone.localdate()), "versione": a.versione}
    scelto = str(inviato["esito"].value() or "") if inviato else ""
    return [
        {
            "etichetta": EsitoIncontro(e).label,
            "effetto": spiega_effetto(e, primo_incontro=primo),
            "form": inviato
            if inviato and e == scelto
            else EsitoForm(esiti=possibili, scelto=e, initial=iniziali | {"esito": e}),
            "aperto": e == scelto,
        }
        for e in possibili
    ]


def possibili_esiti(a: Appuntamento) -> tuple[str, ...]:
    return esiti_possibili(esito=a.esito, giorno=giorno_di(a), oggi=timezone.localdate())
