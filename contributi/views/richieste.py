"""The list of the requests, the file of one of them, the draft and its registration."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import annota_lettura, operatore_di, perimetro_di
from adi_platform.http.moduli import Conferma, dati_inviati, riesce, rifiuta_se_vuota
from adi_platform.http.posta_resa import posta_non_partita
from adi_platform.http.vista import vista
from adi_platform.organizzazione.models import Comune
from adi_platform.registro_accessi.services.registra import Visto
from contributi.enums import STATI_DECISI, StatoRichiesta
from contributi.forms.richieste import FiltriForm, MotivoForm, RichiestaForm
from contributi.models import Comunicazione, Misura, Provvedimento, Richiesta
from contributi.permissions.denaro import VEDE_EROGAZIONI
from contributi.permissions.provvedimenti import VEDE_ATTI
from contributi.permissions.richieste import (
    REGISTRA_RICHIESTE,
    SCRIVE_RICHIESTE,
    VEDE_RICHIESTE,
    Sguardo,
    caso_per_richiesta_o_404,
    richiesta_da_lavorare_o_404,
    richiesta_da_registrare_o_404,
    richiesta_o_404,
    richieste_visibili,
)
from contributi.services.comunicazioni import chiave_lettera
from contributi.services.richieste import (
    crea_richiesta,
    modifica_richiesta,
    muovi_richiesta,
    pai_di,
    protocolla_richiesta,
)
from contributi.services.sostituto import chiave_termine
from contributi.transizioni import TABELLA_RICHIESTA
from contributi.views.comune import contesto
from contributi.views.denaro_passo import passo_erogazione
from contributi.views.gesti import MOSSE, gesti_di
from contributi.views.valori_domanda import dal_pai, misura_chiesta, senza_uscita, valori

PER_PAGINA = 25
GIORNI_VICINI = 30


@vista(VEDE_RICHIESTE, lettura="contributo.elenco")
def elenco(request: HttpRequest) -> HttpResponse:
    """What the person may see, the nearest term first; filters in the address."""
    righe, oggi = richieste_visibili(request), timezone.localdate()
    form = _filtri(request)
    scelte = form.scelte()
    pagina = Paginator(_filtra(righe, scelte, oggi), PER_PAGINA).get_page(request.GET.get("pagina"))
    _annota_elenco(request, list(pagina.object_list))
    dati = {"form": form, "pagina": pagina, "filtrato": bool(scelte), "oggi": oggi}
    return render(request, "contributi/richieste/elenco.html", dati)


@vista(REGISTRA_RICHIESTE, scrive=True, lettura="contributo.domanda")
def nuova(request: HttpRequest, caso_pk: int) -> HttpResponse:
    """A draft from the case; what the PAI already says is proposed."""
    caso = caso_per_richiesta_o_404(request, caso_pk)
    form = RichiestaForm(dati_inviati(request), caso=caso, initial=dal_pai(caso) | misura_chiesta(request))
    nate: list[Richiesta] = []

    def atto() -> None:
        nate.append(
            crea_richiesta(
                caso=caso, dati=form.dati(), operatore=operatore_di(request), al=timezone.localdate()
            )
        )

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(request, "Domanda salvata in bozza: ora si può registrare.")
        return redirect("contributi:richiesta", nate[0].pk)
    pai = pai_di(caso)
    dati = {"caso": caso, "form": form, "pai": pai, "torna": reverse("caso-scheda", args=[caso.pk])}
    dati["senza_uscita"] = senza_uscita(form, pai)
    return render(request, "contributi/richieste/modulo.html", dati, status=422 if form.errors else 200)


@vista(VEDE_RICHIESTE, lettura="contributo.scheda")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The file: where it is, how many days are left and why, what it contains."""
    richiesta, sguardo = richiesta_o_404(request, pk)
    lettere = list(_lettere(richiesta)) if sguardo.istruttoria else []
    dati = contesto(
        request,
        richiesta,
        sguardo,
        situazione=getattr(richiesta, "situazione", None) if sguardo.istruttoria else None,
        passaggi=_passaggi(richiesta),
        proposte=richiesta.proposte.select_related("autore") if sguardo.proposta else (),
        gesti=gesti_di(richiesta) if sguardo.lavora else [],
        lettere=lettere,
        **posta_non_partita(request, chiave_termine(richiesta), *map(chiave_lettera, lettere)),
        **_decisione_e_denaro(request, richiesta, sguardo),
    )
    return render(request, "contributi/richieste/scheda.html", dati)


def _decisione_e_denaro(request: HttpRequest, richiesta: Richiesta, sguardo: Sguardo) -> dict[str, Any]:
    """The last two steps, each for who may see them."""
    perimetro = perimetro_di(request)
    atti = VEDE_ATTI.ammette(perimetro)
    denaro = VEDE_EROGAZIONI.ammette(perimetro)
    return {
        "atti": _atti(richiesta) if atti or sguardo.lavora else None,
        "vede_decisione": atti or sguardo.lavora,
        "denaro": passo_erogazione(request, richiesta) if denaro else None,
    }


def _atti(richiesta: Richiesta) -> QuerySet[Provvedimento]:
    return richiesta.provvedimenti.select_related("registrazione").order_by("pk")


