"""The money of a contribution of Anna's case, with something to leak: a sum to pay, a voucher, a debt."""

from decimal import Decimal

from adi_platform.documenti.codici import nuovo_codice
from adi_platform.organizzazione.enums import TipoEnte
from adi_platform.organizzazione.models import Ente
from cases.models import CasoAdi
from contributi.enums import ModoErogazione, StatoRata, StatoRichiesta, TipoProvvedimento
from contributi.models import Buono, Esercizio, Liquidazione, RataRecupero, Recupero, RendicontoEsercizio
from contributi.services.effetti_denaro import applica_revoca
from contributi.services.erogazioni import crea_piano
from contributi.services.segnalazioni_impegni import segnala_impegno
from tests.casi import oggi
from tests.contributi.denaro.costruttori import concessione, crea_fondo, fornitore
from tests.contributi.fabbrica import crea_provvedimento, crea_richiesta
from tests.people import Cast

FATTI = "CANARINO-SEGNALAZIONE-IMPEGNO-6E21"


def campioni_del_denaro(caso: CasoAdi, cast: Cast) -> dict[str, object]:
    """A value for every argument of the addresses of the money."""
    fondo = crea_fondo(cast, capitolo="1204/20")
    richiesta = crea_richiesta(cast, caso=caso, stato=StatoRichiesta.IN_EROGAZIONE)
    piano = crea_piano(provvedimento=concessione(cast, richiesta=richiesta), operatore=cast.dario_dirigente)
    segnala_impegno(richiesta=richiesta, fatti=FATTI, imputabile=True, cause="", autore=cast.anna_verdi)
    rata = piano.rate.get()
    elenco = Liquidazione.objects.create(ambito=caso.ambito, totale=rata.importo)
    rata.stato, rata.liquidazione = StatoRata.IN_LIQUIDAZIONE, elenco
    rata.save()
    recupero = _recupero(caso, cast)
    esercizio = _esercizio(cast)
    return {
        "erogazioni": piano.pk,
        "liquidazioni": elenco.pk,
        "rate": rata.pk,
        "fondi": fondo.pk,
        "creditori": fornitore(cast).pk,
        "recuperi": recupero.pk,
        "contributi:recupero-versamento:rata": recupero.rate.get().pk,
        "contributi:recupero-chiudi:atto": "coattivo",
        "buoni": _buono(caso, cast).pk,
        "esercizi": esercizio.pk,
        "rendiconti": esercizio.rendiconti.get().pk,
        "spese": 1,
    }


def _buono(caso: CasoAdi, cast: Cast) -> Buono:
    richiesta = crea_richiesta(cast, caso=caso, stato=StatoRichiesta.IN_EROGAZIONE, modo=ModoErogazione.BUONO)
    atto = concessione(cast, richiesta=richiesta, modo=ModoErogazione.BUONO)
    rata = crea_piano(provvedimento=atto, operatore=cast.dario_dirigente).rate.get()
    rata.stato = StatoRata.IN_BUONO
    rata.save()
    return Buono.objects.create(
        ambito=caso.ambito, rata=rata, titolare=richiesta.richiedente, codice=nuovo_codice(),
        importo=rata.importo, valido_dal=oggi(), scade_il=oggi(),
    )  # fmt: skip


def _recupero(caso: CasoAdi, cast: Cast) -> Recupero:
    richiesta = crea_richiesta(cast, caso=caso, stato=StatoRichiesta.IN_EROGAZIONE)
    atto = concessione(cast, richiesta=richiesta)
    crea_piano(provvedimento=atto, operatore=cast.dario_dirigente)
    revoca = crea_provvedimento(cast, proposta=atto.proposta, tipo=TipoProvvedimento.REVOCA)
    applica_revoca(provvedimento=revoca, operatore=cast.dario_dirigente)
    recupero = Recupero.objects.create(
        richiesta=richiesta, provvedimento=revoca, importo=Decimal("10"), motivo="Prova", ricevuto_il=oggi()
    )
    RataRecupero.objects.create(recupero=recupero, numero=1, entro=oggi(), importo=recupero.importo)
    return recupero


def _esercizio(cast: Cast) -> Esercizio:
    ambito = cast.territorio.ambito
    ente = Ente.objects.create(ambito=ambito, tipo=TipoEnte.ALTRO, nome="Bottega Inventata")
    esercizio = Esercizio.objects.create(
        ambito=ambito, ente=ente, indirizzo="Via della Prova 3", atto="Determina inventata n. 9",
        accreditato_dal=oggi(),
    )  # fmt: skip
    RendicontoEsercizio.objects.create(
        esercizio=esercizio, mese=oggi().replace(day=1), totale=Decimal("10"), righe=[]
    )
    return esercizio
