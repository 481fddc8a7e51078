"""Forms of the requests of access, and of the diary."""

from django import forms

from cases.forms.campi import CampoGiorno, CampoTesto
from cases.models.accesso import CategoriaAccesso


class ChiediAccessoForm(forms.Form):
    categoria = forms.ChoiceField(label="Perché ti serve", choices=CategoriaAccesso.choices)
    motivo = CampoTesto(label="Spiega in poche parole", max_length=1000)


class ConcediForm(forms.Form):
    fino_al = CampoGiorno(label="Fino al")


class RevisioneForm(forms.Form):
    esito = CampoTesto(label="Esito della revisione", max_length=1000)


class NotaForm(forms.Form):
    condivisa = CampoTesto(label="Nota condivisa", required=False, help_text="La legge chi apre questo caso.")
    privata = CampoTesto(label="Nota privata", required=False, help_text="La leggi solo tu.")
