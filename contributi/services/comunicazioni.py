"""Letters to the citizen: text frozen, number, PDF, neutral mail, proof of receipt."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction

from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.carica import carica_documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.services.accoda import accoda_messaggio
from adi_platform.repertorio.catena import canonico, sha256
from adi_platform.repertorio.services.registra import registra
from adi_platform.ui.formati import giorno as in_parole
from cases.enums import TipoRecapito
from cases.models import Recapito
from contributi.documents.atto import nome_di
from contributi.enums import CANALI_CON_GIACENZA
from contributi.models import Comunicazione, Provvedimento, Richiesta
from contributi.rules.lettere import Lettera, lettere
from contributi.services.termine import aggiorna_termine

TIPO_LETTERA = "contributi.lettera"
TIPO_PROVA = "contributi.prova"
REGISTRO = "comunicazioni"
ORARI = "negli orari di apertura"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anteprima:
    """A letter to read before it is sent."""

    destinatario: str
    oggetto: str
    blocchi: tuple[str, ...]
    riferimenti: tuple[str, ...]


@transaction.atomic
def invia_comunicazione(
    *,
    richiesta: Richiesta,
    lettera: str,
    valori: Mapping[str, str],
    canale: str,
    inviata_il: datetime.date,
    operatore: Utente,
    al: datetime.date,
    provvedimento: Provvedimento | None = None,
) -> Comunicazione:
    """Freeze the letter, take its number, ask for the PDF. A mail only says that there is a letter."""
    controlla_data_di_invio(richiesta, inviata_il, al=al)
    testi = lettere()[lettera]
    tutti = {**valori_comuni(richiesta, operatore), **valori}
    testo = testi.compila(testi.testo, tutti)
    comunicazione = Comunicazione(
        richiesta=richiesta,
        provvedimento=provvedimento,
        lettera=lettera,
        versione_testi=testi.versione,
        destinatario=tutti["nome_cognome"],
        oggetto=testi.compila(testi.oggetto, tutti),
        testo=testo,
        canale=canale,
        inviata_il=inviata_il,
        decisa_da=operatore,
        aggiornato_da=operatore,
    )
    comunicazione.registrazione = registra(
        ambito=richiesta.ambito,
        registro=REGISTRO,
        oggetto=comunicazione.oggetto,
        corrispondente=comunicazione.destinatario,
        documento_sha256=sha256(canonico({"oggetto": comunicazione.oggetto, "testo": testo})),
        operatore=operatore,
    )
    comunicazione.save()
    comunicazione.documento = _stampa(comunicazione, testi, operatore)
    comunicazione.save()
    _avvisa(comunicazione, testi, tutti)
    return comunicazione


def controlla_data_di_invio(
    richiesta: Richiesta, giorno: datetime.date, *, al: datetime.date, campo: str = "inviata_il"
) -> None:
    """A letter answers a request that is there: never before its registration, never in the future."""
    if giorno > al:
        raise DominioError("La data di invio non può essere futura.", campo=campo)
    if richiesta.data_domanda is None:
        raise DominioError("La domanda non è ancora registrata: prima registrala.")
    if giorno < richiesta.data_domanda:
        raise DominioError(
            f"La domanda è registrata il {richiesta.data_domanda:%d/%m/%Y}: la lettera non può essere di prima.",
            campo=campo,
        )


def anteprima(richiesta: Richiesta, lettera: str, valori: Mapping[str, str], operatore: Utente) -> Anteprima:
    """The letter as it would be sent now. Nothing is written."""
    testi = lettere()[lettera]
    tutti = {**valori_comuni(richiesta, operatore), **valori}
    return Anteprima(
        destinatario=tutti["nome_cognome"],
        oggetto=testi.compila(testi.oggetto, tutti),
        blocchi=in_blocchi(testi.compila(testi.testo, tutti)),
        riferimenti=testi.riferimenti,
    )


def in_blocchi(testo: str) -> tuple[str, ...]:
    """Paragraphs, as they are printed."""
    return tuple(blocco for blocco in testo.split("\n\n") if blocco.strip())


@transaction.atomic
def registra_ricevimento(
    *,
    comunicazione: Comunicazione,
    versione: int,
    operatore: Utente,
    al: datetime.date,
    consegnata_il: datetime.date | None = None,
    avviso_giacenza_il: datetime.date | None = None,
    estremi_prova: str = "",
    prova: "File[bytes] | None" = None,
) -> Comunicazione:
    """The proof that the letter arrived, or that the post office keeps it (reading A7)."""
    riga = Comunicazione.blocca_versione(pk=comunicazione.pk, attesa=versione)
    for campo, giorno in (("consegnata_il", consegnata_il), ("avviso_giacenza_il", avviso_giacenza_il)):
        if giorno is not None and not riga.inviata_il <= giorno <= al:
            raise DominioError("La data va dall'invio a oggi.", campo=campo)
    if avviso_giacenza_il is not None and riga.canale not in CANALI_CON_GIACENZA:
        raise DominioError("La giacenza riguarda solo ciò che va per posta.", campo="avviso_giacenza_il")
    if consegnata_il is None and avviso_giacenza_il is None:
        raise DominioError("Scrivi quando è stata consegnata, o la data dell'avviso.", campo="consegnata_il")
    if not estremi_prova.strip() and prova is None:
        raise DominioError("Scrivi gli estremi della prova, o carica il file.", campo="estremi_prova")
    riga.consegnata_il, riga.avviso_giacenza_il = consegnata_il, avviso_giacenza_il
    riga.estremi_prova, riga.aggiornato_da = estremi_prova, operatore
    if prova is not None:
        riga.prova = carica_documento(
            ambito=riga.richiesta.ambito,
            operatore=operatore,
            tipo=TIPO_PROVA,
            titolo=f"Prova di consegna, registro n. {_segnatura(riga)}",
            file=prova,
            caso_id=riga.richiesta.caso_id,
            oggetto_tipo=TIPO_PROVA,
            oggetto_id=riga.richiesta_id,
        )
    riga.save()
    aggiorna_termine(riga.richiesta, al=al)
    return riga


def valori_comuni(richiesta: Richiesta, operatore: Utente) -> dict[str, str]:
    """What every letter says of the office and of the request."""
    ambito, referente = richiesta.ambito, richiesta.assistente
    numero = richiesta.registrazione.segnatura if richiesta.registrazione else ""
    return {
        "nome_cognome": nome_di(richiesta.richiedente),
        "numero_pratica": numero,
        "numero_protocollo": numero,
        "numero_breve": numero,
        "data_istanza": in_parole(richiesta.data_domanda),
        "ente": ambito.nome,
        "ente_breve": ambito.nome_breve,
        "ufficio": ambito.ufficio,
        "telefono": ambito.telefono or "dell'ufficio",
        "orari": ORARI,
        "email_ufficio": ambito.email or "la posta dell'ufficio",
        "pec_ufficio": ambito.pec or "la posta certificata dell'ufficio",
        "sede": ambito.indirizzo or ambito.ufficio,
        "nome_referente": f"{referente.nome} {referente.cognome}",
        "responsabile": f"{referente.nome} {referente.cognome}",
        "firmatario": f"{operatore.nome} {operatore.cognome}",
    }


def _stampa(comunicazione: Comunicazione, testi: Lettera, operatore: Utente) -> Documento:
    richiesta = comunicazione.richiesta
    return richiedi_documento(
        tipo=TIPO_LETTERA,
        titolo=comunicazione.oggetto,
        contesto={
            "oggetto": comunicazione.oggetto,
            "destinatario": comunicazione.destinatario,
            "data": in_parole(comunicazione.inviata_il),
            "numero": _segnatura(comunicazione),
            "blocchi": list(in_blocchi(comunicazione.testo)),
            "riferimenti": list(testi.riferimenti),
        },
        ambito=richiesta.ambito,
        operatore=operatore,
        chiave=f"comunicazione:{comunicazione.pk}",
        caso_id=richiesta.caso_id,
        oggetto_tipo=TIPO_LETTERA,
        oggetto_id=richiesta.pk,
    )


def _avvisa(comunicazione: Comunicazione, testi: Lettera, valori: Mapping[str, str]) -> None:
    """To who is protected no mail travels; without an address the letter is enough."""
    persona = comunicazione.richiesta.richiedente
    recapito = Recapito.objects.filter(persona=persona, tipo=TipoRecapito.EMAIL).order_by("pk").first()
    if persona.protetta or recapito is None:
        return
    accoda_messaggio(
        evento="contributi.comunicazione",
        destinatario_email=recapito.valore,
        oggetto=comunicazione.oggetto,
        testo=testi.compila(testi.testo_email, valori),
        chiave=chiave_lettera(comunicazione),
        ambito_id=comunicazione.richiesta.ambito_id,
    )


def chiave_lettera(comunicazione: Comunicazione) -> str:
    """Of the message that tells the person of the letter."""
    return f"comunicazione:{comunicazione.pk}"


def _segnatura(comunicazione: Comunicazione) -> str:
    return comunicazione.registrazione.segnatura if comunicazione.registrazione else ""
