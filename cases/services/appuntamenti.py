"""Appointments: fix, move, convene, write what came of them. Warnings may be confirmed, not hidden."""

import datetime

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.calendario.giorni import Calendario, GiornoFisso
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Comune, Sede, Utente
from cases.enums import EsitoIncontro, ModalitaIncontro, StatoScadenza, TipoAppuntamento, TipoScadenza
from cases.models import Appuntamento, CasoAdi
from cases.services.domanda_inps import non_prima_della_domanda
from cases.services.fatti import giorno_di
from cases.services.scadenze import ricalcola_scadenze
from cases.transizioni import FINALI, PRIMA_DELL_INCONTRO

GIORNI_DI_PREAVVISO = 3
# An appointment agreed by voice is written later, with what came of it; older ones are a slip of the keyboard.
GIORNI_PER_SCRIVERLO = 30


class AvvisiDaConfermare(DominioError):
    """Something to look at before going on: the person may confirm and proceed."""

    def __init__(self, avvisi: list[str]) -> None:
        super().__init__("Controlla gli avvisi: se va bene lo stesso, conferma.")
        self.avvisi = avvisi


def appuntamenti_di(caso: CasoAdi) -> list[Appuntamento]:
    """All the appointments of a case, the latest first: read once for each page that shows the case."""
    righe = Appuntamento.objects.select_related("operatore", "sede").order_by("-inizio", "-pk")
    prefetch_related_objects([caso], Prefetch("appuntamenti", righe))
    return list(caso.appuntamenti.all())


@transaction.atomic
def fissa_appuntamento(
    *,
    caso: CasoAdi,
    tipo: str,
    inizio: datetime.datetime,
    durata_minuti: int,
    modalita: str,
    sede: Sede | None,
    luogo: str,
    con: Utente,
    operatore: Utente,
    al: datetime.date,
    confermato: bool = False,
) -> Appuntamento:
    """A meeting to come, or one of the last days that was agreed and not yet written.

    Raises AvvisiDaConfermare until the warnings are confirmed. Who came without being awaited is recorded as a
    spontaneous presentation.
    """
    attuale = blocca(caso)
    if attuale.stato in FINALI:
        raise DominioError("Il caso è chiuso: non si fissano appuntamenti.")
    giorno = timezone.localtime(inizio).date()
    _non_passato(giorno, al=al - datetime.timedelta(days=GIORNI_PER_SCRIVERLO))
    non_prima_della_domanda(attuale, giorno, campo="giorno")
    if tipo == TipoAppuntamento.PRIMO_INCONTRO and attuale.stato not in PRIMA_DELL_INCONTRO:
        raise DominioError(
            f"Il primo incontro è già avvenuto{_quando(attuale)}: scegli un altro motivo.", campo="tipo"
        )
    _dove(modalita, sede, luogo)
    # The office that the form proposes is of who comes to it: nobody is awaited there for a visit or a call.
    in_sede = modalita == ModalitaIncontro.SEDE
    appuntamento = Appuntamento(
        caso=attuale, tipo=tipo, inizio=inizio, durata_minuti=durata_minuti, modalita=modalita,
        sede=sede if in_sede else None, luogo=luogo.strip(), operatore=con, aggiornato_da=operatore,
    )  # fmt: skip
    _con_avvisi(appuntamento, al=al, confermato=confermato)
    ricalcola_scadenze(attuale, al=al)
    return appuntamento


@transaction.atomic
def sposta_appuntamento(
    *,
    appuntamento: Appuntamento,
    versione: int,
    inizio: datetime.datetime,
    operatore: Utente,
    al: datetime.date,
    confermato: bool = False,
) -> Appuntamento:
    """Another day or hour, while nothing came of it yet. The convocation must be sent again."""
    attuale = Appuntamento.blocca_versione(pk=appuntamento.pk, attesa=versione)
    if attuale.esito:
        raise DominioError("L'esito è già scritto: fissa un nuovo appuntamento.")
    _non_passato(timezone.localtime(inizio).date(), al=al)
    attuale.inizio = inizio
    attuale.convocato_il = None
    attuale.consegnata_il = None
    attuale.aggiornato_da = operatore
    _con_avvisi(attuale, al=al, confermato=confermato)
    ricalcola_scadenze(attuale.caso, al=al)
    return attuale


