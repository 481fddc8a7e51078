"""Form components: a field with its label, help and error; the summary of errors."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.utils.dateparse import parse_date

GRUPPI = (forms.RadioSelect, forms.CheckboxSelectMultiple)
if TYPE_CHECKING:
    Modulo: TypeAlias = forms.BaseForm | BaseFormSet[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErroreDiCampo:
    """One line of the summary: the field to jump to (empty for the whole form) and what to do."""

    ancora: str
    etichetta: str
    messaggio: str


def campo(campo: BoundField, aiuto: str = "", etichetta: str = "", classe: str = "") -> dict[str, Any]:
    """Context of `components/campo.html`."""
    widget = campo.field.widget
    attributi: dict[str, Any] = {"class": _classe_del_widget(widget)}
    testo_aiuto = aiuto or str(campo.help_text or "")
    descritto = [f"{campo.id_for_label or campo.auto_id}_aiuto"] if testo_aiuto else []
    if campo.errors:
        attributi["aria-invalid"] = "true"
        descritto.append(f"{campo.id_for_label or campo.auto_id}_errore")
    if descritto and not isinstance(widget, GRUPPI):
        attributi["aria-describedby"] = " ".join(descritto)
    if isinstance(widget, forms.DateInput):
        _prepara_data(campo, widget)
    gruppo = isinstance(widget, GRUPPI)
    return {
        "campo": campo,
        "controllo": campo.as_widget(attrs=attributi),
        "gruppo": gruppo,
        "spunta": isinstance(widget, forms.CheckboxInput),
        "etichetta": etichetta or campo.label,
        "aiuto": testo_aiuto,
        "descritto": " ".join(descritto),
        "identificativo": campo.id_for_label or campo.auto_id,
        "ancora": _ancora(campo),
        "segno": _segno(campo),
        "classe": classe,
    }


def _segno(campo: BoundField) -> str:
    """A form marks its exceptions only: the few optional fields, or the required ones where they are few.

    Where nothing is required (the filters of a list) there is nothing to say.
    """
    if isinstance(campo.field.widget, forms.CheckboxInput):
        return ""
    campi = [c.field for c in campo.form if not isinstance(c.field.widget, forms.CheckboxInput)]
    visibili = [c for c in campi if not c.widget.is_hidden]
    obbligatori = sum(map(_serve, visibili))
    if not any(map(_serve, campi)):
        return ""
    if 0 < obbligatori < len(visibili) / 2:
        return "obbligatorio" if _serve(campo.field) else ""
    return "" if _serve(campo.field) else "facoltativo"


def _serve(campo: forms.Field) -> bool:
    """`data-serve`: a draft is saved without it, but it will be needed."""
    return campo.required or "data-serve" in campo.widget.attrs


def _classe_del_widget(widget: forms.Widget) -> str:
    proprie = str(widget.attrs.get("class", ""))
    if isinstance(widget, (forms.CheckboxInput, *GRUPPI)):
        base = "spunta"
    elif isinstance(widget, forms.Select):
        base = "casella casella-scelta"
    else:
        base = "casella"
    return f"{base} {proprie}".strip()


def _prepara_data(campo: BoundField, widget: forms.DateInput) -> None:
    """The browser's calendar, unless the typed text is not a date: then the text must stay visible."""
    valore = campo.value()
    leggibile = valore in (None, "") or isinstance(valore, datetime.date) or _e_iso(str(valore))
    if leggibile:
        widget.input_type = "date"
        widget.format = "%Y-%m-%d"


def _e_iso(testo: str) -> bool:
    try:
        return parse_date(testo) is not None
    except ValueError:
        return False


def _ancora(campo: BoundField) -> str:
    """Id of the control to which the summary jumps: the first choice in a group."""
    identificativo = str(campo.auto_id)
    return f"{identificativo}_0" if isinstance(campo.field.widget, GRUPPI) else identificativo


def errori(*moduli: Modulo | None) -> dict[str, Any]:
    """Context of `components/errori.html`: every error of one or more forms or formsets."""
    voci = [voce for modulo in moduli if modulo is not None for voce in _voci(modulo)]
    return {"voci": voci}


def _voci(modulo: Modulo) -> list[ErroreDiCampo]:
    if isinstance(modulo, BaseFormSet):
        generali = [_generale(str(e)) for e in modulo.non_form_errors()] if modulo.is_bound else []
        return [*generali, *(voce for figlio in modulo.forms for voce in _voci(figlio))]
    voci: list[ErroreDiCampo] = []
    for nome, messaggi in modulo.errors.items():
        for messaggio in messaggi:
            if nome in modulo.fields:
                campo_legato = modulo[nome]
                etichetta = str(campo_legato.label)
                voci.append(
                    ErroreDiCampo(ancora=_ancora(campo_legato), etichetta=etichetta, messaggio=str(messaggio))
                )
            else:
                voci.append(_generale(str(messaggio)))
    return voci


def _generale(messaggio: str) -> ErroreDiCampo:
    return ErroreDiCampo(ancora="", etichetta="", messaggio=messaggio)


def prefisso_errore(context: Context) -> str:
    """`Errore: ` before the title when any form of the page has errors, or the page says `errore`.

    Only the frame of the pages uses it: a template that added its own would say it twice.
    """
    if context.get("errore"):
        return "Errore: "
    for livello in context.dicts:
        for valore in livello.values():
            if isinstance(valore, (forms.BaseForm, BaseFormSet)) and _ha_errori(valore):
                return "Errore: "
    return ""


def _ha_errori(modulo: Modulo) -> bool:
    return bool(modulo.is_bound and not modulo.is_valid())


def pulsante(
    testo: str, stile: str = "primario", nome: str = "", valore: str = "", icona: str = ""
) -> dict[str, Any]:
    """A submit button. Styles: primario, secondario, pericolo, leggero."""
    return {"testo": testo, "classe": CLASSI_PULSANTE[stile], "nome": nome, "valore": valore, "icona": icona}


def azione(
    testo: str, url: str = "", stile: str = "secondario", motivo_no: str = "", icona: str = ""
) -> dict[str, Any]:
    """A link that looks like a button; greyed, with its reason, when the person may not do it."""
    return {
        "testo": testo,
        "url": url,
        "classe": CLASSI_PULSANTE[stile],
        "motivo_no": motivo_no,
        "icona": icona,
    }


CLASSI_PULSANTE = {
    "primario": "btn btn-primary",
    "secondario": "btn btn-outline-primary",
    "pericolo": "btn btn-danger",
    "leggero": "btn btn-link",
}
