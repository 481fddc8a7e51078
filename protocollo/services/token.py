"""Keys for the programs of other bodies: given once, kept as an imprint, taken back at once."""

import datetime
import hashlib
import secrets

from django.core.cache import cache
from django.db import transaction
from django.db.models.functions import Now

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ente, Incarico, Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from protocollo.enums import PermessoToken
from protocollo.models import RichiestaApi, TokenEnte
from protocollo.services.condivisioni import referenti_di

GIA_DATA = (
    "Da questa pagina la chiave è già stata data, e si è vista una volta sola: la trovi nell'elenco dell'ente. "
    "Se non è stata copiata, revocala e apri di nuovo questa pagina per darne un'altra."
)
PREFISSO = "adi_"
VISIBILI = 8
# How often the last use is written again: not at each request.
MINUTI_FRA_GLI_USI = 5
# How long a request is remembered, so that sending it again does not do it again.
GIORNI_DI_MEMORIA = 30
# How long the page of a new key may give it: once.
GIORNI_DEL_MODULO = 2


@transaction.atomic
def emetti_token(
    *,
    ente: Ente,
    responsabile: Utente,
    nome: str,
    permesso: str,
    scade_il: datetime.date,
    operatore: Utente,
    al: datetime.date,
    modulo: str = "",
) -> tuple[TokenEnte, str]:
    """The row and the key in clear, that nobody will be able to read again.

    `modulo` names the page that asks: sent again (F5, two clicks) it gives no second key.
    """
    coordina = Incarico.objects.attivi(al).filter(
        utente=operatore, ruolo=Ruolo.COORDINATORE, ambito=ente.ambito_id
    )
    if not coordina.exists():
        raise DominioError("La chiave di un ente la dà il coordinamento dell'Ambito.")
    if responsabile.pk not in {u.pk for u in referenti_di(ente, al=al)}:
        raise DominioError("Scegli una persona dell'ente con un incarico in corso.", campo="responsabile")
    if permesso not in PermessoToken:
        raise DominioError("Scegli che cosa può fare.", campo="permesso")
    if not nome.strip():
        raise DominioError("Scrivi quale programma la userà.", campo="nome")
    massimo = norme_dell_ambito(ente.ambito_id).valore("rete.token_giorni", al=al).intero
    if not al <= scade_il <= al + datetime.timedelta(days=massimo):
        raise DominioError(f"Una chiave vale al massimo {massimo} giorni da oggi.", campo="scade_il")
    if modulo and not cache.add(f"token-dato:{modulo}", 1, timeout=GIORNI_DEL_MODULO * 24 * 3600):
        raise DominioError(GIA_DATA)
    chiave = f"{PREFISSO}{secrets.token_urlsafe(32)}"
    token = TokenEnte.objects.create(
        ente=ente,
        responsabile=responsabile,
        nome=nome.strip(),
        permesso=permesso,
        inizio=chiave[:VISIBILI],
        impronta=impronta_del_token(chiave),
        scade_il=scade_il,
        emesso_da=operatore,
        aggiornato_da=operatore,
    )
    return token, chiave


@transaction.atomic
def revoca_token(*, token: TokenEnte, operatore: Utente, adesso: datetime.datetime) -> TokenEnte:
    """It opens nothing from the next request."""
    riga = blocca(token)
    if riga.revocato_il is not None:
        raise DominioError("Questa chiave è già stata revocata.")
    riga.revocato_il, riga.revocato_da, riga.aggiornato_da = adesso, operatore, operatore
    riga.save()
    return riga


def token_valido(chiave: str, *, al: datetime.date) -> TokenEnte | None:
    """The key in force whose person in charge still works for that body, otherwise None."""
    righe = TokenEnte.objects.validi(al).filter(impronta=impronta_del_token(chiave))
    token = righe.select_related("ente__ambito", "responsabile").first()
    if token is None or token.responsabile.ente_id != token.ente_id or not token.responsabile.is_active:
        return None
    in_carica = Incarico.objects.attivi(al).filter(
        utente=token.responsabile, ruolo=Ruolo.REFERENTE_PARTNER, ambito=token.ente.ambito_id
    )
    return token if in_carica.exists() else None


def segna_uso(token: TokenEnte, *, adesso: datetime.datetime) -> None:
    """The last use, to the nearest minutes: it tells a forgotten key from one at work."""
    if token.usato_il and adesso - token.usato_il < datetime.timedelta(minutes=MINUTI_FRA_GLI_USI):
        return
    TokenEnte.objects.filter(pk=token.pk).update(usato_il=Now())


def dimentica_richieste(*, adesso: datetime.datetime) -> int:
    """Requests of the programs that nobody will send again. Safe to repeat; gives back how many."""
    prima = adesso - datetime.timedelta(days=GIORNI_DI_MEMORIA)
    return RichiestaApi.objects.filter(ricevuta_il__lt=prima).delete()[0]


def impronta_del_token(chiave: str) -> str:
    return hashlib.sha256(chiave.encode("utf-8", "replace")).hexdigest()
