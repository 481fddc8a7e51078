"""Acts on the team of a case: constitute it, let somebody in, let somebody out."""

import datetime

from django.db import transaction
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ente, ServizioEnte, Utente
from cases.models import CasoAdi, Persona
from cases.transizioni import FINALI
from equipe.enums import PostoEquipe
from equipe.models import CambioEquipe, Equipe, IncontroEquipe, MembroEquipe
from equipe.services.contenuti import FUNZIONE_CASE_MANAGER, nome_funzione, ruoli, tipi_di_ente
from equipe.services.convocazioni import annulla_incontri_futuri, subentra, togli_inviti


@transaction.atomic
def costituisci_equipe(
    *,
    caso: CasoAdi,
    operatore: Utente,
    costituita_il: datetime.date,
    motivo: str,
    referente_familiare: Persona | None,
    responsabile: Utente | None = None,
    senza_referente: str = "",
) -> Equipe:
    """Constitute the team of a case, with its case manager as first member.

    At least one adult of the household is its referent; without one, `senza_referente` says why and stays
    among the changes of the team.
    """
    if costituita_il > timezone.localdate():
        raise DominioError(
            "Scrivi oggi o un giorno passato: l'équipe vale da quando c'è.", campo="costituita_il"
        )
    if referente_familiare is None and not senza_referente.strip():
        raise DominioError(
            "Scegli un adulto della famiglia, oppure scrivi qui sotto perché nessuno può farlo.",
            campo="referente_familiare",
        )
    bloccato = CasoAdi.objects.select_for_update(of=("self",)).select_related("ambito").get(pk=caso.pk)
    if bloccato.stato in FINALI:
        raise DominioError("Il caso è chiuso.")
    if bloccato.case_manager is None:
        raise DominioError("Prima di costituire l'équipe assegna il caso a un case manager.")
    if bloccato.equipe.filter(sciolta_il__isnull=True).exists():
        raise DominioError("Il caso ha già un'équipe: puoi aggiungere persone a quella.")
    equipe = Equipe.objects.create(
        caso=bloccato,
        costituita_il=costituita_il,
        motivo=motivo,
        responsabile=responsabile or operatore,
        case_manager=bloccato.case_manager,
        referente_familiare=referente_familiare,
        aggiornato_da=operatore,
    )
    MembroEquipe.objects.create(
        equipe=equipe,
        nome=bloccato.case_manager.nome,
        cognome=bloccato.case_manager.cognome,
        funzione=FUNZIONE_CASE_MANAGER,
        ente_testo=bloccato.ambito.ente_capofila,
        utente=bloccato.case_manager,
        dal=costituita_il,
        aggiornato_da=operatore,
    )
    if referente_familiare is None:
        CambioEquipe.objects.create(
            equipe=equipe,
            che_cosa=PostoEquipe.REFERENTE,
            dopo="Nessuno",
            dal=costituita_il,
            motivo=senza_referente.strip(),
            aggiornato_da=operatore,
        )
    return equipe


@transaction.atomic
def aggiungi_membro(
    *,
    equipe: Equipe,
    operatore: Utente,
    funzione: str,
    dal: datetime.date,
    nome: str,
    cognome: str,
    ente: Ente | None = None,
    ente_testo: str = "",
    servizio: ServizioEnte | None = None,
    utente: Utente | None = None,
    email: str = "",
) -> MembroEquipe:
    """Let a named person in. Raises DominioError for a function that does not sit in teams."""
    bloccata = _in_carica(equipe)
    ruolo = ruoli().get(funzione)
    if funzione == FUNZIONE_CASE_MANAGER:
        raise DominioError("Il responsabile del caso entra con l'assegnazione del caso.", campo="funzione")
    if ruolo is None or ruolo.posto == "fuori":
        raise DominioError("Questa funzione non fa parte di un'équipe.", campo="funzione")
    if dal < bloccata.costituita_il:
        raise DominioError("L'équipe non c'era ancora in quel giorno.", campo="dal")
    if servizio is not None and (ente is None or servizio.ente_id != ente.pk):
        raise DominioError("Il servizio è di un altro ente.", campo="servizio")
    _funzione_del_suo_ente(funzione, utente)
    gia_dentro = utente is not None and bloccata.membri.filter(utente=utente, al__isnull=True).exists()
    if gia_dentro:
        raise DominioError("Questa persona è già nell'équipe.", campo="utente")
    return MembroEquipe.objects.create(
        equipe=bloccata,
        nome=nome,
        cognome=cognome,
        funzione=funzione,
        ente=ente,
        ente_testo=ente_testo,
        servizio=servizio,
        utente=utente,
        email="" if utente else email,
        dal=dal,
        aggiornato_da=operatore,
    )


