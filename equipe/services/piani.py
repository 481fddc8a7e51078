"""Acts on a plan of meetings: prepare it, change it. Confirming it is in `piano_conferma`."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from adi_platform.agenda.models import Professionista, Stanza
from adi_platform.agenda.rules.fasce import A_DISTANZA
from adi_platform.calendario.giorni import CALENDARIO_NAZIONALE
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Sede, UnitaTerritoriale, Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.accoda import accoda_lavoro
from cases.models import CasoAdi
from equipe.enums import StatoPiano
from equipe.models import NucleoEscluso, PersonaProposta, Piano, PropostaRiunione
from equipe.rules.piano_costo import costo_di
from equipe.rules.piano_dati import EsitoPiano, Incontro, Problema
from equipe.rules.piano_verifica import Difetto, difetti
from equipe.services.piano_fatti import assicura_in_agenda, problema_di
from equipe.services.piano_nuclei import casi_da_convocare

LAVORO_PIANO = "equipe.pianifica"
SETTIMANE_MASSIME = 8
ANTICIPO_MASSIMO = 365  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifica:
    """A meeting as somebody wants it: without a venue it is on line."""

    inizio: datetime.datetime
    fine: datetime.datetime
    sede: Sede | None
    stanza: Stanza | None
    persone: tuple[tuple[str, Professionista], ...]


class PianoConDifetti(DominioError):
    """The change leaves something wrong; `frasi` says what."""

    def __init__(self, frasi: tuple[str, ...]) -> None:
        super().__init__(" ".join(frasi))
        self.frasi = frasi


def primo_giorno_utile(ambito: Ambito) -> datetime.date:
    """From when on whoever is convened has the notice that the Ambito gives, in working days."""
    oggi = timezone.localdate()
    preavviso = norme_dell_ambito(ambito.pk).valore("equipe.preavviso_giorni", al=oggi).intero
    return CALENDARIO_NAZIONALE.aggiungi_lavorativi(oggi, preavviso)


@transaction.atomic
def avvia_piano(
    *,
    ambito: Ambito,
    operatore: Utente,
    dal: datetime.date,
    settimane: int,
    unita: UnitaTerritoriale | None = None,
    massimo: int = 60,
) -> Piano:
    """Ask for a plan from the Monday of `dal` on. Raises DominioError when nobody is to be convened."""
    if not 1 <= settimane <= SETTIMANE_MASSIME:
        raise DominioError(f"Scegli da 1 a {SETTIMANE_MASSIME} settimane.", campo="settimane")
    if dal < timezone.localdate():
        raise DominioError("Il piano parte da oggi in avanti.", campo="dal")
    if dal > timezone.localdate() + datetime.timedelta(days=ANTICIPO_MASSIMO):
        raise DominioError("Il piano parte al più tardi fra un anno.", campo="dal")
    ultimo = dal + datetime.timedelta(days=7 * settimane - 1)
    casi = list(casi_da_convocare(ambito, unita, al=ultimo).select_related("nucleo__referente"))
    if not casi:
        raise DominioError("Non ci sono nuclei da convocare: nessuno aspetta una riunione d'équipe.")
    assicura_in_agenda(casi)
    piano = Piano.objects.create(
        ambito=ambito,
        unita=unita,
        dal=dal,
        al=ultimo,
        massimo=massimo,
        aggiornato_da=operatore,
    )
    piano.lavoro = accoda_lavoro(
        tipo=LAVORO_PIANO,
        chiave=f"{LAVORO_PIANO}:{piano.pk}",
        dati={"piano": piano.pk},
        ambito_id=ambito.pk,
        avviato_da_id=operatore.pk,
    )
    piano.save()
    return piano


def calcola_piano(lavoro: Lavoro) -> None:
    """Executor of "equipe.pianifica". Run twice it finds the plan already proposed and stops."""
    piano = Piano.objects.select_related("ambito", "unita").get(pk=lavoro.dati["piano"])
    if piano.stato != StatoPiano.IN_CALCOLO:
        return
    from equipe.rules.pianificatore import pianifica  # OR-Tools is slow to load: only for who plans

    lavoro.avanza(fatto=0, totale=2, messaggio="Raccolgo nuclei, persone e ore")
    casi = casi_da_convocare(piano.ambito, piano.unita, al=piano.al).select_related(
        "nucleo__referente", "comune"
    )
    problema = problema_di(piano, casi)
    lavoro.avanza(fatto=1, totale=2, messaggio=f"Cerco le ore per {len(problema.nuclei)} nuclei")
    esito = pianifica(problema)
    with transaction.atomic():
        _scrivi(piano.pk, esito)
    lavoro.avanza(fatto=2, totale=2, messaggio="Proposta pronta")


def piano_fallito(lavoro: Lavoro) -> None:
    """The work was given up."""
    Piano.objects.filter(pk=lavoro.dati["piano"], stato=StatoPiano.IN_CALCOLO).update(
        stato=StatoPiano.FALLITO, errore=lavoro.ultimo_errore[:300]
    )


def piano_da_rifare(lavoro: Lavoro) -> None:
    """Somebody asks for another try: the plan waits again."""
    piano = Piano.objects.select_for_update(of=("self",)).get(pk=lavoro.dati["piano"])
    if piano.stato != StatoPiano.FALLITO:
        raise DominioError("Questo piano è già andato avanti: chiedine uno nuovo.")
    piano.stato, piano.errore = StatoPiano.IN_CALCOLO, ""
    piano.save()


def problema_del_piano(piano: Piano) -> Problema:
    """The problem of the households of this plan, with the hours as they are now."""
    casi = CasoAdi.objects.filter(
        pk__in=[*piano.proposte.values_list("caso", flat=True), *piano.esclusi.values_list("caso", flat=True)]
    )
    return problema_di(piano, casi.select_related("nucleo__referente", "comune"))


def incontri_di(piano: Piano) -> tuple[Incontro, ...]:
    return tuple(_incontro(p) for p in piano.proposte.prefetch_related("persone"))


def difetti_del_piano(piano: Piano, problema: Problema | None = None, *, di: str = "") -> tuple[Difetto, ...]:
    """What is wrong today: hours may have changed since the proposal. `di`: only for that household."""
    return difetti(problema or problema_del_piano(piano), incontri_di(piano), di=di)


@transaction.atomic
def cambia_proposta(
    *, piano: Piano, caso: CasoAdi, attesa: int, modifica: Modifica, operatore: Utente, comunque: bool = False
) -> PropostaRiunione:
    """Put the meeting of a household where somebody wants it.

    Raises PianoConDifetti when something is wrong with that meeting and `comunque` was not asked; confirming
    will still refuse it.
    """
    bloccato = da_rivedere(piano, attesa)
    riga = bloccato.proposte.filter(caso=caso).first() or PropostaRiunione(piano=bloccato, caso=caso)
    riga.inizio, riga.fine = modifica.inizio, modifica.fine
    riga.sede, riga.stanza = modifica.sede, modifica.stanza
    riga.a_mano, riga.aggiornato_da = True, operatore
    riga.save()
    riga.persone.all().delete()
    for funzione, professionista in modifica.persone:
        PersonaProposta.objects.create(proposta=riga, professionista=professionista, funzione=funzione)
    problema = problema_del_piano(bloccato)
    bloccato.esclusi.filter(caso=caso).delete()
    frasi = tuple(d.testo for d in difetti_del_piano(bloccato, problema, di=str(caso.pk)) if d.blocca)
    if frasi and not comunque:
        raise PianoConDifetti(frasi)
    _aggiorna_valore(bloccato, problema, operatore)
    return riga


@transaction.atomic
def togli_proposta(*, piano: Piano, caso: CasoAdi, attesa: int, operatore: Utente) -> None:
    """Leave a household out of the plan, by choice of whoever convenes."""
    bloccato = da_rivedere(piano, attesa)
    problema = problema_del_piano(bloccato)
    bloccato.proposte.filter(caso=caso).delete()
    motivo = f"Tolto dal piano a mano da {operatore}."
    NucleoEscluso.objects.update_or_create(piano=bloccato, caso=caso, defaults={"motivo": motivo})
    _aggiorna_valore(bloccato, problema, operatore)


def da_rivedere(piano: Piano, attesa: int) -> Piano:
    """The plan locked, as the page showed it and still to be confirmed."""
    bloccato = Piano.blocca_versione(pk=piano.pk, attesa=attesa)
    if bloccato.stato != StatoPiano.PROPOSTO:
        raise DominioError("Questo piano non si può più cambiare.")
    return bloccato


def _aggiorna_valore(piano: Piano, problema: Problema, operatore: Utente) -> None:
    piano.valore, piano.aggiornato_da = costo_di(problema, incontri_di(piano)).totale, operatore
    piano.save()


def _scrivi(pk: int, esito: EsitoPiano) -> None:
    piano = Piano.objects.select_for_update(of=("self",)).get(pk=pk)
    if piano.stato != StatoPiano.IN_CALCOLO:
        return
    for incontro in esito.incontri:
        proposta = PropostaRiunione.objects.create(
            piano=piano,
            caso_id=int(incontro.nucleo),
            inizio=incontro.inizio,
            fine=incontro.fine,
            sede_id=None if incontro.luogo == A_DISTANZA else int(incontro.luogo),
            stanza_id=int(incontro.sala) if incontro.sala else None,
        )
        for funzione, codice in incontro.persone:
            PersonaProposta.objects.create(
                proposta=proposta, professionista_id=int(codice), funzione=funzione
            )
    for escluso in esito.esclusi:
        NucleoEscluso.objects.create(
            piano=piano, caso_id=int(escluso.nucleo), motivo=" ".join(escluso.motivi)
        )
    piano.stato, piano.valore, piano.limite = StatoPiano.PROPOSTO, esito.valore, esito.limite
    piano.save()


def _incontro(proposta: PropostaRiunione) -> Incontro:
    return Incontro(
        nucleo=str(proposta.caso_id),
        inizio=proposta.inizio,
        fine=proposta.fine,
        luogo=str(proposta.sede_id) if proposta.sede_id else A_DISTANZA,
        sala=str(proposta.stanza_id or ""),
        persone=tuple((p.funzione, str(p.professionista_id)) for p in proposta.persone.all()),
    )
