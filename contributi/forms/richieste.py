"""The request and the filters of the list."""

from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.anagrafe import CampoImporto
from cases.forms.campi import CampoTesto
from cases.models import CasoAdi, Persona
from cases.rules.anagrafe import minorenne
from contributi.enums import ModoErogazione, StatoRichiesta
from contributi.models import Misura, Richiesta
from contributi.services.misure import misura_letta, modi_ammessi
from contributi.services.richieste import DatiRichiesta

TERMINI = (("scaduto", "Scaduto"), ("vicino", "Entro 30 giorni"), ("lontano", "Oltre 30 giorni"))
CONCESSE = (StatoRichiesta.CONCESSA, StatoRichiesta.IN_EROGAZIONE, StatoRichiesta.CONCLUSA)


class RichiestaForm(forms.Form):
    """What the person asks; proposals come from the PAI."""

    misura = forms.ModelChoiceField(
        label="Misura",
        queryset=Misura.objects.none(),
        empty_label="Scegli una misura",
        help_text="Solo una misura urgente può partire senza PAI, con istruttoria sommaria.",
    )
    richiedente = forms.ModelChoiceField(
        label="Chi chiede", queryset=Persona.objects.none(), empty_label="Scegli una persona"
    )
    bisogno = CampoTesto(label="A che cosa serve", max_length=2000)
    tipo_spesa = forms.ChoiceField(label="Tipo di spesa", required=False)
    importo = CampoImporto(
        label="Quanto si chiede", help_text="In euro: al mese, se scrivi i mesi; altrimenti in tutto."
    )
    mesi = forms.IntegerField(
        label="Per quanti mesi",
        required=False,
        min_value=1,
        max_value=24,
        help_text="Vuoto per un contributo in una volta sola.",
    )
    modo = forms.ChoiceField(label="Come si eroga", choices=ModoErogazione.choices)
    consenso_terzi = forms.BooleanField(
        label="Chi chiede acconsente al pagamento a un'altra persona",
        required=False,
        help_text="Serve per la quietanza a terzi (regolamento, art. 23).",
    )
    rinnovo_di = forms.ModelChoiceField(
        label="Rinnova", queryset=Richiesta.objects.none(), required=False, empty_label="Non è un rinnovo"
    )
    versione = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000_000
    )

    def __init__(self, *args: Any, caso: CasoAdi, **altro: Any) -> None:
        super().__init__(*args, **altro)
        misure = Misura.objects.dell_ambito(caso.ambito_id).in_vigore_al(timezone.localdate())
        self._scelta("misura", misure.order_by("regolamento", "nome"))
        self.misura_scelta = self._misura_scelta()
        if self.misura_scelta is not None:
            self._della_misura(self.misura_scelta)
        dentro = Persona.objects.filter(componenti_caso__caso=caso, componenti_caso__uscito_il__isnull=True)
        piccoli = [p.pk for p in dentro if minorenne(p.data_nascita, al=timezone.localdate())]
        self._scelta("richiedente", dentro.exclude(pk__in=piccoli).distinct().order_by("cognome", "nome"))
        concesse = Richiesta.objects.filter(caso=caso, stato__in=CONCESSE).select_related("misura")
        self._scelta("rinnovo_di", concesse.select_related("richiedente").order_by("-data_domanda"))
        if not concesse.exists():
            del self.fields["rinnovo_di"]

    @property
    def altri_campi(self) -> list[forms.BoundField]:
        """Those that do not depend on the measure."""
        return [campo for campo in self if campo.name not in ("misura", "tipo_spesa", "modo")]

    def _misura_scelta(self) -> Misura | None:
        """The measure that was sent, or that the page begins from; None before it is chosen."""
        valore = self.data.get("misura") if self.is_bound else self.initial.get("misura")
        try:
            scelta: Misura = self.fields["misura"].clean(valore)
        except forms.ValidationError:
            return None
        return scelta

    def _della_misura(self, misura: Misura) -> None:
        """Only the expenses and the ways of payment that its regulation foresees."""
        spese = {voce.codice: voce.nome for voce in misura_letta(misura).spese}
        self.fields["tipo_spesa"] = forms.ChoiceField(
            label="Tipo di spesa",
            required=False,
            choices=[("", "Nessuna in particolare"), *spese.items()],
            error_messages={
                "invalid_choice": f"Questa spesa non è tra quelle di «{misura.nome}»: scegline un'altra."
            },
        )
        self.fields["modo"] = forms.ChoiceField(
            label="Come si eroga",
            choices=list(modi_ammessi(misura).items()),
            error_messages={"invalid_choice": f"«{misura.nome}» non si eroga così: scegli un altro modo."},
        )

    def _scelta(self, nome: str, righe: Any) -> None:
        campo = self.fields[nome]
        assert isinstance(campo, forms.ModelChoiceField)  # noqa: S101  narrows the type for mypy
        campo.queryset = righe

    def clean_importo(self) -> Any:
        importo = self.cleaned_data["importo"]
        if importo is not None and importo <= 0:
            raise forms.ValidationError("Scrivi un importo maggiore di zero.")
        return importo

    def dati(self) -> DatiRichiesta:
        puliti = {nome: valore for nome, valore in self.cleaned_data.items() if nome != "versione"}
        return DatiRichiesta(**puliti)


class FiltriForm(forms.Form):
    """Filters kept in the address: an odd value is ignored, never an error page."""

    stato = forms.ChoiceField(
        label="Stato", required=False, choices=[("", "Aperte"), ("tutte", "Tutte"), *StatoRichiesta.choices]
    )
    misura = forms.ChoiceField(label="Misura", required=False)
    comune = forms.TypedChoiceField(label="Comune", required=False, coerce=int, empty_value=None)
    termine = forms.ChoiceField(label="Termine", required=False, choices=[("", "Tutti"), *TERMINI])

    def __init__(
        self, *args: Any, misure: list[tuple[str, str]], comuni: list[tuple[int, str]], **altro: Any
    ) -> None:
        super().__init__(*args, **altro)
        self.fields["misura"] = forms.ChoiceField(
            label="Misura", required=False, choices=[("", "Tutte"), *misure]
        )
        self.fields["comune"] = forms.TypedChoiceField(
            label="Comune", required=False, coerce=int, empty_value=None, choices=[("", "Tutti"), *comuni]
        )

    def scelte(self) -> dict[str, Any]:
        """The valid filters only."""
        self.is_valid()
        return {nome: valore for nome, valore in self.cleaned_data.items() if valore not in (None, "")}


class MotivoForm(forms.Form):
    motivo = CampoTesto(label="Perché", max_length=1000)
