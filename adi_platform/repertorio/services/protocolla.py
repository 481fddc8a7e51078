"""Ask the body's protocol for its number: after the commit, again until it answers, once."""

from django.db import transaction
from django.utils import timezone

from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.accoda import accoda_lavoro
from adi_platform.repertorio.models import EstremiProtocollo, Registrazione
from adi_platform.repertorio.protocollo import (
    NumeroProtocollo,
    RichiestaProtocollo,
    sistema_protocollo,
    usa_protocollo_esterno,
)

TIPO_LAVORO = "repertorio.protocolla"


def chiedi_protocollo(riga: Registrazione) -> None:
    """The built-in register answers at once; a service of the body is called by the worker."""
    if not usa_protocollo_esterno():
        _annota(riga, sistema_protocollo().protocolla(_richiesta(riga)))
        return
    accoda_lavoro(
        tipo=TIPO_LAVORO,
        chiave=f"protocollo:{riga.pk}",
        dati={"registrazione": riga.pk},
        ambito_id=riga.ambito_id,
    )


def protocolla(lavoro: Lavoro) -> None:
    """Executor of `repertorio.protocolla`: safe to run twice, the key of the request is always the same."""
    riga = Registrazione.objects.select_related("ambito").get(pk=lavoro.dati["registrazione"])
    if EstremiProtocollo.objects.filter(registrazione=riga).exists():
        return
    numero = sistema_protocollo().protocolla(_richiesta(riga))
    with transaction.atomic():
        _annota(riga, numero)


def _annota(riga: Registrazione, numero: NumeroProtocollo) -> None:
    EstremiProtocollo.objects.get_or_create(
        registrazione=riga,
        defaults={"sistema": numero.sistema, "numero": numero.numero, "data": numero.data},
    )


def _richiesta(riga: Registrazione) -> RichiestaProtocollo:
    return RichiestaProtocollo(
        chiave=f"{riga.ambito.codice}:{riga.registro}:{riga.segnatura}",
        ambito_codice=riga.ambito.codice,
        registro=riga.registro,
        segnatura=riga.segnatura,
        oggetto=riga.oggetto,
        corrispondente=riga.corrispondente,
        documento_sha256=riga.documento_sha256,
        registrata_il=timezone.localtime(riga.registrata_il),
    )
