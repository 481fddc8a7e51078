"""Sums to be given back: opened from an act, paid in parts, handed to compulsory recovery."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.ui.formati import euro
from contributi.enums import StatoProvvedimento, StatoRata, StatoRecupero, TipoProvvedimento
from contributi.models import Buono, Provvedimento, Rata, RataRecupero, Recupero, Richiesta
from contributi.rules.piano_rate import ZERO, centesimi
from contributi.rules.recupero import piano_recupero

DA_CUI_NASCE = (TipoProvvedimento.REVOCA, TipoProvvedimento.MODIFICA)


def pagato_finora(richiesta: Richiesta) -> Decimal:
    """Mandates paid and vouchers spent."""
    rate = Rata.objects.filter(piano__richiesta=richiesta, stato=StatoRata.PAGATA, buono__isnull=True)
    buoni = Buono.objects.filter(rata__piano__richiesta=richiesta)
    somma = (rate.aggregate(s=Sum("importo"))["s"] or ZERO) + (buoni.aggregate(s=Sum("speso"))["s"] or ZERO)
    return centesimi(somma)


@transaction.atomic
def apri_recupero(
    *,
    provvedimento: Provvedimento,
    importo: Decimal,
    motivo: str,
    ricevuto_il: datetime.date,
    rate: int,
    primo_termine: datetime.date,
    operatore: Utente,
) -> Recupero:
    """Ask back what was paid and not due, whole (Reg. UTDA art. 21), in one or more monthly parts."""
    richiesta = blocca(provvedimento.richiesta)
    if provvedimento.tipo not in DA_CUI_NASCE or provvedimento.stato != StatoProvvedimento.ADOTTATO:
        raise DominioError("Un recupero nasce da una revoca o da una modifica adottata.")
    if Recupero.objects.filter(provvedimento=provvedimento).exists():
        raise DominioError("Per questo provvedimento c'è già un recupero.")
    importo, pagato = centesimi(importo), pagato_finora(richiesta)
    if importo <= ZERO or importo > pagato:
        raise DominioError(
            f"Sono stati pagati {euro(pagato)}: scrivi al massimo questa somma.", campo="importo"
        )
    if primo_termine < ricevuto_il:
        raise DominioError(
            "Il primo termine viene dopo il giorno in cui l'atto è arrivato.", campo="primo_termine"
        )
    if not motivo.strip():
        raise DominioError("Scrivi perché la somma non era dovuta.", campo="motivo")
    recupero = Recupero.objects.create(
        richiesta=richiesta, provvedimento=provvedimento, importo=importo, motivo=motivo,
        ricevuto_il=ricevuto_il, aggiornato_da=operatore,
    )  # fmt: skip
    for parte in piano_recupero(importo=importo, rate=rate, primo_termine=primo_termine):
        RataRecupero.objects.create(
            recupero=recupero, numero=parte.numero, entro=parte.entro, importo=parte.importo,
            aggiornato_da=operatore,
        )  # fmt: skip
    return recupero


@transaction.atomic
def registra_versamento(
    *, rata: RataRecupero, versata_il: datetime.date, ricevuta: str, operatore: Utente
) -> RataRecupero:
    recupero = blocca(rata.recupero)
    riga = blocca(rata)
    if recupero.stato not in (StatoRecupero.APERTO, StatoRecupero.COATTIVO):
        raise DominioError("Questo recupero è già chiuso.")
    if riga.versata_il is not None:
        raise DominioError("Questa parte è già versata.")
    if not ricevuta.strip():
        raise DominioError("Scrivi il numero della ricevuta.", campo="ricevuta")
    riga.versata_il, riga.ricevuta = versata_il, ricevuta.strip()
    riga.aggiornato_da = operatore
    riga.save()
    if not recupero.rate.filter(versata_il__isnull=True).exists():
        _chiudi(recupero, StatoRecupero.CONCLUSO, "", operatore)
    return riga


@transaction.atomic
def affida_al_coattivo(*, recupero: Recupero, nota: str, operatore: Utente) -> Recupero:
    return _da_aperto(recupero, StatoRecupero.COATTIVO, nota, operatore)


@transaction.atomic
def annulla_recupero(*, recupero: Recupero, nota: str, operatore: Utente) -> Recupero:
    """The act was annulled, or the sum was due after all."""
    return _da_aperto(recupero, StatoRecupero.ANNULLATO, nota, operatore)


def residuo_di(recupero: Recupero) -> Decimal:
    versato = recupero.rate.filter(versata_il__isnull=False).aggregate(s=Sum("importo"))["s"]
    return centesimi(recupero.importo - (versato or ZERO))


def _da_aperto(recupero: Recupero, stato: StatoRecupero, nota: str, operatore: Utente) -> Recupero:
    riga = blocca(recupero)
    if riga.stato not in (StatoRecupero.APERTO, StatoRecupero.COATTIVO) or riga.stato == stato:
        raise DominioError("Questo recupero non è più aperto.")
    if not nota.strip():
        raise DominioError("Scrivi il motivo.", campo="nota")
    _chiudi(riga, stato, nota, operatore)
    return riga


def _chiudi(recupero: Recupero, stato: StatoRecupero, nota: str, operatore: Utente) -> None:
    recupero.stato, recupero.nota = stato, nota.strip() or recupero.nota
    recupero.aggiornato_da = operatore
    recupero.save()
