"""From the rows of the office to the problem of the planner, always read anew.

Codes of the problem are primary keys as text: case, professional, room, venue.
"""

import datetime
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from adi_platform.agenda.models import Professionista, Stanza
from adi_platform.agenda.rules.fasce import A_DISTANZA, OVUNQUE, Fascia
from adi_platform.agenda.services.disponibilita import ore_libere, stanze_libere
from adi_platform.calendario.giorni import CALENDARIO_NAZIONALE, ROMA
from adi_platform.norme.loader import SceltaAmbito, parametro
from adi_platform.organizzazione.models import Ambito, Sede, UnitaTerritoriale
from adi_platform.organizzazione.services.parametri import scelte_di
from adi_platform.riunioni.enums import Presenza, StatoRiunione
from adi_platform.riunioni.models import Partecipante
from cases.enums import StatoAnalisi
from cases.models import Appuntamento, CasoAdi
from cases.transizioni import FINALI
from equipe.models import Equipe, IncontroEquipe, MembroEquipe, Piano, PropostaRiunione
from equipe.rules.piano_dati import NucleoDaConvocare, Persona, Posto, Problema, Sala
from equipe.services.contenuti import nome_funzione
from equipe.services.termine_patto import ESITO_EQUIPE

FUNZIONI_DI_PARTENZA = ("RU.CM", "RU.EDU", "RU.OPCPI")
NON_SI_TIENE = (StatoRiunione.RINVIATA, StatoRiunione.ANNULLATA)


def casi_da_convocare(ambito: Ambito, unita: UnitaTerritoriale | None) -> QuerySet[CasoAdi]:
    """Open cases with a team, or whose analysis asks for one, and no meeting convened yet."""
    gia = IncontroEquipe.objects.exclude(riunione__stato__in=NON_SI_TIENE)
    serve = Q(equipe__sciolta_il__isnull=True, equipe__isnull=False) | Q(
        analisi__stato=StatoAnalisi.FINALIZZATA, analisi__esiti__codice=ESITO_EQUIPE
    )
    casi = CasoAdi.objects.filter(serve, ambito=ambito).exclude(stato__in=FINALI)
    if unita is not None:
        casi = casi.filter(comune__unita=unita)
    return casi.exclude(pk__in=gia.values("caso")).distinct()


def problema_di(piano: Piano, casi: Iterable[CasoAdi]) -> Problema:
    """Everything that the planner and the check of an edit need, as it stands now."""
    al = timezone.localdate()
    scelte = scelte_di(piano.ambito_id)
    sedi = list(Sede.objects.filter(ambito=piano.ambito_id).select_related("comune").order_by("pk"))
    persone = list(
        Professionista.objects.filter(ambito=piano.ambito_id, attivo=True).select_related("ente", "utente")
    )
    nuclei = _nuclei(
        list(casi), persone, sedi, durata=_numero("riunione_durata_minuti", al, scelte), scelte=scelte
    )
    return Problema(
        dal=piano.dal,
        al=piano.al,
        nuclei=tuple(sorted(nuclei, key=lambda n: (n.entro, n.codice))[: piano.massimo]),
        persone=_persone(piano, persone),
        sale=_sale(piano),
        luoghi={str(s.pk): s.nome for s in sedi},
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
        noti[riga.ambito_id, _chiave(riga)] = riga
    for membro in membri:
        chiave = membro.equipe.caso.ambito_id, _chiave(membro)
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


def _chiave(riga: Professionista | MembroEquipe) -> tuple[object, ...]:
    """The account, or the name as it is written."""
    if riga.utente_id is not None:
        return (riga.utente_id,)
    return (riga.nome.casefold(), riga.cognome.casefold())


def _nuclei(
    casi: Sequence[CasoAdi],
    persone: Sequence[Professionista],
    sedi: Sequence[Sede],
    *,
    durata: int,
    scelte: SceltaAmbito,
) -> list[NucleoDaConvocare]:
    equipe = {
        e.caso_id: e
        for e in Equipe.objects.filter(caso__in=casi, sciolta_il__isnull=True).prefetch_related("membri")
    }
    finite = dict(
        CasoAdi.objects.filter(pk__in=[c.pk for c in casi], analisi__stato=StatoAnalisi.FINALIZZATA)
        .order_by("analisi__finalizzata_il")
        .values_list("pk", "analisi__finalizzata_il")
    )
    in_agenda: dict[tuple[object, ...], Professionista] = {_chiave(p): p for p in persone}
    return [
        NucleoDaConvocare(
            codice=str(caso.pk),
            nome=str(caso.nucleo),
            entro=_entro(finite.get(caso.pk), equipe.get(caso.pk), scelte),
            posti=_posti(caso, equipe.get(caso.pk), persone, in_agenda),
            luoghi=_luoghi(caso, sedi),
            durata=durata,
        )
        for caso in casi
    ]


def _entro(finita: datetime.datetime | None, equipe: Equipe | None, scelte: SceltaAmbito) -> datetime.date:
    """The working days that the Ambito gives itself from the end of the analysis to the Patto."""
    dal = (
        finita.astimezone(ROMA).date() if finita else equipe.costituita_il if equipe else timezone.localdate()
    )
    giorni = parametro("adi.pais_sla_giorni", al=dal, ambito=scelte).intero
    return CALENDARIO_NAZIONALE.aggiungi_lavorativi(dal, giorni)


def _posti(
    caso: CasoAdi,
    equipe: Equipe | None,
    persone: Sequence[Professionista],
    in_agenda: dict[tuple[object, ...], Professionista],
) -> tuple[Posto, ...]:
    """The named members; without a team, the typical composition with the case manager of the case."""
    if equipe is not None:
        membri = [m for m in equipe.membri.all() if m.al is None]
        return tuple(
            Posto(
                funzione=m.funzione,
                nome=nome_funzione(m.funzione),
                candidati=(str(in_agenda[_chiave(m)].pk),) if _chiave(m) in in_agenda else (),
            )
            for m in membri
        )
    suo = in_agenda.get((caso.case_manager_id,))
    posti = []
    for funzione in FUNZIONI_DI_PARTENZA:
        tutti = tuple(str(p.pk) for p in persone if p.funzione == funzione)
        candidati = (str(suo.pk),) if funzione == "RU.CM" and suo else tutti
        posti.append(Posto(funzione=funzione, nome=nome_funzione(funzione), candidati=candidati))
    return tuple(posti)


def _luoghi(caso: CasoAdi, sedi: Sequence[Sede]) -> tuple[str, ...]:
    """The venues of the Comune, then those of its unit, then on line."""
    comune = caso.comune
    unita = comune.unita_id if comune else None
    vicine = [s for s in sedi if s.comune_id == caso.comune_id]
    altre = [s for s in sedi if s.comune_id != caso.comune_id and s.comune.unita_id == unita]
    return (*(str(s.pk) for s in [*vicine, *altre]), A_DISTANZA)


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
    stanze = list(Stanza.objects.filter(sede__ambito=piano.ambito_id, attiva=True).select_related("sede"))
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
