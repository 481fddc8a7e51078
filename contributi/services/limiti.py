"""The caps of the measure on the amounts of an act: of the month, of the year, of the household, of the time.

Read under the lock of the household, what others have just granted is already counted.
"""

import datetime
from dataclasses import replace
from decimal import Decimal

from adi_platform.calendario.mesi import Mese
from adi_platform.errori import DominioError
from adi_platform.norme.esito import Livello
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from contributi.enums import StatoRata, TipoProvvedimento
from contributi.models import Provvedimento, Rata
from contributi.rules.confronto import LIMITI
from contributi.rules.decisione import LimiteSuperato
from contributi.rules.istruttoria import RigaIstruttoria, istruisci
from contributi.rules.letture_misura import Letture
from contributi.rules.misura import MisuraLetta
from contributi.rules.piano_rate import totale
from contributi.services.erogazioni import peso_della_rata
from contributi.services.fatti_richiesta import CONCESSO_NELL_ANNO, Importi, fatti_di
from contributi.services.misure import misura_letta

DEL_TEMPO = frozenset({"durata_massima", "ciclo"})
# A cap cannot be read without these: an act that leaves them out would go around it.
DEGLI_IMPORTI = frozenset({"mesi", "importo_mensile", "importo_totale"})


def limiti_superati(provvedimento: Provvedimento, *, al: datetime.date) -> tuple[LimiteSuperato, ...]:
    """One reason, with its article, for each cap that the act would go past.

    Against a cap of the year a change is weighed with the instalments of that year only.
    """
    if provvedimento.importo is None:
        return ()
    letta = misura_letta(provvedimento.richiesta.misura)
    limiti = [r for r in letta.requisiti if r.tipo in LIMITI]
    annuali = tuple(r for r in limiti if r.parametri.get("gia_concesso") == CONCESSO_NELL_ANNO)
    sempre = tuple(r for r in limiti if r not in annuali)
    rate = _quelle_che_restano(provvedimento, al)
    dell_anno = [r for r in rate if r.mese.year == al.year]
    return (
        *_oltre(provvedimento, replace(letta, requisiti=sempre, documenti=()), rate, al),
        *_oltre(provvedimento, replace(letta, requisiti=annuali, documenti=()), dell_anno, al),
    )


def _oltre(
    provvedimento: Provvedimento, letta: MisuraLetta, rate: list[Rata], al: datetime.date
) -> tuple[LimiteSuperato, ...]:
    """The caps of `letta` that the act would go past, on top of the instalments that it leaves."""
    richiesta = provvedimento.richiesta
    if not letta.requisiti:
        return ()
    importi = Importi(
        importo=provvedimento.importo or Decimal(0),
        mesi=provvedimento.mesi,
        dal=provvedimento.dal,
        gia_dati=totale(peso_della_rata(rata) for rata in rate),
        mesi_gia_dati=len(rate),
    )
    letture = Letture.da_norme(norme_dell_ambito(richiesta.ambito_id), al=richiesta.data_domanda or al)
    try:
        fatti = fatti_di(richiesta, letta, al=al, importi=importi)
        righe = istruisci(letta, fatti, al=al, letture=letture).righe
    except DominioError as errore:
        return (
            LimiteSuperato(codice="LIMITI", testo=errore.messaggio, articolo=richiesta.misura.regolamento),
        )
    return tuple(
        LimiteSuperato(
            codice=riga.motivo,
            testo=riga.spiegazione,
            articolo=riga.articolo,
            in_mesi=_del_tempo(letta, riga),
        )
        for riga in righe
        if _supera(letta, riga)
    )


def entro_la_deroga(provvedimento: Provvedimento, *, al: datetime.date) -> bool:
    """A change of what was granted in derogation, for no more than the instalments that it replaces.

    The derogation has already gone past the cap: who gives less need not ask for another.
    """
    if provvedimento.tipo != TipoProvvedimento.MODIFICA or provvedimento.totale is None:
        return False
    rate = Rata.objects.filter(piano__richiesta=provvedimento.richiesta_id).exclude(stato=StatoRata.ANNULLATA)
    in_deroga = rate.filter(piano__provvedimento__tipo=TipoProvvedimento.DEROGA)
    sostituite = in_deroga.exclude(pk__in=rate.che_restano(_primo_mese(provvedimento, al)).values("pk"))
    return provvedimento.totale <= totale(sostituite.values_list("importo", flat=True))


def _primo_mese(provvedimento: Provvedimento, al: datetime.date) -> datetime.date:
    return Mese.di(provvedimento.dal or al).primo_giorno


def _quelle_che_restano(provvedimento: Provvedimento, al: datetime.date) -> list[Rata]:
    """A change adds its instalments to those that it leaves: paid, on their way, of the months before."""
    if provvedimento.tipo != TipoProvvedimento.MODIFICA:
        return []
    rate = Rata.objects.filter(piano__richiesta=provvedimento.richiesta_id).che_restano(
        _primo_mese(provvedimento, al)
    )
    return list(rate.select_related("buono"))


def _supera(letta: MisuraLetta, riga: RigaIstruttoria) -> bool:
    if riga.esito is Livello.NON_AMMISSIBILE:
        return True
    requisito = letta.requisito(riga.codice)
    fatto = requisito.parametri.get("fatto") if requisito else None
    return riga.esito is Livello.DA_INTEGRARE and fatto in DEGLI_IMPORTI


def _del_tempo(letta: MisuraLetta, riga: RigaIstruttoria) -> bool:
    requisito = letta.requisito(riga.codice)
    return requisito is not None and requisito.tipo in DEL_TEMPO
