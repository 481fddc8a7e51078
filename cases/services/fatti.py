"""Gather from the rows of a case the facts that move its deadlines."""

import datetime
from collections.abc import Iterable, Iterator, Set

from django.utils import timezone

from adi_platform.norme.esito import Esito
from adi_platform.norme.loader import Norme
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import EsitoIncontro, Obbligo, TipoAppuntamento
from cases.models import Appuntamento, AttestazioneISEE, CasoAdi, ComponenteCaso, PeriodoBeneficio
from cases.rules.fatti_caso import (
    FattiDelCaso,
    Fissato,
    Incontro,
    Isee,
    Membro,
    Periodo,
    SenzaEffetto,
)
from cases.rules.modalita import ferma_il_termine
from cases.rules.valori_termini import Evento, TipoEvento
from cases.transizioni import CON_PATTO, PRIMA_DELL_INCONTRO

EVENTI_DELL_ESITO: dict[str, TipoEvento] = {
    EsitoIncontro.SVOLTO: TipoEvento.INCONTRO,
    EsitoIncontro.SPONTANEO: TipoEvento.PRESENTAZIONE_SPONTANEA,
    EsitoIncontro.ASSENZA_GIUSTIFICATA: TipoEvento.GIUSTIFICATO_MOTIVO,
    EsitoIncontro.ASSENZA_DA_GIUSTIFICARE: TipoEvento.APPUNTAMENTO_MANCATO,
    EsitoIncontro.ASSENZA_INGIUSTIFICATA: TipoEvento.ASSENZA_INGIUSTIFICATA,
}
SVOLTI = (EsitoIncontro.SVOLTO, EsitoIncontro.SPONTANEO)


def leggi_fatti(caso: CasoAdi, *, al: datetime.date) -> FattiDelCaso:
    """Facts known on the day `al`: what happens later does not count."""
    return componi_fatti(
        caso,
        al=al,
        appuntamenti=list(caso.appuntamenti.order_by("inizio", "pk")),
        componenti=list(caso.componenti.select_related("persona")),
        attestazioni=caso.nucleo.attestazioni_isee.valide().order_by("-scade_il", "-pk"),
        periodi=caso.periodi.all(),
        norme=norme_dell_ambito(caso.ambito_id),
    )


def componi_fatti(
    caso: CasoAdi,
    *,
    al: datetime.date,
    appuntamenti: list[Appuntamento],
    componenti: Iterable[ComponenteCaso],
    attestazioni: Iterable[AttestazioneISEE],
    periodi: Iterable[PeriodoBeneficio],
    norme: Norme,
) -> FattiDelCaso:
    """The facts from rows already read (many cases at a time when a list comes in)."""
    componenti = [c for c in componenti if c.uscito_il is None]
    contano = [a for a in appuntamenti if vale_come_incontro(caso, a, tra=appuntamenti, norme=norme).ok]
    svolti = [a for a in contano if a.esito in SVOLTI and a.esito_il and a.esito_il <= al]
    return FattiDelCaso(
        al=al,
        adi=caso.adi,
        data_domanda=caso.data_domanda,
        data_pad=caso.data_pad,
        data_trasmissione=caso.data_trasmissione,
        escluso_monitoraggio=caso.escluso_monitoraggio,
        tutti_attivabili=_tutti_attivabili(componenti),
        eventi=tuple(_eventi(caso, appuntamenti, {a.pk for a in contano})),
        incontri=tuple(
            Incontro(il=a.esito_il, registrato_il=a.registrato_gepi_il, chiave=str(a.pk))
            for a in svolti
            if a.esito_il
        ),
        senza_effetto=tuple(_senza_effetto(caso, appuntamenti, al=al, norme=norme)),
        fissati=tuple(
            Fissato(chiave=str(a.pk), titolo=a.get_tipo_display(), il=giorno_di(a))
            for a in appuntamenti
            if not a.esito
        ),
        membri=tuple(_membro(c) for c in componenti),
        isee=tuple(_isee(attestazioni)),
        periodi=tuple(
            Periodo(
                numero=p.numero,
                rinnovo=p.tipo == "rinnovo",
                primo_mese=p.primo_mese,
                ultimo_mese=p.ultimo_mese,
                data_domanda=p.data_domanda,
                data_pad=p.data_pad,
            )
            for p in periodi
        ),
        norme=norme,
    )


def vale_come_incontro(caso: CasoAdi, a: Appuntamento, *, tra: Iterable[Appuntamento], norme: Norme) -> Esito:
    """Whether a meeting, held as it is written, counts. `tra` are the appointments of the case.

    The first must be held in a way that stops the 120 days, whatever its kind; those after it need not.
    """
    if not caso.adi or (a.tipo != TipoAppuntamento.PRIMO_INCONTRO and _gia_incontrato(caso, a, tra, norme)):
        return Esito()
    return ferma_il_termine(a.modalita, il=a.esito_il or giorno_di(a), norme=norme)


