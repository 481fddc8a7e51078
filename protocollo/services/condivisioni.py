"""Acts on a grant: give it, hand it to a colleague, take it back."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.norme.loader import Norme
from adi_platform.organizzazione.enums import Ruolo, TipoEnte
from adi_platform.organizzazione.models import Ente, Incarico, ServizioEnte, Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.models import CasoAdi
from cases.transizioni import FINALI
from protocollo.enums import PROIEZIONE_DI, TipoProiezione
from protocollo.models import Condivisione, DestinatarioCondivisione
from protocollo.services.avvisi import avvisa, avvisa_chi_segue, avvisa_tutti
from protocollo.services.contenuti import finalita_per
from protocollo.services.proiezioni import condivisibili


@dataclass(frozen=True, slots=True, kw_only=True)
class DatiCondivisione:
    """What the social worker chooses. `persone` are keys of Persona, `destinatari` accounts of the body."""

    ente: Ente
    persone: Collection[int]
    destinatari: Sequence[Utente]
    finalita: str
    dal: datetime.date
    al: datetime.date
    servizio: ServizioEnte | None = None
    ore: str = ""
    competenze: str = ""


@transaction.atomic
def concedi(
    *, caso: CasoAdi, dati: DatiCondivisione, operatore: Utente, al: datetime.date, con_avviso: bool = True
) -> Condivisione:
    """Open a projection of the case to named people of a body, for a purpose, until a day.

    Without `con_avviso` nobody is told: the referral that follows does it.
    """
    bloccato = blocca(caso)
    proiezione = PROIEZIONE_DI[TipoEnte(dati.ente.tipo)]
    controlla(caso=bloccato, dati=dati, al=al)
    voce = finalita_per(proiezione, al=al).get(dati.finalita)
    if voce is None:
        raise DominioError("Scegli a che cosa serve.", campo="finalita")
    condivisione = Condivisione.objects.create(
        caso=bloccato,
        ente=dati.ente,
        servizio=dati.servizio,
        proiezione=proiezione,
        finalita=voce.testo,
        base_giuridica=voce.base,
        ore=dati.ore,
        competenze=dati.competenze,
        dal=dati.dal,
        al=dati.al,
        concessa_da=operatore,
        aggiornato_da=operatore,
    )
    condivisione.persone.set(dati.persone)
    for utente in dati.destinatari:
        DestinatarioCondivisione.objects.create(
            condivisione=condivisione, utente=utente, dal=dati.dal, aggiornato_da=operatore
        )
    if con_avviso:
        avvisa_tutti(condivisione, che_cosa="una scheda condivisa con te", motivo="aperta")
    return condivisione


def controlla(*, caso: CasoAdi, dati: DatiCondivisione, al: datetime.date) -> None:
    """Raise DominioError, with its field, for a grant that may not be given."""
    proiezione, norme = PROIEZIONE_DI[TipoEnte(dati.ente.tipo)], norme_dell_ambito(caso.ambito_id)
    if caso.stato in FINALI:
        raise DominioError("Il caso è chiuso.")
    if dati.ente.ambito_id != caso.ambito_id:
        raise DominioError("Questo ente lavora con un altro Ambito.")
    if dati.servizio is not None and dati.servizio.ente_id != dati.ente.pk:
        raise DominioError("Il servizio è di un altro ente.", campo="servizio")
    _verifica_giorni(caso, dati, al=al)
    _verifica_persone(caso, proiezione, dati, al=al, norme=norme)
    ammessi = {u.pk for u in referenti_di(dati.ente, al=al)}
    if not dati.destinatari or not {u.pk for u in dati.destinatari} <= ammessi:
        raise DominioError("Scegli chi vede, tra i referenti dell'ente.", campo="destinatari")
    if proiezione == TipoProiezione.OSPITE and not (dati.ore.strip() and dati.competenze.strip()):
        raise DominioError("Scrivi le ore e che cosa sa fare.", campo="ore")


@transaction.atomic
def delega(
    *, condivisione: Condivisione, a: Utente, fino_al: datetime.date | None, da: Utente
) -> DestinatarioCondivisione:
    """A recipient hands the grant to a colleague of the same body, who sees it like them. Who follows the case
    is told.
    """
    riga = blocca(condivisione)
    oggi = timezone.localdate()
    if riga.proiezione == TipoProiezione.EQUIPE:
        raise DominioError("Per mandare un collega usa «Delego» dalla pagina della riunione.")
    mio = _ricevuta_da(riga, da, al=oggi)
    if mio is None:
        raise DominioError("Passa la scheda solo chi l'ha ricevuta dal servizio sociale.")
    if a.pk == da.pk or a.pk not in {u.pk for u in referenti_di(riga.ente, al=oggi)}:
        raise DominioError("Scegli un collega del tuo ente.", campo="a")
    if fino_al is not None and fino_al < oggi:
        raise DominioError("L'ultimo giorno non può essere passato.", campo="fino_al")
    if riga.destinatari.filter(Q(al__isnull=True) | Q(al__gte=oggi), utente=a).exists():
        raise DominioError("Questa persona vede già la condivisione.", campo="a")
    destinatario = DestinatarioCondivisione.objects.create(
        condivisione=riga,
        utente=a,
        delegato_da=da,
        dal=oggi,
        al=min((giorno for giorno in (fino_al, mio.al) if giorno is not None), default=None),
        aggiornato_da=da,
    )
    avvisa(
        condivisione=riga,
        utente=a,
        che_cosa="un collega ti ha passato una scheda",
        motivo=f"delega:{destinatario.pk}",
    )
    avvisa_chi_segue(riga, motivo=f"{destinatario.pk}")
    return destinatario


def puo_delegare(condivisione: Condivisione, utente: Utente, *, al: datetime.date) -> bool:
    """Not who has it by delegation; a colleague goes to a meeting by the answer to the invitation."""
    return condivisione.incontro_id is None and _ricevuta_da(condivisione, utente, al=al) is not None


def _ricevuta_da(
    condivisione: Condivisione, utente: Utente, *, al: datetime.date
) -> DestinatarioCondivisione | None:
    mie = condivisione.destinatari.filter(utente=utente, delegato_da__isnull=True, dal__lte=al)
    return mie.filter(Q(al__isnull=True) | Q(al__gte=al)).first()


def referenti_di(ente: Ente, *, al: datetime.date) -> list[Utente]:
    """The people of a body whose post is in force."""
    in_carica = Incarico.objects.attivi(al).filter(ruolo=Ruolo.REFERENTE_PARTNER, ambito=ente.ambito_id)
    return list(
        Utente.objects.filter(ente=ente, is_active=True, pk__in=in_carica.values("utente")).order_by(
            "cognome", "nome", "pk"
        )
    )


def verifica_durata(caso: CasoAdi, *, dal: datetime.date, al: datetime.date, campo: str = "al") -> None:
    massimo = norme_dell_ambito(caso.ambito_id).valore("rete.condivisione_giorni", al=dal).intero
    if (al - dal).days > massimo:
        raise DominioError(f"Una condivisione dura al massimo {massimo} giorni: poi si rinnova.", campo=campo)


def _verifica_giorni(caso: CasoAdi, dati: DatiCondivisione, *, al: datetime.date) -> None:
    if dati.dal < al:
        raise DominioError("Una condivisione non può iniziare nel passato.", campo="dal")
    if dati.al < dati.dal:
        raise DominioError("L'ultimo giorno viene dopo il primo.", campo="al")
    verifica_durata(caso, dal=dati.dal, al=dati.al)


def _verifica_persone(
    caso: CasoAdi, proiezione: TipoProiezione, dati: DatiCondivisione, *, al: datetime.date, norme: Norme
) -> None:
    ammesse = {
        c.persona_id for c, perche in condivisibili(caso, proiezione, al=al, norme=norme) if not perche
    }
    if not dati.persone or not set(dati.persone) <= ammesse:
        raise DominioError(
            "Scegli almeno una persona tra quelle che si possono condividere.", campo="persone"
        )
    if proiezione in (TipoProiezione.SALUTE, TipoProiezione.OSPITE) and len(set(dati.persone)) > 1:
        raise DominioError("Una persona per volta: ognuno vede solo chi segue.", campo="persone")
