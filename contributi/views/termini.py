"""Terms at risk, and who decides when the office did not."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati
from adi_platform.http.vista import vista
from contributi.forms.provvedimenti import SostitutoForm
from contributi.permissions.provvedimenti import (
    DECIDE,
    VEDE_ATTI,
    ambiti_da_dirigere,
    annota_richieste,
    richieste_da_decidere,
)
from contributi.services.sostituto import (
    IN_CORSO,
    nomina_titolare,
    possibili_titolari,
    termini_a_rischio,
    titolare_al,
)
from contributi.views.modulo import Pagina, pagina_con_modulo

MASSIMO = 200


@vista(VEDE_ATTI, lettura="provvedimento.termini")
def elenco(request: HttpRequest) -> HttpResponse:
    """Expired terms first, then those that end soon, each with its count of days."""
    oggi = timezone.localdate()
    righe = richieste_da_decidere(request).filter(stato__in=IN_CORSO, data_domanda__isnull=False)
    vicine = righe.select_related("pai__registrazione").order_by("scadenza_il", "pk")[:MASSIMO]
    a_rischio = termini_a_rischio(vicine, al=oggi)
    annota_richieste(request, (r for r, _ in a_rischio))
    ambiti = list(ambiti_da_dirigere(request))
    contesto = {
        "righe": [{"richiesta": r, "termine": t} for r, t in a_rischio],
        "titolari": [(ambito, titolare_al(ambito.pk, oggi)) for ambito in ambiti],
        "oggi": oggi,
    }
    return render(request, "contributi/provvedimenti/termini.html", contesto)


@vista(DECIDE, scrive=True)
def sostituto(request: HttpRequest) -> HttpResponse:
    """Name the substitute official, with the act of the nomination."""
    ambito, oggi = ambiti_da_dirigere(request).first(), timezone.localdate()
    if ambito is None:
        raise Http404
    possibili = possibili_titolari(ambito.pk, al=oggi)
    return pagina_con_modulo(
        request,
        form=SostitutoForm(dati_inviati(request), possibili=possibili, initial={"dal": oggi}),
        atto=lambda dati: nomina_titolare(ambito=ambito, operatore=operatore_di(request), **dati),
        pagina=Pagina(
            titolo="Titolare del potere sostitutivo",
            introduzione="Riceve un avviso quando un termine passa senza una decisione "
            "(L. 241/1990 art. 2, comma 9-bis). Il silenzio non concede e non nega.",
            pulsante="Registra la nomina",
            fatto="Nomina registrata.",
            torna=reverse("contributi:termini"),
        ),
    )
