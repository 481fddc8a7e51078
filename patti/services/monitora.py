"""Monitoring: record a check. A human writes what was found; nothing is reported by itself."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.enums import TipoScadenza
from cases.services.scadenze import imposta_scadenza
from cases.services.verifiche import registra_incontro_di_verifica
from patti.enums import STATI_IN_VIGORE, StatoImpegno, TipoPatto
from patti.models import (
    ImpegnoPatto,
    Patto,
    RisultatoAtteso,
    VerificaImpegno,
    VerificaPatto,
    VerificaRisultato,
)
from patti.services.condividi import CHIAVI_VERIFICA
from patti.signals import patto_verificato


@dataclass(frozen=True, slots=True, kw_only=True)
class Giudizio:
    """How one result or one commitment stands, with a note."""

    stato: str
    nota: str = ""


@transaction.atomic
def registra_verifica(
    *,
    patto: Patto,
    operatore: Utente,
    dati: Mapping[str, Any],
    risultati: Mapping[int, Giudizio],
    impegni: Mapping[int, Giudizio],
    al: datetime.date,
) -> VerificaPatto:
    """Record a check held on `dati["data"]`: results and commitments rated, next date agreed.

    It is a meeting with the household: it closes the 90 days and opens them again.
    """
    riga = blocca(patto)
    if riga.stato not in STATI_IN_VIGORE:
        raise DominioError("Si verifica solo un Patto sottoscritto.")
    _controlla_date(riga, dati, al)
    verifica = VerificaPatto.objects.create(patto=riga, operatore=operatore, aggiornato_da=operatore, **dati)
    _registra_risultati(riga, verifica, risultati, operatore)
    _registra_impegni(riga, verifica, impegni, operatore)
    imposta_verifica(riga, decorre_dal=verifica.data, entro=verifica.prossima_data)
    registra_incontro_di_verifica(
        caso=riga.caso,
        il=verifica.data,
        modalita=verifica.modalita,
        nota=f"Verifica del {riga.nome} con la famiglia.",
        operatore=operatore,
        al=al,
    )
    patto_verificato.send(sender=Patto, patto=riga, verifica=verifica, operatore=operatore)
    return verifica


def imposta_verifica(patto: Patto, *, decorre_dal: datetime.date, entro: datetime.date | None) -> None:
    """The next check of the Patto on the desk of the case manager."""
    if entro is None:
        return
    imposta_scadenza(
        caso=patto.caso,
        tipo=TipoScadenza.VERIFICA_PATTO,
        chiave=CHIAVI_VERIFICA[TipoPatto(patto.tipo)],
        titolo=f"Verificare il {patto.nome} con la famiglia",
        entro=entro,
        decorre_dal=decorre_dal,
        perche=f"verifica concordata nel {patto.nome}, versione {patto.numero}",
        passi=[
            {
                "giorno": decorre_dal.isoformat(),
                "testo": f"{patto.nome} sottoscritto o ultima verifica svolta.",
                "riferimento": "Regolamento art. 7" if patto.del_pai else "D.Lgs. 147/2017 art. 6",
            },
            {
                "giorno": entro.isoformat(),
                "testo": "Giorno concordato con la famiglia per la prossima verifica.",
                "riferimento": f"{patto.nome} versione {patto.numero}, piano di verifica",
            },
        ],
    )


def _controlla_date(patto: Patto, dati: Mapping[str, Any], al: datetime.date) -> None:
    if dati["data"] > al:
        raise DominioError("La verifica si registra quando è avvenuta: la data è nel futuro.", campo="data")
    if patto.sottoscritto_il and dati["data"] < patto.sottoscritto_il:
        raise DominioError("In quel giorno il Patto non era ancora sottoscritto.", campo="data")
    if dati["prossima_data"] <= dati["data"]:
        raise DominioError("La prossima verifica viene dopo questa.", campo="prossima_data")
    if patto.verifiche.filter(data=dati["data"]).exists():
        raise DominioError("Per questo giorno la verifica è già registrata.", campo="data")


def _registra_risultati(
    patto: Patto, verifica: VerificaPatto, giudizi: Mapping[int, Giudizio], operatore: Utente
) -> None:
    for riga in RisultatoAtteso.objects.filter(patto=patto, pk__in=giudizi).order_by("pk"):
        giudizio = giudizi[riga.pk]
        VerificaRisultato.objects.create(
            verifica=verifica, risultato=riga, stato=giudizio.stato, nota=giudizio.nota
        )
        if riga.stato != giudizio.stato:
            riga.stato, riga.aggiornato_da = giudizio.stato, operatore
            riga.save()


def _registra_impegni(
    patto: Patto, verifica: VerificaPatto, giudizi: Mapping[int, Giudizio], operatore: Utente
) -> None:
    for riga in ImpegnoPatto.objects.filter(patto=patto, pk__in=giudizi).order_by("pk"):
        giudizio = giudizi[riga.pk]
        if giudizio.stato == StatoImpegno.SEGNALATO:
            raise DominioError("Una segnalazione si propone dalla sua pagina, non da qui.")
        if giudizio.stato == StatoImpegno.NON_RISPETTATO_GIUSTIFICATO and not giudizio.nota.strip():
            raise DominioError(
                "Scrivi il motivo per cui l'impegno non è stato possibile.", campo=f"impegno_{riga.pk}_nota"
            )
        VerificaImpegno.objects.create(
            verifica=verifica, impegno=riga, stato=giudizio.stato, nota=giudizio.nota
        )
        if riga.stato != giudizio.stato:
            riga.stato, riga.aggiornato_da = giudizio.stato, operatore
            riga.save()
