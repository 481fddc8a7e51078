"""What the office makes of a contribution written by somebody of another body."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, rifiuta_se_vuota
from adi_platform.http.vista import vista
from cases.models import CasoAdi
from cases.permissions import caso_o_404
from equipe.forms.quadro import FormMotivoRifiuto
from equipe.models import ContributoQuadro
from equipe.permissions import VALUTA_QUADRO, voci_del_quadro
from equipe.services.contributi import accogli_contributo, non_accogliere
from equipe.services.quadro_modulo import modello_di
from equipe.services.quadro_vista import leggi
from equipe.views.quadro import LETTURA, modulo


@vista(VALUTA_QUADRO, scrive=True, lettura=LETTURA)
def accogli(request: HttpRequest, pk: int, contributo: int) -> HttpResponse:
    """Take it into the Quadro (POST); GET goes back to the overview."""
    _, riga = _contributo_o_404(request, pk, contributo)
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        try:
            accogli_contributo(contributo=riga, operatore=operatore_di(request))
        except DominioError as errore:
            messages.error(request, errore.messaggio)
        else:
            messages.success(request, f"Nel Quadro c'è la valutazione di {riga.autore}.")
    return redirect("quadro", pk=pk)


@vista(VALUTA_QUADRO, scrive=True, lettura=LETTURA)
def rifiuta(request: HttpRequest, pk: int, contributo: int) -> HttpResponse:
    """Leave the Quadro as it is, with the reason."""
    caso, riga = _contributo_o_404(request, pk, contributo)
    letta = leggi(riga, modello_di(riga.quadro))
    form = FormMotivoRifiuto(dati_inviati(request))
    return modulo(
        request,
        caso,
        form,
        lambda: non_accogliere(
            contributo=riga, motivo=form.cleaned_data["motivo"], operatore=operatore_di(request)
        ),
        titolo="Non accogliere",
        verbo="Non accogliere",
        premessa=f"{letta.chi}, {letta.voce}: {letta.etichetta}. Lo ha scritto {riga.autore} "
        f"il {timezone.localtime(riga.scritta_il):%d/%m/%Y}.",
        fatto="Contributo non accolto: chi lo ha scritto legge il motivo.",
    )


def _contributo_o_404(request: HttpRequest, pk: int, contributo: int) -> tuple[CasoAdi, ContributoQuadro]:
    """A contribution on an item that the person reads; 403 when they do not rate it."""
    caso = caso_o_404(request, pk)
    righe = ContributoQuadro.objects.filter(quadro__caso=caso)
    riga = uno_o_404(righe.select_related("quadro__modulo", "persona", "autore"), pk=contributo)
    voce, lente = modello_di(riga.quadro).voce(riga.voce), voci_del_quadro(perimetro_di(request), caso)
    if voce is None or not lente.legge(voce):
        raise Http404
    if not lente.scrive(voce):
        raise PermissionDenied
    return caso, riga
