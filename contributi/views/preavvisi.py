"""The decision step of one request: notices, observations, and the acts that may begin."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.http.moduli import dati_inviati, file_inviati
from adi_platform.http.posta_resa import posta_non_partita
from adi_platform.http.vista import vista
from contributi.enums import STATI_DELL_URGENZA, Corsia, GenerePreavviso, TipoProvvedimento
from contributi.forms.provvedimenti import (
    AvvioForm,
    ComunicaForm,
    OsservazioneForm,
    PreavvisoForm,
    RicevimentoForm,
    RispostaForm,
    VersioneForm,
)
from contributi.models import Preavviso, Richiesta
from contributi.permissions.provvedimenti import (
    DECIDE,
    REGISTRA_RISPOSTE,
    VEDE_PREAVVISI,
    comunicazione_o_404,
    decide_su,
    osservazione_da_valutare_o_404,
    preavviso_o_404,
    provvedimento_da_decidere_o_404,
    registra_risposte_su,
    richiesta_con_preavvisi_o_404,
    richiesta_da_decidere_o_404,
)
from contributi.services.avvii import avvii_possibili, invia_avvio
from contributi.services.comunicazioni import chiave_lettera, registra_ricevimento
from contributi.services.esiti import comunica_esito
from contributi.services.preavvisi import (
    avvia_riesame,
    giorno_del_parere,
    invia_preavviso,
    posizione_di,
    registra_osservazione,
    rispondi_a_osservazione,
)
from contributi.services.provvedimenti import tipi_ora
from contributi.services.quadro_decisione import quadro_della_decisione
from contributi.services.sostituto import chiave_termine
from contributi.transizioni import TABELLA_RICHIESTA
from contributi.views.comune import termine_in_parole
from contributi.views.modulo import Pagina, pagina_con_modulo

CON_I_MOTIVI = "contributi/provvedimenti/preavviso.html"


@vista(VEDE_PREAVVISI, lettura="provvedimento.decisione")
def decisione(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the decision stands: acts, notices with their days, observations, letters."""
    richiesta, oggi = richiesta_con_preavvisi_o_404(request, pk), timezone.localdate()
    perimetro = perimetro_di(request)
    decide = decide_su(perimetro, richiesta)
    preavvisi = richiesta.preavvisi.select_related(
        "comunicazione__documento", "comunicazione__registrazione", "richiesta__comune", "atto__registrazione"
    )
    schede = [_scheda(richiesta, p, oggi) for p in preavvisi.prefetch_related("motivi", "osservazioni")]
    lettere = list(richiesta.comunicazioni.select_related("registrazione", "documento"))
    contesto = {
        "richiesta": richiesta,
        "decide": decide,
        "registra": registra_risposte_su(perimetro, richiesta),
        "schede": schede,
        "atti": richiesta.provvedimenti.select_related("registrazione", "adottato_da"),
        "lettere": lettere,
        **posta_non_partita(request, chiave_termine(richiesta), *map(chiave_lettera, lettere)),
        "tipi": [(t, TipoProvvedimento(t).label) for t in tipi_ora(richiesta)] if decide else [],
        "avvii": bool(avvii_possibili(richiesta)) if decide else False,
        "quadro": quadro_della_decisione(richiesta),
        "urgente": richiesta.corsia == Corsia.URGENTE and richiesta.stato in STATI_DELL_URGENZA,
        "puo_preavvisare": decide and richiesta.stato in TABELLA_RICHIESTA.mossa("manda_preavviso").da,
        "in_preavviso": richiesta.stato in TABELLA_RICHIESTA.mossa("riesamina").da,
        **termine_in_parole(richiesta, oggi),
        "oggi": oggi,
    }
    return render(request, "contributi/provvedimenti/decisione.html", contesto)


