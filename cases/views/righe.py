"""Cases as rows of a list: the same for the desk and for the list."""

import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from adi_platform.http.accesso import annota_lettura
from adi_platform.registro_accessi.services.registra import Visto
from cases.models import CasoAdi, ComponenteCaso, Scadenza
from cases.querysets import CONTATI, GIORNI_VICINI
from cases.services.scadenze import CONSIGLIATE

ALTRE_IN_RIGA = 3
TONI = {"ritardo": "pericolo", "vicine": "attenzione", "attesa": "info", "posto": "successo"}
NOMI = {
    "ritardo": "in ritardo",
    "vicine": "entro 7 giorni",
    "attesa": "in attesa di altri",
    "posto": "tutto a posto",
}


def per_elenco(casi: QuerySet[CasoAdi]) -> QuerySet[CasoAdi]:
    """With what a row shows, whatever the rows: no query for each."""
    componenti = (
        ComponenteCaso.objects.filter(caso=OuterRef("pk"), uscito_il__isnull=True)
        .order_by()
        .values("caso")
        .annotate(quanti=Count("pk"))
        .values("quanti")
    )
    return casi.select_related(
        "nucleo__referente", "comune", "case_manager", "prossimo_passo__scadenza"
    ).annotate(quanti=Coalesce(Subquery(componenti), 0))


def annota_elenco(request: HttpRequest, casi: list[CasoAdi]) -> None:
    """One read for the whole page: which households were listed."""
    per_ambito: dict[int, list[int]] = {}
    for caso in casi:
        if caso.nucleo.referente_id:
            per_ambito.setdefault(caso.ambito_id, []).append(caso.nucleo.referente_id)
    annota_lettura(
        request,
        *(Visto(ambito_id=ambito, persone=tuple(persone)) for ambito, persone in per_ambito.items()),
    )


def con_altre_scadenze(casi: list[CasoAdi], al: datetime.date) -> None:
    """Beside the next step of each row, what else is late or near: the check of a Patto is often second."""
    fine = al + datetime.timedelta(days=GIORNI_VICINI)
    vicine = Scadenza.objects.aperte().filter(caso__in=casi, entro__lte=fine).exclude(tipo__in=CONSIGLIATE)
    per_caso: dict[int, list[Scadenza]] = {}
    for scadenza in vicine.order_by("entro", "pk"):
        per_caso.setdefault(scadenza.caso_id, []).append(scadenza)
    for caso in casi:
        passo = getattr(caso, "prossimo_passo", None)
        prima = passo.scadenza_id if passo else None
        altre = [s for s in per_caso.get(caso.pk, []) if s.pk != prima]
        caso.altre_scadenze = altre[:ALTRE_IN_RIGA]  # type: ignore[attr-defined]  # read by the row


def contatori(request: HttpRequest, conteggi: dict[str, int], attiva: str) -> list[dict[str, Any]]:
    """The four counters; each toggles its filter and keeps the others of the address."""
    voci = []
    for nome, etichetta in NOMI.items():
        parametri = request.GET.copy()
        parametri.pop("pagina", None)
        parametri.pop("scadenza", None)
        if nome != attiva:
            parametri["scadenza"] = nome
        voci.append(
            {
                "etichetta": etichetta,
                "numero": quanti(conteggi[nome]),
                "tono": TONI[nome],
                "url": f"?{parametri.urlencode()}",
                "attivo": nome == attiva,
            }
        )
    return voci


def quanti(numero: int) -> str:
    return f"oltre {CONTATI:,}".replace(",", ".") if numero > CONTATI else str(numero)


def carico(casi: QuerySet[CasoAdi], al: datetime.date) -> list[dict[str, Any]]:
    """How many cases each operator follows, how many late and soon; unassigned first."""
    fine = al + datetime.timedelta(days=7)
    righe = (
        casi.order_by()
        .values("case_manager", "case_manager__nome", "case_manager__cognome")
        .annotate(
            casi=Count("pk"),
            ritardo=Count("pk", filter=Q(prossimo_passo__entro__lt=al)),
            vicine=Count("pk", filter=Q(prossimo_passo__entro__range=(al, fine))),
        )
        .order_by(F("case_manager").asc(nulls_first=True))
    )
    elenco = list(righe)
    massimo = max((r["casi"] for r in elenco), default=0)
    return [
        {
            "chi": f"{r['case_manager__nome']} {r['case_manager__cognome']}"
            if r["case_manager"]
            else "Da assegnare",
            "valore": r["case_manager"] or "nessuno",
            "massimo": massimo,
            **{nome: r[nome] for nome in ("casi", "ritardo", "vicine")},
        }
        for r in elenco
    ]
