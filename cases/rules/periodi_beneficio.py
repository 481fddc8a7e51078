"""Periods of benefit: 18 months, then 12 at a time, with the rules of each year on the gap month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from adi_platform.calendario.mesi import Mese
from adi_platform.norme.errori import ParametroSenzaValore
from adi_platform.norme.loader import Norme, norme_nazionali
from adi_platform.norme.valori import Valore
from cases.rules.valori_termini import DatoMancante, Passo


class TipoPeriodo(StrEnum):
    PRIMO = "primo"
    RINNOVO = "rinnovo"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodoBeneficio:
    """Months, not counting suspensions. `quota_primo_mese_rinnovo` None: the sources do not say."""

    primo_mese: Mese
    ultimo_mese: Mese
    mese_sospeso: Mese | None
    primo_mese_rinnovo: Mese
    quota_primo_mese_rinnovo: Decimal | None
    contributo_straordinario: Decimal | None
    passi: tuple[Passo, ...]
    parametri: tuple[Valore, ...]


def primo_mese_da_pad(data_pad: date) -> Mese:
    """The benefit runs from the month after the PAD."""
    return Mese.di(data_pad).piu(1)


def periodo_beneficio(
    tipo: TipoPeriodo,
    *,
    primo_mese: Mese | None = None,
    data_pad: date | None = None,
    norme: Norme | None = None,
) -> PeriodoBeneficio:
    """From the first paid month, or from the PAD when it is not known yet."""
    fonte = norme or norme_nazionali()
    inizio = _inizio(primo_mese, data_pad)
    chiave = "adi.mesi_primo_periodo" if tipo is TipoPeriodo.PRIMO else "adi.mesi_rinnovo"
    mesi = fonte.valore(chiave, al=inizio.primo_giorno)
    ultimo = inizio.piu(mesi.intero - 1)
    dopo = ultimo.piu(1)
    sospensione = fonte.valore("adi.mesi_sospensione_rinnovo", al=dopo.primo_giorno)
    rinnovo = dopo.piu(sospensione.intero)
    quota = fonte.valore("adi.quota_primo_mese_rinnovo", al=rinnovo.primo_giorno)
    certa = _quota_certa(sospensione, rinnovo, fonte)
    contributo = _contributo(dopo, fonte) if sospensione.intero else None
    return PeriodoBeneficio(
        primo_mese=inizio,
        ultimo_mese=ultimo,
        mese_sospeso=dopo if sospensione.intero else None,
        primo_mese_rinnovo=rinnovo,
        quota_primo_mese_rinnovo=quota.decimale if certa else None,
        contributo_straordinario=contributo.decimale if contributo else None,
        passi=_passi(inizio, ultimo, rinnovo, mesi, sospensione, quota, certa=certa),
        parametri=(mesi, sospensione, quota, *((contributo,) if contributo else ())),
    )


def _inizio(primo_mese: Mese | None, data_pad: date | None) -> Mese:
    if primo_mese is not None:
        return primo_mese
    if data_pad is not None:
        return primo_mese_da_pad(data_pad)
    raise DatoMancante("Manca il primo mese pagato o la data del PAD: il periodo non si può calcolare.")


def _quota_certa(sospensione: Valore, rinnovo: Mese, fonte: Norme) -> bool:
    """A gap under the old rule followed by a renewal under the new one: no source gives the share."""
    al_rinnovo = fonte.valore("adi.mesi_sospensione_rinnovo", al=rinnovo.primo_giorno)
    return not sospensione.intero or al_rinnovo.intero == sospensione.intero


def _contributo(mese: Mese, fonte: Norme) -> Valore | None:
    try:
        return fonte.valore("adi.contributo_straordinario_massimo", al=mese.primo_giorno)
    except ParametroSenzaValore:
        return None


def _passi(
    inizio: Mese,
    ultimo: Mese,
    rinnovo: Mese,
    mesi: Valore,
    sospensione: Valore,
    quota: Valore,
    *,
    certa: bool,
) -> tuple[Passo, ...]:
    durata = f"{mesi.intero} mesi da {inizio.nome}: ultimo mese {ultimo.nome}."
    pausa = f"Mesi di sospensione prima del rinnovo: {sospensione.intero}. Rinnovo da {rinnovo.nome}."
    parte = f"{quota.decimale} %" if certa else "non determinata dalle fonti"
    return (
        Passo(testo=durata, riferimento=mesi.riferimento),
        Passo(testo=pausa, riferimento=sospensione.riferimento),
        Passo(testo=f"Quota del primo mese di rinnovo: {parte}.", riferimento=quota.riferimento),
    )
