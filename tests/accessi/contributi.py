"""A PAI and a request for a contribution in Anna's case, with something to leak in each."""

from cases.models import CasoAdi
from contributi.models import CorrezioneIstruttoria, Richiesta, SituazioneEconomica
from contributi.services.documenti_richiesti import prepara_documenti
from patti.models import Patto
from tests.contributi.fabbrica import crea_proposta, crea_richiesta
from tests.patti.pai import crea_pai
from tests.people import Cast

MEZZI = "CANARINO-MEZZI-4B1A"
CORREZIONE = "CANARINO-CORREZIONE-9F02"


def domanda_di_contributo(caso: CasoAdi, cast: Cast) -> Richiesta:
    """Under istruttoria, with one proposal already frozen and one outcome overcome."""
    pai = crea_pai(caso)
    richiesta = crea_richiesta(cast, caso=caso, pai=pai)
    SituazioneEconomica.objects.create(richiesta=richiesta, mezzi=MEZZI)
    prepara_documenti(richiesta)
    CorrezioneIstruttoria.objects.create(
        richiesta=richiesta,
        codice="parenti",
        motivo_calcolato="PARENTI",
        esito_calcolato="avviso",
        impronta="0" * 64,
        motivazione=CORREZIONE,
        operatore=cast.anna_verdi,
    )
    crea_proposta(cast, richiesta=richiesta)
    return richiesta


def campioni_della_domanda(richiesta: Richiesta) -> dict[str, object]:
    """A value for every argument of the addresses of a request."""
    return {
        "contributi": richiesta.pk,
        "contributi:richiesta-documento:documento": richiesta.documenti.all()[0].pk,
        "contributi:richiesta-mossa:codice": "rinuncia",
        "contributi:istruttoria-rivista:sezione": "domanda",
        "requisiti": "parenti",
        "correzioni": richiesta.correzioni.all()[0].pk,
        "proposte": 1,
        "patto-pai:pk": richiesta.pai_id or 0,
    }


def scena_del_pai(patto: Patto) -> dict[str, object]:
    """The relatives of a PAI, edited like any other part."""
    parente = patto.parenti.all()[0].pk
    return {"patti": patto.pk, "parti": "parente", "riga": parente, "patto-parte:riga": parente,
            "patto-parte-togli:riga": parente}  # fmt: skip
