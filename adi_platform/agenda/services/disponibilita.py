"""Give hours, take them back, say when one is away; read the free time of many people at once."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from adi_platform.agenda.enums import Dove
from adi_platform.agenda.models import Assenza, Disponibilita, Professionista, Stanza
from adi_platform.agenda.rules.fasce import A_DISTANZA, OVUNQUE, Fascia, Offerta, Periodo, fasce_libere
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Ente, Sede, Utente

Impegni = Mapping[int, Sequence[Fascia]]


@transaction.atomic
def scheda_di(*, utente: Utente, ambito: Ambito) -> Professionista:
    """The row of a user in the agenda of an Ambito, made the first time."""
    riga, _ = Professionista.objects.get_or_create(
        ambito=ambito,
        utente=utente,
        defaults={
            "nome": utente.nome,
            "cognome": utente.cognome,
            "ente_id": utente.ente_id,
            "aggiornato_da": utente,
        },
    )
    return riga


@transaction.atomic
def aggiungi_professionista(
    *,
    ambito: Ambito,
    operatore: Utente,
    nome: str,
    cognome: str,
    funzione: str = "",
    ente: Ente | None = None,
    ente_testo: str = "",
    sede_base: Sede | None = None,
) -> Professionista:
    """A named person of another body, who has no account."""
    if ente is None and not ente_testo.strip():
        raise DominioError("Scegli l'ente, oppure scrivine il nome.", campo="ente_testo")
    return Professionista.objects.create(
        ambito=ambito,
        nome=nome,
        cognome=cognome,
        funzione=funzione,
        ente=ente,
        ente_testo=ente_testo,
        sede_base=sede_base,
        aggiornato_da=operatore,
    )


@transaction.atomic
def offri_ore(
    *,
    professionista: Professionista,
    operatore: Utente,
    dalle: datetime.time,
    alle: datetime.time,
    dove: str,
    dal: datetime.date,
    sede: Sede | None = None,
    giorno: int | None = None,
    al: datetime.date | None = None,
) -> Disponibilita:
    """Hours on a weekday, or on the day `dal` alone when `giorno` is None."""
    _controlla(professionista, dalle, alle, dove, sede)
    ultimo = al if giorno is not None else dal
    if ultimo is not None and ultimo < dal:
        raise DominioError("L'ultimo giorno viene dopo il primo.", campo="al")
    Professionista.objects.select_for_update(of=("self",)).get(pk=professionista.pk)
    gia = professionista.disponibilita.filter(giorno=giorno, dalle__lt=alle, alle__gt=dalle)
    if any(_insieme(riga, dal, ultimo) for riga in gia):
        raise DominioError("In queste ore hai già dato una disponibilità: prima togli quella.", campo="dalle")
    return Disponibilita.objects.create(
        professionista=professionista,
        giorno=giorno,
        dalle=dalle,
        alle=alle,
        dove=dove,
        sede=sede if dove == Dove.SEDE else None,
        dal=dal,
        al=ultimo,
        aggiornato_da=operatore,
    )


@transaction.atomic
def segna_assenza(
    *, professionista: Professionista, operatore: Utente, dal: datetime.date, al: datetime.date
) -> Assenza:
    if al < dal:
        raise DominioError("L'ultimo giorno viene dopo il primo.", campo="al")
    return Assenza.objects.create(professionista=professionista, dal=dal, al=al, aggiornato_da=operatore)


@transaction.atomic
def togli(*, riga: Disponibilita | Assenza) -> None:
    """Take back hours or an absence. Meetings already convened stay."""
    riga.delete()


def ore_libere(
    professionisti: Iterable[Professionista], *, dal: datetime.date, al: datetime.date, impegni: Impegni
) -> dict[int, tuple[Fascia, ...]]:
    """Free stretches by person, in two queries however many they are."""
    persone = list(professionisti)
    offerte: dict[int, list[Offerta]] = {p.pk: [] for p in persone}
    assenze: dict[int, list[Periodo]] = {p.pk: [] for p in persone}
    for riga in Disponibilita.objects.filter(professionista__in=persone).order_by("pk"):
        offerte[riga.professionista_id].append(_offerta(riga))
    for assenza in Assenza.objects.filter(professionista__in=persone, dal__lte=al, al__gte=dal).order_by(
        "pk"
    ):
        assenze[assenza.professionista_id].append(Periodo(dal=assenza.dal, al=assenza.al))
    return {
        p.pk: fasce_libere(
            offerte[p.pk], dal=dal, al=al, assenze=assenze[p.pk], impegni=impegni.get(p.pk, ())
        )
        for p in persone
    }


def stanze_libere(
    stanze: Iterable[Stanza], *, dal: datetime.date, al: datetime.date, impegni: Impegni
) -> dict[int, tuple[Fascia, ...]]:
    """Free stretches by room."""
    return {
        stanza.pk: fasce_libere(
            [Offerta(dalle=stanza.dalle, alle=stanza.alle, luogo=str(stanza.sede_id), dal=dal)],
            dal=dal,
            al=al,
            impegni=impegni.get(stanza.pk, ()),
        )
        for stanza in stanze
    }


def _offerta(riga: Disponibilita) -> Offerta:
    luoghi = {Dove.OVUNQUE: OVUNQUE, Dove.DISTANZA: A_DISTANZA}
    return Offerta(
        dalle=riga.dalle,
        alle=riga.alle,
        luogo=luoghi.get(Dove(riga.dove), str(riga.sede_id)),
        dal=riga.dal,
        al=riga.al,
        giorno=riga.giorno,
    )


def _controlla(
    professionista: Professionista, dalle: datetime.time, alle: datetime.time, dove: str, sede: Sede | None
) -> None:
    if alle <= dalle:
        raise DominioError("L'ora di fine viene dopo quella di inizio.", campo="alle")
    if dove == Dove.SEDE and sede is None:
        raise DominioError("Scegli la sede.", campo="sede")
    if sede is not None and sede.ambito_id != professionista.ambito_id:
        raise DominioError("La sede è di un altro Ambito.", campo="sede")


def _insieme(riga: Disponibilita, dal: datetime.date, al: datetime.date | None) -> bool:
    """True when the two periods have a day in common."""
    return (riga.al is None or dal <= riga.al) and (al is None or riga.dal <= al)
