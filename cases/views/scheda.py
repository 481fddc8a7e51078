"""What the sheet of a case shows, gathered in a bounded number of queries."""

import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from adi_platform.http.accesso import perimetro_di
from adi_platform.norme.loader import norme_nazionali
from adi_platform.organizzazione.enums import Ruolo
from cases.blocchi import blocchi_di
from cases.cronologia import Genere, eventi_di
from cases.enums import Obbligo, Parentela, StatoBeneficio, StatoCaso, StatoScadenza, TipoScadenza
from cases.models import CasoAdi, ComponenteCaso, Nucleo, Persona, Scadenza
from cases.passi import percorso_di, prossimo_passo
from cases.permissions import (
    accesso_attivo,
    legge_i_motivi,
    perche_non_coordina,
    perche_non_fissa,
    perche_non_lavora,
)
from cases.permissions_anagrafe import VEDE_ANAGRAFE
from cases.rules.anagrafe import eta, minorenne
from cases.rules.contenuti import motivi_esonero, motivo_leggibile
from cases.rules.isee import avvisi_isee
from cases.rules.obblighi import proponi_obbligo
from cases.services.appuntamenti import appuntamenti_di
from cases.services.vista_nucleo import valore_isee

GIORNI_DI_AVVISO = 30
EVENTI_IN_SCHEDA = 12
CON_AVVISO = (TipoScadenza.ESONERO, TipoScadenza.ISEE, TipoScadenza.TITOLO_SOGGIORNO, TipoScadenza.RINNOVO)
CHI_VEDE_LE_LETTURE = (Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)


def contesto_scheda(request: HttpRequest, caso: CasoAdi) -> dict[str, Any]:
    oggi = timezone.localdate()
    perimetro = perimetro_di(request)
    appuntamenti = appuntamenti_di(caso)
    componenti = componenti_di(request, caso, oggi)
    aperte = scadenze_aperte(caso)
    non_lavora = perche_non_lavora(perimetro, caso)
    non_coordina = perche_non_coordina(perimetro, caso)
    blocchi = blocchi_di(request, caso)
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
        "percorso": percorso_di(caso, _indirizzi(request, caso, blocchi)),
        "blocchi": blocchi,
        "note_elenco": caso.note_elenco if legge_i_motivi(perimetro, caso) else "",
        **_anagrafe(request, caso, componenti, oggi),
        "eventi": eventi_di(caso, perimetro=perimetro)[:EVENTI_IN_SCHEDA],
        "generi": Genere,
        "accesso": None if caso.case_manager_id == perimetro.utente_id else accesso_attivo(perimetro, caso),
        "azioni": azioni_di(caso, non_lavora, non_coordina),
        "non_lavora": non_lavora,
        "vede_letture": perimetro.copre(
            *CHI_VEDE_LE_LETTURE, ambito_id=caso.ambito_id, comune_id=caso.comune_id
        ),
    }


def _indirizzi(request: HttpRequest, caso: CasoAdi, blocchi: list[dict[str, str]]) -> dict[str, str]:
    """Where each step of the path is, among what this person has on the page."""
    posti = {b["codice"]: f"#blocco-{slugify(b['codice'])}" for b in blocchi}
    patto = posti.get("patti.patto", "")
    return {
        "Primo incontro": "#appuntamenti",
        "Analisi": reverse("analisi-quadro", args=[caso.pk]) if "cases.analisi" in posti else "",
        "Équipe": posti.get("equipe.equipe", ""),
        "Patto": patto,
        "Progetto": patto,
        "Monitoraggio": patto,
        "Verifiche": patto,
    }


def _anagrafe(
    request: HttpRequest, caso: CasoAdi, componenti: list[dict[str, Any]], oggi: datetime.date
) -> dict[str, Any]:
    """Household, persons and ISEE as far as this person may open them in the registry."""
    perimetro = perimetro_di(request)
    if not VEDE_ANAGRAFE.ammette(perimetro):
        return {"nucleo_aperto": False, "aperte": frozenset(), "isee": (), "avvisi_isee": ()}
    suoi = [c["persona"].pk for c in componenti]
    attestazioni = list(caso.nucleo.attestazioni_isee.valide())
    return {
        "nucleo_aperto": Nucleo.objects.nel_perimetro(perimetro).filter(pk=caso.nucleo_id).exists(),
        "aperte": frozenset(
            Persona.objects.nel_perimetro(perimetro).filter(pk__in=suoi).values_list("pk", flat=True)
        ),
        "isee": [a for a in attestazioni if a.scade_il is None or a.scade_il >= oggi],
        "avvisi_isee": avvisi_isee([valore_isee(a) for a in attestazioni], al=oggi),
    }


def componenti_di(request: HttpRequest, caso: CasoAdi, oggi: datetime.date) -> list[dict[str, Any]]:
    """Members with age, duty and the reason as this person may read it."""
    per_intero = legge_i_motivi(perimetro_di(request), caso)
    appartenenze = caso.nucleo.appartenenze.filter(persona=OuterRef("persona")).order_by(
        "da_confermare", F("periodo").desc()
    )
    righe = caso.componenti.select_related("persona", "aggiornato_da").annotate(
        parentela=Subquery(appartenenze.values("parentela")[:1]),
        parentela_testo=Subquery(appartenenze.values("parentela_testo")[:1]),
    )
    componenti = list(righe.order_by("-richiedente", "pk"))
    richiedente = next((c.persona.nome for c in componenti if c.richiedente), "")
    return [
        _componente(c, oggi, per_intero)
        | {
            "rapporto": _rapporto(c.parentela, richiedente, sesso=c.persona.sesso) or c.parentela_testo
            if not c.richiedente
            else ""
        }
        for c in componenti
    ]


def _rapporto(parentela: str | None, richiedente: str, *, sesso: str) -> str:
    """«figlia di Maria»; nothing where the office has no word for it, and the list wrote its own."""
    return Parentela(parentela).con(richiedente, sesso=sesso) if parentela and richiedente else ""


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
        *(_azioni_adi(non_lavora) if caso.adi else ()),
        ("Chiudi il caso", "caso-chiudi", non_lavora),
        ("Trasferisci ad altro Comune", "caso-trasferisci", non_coordina),
    ]
    if chiuso:
        righe = [("Riapri il caso", "caso-riapri", non_coordina)] if caso.stato == StatoCaso.CHIUSO else []
    return [
        {"testo": testo, "url": reverse(nome, args=[caso.pk]), "motivo_no": motivo}
        for testo, nome, motivo in righe
    ]


def _azioni_adi(non_lavora: str) -> tuple[tuple[str, str, str], ...]:
    return (
        ("Correggi le date", "caso-date", non_lavora),
        ("Stato del beneficio", "caso-beneficio", non_lavora),
        ("Registra un rinnovo", "caso-rinnovo", non_lavora),
    )


def _componente(c: ComponenteCaso, oggi: datetime.date, per_intero: bool) -> dict[str, Any]:
    nato = c.persona.data_nascita
    voce = motivi_esonero().get(c.motivo_esonero)
    riservato = voce is not None and voce.riservata and not per_intero
    return {
        "riga": c,
        "persona": c.persona,
        "eta": eta(nato, al=oggi),
        "minore": minorenne(nato, al=oggi),
        "proposta": proponi_obbligo(nato_il=nato, al=oggi, norme=norme_nazionali())
        if c.obbligo == Obbligo.DA_DEFINIRE
        else None,
        "motivo": motivo_leggibile(voce, per_intero=per_intero) or c.motivo_esonero_testo,
        "prova": "" if riservato else c.prova,
    }
