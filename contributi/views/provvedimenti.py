"""The acts of the Dirigente: what waits for a decision, the drafts, the adopted ones."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.documenti.contenuto import carta_intestata
from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, file_inviati, riesce, rifiuta_se_vuota
from adi_platform.http.posta_resa import posta_non_partita
from adi_platform.http.vista import vista
from contributi.enums import STATI_DELLA_DECISIONE, TIPI_DI_CONCESSIONE, StatoProvvedimento
from contributi.forms.provvedimenti import BozzaForm, FiltroAttiForm, FirmatoForm, VersioneForm
from contributi.models import PresaDAtto, Provvedimento, Richiesta
from contributi.permissions.provvedimenti import (
    DECIDE,
    VEDE_ATTI,
    annota_richieste,
    atti_visibili,
    decide_su,
    provvedimento_da_decidere_o_404,
    provvedimento_o_404,
    richiesta_da_decidere_o_404,
    richieste_da_decidere,
)
from contributi.services.adozione import adotta_provvedimento, contenuto_dell_atto, mancanze_di
from contributi.services.atto_firmato import attende_la_firma
from contributi.services.comunicazioni import chiave_lettera
from contributi.services.firma_digitale import carica_firmato
from contributi.services.provvedimenti import (
    CAMPI,
    elimina_bozza,
    prepara_provvedimento,
    scrivi_provvedimento,
)
from contributi.services.pubblicazione import pagabile_dal
from contributi.services.requisiti_scoperti import esiti_superati
from contributi.views.modulo import Pagina, pagina_con_modulo

PER_PAGINA = 20


@vista(VEDE_ATTI, lettura="provvedimento.elenco")
def elenco(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, then the acts with filters in the address."""
    form = FiltroAttiForm(request.GET)
    scelte = form.scelte()
    atti = atti_visibili(request).filter(**{k: v for k, v in scelte.items() if k != "anno"})
    if anno := scelte.get("anno"):
        atti = atti.filter(adottato_il__year=anno)
    pagina = Paginator(atti.order_by("-pk"), PER_PAGINA).get_page(request.GET.get("pagina"))
    attese = list(
        richieste_da_decidere(request)
        .filter(stato__in=STATI_DELLA_DECISIONE)
        .order_by("scadenza_il", "pk")[:PER_PAGINA]
    )
    urgenti = list(
        richieste_da_decidere(request).urgenti_da_decidere().order_by("data_domanda", "pk")[:PER_PAGINA]
    )
    richieste: list[Richiesta] = [*urgenti, *attese, *(atto.richiesta for atto in pagina.object_list)]
    annota_richieste(request, richieste)
    contesto = {
        "form": form,
        "filtrato": bool(scelte),
        "pagina": pagina,
        "attese": attese,
        "urgenti": urgenti,
        "decide": DECIDE.ammette(perimetro_di(request)),
        "oggi": timezone.localdate(),
    }
    return render(request, "contributi/provvedimenti/elenco.html", contesto)


@vista(DECIDE, scrive=True, lettura="provvedimento.scheda")
def prepara(request: HttpRequest, pk: int, tipo: str) -> HttpResponse:
    """POST begins a draft of that kind; a GET goes back to the request."""
    richiesta = richiesta_da_decidere_o_404(request, pk)
    if request.method == "POST":
        if vuota := rifiuta_se_vuota(request):
            return vuota
        try:
            atto = prepara_provvedimento(richiesta=richiesta, tipo=tipo, operatore=operatore_di(request))
            return redirect("contributi:provvedimento", atto.pk)
        except DominioError as errore:
            messages.error(request, errore.messaggio)
    return redirect("contributi:decisione", pk)


