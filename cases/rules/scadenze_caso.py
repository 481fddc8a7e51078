"""The deadlines of a case from its facts. Pure: values and dates in, rows with their explanation out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from adi_platform.calendario.giorni import UN_GIORNO
from adi_platform.calendario.mesi import Mese, aggiungi_mesi
from adi_platform.errori import DominioError
from adi_platform.norme.loader import Norme, norme_nazionali
from cases.rules.termini_adi import calcola_termine_adi
from cases.rules.valori_termini import Evento, FattiAdi, Regola, Stato, TermineAdi, TipoEvento

ANNI_MAGGIORE_ETA = 18
INCONTRI = (TipoEvento.INCONTRO, TipoEvento.PRESENTAZIONE_SPONTANEA)
Riga = dict[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incontro:
    """A meeting that took place. `registrato_il`: day of the entry in GePI, if any."""

    il: date
    registrato_il: date | None = None
    chiave: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fissato:
    """An appointment without an outcome yet."""

    chiave: str
    titolo: str
    il: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Membro:
    persona_id: int
    nome: str
    nato_il: date | None = None
    escluso_fino_al: date | None = None
    titolo_scade_il: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Isee:
    tipo: str
    etichetta: str
    scade_il: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodo:
    """A period of benefit; months as their first day."""

    numero: int
    rinnovo: bool
    primo_mese: date
    ultimo_mese: date
    data_domanda: date | None = None
    data_pad: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FattiDelCaso:
    """Everything that moves a deadline of the case, known on the day `al`, and nothing else."""

    al: date
    data_domanda: date | None = None
    data_pad: date | None = None
    data_trasmissione: date | None = None
    escluso_monitoraggio: bool = False
    tutti_attivabili: bool = False
    eventi: tuple[Evento, ...] = ()
    incontri: tuple[Incontro, ...] = ()
    fissati: tuple[Fissato, ...] = ()
    membri: tuple[Membro, ...] = ()
    isee: tuple[Isee, ...] = ()
    periodi: tuple[Periodo, ...] = ()
    norme: Norme = field(default_factory=norme_nazionali)

    def calcola(self, regola: Regola, *, iniziale: date | None = None) -> TermineAdi:
        fatti = FattiAdi(
            data_domanda=self.data_domanda,
            data_pad=self.data_pad,
            data_trasmissione=self.data_trasmissione,
            iniziale=iniziale,
            eventi=self.eventi,
            attivabile=self.tutti_attivabili,
        )
        return calcola_termine_adi(regola, fatti, al=self.al, norme=self.norme)

    def primo(self, *tipi: TipoEvento) -> date | None:
        return min((e.giorno for e in self.eventi if e.tipo in tipi), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attesa:
    """A deadline as it must be now. `adempiuta_il` empty: still open.

    `effetto` and `ragioni` are what the rules propose on the day of the question: shown, never stored.
    """

    tipo: str
    chiave: str
    titolo: str
    entro: date
    decorre_dal: date | None = None
    perche: str = ""
    passi: tuple[Riga, ...] = ()
    effetto: str = ""
    ragioni: tuple[Riga, ...] = ()
    adempiuta_il: date | None = None
    persona_id: int | None = None
    in_attesa_di: str = ""


Gruppo = Callable[[FattiDelCaso], Iterator[Attesa]]


def scadenze_attese(fatti: FattiDelCaso) -> tuple[Attesa, ...]:
    """All the deadlines that the facts give, each with a key unique in the case."""
    gruppi = (
        _primo_incontro,
        _convocazione,
        _patto,
        _novanta_giorni,
        _gepi,
        _periodi,
        _appuntamenti,
        _persone,
        _isee,
    )
    return tuple(attesa for gruppo in gruppi for attesa in _dove_la_norma_c_e(gruppo, fatti))


def _dove_la_norma_c_e(gruppo: Gruppo, fatti: FattiDelCaso) -> Iterator[Attesa]:
    """A missing date, or one older than the law, gives no deadline here and stops no other."""
    try:
        yield from gruppo(fatti)
    except (DominioError, OverflowError):
        return


def _primo_incontro(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """D1: a justified absence starts the whole term again."""
    termine = fatti.calcola(Regola.PRIMO_INCONTRO)
    yield _attesa(
        termine,
        tipo="primo_incontro",
        titolo="Svolgere il primo incontro" if fatti.fissati else "Fissare il primo incontro",
        perche=_perche(fatti, termine),
        adempiuta_il=fatti.primo(*INCONTRI),
    )


def _convocazione(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """D2: advice of the guidelines, without consequences."""
    inizio = fatti.calcola(Regola.PRIMO_INCONTRO).giorno_iniziale
    termine = fatti.calcola(Regola.CONVOCAZIONE, iniziale=inizio)
    yield _attesa(
        termine,
        tipo="convocazione",
        titolo="Convocare il nucleo (termine consigliato)",
        perche=f"{_perche(fatti, termine)}, consigliati dalle linee guida",
        adempiuta_il=fatti.primo(TipoEvento.CONVOCAZIONE_INVIATA, *INCONTRI),
    )


def _patto(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """D3: signature of the Patto (or only the evaluation, if the Ambito reads the norm so)."""
    inizio = fatti.calcola(Regola.PRIMO_INCONTRO).giorno_iniziale
    termine = fatti.calcola(Regola.FIRMA_PAIS, iniziale=inizio)
    adempiuto = termine.stato in {Stato.ADEMPIUTO, Stato.ADEMPIUTO_IN_RITARDO}
    firma = fatti.primo(TipoEvento.PAIS_SOTTOSCRITTO)
    yield _attesa(
        termine,
        tipo="patto",
        titolo="Sottoscrivere il Patto per l'inclusione",
        perche=_perche(fatti, termine),
        adempiuta_il=firma or (fatti.primo(*INCONTRI) if adempiuto else None),
    )


def _novanta_giorni(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """D5: one clock for each meeting, closed by the meeting that follows."""
    if fatti.escluso_monitoraggio or fatti.tutti_attivabili:
        return
    incontri = sorted(fatti.incontri, key=lambda i: i.il)
    for n, incontro in enumerate(incontri):
        seguente = min((i.il for i in incontri[n + 1 :] if i.il > incontro.il), default=None)
        termine = _del_ciclo(fatti, incontro, seguente).calcola(Regola.AGGIORNAMENTO, iniziale=incontro.il)
        yield _attesa(
            termine,
            tipo="monitoraggio",
            chiave=f"monitoraggio:{incontro.chiave}",
            titolo="Verifica dei 90 giorni",
            perche=f"Ultimo incontro: {incontro.il:%d/%m/%Y}",
            adempiuta_il=seguente,
        )


def _del_ciclo(fatti: FattiDelCaso, incontro: Incontro, seguente: date | None) -> FattiDelCaso:
    """The events of one cycle: its own registration, then what happened until the next meeting."""
    registrazione = (
        (Evento(tipo=TipoEvento.REGISTRAZIONE_INIZIALE, giorno=incontro.registrato_il),)
        if incontro.registrato_il
        else ()
    )
    dopo = tuple(e for e in fatti.eventi if incontro.il < e.giorno <= (seguente or fatti.al))
    return replace(fatti, eventi=(*registrazione, *dopo))


def _gepi(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """D4: enter the meeting by day 20, so that it counts for the payment of that month."""
    for incontro in fatti.incontri:
        limite = fatti.norme.valore("adi.giorno_registrazione", al=incontro.il)
        entro = ultimo_giorno_gepi(incontro.il, limite.intero)
        yield Attesa(
            tipo="gepi",
            chiave=f"gepi:{incontro.chiave}",
            titolo=f"Registrare in GePI l'incontro del {incontro.il:%d/%m/%Y}",
            entro=entro,
            decorre_dal=incontro.il,
            perche=f"Registrato entro il {limite.intero} vale per il pagamento di {Mese.di(entro).nome}",
            passi=(
                _passo(incontro.il, "Incontro svolto", limite.riferimento),
                _passo(
                    entro,
                    f"Ultimo giorno per il pagamento di {Mese.di(entro).nome}: "
                    "dopo, la registrazione vale per il mese seguente",
                    limite.riferimento,
                ),
            ),
            adempiuta_il=incontro.registrato_il,
        )


def ultimo_giorno_gepi(dal: date, limite: int) -> date:
    """The first cut-off day not before `dal`."""
    mese = Mese.di(dal)
    return mese.giorno(limite) if dal.day <= limite else mese.piu(1).giorno(limite)


def _periodi(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """End of each period, and the meeting after an application of renewal (D8)."""
    numeri = {p.numero for p in fatti.periodi}
    for periodo in fatti.periodi:
        fine = Mese.di(periodo.ultimo_mese).ultimo_giorno
        seguente = next((p for p in fatti.periodi if p.numero == periodo.numero + 1), None)
        yield Attesa(
            tipo="rinnovo",
            chiave=f"rinnovo:{periodo.numero}",
            titolo="Preparare il rinnovo del beneficio",
            entro=fine,
            decorre_dal=periodo.primo_mese,
            perche=f"Ultimo mese pagato: {Mese.di(periodo.ultimo_mese).nome}",
            passi=(
                _passo(periodo.primo_mese, "Primo mese del periodo", "DL 48/2023 art. 3"),
                _passo(fine, "Fine del periodo: poi serve una domanda di rinnovo", "DL 48/2023 art. 3"),
            ),
            adempiuta_il=_inizio(seguente) if seguente and seguente.numero in numeri else None,
        )
        yield from _incontro_di_rinnovo(fatti, periodo)


def _inizio(periodo: Periodo) -> date:
    return periodo.data_domanda or periodo.primo_mese


def _incontro_di_rinnovo(fatti: FattiDelCaso, periodo: Periodo) -> Iterator[Attesa]:
    """D8: from the application of renewal, or from the new PAD when the household changed."""
    giorno = periodo.data_pad or periodo.data_domanda
    if not periodo.rinnovo or giorno is None:
        return
    dopo = tuple(e for e in fatti.eventi if e.giorno >= giorno)
    termine = replace(fatti, eventi=dopo).calcola(Regola.RINNOVO, iniziale=giorno)
    evento = "dal nuovo PAD" if periodo.data_pad else "dalla domanda di rinnovo"
    yield _attesa(
        termine,
        tipo="rinnovo",
        chiave=f"rinnovo_incontro:{periodo.numero}",
        titolo="Incontrare il nucleo per il rinnovo",
        perche=f"{_durata(termine)} giorni {evento} del {giorno:%d/%m/%Y}",
        adempiuta_il=min((i.il for i in fatti.incontri if i.il >= giorno), default=None),
    )


def _appuntamenti(fatti: FattiDelCaso) -> Iterator[Attesa]:
    for fissato in fatti.fissati:
        yield Attesa(
            tipo="appuntamento",
            chiave=f"appuntamento:{fissato.chiave}",
            titolo=fissato.titolo,
            entro=fissato.il,
            perche=f"Appuntamento fissato per il {fissato.il:%d/%m/%Y}: poi si scrive l'esito",
            in_attesa_di=f"incontro del {fissato.il:%d/%m/%Y}",
        )


def _persone(fatti: FattiDelCaso) -> Iterator[Attesa]:
    fine_periodo = max((Mese.di(p.ultimo_mese).ultimo_giorno for p in fatti.periodi), default=None)
    for membro in fatti.membri:
        if membro.escluso_fino_al:
            yield _di_persona(
                membro, "esonero", f"Ricontrollare l'esclusione dagli obblighi di {membro.nome}",
                membro.escluso_fino_al, "Data di controllo dell'esclusione", "DL 48/2023 art. 6 c. 5",
            )  # fmt: skip
        if membro.titolo_scade_il:
            yield _di_persona(
                membro, "titolo_soggiorno", f"Chiedere il titolo di soggiorno rinnovato di {membro.nome}",
                membro.titolo_scade_il, "Scadenza del titolo di soggiorno", "DL 48/2023 art. 2",
            )  # fmt: skip
        diciotto = aggiungi_mesi(membro.nato_il, 12 * ANNI_MAGGIORE_ETA) if membro.nato_il else None
        if diciotto and fine_periodo and _dentro(diciotto, fatti.periodi, fine_periodo):
            yield _di_persona(
                membro, "maggiore_eta", f"{membro.nome} compie 18 anni: rivedere gli obblighi",
                diciotto, "Compimento dei 18 anni", "DL 48/2023 art. 6 c. 4",
            )  # fmt: skip


def _dentro(giorno: date, periodi: Sequence[Periodo], fine: date) -> bool:
    return min(p.primo_mese for p in periodi) <= giorno <= fine


def _di_persona(membro: Membro, tipo: str, titolo: str, entro: date, perche: str, riferimento: str) -> Attesa:
    return Attesa(
        tipo="esonero" if tipo == "maggiore_eta" else tipo,
        chiave=f"{tipo}:{membro.persona_id}",
        titolo=titolo[:160],
        entro=entro,
        perche=perche,
        passi=(_passo(entro, perche, riferimento),),
        persona_id=membro.persona_id,
    )


def _isee(fatti: FattiDelCaso) -> Iterator[Attesa]:
    for isee in fatti.isee:
        yield Attesa(
            tipo="isee",
            chiave=f"isee:{isee.tipo}",
            titolo=f"Chiedere il nuovo ISEE ({isee.etichetta.lower()})",
            entro=isee.scade_il,
            perche="Ultimo giorno di validità dell'attestazione",
            passi=(_passo(isee.scade_il, "Ultimo giorno di validità", "DPCM 159/2013 art. 10"),),
        )


def _perche(fatti: FattiDelCaso, termine: TermineAdi) -> str:
    """`120 giorni dal PAD del 26/07/2026`."""
    inizio = termine.giorno_iniziale
    evento = "dal PAD" if inizio == fatti.data_pad else "dalla trasmissione al Comune"
    riparte = _decorrenza(termine)
    if inizio and riparte != inizio:
        return f"{_durata(termine)} giorni da capo dal {riparte:%d/%m/%Y}, dopo un'assenza giustificata"
    return f"{_durata(termine)} giorni {evento} del {inizio:%d/%m/%Y}"


def _durata(termine: TermineAdi) -> int:
    return sum(r.giorni_contati for r in termine.righe)


def _decorrenza(termine: TermineAdi) -> date | None:
    """The day before the first counted one: the start, or the last restart."""
    contate = [r.dal for r in termine.righe if r.giorni_contati]
    return contate[0] - UN_GIORNO if contate else termine.giorno_iniziale


def _attesa(
    termine: TermineAdi,
    *,
    tipo: str,
    titolo: str,
    perche: str,
    adempiuta_il: date | None,
    chiave: str = "",
) -> Attesa:
    if termine.scadenza is None:
        raise DominioError("Il termine non è dovuto.")
    return Attesa(
        tipo=tipo,
        chiave=chiave or tipo,
        titolo=titolo,
        entro=termine.scadenza,
        decorre_dal=_decorrenza(termine),
        perche=perche,
        passi=tuple(
            {
                "dal": riga.dal.isoformat(),
                "al": riga.al.isoformat(),
                "che_cosa": riga.che_cosa,
                "giorni_contati": riga.giorni_contati,
                "riferimento": riga.riferimento,
            }
            for riga in termine.righe
        ),
        effetto=str(termine.effetto or ""),
        ragioni=tuple({"testo": p.testo, "riferimento": p.riferimento} for p in termine.passi),
        adempiuta_il=adempiuta_il,
    )


def _passo(giorno: date, testo: str, riferimento: str) -> Riga:
    return {
        "dal": giorno.isoformat(),
        "al": giorno.isoformat(),
        "che_cosa": testo,
        "giorni_contati": "",
        "riferimento": riferimento,
    }
