"""Which mail addresses are of a body, and what the coordinator is told of its accounts."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.organizzazione.models import Ente, Utente
from adi_platform.organizzazione.services.incarichi import coordinatori_di
from adi_platform.outbox.services.accoda import accoda_messaggio

EVENTO = "rete.account"
OGGETTO = "Gli account degli enti della rete"
TESTO = """Buongiorno {nome},

{che_cosa}: {ente}.
Chi è si legge qui: {indirizzo}
"""
NUOVO_ACCOUNT = "c'è un nuovo account del portale per"
DA_CONFERMARE = "un invito aspetta la tua conferma per"


def di_un_suo_dominio(ente: Ente, indirizzo: str) -> bool:
    """True also when nobody has said the domains of the body. A subdomain is another domain."""
    return not ente.domini or indirizzo.rpartition("@")[2].lower() in ente.domini


def controlla_dominio(ente: Ente, indirizzo: str) -> None:
    """Raise DominioError beside `email` for an address that is not of the body."""
    if not di_un_suo_dominio(ente, indirizzo):
        ammessi = ", ".join(f"@{dominio}" for dominio in ente.domini)
        raise DominioError(
            f"{ente} usa indirizzi {ammessi}: scrivi quello di lavoro della persona. Se l'ente ne usa altri, "
            "li aggiunge il coordinamento dell'Ambito dalla pagina dell'ente.",
            campo="email",
        )


@transaction.atomic
def imposta_domini(*, ente: Ente, domini: Sequence[str], prima: Sequence[str], operatore: Utente) -> Ente:
    """`prima`: those that the page showed. Raises ConflittoDiVersione when somebody has changed them since."""
    riga = blocca(ente)
    if list(prima) != riga.domini:
        raise ConflittoDiVersione("Nel frattempo un collega ha cambiato i domini di questo ente.")
    riga.domini, riga.aggiornato_da = list(domini), operatore
    riga.save()
    return riga


def avvisa_coordinamento(ente: Ente, *, che_cosa: str, motivo: str) -> None:
    """A letter to each coordinator, without the name of who was invited."""
    dove = f"{settings.INDIRIZZO_PUBBLICO}{reverse('rete-ente', args=[ente.pk])}"
    for utente in coordinatori_di(ente.ambito_id):
        accoda_messaggio(
            evento=EVENTO,
            destinatario_email=utente.email,
            oggetto=OGGETTO,
            testo=TESTO.format(nome=utente.nome, che_cosa=che_cosa, ente=ente.nome, indirizzo=dove),
            chiave=f"rete:{motivo}:{utente.pk}",
            ambito_id=ente.ambito_id,
        )
