"""La mia scrivania: what is due soonest, for each role."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import annota_lettura, perimetro_di
from adi_platform.http.vista import CHI_HA_ACCESSO, vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from cases.enums import StatoCaso
from cases.models import Appartenenza, AttestazioneISEE, CasoAdi
from cases.permissions import APRE_CASI, FISSA_APPUNTAMENTI, accessi_da_vedere
from cases.permissions_importazione import IMPORTA
from cases.querysets import CONTATI
from cases.scrivania import altra_scrivania, voci_per
from cases.views.agenda import appuntamenti_del
from cases.views.corse import PER_PAGINA, CasiInOrdine, pagina_di, per_scadenza, prima_da_assegnare
from cases.views.righe import NOMI, annota_elenco, carico, con_altre_scadenze, contatori

SUI_CASI = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.EDUCATORE)
SU_TUTTI = (Ruolo.COORDINATORE, Ruolo.DIRIGENTE)


@vista(CHI_HA_ACCESSO, lettura="caso.scrivania")
def scrivania(request: HttpRequest) -> HttpResponse:
    """The first desk that the roles give; who has none finds a calm page."""
    perimetro = perimetro_di(request)
    banchi: tuple[tuple[tuple[Ruolo, ...], Callable[[HttpRequest], HttpResponse]], ...] = (
        (SUI_CASI, _sui_casi),
        ((Ruolo.SEGRETARIATO,), _sportello),
        ((Ruolo.RESPONSABILE_VERIFICHE,), _verifiche),
        ((Ruolo.DPO_AUDITOR,), _dpo),
    )
    for ruoli, banco in banchi:
        if perimetro.ha(*ruoli):
            return banco(request)
    if altrove := altra_scrivania(perimetro):
        return redirect(altrove)
    dati = {"oggi": timezone.localdate(), "ruoli": _ruoli(perimetro), "altre_voci": voci_per(request)}
    return render(request, "cases/scrivania/calma.html", dati)


def _sui_casi(request: HttpRequest) -> HttpResponse:
    perimetro, oggi = perimetro_di(request), timezone.localdate()
    tutti = perimetro.ha(*SU_TUTTI) and request.GET.get("chi") != "miei"
    casi = CasoAdi.objects.nel_perimetro(perimetro).in_corso()
    if not tutti and perimetro.ha(Ruolo.ASSISTENTE_SOCIALE):
        casi = casi.filter(_miei(perimetro))
    operatore = request.GET.get("operatore", "") if tutti else ""
    scelti = _di(casi, operatore)
    categoria = request.GET.get("scadenza", "")
    categoria = categoria if categoria in NOMI else ""
    conteggi = scelti.conta_categorie(oggi)
    righe = scelti.della_categoria(categoria, oggi) if categoria else scelti
    corse = (prima_da_assegnare if tutti else per_scadenza)(righe, tutti_con_passo=bool(categoria))
    pagina = pagina_di(corse, request.GET.get("pagina"))
    sommato = tutti and ("carico" in request.GET or not _sono_troppi(casi))
    righe_della_pagina = list(pagina.object_list)
    con_altre_scadenze(righe_della_pagina, oggi)
    annota_elenco(request, righe_della_pagina)
    contesto = _base(request, oggi) | {
        "pagina": pagina,
        "conteggi": conteggi,
        "voci": contatori(request, conteggi, categoria),
        "categoria": categoria,
        "tutti": tutti,
        "carico": carico(casi, oggi) if sommato else [],
        "carico_a_richiesta": tutti and not sommato,
        "carico_chiesto": "carico" in request.GET,
        "operatore": operatore,
        "assegna": perimetro.ha(Ruolo.COORDINATORE),
        "importa": IMPORTA.ammette(perimetro),
        "convoca": FISSA_APPUNTAMENTI.ammette(perimetro),
    }
    return render(request, "cases/scrivania/casi.html", contesto)


def _sportello(request: HttpRequest) -> HttpResponse:
    """Appointments of the day and families still to convene."""
    oggi = timezone.localdate()
    casi = CasoAdi.objects.con_contatti(perimetro_di(request)).in_corso()
    righe = CasiInOrdine(per_scadenza(casi.filter(stato=StatoCaso.ASSEGNATO)))[:PER_PAGINA]
    annota_elenco(request, righe)
    return render(request, "cases/scrivania/sportello.html", _base(request, oggi) | {"da_convocare": righe})


def _verifiche(request: HttpRequest) -> HttpResponse:
    """Households with something to confirm."""
    oggi = timezone.localdate()
    casi = (
        CasoAdi.objects.da_verificare(perimetro_di(request))
        .in_corso()
        .filter(
            Q(pad_da_confermare=True)
            | Q(nucleo__in=AttestazioneISEE.objects.valide().filter(da_confermare=True).values("nucleo"))
            | Q(nucleo__in=Appartenenza.objects.filter(da_confermare=True).values("nucleo"))
        )
    )
    pagina = pagina_di([casi.order_by("pk")], request.GET.get("pagina"))
    annota_elenco(request, list(pagina.object_list))
    return render(request, "cases/scrivania/verifiche.html", _base(request, oggi) | {"pagina": pagina})


def _dpo(request: HttpRequest) -> HttpResponse:
    """Immediate openings to review, the latest requests."""
    oggi = timezone.localdate()
    accessi = accessi_da_vedere(perimetro_di(request))
    da_rivedere = accessi.filter(straordinario=True, concesso_il__isnull=False, rivisto_il__isnull=True)
    settimana = timezone.now() - datetime.timedelta(days=7)
    annota_lettura(request)
    contesto = _base(request, oggi) | {
        "da_rivedere": list(da_rivedere[:PER_PAGINA]),
        "recenti": accessi.filter(chiesto_il__gte=settimana).count(),
    }
    return render(request, "cases/scrivania/dpo.html", contesto)


def _base(request: HttpRequest, oggi: datetime.date) -> dict[str, Any]:
    perimetro = perimetro_di(request)
    con_agenda = FISSA_APPUNTAMENTI.ammette(perimetro)
    return {
        "oggi": oggi,
        "agenda": appuntamenti_del(request, oggi, solo_miei=True) if con_agenda else [],
        "con_agenda": con_agenda,
        "puo_accogliere": APRE_CASI.ammette(perimetro),
        "altre_voci": voci_per(request),
        "accessi_in_attesa": _accessi_in_attesa(perimetro),
    }


def _accessi_in_attesa(perimetro: Perimetro) -> int:
    if not perimetro.ha(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE, Ruolo.DPO_AUDITOR):
        return 0
    in_attesa = Q(concesso_il__isnull=True, rifiutato_il__isnull=True)
    return accessi_da_vedere(perimetro).exclude(utente=perimetro.utente_id).filter(in_attesa).count()


def _miei(perimetro: Perimetro) -> Q:
    """Own cases and the ones opened for a while."""
    concessi = Q(
        accessi_concessi__utente=perimetro.utente_id,
        accessi_concessi__scade_il__gt=timezone.now(),
        accessi_concessi__revocato_il__isnull=True,
    )
    return Q(pk__in=CasoAdi.objects.filter(Q(case_manager=perimetro.utente_id) | concessi).values("pk"))


def _di(casi: Any, operatore: str) -> Any:
    if operatore == "nessuno":
        return casi.filter(case_manager__isnull=True)
    if operatore.isascii() and operatore.isdecimal() and len(operatore) < 10:
        return casi.filter(case_manager=int(operatore))
    return casi


def _sono_troppi(casi: QuerySet[CasoAdi]) -> bool:
    """Too many to sum up the load of each operator every time the desk opens: then on request."""
    return casi.order_by()[: CONTATI + 1].count() > CONTATI


def _ruoli(perimetro: Perimetro) -> list[str]:
    return sorted(str(ruolo.label) for ruolo in perimetro.ruoli)
