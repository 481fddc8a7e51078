"""The half-yearly list of what was granted in derogation, for Giunta and anticorruption officer (art. 18)."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.repertorio.catena import canonico, sha256
from adi_platform.repertorio.services.registra import registra
from adi_platform.ui.formati import euro
from adi_platform.ui.formati import giorno as in_parole
from contributi.enums import StatoProvvedimento, TipoProvvedimento
from contributi.models import ElencoDeroghe, Provvedimento

TIPO_ELENCO = "contributi.deroghe"
REGISTRO = "deroghe"


def semestre(anno: int, numero: int) -> tuple[datetime.date, datetime.date]:
    """First and last day of the first or second half of the year."""
    if numero == 1:
        return datetime.date(anno, 1, 1), datetime.date(anno, 6, 30)
    return datetime.date(anno, 7, 1), datetime.date(anno, 12, 31)


def deroghe_del_periodo(ambito: Ambito, dal: datetime.date, al: datetime.date) -> list[dict[str, Any]]:
    """One line for each act, without the person: who controls opens the act by its number."""
    atti = Provvedimento.objects.filter(
        richiesta__ambito=ambito,
        tipo=TipoProvvedimento.DEROGA,
        stato=StatoProvvedimento.ADOTTATO,
        adottato_il__gte=dal,
        adottato_il__lte=al,
    ).select_related("richiesta__misura", "registrazione", "proposta")
    return [
        {
            "numero": p.registrazione.segnatura if p.registrazione else "",
            "data": in_parole(p.adottato_il),
            "misura": p.richiesta.misura.nome,
            "articoli": p.articoli,
            "totale": euro(p.totale),
            "importo": str(p.totale),
            "proposta": f"Commissione tecnica, proposta n. {p.proposta.numero}" if p.proposta else "",
        }
        for p in atti.order_by("adottato_il", "pk")
    ]


@transaction.atomic
def forma_elenco(
    *, ambito: Ambito, anno: int, numero: int, operatore: Utente, al: datetime.date
) -> ElencoDeroghe:
    """Freeze, register and print the list of a half-year that is over; also when it is empty."""
    dal, fine = semestre(anno, numero)
    if fine >= al:
        raise DominioError(
            f"Il semestre finisce il {fine:%d/%m/%Y}: l'elenco si forma dopo.", campo="semestre"
        )
    if ElencoDeroghe.objects.filter(ambito=ambito, dal=dal).exists():
        raise DominioError("L'elenco di questo semestre c'è già.", campo="semestre")
    righe = deroghe_del_periodo(ambito, dal, fine)
    registrazione = registra(
        ambito=ambito,
        registro=REGISTRO,
        oggetto=f"Elenco dei sostegni in deroga dal {dal:%d/%m/%Y} al {fine:%d/%m/%Y}",
        corrispondente="Giunta e Responsabile della prevenzione della corruzione",
        documento_sha256=sha256(canonico(righe)),
        operatore=operatore,
    )
    try:
        elenco = ElencoDeroghe.objects.create(
            ambito=ambito, dal=dal, al=fine, righe=righe, registrazione=registrazione, creato_da=operatore
        )
    except IntegrityError as errore:
        raise DominioError("L'elenco di questo semestre c'è già.", campo="semestre") from errore
    elenco.documento = richiedi_documento(
        tipo=TIPO_ELENCO,
        titolo=f"Sostegni in deroga, {numero}° semestre {anno}",
        contesto={
            "dal": in_parole(dal),
            "al": in_parole(fine),
            "numero": registrazione.segnatura,
            "righe": righe,
            "totale": euro(sum((Decimal(r["importo"]) for r in righe), Decimal(0))),
        },
        ambito=ambito,
        operatore=operatore,
        chiave=f"deroghe:{elenco.pk}",
        oggetto_tipo=TIPO_ELENCO,
        oggetto_id=elenco.pk,
    )
    elenco.save()
    return elenco
