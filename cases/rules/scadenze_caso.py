"""The deadlines of a case from its facts. Pure: values and dates in, rows with their explanation out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from adi_platform.calendario.mesi import Mese, aggiungi_mesi
from adi_platform.norme.loader import SceltaAmbito, parametro
from adi_platform.norme.valori import Valore
from adi_platform.termini.calcolo import Termine, calcola
from adi_platform.termini.sospensioni import Interruzione
from adi_platform.termini.spiegazione import spiega

ANNI_MAGGIORE_ETA = 18
Passo = dict[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incontro:
    """A meeting that took place. `registrato_il`: day of the entry in GePI, if any."""

    il: date
    registrato_il: date | None = None
    chiave: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssenzaGiustificata:
    mancato_il: date
    registrata_il: date


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
    """Everything that moves a deadline of the case, and nothing else."""

    data_domanda: date | None
    data_pad: date | None
    data_trasmissione: date | None
    convocato_il: date | None = None
    patto_firmato_il: date | None = None
    escluso_monitoraggio: bool = False
    tutti_attivabili: bool = False
    incontri: tuple[Incontro, ...] = ()
    assenze_giustificate: tuple[AssenzaGiustificata, ...] = ()
    fissati: tuple[Fissato, ...] = ()
    membri: tuple[Membro, ...] = ()
    isee: tuple[Isee, ...] = ()
    periodi: tuple[Periodo, ...] = ()
    ambito: SceltaAmbito | None = None

    def valore(self, nome: str, *, al: date) -> Valore:
        return parametro(f"adi.{nome}", al=al, ambito=self.ambito)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attesa:
    """A deadline as it must be now. `adempiuta_il` empty: still open."""

    tipo: str
    chiave: str
    titolo: str
    entro: date
    decorre_dal: date | None = None
    perche: str = ""
    passi: tuple[Passo, ...] = ()
    adempiuta_il: date | None = None
    persona_id: int | None = None
    in_attesa_di: str = ""


def scadenze_attese(fatti: FattiDelCaso) -> tuple[Attesa, ...]:
    """All the deadlines that the facts give, each with a key unique in the case."""
    return (
        *_primo_incontro(fatti),
        *_novanta_giorni(fatti),
        *_gepi(fatti),
        *_periodi(fatti),
        *_appuntamenti(fatti),
        *_persone(fatti),
        *_isee(fatti),
    )


def decorrenza_primo_incontro(fatti: FattiDelCaso) -> tuple[date, str] | None:
    """Day from which the 120 days run, and what happened on it."""
    if fatti.data_pad is None:
        return None
    scelta = fatti.valore("primo_incontro_decorrenza", al=fatti.data_domanda or fatti.data_pad)
    if scelta.testo == "trasmissione" and fatti.data_trasmissione:
        return fatti.data_trasmissione, "trasmissione al Comune"
    return fatti.data_pad, "PAD"


def _primo_incontro(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """D1, D2 and D3: first meeting, advised convocation, signature of the Patto."""
    inizio = decorrenza_primo_incontro(fatti)
    if inizio is None:
        return
    giorno, evento = inizio
    primo = min((i.il for i in fatti.incontri), default=None)
    ripartenze = tuple(_ripartenze(fatti))
    termine = _termine(fatti, "primo_incontro_giorni", giorno, interruzioni=ripartenze)
    ripartito = calcola(termine).decorrenza
    perche = f"{termine.quanti} giorni da {evento} del {giorno:%d/%m/%Y}"
    if ripartito != giorno:
        perche = f"{termine.quanti} giorni da capo dal {ripartito:%d/%m/%Y}, dopo un'assenza giustificata"
    yield _attesa(
        termine,
        tipo="primo_incontro",
        titolo="Fissare e svolgere il primo incontro",
        perche=perche,
        adempiuta_il=primo,
    )
    avviso = _termine(fatti, "convocazione_giorni", giorno)
    yield _attesa(
        avviso,
        tipo="convocazione",
        titolo="Convocare il nucleo (termine consigliato)",
        perche=f"{avviso.quanti} giorni da {evento}, consigliati dalle linee guida",
        adempiuta_il=min((d for d in (fatti.convocato_il, primo) if d), default=None),
    )
    patto = _termine(fatti, "pais_firma_giorni", giorno, interruzioni=ripartenze)
    yield _attesa(
        patto,
        tipo="patto",
        titolo="Sottoscrivere il Patto per l'inclusione",
        perche=f"{patto.quanti} giorni da {evento} del {giorno:%d/%m/%Y}",
        adempiuta_il=fatti.patto_firmato_il,
    )


def _ripartenze(fatti: FattiDelCaso) -> Iterator[Interruzione]:
    """A justified absence restarts the term, from the day that the Ambito chose."""
    for assenza in fatti.assenze_giustificate:
        scelta = fatti.valore("ripartenza_giustificato_motivo", al=assenza.registrata_il)
        mancato = scelta.testo == "data_appuntamento_mancato"
        giorno = assenza.mancato_il if mancato else assenza.registrata_il
        yield Interruzione.istantanea(
            giorno,
            causa=f"assenza giustificata all'appuntamento del {assenza.mancato_il:%d/%m/%Y}",
            riferimento=scelta.riferimento,
        )


def _novanta_giorni(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """D5: one clock for each recorded meeting, closed by the meeting that follows."""
    if fatti.escluso_monitoraggio or fatti.tutti_attivabili:
        return
    incontri = sorted(fatti.incontri, key=lambda i: i.il)
    for n, incontro in enumerate(incontri):
        scelta = fatti.valore("aggiornamento_decorrenza", al=incontro.il)
        registrato = scelta.testo == "data_registrazione" and incontro.registrato_il
        giorno = registrato or incontro.il
        successivi = [i.il for i in incontri[n + 1 :] if i.il > incontro.il]
        termine = _termine(fatti, "aggiornamento_giorni", giorno)
        yield _attesa(
            termine,
            tipo="monitoraggio",
            chiave=f"monitoraggio:{incontro.chiave or incontro.il.isoformat()}",
            titolo=f"Verifica dei {termine.quanti} giorni",
            perche=f"{termine.quanti} giorni dall'incontro del {incontro.il:%d/%m/%Y}",
            adempiuta_il=min(successivi, default=None),
        )


def _gepi(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """D4: enter the meeting by day 20, so that it counts for the payment of that month."""
    for incontro in fatti.incontri:
        limite = fatti.valore("giorno_registrazione", al=incontro.il)
        entro = ultimo_giorno_gepi(incontro.il, limite.intero)
        yield Attesa(
            tipo="gepi",
            chiave=f"gepi:{incontro.chiave or incontro.il.isoformat()}",
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
    giorno = periodo.data_pad or periodo.data_domanda
    if not periodo.rinnovo or giorno is None:
        return
    termine = _termine(fatti, "rinnovo_incontro_giorni", giorno)
    evento = "nuovo PAD" if periodo.data_pad else "domanda di rinnovo"
    yield _attesa(
        termine,
        tipo="rinnovo",
        chiave=f"rinnovo_incontro:{periodo.numero}",
        titolo="Incontrare il nucleo per il rinnovo",
        perche=f"{termine.quanti} giorni dalla data di {evento} del {giorno:%d/%m/%Y}",
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


def _termine(
    fatti: FattiDelCaso, nome: str, inizio: date, *, interruzioni: tuple[Interruzione, ...] = ()
) -> Termine:
    valore = fatti.valore(nome, al=inizio)
    return Termine(
        inizio=inizio, quanti=valore.intero, riferimento=valore.riferimento, interruzioni=interruzioni
    )


def _attesa(
    termine: Termine,
    *,
    tipo: str,
    titolo: str,
    perche: str,
    adempiuta_il: date | None,
    chiave: str = "",
) -> Attesa:
    calcolato = calcola(termine)
    return Attesa(
        tipo=tipo,
        chiave=chiave or tipo,
        titolo=titolo,
        entro=calcolato.scadenza,
        decorre_dal=calcolato.decorrenza,
        perche=perche,
        passi=tuple(
            {
                "dal": riga.dal.isoformat(),
                "al": riga.al.isoformat(),
                "che_cosa": riga.che_cosa,
                "giorni_contati": riga.giorni_contati,
                "riferimento": riga.riferimento,
            }
            for riga in spiega(termine)
        ),
        adempiuta_il=adempiuta_il,
    )


def _passo(giorno: date, testo: str, riferimento: str) -> Passo:
    return {
        "dal": giorno.isoformat(),
        "al": giorno.isoformat(),
        "che_cosa": testo,
        "giorni_contati": "",
        "riferimento": riferimento,
    }
