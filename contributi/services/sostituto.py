"""The end of the term never grants anything: it calls the substitute official (L. 241/1990 art. 2 c. 9-bis)."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito, Incarico, Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.outbox.services.accoda import accoda_messaggio
from contributi.enums import StatoRichiesta
from contributi.models import Richiesta, TitolareSostitutivo
from contributi.rules.termine_procedimento import TermineProcedimento
from contributi.services.termine import termini_di

EVENTO = "contributi.termine"
# Requests on which nobody has decided yet: the term runs, or is stopped.
IN_CORSO = (
    StatoRichiesta.PROTOCOLLATA,
    StatoRichiesta.ISTRUTTORIA,
    StatoRichiesta.IN_INTEGRAZIONE,
    StatoRichiesta.PROPOSTA,
    StatoRichiesta.ALL_ODG,
    StatoRichiesta.RINVIATA,
    StatoRichiesta.PARERE_FAVOREVOLE,
    StatoRichiesta.PARERE_CONTRARIO,
    StatoRichiesta.PREAVVISO,
    StatoRichiesta.RIESAME,
)
RUOLI_POSSIBILI = (Ruolo.DIRIGENTE, Ruolo.COORDINATORE)


def in_corso() -> QuerySet[Richiesta]:
    return Richiesta.objects.filter(stato__in=IN_CORSO, data_domanda__isnull=False)


def titolare_al(ambito_id: int, giorno: datetime.date) -> TitolareSostitutivo | None:
    righe = TitolareSostitutivo.objects.filter(
        Q(al__isnull=True) | Q(al__gte=giorno), ambito=ambito_id, dal__lte=giorno
    )
    return righe.select_related("utente").order_by("-dal", "-pk").first()


def chi_decide_in_ritardo(ambito_id: int, *, al: datetime.date) -> str:
    """Whom the letters name for who waits too long."""
    titolare = titolare_al(ambito_id, al)
    return f"{titolare.utente.nome} {titolare.utente.cognome}" if titolare else "il segretario dell'ente"


def possibili_titolari(ambito_id: int, *, al: datetime.date) -> QuerySet[Utente]:
    incarichi = Incarico.objects.filter(ambito=ambito_id, ruolo__in=RUOLI_POSSIBILI).attivi(al)
    return Utente.objects.filter(pk__in=incarichi.values("utente")).order_by("cognome", "nome")


@transaction.atomic
def nomina_titolare(
    *, ambito: Ambito, utente: Utente, dal: datetime.date, atto: str, operatore: Utente
) -> TitolareSostitutivo:
    """From `dal`, by the act `atto`; the one before ends the day before."""
    if not atto.strip():
        raise DominioError("Scrivi l'atto di nomina.", campo="atto")
    Ambito.objects.select_for_update(of=("self",), no_key=True).get(pk=ambito.pk)
    precedente = TitolareSostitutivo.objects.filter(ambito=ambito, al__isnull=True).first()
    if precedente is not None:
        if dal <= precedente.dal:
            raise DominioError(f"La nomina in corso parte dal {precedente.dal:%d/%m/%Y}.", campo="dal")
        precedente.al, precedente.aggiornato_da = dal - datetime.timedelta(days=1), operatore
        precedente.save()
    return TitolareSostitutivo.objects.create(
        ambito=ambito, utente=utente, dal=dal, atto=atto.strip(), aggiornato_da=operatore
    )


def giorni_di_avviso(ambito_id: int, *, al: datetime.date) -> int:
    """From how many days before the end a term is at risk."""
    return norme_dell_ambito(ambito_id).valore("procedimento.avviso_scadenza_giorni", al=al).intero


def termini_a_rischio(
    richieste: Iterable[Richiesta], *, al: datetime.date
) -> list[tuple[Richiesta, TermineProcedimento]]:
    """Expired, or ending within the days of warning of the Ambito; the nearest first. Stopped clocks too."""
    righe = list(richieste)
    giorni = {ambito: giorni_di_avviso(ambito, al=al) for ambito in {r.ambito_id for r in righe}}
    termini = termini_di(righe, al=al)
    trovati = [
        (riga, termini[riga.pk])
        for riga in righe
        if riga.pk in termini and (termini[riga.pk].scadenza - al).days <= giorni[riga.ambito_id]
    ]
    return sorted(trovati, key=lambda coppia: (coppia[1].scadenza, coppia[0].pk))


def sollecita_sostituti(*, al: datetime.date) -> int:
    """The nightly round over all the requests without a decision."""
    righe = in_corso().select_related("misura", "comune", "registrazione", "pai__registrazione")
    scaduti = [(r, t.scadenza) for r, t in termini_a_rischio(righe, al=al)]
    return segnala_scadute(scadenze=scaduti, al=al)


@transaction.atomic
def segnala_scadute(*, scadenze: Iterable[tuple[Richiesta, datetime.date]], al: datetime.date) -> int:
    """A neutral message to the substitute, once for each deadline that passed. How many were due.

    Without a substitute the message goes to the Dirigente, who must name one.
    """
    quante = 0
    for richiesta, scadenza in scadenze:
        if scadenza >= al:
            continue
        quante += 1
        for utente in _destinatari(richiesta.ambito_id, al):
            _avvisa(richiesta, scadenza, utente)
    return quante


def _destinatari(ambito_id: int, al: datetime.date) -> list[Utente]:
    titolare = titolare_al(ambito_id, al)
    if titolare is not None:
        return [titolare.utente]
    incarichi = Incarico.objects.filter(ambito=ambito_id, ruolo=Ruolo.DIRIGENTE).attivi(al)
    return list(Utente.objects.filter(pk__in=incarichi.values("utente")).order_by("pk"))


def _avvisa(richiesta: Richiesta, scadenza: datetime.date, utente: Utente) -> None:
    numero = richiesta.registrazione.segnatura if richiesta.registrazione else ""
    accoda_messaggio(
        evento=EVENTO,
        destinatario_email=utente.email,
        oggetto=f"Un termine è passato, pratica n. {numero}",
        testo=(
            f"Buongiorno {utente.nome} {utente.cognome},\n"
            f"il termine della pratica n. {numero} è scaduto il {scadenza:%d/%m/%Y} senza una decisione.\n"
            "La trovi nell'elenco dei termini a rischio, con la spiegazione dei giorni.\n"
        ),
        chiave=f"{chiave_termine(richiesta)}:{scadenza.isoformat()}:{utente.pk}",
        ambito_id=richiesta.ambito_id,
    )


def chiave_termine(richiesta: Richiesta) -> str:
    """How the keys of the messages about a term that passed begin."""
    return f"termine-scaduto:{richiesta.pk}"
