"""The minutes of a meeting of the team as plain values: on screen, in the file, for the partners."""

from typing import Any

from django.utils import timezone

from adi_platform.riunioni.enums import ChiLegge, Presenza
from adi_platform.riunioni.models import Decisione, Partecipante
from adi_platform.ui.formati import con_articolo, giorno, ora
from equipe.models import IncontroEquipe, VerbaleEquipe


def testo_di_partenza(incontro: IncontroEquipe) -> str:
    """The first draft: place and hour, then each point. The decisions stand on their own, each with its readers."""
    riunione = incontro.riunione
    inizio = timezone.localtime(riunione.inizio)
    dove = riunione.luogo or "a distanza"
    righe = [
        f"{con_articolo(inizio.date()).capitalize()} alle {ora(inizio)}, {dove}, si riunisce l'équipe.",
        "",
    ]
    for punto in riunione.punti.all():
        righe += [f"{punto.ordine}. {punto.titolo}", ""]
    return "\n".join(righe).strip() + "\n"


def contesto_verbale(verbale: VerbaleEquipe, *, intero: bool) -> dict[str, Any]:
    """`intero` False, for the other bodies: who was there, of the household only that it was, the decisions that
    all may read, what was said when it is not reserved. Not whose household it is; of the others neither function
    nor body, that may tell of health.
    """
    incontro = verbale.incontro
    riunione = incontro.riunione
    inizio, fine = timezone.localtime(riunione.inizio), timezone.localtime(riunione.fine)
    decisioni = riunione.decisioni.select_related("responsabile")
    return {
        "nucleo": str(incontro.caso.nucleo) if intero else f"caso n. {incontro.caso_id}",
        "quando": f"{giorno(inizio.date())}, dalle {ora(inizio)} alle {ora(fine)}",
        "dove": riunione.luogo or "a distanza",
        "segretario": str(riunione.segretario),
        "approvato_da": str(verbale.approvato_da or ""),
        "presenze": [
            presenza(p) if intero else {**presenza(p), "funzione": "", "ente": ""}
            for p in riunione.partecipanti.select_related("utente__ente")
        ]
        + _famiglia(incontro, con_i_nomi=intero),
        "punti": [p.titolo for p in riunione.punti.all()],
        "intero": intero,
        "testo": verbale.testo if intero or not verbale.riservato else "",
        "decisioni": [decisione(d) for d in decisioni if intero or d.la_legge == ChiLegge.TUTTI],
    }


def _famiglia(incontro: IncontroEquipe, *, con_i_nomi: bool) -> list[dict[str, str]]:
    """For the other bodies one line: not every function reads names, nor how many they are."""
    presenti = list(incontro.famiglia_presente.order_by("data_nascita", "pk"))
    if not con_i_nomi:
        presenti = presenti[:1]
    return [
        {
            "nome": f"{p.nome} {p.cognome}" if con_i_nomi else "La famiglia",
            "funzione": "della famiglia" if con_i_nomi else "",
            "ente": "",
            "presenza": str(Presenza.PRESENTE.label).lower(),
        }
        for p in presenti
    ]


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
        "chi_legge": chi_legge(riga),
    }


def chi_legge(riga: Decisione) -> str:
    """In plain words: whoever is of another body reads what is entrusted to them."""
    if riga.la_legge == ChiLegge.TUTTI:
        return "il servizio sociale e tutti gli enti invitati"
    if riga.responsabile and riga.responsabile.ente_id:
        return f"il servizio sociale e {riga.responsabile}"
    return "solo il servizio sociale"
