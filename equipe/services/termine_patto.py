"""The standard from the end of the analysis, or of the Quadro, to the Patto: a deadline on the case."""

import datetime

from adi_platform.calendario.giorni import GiornoFisso
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import ESITO_COMPLESSO, StatoScadenza, TipoScadenza
from cases.models import CasoAdi
from cases.services.scadenze import adempi_scadenza, annulla_scadenza, imposta_scadenza
from equipe.rules.termine_patto import termine_del_patto

CHIAVE = "equipe:patto"
ESITO_EQUIPE = ESITO_COMPLESSO


def fai_decorrere(caso: CasoAdi, *, inizio: datetime.date, da_che_cosa: str) -> None:
    """Count from `inizio`; a Patto already signed waits for nothing."""
    if not caso.adi or caso.patto_sottoscritto_il is not None:
        return
    termine = termine_del_patto(
        inizio=inizio, norme=norme_dell_ambito(caso.ambito_id), patrono=patrono_di(caso)
    )
    if termine is None:
        annulla_scadenza(caso=caso, chiave=CHIAVE)
        return
    imposta_scadenza(
        caso=caso,
        tipo=TipoScadenza.QUADRO_EQUIPE,
        chiave=CHIAVE,
        titolo="Scrivere il Patto con l'équipe",
        entro=termine.entro,
        decorre_dal=inizio,
        perche=f"{termine.giorni} giorni lavorativi dalla fine {da_che_cosa}, standard facoltativo dell'Ambito",
        passi=[
            {
                "dal": riga.dal.isoformat(),
                "al": riga.al.isoformat(),
                "che_cosa": riga.che_cosa,
                "giorni_contati": riga.giorni_contati,
                "riferimento": riga.riferimento,
            }
            for riga in termine.righe
        ],
    )


def patrono_di(caso: CasoAdi) -> GiornoFisso | None:
    """The feast of the Comune of the household, if it is written."""
    comune = caso.comune
    if comune is None or not (comune.patrono_giorno and comune.patrono_mese):
        return None
    return GiornoFisso(mese=comune.patrono_mese, giorno=comune.patrono_giorno)


def gia_decorre(caso: CasoAdi) -> bool:
    return caso.scadenze.filter(chiave=CHIAVE, stato=StatoScadenza.APERTA).exists()


def non_decorre_piu(caso: CasoAdi) -> None:
    if gia_decorre(caso):
        annulla_scadenza(caso=caso, chiave=CHIAVE)


def patto_firmato(caso: CasoAdi, *, il: datetime.date) -> None:
    """The Patto is signed: the standard was met on that day."""
    adempi_scadenza(caso=caso, chiave=CHIAVE, il=il)
