"""Forms of the money: funds, creditors, lists, recoveries, vouchers, shops."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Comune, Ente
from adi_platform.ui.formati import euro
from cases.forms.anagrafe import CampoImporto
from cases.forms.campi import CampoGiorno, CampoNonFuturo, CampoTesto, ModuloConVersione
from contributi.enums import GenereCreditore, ModoErogazione, StatoBuono, StatoRata
from contributi.models import Creditore, GiustificativoSpesa, Misura, PianoErogazione, Rata
from contributi.rules.coordinate import leggi_iban
from contributi.services.creditori import DatiCreditore, con_lo_stesso_iban
from contributi.services.rendiconti import ENTI_AMMESSI


class CampoEuro(CampoImporto):
    """An amount as an Italian writes it; with `segno` a minus in front is allowed, `massimo` is the last one."""

    def __init__(self, *, segno: bool = False, massimo: Decimal | None = None, **altro: Any) -> None:
        self.segno, self.massimo = segno, massimo
        super().__init__(**altro)

    def prepare_value(self, value: Any) -> Any:
        """What the program knows is written with the comma; what was typed stays as typed."""
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as in CampoImporto
        testo = str(value or "").strip()
        meno = self.segno and testo[:1] in ("-", "−")
        letto = super().to_python(testo[1:] if meno else testo)
        if letto is not None and self.massimo is not None and letto > self.massimo:
            raise forms.ValidationError(f"L'importo è troppo grande: al massimo {euro(self.massimo)}.")
        return -letto if meno and letto is not None else letto


class FiltroErogazioni(forms.Form):
    stato = forms.ChoiceField(label="Stato", required=False, choices=[("", "Tutti"), *StatoRata.choices])
    modo = forms.ChoiceField(label="Modo", required=False, choices=[("", "Tutti"), *ModoErogazione.choices])
    mese = forms.DateField(
        label="Mese",
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.TextInput(attrs={"type": "month"}),
    )

    def scelte(self) -> dict[str, Any]:
        """The valid filters only."""
        self.is_valid()
        return {nome: valore for nome, valore in self.cleaned_data.items() if valore}


class FiltroBuoni(forms.Form):
    stato = forms.ChoiceField(label="Stato", required=False, choices=[("", "Tutti"), *StatoBuono.choices])

    def scelte(self) -> dict[str, Any]:
        self.is_valid()
        return {nome: valore for nome, valore in self.cleaned_data.items() if valore}


class FormFondo(forms.Form):
    anno = forms.IntegerField(label="Anno", min_value=2000, max_value=2099)
    capitolo = forms.CharField(label="Capitolo", max_length=40)
    nome = forms.CharField(label="Nome del fondo", max_length=160)
    misura_codice = forms.ChoiceField(label="Solo per una misura", required=False)
    comune = forms.ModelChoiceField(
        label="Solo per un Comune", required=False, queryset=Comune.objects.none(), empty_label="Tutti"
    )
    stanziato = CampoEuro(label="Quanto è stanziato", help_text="In euro, per esempio 25.000,00.")
    atto = forms.CharField(label="Atto che lo stanzia", max_length=200)

    def __init__(self, *args: Any, ambito: Ambito, **altro: Any) -> None:
        super().__init__(*args, **altro)
        misure = (
            Misura.objects.dell_ambito(ambito.pk).order_by("nome", "codice").values_list("codice", "nome")
        )
        self.fields["misura_codice"] = forms.ChoiceField(
            label="Solo per una misura", required=False, choices=[("", "Tutte"), *dict(misure).items()]
        )
        comune: Any = self.fields["comune"]
        comune.queryset = Comune.objects.filter(ambito=ambito)


class FormVariazione(ModuloConVersione):
    importo = CampoEuro(label="Variazione", segno=True, help_text="Con il segno meno per togliere.")
    atto = forms.CharField(label="Atto", max_length=200)


class FormCreditore(forms.Form):
    nome = forms.CharField(label="Nome o ragione sociale", max_length=160)
    partita_iva = forms.CharField(label="Partita IVA", max_length=20, required=False)
    codice_fiscale = forms.CharField(label="Codice fiscale", max_length=20, required=False)
    iban = forms.CharField(label="IBAN", max_length=50, required=False)
    perche_stesso_iban = forms.CharField(
        label="Perché l'IBAN è anche di un altro fornitore", max_length=200, required=False
    )

    def __init__(self, *args: Any, ambito: int, escluso: int | None = None, **altro: Any) -> None:
        """The reason is asked only where another supplier has that account."""
        super().__init__(*args, **altro)
        scritto = self.data.get("iban", "") if self.is_bound else self.initial.get("iban", "")
        try:
            letto = leggi_iban(scritto)
        except DominioError:
            letto = ""
        if con_lo_stesso_iban(ambito, letto, escluso=escluso) is None:
            del self.fields["perche_stesso_iban"]

    def dati(self) -> DatiCreditore:
        nomi = ("nome", "partita_iva", "codice_fiscale", "iban", "perche_stesso_iban")
        return DatiCreditore(**{nome: self.cleaned_data.get(nome, "") for nome in nomi})


class FormCreditoreEsistente(FormCreditore, ModuloConVersione):
    attivo = forms.BooleanField(label="Si può scegliere per i prossimi pagamenti", required=False)


class FormChiRiceve(ModuloConVersione):
    """Who receives the instalments of a plan: an existing creditor or, for a person, the data on the spot."""

    def __init__(self, *args: Any, piano: PianoErogazione, genere: GenereCreditore, **altro: Any) -> None:
        super().__init__(*args, **altro)
        if genere == GenereCreditore.FORNITORE:
            self.fields["creditore"] = forms.ModelChoiceField(
                label="Fornitore",
                queryset=Creditore.objects.filter(
                    ambito=piano.richiesta.ambito_id, genere=GenereCreditore.FORNITORE, attivo=True
                ),
                help_text="Se non c'è, registralo prima in «Creditori».",
            )
            return
        if genere == GenereCreditore.TERZO:
            self.fields["nome"] = forms.CharField(label="Nome e cognome di chi riceve", max_length=160)
            self.fields["consenso_il"] = CampoNonFuturo(label="Consenso del richiedente dato il")
        self.fields["iban"] = forms.CharField(
            label="IBAN", max_length=50, required=genere == GenereCreditore.BENEFICIARIO
        )


class FormGiustificativo(forms.Form):
    creditore = forms.ModelChoiceField(label="Chi lo ha emesso", queryset=Creditore.objects.none())
    numero = forms.CharField(label="Numero del documento", max_length=60)
    data = CampoNonFuturo(label="Data del documento")  # type: ignore[assignment]  # collected by the form
    importo = CampoEuro(label="Importo")
    descrizione = forms.CharField(label="Per che cosa", max_length=200, required=False)
    file = forms.FileField(label="Copia", required=False, help_text="PDF, JPEG o PNG.")

    def __init__(self, *args: Any, piano: PianoErogazione, **altro: Any) -> None:
        super().__init__(*args, **altro)
        creditore: Any = self.fields["creditore"]
        creditore.queryset = Creditore.objects.filter(
            ambito=piano.richiesta.ambito_id, genere=GenereCreditore.FORNITORE, attivo=True
        )


class FormCollega(forms.Form):
    giustificativo = forms.ModelChoiceField(
        label="Documento di spesa", queryset=GiustificativoSpesa.objects.none()
    )

    def __init__(self, *args: Any, piano: PianoErogazione, **altro: Any) -> None:
        super().__init__(*args, **altro)
        scelta: Any = self.fields["giustificativo"]
        righe = GiustificativoSpesa.objects.filter(richiesta=piano.richiesta_id)
        scelta.queryset = righe.select_related("creditore")
        scelta.label_from_instance = lambda g: f"{g}, {g.creditore}, {euro(g.importo)}"


class FormEsiti(forms.Form):
    """Mandates of the chosen instalments, or why the money came back."""

    rate = forms.ModelMultipleChoiceField(
        label="Rate", queryset=Rata.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Scegli almeno una rata."},
    )  # fmt: skip
    esito = forms.ChoiceField(
        label="Com'è andata", choices=[("pagato", "Pagate"), ("respinto", "Tornate indietro")],
        widget=forms.RadioSelect, initial="pagato",
    )  # fmt: skip
    data = CampoNonFuturo(label="Data")  # type: ignore[assignment]  # collected by the form
    mandato = forms.CharField(
        label="Numero del mandato", max_length=40, required=False,
        widget=forms.TextInput(attrs={"data-serve": "se sono pagate"}),
    )  # fmt: skip
    motivo = forms.CharField(
        label="Perché sono tornate indietro", max_length=200, required=False,
        widget=forms.TextInput(attrs={"data-serve": "se sono tornate indietro"}),
    )  # fmt: skip

    def __init__(self, *args: Any, rate: QuerySet[Any], **altro: Any) -> None:
        super().__init__(*args, **altro)
        scelta: Any = self.fields["rate"]
        scelta.queryset = rate
        scelta.label_from_instance = lambda r: (
            f"{r.piano.richiesta.richiedente}, rata {r.numero} di {euro(r.importo)}"
        )


class FormMotivo(forms.Form):
    motivo = CampoTesto(label="Perché", righe=2, max_length=300)


class FormRipresa(FormMotivo):
    con_arretrati = forms.BooleanField(label="Si pagano anche i mesi in cui era sospeso", required=False)


class FormSegnalazione(forms.Form):
    fatti = CampoTesto(label="Che cosa è accaduto")
    imputabile = forms.TypedChoiceField(
        label="Dipende dalla persona?",
        choices=[("si", "Sì"), ("no", "No, ci sono altre cause")],
        coerce=lambda v: v == "si",
        widget=forms.RadioSelect,
    )
    cause = CampoTesto(label="Le cause che non dipendono dalla persona", required=False)


class FormRecupero(forms.Form):
    importo = CampoEuro(label="Somma da rendere")
    motivo = CampoTesto(label="Perché non era dovuta")
    ricevuto_il = CampoGiorno(label="La persona ha ricevuto l'atto il")
    rate = forms.IntegerField(label="In quante rate mensili", min_value=1, max_value=60, initial=1)
    primo_termine = CampoGiorno(label="La prima rata entro il")


class FormVersamento(forms.Form):
    versata_il = CampoNonFuturo(label="Versata il")
    ricevuta = forms.CharField(label="Numero della ricevuta", max_length=60)


class FormEmissione(forms.Form):
    scade_il = CampoGiorno(label="Ultimo giorno utile del buono")


class FormEsercizio(forms.Form):
    ente = forms.ModelChoiceField(
        label="Ente", queryset=Ente.objects.none(), help_text="Del terzo settore o di altro tipo."
    )
    comune = forms.ModelChoiceField(label="Comune", required=False, queryset=Comune.objects.none())
    indirizzo = forms.CharField(label="Indirizzo", max_length=200)
    atto = forms.CharField(label="Atto di accreditamento", max_length=200)
    dal = CampoGiorno(label="Accreditato dal")
    al = CampoGiorno(label="Fino al", required=False)

    def __init__(self, *args: Any, ambito: Ambito, **altro: Any) -> None:
        super().__init__(*args, **altro)
        ente: Any = self.fields["ente"]
        comune: Any = self.fields["comune"]
        ente.queryset = Ente.objects.filter(ambito=ambito, tipo__in=ENTI_AMMESSI, esercizio__isnull=True)
        comune.queryset = Comune.objects.filter(ambito=ambito)


class FormMese(forms.Form):
    mese = forms.DateField(
        label="Mese",
        input_formats=["%Y-%m", "%m/%Y"],
        widget=forms.TextInput(attrs={"type": "month"}),
        error_messages={"invalid": "Scrivi il mese, per esempio 11/2026."},
    )


class FormMandato(forms.Form):
    mandato = forms.CharField(label="Numero del mandato", max_length=40)
    data = CampoNonFuturo(label="Data")  # type: ignore[assignment]  # collected by the form


class FormCodice(forms.Form):
    codice = forms.CharField(
        label="Codice del buono",
        max_length=60,
        help_text="Tutte le sedici lettere e cifre, per esempio K7QF-9M2H-RTVX-4BCD.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class FormSpesa(forms.Form):
    codice = forms.CharField(widget=forms.HiddenInput, max_length=60)
    chiave = forms.UUIDField(widget=forms.HiddenInput)
    importo = CampoEuro(label="Quanto spende")
    scontrino = forms.CharField(label="Numero dello scontrino", max_length=40)

    @classmethod
    def nuovo(cls, codice: str) -> "FormSpesa":
        return cls(initial={"codice": codice, "chiave": uuid.uuid4()})


def mese_prima(giorno: datetime.date) -> datetime.date:
    return (giorno.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
