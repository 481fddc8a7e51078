"""Territory and partner bodies. The Ambito never comes from the browser."""

from typing import Any

from django import forms

from adi_platform.organizzazione.models import Ambito, Comune, Ente, Sede, ServizioEnte, UnitaTerritoriale


class SceltaSede(forms.ModelChoiceField[Sede]):
    """A venue with its Comune."""

    def label_from_instance(self, obj: Sede) -> str:
        return obj.nome_col_comune


class VoceForm(forms.ModelForm[Any]):
    """Base: restricts every choice to the Ambito and checks the constraints that involve it."""

    scelte: tuple[str, ...] = ()

    def __init__(self, *args: Any, ambito: Ambito, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hasattr(self.instance, "ambito_id"):
            self.instance.ambito = ambito
        for nome in self.scelte:
            campo = self.fields[nome]
            if isinstance(campo, forms.ModelChoiceField) and campo.queryset is not None:
                campo.queryset = campo.queryset.filter(ambito=ambito)
                campo.empty_label = "Scegli"

    def _get_validation_exclusions(self) -> set[str]:
        """The Ambito is set by the form itself: unique constraints with it are checked too."""
        esclusi: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # missing in the stubs
        return esclusi - {"ambito"}


class UnitaForm(VoceForm):
    class Meta:
        model = UnitaTerritoriale
        fields = ("nome",)


class ComuneForm(VoceForm):
    scelte = ("unita",)

    class Meta:
        model = Comune
        fields = ("nome", "unita", "codice_istat", "codice_catastale", "patrono_giorno", "patrono_mese")

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        giorno, mese = dati.get("patrono_giorno"), dati.get("patrono_mese")
        if bool(giorno) != bool(mese):
            self.add_error(
                "patrono_giorno", "Indica il giorno e il mese del patrono, oppure nessuno dei due."
            )
        elif giorno and mese and not (1 <= giorno <= GIORNI_DEL_MESE.get(mese, 0)):
            self.add_error("patrono_giorno", "Questo giorno non esiste nel calendario.")
        return dati


GIORNI_DEL_MESE = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


class SedeForm(VoceForm):
    scelte = ("comune",)

    class Meta:
        model = Sede
        fields = ("nome", "indirizzo", "comune")


class EnteForm(VoceForm):
    class Meta:
        model = Ente
        fields = ("tipo", "nome", "email")


class ServizioForm(VoceForm):
    scelte = ("ente",)

    class Meta:
        model = ServizioEnte
        fields = ("ente", "tipo", "nome")
