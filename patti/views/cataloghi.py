"""The catalogues in use, and how to replace one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import riporta_errore
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito
from patti.forms.cataloghi import FormCatalogo
from patti.models import CatalogoPatto
from patti.permissions import VEDE_CATALOGHI
from patti.services.cataloghi import PESO_MASSIMO, catalogo_di, sostituisci_catalogo
from patti.views.comune import pagina


@vista(VEDE_CATALOGHI, scrive=True)
def cataloghi(request: HttpRequest) -> HttpResponse:
    """Entries of the person's Ambito in plain words. POST replaces one catalogue (coordinator)."""
    perimetro = perimetro_di(request)
    ambito = Ambito.objects.filter(pk__in=perimetro.ambiti).order_by("pk").first()
    if ambito is None:
        raise Http404
    puo_sostituire = perimetro.copre(Ruolo.COORDINATORE, ambito_id=ambito.pk)
    form = FormCatalogo() if puo_sostituire else None
    if request.method == "POST":
        if not puo_sostituire:
            raise Http404
        form = FormCatalogo(request.POST, request.FILES)
        if form.is_valid() and _sostituisci(request, ambito, form):
            messages.success(request, "Catalogo sostituito. I Patti già scritti non cambiano.")
            return redirect("patto-cataloghi")
    return pagina(
        request,
        "patti/cataloghi.html",
        {
            "ambito": ambito,
            "catalogo": catalogo_di(ambito.pk),
            "propri": CatalogoPatto.objects.filter(ambito=ambito).select_related("aggiornato_da"),
            "form": form,
        },
        form,
    )


def _sostituisci(request: HttpRequest, ambito: Ambito, form: FormCatalogo) -> bool:
    try:
        sostituisci_catalogo(
            ambito=ambito,
            tipo=form.cleaned_data["tipo"],
            dati=form.cleaned_data["file"].read(PESO_MASSIMO + 1),
            operatore=operatore_di(request),
        )
    except DominioError as errore:
        riporta_errore(form, errore)
        return False
    return True
