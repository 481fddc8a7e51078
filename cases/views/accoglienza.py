"""Nuova accoglienza: first the search, then the person, then the case that follows them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from adi_platform.organizzazione.models import Comune
from adi_platform.organizzazione.perimetro import Perimetro
from cases.forms.casi import AccoglienzaForm
from cases.models import CasoAdi, Persona
from cases.permissions import APRE_CASI
from cases.permissions_anagrafe import RUOLI_CHE_SCRIVONO, persona_da_scrivere_o_404
from cases.services.accoglienza import accogli, nucleo_di
from cases.transizioni import FINALI


@vista(APRE_CASI, scrive=True, lettura="caso.apertura")
def accoglienza(request: HttpRequest, pk: int) -> HttpResponse:
    """Both kinds of case, with the ones already open in sight: nobody is taken in twice by mistake."""
    persona, oggi, perimetro = (
        persona_da_scrivere_o_404(request, pk),
        timezone.localdate(),
        perimetro_di(request),
    )
    nucleo = nucleo_di(persona, al=oggi)
    comuni = _comuni(perimetro, persona.ambito_id)
    proposto = (nucleo and nucleo.comune_id) or persona.comune_residenza_id
    form = AccoglienzaForm(
        dati_inviati(request),
        comuni=comuni,
        initial={"comune": proposto if proposto in comuni else comuni[0] if len(comuni) == 1 else None},
    )
    nati: list[CasoAdi] = []

    def atto() -> None:
        nati.append(accogli(persona=persona, operatore=operatore_di(request), al=oggi, **form.cleaned_data))

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(request, "Accoglienza registrata: ora il coordinamento assegna il caso.")
        return redirect(_dove(perimetro, nati[0]))
    aperti = _aperti(persona)
    contesto = {"persona": persona, "nucleo": nucleo, "aperti": aperti, "form": form}
    return render(request, "cases/anagrafe/accoglienza.html", contesto, status=422 if form.errors else 200)


def _comuni(perimetro: Perimetro, ambito_id: int) -> list[int]:
    """The places for which the person may open cases."""
    luoghi = Comune.objects.filter(perimetro.filtro(*RUOLI_CHE_SCRIVONO, comune="pk"), ambito=ambito_id)
    return list(luoghi.order_by("nome").values_list("pk", flat=True))


def _aperti(persona: Persona) -> list[CasoAdi]:
    casi = CasoAdi.objects.filter(componenti__persona=persona).exclude(stato__in=FINALI)
    return list(casi.select_related("case_manager", "nucleo__referente").order_by("pk"))


def _dove(perimetro: Perimetro, caso: CasoAdi) -> str:
    if CasoAdi.objects.nel_perimetro(perimetro).filter(pk=caso.pk).exists():
        return reverse("caso-scheda", args=[caso.pk])
    if CasoAdi.objects.con_contatti(perimetro).filter(pk=caso.pk).exists():
        return reverse("caso-contatti", args=[caso.pk])
    return reverse("scrivania")
