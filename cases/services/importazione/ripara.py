"""Repair a list before (or after) it enters: a cell written again, a conflict decided, a value chosen."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from cases.enums import StatoImportazione
from cases.models import Importazione, RigaImportazione
from cases.rules.elenco.celle import in_json
from cases.rules.elenco.duplicati import TIENI_LA_PRIMA, USA_QUESTA
from cases.rules.elenco.giudizio import ENTRANO, giudica
from cases.services.importazione.confronto import CAMBIA, DALL_ARCHIVIO, DALL_ELENCO, confronta_con_archivio
from cases.services.importazione.leggi import conta
from cases.services.importazione.righe import (
    CONFLITTO,
    Lettore,
    comuni_per_nome,
    decisioni_di,
    scrivi_giudizio,
    scrivi_lettura,
)

RIPARABILI = (StatoImportazione.ANTEPRIMA, StatoImportazione.CONCLUSA, StatoImportazione.FALLITA)
LUNGHEZZA_MASSIMA = 1_000
_SCRITTI = [
    "grezzi",
    "correzioni",
    "valori",
    "domanda",
    "codici",
    "esito",
    "motivi",
    "ripete",
    "differenze",
    "scelte",
    "caso",
    "comune_archivio",
]


@transaction.atomic
def correggi_celle(*, importazione: Importazione, numero: int, celle: dict[int, str]) -> RigaImportazione:
    """Write cells of a row again and judge what they reach: household, repetitions, other households."""
    attuale = _riparabile(importazione)
    riga = _riga(attuale, numero)
    if any(not 0 <= posto < len(attuale.colonne) or not attuale.colonne[posto] for posto in celle):
        raise DominioError("Questa colonna non si può correggere.")
    if any(len(testo) > LUNGHEZZA_MASSIMA for testo in celle.values()):
        raise DominioError(
            f"Il testo è troppo lungo: al massimo {LUNGHEZZA_MASSIMA} caratteri.", campo="valore"
        )
    toccate = _toccate(attuale, {riga.domanda}, set(riga.codici))
    originale = {str(i): v for i, v in enumerate(riga.grezzi)}
    for posto, testo in celle.items():
        scritto = str(in_json(testo) or "")
        if scritto == originale.get(str(posto)):
            riga.correzioni.pop(str(posto), None)
        else:
            riga.correzioni[str(posto)] = scritto
    scrivi_lettura(riga, Lettore.di(attuale).rileggi(riga))
    riga.save(update_fields=["correzioni", "valori", "domanda", "codici"])
    _rigiudica(attuale, toccate | {riga.domanda}, set(riga.codici), numero)
    return _riga(attuale, numero)


@transaction.atomic
def decidi_conflitto(*, importazione: Importazione, numero: int, scelta: str) -> RigaImportazione:
    """Two rows say different things of the same member: which one counts."""
    if scelta not in (TIENI_LA_PRIMA, USA_QUESTA):
        raise DominioError("Scegli quale riga vale.", campo="scelta")
    attuale = _riparabile(importazione)
    riga = _riga(attuale, numero)
    if "DUPLICATO_CONFLITTO" not in {m["codice"] for m in riga.motivi}:
        raise DominioError("Questa riga non è in conflitto con un'altra.")
    riga.scelte[CONFLITTO] = scelta
    riga.save(update_fields=["scelte"])
    _rigiudica(attuale, {riga.domanda}, set(), numero)
    return _riga(attuale, numero)


@transaction.atomic
def scegli_differenze(
    *, importazione: Importazione, numero: int, dall_elenco: Iterable[str]
) -> RigaImportazione:
    """For each difference of the row: the value of the list if its key is given, otherwise the archive's."""
    riga = _riga(_riparabile(importazione), numero)
    scelte = set(dall_elenco)
    for differenza in riga.differenze:
        if differenza["tipo"] == CAMBIA:
            vale = DALL_ELENCO if differenza["chiave"] in scelte else DALL_ARCHIVIO
            riga.scelte[differenza["chiave"]] = {"vale": vale, "prima": differenza["prima"]}
    riga.save(update_fields=["scelte"])
    return riga


def _riparabile(importazione: Importazione) -> Importazione:
    attuale = blocca(importazione)
    if attuale.stato not in RIPARABILI:
        raise DominioError("L'elenco è in lavorazione: attendi che finisca, poi correggi.")
    return attuale


def _riga(importazione: Importazione, numero: int) -> RigaImportazione:
    riga = importazione.righe.filter(numero=numero).first()
    if riga is None:
        raise DominioError("La riga non c'è più: ricarica la pagina.")
    if riga.importata_il is not None:
        raise DominioError("La riga è già entrata in archivio: correggi nella scheda del caso.")
    return riga


def _toccate(importazione: Importazione, domande: set[str], codici: set[str]) -> set[str]:
    """Applications whose judgement may change with these: the ones that share a personal code with them."""
    domande = domande - {""}
    tutti = set(codici)
    for elenco in importazione.righe.filter(domanda__in=domande).values_list("codici", flat=True):
        tutti |= set(elenco)
    altre = importazione.righe.filter(codici__overlap=sorted(tutti)).values_list("domanda", flat=True)
    return domande | (set(altre) if tutti else set()) - {""}


def _rigiudica(importazione: Importazione, domande: set[str], codici: set[str], numero: int) -> None:
    """Judge again the rows that the change can reach; the others keep their judgement."""
    toccate = _toccate(importazione, domande, codici)
    righe = list(importazione.righe.filter(Q(domanda__in=toccate) | Q(numero=numero)).order_by("numero"))
    lettore = Lettore.di(importazione)
    lette = [lettore.rileggi(r) for r in righe]
    elenco = giudica(
        lette,
        comuni=frozenset(comuni_per_nome(importazione.ambito_id)),
        decisioni=decisioni_di(righe),
        altrove=_altrove(importazione, righe),
    )
    da_cambiare = [r for r in righe if r.importata_il is None]
    for riga in da_cambiare:
        scrivi_giudizio(riga, elenco.giudizi[riga.numero])
    confronta_con_archivio(importazione, da_cambiare, elenco.nuclei)
    RigaImportazione.objects.bulk_update(da_cambiare, _SCRITTI, batch_size=500)
    importazione.conteggi = conta(importazione)
    importazione.save(update_fields=["conteggi", "aggiornato_il"])


def _altrove(importazione: Importazione, righe: list[RigaImportazione]) -> dict[str, frozenset[str]]:
    """For the codes of these rows, the other applications of the file where they are accepted."""
    codici = sorted({c for r in righe for c in r.codici})
    dove: dict[str, set[str]] = defaultdict(set)
    altre = importazione.righe.filter(codici__overlap=codici, esito__in=ENTRANO).exclude(
        pk__in=[r.pk for r in righe]
    )
    for domanda, suoi in altre.values_list("domanda", "codici") if codici else ():
        for codice in suoi:
            dove[codice].add(domanda)
    return {codice: frozenset(domande) for codice, domande in dove.items()}
