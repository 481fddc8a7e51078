"""The page that repairs one row of a list."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.moduli import riesce
from adi_platform.http.vista import vista
from adi_platform.registro_accessi.services.registra import Visto
from cases.enums import EsitoRiga, StatoImportazione
from cases.forms.importazione import CorreggiForm
from cases.models import Importazione, RigaImportazione
from cases.permissions_importazione import IMPORTA, importazione_o_404, vede_archivio
from cases.services.importazione.righe import CONFLITTO
from cases.services.importazione.ripara import (
    RIPARABILI,
    correggi_celle,
    decidi_conflitto,
    scegli_differenze,
)
from cases.views.importazione.righe import in_conflitto, solo_filtri, vista_della_riga

Moduli = tuple[CorreggiForm, forms.Form]


@vista(IMPORTA, scrive=True, lettura="importazione.riga")
def riga(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    """One row: its cells to write again, the conflict to decide, the differences to choose."""
    importazione = importazione_o_404(request, pk)
    oggetto = uno_o_404(importazione.righe.select_related("caso"), numero=numero)
    vede = vede_archivio(perimetro_di(request), oggetto, ambito_id=importazione.ambito_id)
    annota_lettura(request, Visto(ambito_id=importazione.ambito_id, caso_id=oggetto.caso_id))
    filtri = solo_filtri(QueryDict(request.POST.get("filtri", "") or request.GET.urlencode()))
    scritto = request.POST if request.POST.get("azione") == "correggi" else None
    form = CorreggiForm(scritto, importazione=importazione, riga=oggetto)
    atti = forms.Form({})
    if request.method == "POST" and _fai(request, importazione, oggetto, (form, atti), vede=vede):
        messages.success(request, f"Riga {numero} aggiornata.")
        return redirect(f"{_ritorno(importazione)}?{filtri}#riga-{numero}")
    prima = importazione.righe.filter(numero=oggetto.ripete).first() if oggetto.ripete else None
    contesto = {
        "importazione": importazione,
        "form": form,
        "atti": atti,
        "voce": vista_della_riga(
            oggetto, vede, colonne=importazione.colonne, prima=prima if in_conflitto(oggetto) else None
        ),
        "filtri": filtri,
        "ritorno": f"{_ritorno(importazione)}?{filtri}#riga-{numero}",
        "scelta_conflitto": oggetto.scelte.get(CONFLITTO, ""),
        "riparabile": importazione.stato in RIPARABILI and oggetto.importata_il is None,
    }
    return render(
        request, "cases/importazione/riga.html", contesto, status=422 if form.errors or atti.errors else 200
    )


def _fai(
    request: HttpRequest, importazione: Importazione, oggetto: RigaImportazione, moduli: Moduli, *, vede: bool
) -> bool:
    """Do the act that was asked; the message of a refusal stays in its form."""
    numero = oggetto.numero
    azione = request.POST.get("azione")
    if azione == "correggi":
        return _correggi(importazione, oggetto, moduli[0])
    if azione == "conflitto":
        scelta = request.POST.get("scelta", "")
        return riesce(
            moduli[1], lambda: decidi_conflitto(importazione=importazione, numero=numero, scelta=scelta)
        )
    if azione == "differenze" and vede:
        scelte = request.POST.getlist("dall_elenco")
        return riesce(
            moduli[1],
            lambda: scegli_differenze(importazione=importazione, numero=numero, dall_elenco=scelte),
        )
    moduli[1].add_error(None, "Scegli che cosa fare con questa riga.")
    return False


def _correggi(importazione: Importazione, oggetto: RigaImportazione, celle: CorreggiForm) -> bool:
    """Keep what was typed and judge it; a row that still cannot enter stays open, with its reasons."""
    numero = oggetto.numero
    if not celle.is_valid() or not riesce(
        celle, lambda: correggi_celle(importazione=importazione, numero=numero, celle=celle.cambiate())
    ):
        return False
    oggetto.refresh_from_db()
    if oggetto.esito != EsitoRiga.RIFIUTATA:
        return True
    celle.segna(oggetto.motivi)
    return False


def _ritorno(importazione: Importazione) -> str:
    conclusa = importazione.stato == StatoImportazione.CONCLUSA
    return reverse("importazione-esito" if conclusa else "importazione-anteprima", args=[importazione.pk])
