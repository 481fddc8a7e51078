"""The task list of an analysis: which sections exist for whom, and which are done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from cases.models import AnalisiPreliminare, CasoAdi
from cases.rules.analisi.modulo import NUCLEO
from cases.services.analisi import modulo_di, soggetto_di

FAMIGLIA = "famiglia"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceIndice:
    """`stato` is da_iniziare, iniziata or completa."""

    area: str
    nome: str
    minuti: int
    persona_id: int | None
    stato: str
    url: str
    aggiornato_da: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GruppoIndice:
    persona_id: int | None
    nome: str
    minore: bool
    voci: tuple[VoceIndice, ...]

    @property
    def complete(self) -> int:
        return sum(v.stato == "completa" for v in self.voci)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indice:
    caso_id: int
    gruppi: tuple[GruppoIndice, ...]

    @property
    def totale(self) -> int:
        return sum(len(g.voci) for g in self.gruppi)

    @property
    def complete(self) -> int:
        return sum(g.complete for g in self.gruppi)

    @property
    def prossima(self) -> VoceIndice | None:
        """Where to go on from: the first part begun, otherwise the first one to begin."""
        aperte = [v for g in self.gruppi for v in g.voci if v.stato != "completa"]
        return next((v for v in aperte if v.stato == "iniziata"), aperte[0] if aperte else None)

    def prossima_dopo(self, area: str, persona_id: int | None) -> str:
        """The next section of the same person that is not done; after the last, the outcomes."""
        tutte = [v for g in self.gruppi for v in g.voci]
        qui = next((i for i, v in enumerate(tutte) if (v.area, v.persona_id) == (area, persona_id)), -1)
        for voce in tutte[qui + 1 :]:
            if voce.stato != "completa":
                return voce.url
        return reverse("analisi-esito", args=[self.caso_id])


def costruisci_indice(caso: CasoAdi, analisi: AnalisiPreliminare) -> Indice:
    """Two queries whatever the size of the household."""
    modulo = modulo_di(analisi)
    righe = {(s.area, s.persona_id): s for s in analisi.sezioni.select_related("aggiornato_da")}
    oggi = timezone.localdate()
    soggetti: list[tuple[int | None, str, str]] = [(None, "Famiglia", NUCLEO)]
    for componente in caso.componenti.select_related("persona").filter(uscito_il__isnull=True):
        persona = componente.persona
        soggetti.append((persona.pk, f"{persona.nome} {persona.cognome}", soggetto_di(persona, al=oggi)))
    gruppi = []
    for persona_id, nome, chi in soggetti:
        voci = []
        for area in modulo.aree:
            if not area.voci_per(chi):
                continue
            riga = righe.get((area.codice, persona_id))
            stato = "da_iniziare" if riga is None else ("completa" if riga.completa else "iniziata")
            chi_ha_scritto = riga.aggiornato_da if riga else None
            voci.append(
                VoceIndice(
                    area=area.codice,
                    nome=area.nome,
                    minuti=area.minuti,
                    persona_id=persona_id,
                    stato=stato,
                    url=reverse("analisi-sezione", args=[caso.pk, area.codice, persona_id or FAMIGLIA]),
                    aggiornato_da=chi_ha_scritto.nome_breve if chi_ha_scritto else "",
                )
            )
        gruppi.append(
            GruppoIndice(persona_id=persona_id, nome=nome, minore=chi == "minore", voci=tuple(voci))
        )
    return Indice(caso_id=caso.pk, gruppi=tuple(gruppi))
