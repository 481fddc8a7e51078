"""One domain of the Quadro on one subject: what may be read, and a form for what may be rated."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.vista import vista
from cases.models import CasoAdi
from cases.permissions import caso_o_404
from equipe.forms.quadro import FormDominio, nome_campo
from equipe.models import Quadro
from equipe.permissions import VALUTA_QUADRO, VEDE_QUADRO, voci_del_quadro
from equipe.rules.quadro import MASSIMO_PRIORITA, Dominio, LenteQuadro, ModelloQuadro, VoceQuadro
from equipe.services.contributi import contributi_da_guardare
from equipe.services.quadro import in_vigore, quadro_corrente, ultima_del_dominio, valuta, voci_cambiate
from equipe.services.quadro_modulo import modello_di
from equipe.services.quadro_vista import Soggetto, indice_di, passate_di, soggetti_di
from equipe.views.quadro import LETTURA


@dataclass(frozen=True, slots=True, kw_only=True)
class Parte:
    """What is on the page: a domain, a subject, and with which eyes it is looked at."""

    caso: CasoAdi
    quadro: Quadro
    modello: ModelloQuadro
    dominio: Dominio
    soggetto: Soggetto
    lente: LenteQuadro

    @property
    def lette(self) -> list[VoceQuadro]:
        return [v for v in self.dominio.voci if self.lente.legge(v)]

    @property
    def scrivibili(self) -> list[VoceQuadro]:
        return [v for v in self.lette if self.lente.scrive(v)] if self.quadro.in_bozza else []


@vista(VEDE_QUADRO, scrive=True, lettura=LETTURA)
def sezione(request: HttpRequest, pk: int, dominio: str, soggetto: str) -> HttpResponse:
    """409 with the other ratings when somebody wrote in between on the same items."""
    parte = _parte_o_404(request, pk, dominio, soggetto)
    if request.method == "POST" and not (parte.scrivibili and VALUTA_QUADRO.ammette(perimetro_di(request))):
        raise PermissionDenied
    letta = ultima_del_dominio(parte.quadro, parte.dominio, parte.soggetto.persona)
    form = FormDominio(
        dati_inviati(request),
        voci=parte.scrivibili,
        modello=parte.modello,
        vigenti=_vigenti(parte),
        initial={"versione": letta},
    )
    stato = 200
    if form.is_bound and form.is_valid():
        errore = _salva(request, parte, form)
        if errore is None:
            return _avanti(request, parte)
        stato = 409 if isinstance(errore, ConflittoDiVersione) else 422
    if stato == 409:
        mie = voci_cambiate(
            parte.quadro, parte.soggetto.persona, form.giudizi, da=form.cleaned_data["versione"]
        )
        form.riparti(da=letta, tranne=mie)
    stato = 422 if stato == 200 and form.is_bound else stato
    dati = {**_contesto(parte), "form": form, "conflitto": stato == 409}
    return render(request, "equipe/quadro/sezione.html", dati, status=stato)


def _parte_o_404(request: HttpRequest, pk: int, dominio: str, soggetto: str) -> Parte:
    """A domain of that subject with at least one item that the person may read."""
    caso = caso_o_404(request, pk)
    quadro = quadro_corrente(caso)
    if quadro is None:
        raise Http404
    modello = modello_di(quadro)
    trovato = modello.dominio(dominio)
    chi = next((s for s in soggetti_di(caso, modello, in_vigore(quadro)) if s.chiave == soggetto), None)
    if trovato is None or chi is None or trovato.soggetto != chi.tipo:
        raise Http404
    lente = voci_del_quadro(perimetro_di(request), caso)
    parte = Parte(caso=caso, quadro=quadro, modello=modello, dominio=trovato, soggetto=chi, lente=lente)
    if not parte.lette:
        raise Http404
    return parte


def _contesto(parte: Parte) -> dict[str, Any]:
    persona = parte.soggetto.persona
    di_chi, voci = persona.pk if persona else None, {v.codice for v in parte.dominio.voci}
    contributi = contributi_da_guardare(parte.quadro, parte.lente)
    return {
        "caso": parte.caso,
        "quadro": parte.quadro,
        "dominio": parte.dominio,
        "soggetto": parte.soggetto,
        "solo_lette": [v for v in parte.lette if v not in parte.scrivibili],
        "nascoste": len(parte.dominio.voci) - len(parte.lette),
        "passate": passate_di(parte.caso, parte.dominio, persona, parte.quadro),
        "contributi": [c for c in contributi if c["riga"].persona_id == di_chi and c["riga"].voce in voci],
        "indice": indice_di(parte.caso, parte.modello, in_vigore(parte.quadro), parte.lente),
        "modello": parte.modello,
        "massimo_priorita": MASSIMO_PRIORITA,
    }


def _vigenti(parte: Parte) -> dict[str, Any]:
    """The ratings in force on this subject, by item."""
    persona = parte.soggetto.persona
    di_chi = persona.pk if persona else None
    return {voce: v for (voce, chi), v in in_vigore(parte.quadro).items() if chi == di_chi}


def _salva(request: HttpRequest, parte: Parte, form: FormDominio) -> DominioError | None:
    try:
        valuta(
            quadro=parte.quadro,
            dominio=parte.dominio,
            persona=parte.soggetto.persona,
            giudizi=form.giudizi,
            funzioni=parte.lente.funzioni,
            attesa=form.cleaned_data["versione"],
            operatore=operatore_di(request),
        )
    except DominioError as errore:
        voce, _, campo = (errore.campo or "").partition(":")
        if campo:
            errore.campo = nome_campo(voce, campo)
        if not isinstance(errore, ConflittoDiVersione):  # the page says it, with what to do
            riporta_errore(form, errore)
        return errore
    return None


def _avanti(request: HttpRequest, parte: Parte) -> HttpResponse:
    """To the next domain of the same subject that may be read; after the last, to the overview."""
    messages.success(request, f"«{parte.dominio.nome}» salvata.")
    domini = parte.modello.domini_per(parte.soggetto.tipo)
    seguenti = domini[domini.index(parte.dominio) + 1 :]
    prossimo = next((d for d in seguenti if any(parte.lente.scrive(v) for v in d.voci)), None)
    if prossimo is None:
        return redirect("quadro", pk=parte.caso.pk)
    return redirect(
        "quadro-sezione", pk=parte.caso.pk, dominio=prossimo.codice, soggetto=parte.soggetto.chiave
    )
