"""All the cases that a person opens: filters in the address, pages, order."""

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Comune, Utente
from cases.forms.filtri import ElencoForm
from cases.models import CasoAdi, RigaImportazione
from cases.permissions import FISSA_APPUNTAMENTI, VEDE_CASI
from cases.permissions_anagrafe import CERCA
from cases.transizioni import FINALI
from cases.views.corse import pagina_di, per_cognome, per_scadenza
from cases.views.righe import annota_elenco, con_altre_scadenze, contatori


@vista(VEDE_CASI, lettura="caso.elenco")
def elenco(request: HttpRequest) -> HttpResponse:
    oggi = timezone.localdate()
    casi = CasoAdi.objects.nel_perimetro(perimetro_di(request))
    form = _form(request, casi)
    scelte = form.scelte()
    filtrati = _filtra(casi, scelte)
    categoria = str(scelte.get("scadenza", ""))
    righe = filtrati.della_categoria(categoria, oggi) if categoria else filtrati
    pagina = pagina_di(_corse(request, righe, scelte), request.GET.get("pagina"))
    righe_della_pagina = list(pagina.object_list)
    con_altre_scadenze(righe_della_pagina, oggi)
    annota_elenco(request, righe_della_pagina)
    contesto = {
        "form": form,
        "pagina": pagina,
        "oggi": oggi,
        "voci": contatori(request, filtrati.conta_categorie(oggi), categoria),
        "filtrato": bool(scelte),
        "cerca": CERCA.ammette(perimetro_di(request)),
        "assegna": perimetro_di(request).ha(Ruolo.COORDINATORE),
        "convoca": FISSA_APPUNTAMENTI.ammette(perimetro_di(request)),
    }
    return render(request, "cases/caso/elenco.html", contesto)


def _form(request: HttpRequest, casi: QuerySet[CasoAdi]) -> ElencoForm:
    """Choices are only the places and colleagues of the cases that the person sees."""
    visibili = perimetro_di(request)
    comuni = Comune.objects.filter(ambito__in=visibili.ambiti).order_by("nome")
    operatori = Utente.objects.filter(Exists(casi.order_by().filter(case_manager=OuterRef("pk")))).order_by(
        "cognome", "nome"
    )
    return ElencoForm(
        request.GET,
        comuni=[(c.pk, c.nome) for c in comuni],
        operatori=[(str(u.pk), str(u)) for u in operatori],
    )


def _filtra(casi: Any, scelte: dict[str, Any]) -> Any:
    casi = casi.filter(stato=stato) if (stato := scelte.get("stato")) else casi.in_corso()
    if tipo := scelte.get("tipo"):
        casi = casi.filter(tipo=tipo)
    if comune := scelte.get("comune"):
        casi = casi.filter(comune=comune)
    if operatore := scelte.get("operatore"):
        da_assegnare = operatore == "nessuno"
        casi = casi.filter(case_manager__isnull=True) if da_assegnare else casi.filter(case_manager=operatore)
    if importazione := scelte.get("importazione"):
        righe = RigaImportazione.objects.filter(importazione=importazione, caso__isnull=False)
        casi = casi.filter(pk__in=righe.order_by().values("caso"))
    return casi


def _corse(request: HttpRequest, casi: QuerySet[CasoAdi], scelte: dict[str, Any]) -> list[QuerySet[CasoAdi]]:
    ordine = scelte.get("ordine") or "scadenza"
    if ordine == "nome":
        return per_cognome(casi, ambiti=perimetro_di(request).ambiti)
    if ordine == "comune":
        return [casi.order_by(F("comune__nome").asc(nulls_last=True), "pk")]
    if ordine == "pad":
        return [casi.order_by(F("data_pad").desc(nulls_last=True), "pk")]
    if scelte.get("stato") in FINALI:  # a closed case has no next step
        return [casi.order_by("pk")]
    return per_scadenza(casi, tutti_con_passo="scadenza" in scelte)
