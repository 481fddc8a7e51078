"""The fate of every row: alone, beside its repetitions, inside its household, across applications."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.rules.elenco.duplicati import Ripetizione, trova_ripetizioni
from cases.rules.elenco.letture import DATI, RigaLetta, Rilievo
from cases.rules.elenco.nuclei import NucleoLetto, componi_nucleo, richiedenti_minorenni

ACCETTATA = "accettata"
AVVISO = "avviso"
DUPLICATA = "duplicata"
RIFIUTATA = "rifiutata"
ENTRANO = (ACCETTATA, AVVISO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Giudizio:
    """Outcome of a row with its reasons; `componenti` are the members of the row that stay out."""

    esito: str
    rilievi: tuple[Rilievo, ...] = ()
    componenti: tuple[Rilievo, ...] = ()
    ripete: int | None = None

    @property
    def motivi(self) -> list[str]:
        return sorted({r.codice for r in self.rilievi})


@dataclass(frozen=True, slots=True, kw_only=True)
class Elenco:
    """A judged list: outcome by row number and the households that would enter, by application."""

    giudizi: Mapping[int, Giudizio]
    nuclei: Mapping[str, NucleoLetto]


def giudica(
    righe: Sequence[RigaLetta],
    *,
    comuni: frozenset[str],
    decisioni: Mapping[int, str] | None = None,
    altrove: Mapping[str, frozenset[str]] | None = None,
) -> Elenco:
    """Judge rows together.

    `decisioni`: on conflicting repetitions, by row. `altrove`: for a code, the applications of rows of the
    same file that are not among `righe` (used when a part of a list is judged again after a correction).
    """
    ripetizioni = trova_ripetizioni(righe, decisioni or {})
    giudizi = {r.numero: _da_sola(r, ripetizioni.get(r.numero)) for r in righe}
    gruppi: dict[str, list[RigaLetta]] = defaultdict(list)
    for riga in righe:
        if giudizi[riga.numero].esito == ACCETTATA:
            gruppi[riga.domanda].append(riga)
    nuclei = {d: componi_nucleo(g, comuni=comuni) for d, g in gruppi.items()}
    dove = _dove_compare(nuclei, altrove or {})
    for domanda, gruppo in gruppi.items():
        del_nucleo = nuclei[domanda].avvisi
        minorenni = {(p.riga, p.componente) for p in richiedenti_minorenni(nuclei[domanda])}
        for riga in gruppo:
            rilievi = (*riga.avvisi, *del_nucleo, *_della_persona(riga, minorenni, dove))
            giudizi[riga.numero] = Giudizio(
                esito=AVVISO if rilievi else ACCETTATA,
                rilievi=rilievi,
                componenti=riga.errori_componenti,
            )
    return Elenco(giudizi=giudizi, nuclei=nuclei)


def _da_sola(riga: RigaLetta, ripetizione: Ripetizione | None) -> Giudizio:
    if riga.tipo != DATI:
        return Giudizio(esito=riga.tipo)
    if riga.errori:
        return Giudizio(esito=RIFIUTATA, rilievi=riga.errori, componenti=riga.errori_componenti)
    if ripetizione is not None:
        return Giudizio(
            esito=DUPLICATA if ripetizione.decisa else RIFIUTATA,
            rilievi=(Rilievo(codice=ripetizione.motivo),),
            ripete=ripetizione.prima,
        )
    return Giudizio(esito=ACCETTATA)


def _dove_compare(
    nuclei: Mapping[str, NucleoLetto], altrove: Mapping[str, frozenset[str]]
) -> dict[str, set[str]]:
    dove: dict[str, set[str]] = defaultdict(set)
    for domanda, nucleo in nuclei.items():
        for persona in nucleo.persone:
            if persona.codice:
                dove[persona.codice].add(domanda)
    for codice, domande in altrove.items():
        dove[codice] |= domande
    return dove


def _della_persona(
    riga: RigaLetta, minorenni: set[tuple[int, int]], dove: Mapping[str, set[str]]
) -> list[Rilievo]:
    rilievi = []
    for p in riga.persone:
        if (p.riga, p.componente) in minorenni:
            rilievi.append(
                Rilievo(codice="RICHIEDENTE_MINORENNE", campo="relazione", componente=p.componente)
            )
        if p.codice and len(dove.get(p.codice, ())) > 1:
            rilievi.append(Rilievo(codice="PERSONA_IN_DUE_NUCLEI", campo="codice", componente=p.componente))
    return rilievi
