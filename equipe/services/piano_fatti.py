"""From the rows of the office to the problem of the planner, always read anew.

Codes of the problem are primary keys as text: case, professional, room, venue.
"""

import datetime
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from adi_platform.agenda.models import Professionista, Stanza
from adi_platform.agenda.rules.fasce import OVUNQUE, Fascia
from adi_platform.agenda.services.disponibilita import ore_libere, stanze_libere
from adi_platform.calendario.giorni import ROMA
from adi_platform.norme.loader import SceltaAmbito, parametro
from adi_platform.organizzazione.models import Sede
from adi_platform.organizzazione.services.parametri import scelte_di
from adi_platform.riunioni.enums import Presenza
from adi_platform.riunioni.models import Partecipante
from cases.models import Appuntamento, CasoAdi
from equipe.models import MembroEquipe, Piano, PropostaRiunione
from equipe.rules.piano_dati import Persona, Problema, Sala
from equipe.services.accessi import senza_accesso
from equipe.services.piano_nuclei import NON_SI_TIENE, chiave_di, nuclei_di


def problema_di(piano: Piano, casi: Iterable[CasoAdi]) -> Problema:
    """Everything that the planner and the check of an edit need, as it stands now."""
    al = timezone.localdate()
    scelte = scelte_di(piano.ambito_id)
    sedi = list(Sede.objects.filter(ambito=piano.ambito_id).select_related("comune").order_by("pk"))
    persone = _che_possono_venire(piano.ambito_id)
    nuclei = nuclei_di(piano, list(casi), persone, sedi, durata=_numero("riunione_durata_minuti", al, scelte))
    return Problema(
        dal=piano.dal,
        al=piano.al,
        nuclei=tuple(sorted(nuclei, key=lambda n: (n.entro, n.codice))[: piano.massimo]),
        persone=_persone(piano, persone),
        sale=_sale(piano),
        luoghi={str(s.pk): s.nome_col_comune for s in sedi},
        viaggi={
            (str(a.pk), str(b.pk)): _numero("viaggio_stesso_comune_minuti", al, scelte)
            for a in sedi
            for b in sedi
            if a.pk != b.pk and a.comune_id == b.comune_id
        },
        viaggio=_numero("viaggio_altro_comune_minuti", al, scelte),
    )


def assicura_in_agenda(casi: Iterable[CasoAdi]) -> None:
    """Every named member of the teams has a row in the agenda: somebody can give hours for them."""
    membri = MembroEquipe.objects.filter(
        equipe__caso__in=list(casi), equipe__sciolta_il__isnull=True, al__isnull=True
    ).select_related("equipe__caso")
    noti = {}
    for riga in Professionista.objects.filter(ambito__in={m.equipe.caso.ambito_id for m in membri}):
        noti[riga.ambito_id, chiave_di(riga)] = riga
    for membro in membri:
        chiave = membro.equipe.caso.ambito_id, chiave_di(membro)
        if chiave not in noti:
            noti[chiave] = Professionista.objects.create(
                ambito=membro.equipe.caso.ambito,
                utente=membro.utente,
                nome=membro.nome,
                cognome=membro.cognome,
                funzione=membro.funzione,
                ente=membro.ente,
                ente_testo=membro.ente_testo,
            )


def _che_possono_venire(ambito_id: int) -> list[Professionista]:
    """In the agenda and not turned off; who had an account and cannot enter any more would never be told."""
    righe = Professionista.objects.filter(ambito=ambito_id, attivo=True).select_related("ente", "utente")
    usciti = senza_accesso((p.utente for p in righe), ambito_id=ambito_id)
    return [p for p in righe if p.utente_id not in usciti]


def _persone(piano: Piano, persone: Sequence[Professionista]) -> tuple[Persona, ...]:
    libere = ore_libere(persone, dal=piano.dal, al=piano.al, impegni=_impegni(piano, persone))
    return tuple(
        Persona(
            codice=str(p.pk),
            nome=str(p),
            funzione=p.funzione,
            ente=p.nome_ente,
            fasce=libere[p.pk],
            base=str(p.sede_base_id or ""),
        )
        for p in persone
    )


def _impegni(piano: Piano, persone: Sequence[Professionista]) -> dict[int, list[Fascia]]:
    """Meetings of any body and appointments with families, within the days of the plan."""
    per_utente = {p.utente_id: p.pk for p in persone if p.utente_id is not None}
    da, a = _estremi(piano)
    impegni: dict[int, list[Fascia]] = {p.pk: [] for p in persone}
    riunioni = Partecipante.objects.filter(
        utente__in=per_utente, riunione__inizio__lt=a, riunione__fine__gt=da
    ).exclude(riunione__stato__in=NON_SI_TIENE)
    riunioni = riunioni.exclude(riunione__proposta__piano=piano)
    for p in riunioni.exclude(presenza=Presenza.DELEGATO).select_related("riunione"):
        if p.utente_id is not None:
            impegni[per_utente[p.utente_id]].append(_occupato(p.riunione.inizio, p.riunione.fine))
    for app in Appuntamento.objects.filter(operatore__in=per_utente, inizio__gte=da, inizio__lt=a, esito=""):
        fine = app.inizio + datetime.timedelta(minutes=app.durata_minuti)
        impegni[per_utente[app.operatore_id]].append(_occupato(app.inizio, fine))
    for proposta in _confermate(piano).prefetch_related("persone"):
        for persona in proposta.persone.all():
            if persona.professionista_id in impegni:
                impegni[persona.professionista_id].append(_occupato(proposta.inizio, proposta.fine))
    return impegni


def _sale(piano: Piano) -> tuple[Sala, ...]:
    stanze = list(
        Stanza.objects.filter(sede__ambito=piano.ambito_id, attiva=True).select_related("sede__comune")
    )
    impegni: dict[int, list[Fascia]] = {s.pk: [] for s in stanze}
    for proposta in _confermate(piano).filter(stanza__in=stanze):
        if proposta.stanza_id is not None:
            impegni[proposta.stanza_id].append(_occupato(proposta.inizio, proposta.fine))
    libere = stanze_libere(stanze, dal=piano.dal, al=piano.al, impegni=impegni)
    return tuple(
        Sala(codice=str(s.pk), nome=str(s), luogo=str(s.sede_id), fasce=libere[s.pk]) for s in stanze
    )


def _confermate(piano: Piano) -> QuerySet[PropostaRiunione]:
    """Meetings of other plans that will be held."""
    da, a = _estremi(piano)
    righe = PropostaRiunione.objects.filter(
        piano__ambito=piano.ambito_id, riunione__isnull=False, inizio__lt=a, fine__gt=da
    )
    return righe.exclude(riunione__stato__in=NON_SI_TIENE).exclude(piano=piano)


def _estremi(piano: Piano) -> tuple[datetime.datetime, datetime.datetime]:
    mezzanotte = datetime.time(0)
    dopo = piano.al + datetime.timedelta(days=1)
    return (
        datetime.datetime.combine(piano.dal, mezzanotte, tzinfo=ROMA),
        datetime.datetime.combine(dopo, mezzanotte, tzinfo=ROMA),
    )


def _occupato(inizio: datetime.datetime, fine: datetime.datetime) -> Fascia:
    return Fascia(inizio=inizio, fine=fine, luogo=OVUNQUE)


def _numero(nome: str, al: datetime.date, scelte: SceltaAmbito) -> int:
    return parametro(f"equipe.{nome}", al=al, ambito=scelte).intero
