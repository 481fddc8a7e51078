"""Forms of appointments, convocations and outcomes."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from adi_platform.organizzazione.models import Sede, Utente
from cases.enums import CanaleConvocazione, EsitoIncontro, ModalitaIncontro, TipoAppuntamento
from cases.forms.campi import CampoGiorno, CampoOra, CampoTesto, ModuloConVersione
from cases.rules.contenuti import motivi_giustificati

ORA_PROPOSTA = datetime.time(10)
SCEGLI_ESITO = "Scegli com'è andata tra gli esiti della pagina."
ESITO_ASSENTE = {"required": SCEGLI_ESITO, "invalid_choice": SCEGLI_ESITO}


def scelte_motivo() -> list[tuple[str, str]]:
    voci = [v for v in motivi_giustificati().values() if "appuntamenti" in v.riguarda]
    return [("", "Scegli il motivo"), *((v.codice, v.motivo) for v in voci)]


class CampoSede(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only for the checker
    """Offices of several Comuni often have the same name: the Comune comes first."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.comune.nome}: {obj}"


def sedi_di(*ambiti: int) -> QuerySet[Sede]:
    return Sede.objects.filter(ambito_id__in=ambiti).select_related("comune").order_by("comune__nome", "nome")


class QuandoForm(forms.Form):
    """A day and an hour, and the confirmation of the warnings."""

    giorno = CampoGiorno(label="Giorno")
    ora = CampoOra(label="Ora", initial=ORA_PROPOSTA)
    confermato = forms.BooleanField(label="Ho letto gli avvisi: va bene lo stesso", required=False)

    @property
    def inizio(self) -> datetime.datetime:
        dati = self.cleaned_data
        return timezone.make_aware(datetime.datetime.combine(dati["giorno"], dati["ora"]))


class AppuntamentoForm(QuandoForm):
    tipo = forms.ChoiceField(label="Perché", choices=TipoAppuntamento.choices)
    durata_minuti = forms.IntegerField(label="Durata in minuti", min_value=15, max_value=480, initial=60)
    modalita = forms.ChoiceField(label="Come", choices=ModalitaIncontro.choices)
    sede = CampoSede(
        label="Sede",
        queryset=Sede.objects.none(),
        required=False,
        help_text="Vale solo per gli incontri in sede.",
    )
    luogo = forms.CharField(
        label="Altro luogo o collegamento",
        max_length=200,
        required=False,
        help_text="Non scrivere qui un indirizzo di casa.",
    )
    con = forms.ModelChoiceField(label="Con chi", queryset=Utente.objects.none())

    field_order = ["tipo", "giorno", "ora", "durata_minuti", "modalita", "sede", "luogo", "con", "confermato"]

    def __init__(self, *args: Any, ambito_id: int, persone: Iterable[Utente], **altro: Any) -> None:
        super().__init__(*args, **altro)
        self._scelte("sede").queryset = sedi_di(ambito_id)
        self._scelte("con").queryset = Utente.objects.filter(pk__in=[p.pk for p in persone])

    def _scelte(self, nome: str) -> forms.ModelChoiceField:  # type: ignore[type-arg]  # two models
        campo = self.fields[nome]
        if not isinstance(campo, forms.ModelChoiceField):
            raise TypeError(nome)
        return campo


class ConvocaForm(forms.Form):
    canale = forms.ChoiceField(label="Canale")
    il = CampoGiorno(label="Inviata il")

    def __init__(
        self, *args: Any, canali: Iterable[CanaleConvocazione], oggi: datetime.date, **altro: Any
    ) -> None:
        super().__init__(*args, **{"initial": {"il": oggi}, **altro})
        self.fields["canale"] = forms.ChoiceField(
            label="Canale", choices=[(c.value, c.label) for c in canali]
        )


class GiornoForm(forms.Form):
    il = CampoGiorno(label="Giorno")


class SpostaForm(QuandoForm, ModuloConVersione):
    pass


