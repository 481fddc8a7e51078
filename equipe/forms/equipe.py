"""Forms of the team."""

from typing import Any

from django import forms
from django.utils import timezone

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ente, Incarico, ServizioEnte, Utente
from cases.models import CasoAdi, Persona
from equipe.forms.composizione import adulti_di, responsabili_di
from equipe.services.contenuti import funzioni_in_equipe


class FormCostituzione(forms.Form):
    """Constitute the team of a case."""

    costituita_il = forms.DateField(label="Costituita il", widget=forms.DateInput)
    motivo = forms.CharField(
        label="Perché serve un'équipe",
        help_text="Quali bisogni chiedono più sguardi.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    responsabile = forms.ModelChoiceField(label="Operatore responsabile", queryset=Utente.objects.none())
    referente_familiare = forms.ModelChoiceField(
        label="Referente della famiglia",
        queryset=Persona.objects.none(),
        required=False,
        empty_label="Nessuno",
        help_text="Un adulto della famiglia che segue il lavoro dell'équipe.",
    )
    senza_referente = forms.CharField(
        label="Se nessun adulto può farlo, perché", max_length=200, required=False
    )

    def __init__(self, *args: Any, caso: CasoAdi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsabile"].queryset = responsabili_di(caso)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["referente_familiare"].queryset = adulti_di(caso)  # type: ignore[attr-defined]  # a ModelChoiceField


class _Persona(forms.ModelChoiceField[Utente]):
    """A person as «Name, body»."""

    def label_from_instance(self, obj: Utente) -> str:
        return f"{obj}, {obj.ente.nome}" if obj.ente else str(obj)


class FormMembro(forms.Form):
    """A person who enters the team: a user of the program, or somebody written by name."""

    funzione = forms.ChoiceField(
        label="Funzione", choices=lambda: [("", "Scegli la funzione"), *funzioni_in_equipe()]
    )
    utente = _Persona(
        label="Persona che usa il programma",
        help_text="Se la scegli, nome ed ente sono i suoi. Chi è del Comune vede questo caso; chi è di un altro ente "
        "vede solo le riunioni a cui lo inviti e scrive la sua parte del Quadro.",
        queryset=Utente.objects.none(),
        required=False,
    )
    nome = forms.CharField(label="Nome", max_length=80, required=False)
    cognome = forms.CharField(label="Cognome", max_length=80, required=False)
    ente = forms.ModelChoiceField(label="Ente", queryset=Ente.objects.none(), required=False)
    servizio = forms.ModelChoiceField(label="Servizio", queryset=ServizioEnte.objects.none(), required=False)
    ente_testo = forms.CharField(label="Ente, se non è nell'elenco", max_length=160, required=False)
    email = forms.EmailField(
        label="Posta elettronica", required=False, help_text="Per gli inviti, se non usa il programma."
    )
    dal = forms.DateField(label="Dal", widget=forms.DateInput)

    def __init__(self, *args: Any, caso: CasoAdi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ambito, self.capofila = caso.ambito_id, caso.ambito.ente_capofila
        educatori = Incarico.objects.attivi(timezone.localdate()).filter(
            ambito=ambito,
            ruolo__in=[Ruolo.EDUCATORE, Ruolo.ASSISTENTE_SOCIALE, Ruolo.REFERENTE_PARTNER],
        )
        scelte = {
            "utente": Utente.objects.filter(pk__in=educatori.values("utente"), is_active=True)
            .select_related("ente")
            .order_by("cognome", "nome", "pk"),
            "ente": Ente.objects.filter(ambito=ambito),
            "servizio": ServizioEnte.objects.filter(ente__ambito=ambito).select_related("ente"),
        }
        for nome, righe in scelte.items():
            self.fields[nome].queryset = righe  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        utente = dati.get("utente")
        if utente is not None:
            dati["nome"], dati["cognome"] = utente.nome, utente.cognome
        elif not (dati.get("nome") and dati.get("cognome")):
            self.add_error("nome", "Scrivi nome e cognome, oppure scegli un collega.")
        servizio = dati.get("servizio")
        if utente is not None and utente.ente is not None:
            dati["ente"], dati["ente_testo"] = utente.ente, ""
        if servizio is not None and dati.get("ente") is None:
            dati["ente"] = servizio.ente
        if utente is not None and dati.get("ente") is None and not dati.get("ente_testo"):
            dati["ente_testo"] = self.capofila
        if dati.get("ente") is None and not dati.get("ente_testo"):
            self.add_error("ente_testo", "Scegli l'ente, oppure scrivine il nome.")
        return dati


class FormUscita(forms.Form):
    """Somebody leaves the team."""

    al = forms.DateField(label="Ultimo giorno in équipe", widget=forms.DateInput)
    motivo = forms.CharField(label="Perché cambia", max_length=200)
