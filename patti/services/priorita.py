"""The priorities of the Quadro beside the objectives that answer them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.models import Persona
from equipe.services.quadro import nome_voce, priorita_di
from patti.models import ObiettivoPatto, Patto, PrioritaPatto
from patti.services.componi import patto_in_bozza

Chiave = tuple[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritaCollegata:
    """A priority of the last period, and the keys of the objectives linked to it in this Patto."""

    chiave: Chiave
    nome: str
    chi: str
    persona: Persona | None
    obiettivi: tuple[int, ...]


def priorita_del_patto(patto: Patto) -> list[PrioritaCollegata]:
    """A bounded number of queries; none of the links when the case has no Quadro."""
    priorita = priorita_di(patto.caso)
    if not priorita:
        return []
    legami: dict[Chiave, list[int]] = {}
    for riga in PrioritaPatto.objects.filter(obiettivo__patto=patto):
        legami.setdefault((riga.voce, riga.persona_id), []).append(riga.obiettivo_id)
    return [
        PrioritaCollegata(
            chiave=(v.voce, v.persona_id),
            nome=nome_voce(v),
            chi=f"{v.persona.nome} {v.persona.cognome}" if v.persona else "Famiglia",
            persona=v.persona,
            obiettivi=tuple(legami.get((v.voce, v.persona_id), ())),
        )
        for v in priorita
    ]


def priorita_scoperte(patto: Patto) -> tuple[str, ...]:
    """Names of the priorities that no objective answers yet."""
    return tuple(f"{p.nome}, {p.chi}" for p in priorita_del_patto(patto) if not p.obiettivi)


@transaction.atomic
def collega_priorita(
    *, patto: Patto, scelte: Mapping[Chiave, Iterable[int]], attesa: int, operatore: Utente
) -> None:
    """Replace the links of each priority with the chosen objectives of this very Patto.

    Raises ConflittoDiVersione when somebody saved in between, DominioError once the text is shared.
    """
    patto_in_bozza(patto.pk)
    riga = Patto.blocca_versione(pk=patto.pk, attesa=attesa)
    obiettivi = {o.pk: o for o in ObiettivoPatto.objects.filter(patto=riga)}
    for priorita in priorita_del_patto(riga):
        volute = set(scelte.get(priorita.chiave, ()))
        if not volute <= obiettivi.keys():
            raise DominioError("Uno degli obiettivi scelti non è di questo Patto.")
        voce, persona_id = priorita.chiave
        legami = PrioritaPatto.objects.filter(obiettivo__patto=riga, voce=voce, persona=persona_id)
        legami.exclude(obiettivo__in=volute).delete()
        for pk in volute - set(priorita.obiettivi):
            PrioritaPatto.objects.create(
                obiettivo=obiettivi[pk], voce=voce, persona_id=persona_id, aggiornato_da=operatore
            )
    riga.aggiornato_da = operatore
    riga.save()


def copia_priorita(*, da: ObiettivoPatto, a: ObiettivoPatto, operatore: Utente) -> None:
    """The links follow the objective into the next version."""
    for riga in da.priorita_del_quadro.all():
        PrioritaPatto.objects.create(
            obiettivo=a, voce=riga.voce, persona_id=riga.persona_id, aggiornato_da=operatore
        )