def _scheda(richiesta: Richiesta, preavviso: Preavviso, oggi: datetime.date) -> dict[str, Any]:
    avvio = preavviso.genere != GenerePreavviso.RIFIUTO
    in_preavviso = richiesta.stato in TABELLA_RICHIESTA.mossa("riesamina").da
    registrazione = preavviso.comunicazione.registrazione
    numero = f", registro n. {registrazione.segnatura}" if registrazione else ""
    return {
        "preavviso": preavviso,
        "titolo": f"{preavviso.get_genere_display()}{numero}",
        "avvio": avvio,
        "si_risponde": preavviso.atto_id is None if avvio else not in_preavviso,
        "posizione": posizione_di(preavviso, al=oggi),
    }


@vista(DECIDE, scrive=True, lettura="provvedimento.decisione")
def nuovo(request: HttpRequest, pk: int) -> HttpResponse:
    """Write and send what comes before: a notice of refusal, or the beginning of a suspension or revocation."""
    richiesta = richiesta_da_decidere_o_404(request, pk)
    if avvii := avvii_possibili(richiesta):
        return _avvio(request, richiesta, avvii)
    form = PreavvisoForm(
        dati_inviati(request),
        un_altro=richiesta.preavvisi.filter(genere=GenerePreavviso.RIFIUTO).exists(),
        initial={"inviato_il": timezone.localdate()},
    )
    return pagina_con_modulo(
        request,
        template=CON_I_MOTIVI,
        form=form,
        atto=lambda dati: invia_preavviso(
            richiesta=richiesta,
            motivi=form.motivi(),
            canale=dati["canale"],
            inviato_il=dati["inviato_il"],
            non_prima_di=giorno_del_parere(richiesta),
            perche_un_altro=dati.get("perche_un_altro", ""),
            operatore=operatore_di(request),
            al=timezone.localdate(),
        ),
        pagina=Pagina(
            titolo="Preavviso di rifiuto",
            introduzione="Scrivi tutti i motivi: dopo non se ne aggiungono altri già conosciuti. "
            "La persona ha i giorni di legge per rispondere, e il termine intanto si ferma.",
            pulsante="Registra e invia",
            fatto="Preavviso registrato. La lettera è in preparazione.",
            torna=reverse("contributi:decisione", args=[pk]),
        ),
    )


def _avvio(request: HttpRequest, richiesta: Richiesta, possibili: Sequence[str]) -> HttpResponse:
    iniziali = {"inviato_il": timezone.localdate(), "genere": request.GET.get("genere", "")}
    form = AvvioForm(dati_inviati(request), possibili=possibili, initial=iniziali)
    return pagina_con_modulo(
        request,
        template=CON_I_MOTIVI,
        form=form,
        atto=lambda dati: invia_avvio(
            richiesta=richiesta,
            genere=dati["genere"],
            motivi=form.motivi(),
            canale=dati["canale"],
            inviato_il=dati["inviato_il"],
            operatore=operatore_di(request),
            al=timezone.localdate(),
        ),
        pagina=Pagina(
            titolo="Avvio del procedimento",
            introduzione="La persona sa che cosa si valuta e perché, e ha dei giorni per scrivere. "
            "I pagamenti intanto continuano; l'atto viene dopo e risponde a ogni punto.",
            pulsante="Registra e invia",
            fatto="Avvio registrato. La lettera è in preparazione.",
            torna=reverse("contributi:decisione", args=[richiesta.pk]),
        ),
    )


@vista(REGISTRA_RISPOSTE, scrive=True, lettura="provvedimento.decisione")
def osservazione(request: HttpRequest, pk: int) -> HttpResponse:
    """One point of what the person wrote."""
    preavviso = preavviso_o_404(request, pk)
    return pagina_con_modulo(
        request,
        form=OsservazioneForm(dati_inviati(request), file_inviati(request)),
        atto=lambda dati: registra_osservazione(
            preavviso=preavviso, operatore=operatore_di(request), al=timezone.localdate(), **dati
        ),
        pagina=Pagina(
            titolo="Registra un'osservazione",
            introduzione="Un punto alla volta, con le parole della persona: nell'atto ciascuno ha la sua "
            "risposta. Si registra anche se è arrivata tardi.",
            pulsante="Registra",
            fatto="Osservazione registrata.",
            torna=reverse("contributi:decisione", args=[preavviso.richiesta_id]),
        ),
    )


