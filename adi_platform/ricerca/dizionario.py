"""Learn names and find the ones that a typed word may mean."""

from collections.abc import Iterable, Sequence

from adi_platform.ricerca.chiavi import chiavi_voce
from adi_platform.ricerca.models import TipoVoce, VoceDizionario


def impara(*, ambito_id: int, cognomi: Iterable[str] = (), nomi: Iterable[str] = ()) -> None:
    """Add the normalised names that the dictionary does not know; in the transaction of the caller.

    Always in the same order, so that two savings never wait for each other in a circle.
    """
    voci = [
        VoceDizionario(ambito_id=ambito_id, tipo=tipo, testo=testo, chiavi=chiavi_voce(testo))
        for tipo, testi in ((TipoVoce.COGNOME, cognomi), (TipoVoce.NOME, nomi))
        for testo in sorted(set(testi))
        if testo
    ]
    VoceDizionario.objects.bulk_create(voci, ignore_conflicts=True, batch_size=2000)


def voci_con_chiavi(*, ambiti: Sequence[int], chiavi: Iterable[str]) -> list[tuple[str, str]]:
    """Entries (kind, text) that share at least one key with what was typed."""
    return list(
        VoceDizionario.objects.filter(ambito_id__in=ambiti, chiavi__overlap=sorted(chiavi))
        .order_by()
        .values_list("tipo", "testo")
    )
