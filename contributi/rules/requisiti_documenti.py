"""The documents: which are due for this request, and what happens when some are missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adi_platform.norme.esito import Livello
from contributi.rules.esame import Contesto, Esame, TipoRequisito, solo
from contributi.rules.fatti import Fatti
from contributi.rules.letture_misura import Urgenza
from contributi.rules.misura import DocumentoRichiesto, Fase, MisuraLetta, Origine, TipoFatto


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
    """In an urgent case they may be acquired afterwards (A17). Which are due, the facts of their conditions say."""
    mancanti = contesto.fatti.elenco("documenti_mancanti")
    dopo = contesto.misura.urgente and contesto.letture.urgenza is not Urgenza.ORDINARIA
    if not mancanti:
        ignoti = () if dopo else _condizioni_ignote(contesto)
        return solo(contesto.manca(*ignoti) if ignoti else contesto.in_regola("Nessun documento mancante."))
    nomi = {documento.codice: documento.nome for documento in contesto.misura.documenti}
    scritti = ", ".join(nomi.get(str(codice), str(codice)) for codice in mancanti)
    if dopo:
        return solo(
            contesto.motivo(
                "DOCUMENTI_DOPO",
                f"Istruttoria sommaria per urgenza: si acquisiscono dopo {scritti}.",
                livello=Livello.AVVISO,
            )
        )
    return solo(contesto.motivo("DOCUMENTI", f"Mancano: {scritti}.", livello=Livello.DA_INTEGRARE))


def _condizioni_ignote(contesto: Contesto) -> tuple[str, ...]:
    """Facts to collect on which a document depends, still unknown. Nothing ticked in a list is no answer lacking."""
    raccolti = {
        f.codice
        for f in contesto.misura.fatti
        if f.origine is Origine.OPERATORE and f.tipo is not TipoFatto.SCELTE
    }
    nelle_condizioni = (c for d in contesto.misura.documenti for c in d.quando.fatti)
    ignoti = (c for c in nelle_condizioni if c in raccolti and contesto.fatti.manca(c))
    return tuple(dict.fromkeys(ignoti))


TIPI = {
    "documenti": TipoRequisito(
        descrizione="Documenti della domanda",
        valuta=documenti,
        fatti=("documenti_mancanti",),
        motivi=("DOCUMENTI", "DOCUMENTI_DOPO"),
    ),
}
