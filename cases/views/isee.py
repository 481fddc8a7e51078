"""ISEE attestations of a household: written, corrected, replaced, annulled. Never deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, uno_o_404
from adi_platform.http.moduli import dati_inviati
from adi_platform.http.vista import vista
from cases.forms.anagrafe import AnnullaISEEForm, CorreggiISEEForm, ISEEForm, SostituisciISEEForm
from cases.models import AttestazioneISEE, Nucleo
from cases.permissions_anagrafe import SCRIVE_ANAGRAFE, nucleo_da_scrivere_o_404
from cases.services.isee import DatiISEE, annulla_isee, correggi_isee, registra_isee, sostituisci_isee
from cases.views.modulo import pagina_anagrafe


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="nucleo.scheda")
def scrivi(request: HttpRequest, pk: int, attestazione: int | None = None) -> HttpResponse:
    """Record an attestation, or correct one: what was typed is never lost."""
    nucleo = nucleo_da_scrivere_o_404(request, pk)
    riga = _valida(nucleo, attestazione) if attestazione else None
    form = (
        CorreggiISEEForm(dati_inviati(request), initial=_valori(riga))
        if riga
        else ISEEForm(dati_inviati(request))
    )

    def salva() -> None:
        comuni: dict[str, Any] = {
            "operatore": operatore_di(request),
            "al": timezone.localdate(),
            "dati": form.dati(),
        }
        if riga:
            correggi_isee(attestazione=riga, motivo=form.cleaned_data["motivo"], **comuni)
        else:
            registra_isee(nucleo=nucleo, **comuni)

    titolo = "Correggi l'attestazione ISEE" if riga else "Nuova attestazione ISEE"
    return pagina_anagrafe(
        request, form, salva, titolo, "Attestazione salvata.", _nucleo(nucleo), str(nucleo)
    )


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="nucleo.scheda")
def sostituisci(request: HttpRequest, pk: int, attestazione: int) -> HttpResponse:
    """Another attestation takes the place of a wrong one."""
    nucleo = nucleo_da_scrivere_o_404(request, pk)
    riga = _valida(nucleo, attestazione)
    form = SostituisciISEEForm(dati_inviati(request), initial={"tipo": riga.tipo})
    return pagina_anagrafe(
        request,
        form,
        lambda: sostituisci_isee(
            attestazione=riga,
            motivo=form.cleaned_data["motivo"],
            operatore=operatore_di(request),
            al=timezone.localdate(),
            dati=form.dati(),
        ),
        "Sostituisci l'attestazione ISEE",
        "Attestazione sostituita: quella di prima resta leggibile, annullata.",
        _nucleo(nucleo),
        str(nucleo),
        introduzione=f"Scrivi l'attestazione che prende il posto di questa: {riga}.",
    )


@vista(SCRIVE_ANAGRAFE, scrive=True, lettura="nucleo.scheda")
def annulla(request: HttpRequest, pk: int, attestazione: int) -> HttpResponse:
    """It should not have been written: from now on it counts for nothing."""
    nucleo = nucleo_da_scrivere_o_404(request, pk)
    riga = _valida(nucleo, attestazione)
    form = AnnullaISEEForm(dati_inviati(request))
    return pagina_anagrafe(
        request,
        form,
        lambda: annulla_isee(
            attestazione=riga,
            operatore=operatore_di(request),
            al=timezone.localdate(),
            **form.cleaned_data,
        ),
        "Annulla l'attestazione ISEE",
        "Attestazione annullata, scadenze ricalcolate.",
        _nucleo(nucleo),
        str(nucleo),
        introduzione=f"{riga}: resta leggibile nel nucleo, ma non conta più.",
    )


def _valida(nucleo: Nucleo, attestazione: int) -> AttestazioneISEE:
    righe = AttestazioneISEE.objects.valide().filter(nucleo=nucleo)
    return uno_o_404(righe, pk=attestazione)


def _nucleo(nucleo: Nucleo) -> str:
    return reverse("nucleo-scheda", args=[nucleo.pk])


def _valori(riga: AttestazioneISEE) -> dict[str, Any]:
    valori = {nome: getattr(riga, nome) for nome in DatiISEE.__dataclass_fields__}
    for nome in ("valore", "ise", "isr", "isp", "scala"):
        if valori[nome] is not None:
            valori[nome] = str(valori[nome]).replace(".", ",")
    return valori
