"""The task list of an analysis: which sections exist for whom, and which are done."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from cases.models import AnalisiPreliminare, CasoAdi
from cases.services.conclusione_analisi import Parte, parti_di


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceIndice:
    """One part with its address."""

    parte: Parte
    url: str

    @property
    def nome(self) -> str:
        return self.parte.area.nome

    @property
    def stato(self) -> str:
        return self.parte.stato

    @property
    def persona_id(self) -> int | None:
        return self.parte.persona.pk if self.parte.persona else None

    @property
    def aggiornato_da(self) -> str:
        chi = self.parte.sezione.aggiornato_da if self.parte.sezione else None
        return chi.nome_breve if chi else ""


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
    def voci(self) -> list[VoceIndice]:
        return [v for g in self.gruppi for v in g.voci]

    @property
    def totale(self) -> int:
        return len(self.voci)

    @property
    def complete(self) -> int:
        return sum(g.complete for g in self.gruppi)

    @property
    def prossima(self) -> VoceIndice | None:
        """Where to go on from: the first part begun, otherwise the first one to begin."""
        aperte = [v for v in self.voci if v.parte.da_finire]
        return next((v for v in aperte if v.stato == "iniziata"), aperte[0] if aperte else None)

    def prossima_dopo(self, area: str, persona_id: int | None) -> str:
        """The next section of the same person that is not done; after the last, the outcomes."""
        tutte = self.voci
        qui = next(
            (i for i, v in enumerate(tutte) if (v.parte.area.codice, v.persona_id) == (area, persona_id)), -1
        )
        for voce in tutte[qui + 1 :]:
            if voce.parte.da_finire:
                return voce.url
        return reverse("analisi-esito", args=[self.caso_id])


def costruisci_indice(caso: CasoAdi, analisi: AnalisiPreliminare) -> Indice:
    """Two queries whatever the size of the household."""
    gruppi = [
        _gruppo(caso, list(parti))
        for _, parti in groupby(parti_di(analisi, al=timezone.localdate()), key=lambda p: p.di_chi)
    ]
    return Indice(caso_id=caso.pk, gruppi=tuple(gruppi))


def _gruppo(caso: CasoAdi, parti: list[Parte]) -> GruppoIndice:
    voci = tuple(
        VoceIndice(parte=p, url=reverse("analisi-sezione", args=[caso.pk, p.area.codice, p.di_chi]))
        for p in parti
    )
    return GruppoIndice(persona_id=voci[0].persona_id, nome=parti[0].nome, minore=parti[0].minore, voci=voci)
