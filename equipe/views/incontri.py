"""The meetings of the team on a case: convene, move, call off, accept another time."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, perimetro_di, uno_o_404
from adi_platform.http.moduli import Conferma, dati_inviati, riesce
from adi_platform.http.vista import vista
from adi_platform.norme.loader import parametro
from adi_platform.organizzazione.services.parametri import scelte_di
from adi_platform.riunioni.enums import Risposta, StatoRiunione
from adi_platform.riunioni.models import Partecipante
from cases.models import CasoAdi
from cases.permissions import caso_o_404
from equipe.forms.incontri import FormAccettaOrario, FormAnnulla, FormConvocazione, FormQuando, FormSposta
from equipe.forms.inviti import FormDettaAVoce
from equipe.models import IncontroEquipe, MembroEquipe
from equipe.permissions import (
    SCRIVE_EQUIPE,
    VEDE_EQUIPE,
    caso_seguito_o_404,
    incontri_del_caso,
    incontro_del_caso_o_404,
    segue_il_caso,
)
from equipe.services.accessi import dove_si_sostituisce, membri_senza_accesso, senza_accesso
from equipe.services.anteprime import estratti_degli_invitati
from equipe.services.contenuti import parole_delle_riunioni
from equipe.services.convocazioni import (
    accetta_orario,
    annulla_incontro,
    controlla,
    convoca_incontro,
    sposta_incontro,
    togli_invitato,
)
from equipe.services.risposte import rispondi
from equipe.services.sovrapposizioni import ora_insolita
from equipe.services.termine_patto import patrono_di

PER_PAGINA = 20
CONVOCA = "Convoca una riunione"


@vista(VEDE_EQUIPE, lettura="caso.equipe")
def elenco(request: HttpRequest, pk: int) -> HttpResponse:
    """Every meeting of the case, with who was invited, who has seen it, what they answered."""
    caso = caso_o_404(request, pk)
    puo_scrivere = segue_il_caso(perimetro_di(request), caso)
    righe = incontri_del_caso(caso).prefetch_related(
        "riunione__partecipanti__utente__ente", "riunione__partecipanti__delegato_utente", "riunione__punti"
    )
    mostrati = Paginator(righe, PER_PAGINA).get_page(request.GET.get("pagina"))
    invitati = (p.utente for i in mostrati for p in i.riunione.partecipanti.all())
    contesto = {
        "caso": caso,
        "incontri": [_riga(i) for i in mostrati],
        "pagina": mostrati,
        "usciti": senza_accesso(invitati, ambito_id=caso.ambito_id),
        "puo_scrivere": puo_scrivere,
        "senza_equipe": not _membri(caso).exists(),
    }
    return render(request, "equipe/incontri/elenco.html", contesto)


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """Convene a meeting; before that, if asked, see what each person of another body would read."""
    caso = caso_seguito_o_404(request, pk)
    membri = _membri(caso)
    durata = parametro(
        "equipe.riunione_durata_minuti", al=timezone.localdate(), ambito=scelte_di(caso.ambito_id)
    )
    usciti = membri_senza_accesso(membri, ambito_id=caso.ambito_id)
    inizio = {"durata": durata.intero, "membri": [m.pk for m in membri if m.pk not in usciti]}
    form = FormConvocazione(
        dati_inviati(request), caso=caso, membri=membri, senza_accesso=usciti, initial=inizio
    )
    fuori = [{"membro": m, "subentro": dove_si_sostituisce(m)} for m in membri if m.pk in usciti]
    if "anteprima" in request.POST:
        return _anteprima(request, caso, form, fuori)
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: convoca_incontro(caso=caso, dati=form.convocazione(), operatore=operatore_di(request)),
    ):  # fmt: skip
        messages.success(request, "Riunione convocata: gli inviti stanno partendo.")
        _di_un_ora_insolita(request, caso, form)
        _di_chi_non_sa(request, caso, form)
        return redirect("equipe-incontri", pk=pk)
    return _pagina(request, CONVOCA, caso, form, verbo="Convoca", con_anteprima=True, usciti=fuori)


def _di_un_ora_insolita(request: HttpRequest, caso: CasoAdi, form: FormQuando) -> None:
    if insolita := ora_insolita(form.inizio(), form.fine(), patrono=patrono_di(caso)):
        messages.warning(request, f"{insolita} Se non l'hai voluto, sposta la riunione.")


def _di_chi_non_sa(request: HttpRequest, caso: CasoAdi, form: FormConvocazione) -> None:
    """Whoever reads no name would not tell this meeting from another: the office may open it."""
    estratti = estratti_degli_invitati(caso, form.convocazione())
    senza = [f"{e.membro} ({e.membro.nome_ente})" for e in estratti if not e.persone]
    if senza:
        chi = ", ".join(senza)
        messages.warning(
            request, f"Non leggono di chi si parla: {chi}. Puoi aprirglielo dal caso, in «Chi può vedere»."
        )


def _anteprima(
    request: HttpRequest, caso: CasoAdi, form: FormConvocazione, usciti: list[dict[str, Any]]
) -> HttpResponse:
    altro: dict[str, Any] = {"verbo": "Convoca", "con_anteprima": True, "usciti": usciti}
    if form.is_valid() and riesce(form, lambda: controlla(caso, form.convocazione())):
        altro |= {"estratti": estratti_degli_invitati(caso, form.convocazione()), "anteprima": True}
    return _pagina(request, CONVOCA, caso, form, stato=200 if "anteprima" in altro else 422, **altro)


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def sposta(request: HttpRequest, pk: int, incontro: int) -> HttpResponse:
    """Another date or place."""
    caso = caso_seguito_o_404(request, pk)
    riga = incontro_del_caso_o_404(caso, incontro)
    form = FormSposta(dati_inviati(request), riunione=riga.riunione)
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: sposta_incontro(incontro=riga, nuova=form.nuova_data(), operatore=operatore_di(request)),
    ):  # fmt: skip
        messages.success(
            request, "Riunione spostata: gli invitati ricevono la nuova data e rispondono di nuovo."
        )
        _di_un_ora_insolita(request, caso, form)
        return redirect("equipe-incontri", pk=pk)
    return _pagina(request, "Sposta la riunione", caso, form, verbo="Sposta", riunione=riga.riunione)


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def annulla(request: HttpRequest, pk: int, incontro: int) -> HttpResponse:
    """Call it off."""
    caso = caso_seguito_o_404(request, pk)
    riga = incontro_del_caso_o_404(caso, incontro)
    form = FormAnnulla(dati_inviati(request))
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: annulla_incontro(incontro=riga, operatore=operatore_di(request), **form.cleaned_data),
    ):  # fmt: skip
        messages.success(request, "Riunione annullata: gli invitati lo sanno.")
        return redirect("equipe-incontri", pk=pk)
    return _pagina(
        request, "Annulla la riunione", caso, form, verbo="Annulla la riunione", riunione=riga.riunione
    )


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def orario(request: HttpRequest, pk: int, incontro: int, partecipante: int) -> HttpResponse:
    """Accept the time that somebody proposed: the meeting moves."""
    caso = caso_seguito_o_404(request, pk)
    riga = incontro_del_caso_o_404(caso, incontro)
    chi = uno_o_404(
        Partecipante.objects.filter(riunione=riga.riunione).select_related("utente"), pk=partecipante
    )
    visto = {"attesa": riga.riunione.sequenza, "proposto": chi.altro_inizio and chi.altro_inizio.isoformat()}
    form = FormAccettaOrario(dati_inviati(request), initial=visto)
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: accetta_orario(
            incontro=riga,
            partecipante=chi,
            attesa=form.cleaned_data["attesa"],
            proposto=form.cleaned_data["proposto"],
            operatore=operatore_di(request),
        ),
    ):  # fmt: skip
        messages.success(request, "Riunione spostata all'orario proposto.")
        return redirect("equipe-incontri", pk=pk)
    return _pagina(request, "Accogli l'altro orario", caso, form, verbo="Sposta a quest'ora", proposta=chi)


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def togli(request: HttpRequest, pk: int, incontro: int, partecipante: int) -> HttpResponse:
    """One person off a meeting already convened."""
    caso = caso_seguito_o_404(request, pk)
    riga = incontro_del_caso_o_404(caso, incontro)
    chi = uno_o_404(
        Partecipante.objects.filter(riunione=riga.riunione).select_related("utente", "riunione"),
        pk=partecipante,
    )
    form = Conferma(dati_inviati(request))
    if form.is_bound and form.is_valid() and riesce(
        form, lambda: togli_invitato(incontro=riga, partecipante=chi, operatore=operatore_di(request))
    ):  # fmt: skip
        messages.success(request, f"{chi} non è più fra gli invitati.")
        return redirect("equipe-incontri", pk=pk)
    spiegazione = "Riceve la disdetta e non legge più nulla di questa riunione. Resta nell'équipe."
    return _pagina(
        request, f"Togli {chi} dalla riunione", caso, form, verbo="Togli dalla riunione",
        riunione=riga.riunione, spiegazione=spiegazione,
    )  # fmt: skip


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def a_voce(request: HttpRequest, pk: int, incontro: int, partecipante: int) -> HttpResponse:
    """The answer of who has no account, as they said it to the office."""
    caso = caso_seguito_o_404(request, pk)
    riga = incontro_del_caso_o_404(caso, incontro)
    senza_account = Partecipante.objects.filter(riunione=riga.riunione, utente=None)
    chi = uno_o_404(senza_account.select_related("riunione"), pk=partecipante)
    form = FormDettaAVoce(
        dati_inviati(request), initial={"sequenza": riga.riunione.sequenza, "risposta": chi.risposta}
    )
    if form.is_bound and form.is_valid() and riesce(
        form,
        lambda: rispondi(
            partecipante=chi,
            risposta=Risposta(form.cleaned_data["risposta"]),
            detto=form.detto(),
            operatore=operatore_di(request),
            attesa=form.cleaned_data["sequenza"],
        ),
    ):  # fmt: skip
        messages.success(request, f"Risposta di {chi} scritta.")
        return redirect("equipe-incontri", pk=pk)
    return _pagina(
        request, f"La risposta di {chi}", caso, form, verbo="Scrivi la risposta", riunione=riga.riunione
    )


def _riga(incontro: IncontroEquipe) -> dict[str, Any]:
    """The meeting with the context of `equipe/incontri/_inviti.html`."""
    riunione = incontro.riunione
    return {
        "incontro": incontro,
        "riunione": riunione,
        "partecipanti": riunione.partecipanti.all(),
        "motivo": parole_delle_riunioni()["motivi"].get(incontro.motivo, ""),
        "si_cambia": riunione.stato in (StatoRiunione.CONVOCATA, StatoRiunione.RINVIATA),
    }


def _membri(caso: CasoAdi) -> Any:
    righe = MembroEquipe.objects.filter(equipe__caso=caso, equipe__sciolta_il__isnull=True, al__isnull=True)
    return righe.select_related("ente", "servizio", "utente", "equipe")


def _pagina(
    request: HttpRequest, titolo: str, caso: CasoAdi, form: Form, *, stato: int = 0, **altro: Any
) -> HttpResponse:
    dati = {"caso": caso, "titolo": titolo, "form": form, **altro}
    stato = stato or (422 if form.is_bound else 200)
    return render(request, "equipe/incontri/modulo.html", dati, status=stato)
