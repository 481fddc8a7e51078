"""Write and approve the minutes of a meeting of the team."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.http.accesso import operatore_di
from adi_platform.http.moduli import dati_inviati, riporta_errore
from adi_platform.http.vista import vista
from equipe.documents.verbale import contesto_verbale, testo_di_partenza
from equipe.forms.incontro import FormApprovazione, FormVerbale
from equipe.models import IncontroEquipe, VerbaleEquipe
from equipe.permissions import SCRIVE_INCONTRI, incontro_da_scrivere
from equipe.services.verbale import (
    affidate_ad_altri_enti,
    approva_verbale,
    impronta_del_verbale,
    salva_verbale,
)
from equipe.views.incontro import LETTURA, modulo

RISCRITTO = (
    "Un'altra persona ha salvato il verbale mentre lo scrivevi. Il suo testo è qui sotto, il tuo nel modulo."
)
PRIMA_DI_APPROVARE = (
    "Dopo l'approvazione presenze, decisioni e testo non si cambiano. Il verbale riceve un numero "
    "del repertorio e chi era invitato è avvisato."
)


@vista(SCRIVE_INCONTRI, scrive=True, lettura=LETTURA)
def scrivi(request: HttpRequest, pk: int, incontro: int) -> HttpResponse:
    """The text, drafted from what was recorded; on a conflict the two texts, one above the other."""
    riga = incontro_da_scrivere(request, pk, incontro)
    verbale = VerbaleEquipe.objects.filter(incontro=riga).first()
    form = FormVerbale(dati_inviati(request), initial=_iniziali(riga, verbale))
    conflitto = None
    if form.is_bound and form.is_valid():
        dati = form.cleaned_data
        try:
            salva_verbale(
                incontro=riga,
                testo=dati["testo"],
                riservato=dati["riservato"],
                attesa=dati["versione"],
                operatore=operatore_di(request),
            )
            messages.success(request, "Verbale salvato: è ancora una bozza.")
            return redirect("equipe-incontro", pk=pk, incontro=incontro)
        except ConflittoDiVersione:
            conflitto = VerbaleEquipe.objects.select_related("aggiornato_da").get(incontro=riga)
            form.data = {**form.data.dict(), "versione": str(conflitto.versione)}  # type: ignore[attr-defined]  # bound
            form.add_error(None, RISCRITTO)
        except DominioError as errore:
            riporta_errore(form, errore)
    titolo = "Verbale dell'incontro"
    return modulo(
        request, riga, form, titolo, "Salva la bozza", conflitto=conflitto is not None, salvato=conflitto
    )


@vista(SCRIVE_INCONTRI, scrive=True, lettura=LETTURA)
def approva(request: HttpRequest, pk: int, incontro: int) -> HttpResponse:
    """Read once more, then approve: file, number of the register and mails follow by themselves."""
    riga = incontro_da_scrivere(request, pk, incontro)
    verbale = VerbaleEquipe.objects.filter(incontro=riga, approvato_il__isnull=True).first()
    if verbale is None:
        raise Http404
    letto = impronta_del_verbale(verbale)
    form = FormApprovazione(dati_inviati(request), initial={"versione": verbale.versione, "letto": letto})
    conflitto = False
    if form.is_bound and form.is_valid():
        try:
            dati = form.cleaned_data
            approva_verbale(
                incontro=riga,
                attesa=dati["versione"],
                letto=dati["letto"],
                operatore=operatore_di(request),
            )
            messages.success(request, "Verbale approvato: il documento è in preparazione.")
            return redirect("equipe-incontro", pk=pk, incontro=incontro)
        except DominioError as errore:
            conflitto = isinstance(errore, ConflittoDiVersione)
            riporta_errore(form, errore)
    return modulo(
        request,
        riga,
        form,
        "Approva il verbale",
        "Approva",
        premessa=PRIMA_DI_APPROVARE,
        conflitto=conflitto,
        testo=verbale.testo,
        copia=contesto_verbale(verbale, intero=False),
        affidate=affidate_ad_altri_enti(riga.riunione),
    )


def _iniziali(incontro: IncontroEquipe, verbale: VerbaleEquipe | None) -> dict[str, object]:
    if verbale is None:
        return {"testo": testo_di_partenza(incontro), "riservato": True, "versione": 0}
    return {"testo": verbale.testo, "riservato": verbale.riservato, "versione": verbale.versione}
