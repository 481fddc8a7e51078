"""What the archive already knows about the households of a list, read with a bounded number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cases.models import Appartenenza, AttestazioneISEE, CasoAdi, ComponenteCaso, Persona, Recapito
from cases.rules.elenco.celle import piega
from cases.rules.elenco.letture import PersonaLetta
from cases.rules.elenco.nuclei import NucleoLetto
from cases.services.importazione.isee import TipiIsee

PER_VOLTA = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Archivio:
    """Rows of the archive by the keys of a list: application number and personal code."""

    casi: Mapping[str, CasoAdi]
    persone: Mapping[str, Persona]
    componenti: Mapping[int, list[ComponenteCaso]]
    isee: Mapping[int, list[AttestazioneISEE]]
    recapiti: frozenset[tuple[int, str, str]]
    tipi: TipiIsee

    @classmethod
    def carica(
        cls, *, ambito_id: int, nuclei: Iterable[NucleoLetto], tipi: TipiIsee, blocca: bool = False
    ) -> "Archivio":
        letti = list(nuclei)
        casi = _casi(ambito_id, [n.domanda for n in letti], blocca=blocca)
        codici = sorted({p.codice for n in letti for p in n.persone if p.codice})
        return cls(
            casi=casi,
            persone=_persone(ambito_id, codici, blocca=blocca),
            componenti=_componenti(casi),
            isee=_isee(casi),
            recapiti=_recapiti(casi),
            tipi=tipi,
        )

    def con_persone(self, persone: Iterable[Persona]) -> "Archivio":
        """The same, knowing also the persons just written: a code is one person in the whole list."""
        return replace(self, persone={**self.persone, **{p.codice: p for p in persone if p.codice}})

    def persona_di(self, letta: PersonaLetta, caso: CasoAdi | None) -> Persona | None:
        """By code; without a code only among the members of the same case, by name and birth."""
        if letta.codice:
            return self.persone.get(letta.codice)
        for componente in self.componenti.get(caso.pk, ()) if caso else ():
            if not componente.persona.codice and _stessa_persona(componente.persona, letta):
                return componente.persona
        return None

    def ha_componente(self, caso: CasoAdi, persona: Persona | None) -> bool:
        return persona is not None and any(
            c.persona_id == persona.pk for c in self.componenti.get(caso.pk, ())
        )

    def ha_recapito(self, recapito: Recapito) -> bool:
        return (recapito.persona_id, recapito.tipo, recapito.valore_norm) in self.recapiti

    def attestazione(self, caso: CasoAdi, letto: NucleoLetto) -> AttestazioneISEE | None:
        """Of the same kind, the one with that protocol; when the list has no protocol, the latest one.

        An annulled one is still known: the list does not bring it back.
        """
        tipo = self.tipi.del_nucleo(letto)
        righe = sorted(
            (a for a in self.isee.get(caso.nucleo_id, []) if a.tipo == tipo), key=lambda a: a.annullata
        )
        if letto.dsu:
            return next((a for a in righe if a.protocollo == letto.dsu), None)
        return next((a for a in righe if not a.annullata or a.valore == letto.isee), None)


def _stessa_persona(persona: Persona, letta: PersonaLetta) -> bool:
    return (
        piega(persona.cognome) == piega(letta.cognome)
        and piega(persona.nome) == piega(letta.nome)
        and persona.data_nascita == letta.data_nascita
    )


def _casi(ambito_id: int, domande: list[str], *, blocca: bool) -> dict[str, CasoAdi]:
    trovati: dict[str, CasoAdi] = {}
    for da in range(0, len(domande), PER_VOLTA):
        righe = CasoAdi.objects.filter(
            ambito_id=ambito_id, numero_domanda__in=domande[da : da + PER_VOLTA]
        ).select_related("nucleo", "comune")
        if blocca:
            righe = righe.select_for_update(of=("self",))
        trovati |= {c.numero_domanda: c for c in righe}
    return trovati


def _persone(ambito_id: int, codici: list[str], *, blocca: bool) -> dict[str, Persona]:
    trovate: dict[str, Persona] = {}
    for da in range(0, len(codici), PER_VOLTA):
        righe = Persona.objects.filter(
            ambito_id=ambito_id, codice__in=codici[da : da + PER_VOLTA]
        ).select_related("comune_residenza")
        if blocca:
            righe = righe.select_for_update(of=("self",)).order_by("pk")
        trovate |= {p.codice: p for p in righe}
    return trovate


def _componenti(casi: Mapping[str, CasoAdi]) -> dict[int, list[ComponenteCaso]]:
    per_caso: dict[int, list[ComponenteCaso]] = defaultdict(list)
    if casi:
        righe = ComponenteCaso.objects.filter(caso__in=[c.pk for c in casi.values()])
        for componente in righe.select_related("persona__comune_residenza").order_by("pk"):
            per_caso[componente.caso_id].append(componente)
    return per_caso


def _isee(casi: Mapping[str, CasoAdi]) -> dict[int, list[AttestazioneISEE]]:
    per_nucleo: dict[int, list[AttestazioneISEE]] = defaultdict(list)
    if casi:
        nuclei = {c.nucleo_id for c in casi.values()}
        for attestazione in AttestazioneISEE.objects.filter(nucleo__in=nuclei).order_by("-pk"):
            per_nucleo[attestazione.nucleo_id].append(attestazione)
    return per_nucleo


def _recapiti(casi: Mapping[str, CasoAdi]) -> frozenset[tuple[int, str, str]]:
    """Contacts of the members of these cases: person, kind, value in the form used to compare."""
    if not casi:
        return frozenset()
    righe = Recapito.objects.filter(persona__componenti_caso__caso__in=[c.pk for c in casi.values()])
    return frozenset(righe.order_by().values_list("persona_id", "tipo", "valore_norm"))


def appartenenze_confermate(persone: Iterable[int]) -> dict[int, list[Appartenenza]]:
    """Confirmed memberships by person."""
    per_persona: dict[int, list[Appartenenza]] = defaultdict(list)
    righe = Appartenenza.objects.filter(persona__in=list(persone), da_confermare=False)
    for appartenenza in righe.order_by("pk"):
        per_persona[appartenenza.persona_id].append(appartenenza)
    return per_persona
