"""Forms of a meeting of the team: agenda, presences, decisions, minutes."""

from typing import Any

from django import forms
from django.db.models import Q

from adi_platform.organizzazione.models import Utente
from adi_platform.riunioni.enums import Presenza
from adi_platform.riunioni.models import Partecipante
from cases.forms.campi import CampoGiorno, CampoNonFuturo, CampoTesto, ModuloConVersione
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
    """One choice for each person called, and the name of who came in their place."""

    def __init__(self, *args: Any, persone: list[Partecipante], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persone = persone
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


class FormAttuazione(forms.Form):
    il = CampoNonFuturo(label="Fatta il")


class FormVerbale(ModuloConVersione):
    """The text, and whether the partners read it."""

    testo = CampoTesto(label="Che cosa si è detto", righe=14, max_length=20000)
    riservato = forms.BooleanField(
        label="La discussione resta al servizio sociale",
        help_text="Gli altri enti ricevono presenze e decisioni, senza questo testo.",
        required=False,
    )


class FormApprovazione(ModuloConVersione):
    """The version that was read: nobody approves a text they have not seen."""
