"""The people of a body: who they are, who is invited, who leaves. For the coordinator and the body itself."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ente, Incarico
from protocollo.forms.referenti import DominiForm, InvitoForm
from protocollo.models import InvitoReferente
from protocollo.permissions import CURA_REFERENTI, VEDE_ENTI, ente_da_curare_o_404
from protocollo.permissions_inviti import inviti_da_confermare
from protocollo.services.domini import imposta_domini
from protocollo.services.inviti import annulla_invito, conferma_invito, invita_referente, togli_referente
from protocollo.services.passaggi import segue_da_solo


@vista(VEDE_ENTI)
def elenco(request: HttpRequest) -> HttpResponse:
    """The bodies of the Ambito, with how many people they have in the program and who waits for a yes."""
    ambiti = perimetro_di(request).ambiti_come(Ruolo.COORDINATORE)
    enti = Ente.objects.filter(ambito__in=ambiti).annotate(
        quanti=Count("referenti", filter=Q(referenti__is_active=True), distinct=True),
        da_confermare=Count("inviti", filter=Q(inviti__in=inviti_da_confermare(ambiti)), distinct=True),
    )
    return render(request, "protocollo/rete/enti.html", {"enti": enti.order_by("tipo", "nome", "pk")})


@vista(CURA_REFERENTI, scrive=True)
def ente(request: HttpRequest, ente: int) -> HttpResponse:
    """Colleagues in force, open invitations, a new invitation."""
    riga = ente_da_curare_o_404(request, ente)
    nomina = riga.ambito_id in perimetro_di(request).ambiti_come(Ruolo.COORDINATORE)
    form = InvitoForm(dati_inviati(request), nomina=nomina)
    if form.is_bound and form.is_valid() and riesce(form, lambda: _invita(request, riga, form.cleaned_data)):
        return redirect("rete-ente", ente=ente)
    adesso = timezone.now()
    contesto: dict[str, Any] = {
        "ente": riga,
        "form": form,
        "incarichi": _incarichi(riga).select_related("utente"),
        "inviti": riga.inviti.filter(
            Q(da_confermare=True) | Q(scade_il__gt=adesso), usato_il__isnull=True, annullato_il__isnull=True
        ).select_related("aggiornato_da"),
        "chiavi": riga.token.select_related("responsabile"),
        "io": operatore_di(request).pk,
        "di_fuori": perimetro_di(request).ruoli == {Ruolo.REFERENTE_PARTNER},
    }
    return render(request, "protocollo/rete/ente.html", contesto, status=422 if form.is_bound else 200)


@vista(CURA_REFERENTI, scrive=True)
def togli(request: HttpRequest, ente: int, incarico: int) -> HttpResponse:
    """A colleague leaves: a GET asks for confirmation."""
    riga = ente_da_curare_o_404(request, ente)
    posto = uno_o_404(_incarichi(riga).select_related("utente"), pk=incarico)
    if request.method == "POST" and "conferma" in request.POST:
        try:
            togli_referente(incarico=posto, operatore=operatore_di(request))
            messages.success(request, f"{posto.utente} non entra più.")
        except DominioError as errore:
            messages.error(request, errore.messaggio)
        return redirect("rete-ente", ente=ente)
    sole = segue_da_solo(posto.utente, al=timezone.localdate())
    resta = RESTANO.format(quante="una richiesta" if sole == 1 else f"{sole} richieste") if sole else ""
    return _conferma(request, riga, f"Togli l'accesso a {posto.utente}", f"{TOGLI}{resta}")


@vista(CURA_REFERENTI, scrive=True)
def annulla(request: HttpRequest, ente: int, invito: int) -> HttpResponse:
    """An invitation that must not be used any more."""
    riga = ente_da_curare_o_404(request, ente)
    aperti = InvitoReferente.objects.filter(ente=riga, usato_il__isnull=True, annullato_il__isnull=True)
    trovato = uno_o_404(aperti, pk=invito)
    if request.method == "POST" and "conferma" in request.POST:
        annulla_invito(invito=trovato)
        messages.success(request, "Invito annullato.")
        return redirect("rete-ente", ente=ente)
    return _conferma(request, riga, f"Annulla l'invito a {trovato.email}", ANNULLA)


@vista(VEDE_ENTI, scrive=True)
def conferma(request: HttpRequest, ente: int, invito: int) -> HttpResponse:
    """The coordinator lets an invitation of the body leave: a GET asks for confirmation."""
    riga = ente_da_curare_o_404(request, ente)
    trovato = uno_o_404(inviti_da_confermare([riga.ambito_id]).filter(ente=riga), pk=invito)
    if request.method == "POST" and "conferma" in request.POST:
        try:
            conferma_invito(invito=trovato, operatore=operatore_di(request))
            messages.success(request, f"Invito spedito a {trovato.email}.")
        except DominioError as errore:
            messages.error(request, errore.messaggio)
        return redirect("rete-ente", ente=ente)
    return _conferma(request, riga, f"Conferma l'invito a {trovato.email}", CONFERMA)


@vista(VEDE_ENTI, scrive=True)
def domini(request: HttpRequest, ente: int) -> HttpResponse:
    """The mail domains of the body: outside of them nobody is invited."""
    riga = ente_da_curare_o_404(request, ente)
    scritti = "\n".join(riga.domini)
    form = DominiForm(dati_inviati(request), initial={"domini": scritti, "prima": " ".join(riga.domini)})
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: imposta_domini(
            ente=riga,
            domini=form.cleaned_data["domini"],
            prima=form.cleaned_data["prima"].split(),
            operatore=operatore_di(request),
        ),
    ):  # fmt: skip
        messages.success(request, f"Domini di posta di {riga} salvati.")
        return redirect("rete-ente", ente=ente)
    contesto = {"ente": riga, "form": form}
    return render(request, "protocollo/rete/domini.html", contesto, status=422 if form.is_bound else 200)


CONFERMA = "Parte la lettera con il collegamento. Controlla che sia l'indirizzo di lavoro di chi è dell'ente."
TOGLI = "Non vede più nulla dalla prossima pagina che apre. Quello che ha già fatto resta scritto."
RESTANO = (
    " Da sola o da solo segue {quante}: nessun altro del tuo ente potrà leggerle finché chi segue il caso non le "
    "passa a un collega. Se puoi, prima falle passare."
)
ANNULLA = "Il collegamento che ha ricevuto non funziona più."


def _invita(request: HttpRequest, ente: Ente, dati: dict[str, Any]) -> None:
    scelte = {"amministra_ente": False, **dati}
    invito = invita_referente(ente=ente, operatore=operatore_di(request), **scelte)
    if invito.da_confermare:
        messages.success(request, f"L'invito a {invito.email} parte quando il coordinamento lo conferma.")
    else:
        messages.success(request, f"Invito spedito a {invito.email}.")


def _incarichi(ente: Ente) -> Any:
    return (
        Incarico.objects.attivi(timezone.localdate())
        .filter(
            ruolo=Ruolo.REFERENTE_PARTNER, ambito=ente.ambito_id, utente__ente=ente, utente__is_active=True
        )
        .order_by("utente__cognome", "utente__nome", "pk")
    )


def _conferma(request: HttpRequest, ente: Ente, titolo: str, spiegazione: str) -> HttpResponse:
    contesto = {
        "ente": ente,
        "titolo": titolo,
        "spiegazione": spiegazione,
        "di_fuori": perimetro_di(request).ruoli == {Ruolo.REFERENTE_PARTNER},
    }
    return render(
        request, "protocollo/rete/conferma.html", contesto, status=422 if request.method == "POST" else 200
    )
