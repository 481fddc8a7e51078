"""The people of other bodies: invited by name of address, let in by themselves, let out by their own body."""

import datetime
import hashlib
import secrets

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ente, Incarico, Utente
from adi_platform.organizzazione.services.conti import apri_accesso
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.outbox.models import Messaggio
from adi_platform.outbox.services.accoda import accoda_messaggio
from protocollo.models import DestinatarioCondivisione, InvitoReferente, TokenEnte
from protocollo.services import domini

EVENTO = "rete.invito"
OGGETTO = "Il tuo accesso ai servizi del Comune"
TESTO = """Buongiorno,

sei invitato a usare il portale dei servizi sociali per conto di: {ente}.
L'accesso è personale. Scegli nome e password da questo indirizzo, che vale {ore} ore e una volta sola:

{indirizzo}

Se non te lo aspettavi, non fare nulla.
"""
CHIUSO = "Invito chiuso."
SPEDITO = "Invito spedito."
NON_VALE = "Questo invito non vale più: è scaduto, è stato annullato o è già stato usato."


@transaction.atomic
def invita_referente(
    *,
    ente: Ente,
    email: str,
    amministra_ente: bool,
    incarico_al: datetime.date | None,
    operatore: Utente,
) -> InvitoReferente:
    """A new invitation takes the place of an earlier one to the same address.

    From who looks after a body whose domains are not known it waits for the coordinator, and no letter leaves.
    """
    indirizzo = email.strip().lower()
    if Utente.objects.filter(email__iexact=indirizzo).exists() and _uscito(indirizzo, ente) is None:
        raise DominioError(
            "A questo indirizzo non si può mandare un invito. Chiedi al coordinamento dell'Ambito.",
            campo="email",
        )
    domini.controlla_dominio(ente, indirizzo)
    adesso = timezone.now()
    if incarico_al is not None and incarico_al < timezone.localdate():
        raise DominioError("L'ultimo giorno non può essere passato.", campo="incarico_al")
    amministra_ente, incarico_al = _entro_il_proprio_posto(operatore, ente, amministra_ente, incarico_al)
    for precedente in _aperti().filter(email__iexact=indirizzo).select_for_update(of=("self",)):
        in_piedi = precedente.da_confermare or precedente.scade_il > adesso
        if precedente.ente_id != ente.pk and in_piedi:
            raise DominioError("Questo indirizzo ha già un invito aperto.", campo="email")
        _chiudi(precedente, annullato_il=adesso)
    try:
        with transaction.atomic():
            invito = InvitoReferente.objects.create(
                ente=ente,
                email=indirizzo,
                amministra_ente=amministra_ente,
                incarico_al=incarico_al,
                impronta=impronta_gettone(secrets.token_urlsafe(32)),
                scade_il=adesso,
                da_confermare=not (ente.domini or _coordina(operatore, ente)),
                aggiornato_da=operatore,
            )
    except IntegrityError as errore:
        raise DominioError("Questo indirizzo ha già un invito aperto.", campo="email") from errore
    if invito.da_confermare:
        domini.avvisa_coordinamento(ente, che_cosa=domini.DA_CONFERMARE, motivo=f"conferma:{invito.pk}")
    else:
        _spedisci_il_collegamento(invito, adesso)
    return invito


@transaction.atomic
def conferma_invito(*, invito: InvitoReferente, operatore: Utente) -> InvitoReferente:
    """The coordinator says yes: only now there is a link, and its letter leaves."""
    riga = blocca(invito)
    if riga.usato_il or riga.annullato_il or not riga.da_confermare:
        raise DominioError("Questo invito non aspetta più una conferma.")
    if not _coordina(operatore, riga.ente):
        raise DominioError("Un invito lo conferma il coordinamento dell'Ambito.")
    if riga.incarico_al is not None and riga.incarico_al < timezone.localdate():
        raise DominioError("L'ultimo giorno di questo invito è passato: annullalo e fanne un altro.")
    domini.controlla_dominio(riga.ente, riga.email)
    riga.da_confermare, riga.confermato_da = False, operatore
    _spedisci_il_collegamento(riga, timezone.now())
    return riga


def invito_valido(gettone: str) -> InvitoReferente | None:
    """The invitation of that link, while it may be used. Looking at it does not use it."""
    righe = _aperti().filter(impronta=impronta_gettone(gettone), scade_il__gt=timezone.now())
    return righe.select_related("ente__ambito").first()


