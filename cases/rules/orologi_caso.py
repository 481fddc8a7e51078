"""The clocks of the social service on one case: D1, D2, D3, D4, D5, D8, read from `termini_adi`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from adi_platform.calendario.giorni import UN_GIORNO
from adi_platform.calendario.mesi import Mese
from adi_platform.errori import DominioError
from cases.rules.fatti_caso import INCONTRI, Attesa, FattiDelCaso, Incontro, Periodo, riga_di_un_giorno
from cases.rules.valori_termini import Evento, Regola, Stato, TermineAdi, TipoEvento


def primo_incontro(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """D1: a justified absence starts the whole term again; a meeting held in another way does not stop it."""
    termine = fatti.calcola(Regola.PRIMO_INCONTRO)
    perche = _perche(fatti, termine)
    if fatti.senza_effetto:
        ultimo = fatti.senza_effetto[-1]
        perche = f"{perche}: non li ferma l'incontro {ultimo.modo} del {ultimo.il:%d/%m/%Y}"
    attesa = _attesa(
        termine,
        tipo="primo_incontro",
        titolo="Svolgere il primo incontro" if fatti.fissati else "Fissare il primo incontro",
        perche=perche,
        adempiuta_il=fatti.primo(*INCONTRI),
    )
    non_contano = tuple(riga_di_un_giorno(s.il, s.testo, s.riferimento) for s in fatti.senza_effetto)
    yield replace(attesa, passi=(*attesa.passi, *non_contano))


def convocazione(fatti: FattiDelCaso) -> Iterator[Attesa]:
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


def patto(fatti: FattiDelCaso) -> Iterator[Attesa]:
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


def novanta_giorni(fatti: FattiDelCaso) -> Iterator[Attesa]:
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


def gepi(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """D4: enter the meeting by day 20, so that it counts for the payment of that month.

    A cut-off that passed can no longer be met, and the next one can: it is the one to show.
    """
    for incontro in fatti.incontri:
        limite = fatti.norme.valore("adi.giorno_registrazione", al=incontro.il)
        primo = ultimo_giorno_gepi(incontro.il, limite.intero)
        mancato = incontro.registrato_il is None and fatti.al > primo
        entro = ultimo_giorno_gepi(fatti.al, limite.intero) if mancato else primo
        passato = f". Il {primo:%d/%m/%Y} è passato" if mancato else ""
        yield Attesa(
            tipo="gepi",
            chiave=f"gepi:{incontro.chiave}",
            titolo=f"Registrare in GePI l'incontro del {incontro.il:%d/%m/%Y}",
            entro=entro,
            decorre_dal=incontro.il,
            perche=f"Registrato entro il {limite.intero} vale per il pagamento di {Mese.di(entro).nome}{passato}",
            passi=(
                riga_di_un_giorno(incontro.il, "Incontro svolto", limite.riferimento),
                riga_di_un_giorno(
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


def incontri_di_rinnovo(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """D8: one clock for each renewal."""
    for periodo in fatti.periodi:
        giorno = periodo.data_pad or periodo.data_domanda
        if periodo.rinnovo and giorno:
            yield _incontro_di_rinnovo(fatti, periodo, giorno)


def _incontro_di_rinnovo(fatti: FattiDelCaso, periodo: Periodo, giorno: date) -> Attesa:
    """From the application of renewal, or from the new PAD when the household changed."""
    dopo = tuple(e for e in fatti.eventi if e.giorno >= giorno)
    termine = replace(fatti, eventi=dopo).calcola(Regola.RINNOVO, iniziale=giorno)
    evento = "dal nuovo PAD" if periodo.data_pad else "dalla domanda di rinnovo"
    return _attesa(
        termine,
        tipo="rinnovo",
        chiave=f"rinnovo_incontro:{periodo.numero}",
        titolo="Incontrare il nucleo per il rinnovo",
        perche=f"{_durata(termine)} giorni {evento} del {giorno:%d/%m/%Y}",
        adempiuta_il=min((i.il for i in fatti.incontri if i.il >= giorno), default=None),
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
