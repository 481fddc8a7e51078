"""Forms of a meeting of the team: convene it, move it, call it off."""

import datetime
from collections.abc import Collection
from typing import Any

from django import forms

from adi_platform.calendario.giorni import ROMA
from adi_platform.riunioni.models import Riunione
from adi_platform.riunioni.services.riunioni import Dove
from cases.forms.campi import CampoGiorno, CampoOra, CampoTesto
from cases.models import CasoAdi, Persona
from equipe.models import MembroEquipe
from equipe.services.contenuti import nome_funzione, parole_delle_riunioni
from equipe.services.convocazioni import Convocazione, NuovaData

DURATA_MASSIMA = 480


class _Membri(forms.ModelMultipleChoiceField[MembroEquipe]):
    """A person as «Name, function, body»; without an account the invitation travels by mail or by voice."""

    senza_accesso: Collection[int] = ()

    def label_from_instance(self, obj: MembroEquipe) -> str:
        senza = "" if obj.utente_id or obj.email else ": senza account né posta, avvisa tu"
        if obj.pk in self.senza_accesso:
            senza = ": non ha più un account, non riceve l'invito"
        return f"{obj}, {nome_funzione(obj.funzione)}, {obj.nome_ente}{senza}"


class FormQuando(forms.Form):
    """Day, time, length, place: times are those of Rome."""

    giorno = CampoGiorno(label="Giorno")
    ora = CampoOra(label="Ora")
    durata = forms.IntegerField(label="Quanto dura, in minuti", min_value=15, max_value=DURATA_MASSIMA)
    luogo = forms.CharField(label="Dove", max_length=200, required=False)
    collegamento = forms.URLField(
        label="Indirizzo per collegarsi", required=False, assume_scheme="https", help_text="Se è a distanza."
    )

    comunque = forms.BooleanField(
        label="Va bene anche se qualcuno ha già un'altra riunione a quell'ora", required=False
    )

    def inizio(self) -> datetime.datetime:
        dati = self.cleaned_data
        return datetime.datetime.combine(dati["giorno"], dati["ora"], tzinfo=ROMA)

    def fine(self) -> datetime.datetime:
        return self.inizio() + datetime.timedelta(minutes=self.cleaned_data["durata"])

    def dove(self) -> Dove:
        dati = self.cleaned_data
        return Dove(luogo=dati["luogo"].strip(), collegamento=dati["collegamento"])


class FormConvocazione(FormQuando):
    """Who is called, about whom, in neutral words."""

    motivo = forms.ChoiceField(
        label="Perché ci si trova",
        widget=forms.RadioSelect,
        help_text="Parole neutre: le legge anche chi viene da un altro ente.",
    )
    membri = _Membri(MembroEquipe.objects.none(), label="Chi inviti", widget=forms.CheckboxSelectMultiple)
    persone = forms.ModelMultipleChoiceField(
        Persona.objects.none(),
        label="Di chi si parla",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Se non scegli nessuno, di tutta la famiglia. Ogni invitato vede solo chi serve alla sua funzione.",
    )
    aperti = _Membri(
        MembroEquipe.objects.none(),
        label="A chi apri i nomi di chi hai scelto, se la sua funzione non li legge",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Solo chi serve: li legge finché dura l'invito.",
    )
    punti = forms.MultipleChoiceField(
        label="All'ordine del giorno", widget=forms.CheckboxSelectMultiple, required=False
    )
    altri_punti = CampoTesto(
        label="Altri punti",
        max_length=600,
        required=False,
        help_text="Uno per riga, senza nomi: li leggono tutti gli invitati.",
    )

    def __init__(
        self, *args: Any, caso: CasoAdi, membri: Any, senza_accesso: Collection[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        parole = parole_delle_riunioni()
        self.fields["motivo"].choices = list(parole["motivi"].items())  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["punti"].choices = list(parole["punti"].items())  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["membri"].senza_accesso = senza_accesso  # type: ignore[attr-defined]  # our own field
        self.order_fields([nome for nome in self.fields if nome != "comunque"])
        self.fields["membri"].queryset = membri  # type: ignore[attr-defined]  # a ModelChoiceField
        di_altri_enti = membri.filter(utente__ente__isnull=False)
        self.fields["aperti"].queryset = di_altri_enti  # type: ignore[attr-defined]  # a ModelChoiceField
        if not di_altri_enti:
            del self.fields["aperti"]
        self.fields["persone"].queryset = Persona.objects.filter(  # type: ignore[attr-defined]  # a ModelChoiceField
            componenti_caso__caso=caso, componenti_caso__uscito_il__isnull=True
        ).order_by("data_nascita", "pk")

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        if dati.get("aperti") and not dati.get("persone"):
            self.add_error("persone", "Scegli di chi si parla: di loro apri i nomi.")
        return dati

    def convocazione(self) -> Convocazione:
        dati, punti = self.cleaned_data, parole_delle_riunioni()["punti"]
        propri = [riga.strip()[:200] for riga in dati["altri_punti"].splitlines() if riga.strip()]
        return Convocazione(
            inizio=self.inizio(),
            fine=self.fine(),
            dove=self.dove(),
            motivo=dati["motivo"],
            membri=list(dati["membri"]),
            persone=[p.pk for p in dati["persone"]],
            punti=[*(punti[codice] for codice in dati["punti"]), *propri],
            comunque=dati["comunque"],
            aperti={m.utente_id for m in dati.get("aperti", ())},
        )


class FormSposta(FormQuando):
    """Another date: the answers start again."""

    attesa = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    motivo = forms.CharField(
        label="Perché si sposta", max_length=200, required=False, help_text="Lo legge solo l'ufficio."
    )

    def __init__(self, *args: Any, riunione: Riunione, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([nome for nome in self.fields if nome != "comunque"])
        inizio = riunione.inizio.astimezone(ROMA)
        self.initial = {
            "giorno": inizio.date(),
            "ora": inizio.time(),
            "durata": int((riunione.fine - riunione.inizio).total_seconds() // 60),
            "luogo": riunione.luogo,
            "collegamento": riunione.collegamento,
            "attesa": riunione.sequenza,
        }

    def nuova_data(self) -> NuovaData:
        dati = self.cleaned_data
        return NuovaData(
            inizio=self.inizio(),
            fine=self.fine(),
            dove=self.dove(),
            attesa=dati["attesa"],
            motivo=dati["motivo"],
            comunque=dati["comunque"],
        )


class FormAnnulla(forms.Form):
    """Call the meeting off."""

    motivo = forms.CharField(
        label="Perché si annulla",
        max_length=200,
        help_text="Lo legge solo l'ufficio: agli invitati arriva che la riunione non si tiene.",
    )


class FormAccettaOrario(forms.Form):
    """The button beside a proposal, with the change and the proposal that the page showed."""

    attesa = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    proposto = forms.DateTimeField(widget=forms.HiddenInput, required=False)