def avvisi_di(appuntamento: Appuntamento, *, al: datetime.date) -> list[str]:
    """What a careful colleague would say about this day and hour."""
    giorno = giorno_di(appuntamento)
    avvisi = [*_avvisi_del_giorno(appuntamento.caso.comune, giorno, al), *_sovrapposizioni(appuntamento)]
    avvisi += _primo_gia_fissato(appuntamento)
    termine = appuntamento.caso.scadenze.filter(
        tipo=TipoScadenza.PRIMO_INCONTRO, stato=StatoScadenza.APERTA, entro__lt=giorno
    ).first()
    if termine and appuntamento.tipo == TipoAppuntamento.PRIMO_INCONTRO:
        avvisi.append(f"È dopo il termine del primo incontro, che scade il {termine.entro:%d/%m/%Y}.")
    return avvisi


def _primo_gia_fissato(nuovo: Appuntamento) -> list[str]:
    """There is one first meeting: a second open one leaves the household with two days to come."""
    if nuovo.tipo != TipoAppuntamento.PRIMO_INCONTRO:
        return []
    altri = nuovo.caso.appuntamenti.filter(tipo=nuovo.tipo, esito="").exclude(pk=nuovo.pk).order_by("inizio")
    return [
        f"C'è già un primo incontro il {giorno_di(a):%d/%m/%Y}, senza esito: sposta quello oppure annullalo."
        for a in altri[:1]
    ]


def _avvisi_del_giorno(comune: Comune | None, giorno: datetime.date, al: datetime.date) -> list[str]:
    avvisi = []
    festa = _calendario(comune).motivo_festivo(giorno)
    if festa:
        avvisi.append(f"Il {giorno:%d/%m/%Y} non è un giorno di lavoro ({festa}).")
    if giorno < al:
        avvisi.append(
            f"Il {giorno:%d/%m/%Y} è già passato: conferma solo se l'appuntamento era stato concordato, poi scrivi "
            "l'esito. Se la persona è venuta senza appuntamento, scrivilo dalla pagina del caso."
        )
    elif (giorno - al).days < GIORNI_DI_PREAVVISO:
        avvisi.append(f"Il preavviso è di meno di {GIORNI_DI_PREAVVISO} giorni.")
    return avvisi


def _calendario(comune: Comune | None) -> Calendario:
    if comune is None or not (comune.patrono_giorno and comune.patrono_mese):
        return Calendario(sabato_festivo=True)
    patrono = GiornoFisso(mese=comune.patrono_mese, giorno=comune.patrono_giorno)
    return Calendario(patrono=patrono, sabato_festivo=True)


def _sovrapposizioni(nuovo: Appuntamento) -> list[str]:
    """Other meetings of the same worker in those minutes; no name of the other household."""
    fine = nuovo.inizio + datetime.timedelta(minutes=nuovo.durata_minuti)
    giorno = timezone.localtime(nuovo.inizio).replace(hour=0, minute=0, second=0, microsecond=0)
    altri = (
        Appuntamento.objects.filter(
            operatore_id=nuovo.operatore_id,
            inizio__range=(giorno - datetime.timedelta(days=1), fine),
            esito="",
        )
        .exclude(pk=nuovo.pk)
        .order_by("inizio")
    )
    return [
        f"{nuovo.operatore} ha già un appuntamento alle {timezone.localtime(a.inizio):%H:%M}."
        for a in altri
        if a.inizio < fine and a.inizio + datetime.timedelta(minutes=a.durata_minuti) > nuovo.inizio
    ]


def _con_avvisi(appuntamento: Appuntamento, *, al: datetime.date, confermato: bool) -> None:
    avvisi = avvisi_di(appuntamento, al=al)
    if avvisi and not confermato:
        raise AvvisiDaConfermare(avvisi)
    appuntamento.avvisi_confermati = avvisi
    appuntamento.save()


def _non_passato(giorno: datetime.date, *, al: datetime.date) -> None:
    if giorno < al:
        raise DominioError(
            "Il giorno è già passato da troppo tempo. Se la persona è venuta senza appuntamento, scrivilo dalla "
            "pagina del caso.",
            campo="giorno",
        )


def _quando(caso: CasoAdi) -> str:
    """The day of the first meeting held, when it is written."""
    primo = caso.appuntamenti.filter(esito__in=SVOLTI).order_by("esito_il").first()
    return f" il {primo.esito_il:%d/%m/%Y}" if primo and primo.esito_il else ""


def _dove(modalita: str, sede: Sede | None, luogo: str) -> None:
    if modalita == ModalitaIncontro.SEDE and sede is None and not luogo.strip():
        raise DominioError("Scegli la sede, oppure scrivi il luogo.", campo="sede")


def senza_esito(caso: CasoAdi, *, tipo: str) -> bool:
    return caso.appuntamenti.filter(tipo=tipo, esito="").exists()


SVOLTI = (EsitoIncontro.SVOLTO, EsitoIncontro.SPONTANEO)
