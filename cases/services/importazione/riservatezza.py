"""The address of a protected person never travels through a list, neither its own nor of its household.

The raw file keeps what came (its download is logged and reserved); the rows that people look at do not. What
the list wrote of the protected person is deposited, encrypted, where the few who may open it find it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from adi_platform.ricerca.testo import normalizza
from cases.enums import TipoRecapito
from cases.models import ComponenteCaso, Importazione, Persona, RigaImportazione
from cases.rules.elenco.celle import RISERVATO, piega
from cases.rules.elenco.mappatura import Mappatura
from cases.services.custodia import ContenutoProtetto, VoceRecapito, deposita_ricevuto

CAMPI_RISERVATI = ("indirizzo", "telefono", "email")
CAMPI_COPERTI = ["grezzi", "correzioni", "valori", "differenze"]
CONTATTI = (("telefono", TipoRecapito.TELEFONO), ("email", TipoRecapito.EMAIL))
_PER_VOLTA = 5_000
Gruppi = Mapping[str, Sequence[RigaImportazione]]


def nascondi_luoghi(importazione: Importazione, righe: Iterable[RigaImportazione]) -> list[RigaImportazione]:
    """Cover place and contacts on every row of the households where a protected person is.

    A row without the number of the application is a household by itself.
    What was written of that person is deposited first. Returns the rows that were covered; saving them is of
    the caller, in the same transaction.
    """
    per_domanda: dict[str, list[RigaImportazione]] = defaultdict(list)
    for riga in righe:
        per_domanda[riga.domanda or f"riga:{riga.numero}"].append(riga)
    protette = _persone_protette(importazione.ambito_id, per_domanda)
    if not protette:
        return []
    per_persona: dict[int, tuple[Persona, list[RigaImportazione]]] = {}
    for domanda, persone in protette.items():
        for persona in persone.values():
            per_persona.setdefault(persona.pk, (persona, []))[1].extend(per_domanda[domanda])
    _deposita_e_copri(importazione, [*per_persona.values()])
    return [riga for domanda in protette for riga in per_domanda[domanda]]


def copri_elenchi_di(persona: Persona) -> None:
    """The same on the lists that came in before the person was protected, applied or still to apply."""
    sue = Q(caso__componenti__persona=persona) | Q(caso__nucleo__appartenenze__persona=persona)
    if persona.codice:
        sue |= Q(codici__contains=[persona.codice])
    righe = RigaImportazione.objects.filter(importazione__ambito=persona.ambito_id)
    trovate = righe.filter(sue).order_by()
    for importazione in Importazione.objects.filter(pk__in=trovate.values("importazione")):
        del_file = trovate.filter(importazione=importazione)
        famiglia = Q(pk__in=del_file.values("pk")) | Q(
            domanda__in=del_file.exclude(domanda="").values("domanda")
        )
        gruppo = list(righe.filter(famiglia, importazione=importazione))
        _deposita_e_copri(importazione, [(persona, gruppo)])
        for riga in gruppo:
            riga.nota_effetto = ""
            riga.scelte = {chiave: scelta for chiave, scelta in riga.scelte.items() if not _riservata(chiave)}
        RigaImportazione.objects.bulk_update(gruppo, [*CAMPI_COPERTI, "nota_effetto", "scelte"])


def _deposita_e_copri(
    importazione: Importazione, gruppi: Sequence[tuple[Persona, Sequence[RigaImportazione]]]
) -> None:
    """All is deposited before anything is covered: two persons may share the same rows."""
    for persona, gruppo in gruppi:
        deposita_ricevuto(persona=persona, importazione=importazione, contenuto=_scritto_di(persona, gruppo))
    posti = Mappatura(colonne=tuple(importazione.colonne)).posti
    colonne = [i for campo, i in posti.items() if _riservata(campo)]
    for _, gruppo in gruppi:
        for riga in gruppo:
            _copri(riga, colonne)
    if gruppi:
        _togli_esempi(importazione)


def _riservata(chiave: str) -> bool:
    return chiave.rpartition(".")[2] in CAMPI_RISERVATI


def esempi_mostrabili(ambito_id: int, esempi: list[list[str]]) -> list[list[str]]:
    """The first cells of a file, for whoever says what each column is; none if they name a protected person."""
    scritti = {valore.strip().upper() for colonna in esempi for valore in colonna}
    nominata = Persona.objects.filter(ambito=ambito_id, protetta=True, codice__in=scritti - {""}).exists()
    return [] if nominata else esempi


def _togli_esempi(importazione: Importazione) -> None:
    """The examples kept with the headings come from these rows."""
    if importazione.formato.get("esempi"):
        importazione.formato = {**importazione.formato, "esempi": []}
        importazione.save(update_fields=["formato"])


def contiene_protetti(importazione: Importazione) -> bool:
    """The raw file may tell where a protected person lives."""
    codici = Persona.objects.filter(ambito=importazione.ambito_id, protetta=True).exclude(codice="")
    return (
        importazione.recapiti_ricevuti.exists()
        or importazione.righe.filter(codici__overlap=list(codici.values_list("codice", flat=True))).exists()
        or importazione.righe.filter(
            caso__componenti__persona__protetta=True, caso__componenti__uscito_il__isnull=True
        ).exists()
    )


def _persone_protette(ambito_id: int, gruppi: Gruppi) -> dict[str, dict[int, Persona]]:
    """Protected persons by application: named in its rows by code, or members of its case."""
    trovate: dict[str, dict[int, Persona]] = defaultdict(dict)
    domande_di: dict[str, set[str]] = defaultdict(set)
    for domanda, gruppo in gruppi.items():
        for codice in {c for riga in gruppo for c in riga.codici}:
            domande_di[codice].add(domanda)
    for codici in _a_blocchi(sorted(domande_di)):
        for persona in Persona.objects.filter(ambito=ambito_id, protetta=True, codice__in=codici):
            for domanda in domande_di[persona.codice]:
                trovate[domanda][persona.pk] = persona
    membri = ComponenteCaso.objects.filter(
        caso__ambito=ambito_id, persona__protetta=True, uscito_il__isnull=True
    ).select_related("caso", "persona")
    for domande in _a_blocchi(sorted(d for d in gruppi if d)):
        for membro in membri.filter(caso__numero_domanda__in=domande):
            trovate[membro.caso.numero_domanda][membro.persona_id] = membro.persona
    return trovate


def _a_blocchi(valori: list[str]) -> Iterable[list[str]]:
    return (valori[da : da + _PER_VOLTA] for da in range(0, len(valori), _PER_VOLTA))


def _scritto_di(persona: Persona, gruppo: Sequence[RigaImportazione]) -> ContenutoProtetto:
    """Address and contacts of the person as the rows of its household write them."""
    sue = [(riga, voce) for riga in gruppo for voce in riga.valori.get("persone", []) if _e(persona, voce)]
    indirizzi = [
        _testo(riga.valori.get("nucleo", {}), "indirizzo") for riga in (*(r for r, _ in sue), *gruppo)
    ]
    recapiti = {
        (tipo, valore)
        for riga, voce in sue
        for campo, tipo in CONTATTI
        if (valore := _testo(voce, campo) or _testo(riga.valori.get("nucleo", {}), campo))
    }
    return ContenutoProtetto(
        indirizzo=next((i for i in indirizzi if i), ""),
        recapiti=tuple(VoceRecapito(tipo=str(tipo), valore=valore) for tipo, valore in sorted(recapiti)),
    )


def _e(persona: Persona, voce: Mapping[str, Any]) -> bool:
    """The member read in a row is this person: same code, or without one same name and day of birth."""
    if persona.codice:
        return bool(voce.get("codice") == persona.codice)
    nascita = str(persona.data_nascita) if persona.data_nascita else None
    return (
        piega(str(voce.get("cognome", ""))) == piega(persona.cognome)
        and piega(str(voce.get("nome", ""))) == piega(persona.nome)
        and voce.get("data_nascita") == nascita
    )


def _testo(dati: Mapping[str, Any], campo: str) -> str:
    valore = str(dati.get(campo, ""))
    return "" if valore == RISERVATO else valore


def _copri(riga: RigaImportazione, colonne: list[int]) -> None:
    riga.grezzi = [
        RISERVATO if i in colonne and v not in (None, "") else v for i, v in enumerate(riga.grezzi)
    ]
    riga.correzioni = {p: t for p, t in riga.correzioni.items() if int(p) not in colonne}
    riga.differenze = [d for d in riga.differenze if not _riservata(d["chiave"])]
    for dati in (riga.valori.get("nucleo", {}), *riga.valori.get("persone", [])):
        for campo in CAMPI_RISERVATI:
            if campo in dati:
                dati[campo] = RISERVATO


def togli_valori(persona: Persona, valori: Iterable[str]) -> None:
    """Take the same values out of any other cell of the lists that brought the person in."""
    da_togliere = {normalizza(v) for v in valori if normalizza(v)}
    righe = RigaImportazione.objects.filter(
        Q(caso__componenti__persona=persona) | Q(caso__nucleo__appartenenze__persona=persona),
        importazione__ambito=persona.ambito_id,
    )
    for riga in RigaImportazione.objects.filter(pk__in=righe.values("pk")) if da_togliere else ():
        riga.grezzi = _senza(riga.grezzi, da_togliere)
        riga.correzioni = _senza(riga.correzioni, da_togliere)
        riga.valori = _senza(riga.valori, da_togliere)
        riga.differenze = _senza(riga.differenze, da_togliere)
        riga.save(update_fields=["grezzi", "correzioni", "valori", "differenze"])
    for importazione in Importazione.objects.filter(righe__in=righe.values("pk")).distinct():
        importazione.formato = _senza(importazione.formato, da_togliere)
        importazione.save(update_fields=["formato"])


def _senza(dato: Any, da_togliere: set[str]) -> Any:
    """The same JSON with every text equal to one of the values replaced."""
    if isinstance(dato, dict):
        return {chiave: _senza(valore, da_togliere) for chiave, valore in dato.items()}
    if isinstance(dato, list):
        return [_senza(valore, da_togliere) for valore in dato]
    if isinstance(dato, str) and normalizza(dato) in da_togliere:
        return RISERVATO
    return dato
