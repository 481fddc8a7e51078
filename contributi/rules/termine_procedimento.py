"""The term to close a request for a contribution: 180 days, send-backs, notices before refusal.

Nothing is granted by silence: an expired term is a delay of the office, to be escalated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from adi_platform.calendario.giorni import Calendario, GiornoFisso
from adi_platform.errori import DominioError
from adi_platform.termini.calcolo import Orologio, Termine, giorni_residui, orologio, scadenza
from adi_platform.termini.sospensioni import Interruzione, Sospensione
from adi_platform.termini.spiegazione import Riga, spiega
from contributi.rules.letture_termine import (
    Decorrenza,
    EffettoRinvio,
    FineRinvio,
    LettureTermine,
    RinviiContati,
)
from contributi.rules.preavviso import EsitoPreavviso, Preavviso, esamina_preavviso

RIFERIMENTO_TERMINE = "Regolamento art. 18; L. 241/1990 art. 2"
RIFERIMENTO_LETTERA = "L. 241/1990 art. 2 c. 7"
RIFERIMENTO_RINVIO = "Regolamento art. 18; L. 241/1990 art. 2 c. 7"


class TermineNonCalcolabile(DominioError):
    """The starting date is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rinvio:
    """Papers are awaited: the Commission sent the proposal back, or (`lettera`) the office wrote for them.

    An annulled send-back never happened. A letter stops the clock once, up to the papers, the resumption or
    the ceiling of the law, whatever the readings of the send-backs.
    """

    il: date
    lettera: bool = False
    documenti: date | None = None
    ripresa: date | None = None
    annullato: date | None = None

    def noto_al(self, al: date) -> Rinvio | None:
        """What was known on `al`: later answers do not count yet."""
        if self.il > al or (self.annullato is not None and self.annullato <= al):
            return None
        return replace(self, documenti=_entro(self.documenti, al), ripresa=_entro(self.ripresa, al))


@dataclass(frozen=True, slots=True, kw_only=True)
class FattiProcedimento:
    """The dates of the file. `termine_giorni` comes from the norms or from the measure."""

    protocollo_domanda: date | None
    termine_giorni: int
    protocollo_pai: date | None = None
    rinvii: tuple[Rinvio, ...] = ()
    preavvisi: tuple[Preavviso, ...] = ()
    patrono: GiornoFisso | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermineProcedimento:
    """The term read on a date, and what it would become if the awaited answer came today."""

    decorrenza: date
    scadenza: date
    orologio: Orologio
    giorni_residui: int
    preavvisi: tuple[EsitoPreavviso, ...]
    in_attesa_di: tuple[str, ...]
    scadenza_se_risponde_oggi: date | None
    giorni_se_risponde_oggi: int | None
    righe: tuple[Riga, ...]

    @property
    def preavviso(self) -> EsitoPreavviso | None:
        """The last notice, the one that counts for the screen."""
        return self.preavvisi[-1] if self.preavvisi else None


def calcola_termine_procedimento(
    fatti: FattiProcedimento, *, al: date, letture: LettureTermine
) -> TermineProcedimento:
    """Everything the office needs to know about the term on `al`."""
    decorrenza = _decorrenza(fatti, letture)
    rinvii = _rinvii_contati(fatti, al, letture)
    preavvisi = _preavvisi(fatti, al, letture)
    termine = _termine(decorrenza, rinvii, preavvisi, fatti, letture)
    attese = _attese(rinvii, preavvisi, al, letture)
    se_oggi = _scadenza_se_risponde(attese, rinvii, fatti, al, letture) if attese else None
    return TermineProcedimento(
        decorrenza=decorrenza,
        scadenza=scadenza(termine),
        orologio=orologio(termine, al=al),
        giorni_residui=giorni_residui(termine, al=al),
        preavvisi=preavvisi,
        in_attesa_di=attese,
        scadenza_se_risponde_oggi=se_oggi,
        giorni_se_risponde_oggi=(se_oggi - al).days if se_oggi else None,
        righe=spiega(termine),
    )


def _decorrenza(fatti: FattiProcedimento, letture: LettureTermine) -> date:
    da_pai = letture.decorrenza is Decorrenza.PAI
    giorno = fatti.protocollo_pai if da_pai else fatti.protocollo_domanda
    if giorno is None:
        nome = "del PAI" if da_pai else "della domanda"
        raise TermineNonCalcolabile(f"Manca la data di protocollo {nome}: il termine non è ancora partito.")
    return giorno


def _calendario(fatti: FattiProcedimento, letture: LettureTermine) -> Calendario:
    return Calendario(patrono=fatti.patrono, sabato_festivo=letture.sabato_festivo)


def _rinvii_contati(fatti: FattiProcedimento, al: date, letture: LettureTermine) -> tuple[Rinvio, ...]:
    noti = [noto for rinvio in fatti.rinvii if (noto := rinvio.noto_al(al))]
    noti.sort(key=lambda rinvio: rinvio.il)
    if letture.rinvii is RinviiContati.PRIMO:
        return tuple(noti[:1])
    prima_lettera = next((rinvio for rinvio in noti if rinvio.lettera), None)
    return tuple(rinvio for rinvio in noti if not rinvio.lettera or rinvio is prima_lettera)


