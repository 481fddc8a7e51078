"""The deadlines of a case, each explained day by day with its article."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from adi_platform.http.vista import vista
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import StatoScadenza
from cases.models import CasoAdi, Scadenza
from cases.permissions import VEDE_CASI, caso_o_404, perche_non_lavora
from cases.rules.fatti_caso import Attesa
from cases.rules.scadenze_caso import scadenze_attese
from cases.services.correzioni import correzioni_di
from cases.services.fatti import leggi_fatti
from cases.services.periodi import regola_del_periodo

EFFETTI = {
    "sospensione": "Se nulla cambia, INPS può sospendere il beneficio: proponi l'incontro al più presto.",
    "segnalazione_decadenza": "Si può proporre la segnalazione a INPS: la conferma una persona.",
    "assenza_da_valutare": "C'è un'assenza da valutare: prima si sente la persona.",
    "riattivazione": "Il beneficio sospeso può ripartire, con gli arretrati.",
    "avviso_interno": "Nessun effetto sul beneficio: è un promemoria per l'ufficio.",
}


@vista(VEDE_CASI, lettura="caso.scadenze")
def elenco(request: HttpRequest, pk: int) -> HttpResponse:
    caso, oggi = caso_o_404(request, pk), timezone.localdate()
    contesto = {
        "caso": caso,
        "oggi": oggi,
        "gruppi": _gruppi(caso),
        "periodi": _periodi(caso),
        "correzioni": correzioni_di(caso),
        "non_lavora": perche_non_lavora(perimetro_di(request), caso),
    }
    return render(request, "cases/caso/scadenze.html", contesto)


def _periodi(caso: CasoAdi) -> list[dict[str, Any]]:
    """Each period with what the law says of it: months, gap, share of the first month of renewal."""
    norme = norme_dell_ambito(caso.ambito_id)
    periodi = list(caso.periodi.order_by("numero"))
    return [
        {
            "periodo": p,
            "regola": regola_del_periodo(p, norme=norme),
            "in_corso": p.numero == len(periodi),
        }
        for p in periodi
    ]


def _gruppi(caso: CasoAdi) -> list[dict[str, Any]]:
    """Open ones first; each with what the rules propose today, if anything."""
    attese = {a.chiave: a for a in scadenze_attese(leggi_fatti(caso, al=timezone.localdate()))}
    righe = list(caso.scadenze.order_by("entro", "pk"))
    nomi = (
        (StatoScadenza.APERTA, "Aperte"),
        (StatoScadenza.ADEMPIUTA, "Adempiute"),
        (StatoScadenza.ANNULLATA, "Non più dovute"),
    )
    return [
        {
            "titolo": nome,
            "aperte": stato == StatoScadenza.APERTA,
            "righe": [_riga(s, attese.get(s.chiave)) for s in righe if s.stato == stato],
        }
        for stato, nome in nomi
    ]


def _riga(scadenza: Scadenza, attesa: Attesa | None) -> dict[str, Any]:
    aperta = scadenza.stato == StatoScadenza.APERTA
    return {
        "scadenza": scadenza,
        "ragioni": attesa.ragioni if attesa else (),
        "effetto": EFFETTI.get(attesa.effetto, "") if attesa and aperta else "",
    }
