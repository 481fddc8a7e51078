"""What is told before a refusal, a suspension, a revocation: sent, received, answered point by point.

Only the notice before a refusal moves the request and stops its term (A5-A10).
"""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.documenti.services.carica import carica_documento
from adi_platform.errori import DominioError
from adi_platform.norme.loader import Norme
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.ui.formati import con_articolo
from contributi.enums import CANALI_CON_PROVA, GenerePreavviso, StatoRichiesta
from contributi.models import Comunicazione, MotivoOstativo, Osservazione, Preavviso, Richiesta
from contributi.rules import lettere
from contributi.rules.decisione import FotoPreavviso
from contributi.rules.preavviso import EsitoPreavviso, esamina_preavviso, giorni_giacenza
from contributi.rules.preavviso import Preavviso as FattiPreavviso
from contributi.services.comunicazioni import controlla_data_di_invio, invia_comunicazione
from contributi.services.contesto_norme import calendario_di, letture_di
from contributi.services.termine import aggiorna_termine
from contributi.transizioni import TABELLA_RICHIESTA

TIPO_OSSERVAZIONE = "contributi.osservazione"
BLOCCA, AVVISA = "blocca", "avvisa"
GIORNI_AVVIO = "procedimento.avvio_osservazioni_giorni"


@transaction.atomic
def invia_preavviso(
    *,
    richiesta: Richiesta,
    motivi: Sequence[tuple[str, str]],
    canale: str,
    inviato_il: datetime.date,
    operatore: Utente,
    al: datetime.date,
    non_prima_di: datetime.date | None = None,
    perche_un_altro: str = "",
) -> Preavviso:
    """Write to the person why the request cannot be accepted, with all the reasons and their articles.

    `non_prima_di`: the day of the opinion that it follows. An earlier letter would move the term by itself.
    """
    riga = blocca(richiesta)
    TABELLA_RICHIESTA.verifica(riga.stato, "manda_preavviso")
    controlla_data_di_invio(riga, inviato_il, al=al, campo="inviato_il")
    if non_prima_di is not None and inviato_il < non_prima_di:
        raise DominioError(
            f"Il preavviso segue la decisione {con_articolo(non_prima_di, 'del')}: non può essere di prima.",
            campo="inviato_il",
        )
    scritti = [(testo.strip(), articolo.strip()) for testo, articolo in motivi if testo.strip()]
    _controlla(riga, scritti, canale=canale, inviato_il=inviato_il, perche=perche_un_altro)
    comunicazione = invia_comunicazione(
        richiesta=riga,
        lettera=lettere.PREAVVISO,
        valori=valori_dei_motivi(scritti),
        canale=canale,
        inviata_il=inviato_il,
        operatore=operatore,
        al=al,
    )
    preavviso = crea_preavviso(comunicazione, scritti, genere=GenerePreavviso.RIFIUTO, perche=perche_un_altro)
    riga.aggiornato_da = operatore
    esegui_mossa(
        riga,
        TABELLA_RICHIESTA,
        "manda_preavviso",
        operatore=operatore,
        motivo="\n".join(t for t, _ in scritti),
    )
    aggiorna_termine(riga, al=al)
    return preavviso


def giorno_del_parere(richiesta: Richiesta) -> datetime.date | None:
    """When the request came to the state from which the notice is sent."""
    arrivo = richiesta.transizioni.filter(a_stato=richiesta.stato).order_by("-pk").first()
    return timezone.localdate(arrivo.avvenuta_il) if arrivo else None


