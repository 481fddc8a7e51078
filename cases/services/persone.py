"""Register and correct a person."""

import dataclasses
import datetime
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Comune, Utente
from adi_platform.ricerca.testo import nome_proprio, pulisci_testo
from cases.enums import TipoCodice
from cases.models import Persona
from cases.rules.anagrafe import discordanze, errore_data_nascita
from cases.validators import CodiceLetto, codice_valido

CODICE_GIA_PRESENTE = (
    "In anagrafe c'è già una persona con questo codice: cercala. Se non la trovi, chiedi al coordinamento."
)


class DiscordanzaDaConfermare(DominioError):
    """The codice fiscale is valid but differs from the data: the person must confirm."""

    def __init__(self, messaggi: list[str]) -> None:
        super().__init__(" ".join(messaggi), campo="codice")
        self.messaggi = messaggi


@dataclass(frozen=True, slots=True, kw_only=True)
class DatiPersona:
    """What the office writes about a person. Of a protected person the address is never taken from here."""

    cognome: str
    nome: str
    tipo_codice: str = TipoCodice.CODICE_FISCALE
    codice: str = ""
    codice_scade_il: datetime.date | None = None
    motivo_senza_codice: str = ""
    sesso: str = ""
    data_nascita: datetime.date | None = None
    luogo_nascita: str = ""
    cittadinanza: str = ""
    titolo_soggiorno: str = ""
    scadenza_titolo: datetime.date | None = None
    comune_residenza: Comune | None = None
    residenza_altrove: str = ""
    indirizzo: str = ""


LUNGHEZZE = {
    campo.name: campo.max_length
    for campo in Persona._meta.fields
    if isinstance(campo, models.CharField) and campo.name != "codice"
}
CAMPI_DI_RESIDENZA = frozenset({"residenza_altrove", "indirizzo"})


@transaction.atomic
def registra_persona(
    *,
    ambito: Ambito,
    operatore: Utente | None,
    al: datetime.date,
    dati: DatiPersona,
    conferma_discordanze: bool = False,
) -> Persona:
    """Add a person to the registry of the Ambito.

    Raises DominioError for a code that is wrong or already there, DiscordanzaDaConfermare when code and
    data differ and nobody confirmed.
    """
    persona = Persona(ambito=ambito, aggiornato_da=operatore)
    _scrivi(persona, dati, al=al, conferma=conferma_discordanze)
    return persona


@transaction.atomic
def aggiorna_persona(
    *,
    persona_id: int,
    versione: int,
    operatore: Utente | None,
    al: datetime.date,
    dati: DatiPersona,
    conferma_discordanze: bool = False,
) -> Persona:
    """Correct the data of a person. Raises ConflittoDiVersione when someone saved in the meantime."""
    persona = Persona.blocca_versione(pk=persona_id, attesa=versione)
    persona.aggiornato_da = operatore
    _scrivi(persona, dati, al=al, conferma=conferma_discordanze)
    return persona


def _scrivi(persona: Persona, dati: DatiPersona, *, al: datetime.date, conferma: bool) -> None:
    puliti = _puliti(dati)
    if errore := errore_data_nascita(puliti.data_nascita, al=al):
        raise DominioError(errore, campo="data_nascita")
    codice = _codice(puliti, al=al)
    if codice and not conferma:
        _chiedi_conferma(codice, puliti)
    _codice_libero(persona, codice.codice if codice else "")
    for campo in dataclasses.fields(DatiPersona):
        if campo.name not in CAMPI_DI_RESIDENZA:
            setattr(persona, campo.name, getattr(puliti, campo.name))
    persona.codice = codice.codice if codice else ""
    if not persona.protetta:
        persona.indirizzo, persona.residenza_altrove = puliti.indirizzo, puliti.residenza_altrove
    _salva(persona)


def _salva(persona: Persona) -> None:
    """Save; a colleague who registered the same code a moment ago is a message, not an error page."""
    try:
        with transaction.atomic():
            persona.save()
    except IntegrityError as errore:
        if "persona_codice_unico_nell_ambito" in str(errore):
            raise DominioError(CODICE_GIA_PRESENTE, campo="codice") from errore
        raise


def _puliti(dati: DatiPersona) -> DatiPersona:
    """Every text without what cannot be stored; DominioError names the field."""
    nuovi: dict[str, str] = {}
    for campo in dataclasses.fields(dati):
        valore = getattr(dati, campo.name)
        if isinstance(valore, str):
            nuovi[campo.name] = _testo(campo.name, valore)
    for nome in ("cognome", "nome"):
        if not any(c.isalpha() for c in nuovi[nome]):
            raise DominioError(f"Scrivi il {nome}.", campo=nome)
        nuovi[nome] = nome_proprio(nuovi[nome])
    return dataclasses.replace(dati, **nuovi)  # type: ignore[arg-type]  # only the text fields


def _testo(nome: str, valore: str) -> str:
    try:
        pulito = pulisci_testo(valore)
    except DominioError as errore:
        raise DominioError(errore.messaggio, campo=nome) from errore
    massimo = LUNGHEZZE.get(nome)
    if massimo and len(pulito) > massimo:
        raise DominioError(f"Il testo è troppo lungo: al massimo {massimo} caratteri.", campo=nome)
    return pulito


def _codice(dati: DatiPersona, *, al: datetime.date) -> CodiceLetto | None:
    """The checked code; None for whoever has none and a reason for it."""
    if dati.tipo_codice == TipoCodice.PRIVO:
        if not dati.motivo_senza_codice:
            raise DominioError("Scrivi perché la persona non ha un codice.", campo="motivo_senza_codice")
        if dati.codice:
            raise DominioError(
                "Hai scritto un codice ma anche che la persona ne è priva: scegli quale dei due vale.",
                campo="codice",
            )
        return None
    codice = codice_valido(dati.codice, al=al)
    if codice.tipo != dati.tipo_codice:
        etichetta = TipoCodice(codice.tipo).label
        raise DominioError(f"Questo è un codice di altro tipo: {etichetta}.", campo="tipo_codice")
    return codice


def _chiedi_conferma(codice: CodiceLetto, dati: DatiPersona) -> None:
    trovate = discordanze(
        codice,
        cognome=dati.cognome,
        nome=dati.nome,
        data_nascita=dati.data_nascita,
        sesso=dati.sesso,
    )
    if trovate:
        raise DiscordanzaDaConfermare(trovate)


def _codice_libero(persona: Persona, codice: str) -> None:
    altre = Persona.objects.filter(ambito_id=persona.ambito_id, codice=codice).exclude(pk=persona.pk)
    if codice and altre.exists():
        raise DominioError(CODICE_GIA_PRESENTE, campo="codice")
