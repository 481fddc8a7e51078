"""The four answers to an invitation, for who is of the office and for who comes from another body."""

import datetime
from typing import Any

from django import forms

from adi_platform.calendario.giorni import ROMA
from adi_platform.http.moduli import Conferma
from adi_platform.organizzazione.models import Utente
from adi_platform.riunioni.enums import Risposta
from adi_platform.riunioni.models import Partecipante
from adi_platform.riunioni.services.inviti import colleghi_delegabili
from cases.forms.campi import CampoGiorno, CampoOra
from equipe.services.risposte import Detto


class ConSequenza(forms.Form):
    """The number of the change that the page showed."""

    sequenza = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000_000
    )


class FormPartecipo(Conferma, ConSequenza):
    """Yes."""

    def detto(self) -> Detto:
        return Detto()


class FormNonPosso(ConSequenza):
    """No, with the reason."""

    motivo = forms.CharField(
        label="Perché non puoi",
        max_length=300,
        help_text="Lo legge chi ti ha invitato. Senza nomi di persone.",
    )

    def detto(self) -> Detto:
        return Detto(motivo=self.cleaned_data["motivo"])


class FormAltroOrario(ConSequenza):
    """When the person could; whoever convened decides."""

    giorno = CampoGiorno(label="Giorno")
    inizio = CampoOra(label="Ora")
    motivo = forms.CharField(label="Due parole", max_length=300, required=False)

    def detto(self) -> Detto:
        dati = self.cleaned_data
        return Detto(
            inizio=datetime.datetime.combine(dati["giorno"], dati["inizio"], tzinfo=ROMA),
            motivo=dati["motivo"],
        )


class FormDettaAVoce(ConSequenza):
    """What an invited person without an account said by voice or by mail, in one page."""

    risposta = forms.ChoiceField(
        label="Che cosa ha detto",
        choices=[
            (Risposta.ACCETTATO, "Viene"),
            (Risposta.RIFIUTATO, "Non può venire"),
            (Risposta.ALTRO_ORARIO, "Potrebbe in un altro orario"),
        ],
        widget=forms.RadioSelect,
    )
    motivo = forms.CharField(
        label="Perché", max_length=300, required=False, help_text="Se non può venire. Senza nomi di persone."
    )
    giorno = CampoGiorno(label="Giorno", required=False, help_text="Se potrebbe in un altro orario.")
    inizio = CampoOra(label="Ora", required=False)

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        if dati.get("risposta") == Risposta.ALTRO_ORARIO:
            for nome, chiede in (("giorno", "Scrivi il giorno."), ("inizio", "Scrivi l'ora.")):
                if not dati.get(nome) and nome not in self.errors:
                    self.add_error(nome, chiede)
        return dati

    def detto(self) -> Detto:
        dati = self.cleaned_data
        inizio = None
        if dati["risposta"] == Risposta.ALTRO_ORARIO:
            inizio = datetime.datetime.combine(dati["giorno"], dati["inizio"], tzinfo=ROMA)
        return Detto(motivo=dati["motivo"], inizio=inizio)


class FormDelego(ConSequenza):
    """The colleague who goes instead."""

    a = forms.ModelChoiceField(
        Utente.objects.none(),
        label="Chi va al tuo posto",
        empty_label="Scegli",
        help_text="Un collega del tuo ente con il suo account: vede questa riunione finché la delega vale.",
    )

    def __init__(self, *args: Any, partecipante: Partecipante, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["a"].queryset = colleghi_delegabili(partecipante)  # type: ignore[attr-defined]  # a ModelChoiceField

    @property
    def senza_colleghi(self) -> bool:
        return not self.fields["a"].queryset.exists()  # type: ignore[attr-defined]  # a ModelChoiceField

    def detto(self) -> Detto:
        return Detto(a=self.cleaned_data["a"])


FormRisposta = FormPartecipo | FormNonPosso | FormAltroOrario | FormDelego


def form_della_risposta(risposta: Risposta, dati: Any, partecipante: Partecipante) -> FormRisposta:
    """The form of that answer, bound to what was sent."""
    visto: dict[str, Any] = {"sequenza": partecipante.riunione.sequenza}
    if risposta == Risposta.DELEGA:
        return FormDelego(dati, partecipante=partecipante, initial=visto)
    if risposta == Risposta.ALTRO_ORARIO:
        giorno = partecipante.riunione.inizio.astimezone(ROMA)
        return FormAltroOrario(dati, initial=visto | {"giorno": giorno.date(), "inizio": giorno.time()})
    if risposta == Risposta.RIFIUTATO:
        return FormNonPosso(dati, initial=visto)
    return FormPartecipo(dati, initial={"conferma": True, **visto})
