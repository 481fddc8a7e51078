"""What every kind of file becomes: numbered rows of cells."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from adi_platform.errori import DominioError
from cases.rules.elenco.celle import Cella, per_archivio, pulisci, testo_di
from cases.rules.elenco.mappatura import trova_intestazione

RIGHE_MASSIME = 50_000
COLONNE_MASSIME = 400
RIGHE_VUOTE_DI_FILA = 1_000
RIGHE_DI_ESEMPIO = 30

Riga = tuple[int, list[Cella]]


class FileNonLeggibile(DominioError):
    """The file cannot be used; the message says what to do with it."""

    def __init__(self, messaggio: str) -> None:
        super().__init__(messaggio, campo="file")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabella:
    """A readable file. `apri` starts a new reading each time: rows are never all kept in memory.

    `esempi` and `piene` come from the first rows: the page on the columns does not wait for the others.
    """

    tipo: str
    apri: Callable[[], Iterator[list[Cella]]]
    codifica: str = ""
    separatore: str = ""
    foglio: str = ""
    riga_intestazione: int = 0
    intestazioni: tuple[str, ...] = ()
    esempi: tuple[tuple[str, ...], ...] = field(default=())
    piene: Mapping[str, int] = field(default_factory=dict)

    def formato(self) -> dict[str, Any]:
        """What was recognised, to be shown and kept with the import."""
        return {
            "tipo": self.tipo,
            "codifica": self.codifica,
            "separatore": self.separatore,
            "foglio": self.foglio,
            "riga_intestazione": self.riga_intestazione,
            "intestazioni": list(self.intestazioni),
            "piene": dict(self.piene),
        }

    def righe(self) -> Iterator[Riga]:
        """Rows under the headings with the number that the operator sees in the sheet."""
        larghezza = len(self.intestazioni)
        lette = vuote = 0
        sospese: list[Riga] = []
        for numero, celle in enumerate(
            islice(self.apri(), self.riga_intestazione, None), self.riga_intestazione + 1
        ):
            riga = numero, celle[: max(larghezza, COLONNE_MASSIME)]
            if all(c is None or c == "" for c in celle):
                vuote += 1
                if vuote > RIGHE_VUOTE_DI_FILA:
                    return
                sospese.append(riga)
                continue
            lette += 1
            if lette > RIGHE_MASSIME:
                raise FileNonLeggibile(f"L'elenco ha più di {RIGHE_MASSIME} righe: dividilo in più file.")
            yield from sospese
            sospese, vuote = [], 0
            yield riga


def con_intestazione(tabella: Tabella) -> Tabella:
    """Find the row of headings under the titles, and a few sample values per column."""
    prime = list(islice(tabella.apri(), RIGHE_DI_ESEMPIO * 2))
    if not any(pulisci(c) is not None for riga in prime for c in riga):
        raise FileNonLeggibile("Il file è vuoto: scegli l'elenco esportato, con la riga delle intestazioni.")
    posto = trova_intestazione(prime)
    celle = prime[posto]
    while celle and pulisci(celle[-1]) is None:
        celle = celle[:-1]
    if len(celle) > COLONNE_MASSIME:
        raise FileNonLeggibile(
            f"L'elenco ha più di {COLONNE_MASSIME} colonne: tieni solo quelle che servono."
        )
    if len(celle) < 2:
        raise FileNonLeggibile(
            "Non si riconosce una tabella: serve una riga di intestazioni con almeno due colonne."
        )
    seguenti = [r for r in prime[posto + 1 :] if any(pulisci(c) is not None for c in r)]
    if not seguenti:
        raise FileNonLeggibile(
            "Sotto le intestazioni non c'è nessuna riga: controlla di aver scelto il file giusto."
        )
    return Tabella(
        tipo=tabella.tipo,
        apri=tabella.apri,
        codifica=tabella.codifica,
        separatore=tabella.separatore,
        foglio=tabella.foglio,
        riga_intestazione=posto + 1,
        intestazioni=tuple(per_archivio(testo_di(c))[:200] for c in celle),
        esempi=tuple(_esempi(seguenti, i) for i in range(len(celle))),
        piene=conta_piene(seguenti),
    )


def conta_piene(righe: Iterable[Sequence[Cella]], lette: Container[int] = ()) -> dict[str, int]:
    """How many filled cells each column has, by position; the columns in `lette` are not counted."""
    return Counter(
        str(posto)
        for celle in righe
        for posto, cella in enumerate(celle)
        if posto not in lette and pulisci(cella) is not None
    )


def _esempi(righe: list[list[Cella]], colonna: int) -> tuple[str, ...]:
    valori = (per_archivio(testo_di(pulisci(r[colonna]))) for r in righe if colonna < len(r))
    return tuple(dict.fromkeys(v[:60] for v in valori if v))[:3]
