"""Between forms and rules: what was sent, and the refusal of a rule beside its field."""

from collections.abc import Callable

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict

from adi_platform.errori import ConflittoDiVersione, DominioError

TESTO_CERCATO_MASSIMO = 80
NIENTE_INVIATO = (
    "La richiesta è arrivata vuota e non è cambiato niente: torna alla pagina e premi il pulsante."
)
RICARICA = " Ricarica la pagina per vedere che cosa è cambiato."


def dati_inviati(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is empty; None when the page is only being read."""
    return request.POST if request.method == "POST" else None


def file_inviati(request: HttpRequest) -> "MultiValueDict[str, UploadedFile[bytes]] | None":
    """The files that were sent, also none; None when the page is only being read."""
    return request.FILES if request.method == "POST" else None


class Conferma(forms.Form):
    """A button that does one thing: its page sends this, so that an empty request does nothing."""

    conferma = forms.BooleanField(
        widget=forms.HiddenInput, initial=True, error_messages={"required": NIENTE_INVIATO}
    )


def rifiuta_se_vuota(request: HttpRequest) -> HttpResponse | None:
    """The page for an empty request of a button without a form; None when something was sent."""
    if set(request.POST) - {"csrfmiddlewaretoken"}:
        return None
    return render(request, "errori/422.html", {"messaggio": NIENTE_INVIATO}, status=422)


def testo_cercato(dati: QueryDict, nome: str = "q") -> str:
    """What was typed in a search box, ready for a query: no NUL (PostgreSQL refuses it), not endless."""
    return dati.get(nome, "").replace("\x00", "").strip()[:TESTO_CERCATO_MASSIMO]


def riesce(modulo: forms.BaseForm, atto: Callable[[], object]) -> bool:
    """Do the act; if the rules do not allow it, put the message beside its field and say no."""
    try:
        atto()
    except DominioError as errore:
        riporta_errore(modulo, errore)
        return False
    return True


def riporta_errore(modulo: forms.BaseForm, errore: DominioError) -> None:
    """The message of the domain beside the field it regards, or on top of the form."""
    rimedio = RICARICA if isinstance(errore, ConflittoDiVersione) else ""
    modulo.add_error(errore.campo if errore.campo in modulo.fields else None, f"{errore.messaggio}{rimedio}")
