"""When who followed something for another body can enter no more: a colleague takes it over, nothing is closed."""

import datetime
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ente, Utente
from cases.models import CasoAdi
from cases.transizioni import FINALI
from equipe.models import MembroEquipe
from equipe.services.accessi import senza_accesso
from equipe.services.composizione import prepara_composizione
from equipe.services.equipe import sostituisci_membro
from protocollo.enums import StatoQuesito
from protocollo.models import Condivisione, DestinatarioCondivisione, Invio, MessaggioInvio, Quesito
from protocollo.permissions import destinatari_in_vigore
from protocollo.services.avvisi import avvisa
from protocollo.services.condivisioni import referenti_di
from protocollo.services.invii import blocca_dopo_il_caso
from protocollo.transizioni import APERTI

UN_GIORNO = datetime.timedelta(days=1)


def nessuno_la_legge(al: datetime.date, condivisione: str = "pk") -> Q:
    """Condition: of that grant nobody can be a reader any more, because who was named has left the body."""
    return Q(~Exists(destinatari_in_vigore(al).order_by().filter(condivisione=OuterRef(condivisione))))


def invii_rimasti_soli(al: datetime.date) -> Q:
    """Condition on Invio: open, on a grant in force that nobody can open."""
    vive = Condivisione.objects.in_vigore(al).filter(nessuno_la_legge(al))
    return Q(stato__in=APERTI, condivisione__in=vive.order_by().values("pk"))


def quesiti_rimasti_soli(al: datetime.date) -> Q:
    """Condition on Quesito: open, and who was asked cannot open it any more."""
    legge = (
        destinatari_in_vigore(al)
        .order_by()
        .filter(condivisione=OuterRef("condivisione"), utente=OuterRef("a"))
    )
    return Q(~Exists(legge), stato=StatoQuesito.APERTO)


def segue_da_solo(utente: Utente, *, al: datetime.date) -> int:
    """How many open referrals and questions nobody else could read, should that person leave today."""
    vigenti = destinatari_in_vigore(al).order_by()
    sue = vigenti.filter(utente=utente).values("condivisione")
    altri = vigenti.filter(condivisione=OuterRef("condivisione")).exclude(utente=utente)
    invii = Invio.objects.filter(~Exists(altri), stato__in=APERTI, condivisione__in=sue)
    return invii.count() + Quesito.objects.filter(stato=StatoQuesito.APERTO, a=utente).count()


@dataclass(kw_only=True)
class Lasciato:
    """What one person, who can enter no more, has left without anybody on a case."""

    utente: Utente
    ente: Ente
    condivisioni: list[Condivisione] = field(default_factory=list)
    quesiti: list[Quesito] = field(default_factory=list)
    membri: list[MembroEquipe] = field(default_factory=list)

    @property
    def invii(self) -> list[Invio]:
        return [i for c in self.condivisioni for i in c.invii.all() if i.aperto]


def lasciati_di(caso: CasoAdi, *, al: datetime.date) -> list[Lasciato]:
    """By person: grants that nobody can open, questions that nobody can answer, places in the team."""
    trovati: dict[int, Lasciato] = {}

    def di(utente: Utente, ente: Ente) -> Lasciato:
        return trovati.setdefault(utente.pk, Lasciato(utente=utente, ente=ente))

    sole = Condivisione.objects.in_vigore(al).filter(nessuno_la_legge(al), caso=caso, incontro__isnull=True)
    for riga in sole.select_related("ente", "servizio").prefetch_related(
        "destinatari__utente", "invii__persona"
    ):
        chi = next((d for d in riga.destinatari.all() if d.delegato_da_id is None), None)
        if chi is not None:
            di(chi.utente, riga.ente).condivisioni.append(riga)
    domande = Quesito.objects.filter(quesiti_rimasti_soli(al), caso=caso)
    in_vigore = Condivisione.objects.in_vigore(al).filter(caso=caso)
    for quesito in domande.filter(condivisione__in=in_vigore).select_related("a", "condivisione__ente"):
        di(quesito.a, quesito.condivisione.ente).quesiti.append(quesito)
    for membro in _membri_usciti(caso):
        if membro.utente and membro.ente:
            di(membro.utente, membro.ente).membri.append(membro)
    return sorted(trovati.values(), key=lambda riga: str(riga.utente))


