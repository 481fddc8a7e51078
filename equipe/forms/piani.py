"""Forms of the plan of meetings."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from adi_platform.agenda.models import Professionista, Stanza
from adi_platform.calendario.giorni import ROMA
from adi_platform.organizzazione.models import Ambito, UnitaTerritoriale
from equipe.models import PropostaRiunione
from equipe.rules.piano_dati import NucleoDaConvocare, Problema
from equipe.services.piani import SETTIMANE_MASSIME, Modifica

DISTANZA = "distanza"


class FormNuovoPiano(forms.Form):
    """From when, for how long, for which territory, how many households."""

    dal = forms.DateField(
        label="Dal",
        widget=forms.DateInput,
        help_text="Da quando si può convocare: chi viene da un altro ente ha bisogno di saperlo per tempo.",
    )
    settimane = forms.IntegerField(
        label="Quante settimane", min_value=1, max_value=SETTIMANE_MASSIME, initial=4
    )
    unita = forms.ModelChoiceField(
        label="Territorio",
        queryset=UnitaTerritoriale.objects.none(),
        required=False,
        empty_label="Tutto l'Ambito",
    )
    massimo = forms.IntegerField(
        label="Quanti nuclei al massimo",
        help_text="Prima chi ha il termine più vicino.",
        min_value=1,
        max_value=100,
        initial=60,
    )

    def __init__(self, *args: Any, ambito: Ambito, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unita"].queryset = UnitaTerritoriale.objects.filter(ambito=ambito)  # type: ignore[attr-defined]  # a ModelChoiceField


class FormProposta(forms.Form):
    """When, where and with whom: one choice of person for each function of the household."""

    versione = forms.IntegerField(widget=forms.HiddenInput)
    giorno = forms.DateField(label="Giorno", widget=forms.DateInput)
    dalle = forms.TimeField(label="Dalle", widget=forms.TimeInput(attrs={"type": "time"}))
    alle = forms.TimeField(label="Alle", widget=forms.TimeInput(attrs={"type": "time"}))
    dove = forms.ChoiceField(label="Dove")
    comunque = forms.BooleanField(
        label="Salva anche se qualcosa non torna: lo sistemo prima di confermare", required=False
    )

    def __init__(
        self,
        *args: Any,
        problema: Problema,
        nucleo: NucleoDaConvocare,
        proposta: PropostaRiunione | None,
        versione: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.nucleo = nucleo
        stanze = [(s.codice, f"{problema.nome_luogo(s.luogo)}, {s.nome}") for s in problema.sale]
        self.fields["dove"].choices = [*stanze, (DISTANZA, "A distanza")]  # type: ignore[attr-defined]  # a ChoiceField
        self.initial.update(_inizio(proposta, versione))
        attuali = (
            {} if proposta is None else {p.funzione: p.professionista_id for p in proposta.persone.all()}
        )
        for n, posto in enumerate(nucleo.posti):
            nomi = [(c, p.nome) for c in posto.candidati if (p := problema.persona(c)) is not None]
            self.fields[f"persona_{n}"] = forms.ChoiceField(
                label=posto.nome, choices=nomi, initial=attuali.get(posto.funzione), required=bool(nomi)
            )
        self.order_fields(["versione", "giorno", "dalle", "alle", "dove", *self._campi_persone(), "comunque"])

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        dalle, alle = dati.get("dalle"), dati.get("alle")
        if dalle and alle and alle <= dalle:
            self.add_error("alle", "L'ora di fine viene dopo quella di inizio.")
        return dati

    def modifica(self) -> Modifica:
        """What was asked, with the rows it names."""
        dati = self.cleaned_data
        inizio, fine = (
            datetime.datetime.combine(dati["giorno"], dati[ora], tzinfo=ROMA) for ora in ("dalle", "alle")
        )
        stanza = None
        if dati["dove"] != DISTANZA:
            stanza = Stanza.objects.select_related("sede").get(pk=dati["dove"])
        scelte = [(posto.funzione, dati.get(f"persona_{n}")) for n, posto in enumerate(self.nucleo.posti)]
        persone = Professionista.objects.in_bulk([int(codice) for _, codice in scelte if codice])
        return Modifica(
            inizio=inizio,
            fine=fine,
            sede=stanza.sede if stanza else None,
            stanza=stanza,
            persone=tuple((funzione, persone[int(codice)]) for funzione, codice in scelte if codice),
        )

    def _campi_persone(self) -> list[str]:
        return [f"persona_{n}" for n in range(len(self.nucleo.posti))]


class FormVersione(forms.Form):
    """The token of a confirmation."""

    versione = forms.IntegerField(widget=forms.HiddenInput)


class FormConferma(FormVersione):
    """The address of the meetings on line, when there are some."""

    collegamento = forms.URLField(
        label="Indirizzo delle riunioni a distanza",
        required=False,
        assume_scheme="https",
        max_length=200,
        help_text="Parte con gli inviti. Se lo lasci vuoto, l'invito dice che lo mandi tu: puoi metterlo dopo, "
        "riunione per riunione, con «Sposta».",
    )

    def __init__(self, *args: Any, a_distanza: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not a_distanza:
            del self.fields["collegamento"]


def _inizio(proposta: PropostaRiunione | None, versione: int) -> dict[str, object]:
    if proposta is None:
        return {"versione": versione}
    inizio, fine = timezone.localtime(proposta.inizio), timezone.localtime(proposta.fine)
    return {
        "versione": versione,
        "giorno": inizio.date(),
        "dalle": f"{inizio:%H:%M}",
        "alle": f"{fine:%H:%M}",
        "dove": str(proposta.stanza_id or DISTANZA),
    }
