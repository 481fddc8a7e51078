"""The address of a protected person never travels through a list, neither its own nor of its household.

The raw file keeps what came (its download is logged and reserved); the rows that people look at do not.
"""

from collections import defaultdict
from collections.abc import Iterable

from cases.models import Importazione, Persona, RigaImportazione
from cases.rules.elenco.celle import RISERVATO
from cases.rules.elenco.mappatura import Mappatura

CAMPI_RISERVATI = ("indirizzo", "telefono", "email")
CAMPI_COPERTI = ["grezzi", "correzioni", "valori", "differenze"]
_PER_VOLTA = 5_000


def nascondi_luoghi(importazione: Importazione, righe: Iterable[RigaImportazione]) -> list[RigaImportazione]:
    """Cover place and contacts on every row of the households where a protected person is.

    Returns the rows that were covered; saving them is of the caller.
    """
    elenco = list(righe)
    protetti = _codici_protetti(importazione.ambito_id, {c for r in elenco for c in r.codici})
    if not protetti:
        return []
    per_domanda: dict[str, list[RigaImportazione]] = defaultdict(list)
    for riga in elenco:
        per_domanda[riga.domanda].append(riga)
    posti = Mappatura(colonne=tuple(importazione.colonne)).posti
    colonne = [posti[c] for c in CAMPI_RISERVATI if c in posti]
    coperte = [
        riga
        for gruppo in per_domanda.values()
        if any(protetti.intersection(r.codici) for r in gruppo)
        for riga in gruppo
    ]
    for riga in coperte:
        _copri(riga, colonne)
    return coperte


def _codici_protetti(ambito_id: int, codici: set[str]) -> set[str]:
    ordinati = sorted(codici)
    trovati: set[str] = set()
    for da in range(0, len(ordinati), _PER_VOLTA):
        trovati |= set(
            Persona.objects.filter(
                ambito_id=ambito_id, protetta=True, codice__in=ordinati[da : da + _PER_VOLTA]
            ).values_list("codice", flat=True)
        )
    return trovati


def _copri(riga: RigaImportazione, colonne: list[int]) -> None:
    riga.grezzi = [
        RISERVATO if i in colonne and v not in (None, "") else v for i, v in enumerate(riga.grezzi)
    ]
    riga.correzioni = {p: t for p, t in riga.correzioni.items() if int(p) not in colonne}
    riga.differenze = [d for d in riga.differenze if not d["chiave"].endswith(".indirizzo")]
    for dati in (riga.valori.get("nucleo", {}), *riga.valori.get("persone", [])):
        for campo in CAMPI_RISERVATI:
            if campo in dati:
                dati[campo] = RISERVATO