# What each outcome asks, beside the day and the note.
CAMPI_DELL_ESITO = {
    EsitoIncontro.SVOLTO: ("registrato_gepi_il",),
    EsitoIncontro.SPONTANEO: ("registrato_gepi_il",),
    EsitoIncontro.ASSENZA_GIUSTIFICATA: ("motivo",),
    EsitoIncontro.ASSENZA_INGIUSTIFICATA: ("sentita_il", "valutazione"),
}
SOLO_ADI = {"registrato_gepi_il"}
SEMPRE = ("versione", "esito", "il", "nota")
GIORNO_DELL_ESITO = {
    EsitoIncontro.SVOLTO: "Giorno dell'incontro",
    EsitoIncontro.SPONTANEO: "Giorno dell'incontro",
    EsitoIncontro.ASSENZA_GIUSTIFICATA: "Giorno in cui hai accolto il motivo",
    EsitoIncontro.ASSENZA_INGIUSTIFICATA: "Giorno in cui hai valutato l'assenza",
}


class EsitoForm(ModuloConVersione):
    """One outcome, with only the fields that it needs. Only the outcomes that make sense now are taken."""

    esito = forms.ChoiceField(widget=forms.HiddenInput)
    il = CampoGiorno(label="Giorno")
    motivo = forms.ChoiceField(label="Motivo dell'assenza", required=False)
    sentita_il = CampoGiorno(label="Persona sentita il", required=False)
    valutazione = CampoTesto(label="Che cosa ha detto la persona e come l'hai valutato", required=False)
    nota = CampoTesto(label="Nota", required=False)
    registrato_gepi_il = CampoGiorno(label="Registrato in GePI il", required=False)

    def __init__(self, *args: Any, esiti: Iterable[str], scelto: str, adi: bool = True, **altro: Any) -> None:
        super().__init__(*args, **{"auto_id": f"id_{scelto or 'esito'}_%s", **altro})
        self.fields["esito"] = forms.ChoiceField(
            widget=forms.HiddenInput, choices=[(e, e) for e in esiti], error_messages=ESITO_ASSENTE
        )
        self.fields["motivo"] = forms.ChoiceField(
            label="Motivo dell'assenza", choices=scelte_motivo(), required=False
        )
        chiesti = (*SEMPRE, *CAMPI_DELL_ESITO.get(EsitoIncontro(scelto), ())) if scelto else SEMPRE
        for nome in self.fields.keys() - (set(chiesti) - (set() if adi else SOLO_ADI)):
            del self.fields[nome]
        if scelto in GIORNO_DELL_ESITO:
            self.fields["il"].label = GIORNO_DELL_ESITO[EsitoIncontro(scelto)]


class SpontaneaForm(forms.Form):
    giorno = CampoGiorno(label="Giorno")
    ora = CampoOra(label="Ora", initial=ORA_PROPOSTA)
    nota = CampoTesto(label="Nota", required=False)
    registrato_gepi_il = CampoGiorno(label="Registrato in GePI il", required=False)

    def __init__(self, *args: Any, adi: bool, **altro: Any) -> None:
        super().__init__(*args, **altro)
        if not adi:
            del self.fields["registrato_gepi_il"]

    @property
    def quando(self) -> datetime.datetime:
        dati = self.cleaned_data
        return timezone.make_aware(datetime.datetime.combine(dati["giorno"], dati["ora"]))


class ConvocaSelezioneForm(forms.Form):
    """One office, one day, one after the other."""

    giorno = CampoGiorno(label="Giorno")
    ora = CampoOra(label="Dalle ore", initial=datetime.time(9))
    durata_minuti = forms.IntegerField(
        label="Minuti per ogni famiglia", min_value=15, max_value=240, initial=45
    )
    sede = CampoSede(label="Sede", queryset=Sede.objects.none())
    confermato = forms.BooleanField(label="Ho letto gli avvisi: va bene lo stesso", required=False)

    def __init__(self, *args: Any, ambiti: Iterable[int], **altro: Any) -> None:
        super().__init__(*args, **altro)
        self.fields["sede"] = CampoSede(label="Sede", queryset=sedi_di(*ambiti))

    @property
    def inizio(self) -> datetime.datetime:
        dati = self.cleaned_data
        return timezone.make_aware(datetime.datetime.combine(dati["giorno"], dati["ora"]))
