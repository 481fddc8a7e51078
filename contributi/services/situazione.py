"""The economic situation of the household on the day of the request, and the aids of the year."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.models import AttestazioneISEE
from contributi.enums import STATI_DECISI, StatoProvvedimento, TipoProvvedimento
from contributi.models import Provvedimento, Richiesta, SituazioneEconomica

CONCESSIONI = (TipoProvvedimento.CONCESSIONE, TipoProvvedimento.DEROGA)
CAMPI_ISEE = {
    "isee_tipo": "tipo",
    "isee_valore": "valore",
    "isee_protocollo": "protocollo",
    "isee_rilasciata_il": "rilasciata_il",
    "isee_scade_il": "scade_il",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AiutiDellAnno:
    """What the household already had in the calendar year, from here."""

    anno: int
    atti: Sequence[Provvedimento]
    totale: Decimal

    @property
    def voci(self) -> list[tuple[Provvedimento, Decimal]]:
        return [(atto, peso(atto)) for atto in self.atti]


@transaction.atomic
def salva_situazione(
    *,
    richiesta: Richiesta,
    attesa: int,
    attestazione: AttestazioneISEE | None,
    valori: Mapping[str, Any],
    operatore: Utente,
) -> SituazioneEconomica:
    """Copy the ISEE chosen as it is today, write income, expenses, aids, declared means.

    Raises ConflittoDiVersione; DominioError when the attestation is of another household.
    """
    riga = SituazioneEconomica.blocca_versione(pk=richiesta.situazione.pk, attesa=attesa)
    if riga.richiesta.stato in STATI_DECISI:
        raise DominioError("La domanda è chiusa: la situazione non si cambia più.")
    if attestazione is not None and attestazione.nucleo_id != riga.richiesta.caso.nucleo_id:
        raise DominioError("Questa attestazione è di un altro nucleo.", campo="attestazione")
    if valori.get("mezzi_dichiarati_il") and not str(valori.get("mezzi", "")).strip():
        raise DominioError("Scrivi che cosa è stato dichiarato.", campo="mezzi")
    riga.attestazione = attestazione
    for nome, dell_attestazione in CAMPI_ISEE.items():
        vuoto: Any = "" if nome in ("isee_tipo", "isee_protocollo") else None
        setattr(riga, nome, getattr(attestazione, dell_attestazione) if attestazione else vuoto)
    for nome, valore in valori.items():
        setattr(riga, nome, valore)
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def aiuti_dell_anno(richiesta: Richiesta, *, al: datetime.date) -> AiutiDellAnno:
    """Grants adopted in the calendar year for the same household, whatever the measure."""
    atti = list(
        Provvedimento.objects.filter(
            richiesta__caso__nucleo=richiesta.caso.nucleo_id,
            tipo__in=CONCESSIONI,
            stato=StatoProvvedimento.ADOTTATO,
            adottato_il__year=al.year,
            adottato_il__lte=al,
        )
        .select_related("richiesta__misura", "prenotazione")
        .order_by("adottato_il", "pk")
    )
    totale = sum((peso(atto) for atto in atti), Decimal(0))
    return AiutiDellAnno(anno=al.year, atti=atti, totale=totale)


def peso(atto: Provvedimento) -> Decimal:
    """What an act still gives: what went back to the fund after a change or a revocation does not count."""
    prenotazione = getattr(atto, "prenotazione", None)
    return prenotazione.residuo if prenotazione else atto.totale or Decimal(0)
