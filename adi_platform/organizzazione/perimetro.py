"""Perimetro: what a person may do, where, today. Computed once per request from Incarico rows."""

import datetime
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Comune, Incarico, Utente


@dataclass(frozen=True, slots=True, kw_only=True)
class Portata:
    """One role in one place: `comuni` is None when the role spans the whole Ambito."""

    ruolo: Ruolo
    ambito_id: int
    comuni: frozenset[int] | None
    ambito_nome: str = ""
    secondo_fattore: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Perimetro:
    """The roles in force of one person. Equal for the whole request; never cached across requests."""

    utente_id: int
    ente_id: int | None = None
    portate: tuple[Portata, ...] = field(default=())

    @property
    def ruoli(self) -> frozenset[Ruolo]:
        return frozenset(portata.ruolo for portata in self.portate)

    @property
    def ambiti(self) -> frozenset[int]:
        return frozenset(portata.ambito_id for portata in self.portate)

    @property
    def nomi_ambiti(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(portata.ambito_nome for portata in self.portate if portata.ambito_nome))

    @property
    def secondo_fattore_obbligatorio(self) -> bool:
        """True if one of the Ambiti asks a second factor for a role that the person holds there."""
        return any(portata.secondo_fattore for portata in self.portate)

    def ha(self, *ruoli: Ruolo) -> bool:
        """True if the person holds at least one of the roles, anywhere."""
        return not self.ruoli.isdisjoint(ruoli)

    def ambiti_come(self, *ruoli: Ruolo) -> frozenset[int]:
        return frozenset(a.ambito_id for a in self.portate if a.ruolo in ruoli)

    def copre(self, *ruoli: Ruolo, ambito_id: int, comune_id: int | None = None) -> bool:
        """True if one of the roles holds in that Ambito and, when the role is local, in that Comune."""
        return any(
            a.ruolo in ruoli and a.ambito_id == ambito_id and (a.comuni is None or comune_id in a.comuni)
            for a in self.portate
        )

    def filtro(self, *ruoli: Ruolo, ambito: str = "ambito_id", comune: str = "comune_id") -> Q:
        """Row condition for the places where one of the roles holds; matches nothing when none does."""
        condizione = Q(pk__in=[])
        for a in self.portate:
            if a.ruolo not in ruoli:
                continue
            luogo = Q(**{ambito: a.ambito_id})
            if a.comuni is not None:
                luogo &= Q(**{f"{comune}__in": sorted(a.comuni)})
            condizione |= luogo
        return condizione


def calcola_perimetro(utente: Utente, *, al: datetime.date) -> Perimetro:
    """Read the roles in force on the day `al` (two queries at most)."""
    if not utente.is_active:
        return Perimetro(utente_id=utente.pk, ente_id=utente.ente_id)
    incarichi = list(Incarico.objects.filter(utente=utente).attivi(al).select_related("ambito"))
    unita = {i.unita_id for i in incarichi if i.unita_id}
    per_unita: dict[int, set[int]] = {}
    if unita:
        for comune_id, unita_id in Comune.objects.filter(unita__in=unita).values_list("pk", "unita_id"):
            per_unita.setdefault(unita_id, set()).add(comune_id)
    return Perimetro(
        utente_id=utente.pk,
        ente_id=utente.ente_id,
        portate=tuple(
            Portata(
                ruolo=Ruolo(i.ruolo),
                ambito_id=i.ambito_id,
                comuni=_comuni(i, per_unita),
                ambito_nome=i.ambito.nome,
                secondo_fattore=_secondo_fattore(i),
            )
            for i in incarichi
        ),
    )


def _secondo_fattore(incarico: Incarico) -> bool:
    """The people of other bodies always have one: only the demo leaves it to the Ambito."""
    if incarico.ruolo == Ruolo.REFERENTE_PARTNER and not settings.MODALITA_DIMOSTRATIVA:
        return True
    return incarico.ruolo in incarico.ambito.mfa_per_ruoli


def _comuni(incarico: Incarico, per_unita: dict[int, set[int]]) -> frozenset[int] | None:
    if incarico.comune_id:
        return frozenset({incarico.comune_id})
    if incarico.unita_id:
        return frozenset(per_unita.get(incarico.unita_id, set()))
    return None