def indirizzo_del_passaggio(membro: MembroEquipe) -> str:
    """Where the office chooses who takes the place of that member; empty for who is not of another body."""
    utente = membro.utente
    if utente is None or utente.ente_id is None or membro.ente_id is None:
        return ""
    return reverse("condivisione-affida", args=[membro.equipe.caso_id, utente.pk])


@transaction.atomic
def affida(*, caso: CasoAdi, lasciato: Lasciato, a: Utente, operatore: Utente, al: datetime.date) -> None:
    """The colleague sees and answers from now on. Days, clocks and what was said stay as they are."""
    bloccato = blocca(caso)
    if bloccato.stato in FINALI:
        raise DominioError("Il caso è chiuso.")
    if a not in referenti_di(lasciato.ente, al=al):
        raise DominioError("Scegli un referente dello stesso ente.", campo="a")
    for membro in lasciato.membri:
        sostituisci_membro(membro=membro, a=a, operatore=operatore, al=al)
        prepara_composizione(equipe=membro.equipe, operatore=operatore)
    for condivisione in {
        c.pk: c for c in [*lasciato.condivisioni, *(q.condivisione for q in lasciato.quesiti)]
    }.values():
        _passa(condivisione, lasciato.utente, a, operatore=operatore, al=al)
    for quesito in lasciato.quesiti:
        _richiedi(quesito, a, operatore=operatore)


def _membri_usciti(caso: CasoAdi) -> list[MembroEquipe]:
    righe = list(
        MembroEquipe.objects.filter(
            equipe__caso=caso, equipe__sciolta_il__isnull=True, al__isnull=True, utente__ente__isnull=False
        ).select_related("utente", "ente", "equipe__caso", "servizio")
    )
    usciti = senza_accesso((m.utente for m in righe), ambito_id=caso.ambito_id)
    return [m for m in righe if m.utente_id in usciti]


def _passa(
    condivisione: Condivisione, da: Utente, a: Utente, *, operatore: Utente, al: datetime.date
) -> None:
    """The earlier row keeps its days; the referrals say in their own exchange who follows them."""
    riga = blocca(condivisione)
    for aperta in riga.destinatari.filter(Q(al__isnull=True) | Q(al__gte=al), utente=da):
        aperta.al, aperta.aggiornato_da = al - UN_GIORNO, operatore
        aperta.save()
    if riga.destinatari.filter(Q(al__isnull=True) | Q(al__gte=al), utente=a).exists():
        return
    nuova = DestinatarioCondivisione.objects.create(
        condivisione=riga, utente=a, dal=al, aggiornato_da=operatore
    )
    for invio in Invio.objects.aperti().filter(condivisione=riga):
        MessaggioInvio.objects.create(
            invio=blocca_dopo_il_caso(invio),
            autore=operatore,
            dal_partner=False,
            testo=f"Da oggi la segue {a}, al posto di {da}.",
        )
    avvisa(
        condivisione=riga,
        utente=a,
        che_cosa="una scheda che seguiva un tuo collega",
        motivo=f"affidata:{nuova.pk}",
    )


def _richiedi(quesito: Quesito, a: Utente, *, operatore: Utente) -> None:
    riga = blocca(quesito)
    if not riga.aperto:
        return
    riga.transizioni.create(
        mossa="affida",
        da_stato=riga.stato,
        a_stato=riga.stato,
        motivo=f"Era rivolta a {riga.a}.",
        operatore=operatore,
    )
    riga.a, riga.aggiornato_da = a, operatore
    riga.save()
    avvisa(
        condivisione=riga.condivisione,
        utente=a,
        che_cosa="una domanda",
        motivo=f"quesito:{riga.pk}:affidata:{a.pk}",
    )
