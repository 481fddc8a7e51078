"""Read again the chains of votes and minutes, and count again every closed session. Reports, never repairs."""

from collections.abc import Iterator
from typing import Any

from adi_platform.organizzazione.models import Ambito
from contributi.enums import StatoSeduta
from contributi.models import CatenaVerbali, CatenaVoti, Seduta, Verbale, VoceSeduta
from contributi.services.chiusura import proposta_cambiata, scrutina_voce
from contributi.services.sedute import voci_in_discussione
from contributi.services.verbale import contenuto_del_verbale, impronta_del_verbale
from contributi.services.voto import impronta_del_voto

MOBILI = frozenset({"commissione", "segretario", "punto", "misura", "testo", "esito_testo"})
APERTE_O_CHIUSE = (StatoSeduta.APERTA, StatoSeduta.CHIUSA)


def verifica_commissioni(ambito: Ambito) -> Iterator[str]:
    """One sentence for each vote or minutes altered, missing or cut, and for each outcome that does not hold."""
    sedute = Seduta.objects.filter(commissione__ambito=ambito).select_related(
        "commissione", "riunione__segretario"
    )
    for seduta in sedute.filter(stato__in=APERTE_O_CHIUSE).order_by("pk").iterator():
        nome = f"{seduta.commissione}, {str(seduta).lower()}"
        yield from _voti(seduta, nome)
        if seduta.chiusa:
            yield from _esiti(seduta, nome)
            if not Verbale.objects.filter(seduta=seduta).exists():
                yield f"{nome}: manca il verbale"
    yield from _verbali(ambito)


def _voti(seduta: Seduta, nome: str) -> Iterator[str]:
    numero, impronta = 0, ""
    for voto in seduta.voti.select_related("elettore").order_by("numero"):
        if voto.numero != numero + 1:
            yield f"{nome}: manca il voto n. {numero + 1}"
        elif impronta_del_voto(voto) != voto.impronta:
            yield f"{nome}: voto n. {voto.numero} alterato"
        elif voto.impronta_precedente != impronta:
            yield f"{nome}: il voto n. {voto.numero} non segue il n. {numero}"
        numero, impronta = voto.numero, voto.impronta
    testa = CatenaVoti.objects.filter(seduta=seduta).first()
    if testa is None or (testa.numero, testa.impronta) != (numero, impronta):
        fino = testa.numero if testa else "sconosciuto"
        yield f"{nome}: voti tagliati in coda, l'ultimo dovrebbe essere il n. {fino}, è il n. {numero}"


def _esiti(seduta: Seduta, nome: str) -> Iterator[str]:
    for voce in voci_in_discussione(seduta):
        scrutinio = scrutina_voce(voce)
        if voce.scrutinio.get("esito") != voce.esito or not _torna(voce, scrutinio.esito):
            yield f"{nome}: l'esito della proposta {voce.ordine} non corrisponde ai voti"


def _torna(voce: VoceSeduta, ricalcolato: str) -> bool:
    """A proposal replaced since then does not change the outcome that it had."""
    return voce.esito == ricalcolato or (proposta_cambiata(voce) and voce.esito == "nuova_votazione")


def _verbali(ambito: Ambito) -> Iterator[str]:
    numero, impronta = 0, ""
    verbali = Verbale.objects.filter(ambito=ambito).select_related(
        "seduta__commissione", "seduta__riunione__segretario", "registrazione", "documento"
    )
    for verbale in verbali.order_by("numero").iterator():
        nome = f"verbale n. {verbale.numero}"
        if verbale.numero != numero + 1:
            yield f"manca il verbale n. {numero + 1}"
        elif verbale.impronta_precedente != impronta:
            yield f"{nome} non segue il n. {numero}"
        yield from _verbale(verbale, nome)
        numero, impronta = verbale.numero, verbale.impronta
    testa = CatenaVerbali.objects.filter(ambito=ambito).first()
    atteso = (testa.numero, testa.impronta) if testa else (0, "")
    if atteso != (numero, impronta):
        yield f"verbali tagliati in coda: l'ultimo dovrebbe essere il n. {atteso[0]}, è il n. {numero}"


def _verbale(verbale: Verbale, nome: str) -> Iterator[str]:
    precedente = verbale.impronta_precedente
    if (
        impronta_del_verbale(verbale.contenuto, numero=verbale.numero, precedente=precedente)
        != verbale.impronta
    ):
        yield f"{nome} alterato"
        return
    adesso = contenuto_del_verbale(verbale.seduta, list(voci_in_discussione(verbale.seduta)))
    tolti = sorted(_voti_scritti(verbale.contenuto) - _voti_scritti(adesso))
    if tolti:
        yield from (
            f"{nome}: il voto n. {numero} verbalizzato non c'è più o è un altro" for numero, _ in tolti
        )
    elif _ferme(adesso) != _ferme(verbale.contenuto):
        yield f"{nome}: le righe della seduta non corrispondono più a quelle verbalizzate"
    if verbale.registrazione and verbale.impronta not in verbale.registrazione.oggetto:
        yield f"{nome}: l'impronta non è quella registrata al n. {verbale.registrazione}"
    if verbale.documento and verbale.documento.contenuto.get("dati", {}).get("impronta") != verbale.impronta:
        yield f"{nome}: l'impronta stampata non è la sua"


def _voti_scritti(contenuto: dict[str, Any]) -> set[tuple[int, str]]:
    return {(voto["numero"], voto["impronta"]) for p in contenuto["proposte"] for voto in p["voti"]}


def _ferme(valore: Any) -> Any:
    """The content without the names that live elsewhere and may rightly change: the print keeps the old ones.

    The names of the electorate and of the votes are copies frozen at the opening: those do not change.
    """
    if isinstance(valore, list):
        return [_ferme(voce) for voce in valore]
    if isinstance(valore, dict):
        mobili = MOBILI | ({"nome"} if "motivo" in valore and "dal" in valore else set())
        return {chiave: _ferme(voce) for chiave, voce in valore.items() if chiave not in mobili}
    return valore
