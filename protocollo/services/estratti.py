"""The printed extract of a grant: only the one that says what is shown today may be taken away."""

from django.db import transaction

from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.organizzazione.models import Utente
from protocollo.documents import MODELLO_ESTRATTO, OGGETTO_CONDIVISIONE, contesto_estratto
from protocollo.enums import ALTRO_SERVIZIO
from protocollo.models import Condivisione
from protocollo.proiezioni.viste import Proiezione, impronta, impronta_di
from protocollo.services.contenuti import base_per_ente
from protocollo.services.proiezioni import vista_di


def estratto_attuale(condivisione: Condivisione) -> Documento | None:
    """None when what is shared has changed since the last print: an old contact must not go out again."""
    chiave = _chiave(condivisione, vista_di(condivisione), base_per_ente(condivisione))
    return Documento.objects.filter(chiave=chiave).select_related("lavoro").first()


@transaction.atomic
def prepara_estratto(*, condivisione: Condivisione, operatore: Utente) -> Documento:
    """Ask for the print of what is shown now; the same content gives the same document."""
    vista, base = vista_di(condivisione), base_per_ente(condivisione)
    con_chi = ALTRO_SERVIZIO if condivisione.sanitaria else condivisione.ente.nome
    return richiedi_documento(
        tipo=MODELLO_ESTRATTO,
        titolo=f"Estratto condiviso con {con_chi}"[:200],
        contesto=contesto_estratto(condivisione, vista, base=base),
        ambito=condivisione.caso.ambito,
        operatore=operatore,
        chiave=_chiave(condivisione, vista, base),
        caso_id=condivisione.caso_id,
        oggetto_tipo=OGGETTO_CONDIVISIONE,
        oggetto_id=condivisione.pk,
    )


def _chiave(condivisione: Condivisione, vista: Proiezione, base: str) -> str:
    """What is shown and the words of the law: when either changes, the old print goes out no more."""
    parti = {"vista": impronta_di(vista), "base": base, "fino_al": condivisione.al}
    return f"condivisione:{condivisione.pk}:estratto:{impronta(parti)}"
