"""Appointments of a case: fix, move, convene, outcome, registration in GePI."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, riesce, riporta_errore
from adi_platform.http.vista import vista
from adi_platform.organizzazione.models import Utente
from cases.enums import ModalitaIncontro, TipoAppuntamento
from cases.forms.appuntamenti import (
    AppuntamentoForm,
    ConvocaForm,
    EsitoForm,
    GiornoForm,
    SpontaneaForm,
    SpostaForm,
    sedi_di,
)
from cases.models import Appuntamento, CasoAdi
from cases.permissions import (
    FISSA_APPUNTAMENTI,
    appuntamento_o_404,
    caso_per_appuntamenti,
)
from cases.services import appuntamenti as acts
from cases.services import convocazioni, esiti
from cases.services.assegnazioni import possibili_case_manager
from cases.transizioni import PRIMA_DELL_INCONTRO
from cases.views.appuntamento_contesto import contesto_appuntamento, possibili_esiti
from cases.views.modulo import Pagina, pagina_con_modulo


@vista(FISSA_APPUNTAMENTI, scrive=True, lettura="caso.appuntamento")
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix a meeting; warnings are shown and may be confirmed."""
    caso, oggi = caso_per_appuntamenti(request, pk), timezone.localdate()
    form = AppuntamentoForm(
        dati_inviati(request),
        ambito_id=caso.ambito_id,
        persone=_persone(request, caso),
        initial=_proposta(request, caso),
    )
    return _con_avvisi(
        request,
        caso=caso,
        form=form,
        atto=lambda dati: acts.fissa_appuntamento(
            caso=caso,
            inizio=form.inizio,
            operatore=operatore_di(request),
            al=oggi,
            **{nome: valore for nome, valore in dati.items() if nome not in ("giorno", "ora")},
        ),
        pagina=Pagina(
            titolo="Fissa un appuntamento",
            pulsante="Fissa l'appuntamento",
            fatto="Appuntamento fissato. Ora puoi convocare la famiglia.",
            torna=reverse("caso-scheda", args=[caso.pk]),
        ),
    )


