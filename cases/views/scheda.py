"""What the sheet of a case shows, gathered in a bounded number of queries."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from adi_platform.organizzazione.enums import Ruolo
from cases.blocchi import blocchi_di
from cases.cronologia import Genere, eventi_di
from cases.enums import StatoBeneficio, StatoCaso, StatoScadenza, TipoScadenza
from cases.models import CasoAdi, ComponenteCaso, Scadenza
from cases.passi import percorso_di, prossimo_passo
from cases.permissions import (
    accesso_attivo,
    legge_i_motivi,
    perche_non_coordina,
    perche_non_fissa,
    perche_non_lavora,
)
from cases.rules.contenuti import motivi_esonero, motivo_leggibile

GIORNI_DI_AVVISO = 30
EVENTI_IN_SCHEDA = 12
CON_AVVISO = (TipoScadenza.ESONERO, TipoScadenza.ISEE, TipoScadenza.TITOLO_SOGGIORNO, TipoScadenza.RINNOVO)
CHI_VEDE_LE_LETTURE = (Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)


def contesto_scheda(request: HttpRequest, caso: CasoAdi) -> dict[str, Any]:
    oggi = timezone.localdate()
    perimetro = perimetro_di(request)
    appuntamenti = list(caso.appuntamenti.select_related("operatore", "sede").order_by("-inizio", "-pk"))
    componenti = componenti_di(request, caso, oggi)
    aperte = scadenze_aperte(caso)
    non_lavora = perche_non_lavora(perimetro, caso)
    non_coordina = perche_non_coordina(perimetro, caso)
    motivo_passo = non_coordina if caso.stato == StatoCaso.RICEVUTO else perche_non_fissa(perimetro, caso)
    return {
        "caso": caso,
        "oggi": oggi,
        "componenti": componenti,
        "minori": sum(1 for c in componenti if c["minore"]),
        "appuntamenti": appuntamenti,
        "scadenze": aperte,
        "avvisi": avvisi_di(caso, componenti, aperte, oggi),
        "passo": prossimo_passo(request, caso, appuntamenti, motivo_no=motivo_passo),
        "percorso": percorso_di(caso),
        "blocchi": blocchi_di(request, caso),
        "eventi": eventi_di(caso)[:EVENTI_IN_SCHEDA],
        "generi": Genere,
        "accesso": None if caso.case_manager_id == perimetro.utente_id else accesso_attivo(perimetro, caso),
        "azioni": azioni_di(caso, non_lavora, non_coordina),
        "non_lavora": non_lavora,
        "vede_letture": perimetro.copre(
            *CHI_VEDE_LE_LETTURE, ambito_id=caso.ambito_id, comune_id=caso.comune_id
        ),
    }


def componenti_di(request: HttpRequest, caso: CasoAdi, oggi: datetime.date) -> list[dict[str, Any]]:
    """Members with age, duty and the reason as this person may read it."""
    per_intero = legge_i_motivi(perimetro_di(request), caso)
    return [
        _componente(c, oggi, per_intero)
        for c in caso.componenti.select_related("persona", "aggiornato_da").order_by("-richiedente", "pk")
    ]


def scadenze_aperte(caso: CasoAdi) -> list[Scadenza]:
    return list(caso.scadenze.filter(stato=StatoScadenza.APERTA).order_by("entro", "pk"))


def avvisi_di(
    caso: CasoAdi, componenti: list[dict[str, Any]], aperte: list[Scadenza], oggi: datetime.date
) -> list[str]:
    """What whoever opens the case must notice at once."""
    avvisi = []
    if any(c["persona"].protetta for c in componenti):
        avvisi.append("Nel nucleo c'è un domicilio protetto: usa solo i recapiti sicuri.")
    if caso.pad_da_confermare:
        avvisi.append("La data del PAD è da confermare: i termini dipendono da quella.")
    if caso.stato_beneficio in (StatoBeneficio.SOSPESO, StatoBeneficio.DECADUTO, StatoBeneficio.REVOCATO):
        avvisi.append(f"Beneficio {caso.get_stato_beneficio_display().lower()} secondo INPS.")
    fine = oggi + datetime.timedelta(days=GIORNI_DI_AVVISO)
    avvisi += [
        f"{s.titolo}: {'scaduto' if s.entro < oggi else 'entro'} il {s.entro:%d/%m/%Y}."
        for s in aperte
        if s.tipo in CON_AVVISO and s.entro <= fine
    ]
    return avvisi


def azioni_di(caso: CasoAdi, non_lavora: str, non_coordina: str) -> list[dict[str, str]]:
    """The other acts; what the person may not do is shown with the reason."""
    chiuso = caso.stato in (StatoCaso.CHIUSO, StatoCaso.TRASFERITO)
    righe = [
        ("Passa il caso" if caso.case_manager_id else "Assegna il caso", "caso-assegna", non_coordina),
        ("Correggi le date", "caso-date", non_lavora),
        ("Stato del beneficio", "caso-beneficio", non_lavora),
        ("Registra un rinnovo", "caso-rinnovo", non_lavora),
        ("Chiudi il caso", "caso-chiudi", non_lavora),
        ("Trasferisci ad altro Comune", "caso-trasferisci", non_coordina),
    ]
    if chiuso:
        righe = [("Riapri il caso", "caso-riapri", non_coordina)] if caso.stato == StatoCaso.CHIUSO else []
    return [
        {"testo": testo, "url": reverse(nome, args=[caso.pk]), "motivo_no": motivo}
        for testo, nome, motivo in righe
    ]


def _componente(c: ComponenteCaso, oggi: datetime.date, per_intero: bool) -> dict[str, Any]:
    nato = c.persona.data_nascita
    eta = _eta(nato, oggi) if nato else None
    voce = motivi_esonero().get(c.motivo_esonero)
    riservato = voce is not None and voce.riservata and not per_intero
    return {
        "riga": c,
        "persona": c.persona,
        "eta": eta,
        "minore": eta is not None and eta < 18,
        "motivo": motivo_leggibile(voce, per_intero=per_intero) or c.motivo_esonero_testo,
        "prova": "" if riservato else c.prova,
    }


def _eta(nato: datetime.date, oggi: datetime.date) -> int:
    return oggi.year - nato.year - ((oggi.month, oggi.day) < (nato.month, nato.day))
