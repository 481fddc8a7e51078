"""At adoption the table is read again: what is not met, and what was overcome outside the rules, forbids to grant."""

import datetime
from collections.abc import Mapping
from typing import Any

from adi_platform.errori import DominioError
from adi_platform.norme.esito import Livello, Motivo
from contributi.models import Provvedimento
from contributi.rules.confronto import LIMITI
from contributi.services.foto_istruttoria import foto_istruttoria
from contributi.services.istruttoria import esamina, superabile_per
from contributi.services.misure import misura_letta

CHE_FERMANO = (Livello.DA_INTEGRARE, Livello.NON_AMMISSIBILE)


def requisiti_scoperti(provvedimento: Provvedimento, *, al: datetime.date) -> tuple[Motivo, ...]:
    """One reason for each line that still says no. The caps are told apart, on the amounts of the act."""
    letta = misura_letta(provvedimento.richiesta.misura)
    try:
        foto = _foto(provvedimento, al)
    except DominioError as errore:
        return (Motivo(codice="REQUISITO", testo=errore.messaggio, articolo=letta.articolo),)
    superati = {(c["codice"], c["motivo"]) for c in foto.get("correzioni", ())}
    limiti = {requisito.codice for requisito in letta.requisiti if requisito.tipo in LIMITI}
    return tuple(
        Motivo(
            codice="REQUISITO",
            testo=f"{riga['requisito']}: {riga['spiegazione']}",
            articolo=riga["articolo"],
            livello=Livello(riga["esito"]),
        )
        for riga in foto.get("righe", ())
        if riga["esito"] in CHE_FERMANO and riga["codice"] not in limiti
        if not (
            (riga["codice"], riga["motivo"]) in superati
            and superabile_per(letta, riga["codice"], riga["motivo"])
        )
    )


def esiti_superati(provvedimento: Provvedimento, *, al: datetime.date) -> list[dict[str, Any]]:
    """Each override with who wrote it and why, for the Dirigente who is about to adopt."""
    try:
        return list(_foto(provvedimento, al).get("correzioni", ()))
    except DominioError:
        return []


def _foto(provvedimento: Provvedimento, al: datetime.date) -> Mapping[str, Any]:
    """The frozen table that was voted; in the urgent lane, the one of today that will be frozen."""
    if provvedimento.proposta is not None:
        foto: Mapping[str, Any] = provvedimento.proposta.istruttoria
        return foto
    esame = esamina(provvedimento.richiesta, al=al)
    return foto_istruttoria(esame, esame)
