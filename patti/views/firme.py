"""Signatures: who still has to sign, the plain summary that each adult reads, refusal."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import riporta_errore
from adi_platform.http.vista import vista
from cases.models import ComponenteCaso
from patti.documents.contesti import contesto_allegato
from patti.documents.firme import nome_di
from patti.enums import ModoFirma, StatoPatto
from patti.forms.firma import FormChiusura, FormDiFirma, FormFirmaCarta, FormFirmaSchermo, FormRifiuto
from patti.models import FirmaPatto, Patto
from patti.permissions import SCRIVE_PATTI, VEDE_PATTI, patto_o_404, patto_seguito_o_404
from patti.rules.firme import REGOLA, REGOLA_PAI
from patti.services.firma import (
    chiudi_firme,
    firma_su_carta,
    firma_sullo_schermo,
    firmatari,
    firme_valide,
    registra_rifiuto,
    stato_firme,
)
from patti.services.stampa import aree_di, contesto_di
from patti.views.comune import contesto, pagina

MODULI: dict[str, type[FormDiFirma]] = {
    ModoFirma.SCHERMO: FormFirmaSchermo,
    ModoFirma.CARTA: FormFirmaCarta,
    ModoFirma.RIFIUTO: FormRifiuto,
}
ATTESTAZIONE = "Copia conforme agli originali cartacei ({fogli}), conservati presso l'ufficio."
RIDAI = "Registrato. Puoi ridare il dispositivo all'assistente sociale."


@vista(VEDE_PATTI, scrive=True, lettura="patto.firme")
def firme(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has signed, who has not, the rule; POST closes the signatures (case manager only)."""
    if request.method == "POST":
        return _chiudi(request, patto_seguito_o_404(request, pk))
    return _pagina_firme(request, patto_o_404(request, pk), None)


@vista(SCRIVE_PATTI, scrive=True, lettura="patto.firme")
def firma(request: HttpRequest, pk: int, componente: int = 0) -> HttpResponse:
    """The page handed to one person: summary in large letters, then sign Patto and annex at once, or say no."""
    patto = patto_seguito_o_404(request, pk)
    chi = _firmatario_o_404(patto, componente)
    if _gia_firmato(patto, chi):
        messages.info(request, "Questa firma c'è già.")
        return redirect("patto-firme", pk=pk)
    modo = request.POST.get("modo", "")
    fogli = f"il {patto.nome} e " + ("l'allegato personale" if chi else "gli allegati personali")
    moduli = {
        nome: classe(initial=_luogo(patto), prefix=nome, fogli=fogli) for nome, classe in MODULI.items()
    }
    if request.method == "POST" and modo in MODULI:
        form = MODULI[modo](request.POST, request.FILES, prefix=modo, fogli=fogli)
        moduli[modo] = form
        if form.is_valid() and _registra(request, patto, chi, modo, form):
            dal_dispositivo = chi is not None and modo == ModoFirma.SCHERMO
            messages.success(request, RIDAI if dal_dispositivo else "Registrato.")
            return redirect("patto-firme", pk=pk)
    dati = contesto(
        request,
        patto,
        componente=chi,
        nome_firmatario=nome_di(chi) if chi else str(patto.case_manager),
        fogli=fogli,
        sintesi=contesto_di(patto),
        allegato=contesto_allegato(patto, componente=chi, aree=aree_di(patto)) if chi else None,
        moduli=moduli,
        modo_aperto=modo,
    )
    return pagina(request, "patti/firma.html", dati, *moduli.values())


def _registra(
    request: HttpRequest, patto: Patto, chi: ComponenteCaso | None, modo: str, form: FormDiFirma
) -> FirmaPatto | None:
    comuni: dict[str, Any] = {
        "patto": patto,
        "luogo": form.cleaned_data["luogo"],
        "operatore": operatore_di(request),
    }
    try:
        if modo == ModoFirma.SCHERMO:
            return firma_sullo_schermo(componente=chi, disegno=form.cleaned_data["disegno"], **comuni)
        if modo == ModoFirma.CARTA:
            return firma_su_carta(
                componente=chi,
                copia=form.cleaned_data["file"],
                attestazione=ATTESTAZIONE.format(fogli=form.fogli),
                **comuni,
            )
        if chi is None:
            raise DominioError("Il servizio firma, oppure riapre il testo.")
        return registra_rifiuto(componente=chi, motivo=form.cleaned_data["motivo"], **comuni)
    except DominioError as errore:
        riporta_errore(form, errore)
    return None


def _chiudi(request: HttpRequest, patto: Patto) -> HttpResponse:
    form = FormChiusura(request.POST)
    if form.is_valid():
        try:
            chiudi_firme(
                patto=patto,
                operatore=operatore_di(request),
                luogo=form.cleaned_data["luogo"],
                al=timezone.localdate(),
            )
            messages.success(
                request,
                f"Il {patto.nome} è sottoscritto. Il documento finale e gli allegati personali sono in preparazione.",
            )
            return redirect("patto-documenti", pk=patto.pk)
        except DominioError as errore:
            riporta_errore(form, errore)
    return _pagina_firme(request, patto, form)


def _pagina_firme(request: HttpRequest, patto: Patto, form: FormChiusura | None) -> HttpResponse:
    date = {f.componente_id: f for f in firme_valide(patto)}
    posti = [{"nome": nome_di(c), "pk": c.pk, "firma": date.get(c.pk)} for c in firmatari(patto)]
    posti.append({"nome": str(patto.case_manager), "pk": 0, "firma": date.get(None)})
    in_firma = patto.stato == StatoPatto.CONDIVISO
    form = form or FormChiusura(initial={"luogo": _luogo_delle_firme(patto, date.values())})
    dati = contesto(
        request,
        patto,
        posti=posti,
        regola=REGOLA_PAI if patto.del_pai else REGOLA,
        esito=stato_firme(patto) if in_firma else None,
        in_firma=in_firma,
        annullate=patto.firme.filter(annullata_il__isnull=False).select_related("componente__persona"),
        form=form,
    )
    return pagina(request, "patti/firme.html", dati, form)


def _firmatario_o_404(patto: Patto, pk: int) -> ComponenteCaso | None:
    """The adult of the household, or None for the service. 404 while the text is still open."""
    if patto.stato != StatoPatto.CONDIVISO:
        raise Http404
    if pk == 0:
        return None
    for componente in firmatari(patto):
        if componente.pk == pk:
            return componente
    raise Http404


def _gia_firmato(patto: Patto, chi: ComponenteCaso | None) -> bool:
    return patto.firme.filter(componente=chi, annullata_il__isnull=True).exists()


def _luogo_delle_firme(patto: Patto, firme: Iterable[FirmaPatto]) -> str:
    """Where the last of them signed; before any signature, the Comune of the case."""
    ultima = max(firme, key=lambda f: f.firmata_il, default=None)
    return ultima.luogo if ultima else _luogo(patto)["luogo"]


def _luogo(patto: Patto) -> dict[str, str]:
    return {"luogo": patto.caso.comune.nome if patto.caso.comune else ""}
