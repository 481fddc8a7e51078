"""Copy what a Patto says into its next version. Identities stay, so progress can be followed."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model

from adi_platform.organizzazione.models import Utente
from patti.documents.lettura import obiettivi_di
from patti.models import (
    ContenutoPai,
    ImpegnoPatto,
    ObiettivoPatto,
    ParenteTenuto,
    Patto,
    RisultatoAtteso,
    SostegnoPatto,
)
from patti.services.priorita import copia_priorita

NON_COPIATI = frozenset({"id", "patto", "obiettivo", "risultato", "sostegno", "versione", "aggiornato_da"})


def copia_contenuto(
    *,
    da: Patto,
    a: Patto,
    operatore: Utente,
    sostegni_chiusi: Collection[str] = (),
    impegni_chiusi: Collection[str] = (),
) -> None:
    """Copy objectives, results, supports and commitments, without those already closed."""
    for obiettivo in obiettivi_di(da):
        nuovo = ObiettivoPatto.objects.create(**_valori(obiettivo), patto=a, aggiornato_da=operatore)
        copia_priorita(da=obiettivo, a=nuovo, operatore=operatore)
        for risultato in obiettivo.risultati.all():
            _copia_risultato(risultato, nuovo, operatore, sostegni_chiusi, impegni_chiusi)
    if da.del_pai:
        ContenutoPai.objects.create(**_valori(da.pai), patto=a, aggiornato_da=operatore)
        for parente in da.parenti.all():
            ParenteTenuto.objects.create(**_valori(parente), patto=a, aggiornato_da=operatore)


def _copia_risultato(
    risultato: RisultatoAtteso,
    obiettivo: ObiettivoPatto,
    operatore: Utente,
    sostegni_chiusi: Collection[str],
    impegni_chiusi: Collection[str],
) -> None:
    comuni = {"patto": obiettivo.patto, "aggiornato_da": operatore}
    nuovo = RisultatoAtteso.objects.create(**_valori(risultato), obiettivo=obiettivo, **comuni)
    nuovo.componenti.set(risultato.componenti.all())
    sostegni: dict[int, SostegnoPatto] = {}
    for sostegno in risultato.sostegni.all():
        if sostegno.stato in sostegni_chiusi:
            continue
        copia = SostegnoPatto.objects.create(**_valori(sostegno), risultato=nuovo, **comuni)
        copia.componenti.set(sostegno.componenti.all())
        sostegni[sostegno.pk] = copia
    for impegno in risultato.impegni.all():
        if impegno.stato in impegni_chiusi:
            continue
        legato = sostegni.get(impegno.sostegno_id) if impegno.sostegno_id else None
        altro = ImpegnoPatto.objects.create(**_valori(impegno), risultato=nuovo, sostegno=legato, **comuni)
        altro.altri.set(impegno.altri.all())


def _valori(riga: Model) -> dict[str, Any]:
    """Plain columns of a row, identity and state included."""
    return {
        campo.attname: getattr(riga, campo.attname)
        for campo in riga._meta.concrete_fields
        if (campo.name not in NON_COPIATI and campo.editable is not False) or campo.name == "identita"
    }
