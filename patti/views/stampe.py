"""The Patto exactly as printed, and its documents."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.documenti.contenuto import carta_intestata
from adi_platform.documenti.models import Documento
from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import rifiuta_se_vuota
from adi_platform.http.vista import vista
from cases.models import ComponenteCaso
from patti.documents.contesti import contesto_allegato, titolo_di
from patti.documents.firme import nome_di
from patti.models import Patto
from patti.permissions import VEDE_PATTI, patto_o_404, patto_seguito_o_404
from patti.services.firma import TIPO_FIRMA
from patti.services.stampa import (
    TIPO_ALLEGATO,
    allegati_definitivi,
    aree_di,
    chi_ha_un_allegato,
    contesto_di,
    stampa_da_firmare,
    tipo_stampa,
)
from patti.views.comune import contesto


@vista(VEDE_PATTI, lettura="patto.anteprima")
def anteprima(request: HttpRequest, pk: int, componente: int = 0) -> HttpResponse:
    """The copy exactly as it will be printed: the same template, in the browser."""
    patto = patto_o_404(request, pk)
    tutto = contesto(request, patto)["sguardo"].tutto
    copie = chi_ha_un_allegato(patto) if tutto else []
    barra = {
        "scelto": componente,
        "copie": [{"pk": c.pk, "nome": nome_di(c)} for c in copie],
        "patto": patto,
    }
    if componente:
        chi = _componente_o_404(patto, componente, tutto=tutto)
        dati = contesto_allegato(patto, componente=chi, aree=aree_di(patto))
        template, titolo = "patti/pdf/allegato.html", f"Allegato personale di {nome_di(chi)}"
    else:
        dati = contesto_di(patto)
        template = "patti/pdf/pai.html" if patto.del_pai else "patti/pdf/patto.html"
        titolo = titolo_di(patto)
    return render(request, template, {**dati, **_cornice(patto, titolo), "anteprima": barra})


@vista(VEDE_PATTI, scrive=True, lettura="patto.documenti")
def documenti(request: HttpRequest, pk: int) -> HttpResponse:
    """Documents of this version with their progress. POST asks for the Patto and its annexes in one act."""
    if request.method == "POST":
        return _stampa(request, patto_seguito_o_404(request, pk))
    patto = patto_o_404(request, pk)
    dati = contesto(request, patto)
    tutto = dati["sguardo"].tutto
    tipi = [tipo_stampa(patto), *([TIPO_ALLEGATO, TIPO_FIRMA] if tutto else [])]
    righe = Documento.objects.filter(oggetto_tipo__in=tipi, oggetto_id=patto.pk)
    firme = {f.documento_id: f for f in patto.firme.filter(documento__isnull=False)}
    return render(
        request,
        "patti/documenti.html",
        {
            **dati,
            "documenti": [
                {"file": d, "firma": firme.get(d.pk)}
                for d in righe.select_related("lavoro", "creato_da").order_by("-creato_il", "titolo")
            ],
            "da_preparare": patto.documento_id is None or not allegati_definitivi(patto).exists(),
        },
    )


def _stampa(request: HttpRequest, patto: Patto) -> HttpResponse:
    if vuota := rifiuta_se_vuota(request):
        return vuota
    stampa_da_firmare(patto=patto, operatore=operatore_di(request))
    messages.success(request, "Documenti richiesti: fra poco sono pronti.")
    return redirect("patto-documenti", pk=patto.pk)


def _componente_o_404(patto: Patto, pk: Any, *, tutto: bool) -> ComponenteCaso:
    """Personal annexes open only to whoever sees the whole Patto."""
    if tutto:
        for componente in chi_ha_un_allegato(patto):
            if str(componente.pk) == str(pk):
                return componente
    raise Http404


def _cornice(patto: Patto, titolo: str) -> dict[str, Any]:
    """What the print adds around the content; the code and the imprint exist only once printed."""
    carta = carta_intestata(patto.caso.ambito)
    recapiti = [carta["indirizzo"], carta["telefono"], carta["email"], carta["pec"]]
    return {
        "carta": {**carta, "recapiti": " · ".join(r for r in recapiti if r)},
        "stampa": {
            "titolo": titolo,
            "codice": "anteprima",
            "impronta": "anteprima",
            "verifica": "",
            "emesso_il": timezone.localtime().isoformat(timespec="seconds"),
        },
    }
