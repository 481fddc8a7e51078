"""What the Dirigente reads before deciding: request, PAI, istruttoria, proposal, opinion. As they were frozen."""

from typing import Any

from adi_platform.norme.esito import Livello
from contributi.models import Richiesta, VoceSeduta
from contributi.services.proposta import Orientamento
from contributi.services.provvedimenti import proposta_di


def quadro_della_decisione(richiesta: Richiesta) -> dict[str, Any]:
    """Empty parts are those that are not there yet: an urgent request has no proposal."""
    proposta = proposta_di(richiesta)
    if proposta is None:
        return {"proposta": None}
    voci = VoceSeduta.objects.filter(proposta=proposta, esito__gt="", tolta_il__isnull=True)
    voce = voci.select_related("seduta__verbale__registrazione", "seduta__verbale__documento").last()
    scelto = proposta.contenuto.get("proposta", {}).get("orientamento", "")
    righe = proposta.istruttoria.get("righe", [])
    nomi = {riga["codice"]: riga["requisito"] for riga in righe}
    return {
        "proposta": proposta,
        "bisogno": proposta.contenuto.get("bisogno", ""),
        "orientamento": dict(Orientamento.choices).get(scelto, ""),
        "pai": proposta.contenuto.get("pai"),
        "righe": [riga for riga in righe if riga["esito"] != Livello.AMMISSIBILE],
        "rispettati": sum(riga["esito"] == Livello.AMMISSIBILE for riga in righe),
        "correzioni": [
            {**c, "requisito": nomi.get(c["codice"], c["codice"])}
            for c in proposta.istruttoria.get("correzioni", [])
        ],
        "voce": voce,
        "verbale": getattr(voce.seduta, "verbale", None) if voce else None,
        "conteggi": voce.scrutinio.get("conteggi", {}) if voce else {},
    }
