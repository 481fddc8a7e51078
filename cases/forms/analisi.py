"""One section of the Analisi preliminare as a form: fields come from the code table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from adi_platform.errori import DominioError
from adi_platform.ricerca.importi import leggi_importo
from adi_platform.ricerca.testo import pulisci_testo
from cases.rules.analisi.modulo import Voce
from cases.rules.analisi.risposte import RispostaNonValida, codici_di, in_parole, leggi_risposta

UNA_DELLE_DUE = "Hai scritto una risposta e segnato «Non rilevato»: tieni una sola delle due."


@dataclass(slots=True, kw_only=True)
class Domanda:
    """A question as the page shows it: what was typed stays even when it is wrong."""

    voce: Voce
    valori: list[str]
    non_rilevato: bool = False
    nota: str = ""
    errore: str = ""

    @property
    def nome(self) -> str:
        return self.voce.codice.replace(".", "_")

    @property
    def valore(self) -> str:
        return self.valori[0] if self.valori else ""

    @property
    def leggibile(self) -> str:
        return in_parole(self.voce, self.valore) if self.valore else ""

    @property
    def scala(self) -> list[str]:
        return [str(n) for n in range(self.voce.minimo or 0, (self.voce.massimo or 0) + 1)]


class FormSezione:
    """Reads and keeps the answers to the questions that this person may read."""

    def __init__(
        self, voci: Iterable[Voce], *, salvate: Mapping[str, Any], dati: QueryDict | None = None
    ) -> None:
        self.risposte: dict[str, Any] = {}
        self.domande = [
            self._da_salvate(v, salvate) if dati is None else self._da_dati(v, dati) for v in voci
        ]

    @property
    def errori(self) -> list[Domanda]:
        return [d for d in self.domande if d.errore]

    @property
    def vuoto(self) -> bool:
        """Nothing was answered, not even that something was not found out."""
        return not any(d.valori or d.non_rilevato or d.nota.strip() for d in self.domande)

    def is_valid(self) -> bool:
        return not self.errori

    def _da_salvate(self, voce: Voce, salvate: Mapping[str, Any]) -> Domanda:
        risposta = salvate.get(voce.codice) or {}
        return Domanda(
            voce=voce,
            valori=list(codici_di(risposta.get("valore"))),
            non_rilevato=bool(risposta.get("non_rilevato")),
            nota=risposta.get("nota", ""),
        )

    def _da_dati(self, voce: Voce, dati: QueryDict) -> Domanda:
        nome = voce.codice.replace(".", "_")
        domanda = Domanda(
            voce=voce,
            valori=dati.getlist(nome),
            non_rilevato=f"{nome}-nr" in dati,
            nota=dati.get(f"{nome}-nota", "") or "",
        )
        try:
            testi = [pulisci_testo(v) for v in domanda.valori]
            if voce.tipo == "importo" and any(t.strip() for t in testi):
                testi = [str(leggi_importo(testi[0]))]
            valore = leggi_risposta(voce, testi)
            if domanda.non_rilevato and valore is not None:
                if voce.tipo == "testo":
                    raise RispostaNonValida(messaggio=UNA_DELLE_DUE)
                valore, domanda.valori = None, []
            self.risposte[voce.codice] = {
                "valore": valore,
                "non_rilevato": domanda.non_rilevato,
                "nota": pulisci_testo(domanda.nota)[:1000],
            }
        except (RispostaNonValida, DominioError) as errore:
            domanda.errore = errore.messaggio
        return domanda
