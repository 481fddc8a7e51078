"""What this floor shows on the page of the case."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from adi_platform.http.accesso import perimetro_di
from adi_platform.riunioni.enums import Risposta
from cases.enums import StatoAnalisi
from cases.models import CasoAdi
from cases.passi import Passo
from cases.scrivania import Voce
from equipe.models import ContributoQuadro
from equipe.permissions import INVITATO, inviti_aperti, proposte_di_orario, segue_il_caso
from equipe.services.contenuti import nome_funzione
from equipe.services.piano_nuclei import NON_SI_TIENE
from equipe.services.termine_patto import ESITO_EQUIPE
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


def passo_dell_equipe(request: HttpRequest, caso: CasoAdi) -> Passo | None:
    """Before the Patto, when the analysis asks for the team: constitute it, then convene it. None otherwise."""
    chiesta = caso.analisi.filter(stato=StatoAnalisi.FINALIZZATA, esiti__codice=ESITO_EQUIPE).exists()
    if not chiesta:
        return None
    motivo_no = "" if segue_il_caso(perimetro_di(request), caso) else "Lo fa chi segue il caso."
    if equipe_in_carica(caso) is None:
        return Passo(
            titolo="Costituire l'équipe",
            testo="L'analisi dice bisogni complessi: il Patto si scrive dopo il Quadro, insieme agli altri servizi.",
            url=reverse("equipe-costituisci", args=[caso.pk]),
            etichetta="Costituisci l'équipe",
            motivo_no=motivo_no,
        )
    if not caso.incontri_equipe.exclude(riunione__stato__in=NON_SI_TIENE).exists():
        return Passo(
            titolo="Convocare l'équipe",
            testo="Gli invitati rispondono dal loro portale.",
            url=reverse("equipe-incontro-nuovo", args=[caso.pk]),
            etichetta="Convoca l'équipe",
            motivo_no=motivo_no,
        )
    if quanti := ContributoQuadro.objects.in_attesa().filter(quadro__caso=caso).count():
        return Passo(
            titolo="Guardare i contributi degli altri enti",
            testo=f"{quanti} in attesa: entrano nel Quadro solo se li accogli.",
            url=reverse("quadro", args=[caso.pk]),
            etichetta="Guarda i contributi",
            motivo_no=motivo_no,
        )
    return None
