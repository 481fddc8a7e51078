"""What a shop does with a voucher: look at it by its whole code, spend, undo. Nobody spends the same cent twice."""

import datetime
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.documenti.codici import leggi_codice
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.ui.formati import euro
from contributi.enums import StatoBuono
from contributi.models import Buono, Esercizio, UtilizzoBuono
from contributi.rules.piano_rate import ZERO, centesimi

NON_TROVATO = "Nessun buono con questo codice: controlla le sedici lettere e cifre."
PERCHE_NO = {
    StatoBuono.SOSPESO: "Questo buono è sospeso: la persona può chiedere al servizio sociale.",
    StatoBuono.ESAURITO: "Questo buono è già stato speso tutto.",
    StatoBuono.SCADUTO: "Questo buono è scaduto.",
    StatoBuono.ANNULLATO: "Questo buono non è più valido.",
}


class BuonoNonTrovato(DominioError):
    """The code opens nothing here: counted, so that codes cannot be guessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuonoPerEsercizio:
    """All that a shop may see of a voucher."""

    codice: str
    iniziali: str
    merci: tuple[dict[str, str], ...]
    residuo: Decimal
    scade_il: datetime.date


def guarda_buono(*, codice: str, esercizio: Esercizio, al: datetime.date) -> BuonoPerEsercizio:
    """Raises BuonoNonTrovato when the whole code is not right, DominioError when it cannot be spent today."""
    buono = _con_codice(codice, esercizio).select_related("titolare").first()
    if buono is None:
        raise BuonoNonTrovato(NON_TROVATO, campo="codice")
    _spendibile(buono, esercizio, al)
    return BuonoPerEsercizio(
        codice=buono.codice,
        iniziali=f"{buono.titolare.nome[:1]}. {buono.titolare.cognome[:1]}.",
        merci=tuple(buono.merci),
        residuo=buono.residuo,
        scade_il=buono.scade_il,
    )


@transaction.atomic
def spendi_buono(
    *,
    codice: str,
    esercizio: Esercizio,
    importo: Decimal,
    scontrino: str,
    chiave: uuid.UUID,
    operatore: Utente,
    al: datetime.date,
) -> UtilizzoBuono:
    """Record a purchase under the lock of the voucher. The same `chiave` gives back the purchase already made."""
    buono = _con_codice(codice, esercizio).select_for_update(of=("self",)).first()
    if buono is None:
        raise BuonoNonTrovato(NON_TROVATO, campo="codice")
    fatto = UtilizzoBuono.objects.filter(chiave=chiave).first()
    if fatto is not None:
        if fatto.buono_id == buono.pk and fatto.esercizio_id == esercizio.pk:
            return fatto
        raise DominioError("Questa spesa è già registrata: ricomincia dal codice del buono.")
    _spendibile(buono, esercizio, al)
    importo = centesimi(importo)
    _entro_il_residuo(buono, importo)
    if buono.utilizzi.filter(esercizio=esercizio, scontrino=scontrino, annullato_il__isnull=True).exists():
        raise DominioError("Questo scontrino è già registrato su questo buono.", campo="scontrino")
    utilizzo = UtilizzoBuono.objects.create(
        buono=buono,
        esercizio=esercizio,
        importo=importo,
        scontrino=scontrino,
        chiave=chiave,
        operatore=operatore,
    )
    buono.speso += importo
    buono.stato = StatoBuono.ESAURITO if buono.residuo == ZERO else StatoBuono.ATTIVO
    buono.aggiornato_da = operatore
    buono.save()
    return utilizzo


@transaction.atomic
def annulla_utilizzo(*, utilizzo: UtilizzoBuono, motivo: str, operatore: Utente) -> UtilizzoBuono:
    """Undo a purchase recorded by mistake, before it enters a statement. The row stays."""
    if not motivo.strip():
        raise DominioError("Scrivi perché annulli la spesa.", campo="motivo")
    buono, riga = blocca(utilizzo.buono), blocca(utilizzo)
    if riga.annullato_il is not None:
        raise DominioError("Questa spesa è già annullata.")
    if riga.rendiconto_id is not None:
        raise DominioError("Questa spesa è già nel rendiconto del mese: scrivi all'ufficio amministrativo.")
    if buono.stato not in (StatoBuono.ATTIVO, StatoBuono.SOSPESO, StatoBuono.ESAURITO):
        raise DominioError("Il buono è già chiuso: scrivi all'ufficio amministrativo.")
    riga.annullato_il, riga.annullato_da, riga.motivo = timezone.now(), operatore, motivo.strip()
    riga.save()
    buono.speso -= riga.importo
    if buono.stato == StatoBuono.ESAURITO:
        buono.stato = StatoBuono.ATTIVO
    buono.aggiornato_da = operatore
    buono.save()
    return riga


def accreditato(esercizio: Esercizio, al: datetime.date) -> bool:
    fine = esercizio.accreditato_al
    return esercizio.accreditato_dal <= al and (fine is None or al <= fine)


def _con_codice(codice: str, esercizio: Esercizio) -> QuerySet[Buono]:
    return Buono.objects.filter(codice=leggi_codice(codice) or "-", ambito=esercizio.ambito_id)


def _spendibile(buono: Buono, esercizio: Esercizio, al: datetime.date) -> None:
    if not accreditato(esercizio, al):
        raise DominioError("Il vostro accreditamento non è in vigore: scrivi all'ufficio amministrativo.")
    if buono.stato in PERCHE_NO:
        raise DominioError(PERCHE_NO[StatoBuono(buono.stato)], campo="codice")
    if al > buono.scade_il:
        raise DominioError(PERCHE_NO[StatoBuono.SCADUTO], campo="codice")
    if al < buono.valido_dal:
        raise DominioError(f"Questo buono vale dal {buono.valido_dal:%d/%m/%Y}.", campo="codice")


def _entro_il_residuo(buono: Buono, importo: Decimal) -> None:
    if importo <= ZERO:
        raise DominioError("Scrivi un importo maggiore di zero.", campo="importo")
    if importo > buono.residuo:
        raise DominioError(
            f"Sul buono restano {euro(buono.residuo)}: scrivi al massimo questa somma.", campo="importo"
        )
