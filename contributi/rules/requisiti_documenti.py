"""The documents: which are due for this request, and what happens when some are missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adi_platform.norme.esito import Livello
from contributi.rules.esame import Contesto, Esame, TipoRequisito, solo
from contributi.rules.fatti import Fatti
from contributi.rules.letture_misura import Urgenza
from contributi.rules.misura import DocumentoRichiesto, Fase, MisuraLetta


def documenti_dovuti(
    misura: MisuraLetta, fatti: Mapping[str, Any], *, fase: Fase | None = None
) -> tuple[DocumentoRichiesto, ...]:
    """Documents that this request needs; with `fase`, only those needed by then."""
    letti = Fatti(fatti, {fatto.codice: fatto for fatto in misura.fatti})
    return tuple(
        documento
        for documento in misura.documenti
        if letti.soddisfa(documento.quando) and fase in (None, documento.fase)
    )


def documenti(contesto: Contesto) -> Esame:
    """In an urgent case they may be acquired afterwards (A17)."""
    mancanti = contesto.fatti.elenco("documenti_mancanti")
    if not mancanti:
        return solo(contesto.in_regola("Nessun documento mancante."))
    nomi = {documento.codice: documento.nome for documento in contesto.misura.documenti}
    scritti = ", ".join(nomi.get(str(codice), str(codice)) for codice in mancanti)
    if contesto.misura.urgente and contesto.letture.urgenza is not Urgenza.ORDINARIA:
        return solo(
            contesto.motivo(
                "DOCUMENTI_DOPO",
                f"Istruttoria sommaria per urgenza: si acquisiscono dopo {scritti}.",
                livello=Livello.AVVISO,
            )
        )
    return solo(contesto.motivo("DOCUMENTI", f"Mancano: {scritti}.", livello=Livello.DA_INTEGRARE))


TIPI = {
    "documenti": TipoRequisito(
        descrizione="Documenti della domanda",
        valuta=documenti,
        fatti=("documenti_mancanti",),
        motivi=("DOCUMENTI", "DOCUMENTI_DOPO"),
    ),
}
