"""Answers and messages: few fields, only those that the move asks for."""

from typing import Any

from django import forms

from adi_platform.workflow.motivi import LETTERE_DEL_MOTIVO, motivo_scritto
from adi_platform.workflow.tabella import Mossa
from cases.forms.campi import CampoGiorno, CampoNonFuturo, CampoTesto
from protocollo.enums import GenereMessaggio
from protocollo.services.invii import Risposta

GIORNI = {
    "firma": "Firmato il",
    "accogli": "In carico dal",
    "certifica": "Certificato il",
    "regolarizza": "Frequenta di nuovo dal",
}
SOLO_IL_NECESSARIO = "Solo ciò che serve: niente diagnosi, niente fatti di altre persone."


class RispostaForm(forms.Form):
    """The fields of one move."""

    def __init__(self, *args: Any, mossa: Mossa, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "convocato_per" in mossa.campi_richiesti:
            self.fields["convocato_per"] = CampoGiorno(label="Convocata per il giorno")
        if "esito_il" in mossa.campi_richiesti:
            self.fields["esito_il"] = CampoNonFuturo(label=GIORNI.get(mossa.codice, "Giorno"))
        if mossa.codice == "certifica":
            self.fields["valido_fino_al"] = CampoGiorno(label="Vale fino al", required=False)
        if mossa.motivo_obbligatorio:
            self.fields["motivo"] = CampoTesto(
                label="Due righe per spiegare", max_length=1000, help_text=SOLO_IL_NECESSARIO
            )

    def risposta(self) -> Risposta:
        return Risposta(**self.cleaned_data)


class MessaggioForm(forms.Form):
    """A line to the other side; `genere` only when there is something to choose."""

    testo = CampoTesto(label="Scrivi", max_length=2000, help_text=SOLO_IL_NECESSARIO)

    def __init__(self, *args: Any, generi: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(generi) > 1:
            scelte = [(g.value, g.label) for g in GenereMessaggio if g.value in generi]
            self.fields["genere"] = forms.ChoiceField(
                label="Che cos'è", choices=scelte, widget=forms.RadioSelect, initial=GenereMessaggio.NOTA
            )
            self.fields["del_giorno"] = CampoNonFuturo(
                label="Del giorno",
                required=False,
                help_text="Il giorno del fatto: serve per un aggiornamento e per un impegno non rispettato.",
            )

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        con_giorno = dati.get("genere", GenereMessaggio.NOTA) != GenereMessaggio.NOTA
        if con_giorno and not dati.get("del_giorno") and "del_giorno" not in self.errors:
            self.fields["del_giorno"].required = True  # so that the page stops calling it optional
            self.add_error("del_giorno", "Scrivi il giorno del fatto: non è per forza oggi.")
        return dati


class MotivoForm(forms.Form):
    """Why something is taken back: a sentence, for who reads the case again."""

    motivo = CampoTesto(label="Perché", max_length=300)

    def clean_motivo(self) -> str:
        motivo: str = self.cleaned_data["motivo"]
        if not motivo_scritto(motivo):
            raise forms.ValidationError(
                f"Scrivi perché in una frase: almeno {LETTERE_DEL_MOTIVO} lettere. Chi rilegge il caso deve capirlo."
            )
        return motivo


class DataForm(MotivoForm):
    """The right day instead of `era`, that was read."""

    field_order = ("era", "giorno", "motivo")
    era = CampoGiorno(widget=forms.HiddenInput)
    giorno = CampoGiorno(label="La data giusta")
    motivo = CampoTesto(label="Perché la correggi", max_length=300, help_text=SOLO_IL_NECESSARIO)

    def __init__(self, *args: Any, etichetta: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giorno"].label = etichetta


class SegnalazioneForm(MotivoForm):
    """Take a breach back, or write it anew."""

    field_order = ("atto", "del_giorno", "testo", "motivo")
    RITIRA, CORREGGI = "ritira", "correggi"
    atto = forms.ChoiceField(
        label="Che cosa vuoi fare",
        choices=[(CORREGGI, "Correggerla"), (RITIRA, "Ritirarla: non è successo")],
        widget=forms.RadioSelect,
    )
    del_giorno = CampoNonFuturo(label="Del giorno", required=False, help_text="Solo se la correggi.")
    testo = CampoTesto(
        label="Che cosa è successo", max_length=2000, required=False, help_text=SOLO_IL_NECESSARIO
    )
    motivo = CampoTesto(label="Perché la correggi o la ritiri", max_length=300)


class ValutazioneForm(forms.Form):
    motivo = CampoTesto(label="Che cosa hai deciso, e perché", max_length=1000)
