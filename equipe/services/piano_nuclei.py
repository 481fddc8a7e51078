"""Which households a plan convenes, by when each of them, and with whom."""

import datetime
from collections.abc import Collection, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from adi_platform.agenda.models import Professionista
from adi_platform.agenda.rules.fasce import A_DISTANZA
from adi_platform.calendario.giorni import ROMA, giorno_di_roma
from adi_platform.norme.loader import Norme
from adi_platform.organizzazione.models import Ambito, Sede, UnitaTerritoriale
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.riunioni.enums import StatoRiunione
from cases.enums import StatoAnalisi, StatoCaso, StatoScadenza, TipoScadenza
from cases.models import CasoAdi, Scadenza
from cases.transizioni import FINALI
from equipe.models import Equipe, IncontroEquipe, MembroEquipe, Piano
from equipe.rules.piano_dati import NucleoDaConvocare, Posto
from equipe.rules.termine_patto import termine_del_patto
from equipe.services.accessi import membri_senza_accesso
from equipe.services.contenuti import nome_funzione
from equipe.services.termine_patto import CHIAVE, ESITO_EQUIPE, patrono_di

FUNZIONI_DI_PARTENZA = ("RU.CM", "RU.EDU", "RU.OPCPI")
NON_SI_TIENE = (StatoRiunione.RINVIATA, StatoRiunione.ANNULLATA)
DOPO_IL_PATTO = (StatoCaso.PATTO_SOTTOSCRITTO, StatoCaso.MONITORAGGIO)
VERIFICHE = (TipoScadenza.MONITORAGGIO, TipoScadenza.VERIFICA_PATTO)
PRIMA_DEL_PATTO = Q(tipo=TipoScadenza.PATTO) | Q(chiave=CHIAVE)
UNA_SOLA = "L'équipe ha una sola persona: aggiungine almeno un'altra, poi prepara un nuovo piano."


SENZA_ACCOUNT = (
    "Nell'équipe c'è chi non può più entrare: {chi}. Scegli chi subentra, poi prepara un nuovo piano."
)


def casi_da_convocare(
    ambito: Ambito, unita: UnitaTerritoriale | None, *, al: datetime.date
) -> QuerySet[CasoAdi]:
    """Open cases with a team, or whose analysis asks for one, that have no meeting to come.

    Who has already met is convened again after the interval that the Ambito gives itself, or earlier when a
    deadline comes after the last meeting and by `al`.
    """
    passo = norme_dell_ambito(ambito.pk).valore("equipe.periodicita_giorni", al=timezone.localdate())
    serve = Q(equipe__sciolta_il__isnull=True, equipe__isnull=False) | Q(
        analisi__stato=StatoAnalisi.FINALIZZATA, analisi__esiti__codice=ESITO_EQUIPE
    )
    riunioni = IncontroEquipe.objects.filter(caso=OuterRef("pk")).exclude(riunione__stato__in=NON_SI_TIENE)
    termini = Scadenza.objects.filter(_del_momento("caso__"), caso=OuterRef("pk"), entro__lte=al).filter(
        stato=StatoScadenza.APERTA, entro__gte=OuterRef("ultimo_giorno")
    )
    adesso = timezone.now()
    casi = (
        CasoAdi.objects.annotate(
            ultima=Subquery(riunioni.order_by("-riunione__inizio").values("riunione__inizio")[:1])
        )
        .annotate(ultimo_giorno=TruncDate("ultima", tzinfo=ROMA))
        .filter(serve, ambito=ambito)
    )
    casi = casi.filter(
        Q(ultima__isnull=True)
        | Q(ultima__lte=adesso - datetime.timedelta(days=passo.intero))
        | Q(Exists(termini), ultima__lte=adesso)
    )
    if unita is not None:
        casi = casi.filter(comune__unita=unita)
    return casi.exclude(stato__in=FINALI).distinct()


