"""The Patto as the rules see it: plain values, no database."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


def eta_al(nascita: datetime.date | None, *, al: datetime.date) -> int | None:
    """Years completed on a day; None when the birth date is unknown."""
    if nascita is None:
        return None
    return al.year - nascita.year - ((al.month, al.day) < (nascita.month, nascita.day))


# Compulsory schooling of children and its completion, L. 296/2006 art. 1 c. 622 and DL 123/2023 art. 12.
ETA_SCUOLA = range(6, 18)


def troppo_piccolo(eta: int | None) -> bool:
    """Before school age nobody takes a commitment of their own."""
    return eta is not None and eta < ETA_SCUOLA.start


AREA_PUC = "PUC"
AREE_DEGLI_ADULTI = ("LAVO", AREA_PUC)  # whoever is under age is not bound: DL 48/2023 art. 6 c. 4


def puo_impegnarsi(eta: int | None, area: str) -> bool:
    """A child takes no commitment, a youngster none of those that the law asks of adults."""
    if troppo_piccolo(eta):
        return False
    return eta is None or eta >= 18 or area not in AREE_DEGLI_ADULTI


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaFoto:
    """A member of the household on the day of the check. `eta` is None when the birth date is unknown."""

    pk: int
    nome: str
    eta: int | None
    obbligo: str
    percorso: int | None = None
    istruzione_da_completare: bool = False

    @property
    def adulta(self) -> bool:
        return self.eta is None or self.eta >= 18

    @property
    def minore(self) -> bool:
        return not self.adulta

    @property
    def obbligata(self) -> bool:
        return self.adulta and self.obbligo == "obbligato"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpegnoFoto:
    """The parts carry `pk`, so that a gap can lead to its page."""

    testo: str
    area: str
    persona: int
    codice: str = ""
    verifica_chi: str = ""
    verifica_come: str = ""
    ruoli_verifica: tuple[str, ...] = ()
    sanzionabile: bool = False
    sensibile: bool = False
    pk: int = 0
    sostegno_non_disponibile: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SostegnoFoto:
    testo: str
    erogatore: str = ""
    finanziamento: str = ""
    frequenza: str = ""
    dal: datetime.date | None = None
    persone: tuple[int, ...] = ()
    stato: str = "previsto"
    pk: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RisultatoFoto:
    testo: str
    indicatore: str = ""
    entro: datetime.date | None = None
    sostegni: tuple[SostegnoFoto, ...] = ()
    impegni: tuple[ImpegnoFoto, ...] = ()
    pk: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ObiettivoFoto:
    testo: str
    riservato: bool = False
    risultati: tuple[RisultatoFoto, ...] = ()
    pk: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MembroFoto:
    """A member of the team, the case manager among them."""

    nome: str
    funzione: str = ""
    ente: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParenteFoto:
    """A relative bound to maintenance. `rifiuto`: the applicant said no; `aperto`: nobody asked yet."""

    nome: str
    rifiuto: bool = False
    aperto: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaiFoto:
    """What only a PAI has, with what its measure allows: `modi_ammessi` (code: name, empty for any), `mesi_massimi`.

    Where the measure does not say how long, `mesi_massimi` comes from `norme`, like `rifiuto_blocca` (reading A18).
    """

    valutazione: str = ""
    lettere: tuple[str, ...] = ()
    bisogno: str = ""
    misura: str = ""
    importo: Decimal | None = None
    mesi: int | None = None
    modo: str = ""
    informato_il: datetime.date | None = None
    parenti_necessari: bool = False
    perche_parenti: str = ""
    parenti: tuple[ParenteFoto, ...] = ()
    modi_ammessi: Mapping[str, str] = field(default_factory=dict)
    riferimento_modi: str = ""
    mesi_massimi: int = 6
    riferimento_mesi: str = ""
    rifiuto_blocca: bool = False
    riferimento_rifiuto: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PattoFoto:
    """All that the completeness check looks at. `giorni_verifica` is the legal maximum, from `norme`."""

    al: datetime.date
    giorni_verifica: int = 90
    persone: tuple[PersonaFoto, ...] = ()
    obiettivi: tuple[ObiettivoFoto, ...] = ()
    case_manager: str = ""
    referente: int | None = None
    equipe: tuple[MembroFoto, ...] = ()
    analisi_conclusa: bool = False
    bisogno_complesso: bool = False
    priorita_scoperte: tuple[str, ...] = ()
    servizi_attivi: tuple[str, ...] = ()
    progetti_integrati: str = ""
    preferenze: str = ""
    partecipazione_minori: str = ""
    prima_verifica: datetime.date | None = None
    verifica_ogni_giorni: int = 90
    verifica_descrizione: str = ""
    escluso_monitoraggio: bool = False
    valido_dal: datetime.date | None = None
    valido_al: datetime.date | None = None
    pai: PaiFoto | None = None

    @property
    def risultati(self) -> tuple[RisultatoFoto, ...]:
        return tuple(r for o in self.obiettivi for r in o.risultati)

    @property
    def sostegni(self) -> tuple[SostegnoFoto, ...]:
        return tuple(s for r in self.risultati for s in r.sostegni)

    @property
    def impegni(self) -> tuple[ImpegnoFoto, ...]:
        return tuple(i for r in self.risultati for i in r.impegni)

    @property
    def minori(self) -> tuple[PersonaFoto, ...]:
        return tuple(p for p in self.persone if p.minore)

    def impegni_di(self, persona: PersonaFoto) -> tuple[ImpegnoFoto, ...]:
        return tuple(i for i in self.impegni if i.persona == persona.pk)
