"""From rows to plain values: initials in the lists, the projection where the reading is written down."""

from dataclasses import asdict
from typing import Any

from cases.models import Persona
from protocollo.api import serializzatori as s
from protocollo.models import Condivisione, Invio, Quesito, TokenEnte
from protocollo.services.contenuti import base_per_ente
from protocollo.services.invii import generi_possibili
from protocollo.services.proiezioni import vista_di
from protocollo.services.scambio import mosse_di, scambio
from protocollo.transizioni import RISPONDE


def iniziali(persona: Persona) -> str:
    return f"{persona.nome[:1]}. {persona.cognome[:1]}."


def condivisione_in_elenco(riga: Condivisione) -> dict[str, Any]:
    return {
        "id": riga.pk,
        "finalita": riga.finalita,
        "iniziali": [iniziali(p) for p in riga.persone.all()],
        "dal": riga.dal,
        "al": riga.al,
    }


def condivisione_intera(riga: Condivisione) -> dict[str, Any]:
    valori = {
        "id": riga.pk,
        "finalita": riga.finalita,
        "base_giuridica": base_per_ente(riga),
        "dal": riga.dal,
        "al": riga.al,
        "scheda": asdict(vista_di(riga)),
        "invii": list(riga.invii.order_by("pk").values_list("pk", flat=True)),
    }
    return _pronti(s.CondivisioneIntera, valori)


def invio_in_elenco(riga: Invio) -> dict[str, Any]:
    return {
        "id": riga.pk,
        "condivisione": riga.condivisione_id,
        "tipo": riga.tipo,
        "stato": riga.stato,
        "iniziali": iniziali(riga.persona),
        "inviato_il": riga.inviato_il,
        "entro": riga.entro,
    }


def invio_intero(riga: Invio, token: TokenEnte) -> dict[str, Any]:
    valori = {
        **invio_in_elenco(riga),
        "richiesta": riga.richiesta,
        "convocato_per": riga.convocato_per,
        "esito_il": riga.esito_il,
        "valido_fino_al": riga.valido_fino_al,
        "scheda": asdict(vista_di(riga.condivisione, solo=riga.persona_id)),
        "mosse": [
            {
                "codice": m.codice,
                "etichetta": m.etichetta,
                "campi": list(m.campi_richiesti),
                "motivo_obbligatorio": m.motivo_obbligatorio,
            }
            for m in mosse_di(riga, RISPONDE)
        ],
        "generi": list(generi_possibili(riga, dal_partner=True)) if riga.aperto else [],
        "scambio": [
            {**voce, "chi": str(voce["chi"] or "")}
            for voce in scambio(riga, chi_legge=token.responsabile, permesso=RISPONDE)
        ],
    }
    return _pronti(s.InvioIntero, valori)


def domanda_in_elenco(riga: Quesito) -> dict[str, Any]:
    return {
        "id": riga.pk,
        "condivisione": riga.condivisione_id,
        "stato": riga.stato,
        "iniziali": iniziali(riga.persona) if riga.persona else "",
        "chiesto_il": riga.chiesto_il,
        "entro": riga.entro,
    }


def domanda_intera(riga: Quesito) -> dict[str, Any]:
    valori = {
        **domanda_in_elenco(riga),
        "domanda": riga.domanda,
        "scheda": asdict(vista_di(riga.condivisione, solo=riga.persona_id)),
        "esito": riga.esito,
        "testo": riga.testo,
        "risposto_il": riga.risposto_il,
        "impronta": riga.impronta,
    }
    return _pronti(s.DomandaIntera, valori)


def _pronti(forma: type[s.Soltanto], valori: dict[str, Any]) -> dict[str, Any]:
    pronti: dict[str, Any] = dict(forma(valori).data)
    return pronti
