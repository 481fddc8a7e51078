"""Where a protected address is kept: encrypted rows, written and opened here and nowhere else."""

import json
from dataclasses import asdict, dataclass, field
from typing import TypeVar

from django.db import transaction

from adi_platform.ricerca.testo import normalizza
from cases.models import Importazione, Persona, RecapitoProtetto, RecapitoRicevuto
from cases.services.cifratura import Cifrato, chiave_corrente, cifra, decifra

Custodia = TypeVar("Custodia", RecapitoProtetto, RecapitoRicevuto)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceRecapito:
    tipo: str
    valore: str
    nota: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContenutoProtetto:
    """What the encrypted row holds."""

    indirizzo: str = ""
    residenza_altrove: str = ""
    recapiti: tuple[VoceRecapito, ...] = field(default=())


@transaction.atomic
def deposita_ricevuto(
    *, persona: Persona, importazione: Importazione, contenuto: ContenutoProtetto
) -> RecapitoRicevuto | None:
    """Keep what a list wrote of a protected person, unless it says nothing that is not already known."""
    nota = RecapitoProtetto.objects.filter(persona=persona).first()
    if not _testi(contenuto) - (_testi(apri(nota)) if nota else set()):
        return None
    riga = RecapitoRicevuto.objects.filter(persona=persona, importazione=importazione).first()
    return scrivi(riga or RecapitoRicevuto(persona=persona, importazione=importazione), contenuto)


def _testi(contenuto: ContenutoProtetto) -> set[str]:
    """The values, in the form in which they are compared."""
    valori = (contenuto.indirizzo, contenuto.residenza_altrove, *(r.valore for r in contenuto.recapiti))
    return {normalizza(v) for v in valori if normalizza(v)}


@transaction.atomic
def ruota_chiavi() -> int:
    """Encrypt again, with the key of today, every row written with an older one. How many rows."""
    return _ricifra(RecapitoProtetto) + _ricifra(RecapitoRicevuto)


def _ricifra(modello: type[Custodia]) -> int:
    righe = modello._default_manager.select_for_update().exclude(chiave=chiave_corrente()).order_by("pk")
    quante = 0
    for riga in righe:
        scrivi(riga, apri(riga))
        quante += 1
    return quante


def _contesto(riga: RecapitoProtetto | RecapitoRicevuto) -> str:
    """The place a text is encrypted for: moved to another row it does not open."""
    posto = "recapito_protetto" if isinstance(riga, RecapitoProtetto) else "recapito_ricevuto"
    return f"{posto}:{riga.persona_id}"


def deposita(persona: Persona, contenuto: ContenutoProtetto) -> RecapitoProtetto:
    riga = RecapitoProtetto.objects.filter(persona=persona).first() or RecapitoProtetto(persona=persona)
    return scrivi(riga, contenuto)


def scrivi(riga: Custodia, contenuto: ContenutoProtetto) -> Custodia:
    cifrato = cifra(json.dumps(asdict(contenuto)), contesto=_contesto(riga))
    riga.cifrato, riga.chiave = cifrato.contenuto, cifrato.chiave
    riga.save()
    return riga


def apri(riga: RecapitoProtetto | RecapitoRicevuto) -> ContenutoProtetto:
    cifrato = Cifrato(contenuto=bytes(riga.cifrato), chiave=riga.chiave)
    dati = json.loads(decifra(cifrato, contesto=_contesto(riga)))
    recapiti = tuple(VoceRecapito(**voce) for voce in dati.pop("recapiti"))
    return ContenutoProtetto(**dati, recapiti=recapiti)
