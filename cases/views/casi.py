"""The case: list, sheet, print, and the acts on the whole case."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import annota_lettura, operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati
from adi_platform.http.vista import vista
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.registro_accessi.services.registra import Visto
from cases.cronologia import Genere, eventi_di
from cases.forms.casi import ApriCasoForm, AssegnaForm, BeneficioForm, DateForm, MotivoForm, RinnovoForm
from cases.forms.filtri import CronologiaForm
from cases.models import CasoAdi, Nucleo
from cases.permissions import (
    APRE_CASI,
    ASSEGNA_CASI,
    INCONTRA_CASI,
    SCRIVE_CASI,
    VEDE_CASI,
    Livello,
    caso_aperto,
    caso_da_coordinare,
    caso_da_lavorare,
    caso_o_404,
    livello_di_accesso,
)
from cases.services import casi as acts
from cases.services.assegnazioni import assegna_caso, possibili_case_manager
from cases.services.correzioni import correggi_date
from cases.services.periodi import aggiungi_rinnovo
from cases.views.modulo import Pagina, atto_senza_modulo, pagina_con_modulo
from cases.views.scheda import contesto_scheda

INDIRIZZI = {
    Livello.CONTATTI: "caso-contatti",
    Livello.VERIFICHE: "caso-verifiche",
    Livello.RIDOTTO: "caso-chiedi-accesso",
}


@vista(INCONTRA_CASI, lettura="caso.scheda")
def scheda(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole sheet; who may see less is led to the page made for them."""
    caso = caso_aperto(request, pk)
    if caso is None:
        return redirect(INDIRIZZI[livello_di_accesso(perimetro_di(request), pk)], pk)
    return render(request, "cases/caso/scheda.html", contesto_scheda(request, caso))


