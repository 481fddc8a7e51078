"""Who sits in the team: places proposed from the analysis, posts that change, the end, the printed sheet."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, uno_o_404
from adi_platform.http.moduli import dati_inviati, riesce
from adi_platform.http.vista import vista
from cases.models import CasoAdi
from equipe.enums import PostoEquipe
from equipe.forms.composizione import FormCambio, FormCorrezione, FormProposta, FormScioglimento
from equipe.models import Equipe
from equipe.permissions import SCRIVE_EQUIPE, caso_seguito_o_404
from equipe.services.cambi import cambia_referente, cambia_responsabile, correggi_costituzione
from equipe.services.composizione import candidati_per, componi, prepara_composizione, proposta_per
from equipe.services.equipe import sciogli_equipe

CAMBI: dict[PostoEquipe, Callable[..., Equipe]] = {
    PostoEquipe.RESPONSABILE: cambia_responsabile,
    PostoEquipe.REFERENTE: cambia_referente,
    PostoEquipe.COSTITUZIONE: correggi_costituzione,
}


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def proposta(request: HttpRequest, pk: int) -> HttpResponse:
    """Places that the analysis asks for, with their reasons; the worker names the persons."""
    caso = caso_seguito_o_404(request, pk)
    equipe = _aperta(caso)
    posti = proposta_per(caso)
    form = FormProposta(dati_inviati(request), posti=posti, candidati=candidati_per(caso, posti))
    if form.is_bound and form.is_valid() and riesce(
        form, lambda: componi(equipe=equipe, scelte=form.scelte(), operatore=operatore_di(request))
    ):  # fmt: skip
        prepara_composizione(equipe=equipe, operatore=operatore_di(request))
        messages.success(request, "Équipe aggiornata.")
        return redirect("equipe-scheda", pk=pk)
    contesto = {"caso": caso, "form": form, "righe": form.righe(posti)}
    return render(request, "equipe/proposta.html", contesto, status=422 if form.is_bound else 200)


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def cambia(request: HttpRequest, pk: int, posto: str) -> HttpResponse:
    """The responsible worker, the referent of the family, the day of the constitution."""
    caso = caso_seguito_o_404(request, pk)
    if posto not in CAMBI:
        raise Http404
    quale = PostoEquipe(posto)
    equipe = _aperta(caso)
    form: Form
    if quale == PostoEquipe.COSTITUZIONE:
        form = FormCorrezione(dati_inviati(request), initial={"costituita_il": equipe.costituita_il})
    else:
        form = FormCambio(
            dati_inviati(request), caso=caso, posto=quale, initial={"dal": timezone.localdate()}
        )
    if form.is_bound and form.is_valid() and riesce(
        form, lambda: CAMBI[quale](equipe=equipe, operatore=operatore_di(request), **form.cleaned_data)
    ):  # fmt: skip
        prepara_composizione(equipe=equipe, operatore=operatore_di(request))
        return redirect("equipe-scheda", pk=pk)
    return _pagina(request, f"Cambia: {quale.label.lower()}", caso, form)


@vista(SCRIVE_EQUIPE, scrive=True, lettura="caso.equipe")
def sciogli(request: HttpRequest, pk: int) -> HttpResponse:
    """The team ends, with the reason."""
    caso = caso_seguito_o_404(request, pk)
    equipe = _aperta(caso)
    form = FormScioglimento(dati_inviati(request), initial={"al": timezone.localdate()})
    if form.is_bound and form.is_valid() and riesce(
        form, lambda: sciogli_equipe(equipe=equipe, operatore=operatore_di(request), **form.cleaned_data)
    ):  # fmt: skip
        prepara_composizione(equipe=equipe, operatore=operatore_di(request))
        messages.success(request, "Équipe sciolta. Le riunioni in programma sono annullate.")
        return redirect("equipe-scheda", pk=pk)
    return _pagina(request, "Sciogli l'équipe", caso, form)


def _aperta(caso: CasoAdi) -> Equipe:
    return uno_o_404(Equipe.objects.filter(caso=caso), sciolta_il__isnull=True)


def _pagina(request: HttpRequest, titolo: str, caso: CasoAdi, form: Form) -> HttpResponse:
    dati = {"caso": caso, "titolo": titolo, "form": form}
    return render(request, "equipe/modulo.html", dati, status=422 if form.is_bound else 200)
