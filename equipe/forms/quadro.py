"""One domain of the Quadro as a form: the fields come from the table, item by item."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.campi import CampoNonFuturo, CampoTesto, ModuloConVersione
from equipe.models import Valutazione
from equipe.rules.quadro import ModelloQuadro, VoceQuadro
from equipe.services.quadro import Giudizio

SENZA_EVIDENZA = "Scrivi che cosa lo mostra: una frase basta."
SENZA_FONTE = "Scegli da dove viene."
PARTI = ("valore", "evidenza", "fonte", "il", "prioritaria", "altra_valore", "altra_lettura", "altra_di")


class FormMotivoQuadro(forms.Form):
    motivo = CampoTesto(
        label="Perché si rivede",
        max_length=300,
        help_text="Per esempio: verifica dei 90 giorni, è cambiata la situazione di casa.",
    )


class FormMotivoRifiuto(forms.Form):
    motivo = CampoTesto(
        label="Perché non lo accogli",
        max_length=300,
        righe=3,
        help_text="Lo legge chi l'ha scritto, che è di un altro ente: niente che non sappia già della famiglia.",
    )


class FormDominio(ModuloConVersione):
    """Items that this person may rate. An item left empty is not written."""

    parti: tuple[str, ...] = PARTI
    piegate: tuple[str, ...] = ("altra_lettura", "altra_di", "altra_valore")

    def __init__(
        self,
        *args: Any,
        voci: Sequence[VoceQuadro],
        modello: ModelloQuadro,
        vigenti: Mapping[str, Valutazione],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.voci, self.modello, self.vigenti = voci, modello, vigenti
        for voce in voci:
            self._campi(voce)

    def clean(self) -> dict[str, Any]:
        dati: dict[str, Any] = super().clean() or {}
        for voce in self.voci:
            self._controlla(voce, dati)
        return dati

    def riparti(self, *, da: int, tranne: Collection[str]) -> None:
        """Start again from the rating `da`: what is in force now, but for the items that the author changed."""
        altre = [voce.codice for voce in self.voci if voce.codice not in tranne]
        nomi = [nome_campo(codice, parte) for codice in altre for parte in self.parti]
        ora = {nome: self.fields[nome].initial for nome in nomi}
        self.data = {**self.data.dict(), **ora, "versione": str(da)}  # type: ignore[attr-defined]  # the form is bound

    @property
    def giudizi(self) -> list[Giudizio]:
        return [self._giudizio(voce) for voce in self.voci if self._scritta(voce, self.cleaned_data)]

    @property
    def righe(self) -> list[dict[str, Any]]:
        return [
            {
                "voce": voce,
                "vigente": self.vigenti.get(voce.codice),
                "aperta": self._aperta(voce),
                **{parte: self[nome_campo(voce.codice, parte)] for parte in self.parti},
            }
            for voce in self.voci
        ]

    def _campi(self, voce: VoceQuadro) -> None:
        riga = self.vigenti.get(voce.codice)
        livelli = [(str(v.valore), f"{v.valore} · {v.etichetta}") for v in self.modello.livelli]
        fuori = list(self.modello.fuori_scala.items())
        senza = [] if riga else [("", "Non ora")]
        scelte: dict[str, tuple[forms.Field, Any]] = {
            "valore": (
                forms.ChoiceField(
                    label=f"{voce.nome}: come va",
                    choices=[*senza, *livelli, *fuori],
                    required=False,
                    widget=forms.RadioSelect,
                ),
                _valore_scritto(riga),
            ),
            "evidenza": (
                CampoTesto(
                    label="Che cosa lo mostra",
                    help_text="Una frase e la fonte servono per ogni valutazione della scala.",
                    righe=2,
                    max_length=1000,
                    required=False,
                ),
                riga.evidenza if riga else "",
            ),
            "fonte": (
                forms.ChoiceField(
                    label="Da dove viene",
                    choices=[("", "scegli"), *self.modello.fonti.items()],
                    required=False,
                ),
                riga.fonte if riga else "",
            ),
            "il": (CampoNonFuturo(label="Osservato il", required=False), riga.il if riga else None),
            "prioritaria": (
                forms.BooleanField(label="È prioritaria in questo periodo", required=False),
                bool(riga and riga.prioritaria),
            ),
            "altra_valore": (
                forms.ChoiceField(
                    label="Come la vede chi non è d'accordo",
                    choices=[("", "nessuna"), *livelli],
                    required=False,
                ),
                "" if riga is None or riga.altra_valore is None else str(riga.altra_valore),
            ),
            "altra_lettura": (
                CampoTesto(label="L'altra lettura", righe=2, max_length=1000, required=False),
                riga.altra_lettura if riga else "",
            ),
            "altra_di": (
                forms.CharField(label="Di chi è", max_length=120, required=False),
                riga.altra_di if riga else "",
            ),
        }
        for parte in self.parti:
            campo, iniziale = scelte[parte]
            campo.initial = iniziale
            self.fields[nome_campo(voce.codice, parte)] = campo

    def _controlla(self, voce: VoceQuadro, dati: dict[str, Any]) -> None:
        def preso(parte: str) -> Any:
            return dati.get(nome_campo(voce.codice, parte))

        def sbaglia(parte: str, messaggio: str) -> None:
            self.add_error(nome_campo(voce.codice, parte), messaggio)

        valore = preso("valore")
        in_scala = bool(valore) and valore not in self.modello.fuori_scala
        if in_scala and not (preso("evidenza") or "").strip():
            sbaglia("evidenza", SENZA_EVIDENZA)
        if in_scala and not preso("fonte"):
            sbaglia("fonte", SENZA_FONTE)
        if not valore and any(preso(p) for p in PARTI if p not in ("valore", "il", "fonte")):
            sbaglia("valore", "Scegli come va, oppure svuota il resto.")
        if (preso("altra_lettura") or preso("altra_valore")) and not (preso("altra_di") or "").strip():
            sbaglia("altra_di", "Scrivi di chi è l'altra lettura.")
        if (preso("altra_di") or preso("altra_valore")) and not (preso("altra_lettura") or "").strip():
            sbaglia("altra_lettura", "Scrivi come la vede chi non è d'accordo.")

    def _scritta(self, voce: VoceQuadro, dati: dict[str, Any]) -> bool:
        return bool(dati.get(nome_campo(voce.codice, "valore")))

    def _giudizio(self, voce: VoceQuadro) -> Giudizio:
        dati: dict[str, Any] = {
            parte: self.cleaned_data.get(nome_campo(voce.codice, parte)) or "" for parte in PARTI
        }
        fuori = dati["valore"] in self.modello.fuori_scala
        riga = self.vigenti.get(voce.codice)
        return Giudizio(
            voce=voce.codice,
            valore=None if fuori else int(dati["valore"]),
            fuori_scala=dati["valore"] if fuori else "",
            evidenza=dati["evidenza"],
            fonte=dati["fonte"],
            il=dati["il"] or (riga.il if riga else timezone.localdate()),
            prioritaria=bool(dati["prioritaria"]),
            altra_lettura=dati["altra_lettura"],
            altra_di=dati["altra_di"],
            altra_valore=int(dati["altra_valore"]) if dati["altra_valore"] else None,
        )

    def _aperta(self, voce: VoceQuadro) -> bool:
        """Unfold what is folded when something is in it, also something wrong."""
        nomi = [nome_campo(voce.codice, p) for p in self.parti if p in self.piegate]
        return any(self[n].value() or self[n].errors for n in nomi)


class FormContributo(FormDominio):
    """What somebody of another body says of their items: new rows, so there is no version to compare."""

    parti = piegate = ("valore", "evidenza", "fonte", "il")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, vigenti={}, **kwargs)
        del self.fields["versione"]

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        if not self.errors and not any(self._scritta(voce, dati) for voce in self.voci):
            self.add_error(nome_campo(self.voci[0].codice, "valore"), "Scegli come va, almeno per una voce.")
        return dati


def nome_campo(codice: str, parte: str) -> str:
    return f"{codice.replace('.', '_')}-{parte}"


def _valore_scritto(riga: Valutazione | None) -> str:
    if riga is None:
        return ""
    return riga.fuori_scala or str(riga.valore)
