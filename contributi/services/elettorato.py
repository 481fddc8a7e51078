"""Who may vote on what: members in office, minus the author of the PAI, the case workers, the conflicts.

A person is one, whatever the account: everything here is keyed on `persona_fisica`.
"""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from adi_platform.organizzazione.models import Utente
from contributi.enums import MotivoEsclusione, RuoloCommissione
from contributi.models import Commissione, ComponenteCommissione, Elettore, Esclusione, Seduta, VoceSeduta
from contributi.models.voto import Voto
from contributi.rules.voto import Scelta, Votazione, VotoDato


def in_carica(commissione: Commissione, *, al: datetime.date) -> list[ComponenteCommissione]:
    """Everybody in office that day, secretary included; chair first, then by appointment."""
    righe = commissione.componenti.in_carica(al).select_related("utente")
    return sorted(righe, key=lambda c: (c.ruolo != RuoloCommissione.PRESIDENTE, c.dal, c.pk))


def componenti_votanti(commissione: Commissione, *, al: datetime.date) -> list[ComponenteCommissione]:
    """One row for each person who votes that day; two accounts of one person sit once."""
    visti: set[UUID] = set()
    votanti = []
    for componente in in_carica(commissione, al=al):
        persona = componente.utente.persona_fisica
        if componente.ruolo != RuoloCommissione.SEGRETARIO and persona not in visti:
            visti.add(persona)
            votanti.append(componente)
    return votanti


def fotografa_elettorato(seduta: Seduta, *, al: datetime.date) -> list[Elettore]:
    """Freeze the members in office on the day of the opening."""
    return [
        Elettore.objects.create(
            seduta=seduta,
            utente=componente.utente,
            persona=componente.utente.persona_fisica,
            nome=str(componente.utente),
            ordine=ordine,
            presidente=componente.ruolo == RuoloCommissione.PRESIDENTE,
        )
        for ordine, componente in enumerate(componenti_votanti(seduta.commissione, al=al), start=1)
    ]


def chi_segue(voce: VoceSeduta, *, al: datetime.date) -> list[tuple[Utente, str]]:
    """Author of the PAI at submission, who followed the case then, who has followed it since, until `al`."""
    proposta = voce.proposta
    presentata = timezone.localdate(proposta.presentata_il)
    autori = [proposta.autore]
    if proposta.richiesta.pai is not None:
        autori.append(proposta.richiesta.pai.case_manager)
    assegnazioni = proposta.richiesta.caso.assegnazioni.select_related("operatore")
    seguono = [
        proposta.richiesta.assistente,
        *(a.operatore for a in assegnazioni if a.dal <= al and (a.al is None or a.al >= presentata)),
    ]
    return [
        *((utente, MotivoEsclusione.AUTORE_PAI.value) for utente in autori),
        *((utente, MotivoEsclusione.SEGUE_IL_CASO.value) for utente in seguono),
    ]


def escludi_chi_segue(voci: Iterable[VoceSeduta], *, dal: datetime.datetime) -> None:
    """Write the exclusions that the rows of the case ask for; asked again, it adds only the new ones."""
    for voce in voci:
        coinvolti = chi_segue(voce, al=timezone.localdate(dal))
        autori = {u.persona_fisica for u, motivo in coinvolti if motivo == MotivoEsclusione.AUTORE_PAI}
        for utente, motivo in coinvolti:
            if motivo == MotivoEsclusione.SEGUE_IL_CASO and utente.persona_fisica in autori:
                continue
            Esclusione.objects.get_or_create(
                voce=voce,
                persona=utente.persona_fisica,
                motivo=motivo,
                defaults={"utente": utente, "dal": dal},
            )


def votazione_di(
    voce: VoceSeduta, *, elettori: Iterable[Elettore], esclusioni: Iterable[Esclusione]
) -> Votazione:
    """The pure value that the rules read. The closing is the hour fixed, or the real one when earlier."""
    seduta = voce.seduta
    assert seduta.aperta_il is not None  # noqa: S101  the callers hold an opened session
    elenco, esclusi = list(elettori), list(esclusioni)
    conflitti = [e for e in esclusi if e.motivo == MotivoEsclusione.CONFLITTO]
    return Votazione(
        composizione=tuple(str(e.persona) for e in elenco),
        presidente=next((str(e.persona) for e in elenco if e.presidente), None),
        esclusi=frozenset(str(e.persona) for e in esclusi if e.motivo != MotivoEsclusione.CONFLITTO),
        apertura=seduta.aperta_il,
        chiusura=min(seduta.chiude_il, seduta.chiusa_il or seduta.chiude_il),
        conflitti={str(e.persona): e.dal for e in conflitti},
    )


def voto_dato(voto: Voto) -> VotoDato:
    return VotoDato(persona=str(voto.elettore.persona), istante=voto.espresso_il, scelta=Scelta(voto.scelta))
