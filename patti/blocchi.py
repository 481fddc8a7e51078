"""What this floor shows on the page of the case: its block and its events."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from adi_platform.http.accesso import perimetro_di
from cases.cronologia import Evento, Genere
from cases.models import CasoAdi
from cases.passi import Passo
from equipe.permissions import segue_il_caso
from patti.enums import StatoPatto
from patti.models import Patto, TransizionePatto, VerificaPatto
from patti.views.comune import TONI

TITOLI = {
    "condividi": "Patto condiviso con la famiglia",
    "sottoscrivi": "Patto sottoscritto",
    "apri_revisione": "Patto in revisione",
    "concludi": "Patto concluso",
    "interrompi": "Patto interrotto",
}


def blocco_patto(request: HttpRequest, caso: CasoAdi) -> dict[str, Any]:
    """The version that counts now: the draft being written, or the one in force."""
    patti = list(caso.patti.select_related("aggiornato_da", "registrazione").order_by("-numero")[:1])
    patto = patti[0] if patti else None
    verifica = VerificaPatto.objects.filter(patto=patto).order_by("-data").first() if patto else None
    return {
        "patto": patto,
        "tono": TONI.get(StatoPatto(patto.stato), "neutro") if patto else "neutro",
        "prossima": verifica.prossima_data if verifica else patto.prima_verifica if patto else None,
        "puo_scrivere": segue_il_caso(perimetro_di(request), caso),
    }


def passo_del_patto(request: HttpRequest, caso: CasoAdi) -> Passo | None:
    """The next step while the Patto is written: start it, go on, sign it."""
    motivo_no = "" if segue_il_caso(perimetro_di(request), caso) else "Lo scrive chi segue il caso."
    patto = caso.patti.order_by("-numero").first()
    if patto is None:
        dove = reverse("patto-elenco", args=[caso.pk])
        titolo = "Scrivere il Patto per l'inclusione"
        return Passo(titolo=titolo, url=dove, etichetta="Inizia il Patto", motivo_no=motivo_no)
    if patto.stato == StatoPatto.CONDIVISO:
        dove = reverse("patto-firme", args=[patto.pk])
        return Passo(titolo="Firmare il Patto", url=dove, etichetta="Raccogli le firme", motivo_no=motivo_no)
    if patto.stato == StatoPatto.BOZZA:
        dove = reverse("patto-componi", args=[patto.pk])
        titolo = "Completare e condividere il Patto"
        return Passo(titolo=titolo, url=dove, etichetta="Continua il Patto", motivo_no=motivo_no)
    return None


def eventi_patto(caso: CasoAdi, dal: datetime.datetime | None, al: datetime.datetime | None) -> list[Evento]:
    """Moves and checks of the Patti; no reasons, which belong to the page of the Patto."""
    mosse = TransizionePatto.objects.filter(oggetto__caso=caso, mossa__in=TITOLI)
    verifiche = VerificaPatto.objects.filter(patto__caso=caso)
    if dal:
        mosse, verifiche = mosse.filter(avvenuta_il__gte=dal), verifiche.filter(creato_il__gte=dal)
    if al:
        mosse, verifiche = mosse.filter(avvenuta_il__lte=al), verifiche.filter(creato_il__lte=al)
    return [
        *(_passaggio(m) for m in mosse.select_related("oggetto", "operatore")),
        *(_verifica(v) for v in verifiche.select_related("patto", "operatore")),
    ]


def _passaggio(riga: TransizionePatto) -> Evento:
    return Evento(
        quando=riga.avvenuta_il,
        genere=Genere.DECISIONI,
        titolo=f"{TITOLI[riga.mossa]}, versione {riga.oggetto.numero}",
        autore=str(riga.operatore or ""),
        url=_pagina(riga.oggetto),
        icona="it-file",
        tono="successo" if riga.mossa == "sottoscrivi" else "info",
    )


def _verifica(riga: VerificaPatto) -> Evento:
    return Evento(
        quando=riga.creato_il,
        genere=Genere.INCONTRI,
        titolo=f"Verifica del Patto del {riga.data:%d/%m/%Y}",
        autore=str(riga.operatore),
        url=reverse("patto-andamento", args=[riga.patto_id]),
        icona="it-check-circle",
        tono="info",
    )


def _pagina(patto: Patto) -> str:
    return reverse("patto-scheda", args=[patto.pk])
