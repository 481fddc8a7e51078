"""Forms of the decision: draft, notice, observations, receipt, publication, half-yearly list."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from adi_platform.http.moduli import Conferma
from adi_platform.organizzazione.models import Utente
from cases.forms.campi import CampoGiorno, CampoTesto, ModuloConVersione
from contributi.enums import (
    CANALI_CON_GIACENZA,
    CANALI_CON_PROVA,
    TIPI_DI_CONCESSIONE,
    CanaleComunicazione,
    GenerePreavviso,
    ModoErogazione,
    StatoProvvedimento,
    TipoProvvedimento,
)
from contributi.forms.denaro import CampoEuro

MOTIVI_MASSIMI, MOTIVI_IN_VISTA = 6, 2
MASSIMO = Decimal("9999999.99")
T = TipoProvvedimento
IMPORTI = ("importo", "mesi", "modo")
PERIODO = ("dal", "al")
# What each kind of act writes besides reasons and articles.
CAMPI_PER_TIPO: dict[str, tuple[str, ...]] = {
    T.CONCESSIONE: (*IMPORTI, *PERIODO, "condizioni"),
    T.DEROGA: (*IMPORTI, *PERIODO, "condizioni"),
    T.DINIEGO: ("motivi_nuovi",),
    T.NON_SOSPENSIONE: (),
    T.SOSPENSIONE: (*PERIODO, "condizioni", "motivo_cautelare"),
    T.MODIFICA: (*IMPORTI, *PERIODO, "condizioni"),
    T.REVOCA: ("dal", "importo_recupero"),
    T.ARCHIVIAZIONE: (),
}
# A draft is saved also without them.
SERVONO_PER_ADOTTARE = ("motivazione", "articoli")
SCELTE_CANALE = [(c.value, c.label) for c in CanaleComunicazione if c in CANALI_CON_PROVA]


class FiltroAttiForm(forms.Form):
    """Filters of the list: they live in the address, an odd value is ignored."""

    tipo = forms.ChoiceField(label="Tipo", required=False, choices=[("", "Tutti"), *T.choices])
    stato = forms.ChoiceField(
        label="Stato", required=False, choices=[("", "Tutti"), *StatoProvvedimento.choices]
    )
    anno = forms.IntegerField(label="Anno", required=False, min_value=2000, max_value=2099)

    def scelte(self) -> dict[str, Any]:
        self.is_valid()
        return {nome: valore for nome, valore in self.cleaned_data.items() if valore not in (None, "")}


class BozzaForm(ModuloConVersione):
    """The draft: only the fields that its kind needs."""

    motivazione = CampoTesto(
        label="Motivazione",
        righe=6,
        required=False,
        help_text="I fatti e le ragioni della decisione. Se c'è già il testo dell'istruttoria, leggilo e correggilo.",
    )
    articoli = forms.CharField(
        label="Articoli applicati", max_length=300, required=False, help_text="Per esempio: artt. 6, 10 e 17."
    )
    importo = CampoEuro(label="Importo in euro", massimo=MASSIMO, required=False)
    mesi = forms.IntegerField(label="Per quanti mesi", min_value=1, max_value=24, required=False)
    modo = forms.ChoiceField(label="Come si paga", choices=ModoErogazione.choices, required=False)
    dal = CampoGiorno(label="Dal", required=False)
    al = CampoGiorno(label="Al", required=False)
    condizioni = CampoTesto(label="Impegni o condizioni", required=False)
    motivi_nuovi = CampoTesto(
        label="Motivi nati dalle osservazioni",
        required=False,
        help_text="I motivi del preavviso ci sono già: qui solo quelli che nascono dalle osservazioni.",
    )
    motivo_cautelare = CampoTesto(
        label="Perché non si può aspettare",
        required=False,
        help_text="Solo per una misura cautelare, prima di sentire la persona (L. 241/1990 art. 7 c. 2).",
    )
    importo_recupero = CampoEuro(label="Importo da restituire, in euro", massimo=MASSIMO, required=False)

    def __init__(self, *args: Any, tipo: str, **altro: Any) -> None:
        super().__init__(*args, **altro)
        tenuti = {"versione", "motivazione", "articoli", *CAMPI_PER_TIPO[tipo]}
        for nome in set(self.fields) - tenuti:
            del self.fields[nome]
        for nome in SERVONO_PER_ADOTTARE:
            self.fields[nome].widget.attrs["data-serve"] = "per adottare"
        if tipo in TIPI_DI_CONCESSIONE:
            self.fields["dal"].widget.attrs["data-serve"] = "per adottare"
            self.fields["importo"].required = self.fields["modo"].required = True

    def dati(self) -> dict[str, Any]:
        return {nome: valore for nome, valore in self.cleaned_data.items() if nome != "versione"}


class VersioneForm(ModuloConVersione):
    """A button that acts on what was read."""


class PreavvisoForm(forms.Form):
    """The reasons, each with its article; empty rows are left out."""

    canale = forms.ChoiceField(label="Come si manda", choices=SCELTE_CANALE)
    inviato_il = CampoGiorno(label="Inviato il")
    perche_un_altro = CampoTesto(
        label="Perché un altro preavviso", required=False, help_text="Ce n'è già stato uno."
    )

    def __init__(self, *args: Any, un_altro: bool = False, **altro: Any) -> None:
        super().__init__(*args, **altro)
        if not un_altro:
            del self.fields["perche_un_altro"]
        for n in range(1, MOTIVI_MASSIMI + 1):
            self.fields[f"motivo_{n}"] = CampoTesto(label=f"Motivo {n}", righe=2, required=n == 1)
            self.fields[f"articolo_{n}"] = forms.CharField(
                label=f"Articolo del motivo {n}", max_length=200, required=n == 1
            )

    @property
    def altri(self) -> list[forms.BoundField]:
        """Folded in the page: one or two reasons are the usual letter."""
        righe = range(MOTIVI_IN_VISTA + 1, MOTIVI_MASSIMI + 1)
        return [self[f"{che}_{n}"] for n in righe for che in ("motivo", "articolo")]

    @property
    def altri_scritti(self) -> bool:
        return any(campo.errors or campo.value() for campo in self.altri)

    @property
    def in_vista(self) -> list[forms.BoundField]:
        piegati = {campo.name for campo in self.altri}
        return [campo for campo in self if campo.name not in piegati]

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        for n in range(2, MOTIVI_MASSIMI + 1):
            if dati.get(f"motivo_{n}") and not dati.get(f"articolo_{n}"):
                self.add_error(f"articolo_{n}", "Scrivi l'articolo su cui si fonda.")
        return dati

    def motivi(self) -> list[tuple[str, str]]:
        righe = range(1, MOTIVI_MASSIMI + 1)
        dati = self.cleaned_data
        return [(dati[f"motivo_{n}"], dati[f"articolo_{n}"]) for n in righe if dati[f"motivo_{n}"]]


class AvvioForm(PreavvisoForm):
    """The same letter, for an act that the office begins: which one comes first."""

    genere = forms.ChoiceField(label="Che cosa si valuta")

    field_order = ("genere", "canale", "inviato_il")

    def __init__(self, *args: Any, possibili: Sequence[str], **altro: Any) -> None:
        super().__init__(*args, **altro)
        self.fields["genere"].choices = [(g, GenerePreavviso(g).label) for g in possibili]  # type: ignore[attr-defined]


class ComunicaForm(forms.Form):
    canale = forms.ChoiceField(label="Come si manda", choices=CanaleComunicazione.choices)
    inviata_il = CampoGiorno(label="Inviata il")


class RicevimentoForm(ModuloConVersione):
    consegnata_il = CampoGiorno(label="Consegnata il", required=False)
    avviso_giacenza_il = CampoGiorno(
        label="Avviso di giacenza del", required=False, help_text="Solo per posta, se non era in casa."
    )
    estremi_prova = forms.CharField(
        label="Estremi della prova", max_length=200, required=False, help_text="Numero della ricevuta."
    )
    prova = forms.FileField(label="File della prova", required=False, help_text="PDF, JPEG o PNG.")

    def __init__(self, *args: Any, canale: str, **altro: Any) -> None:
        super().__init__(*args, **altro)
        if canale not in CANALI_CON_GIACENZA:
            del self.fields["avviso_giacenza_il"]


class OsservazioneForm(forms.Form):
    presentata_il = CampoGiorno(label="Presentata il")
    testo = CampoTesto(label="Che cosa scrive la persona", righe=4, help_text="Un punto alla volta.")
    file = forms.FileField(label="Scritto o documento", required=False, help_text="PDF, JPEG o PNG.")


class RispostaForm(ModuloConVersione):
    accolta = forms.TypedChoiceField(
        label="Come la valuti",
        choices=[("si", "Accolta"), ("no", "Non accolta")],
        coerce=lambda testo: testo == "si",
        widget=forms.RadioSelect,
    )
    risposta = CampoTesto(label="Risposta", righe=4, help_text="Compare nell'atto finale.")


class FirmatoForm(forms.Form):
    file = forms.FileField(label="Documento firmato", help_text="Il PDF scaricato da qui, firmato PAdES.")


class TestoPubblicoForm(forms.Form):
    oggetto = forms.CharField(
        label="Oggetto pubblico",
        max_length=200,
        help_text="Parole che valgono per tutti: niente salute, niente situazioni personali.",
    )
    con_comune = forms.BooleanField(label="Indica il Comune", required=False)


class PubblicaForm(Conferma):
    perche_nonostante = CampoTesto(label="Perché si può pubblicare nonostante gli avvisi", required=False)
    letto = forms.BooleanField(
        label="Ho letto tutto il testo pubblico: non fa capire chi è la persona, né salute o disagio",
        error_messages={"required": "Leggi il testo pubblico e conferma di averlo letto."},
    )


class SostitutoForm(forms.Form):
    utente = forms.ModelChoiceField(label="Chi decide al posto dell'ufficio", queryset=Utente.objects.none())
    dal = CampoGiorno(label="Dal")
    atto = forms.CharField(label="Atto di nomina", max_length=200)

    def __init__(self, *args: Any, possibili: QuerySet[Utente], **altro: Any) -> None:
        super().__init__(*args, **altro)
        self.fields["utente"] = forms.ModelChoiceField(
            label="Chi decide al posto dell'ufficio", queryset=possibili
        )


class SemestreForm(forms.Form):
    anno = forms.IntegerField(label="Anno", min_value=2000, max_value=2099)
    semestre = forms.TypedChoiceField(
        label="Semestre", choices=[("1", "Gennaio-giugno"), ("2", "Luglio-dicembre")], coerce=int
    )