@vista(REGISTRA_RICHIESTE, scrive=True, lettura="contributo.domanda")
def modifica(request: HttpRequest, pk: int) -> HttpResponse:
    richiesta, _ = richiesta_da_registrare_o_404(request, pk)
    if richiesta.stato != StatoRichiesta.BOZZA:
        if request.method == "POST" and (vuota := rifiuta_se_vuota(request)):
            return vuota
        messages.info(request, "La domanda è registrata: il testo non si cambia più.")
        return redirect("contributi:richiesta", pk)
    form = RichiestaForm(
        dati_inviati(request), caso=richiesta.caso, initial=valori(richiesta) | misura_chiesta(request)
    )

    def atto() -> None:
        modifica_richiesta(
            richiesta=richiesta,
            attesa=form.cleaned_data["versione"] or 0,
            dati=form.dati(),
            operatore=operatore_di(request),
            al=timezone.localdate(),
        )

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(request, "Salvato.")
        return redirect("contributi:richiesta", pk)
    torna = reverse("contributi:richiesta", args=[pk])
    dati = {
        "caso": richiesta.caso,
        "form": form,
        "pai": richiesta.pai,
        "torna": torna,
        "richiesta": richiesta,
        "senza_uscita": senza_uscita(form, richiesta.pai),
    }
    return render(request, "contributi/richieste/modulo.html", dati, status=422 if form.errors else 200)


@vista(REGISTRA_RICHIESTE, scrive=True, lettura="contributo.domanda")
def registra(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take the number: from that day the term runs."""
    richiesta, sguardo = richiesta_da_registrare_o_404(request, pk)
    form = Conferma(dati_inviati(request))

    def atto() -> None:
        protocolla_richiesta(richiesta=richiesta, operatore=operatore_di(request))

    if form.is_bound and form.is_valid() and riesce(form, atto):
        messages.success(request, "Domanda registrata: il termine per decidere è partito.")
        return redirect("contributi:richiesta", pk)
    dati = contesto(
        request,
        richiesta,
        sguardo,
        form=form,
        titolo="Registra la domanda",
        spiegazione_mossa="La domanda riceve numero e data del repertorio. Da quel giorno corre il termine.",
    )
    return render(request, "contributi/richieste/mossa.html", dati, status=422 if form.errors else 200)


@vista(SCRIVE_RICHIESTE, scrive=True, lettura="contributo.scheda")
def mossa(request: HttpRequest, pk: int, codice: str) -> HttpResponse:
    richiesta, sguardo = richiesta_da_lavorare_o_404(request, pk)
    if codice not in MOSSE:
        raise Http404
    voce = TABELLA_RICHIESTA.mossa(codice)
    form = (MotivoForm if voce.motivo_obbligatorio else Conferma)(dati_inviati(request))

    def atto() -> None:
        muovi_richiesta(
            richiesta=richiesta,
            mossa=codice,
            motivo=form.cleaned_data.get("motivo", ""),
            operatore=operatore_di(request),
            al=timezone.localdate(),
        )

    if form.is_bound and form.is_valid() and riesce(form, atto):
        return redirect("contributi:istruttoria" if codice == "istruisci" else "contributi:richiesta", pk)
    dati = contesto(
        request, richiesta, sguardo, form=form, titolo=voce.etichetta, spiegazione_mossa=MOSSE[codice]
    )
    return render(request, "contributi/richieste/mossa.html", dati, status=422 if form.errors else 200)


def _annota_elenco(request: HttpRequest, righe: list[Richiesta]) -> None:
    """One read for the whole page: which applicants were listed."""
    per_ambito: dict[int, list[int]] = {}
    for riga in righe:
        per_ambito.setdefault(riga.ambito_id, []).append(riga.richiedente_id)
    visti = (Visto(ambito_id=ambito, persone=tuple(persone)) for ambito, persone in per_ambito.items())
    annota_lettura(request, *visti)


def _filtri(request: HttpRequest) -> FiltriForm:
    ambiti = perimetro_di(request).ambiti
    misure = Misura.objects.filter(ambito__in=ambiti).order_by("nome", "codice").values_list("codice", "nome")
    comuni = Comune.objects.filter(ambito__in=ambiti).order_by("nome").values_list("pk", "nome")
    return FiltriForm(request.GET, misure=list(dict(misure).items()), comuni=list(comuni))


def _filtra(righe: QuerySet[Richiesta], scelte: dict[str, Any], oggi: datetime.date) -> QuerySet[Richiesta]:
    stato = scelte.get("stato")
    if stato is None:
        righe = righe.exclude(stato__in=STATI_DECISI)
    elif stato != "tutte":
        righe = righe.filter(stato=stato)
    if misura := scelte.get("misura"):
        righe = righe.filter(misura__codice=misura)
    if comune := scelte.get("comune"):
        righe = righe.filter(comune=comune)
    if termine := scelte.get("termine"):
        righe = righe.exclude(stato__in=STATI_DECISI).filter(_entro(termine, oggi))
    return righe.order_by("scadenza_il", "-pk")


def _entro(termine: str, oggi: datetime.date) -> Q:
    fine = oggi + datetime.timedelta(days=GIORNI_VICINI)
    return {
        "scaduto": Q(scadenza_il__lt=oggi),
        "vicino": Q(scadenza_il__range=(oggi, fine)),
        "lontano": Q(scadenza_il__gt=fine),
    }[termine]


def _lettere(richiesta: Richiesta) -> QuerySet[Comunicazione]:
    return richiesta.comunicazioni.select_related("registrazione", "documento").order_by("inviata_il", "pk")


def _passaggi(richiesta: Richiesta) -> list[dict[str, Any]]:
    """What happened, in the words of the office."""
    return [
        {
            "avvenuta_il": p.avvenuta_il,
            "operatore": p.operatore,
            "motivo": p.motivo,
            "titolo": StatoRichiesta(p.a_stato).label,
        }
        for p in richiesta.transizioni.select_related("operatore")
    ]
