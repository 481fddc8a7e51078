"""Contacts of a list: every number and address, as rows of the person they belong to."""

from collections.abc import Iterable, Iterator, Sequence

from adi_platform.organizzazione.models import Utente
from adi_platform.ricerca.recapiti import forma_di_confronto
from cases.enums import TipoRecapito
from cases.models import Persona, Recapito
from cases.rules.elenco.letture import PersonaLetta
from cases.rules.elenco.nuclei import NucleoLetto
from cases.rules.elenco.recapiti import email_valida, leggi_telefono, numeri_in

COME_SCRITTO = "Scritto così nell'elenco: {}"
DA_VERIFICARE = "Da verificare: scritto così nell'elenco"
_LUNGHEZZA = 160


def recapiti_di(
    nucleo: NucleoLetto, persone: Sequence[tuple[PersonaLetta, Persona]], operatore: Utente | None
) -> list[Recapito]:
    """The contacts of the household go to its applicant; a different one of a member goes to the member.

    Nothing for a household with a protected person: its contacts are not in the list any more.
    """
    capo = nucleo.richiedente or nucleo.persone[0]
    trovati: list[Recapito] = []
    for letta, persona in persone:
        suo = letta is capo
        telefono = nucleo.telefono if suo else _altro(letta.telefono, nucleo.telefono)
        email = nucleo.email if suo else _altro(letta.email, nucleo.email)
        if not persona.protetta:
            trovati += _recapiti(persona, [*_telefoni(telefono), *_email(email)], operatore)
    return trovati


def _altro(suo: str, del_nucleo: str) -> str:
    """The member's own contact, if it is not the one of the household in another spelling."""
    return "" if (leggi_telefono(suo)[0] or suo) == (leggi_telefono(del_nucleo)[0] or del_nucleo) else suo


def _telefoni(testo: str) -> Iterator[tuple[str, str, str]]:
    if not testo:
        return
    cifre, problema = leggi_telefono(testo)
    numeri = [cifre] if cifre else numeri_in(testo)
    for numero in numeri:
        yield TipoRecapito.TELEFONO, numero, COME_SCRITTO.format(testo)[:_LUNGHEZZA] if problema else ""
    if not numeri:
        yield TipoRecapito.TELEFONO, testo[:_LUNGHEZZA], DA_VERIFICARE


def _email(testo: str) -> Iterator[tuple[str, str, str]]:
    if testo:
        yield TipoRecapito.EMAIL, testo[:_LUNGHEZZA], "" if email_valida(testo) else DA_VERIFICARE


def _recapiti(
    persona: Persona, voci: Iterable[tuple[str, str, str]], operatore: Utente | None
) -> Iterator[Recapito]:
    for tipo, valore, nota in voci:
        yield Recapito(
            persona=persona,
            tipo=tipo,
            valore=valore,
            valore_norm=forma_di_confronto(valore, telefono=tipo == TipoRecapito.TELEFONO) or valore.lower(),
            nota=nota,
            aggiornato_da=operatore,
        )
