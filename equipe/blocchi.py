"""What this floor shows on the page of the case."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from adi_platform.http.accesso import perimetro_di
from adi_platform.riunioni.enums import Risposta
from cases.models import CasoAdi
from cases.scrivania import Voce
from equipe.permissions import INVITATO, inviti_aperti, proposte_di_orario, segue_il_caso
from equipe.services.contenuti import nome_funzione
from equipe.views.equipe import equipe_in_carica


def blocco_equipe(request: HttpRequest, caso: CasoAdi) -> dict[str, Any]:
    """The team in force, by name and function."""
    equipe = equipe_in_carica(caso)
    membri = equipe.membri.filter(al__isnull=True).select_related("ente", "servizio") if equipe else []
    return {
        "equipe": equipe,
        "membri": [{"membro": m, "funzione": nome_funzione(m.funzione)} for m in membri],
        "puo_scrivere": segue_il_caso(perimetro_di(request), caso),
    }


def voci_degli_inviti(request: HttpRequest) -> list[Voce]:
    """Invitations that wait for one's answer, and other times asked for one's own meetings."""
    perimetro = perimetro_di(request)
    if not INVITATO.ammette(perimetro):
        return []
    miei = inviti_aperti(request).filter(utente=perimetro.utente_id, risposta=Risposta.IN_ATTESA).count()
    orari = proposte_di_orario(perimetro).count()
    dove = reverse("inviti")
    voci = []
    if miei:
        nome = "riunione a cui rispondere" if miei == 1 else "riunioni a cui rispondere"
        voci.append(Voce(numero=miei, etichetta=nome, url=dove, tono="info"))
    if orari:
        nome = "richiesta di un altro orario" if orari == 1 else "richieste di un altro orario"
        voci.append(Voce(numero=orari, etichetta=nome, url=dove, tono="attenzione"))
    return voci
