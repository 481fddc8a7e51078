"""Households: who is in them and since when."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Comune, Utente
from adi_platform.ricerca.testo import pulisci_testo
from cases.enums import Parentela
from cases.models import Appartenenza, Nucleo, Persona, RelazioneEsterna
from cases.rules.anagrafe import MAGGIORE_ETA, minorenne

ANNO_MASSIMO = 2100
GIA_IN_UN_NUCLEO = (
    "{persona} risulta già in un altro nucleo nello stesso periodo: prima chiudi quell'appartenenza, "
    "oppure cambia la data di ingresso."
)
GIA_IN_QUESTO_NUCLEO = (
    "{persona} è già in questo nucleo nello stesso periodo: guarda le sue date tra i componenti, "
    "oppure cambia la data di ingresso."
)


@transaction.atomic
def crea_nucleo(*, ambito: Ambito, operatore: Utente | None, comune: Comune | None, note: str = "") -> Nucleo:
    """An empty household: add the applicant first."""
    if comune is not None and comune.ambito_id != ambito.pk:
        raise DominioError("Questo Comune non è dell'Ambito.", campo="comune")
    return Nucleo.objects.create(
        ambito=ambito, comune=comune, note=pulisci_testo(note, piu_righe=True), aggiornato_da=operatore
    )


@transaction.atomic
def aggiungi_componente(
    *,
    nucleo: Nucleo,
    persona: Persona,
    operatore: Utente | None,
    dal: datetime.date,
    al: datetime.date | None = None,
    parentela: str = Parentela.ALTRO,
    parentela_testo: str = "",
    da_confermare: bool = False,
) -> Appartenenza:
    """Put a person in a household from `dal` (to `al` included). The applicant becomes its referente.

    `da_confermare` lets a list bring in a second membership that a worker will settle.
    """
    nucleo = Nucleo.objects.select_for_update(of=("self",)).get(pk=nucleo.pk)
    if persona.ambito_id != nucleo.ambito_id:
        raise DominioError("La persona è di un altro Ambito.", campo="persona")
    _date_in_ordine(dal, al)
    if parentela == Parentela.RICHIEDENTE and not da_confermare:
        esigi_maggiorenne(persona, al=_giorno_da_guardare(dal), campo="parentela")
        _un_solo_richiedente(nucleo, persona, dal)
    with _senza_sovrapposizioni(persona, nucleo):
        appartenenza = Appartenenza.objects.create(
            nucleo=nucleo,
            persona=persona,
            parentela=parentela,
            parentela_testo=pulisci_testo(parentela_testo),
            periodo=DateRange(dal, _giorno_dopo(al)),
            da_confermare=da_confermare,
            aggiornato_da=operatore,
        )
    if parentela == Parentela.RICHIEDENTE or nucleo.referente_id is None:
        nucleo.referente, nucleo.aggiornato_da = persona, operatore
        nucleo.save()
    return appartenenza


@transaction.atomic
def crea_nucleo_di(
    *, persona: Persona, operatore: Utente | None, comune: Comune | None, dal: datetime.date
) -> Nucleo:
    """A household that begins with its applicant."""
    esigi_maggiorenne(persona, al=_giorno_da_guardare(dal), campo="dal")
    nucleo = crea_nucleo(ambito=persona.ambito, operatore=operatore, comune=comune)
    aggiungi_componente(
        nucleo=nucleo, persona=persona, operatore=operatore, dal=dal, parentela=Parentela.RICHIEDENTE
    )
    nucleo.refresh_from_db()
    return nucleo


@transaction.atomic
def chiudi_appartenenza(
    *, appartenenza: Appartenenza, operatore: Utente | None, ultimo_giorno: datetime.date
) -> Appartenenza:
    """Record the last day of a person in a household."""
    riga = _bloccata(appartenenza)
    inizio = riga.periodo.lower
    if inizio is not None and ultimo_giorno < inizio:
        raise DominioError(f"L'uscita non può venire prima dell'ingresso ({inizio:%d/%m/%Y}).", campo="al")
    riga.periodo = DateRange(inizio, _giorno_dopo(ultimo_giorno))
    riga.aggiornato_da = operatore
    with _senza_sovrapposizioni(riga.persona, riga.nucleo):
        riga.save()
    return riga


def cambia_ingresso(
    *, appartenenza: Appartenenza, dal: datetime.date, motivo: str, operatore: Utente
) -> tuple[datetime.date | None, Appartenenza]:
    """Write another first day, in the transaction of who explains it. Returns the day written before."""
    riga = _bloccata(appartenenza)
    vecchio, fine = riga.periodo.lower, riga.periodo.upper
    if dal == vecchio:
        raise DominioError("È il giorno già scritto: non c'è niente da correggere.", campo="dal")
    if fine is not None and dal >= fine:
        ultimo = fine - datetime.timedelta(days=1)
        raise DominioError(f"L'ingresso non può venire dopo l'uscita ({ultimo:%d/%m/%Y}).", campo="dal")
    if riga.parentela == Parentela.RICHIEDENTE and not riga.da_confermare:
        esigi_maggiorenne(riga.persona, al=_giorno_da_guardare(dal), campo="dal")
    riga.periodo, riga.aggiornato_da = DateRange(dal, fine), operatore
    riga._change_reason = motivo[:100]  # type: ignore[attr-defined]  # read by simple_history
    with _senza_sovrapposizioni(riga.persona, riga.nucleo):
        riga.save()
    return vecchio, riga


@transaction.atomic
def conferma_appartenenza(*, appartenenza: Appartenenza, operatore: Utente | None) -> Appartenenza:
    """Settle a membership that a list brought in; refused while the person is elsewhere in those days."""
    riga = _bloccata(appartenenza)
    if riga.parentela == Parentela.RICHIEDENTE:
        esigi_maggiorenne(riga.persona, al=timezone.localdate(), campo="parentela")
    riga.da_confermare, riga.aggiornato_da = False, operatore
    with _senza_sovrapposizioni(riga.persona, riga.nucleo):
        riga.save()
    return riga


@transaction.atomic
def cambia_referente(*, nucleo: Nucleo, persona: Persona, operatore: Utente | None) -> Nucleo:
    """Choose who speaks for the household among its present members."""
    nucleo = Nucleo.objects.select_for_update(of=("self",)).get(pk=nucleo.pk)
    if not nucleo.appartenenze.filter(persona=persona, periodo__endswith__isnull=True).exists():
        raise DominioError("Il referente dev'essere un componente attuale del nucleo.", campo="referente")
    nucleo.referente, nucleo.aggiornato_da = persona, operatore
    nucleo.save()
    return nucleo


@transaction.atomic
def aggiungi_relazione(
    *,
    persona: Persona,
    operatore: Utente | None,
    rapporto: str,
    altra_persona: Persona | None = None,
    nome_libero: str = "",
    nota: str = "",
) -> RelazioneEsterna:
    """Somebody outside the household who matters: bound to maintenance, guardian, carer."""
    rapporto, nome_libero, nota = pulisci_testo(rapporto), pulisci_testo(nome_libero), pulisci_testo(nota)
    if not rapporto:
        raise DominioError("Scrivi il rapporto (per esempio: amministratore di sostegno).", campo="rapporto")
    if altra_persona is None and not nome_libero:
        raise DominioError("Scrivi il nome della persona.", campo="nome_libero")
    if altra_persona is not None and altra_persona.ambito_id != persona.ambito_id:
        raise DominioError("La persona è di un altro Ambito.", campo="altra_persona")
    return RelazioneEsterna.objects.create(
        persona=persona,
        altra_persona=altra_persona,
        nome_libero=nome_libero,
        rapporto=rapporto,
        nota=nota,
        aggiornato_da=operatore,
    )


def esigi_maggiorenne(persona: Persona, *, al: datetime.date, campo: str) -> None:
    """Who applies for the household is of age; a list that says otherwise enters with a warning."""
    if minorenne(persona.data_nascita, al=al):
        raise DominioError(
            f"{persona} il {al:%d/%m/%Y} non aveva ancora {MAGGIORE_ETA} anni: il richiedente è una persona "
            "maggiorenne. Registra come richiedente chi se ne prende cura.",
            campo=campo,
        )


def _giorno_da_guardare(dal: datetime.date) -> datetime.date:
    """Who applies is judged today, not on the day they came into the household, perhaps as a child."""
    return max(dal, timezone.localdate())


def componenti_al(nucleo: Nucleo, al: datetime.date) -> list[Appartenenza]:
    """Members on the day `al`, applicant first; one query."""
    righe = nucleo.appartenenze.filter(periodo__contains=al).select_related("persona")
    return sorted(righe, key=lambda a: (a.parentela != Parentela.RICHIEDENTE, a.da_confermare, a.pk))


def altri_nuclei(persona: Persona, *, al: datetime.date) -> list[Appartenenza]:
    """Memberships of the person from `al` on."""
    futuri = Q(periodo__contains=al) | Q(periodo__startswith__gt=al)
    return list(persona.appartenenze.filter(futuri).select_related("nucleo__referente"))


def _bloccata(appartenenza: Appartenenza) -> Appartenenza:
    return (
        Appartenenza.objects.select_for_update(of=("self",))
        .select_related("persona", "nucleo")
        .get(pk=appartenenza.pk)
    )


def _un_solo_richiedente(nucleo: Nucleo, persona: Persona, dal: datetime.date) -> None:
    altri = Q(periodo__endswith__isnull=True) | Q(periodo__endswith__gt=dal)
    riga = (
        nucleo.appartenenze.filter(altri, parentela=Parentela.RICHIEDENTE, da_confermare=False)
        .exclude(persona=persona)
        .select_related("persona")
        .first()
    )
    if riga:
        raise DominioError(
            f"Il richiedente di questo nucleo è {riga.persona}: scegli un altro rapporto.", campo="parentela"
        )


def _date_in_ordine(dal: datetime.date, al: datetime.date | None) -> None:
    if al is not None and al < dal:
        raise DominioError("La data di uscita viene prima di quella di ingresso.", campo="al")


def _giorno_dopo(giorno: datetime.date | None) -> datetime.date | None:
    if giorno is not None and giorno.year > ANNO_MASSIMO:
        raise DominioError("L'anno è troppo lontano: controlla la data.", campo="al")
    return giorno + datetime.timedelta(days=1) if giorno else None


@contextmanager
def _senza_sovrapposizioni(persona: Persona, nucleo: Nucleo) -> Iterator[None]:
    """The database refuses two households in the same days; say it in Italian."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as errore:
        if "appartenenza_senza_sovrapposizioni" not in str(errore):
            raise
        qui = persona.appartenenze.filter(nucleo=nucleo, da_confermare=False).exists()
        testo = GIA_IN_QUESTO_NUCLEO if qui else GIA_IN_UN_NUCLEO
        raise DominioError(testo.format(persona=persona), campo="dal") from errore
