"""What to notice in the ISEE attestations of a household. Pure."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from adi_platform.norme.errori import ParametroSenzaValore
from adi_platform.norme.loader import Norme

GIORNI_DI_PREAVVISO = 60
INCLUSIONE = "prestazioni_familiari_inclusione"
ORDINARIO = "ordinario"

_ANNO_DSU = re.compile(r"INPS-ISEE-(20[0-9]{2})-", re.ASCII)


def anno_della_dsu(protocollo: str) -> int | None:
    """The year that the protocol of the DSU carries, as in INPS-ISEE-2026-01234567A-00."""
    trovato = _ANNO_DSU.match(protocollo.strip().upper())
    return int(trovato[1]) if trovato else None


def tipo_dell_anno(anno: int | None, *, norme: Norme) -> str:
    """The kind that counts for AdI in the year of the DSU; ordinary when the year is not known."""
    if anno is None:
        return ORDINARIO
    try:
        return norme.valore("adi.tipo_isee", al=datetime.date(anno, 12, 31)).elenco[0]
    except ParametroSenzaValore:  # a DSU of before the Assegno di Inclusione
        return ORDINARIO


def tipo_nell_anno(tipo: str, anno: int | None, *, norme: Norme) -> str:
    """`tipo` as said of a whole list: a DSU of before the new kind existed is of the kind of its year."""
    return tipo_dell_anno(anno, norme=norme) if anno and tipo == INCLUSIONE else tipo


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestazione:
    """An attestation as a value."""

    tipo: str
    etichetta: str
    valore: Decimal | None
    scade_il: datetime.date | None
    presentata_il: datetime.date | None = None
    da_confermare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AvvisoISEE:
    codice: str
    testo: str


def vigenti(attestazioni: Sequence[Attestazione], *, al: datetime.date) -> list[Attestazione]:
    return [a for a in attestazioni if a.scade_il is None or a.scade_il >= al]


def avvisi_isee(attestazioni: Sequence[Attestazione], *, al: datetime.date) -> list[AvvisoISEE]:
    """What the office should look at: none in force, about to expire, zero, two values, not confirmed."""
    if not attestazioni:
        return [
            AvvisoISEE(codice="mancante", testo="Nessuna attestazione ISEE: chiedi di presentare la DSU.")
        ]
    buone = vigenti(attestazioni, al=al)
    avvisi = [*_scadenze(attestazioni, buone, al=al), *_valori(buone)]
    if any(a.da_confermare for a in buone):
        avvisi.append(
            AvvisoISEE(
                codice="da_confermare",
                testo="Nell'elenco l'ISEE è scritto in modi diversi: conferma il valore giusto.",
            )
        )
    return avvisi


def _scadenze(
    tutte: Sequence[Attestazione], buone: list[Attestazione], *, al: datetime.date
) -> list[AvvisoISEE]:
    if not buone:
        ultima = max((a.scade_il for a in tutte if a.scade_il), default=al)
        return [AvvisoISEE(codice="scaduto", testo=f"L'ISEE è scaduto il {ultima:%d/%m/%Y}.")]
    avvisi = []
    for a in buone:
        if a.scade_il and (a.scade_il - al).days <= GIORNI_DI_PREAVVISO:
            testo = f"L'ISEE ({a.etichetta.lower()}) scade il {a.scade_il:%d/%m/%Y}."
            avvisi.append(AvvisoISEE(codice="in_scadenza", testo=testo))
    return avvisi


def _valori(buone: list[Attestazione]) -> list[AvvisoISEE]:
    avvisi = []
    if any(a.valore == 0 for a in buone):
        avvisi.append(
            AvvisoISEE(
                codice="zero", testo="ISEE pari a zero: verifica con la famiglia di che cosa vive ogni mese."
            )
        )
    if len({a.valore for a in buone if a.tipo == ORDINARIO and a.valore is not None}) > 1:
        avvisi.append(
            AvvisoISEE(
                codice="due_ordinari", testo="Ci sono due ISEE ordinari con valori diversi: quale vale?"
            )
        )
    inclusione = {a.valore for a in buone if a.tipo == INCLUSIONE and a.valore is not None}
    altri = {a.valore for a in buone if a.tipo == ORDINARIO and a.valore is not None}
    if inclusione and altri and inclusione != altri:
        avvisi.append(
            AvvisoISEE(
                codice="due_valori",
                testo="L'ISEE per l'inclusione e quello ordinario hanno valori diversi: "
                "per l'Assegno di inclusione vale il primo.",
            )
        )
    return avvisi
