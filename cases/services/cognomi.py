"""Surnames of the people of a case, for the register of reads: who looks at their own relatives."""

from collections.abc import Collection, Mapping

from cases.models import ComponenteCaso


def cognomi_dei_casi(casi: Collection[int]) -> Mapping[int, frozenset[str]]:
    """Ids of cases -> surnames of their members, in one query."""
    trovati: dict[int, set[str]] = {}
    righe = ComponenteCaso.objects.filter(caso__in=casi).values_list("caso_id", "persona__cognome")
    for caso, cognome in righe:
        trovati.setdefault(caso, set()).add(cognome)
    return {caso: frozenset(cognomi) for caso, cognomi in trovati.items()}
