"""What an act of the Dirigente needs before it is adopted. The program says what is missing, a human decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from adi_platform.norme.esito import Esito, Livello, Motivo

ART_3 = "L. 241/1990 art. 3"
ART_7 = "L. 241/1990 artt. 7 e 10"
ART_7_C_2 = "L. 241/1990 art. 7 c. 2"
ART_10_BIS = "L. 241/1990 art. 10-bis"
ART_12 = "L. 241/1990 art. 12"
ART_18 = "Regolamento art. 18"

# Kind of act → move of the request; None leaves the request where it is.
MOSSA_PER_TIPO: dict[str, str | None] = {
    "concessione": "concedi",
    "deroga": "concedi",
    "diniego": "nega",
    "archiviazione": "archivia",
    "sospensione": "sospendi",
    "non_sospensione": None,
    "modifica": None,
    "revoca": "revoca",
}
STATI_PER_TIPO: dict[str, frozenset[str]] = {
    "concessione": frozenset({"parere_favorevole", "parere_contrario", "riesame"}),
    "deroga": frozenset({"parere_favorevole"}),
    "diniego": frozenset({"riesame"}),
    "archiviazione": frozenset({"protocollata", "istruttoria", "in_integrazione"}),
    "sospensione": frozenset({"in_erogazione"}),
    "non_sospensione": frozenset({"in_erogazione"}),
    "modifica": frozenset({"concessa", "in_erogazione", "sospesa"}),
    "revoca": frozenset({"concessa", "in_erogazione", "sospesa", "conclusa"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FotoPreavviso:
    """What was told before this kind of act. `aperto`: the person may still write, and the act waits.

    Before a refusal it waits for all the days; after the beginning of an office's own act, until something has
    arrived. `fino_al`: the last of those days when it is still to come.
    """

    ricevuto: date | None
    aperto: bool
    fino_al: date | None = None
    osservazioni: int = 0
    senza_risposta: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LimiteSuperato(Motivo):
    """A cap of the measure that the act goes past: of the money, or `in_mesi` of the time."""

    in_mesi: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FotoAtto:
    """The draft and its request as plain values. Amounts in euro."""

    tipo: str
    stato_richiesta: str
    urgente: bool = False
    con_proposta: bool = False
    proposta_in_deroga: bool = False
    totale_proposto: Decimal | None = None
    totale_chiesto: Decimal | None = None
    totale_concordato: Decimal | None = None  # the sum that the person signed in the PAI
    totale: Decimal | None = None
    motivazione: str = ""
    articoli: str = ""
    condizioni: str = ""
    motivi_nuovi: str = ""
    motivo_cautelare: str = ""
    dal: date | None = None
    al: date | None = None
    incoerenze: tuple[str, ...] = ()  # dates against the months, or before the request
    con_concessione: bool = False
    preavviso: FotoPreavviso | None = None
    oltre_i_limiti: tuple[LimiteSuperato, ...] = ()
    entro_la_deroga: bool = False  # a change that does not raise what was granted in derogation
    deroga_ammessa: bool = False
    scoperti: tuple[
        Motivo, ...
    ] = ()  # requirements of the istruttoria that are not met, nor overcome by rule


def mossa_di(foto: FotoAtto) -> str | None:
    """The move that the act makes; the urgent lane has its own, without the Commission."""
    if foto.tipo == "concessione" and in_corsia_urgente(foto):
        return "concedi_d_urgenza"
    return MOSSA_PER_TIPO[foto.tipo]


def in_corsia_urgente(foto: FotoAtto) -> bool:
    return foto.urgente and foto.stato_richiesta == "istruttoria"


def tipi_possibili(stato_richiesta: str, *, urgente: bool) -> tuple[str, ...]:
    """The acts that may begin from that state."""
    tipi = [tipo for tipo, stati in STATI_PER_TIPO.items() if stato_richiesta in stati]
    if urgente and stato_richiesta == "istruttoria":
        tipi.insert(0, "concessione")
    return tuple(tipi)


def mancanze_dell_atto(foto: FotoAtto) -> Esito:
    """Everything that forbids the adoption, then what deserves a second look."""
    date_ = (_no("PERIODO", testo, ART_12) for testo in foto.incoerenze)
    return Esito(motivi=(*_stato(foto), *_testo(foto), *date_, *_per_tipo(foto)))


def _no(codice: str, testo: str, articolo: str) -> Motivo:
    return Motivo(codice=codice, testo=testo, articolo=articolo)


def _avviso(codice: str, testo: str, articolo: str) -> Motivo:
    return Motivo(codice=codice, testo=testo, articolo=articolo, livello=Livello.AVVISO)


def _stato(foto: FotoAtto) -> Iterator[Motivo]:
    if foto.stato_richiesta not in STATI_PER_TIPO[foto.tipo] and not (
        foto.tipo == "concessione" and in_corsia_urgente(foto)
    ):
        yield _no("STATO", "In questo momento la richiesta non ammette un atto di questo tipo.", ART_18)


def _testo(foto: FotoAtto) -> Iterator[Motivo]:
    if not foto.motivazione.strip():
        yield _no("MOTIVAZIONE", "Scrivi la motivazione: i fatti e le ragioni della decisione.", ART_3)
    if not foto.articoli.strip():
        yield _no("ARTICOLI", "Indica gli articoli applicati: ogni atto mostra i criteri usati.", ART_12)


def _per_tipo(foto: FotoAtto) -> Iterator[Motivo]:
    regole = {
        "concessione": _concessione,
        "deroga": _deroga,
        "diniego": _diniego,
        "sospensione": _sospensione,
        "non_sospensione": _successivo,
        "modifica": _successivo,
        "revoca": _revoca,
    }
    regola = regole.get(foto.tipo)
    return regola(foto) if regola else iter(())


def _concessione(foto: FotoAtto) -> Iterator[Motivo]:
    if not foto.con_proposta and not in_corsia_urgente(foto):
        yield _no("PROPOSTA", "Senza il parere della commissione si concede solo d'urgenza.", ART_18)
    if foto.proposta_in_deroga:
        yield _no("DEROGA", "La proposta è in deroga: serve il provvedimento di deroga.", ART_18)
    if foto.stato_richiesta == "parere_contrario":
        yield _avviso("PARERE", "Il parere è contrario: spiega nella motivazione perché te ne scosti.", ART_3)
    yield from foto.scoperti
    yield from _importi(foto)


def _deroga(foto: FotoAtto) -> Iterator[Motivo]:
    if not (foto.con_proposta and foto.proposta_in_deroga):
        yield _no("DEROGA", "In deroga si concede solo su proposta della commissione.", ART_18)
    # A derogation goes past what is forbidden, not past what nobody has looked for.
    for motivo in foto.scoperti:
        vietato = motivo.livello is Livello.NON_AMMISSIBILE
        yield (
            replace(motivo, livello=Livello.AVVISO, testo=f"In deroga. {motivo.testo}") if vietato else motivo
        )
    yield from _importi(foto)


def _importi(foto: FotoAtto) -> Iterator[Motivo]:
    if not foto.totale:
        yield _no("IMPORTO", "Scrivi l'importo concesso.", ART_12)
    elif foto.totale_proposto is not None and foto.totale > foto.totale_proposto:
        yield _avviso("IMPORTO", "L'importo supera quello proposto: spiega perché.", ART_3)
    if foto.dal is None:
        yield _no("PERIODO", "Scrivi da quando parte il contributo.", ART_12)
    if _meno_di_quanto_chiesto(foto):
        yield from _dopo_il_preavviso(
            foto,
            "Concedi meno di quanto chiesto: è un rifiuto in parte. Serve il preavviso con i motivi, oppure un PAI "
            "firmato con il nuovo importo.",
        )
    yield from _limiti(foto)


def _meno_di_quanto_chiesto(foto: FotoAtto) -> bool:
    """In part it is a refusal, unless the person has agreed in writing; an urgent grant does not wait."""
    if not foto.totale or foto.totale_chiesto is None or in_corsia_urgente(foto):
        return False
    concordato = foto.totale_concordato
    return foto.totale < foto.totale_chiesto and (concordato is None or foto.totale < concordato)


def _limiti(foto: FotoAtto) -> Iterator[Motivo]:
    """Past a cap of the measure one grants only in derogation."""
    for limite in foto.oltre_i_limiti:
        if foto.tipo == "deroga" or foto.entro_la_deroga:
            yield _avviso(limite.codice, f"In deroga si supera un limite. {limite.testo}", limite.articolo)
        else:
            rimedio = "Riduci i mesi" if limite.in_mesi else "Riduci l'importo"
            deroga = ", oppure serve la deroga" if foto.deroga_ammessa else ""
            yield _no(limite.codice, f"{limite.testo} {rimedio}{deroga}.", limite.articolo)


def _diniego(foto: FotoAtto) -> Iterator[Motivo]:
    yield from _dopo_il_preavviso(foto, "Prima di un rifiuto la persona riceve il preavviso con i motivi.")


def _dopo_il_preavviso(foto: FotoAtto, se_manca: str) -> Iterator[Motivo]:
    preavviso = foto.preavviso
    if preavviso is None:
        yield _no("PREAVVISO", se_manca, ART_10_BIS)
        return
    yield from _ascolto(preavviso, ART_10_BIS)
    if foto.motivi_nuovi.strip() and not preavviso.osservazioni:
        yield _no(
            "MOTIVI_NUOVI", "Senza osservazioni valgono solo i motivi già scritti nel preavviso.", ART_10_BIS
        )


def _ascolto(preavviso: FotoPreavviso, articolo: str) -> Iterator[Motivo]:
    """The person received the letter, had the days to write, and each point has its answer."""
    if preavviso.ricevuto is None:
        yield _no("RICEVIMENTO", "Manca la prova che la lettera con i motivi è stata ricevuta.", articolo)
    if preavviso.aperto:
        yield _no("OSSERVAZIONI", "La persona può ancora scrivere: aspetta la fine dei giorni.", articolo)
    elif preavviso.fino_al:
        testo = f"La persona può scrivere ancora fino al {preavviso.fino_al:%d/%m/%Y}: se decidi prima, spiega perché."
        yield _avviso("GIORNI", testo, articolo)
    if preavviso.senza_risposta:
        yield _no("RISPOSTE", "Rispondi a ogni osservazione: l'atto deve dirlo una per una.", articolo)


def _avvio(foto: FotoAtto) -> Iterator[Motivo]:
    """What the office begins by itself is told to the person first, who may write; then it decides."""
    if foto.preavviso is None:
        testo = "Prima la persona riceve l'avvio del procedimento, con i motivi e i giorni per scrivere."
        yield _no("AVVIO", testo, ART_7)
    else:
        yield from _ascolto(foto.preavviso, ART_7)


def _successivo(foto: FotoAtto) -> Iterator[Motivo]:
    if not foto.con_concessione:
        yield _no(
            "CONCESSIONE", "Manca il provvedimento di concessione a cui questo atto si riferisce.", ART_3
        )
    if foto.tipo == "modifica" and not foto.totale:
        yield _no("IMPORTO", "Scrivi il nuovo importo.", ART_12)
    yield from _limiti(foto)


def _sospensione(foto: FotoAtto) -> Iterator[Motivo]:
    yield from _successivo(foto)
    if foto.motivo_cautelare.strip():
        testo = "È una misura cautelare: subito dopo manda l'avvio, così la persona può dire la sua."
        yield _avviso("CAUTELARE", testo, ART_7_C_2)
    else:
        yield from _avvio(foto)
    if foto.dal is None or foto.al is None:
        yield _no("PERIODO", "Una sospensione ha un inizio e una fine.", "L. 241/1990 art. 21-quater c. 2")
    if not foto.condizioni.strip():
        yield _no("CONDIZIONI", "Scrivi che cosa serve perché i pagamenti riprendano.", "Regolamento art. 8")


def _revoca(foto: FotoAtto) -> Iterator[Motivo]:
    yield from _successivo(foto)
    yield from _avvio(foto)
    if foto.dal is None:
        yield _no("PERIODO", "Scrivi da quando il contributo finisce.", "Regolamento art. 19")