@transaction.atomic
def registra_osservazione(
    *,
    preavviso: Preavviso,
    testo: str,
    presentata_il: datetime.date,
    operatore: Utente,
    al: datetime.date,
    file: "File[bytes] | None" = None,
) -> Osservazione:
    """One point of what the person wrote, in their words; also when it is late (A9)."""
    richiesta = blocca(preavviso.richiesta)
    if not _aperto(preavviso, richiesta, StatoRichiesta.PREAVVISO, StatoRichiesta.RIESAME):
        raise DominioError("La decisione è già presa: le osservazioni si registrano prima.")
    if not testo.strip():
        raise DominioError("Scrivi che cosa osserva la persona.", campo="testo")
    lettera = preavviso.comunicazione
    if not (lettera.consegnata_il or lettera.inviata_il) <= presentata_il <= al:
        da_quando = "dal ricevimento" if lettera.consegnata_il else "dall'invio"
        raise DominioError(f"La data va {da_quando} del preavviso a oggi.", campo="presentata_il")
    documento = None
    if file is not None:
        documento = carica_documento(
            ambito=richiesta.ambito,
            operatore=operatore,
            tipo=TIPO_OSSERVAZIONE,
            titolo="Osservazioni della persona",
            file=file,
            caso_id=richiesta.caso_id,
            oggetto_tipo=TIPO_OSSERVAZIONE,
            oggetto_id=richiesta.pk,
        )
    osservazione = Osservazione.objects.create(
        preavviso=preavviso,
        ordine=preavviso.osservazioni.count() + 1,
        testo=testo.strip(),
        presentata_il=presentata_il,
        documento=documento,
        aggiornato_da=operatore,
    )
    aggiorna_termine(richiesta, al=al)
    return osservazione


@transaction.atomic
def rispondi_a_osservazione(
    *, osservazione: Osservazione, versione: int, accolta: bool, risposta: str, operatore: Utente
) -> Osservazione:
    """The answer to one point. The refusal carries all of them."""
    richiesta = blocca(osservazione.preavviso.richiesta)
    if not _aperto(osservazione.preavviso, richiesta, StatoRichiesta.RIESAME):
        raise DominioError("Si risponde durante il riesame: prima avvia il riesame.")
    riga = Osservazione.blocca_versione(pk=osservazione.pk, attesa=versione)
    if not risposta.strip():
        raise DominioError("Scrivi la risposta.", campo="risposta")
    riga.accolta, riga.risposta = accolta, risposta.strip()
    riga.risposta_da = riga.aggiornato_da = operatore
    riga.save()
    return riga


@transaction.atomic
def avvia_riesame(*, preavviso: Preavviso, operatore: Utente, al: datetime.date) -> Preavviso:
    """After the observations, or when the days to write them are over."""
    richiesta = blocca(preavviso.richiesta)
    posizione = posizione_di(preavviso, al=al)
    if posizione.ricevuto is None:
        raise DominioError("Manca la prova che il preavviso è stato ricevuto: registrala prima.")
    if posizione.in_attesa(al):
        raise DominioError(
            f"La persona può scrivere fino al {posizione.scadenza_osservazioni:%d/%m/%Y}: aspetta."
        )
    riga = blocca(preavviso)
    riga.riesame_il, riga.aggiornato_da = al, operatore
    riga.save()
    richiesta.aggiornato_da = operatore
    esegui_mossa(richiesta, TABELLA_RICHIESTA, "riesamina", operatore=operatore)
    return riga


def posizione_di(preavviso: Preavviso, *, al: datetime.date) -> EsitoPreavviso:
    """Receipt, days for the observations, pause of the term, read on the day `al`."""
    richiesta = preavviso.richiesta
    norme, letture = norme_dell_ambito(richiesta.ambito_id), letture_di(richiesta, al=al)
    if preavviso.genere != GenerePreavviso.RIFIUTO:
        giorni = norme.valore(GIORNI_AVVIO, al=preavviso.comunicazione.inviata_il).intero
        letture = replace(letture, osservazioni_giorni=giorni)
    return esamina_preavviso(
        fatti_di(preavviso, norme),
        al=al,
        letture=letture,
        calendario=calendario_di(richiesta, letture),
    )


def fatti_di(preavviso: Preavviso, norme: Norme) -> FattiPreavviso:
    """The row as the rule of the term reads it. The first observations count for the clock."""
    lettera = preavviso.comunicazione
    return FattiPreavviso(
        inviato=lettera.inviata_il,
        canale=lettera.canale,
        consegnato=lettera.consegnata_il,
        avviso_giacenza=lettera.avviso_giacenza_il,
        giorni_giacenza=giorni_giacenza(lettera.canale, al=lettera.inviata_il, norme=norme),
        osservazioni=min((o.presentata_il for o in preavviso.osservazioni.all()), default=None),
    )


