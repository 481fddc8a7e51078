"""Periods of benefit: first 18 months and renewals, with the legal values used written beside."""

import datetime
from typing import Any

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.calendario.mesi import Mese
from adi_platform.errori import DominioError
from adi_platform.norme.loader import Norme
from adi_platform.norme.valori import Valore
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import TipoPeriodo
from cases.models import CasoAdi, PeriodoBeneficio
from cases.rules.periodi_beneficio import PeriodoBeneficio as Regola
from cases.rules.periodi_beneficio import TipoPeriodo as TipoRegola
from cases.rules.periodi_beneficio import periodo_beneficio, primo_mese_da_pad
from cases.services.domanda_inps import solo_adi
from cases.services.scadenze import ricalcola_scadenze

CAMPI_DEI_MESI = ("primo_mese", "ultimo_mese", "parametri")
CAMPI_DEL_PRIMO = ("data_domanda", "data_pad", *CAMPI_DEI_MESI)


@transaction.atomic
def apri_primo_periodo(*, caso: CasoAdi, operatore: Utente | None) -> PeriodoBeneficio:
    """From the month after the PAD."""
    if caso.periodi.exists():
        raise DominioError("Il primo periodo c'è già: registra un rinnovo.")
    periodo = componi_primo_periodo(caso=caso, operatore=operatore, norme=norme_dell_ambito(caso.ambito_id))
    periodo.save()
    return periodo


def componi_primo_periodo(*, caso: CasoAdi, operatore: Utente | None, norme: Norme) -> PeriodoBeneficio:
    """The first period as a row not saved yet: a list brings in many at a time."""
    if caso.data_pad is None:
        raise DominioError("Prima scrivi la data del PAD del nucleo.", campo="data_pad")
    return _componi(
        caso, TipoPeriodo.PRIMO, numero=1, primo=primo_mese_da_pad(caso.data_pad), operatore=operatore,
        norme=norme, data_domanda=caso.data_domanda, data_pad=caso.data_pad,
        numero_domanda=caso.numero_domanda,
    )  # fmt: skip


@transaction.atomic
def aggiungi_rinnovo(
    *,
    caso: CasoAdi,
    data_domanda: datetime.date,
    data_pad: datetime.date | None,
    numero_domanda: str,
    operatore: Utente,
    al: datetime.date,
) -> PeriodoBeneficio:
    """The household asked for the renewal. `data_pad` only when the household changed (a new PAD)."""
    attuale = blocca(caso)
    solo_adi(attuale)
    ultimo = attuale.periodi.order_by("numero").last()
    if ultimo is None:
        raise DominioError("Prima scrivi la data del PAD: da lì parte il primo periodo.")
    if data_domanda > al:
        raise DominioError("La domanda di rinnovo non può avere una data futura.", campo="data_domanda")
    if data_domanda < ultimo.primo_mese:
        raise DominioError(
            "La domanda di rinnovo viene dopo l'inizio del periodo precedente.", campo="data_domanda"
        )
    norme = norme_dell_ambito(attuale.ambito_id)
    periodo = _componi(
        attuale,
        TipoPeriodo.RINNOVO,
        numero=ultimo.numero + 1,
        primo=_primo_mese_di_rinnovo(ultimo, norme),
        operatore=operatore,
        norme=norme,
        data_domanda=data_domanda,
        data_pad=data_pad,
        numero_domanda=numero_domanda.strip(),
    )
    periodo.save()
    ricalcola_scadenze(attuale, al=al)
    return periodo


def ricalcola_periodi(*, caso: CasoAdi, operatore: Utente) -> None:
    """The PAD was written wrong: the first period starts elsewhere, and the renewals follow it."""
    norme = norme_dell_ambito(caso.ambito_id)
    precedente: PeriodoBeneficio | None = None
    for riga in caso.periodi.order_by("numero"):
        if precedente is None:
            nuovo = componi_primo_periodo(caso=caso, operatore=operatore, norme=norme)
        else:
            nuovo = _componi(
                caso, TipoPeriodo.RINNOVO, numero=riga.numero,
                primo=_primo_mese_di_rinnovo(precedente, norme), operatore=operatore, norme=norme,
            )  # fmt: skip
        campi = CAMPI_DEL_PRIMO if precedente is None else CAMPI_DEI_MESI
        for nome in (*campi, "aggiornato_da"):
            setattr(riga, nome, getattr(nuovo, nome))
        riga.save()
        precedente = riga


def regola_del_periodo(periodo: PeriodoBeneficio, *, norme: Norme) -> Regola | None:
    """What the law says of a stored period and of what follows it; None before the law existed."""
    try:
        return periodo_beneficio(
            TipoRegola(periodo.tipo), primo_mese=Mese.di(periodo.primo_mese), norme=norme
        )
    except DominioError:
        return None


def _primo_mese_di_rinnovo(ultimo: PeriodoBeneficio, norme: Norme) -> Mese:
    """The month after the last one, plus the month of suspension that the law had until 2025."""
    regola = regola_del_periodo(ultimo, norme=norme)
    if regola is None:
        raise DominioError("Controlla la data del PAD: viene prima dell'Assegno di Inclusione.")
    return regola.primo_mese_rinnovo


def _componi(
    caso: CasoAdi,
    tipo: TipoPeriodo,
    *,
    numero: int,
    primo: Mese,
    operatore: Utente | None,
    norme: Norme,
    **dati: Any,
) -> PeriodoBeneficio:
    regola = periodo_beneficio(TipoRegola(tipo), primo_mese=primo, norme=norme)
    return PeriodoBeneficio(
        caso=caso,
        tipo=tipo,
        numero=numero,
        primo_mese=regola.primo_mese.primo_giorno,
        ultimo_mese=regola.ultimo_mese.primo_giorno,
        parametri=[_come_json(valore) for valore in regola.parametri],
        aggiornato_da=operatore,
        **dati,
    )


def _come_json(valore: Valore) -> dict[str, str]:
    return {
        "chiave": valore.chiave,
        "valore": str(valore.valore),
        "dal": valore.dal.isoformat(),
        "riferimento": valore.riferimento,
    }
