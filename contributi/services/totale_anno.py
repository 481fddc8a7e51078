"""The running total of the year: what was granted to the same person or household, across measures."""

from decimal import Decimal

from django.db.models import Q

from adi_platform.errori import DominioError
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from contributi.enums import TIPI_DI_CONCESSIONE, StatoProvvedimento, TipoProvvedimento
from contributi.models import Provvedimento
from contributi.rules.pubblicazione import (
    AttoConcesso,
    AttoDaPubblicare,
    EsitoPubblicazione,
    LetturePubblicazione,
    StatoAtto,
    esamina_pubblicazione,
)

SOMMATI = (*TIPI_DI_CONCESSIONE, TipoProvvedimento.MODIFICA)


def esame_di(provvedimento: Provvedimento) -> EsitoPubblicazione:
    """The transparency rule on an adopted act, with the acts of the year before it."""
    richiesta = provvedimento.richiesta
    giorno, totale = provvedimento.adottato_il, provvedimento.totale
    if giorno is None or totale is None:
        raise DominioError("L'atto non è ancora adottato.")
    atto = AttoDaPubblicare(
        data=giorno,
        importo=totale,
        beneficiario=str(richiesta.richiedente_id),
        nucleo=str(richiesta.caso.nucleo_id),
        concede=provvedimento.tipo in SOMMATI,
        rivelatore=_rivelatore(provvedimento),
        precedenti=tuple(_come_concesso(p) for p in precedenti_di(provvedimento)),
    )
    return esamina_pubblicazione(
        atto, letture=LetturePubblicazione.da_norme(norme_dell_ambito(richiesta.ambito_id), al=giorno)
    )


def precedenti_di(provvedimento: Provvedimento) -> list[Provvedimento]:
    """Concessions of the year to the person or the household. A change takes the place of what it changes."""
    giorno = provvedimento.adottato_il
    if giorno is None:
        return []
    righe = (
        Provvedimento.objects.exclude(pk=provvedimento.pk)
        .filter(
            tipo__in=SOMMATI,
            stato__in=[StatoProvvedimento.ADOTTATO, StatoProvvedimento.ANNULLATO],
            adottato_il__year=giorno.year,
            adottato_il__lte=giorno,
            pubblicazione__isnull=False,
        )
        .filter(_dello_stesso(provvedimento))
        .select_related("pubblicazione", "registrazione")
        .order_by("adottato_il", "pk")
    )
    atti = list(righe)
    cambiati = {p.riguarda_id for p in [*atti, provvedimento]}
    return [p for p in atti if p.pk not in cambiati]


def _dello_stesso(provvedimento: Provvedimento) -> Q:
    richiesta = provvedimento.richiesta
    persona = Q(pubblicazione__beneficiario=richiesta.richiedente_id)
    return persona | Q(pubblicazione__nucleo=richiesta.caso.nucleo_id)


def _rivelatore(provvedimento: Provvedimento) -> bool:
    """Health or hardship can be inferred, unless the measure says that it cannot."""
    regola = provvedimento.richiesta.misura.contenuto.get("pubblicazione", {})
    return bool(regola.get("omissis", True))


def _come_concesso(provvedimento: Provvedimento) -> AttoConcesso:
    riga = provvedimento.pubblicazione
    annullato = provvedimento.stato == StatoProvvedimento.ANNULLATO
    assert provvedimento.adottato_il is not None  # noqa: S101  narrows the type: only adopted acts get here
    return AttoConcesso(
        data=provvedimento.adottato_il,
        importo=provvedimento.totale or Decimal(0),
        beneficiario=str(riga.beneficiario),
        nucleo=str(riga.nucleo),
        stato=StatoAtto.ANNULLATO if annullato else StatoAtto.VALIDO,
    )
