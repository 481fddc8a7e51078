"""Read again every chain and name what was altered, is missing or was cut. Reports, never repairs.

Triggers stop mistakes; who owns the database can get round them. These chains are the proof, as long as the
head of the last daily register is also kept elsewhere (see the ADR 0012).
"""

import datetime
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from django.utils import timezone

from adi_platform.organizzazione.models import Ambito
from adi_platform.registro_accessi.models import CatenaLetture, Lettura
from adi_platform.registro_accessi.services.registra import impronta_di as impronta_della_lettura
from adi_platform.repertorio.catena import impronta_di, sha256
from adi_platform.repertorio.models import ContatoreRepertorio, GiornaleRegistro, Registrazione
from adi_platform.repertorio.services.giornale import contenuto_del_giorno
from adi_platform.repertorio.services.registra import ROMA

Verifica = Callable[[Ambito], Iterator[str]]
_altre: dict[str, Verifica] = {}


def registra_verifica(nome: str, verifica: Verifica) -> None:
    """A floor above adds the chains that it keeps: one sentence for each record that does not hold."""
    _altre[nome] = verifica


def verifica_catene(*, oggi: datetime.date | None = None) -> Iterator[str]:
    """One sentence for each record that does not hold; nothing when all is well."""
    ieri = (oggi or timezone.localdate(timezone=ROMA)) - datetime.timedelta(days=1)
    for ambito in Ambito.objects.order_by("pk"):
        delle_altre = [problema for verifica in _altre.values() for problema in verifica(ambito)]
        for problema in (*_letture(ambito), *_repertorio(ambito), *_giornali(ambito, ieri), *delle_altre):
            yield f"{ambito.codice}: {problema}"


def _letture(ambito: Ambito) -> Iterator[str]:
    numero, impronta = 0, ""
    for riga in Lettura.objects.filter(ambito=ambito).order_by("numero").iterator():
        yield from _mancanti("lettura", numero + 1, riga.numero)
        if impronta_della_lettura(riga) != riga.impronta:
            yield f"lettura n. {riga.numero} alterata"
        elif riga.impronta_precedente != impronta and riga.numero == numero + 1:
            yield f"lettura n. {riga.numero} non segue la n. {numero}"
        numero, impronta = riga.numero, riga.impronta
    testa = CatenaLetture.objects.filter(ambito=ambito).first()
    atteso = (testa.numero, testa.impronta) if testa else (0, "")
    if atteso != (numero, impronta):
        yield f"letture tagliate in coda: l'ultima dovrebbe essere la n. {atteso[0]}, è la n. {numero}"


def _repertorio(ambito: Ambito) -> Iterator[str]:
    righe = (
        Registrazione.objects.filter(ambito=ambito)
        .select_related("annulla")
        .order_by("registro", "anno", "numero")
    )
    teste = {c.registro: c for c in ContatoreRepertorio.objects.filter(ambito=ambito)}
    for registro, serie in groupby(righe.iterator(), key=attrgetter("registro")):
        yield from _serie(registro, serie, teste.pop(registro, None))
    for registro, testa in teste.items():
        yield f"registro {registro} tagliato: manca fino alla n. {testa.ultimo:07d}/{testa.anno}"


def _serie(registro: str, serie: Iterable[Registrazione], testa: ContatoreRepertorio | None) -> Iterator[str]:
    anno, numero, impronta = 0, 0, ""
    for riga in serie:
        if riga.anno != anno:
            anno, numero = riga.anno, 0
        yield from _mancanti(f"registro {registro} {anno}: registrazione", numero + 1, riga.numero)
        if impronta_di(riga) != riga.impronta:
            yield f"registro {registro}: registrazione {riga.segnatura} alterata"
        elif riga.impronta_precedente != impronta and riga.numero == numero + 1:
            yield f"registro {registro}: registrazione {riga.segnatura} non segue quella prima"
        numero, impronta = riga.numero, riga.impronta
    if testa is None or (testa.anno, testa.ultimo, testa.impronta) != (anno, numero, impronta):
        fino = f"la n. {testa.ultimo:07d}/{testa.anno}" if testa else "sconosciuta"
        yield f"registro {registro} tagliato in coda: l'ultima dovrebbe essere {fino}"


def _giornali(ambito: Ambito, ieri: datetime.date) -> Iterator[str]:
    precedente: GiornaleRegistro | None = None
    for giornale in GiornaleRegistro.objects.filter(ambito=ambito).order_by("giorno").iterator():
        yield from _giornale(ambito, giornale, precedente)
        precedente = giornale
    if precedente and precedente.giorno < ieri:
        ultimo = f"{precedente.giorno:%d/%m/%Y}"
        yield f"mancano i registri giornalieri dopo il {ultimo}: esegui registro_giornaliero"


def _giornale(
    ambito: Ambito, giornale: GiornaleRegistro, precedente: GiornaleRegistro | None
) -> Iterator[str]:
    nome = f"registro giornaliero del {giornale.giorno:%d/%m/%Y}"
    if precedente and giornale.giorno != precedente.giorno + datetime.timedelta(days=1):
        yield f"manca il giorno prima del {nome}"
    if sha256(giornale.contenuto) != giornale.sha256:
        yield f"{nome} alterato"
        return
    impronta = precedente.sha256 if precedente else ""
    if giornale.sha256_precedente != impronta:
        yield f"{nome} non segue quello del giorno prima"
    elif contenuto_del_giorno(ambito, giornale.giorno, impronta) != giornale.contenuto:
        yield from _differenze(ambito, nome, giornale)


def _differenze(ambito: Ambito, nome: str, giornale: GiornaleRegistro) -> Iterator[str]:
    """Which rows no longer agree with what the daily register said of them."""
    scritto = json.loads(giornale.contenuto)
    testa = scritto["letture"]
    oggi = Lettura.objects.filter(ambito=ambito, numero=testa["numero"]).first()
    if testa["numero"] and (oggi is None or oggi.impronta != testa["impronta"]):
        yield f"letture cambiate o tagliate: il {nome} arriva alla n. {testa['numero']}"
    presenti = set(Registrazione.objects.filter(ambito=ambito).values_list("impronta", flat=True))
    for voce in scritto["registrazioni"]:
        if voce["impronta"] not in presenti:
            numero = f"{voce['registro']} {voce['numero']:07d}/{voce['anno']}"
            yield f"registrazione {numero} cambiata o sparita ({nome})"
    yield f"{nome} non corrisponde più alle righe"


def _mancanti(che_cosa: str, atteso: int, trovato: int) -> Iterator[str]:
    if trovato > atteso:
        fino = f" a {trovato - 1}" if trovato - 1 > atteso else ""
        yield f"{che_cosa} mancante: n. {atteso}{fino}"
    elif trovato < atteso:
        yield f"{che_cosa} ripetuta o fuori ordine: n. {trovato}"
