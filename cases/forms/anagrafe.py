"""Forms of the registry: they validate and shape what was typed, nothing else."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Comune
from adi_platform.ricerca.importi import leggi_importo
from cases.enums import Parentela, Sesso, StatoISEE, TipoCodice, TipoISEE, TipoRecapito
from cases.forms.campi import CampoGiorno, CampoNonFuturo, CampoTesto
from cases.models import Appartenenza, Persona
from cases.services.isee import DatiISEE
from cases.services.persone import CAMPI_DI_RESIDENZA, DatiPersona

TIPI_CON_SCADENZA = (TipoCodice.STP, TipoCodice.ENI)


class CampoImporto(forms.CharField):
    """Euro as people write them: `9.360,00`, `9360`. The text stays as typed when it is wrong."""

    def __init__(self, **altro: Any) -> None:
        super().__init__(
            **{"max_length": 40, "widget": forms.TextInput(attrs={"inputmode": "decimal"}), **altro}
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # a text field that gives an amount
        testo = super().to_python(value)
        if testo in self.empty_values:
            return None
        try:
            return leggi_importo(str(testo))
        except DominioError as errore:
            raise forms.ValidationError(errore.messaggio) from errore

    def run_validators(self, value: Any) -> None:
        """The reader has already checked the amount; the validators are those of a text."""


class CampoScala(forms.DecimalField):
    def __init__(self, **altro: Any) -> None:
        super().__init__(**{"max_digits": 4, "decimal_places": 2, "min_value": Decimal("0.01"), **altro})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as the stubs of Django say int
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class PersonaForm(forms.Form):
    """Data of a person. `protetta` takes the address out of the form."""

    cognome = forms.CharField(label="Cognome", max_length=80)
    nome = forms.CharField(label="Nome", max_length=80)
    tipo_codice = forms.ChoiceField(
        label="Tipo di codice", choices=TipoCodice.choices, initial=TipoCodice.CODICE_FISCALE
    )
    codice = forms.CharField(
        label="Codice", max_length=60, required=False, help_text="Senza preoccuparti di spazi e maiuscole."
    )
    codice_scade_il = CampoGiorno(
        label="Scadenza del codice", required=False, help_text="Solo per STP ed ENI: durano sei mesi."
    )
    motivo_senza_codice = forms.CharField(
        label="Perché non ha un codice",
        max_length=200,
        required=False,
        help_text="Solo per chi è privo di codice, per esempio: in attesa di rilascio.",
    )
    data_nascita = CampoGiorno(label="Data di nascita", required=False)
    sesso = forms.ChoiceField(label="Sesso", choices=[("", "Non indicato"), *Sesso.choices], required=False)
    luogo_nascita = forms.CharField(label="Luogo di nascita", max_length=120, required=False)
    cittadinanza = forms.CharField(label="Cittadinanza", max_length=80, required=False)
    titolo_soggiorno = forms.CharField(label="Titolo di soggiorno", max_length=120, required=False)
    scadenza_titolo = CampoGiorno(label="Scadenza del titolo di soggiorno", required=False)
    comune_residenza = forms.ModelChoiceField(
        label="Comune di residenza",
        queryset=Comune.objects.none(),
        required=False,
        empty_label="Fuori Ambito",
    )
    residenza_altrove = forms.CharField(label="Residenza fuori Ambito", max_length=120, required=False)
    indirizzo = forms.CharField(label="Indirizzo", max_length=200, required=False)
    conferma_discordanze = forms.BooleanField(
        label="Ho controllato: il codice è giusto così", required=False, widget=forms.HiddenInput
    )
    versione = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000_000
    )

    def __init__(
        self,
        *args: Any,
        ambiti: Iterable[int],
        protetta: bool = False,
        chiedi_conferma: bool = False,
        **altro: Any,
    ) -> None:
        super().__init__(*args, **altro)
        comuni = Comune.objects.filter(ambito_id__in=list(ambiti)).order_by("nome")
        self.fields["comune_residenza"].queryset = comuni  # type: ignore[attr-defined]  # a ModelChoiceField
        if protetta:
            for nome in CAMPI_DI_RESIDENZA:
                del self.fields[nome]
        if chiedi_conferma:
            self.mostra_conferma()

    def mostra_conferma(self) -> None:
        """From now on the person must tick that code and data differ on purpose."""
        self.fields["conferma_discordanze"].widget = forms.CheckboxInput()

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if dati.get("tipo_codice") in TIPI_CON_SCADENZA and not dati.get("codice_scade_il"):
            self.add_error(
                "codice_scade_il", "Scrivi quando scade il codice STP o ENI: lo trovi sul tesserino."
            )
        if (
            dati.get("tipo_codice") != TipoCodice.PRIVO
            and not dati.get("codice")
            and "codice" not in self.errors
        ):
            self.add_error("codice", "Scrivi il codice, oppure scegli «Privo di codice» e spiega perché.")
        return dati

    def dati(self) -> DatiPersona:
        campi = DatiPersona.__dataclass_fields__
        return DatiPersona(**{nome: v for nome, v in self.cleaned_data.items() if nome in campi})

    @staticmethod
    def valori_di(persona: Persona) -> dict[str, Any]:
        """Initial values for the sheet of somebody."""
        valori = {nome: getattr(persona, nome) for nome in DatiPersona.__dataclass_fields__}
        return {**valori, "versione": persona.versione}


class RecapitoForm(forms.Form):
    tipo = forms.ChoiceField(label="Tipo", choices=TipoRecapito.choices)
    valore = forms.CharField(label="Recapito", max_length=160)
    nota = forms.CharField(
        label="Nota", max_length=160, required=False, help_text="Per esempio: solo al mattino."
    )


class MotivoForm(forms.Form):
    motivo = forms.CharField(
        label="Perché ti serve", max_length=300, help_text="Resta scritto nel registro delle letture."
    )


class RecapitoProtettoForm(forms.Form):
    """Protected address and up to two contacts."""

    indirizzo = forms.CharField(label="Indirizzo", max_length=200, required=False)
    residenza_altrove = forms.CharField(label="Luogo fuori Ambito", max_length=120, required=False)
    telefono = forms.CharField(label="Telefono", max_length=60, required=False)
    email = forms.CharField(label="Posta elettronica", max_length=160, required=False)

    def clean(self) -> dict[str, Any]:
        """What is sent takes the place of everything: an empty request must not wipe the address out."""
        dati = super().clean() or {}
        if not self.errors and not any(dati.values()):
            self.add_error("indirizzo", "Scrivi almeno l'indirizzo o un recapito.")
        return dati


class RelazioneForm(forms.Form):
    rapporto = forms.CharField(
        label="Rapporto", max_length=80, help_text="Per esempio: amministratrice di sostegno, nonno, tutore."
    )
    nome_libero = forms.CharField(label="Nome e cognome", max_length=160)
    nota = forms.CharField(label="Nota", max_length=300, required=False)


class ComponenteForm(forms.Form):
    """Who enters a household. `persona` lists only people found and in scope."""

    persona = forms.TypedChoiceField(
        label="Persona",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Scegli la persona."},
    )
    parentela = forms.ChoiceField(
        label="Rapporto con il richiedente",
        choices=[("", "Scegli il rapporto"), *Parentela.choices],
        error_messages={"required": "Scegli il rapporto con il richiedente."},
    )
    dal = CampoNonFuturo(label="Nel nucleo dal")

    def __init__(self, *args: Any, persone: Iterable[Persona], **altro: Any) -> None:
        super().__init__(*args, **altro)
        self.fields["persona"].choices = [(p.pk, descrivi(p)) for p in persone]  # type: ignore[attr-defined]


class UscitaForm(forms.Form):
    al = CampoGiorno(label="Ultimo giorno nel nucleo")


class IngressoForm(forms.Form):
    """The day of entry was written wrong."""

    dal = CampoNonFuturo(label="Nel nucleo dal")
    motivo = forms.CharField(
        label="Perché la data cambia", max_length=300, help_text="Resta tra le correzioni del nucleo."
    )


class NucleoForm(forms.Form):
    comune = forms.ModelChoiceField(label="Comune", queryset=Comune.objects.none(), required=False)
    dal = CampoNonFuturo(label="Nel nucleo dal")

    def __init__(self, *args: Any, ambito_id: int, **altro: Any) -> None:
        super().__init__(*args, **altro)
        comuni = Comune.objects.filter(ambito_id=ambito_id).order_by("nome")
        self.fields["comune"].queryset = comuni  # type: ignore[attr-defined]  # a ModelChoiceField


class ReferenteForm(forms.Form):
    referente = forms.TypedChoiceField(label="Referente del nucleo", coerce=int)

    def __init__(self, *args: Any, membri: Iterable[Appartenenza], **altro: Any) -> None:
        super().__init__(*args, **altro)
        self.fields["referente"].choices = [(m.persona_id, str(m.persona)) for m in membri]  # type: ignore[attr-defined]


class ISEEForm(forms.Form):
    """An attestation as it is read on paper."""

    tipo = forms.ChoiceField(label="Tipo di ISEE", choices=TipoISEE.choices)
    valore = CampoImporto(label="ISEE (euro)", required=False, help_text="Per esempio 9.360,00.")
    protocollo = forms.CharField(
        label="Protocollo DSU", max_length=40, required=False, help_text="INPS-ISEE-anno-…"
    )
    presentata_il = CampoGiorno(label="DSU presentata il", required=False)
    rilasciata_il = CampoGiorno(label="Attestazione rilasciata il", required=False)
    scade_il = CampoGiorno(
        label="Scadenza",
        required=False,
        help_text="Vuota: 31 dicembre dell'anno della DSU, tranne il corrente.",
    )
    stato = forms.ChoiceField(label="Stato", choices=StatoISEE.choices)
    omissioni = CampoTesto(label="Omissioni o difformità", required=False)
    ise = CampoImporto(label="ISE (euro)", required=False)
    isr = CampoImporto(label="ISR (euro)", required=False)
    isp = CampoImporto(label="ISP (euro)", required=False)
    scala = CampoScala(label="Scala di equivalenza", required=False)
    da_confermare = forms.BooleanField(label="Il valore è ancora da confermare", required=False)

    def dati(self) -> DatiISEE:
        return DatiISEE(**{nome: v for nome, v in self.cleaned_data.items() if nome != "motivo"})


class CorreggiISEEForm(ISEEForm):
    """What was missing is just written; what was already there changes only with a reason."""

    motivo = forms.CharField(
        label="Perché cambia un dato già scritto",
        max_length=100,
        required=False,
        help_text="Lascialo vuoto se aggiungi soltanto quello che mancava.",
    )


class AnnullaISEEForm(forms.Form):
    motivo = forms.CharField(
        label="Perché non vale",
        max_length=300,
        help_text="Per esempio: scritta nel nucleo sbagliato. L'attestazione resta leggibile, annullata.",
    )


class SostituisciISEEForm(ISEEForm):
    """The attestation that takes the place of a wrong one, and why."""

    motivo = forms.CharField(
        label="Perché quella di prima non vale", max_length=300, help_text="Resta accanto a quella annullata."
    )
    field_order = ["motivo"]


def descrivi(persona: Persona) -> str:
    """A person in a list of choices: name and day of birth, never the address."""
    nascita: datetime.date | None = persona.data_nascita
    return f"{persona}, {nascita:%d/%m/%Y}" if nascita else str(persona)