@vista(FISSA_APPUNTAMENTI, scrive=True, lettura="caso.appuntamento")
def sposta(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    caso = caso_per_appuntamenti(request, pk)
    appuntamento = appuntamento_o_404(request, caso, numero)
    inizio = timezone.localtime(appuntamento.inizio)
    form = SpostaForm(
        dati_inviati(request),
        initial={"giorno": inizio.date(), "ora": inizio.time(), "versione": appuntamento.versione},
    )
    return _con_avvisi(
        request,
        caso=caso,
        form=form,
        atto=lambda dati: acts.sposta_appuntamento(
            appuntamento=appuntamento,
            versione=dati["versione"],
            inizio=form.inizio,
            confermato=dati["confermato"],
            operatore=operatore_di(request),
            al=timezone.localdate(),
        ),
        pagina=Pagina(
            titolo="Sposta l'appuntamento",
            pulsante="Sposta",
            fatto="Appuntamento spostato: convoca di nuovo la famiglia.",
            torna=reverse("caso-scheda", args=[caso.pk]),
        ),
    )


@vista(FISSA_APPUNTAMENTI, lettura="caso.appuntamento")
def scheda(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    """One appointment with what may be done on it now."""
    caso = caso_per_appuntamenti(request, pk)
    appuntamento = appuntamento_o_404(request, caso, numero)
    return render(request, "cases/caso/appuntamento.html", contesto_appuntamento(request, caso, appuntamento))


@vista(FISSA_APPUNTAMENTI, scrive=True, lettura="caso.appuntamento")
def esito(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    caso = caso_per_appuntamenti(request, pk)
    appuntamento = appuntamento_o_404(request, caso, numero)
    if request.method != "POST":
        return redirect("appuntamento-scheda", pk, numero)
    possibili = possibili_esiti(appuntamento)
    inviato = str(request.POST.get("esito", ""))
    form = EsitoForm(
        request.POST, esiti=possibili, scelto=inviato if inviato in possibili else "", adi=caso.adi
    )
    if form.is_valid() and riesce(form, lambda: _registra(request, appuntamento, form.cleaned_data)):
        messages.success(request, "Esito registrato, scadenze ricalcolate.")
        return redirect("appuntamento-scheda", pk, numero)
    contesto = contesto_appuntamento(request, caso, appuntamento, inviato=form)
    return render(request, "cases/caso/appuntamento.html", contesto, status=422)


@vista(FISSA_APPUNTAMENTI, scrive=True, lettura="caso.appuntamento")
def convoca(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    caso = caso_per_appuntamenti(request, pk)
    appuntamento, oggi = appuntamento_o_404(request, caso, numero), timezone.localdate()
    form = ConvocaForm(dati_inviati(request), canali=convocazioni.canali_possibili(caso), oggi=oggi)
    return pagina_con_modulo(
        request,
        caso=caso,
        form=form,
        atto=lambda dati: convocazioni.convoca(
            appuntamento=appuntamento, operatore=operatore_di(request), al=oggi, **dati
        ),
        pagina=Pagina(
            titolo="Convoca la famiglia",
            introduzione="Con la posta elettronica il messaggio parte subito: oggetto neutro, giorno, ora "
            "e luogo, con il file per il calendario. Per la raccomandata, la consegna a mano e la posta "
            "certificata si prepara la lettera in PDF; la telefonata si annota soltanto.",
            pulsante="Convoca",
            fatto="Convocazione registrata. Se c'è una lettera da stampare, la trovi qui.",
            torna=_scheda(appuntamento),
        ),
    )


@vista(FISSA_APPUNTAMENTI, scrive=True, lettura="caso.appuntamento")
def consegna(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    caso = caso_per_appuntamenti(request, pk)
    appuntamento, oggi = appuntamento_o_404(request, caso, numero), timezone.localdate()
    return pagina_con_modulo(
        request,
        caso=caso,
        form=GiornoForm(dati_inviati(request), initial={"il": oggi}),
        atto=lambda dati: convocazioni.registra_consegna(
            appuntamento=appuntamento, operatore=operatore_di(request), al=oggi, **dati
        ),
        pagina=Pagina(
            titolo="Convocazione ricevuta",
            introduzione="Il giorno che risulta dalla prova di consegna.",
            pulsante="Salva",
            fatto="Consegna registrata.",
            torna=_scheda(appuntamento),
        ),
    )


@vista(FISSA_APPUNTAMENTI, scrive=True, lettura="caso.appuntamento")
def gepi(request: HttpRequest, pk: int, numero: int) -> HttpResponse:
    caso = caso_per_appuntamenti(request, pk)
    appuntamento, oggi = appuntamento_o_404(request, caso, numero), timezone.localdate()
    return pagina_con_modulo(
        request,
        caso=caso,
        form=GiornoForm(dati_inviati(request), initial={"il": oggi}),
        atto=lambda dati: esiti.registra_in_gepi(
            appuntamento=appuntamento, operatore=operatore_di(request), al=oggi, **dati
        ),
        pagina=Pagina(
            titolo="Registrazione in GePI",
            introduzione="Una registrazione entro il giorno 20 vale per il pagamento dello stesso mese, "
            "dopo vale per il mese seguente.",
            pulsante="Salva",
            fatto="Registrazione segnata.",
            torna=_scheda(appuntamento),
        ),
    )


@vista(FISSA_APPUNTAMENTI, scrive=True, lettura="caso.appuntamento")
def spontanea(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody came without an appointment."""
    caso, oggi = caso_per_appuntamenti(request, pk), timezone.localdate()
    form = SpontaneaForm(dati_inviati(request), adi=caso.adi, initial={"giorno": oggi})
    return pagina_con_modulo(
        request,
        caso=caso,
        form=form,
        atto=lambda dati: esiti.registra_presentazione_spontanea(
            caso=caso,
            quando=form.quando,
            con=operatore_di(request),
            nota=dati["nota"],
            registrato_gepi_il=dati.get("registrato_gepi_il"),
            operatore=operatore_di(request),
            al=oggi,
        ),
        pagina=Pagina(
            titolo="Presentazione spontanea",
            introduzione="La persona è venuta senza appuntamento: vale come incontro svolto.",
            pulsante="Registra",
            fatto="Incontro registrato, scadenze ricalcolate.",
            torna=reverse("caso-scheda", args=[caso.pk]),
        ),
    )


def _con_avvisi(
    request: HttpRequest,
    *,
    caso: CasoAdi,
    form: forms.Form,
    atto: Callable[[dict[str, Any]], Appuntamento],
    pagina: Pagina,
) -> HttpResponse:
    """A form whose act may ask to confirm warnings."""
    avvisi: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            appuntamento = atto(form.cleaned_data)
        except acts.AvvisiDaConfermare as errore:
            avvisi = errore.avvisi
        except DominioError as errore:
            riporta_errore(form, errore)
        else:
            messages.success(request, pagina.fatto)
            return redirect(_scheda(appuntamento))
    contesto = {"caso": caso, "form": form, "avvisi": avvisi, "pagina": pagina}
    stato = 422 if form.errors or avvisi else 200
    return render(request, "cases/caso/appuntamento_modulo.html", contesto, status=stato)


def _registra(request: HttpRequest, appuntamento: Appuntamento, dati: dict[str, Any]) -> Appuntamento:
    versione = dati.pop("versione")
    return esiti.registra_esito(
        appuntamento=appuntamento,
        versione=versione,
        dati=esiti.DatiEsito(**dati),
        operatore=operatore_di(request),
        al=timezone.localdate(),
    )


def _proposta(request: HttpRequest, caso: CasoAdi) -> dict[str, Any]:
    tipo = request.GET.get("tipo", "")
    primo = caso.stato in PRIMA_DELL_INCONTRO
    consueto = TipoAppuntamento.PRIMO_INCONTRO if primo else TipoAppuntamento.MONITORAGGIO
    return {
        "tipo": tipo if tipo in TipoAppuntamento.values else consueto,
        "modalita": ModalitaIncontro.SEDE,
        "con": caso.case_manager_id,
        "sede": _sede_del_comune(caso),
    }


def _sede_del_comune(caso: CasoAdi) -> int | None:
    """The first office in the Comune of the case."""
    if caso.comune_id is None:
        return None
    return sedi_di(caso.ambito_id).filter(comune_id=caso.comune_id).values_list("pk", flat=True).first()


def _persone(request: HttpRequest, caso: CasoAdi) -> list[Utente]:
    """Who may hold the meeting: the social workers, and who is writing."""
    return [*possibili_case_manager(ambito_id=caso.ambito_id, al=timezone.localdate()), operatore_di(request)]


def _scheda(a: Appuntamento) -> str:
    return reverse("appuntamento-scheda", args=[a.caso_id, a.pk])
