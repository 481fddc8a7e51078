"""The household as its rows tell it together: one value per fact, or none when they disagree."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cases.rules.anagrafe import minorenne
from cases.rules.elenco.celle import piega
from cases.rules.elenco.letture import PersonaLetta, RigaLetta, Rilievo
from cases.rules.elenco.persona import richiede_il_beneficio
from cases.rules.elenco.traduzione import tipo_isee_di

_DSU = re.compile(r"INPS-ISEE-[0-9]{4}-[0-9]{8}[A-Z]-[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NucleoLetto:
    """A household ready to enter. `data_pad` and `isee` are None when missing or discordant."""

    domanda: str
    data_domanda: datetime.date | None
    data_pad: datetime.date | None
    data_trasmissione: datetime.date | None
    isee: Decimal | None
    valori_isee: tuple[Decimal, ...]
    date_pad: tuple[datetime.date, ...]
    comune: str
    tipo_isee: str
    dsu: str
    indirizzo: str
    telefono: str
    email: str
    periodo: str
    note: str
    persone: tuple[PersonaLetta, ...]
    avvisi: tuple[Rilievo, ...]

    @property
    def pad_discorde(self) -> bool:
        return len(self.date_pad) > 1

    @property
    def isee_discorde(self) -> bool:
        return len(self.valori_isee) > 1

    @property
    def richiedente(self) -> PersonaLetta | None:
        return next((p for p in self.persone if richiede_il_beneficio(p.relazione)), None)


def componi_nucleo(righe: Sequence[RigaLetta], *, comuni: frozenset[str]) -> NucleoLetto:
    """Put together the accepted rows of one application. `comuni`: folded names of the Ambito."""
    dati = [r.nucleo for r in righe]
    date_pad = tuple(sorted({d.data_pad for d in dati if d.data_pad}))
    valori_isee = tuple(sorted({d.isee for d in dati if d.isee is not None}))
    date_domanda = sorted(d.data_domanda for d in dati if d.data_domanda)
    trasmissioni = sorted(d.data_trasmissione for d in dati if d.data_trasmissione)
    nomi_comune = [d.comune for d in dati if d.comune]
    nucleo = NucleoLetto(
        domanda=righe[0].domanda,
        data_domanda=date_domanda[0] if date_domanda else None,
        data_pad=date_pad[0] if len(date_pad) == 1 else None,
        data_trasmissione=trasmissioni[0] if trasmissioni else None,
        isee=valori_isee[0] if len(valori_isee) == 1 else None,
        valori_isee=valori_isee,
        date_pad=date_pad,
        comune=nomi_comune[0] if nomi_comune else "",
        tipo_isee=next((d.tipo_isee for d in dati if d.tipo_isee), ""),
        dsu=next((d.dsu for d in dati if d.dsu), ""),
        indirizzo=next((d.indirizzo for d in dati if d.indirizzo), ""),
        telefono=next((d.telefono for d in dati if d.telefono), ""),
        email=next((d.email for d in dati if d.email), ""),
        periodo=next((d.periodo for d in dati if d.periodo), ""),
        note="\n".join(dict.fromkeys(d.note for d in dati if d.note)),
        persone=tuple({p.chiave: p for r in reversed(righe) for p in reversed(r.persone)}.values())[::-1],
        avvisi=(),
    )
    avvisi = (
        *_avvisi_pad(nucleo),
        *_avvisi_isee(nucleo),
        *_avvisi_comune(nomi_comune, comuni),
        *_avvisi_dsu({d.dsu for d in dati if d.dsu}),
    )
    return replace(nucleo, avvisi=avvisi)


def _avvisi_pad(nucleo: NucleoLetto) -> list[Rilievo]:
    if nucleo.pad_discorde:
        return [Rilievo(codice="PAD_DISCORDE", campo="data_pad")]
    if nucleo.data_pad is None:
        return [Rilievo(codice="PAD_MANCANTE", campo="data_pad")]
    if nucleo.data_domanda and nucleo.data_pad < nucleo.data_domanda:
        return [Rilievo(codice="PAD_PRIMA_DOMANDA", campo="data_pad")]
    return []


def _avvisi_isee(nucleo: NucleoLetto) -> list[Rilievo]:
    oscuro = nucleo.tipo_isee and not tipo_isee_di(nucleo.tipo_isee)
    tipo = [Rilievo(codice="ISEE_TIPO_NON_RICONOSCIUTO", campo="tipo_isee")] if oscuro else []
    if nucleo.isee_discorde:
        return [*tipo, Rilievo(codice="ISEE_DISCORDE", campo="isee")]
    if nucleo.isee is None:
        return [*tipo, Rilievo(codice="ISEE_MANCANTE", campo="isee")]
    return [*tipo, Rilievo(codice="ISEE_ZERO", campo="isee")] if nucleo.isee == 0 else tipo


def _avvisi_comune(nomi: Sequence[str], comuni: frozenset[str]) -> list[Rilievo]:
    if not nomi:
        return [Rilievo(codice="COMUNE_MANCANTE", campo="comune")]
    fuori = any(piega(n) not in comuni for n in nomi)
    return [Rilievo(codice="COMUNE_FUORI_AMBITO", campo="comune")] if fuori else []


def _avvisi_dsu(protocolli: set[str]) -> list[Rilievo]:
    storto = any(not _DSU.fullmatch(d) for d in protocolli)
    return [Rilievo(codice="DSU_FORMATO", campo="dsu")] if storto else []


def richiedenti_minorenni(nucleo: NucleoLetto) -> list[PersonaLetta]:
    """Who applied before turning 18."""
    quando = nucleo.data_domanda
    if quando is None:
        return []
    return [
        p
        for p in nucleo.persone
        if richiede_il_beneficio(p.relazione) and minorenne(p.data_nascita, al=quando)
    ]
