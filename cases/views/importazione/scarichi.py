"""What leaves as a file: the rows to review and the list as it came. Each download is a read, written down."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from adi_platform.errori import DominioError
from adi_platform.http.accesso import annota_lettura, perimetro_di
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from adi_platform.registro_accessi.models import CanaleLettura
from adi_platform.registro_accessi.services.registra import Visto
from cases.forms.anagrafe import MotivoForm
from cases.models import Importazione
from cases.permissions_importazione import (
    IMPORTA,
    annota_elenco,
    coordina_l_elenco,
    elenco_nominato_o_404,
    importazione_o_404,
)
from cases.services.importazione.elenco_errori import come_csv, come_xlsx
from cases.services.importazione.riservatezza import contiene_protetti
from cases.services.protezione import controlla_motivo

SOLO_COORDINAMENTO = (
    "Nel file c'è un nucleo con il domicilio protetto: lo scarica solo il coordinamento. "
    "Le righe dell'elenco restano qui, senza indirizzi e recapiti di quel nucleo."
)
NON_ANCORA_LETTO = (
    "L'elenco non è ancora stato letto: finché non si sa chi c'è dentro, lo scarica solo il coordinamento."
)
TIPO_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@vista(IMPORTA, lettura="importazione.errori", canale=CanaleLettura.ESPORTAZIONE)
def errori(request: HttpRequest, pk: int) -> HttpResponse:
    importazione = importazione_o_404(request, pk)
    if request.GET.get("formato") == "csv":
        return _allegato(come_csv(importazione), "text/csv; charset=utf-8", f"righe-da-rivedere-{pk}.csv")
    return _allegato(come_xlsx(importazione), TIPO_XLSX, f"righe-da-rivedere-{pk}.xlsx")


@vista(IMPORTA, scrive=True, lettura="importazione.file", canale=CanaleLettura.ESPORTAZIONE)
def originale(request: HttpRequest, pk: int) -> HttpResponse:
    """The raw file, as it came; with a protected person inside, only the coordination, with a reason."""
    importazione = elenco_nominato_o_404(request, pk)
    if not importazione.file:
        raise Http404
    letto = importazione.righe.exists()
    riservato = not letto or contiene_protetti(importazione)
    if riservato and not coordina_l_elenco(perimetro_di(request), importazione):
        raise DominioError(SOLO_COORDINAMENTO if letto else NON_ANCORA_LETTO)
    form = MotivoForm(dati_inviati(request))
    chiesto = riservato or request.method == "POST"
    if chiesto and not (
        form.is_valid() and riesce(form, lambda: controlla_motivo(form.cleaned_data["motivo"]))
    ):
        annota_lettura(request, Visto(ambito_id=importazione.ambito_id))
        contesto = {"importazione": importazione, "form": form, "letto": letto}
        return render(
            request, "cases/importazione/originale.html", contesto, status=422 if form.errors else 200
        )
    annota_elenco(request, importazione, form.cleaned_data["motivo"] if chiesto else "")
    return _file_di(importazione)


def _file_di(importazione: Importazione) -> HttpResponse:
    try:
        with importazione.file.open("rb") as grezzo:
            contenuto = grezzo.read()
    except FileNotFoundError as errore:
        raise Http404 from errore
    return _allegato(contenuto, "application/octet-stream", importazione.nome_file)


def _allegato(contenuto: bytes, tipo: str, nome: str) -> HttpResponse:
    return HttpResponse(
        contenuto,
        content_type=tipo,
        headers={
            "Content-Disposition": content_disposition_header(True, nome) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