def leggi_preavvisi(chiavi: Collection[int]) -> Mapping[int, Sequence[FattiPreavviso]]:
    """The source of the notices for the term of many requests: a fixed number of queries."""
    righe = Preavviso.objects.filter(richiesta__in=chiavi, genere=GenerePreavviso.RIFIUTO)
    righe = righe.select_related("comunicazione", "richiesta")
    trovati: dict[int, list[FattiPreavviso]] = {}
    norme: dict[int, Norme] = {}
    for preavviso in righe.prefetch_related("osservazioni"):
        ambito = preavviso.richiesta.ambito_id
        if ambito not in norme:
            norme[ambito] = norme_dell_ambito(ambito)
        trovati.setdefault(preavviso.richiesta_id, []).append(fatti_di(preavviso, norme[ambito]))
    return trovati


def regola_secondo_preavviso(richiesta: Richiesta, *, al: datetime.date) -> str:
    """A10: `ammette`, `avvisa` or `blocca` another notice."""
    norme = norme_dell_ambito(richiesta.ambito_id)
    return norme.valore("procedimento.a10_secondo_preavviso", al=al).testo


def _controlla(
    richiesta: Richiesta,
    motivi: Sequence[tuple[str, str]],
    *,
    canale: str,
    inviato_il: datetime.date,
    perche: str,
) -> None:
    controlla_lettera(motivi, canale=canale)
    if not richiesta.preavvisi.filter(genere=GenerePreavviso.RIFIUTO).exists():
        return
    regola = regola_secondo_preavviso(richiesta, al=inviato_il)
    if regola == BLOCCA:
        raise DominioError("Il preavviso c'è già stato e l'Ambito non ne ammette un altro.")
    if regola == AVVISA and not perche.strip():
        raise DominioError(
            "C'è già stato un preavviso: scrivi perché ne serve un altro.", campo="perche_un_altro"
        )


def foto_preavviso(preavviso: Preavviso | None, *, al: datetime.date) -> FotoPreavviso | None:
    """The notice as the rules of the act read it. Before a refusal who has written may write more, to the last day."""
    if preavviso is None:
        return None
    posizione, rifiuto = posizione_di(preavviso, al=al), preavviso.genere == GenerePreavviso.RIFIUTO
    osservazioni = list(preavviso.osservazioni.all())
    return FotoPreavviso(
        ricevuto=posizione.ricevuto,
        aperto=al <= posizione.scadenza_osservazioni if rifiuto else posizione.in_attesa(al),
        fino_al=posizione.scadenza_osservazioni if al <= posizione.scadenza_osservazioni else None,
        osservazioni=len(osservazioni),
        senza_risposta=sum(1 for o in osservazioni if not o.valutata),
    )


def controlla_lettera(motivi: Sequence[tuple[str, str]], *, canale: str) -> None:
    if not motivi or not all(articolo for _, articolo in motivi):
        raise DominioError("Scrivi almeno un motivo, ciascuno con il suo articolo.", campo="motivi")
    if canale not in CANALI_CON_PROVA:
        raise DominioError("Serve un canale che prova il ricevimento.", campo="canale")


def valori_dei_motivi(motivi: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {
        "motivi": "\n".join(f"- {testo}" for testo, _ in motivi),
        "regola_applicata": "; ".join(dict.fromkeys(articolo for _, articolo in motivi)),
    }


def crea_preavviso(
    lettera: Comunicazione, motivi: Sequence[tuple[str, str]], *, genere: str, perche: str = ""
) -> Preavviso:
    preavviso = Preavviso.objects.create(
        richiesta=lettera.richiesta,
        genere=genere,
        numero=lettera.richiesta.preavvisi.count() + 1,
        comunicazione=lettera,
        perche_un_altro=perche,
        aggiornato_da=lettera.decisa_da,
    )
    for ordine, (testo, articolo) in enumerate(motivi, start=1):
        MotivoOstativo.objects.create(preavviso=preavviso, ordine=ordine, testo=testo, articolo=articolo)
    return preavviso


def _aperto(preavviso: Preavviso, richiesta: Richiesta, *stati: str) -> bool:
    """The decision is not taken yet: of a refusal the state of the request says it, otherwise its act."""
    if preavviso.genere == GenerePreavviso.RIFIUTO:
        return richiesta.stato in stati
    return preavviso.atto_id is None
