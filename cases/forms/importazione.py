"""Forms of the import wizard."""

import re
from typing import Any

from django import forms

from cases.enums import EsitoRiga, TipoISEE
from cases.forms.campi import CampoGiorno
from cases.models import Importazione, RigaImportazione
from cases.rules.elenco.campi import campi, campi_della_persona, etichetta_di
from cases.rules.elenco.celle import testo_di
from cases.rules.elenco.mappatura import MASSIMO_COMPONENTI
from cases.rules.elenco.motivi import MOTIVI, frase_di, titolo_di
from cases.services.importazione.isee import tipo_isee_proposto
from cases.services.importazione.mappa import nome_colonna
from cases.services.importazione.righe import celle_attuali
from cases.services.importazione.ripara import LUNGHEZZA_MASSIMA

NON_USARE = "non_usare"
IGNORA = (NON_USARE, "Non usare questa colonna")


class CaricaForm(forms.Form):
    file = forms.FileField(
        label="File dell'elenco",
        help_text="CSV oppure XLSX, fino a 20 MB. Le colonne si riconoscono al passo successivo.",
        max_length=255,
        error_messages={"required": "Scegli il file dell'elenco.", "empty": "Il file è vuoto."},
    )

    def __init__(self, *args: Any, ambiti: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx,.txt"
        unico = len(ambiti) == 1
        self.fields["ambito"] = forms.ModelChoiceField(
            label="Ambito",
            queryset=ambiti,
            required=not unico,
            initial=ambiti[0] if unico else None,
            widget=forms.HiddenInput if unico else None,
        )


class ColonneForm(forms.Form):
    """One choice per column of the file, in the order of the file."""

    data_estrazione = CampoGiorno(
        label="Data dell'estrazione",
        help_text="Il giorno in cui l'elenco è uscito dalla piattaforma: decide che cosa è nel futuro.",
    )
    tipo_isee = forms.ChoiceField(
        label="Tipo di ISEE nell'elenco",
        choices=TipoISEE.choices,
        help_text="Proposto dalla data. Vale dove una colonna non dice il tipo; una DSU di un anno in cui "
        "questo tipo non c'era resta ordinaria.",
        error_messages={"required": "Scegli il tipo di ISEE che l'elenco riporta."},
    )

    def __init__(self, *args: Any, importazione: Importazione, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.importazione = importazione
        scelte = [IGNORA, *((c.codice, c.etichetta) for c in campi().values())]
        intestazioni = importazione.formato["intestazioni"]
        for i, (intestazione, campo) in enumerate(zip(intestazioni, importazione.colonne, strict=True)):
            proprie = [*scelte, *_scelte_del_componente(intestazione, campo)]
            self.fields[f"colonna_{i}"] = forms.ChoiceField(
                label=nome_colonna(intestazioni, i),
                choices=proprie,
                initial=campo or NON_USARE,
                error_messages={"required": "Scegli che cosa contiene, oppure «Non usare questa colonna»."},
            )
        if not self.is_bound:
            self.fields["data_estrazione"].initial = importazione.data_estrazione
            self.fields["tipo_isee"].initial = tipo_isee_proposto(importazione)

    def colonne(self) -> list[str]:
        scelte = (self.cleaned_data[f"colonna_{i}"] for i in range(len(self.importazione.colonne)))
        return ["" if scelta == NON_USARE else scelta for scelta in scelte]

    def righe(self) -> list[dict[str, Any]]:
        """Each column with its sample values, for the page."""
        esempi = self.importazione.formato.get("esempi", [])
        return [
            {"campo": self[f"colonna_{i}"], "esempi": esempi[i] if i < len(esempi) else []}
            for i in range(len(self.importazione.colonne))
        ]


def _scelte_del_componente(intestazione: str, campo: str) -> list[tuple[str, str]]:
    """For a heading with a number (componente_2_cf): the data of that member of the household."""
    numero = re.search(r"[0-9]{1,2}", campo if "." in campo else intestazione)
    if numero is None or not 0 < int(numero[0]) <= MASSIMO_COMPONENTI:
        return []
    nomi = [f"componente_{int(numero[0])}.{c.codice}" for c in campi_della_persona()]
    return [(n, etichetta_di(n)) for n in nomi]


class FiltriForm(forms.Form):
    esito = forms.ChoiceField(label="Esito", choices=[("", "Tutti"), *EsitoRiga.choices], required=False)
    motivo = forms.ChoiceField(
        label="Motivo",
        choices=[("", "Tutti"), *((c, m.titolo) for c, m in MOTIVI.items())],
        required=False,
    )
    cerca = forms.CharField(label="Nome, codice, domanda o numero di riga", max_length=80, required=False)
    differenze = forms.BooleanField(label="Solo con differenze", required=False)


class CorreggiForm(forms.Form):
    """The cells of a row as they are now. Only what was really changed becomes a correction."""

    def __init__(self, dati: Any, *, importazione: Importazione, riga: RigaImportazione) -> None:
        super().__init__(dati, auto_id=f"riga_{riga.numero}_%s")
        self.attuali = celle_attuali(riga)
        da_vedere = _campi_segnalati(riga)
        self.segnalate: list[str] = []
        self.altre: list[str] = []
        self.nomi: dict[str, str] = {}
        for posto, campo in enumerate(importazione.colonne):
            if not campo:
                continue
            nome = self.nomi[campo] = f"cella_{posto}"
            self.fields[nome] = forms.CharField(
                label=etichetta_di(campo),
                required=False,
                strip=False,
                max_length=LUNGHEZZA_MASSIMA,
                initial=self._ora(posto),
            )
            (self.segnalate if campo in da_vedere else self.altre).append(nome)

    def _ora(self, posto: int) -> str:
        return testo_di(self.attuali[posto]) if posto < len(self.attuali) else ""

    def cambiate(self) -> dict[int, str]:
        celle = {int(n.removeprefix("cella_")): str(v) for n, v in self.cleaned_data.items()}
        return {p: v for p, v in celle.items() if " ".join(v.split()) != " ".join(self._ora(p).split())}

    def segna(self, motivi: list[dict[str, Any]]) -> None:
        """Put beside each cell why the row still cannot enter."""
        for motivo in motivi:
            dove = f"componente_{motivo['componente']}." if motivo.get("componente") else ""
            nome = self.nomi.get(dove + motivo["campo"])
            self.add_error(nome, f"{titolo_di(motivo['codice'])}: {frase_di(motivo['codice'])}")
            if nome in self.altre:
                self.altre.remove(nome)
                self.segnalate.append(nome)

    def campi_segnalati(self) -> list[forms.BoundField]:
        return [self[nome] for nome in self.segnalate]

    def altri_campi(self) -> list[forms.BoundField]:
        return [self[nome] for nome in self.altre]


def _campi_segnalati(riga: RigaImportazione) -> set[str]:
    """Columns that the reasons of the row speak of, also inside a member of the row."""
    nomi = set()
    for motivo in riga.motivi:
        gruppo = f"componente_{motivo['componente']}." if motivo.get("componente") else ""
        nomi.add(gruppo + motivo["campo"])
    return nomi