def _funzione_del_suo_ente(funzione: str, utente: Utente | None) -> None:
    """The function says what an account of another body reads and writes: it must be one of that body."""
    ente = utente.ente if utente else None
    if ente is not None and ente.tipo not in tipi_di_ente(funzione):
        raise DominioError(
            f"«{nome_funzione(funzione)}» non è una funzione di {ente.nome}: scegli quella che ha per il suo ente.",
            campo="funzione",
        )


@transaction.atomic
def congeda_membro(*, membro: MembroEquipe, operatore: Utente, al: datetime.date, motivo: str) -> None:
    """Close the presence of a person in the team, with the reason of the change."""
    _in_carica(membro.equipe)
    riga = MembroEquipe.objects.select_for_update(of=("self",)).get(pk=membro.pk)
    if riga.al is not None:
        raise DominioError("Questa persona ha già lasciato l'équipe.")
    if riga.funzione == FUNZIONE_CASE_MANAGER:
        raise DominioError("Il responsabile del caso cambia con l'assegnazione del caso.")
    if al < riga.dal:
        raise DominioError("L'uscita non può essere prima dell'ingresso.", campo="al")
    riga.al, riga.motivo_variazione, riga.aggiornato_da = al, motivo, operatore
    riga.save()
    togli_inviti(equipe=riga.equipe, membro=riga, operatore=operatore)


@transaction.atomic
def sostituisci_membro(*, membro: MembroEquipe, a: Utente, operatore: Utente, al: datetime.date) -> None:
    """A colleague of the same body takes the place and goes to the same meetings; the earlier days stay."""
    invitato = IncontroEquipe.objects.filter(
        caso=membro.equipe.caso_id, riunione__partecipanti__utente=membro.utente_id
    )
    solo = set(invitato.values_list("pk", flat=True))
    congeda_membro(
        membro=membro,
        operatore=operatore,
        al=max(al, membro.dal),
        motivo=f"Non può più entrare: gli subentra {a}."[:200],
    )
    dentro = membro.equipe.membri.filter(utente=a, al__isnull=True).first()
    nuovo = dentro or aggiungi_membro(
        equipe=membro.equipe,
        operatore=operatore,
        funzione=membro.funzione,
        dal=max(al, membro.dal),
        nome=a.nome,
        cognome=a.cognome,
        ente=membro.ente,
        ente_testo=membro.ente_testo,
        servizio=membro.servizio,
        utente=a,
    )
    subentra(equipe=membro.equipe, a=nuovo, operatore=operatore, solo=solo)


@transaction.atomic
def sciogli_equipe(*, equipe: Equipe, operatore: Utente, al: datetime.date, motivo: str) -> Equipe:
    """Everybody leaves on that day and the meetings to come are called off; the team stays readable."""
    riga = _in_carica(equipe)
    if not motivo.strip():
        raise DominioError("Scrivi perché l'équipe si scioglie.", campo="motivo")
    if al > timezone.localdate():
        raise DominioError("L'équipe si scioglie oggi o in un giorno passato.", campo="al")
    membri = list(MembroEquipe.objects.select_for_update(of=("self",)).filter(equipe=riga, al__isnull=True))
    if al < max([riga.costituita_il, *(m.dal for m in membri)]):
        raise DominioError("In quel giorno l'équipe non era ancora completa.", campo="al")
    annulla_incontri_futuri(caso=riga.caso, motivo=motivo, operatore=operatore)
    for membro in membri:
        membro.al, membro.motivo_variazione, membro.aggiornato_da = al, motivo.strip(), operatore
        membro.save()
        togli_inviti(equipe=riga, membro=membro, operatore=operatore)
    riga.sciolta_il, riga.motivo_scioglimento, riga.aggiornato_da = al, motivo.strip(), operatore
    riga.save()
    return riga


def _in_carica(equipe: Equipe) -> Equipe:
    bloccata = Equipe.objects.select_for_update(of=("self",)).select_related("caso").get(pk=equipe.pk)
    if bloccata.caso.stato in FINALI:
        raise DominioError("Il caso è chiuso.")
    if bloccata.sciolta_il is not None:
        raise DominioError("Questa équipe è stata sciolta.")
    return bloccata
