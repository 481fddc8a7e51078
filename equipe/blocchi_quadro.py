"""What the Quadro shows on the page of the case, its block and its events, and on the desk."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from adi_platform.http.accesso import perimetro_di
from cases.cronologia import Evento, Genere
from cases.models import CasoAdi, EsitoAnalisi
from cases.scrivania import Voce
from equipe.models import Quadro
from equipe.permissions import SCRIVE_EQUIPE, VEDE_QUADRO, contributi_sui_casi_di, voci_del_quadro
from equipe.services.contributi import contributi_da_guardare
from equipe.services.quadro import in_vigore, quadro_corrente
from equipe.services.quadro_vista import lette_di
from equipe.services.termine_patto import ESITO_EQUIPE


def blocco_quadro(request: HttpRequest, caso: CasoAdi) -> dict[str, Any] | None:
    """The present period with its priorities; nothing where no team was ever asked for."""
    perimetro = perimetro_di(request)
    if not VEDE_QUADRO.ammette(perimetro):
        return None
    quadro = quadro_corrente(caso)
    if quadro is None:
        chiesto = EsitoAnalisi.objects.filter(
            analisi__caso=caso, analisi__stato="finalizzata", codice=ESITO_EQUIPE
        ).exists()
        return {"quadro": None} if chiesto else None
    lente = voci_del_quadro(perimetro, caso)
    lette = lette_di(quadro, in_vigore(quadro), lente)
    return {
        "quadro": quadro,
        "quante": len(lette),
        "priorita": [v for v in lette if v.riga.prioritaria],
        "contributi": len(contributi_da_guardare(quadro, lente)) if quadro.in_bozza else 0,
    }


def voci_dei_contributi(request: HttpRequest) -> list[Voce]:
    """How many wait on the cases that the person leads; the line opens the one that waits the longest."""
    perimetro = perimetro_di(request)
    if not SCRIVE_EQUIPE.ammette(perimetro):
        return []
    casi = list(contributi_sui_casi_di(perimetro))
    if not casi:
        return []
    nome = "contributo al Quadro da guardare" if len(casi) == 1 else "contributi al Quadro da guardare"
    return [Voce(numero=len(casi), etichetta=nome, url=reverse("quadro", args=[casi[0]]), tono="info")]


def eventi_del_quadro(
    caso: CasoAdi, dal: datetime.datetime | None, al: datetime.datetime | None
) -> list[Evento]:
    """Every concluded period."""
    conclusi = Quadro.objects.filter(caso=caso, finalizzato_il__isnull=False).select_related("finalizzato_da")
    return [
        Evento(
            quando=q.finalizzato_il,
            genere=Genere.DOCUMENTI,
            titolo=f"Quadro di analisi concluso, periodo n. {q.numero}",
            autore=str(q.finalizzato_da or ""),
            url=reverse("quadro-periodo", args=[caso.pk, q.numero]),
            apre=VEDE_QUADRO,
            icona="it-file",
        )
        for q in conclusi
        if q.finalizzato_il and (not dal or q.finalizzato_il >= dal) and (not al or q.finalizzato_il <= al)
    ]