def _preavvisi(fatti: FattiProcedimento, al: date, letture: LettureTermine) -> tuple[EsitoPreavviso, ...]:
    inviati = sorted((p for p in fatti.preavvisi if p.inviato <= al), key=lambda p: p.inviato)
    calendario = _calendario(fatti, letture)
    return tuple(esamina_preavviso(p, al=al, letture=letture, calendario=calendario) for p in inviati)


def _termine(
    decorrenza: date,
    rinvii: tuple[Rinvio, ...],
    preavvisi: tuple[EsitoPreavviso, ...],
    fatti: FattiProcedimento,
    letture: LettureTermine,
) -> Termine:
    fermi = [_fermo(rinvio, letture) for rinvio in rinvii]
    sospensioni = [fermo for fermo in fermi if isinstance(fermo, Sospensione)]
    return Termine(
        inizio=decorrenza,
        quanti=fatti.termine_giorni,
        riferimento=RIFERIMENTO_TERMINE,
        sospensioni=(*sospensioni, *(esito.pausa for esito in preavvisi)),
        interruzioni=tuple(fermo for fermo in fermi if isinstance(fermo, Interruzione)),
        slitta=letture.ente_slitta,
        calendario=_calendario(fatti, letture),
    )


def _risposta(rinvio: Rinvio, letture: LettureTermine) -> date | None:
    """What ends the pause before the cap, according to A4."""
    if rinvio.lettera:
        risposta = min((g for g in (rinvio.documenti, rinvio.ripresa) if g), default=None)
    elif letture.fine_rinvio is FineRinvio.DOCUMENTI_O_TETTO:
        risposta = rinvio.documenti
    elif letture.fine_rinvio is FineRinvio.RIPRESA_O_TETTO:
        risposta = rinvio.ripresa
    else:
        risposta = None
    return None if risposta is None else max(risposta, rinvio.il)


def _fermo(rinvio: Rinvio, letture: LettureTermine) -> Sospensione | Interruzione:
    interrompe = letture.rinvio is EffettoRinvio.INTERROMPE and not rinvio.lettera
    tipo = Interruzione if interrompe else Sospensione
    causa = "documenti chiesti il" if rinvio.lettera else "rinvio della Commissione del"
    return tipo(
        evento=rinvio.il,
        fine=_risposta(rinvio, letture),
        tetto_giorni=letture.rinvio_tetto_giorni,
        causa=f"{causa} {rinvio.il:%d/%m/%Y}",
        riferimento=RIFERIMENTO_LETTERA if rinvio.lettera else RIFERIMENTO_RINVIO,
    )


def _manca(rinvio: Rinvio, al: date, letture: LettureTermine) -> str | None:
    """What the send-back still waits for, until the cap."""
    if al > rinvio.il + timedelta(days=letture.rinvio_tetto_giorni):
        return None
    if rinvio.lettera:
        return "documenti" if _risposta(rinvio, letture) is None else None
    if letture.fine_rinvio is FineRinvio.RIPRESA_O_TETTO and rinvio.ripresa is not None:
        return None
    if rinvio.documenti is None:
        return "documenti"
    return "ripresa" if letture.fine_rinvio is FineRinvio.RIPRESA_O_TETTO else None


def _attese(
    rinvii: tuple[Rinvio, ...], preavvisi: tuple[EsitoPreavviso, ...], al: date, letture: LettureTermine
) -> tuple[str, ...]:
    attese = [manca for rinvio in rinvii if (manca := _manca(rinvio, al, letture))]
    attese += ["osservazioni" for esito in preavvisi if esito.in_attesa(al)]
    return tuple(dict.fromkeys(attese))


def _scadenza_se_risponde(
    attese: tuple[str, ...],
    rinvii: tuple[Rinvio, ...],
    fatti: FattiProcedimento,
    al: date,
    letture: LettureTermine,
) -> date:
    """The deadline if everything awaited arrived today (and the office resumed at once)."""
    risposti = tuple(
        replace(r, documenti=r.documenti or al, ripresa=r.ripresa or al) if _manca(r, al, letture) else r
        for r in rinvii
    )
    preavvisi = fatti.preavvisi
    if "osservazioni" in attese:
        preavvisi = tuple(
            replace(p, osservazioni=al) if _entro(p.osservazioni, al) is None else p for p in preavvisi
        )
    ipotesi = replace(fatti, preavvisi=preavvisi)
    termine = _termine(
        _decorrenza(fatti, letture), risposti, _preavvisi(ipotesi, al, letture), ipotesi, letture
    )
    return scadenza(termine)


def _entro(giorno: date | None, al: date) -> date | None:
    return giorno if giorno is not None and giorno <= al else None