@transaction.atomic
def accetta_invito(*, gettone: str, nome: str, cognome: str, password: str) -> Utente:
    """Open the personal account of who was invited, with its post. The link dies here."""
    trovato = invito_valido(gettone)
    if trovato is None:
        raise DominioError(NON_VALE)
    invito = blocca(trovato)
    garante = invito.confermato_da or invito.aggiornato_da
    finito = invito.incarico_al is not None and invito.incarico_al < timezone.localdate()
    if invito.usato_il or invito.annullato_il or finito or garante is None:
        raise DominioError(NON_VALE)
    if not (_puo_invitare(garante, invito.ente) and domini.di_un_suo_dominio(invito.ente, invito.email)):
        raise DominioError(NON_VALE)
    utente = _rientra(invito, nome, cognome) or apri_accesso(
        email=invito.email, nome=nome.strip(), cognome=cognome.strip(), codice_fiscale="", ente=invito.ente
    )
    try:
        validate_password(password, utente)
    except ValidationError as errore:
        raise DominioError(" ".join(errore.messages), campo="password1") from errore
    utente.set_password(password)
    utente.is_active = True
    utente.save()
    Incarico.objects.create(
        utente=utente,
        ruolo=Ruolo.REFERENTE_PARTNER,
        ambito=invito.ente.ambito,
        dal=timezone.localdate(),
        al=invito.incarico_al,
        amministra_ente=invito.amministra_ente,
        aggiornato_da=invito.aggiornato_da,
    )
    _chiudi(invito, usato_il=timezone.now(), utente=utente)
    domini.avvisa_coordinamento(invito.ente, che_cosa=domini.NUOVO_ACCOUNT, motivo=f"account:{invito.pk}")
    return utente


@transaction.atomic
def annulla_invito(*, invito: InvitoReferente) -> None:
    riga = blocca(invito)
    if riga.usato_il or riga.annullato_il:
        raise DominioError("Questo invito è già chiuso.")
    _chiudi(riga, annullato_il=timezone.now())


@transaction.atomic
def togli_referente(*, incarico: Incarico, operatore: Utente) -> None:
    """The post ends now and the account closes: nothing opens from the next request."""
    riga = blocca(incarico)
    if riga.utente_id == operatore.pk:
        raise DominioError("Il tuo accesso lo può chiudere un collega o il coordinamento.")
    ieri = timezone.localdate() - datetime.timedelta(days=1)
    riga.al = max(riga.dal, ieri)
    riga.amministra_ente, riga.aggiornato_da = False, operatore
    riga.save()
    utente = blocca(riga.utente)
    _togli_quello_che_vedeva(utente, operatore=operatore, ieri=ieri)
    altri = Incarico.objects.filter(utente=utente).exclude(pk=riga.pk).attivi(timezone.localdate())
    if not altri.exists():
        utente.is_active = False
        utente.save(update_fields=["is_active"])


def _togli_quello_che_vedeva(utente: Utente, *, operatore: Utente, ieri: datetime.date) -> None:
    """Whoever comes back one day finds nothing of before: what they may see is given again, by a new act."""
    adesso = timezone.now()
    aperte = DestinatarioCondivisione.objects.filter(Q(al__isnull=True) | Q(al__gt=ieri))
    aperte.filter(Q(utente=utente) | Q(delegato_da=utente)).update(
        al=ieri, aggiornato_il=adesso, aggiornato_da=operatore
    )
    TokenEnte.objects.filter(responsabile=utente, revocato_il__isnull=True).update(
        revocato_il=adesso, revocato_da=operatore, aggiornato_il=adesso, aggiornato_da=operatore
    )


def impronta_gettone(gettone: str) -> str:
    return hashlib.sha256(gettone.encode()).hexdigest()


def invito_ancora_da_spedire(messaggio: Messaggio) -> bool:
    """Asked by the outbox just before sending."""
    pk = messaggio.chiave.rsplit(":", 1)[-1]
    return _aperti().filter(pk=pk, scade_il__gt=timezone.now()).exists()


def oscura_la_lettera(messaggio: Messaggio, partito: bool) -> None:
    """Told by the outbox, once the letter has left or will not leave: the link is not kept here."""
    Messaggio.objects.filter(pk=messaggio.pk).update(testo=SPEDITO if partito else CHIUSO)