def _gia_incontrato(caso: CasoAdi, a: Appuntamento, tra: Iterable[Appuntamento], norme: Norme) -> bool:
    """A meeting that counts came before; without any, it is the state of the case that says so."""
    effettivi = [
        b.esito_il
        for b in tra
        if b.pk != a.pk
        and b.esito in SVOLTI
        and b.esito_il
        and ferma_il_termine(b.modalita, il=b.esito_il, norme=norme).ok
    ]
    if effettivi:
        return min(effettivi) <= (a.esito_il or giorno_di(a))
    return caso.stato not in PRIMA_DELL_INCONTRO


def _senza_effetto(
    caso: CasoAdi, appuntamenti: list[Appuntamento], *, al: datetime.date, norme: Norme
) -> Iterator[SenzaEffetto]:
    for a in appuntamenti:
        if a.esito not in SVOLTI or a.esito_il is None or a.esito_il > al:
            continue
        for motivo in vale_come_incontro(caso, a, tra=appuntamenti, norme=norme).motivi:
            modo = a.get_modalita_display().lower()
            yield SenzaEffetto(il=a.esito_il, modo=modo, testo=motivo.testo, riferimento=motivo.articolo)


def giorno_di(appuntamento: Appuntamento) -> datetime.date:
    """The day in Italy, whatever the time zone of the row."""
    return timezone.localtime(appuntamento.inizio).date()


def _firma_del_patto(caso: CasoAdi) -> datetime.date | None:
    """The day of the signature; for cases that arrived already signed, the day they were opened."""
    if caso.patto_sottoscritto_il or caso.stato not in CON_PATTO:
        return caso.patto_sottoscritto_il
    mossa = caso.transizioni.filter(mossa="sottoscrivi_patto").first()
    return timezone.localtime(mossa.avvenuta_il if mossa else caso.creato_il).date()


def _tutti_attivabili(componenti: list[ComponenteCaso]) -> bool:
    """The 90 days at the social service do not regard who goes to the CPI."""
    tenuti = [c for c in componenti if c.obbligo != Obbligo.ESCLUSO]
    return bool(tenuti) and all(c.attivabile_lavoro for c in tenuti)


def _eventi(caso: CasoAdi, appuntamenti: list[Appuntamento], contano: Set[int]) -> Iterator[Evento]:
    """What happened, without the meetings that were held and do not count."""
    for a in appuntamenti:
        if a.convocato_il:
            yield Evento(tipo=TipoEvento.CONVOCAZIONE_INVIATA, giorno=a.convocato_il)
        if a.esito in SVOLTI and a.pk not in contano:
            continue
        if a.registrato_gepi_il:
            yield Evento(tipo=TipoEvento.REGISTRAZIONE, giorno=a.registrato_gepi_il)
        yield from _eventi_dell_esito(a)
    firma = _firma_del_patto(caso)
    if firma:
        yield Evento(tipo=TipoEvento.PAIS_SOTTOSCRITTO, giorno=firma)


def _eventi_dell_esito(a: Appuntamento) -> Iterator[Evento]:
    if a.esito_il is None or a.esito not in EVENTI_DELL_ESITO:
        return
    tipo = EVENTI_DELL_ESITO[a.esito]
    assente = tipo not in (TipoEvento.INCONTRO, TipoEvento.PRESENTAZIONE_SPONTANEA)
    if tipo is TipoEvento.GIUSTIFICATO_MOTIVO:
        yield Evento(tipo=TipoEvento.APPUNTAMENTO_MANCATO, giorno=giorno_di(a))
        yield Evento(tipo=tipo, giorno=a.esito_il)
    else:
        yield Evento(tipo=tipo, giorno=giorno_di(a) if assente else a.esito_il)


def _membro(componente: ComponenteCaso) -> Membro:
    persona = componente.persona
    # Who takes part by choice is still excluded: the proof expires for them too.
    escluso = componente.obbligo in (Obbligo.ESCLUSO, Obbligo.VOLONTARIO)
    return Membro(
        persona_id=persona.pk,
        nome=persona.nome,
        nato_il=persona.data_nascita,
        escluso_fino_al=componente.esonero_scade_il if escluso else None,
        prova_entro=componente.prova_entro if escluso else None,
        titolo_scade_il=persona.scadenza_titolo,
    )


def _isee(attestazioni: Iterable[AttestazioneISEE]) -> Iterator[Isee]:
    """The latest attestation of each kind."""
    visti: set[str] = set()
    for a in attestazioni:
        if a.scade_il and a.tipo not in visti:
            visti.add(a.tipo)
            yield Isee(tipo=a.tipo, etichetta=a.get_tipo_display(), scade_il=a.scade_il)
