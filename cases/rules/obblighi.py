"""What dates of birth and codes suggest about duties. Proposed with a reason, never imposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.norme.loader import Norme
from cases.rules.anagrafe import MAGGIORE_ETA

OBBLIGO_LAVORO_SOCIALE, FACOLTA_LAVORO_SOCIALE, FACOLTA_SFL, OBBLIGO_SOCIALE = 1, 2, 3, 4
# Reasons that one adult may pass to another of the household.
CARICHI_DI_CURA = frozenset({"ME.CURA3", "ME.CURA3F", "ME.CURADIS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposta:
    """A duty (or a path) that the facts suggest, why, and until when."""

    obbligo: str
    motivo: str = ""
    fino_al: date | None = None
    perche: str = ""
    riferimento: str = ""
    in_breve: str = ""


def proponi_obbligo(*, nato_il: date | None, al: date, norme: Norme) -> Proposta | None:
    """Age decides two reasons by itself: under 18, and from 60 on. Otherwise nothing is suggested."""
    if nato_il is None or nato_il > al:
        return None
    diciotto = aggiungi_mesi(nato_il, 12 * MAGGIORE_ETA)
    if al < diciotto:
        return Proposta(
            obbligo="escluso",
            motivo="ME.MIN",
            fino_al=diciotto,
            perche=f"È minorenne fino al {diciotto:%d/%m/%Y}",
            riferimento="DL 48/2023 art. 6 c. 4",
            in_breve="Minorenne: nessun obbligo",
        )
    eta = norme.valore("adi.eta_esonero", al=al)
    compimento = aggiungi_mesi(nato_il, 12 * eta.intero)
    if al >= compimento:
        return Proposta(
            obbligo="escluso",
            motivo="ME.ETA",
            perche=f"Ha compiuto {eta.intero} anni il {compimento:%d/%m/%Y}",
            riferimento=eta.riferimento,
            in_breve=f"{eta.intero} anni compiuti: nessun obbligo",
        )
    return None


def proponi_percorso(
    *, obbligo: str, nato_il: date | None, attivabile: bool | None, al: date, norme: Norme
) -> tuple[int, str] | None:
    """The path 1-4 that age and duty suggest, with the reason. A person confirms it."""
    if nato_il is None or al < aggiungi_mesi(nato_il, 12 * MAGGIORE_ETA):
        return None
    if obbligo in {"escluso", "volontario"}:
        return FACOLTA_LAVORO_SOCIALE, "È escluso dagli obblighi: può aderire per scelta"
    if obbligo != "obbligato":
        return None
    massima = norme.valore("adi.eta_massima_cpi", al=al).intero
    oltre = al >= aggiungi_mesi(nato_il, 12 * (massima + 1))
    if attivabile is False or oltre:
        return OBBLIGO_SOCIALE, "È tenuto agli obblighi ma non è attivabile al lavoro"
    return OBBLIGO_LAVORO_SOCIALE, f"È tenuto agli obblighi e ha tra {MAGGIORE_ETA} e {massima} anni"
