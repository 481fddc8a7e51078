"""The form with which a paper enters the case."""

from typing import Any

from django import forms

from cases.models import CasoAdi, ComponenteCaso
from cases.rules.contenuti import tipi_documento
from cases.services.documenti import ESCLUSI


def scelte_tipo() -> list[tuple[str, str]]:
    return [("", "Scegli che documento è"), *((t.codice, t.nome) for t in tipi_documento().values())]


class CaricaDocumentoForm(forms.Form):
    tipo = forms.ChoiceField(
        label="Che documento è",
        help_text="I documenti su salute, giustizia e protezione li aprono solo chi segue il caso e il "
        "coordinamento.",
    )
    titolo = forms.CharField(
        label="Titolo",
        max_length=200,
        required=False,
        help_text="Per esempio «Contratto di affitto registrato nel 2025». Vuoto: il nome del tipo.",
    )
    file = forms.FileField(
        label="File",
        help_text="PDF fino a 15 MB, immagini JPEG o PNG fino a 10 MB.",
        error_messages={
            "required": "Scegli il file da caricare.",
            "empty": "Il file è vuoto: controlla e caricalo di nuovo.",
        },
    )
    prova_di = forms.ModelChoiceField(
        label="È la prova dell'esclusione dagli obblighi di",
        queryset=ComponenteCaso.objects.none(),
        required=False,
        empty_label="Nessuno",
    )

    def __init__(self, *args: Any, caso: CasoAdi, **altro: Any) -> None:
        super().__init__(*args, **altro)
        self.fields["tipo"] = forms.ChoiceField(
            label=self.fields["tipo"].label,
            help_text=self.fields["tipo"].help_text,
            choices=scelte_tipo(),
        )
        esclusi = ComponenteCaso.objects.filter(caso=caso, obbligo__in=ESCLUSI).select_related("persona")
        campo = self.fields["prova_di"]
        if isinstance(campo, forms.ModelChoiceField):
            campo.queryset = esclusi
