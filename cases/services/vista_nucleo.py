"""A household as pages show it: read once, in a bounded number of queries."""

import datetime
from dataclasses import dataclass

from cases.enums import Parentela
from cases.models import Appartenenza, AttestazioneISEE, Nucleo, Persona
from cases.rules.anagrafe import MAGGIORE_ETA, eta
from cases.rules.isee import Attestazione, AvvisoISEE, avvisi_isee


@dataclass(frozen=True, slots=True, kw_only=True)
class Membro:
    """A member with age on the day. Address and contacts are not here, for anybody."""

    appartenenza: Appartenenza
    persona: Persona
    anni: int | None
    ultimo_giorno: datetime.date | None

    @property
    def minore(self) -> bool:
        return self.anni is not None and self.anni < MAGGIORE_ETA


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaISEE:
    attestazione: AttestazioneISEE
    vigente: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VistaNucleo:
    nucleo: Nucleo
    presenti: tuple[Membro, ...]
    usciti: tuple[Membro, ...]
    isee: tuple[RigaISEE, ...]
    isee_annullate: tuple[AttestazioneISEE, ...]
    avvisi_isee: tuple[AvvisoISEE, ...]

    @property
    def minori(self) -> int:
        return sum(m.minore for m in self.presenti)


def vista_nucleo(nucleo: Nucleo, *, al: datetime.date) -> VistaNucleo:
    """Members and ISEE on the day `al`; two queries whatever their number; annulled attestations apart."""
    membri = [_membro(a, al) for a in nucleo.appartenenze.select_related("persona").order_by("pk")]
    presenti = [m for m in membri if m.ultimo_giorno is None or m.ultimo_giorno >= al]
    usciti = [m for m in membri if m not in presenti]
    tutte = list(nucleo.attestazioni_isee.select_related("annullata_da", "sostituita_da"))
    attestazioni = [a for a in tutte if not a.annullata]
    return VistaNucleo(
        nucleo=nucleo,
        presenti=tuple(sorted(presenti, key=lambda m: m.appartenenza.parentela != Parentela.RICHIEDENTE)),
        usciti=tuple(usciti),
        isee=tuple(
            RigaISEE(attestazione=a, vigente=a.scade_il is None or a.scade_il >= al) for a in attestazioni
        ),
        isee_annullate=tuple(a for a in tutte if a.annullata),
        avvisi_isee=tuple(avvisi_isee([valore_isee(a) for a in attestazioni], al=al)),
    )


def _membro(appartenenza: Appartenenza, al: datetime.date) -> Membro:
    fine = appartenenza.periodo.upper
    return Membro(
        appartenenza=appartenenza,
        persona=appartenenza.persona,
        anni=eta(appartenenza.persona.data_nascita, al=al),
        ultimo_giorno=fine - datetime.timedelta(days=1) if fine else None,
    )


def valore_isee(attestazione: AttestazioneISEE) -> Attestazione:
    return Attestazione(
        tipo=attestazione.tipo,
        etichetta=attestazione.get_tipo_display(),
        valore=attestazione.valore,
        scade_il=attestazione.scade_il,
        presentata_il=attestazione.presentata_il,
        da_confermare=attestazione.da_confermare,
    )
