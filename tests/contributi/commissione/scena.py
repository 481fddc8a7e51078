"""A commission of five with its secretary, and sessions brought to the state that a test needs."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone

from adi_platform.organizzazione.models import ParametroAmbito, Utente
from adi_platform.riunioni.services.riunioni import Dove
from contributi.enums import RuoloCommissione, StatoRichiesta
from contributi.models import Commissione, ComponenteCommissione, Proposta, Seduta, VoceSeduta
from contributi.services.commissioni import istituisci_commissione, nomina
from contributi.services.sedute import Finestra, convoca_seduta, invia_odg, metti_all_odg, voci_in_discussione
from contributi.services.voto import apri_voto, vota
from tests.casi import crea_caso
from tests.contributi.fabbrica import crea_proposta, crea_richiesta
from tests.people import DA_SEMPRE, Cast

VOTANTI = ("pina_presidente", "anna_verdi", "bruno_colle", "ciro_commissario", "cora_coordina")
SALA = Dove(luogo="Sala di prova")


def crea_commissione(cast: Cast, *, votanti: Iterable[str] = VOTANTI) -> Commissione:
    """The commission of Collina: Pina presides, Sara writes the minutes, Anna follows the cases."""
    unita = cast.territorio.comuni["Borgo Sereno"].unita
    commissione = istituisci_commissione(
        unita=unita, nome="Commissione di prova", operatore=cast.cora_coordina
    )
    for n, chi in enumerate(votanti):
        ruolo = RuoloCommissione.COMPONENTE if n else RuoloCommissione.PRESIDENTE
        siede(cast, commissione, cast.persone[chi], ruolo)
    siede(cast, commissione, cast.sara_sportello, RuoloCommissione.SEGRETARIO)
    return commissione


def siede(
    cast: Cast, commissione: Commissione, chi: Utente, ruolo: str = RuoloCommissione.COMPONENTE
) -> ComponenteCommissione:
    return nomina(
        commissione=commissione, utente=chi, ruolo=ruolo, dal=DA_SEMPRE, operatore=cast.cora_coordina
    )


def proposte(cast: Cast, quante: int = 1) -> list[Proposta]:
    """Ready proposals of Anna, each of its own case."""
    return [
        crea_proposta(
            cast,
            richiesta=crea_richiesta(
                cast,
                caso=crea_caso(cast, cognome=f"Proposta{n}"),
                stato=StatoRichiesta.PROPOSTA,
                importo=Decimal("300.00"),
            ),
        )
        for n in range(quante)
    ]


def finestra(*, fra: int = 3600, dura: int = 3600) -> Finestra:
    """Opens in `fra` seconds, lasts `dura`."""
    inizio = timezone.now() + datetime.timedelta(seconds=fra)
    return Finestra(riunione_il=inizio, apre_il=inizio, chiude_il=inizio + datetime.timedelta(seconds=dura))


def seduta_convocata(cast: Cast, *, quante: int = 1, commissione: Commissione | None = None) -> Seduta:
    seduta = convoca_seduta(
        commissione=commissione or crea_commissione(cast),
        finestra=finestra(),
        dove=SALA,
        operatore=cast.pina_presidente,
    )
    for proposta in proposte(cast, quante):
        metti_all_odg(seduta=seduta, proposta=proposta, operatore=cast.pina_presidente)
    return seduta


def seduta_inviata(cast: Cast, *, quante: int = 1, commissione: Commissione | None = None) -> Seduta:
    seduta = seduta_convocata(cast, quante=quante, commissione=commissione)
    return invia_odg(seduta=seduta, operatore=cast.pina_presidente)


def seduta_aperta(
    cast: Cast,
    *,
    quante: int = 1,
    commissione: Commissione | None = None,
    chiude_fra: float | None = None,
) -> Seduta:
    """Open now. `chiude_fra` seconds moves the end before the opening, the only moment when it may move."""
    seduta = seduta_inviata(cast, quante=quante, commissione=commissione)
    if chiude_fra is not None:
        seduta.chiude_il = timezone.now() + datetime.timedelta(seconds=chiude_fra)
    return apri_voto(seduta=arrivata_l_ora(seduta), operatore=cast.pina_presidente)


def arrivata_l_ora(seduta: Seduta) -> Seduta:
    """The announced hour has just struck: the row moves, not the clock."""
    seduta.apre_il = timezone.now() - datetime.timedelta(seconds=1)
    seduta.save()
    return seduta


def voci(seduta: Seduta) -> list[VoceSeduta]:
    return list(voci_in_discussione(seduta))


def votano(cast: Cast, voce: VoceSeduta, **scelte: str) -> None:
    """`votano(cast, voce, pina_presidente="favorevole", ...)`, in this order."""
    for chi, scelta in scelte.items():
        vota(voce=voce, scelta=scelta, motivo="Motivo di prova", operatore=cast.persone[chi])


def votano_tutti(cast: Cast, seduta: Seduta, scelta: str = "favorevole") -> None:
    """The four who are not the case's worker, on every proposal."""
    for voce in voci(seduta):
        votano(cast, voce, **{chi: scelta for chi in VOTANTI if chi != "anna_verdi"})


def regola(cast: Cast, nome: str, valore: str) -> None:
    """A choice of the Ambito, in force since ever."""
    ParametroAmbito.objects.create(
        ambito=cast.territorio.ambito,
        chiave=f"commissione.{nome}",
        valore=valore,
        dal=DA_SEMPRE,
        riferimento="Atto di prova",
    )
