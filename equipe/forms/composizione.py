"""Forms on the composition: places proposed, posts that pass to others, the end of the team."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Incarico, Utente
from cases.forms.campi import CampoGiorno, CampoNonFuturo
from cases.models import CasoAdi, Persona
from equipe.enums import PostoEquipe
from equipe.rules.composizione import PostoProposto
from equipe.services.composizione import Candidato

RUOLI_RESPONSABILI = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE, Ruolo.COORDINATORE)


class FormProposta(forms.Form):
    """For each place the person who takes it; a place left empty is not taken."""

    def __init__(
        self,
        *args: Any,
        posti: Sequence[PostoProposto],
        candidati: Mapping[str, Sequence[Candidato]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.per_chiave = {p.funzione: {c.chiave: c for c in candidati[p.funzione]} for p in posti}
        for posto in posti:
            self.fields[self._nome(posto.funzione)] = forms.ChoiceField(
                label=f"Chi: {posto.nome}",
                choices=[("", "Nessuno, per ora"), *((c.chiave, str(c)) for c in candidati[posto.funzione])],
                required=False,
            )

    def righe(self, posti: Sequence[PostoProposto]) -> list[dict[str, Any]]:
        """Places with their field, as the page shows them."""
        return [{"posto": p, "campo": self[self._nome(p.funzione)]} for p in posti]

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(dati.values()):
            self.add_error(None, "Scegli almeno una persona, oppure torna all'équipe.")
        return dati

    def scelte(self) -> list[tuple[str, Candidato]]:
        return [
            (funzione, candidati[chiave])
            for funzione, candidati in self.per_chiave.items()
            if (chiave := self.cleaned_data.get(self._nome(funzione)))
        ]

    @staticmethod
    def _nome(funzione: str) -> str:
        return f"chi_{funzione.replace('.', '_')}"


class FormCambio(forms.Form):
    """A post passes to somebody else."""

    a = forms.ModelChoiceField(Utente.objects.none(), label="Chi", empty_label="Scegli")
    dal = CampoNonFuturo(label="Dal")
    motivo = forms.CharField(label="Perché cambia", max_length=200)

    def __init__(self, *args: Any, caso: CasoAdi, posto: PostoEquipe, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        righe: Any = responsabili_di(caso) if posto == PostoEquipe.RESPONSABILE else adulti_di(caso)
        self.fields["a"].queryset = righe  # type: ignore[attr-defined]  # a ModelChoiceField


class FormCorrezione(forms.Form):
    """The day of the constitution was written wrong."""

    costituita_il = CampoNonFuturo(
        label="Costituita il", help_text="Chi è entrato il giorno della costituzione la segue."
    )
    motivo = forms.CharField(label="Perché si corregge", max_length=200)


class FormScioglimento(forms.Form):
    """The team ends."""

    al = CampoGiorno(label="Sciolta il")
    motivo = forms.CharField(label="Perché si scioglie", max_length=200)


def responsabili_di(caso: CasoAdi) -> Any:
    """Accounts of the office that may answer for a team of the Ambito."""
    incarichi = Incarico.objects.attivi(timezone.localdate()).filter(
        ambito=caso.ambito_id, ruolo__in=RUOLI_RESPONSABILI
    )
    return Utente.objects.filter(
        pk__in=incarichi.values("utente"), is_active=True, ente__isnull=True
    ).order_by("cognome", "nome", "pk")


def adulti_di(caso: CasoAdi) -> Any:
    """Adults of the household; who has no date of birth is taken as one."""
    oggi = timezone.localdate()
    compleanno = oggi.replace(year=oggi.year - 18, day=min(oggi.day, 28))
    return (
        Persona.objects.filter(componenti_caso__caso=caso, componenti_caso__uscito_il__isnull=True)
        .exclude(data_nascita__gt=compleanno)
        .order_by("data_nascita", "pk")
    )
