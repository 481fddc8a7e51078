"""The hours that people give for meetings: one's own, and those of partners without an account."""

import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.agenda.forms.disponibilita import FormAssenza, FormOre
from adi_platform.agenda.models import Assenza, Disponibilita, Professionista
from adi_platform.agenda.services.disponibilita import offri_ore, scheda_di, segna_assenza, togli
from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import rifiuta_se_vuota, riporta_errore
from adi_platform.http.vista import Politica, vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito

CHI_SI_CONVOCA = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE, Ruolo.COORDINATORE, Ruolo.REFERENTE_PARTNER)
DA_ORE = Politica.ruoli(*CHI_SI_CONVOCA)
CONVOCA = Politica.ruoli(Ruolo.COORDINATORE)


@vista(DA_ORE, scrive=True)
def mie(request: HttpRequest) -> HttpResponse:
    """One's own hours: the row of the agenda is made when the first ones are given."""
    ambito = uno_o_404(
        Ambito.objects.filter(pk__in=perimetro_di(request).ambiti_come(*CHI_SI_CONVOCA)).order_by("pk")[:1]
    )
    operatore = operatore_di(request)
    if request.method == "POST":
        return _salva(request, scheda_di(utente=operatore, ambito=ambito), "disponibilita")
    suo = Professionista.objects.filter(ambito=ambito, utente=operatore).first()
    return _pagina(request, suo, ambito, FormOre(ambito=ambito, initial=_inizio()), FormAssenza(prefix="via"))


@vista(CONVOCA)
def professionisti(request: HttpRequest) -> HttpResponse:
    """Who can be convened in the Ambito, with how many hours they have given."""
    righe = _convocabili(request).prefetch_related("disponibilita")
    return render(request, "agenda/professionisti.html", {"righe": righe})


@vista(CONVOCA, scrive=True)
def professionista(request: HttpRequest, pk: int) -> HttpResponse:
    """The hours of somebody else, written by whoever convenes."""
    riga = uno_o_404(_convocabili(request), pk=pk)
    if request.method == "POST":
        return _salva(request, riga, "disponibilita-professionista", pk)
    return _pagina(
        request, riga, riga.ambito, FormOre(ambito=riga.ambito, initial=_inizio()), FormAssenza(prefix="via")
    )


@vista(DA_ORE, scrive=True)
def togli_ore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back hours: asked on a page, done by a form."""
    return _togli(request, uno_o_404(Disponibilita.objects.filter(professionista__in=_miei(request)), pk=pk))


@vista(DA_ORE, scrive=True)
def togli_assenza(request: HttpRequest, pk: int) -> HttpResponse:
    return _togli(request, uno_o_404(Assenza.objects.filter(professionista__in=_miei(request)), pk=pk))


def _togli(request: HttpRequest, riga: Disponibilita | Assenza) -> HttpResponse:
    proprio = riga.professionista.utente_id == perimetro_di(request).utente_id
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        professionista_id = riga.professionista_id
        togli(riga=riga)
        messages.success(request, "Tolta.")
        if proprio:
            return redirect("disponibilita")
        return redirect("disponibilita-professionista", pk=professionista_id)
    return render(request, "agenda/togli.html", {"riga": riga, "proprio": proprio})


def _convocabili(request: HttpRequest) -> QuerySet[Professionista]:
    ambiti = perimetro_di(request).ambiti_come(Ruolo.COORDINATORE)
    return Professionista.objects.filter(ambito__in=ambiti).select_related("ambito", "ente", "utente")


def _miei(request: HttpRequest) -> QuerySet[Professionista]:
    """One's own row, and for whoever convenes those of the Ambito."""
    perimetro = perimetro_di(request)
    propri = Professionista.objects.filter(
        utente=perimetro.utente_id, ambito__in=perimetro.ambiti_come(*CHI_SI_CONVOCA)
    )
    return propri | Professionista.objects.filter(ambito__in=perimetro.ambiti_come(Ruolo.COORDINATORE))


def _salva(request: HttpRequest, riga: Professionista, ritorno: str, *argomenti: int) -> HttpResponse:
    """Two forms on one page: the button says which."""
    assenza = "assenza" in request.POST
    ore = FormOre(None if assenza else request.POST, ambito=riga.ambito, initial=_inizio())
    via = FormAssenza(request.POST if assenza else None, prefix="via")
    form: Form = via if assenza else ore
    if form.is_valid():
        try:
            atto = segna_assenza if assenza else offri_ore
            atto(professionista=riga, operatore=operatore_di(request), **form.cleaned_data)
            messages.success(request, "Assenza segnata." if assenza else "Disponibilità salvata.")
            return redirect(ritorno, *argomenti)
        except DominioError as errore:
            riporta_errore(form, errore)
    return _pagina(request, riga, riga.ambito, ore, via, stato=422)


def _pagina(
    request: HttpRequest,
    riga: Professionista | None,
    ambito: Ambito,
    ore: FormOre,
    via: FormAssenza,
    *,
    stato: int = 200,
) -> HttpResponse:
    proprio = riga is None or riga.utente_id == perimetro_di(request).utente_id
    oggi = timezone.localdate()
    offerte = riga.disponibilita.select_related("sede").exclude(al__lt=oggi) if riga else []
    assenze = riga.assenze.filter(al__gte=oggi) if riga else []
    contesto = {
        "riga": riga,
        "ambito": ambito,
        "proprio": proprio,
        "offerte": offerte,
        "assenze": assenze,
        "ore": ore,
        "via": via,
        "convoca": perimetro_di(request).ha(Ruolo.COORDINATORE),
    }
    return render(request, "agenda/disponibilita.html", contesto, status=stato)


def _inizio() -> dict[str, datetime.date]:
    return {"dal": timezone.localdate()}
