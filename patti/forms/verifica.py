"""A check of the Patto: one line for each result and each commitment."""

from typing import Any

from django import forms

from patti.enums import StatoImpegno, StatoRisultato
from patti.models import ImpegnoPatto, Patto, RisultatoAtteso, VerificaPatto
from patti.services.monitora import Giudizio

STATI_IMPEGNO = (
    StatoImpegno.ATTIVO,
    StatoImpegno.RISPETTATO,
    StatoImpegno.NON_RISPETTATO_GIUSTIFICATO,
    StatoImpegno.NON_RISPETTATO,
    StatoImpegno.CESSATO,
)


class FormVerifica(forms.ModelForm[VerificaPatto]):
    """Date, people, what came out, next date; then the judgements, read through `giudizi_*`."""

    class Meta:
        model = VerificaPatto
        fields = ["data", "modalita", "presenti", "note", "soddisfazione", "prossima_data"]
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "soddisfazione": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(
        self,
        *args: Any,
        patto: Patto,
        risultati: list[RisultatoAtteso],
        impegni: list[ImpegnoPatto],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.patto, self.risultati, self.impegni = patto, risultati, impegni
        for risultato in risultati:
            self._riga(f"risultato_{risultato.pk}", risultato.testo, StatoRisultato.choices, risultato.stato)
        stati = [(s.value, s.label) for s in STATI_IMPEGNO]
        for impegno in impegni:
            self._riga(f"impegno_{impegno.pk}", impegno.testo, stati, impegno.stato)

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        giorno, prossima = dati.get("data"), dati.get("prossima_data")
        if giorno and prossima and prossima <= giorno:
            self.add_error("prossima_data", "La prossima verifica viene dopo questa.")
        for impegno in self.impegni:
            stato = dati.get(f"impegno_{impegno.pk}")
            if stato == StatoImpegno.NON_RISPETTATO_GIUSTIFICATO and not dati.get(
                f"impegno_{impegno.pk}_nota"
            ):
                self.add_error(
                    f"impegno_{impegno.pk}_nota", "Scrivi il motivo per cui l'impegno non è stato possibile."
                )
        return dati

    @property
    def dati(self) -> dict[str, Any]:
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}

    @property
    def giudizi_risultati(self) -> dict[int, Giudizio]:
        return {r.pk: self._giudizio(f"risultato_{r.pk}") for r in self.risultati}

    @property
    def giudizi_impegni(self) -> dict[int, Giudizio]:
        return {i.pk: self._giudizio(f"impegno_{i.pk}") for i in self.impegni}

    @property
    def righe_risultati(self) -> list[dict[str, Any]]:
        return [self._campi(f"risultato_{r.pk}", r) for r in self.risultati]

    @property
    def righe_impegni(self) -> list[dict[str, Any]]:
        return [self._campi(f"impegno_{i.pk}", i) for i in self.impegni]

    def _riga(self, nome: str, testo: str, stati: Any, attuale: str) -> None:
        self.fields[nome] = forms.ChoiceField(label=f"Come va: {testo}", choices=stati, initial=attuale)
        self.fields[f"{nome}_nota"] = forms.CharField(
            label=f"Nota su: {testo}", max_length=300, required=False
        )

    def _campi(self, nome: str, oggetto: Any) -> dict[str, Any]:
        return {"oggetto": oggetto, "stato": self[nome], "nota": self[f"{nome}_nota"]}

    def _giudizio(self, nome: str) -> Giudizio:
        return Giudizio(stato=self.cleaned_data[nome], nota=self.cleaned_data[f"{nome}_nota"])
