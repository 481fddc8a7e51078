"""Find persons by code, phone, application number or name, and rank them.

Order of work: what is exact, then what begins as typed, then what is one typo away (through the
dictionary of the Ambito). Each step is one query, whatever the size of the registry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Reverse

from adi_platform.ricerca.candidati import Coppia, chiavi_da_cercare, coppie
from adi_platform.ricerca.dizionario import voci_con_chiavi
from adi_platform.ricerca.richiesta import Richiesta
from cases.models import CasoAdi, Persona, Recapito

RISULTATI = 50
COSTO_INIZIO = 0.3
COSTO_SCAMBIO = 0.1
COSTO_SOLO_NOME = 2.0
RIGHE_PER_RAMO = 400

Riga = tuple[int, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trovata:
    """A person with the distance from what was typed (0 is exact)."""

    persona_id: int
    costo: float


def trova_persone(
    richiesta: Richiesta, *, ambiti: Sequence[int], entro: QuerySet[Persona] | None = None
) -> list[Trovata]:
    """Persons of those Ambiti, nearest first, at most RISULTATI. `entro` narrows the search to a scope."""
    if richiesta.troppo_corta and not (richiesta.nascita and richiesta.parole):
        return []
    persone = Persona.objects.filter(ambito_id__in=ambiti).order_by()
    if entro is not None:
        persone = persone.filter(pk__in=entro.order_by().values("pk"))
    if richiesta.esatta:
        return [Trovata(persona_id=pk, costo=0) for pk in _per_codice(richiesta, persone, ambiti)]
    return _per_nome(richiesta.parole, _nati(richiesta, persone), ambiti)


def _per_codice(richiesta: Richiesta, persone: QuerySet[Persona], ambiti: Sequence[int]) -> list[int]:
    """Code and phone by equality; the application number whole or, if only digits, by how it ends. All on indexes."""
    trovate: list[int] = []
    if richiesta.codice:
        trovate += persone.filter(codice=richiesta.codice).values_list("pk", flat=True)[:RISULTATI]
    if richiesta.telefono:
        recapiti = Recapito.objects.filter(
            tipo="telefono", valore_norm=richiesta.telefono, persona__in=persone
        )
        trovate += recapiti.values_list("persona_id", flat=True)[:RISULTATI]
    if richiesta.domanda:
        casi = _con_domanda(richiesta.domanda).filter(ambito_id__in=ambiti).order_by()
        membri = persone.filter(componenti_caso__caso__in=casi.values("pk"))
        trovate += membri.values_list("pk", flat=True)[:RISULTATI]
    return list(dict.fromkeys(trovate))[:RISULTATI]


def _con_domanda(domanda: str) -> QuerySet[CasoAdi]:
    if not domanda.isdigit():
        return CasoAdi.objects.filter(numero_domanda=domanda)
    dalla_fine = CasoAdi.objects.alias(rovescio=Reverse("numero_domanda"))
    return dalla_fine.filter(rovescio__startswith=domanda[::-1])


def _nati(richiesta: Richiesta, persone: QuerySet[Persona]) -> QuerySet[Persona]:
    if richiesta.nascita:
        return persone.filter(data_nascita=richiesta.nascita)
    if richiesta.anno:
        return persone.filter(data_nascita__year=richiesta.anno)
    return persone


def _per_nome(parole: Sequence[str], persone: QuerySet[Persona], ambiti: Sequence[int]) -> list[Trovata]:
    costi: dict[int, tuple[float, str, str]] = {}
    _aggiungi(costi, _che_iniziano(parole, persone))
    if len(costi) < RISULTATI:
        voci = voci_con_chiavi(ambiti=ambiti, chiavi=chiavi_da_cercare(parole))
        _aggiungi(costi, _vicine(coppie(parole, voci), persone))
    ordinate = sorted(costi.items(), key=lambda voce: (*voce[1], voce[0]))
    return [Trovata(persona_id=pk, costo=costo[0]) for pk, costo in ordinate[:RISULTATI]]


def _aggiungi(costi: dict[int, tuple[float, str, str]], righe: list[tuple[float, Riga]]) -> None:
    for costo, (pk, cognome, nome) in righe:
        if pk not in costi or costo < costi[pk][0]:
            costi[pk] = (costo, cognome, nome)


def _che_iniziano(parole: Sequence[str], persone: QuerySet[Persona]) -> list[tuple[float, Riga]]:
    """Surname (or given name) as typed and the rest as a beginning, for each place where they may part."""
    rami: list[tuple[float, Q]] = []
    intero = " ".join(parole)
    for dove in range(1, len(parole)):
        testa, coda = " ".join(parole[:dove]), " ".join(parole[dove:])
        rami.append((0, Q(cognome_norm=testa, nome_norm=coda)))
        rami.append((COSTO_INIZIO, Q(cognome_norm=testa, nome_norm__startswith=coda)))
        rami.append((COSTO_SCAMBIO, Q(cognome_norm=coda, nome_norm=testa)))
        rami.append((COSTO_INIZIO + COSTO_SCAMBIO, Q(nome_norm=testa, cognome_norm__startswith=coda)))
    rami.append((COSTO_INIZIO, Q(cognome_norm__startswith=intero)))
    rami.append((COSTO_SOLO_NOME + COSTO_INIZIO, Q(nome_norm__startswith=intero)))
    righe = _unite([persone.filter(condizione) for _, condizione in rami])
    return [(rami[ramo][0], (pk, cognome, nome)) for ramo, pk, cognome, nome in righe]


def _vicine(trovate: Sequence[Coppia], persone: QuerySet[Persona]) -> list[tuple[float, Riga]]:
    """Persons whose names are among the candidates; the nearest are chosen by the caller."""
    if not trovate:
        return []
    # As an expression, so that the surnames choose the index and the given names only filter what it reads.
    tutte = persone.annotate(nome_scritto=Concat("nome_norm", Value("")))
    righe = _unite([tutte.filter(_condizione(c)) for c in trovate], al_massimo=RIGHE_PER_RAMO)
    return [(_costo(trovate[ramo], cognome, nome), (pk, cognome, nome)) for ramo, pk, cognome, nome in righe]


def _condizione(coppia: Coppia) -> Q:
    if not coppia.cognomi:
        return Q(nome_norm__uno_di=list(coppia.nomi))
    condizione = Q(cognome_norm__uno_di=list(coppia.cognomi))
    if coppia.nomi and coppia.inizio_nome:
        return condizione & (
            Q(nome_scritto__uno_di=list(coppia.nomi)) | Q(nome_scritto__startswith=coppia.inizio_nome)
        )
    if coppia.nomi:
        return condizione & Q(nome_scritto__uno_di=list(coppia.nomi))
    return condizione & Q(nome_scritto__startswith=coppia.inizio_nome) if coppia.inizio_nome else condizione


def _costo(coppia: Coppia, cognome: str, nome: str) -> float:
    if not coppia.cognomi:
        return COSTO_SOLO_NOME + coppia.nomi.get(nome, 0)
    costo_nome = coppia.nomi.get(nome, COSTO_INIZIO) if coppia.nomi or coppia.inizio_nome else COSTO_INIZIO
    return coppia.cognomi.get(cognome, 0) + costo_nome


def _unite(
    rami: Sequence[QuerySet[Persona]], *, al_massimo: int = RISULTATI
) -> list[tuple[int, int, str, str]]:
    """All branches in one query, each with its own limit."""
    pronti: list[QuerySet[Persona, Any]] = [
        ramo.annotate(ramo=Value(numero)).values_list("ramo", "pk", "cognome_norm", "nome_norm")[:al_massimo]
        for numero, ramo in enumerate(rami)
    ]
    return list(pronti[0].union(*pronti[1:], all=True)) if len(pronti) > 1 else list(pronti[0])
