"""Concluding the Analisi preliminare: its parts, what is still missing, the act after which nothing changes.

The analysis regards the household and each member (dominio 2.1). The parts of the household and of every adult
who is not out of the duties are done, or somebody writes why they were not found out.
"""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.workflow.motivi import LETTERE_DEL_MOTIVO, motivo_scritto
from cases.enums import Obbligo, StatoAnalisi, StatoCaso
from cases.models import AnalisiPreliminare, Persona, SezioneAnalisi
from cases.rules.analisi.modulo import ADULTO, AREA_ESITO, MINORE, NUCLEO, Area
from cases.rules.analisi.risposte import valore_di
from cases.services.analisi import in_bozza, modulo_di, soggetto_di
from cases.signals import analisi_finalizzata
from cases.transizioni import TABELLA_CASO

FAMIGLIA = "famiglia"
TUTTE = "tutte"
LUNGHEZZA_MOTIVO = 300


class AnalisiIncompleta(DominioError):
    """Something is missing before the analysis can be concluded; `mancanze` lists it."""

    def __init__(self, mancanze: Sequence[str]) -> None:
        super().__init__("Prima di concludere: " + "; ".join(mancanze) + ".")
        self.mancanze = tuple(mancanze)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parte:
    """One area about the household (`persona` None) or one member. `necessaria`: asked before concluding."""

    area: Area
    persona: Persona | None
    soggetto: str
    sezione: SezioneAnalisi | None
    necessaria: bool

    @property
    def di_chi(self) -> str:
        """As the address of the page says it."""
        return str(self.persona.pk) if self.persona else FAMIGLIA

    @property
    def nome(self) -> str:
        return f"{self.persona.nome} {self.persona.cognome}" if self.persona else "Famiglia"

    @property
    def chiave(self) -> str:
        return f"{self.area.codice}:{self.di_chi}"

    @property
    def minore(self) -> bool:
        return self.soggetto == MINORE

    @property
    def motivo(self) -> str:
        return self.sezione.motivo_non_rilevata if self.sezione else ""

    @property
    def stato(self) -> str:
        """completa, non_rilevata (with a reason), iniziata or da_iniziare."""
        if self.sezione is None:
            return "da_iniziare"
        if self.sezione.completa:
            return "completa"
        return "non_rilevata" if self.sezione.motivo_non_rilevata else "iniziata"

    @property
    def da_finire(self) -> bool:
        return self.stato not in ("completa", "non_rilevata")


def parti_di(analisi: AnalisiPreliminare, *, al: datetime.date) -> list[Parte]:
    """The parts that the form asks of this household. Two queries whatever its size.

    An adult whose duties are still to be defined counts as bound: the analysis serves to say it.
    """
    righe = {(s.area, s.persona_id): s for s in analisi.sezioni.select_related("aggiornato_da")}
    soggetti: list[tuple[Persona | None, str, bool]] = [(None, NUCLEO, True)]
    for c in analisi.caso.componenti.select_related("persona").filter(uscito_il__isnull=True):
        chi = soggetto_di(c.persona, al=al)
        soggetti.append((c.persona, chi, chi == ADULTO and c.obbligo != Obbligo.ESCLUSO))
    return [
        Parte(
            area=area,
            persona=persona,
            soggetto=chi,
            sezione=righe.get((area.codice, persona.pk if persona else None)),
            necessaria=necessaria,
        )
        for persona, chi, necessaria in soggetti
        for area in modulo_di(analisi).aree
        if area.voci_per(chi)
    ]


@transaction.atomic
def segna_non_rilevate(
    *,
    analisi: AnalisiPreliminare,
    scelte: Collection[str],
    motivo: str,
    operatore: Utente,
    al: datetime.date,
) -> None:
    """Write why some necessary parts are not done: the same reason for all the chosen ones (keys of Parte).

    `TUTTE` stands for those that have no reason yet. A part completed in the meantime needs none. The answers
    and the version token of who is writing a part do not change. Raises DominioError without parts or reason.
    """
    in_bozza(blocca(analisi))
    motivo = " ".join(motivo.split())
    if not scelte and not motivo:
        return
    if len(motivo) > LUNGHEZZA_MOTIVO:
        raise DominioError(f"Il motivo ha al massimo {LUNGHEZZA_MOTIVO} caratteri.", campo="motivo_parti")
    if not motivo_scritto(motivo):
        raise DominioError(
            f"Scrivi perché le parti scelte non sono rilevate: almeno due parole e {LETTERE_DEL_MOTIVO} lettere.",
            campo="motivo_parti",
        )
    if not scelte:
        raise DominioError("Scegli le parti a cui vale questo motivo.", campo="motivo_parti")
    for parte in parti_di(analisi, al=al):
        scelta = parte.chiave in scelte or (TUTTE in scelte and parte.da_finire)
        if scelta and parte.necessaria and parte.stato != "completa":
            riga = parte.sezione or SezioneAnalisi(
                analisi=analisi, area=parte.area.codice, persona=parte.persona
            )
            riga.motivo_non_rilevata, riga.aggiornato_da = motivo, operatore
            riga.save()


@transaction.atomic
def finalizza_analisi(
    *, analisi: AnalisiPreliminare, operatore: Utente, al: datetime.date
) -> AnalisiPreliminare:
    """Conclude the analysis: from now on it never changes. Raises AnalisiIncompleta."""
    analisi = blocca(analisi)
    in_bozza(analisi)
    mancanze = mancanze_di(analisi, al=al)
    if mancanze:
        raise AnalisiIncompleta(mancanze)
    for precedente in analisi.caso.analisi.filter(stato=StatoAnalisi.FINALIZZATA):
        precedente.stato = StatoAnalisi.SUPERATA
        precedente.save(update_fields=["stato"])
    analisi.stato = StatoAnalisi.FINALIZZATA
    analisi.finalizzata_il = timezone.now()
    analisi.finalizzata_da = operatore
    analisi.aggiornato_da = operatore
    analisi.save()
    caso = blocca(analisi.caso)
    if caso.stato == StatoCaso.IN_ANALISI:  # a rettifica does not move the case back
        esegui_mossa(caso, TABELLA_CASO, "concludi_analisi", operatore=operatore)
    analisi_finalizzata.send(
        sender=AnalisiPreliminare, caso=analisi.caso, analisi=analisi, operatore=operatore, al=al
    )
    return analisi


def mancanze_di(analisi: AnalisiPreliminare, *, al: datetime.date) -> list[str]:
    """What is still missing before concluding, in plain words."""
    modulo = modulo_di(analisi)
    finale: dict[str, Any] = next(
        (s.risposte for s in analisi.sezioni.all() if s.area == AREA_ESITO and s.persona_id is None), {}
    )
    mancanze = [
        f"rispondi a «{voce.domanda}»"
        for voce in modulo.esito.voci_per(NUCLEO)
        if voce.obbligatoria and valore_di(finale, voce.codice) is None
    ]
    if not analisi.esiti.all():
        mancanze.insert(0, "scegli almeno un esito")
    parti = parti_di(analisi, al=al)
    da_finire = sum(p.necessaria and p.da_finire for p in parti)
    if da_finire:
        quante = "una parte" if da_finire == 1 else f"{da_finire} parti"
        mancanze.insert(0, f"finisci {quante}, oppure scrivi il motivo di quelle non rilevate")
    elif not any(p.stato == "completa" for p in parti):
        mancanze.insert(0, "compila almeno una parte dell'analisi")
    return mancanze
