"""Replace a catalogue of the Ambito from the page."""

from django import forms

from patti.enums import TipoCatalogo


class FormCatalogo(forms.Form):
    tipo = forms.ChoiceField(label="Catalogo da sostituire", choices=TipoCatalogo.choices)
    file = forms.FileField(
        label="File YAML", help_text="Come quelli del progetto: prima si controlla, poi si sostituisce."
    )
