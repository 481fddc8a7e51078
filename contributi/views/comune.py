"""What the pages of a request share."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from contributi.enums import StatoRichiesta as S
from contributi.models import Richiesta
from contributi.permissions.richieste import Sguardo
from contributi.services.documenti_richiesti import mancanti
from contributi.services.termine import termine_di

TONI = {
    S.BOZZA: "neutro",
    S.IN_INTEGRAZIONE: "attenzione",
    S.RINVIATA: "attenzione",
    S.PREAVVISO: "attenzione",
    S.CONCESSA: "successo",
    S.IN_EROGAZIONE: "successo",
    S.CONCLUSA: "successo",
    S.NEGATA: "pericolo",
    S.REVOCATA: "pericolo",
}
# The states in which each step is the present one.
PASSI = (
    ("PAI", ()),
    ("Domanda", (S.BOZZA,)),
    ("Documenti", (S.PROTOCOLLATA, S.IN_INTEGRAZIONE)),
    ("Istruttoria", (S.ISTRUTTORIA, S.RINVIATA)),
    ("Commissione", (S.PROPOSTA, S.ALL_ODG)),
    ("Decisione", (S.PARERE_FAVOREVOLE, S.PARERE_CONTRARIO, S.PREAVVISO, S.RIESAME)),
    ("Erogazione", (S.CONCESSA, S.IN_EROGAZIONE, S.SOSPESA)),
    ("Verifica", (S.CONCLUSA,)),
)
PAROLE_ATTESA = {
    "documenti": "i documenti chiesti",
    "ripresa": "la ripresa dell'esame",
    "osservazioni": "le osservazioni di chi chiede",
}


def contesto(request: HttpRequest, richiesta: Richiesta, sguardo: Sguardo, **altro: Any) -> dict[str, Any]:
    """The request, what the person may do on it, the steps and the days left."""
    oggi = timezone.localdate()
    return {
        "richiesta": richiesta,
        "caso": richiesta.caso,
        "sguardo": sguardo,
        "tono": TONI.get(S(richiesta.stato), "info"),
        "passi": passi_di(richiesta, sguardo),
        "oggi": oggi,
        **termine_in_parole(richiesta, oggi),
        **altro,
    }


def termine_in_parole(richiesta: Richiesta, oggi: datetime.date) -> dict[str, Any]:
    """Days left with their explanation, and what they become if the awaited answer came today."""
    termine = termine_di(richiesta, al=oggi)
    attese = [PAROLE_ATTESA[voce] for voce in termine.in_attesa_di] if termine else []
    return {"termine": termine, "attese": attese}


def passi_di(richiesta: Richiesta, sguardo: Sguardo) -> list[dict[str, str]]:
    """PAI, Domanda, Documenti…: done until the present one. A refusal or a waiver ends the path where it was."""
    attuale = next((n for n, (_, stati) in enumerate(PASSI) if richiesta.stato in stati), None)
    if attuale is None:
        attuale = _dove_si_e_fermata(richiesta)
    indirizzi, oggi = _indirizzi(richiesta, sguardo), timezone.localdate()
    return [
        {
            "etichetta": nome,
            "stato": _stato_del_passo(n, attuale, richiesta, oggi),
            "url": indirizzi.get(nome, ""),
        }
        for n, (nome, _) in enumerate(PASSI)
    ]


def _stato_del_passo(n: int, attuale: int, richiesta: Richiesta, oggi: datetime.date) -> str:
    if n == 0:
        return "fatto" if richiesta.pai and richiesta.pai.sottoscritto_il else "da_fare"
    if PASSI[n][0] == "Documenti" and n < attuale and mancanti(richiesta, al=oggi):
        return "da_fare"
    return "fatto" if n < attuale else "attuale" if n == attuale else "da_fare"


def _dove_si_e_fermata(richiesta: Richiesta) -> int:
    if richiesta.stato in (S.NEGATA, S.REVOCATA):
        return next(n for n, (nome, _) in enumerate(PASSI) if nome == "Decisione")
    return 1 if richiesta.data_domanda is None else 3


def _indirizzi(richiesta: Richiesta, sguardo: Sguardo) -> dict[str, str]:
    indirizzi = {"Domanda": reverse("contributi:richiesta", args=[richiesta.pk])}
    if richiesta.pai_id and sguardo.bisogno:
        indirizzi["PAI"] = reverse("patto-scheda", args=[richiesta.pai_id])
    if sguardo.documenti:
        indirizzi["Documenti"] = reverse("contributi:richiesta-documenti", args=[richiesta.pk])
    if sguardo.istruttoria:
        indirizzi["Istruttoria"] = reverse("contributi:istruttoria", args=[richiesta.pk])
    return indirizzi
