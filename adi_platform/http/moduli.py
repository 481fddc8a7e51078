"""Between forms and rules: the refusal of a rule becomes an error beside its field."""

from django import forms

from adi_platform.errori import DominioError


def riporta_errore(modulo: forms.BaseForm, errore: DominioError) -> None:
    campo = errore.campo if errore.campo in modulo.fields else None
    modulo.add_error(campo, errore.messaggio)
