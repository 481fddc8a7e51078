"""Which surnames and given names of the dictionary the typed words may mean, and at what cost. Pure.

Each typed word is a bit. An entry covers the bits of the words that it explains; a person answers the
search when surname and given name together cover every word, in whatever order it was typed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from adi_platform.ricerca.chiavi import PARTICELLE, chiavi_parola, distanza_al_piu_uno

COSTO_ERRORE = 1.0
COSTO_PAROLA_IN_PIU = 0.5
PAROLE_UNITE = 3
LETTERE_PER_SBAGLIARE = 4
COGNOMI_MASSIMI = 300
NOMI_MASSIMI = 1_000
NOMI_DA_SOLI = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Tratto:
    """Neighbouring words of the search written as one: "d angelo" is "dangelo"."""

    testo: str
    bit: int


@dataclass(slots=True, kw_only=True)
class Voci:
    """Entries by the words that they cover, with their cost."""

    per_bit: dict[int, dict[str, float]] = field(default_factory=dict)

    def aggiungi(self, testo: str, bit: int, costo: float) -> None:
        gruppo = self.per_bit.setdefault(bit, {})
        gruppo[testo] = min(costo, gruppo.get(testo, costo))

    def che_coprono(self, bit: int, *, al_massimo: int) -> dict[str, float]:
        """Entries that explain at least the words of `bit`, the cheapest ones."""
        trovate: dict[str, float] = {}
        for coperti, gruppo in self.per_bit.items():
            if coperti & bit == bit:
                for testo, costo in gruppo.items():
                    trovate[testo] = min(costo, trovate.get(testo, costo))
        return _i_meno_cari(trovate, al_massimo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coppia:
    """Surnames and given names, each with its cost, that together explain the search.

    Without `nomi` nor `inizio_nome` the surname is enough; without `cognomi` the given name is.
    """

    cognomi: dict[str, float]
    nomi: dict[str, float]
    inizio_nome: str = ""


def tratti(parole: Sequence[str]) -> list[Tratto]:
    """Each word, and each run of two or three neighbours joined."""
    return [
        Tratto(testo="".join(parole[i:j]), bit=sum(1 << k for k in range(i, j)))
        for i in range(len(parole))
        for j in range(i + 1, min(i + PAROLE_UNITE, len(parole)) + 1)
    ]


def chiavi_da_cercare(parole: Sequence[str]) -> set[str]:
    """A particle beside other words is looked for as it is: misspelt it would meet every short name."""
    con_nome = any(parola not in PARTICELLE for parola in parole)
    return {
        chiave
        for tratto in tratti(parole)
        for chiave in (
            {tratto.testo} if con_nome and tratto.testo in PARTICELLE else chiavi_parola(tratto.testo)
        )
    }


def coppie(parole: Sequence[str], voci: Iterable[tuple[str, str]]) -> list[Coppia]:
    """The combinations to look for among persons, given the entries found by key."""
    elenco = tratti(parole)
    cognomi, nomi = Voci(), Voci()
    for tipo, testo in voci:
        for bit, costo in _coperture(testo, elenco):
            (cognomi if tipo == "c" else nomi).aggiungi(testo, bit, costo)
    necessari = sum(1 << i for i, parola in enumerate(parole) if parola not in PARTICELLE)
    trovate = [_coppia(parole, gruppo, necessari & ~bit, nomi) for bit, gruppo in cognomi.per_bit.items()]
    soli_nomi = nomi.che_coprono(necessari, al_massimo=NOMI_DA_SOLI) if necessari else {}
    if soli_nomi:
        trovate.append(Coppia(cognomi={}, nomi=soli_nomi))
    return [coppia for coppia in trovate if coppia is not None]


def _coppia(parole: Sequence[str], gruppo: dict[str, float], mancano: int, nomi: Voci) -> Coppia | None:
    cognomi = _i_meno_cari(gruppo, COGNOMI_MASSIMI)
    if not mancano:
        return Coppia(cognomi=cognomi, nomi={})
    inizio = parole[-1] if mancano == 1 << (len(parole) - 1) else ""
    adatti = nomi.che_coprono(mancano, al_massimo=NOMI_MASSIMI)
    return Coppia(cognomi=cognomi, nomi=adatti, inizio_nome=inizio) if adatti or inizio else None


def _coperture(testo: str, elenco: Sequence[Tratto]) -> list[tuple[int, float]]:
    """The words covered by an entry: as a whole, and by its single words."""
    parole = testo.split()
    intero = "".join(parole)
    trovate = [(t.bit, costo) for t in elenco if (costo := _costo(t.testo, intero)) is not None]
    if len(parole) > 1 and (singole := _con_parole_singole(parole, elenco)):
        trovate.append(singole)
    return trovate


def _con_parole_singole(parole: Sequence[str], elenco: Sequence[Tratto]) -> tuple[int, float] | None:
    bit, totale, spiegate = 0, 0.0, 0
    for parola in parole:
        costi = [(c, t.bit) for t in elenco if not t.bit & bit and (c := _costo(t.testo, parola)) is not None]
        if parola in PARTICELLE or not costi:
            continue
        costo, trovati = min(costi)
        bit, totale, spiegate = bit | trovati, totale + costo, spiegate + 1
    if not bit:
        return None
    in_piu = sum(parola not in PARTICELLE for parola in parole) - spiegate
    return bit, totale + COSTO_PAROLA_IN_PIU * min(in_piu, 1)


def _costo(scritto: str, voce: str) -> float | None:
    if scritto == voce:
        return 0.0
    lunga = max(len(scritto), len(voce)) >= LETTERE_PER_SBAGLIARE
    return COSTO_ERRORE if lunga and distanza_al_piu_uno(scritto, voce) else None


def _i_meno_cari(gruppo: dict[str, float], quanti: int) -> dict[str, float]:
    return dict(sorted(gruppo.items(), key=lambda voce: (voce[1], voce[0]))[:quanti])
