"""From the rows of a grant to what its body sees."""

import datetime
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from adi_platform.norme.loader import Norme
from cases.enums import Obbligo
from cases.models import CasoAdi, ComponenteCaso
from equipe.services.composizione import bisogni_per
from equipe.services.contenuti import compito_di, viste
from protocollo.models import Condivisione
from protocollo.proiezioni.fatti import FattiCondivisi, FattiPersona
from protocollo.proiezioni.viste import Proiezione, proietta
from protocollo.rules.idoneita import perche_non_si_condivide


def vista_di(condivisione: Condivisione, *, solo: int | None = None) -> Proiezione:
    """What the body sees now; `solo` restricts it to one person of the grant."""
    chiavi = set(condivisione.persone.values_list("pk", flat=True))
    return anteprima(
        caso=condivisione.caso,
        proiezione=condivisione.proiezione,
        persone=chiavi if solo is None else chiavi & {solo},
        ore=condivisione.ore,
        competenze=condivisione.competenze,
        al=condivisione.al,
        con_iniziali=condivisione.vista != "" and viste()[condivisione.vista].come == "iniziali",
    )


def anteprima(
    *,
    caso: CasoAdi,
    proiezione: str,
    persone: Collection[int],
    ore: str = "",
    competenze: str = "",
    al: datetime.date | None = None,
    inviati_il: datetime.date | None = None,
    con_iniziali: bool = False,
) -> Proiezione:
    """The same view, before anything is granted. Who has left the household is not shown.

    `inviati_il`: the referral to the CPI that would leave with the grant.
    """
    membri = tuple(_fatti(c) for c in componenti_presenti(caso) if c.persona_id in persone)
    if inviati_il is not None:
        membri = tuple(m if m.psp_il else replace(m, inviato_cpi_il=inviati_il) for m in membri)
    manager = caso.case_manager
    fatti = FattiCondivisi(
        persone=membri,
        riferimento=f"{manager}, {caso.ambito.ente_capofila}" if manager else caso.ambito.ente_capofila,
        recapiti_ufficio=tuple(r for r in (caso.ambito.telefono, caso.ambito.email) if r),
        ore=ore,
        competenze=competenze,
        fino_al=al,
        con_iniziali=con_iniziali,
    )
    return proietta(proiezione, fatti)


def che_cosa_serve(caso: CasoAdi, funzione: str, *, persone: Collection[int], vista: str) -> dict[str, Any]:
    """What is asked of that function; the needs only where the function reads why, and of whom it reads."""
    legge = viste()[vista].motivo
    return {
        "compito": compito_di(funzione),
        "bisogni": bisogni_per(caso, funzione, persone=persone) if legge else (),
    }


def condivisibili(
    caso: CasoAdi, proiezione: str, *, al: datetime.date, norme: Norme
) -> list[tuple[ComponenteCaso, str]]:
    """Every member with the reason why they may not be shared with that kind of body, empty if they may."""
    return [
        (c, perche_non_si_condivide(proiezione, _fatti(c), al=al, norme=norme))
        for c in componenti_presenti(caso)
    ]


def fatti_di(caso: CasoAdi) -> list[FattiPersona]:
    """Everybody who is in the household now."""
    return [_fatti(c) for c in componenti_presenti(caso)]


def componenti_presenti(caso: CasoAdi) -> list[ComponenteCaso]:
    righe = ComponenteCaso.objects.filter(caso=caso, uscito_il__isnull=True)
    return list(righe.select_related("persona__comune_residenza").prefetch_related("persona__recapiti"))


def _fatti(componente: ComponenteCaso) -> FattiPersona:
    """Of a protected person neither place nor contacts are even read."""
    persona = componente.persona
    comune = "" if persona.protetta or persona.comune_residenza is None else persona.comune_residenza.nome
    return FattiPersona(
        persona_id=persona.pk,
        nome=persona.nome,
        cognome=persona.cognome,
        codice=persona.codice,
        nato_il=persona.data_nascita,
        comune=comune,
        recapiti=() if persona.protetta else tuple(r.valore for r in persona.recapiti.all()),
        attivabile=componente.attivabile_lavoro,
        tenuto=componente.obbligo == Obbligo.OBBLIGATO,
        volontario=componente.obbligo == Obbligo.VOLONTARIO,
        escluso=componente.obbligo == Obbligo.ESCLUSO,
        escluso_fino_al=componente.esonero_scade_il,
        pad_individuale_il=componente.pad_individuale_il,
        inviato_cpi_il=componente.inviato_cpi_il,
        psp_il=componente.psp_il,
    )
