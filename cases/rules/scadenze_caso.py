"""The deadlines of a case from its facts. Pure: values and dates in, rows with their explanation out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from adi_platform.calendario.mesi import Mese, aggiungi_mesi
from adi_platform.errori import DominioError
from cases.rules import orologi_caso
from cases.rules.anagrafe import MAGGIORE_ETA
from cases.rules.fatti_caso import Attesa, FattiDelCaso, Membro, riga_di_un_giorno

Gruppo = Callable[[FattiDelCaso], Iterator[Attesa]]


def scadenze_attese(fatti: FattiDelCaso) -> tuple[Attesa, ...]:
    """All the deadlines that the facts give, each with a key unique in the case."""
    dell_adi = (
        orologi_caso.primo_incontro,
        orologi_caso.convocazione,
        orologi_caso.patto,
        orologi_caso.novanta_giorni,
        orologi_caso.gepi,
        orologi_caso.incontri_di_rinnovo,
        _periodi,
        _esoneri,
    )
    gruppi = (*(dell_adi if fatti.adi else ()), _appuntamenti, _titoli_di_soggiorno, _isee)
    return tuple(attesa for gruppo in gruppi for attesa in _dove_la_norma_c_e(gruppo, fatti))


def _dove_la_norma_c_e(gruppo: Gruppo, fatti: FattiDelCaso) -> Iterator[Attesa]:
    """A missing date, or one older than the law, gives no deadline here and stops no other."""
    try:
        yield from gruppo(fatti)
    except (DominioError, OverflowError):
        return


def _periodi(fatti: FattiDelCaso) -> Iterator[Attesa]:
    """The end of each period: the renewal must be prepared before."""
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
                riga_di_un_giorno(periodo.primo_mese, "Primo mese del periodo", "DL 48/2023 art. 3"),
                riga_di_un_giorno(
                    fine, "Fine del periodo: poi serve una domanda di rinnovo", "DL 48/2023 art. 3"
                ),
            ),
            adempiuta_il=(seguente.data_domanda or seguente.primo_mese) if seguente else None,
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


def _esoneri(fatti: FattiDelCaso) -> Iterator[Attesa]:
    for membro in fatti.membri:
        if membro.escluso_fino_al:
            yield _di_persona(
                membro, "esonero", f"Ricontrollare l'esclusione dagli obblighi di {membro.nome}",
                membro.escluso_fino_al, "Data di controllo dell'esclusione", "DL 48/2023 art. 6 c. 5",
            )  # fmt: skip
        if membro.prova_entro:
            yield _di_persona(
                membro, "prova_esonero", f"Ricevere la prova dell'esclusione di {membro.nome}",
                membro.prova_entro, "Giorno entro cui arriva la prova", "DL 48/2023 art. 6 c. 5",
            )  # fmt: skip
        diciotto = aggiungi_mesi(membro.nato_il, 12 * MAGGIORE_ETA) if membro.nato_il else None
        if diciotto and _durante_il_beneficio(diciotto, fatti):
            yield _di_persona(
                membro, "maggiore_eta", f"{membro.nome} compie 18 anni: rivedere gli obblighi",
                diciotto, "Compimento dei 18 anni", "DL 48/2023 art. 6 c. 4",
            )  # fmt: skip


def _titoli_di_soggiorno(fatti: FattiDelCaso) -> Iterator[Attesa]:
    riferimento = "DL 48/2023 art. 2" if fatti.adi else "D.Lgs. 286/1998 art. 5"
    for membro in fatti.membri:
        if membro.titolo_scade_il:
            yield _di_persona(
                membro, "titolo_soggiorno", f"Chiedere il titolo di soggiorno rinnovato di {membro.nome}",
                membro.titolo_scade_il, "Scadenza del titolo di soggiorno", riferimento,
            )  # fmt: skip


def _durante_il_beneficio(giorno: date, fatti: FattiDelCaso) -> bool:
    return any(p.primo_mese <= giorno <= Mese.di(p.ultimo_mese).ultimo_giorno for p in fatti.periodi)


def _di_persona(membro: Membro, tipo: str, titolo: str, entro: date, perche: str, riferimento: str) -> Attesa:
    return Attesa(
        tipo="esonero" if tipo in ("maggiore_eta", "prova_esonero") else tipo,
        chiave=f"{tipo}:{membro.persona_id}",
        titolo=titolo[:160],
        entro=entro,
        perche=perche,
        passi=(riga_di_un_giorno(entro, perche, riferimento),),
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
            passi=(riga_di_un_giorno(isee.scade_il, "Ultimo giorno di validità", "DPCM 159/2013 art. 10"),),
        )
