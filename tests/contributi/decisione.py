"""Scenes of the decision: a request ready for the Dirigente, a notice already received, an adopted grant."""

import datetime
from decimal import Decimal
from typing import Any

from contributi.enums import CanaleComunicazione, ModoErogazione, StatoRichiesta, TipoProvvedimento
from contributi.models import Fondo, Preavviso, Provvedimento, Richiesta
from contributi.services.adozione import adotta_provvedimento
from contributi.services.avvii import invia_avvio
from contributi.services.comunicazioni import registra_ricevimento
from contributi.services.preavvisi import (
    avvia_riesame,
    invia_preavviso,
    registra_osservazione,
    rispondi_a_osservazione,
)
from contributi.services.provvedimenti import prepara_provvedimento, scrivi_provvedimento
from tests.casi import oggi
from tests.contributi.denaro.costruttori import crea_fondo
from tests.contributi.fabbrica import crea_proposta, crea_richiesta
from tests.people import Cast

MOTIVI = (("L'ISEE supera la soglia del regolamento", "art. 6 n. 1"), ("Manca il progetto", "art. 7"))
TESTO = {
    "motivazione": "Ci sono i requisiti. CANARINO-MOTIVAZIONE-44B1",
    "articoli": "artt. 4, 6 e 11",
}


def giorni_fa(quanti: int) -> datetime.date:
    return oggi() - datetime.timedelta(days=quanti)


def pronta(cast: Cast, *, importo: str = "300.00", stato: str = "", **altro: Any) -> Richiesta:
    """A request with a proposal and the opinion of the commission."""
    in_deroga = altro.pop("in_deroga", False)
    richiesta = crea_richiesta(
        cast,
        stato=stato or StatoRichiesta.PARERE_FAVOREVOLE,
        importo=Decimal(importo),
        modo=ModoErogazione.BONIFICO,
        **altro,
    )
    crea_proposta(cast, richiesta=richiesta, in_deroga=in_deroga)
    return richiesta


def sentita(cast: Cast, richiesta: Richiesta, genere: str) -> Preavviso:
    """The beginning of a suspension or revocation, received, with one point already answered."""
    dario = cast.dario_dirigente
    avvio = invia_avvio(
        richiesta=richiesta, genere=genere, motivi=(("Non è venuto ai colloqui", "art. 8"),),
        canale=CanaleComunicazione.PEC, inviato_il=oggi(), operatore=dario, al=oggi(),
    )  # fmt: skip
    registra_ricevimento(
        comunicazione=avvio.comunicazione, versione=0, consegnata_il=oggi(), estremi_prova="ricevuta inventata",
        operatore=cast.anna_verdi, al=oggi(),
    )  # fmt: skip
    punto = registra_osservazione(
        preavviso=avvio, testo="Ero malata", presentata_il=oggi(), operatore=cast.anna_verdi, al=oggi()
    )
    rispondi_a_osservazione(
        osservazione=punto, versione=0, accolta=False, risposta="Manca il certificato", operatore=dario
    )
    return Preavviso.objects.select_related("comunicazione", "richiesta").get(pk=avvio.pk)


def bozza(
    cast: Cast, richiesta: Richiesta, tipo: str = TipoProvvedimento.CONCESSIONE, **dati: Any
) -> Provvedimento:
    riga = prepara_provvedimento(richiesta=richiesta, tipo=tipo, operatore=cast.dario_dirigente)
    return scrivi_provvedimento(
        provvedimento=riga,
        versione=riga.versione,
        dati={**TESTO, "dal": oggi(), **dati},
        operatore=cast.dario_dirigente,
    )


def adotta(cast: Cast, atto: Provvedimento, *, al: datetime.date | None = None) -> Provvedimento:
    """Adopted, with money enough for everything."""
    if not Fondo.objects.exists():
        crea_fondo(cast, stanziato="100000")
    return adotta_provvedimento(
        provvedimento=atto, versione=atto.versione, operatore=cast.dario_dirigente, al=al or oggi()
    )


def concessa(cast: Cast, importo: str = "300.00", **altro: Any) -> Provvedimento:
    return adotta(cast, bozza(cast, pronta(cast, importo=importo, **altro)))


def con_preavviso(cast: Cast, *, inviato: int = 20, ricevuto: int | None = 18) -> Preavviso:
    """A notice sent and received that many days ago (`ricevuto` None: no proof yet)."""
    richiesta = pronta(cast, stato=StatoRichiesta.PARERE_CONTRARIO, data_domanda=giorni_fa(60))
    preavviso = invia_preavviso(
        richiesta=richiesta,
        motivi=MOTIVI,
        canale=CanaleComunicazione.PEC,
        inviato_il=giorni_fa(inviato),
        operatore=cast.dario_dirigente,
        al=oggi(),
    )
    if ricevuto is not None:
        registra_ricevimento(
            comunicazione=preavviso.comunicazione,
            versione=0,
            consegnata_il=giorni_fa(ricevuto),
            estremi_prova="ricevuta di consegna inventata",
            operatore=cast.anna_verdi,
            al=oggi(),
        )
    return Preavviso.objects.select_related("comunicazione", "richiesta").get(pk=preavviso.pk)


def in_riesame(cast: Cast) -> Preavviso:
    return avvia_riesame(preavviso=con_preavviso(cast), operatore=cast.dario_dirigente, al=oggi())
