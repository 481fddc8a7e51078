"""The signed Patto enters the register when its file is ready."""

from django.db import transaction

from adi_platform.documenti.models import Documento
from adi_platform.repertorio.services.registra import registra
from patti.models import Patto

REGISTRO = "patti"


@transaction.atomic
def registra_patto_stampato(*, documento: Documento) -> None:
    """Give a number to the signed copy, once; drafts to be signed on paper get none.

    The number is the last thing taken: the counter stays locked until the commit.
    """
    righe = Patto.objects.select_for_update(of=("self",)).select_related("caso__ambito", "case_manager")
    patto = righe.filter(documento=documento, registrazione__isnull=True).first()
    if patto is None:
        return
    registrazione = registra(
        ambito=patto.caso.ambito,
        registro=REGISTRO,
        oggetto=f"{patto.get_tipo_display()}, {patto.caso.provenienza}, versione {patto.numero}",
        documento_sha256=documento.sha256,
        operatore=documento.creato_da or patto.case_manager,
    )
    patto.registrazione = registrazione
    patto.save()