@vista(VEDE_ATTI, scrive=True, lettura="provvedimento.scheda")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft to write, or the adopted act with its documents."""
    atto = provvedimento_o_404(request, pk)
    decide = decide_su(perimetro_di(request), atto.richiesta)
    if atto.stato != StatoProvvedimento.BOZZA or not decide:
        if request.method == "POST":
            if not decide:
                raise PermissionDenied
            return rifiuta_se_vuota(request) or redirect("contributi:provvedimento", pk)
        posta = posta_non_partita(request, *map(chiave_lettera, atto.comunicazioni.all()))
        return render(request, "contributi/provvedimenti/scheda.html", {**_contesto(atto, decide), **posta})
    form = BozzaForm(dati_inviati(request), tipo=atto.tipo, initial=_iniziali(atto))
    if request.method == "POST" and form.is_valid() and riesce(form, lambda: _salva(request, atto, form)):
        messages.success(request, "Bozza salvata.")
        return redirect("contributi:provvedimento", pk)
    al = timezone.localdate()
    contesto = {
        **_contesto(atto, decide),
        "form": form,
        "esito": mancanze_di(atto, al=al),
        "superati": esiti_superati(atto, al=al) if atto.tipo in TIPI_DI_CONCESSIONE else [],
    }
    return render(
        request, "contributi/provvedimenti/scheda.html", contesto, status=422 if form.errors else 200
    )


@vista(VEDE_ATTI, lettura="provvedimento.scheda")
def anteprima(request: HttpRequest, pk: int) -> HttpResponse:
    """The act exactly as it will be printed: the same template, in the browser."""
    atto = provvedimento_o_404(request, pk)
    carta = carta_intestata(atto.richiesta.ambito)
    recapiti = [carta["indirizzo"], carta["telefono"], carta["email"], carta["pec"]]
    testo = contenuto_dell_atto(atto, operatore=operatore_di(request), al=timezone.localdate())
    contesto = {
        "atto": testo,
        "impronta": atto.impronta or "all'adozione",
        "omissis": False,
        "richiamati": [],
        "carta": {**carta, "recapiti": " · ".join(r for r in recapiti if r)},
        "stampa": {
            "titolo": testo["titolo"],
            "codice": "anteprima",
            "impronta": "anteprima",
            "verifica": "",
            "emesso_il": timezone.localtime().isoformat(timespec="seconds"),
        },
        "anteprima": {"torna": reverse("contributi:provvedimento", args=[pk])},
    }
    return render(request, "contributi/pdf/atto.html", contesto)


@vista(DECIDE, scrive=True, lettura="provvedimento.scheda")
def adotta(request: HttpRequest, pk: int) -> HttpResponse:
    atto = provvedimento_da_decidere_o_404(request, pk)
    esito = mancanze_di(atto, al=timezone.localdate()) if atto.stato == StatoProvvedimento.BOZZA else None
    return pagina_con_modulo(
        request,
        form=VersioneForm(dati_inviati(request), initial={"versione": atto.versione}),
        atto=lambda dati: adotta_provvedimento(
            provvedimento=atto,
            versione=dati["versione"],
            operatore=operatore_di(request),
            al=timezone.localdate(),
        ),
        pagina=Pagina(
            titolo="Adotta il provvedimento",
            introduzione="L'atto prende il numero del registro e da quel momento non cambia più. "
            "Controlla prima l'anteprima.",
            pulsante="Adotta",
            fatto="Provvedimento adottato. Il documento è in preparazione.",
            torna=reverse("contributi:provvedimento", args=[pk]),
        ),
        esito=esito,
    )


@vista(DECIDE, scrive=True, lettura="provvedimento.scheda")
def elimina(request: HttpRequest, pk: int) -> HttpResponse:
    atto = provvedimento_da_decidere_o_404(request, pk)
    return pagina_con_modulo(
        request,
        form=VersioneForm(dati_inviati(request), initial={"versione": atto.versione}),
        atto=lambda _: elimina_bozza(provvedimento=atto),
        pagina=Pagina(
            titolo="Elimina la bozza",
            introduzione="La bozza sparisce; la richiesta resta com'è.",
            pulsante="Elimina la bozza",
            pericolo=True,
            fatto="Bozza eliminata.",
            torna=reverse("contributi:decisione", args=[atto.richiesta_id]),
        ),
    )


@vista(DECIDE, scrive=True, lettura="provvedimento.scheda")
def firma(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload the file signed with the Dirigente's own tools."""
    atto = provvedimento_da_decidere_o_404(request, pk)
    return pagina_con_modulo(
        request,
        form=FirmatoForm(dati_inviati(request), file_inviati(request)),
        atto=lambda dati: carica_firmato(
            provvedimento=atto, file=dati["file"], operatore=operatore_di(request)
        ),
        pagina=Pagina(
            titolo="Carica l'atto firmato",
            introduzione="Scarica il documento dell'atto, firmalo con la tua firma digitale in formato "
            "PAdES e caricalo qui. Il file deve contenere proprio quel documento.",
            pulsante="Verifica e carica",
            fatto="Firma verificata: l'atto firmato è in archivio.",
            torna=reverse("contributi:provvedimento", args=[pk]),
        ),
    )


def _salva(request: HttpRequest, atto: Provvedimento, form: BozzaForm) -> Provvedimento:
    return scrivi_provvedimento(
        provvedimento=atto,
        versione=form.cleaned_data["versione"],
        dati=form.dati(),
        operatore=operatore_di(request),
    )


def _iniziali(atto: Provvedimento) -> dict[str, Any]:
    return {"versione": atto.versione, **{campo: getattr(atto, campo) for campo in CAMPI}}


def _contesto(atto: Provvedimento, decide: bool) -> dict[str, Any]:
    adottato = atto.stato != StatoProvvedimento.BOZZA
    return {
        "atto": atto,
        "richiesta": atto.richiesta,
        "decide": decide,
        "adottato": adottato,
        "pubblicazione": getattr(atto, "pubblicazione", None) if adottato else None,
        "non_firmato": attende_la_firma(atto) if adottato else "",
        "pagabile": pagabile_dal(atto) if adottato else None,
        "firme": atto.verifica_firma.get("firme", []),
        "presa": PresaDAtto.objects.filter(provvedimento=atto).select_related("seduta__commissione").first(),
    }
