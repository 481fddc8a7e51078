"""Instalments of everybody, and the money of one contribution."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, file_inviati, rifiuta_se_vuota
from adi_platform.http.vista import vista
from contributi.enums import GenereCreditore, ModoErogazione, StatoPiano
from contributi.forms import denaro as moduli
from contributi.models import Creditore, PianoErogazione, Rata
from contributi.permissions import denaro as permessi
from contributi.services.creditori import (
    DatiCreditore,
    registra_beneficiario,
    registra_giustificativo,
    registra_terzo,
)
from contributi.services.effetti_denaro import riprendi_erogazione
from contributi.services.erogazioni import CREDITORI_PER_MODO, assegna_creditore, collega_giustificativo
from contributi.services.liquidazioni import prepara_liquidazione
from contributi.services.segnalazioni_impegni import segnala_impegno
from contributi.views.denaro_comune import TONI, annota_richieste, con_un_modulo, pagina_di
from contributi.views.denaro_passo import contesto_denaro


@vista(permessi.VEDE_EROGAZIONI, scrive=True, lettura="denaro.erogazioni")
def elenco(request: HttpRequest) -> HttpResponse:
    """Instalments with filters in the address. POST puts the chosen ones in a new list."""
    if request.method == "POST":
        return _nuova_liquidazione(request)
    oggi = timezone.localdate()
    form = moduli.FiltroErogazioni(request.GET)
    scelte = form.scelte()
    righe = Rata.objects.nel_perimetro(perimetro_di(request)).select_related(
        "piano__richiesta__richiedente",
        "piano__richiesta__misura",
        "piano__richiesta__comune",
        "piano__creditore",
    )
    if modo := scelte.get("modo"):
        righe = righe.filter(piano__modo=modo)
    if mese := scelte.get("mese"):
        righe = righe.filter(mese=mese)
    stato = scelte.get("stato")
    righe = righe.filter(stato=stato) if stato else righe
    if not scelte:
        righe = righe.scadute_entro(oggi)
    pagina = pagina_di(request, righe.order_by("mese", "pk"))
    annota_richieste(request, (rata.piano.richiesta for rata in pagina.object_list))
    dati = {"form": form, "pagina": pagina, "toni": TONI, "filtrato": bool(scelte)}
    dati["eroga"] = permessi.EROGA.ammette(perimetro_di(request))
    dati["contabilita"] = permessi.VEDE_CONTABILITA.ammette(perimetro_di(request))
    return render(request, "contributi/denaro/erogazioni.html", dati)


def _nuova_liquidazione(request: HttpRequest) -> HttpResponse:
    ambito = permessi.ambito_che_paga(request)
    if vuota := rifiuta_se_vuota(request):
        return vuota
    scelte = [int(v) for v in request.POST.getlist("rata") if v.isascii() and v.isdecimal() and len(v) < 12]
    visibili = Rata.objects.nel_perimetro(perimetro_di(request)).filter(pk__in=scelte)
    if visibili.count() != len(set(scelte)):
        raise Http404
    try:
        nuova = prepara_liquidazione(
            ambito=ambito, rate=scelte, operatore=operatore_di(request), al=timezone.localdate()
        )
    except DominioError as errore:
        messages.error(request, errore.messaggio)
        return redirect("contributi:erogazioni")
    messages.success(request, "Liquidazione preparata: controllala e poi registrala.")
    return redirect("contributi:liquidazione", pk=nuova.pk)


@vista(permessi.VEDE_EROGAZIONI, lettura="denaro.piano")
def piano(request: HttpRequest, pk: int) -> HttpResponse:
    """The money of one concession: instalments, documents, vouchers, what can be done."""
    scelto = permessi.piano_o_404(request, pk)
    return render(request, "contributi/denaro/piano.html", contesto_denaro(request, scelto))


@vista(permessi.EROGA, scrive=True, lettura="denaro.piano")
def chi_riceve(request: HttpRequest, pk: int) -> HttpResponse:
    scelto = permessi.piano_o_404(request, pk)
    genere = CREDITORI_PER_MODO.get(ModoErogazione(scelto.modo))
    if genere is None:
        raise Http404
    form = moduli.FormChiRiceve(
        dati_inviati(request), piano=scelto, genere=genere, initial={"versione": scelto.versione}
    )
    return con_un_modulo(
        request,
        form,
        lambda: assegna_creditore(
            piano=scelto,
            creditore=_creditore(request, scelto, genere, form.cleaned_data),
            operatore=operatore_di(request),
            attesa=form.cleaned_data["versione"],
        ),
        titolo="Chi riceve il pagamento",
        invito=f"{scelto.richiesta.richiedente} · {scelto.get_modo_display()}",
        pulsante="Salva",
        ritorno=reverse("contributi:piano", args=[pk]),
        fatto="Salvato chi riceve il pagamento.",
    )


def _creditore(
    request: HttpRequest, scelto: PianoErogazione, genere: GenereCreditore, dati: dict[str, Any]
) -> Creditore:
    operatore = operatore_di(request)
    if genere == GenereCreditore.FORNITORE:
        trovato: Creditore = dati["creditore"]
        return trovato
    if genere == GenereCreditore.BENEFICIARIO:
        return registra_beneficiario(richiesta=scelto.richiesta, iban=dati["iban"], operatore=operatore)
    return registra_terzo(
        richiesta=scelto.richiesta,
        dati=DatiCreditore(nome=dati["nome"], iban=dati["iban"]),
        consenso_il=dati["consenso_il"],
        operatore=operatore,
    )


@vista(permessi.EROGA, scrive=True, lettura="denaro.piano")
def giustificativo(request: HttpRequest, pk: int) -> HttpResponse:
    scelto = permessi.piano_o_404(request, pk)
    form = moduli.FormGiustificativo(
        dati_inviati(request),
        file_inviati(request),
        piano=scelto,
        initial={"creditore": scelto.creditore_id},
    )
    return con_un_modulo(
        request,
        form,
        lambda: registra_giustificativo(
            richiesta=scelto.richiesta, operatore=operatore_di(request), **form.cleaned_data
        ),
        titolo="Registra un documento di spesa",
        pulsante="Registra",
        ritorno=reverse("contributi:piano", args=[pk]),
        fatto="Documento registrato: ora collegalo alle rate che salda.",
    )


@vista(permessi.EROGA, scrive=True, lettura="denaro.piano")
def collega(request: HttpRequest, pk: int, rata: int) -> HttpResponse:
    scelto = permessi.piano_o_404(request, pk)
    riga = permessi.rata_o_404(scelto, rata)
    form = moduli.FormCollega(dati_inviati(request), piano=scelto)
    return con_un_modulo(
        request,
        form,
        lambda: collega_giustificativo(rata=riga, operatore=operatore_di(request), **form.cleaned_data),
        titolo=f"Documento che salda la rata {riga.numero}",
        pulsante="Collega",
        ritorno=reverse("contributi:piano", args=[pk]),
        fatto="Documento collegato.",
    )


@vista(permessi.EROGA, scrive=True, lettura="denaro.piano")
def riprendi(request: HttpRequest, pk: int) -> HttpResponse:
    scelto = permessi.piano_o_404(request, pk)
    if scelto.stato != StatoPiano.SOSPESO:
        raise Http404
    form = moduli.FormRipresa(dati_inviati(request))
    return con_un_modulo(
        request,
        form,
        lambda: riprendi_erogazione(
            richiesta=scelto.richiesta,
            operatore=operatore_di(request),
            al=timezone.localdate(),
            **form.cleaned_data,
        ),
        titolo="Riprendi i pagamenti",
        invito="Senza arretrati, le rate dei mesi già passati si annullano e la somma torna al fondo.",
        pulsante="Riprendi",
        ritorno=reverse("contributi:piano", args=[pk]),
        fatto="I pagamenti riprendono.",
    )


@vista(permessi.SEGNALA_IMPEGNI, scrive=True, lettura="denaro.piano")
def segnala(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of the worker on a duty that was not kept: a proposal, not a suspension."""
    scelto = permessi.piano_o_404(request, pk)
    permessi.chi_segue_o_404(request, scelto)
    form = moduli.FormSegnalazione(dati_inviati(request))
    return con_un_modulo(
        request,
        form,
        lambda: segnala_impegno(
            richiesta=scelto.richiesta, autore=operatore_di(request), **form.cleaned_data
        ),
        titolo="Un impegno non è stato mantenuto",
        invito="Racconta i fatti: i pagamenti non si fermano da soli, decide il Dirigente con un atto.",
        pulsante="Invia al Dirigente",
        ritorno=reverse("contributi:piano", args=[pk]),
        fatto="Segnalazione registrata. I pagamenti continuano fino alla decisione.",
    )
