"""The minutes of a meeting of the team as plain values: on screen, in the file, for the partners."""

from typing import Any

from django.utils import timezone

from adi_platform.riunioni.enums import Presenza
from adi_platform.riunioni.models import Decisione, Partecipante
from adi_platform.ui.formati import con_articolo, giorno, ora
from equipe.models import IncontroEquipe, VerbaleEquipe


def testo_di_partenza(incontro: IncontroEquipe) -> str:
    """The first draft: place and hour, then each point with what was decided on it."""
    riunione = incontro.riunione
    inizio = timezone.localtime(riunione.inizio)
    dove = riunione.luogo or "a distanza"
    righe = [
        f"{con_articolo(inizio.date()).capitalize()} alle {ora(inizio)}, {dove}, si riunisce l'équipe.",
        "",
    ]
    decisioni = list(riunione.decisioni.select_related("responsabile"))
    for punto in riunione.punti.all():
        righe += [f"{punto.ordine}. {punto.titolo}", ""]
        righe += [f"Si decide: {_in_parole(d)}" for d in decisioni if d.punto_id == punto.pk]
    righe += [f"Si decide: {_in_parole(d)}" for d in decisioni if d.punto_id is None]
    return "\n".join(righe).strip() + "\n"


def contesto_verbale(verbale: VerbaleEquipe, *, intero: bool) -> dict[str, Any]:
    """`intero` False: who was there and the decisions alone, for who must not read what was said nor whose
    household it is; of the others neither function nor body, that may tell of health.
    """
    incontro = verbale.incontro
    riunione = incontro.riunione
    inizio, fine = timezone.localtime(riunione.inizio), timezone.localtime(riunione.fine)
    return {
        "nucleo": str(incontro.caso.nucleo) if intero else f"caso n. {incontro.caso_id}",
        "quando": f"{giorno(inizio.date())}, dalle {ora(inizio)} alle {ora(fine)}",
        "dove": riunione.luogo or "a distanza",
        "segretario": str(riunione.segretario),
        "approvato_da": str(verbale.approvato_da or ""),
        "presenze": [
            presenza(p) if intero else {**presenza(p), "funzione": "", "ente": ""}
            for p in riunione.partecipanti.select_related("utente__ente")
        ],
        "punti": [p.titolo for p in riunione.punti.all()],
        "intero": intero,
        "testo": verbale.testo if intero else "",
        "decisioni": [decisione(d) for d in riunione.decisioni.select_related("responsabile")],
    }


def presenza(persona: Partecipante) -> dict[str, str]:
    """Who, in which role, and whether they were there."""
    ente = persona.ente or (persona.utente.ente.nome if persona.utente and persona.utente.ente else "")
    con_delegato = persona.presenza == Presenza.DELEGATO
    return {
        "nome": persona.nome_intero,
        "funzione": persona.funzione,
        "ente": ente,
        "presenza": f"rappresentato da {persona.delegato}"
        if con_delegato
        else persona.get_presenza_display().lower(),
    }


def decisione(riga: Decisione) -> dict[str, str]:
    """What, who, by when."""
    return {
        "testo": riga.testo,
        "chi": str(riga.responsabile or ""),
        "entro": giorno(riga.entro) if riga.entro else "",
    }


def _in_parole(riga: Decisione) -> str:
    parti = [riga.testo.rstrip(".")]
    if riga.responsabile:
        parti.append(f"se ne occupa {riga.responsabile}")
    if riga.entro:
        parti.append(f"entro {con_articolo(riga.entro)}")
    return ", ".join(parti) + "."
