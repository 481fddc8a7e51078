"""Letters of a meeting: neutral words and the calendar file; a link only for who has an account."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

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
CON_GUARDIA = (INVITO, SPOSTATA, PROMEMORIA, DELEGA)

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
    scrivi(partecipante, copia, ANNULLATA, a=a)


def scrivi(partecipante: Partecipante, riunione: Riunione, evento: str, *, a: Utente | None = None) -> bool:
    """One letter for each person, event and number of the change; False when no address is known.

    `a`: a colleague of the invited person, who goes instead.
    """
    utente = a or partecipante.utente
    posta = a.email if a else partecipante.posta
    if not posta:
        return False
    oggetto, _, testo = render_to_string(
        f"{CARTELLA}/{evento}.txt",
        {"riunione": riunione, "indirizzo": _indirizzo(utente, riunione) if utente else ""},
    ).partition("\n")
    chiave = (riunione.pk, evento, riunione.sequenza, partecipante.pk, utente.pk if utente else 0)
    accoda_messaggio(
        evento=f"{PRIMA_PARTE}.{evento}",
        destinatario_email=posta,
        oggetto=oggetto.strip(),
        testo=testo.strip() + "\n",
        chiave=":".join(str(pezzo) for pezzo in (PRIMA_PARTE, *chiave)),
        allegati=[invito_ics(riunione)],
        ambito_id=riunione.ambito_id,
    )
    return True


def ancora_da_spedire(messaggio: Messaggio) -> bool:
    """Asked by the outbox just before sending: same date, still called, post still in force."""
    _, riunione, _, *numeri = messaggio.chiave.split(":")
    sequenza, partecipante, chi = (int(numero) for numero in numeri)
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


def indirizzo_altrove(utente: Utente, riunione: Riunione) -> str:
    """Where a person of another body reads of the meeting; empty for who is of the office."""
    return next((url for funzione in _altri_indirizzi if (url := funzione(utente, riunione))), "")


def _indirizzo(utente: Utente, riunione: Riunione) -> str:
    dove = indirizzo_altrove(utente, riunione) or reverse("invito", args=[riunione.pk])
    return f"{settings.INDIRIZZO_PUBBLICO}{dove}"
