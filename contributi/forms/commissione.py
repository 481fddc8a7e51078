"""Forms of the commission: sessions, members, votes, reasons."""

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone

from adi_platform.calendario.festivita import AnnoFuoriCalendario
from adi_platform.calendario.giorni import Calendario
from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.http.moduli import Conferma
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Incarico, Utente
from adi_platform.riunioni.services.riunioni import Dove
from adi_platform.ui.formati import giorno_esteso
from contributi.enums import RuoloCommissione
from contributi.models import Commissione
from contributi.rules.voto import CON_MOTIVO, MANCA_IL_MOTIVO, NOMI_SCELTA, Scelta
from contributi.services.sedute import Finestra

ORA = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
LUNGO = forms.Textarea(attrs={"rows": 3})
FUORI = (Ruolo.REFERENTE_PARTNER, Ruolo.AMMINISTRATORE_TECNICO, Ruolo.DPO_AUDITOR)
MESI_MASSIMI = 12


class FormSeduta(forms.Form):
    """Day and hour of the meeting, where, until when one votes, for how many months."""

    giorno = forms.DateField(label="Giorno della riunione", widget=forms.DateInput())
    ora = forms.TimeField(label="Ora", widget=ORA, help_text="Da quest'ora si può votare.")
    luogo = forms.CharField(label="Luogo", max_length=200, required=False)
    collegamento = forms.URLField(
        label="Indirizzo per collegarsi", max_length=200, required=False, assume_scheme="https"
    )
    chiude_giorno = forms.DateField(label="Si vota fino al giorno", widget=forms.DateInput())
    chiude_ora = forms.TimeField(label="Fino alle ore", widget=ORA)
    mesi = forms.IntegerField(
        label="Quante sedute, una al mese",
        min_value=1,
        max_value=MESI_MASSIMI,
        initial=1,
        help_text="La commissione si riunisce di norma ogni mese: puoi convocarle tutte insieme.",
    )

    conferma_giorni = forms.BooleanField(label="Vanno bene questi giorni", required=False)

    def __init__(self, *args: Any, **altro: Any) -> None:
        super().__init__(*args, **altro)
        if not self.is_bound:
            del self.fields["conferma_giorni"]

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        if not dati.get("luogo") and not dati.get("collegamento") and "collegamento" not in self.errors:
            self.add_error("luogo", "Scrivi dove ci si trova, oppure l'indirizzo per collegarsi.")
        if not self.errors:
            finestra = self.finestra()
            if finestra.apre_il <= timezone.now():
                self.add_error("giorno", "Scegli un giorno e un'ora che devono ancora venire.")
            if finestra.chiude_il <= finestra.apre_il:
                self.add_error("chiude_giorno", "La votazione si chiude dopo l'inizio della riunione.")
        self._chiedi_conferma()
        return dati

    def _chiedi_conferma(self) -> None:
        avvisi: list[str] = []
        if not self.errors:
            try:
                avvisi = list(self._giorni_da_confermare())
            except AnnoFuoriCalendario as errore:
                self.add_error("giorno", errore.messaggio)
        if not avvisi:
            del self.fields["conferma_giorni"]
        elif not self.cleaned_data["conferma_giorni"]:
            self.add_error("conferma_giorni", f"{' '.join(avvisi)} Conferma, oppure cambia il giorno.")

    def _giorni_da_confermare(self) -> Iterator[str]:
        """A holiday that was chosen is kept; the later ones of a series move. Nothing leaves without saying it."""
        calendario, finestra = Calendario(), self.finestra()
        scelto = timezone.localdate(finestra.riunione_il)
        if not calendario.e_lavorativo(scelto):
            utile = giorno_esteso(calendario.primo_lavorativo(scelto))
            yield f"{giorno_esteso(scelto).capitalize()} non è un giorno lavorativo: il primo utile è {utile}."
        for mese in range(1, self.cleaned_data["mesi"]):
            previsto = aggiungi_mesi(scelto, mese)
            spostato = timezone.localdate(finestra.fra_mesi(mese).riunione_il)
            if spostato != previsto:
                yield f"La seduta di {giorno_esteso(previsto)} si sposta a {giorno_esteso(spostato)}."

    def finestra(self) -> Finestra:
        inizio = _istante(self.cleaned_data["giorno"], self.cleaned_data["ora"])
        fine = _istante(self.cleaned_data["chiude_giorno"], self.cleaned_data["chiude_ora"])
        return Finestra(riunione_il=inizio, apre_il=inizio, chiude_il=fine)

    def dove(self) -> Dove:
        return Dove(luogo=self.cleaned_data["luogo"], collegamento=self.cleaned_data["collegamento"])


class FormComponente(forms.Form):
    """A colleague of the Ambito, in which capacity, since when."""

    utente = forms.ModelChoiceField(Utente.objects.none(), label="Persona")
    ruolo = forms.ChoiceField(label="In che veste", choices=RuoloCommissione.choices)
    dal = forms.DateField(label="Dal", widget=forms.DateInput())

    def __init__(self, *args: Any, commissione: Commissione, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        oggi = timezone.localdate()
        incarichi = (
            Incarico.objects.filter(ambito=commissione.ambito_id).attivi(oggi).exclude(ruolo__in=FUORI)
        )
        scelte = Utente.objects.filter(pk__in=incarichi.values("utente"), is_active=True, ente__isnull=True)
        self.fields["utente"].queryset = scelte  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["dal"].initial = oggi


class FormFineIncarico(forms.Form):
    al = forms.DateField(label="Ultimo giorno in commissione", widget=forms.DateInput())


class FormMotivo(forms.Form):
    motivo = forms.CharField(label="Motivo", max_length=300, widget=LUNGO)


class FormConflitto(Conferma):
    spiegazione = forms.CharField(
        label="Perché",
        max_length=300,
        required=False,
        widget=LUNGO,
        help_text="Bastano poche parole, senza dettagli personali: finiscono nel verbale.",
    )


class FormVoto(forms.Form):
    """Four buttons, a reason, and the version that was read.

    `confermata` is the same choice, pressed a second time: where a vote cannot be changed one touch is not enough.
    """

    confermata = forms.ChoiceField(
        choices=[("", ""), *((s.value, NOMI_SCELTA[s]) for s in Scelta)],
        required=False,
        widget=forms.HiddenInput,
    )
    scelta = forms.ChoiceField(
        choices=[(s.value, NOMI_SCELTA[s]) for s in Scelta],
        error_messages={
            "required": "Scegli uno dei quattro voti.",
            "invalid_choice": "Scegli uno dei quattro voti.",
        },
    )
    motivo = forms.CharField(
        label="Motivo",
        max_length=2000,
        required=False,
        widget=LUNGO,
        help_text="Serve per il voto contrario e per il rinvio. Si legge nel verbale.",
    )
    impronta = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scelta"].required = not self.data.get("confermata")

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        dati["scelta"] = dati.get("scelta") or dati.get("confermata")
        if dati["scelta"] in CON_MOTIVO and not dati.get("motivo") and "motivo" not in self.errors:
            self.add_error("motivo", MANCA_IL_MOTIVO)
        return dati


def _istante(giorno: datetime.date, ora: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(giorno, ora))
