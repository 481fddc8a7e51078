"""Invented PAI for the demo: one still a draft, one to be signed, the others signed and in force."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.models import CasoAdi
from cases.popolamento.contesto import Contesto
from patti.enums import EsitoParente, LetteraBisogno, ModoSostegno, Rapporto, TipoPatto
from patti.models import ParenteTenuto, Patto
from patti.popolamento import ghirigoro
from patti.services.cataloghi import catalogo_di
from patti.services.componi import (
    aggiungi_impegno,
    aggiungi_risultato,
    crea_parte,
    salva_pai,
    salva_quadro,
)
from patti.services.condividi import condividi_patto
from patti.services.firma import chiudi_firme, firma_sullo_schermo, firmatari
from patti.services.fotografia import componenti_attuali
from patti.services.inizia import apri_revisione, inizia_patto

BISOGNI = (
    ("La bolletta della luce arretrata supera quello che resta dopo l'affitto.", "300.00"),
    ("Il lavoro a termine è finito e mancano due mesi alla prossima entrata.", "250.00"),
    ("Servono gli occhiali nuovi e il mese non li copre.", "180.00"),
)
UNA_TANTUM = {
    "misura": "straordinario-una-tantum",
    "misura_nome": "Contributo straordinario una tantum",
    "modo": ModoSostegno.CANALIZZATO,
}


def popola_pai(contesto: Contesto, casi: Sequence[CasoAdi]) -> None:
    """For every household from the counter that was met. What the rules refuse stays as it was."""
    dallo_sportello = [c for c in casi if not c.adi and c.case_manager_id is not None]
    for numero, caso in enumerate(dallo_sportello):
        al = contesto.fa(max(0, 9 - numero))
        try:
            with transaction.atomic():
                bisogno, importo = BISOGNI[numero % len(BISOGNI)]
                sostegno = {**UNA_TANTUM, "bisogno": bisogno, "importo": Decimal(importo)}
                patto = _bozza(caso, operatore=_chi_segue(caso), al=al, sostegno=sostegno)
                if numero:
                    _avanza(patto, al=al, firma=numero > 1)
        except DominioError:
            continue


def pai_firmato(caso: CasoAdi, *, al: datetime.date, sostegno: Mapping[str, Any]) -> Patto:
    """A signed PAI for a household that has none: what a contribution of the demo hangs on.

    `sostegno`: need, measure, amount, months, mode.
    """
    with transaction.atomic():
        patto = _bozza(caso, operatore=_chi_segue(caso), al=al, sostegno=sostegno)
        _avanza(patto, al=al, firma=True)
    return Patto.objects.get(pk=patto.pk)


def pai_rivisto(patto: Patto, *, al: datetime.date) -> Patto:
    """The same support again, agreed and signed in a new version: what one PAI foresees is asked once."""
    with transaction.atomic():
        nuovo = apri_revisione(
            patto=patto, operatore=_chi_segue(patto.caso), motivo="C'è un'altra spesa necessaria.", al=al
        )
        salva_quadro(
            patto=nuovo,
            attesa=nuovo.versione,
            operatore=_chi_segue(patto.caso),
            valori={
                "valido_al": aggiungi_mesi(al, nuovo.pai.mesi or 3) - datetime.timedelta(days=1),
                "prima_verifica": al + datetime.timedelta(days=45),
            },
        )
        _avanza(Patto.objects.get(pk=nuovo.pk), al=al, firma=True)
    return Patto.objects.get(pk=nuovo.pk)


def _chi_segue(caso: CasoAdi) -> Utente:
    assert caso.case_manager is not None  # noqa: S101  filtered by the caller
    return caso.case_manager


def _bozza(caso: CasoAdi, *, operatore: Utente, al: datetime.date, sostegno: Mapping[str, Any]) -> Patto:
    patto = inizia_patto(caso=caso, operatore=operatore, al=al, tipo=TipoPatto.PAI)
    catalogo, persone = catalogo_di(caso.ambito_id), componenti_attuali(caso)
    casa = aggiungi_risultato(
        patto=patto, catalogo=catalogo, codice="OB.ECON.01", componenti=persone, operatore=operatore, al=al
    )
    aggiungi_impegno(
        risultato=casa,
        catalogo=catalogo,
        codice="IM.CONT.01",
        componente=persone[0],
        operatore=operatore,
        al=al,
    )
    salva_pai(
        patto=patto,
        attesa=patto.pai.versione,
        operatore=operatore,
        valori={
            "valutazione": "Colloquio in sede: la richiesta è chiara e le risorse della rete sono poche.",
            "lettere": [LetteraBisogno.A],
            "informato_il": al,
            "parenti_necessari": True,
            "perche_parenti": "Un parente potrebbe aiutare per qualche settimana.",
            **sostegno,
        },
    )
    crea_parte(
        patto=patto,
        modello=ParenteTenuto,
        valori={
            "nome": "Parente Inventato",
            "rapporto": Rapporto.FRATELLO,
            "esito": EsitoParente.SENTITO,
            "il": al,
            "nota": "Può tenere i bambini due pomeriggi, non può aiutare con il denaro.",
        },
        molti={},
        operatore=operatore,
    )
    salva_quadro(
        patto=patto,
        attesa=patto.versione,
        operatore=operatore,
        valori={
            "referente_familiare": persone[0],
            "valido_al": aggiungi_mesi(al, sostegno.get("mesi") or 3) - datetime.timedelta(days=1),
            "prima_verifica": al + datetime.timedelta(days=45),
            "verifica_descrizione": "Con chi chiede si guarda se la spesa è pagata e come va il mese.",
        },
    )
    return Patto.objects.get(pk=patto.pk)


def _avanza(patto: Patto, *, al: datetime.date, firma: bool) -> None:
    patto = condividi_patto(patto=patto, operatore=patto.case_manager, al=al)
    if not firma:
        return
    luogo = patto.caso.comune.nome if patto.caso.comune else "in ufficio"
    ora = timezone.make_aware(datetime.datetime.combine(al, datetime.time(11)))
    for componente in [*firmatari(patto), None]:
        firma_sullo_schermo(
            patto=patto,
            componente=componente,
            disegno=SimpleUploadedFile(
                "firma.png", ghirigoro(componente.pk if componente else patto.pk), "image/png"
            ),
            luogo=luogo,
            operatore=patto.case_manager,
            quando=ora,
        )
    chiudi_firme(patto=patto, operatore=patto.case_manager, luogo=luogo, al=al)
