"""The papers of a request: which ones the measure asks, which came, which an office already holds."""

import datetime

from django.core.files.base import File
from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.documenti.services.carica import carica_documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from contributi.enums import STATI_DECISI, StatoDocumento
from contributi.models import DocumentiChiesti, DocumentoDomanda, Richiesta
from contributi.rules.misura import Fase
from contributi.rules.requisiti_documenti import documenti_dovuti
from contributi.services.misure import misura_letta
from contributi.services.termine import aggiorna_termine

TIPO_OGGETTO = "contributi.richiesta"
# Papers that show the expense for which the contribution is asked (regulation art. 11).
PROVE_DI_SPESA = frozenset(
    {
        "DOC.BOLL",
        "DOC.PREV",
        "DOC.AFFITTO",
        "DOC.RICAFF",
        "DOC.SFRATTO",
        "DOC.SPCOND",
        "DOC.SPESESAN",
        "DOC.MUTUO",
    }
)
# Of these an expired one is good with a declaration in calce (D.P.R. 445/2000 art. 45 c. 3).
CON_DICHIARAZIONE = frozenset({"DOC.IDENT"})
MANCANTI = (StatoDocumento.MANCANTE, StatoDocumento.SCADUTO)


@transaction.atomic
def prepara_documenti(richiesta: Richiesta) -> None:
    """Bring the rows in line with what the measure asks for these facts. What came in is never taken away."""
    fatti = {**richiesta.fatti, "tipo_spesa": richiesta.tipo_spesa}
    dovuti = {d.codice: d for d in documenti_dovuti(misura_letta(richiesta.misura), fatti)}
    righe = {r.codice: r for r in richiesta.documenti.all()}
    for codice, dovuto in dovuti.items():
        if codice not in righe:
            DocumentoDomanda.objects.create(
                richiesta=richiesta,
                codice=codice,
                nome=dovuto.nome[:160],
                articolo=dovuto.articolo[:160],
                fase=dovuto.fase,
            )
    for codice, riga in righe.items():
        if codice not in dovuti and riga.stato == StatoDocumento.MANCANTE:
            riga.delete()


@transaction.atomic
def carica_per_la_domanda(
    *,
    riga: DocumentoDomanda,
    file: "File[bytes]",
    scade_il: datetime.date | None,
    operatore: Utente,
    al: datetime.date,
    dati_invariati: bool = False,
) -> DocumentoDomanda:
    """Take in the file of one paper. A new file takes the place of an expired one, which stays in the archive.

    Raises DominioError beside the field when type or size are not admitted, or the paper is already expired and
    the person has not declared that its data are unchanged (`dati_invariati`, identity papers only).
    """
    attuale = _aperta(riga)
    dichiara = dati_invariati and attuale.codice in CON_DICHIARAZIONE
    if scade_il is not None and scade_il < al and not dichiara:
        rimedio = "oppure spunta la dichiarazione" if attuale.codice in CON_DICHIARAZIONE else ""
        raise DominioError(
            f"Questo documento è già scaduto: chiedine uno valido{', ' if rimedio else ''}{rimedio}.",
            campo="scade_il",
        )
    richiesta = attuale.richiesta
    attuale.documento = carica_documento(
        ambito=richiesta.ambito,
        operatore=operatore,
        tipo=attuale.codice,
        titolo=attuale.nome,
        file=file,
        caso_id=richiesta.caso_id,
        oggetto_tipo=TIPO_OGGETTO,
        oggetto_id=richiesta.pk,
    )
    attuale.stato, attuale.scade_il, attuale.ricevuto_il = StatoDocumento.PRESENTE, scade_il, al
    attuale.dati_invariati_il = al if dichiara else None
    attuale.presso = ""
    attuale.aggiornato_da = operatore
    attuale.save()
    _se_sono_arrivati_tutti(attuale.richiesta, al)
    return attuale


@transaction.atomic
def segna_gia_in_possesso(
    *, riga: DocumentoDomanda, presso: str, operatore: Utente, al: datetime.date
) -> DocumentoDomanda:
    """An office already holds it: it is not asked to the person (L. 241/1990 art. 18)."""
    attuale = _aperta(riga)
    if not presso.strip():
        raise DominioError("Scrivi quale ufficio lo ha già.", campo="presso")
    attuale.stato, attuale.presso = StatoDocumento.NON_DOVUTO, presso.strip()
    attuale.aggiornato_da = operatore
    attuale.save()
    _se_sono_arrivati_tutti(attuale.richiesta, al)
    return attuale


def mancanti(richiesta: Richiesta, *, al: datetime.date, fase: str = Fase.DOMANDA) -> list[DocumentoDomanda]:
    """Papers due by that phase that are not there, or are there but expired."""
    return [r for r in richiesta.documenti.all() if r.fase == fase and r.stato_al(al) in MANCANTI]


def spesa_documentata(richiesta: Richiesta, *, al: datetime.date) -> bool:
    return any(
        r.codice in PROVE_DI_SPESA and r.stato_al(al) == StatoDocumento.PRESENTE
        for r in richiesta.documenti.all()
    )


def _se_sono_arrivati_tutti(richiesta: Richiesta, al: datetime.date) -> None:
    """The last of the papers asked by letter makes the clock run again; those asked in words wait for a person."""
    chiesti = DocumentiChiesti.objects.select_for_update(of=("self",)).filter(richiesta=richiesta).first()
    if chiesti is None or chiesti.arrivati_il or chiesti.ripresa_il or chiesti.altri:
        return
    righe = richiesta.documenti.filter(codice__in=chiesti.codici)
    if any(riga.stato_al(al) in MANCANTI for riga in righe):
        return
    chiesti.arrivati_il = al
    chiesti.save()
    aggiorna_termine(richiesta, al=al)


def _aperta(riga: DocumentoDomanda) -> DocumentoDomanda:
    """The request is locked first, as by who resumes the istruttoria."""
    richiesta = blocca(Richiesta(pk=riga.richiesta_id))
    attuale = blocca(riga)
    attuale.richiesta = richiesta
    if attuale.richiesta.stato in STATI_DECISI:
        raise DominioError("La domanda è chiusa: non si aggiungono documenti.")
    return attuale
