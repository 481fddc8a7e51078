"""What the page of one appointment shows: its outcome, or one small form for each outcome possible now."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from adi_platform.http.posta_resa import posta_non_partita
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import EsitoIncontro, TipoAppuntamento
from cases.forms.appuntamenti import EsitoForm
from cases.models import Appuntamento, CasoAdi
from cases.permissions import legge_i_motivi
from cases.rules.contenuti import motivi_giustificati, motivo_leggibile
from cases.rules.esiti_incontro import SENZA_CONVOCAZIONE, esiti_possibili, spiega_effetto
from cases.services.convocazioni import CON_LETTERA, chiave_convocazione, lettera_di
from cases.services.fatti import SVOLTI, giorno_di, vale_come_incontro

GIORNO_DELLA_VALUTAZIONE = (EsitoIncontro.ASSENZA_GIUSTIFICATA, EsitoIncontro.ASSENZA_INGIUSTIFICATA)


def contesto_appuntamento(
    request: HttpRequest, caso: CasoAdi, a: Appuntamento, inviato: EsitoForm | None = None
) -> dict[str, Any]:
    per_intero = legge_i_motivi(perimetro_di(request), caso)
    norme = norme_dell_ambito(caso.ambito_id)
    vale = vale_come_incontro(caso, a, tra=caso.appuntamenti.all(), norme=norme)
    voce = motivi_giustificati().get(a.motivo_giustificato)
    return {
        "caso": caso,
        "appuntamento": a,
        "esiti": _moduli_degli_esiti(a, inviato, non_vale=" ".join(m.testo for m in vale.motivi)),
        "non_vale": vale.motivi if a.esito in ("", *SVOLTI) else (),
        "inviato": inviato,
        "lettera": lettera_di(a) if a.canale in CON_LETTERA else None,
        "motivo": motivo_leggibile(voce, per_intero=per_intero),
        "per_intero": per_intero,
        "svolto": a.esito in SVOLTI and vale.ok,
        "senza_convocazione": ""
        if a.convocato_il or giorno_di(a) > timezone.localdate()
        else SENZA_CONVOCAZIONE,
        **posta_non_partita(request, chiave_convocazione(a)),
    }


def _moduli_degli_esiti(a: Appuntamento, inviato: EsitoForm | None, *, non_vale: str) -> list[dict[str, Any]]:
    """One small form for each outcome that makes sense now; the sent one comes back as it was typed."""
    possibili, primo = possibili_esiti(a), a.tipo == TipoAppuntamento.PRIMO_INCONTRO
    oggi = timezone.localdate()
    scelto = str(inviato["esito"].value() or "") if inviato else ""
    return [
        {
            "etichetta": EsitoIncontro(e).label,
            "effetto": (e in SVOLTI and non_vale) or spiega_effetto(e, primo_incontro=primo),
            "form": inviato
            if inviato and e == scelto
            else EsitoForm(esiti=possibili, scelto=e, adi=a.caso.adi, initial=_iniziali(a, e, oggi=oggi)),
            "aperto": e == scelto,
        }
        for e in possibili
    ]


def _iniziali(a: Appuntamento, esito: str, *, oggi: datetime.date) -> dict[str, Any]:
    """An absence is judged after the person was heard: today, not on the day of the appointment."""
    il = oggi if esito in GIORNO_DELLA_VALUTAZIONE else min(giorno_di(a), oggi)
    return {"il": il, "versione": a.versione, "esito": esito}


def possibili_esiti(a: Appuntamento) -> tuple[str, ...]:
    return esiti_possibili(
        esito=a.esito,
        giorno=giorno_di(a),
        oggi=timezone.localdate(),
        convocato=a.convocato_il is not None,
    )