def oscura_inviti_scaduti(*, adesso: datetime.datetime) -> int:
    """Of the letters that never left, when the link opens nothing any more. Safe to repeat."""
    scaduti = [_chiave(i) for i in InvitoReferente.objects.filter(scade_il__lt=adesso)]
    righe = Messaggio.objects.filter(chiave__in=scaduti).exclude(testo__in=(CHIUSO, SPEDITO))
    return righe.update(testo=CHIUSO)


def _posti(utente: Utente, ente: Ente) -> models.QuerySet[Incarico]:
    return Incarico.objects.attivi(timezone.localdate()).filter(
        utente=utente, utente__is_active=True, ambito=ente.ambito_id
    )


def _coordina(utente: Utente, ente: Ente) -> bool:
    return _posti(utente, ente).filter(ruolo=Ruolo.COORDINATORE).exists()


def _posto_di_amministratore(utente: Utente, ente: Ente) -> Incarico | None:
    posti = _posti(utente, ente).filter(
        ruolo=Ruolo.REFERENTE_PARTNER, amministra_ente=True, utente__ente=ente
    )
    return posti.order_by(models.F("al").desc(nulls_first=True)).first()


def _puo_invitare(utente: Utente, ente: Ente) -> bool:
    return _coordina(utente, ente) or _posto_di_amministratore(utente, ente) is not None


def _entro_il_proprio_posto(
    operatore: Utente, ente: Ente, amministra_ente: bool, al: datetime.date | None
) -> tuple[bool, datetime.date | None]:
    """Who looks after a body appoints nobody to look after it, nor for longer than their own post."""
    if _coordina(operatore, ente):
        return amministra_ente, al
    posto = _posto_di_amministratore(operatore, ente)
    if posto is None:
        raise DominioError("Invita chi amministra l'ente o il coordinamento dell'Ambito.")
    fini = [giorno for giorno in (al, posto.al) if giorno is not None]
    return False, min(fini, default=None)


def _uscito(indirizzo: str, ente: Ente) -> Utente | None:
    """Who had an account of that very body and has left it: they may come back."""
    utente = Utente.objects.filter(email__iexact=indirizzo, ente=ente, is_active=False).first()
    if utente is None or Incarico.objects.filter(utente=utente).attivi(timezone.localdate()).exists():
        return None
    return utente


def _rientra(invito: InvitoReferente, nome: str, cognome: str) -> Utente | None:
    """The account opens again for the same person only: what they did before stays theirs."""
    trovato = _uscito(invito.email, invito.ente)
    if trovato is None:
        return None
    utente = blocca(trovato)
    if f"{nome.strip()} {cognome.strip()}".casefold() != str(utente).casefold():
        raise DominioError(
            "Questo indirizzo è già stato usato con un altro nome: scrivilo come allora, o fatti invitare "
            "a un altro indirizzo.",
            campo="nome",
        )
    return utente


def _spedisci_il_collegamento(invito: InvitoReferente, adesso: datetime.datetime) -> None:
    """A new link, that works for the hours of the Ambito, and the letter that carries it."""
    ambito, gettone = invito.ente.ambito_id, secrets.token_urlsafe(32)
    ore = norme_dell_ambito(ambito).valore("rete.invito_ore", al=timezone.localdate(adesso)).intero
    invito.impronta = impronta_gettone(gettone)
    invito.scade_il = adesso + datetime.timedelta(hours=ore)
    invito.save()
    indirizzo = f"{settings.INDIRIZZO_PUBBLICO}/portale/invito/{gettone}/"
    accoda_messaggio(
        evento=EVENTO,
        destinatario_email=invito.email,
        oggetto=OGGETTO,
        testo=TESTO.format(ente=invito.ente.nome, ore=ore, indirizzo=indirizzo),
        chiave=_chiave(invito),
        ambito_id=ambito,
    )


def _aperti() -> models.QuerySet[InvitoReferente]:
    return InvitoReferente.objects.filter(usato_il__isnull=True, annullato_il__isnull=True)


def _chiave(invito: InvitoReferente) -> str:
    return f"rete:invito:{invito.pk}"


def _chiudi(invito: InvitoReferente, **campi: object) -> None:
    """Used or annulled: the copy of the link that the letter held is wiped out."""
    for nome, valore in campi.items():
        setattr(invito, nome, valore)
    invito.save()
    Messaggio.objects.filter(chiave=_chiave(invito)).update(testo=CHIUSO)
