"""Letters of a meeting: neutral words and the calendar file; a link only for who has an account."""

import datetime
from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from adi_platform.calendario.giorni import ROMA
from adi_platform.organizzazione.models import Incarico, Utente
from adi_platform.outbox.guardie import registra_guardia
from adi_platform.outbox.models import Messaggio
from adi_platform.outbox.services.accoda import accoda_messaggio
from adi_platform.riunioni.enums import StatoRiunione
from adi_platform.riunioni.models import Partecipante, Riunione
from adi_platform.riunioni.services.riunioni import invito_ics

CARTELLA = "equipe/email"
PRIMA_PARTE = "riunione"
INVITO, SPOSTATA, ANNULLATA, PROMEMORIA, DELEGA = "invito", "spostata", "annullata", "promemoria", "delega"
RISPOSTE = "risposte"
MATTINA = datetime.time(7)
RIPETIBILI = (DELEGA, ANNULLATA)
CON_GUARDIA = (INVITO, SPOSTATA, PROMEMORIA, DELEGA)
EVENTI = tuple(f"{PRIMA_PARTE}.{evento}" for evento in (*CON_GUARDIA, ANNULLATA))

Indirizzo = Callable[[Utente, Riunione], str]
_altri_indirizzi: list[Indirizzo] = []


def registra_indirizzo(funzione: Indirizzo) -> None:
    """An upper floor says where a person of another body reads the invitation; empty: not one of theirs."""
    _altri_indirizzi.append(funzione)


def scrivi_a_tutti(riunione: Riunione, evento: str) -> None:
    """Everybody on the list, and the colleagues who go instead."""
    for partecipante in riunione.partecipanti.select_related("utente", "delegato_utente").order_by("pk"):
        scrivi(partecipante, riunione, evento)
        if partecipante.delegato_utente:
            scrivi(partecipante, riunione, evento, a=partecipante.delegato_utente)


def disdici(partecipante: Partecipante, riunione: Riunione, *, a: Utente | None = None) -> None:
    """It goes on without them: the file that takes it off carries a higher number, so that it prevails."""
    copia = Riunione.objects.get(pk=riunione.pk)
    copia.stato, copia.sequenza = StatoRiunione.ANNULLATA, riunione.sequenza + 1
    scrivi(partecipante, copia, ANNULLATA, a=a, si_tiene=True)


def scrivi(
    partecipante: Partecipante,
    riunione: Riunione,
    evento: str,
    *,
    a: Utente | None = None,
    si_tiene: bool = False,
) -> bool:
    """One letter for each person, event and number of the change; False when no address is known.

    `a`: a colleague of the invited person, who goes instead. They may be asked, dismissed and asked again for
    the same date: each time a letter, that their calendar takes as the latest.
    """
    utente = a or partecipante.utente
    posta = a.email if a else partecipante.posta
    if not posta:
        return False
    oggetto, _, testo = render_to_string(
        f"{CARTELLA}/{evento}.txt",
        {
            "riunione": riunione,
            "indirizzo": _indirizzo(utente, riunione) if utente else "",
            "si_tiene": si_tiene,
        },
    ).partition("\n")
    pezzi = (PRIMA_PARTE, riunione.pk, evento, riunione.sequenza, partecipante.pk, utente.pk if utente else 0)
    chiave, prima = ":".join(str(pezzo) for pezzo in pezzi), _gia_scritte(riunione, posta)
    if evento in RIPETIBILI and (volte := sum(gia.startswith(chiave) for gia in prima)):
        chiave = f"{chiave}:{volte}"
    accoda_messaggio(
        evento=f"{PRIMA_PARTE}.{evento}",
        destinatario_email=posta,
        oggetto=oggetto.strip(),
        testo=testo.strip() + "\n",
        chiave=chiave,
        allegati=[
            invito_ics(riunione, a=posta, almeno=max((int(gia.split(":")[3]) for gia in prima), default=0))
        ],
        ambito_id=riunione.ambito_id,
    )
    return True


def _gia_scritte(riunione: Riunione, posta: str) -> list[str]:
    """Keys of the letters that this address already has about this meeting."""
    righe = Messaggio.objects.filter(
        chiave__startswith=f"{PRIMA_PARTE}:{riunione.pk}:", evento__in=EVENTI, destinatario=posta
    )
    return list(righe.values_list("chiave", flat=True))


def avvisa_chi_convoca(riunione: Riunione) -> None:
    """One letter in the morning for all the answers of the day before; at once if the meeting comes first."""
    domani = timezone.localdate() + datetime.timedelta(days=1)
    mattina = datetime.datetime.combine(domani, MATTINA, ROMA)
    oggetto, _, testo = render_to_string(
        f"{CARTELLA}/{RISPOSTE}.txt",
        {"riunione": riunione, "indirizzo": f"{settings.INDIRIZZO_PUBBLICO}{_da_chi_convoca(riunione)}"},
    ).partition("\n")
    accoda_messaggio(
        evento=f"{PRIMA_PARTE}.{RISPOSTE}",
        destinatario_email=riunione.segretario.email,
        oggetto=oggetto.strip(),
        testo=testo.strip() + "\n",
        chiave=f"{PRIMA_PARTE}:{riunione.pk}:{RISPOSTE}:{domani}",
        ambito_id=riunione.ambito_id,
        non_prima=mattina if mattina < riunione.inizio else None,
    )


def _da_chi_convoca(riunione: Riunione) -> str:
    incontro = getattr(riunione, "incontro_equipe", None)
    return reverse("equipe-incontri", args=[incontro.caso_id]) if incontro else reverse("inviti")


def risposte_da_leggere(messaggio: Messaggio) -> bool:
    """Asked by the outbox just before sending: the meeting is still to come."""
    riunione = int(messaggio.chiave.split(":")[1])
    righe = Riunione.objects.filter(pk=riunione, stato=StatoRiunione.CONVOCATA, segretario__is_active=True)
    return righe.filter(inizio__gt=timezone.now()).exists()


def ancora_da_spedire(messaggio: Messaggio) -> bool:
    """Asked by the outbox just before sending: same date, still called, post still in force."""
    _, riunione, _, *numeri = messaggio.chiave.split(":")
    sequenza, partecipante, chi = (int(numero) for numero in numeri[:3])
    riga = (
        Partecipante.objects.select_related("riunione")
        .filter(pk=partecipante, riunione=int(riunione), riunione__stato=StatoRiunione.CONVOCATA)
        .filter(riunione__sequenza=sequenza)
        .first()
    )
    if riga is None:
        return False
    if not chi:
        return True
    in_carica = Incarico.objects.attivi(timezone.localdate()).filter(
        utente=chi, utente__is_active=True, ambito=riga.riunione.ambito_id
    )
    return chi in (riga.utente_id, riga.delegato_utente_id) and in_carica.exists()


def registra_guardie() -> None:
    for evento in CON_GUARDIA:
        registra_guardia(f"{PRIMA_PARTE}.{evento}", ancora_da_spedire)
    registra_guardia(f"{PRIMA_PARTE}.{RISPOSTE}", risposte_da_leggere)


def indirizzo_altrove(utente: Utente, riunione: Riunione) -> str:
    """Where a person of another body reads of the meeting; empty for who is of the office."""
    return next((url for funzione in _altri_indirizzi if (url := funzione(utente, riunione))), "")


def _indirizzo(utente: Utente, riunione: Riunione) -> str:
    dove = indirizzo_altrove(utente, riunione) or reverse("invito", args=[riunione.pk])
    return f"{settings.INDIRIZZO_PUBBLICO}{dove}"
