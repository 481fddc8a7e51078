"""What this floor shows on the page of the case: its block and its events."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from adi_platform.http.accesso import perimetro_di
from cases.cronologia import Evento, Genere
from cases.enums import StatoCaso
from cases.models import CasoAdi
from cases.passi import Passo
from equipe.blocchi import passo_dell_equipe
from equipe.permissions import segue_il_caso
from patti.enums import StatoPatto, TipoPatto
from patti.models import Patto, TransizionePatto, VerificaPatto
from patti.permissions import VEDE_PATTI
from patti.views.comune import TONI

PRIMA_DEL_PATTO = (StatoCaso.INCONTRATO, StatoCaso.IN_ANALISI)
TITOLI = {
    "condividi": "condiviso con la famiglia",
    "sottoscrivi": "sottoscritto",
    "apri_revisione": "in revisione",
    "concludi": "concluso",
    "interrompi": "interrotto",
}


def blocco_patto(request: HttpRequest, caso: CasoAdi) -> dict[str, Any]:
    """Of each kind the version that counts now: the draft being written, or the one in force."""
    patti = caso.patti.select_related("aggiornato_da", "registrazione").order_by("-tipo", "-numero")
    ultimi = {p.tipo: p for p in sorted(patti, key=lambda p: p.numero)}
    verifiche = VerificaPatto.objects.filter(patto__in=list(ultimi.values())).order_by("data")
    prossime = {v.patto_id: v.prossima_data for v in verifiche}
    attesi = [TipoPatto.PAIS] if caso.adi else [TipoPatto.PAI]
    legge = VEDE_PATTI.ammette(perimetro_di(request))
    tipi = [t for t in TipoPatto if t in ultimi or t in attesi]
    return {
        "legge": legge,
        "dove": reverse("patto-elenco", args=[caso.pk]) if legge else "",
        "voci": [
            {
                "tipo": tipo,
                "patto": patto,
                "tono": TONI.get(StatoPatto(patto.stato), "neutro") if patto else "neutro",
                "prossima": prossime.get(patto.pk, patto.prima_verifica) if patto else None,
            }
            for tipo in tipi
            for patto in [ultimi.get(tipo)]
        ],
        "puo_scrivere": segue_il_caso(perimetro_di(request), caso),
    }


def passo_del_patto(request: HttpRequest, caso: CasoAdi) -> Passo | None:
    """The next step while the Patto is written: start it, go on, sign it."""
    motivo_no = "" if segue_il_caso(perimetro_di(request), caso) else "Lo scrive chi segue il caso."
    if caso.adi and caso.stato in PRIMA_DEL_PATTO:
        return None
    tipo = TipoPatto.PAIS if caso.adi else TipoPatto.PAI
    patto = caso.patti.filter(tipo=tipo).order_by("-numero").first()
    if patto is None:
        prima = passo_dell_equipe(request, caso) if caso.adi else None
        if prima is not None:
            return prima
        dove = reverse("patto-elenco", args=[caso.pk])
        titolo = "Scrivere il Patto per l'inclusione" if caso.adi else "Scrivere il progetto (PAI)"
        etichetta = "Inizia il Patto" if caso.adi else "Inizia il PAI"
        return Passo(titolo=titolo, url=dove, etichetta=etichetta, motivo_no=motivo_no)
    if patto.stato == StatoPatto.CONDIVISO:
        dove = reverse("patto-firme", args=[patto.pk])
        return Passo(
            titolo=f"Firmare il {patto.nome}", url=dove, etichetta="Raccogli le firme", motivo_no=motivo_no
        )
    if patto.stato == StatoPatto.BOZZA:
        dove = reverse("patto-componi", args=[patto.pk])
        titolo = f"Completare e condividere il {patto.nome}"
        return Passo(titolo=titolo, url=dove, etichetta=f"Continua il {patto.nome}", motivo_no=motivo_no)
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
        titolo=f"{riga.oggetto.nome} {TITOLI[riga.mossa]}, versione {riga.oggetto.numero}",
        autore=str(riga.operatore or ""),
        url=_pagina(riga.oggetto),
        apre=VEDE_PATTI,
        icona="it-file",
        tono="successo" if riga.mossa == "sottoscrivi" else "info",
    )


def _verifica(riga: VerificaPatto) -> Evento:
    return Evento(
        quando=riga.creato_il,
        genere=Genere.INCONTRI,
        titolo=f"Verifica del {riga.patto.nome} del {riga.data:%d/%m/%Y}",
        autore=str(riga.operatore),
        url=reverse("patto-andamento", args=[riga.patto_id]),
        apre=VEDE_PATTI,
        icona="it-check-circle",
        tono="info",
    )


def _pagina(patto: Patto) -> str:
    return reverse("patto-scheda", args=[patto.pk])