@vista(DECIDE, scrive=True, lettura="provvedimento.decisione")
def risposta(request: HttpRequest, pk: int) -> HttpResponse:
    riga = osservazione_da_valutare_o_404(request, pk)
    iniziali = {"versione": riga.versione, "risposta": riga.risposta}
    if riga.accolta is not None:
        iniziali["accolta"] = "si" if riga.accolta else "no"
    return pagina_con_modulo(
        request,
        form=RispostaForm(dati_inviati(request), initial=iniziali),
        atto=lambda dati: rispondi_a_osservazione(osservazione=riga, operatore=operatore_di(request), **dati),
        pagina=Pagina(
            titolo="Rispondi all'osservazione",
            introduzione=f"«{riga.testo}»",
            pulsante="Salva la risposta",
            fatto="Risposta salvata.",
            torna=reverse("contributi:decisione", args=[riga.preavviso.richiesta_id]),
        ),
    )


@vista(DECIDE, scrive=True, lettura="provvedimento.decisione")
def riesame(request: HttpRequest, pk: int) -> HttpResponse:
    preavviso = preavviso_o_404(request, pk)
    if not decide_su(perimetro_di(request), preavviso.richiesta):
        return redirect("contributi:decisione", preavviso.richiesta_id)
    return pagina_con_modulo(
        request,
        form=VersioneForm(dati_inviati(request), initial={"versione": preavviso.versione}),
        atto=lambda _: avvia_riesame(
            preavviso=preavviso, operatore=operatore_di(request), al=timezone.localdate()
        ),
        pagina=Pagina(
            titolo="Avvia il riesame",
            introduzione="Da qui si valutano le osservazioni una per una e poi si decide.",
            pulsante="Avvia il riesame",
            fatto="Riesame avviato.",
            torna=reverse("contributi:decisione", args=[preavviso.richiesta_id]),
        ),
    )


@vista(DECIDE, scrive=True, lettura="provvedimento.decisione")
def comunica(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the letter of an adopted act."""
    atto = provvedimento_da_decidere_o_404(request, pk)
    return pagina_con_modulo(
        request,
        form=ComunicaForm(dati_inviati(request), initial={"inviata_il": timezone.localdate()}),
        atto=lambda dati: comunica_esito(
            provvedimento=atto, operatore=operatore_di(request), al=timezone.localdate(), **dati
        ),
        pagina=Pagina(
            titolo="Lettera dell'esito",
            introduzione="La lettera si compila con il testo dell'atto. Se la persona ha un indirizzo di "
            "posta, riceve anche un avviso che non dice di che cosa si tratta.",
            pulsante="Registra e invia",
            fatto="Lettera registrata: il documento è in preparazione.",
            torna=reverse("contributi:decisione", args=[atto.richiesta_id]),
        ),
    )


@vista(REGISTRA_RISPOSTE, scrive=True, lettura="provvedimento.decisione")
def ricevimento(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof that a letter arrived."""
    lettera = comunicazione_o_404(request, pk)
    iniziali = {
        "versione": lettera.versione,
        "consegnata_il": lettera.consegnata_il,
        "avviso_giacenza_il": lettera.avviso_giacenza_il,
        "estremi_prova": lettera.estremi_prova,
    }
    form = RicevimentoForm(
        dati_inviati(request), file_inviati(request), canale=lettera.canale, initial=iniziali
    )
    return pagina_con_modulo(
        request,
        form=form,
        atto=lambda dati: registra_ricevimento(
            comunicazione=lettera, operatore=operatore_di(request), al=timezone.localdate(), **dati
        ),
        pagina=Pagina(
            titolo="Prova di ricevimento",
            introduzione=f"{lettera.oggetto}, inviata il {lettera.inviata_il:%d/%m/%Y}: "
            f"{lettera.get_canale_display().lower()}.",
            pulsante="Registra",
            fatto="Ricevimento registrato.",
            torna=reverse("contributi:decisione", args=[lettera.richiesta_id]),
        ),
    )
