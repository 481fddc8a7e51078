"""The measures of an Ambito: loaded from a regulation file as drafts, approved by the Dirigente.

Each row is one version of one measure and stands by itself: its text is a file with that measure alone.
A version is new only when what it says has changed.
"""

import datetime
import hashlib
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.norme.loader import norme_nazionali
from adi_platform.organizzazione.models import Ambito, Utente
from cases.rules.contenuti import tipi_documento
from contributi.enums import ModoErogazione, StatoMisura
from contributi.models import Misura
from contributi.rules.lettura_misura import (
    Catalogo,
    RegolamentoNonValido,
    contenuto_di,
    errori_regolamento,
    leggi_regolamento,
)
from contributi.rules.misura import MisuraLetta

CARTELLA = Path(__file__).parent.parent / "contenuti" / "misure"
PESO_MASSIMO = 1024 * 1024


class FileRegolamentoNonValido(DominioError):
    """The file has mistakes: `errori` are all of them. Nothing has been loaded."""

    def __init__(self, errori: list[str]) -> None:
        quanti = "un errore" if len(errori) == 1 else f"{len(errori)} errori"
        super().__init__(f"Il file ha {quanti}: correggilo e caricalo di nuovo.", campo="file")
        self.errori = errori


class MisuraNonApprovabile(DominioError):
    """This version cannot enter into force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caricamento:
    nuove: tuple[Misura, ...]
    invariate: tuple[Misura, ...]


@cache
def catalogo() -> Catalogo:
    """What a file may name: documents, ways of payment, dated settings."""
    return Catalogo(
        documenti={tipo.codice: tipo.nome for tipo in tipi_documento().values()},
        modi={str(codice): str(nome) for codice, nome in ModoErogazione.choices},
        parametri=frozenset(norme_nazionali().parametri),
    )


def leggi_file(dati: bytes) -> dict[str, Any]:
    """The mapping in a YAML file. Raises FileRegolamentoNonValido with the line of the mistake."""
    if len(dati) > PESO_MASSIMO:
        raise FileRegolamentoNonValido(["il file è più grande di 1 MB"])
    try:
        contenuto = _come_yaml(dati.decode("utf-8"))
    except UnicodeDecodeError as errore:
        raise FileRegolamentoNonValido(["il file non è in UTF-8"]) from errore
    except (yaml.YAMLError, ValueError, RecursionError) as errore:
        raise FileRegolamentoNonValido([f"il file non si legge come YAML ({_dove(errore)})"]) from errore
    if not isinstance(contenuto, dict):
        raise FileRegolamentoNonValido(["il file non contiene un regolamento"])
    return contenuto


def _come_yaml(testo: str) -> Any:
    """Read by libyaml; a mistake is looked for again by the slow reader, whose lines are exact."""
    try:
        return yaml.load(testo, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return yaml.safe_load(testo)


def errori_del_file(dati: bytes) -> list[str]:
    """All the mistakes of a file, without loading it."""
    try:
        return errori_regolamento(leggi_file(dati), catalogo())
    except FileRegolamentoNonValido as errore:
        return errore.errori


@transaction.atomic
def carica_regolamento(
    *, ambito: Ambito, percorso_o_testo: Path | bytes | str, operatore: Utente | None
) -> Caricamento:
    """Load the measures of a file as drafts. The same file twice changes nothing.

    A newer draft takes the place of the draft that was there; what is in force stays so until approval.
    Raises FileRegolamentoNonValido.
    """
    contenuto = leggi_file(_dati(percorso_o_testo))
    try:
        lette = leggi_regolamento(contenuto, catalogo())
    except RegolamentoNonValido as errore:
        raise FileRegolamentoNonValido(errore.errori) from errore
    Ambito.objects.select_for_update().get(pk=ambito.pk)
    nuove: list[Misura] = []
    invariate: list[Misura] = []
    for letta in lette:
        misura, nuova = _versione(ambito, letta, contenuto_di(contenuto, letta), operatore)
        (nuove if nuova else invariate).append(misura)
    return Caricamento(nuove=tuple(nuove), invariate=tuple(invariate))


def _versione(
    ambito: Ambito, letta: MisuraLetta, contenuto: dict[str, Any], operatore: Utente | None
) -> tuple[Misura, bool]:
    testo = yaml.dump(contenuto, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
    impronta = hashlib.sha256(testo.encode()).hexdigest()
    versioni = list(Misura.objects.filter(ambito=ambito, codice=letta.codice).order_by("-numero"))
    vive = [misura for misura in versioni if misura.stato != StatoMisura.SUPERATA]
    uguale = next((misura for misura in vive if misura.impronta == impronta), None)
    if uguale is not None:
        return uguale, False
    for misura in vive:
        if misura.stato == StatoMisura.BOZZA:
            misura.stato = StatoMisura.SUPERATA
            misura.save()
    nuova = Misura.objects.create(
        ambito=ambito,
        codice=letta.codice,
        numero=versioni[0].numero + 1 if versioni else 1,
        regolamento=letta.regolamento.titolo[:200],
        nome=letta.nome[:200],
        stato=StatoMisura.BOZZA,
        valida_dal=letta.regolamento.valido_dal,
        valida_al=letta.regolamento.valido_al,
        testo=testo,
        contenuto=json.loads(json.dumps(contenuto)),
        impronta=impronta,
        proposta_da=operatore,
        aggiornato_da=operatore,
    )
    return nuova, True


@transaction.atomic
def approva_misura(*, misura: Misura, operatore: Utente, valida_dal: datetime.date | None = None) -> Misura:
    """Put a draft in force from a day; the version before it ends the day before.

    Whoever proposed it does not approve it, with any account. Requests already registered keep the version
    they were examined with. Raises MisuraNonApprovabile.
    """
    Ambito.objects.select_for_update().get(pk=misura.ambito_id)
    misura = Misura.objects.select_for_update(of=("self",)).get(pk=misura.pk)
    if misura.stato != StatoMisura.BOZZA:
        raise MisuraNonApprovabile("Questa versione non è più una bozza: ricarica la pagina.")
    if misura.proposta_da is not None and misura.proposta_da.persona_fisica == operatore.persona_fisica:
        raise MisuraNonApprovabile("L'hai proposta tu: deve approvarla un'altra persona.")
    dal = valida_dal or misura.valida_dal
    if misura.valida_al is not None and misura.valida_al < dal:
        raise MisuraNonApprovabile(
            "La misura finisce prima del giorno scelto: scegli una data precedente.", campo="valida_dal"
        )
    in_vigore = Misura.objects.filter(
        ambito=misura.ambito_id, codice=misura.codice, stato=StatoMisura.IN_VIGORE
    )
    for vecchia in in_vigore:
        _chiudi(vecchia, dal)
    misura.stato, misura.valida_dal, misura.aggiornato_da = StatoMisura.IN_VIGORE, dal, operatore
    misura.approvata_da, misura.approvata_il = operatore, timezone.now()
    misura.save()
    return misura


def _chiudi(vecchia: Misura, dal: datetime.date) -> None:
    """A version that never had a day of its own is replaced; the others end the day before."""
    if vecchia.valida_dal >= dal:
        vecchia.stato = StatoMisura.SUPERATA
    elif vecchia.valida_al is None or vecchia.valida_al >= dal:
        vecchia.valida_al = dal - datetime.timedelta(days=1)
    vecchia.save()


def misura_letta(misura: Misura) -> MisuraLetta:
    """The measure as the rules read it; kept in memory by fingerprint."""
    return _letta(misura.impronta, misura.testo)


def modi_ammessi(misura: Misura) -> dict[str, str]:
    """How the measure may be paid: code and name, also for who writes the mode in a PAI."""
    return {voce.codice: ModoErogazione(voce.codice).label for voce in misura_letta(misura).modi}


@lru_cache(maxsize=256)
def _letta(impronta: str, testo: str) -> MisuraLetta:
    return leggi_regolamento(yaml.load(testo, Loader=yaml.CSafeLoader), catalogo())[0]


def _dati(percorso_o_testo: Path | bytes | str) -> bytes:
    if isinstance(percorso_o_testo, Path):
        return percorso_o_testo.read_bytes()
    return percorso_o_testo.encode() if isinstance(percorso_o_testo, str) else percorso_o_testo


def _dove(errore: Exception) -> str:
    segno = getattr(errore, "problem_mark", None)
    return f"riga {segno.line + 1}, colonna {segno.column + 1}" if segno else "valore che non si capisce"
