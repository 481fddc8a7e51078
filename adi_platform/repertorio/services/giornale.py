"""The register of each day, also of the empty ones: canonical text, chained to the day before."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from adi_platform.organizzazione.models import Ambito
from adi_platform.registro_accessi.models import CatenaLetture, Lettura
from adi_platform.repertorio.catena import canonico, sha256, voce
from adi_platform.repertorio.models import ContatoreRepertorio, GiornaleRegistro, Registrazione
from adi_platform.repertorio.services.registra import ROMA


def chiudi_giornate_mancanti(*, oggi: datetime.date | None = None) -> list[GiornaleRegistro]:
    """Make the register of every past day that has none, for every Ambito; today is not over."""
    limite = oggi or timezone.localdate(timezone=ROMA)
    return [
        giornale
        for ambito in Ambito.objects.order_by("pk")
        for giornale in _recupera(ambito, limite - datetime.timedelta(days=1))
    ]


def contenuto_del_giorno(ambito: Ambito, giorno: datetime.date, sha256_precedente: str) -> str:
    """The file of the day, computed from the rows: the same bytes whenever it is asked."""
    inizio, fine = _estremi(giorno)
    righe = (
        Registrazione.objects.filter(ambito=ambito, registrata_il__gte=inizio, registrata_il__lt=fine)
        .select_related("annulla")
        .order_by("registro", "anno", "numero")
    )
    return canonico(
        {
            "ambito": ambito.codice,
            "giorno": giorno.isoformat(),
            "letture": _testa_delle_letture(ambito, fine),
            "registrazioni": [{**voce(riga), "impronta": riga.impronta} for riga in righe],
            "sha256_precedente": sha256_precedente,
        }
    )


def _recupera(ambito: Ambito, ultimo: datetime.date) -> list[GiornaleRegistro]:
    fatti = []
    while (giornale := _chiudi_il_prossimo(ambito, ultimo)) is not None:
        fatti.append(giornale)
    return fatti


@transaction.atomic
def _chiudi_il_prossimo(ambito: Ambito, ultimo: datetime.date) -> GiornaleRegistro | None:
    """One day in one transaction, with the heads of the chains locked: who is numbering is waited for."""
    Ambito.objects.select_for_update(no_key=True, of=("self",)).get(pk=ambito.pk)
    list(ContatoreRepertorio.objects.select_for_update().filter(ambito=ambito).order_by("pk"))
    list(CatenaLetture.objects.select_for_update().filter(ambito=ambito))
    precedente = GiornaleRegistro.objects.filter(ambito=ambito).order_by("giorno").last()
    giorno = precedente.giorno + datetime.timedelta(days=1) if precedente else _primo_giorno(ambito)
    if giorno > ultimo:
        return None
    impronta = precedente.sha256 if precedente else ""
    contenuto = contenuto_del_giorno(ambito, giorno, impronta)
    inizio, fine = _estremi(giorno)
    return GiornaleRegistro.objects.create(
        ambito=ambito,
        giorno=giorno,
        contenuto=contenuto,
        registrazioni=Registrazione.objects.filter(
            ambito=ambito, registrata_il__gte=inizio, registrata_il__lt=fine
        ).count(),
        sha256_precedente=impronta,
        sha256=sha256(contenuto),
    )


def _primo_giorno(ambito: Ambito) -> datetime.date:
    """The day the Ambito was created here, or that of its first row if older."""
    prima = Registrazione.objects.filter(ambito=ambito).order_by("registrata_il").first()
    istanti = [ambito.creato_il, *([prima.registrata_il] if prima else [])]
    return min(istanti).astimezone(ROMA).date()


def _estremi(giorno: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """From midnight to midnight of Rome: 23 or 25 hours when the clock changes."""
    mezzanotte = datetime.time()
    return (
        datetime.datetime.combine(giorno, mezzanotte, tzinfo=ROMA),
        datetime.datetime.combine(giorno + datetime.timedelta(days=1), mezzanotte, tzinfo=ROMA),
    )


def _testa_delle_letture(ambito: Ambito, fine: datetime.datetime) -> dict[str, Any]:
    ultima = Lettura.objects.filter(ambito=ambito, avvenuta_il__lt=fine).order_by("numero").last()
    return {"numero": ultima.numero, "impronta": ultima.impronta} if ultima else {"numero": 0, "impronta": ""}
