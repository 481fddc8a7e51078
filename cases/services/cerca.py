"""What the search field answers to this person: sheets they may open, thin cards of the others."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.models import Lettura
from adi_platform.ricerca.richiesta import Richiesta
from cases.models import CasoAdi, ComponenteCaso, Persona
from cases.querysets_anagrafe import RUOLI_CHE_CERCANO_NELL_AMBITO
from cases.services.ricerca_persone import RISULTATI, trova_persone

EVENTO = "ricerca"
FINESTRA = datetime.timedelta(minutes=10)
RICERCHE_NELLA_FINESTRA = 150
CHIUSI = ("chiuso", "trasferito")


class TroppeRicerche(DominioError):
    """One person is searching faster than the work of an office needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risultato:
    """A person found. Not `aperta`: only name, year of birth, Comune and who follows."""

    persona: Persona
    aperta: bool
    caso_id: int | None = None
    caso_aperto: bool = False
    segue: str = ""


def controlla_frequenza(utente: Utente) -> None:
    """Raise TroppeRicerche past the limit; searches are counted in the register of reads."""
    da = timezone.now() - FINESTRA
    recenti = Lettura.objects.filter(utente=utente, evento=EVENTO, avvenuta_il__gte=da).order_by()
    if recenti[:RICERCHE_NELLA_FINESTRA].count() >= RICERCHE_NELLA_FINESTRA:
        raise TroppeRicerche("Hai fatto molte ricerche in pochi minuti: riprova tra qualche minuto.")


def ambiti_di_ricerca(perimetro: Perimetro) -> list[int]:
    return sorted(perimetro.ambiti)


def cerca_persone(richiesta: Richiesta, *, perimetro: Perimetro) -> list[Risultato]:
    """The people found, nearest first; protected ones only for whoever may open their sheet."""
    larghi = sorted(perimetro.ambiti_come(*RUOLI_CHE_CERCANO_NELL_AMBITO))
    stretti = sorted(perimetro.ambiti - set(larghi))
    trovate = trova_persone(richiesta, ambiti=larghi) if larghi else []
    if stretti:
        propri = Persona.objects.nel_perimetro(perimetro)
        trovate += trova_persone(richiesta, ambiti=stretti, entro=propri)
    ordine = [t.persona_id for t in sorted(trovate, key=lambda t: t.costo)][:RISULTATI]
    return _risultati(ordine, perimetro)


def simili(
    *, ambito_id: int, richiesta: Richiesta, perimetro: Perimetro, nascita: datetime.date | None
) -> list[Risultato]:
    """People who may be the one about to be registered: near names, and the same day of birth if known."""
    trovate = trova_persone(richiesta, ambiti=[ambito_id])
    risultati = _risultati([t.persona_id for t in trovate], perimetro)
    return [r for r in risultati if not nascita or r.persona.data_nascita in (None, nascita)]


def _risultati(chiavi: list[int], perimetro: Perimetro) -> list[Risultato]:
    """Four queries whatever the number of people."""
    persone = {p.pk: p for p in Persona.objects.filter(pk__in=chiavi).select_related("comune_residenza")}
    aperte = set(
        Persona.objects.filter(pk__in=chiavi).nel_perimetro(perimetro).order_by().values_list("pk", flat=True)
    )
    casi = _ultimo_caso(chiavi)
    apribili = set(
        CasoAdi.objects.filter(pk__in=[c.pk for c in casi.values()])
        .nel_perimetro(perimetro)
        .order_by()
        .values_list("pk", flat=True)
    )
    return [
        _risultato(persone[pk], pk in aperte, casi.get(pk), apribili)
        for pk in chiavi
        if pk in persone and (pk in aperte or not persone[pk].protetta)
    ]


def _risultato(persona: Persona, aperta: bool, caso: CasoAdi | None, apribili: set[int]) -> Risultato:
    return Risultato(
        persona=persona,
        aperta=aperta,
        caso_id=caso.pk if caso else None,
        caso_aperto=bool(caso and caso.pk in apribili),
        segue=caso.case_manager.nome_breve if caso and caso.case_manager else "",
    )


def _ultimo_caso(chiavi: Iterable[int]) -> dict[int, CasoAdi]:
    """The most recent case of each person, an open one first."""
    righe = ComponenteCaso.objects.filter(persona__in=list(chiavi)).select_related("caso__case_manager")
    casi: dict[int, CasoAdi] = {}
    for riga in sorted(righe, key=lambda r: (r.caso.stato in CHIUSI, -r.caso_id)):
        casi.setdefault(riga.persona_id, riga.caso)
    return casi
