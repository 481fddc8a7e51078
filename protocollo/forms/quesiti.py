"""A question to one person of another body, and the answer."""

import datetime
from typing import Any

from django import forms

from adi_platform.organizzazione.models import Utente
from cases.forms.campi import CampoGiorno, CampoTesto
from cases.models import Persona
from protocollo.enums import EsitoQuesito
from protocollo.forms.invii import SOLO_IL_NECESSARIO
from protocollo.models import Condivisione
from protocollo.services.quesiti import NuovoQuesito, RispostaQuesito, chi_puo_rispondere

TUTTE = "Tutte le persone di questa scheda"


class QuesitoForm(forms.Form):
    """Only people who may open the grant today can be asked, and only about the persons of the grant."""

    a = forms.ModelChoiceField(Utente.objects.none(), label="A chi", empty_label="Scegli una persona")
    persona = forms.ModelChoiceField(
        Persona.objects.none(), label="Di chi si tratta", required=False, empty_label=TUTTE
    )
    domanda = CampoTesto(
        label="La domanda",
        max_length=1000,
        help_text="Una sola, a cui si possa rispondere sì o no. La legge così come la scrivi.",
    )
    entro = CampoGiorno(label="Risposta entro il")

    def __init__(
        self,
        *args: Any,
        condivisione: Condivisione,
        oggi: datetime.date,
        proposto: datetime.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        ammessi = [u.pk for u in chi_puo_rispondere(condivisione, al=oggi)]
        self._scelta("a", Utente.objects.filter(pk__in=ammessi))
        self._scelta("persona", Persona.objects.filter(condivisioni=condivisione).order_by("pk"))
        self.initial = {"entro": min(proposto, condivisione.al)}
        if len(ammessi) == 1:
            self.initial["a"] = ammessi[0]
        condivise = list(condivisione.persone.values_list("pk", flat=True)[:2])
        if len(condivise) == 1:
            self.initial["persona"] = condivise[0]

    def _scelta(self, nome: str, righe: Any) -> None:
        campo: Any = self.fields[nome]
        campo.queryset = righe

    def nuovo(self) -> NuovoQuesito:
        puliti = self.cleaned_data
        return NuovoQuesito(
            a=puliti["a"],
            domanda=puliti["domanda"],
            entro=puliti["entro"],
            persona=puliti["persona"].pk if puliti["persona"] else None,
        )


class RispostaQuesitoForm(forms.Form):
    """Once sent it does not change: the page says so."""

    esito = forms.ChoiceField(label="Sì o no", choices=EsitoQuesito.choices, widget=forms.RadioSelect)
    testo = CampoTesto(
        label="Due righe per spiegare",
        max_length=2000,
        required=False,
        help_text=f"{SOLO_IL_NECESSARIO} Se rispondi sì puoi lasciarle vuote.",
    )
    file = forms.FileField(
        label="Un documento, se serve",
        required=False,
        help_text="PDF fino a 15 MB, immagini JPEG o PNG fino a 10 MB.",
        error_messages={"empty": "Il file è vuoto: controlla e caricalo di nuovo."},
    )

    def risposta(self) -> RispostaQuesito:
        puliti = self.cleaned_data
        return RispostaQuesito(esito=puliti["esito"], testo=puliti["testo"], file=puliti["file"])
