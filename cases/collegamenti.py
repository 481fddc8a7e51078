"""What this room plugs into the registries when the application starts."""

from adi_platform.documenti.accesso import registra_regola
from cases import fonti
from cases.cronologia import registra_fonte
from cases.permissions import apre_documento_del_caso


def collega_caso() -> None:
    """Who opens the files of a case; sources of its timeline."""
    registra_regola("cases.caso", apre_documento_del_caso)
    for codice, fonte in (
        ("incontri", fonti.incontri),
        ("convocazioni", fonti.convocazioni),
        ("passaggi", fonti.passaggi),
        ("consegne", fonti.consegne),
        ("obblighi", fonti.obblighi),
        ("note", fonti.note),
    ):
        registra_fonte(codice, fonte)
