"""Whether a concession may follow the ones before: rules and numbers of its measure."""

import datetime

from django.db.models import Exists, OuterRef, Q

from adi_platform.errori import DominioError
from adi_platform.norme.esito import Esito
from adi_platform.norme.loader import parametro
from adi_platform.organizzazione.services.parametri import scelte_di
from contributi.enums import StatoPiano, StatoProvvedimento, StatoRata, TipoProvvedimento
from contributi.models import Provvedimento, Richiesta
from contributi.rules.denaro_misura import limiti_rinnovo
from contributi.rules.rinnovi import (
    LimitiRinnovo,
    PeriodoConcesso,
    fine_periodo,
    ultima_catena,
    verifica_rinnovo,
)
from contributi.services.misure import misura_letta

RINNOVI_MASSIMI = "contributi.a13_rinnovi_massimi"


class RinnovoNonAmmesso(DominioError):
    """The measure does not allow another help now; only a derogation may grant it."""


def esito_rinnovo(provvedimento: Provvedimento) -> Esito:
    """Looks at what was granted to the same household with the same measure. Single sums have no renewal."""
    richiesta = provvedimento.richiesta
    if not provvedimento.mesi or provvedimento.dal is None:
        return Esito()
    return verifica_rinnovo(
        precedenti=periodi_concessi(richiesta, tranne=Q(pk=provvedimento.pk)),
        dal=provvedimento.dal,
        mesi=provvedimento.mesi,
        limiti=limiti_di(richiesta, al=provvedimento.dal),
        in_deroga=provvedimento.tipo == TipoProvvedimento.DEROGA,
    )


def controlla_rinnovo(provvedimento: Provvedimento) -> None:
    esito = esito_rinnovo(provvedimento)
    if not esito.ok:
        motivo = next(m for m in esito.motivi if not m.superato)
        dove = f" ({motivo.articolo})" if motivo.articolo else ""
        rimedio = " Altrimenti serve una concessione in deroga." if ammette_deroga(provvedimento) else ""
        raise RinnovoNonAmmesso(f"{motivo.testo}{dove}{rimedio}")


def ammette_deroga(provvedimento: Provvedimento) -> bool:
    return misura_letta(provvedimento.richiesta.misura).deroga is not None


def limiti_di(richiesta: Richiesta, *, al: datetime.date) -> LimitiRinnovo:
    massimi = parametro(RINNOVI_MASSIMI, al=al, ambito=scelte_di(richiesta.ambito_id))
    return limiti_rinnovo(richiesta.misura.contenuto, rinnovi_massimi=int(str(massimi.valore)))


def mesi_nel_ciclo(richiesta: Richiesta, *, dal: datetime.date) -> int:
    """Months that a help starting on `dal` continues: a full gap begins a new cycle."""
    catena = ultima_catena(
        periodi_concessi(richiesta, tranne=Q(richiesta=richiesta)),
        dal=dal,
        mesi_interruzione=limiti_di(richiesta, al=dal).mesi_interruzione,
    )
    return sum(periodo.mesi for periodo in catena)


def periodi_concessi(richiesta: Richiesta, *, tranne: Q) -> list[PeriodoConcesso]:
    """Of the same measure to the same household, in any version of it; of a changed one what is given now."""
    righe = Provvedimento.objects.filter(
        richiesta__caso__nucleo=richiesta.caso.nucleo_id,
        richiesta__misura__codice=richiesta.misura.codice,
        tipo__in=[TipoProvvedimento.CONCESSIONE, TipoProvvedimento.DEROGA],
        stato=StatoProvvedimento.ADOTTATO,
        dal__isnull=False,
        mesi__isnull=False,
    ).exclude(tranne)
    modifiche = Provvedimento.objects.filter(
        richiesta=OuterRef("richiesta"), tipo=TipoProvvedimento.MODIFICA, stato=StatoProvvedimento.ADOTTATO
    )
    scritti = righe.annotate(modificato=Exists(modifiche)).select_related("piano").order_by("dal", "pk")
    periodi = (_periodo(p) for p in scritti)
    return [periodo for periodo in periodi if periodo is not None]


def _periodo(atto: Provvedimento) -> PeriodoConcesso | None:
    piano = getattr(atto, "piano", None)
    mesi, al = atto.mesi or 0, atto.al
    if piano is not None and (piano.stato == StatoPiano.REVOCATO or atto.modificato):  # type: ignore[attr-defined]  # annotated above
        mesi, al = piano.rate.exclude(stato=StatoRata.ANNULLATA).values("mese").distinct().count(), None
    if not mesi or atto.dal is None:
        return None
    return PeriodoConcesso(dal=atto.dal, al=al or fine_periodo(atto.dal, mesi), mesi=mesi)
