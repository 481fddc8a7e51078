"""From the act to the instalments: the plan is born, gets its creditor, ends."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.ui.formati import euro
from contributi.enums import GenereCreditore, ModoErogazione, StatoPiano, StatoRata, StatoRichiesta
from contributi.models import (
    Creditore,
    GiustificativoSpesa,
    PianoErogazione,
    Prenotazione,
    Provvedimento,
    Rata,
    Richiesta,
)
from contributi.rules.giustificativo import Carta, Pagamento, perche_non_salda
from contributi.rules.piano_rate import RataPrevista, piano_rate, totale
from contributi.services.fondi import porta_a, prenota
from contributi.transizioni import TABELLA_RATA, TABELLA_RICHIESTA

# Who may receive the money of each way of payment.
CREDITORI_PER_MODO = {
    ModoErogazione.CANALIZZATO: GenereCreditore.FORNITORE,
    ModoErogazione.SERVIZIO: GenereCreditore.FORNITORE,
    ModoErogazione.BONIFICO: GenereCreditore.BENEFICIARIO,
    ModoErogazione.QUIETANZA_TERZI: GenereCreditore.TERZO,
}
FINALI = (StatoRata.PAGATA, StatoRata.ANNULLATA)


@transaction.atomic
def crea_piano(*, provvedimento: Provvedimento, operatore: Utente) -> PianoErogazione:
    """Reserve the money and write the instalments of a concession; asked twice, there is one plan."""
    prenotazione = prenota(provvedimento=provvedimento, operatore=operatore)
    Prenotazione.objects.select_for_update().get(pk=prenotazione.pk)
    fatto = PianoErogazione.objects.filter(provvedimento=provvedimento).first()
    if fatto is not None:
        return fatto
    dal = provvedimento.dal or provvedimento.adottato_il
    if dal is None:
        raise DominioError("Scrivi da quando vale la concessione.", campo="dal")
    piano = PianoErogazione.objects.create(
        richiesta=provvedimento.richiesta,
        provvedimento=provvedimento,
        prenotazione=prenotazione,
        modo=provvedimento.modo,
        aggiornato_da=operatore,
    )
    previste = piano_rate(importo_totale=prenotazione.importo, mesi=provvedimento.mesi, dal=dal)
    scrivi_rate(piano=piano, previste=previste, operatore=operatore)
    return piano


def scrivi_rate(*, piano: PianoErogazione, previste: tuple[RataPrevista, ...], operatore: Utente) -> None:
    for prevista in previste:
        Rata.objects.create(
            piano=piano,
            numero=prevista.numero,
            mese=prevista.mese,
            importo=prevista.importo,
            aggiornato_da=operatore,
        )


@transaction.atomic
def assegna_creditore(
    *, piano: PianoErogazione, creditore: Creditore, operatore: Utente, attesa: int
) -> PianoErogazione:
    """Say who receives the instalments still to pay. The kind of creditor follows from the way of payment."""
    riga = PianoErogazione.blocca_versione(pk=piano.pk, attesa=attesa)
    genere = CREDITORI_PER_MODO.get(ModoErogazione(riga.modo))
    if genere is None:
        raise DominioError("I buoni si pagano agli esercizi: qui non serve un creditore.")
    if creditore.genere != genere or not creditore.attivo or creditore.ambito_id != riga.richiesta.ambito_id:
        raise DominioError(f"Per questo modo di pagamento scegli: {genere.label.lower()}.", campo="creditore")
    _della_stessa_persona(riga, creditore)
    riga.creditore = creditore
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def _della_stessa_persona(piano: PianoErogazione, creditore: Creditore) -> None:
    if creditore.genere == GenereCreditore.TERZO and creditore.richiesta_id != piano.richiesta_id:
        raise DominioError(
            "Il consenso di questa terza persona è per un altro contributo.", campo="creditore"
        )
    if (
        creditore.genere == GenereCreditore.BENEFICIARIO
        and creditore.persona_id != piano.richiesta.richiedente_id
    ):
        raise DominioError("Il conto non è di chi ha chiesto il contributo.", campo="creditore")


@transaction.atomic
def collega_giustificativo(*, rata: Rata, giustificativo: GiustificativoSpesa, operatore: Utente) -> Rata:
    """The instalment settles that document, of who is paid; its instalments together never pass its amount."""
    GiustificativoSpesa.objects.select_for_update().get(pk=giustificativo.pk)
    riga = blocca(rata)
    if riga.stato != StatoRata.DA_LIQUIDARE:
        raise DominioError("La rata è già in pagamento: il suo documento non si cambia.")
    if giustificativo.richiesta_id != riga.piano.richiesta_id:
        raise DominioError("Il documento è di un altro contributo.", campo="giustificativo")
    if motivo := perche_non_va(riga.piano, giustificativo, al=timezone.localdate()):
        raise DominioError(f"Scegli un altro documento: {motivo}.", campo="giustificativo")
    altre = giustificativo.rate.exclude(pk=riga.pk).exclude(stato=StatoRata.ANNULLATA)
    coperto = totale([*altre.values_list("importo", flat=True), riga.importo])
    if coperto > giustificativo.importo:
        raise DominioError(
            f"Il documento è di {euro(giustificativo.importo)}: con questa rata si pagherebbero {euro(coperto)}.",
            campo="giustificativo",
        )
    riga.giustificativo = giustificativo
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def perche_non_va(piano: PianoErogazione, giustificativo: GiustificativoSpesa, *, al: datetime.date) -> str:
    """Why the payments of the plan cannot settle that document; empty when they can."""
    creditore, atto = piano.creditore, piano.provvedimento
    dal = atto.dal or atto.adottato_il
    if creditore is None or dal is None:
        return "manca chi riceve il pagamento: indicalo prima"
    norme = norme_dell_ambito(piano.richiesta.ambito_id)
    return perche_non_salda(
        Carta(
            emessa_da=giustificativo.creditore_id,
            nome=str(giustificativo.creditore),
            data=giustificativo.data,
        ),
        Pagamento(
            a_chi=creditore.pk,
            nome=str(creditore),
            dal=dal,
            al=atto.al,
            mesi_prima=norme.valore("contributi.giustificativo_mesi_prima", al=dal).intero,
            mesi_dopo=norme.valore("contributi.giustificativo_mesi_dopo", al=dal).intero,
        ),
        oggi=al,
    )


@transaction.atomic
def avvia_erogazione(*, richiesta: Richiesta, operatore: Utente) -> None:
    """The first payment moves the request from granted to being paid."""
    riga = blocca(richiesta)
    if riga.stato == StatoRichiesta.CONCESSA:
        esegui_mossa(riga, TABELLA_RICHIESTA, "eroga", operatore=operatore)


@transaction.atomic
def concludi_se_finito(*, piano: PianoErogazione, operatore: Utente | None) -> bool:
    """When no instalment is left: give back what was not used, close the plan and the request."""
    riga = blocca(piano)
    if riga.stato != StatoPiano.ATTIVO or riga.rate.exclude(stato__in=FINALI).exists():
        return False
    allinea_prenotazione(piano=riga, operatore=operatore)
    riga.stato = StatoPiano.CONCLUSO
    riga.aggiornato_da = operatore
    riga.save()
    richiesta = blocca(riga.richiesta)
    if richiesta.stato == StatoRichiesta.IN_EROGAZIONE:
        esegui_mossa(richiesta, TABELLA_RICHIESTA, "concludi", operatore=operatore)
    return True


def allinea_prenotazione(*, piano: PianoErogazione, operatore: Utente | None) -> None:
    """The fund keeps what was paid and what is still to pay, to the cent."""
    rate = piano.rate.exclude(stato=StatoRata.ANNULLATA).select_related("buono")
    porta_a(
        prenotazione=piano.prenotazione,
        importo=totale(peso_della_rata(rata) for rata in rate),
        operatore=operatore,
    )


def peso_della_rata(rata: Rata) -> Decimal:
    """Of a voucher that is over, only what was spent."""
    buono = getattr(rata, "buono", None)
    return buono.speso if buono is not None and rata.stato == StatoRata.PAGATA else rata.importo


def muovi_rata(rata: Rata, mossa: str, *, operatore: Utente | None, motivo: str = "") -> None:
    """Move an already locked instalment; out of a list it forgets the list."""
    if mossa == "togli":
        rata.liquidazione = None
    rata.aggiornato_da = operatore
    esegui_mossa(rata, TABELLA_RATA, mossa, operatore=operatore, motivo=motivo)
