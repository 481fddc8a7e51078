"""The caps of the measure on the amounts of an act: of the month, of the year, of the household, of the time.

Read under the lock of the household, what others have just granted is already counted.
"""

import datetime
from dataclasses import replace
from typing import Any

from adi_platform.calendario.mesi import Mese
from adi_platform.errori import DominioError
from adi_platform.norme.esito import Livello, Motivo
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from contributi.enums import StatoRata, TipoProvvedimento
from contributi.models import Provvedimento, Rata
from contributi.rules.confronto import LIMITI
from contributi.rules.istruttoria import RigaIstruttoria, istruisci
from contributi.rules.letture_misura import Letture
from contributi.rules.misura import MisuraLetta
from contributi.rules.piano_rate import totale
from contributi.services.erogazioni import peso_della_rata
from contributi.services.fatti_richiesta import Importi, fatti_di
from contributi.services.misure import misura_letta

# A cap cannot be read without these: an act that leaves them out would go around it.
DEGLI_IMPORTI = frozenset({"mesi", "importo_mensile", "importo_totale"})


def limiti_superati(provvedimento: Provvedimento, *, al: datetime.date) -> tuple[Motivo, ...]:
    """One reason, with its article, for each cap that the act would go past."""
    if provvedimento.importo is None:
        return ()
    richiesta = provvedimento.richiesta
    letta = _solo_limiti(misura_letta(richiesta.misura))
    if not letta.requisiti:
        return ()
    importi = Importi(
        importo=provvedimento.importo,
        mesi=provvedimento.mesi,
        dal=provvedimento.dal,
        **_quello_che_resta(provvedimento, al),
    )
    letture = Letture.da_norme(norme_dell_ambito(richiesta.ambito_id), al=richiesta.data_domanda or al)
    try:
        fatti = fatti_di(richiesta, letta, al=al, importi=importi)
        righe = istruisci(letta, fatti, al=al, letture=letture).righe
    except DominioError as errore:
        return (_motivo("LIMITI", errore.messaggio, richiesta.misura.regolamento),)
    return tuple(
        _motivo(riga.motivo, riga.spiegazione, riga.articolo) for riga in righe if _supera(letta, riga)
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


def _quello_che_resta(provvedimento: Provvedimento, al: datetime.date) -> dict[str, Any]:
    """A change adds its instalments to those that it leaves: paid, on their way, of the months before."""
    if provvedimento.tipo != TipoProvvedimento.MODIFICA:
        return {}
    rate = Rata.objects.filter(piano__richiesta=provvedimento.richiesta_id).che_restano(
        _primo_mese(provvedimento, al)
    )
    pesi = [peso_della_rata(rata) for rata in rate.select_related("buono")]
    return {"gia_dati": totale(pesi), "mesi_gia_dati": len(pesi)}


def _solo_limiti(letta: MisuraLetta) -> MisuraLetta:
    return replace(letta, requisiti=tuple(r for r in letta.requisiti if r.tipo in LIMITI), documenti=())


def _supera(letta: MisuraLetta, riga: RigaIstruttoria) -> bool:
    if riga.esito is Livello.NON_AMMISSIBILE:
        return True
    requisito = letta.requisito(riga.codice)
    fatto = requisito.parametri.get("fatto") if requisito else None
    return riga.esito is Livello.DA_INTEGRARE and fatto in DEGLI_IMPORTI


def _motivo(codice: str, testo: str, articolo: str) -> Motivo:
    return Motivo(codice=codice, testo=testo, articolo=articolo)
