"""The facts that a measure asks, as a form built from its file; ISEE and situation; corrections; proposal."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from cases.forms.anagrafe import CampoImporto
from cases.forms.campi import CampoGiorno, CampoTesto
from cases.models import AttestazioneISEE
from contributi.enums import ModoErogazione
from contributi.models import SituazioneEconomica
from contributi.rules.fatti import euro, giorno
from contributi.rules.misura import FattoRichiesto, TipoFatto
from contributi.services.proposta import DatiProposta, Orientamento

PROVA = "prova"
NESSUNO = "nessuno"
AIUTO_PROVA = "Documento, banca dati o dichiarazione, con la data."
RIGHE_VUOTE = 2
RIGHE_MASSIME = 20
SI_NO = (("", "Non rilevato"), ("si", "Sì"), ("no", "No"))
DATE_SBAGLIATE = "Scrivi le date una per riga, per esempio 23/11/2026."


class CampoDate(forms.CharField):
    """Several days, one for each line."""

    def __init__(self, **altro: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **{"max_length": 400, **altro})

    def to_python(self, value: Any) -> list[datetime.date]:  # type: ignore[override]  # a text field that gives days
        testi = [riga.strip() for riga in str(value or "").splitlines() if riga.strip()]
        try:
            return [CampoGiorno().clean(testo) for testo in testi]
        except forms.ValidationError as errore:
            raise forms.ValidationError(DATE_SBAGLIATE) from errore

    def validate(self, value: Any) -> None:
        """Each day was already checked."""

    def run_validators(self, value: Any) -> None:
        """Each day was already checked."""


class FattiForm(forms.Form):
    """One control for each fact, and beside it the evidence. Everything may stay unwritten."""

    def __init__(
        self,
        *args: Any,
        fatti: Iterable[FattoRichiesto],
        raccolti: Mapping[str, Any],
        con_prova: bool = True,
        **altro: Any,
    ) -> None:
        super().__init__(*args, **altro)
        self.fatti = tuple(fatti)
        self.raccolti = raccolti
        self.righe: dict[str, list[FattiForm]] = {}
        for fatto in self.fatti:
            if fatto.tipo is TipoFatto.RIGHE:
                self.righe[fatto.codice] = self._moduli_delle_righe(fatto)
                nome = f"{fatto.codice}__{NESSUNO}"
                self.fields[nome] = forms.BooleanField(label="Nessuno, e risulta", required=False)
                self.initial.setdefault(nome, _valore(raccolti.get(fatto.codice)) == [])
            else:
                self.fields[fatto.codice] = _campo(fatto)
                self.initial.setdefault(fatto.codice, _iniziale(fatto, _valore(raccolti.get(fatto.codice))))
            if con_prova:
                nome = f"{fatto.codice}__{PROVA}"
                self.fields[nome] = forms.CharField(
                    label="Prova", max_length=200, required=False, help_text=AIUTO_PROVA
                )
                self.initial.setdefault(nome, _prova(raccolti.get(fatto.codice)))

    def _moduli_delle_righe(self, fatto: FattoRichiesto) -> list["FattiForm"]:
        scritte = list(_valore(self.raccolti.get(fatto.codice)) or [])
        quante = min(RIGHE_MASSIME, len(scritte) + RIGHE_VUOTE)
        return [
            FattiForm(
                self.data if self.is_bound else None,
                fatti=fatto.campi,
                raccolti=scritte[n] if n < len(scritte) else {},
                con_prova=False,
                prefix=f"{fatto.codice}-{n}",
            )
            for n in range(quante)
        ]

    def is_valid(self) -> bool:
        moduli = [m for gruppo in self.righe.values() for m in gruppo]
        return all([super().is_valid(), *(m.is_valid() for m in moduli)])

    def voci(self) -> list[dict[str, Any]]:
        """For the page: the fact, its control, its evidence, its rows."""
        return [
            {
                "fatto": fatto,
                "campo": self[fatto.codice] if fatto.codice in self.fields else None,
                "prova": self[f"{fatto.codice}__{PROVA}"],
                "righe": self.righe.get(fatto.codice, []),
                "nessuno": self[f"{fatto.codice}__{NESSUNO}"] if fatto.codice in self.righe else None,
            }
            for fatto in self.fatti
        ]

    def valori(self) -> dict[str, Any]:
        """JSON of the facts that were written, each with its evidence."""
        scritti = {}
        for fatto in self.fatti:
            valore = self._scritto(fatto)
            prova = self.cleaned_data.get(f"{fatto.codice}__{PROVA}", "")
            if valore is not None:
                scritti[fatto.codice] = {"valore": valore, "prova": prova}
        return scritti

    def semplici(self) -> dict[str, Any]:
        """The same without evidence: one row of a fact written in rows."""
        trovati = {fatto.codice: self._scritto(fatto) for fatto in self.fatti}
        return {codice: valore for codice, valore in trovati.items() if valore is not None}

    def _scritto(self, fatto: FattoRichiesto) -> Any:
        if fatto.tipo is TipoFatto.RIGHE:
            righe = [riga for m in self.righe[fatto.codice] if (riga := m.semplici())]
            return righe or ([] if self.cleaned_data.get(f"{fatto.codice}__{NESSUNO}") else None)
        return _json(fatto, self.cleaned_data.get(fatto.codice))


def _campo(fatto: FattoRichiesto) -> forms.Field:
    comuni: dict[str, Any] = {"label": fatto.etichetta, "required": False, "help_text": fatto.aiuto}
    scelte = list(fatto.scelte.items())
    costruttori: dict[TipoFatto, Any] = {
        TipoFatto.BOOL: lambda: forms.ChoiceField(choices=SI_NO, **comuni),
        TipoFatto.DATA: lambda: CampoGiorno(**comuni),
        TipoFatto.DATE: lambda: CampoDate(**comuni),
        TipoFatto.IMPORTO: lambda: CampoImporto(**comuni),
        TipoFatto.INTERO: lambda: forms.IntegerField(min_value=0, max_value=1_000_000, **comuni),
        TipoFatto.SCELTA: lambda: forms.ChoiceField(choices=[("", "Non rilevato"), *scelte], **comuni),
        TipoFatto.SCELTE: lambda: forms.MultipleChoiceField(
            choices=scelte, widget=forms.CheckboxSelectMultiple, **comuni
        ),
    }
    campo: forms.Field = costruttori.get(fatto.tipo, lambda: forms.CharField(max_length=300, **comuni))()
    return campo


def _json(fatto: FattoRichiesto, valore: Any) -> Any:
    if valore in (None, "", []):
        return None
    if fatto.tipo is TipoFatto.BOOL:
        return valore == "si"
    if isinstance(valore, datetime.date):
        return valore.isoformat()
    if isinstance(valore, Decimal):
        return str(valore)
    if isinstance(valore, list):
        return [v.isoformat() if isinstance(v, datetime.date) else v for v in valore]
    return valore


def _iniziale(fatto: FattoRichiesto, valore: Any) -> Any:
    if fatto.tipo is TipoFatto.BOOL and isinstance(valore, bool):
        return "si" if valore else "no"
    if fatto.tipo is TipoFatto.IMPORTO and valore is not None:
        return str(valore).replace(".", ",")
    if fatto.tipo is TipoFatto.DATE and valore:
        return "\n".join(f"{datetime.date.fromisoformat(v):%d/%m/%Y}" for v in valore)
    return valore


def _valore(voce: Any) -> Any:
    return voce.get("valore") if isinstance(voce, Mapping) and "valore" in voce else voce


def _prova(voce: Any) -> str:
    return str(voce.get("prova") or "") if isinstance(voce, Mapping) else ""


class CampoAttestazione(forms.ModelChoiceField[AttestazioneISEE]):
    """Two attestations of one kind are told apart by value and dates."""

    def label_from_instance(self, obj: AttestazioneISEE) -> str:
        quando = f", rilasciata il {giorno(obj.rilasciata_il)}" if obj.rilasciata_il else ""
        return f"{obj.get_tipo_display()}: {euro(obj.valore)}{quando}, scade il {giorno(obj.scade_il)}"


class SituazioneForm(forms.Form):
    """ISEE chosen among the attestations of the household; income, expenses, aids, declared means."""

    attestazione = CampoAttestazione(
        label="ISEE che si usa",
        queryset=AttestazioneISEE.objects.none(),
        required=False,
        empty_label="Nessuno, per ora",
        help_text="Il valore si copia com'è oggi. Le attestazioni si registrano nella pagina del nucleo.",
    )
    reddito = CampoImporto(label="Reddito disponibile al mese", required=False, help_text="Ogni entrata.")
    spese = CampoImporto(label="Spese reali al mese", required=False, help_text="Casa, cibo, cure, scuola.")
    debiti = CampoImporto(label="Debiti", required=False)
    provvidenze = CampoTesto(label="Aiuti ricevuti e non dichiarati nell'ISEE", required=False)
    aiuti_altrove = CampoImporto(label="Altri aiuti dell'anno, fuori da qui", required=False)
    mezzi = CampoTesto(
        label="Da dove viene il necessario per vivere",
        required=False,
        help_text="Con un ISEE uguale a zero si dichiara e si firma (regolamento, art. 16).",
    )
    mezzi_dichiarati_il = CampoGiorno(label="Dichiarazione firmata il", required=False)
    versione = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, situazione: SituazioneEconomica, nucleo_id: int, **altro: Any) -> None:
        super().__init__(*args, **altro)
        campo = self.fields["attestazione"]
        assert isinstance(campo, forms.ModelChoiceField)  # noqa: S101  narrows the type for mypy
        valide = AttestazioneISEE.objects.valide()
        campo.queryset = valide.filter(nucleo=nucleo_id).order_by("-presentata_il", "-pk")
        for nome in self.fields:
            valore = getattr(situazione, nome)
            self.initial.setdefault(
                nome, _iniziale_importo(valore) if isinstance(valore, Decimal) else valore
            )

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        scelta = dati.get("attestazione")
        if scelta is not None and scelta.valore == 0 and not dati.get("mezzi"):
            self.add_error("mezzi", "L'ISEE è zero: scrivi da dove viene il necessario per vivere.")
        if dati.get("mezzi_dichiarati_il") and not dati.get("mezzi"):
            self.add_error("mezzi", "Scrivi che cosa è stato dichiarato.")
        return dati

    def valori(self) -> dict[str, Any]:
        return {n: v for n, v in self.cleaned_data.items() if n not in ("attestazione", "versione")}


def _iniziale_importo(valore: Decimal) -> str:
    return str(valore).replace(".", ",")


class CorrezioneForm(forms.Form):
    motivo = forms.CharField(widget=forms.HiddenInput, max_length=60)
    motivazione = CampoTesto(label="Perché si supera", max_length=2000)


class PropostaForm(forms.Form):
    orientamento = forms.ChoiceField(
        label="Che cosa proponi", choices=Orientamento.choices, widget=forms.RadioSelect
    )
    importo = CampoImporto(
        label="Importo", help_text="In euro: al mese, se scrivi i mesi; altrimenti in tutto."
    )
    mesi = forms.IntegerField(label="Per quanti mesi", required=False, min_value=1, max_value=24)
    modo = forms.ChoiceField(label="Come si eroga", choices=ModoErogazione.choices)
    motivazione = CampoTesto(label="Motivazione", righe=6)
    motivo_deroga = CampoTesto(
        label="Perché in deroga", required=False, help_text="Solo se proponi la deroga (art. 18)."
    )

    che_cosa_cambia = CampoTesto(
        label="Che cosa è cambiato dall'ultima volta",
        help_text="Rispondi a ciò che la commissione ha chiesto: lo legge per primo.",
    )

    def __init__(self, *args: Any, torna: bool = False, **altro: Any) -> None:
        super().__init__(*args, **altro)
        if torna:
            self.order_fields(["che_cosa_cambia", *self.fields])
        else:
            del self.fields["che_cosa_cambia"]

    def dati(self) -> DatiProposta:
        return DatiProposta(**self.cleaned_data)