def nuclei_di(
    piano: Piano,
    casi: Sequence[CasoAdi],
    persone: Sequence[Professionista],
    sedi: Sequence[Sede],
    *,
    durata: int,
) -> list[NucleoDaConvocare]:
    """The households with their last useful day and the people to call."""
    equipe = {
        e.caso_id: e
        for e in Equipe.objects.filter(caso__in=casi, sciolta_il__isnull=True).prefetch_related(
            "membri__utente"
        )
    }
    entro = _termini(piano, casi, equipe)
    in_agenda: dict[tuple[object, ...], Professionista] = {chiave_di(p): p for p in persone}
    tutti = [m for e in equipe.values() for m in _membri(e)]
    usciti = membri_senza_accesso(tutti, ambito_id=piano.ambito_id)
    nuclei = []
    for caso in casi:
        posti = _posti(caso, equipe.get(caso.pk), persone, in_agenda)
        nuclei.append(
            NucleoDaConvocare(
                codice=str(caso.pk),
                nome=str(caso.nucleo),
                entro=entro[caso.pk],
                posti=posti,
                luoghi=_luoghi(caso, sedi),
                durata=durata,
                ostacolo=_ostacolo(posti, equipe.get(caso.pk), usciti),
            )
        )
    return nuclei


def _ostacolo(posti: Sequence[Posto], equipe: Equipe | None, usciti: Collection[int]) -> str:
    if len(posti) == 1:
        return UNA_SOLA
    fuori = [str(m) for m in _membri(equipe) if m.pk in usciti] if equipe else []
    return SENZA_ACCOUNT.format(chi=", ".join(fuori)) if fuori else ""


def _membri(equipe: Equipe) -> list[MembroEquipe]:
    return [m for m in equipe.membri.all() if m.al is None]


def chiave_di(riga: Professionista | MembroEquipe) -> tuple[object, ...]:
    """The account, or the name as it is written."""
    if riga.utente_id is not None:
        return (riga.utente_id,)
    return (riga.nome.casefold(), riga.cognome.casefold())


def _del_momento(caso: str = "") -> Q:
    """Deadlines that a meeting serves: up to the Patto those of the Patto, then the checks."""
    dopo = Q(**{f"{caso}stato__in": DOPO_IL_PATTO})
    return (dopo & Q(tipo__in=VERIFICHE)) | (~dopo & PRIMA_DEL_PATTO)


def _termini(piano: Piano, casi: Sequence[CasoAdi], equipe: dict[int, Equipe]) -> dict[int, datetime.date]:
    """The nearest open deadline of each; the standard of the Ambito even before it is written on the case."""
    aperti: dict[int, dict[str, datetime.date]] = {caso.pk: {} for caso in casi}
    for riga in Scadenza.objects.filter(_del_momento("caso__"), caso__in=casi, stato=StatoScadenza.APERTA):
        aperti[riga.caso_id][riga.chiave] = riga.entro
    finite = dict(
        CasoAdi.objects.filter(pk__in=aperti, analisi__stato=StatoAnalisi.FINALIZZATA)
        .order_by("analisi__finalizzata_il")
        .values_list("pk", "analisi__finalizzata_il")
    )
    norme = norme_dell_ambito(piano.ambito_id)
    for caso in casi:
        inizio = _inizio(finite.get(caso.pk), equipe.get(caso.pk))
        if inizio and CHIAVE not in aperti[caso.pk] and caso.stato not in DOPO_IL_PATTO:
            aperti[caso.pk] |= _standard(caso, inizio, norme)
    return {pk: min(giorni.values(), default=piano.al) for pk, giorni in aperti.items()}


def _inizio(finita: datetime.datetime | None, equipe: Equipe | None) -> datetime.date | None:
    if finita is not None:
        return giorno_di_roma(finita)
    return equipe.costituita_il if equipe else None


def _standard(caso: CasoAdi, inizio: datetime.date, norme: Norme) -> dict[str, datetime.date]:
    termine = termine_del_patto(inizio=inizio, norme=norme, patrono=patrono_di(caso))
    return {CHIAVE: termine.entro} if termine else {}


def _posti(
    caso: CasoAdi,
    equipe: Equipe | None,
    persone: Sequence[Professionista],
    in_agenda: dict[tuple[object, ...], Professionista],
) -> tuple[Posto, ...]:
    """The named members; without a team, the typical composition with the case manager of the case."""
    if equipe is not None:
        membri = _membri(equipe)
        return tuple(
            Posto(
                funzione=m.funzione,
                nome=nome_funzione(m.funzione),
                candidati=(str(in_agenda[chiave_di(m)].pk),) if chiave_di(m) in in_agenda else (),
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
