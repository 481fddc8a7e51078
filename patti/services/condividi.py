"""Moves of a Patto that are not signatures: share the text, open it again, stop, conclude."""

import datetime

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.norme.esito import Livello
from adi_platform.organizzazione.models import Utente
from cases.services.scadenze import annulla_scadenza
from patti.documents.equipe import equipe_di_oggi
from patti.enums import StatoPatto, TipoPatto
from patti.models import NotaEquipe, Patto
from patti.services.fotografia import completezza_di
from patti.signals import patto_chiuso, patto_condiviso
from patti.transizioni import TABELLA_PATTO

CHIAVI_VERIFICA = {TipoPatto.PAIS: "verifica_patto", TipoPatto.PAI: "verifica_pai"}


@transaction.atomic
def condividi_patto(*, patto: Patto, operatore: Utente, al: datetime.date) -> Patto:
    """Fix the text agreed with the family and the names of the team; signatures can begin.

    Raises DominioError with the first thing that is missing.
    """
    riga = blocca(patto)
    TABELLA_PATTO.verifica(riga.stato, "condividi")  # before touching the team: a shared text is frozen
    mancanze = [m for m in completezza_di(riga, al=al).motivi if m.livello != Livello.AVVISO]
    if mancanze:
        raise DominioError(
            f"Il {riga.nome} non è ancora completo. {mancanze[0].testo} ({mancanze[0].articolo})"
        )
    _congela_equipe(riga)
    esegui_mossa(riga, TABELLA_PATTO, "condividi", operatore=operatore, campi={"condiviso_il": al})
    patto_condiviso.send(sender=Patto, patto=riga, operatore=operatore)
    return riga


@transaction.atomic
def riapri_patto(*, patto: Patto, operatore: Utente, motivo: str) -> Patto:
    """Open the text again. Signatures already given stay readable, cancelled with the reason."""
    riga = blocca(patto)
    TABELLA_PATTO.verifica(riga.stato, "riapri")
    for firma in riga.firme.filter(annullata_il__isnull=True):
        firma.annullata_il, firma.motivo_annullamento = timezone.now(), motivo
        firma.save(update_fields=["annullata_il", "motivo_annullamento"])
    esegui_mossa(
        riga, TABELLA_PATTO, "riapri", operatore=operatore, motivo=motivo, campi={"condiviso_il": None}
    )
    return riga


@transaction.atomic
def concludi_patto(*, patto: Patto, operatore: Utente, motivo: str, al: datetime.date) -> Patto:
    """The path is over: goals reached, or what could be done was done."""
    return _chiudi(patto, "concludi", operatore=operatore, motivo=motivo, al=al)


@transaction.atomic
def interrompi_patto(*, patto: Patto, operatore: Utente, motivo: str, al: datetime.date) -> Patto:
    """Stop a draft or a signed Patto, with the reason."""
    riga = blocca(patto)
    if riga.precedente_id is not None and riga.stato in (StatoPatto.BOZZA, StatoPatto.CONDIVISO):
        raise DominioError("Questa è una revisione: per lasciarla usa «Lascia il Patto com'è».")
    return _chiudi(patto, "interrompi", operatore=operatore, motivo=motivo, al=al)


@transaction.atomic
def suggerisci(*, patto: Patto, autore: Utente, testo: str) -> NotaEquipe:
    """A member of the team proposes something to the case manager."""
    return NotaEquipe.objects.create(patto=patto, autore=autore, testo=testo, aggiornato_da=autore)


@transaction.atomic
def valuta_suggerimento(*, nota: NotaEquipe, operatore: Utente, risposta: str) -> NotaEquipe:
    """The case manager says what came of a suggestion."""
    riga = blocca(nota)
    if riga.valutata_il is not None:
        raise DominioError("A questo suggerimento è già stata data una risposta.")
    riga.risposta, riga.valutata_il, riga.aggiornato_da = risposta, timezone.now(), operatore
    riga.save()
    return riga


def _chiudi(patto: Patto, mossa: str, *, operatore: Utente, motivo: str, al: datetime.date) -> Patto:
    riga = blocca(patto)
    esegui_mossa(riga, TABELLA_PATTO, mossa, operatore=operatore, motivo=motivo, campi={"chiuso_il": al})
    annulla_scadenza(caso=riga.caso, chiave=CHIAVI_VERIFICA[TipoPatto(riga.tipo)])
    patto_chiuso.send(sender=Patto, patto=riga, operatore=operatore)
    return riga


def _congela_equipe(patto: Patto) -> None:
    """Copy the team as it is today: the Patto names it even if somebody leaves later."""
    patto.componenti_equipe.all().delete()
    for membro in equipe_di_oggi(patto):
        membro.save()
