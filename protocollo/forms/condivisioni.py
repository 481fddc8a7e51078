"""What is shared with a body: whom, with whom, what for, until when, and the question if there is one."""

import datetime
from typing import Any

from django import forms

from adi_platform.norme.loader import Norme
from adi_platform.organizzazione.enums import TipoEnte
from adi_platform.organizzazione.models import Ente, ServizioEnte, Utente
from cases.forms.campi import CampoGiorno, CampoTesto
from cases.models import CasoAdi, ComponenteCaso, Persona
from protocollo.enums import INVII_DI, PROIEZIONE_DI, TipoInvio, TipoProiezione
from protocollo.rules.idoneita import SCRITTI_NEGLI_OBBLIGHI
from protocollo.services.condivisioni import DatiCondivisione, referenti_di
from protocollo.services.contenuti import finalita_per
from protocollo.services.proiezioni import condivisibili

GIORNI_PROPOSTI = 180


class CondivisioneForm(forms.Form):
    """The choices come from the body and from the household: nothing else can be chosen."""

    servizio = forms.ModelChoiceField(
        ServizioEnte.objects.none(), label="Servizio", required=False, empty_label="Tutto l'ente"
    )
    persone = forms.MultipleChoiceField(label="Chi riguarda", widget=forms.CheckboxSelectMultiple)
    destinatari = forms.ModelMultipleChoiceField(
        Utente.objects.none(),
        label="Chi vede",
        widget=forms.CheckboxSelectMultiple,
        help_text="Vedono solo le persone che scegli qui, con il loro account.",
    )
    tipo = forms.ChoiceField(label="Che cosa chiedi", required=False, widget=forms.RadioSelect)
    richiesta = CampoTesto(
        label="Due righe per chi legge",
        max_length=1000,
        required=False,
        help_text="Solo ciò che serve a rispondere: l'altro ente le legge così come le scrivi.",
    )
    ore = forms.CharField(
        label="Ore concordate", max_length=120, help_text="Per esempio: 8 ore a settimana, il martedì."
    )
    competenze = forms.CharField(
        label="Che cosa sa fare", max_length=300, help_text="Senza scrivere perché è seguita dai servizi."
    )
    finalita = forms.ChoiceField(label="A che cosa serve")
    dal = CampoGiorno(label="Dal")
    al = CampoGiorno(label="Fino al", help_text="Compreso. Poi non vede più nulla, da solo.")

    def __init__(
        self, *args: Any, caso: CasoAdi, ente: Ente, oggi: datetime.date, norme: Norme, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"dal": oggi, "al": oggi + datetime.timedelta(days=GIORNI_PROPOSTI)}
        self.caso, self.ente, self.oggi = caso, ente, oggi
        self.proiezione = PROIEZIONE_DI[TipoEnte(ente.tipo)]
        self.esclusi = self._persone(norme)
        referenti = [u.pk for u in referenti_di(ente, al=oggi)]
        self._scelta("destinatari", Utente.objects.filter(pk__in=referenti))
        self._scelta("servizio", ServizioEnte.objects.filter(ente=ente).select_related("ente"))
        self.voci_finalita = finalita_per(self.proiezione, al=oggi)
        self.fields["finalita"] = forms.ChoiceField(
            label="A che cosa serve", choices=[(f.codice, f.testo) for f in self.voci_finalita.values()]
        )
        self._togli_cio_che_non_serve()

    def _persone(self, norme: Norme) -> list[tuple[ComponenteCaso, str, bool]]:
        """Fill the choices; gives back who cannot be chosen, why, and whether the duties say so."""
        righe = condivisibili(self.caso, self.proiezione, al=self.oggi, norme=norme)
        self.fields["persone"] = forms.MultipleChoiceField(
            label="Chi riguarda",
            choices=[(str(c.persona_id), str(c.persona)) for c, perche in righe if not perche],
            widget=forms.CheckboxSelectMultiple,
        )
        return [(c, perche, perche in SCRITTI_NEGLI_OBBLIGHI) for c, perche in righe if perche]

    def _togli_cio_che_non_serve(self) -> None:
        if self.proiezione != TipoProiezione.OSPITE:
            del self.fields["ore"], self.fields["competenze"]
        invii = INVII_DI[self.proiezione]
        if invii:
            scelte = [*((t.value, t.label) for t in invii), ("", "Niente: solo condividere")]
            self.fields["tipo"] = forms.ChoiceField(
                label="Che cosa chiedi",
                required=False,
                widget=forms.RadioSelect,
                choices=scelte,
                initial=invii[0],
            )
        else:
            del self.fields["tipo"], self.fields["richiesta"]
        if not self._campo("servizio").queryset.exists():
            del self.fields["servizio"]

    def _scelta(self, nome: str, righe: Any) -> None:
        self._campo(nome).queryset = righe

    def _campo(self, nome: str) -> Any:
        return self.fields[nome]

    def dati(self) -> DatiCondivisione:
        puliti = self.cleaned_data
        return DatiCondivisione(
            ente=self.ente,
            persone=self.persone_scelte(),
            destinatari=list(puliti["destinatari"]),
            finalita=puliti["finalita"],
            dal=puliti["dal"],
            al=puliti["al"],
            servizio=puliti.get("servizio"),
            ore=puliti.get("ore", ""),
            competenze=puliti.get("competenze", ""),
        )

    def persone_scelte(self) -> list[int]:
        return [int(p) for p in self.cleaned_data["persone"]]

    def tipo_scelto(self) -> TipoInvio | None:
        scelto = self.cleaned_data.get("tipo", "")
        return TipoInvio(scelto) if scelto else None


class RinnovoForm(forms.Form):
    fino_al = CampoGiorno(label="Fino al", help_text="Compreso.")
    motivo = CampoTesto(label="Perché serve ancora", max_length=300)


class EstrattoForm(forms.Form):
    persone = forms.ModelMultipleChoiceField(
        Persona.objects.none(), label="Di chi legge", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, caso: CasoAdi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persone"].queryset = Persona.objects.filter(  # type: ignore[attr-defined]  # a ModelChoiceField
            componenti_caso__caso=caso, componenti_caso__uscito_il__isnull=True
        ).order_by("data_nascita", "pk")


class PassaggioForm(forms.Form):
    a = forms.ModelChoiceField(
        Utente.objects.none(), label="Chi segue da oggi", widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, colleghi: list[Utente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["a"].queryset = Utente.objects.filter(pk__in=[u.pk for u in colleghi])  # type: ignore[attr-defined]  # a ModelChoiceField
