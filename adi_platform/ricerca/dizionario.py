"""Learn names and find the ones that a typed word may mean."""

from collections.abc import Iterable, Sequence

from adi_platform.ricerca.chiavi import chiavi_voce, intero
from adi_platform.ricerca.models import ChiaveNome, TipoNome

Voce = tuple[str, str]


def impara(*, ambito_id: int, cognomi: Iterable[str] = (), nomi: Iterable[str] = ()) -> None:
    """Add the normalised names that the dictionary does not know; in the transaction of the caller.

    Always in the same order, so that two savings never wait for each other in a circle.
    """
    voci = {(str(TipoNome.COGNOME), testo) for testo in cognomi if testo}
    voci |= {(str(TipoNome.NOME), testo) for testo in nomi if testo}
    nuove = sorted(voci - _conosciute(ambito_id, voci))
    ChiaveNome.objects.bulk_create(
        [
            ChiaveNome(ambito_id=ambito_id, chiave=chiave, tipo=tipo, testo=testo)
            for tipo, testo in nuove
            for chiave in chiavi_voce(testo)
        ],
        ignore_conflicts=True,
        batch_size=5000,
    )


def voci_con_chiavi(*, ambiti: Sequence[int], chiavi: Iterable[str]) -> list[Voce]:
    """Names (kind, text) that share at least one key with what was typed."""
    righe = ChiaveNome.objects.filter(ambito_id__in=ambiti, chiave__in=sorted(chiavi)).order_by()
    return list(dict.fromkeys(righe.values_list("tipo", "testo")))


def _conosciute(ambito_id: int, voci: set[Voce]) -> set[Voce]:
    """The names already there: each has itself, written as one word, among its keys."""
    chiavi = {intero(testo) for _, testo in voci}
    return set(voci_con_chiavi(ambiti=[ambito_id], chiavi=chiavi)) if voci else set()
