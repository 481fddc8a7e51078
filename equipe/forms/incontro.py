"""Forms of a meeting of the team: agenda, presences, decisions, minutes."""

from typing import Any

from django import forms
from django.db.models import Q

from adi_platform.organizzazione.models import Utente
from adi_platform.riunioni.enums import ChiLegge, Presenza
from adi_platform.riunioni.models import Partecipante
from cases.forms.campi import CampoGiorno, CampoNonFuturo, CampoTesto, ModuloConVersione
from cases.models import Persona
from equipe.models import IncontroEquipe
from equipe.services.incontro import SegnoPresenza


class FormPunto(forms.Form):
    """A point of the agenda. Its words travel with the invitation."""

    titolo = forms.CharField(
        label="Di che cosa si parla",
        max_length=200,
        help_text="Parole neutre, senza nomi né notizie sulla famiglia: possono partire per posta.",
    )


class FormPresenze(ModuloConVersione):
    """One choice for each person called, the name of who came in their place, who was there of the household."""

    famiglia = forms.ModelMultipleChoiceField(
        Persona.objects.none(),
        label="Chi c'era della famiglia",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="I minorenni solo se la riunione è convocata su di loro. Nella copia per gli altri enti si legge "
        "«La famiglia», senza nomi.",
    )

    def __init__(
        self, *args: Any, persone: list[Partecipante], famiglia: list[Persona], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.persone = persone
        campo: Any = self.fields["famiglia"]
        campo.queryset = Persona.objects.filter(pk__in=[p.pk for p in famiglia]).order_by(
            "data_nascita", "pk"
        )
        for persona in persone:
            self.fields[f"presenza_{persona.pk}"] = forms.ChoiceField(
                label=persona.nome_intero,
                choices=[(Presenza.INVITATO, "Non ancora segnato"), *Presenza.choices[1:]],
                initial=persona.presenza,
            )
            self.fields[f"delegato_{persona.pk}"] = forms.CharField(
                label=f"Chi è venuto al posto di {persona.nome_intero}",
                max_length=160,
                required=False,
                initial=persona.delegato,
            )

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        for persona in self.persone:
            delegato = dati.get(f"delegato_{persona.pk}", "")
            if dati.get(f"presenza_{persona.pk}") == Presenza.DELEGATO and not delegato.strip():
                self.add_error(f"delegato_{persona.pk}", "Scrivi il nome del delegato.")
        return dati

    @property
    def righe(self) -> list[dict[str, Any]]:
        return [
            {"persona": p, "presenza": self[f"presenza_{p.pk}"], "delegato": self[f"delegato_{p.pk}"]}
            for p in self.persone
        ]

    @property
    def segni(self) -> dict[int, SegnoPresenza]:
        dati = self.cleaned_data
        return {
            p.pk: SegnoPresenza(presenza=dati[f"presenza_{p.pk}"], delegato=dati[f"delegato_{p.pk}"])
            for p in self.persone
        }


class FormDecisione(forms.Form):
    """What, on which point, who does it and by when."""

    testo = CampoTesto(label="Che cosa si è deciso", max_length=2000)
    punto: Any = forms.ModelChoiceField(
        label="Punto dell'ordine del giorno",
        queryset=None,
        required=False,
        empty_label="nessuno in particolare",
    )
    responsabile: Any = forms.ModelChoiceField(
        label="Chi se ne occupa", queryset=None, required=False, empty_label="nessuno in particolare"
    )
    entro = CampoGiorno(
        label="Entro il", required=False, help_text="Con una data la decisione diventa una scadenza del caso."
    )
    la_legge = forms.TypedChoiceField(
        label="Chi la legge",
        choices=ChiLegge.choices,
        coerce=ChiLegge,
        empty_value=ChiLegge.SERVIZIO,
        required=False,
        widget=forms.RadioSelect,
        initial=ChiLegge.SERVIZIO,
        help_text="Chi se ne occupa la legge sempre, anche se è di un altro ente. Gli altri enti invitati la leggono "
        "nella loro copia del verbale solo se lo scegli qui.",
    )

    def __init__(self, *args: Any, incontro: IncontroEquipe, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        riunione, caso = incontro.riunione, incontro.caso
        chi = Q(partecipazioni__riunione=riunione) | Q(pk=caso.case_manager_id or 0)
        scelte = {
            "punto": riunione.punti.all(),
            "responsabile": Utente.objects.filter(chi, is_active=True).distinct(),
        }
        for nome, righe in scelte.items():
            self.fields[nome].queryset = righe  # type: ignore[attr-defined]  # a ModelChoiceField


class FormCorrezione(FormDecisione, ModuloConVersione):
    """The decision again, with the version that was read."""


class FormTogli(ModuloConVersione):
    """The version of what is taken off."""


class FormAttuazione(forms.Form):
    il = CampoNonFuturo(label="Fatta il")


class FormVerbale(ModuloConVersione):
    """The text, and whether the partners read it."""

    testo = CampoTesto(label="Che cosa si è detto", righe=14, max_length=20000)
    riservato = forms.BooleanField(
        label="La discussione resta al servizio sociale",
        help_text="Se la togli, questo testo lo leggono anche tutti gli enti invitati. Le decisioni hanno ciascuna chi "
        "la legge: non servono qui.",
        required=False,
    )


class FormApprovazione(ModuloConVersione):
    """What was read, text and all the rest: nobody approves what they have not seen."""

    letto = forms.CharField(widget=forms.HiddenInput, max_length=64)
