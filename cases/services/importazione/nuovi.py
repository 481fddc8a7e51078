"""Households that the archive does not have yet: written in blocks, with their history."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange

from adi_platform.base_models.storico import crea_con_storico
from adi_platform.norme.loader import Norme
from adi_platform.organizzazione.models import Ambito, Comune, Utente
from adi_platform.ricerca.dizionario import impara
from adi_platform.ricerca.testo import normalizza
from cases.enums import Parentela, StatoCaso
from cases.models import (
    Appartenenza,
    AttestazioneISEE,
    CasoAdi,
    ComponenteCaso,
    Nucleo,
    PeriodoBeneficio,
    Persona,
    Recapito,
    TransizioneCaso,
)
from cases.models.persona import LUNGHEZZA_NOME
from cases.rules.elenco.celle import piega
from cases.rules.elenco.letture import PersonaLetta
from cases.rules.elenco.nuclei import NucleoLetto
from cases.rules.elenco.traduzione import e_un_rinnovo, obblighi_di, parentela_di
from cases.rules.isee import anno_della_dsu
from cases.services.importazione.archivio import Archivio, appartenenze_confermate
from cases.services.importazione.confronto import campi_della_persona
from cases.services.importazione.isee import TipiIsee
from cases.services.importazione.recapiti import recapiti_di
from cases.services.periodi import componi_primo_periodo
from cases.services.scadenze import scrivi_prime_scadenze
from cases.signals import caso_aperto

MOTIVO = "importazione di un elenco"
SENZA_CODICE = "non indicato nell'elenco"
Chiave = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contesto:
    """Who imports, where, and the days that matter."""

    ambito: Ambito
    operatore: Utente
    comuni: Mapping[str, Comune]
    data_estrazione: datetime.date
    oggi: datetime.date
    file: str
    norme: Norme
    tipi_isee: TipiIsee


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingresso:
    """A household of the list with the rows it becomes."""

    letto: NucleoLetto
    nucleo: Nucleo
    caso: CasoAdi
    persone: tuple[tuple[PersonaLetta, Persona], ...]


def crea_nuclei(
    letti: Sequence[NucleoLetto], persone: Mapping[Chiave, Persona], contesto: Contesto
) -> dict[str, CasoAdi]:
    """Create the households and their cases. Returns the new cases by application."""
    ingressi = [_ingresso(n, persone, contesto) for n in letti]
    _salva(Nucleo, [i.nucleo for i in ingressi if i.nucleo.pk is None], contesto)
    crea_appartenenze([(i.nucleo, i.letto, i.persone) for i in ingressi], contesto)
    for ingresso in ingressi:
        ingresso.caso.nucleo = ingresso.nucleo
    casi = [i.caso for i in ingressi]
    _salva(CasoAdi, casi, contesto)
    TransizioneCaso.objects.bulk_create(
        TransizioneCaso(oggetto=c, mossa="apri", a_stato=c.stato, operatore=contesto.operatore) for c in casi
    )
    crea_componenti(((i.caso, i.persone) for i in ingressi), contesto)
    _salva(
        AttestazioneISEE,
        [a for i in ingressi if (a := attestazione_di(i.letto, i.nucleo, contesto))],
        contesto,
    )
    _apri_periodi(ingressi, contesto)
    Recapito.objects.bulk_create(
        [r for i in ingressi for r in recapiti_di(i.letto, i.persone, contesto.operatore)],
        ignore_conflicts=True,
    )
    scrivi_prime_scadenze(casi, al=contesto.oggi)
    for caso in casi:
        caso_aperto.send(sender=CasoAdi, caso=caso, operatore=contesto.operatore)
    return {c.numero_domanda: c for c in casi}


def crea_persone(
    letti: Iterable[NucleoLetto], archivio: Archivio, contesto: Contesto
) -> dict[Chiave, Persona]:
    """A person for every member: the one in the registry, or a new one. A code is one person."""
    persone: dict[Chiave, Persona] = {}
    nuove: list[Persona] = []
    for nucleo in letti:
        for letta in nucleo.persone:
            chiave = chiave_di(nucleo, letta)
            if chiave in persone:
                continue
            esistente = archivio.persona_di(letta, archivio.casi.get(nucleo.domanda))
            persone[chiave] = esistente or _nuova_persona(letta, nucleo, contesto)
            if esistente is None:
                nuove.append(persone[chiave])
    _salva(Persona, nuove, contesto)
    impara(
        ambito_id=contesto.ambito.pk,
        cognomi=[p.cognome_norm for p in nuove],
        nomi=[p.nome_norm for p in nuove],
    )
    return persone


def chiave_di(nucleo: NucleoLetto, letta: PersonaLetta) -> Chiave:
    return letta.chiave if letta.codice else (nucleo.domanda, *letta.chiave)


def _nuova_persona(letta: PersonaLetta, nucleo: NucleoLetto, contesto: Contesto) -> Persona:
    campi = campi_della_persona(letta, nucleo, contesto.comuni)
    return Persona(
        ambito=contesto.ambito,
        cognome_norm=normalizza(letta.cognome)[:LUNGHEZZA_NOME],
        nome_norm=normalizza(letta.nome)[:LUNGHEZZA_NOME],
        tipo_codice=letta.tipo_codice,
        codice=letta.codice,
        motivo_senza_codice="" if letta.codice else SENZA_CODICE,
        residenza_altrove="" if campi["comune_residenza"] else nucleo.comune,
        aggiornato_da=contesto.operatore,
        **campi,
    )


def _ingresso(nucleo: NucleoLetto, persone: Mapping[Chiave, Persona], contesto: Contesto) -> Ingresso:
    membri = tuple((p, persone[chiave_di(nucleo, p)]) for p in nucleo.persone)
    capo = nucleo.richiedente or nucleo.persone[0]
    comune = contesto.comuni.get(piega(nucleo.comune))
    riga_nucleo = Nucleo(
        ambito=contesto.ambito,
        comune=comune,
        referente=persone[chiave_di(nucleo, capo)],
        aggiornato_da=contesto.operatore,
    )
    caso = CasoAdi(
        ambito=contesto.ambito,
        comune=comune,
        numero_domanda=nucleo.domanda,
        data_domanda=nucleo.data_domanda,
        data_pad=nucleo.data_pad,
        pad_da_confermare=nucleo.pad_discorde,
        data_trasmissione=nucleo.data_trasmissione,
        stato=StatoCaso.RICEVUTO,
        note_elenco=note_di(nucleo),
        aggiornato_da=contesto.operatore,
    )
    return Ingresso(letto=nucleo, nucleo=riga_nucleo, caso=caso, persone=membri)


def note_di(nucleo: NucleoLetto) -> str:
    """Notes of the list, and what has no field of its own."""
    voci = [nucleo.note]
    if e_un_rinnovo(nucleo.periodo):
        voci.append(f"Periodo del beneficio scritto nell'elenco: {nucleo.periodo}.")
    if nucleo.pad_discorde:
        date = ", ".join(f"{d:%d/%m/%Y}" for d in nucleo.date_pad)
        voci.append(f"Date del PAD scritte nell'elenco: {date}.")
    return "\n".join(v for v in voci if v)


def crea_appartenenze(
    voci: Iterable[tuple[Nucleo, NucleoLetto, Sequence[tuple[PersonaLetta, Persona]]]], contesto: Contesto
) -> None:
    """Memberships from the day of the application; to be confirmed when the person is already elsewhere."""
    elenco = list(voci)
    occupate = {
        persona: [a.periodo for a in righe]
        for persona, righe in appartenenze_confermate(
            {p.pk for _, _, membri in elenco for _, p in membri}
        ).items()
    }
    nuove = []
    for nucleo, letto, membri in elenco:
        periodo = DateRange(letto.data_domanda or contesto.data_estrazione, None)
        for letta, persona in membri:
            altrove = any(_si_toccano(periodo, p) for p in occupate.get(persona.pk, []))
            if not altrove:
                occupate.setdefault(persona.pk, []).append(periodo)
            nuove.append(
                Appartenenza(
                    nucleo=nucleo,
                    persona=persona,
                    parentela=parentela_di(letta),
                    parentela_testo=letta.relazione if parentela_di(letta) == Parentela.ALTRO else "",
                    periodo=periodo,
                    da_confermare=altrove,
                    aggiornato_da=contesto.operatore,
                )
            )
    _salva(Appartenenza, nuove, contesto)


def _si_toccano(aperto: DateRange, altro: DateRange) -> bool:
    """An open-ended period overlaps another unless that one ended before."""
    return altro.upper is None or aperto.lower < altro.upper


def crea_componenti(
    voci: Iterable[tuple[CasoAdi, Sequence[tuple[PersonaLetta, Persona]]]], contesto: Contesto
) -> None:
    _salva(
        ComponenteCaso,
        [_componente(caso, letta, persona, contesto) for caso, membri in voci for letta, persona in membri],
        contesto,
    )


def _componente(caso: CasoAdi, letta: PersonaLetta, persona: Persona, contesto: Contesto) -> ComponenteCaso:
    obblighi = obblighi_di(letta)
    return ComponenteCaso(
        caso=caso,
        persona=persona,
        richiedente=parentela_di(letta) == Parentela.RICHIEDENTE,
        obbligo=obblighi.obbligo,
        motivo_esonero=obblighi.motivo,
        motivo_esonero_testo=obblighi.motivo_testo,
        percorso=obblighi.percorso,
        attivabile_lavoro=obblighi.attivabile,
        aggiornato_da=contesto.operatore,
    )


def attestazione_di(letto: NucleoLetto, nucleo: Nucleo, contesto: Contesto) -> AttestazioneISEE | None:
    """The ISEE as the list gives it: no value, to be confirmed, when its rows disagree."""
    if letto.isee is None and not letto.isee_discorde and not letto.dsu:
        return None
    valori = ", ".join(str(v) for v in letto.valori_isee)
    anno = anno_della_dsu(letto.dsu)
    return AttestazioneISEE(
        nucleo=nucleo,
        tipo=contesto.tipi_isee.del_nucleo(letto),
        scade_il=datetime.date(anno, 12, 31) if anno else None,
        valore=letto.isee,
        protocollo=letto.dsu,
        da_confermare=letto.isee_discorde,
        omissioni=f"Valori scritti nell'elenco: {valori}." if letto.isee_discorde else "",
        aggiornato_da=contesto.operatore,
    )


def _apri_periodi(ingressi: Sequence[Ingresso], contesto: Contesto) -> None:
    """The first period runs from the PAD; of a renewal the list does not say enough."""
    _salva(
        PeriodoBeneficio,
        [
            componi_primo_periodo(caso=i.caso, operatore=contesto.operatore, norme=contesto.norme)
            for i in ingressi
            if i.caso.data_pad and not e_un_rinnovo(i.letto.periodo)
        ],
        contesto,
    )


def _salva(modello: type, oggetti: Sequence, contesto: Contesto) -> None:  # type: ignore[type-arg]
    crea_con_storico(modello, oggetti, motivo=f"{MOTIVO}: {contesto.file}", operatore=contesto.operatore)
