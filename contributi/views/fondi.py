"""Budget lines and creditors."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, testo_cercato
from adi_platform.http.vista import vista
from contributi.forms import denaro as moduli
from contributi.models import Creditore, Fondo, Misura
from contributi.permissions import denaro as permessi
from contributi.rules.coordinate import mascherato
from contributi.services.creditori import cambia_creditore, registra_fornitore
from contributi.services.fondi import apri_fondo, varia_fondo
from contributi.services.riepilogo_denaro import quasi_esaurito, soglia_avviso
from contributi.views.denaro_comune import con_un_modulo, pagina_di


@vista(permessi.VEDE_CONTABILITA)
def fondi(request: HttpRequest) -> HttpResponse:
    """The funds, the latest year first, with what is left."""
    oggi = timezone.localdate()
    righe = list(Fondo.objects.nel_perimetro(perimetro_di(request)).select_related("comune"))
    codici = {f.misura_codice for f in righe}
    misure = dict(Misura.objects.filter(codice__in=codici).order_by("pk").values_list("codice", "nome"))
    soglie = {a: soglia_avviso(a, al=oggi) for a in {f.ambito_id for f in righe}}
    dati = {
        "righe": [
            {
                "fondo": f,
                "avviso": quasi_esaurito(f, soglie[f.ambito_id]),
                "misura": misure.get(f.misura_codice, f.misura_codice),
            }
            for f in righe
        ],
        "eroga": permessi.EROGA.ammette(perimetro_di(request)),
    }
    return render(request, "contributi/denaro/fondi.html", dati)


@vista(permessi.EROGA, scrive=True)
def fondo_nuovo(request: HttpRequest) -> HttpResponse:
    ambito = permessi.ambito_che_paga(request)
    form = moduli.FormFondo(dati_inviati(request), ambito=ambito, initial={"anno": timezone.localdate().year})
    return con_un_modulo(
        request,
        form,
        lambda: apri_fondo(ambito=ambito, operatore=operatore_di(request), **form.cleaned_data),
        titolo="Apri un fondo",
        pulsante="Apri il fondo",
        ritorno=reverse("contributi:fondi"),
        fatto="Fondo aperto.",
    )


@vista(permessi.VEDE_CONTABILITA, lettura="denaro.fondo")
def fondo(request: HttpRequest, pk: int) -> HttpResponse:
    """One fund: changes, and the acts that have reserved it."""
    scelto = permessi.fondo_o_404(request, pk)
    impegni = scelto.prenotazioni.select_related("provvedimento__richiesta__misura", "piano")
    permessi.annota_fondo(request, scelto)
    dati = {
        "fondo": scelto,
        "variazioni": scelto.variazioni.select_related("operatore"),
        "pagina": pagina_di(request, impegni.order_by("-pk")),
        "eroga": permessi.puo_erogare(perimetro_di(request), scelto.ambito_id),
    }
    return render(request, "contributi/denaro/fondo.html", dati)


@vista(permessi.EROGA, scrive=True)
def fondo_varia(request: HttpRequest, pk: int) -> HttpResponse:
    scelto = permessi.fondo_o_404(request, pk)
    form = moduli.FormVariazione(dati_inviati(request), initial={"versione": scelto.versione})
    return con_un_modulo(
        request,
        form,
        lambda: varia_fondo(
            fondo=scelto,
            importo=form.cleaned_data["importo"],
            atto=form.cleaned_data["atto"],
            operatore=operatore_di(request),
            attesa=form.cleaned_data["versione"],
        ),
        titolo=f"Cambia lo stanziamento di «{scelto.nome}»",
        pulsante="Salva",
        ritorno=reverse("contributi:fondo", args=[pk]),
        fatto="Stanziamento cambiato.",
    )


@vista(permessi.EROGA, lettura="denaro.creditori")
def creditori(request: HttpRequest) -> HttpResponse:
    testo = testo_cercato(request.GET)
    righe = Creditore.objects.nel_perimetro(perimetro_di(request))
    if testo:
        righe = righe.filter(Q(nome__icontains=testo) | Q(partita_iva=testo))
    pagina = pagina_di(request, righe.order_by("-attivo", "nome", "pk"))
    permessi.annota_creditori(request, list(pagina.object_list))
    dati = {"pagina": pagina, "q": testo, "iban": {c.pk: mascherato(c.iban) for c in pagina.object_list}}
    return render(request, "contributi/denaro/creditori.html", dati)


@vista(permessi.EROGA, scrive=True)
def creditore_nuovo(request: HttpRequest) -> HttpResponse:
    ambito = permessi.ambito_che_paga(request)
    form = moduli.FormCreditore(dati_inviati(request), ambito=ambito.pk)
    return con_un_modulo(
        request,
        form,
        lambda: registra_fornitore(ambito=ambito, dati=form.dati(), operatore=operatore_di(request)),
        titolo="Registra un fornitore",
        invito="Chi chiede il contributo e le terze persone si registrano dalla pagina del loro contributo.",
        pulsante="Registra",
        ritorno=reverse("contributi:creditori"),
        fatto="Fornitore registrato.",
    )


@vista(permessi.EROGA, scrive=True, lettura="denaro.creditori")
def creditore(request: HttpRequest, pk: int) -> HttpResponse:
    scelto = permessi.creditore_o_404(request, pk)
    permessi.annota_creditori(request, [scelto])
    nomi = ("nome", "partita_iva", "codice_fiscale", "iban", "perche_stesso_iban", "attivo", "versione")
    form = moduli.FormCreditoreEsistente(
        dati_inviati(request),
        initial={nome: getattr(scelto, nome) for nome in nomi},
        ambito=scelto.ambito_id,
        escluso=scelto.pk,
    )
    return con_un_modulo(
        request,
        form,
        lambda: cambia_creditore(
            creditore=scelto,
            dati=form.dati(),
            attivo=form.cleaned_data["attivo"],
            operatore=operatore_di(request),
            attesa=form.cleaned_data["versione"],
        ),
        titolo=f"Dati di {scelto}",
        invito="Le liquidazioni già registrate conservano i dati con cui sono state inviate.",
        pulsante="Salva",
        ritorno=reverse("contributi:creditori"),
        fatto="Dati salvati.",
    )
