"""The term of a request read from its rows: registration, send-backs, notices before refusal.

Send-backs and notices belong to other rooms, that register how to read theirs:

    registra_fonte_rinvii(funzione)      # funzione(chiavi) -> {chiave della richiesta: [Rinvio, …]}
    registra_fonte_preavvisi(funzione)   # the same, with `rules.preavviso.Preavviso`
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.calendario.giorni import GiornoFisso
from adi_platform.errori import DominioError
from adi_platform.norme.loader import Norme
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import TipoScadenza
from cases.services.scadenze import adempi_scadenza, annulla_scadenza, imposta_scadenza
from contributi.enums import STATI_DECISI, StatoRichiesta
from contributi.models import Richiesta
from contributi.rules.letture_termine import LettureTermine
from contributi.rules.preavviso import Preavviso
from contributi.rules.termine_procedimento import (
    FattiProcedimento,
    Rinvio,
    TermineProcedimento,
    calcola_termine_procedimento,
)
from contributi.services.misure import misura_letta

T = TypeVar("T")
FonteRinvii = Callable[[Collection[int]], Mapping[int, Sequence[Rinvio]]]
FontePreavvisi = Callable[[Collection[int]], Mapping[int, Sequence[Preavviso]]]
SENZA_ESITO = (StatoRichiesta.RINUNCIATA, StatoRichiesta.ARCHIVIATA)
PAROLE_ATTESA = {"documenti": "documenti", "ripresa": "ripresa dell'esame", "osservazioni": "osservazioni"}

_fonti_rinvii: list[FonteRinvii] = []
_fonti_preavvisi: list[FontePreavvisi] = []


def registra_fonte_rinvii(funzione: FonteRinvii) -> None:
    if funzione not in _fonti_rinvii:
        _fonti_rinvii.append(funzione)


def registra_fonte_preavvisi(funzione: FontePreavvisi) -> None:
    if funzione not in _fonti_preavvisi:
        _fonti_preavvisi.append(funzione)


def termine_di(richiesta: Richiesta, *, al: datetime.date) -> TermineProcedimento | None:
    """The term on the day `al`; None before the registration and once the request is decided."""
    return termini_di([richiesta], al=al).get(richiesta.pk)


def termine_se(richiesta: Richiesta, rinvio: Rinvio, *, al: datetime.date) -> TermineProcedimento | None:
    """The term as it would be with one more pause: what a letter would do before it is sent."""
    return termini_di([richiesta], al=al, ipotesi=rinvio).get(richiesta.pk)


def termini_di(
    richieste: Iterable[Richiesta], *, al: datetime.date, ipotesi: Rinvio | None = None
) -> dict[int, TermineProcedimento]:
    """The terms of many requests, with as many queries as for one (and one more for each Ambito)."""
    attese = [r for r in richieste if r.data_domanda is not None and r.stato not in STATI_DECISI]
    chiavi = [r.pk for r in attese]
    if not chiavi:
        return {}
    rinvii, preavvisi = _raccogli(_fonti_rinvii, chiavi), _raccogli(_fonti_preavvisi, chiavi)
    if ipotesi is not None:
        rinvii = {chiave: [*rinvii.get(chiave, ()), ipotesi] for chiave in chiavi}
    norme = {ambito: norme_dell_ambito(ambito) for ambito in {r.ambito_id for r in attese}}
    termini = {}
    for richiesta in attese:
        fatti = _fatti(richiesta, norme[richiesta.ambito_id], rinvii, preavvisi)
        letture = LettureTermine.da_norme(norme[richiesta.ambito_id], al=_inizio(richiesta))
        try:
            termini[richiesta.pk] = calcola_termine_procedimento(fatti, al=al, letture=letture)
        except DominioError:  # the reading asks for the date of a PAI that is not registered yet
            continue
    return termini


@transaction.atomic
def aggiorna_termine(richiesta: Richiesta, *, al: datetime.date) -> Richiesta:
    """Write the copy of the deadline on the request and on the desk of who follows the case.

    Every act that moves the clock calls it last: registration, send-back, notice, answer, decision.
    """
    riga = blocca(richiesta)
    termine = termine_di(riga, al=al)
    scadenza = termine.scadenza if termine else riga.scadenza_il
    if riga.scadenza_il != scadenza:
        riga.scadenza_il = scadenza
        riga.save()
    chiave = f"contributo:{riga.pk}"
    if termine is not None:
        imposta_scadenza(caso=riga.caso, chiave=chiave, **_per_la_scrivania(riga, termine))
    elif riga.stato in SENZA_ESITO:
        annulla_scadenza(caso=riga.caso, chiave=chiave)
    elif riga.stato in STATI_DECISI:
        adempi_scadenza(caso=riga.caso, chiave=chiave, il=al)
    return riga


def _per_la_scrivania(richiesta: Richiesta, termine: TermineProcedimento) -> dict[str, Any]:
    return {
        "tipo": TipoScadenza.CONTRIBUTO,
        "titolo": f"Decidere la domanda di contributo: {richiesta.misura.nome}",
        "entro": termine.scadenza,
        "decorre_dal": termine.decorrenza,
        "perche": f"Domanda registrata il {richiesta.data_domanda:%d/%m/%Y}",
        "passi": [
            {
                "dal": riga.dal.isoformat(),
                "al": riga.al.isoformat(),
                "che_cosa": riga.che_cosa,
                "giorni_contati": riga.giorni_contati,
                "riferimento": riga.riferimento,
            }
            for riga in termine.righe
        ],
        "persona": richiesta.richiedente,
        "in_attesa_di": ", ".join(PAROLE_ATTESA[voce] for voce in termine.in_attesa_di),
    }


def _fatti(
    richiesta: Richiesta,
    norme: Norme,
    rinvii: Mapping[int, Sequence[Rinvio]],
    preavvisi: Mapping[int, Sequence[Preavviso]],
) -> FattiProcedimento:
    return FattiProcedimento(
        protocollo_domanda=richiesta.data_domanda,
        protocollo_pai=_registrato_il(richiesta),
        termine_giorni=_giorni(richiesta, norme),
        rinvii=tuple(rinvii.get(richiesta.pk, ())),
        preavvisi=tuple(preavvisi.get(richiesta.pk, ())),
        patrono=_patrono(richiesta),
    )


def _giorni(richiesta: Richiesta, norme: Norme) -> int:
    """Of the measure when its regulation says so, otherwise the dated setting."""
    termini = misura_letta(richiesta.misura).termini
    if termini.giorni is not None:
        return termini.giorni
    return norme.valore(termini.parametro or "procedimento.termine_giorni", al=_inizio(richiesta)).intero


def _inizio(richiesta: Richiesta) -> datetime.date:
    assert richiesta.data_domanda is not None  # noqa: S101  narrows the type: only registered requests get here
    return richiesta.data_domanda


def _registrato_il(richiesta: Richiesta) -> datetime.date | None:
    registrazione = richiesta.pai.registrazione if richiesta.pai else None
    return timezone.localtime(registrazione.registrata_il).date() if registrazione else None


def _patrono(richiesta: Richiesta) -> GiornoFisso | None:
    comune = richiesta.comune
    if comune is None or not (comune.patrono_mese and comune.patrono_giorno):
        return None
    return GiornoFisso(mese=comune.patrono_mese, giorno=comune.patrono_giorno)


def _raccogli(
    fonti: Iterable[Callable[[Collection[int]], Mapping[int, Sequence[T]]]], chiavi: Collection[int]
) -> dict[int, list[T]]:
    trovati: dict[int, list[T]] = {}
    for fonte in fonti:
        for chiave, righe in fonte(chiavi).items():
            trovati.setdefault(chiave, []).extend(righe)
    return trovati
