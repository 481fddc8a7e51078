"""Protected address: moved to an encrypted table, opened only on a logged request with a reason.

The address must not travel with the household, so it leaves the plain columns, the history of the
person and the rows of the lists that brought it in.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from adi_platform.base_models.storico import ripulisci_storia
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.ricerca.testo import normalizza, pulisci_testo
from cases.models import Persona, Recapito, RecapitoProtetto, RigaImportazione
from cases.permissions_anagrafe import puo_aprire_protetto
from cases.services.cifratura import Cifrato, chiave_corrente, cifra, decifra
from cases.services.recapiti import aggiungi_recapito, controlla_recapito

CARATTERI_DEL_MOTIVO = 10
RISERVATO = "[riservato]"
NON_AUTORIZZATO = (
    "Il domicilio protetto lo apre solo l'assistente sociale del caso o il coordinamento: rivolgiti a loro."
)


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
def proteggi_persona(*, persona: Persona, operatore: Utente | None) -> Persona:
    """Raise the flag and move address and contacts where only few may open them."""
    riga = _bloccata(persona)
    if riga.protetta:
        return riga
    recapiti = list(riga.recapiti.all())
    contenuto = ContenutoProtetto(
        indirizzo=riga.indirizzo,
        residenza_altrove=riga.residenza_altrove,
        recapiti=tuple(VoceRecapito(tipo=r.tipo, valore=r.valore, nota=r.nota) for r in recapiti),
    )
    _deposita(riga, contenuto)
    Recapito.objects.filter(persona=riga).delete()
    riga.protetta, riga.indirizzo, riga.residenza_altrove = True, "", ""
    riga.versione += 1
    riga.aggiornato_da = operatore
    riga.save()
    ripulisci_storia(riga, indirizzo="", residenza_altrove="")
    _ripulisci_elenchi(
        riga, [contenuto.indirizzo, contenuto.residenza_altrove, *(r.valore for r in contenuto.recapiti)]
    )
    return riga


@transaction.atomic
def togli_protezione(*, persona: Persona, operatore: Utente, perimetro: Perimetro, motivo: str) -> Persona:
    """Put address and contacts back in the sheet, with a reason, by whoever may open them."""
    riga = _bloccata(persona)
    if not riga.protetta:
        return riga
    contenuto = leggi_recapito_protetto(persona=riga, perimetro=perimetro, motivo=motivo)
    RecapitoProtetto.objects.filter(persona=riga).delete()
    riga.protetta = False
    riga.indirizzo, riga.residenza_altrove = contenuto.indirizzo, contenuto.residenza_altrove
    riga.versione += 1
    riga.aggiornato_da = operatore
    riga.save()
    for voce in contenuto.recapiti:
        aggiungi_recapito(
            persona=riga, operatore=operatore, tipo=voce.tipo, valore=voce.valore, nota=voce.nota
        )
    return riga


@transaction.atomic
def scrivi_recapito_protetto(
    *, persona: Persona, perimetro: Perimetro, contenuto: ContenutoProtetto
) -> RecapitoProtetto:
    """Replace the protected address and contacts."""
    riga = _bloccata(persona)
    if not riga.protetta:
        raise DominioError("La persona non ha il domicilio protetto: scrivi l'indirizzo nella sua scheda.")
    if not puo_aprire_protetto(perimetro, riga):
        raise DominioError(NON_AUTORIZZATO)
    puliti = ContenutoProtetto(
        indirizzo=pulisci_testo(contenuto.indirizzo),
        residenza_altrove=pulisci_testo(contenuto.residenza_altrove),
        recapiti=tuple(
            VoceRecapito(
                tipo=r.tipo,
                valore=controlla_recapito(tipo=r.tipo, valore=r.valore),
                nota=pulisci_testo(r.nota),
            )
            for r in contenuto.recapiti
        ),
    )
    return _deposita(riga, puliti)


def leggi_recapito_protetto(*, persona: Persona, perimetro: Perimetro, motivo: str) -> ContenutoProtetto:
    """Open the protected address. The view that calls this declares a read event and notes the reason."""
    if not puo_aprire_protetto(perimetro, persona):
        raise DominioError(NON_AUTORIZZATO)
    if sum(not c.isspace() for c in motivo) < CARATTERI_DEL_MOTIVO:
        raise DominioError("Scrivi perché ti serve l'indirizzo: bastano poche parole.", campo="motivo")
    riga = RecapitoProtetto.objects.filter(persona=persona).first()
    return _apri(riga) if riga else ContenutoProtetto()


@transaction.atomic
def ruota_chiavi() -> int:
    """Encrypt again, with the key of today, every row written with an older one. How many rows."""
    corrente = chiave_corrente()
    righe = RecapitoProtetto.objects.select_for_update().exclude(chiave=corrente).order_by("pk")
    quante = 0
    for riga in righe:
        _scrivi(riga, _apri(riga))
        quante += 1
    return quante


def _bloccata(persona: Persona) -> Persona:
    return Persona.objects.select_for_update(of=("self",)).get(pk=persona.pk)


def _contesto(persona_id: int) -> str:
    return f"recapito_protetto:{persona_id}"


def _deposita(persona: Persona, contenuto: ContenutoProtetto) -> RecapitoProtetto:
    riga = RecapitoProtetto.objects.filter(persona=persona).first() or RecapitoProtetto(persona=persona)
    return _scrivi(riga, contenuto)


def _scrivi(riga: RecapitoProtetto, contenuto: ContenutoProtetto) -> RecapitoProtetto:
    cifrato = cifra(json.dumps(asdict(contenuto)), contesto=_contesto(riga.persona_id))
    riga.cifrato, riga.chiave = cifrato.contenuto, cifrato.chiave
    riga.save()
    return riga


def _apri(riga: RecapitoProtetto) -> ContenutoProtetto:
    cifrato = Cifrato(contenuto=bytes(riga.cifrato), chiave=riga.chiave)
    dati = json.loads(decifra(cifrato, contesto=_contesto(riga.persona_id)))
    recapiti = tuple(VoceRecapito(**voce) for voce in dati.pop("recapiti"))
    return ContenutoProtetto(**dati, recapiti=recapiti)


def _ripulisci_elenchi(persona: Persona, valori: Iterable[str]) -> None:
    """Take the same values out of the rows of the lists that brought the person in."""
    da_togliere = {normalizza(v) for v in valori if normalizza(v)}
    righe = RigaImportazione.objects.filter(
        Q(caso__componenti__persona=persona) | Q(caso__nucleo__appartenenze__persona=persona),
        importazione__ambito=persona.ambito_id,
    )
    for riga in RigaImportazione.objects.filter(pk__in=righe.values("pk")) if da_togliere else ():
        riga.grezzi = _senza(riga.grezzi, da_togliere)
        riga.correzioni = _senza(riga.correzioni, da_togliere)
        riga.valori = _senza(riga.valori, da_togliere)
        riga.differenze = _senza(riga.differenze, da_togliere)
        riga.save(update_fields=["grezzi", "correzioni", "valori", "differenze"])


def _senza(dato: Any, da_togliere: set[str]) -> Any:
    """The same JSON with every text equal to one of the values replaced."""
    if isinstance(dato, dict):
        return {chiave: _senza(valore, da_togliere) for chiave, valore in dato.items()}
    if isinstance(dato, list):
        return [_senza(valore, da_togliere) for valore in dato]
    if isinstance(dato, str) and normalizza(dato) in da_togliere:
        return RISERVATO
    return dato
