"""Where each gap of the Patto is mended."""

from django.urls import reverse

from adi_platform.norme.esito import Motivo
from patti.models import Patto
from patti.rules.mancanze import Mancanza

DEL_PATTO = {
    "obiettivi": "patto-catalogo",
    "priorita": "patto-priorita",
    "referente": "patto-quadro",
    "prima_verifica": "patto-quadro",
    "prima_verifica_passata": "patto-quadro",
    "prima_verifica_tardi": "patto-quadro",
    "verifiche_rade": "patto-quadro",
    "modo_verifica": "patto-quadro",
    "preferenze": "patto-quadro",
    "partecipazione_minori": "patto-quadro",
    "progetti_integrati": "patto-quadro",
    "durata": "patto-quadro",
    "valutazione": "patto-pai",
    "lettere": "patto-pai",
    "bisogno": "patto-pai",
    "misura": "patto-pai",
    "importo": "patto-pai",
    "modo": "patto-pai",
    "modo_non_ammesso": "patto-pai",
    "informato": "patto-pai",
    "parenti": "patto-pai",
    "perche_parenti": "patto-pai",
}
DEL_CASO = {
    "analisi": "analisi-quadro",
    "equipe": "equipe-scheda",
    "case_manager": "caso-scheda",
    "obblighi_da_definire": "caso-obblighi",
    "puc_senza_percorso": "caso-obblighi",
}


def dove_rimediare(patto: Patto, motivo: Motivo) -> str:
    """The page of the row, of the frame or of the case; otherwise the columns beside."""
    if isinstance(motivo, Mancanza) and motivo.parte:
        return reverse("patto-parte", args=[patto.pk, motivo.parte, motivo.pk])
    if motivo.codice in DEL_PATTO:
        return reverse(DEL_PATTO[motivo.codice], args=[patto.pk])
    if motivo.codice in DEL_CASO:
        return reverse(DEL_CASO[motivo.codice], args=[patto.caso_id])
    return "#composizione"
