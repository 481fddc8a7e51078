"""Acts on a referral: send it, answer it, write to each other, take it back."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError, StatoCambiato
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.termini.calcolo import Termine, scadenza
from cases.enums import TipoScadenza
from cases.models import ComponenteCaso
from cases.services.scadenze import imposta_scadenza
from protocollo.enums import INVII_DI, GenereMessaggio, StatoInvio, TipoInvio, TipoProiezione
from protocollo.models import Condivisione, Invio, MessaggioInvio
from protocollo.services.avvisi import avvisa_tutti
from protocollo.services.termini import aggiorna_termine
from protocollo.transizioni import GESTISCE, RISPONDE, tabella_di

CHE_COSA = "una richiesta del servizio sociale"
CAMBIATA = "una richiesta è cambiata"
DOPO_LA_MOSSA = {"ritira": "una richiesta è stata ritirata, non serve più rispondere"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Risposta:
    """What goes with a move: days and words, each only where the move asks for it."""

    esito_il: datetime.date | None = None
    convocato_per: datetime.date | None = None
    valido_fino_al: datetime.date | None = None
    motivo: str = ""


@transaction.atomic
def invia(
    *,
    condivisione: Condivisione,
    tipo: TipoInvio,
    persone: Sequence[int],
    richiesta: str,
    operatore: Utente,
    al: datetime.date,
) -> list[Invio]:
    """One referral for each person, with its own clock and its own answer."""
    blocca(condivisione.caso)
    riga = blocca(condivisione)
    if tipo not in INVII_DI[TipoProiezione(riga.proiezione)]:
        raise DominioError("Questo ente non risponde a questa domanda.", campo="tipo")
    ammesse = set(riga.persone.values_list("pk", flat=True))
    if not persone or not set(persone) <= ammesse:
        raise DominioError("Scegli tra le persone condivise.", campo="persone")
    invii = [_crea(riga, tipo, persona, richiesta.strip(), operatore, al) for persona in persone]
    avvisa_tutti(riga, che_cosa=CHE_COSA, motivo=f"invii:{invii[0].pk}")
    return invii


@transaction.atomic
def muovi_invio(
    *,
    invio: Invio,
    mossa: str,
    risposta: Risposta,
    operatore: Utente | None,
    dal_partner: bool,
    al: datetime.date,
    con_avviso: bool = True,
) -> Invio:
    """A move of the table. The answers belong to the other body, the rest to the social service.

    Without `operatore` it is the program, when the days of the grant are over.
    """
    riga = blocca_dopo_il_caso(invio)
    if dal_partner:
        ancora_condiviso(riga, al)
    tabella = tabella_di(riga.tipo)
    if (tabella.mossa(mossa).permesso == RISPONDE) is not dal_partner:
        raise DominioError("Questo passo spetta all'altra parte.")
    tabella.verifica(riga.stato, mossa, permesso=RISPONDE if dal_partner else GESTISCE)
    campi = _campi(riga, tabella.mossa(mossa).campi_richiesti, risposta, al)
    if mossa == "non_presentato":
        _dopo_la_convocazione(riga, risposta.esito_il)
    if dal_partner:
        campi["da_leggere"] = True
    riga.aggiornato_da = operatore
    esegui_mossa(riga, tabella, mossa, operatore=operatore, motivo=risposta.motivo.strip(), campi=campi)
    sul_componente(riga, operatore)
    aggiorna_termine(riga, al=al)
    if con_avviso and not dal_partner:
        avvisa_tutti(
            riga.condivisione, che_cosa=DOPO_LA_MOSSA.get(mossa, CAMBIATA), motivo=f"invio:{riga.pk}:{mossa}"
        )
    return riga


@transaction.atomic
def scrivi_messaggio(
    *,
    invio: Invio,
    testo: str,
    operatore: Utente,
    dal_partner: bool,
    al: datetime.date,
    genere: str = GenereMessaggio.NOTA,
    del_giorno: datetime.date | None = None,
) -> MessaggioInvio:
    """A line of the exchange; an update restarts the 90 days, a breach asks the office to look at it."""
    riga = blocca_dopo_il_caso(invio)
    if dal_partner:
        ancora_condiviso(riga, al)
    if not riga.aperto:
        raise StatoCambiato("Questa richiesta è chiusa: non si scrive più qui.")
    if not testo.strip():
        raise DominioError("Scrivi il messaggio.", campo="testo")
    if genere not in generi_possibili(riga, dal_partner=dal_partner):
        raise StatoCambiato("Questo non si può segnare adesso.", campo="genere")
    messaggio = MessaggioInvio.objects.create(
        invio=riga,
        genere=genere,
        autore=operatore,
        dal_partner=dal_partner,
        testo=testo.strip(),
        del_giorno=_giorno(riga, genere, del_giorno, al),
    )
    if dal_partner:
        riga.da_leggere = True
        riga.aggiornato_da = operatore
        riga.save()
    else:
        avvisa_tutti(riga.condivisione, che_cosa="un messaggio", motivo=f"messaggio:{messaggio.pk}")
    _dopo_il_messaggio(riga, messaggio, al)
    return messaggio


def generi_possibili(invio: Invio, *, dal_partner: bool) -> tuple[str, ...]:
    """Updates and breaches come from the CPI only; an update when there is a pact to update."""
    generi: list[str] = [GenereMessaggio.NOTA]
    if dal_partner and invio.tipo == TipoInvio.PATTO_SERVIZIO:
        if invio.stato == StatoInvio.SOTTOSCRITTO:
            generi.append(GenereMessaggio.AGGIORNAMENTO)
        generi.append(GenereMessaggio.INADEMPIMENTO)
    return tuple(generi)


def blocca_dopo_il_caso(invio: Invio) -> Invio:
    """The case first, as its closing does: two acts at once wait for each other in the same order."""
    blocca(invio.caso)
    return blocca(invio)


def ancora_condiviso(invio: Invio, al: datetime.date) -> None:
    """Asked again once the row is locked: a revocation may have come first."""
    if not Condivisione.objects.in_vigore(al).filter(pk=invio.condivisione_id).exists():
        raise StatoCambiato("Questa richiesta non è più condivisa con il tuo ente.")


def _crea(
    condivisione: Condivisione,
    tipo: TipoInvio,
    persona: int,
    richiesta: str,
    operatore: Utente,
    al: datetime.date,
) -> Invio:
    try:
        with transaction.atomic():
            invio = Invio.objects.create(
                condivisione=condivisione,
                caso=condivisione.caso,
                persona_id=persona,
                tipo=tipo,
                richiesta=richiesta,
                inviato_il=al,
                aggiornato_da=operatore,
            )
    except IntegrityError as errore:
        raise DominioError(
            "Per una di queste persone c'è già una richiesta aperta di questo tipo.", campo="persone"
        ) from errore
    invio.transizioni.create(mossa="invia", a_stato=invio.stato, operatore=operatore)
    if tipo == TipoInvio.PATTO_SERVIZIO:
        _segna_inviato(invio, operatore, al)
    aggiorna_termine(invio, al=al)
    return invio


def _campi(
    invio: Invio, richiesti: Sequence[str], risposta: Risposta, al: datetime.date
) -> dict[str, object]:
    """The days that the move asks for, within what is possible."""
    campi: dict[str, object] = {}
    if "convocato_per" in richiesti:
        if risposta.convocato_per is not None and risposta.convocato_per < al:
            raise DominioError("Il giorno della convocazione è già passato.", campo="convocato_per")
        campi["convocato_per"] = risposta.convocato_per
    if "esito_il" in richiesti:
        non_prima_ne_dopo(invio, risposta.esito_il, al, campo="esito_il")
        campi["esito_il"] = risposta.esito_il
    if risposta.valido_fino_al is not None:
        if "esito_il" not in richiesti:
            raise DominioError("Questo passo non ha un ultimo giorno.", campo="valido_fino_al")
        if risposta.esito_il is not None and risposta.valido_fino_al < risposta.esito_il:
            raise DominioError("L'ultimo giorno viene dopo il primo.", campo="valido_fino_al")
        campi["valido_fino_al"] = risposta.valido_fino_al
    return campi


def _dopo_la_convocazione(invio: Invio, giorno: datetime.date | None) -> None:
    if giorno and invio.convocato_per and giorno < invio.convocato_per:
        raise DominioError(f"La convocazione è per il {invio.convocato_per:%d/%m/%Y}.", campo="esito_il")


def _giorno(
    invio: Invio, genere: str, del_giorno: datetime.date | None, al: datetime.date
) -> datetime.date | None:
    if genere == GenereMessaggio.NOTA:
        return None
    non_prima_ne_dopo(invio, del_giorno, al, campo="del_giorno")
    return del_giorno


def non_prima_ne_dopo(invio: Invio, giorno: datetime.date | None, al: datetime.date, *, campo: str) -> None:
    if giorno is None:
        raise DominioError("Scrivi il giorno.", campo=campo)
    if giorno > al:
        raise DominioError("La data non può essere futura.", campo=campo)
    if giorno < invio.inviato_il:
        raise DominioError(
            f"La richiesta è del {invio.inviato_il:%d/%m/%Y}: il giorno viene dopo.", campo=campo
        )


def _dopo_il_messaggio(invio: Invio, messaggio: MessaggioInvio, al: datetime.date) -> None:
    if messaggio.genere == GenereMessaggio.AGGIORNAMENTO:
        aggiorna_termine(invio, al=al)
    if messaggio.genere == GenereMessaggio.INADEMPIMENTO:
        da_valutare_entro(messaggio, dal=al)


def da_valutare_entro(messaggio: MessaggioInvio, *, dal: datetime.date) -> None:
    """The days that the office has to look at a breach, from the day on which it was first told."""
    invio = messaggio.invio
    giorni = norme_dell_ambito(invio.caso.ambito_id).valore("adi.segnalazione_giorni", al=dal)
    imposta_scadenza(
        caso=invio.caso,
        tipo=TipoScadenza.RETE,
        chiave=chiave_inadempimento(messaggio),
        titolo="Valutare ciò che il Centro per l'impiego ha segnalato",
        entro=scadenza(Termine(inizio=dal, quanti=giorni.intero, riferimento=giorni.riferimento)),
        decorre_dal=dal,
        perche=f"{giorni.intero} giorni dal {dal:%d/%m/%Y}",
        passi=[],
        persona=invio.persona,
    )


def chiave_inadempimento(messaggio: MessaggioInvio) -> str:
    return f"rete:inadempimento:{messaggio.pk}"


def sul_componente(invio: Invio, operatore: Utente | None) -> None:
    """The signed pact is a fact of the member, read by the duties and by the 90 days."""
    if invio.tipo == TipoInvio.PATTO_SERVIZIO and invio.stato == StatoInvio.SOTTOSCRITTO:
        _scrivi_sul_componente(invio, operatore, inviato_cpi_il=invio.inviato_il, psp_il=invio.esito_il)


def _segna_inviato(invio: Invio, operatore: Utente, al: datetime.date) -> None:
    """A pact already signed keeps its days until another one is signed."""
    if not ComponenteCaso.objects.filter(
        caso=invio.caso_id, persona=invio.persona_id, psp_il__isnull=False
    ).exists():
        _scrivi_sul_componente(invio, operatore, inviato_cpi_il=al)


def _scrivi_sul_componente(invio: Invio, operatore: Utente | None, **date: datetime.date | None) -> None:
    righe = ComponenteCaso.objects.select_for_update(of=("self",))
    componente = righe.get(caso=invio.caso_id, persona=invio.persona_id)
    for nome, giorno in date.items():
        setattr(componente, nome, giorno)
    componente.versione += 1
    componente.aggiornato_da = operatore
    componente.save()