@vista(VEDE_CASI, lettura="caso.stampa")
def stampa(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_o_404(request, pk)
    return render(request, "cases/caso/stampa.html", contesto_scheda(request, caso))


@vista(VEDE_CASI, lettura="caso.cronologia")
def cronologia(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole timeline, by type and period."""
    caso = caso_o_404(request, pk)
    form = CronologiaForm(request.GET)
    form.is_valid()
    dal, al = form.periodo()
    eventi = eventi_di(
        caso, perimetro=perimetro_di(request), dal=dal, al=al, genere=form.cleaned_data.get("genere", "")
    )
    contesto = {"caso": caso, "form": form, "eventi": eventi, "generi": Genere}
    return render(request, "cases/caso/cronologia.html", contesto)


@vista(ASSEGNA_CASI, scrive=True, lettura="caso.modifica")
def assegna(request: HttpRequest, pk: int) -> HttpResponse:
    caso, oggi = caso_da_coordinare(request, pk), timezone.localdate()
    persone = possibili_case_manager(ambito_id=caso.ambito_id, al=oggi)
    return pagina_con_modulo(
        request,
        caso=caso,
        form=AssegnaForm(dati_inviati(request), persone=persone, oggi=oggi),
        atto=lambda dati: assegna_caso(caso=caso, operatore=operatore_di(request), al=oggi, **dati),
        pagina=Pagina(
            titolo="Assegna il caso",
            introduzione="Chi lo riceve è avvisato. Le consegne precedenti restano scritte con le date.",
            pulsante="Assegna",
            fatto="Caso assegnato.",
            torna=_scheda(caso),
        ),
    )


@vista(SCRIVE_CASI, scrive=True, lettura="caso.modifica")
def chiudi(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_da_lavorare(request, pk)
    return pagina_con_modulo(
        request,
        caso=caso,
        form=MotivoForm(dati_inviati(request)),
        atto=lambda dati: acts.chiudi_caso(
            caso=caso, operatore=operatore_di(request), al=timezone.localdate(), **dati
        ),
        pagina=Pagina(
            titolo="Chiudi il caso",
            introduzione="Le scadenze si spengono e il caso resta leggibile. Il coordinamento può riaprirlo.",
            pulsante="Chiudi il caso",
            pericolo=True,
            fatto="Caso chiuso.",
            torna=_scheda(caso),
        ),
    )


@vista(ASSEGNA_CASI, scrive=True, lettura="caso.modifica")
def trasferisci(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_da_coordinare(request, pk)
    return pagina_con_modulo(
        request,
        caso=caso,
        form=MotivoForm(dati_inviati(request)),
        atto=lambda dati: acts.trasferisci_caso(
            caso=caso, operatore=operatore_di(request), al=timezone.localdate(), **dati
        ),
        pagina=Pagina(
            titolo="Trasferisci ad altro Comune",
            introduzione="Scrivi il Comune e la data. Da qui il caso si potrà solo leggere.",
            pulsante="Trasferisci",
            pericolo=True,
            fatto="Caso trasferito.",
            torna=_scheda(caso),
        ),
    )


@vista(ASSEGNA_CASI, scrive=True, lettura="caso.modifica")
def riapri(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_da_coordinare(request, pk)
    return pagina_con_modulo(
        request,
        caso=caso,
        form=MotivoForm(dati_inviati(request)),
        atto=lambda dati: acts.muovi_caso(
            caso=caso, mossa="riapri", operatore=operatore_di(request), al=timezone.localdate(), **dati
        ),
        pagina=Pagina(
            titolo="Riapri il caso", pulsante="Riapri", fatto="Caso riaperto.", torna=_scheda(caso)
        ),
    )


@vista(SCRIVE_CASI, scrive=True, lettura="caso.modifica")
def beneficio(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_da_lavorare(request, pk)
    return pagina_con_modulo(
        request,
        caso=caso,
        form=BeneficioForm(dati_inviati(request), initial={"stato": caso.stato_beneficio}),
        atto=lambda dati: acts.cambia_stato_beneficio(caso=caso, operatore=operatore_di(request), **dati),
        pagina=Pagina(
            titolo="Stato del beneficio",
            introduzione="Decide INPS: qui si annota che cosa ha deciso. Il percorso del caso non cambia.",
            pulsante="Salva",
            fatto="Stato del beneficio aggiornato.",
            torna=_scheda(caso),
        ),
    )


@vista(SCRIVE_CASI, scrive=True, lettura="caso.modifica")
def date(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates from which the deadlines are counted."""
    caso = caso_da_lavorare(request, pk)
    campi = ("versione", "data_domanda", "data_accoglimento", "data_pad", "data_trasmissione")
    return pagina_con_modulo(
        request,
        caso=caso,
        form=DateForm(dati_inviati(request), initial={nome: getattr(caso, nome) for nome in campi}),
        atto=lambda dati: correggi_date(
            caso=caso, operatore=operatore_di(request), al=timezone.localdate(), **dati
        ),
        pagina=Pagina(
            titolo="Date della domanda",
            introduzione="Da queste date si contano i termini: al salvataggio si ricalcolano tutti.",
            pulsante="Salva e ricalcola",
            fatto="Date salvate, scadenze ricalcolate.",
            torna=reverse("caso-scadenze", args=[caso.pk]),
        ),
    )


@vista(SCRIVE_CASI, scrive=True, lettura="caso.modifica")
def rinnovo(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_da_lavorare(request, pk)
    return pagina_con_modulo(
        request,
        caso=caso,
        form=RinnovoForm(dati_inviati(request)),
        atto=lambda dati: aggiungi_rinnovo(
            caso=caso, operatore=operatore_di(request), al=timezone.localdate(), **dati
        ),
        pagina=Pagina(
            titolo="Registra un rinnovo",
            introduzione="Anche le famiglie esonerate vengono all'incontro di rinnovo.",
            pulsante="Registra il rinnovo",
            fatto="Rinnovo registrato.",
            torna=_scheda(caso),
        ),
    )


@vista(SCRIVE_CASI, scrive=True, lettura="caso.modifica")
def escludi_monitoraggio(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_da_lavorare(request, pk)
    return pagina_con_modulo(
        request,
        caso=caso,
        form=MotivoForm(dati_inviati(request)),
        atto=lambda dati: acts.escludi_da_monitoraggio(
            caso=caso, operatore=operatore_di(request), al=timezone.localdate(), **dati
        ),
        pagina=Pagina(
            titolo="Escludi dalla verifica dei 90 giorni",
            introduzione="L'elenco dei motivi non è fissato dalla legge: scrivi il perché per esteso.",
            pulsante="Escludi",
            fatto="Il nucleo non ha più la verifica dei 90 giorni.",
            torna=reverse("caso-scadenze", args=[caso.pk]),
        ),
    )


@vista(SCRIVE_CASI, scrive=True, lettura="caso.modifica")
def riammetti_monitoraggio(request: HttpRequest, pk: int) -> HttpResponse:
    caso = caso_da_lavorare(request, pk)
    torna = reverse("caso-scadenze", args=[caso.pk])
    if request.method != "POST":
        return redirect(torna)
    return atto_senza_modulo(
        request,
        atto=lambda: acts.riammetti_al_monitoraggio(
            caso=caso, operatore=operatore_di(request), al=timezone.localdate()
        ),
        fatto="La verifica dei 90 giorni è di nuovo attiva.",
        torna=torna,
    )


@vista(APRE_CASI, scrive=True, lettura="caso.apertura")
def apri(request: HttpRequest, nucleo_pk: int) -> HttpResponse:
    """A household becomes a case: with its application number, or taken in at the counter."""
    luoghi = perimetro_di(request).filtro(Ruolo.SEGRETARIATO, Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE)
    nucleo = get_object_or_404(Nucleo.objects.filter(luoghi).select_related("referente"), pk=nucleo_pk)
    if nucleo.referente is None:
        raise PermissionDenied
    annota_lettura(request, Visto(ambito_id=nucleo.ambito_id, persone=(nucleo.referente.pk,)))
    return pagina_con_modulo(
        request,
        caso=CasoAdi(nucleo=nucleo),
        form=ApriCasoForm(dati_inviati(request)),
        atto=lambda dati: acts.apri_caso(
            nucleo=nucleo,
            comune=nucleo.comune,
            operatore=operatore_di(request),
            al=timezone.localdate(),
            **dati,
        ),
        pagina=Pagina(
            titolo="Apri un caso",
            introduzione="I componenti confermati del nucleo entrano nel caso. Chi viene allo sportello senza "
            "domanda di Assegno di Inclusione si prende in carico senza numero.",
            pulsante="Apri il caso",
            fatto="Caso aperto: ora il coordinamento lo assegna.",
            torna=reverse("caso-elenco") if _apre_elenco(request) else reverse("scrivania"),
        ),
    )


def _apre_elenco(request: HttpRequest) -> bool:
    return VEDE_CASI.ammette(perimetro_di(request))


def _scheda(caso: CasoAdi) -> str:
    return reverse("caso-scheda", args=[caso.pk])
