"""Two texts side by side when two people wrote the same thing."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.formats import localize


@dataclass(frozen=True, slots=True, kw_only=True)
class Differenza:
    """One field with the two texts."""

    etichetta: str
    tuo: str
    salvato: str


def differenze(mio: forms.ModelForm[Any], salvato: forms.ModelForm[Any]) -> list[Differenza]:
    """Fields on which the text being sent and the saved one disagree."""
    righe = []
    for campo in mio:
        if campo.name == "versione" or not mio.is_bound:
            continue
        tuo = _in_parole(campo.field, mio.cleaned_data.get(campo.name))
        altro = _in_parole(campo.field, salvato[campo.name].value())
        if tuo != altro:
            righe.append(Differenza(etichetta=str(campo.label), tuo=tuo, salvato=altro))
    return righe


def con_versione(form: forms.BaseForm, versione: int) -> None:
    """Keep what was typed, with the token of the text saved meanwhile: the next save goes through."""
    dati: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict: the form is bound
    dati["versione"] = str(versione)
    form.data = dati


def _in_parole(campo: forms.Field, valore: Any) -> str:
    if isinstance(campo, forms.ModelMultipleChoiceField) and campo.queryset is not None:
        righe = valore if hasattr(valore, "model") else campo.queryset.filter(pk__in=_chiavi(valore))
        return ", ".join(sorted(str(r) for r in righe)) or "nessuno"
    if isinstance(campo, forms.ModelChoiceField) and campo.queryset is not None:
        chiave = getattr(valore, "pk", valore)
        return str(campo.queryset.filter(pk=chiave).first() or "non scritto")
    if isinstance(valore, list | tuple):
        return ", ".join(sorted(str(v) for v in valore)) or "nessuno"
    if isinstance(campo, forms.ChoiceField):
        scelte: Any = campo.choices
        return str(dict(scelte).get(valore, valore) or "non scritto")
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    return str(localize(valore)) if valore not in (None, "") else "non scritto"


def _chiavi(valore: Any) -> list[Any]:
    return [getattr(v, "pk", v) for v in valore or []]
