"""Who may be paid, and the documents that a payment settles."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from adi_platform.documenti.services.carica import carica_documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from contributi.enums import GenereCreditore
from contributi.models import Creditore, GiustificativoSpesa, Richiesta
from contributi.rules.coordinate import leggi_codice_fiscale, leggi_iban, leggi_partita_iva
from contributi.rules.piano_rate import centesimi

TIPO_GIUSTIFICATIVO = "contributi.giustificativo"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatiCreditore:
    nome: str
    partita_iva: str = ""
    codice_fiscale: str = ""
    iban: str = ""
    perche_stesso_iban: str = ""


@transaction.atomic
def registra_fornitore(*, ambito: Ambito, dati: DatiCreditore, operatore: Utente) -> Creditore:
    letti = _letti(dati)
    if not (letti.partita_iva or letti.codice_fiscale):
        raise DominioError("Di un fornitore serve la partita IVA o il codice fiscale.", campo="partita_iva")
    _libera(ambito.pk, letti, escluso=None)
    return Creditore.objects.create(
        ambito=ambito, genere=GenereCreditore.FORNITORE, aggiornato_da=operatore, **_campi(letti)
    )


@transaction.atomic
def registra_beneficiario(*, richiesta: Richiesta, iban: str, operatore: Utente) -> Creditore:
    """The account of the applicant: a new account is a new row, the old one is no longer offered."""
    letto = leggi_iban(iban)
    persona = richiesta.richiedente
    vecchi = Creditore.objects.filter(persona=persona, genere=GenereCreditore.BENEFICIARIO, attivo=True)
    for vecchio in vecchi.select_for_update(of=("self",)):
        if vecchio.iban == letto:
            return vecchio
        vecchio.attivo, vecchio.aggiornato_da = False, operatore
        vecchio.save()
    return Creditore.objects.create(
        ambito=richiesta.ambito,
        genere=GenereCreditore.BENEFICIARIO,
        nome=str(persona),
        persona=persona,
        codice_fiscale=persona.codice or "",
        iban=letto,
        aggiornato_da=operatore,
    )


@transaction.atomic
def registra_terzo(
    *, richiesta: Richiesta, dati: DatiCreditore, consenso_il: datetime.date | None, operatore: Utente
) -> Creditore:
    """A third person who receives for the applicant, who has agreed (Reg. UTDA art. 23)."""
    if consenso_il is None or not richiesta.consenso_terzi:
        raise DominioError(
            "Per pagare una terza persona serve il consenso del richiedente.", campo="consenso_il"
        )
    return Creditore.objects.create(
        ambito=richiesta.ambito,
        genere=GenereCreditore.TERZO,
        richiesta=richiesta,
        consenso_il=consenso_il,
        aggiornato_da=operatore,
        **_campi(_letti(dati)),
    )


@transaction.atomic
def cambia_creditore(
    *, creditore: Creditore, dati: DatiCreditore, attivo: bool, operatore: Utente, attesa: int
) -> Creditore:
    """The history keeps the account as it was when each list was sent; the list keeps its own copy."""
    riga = Creditore.blocca_versione(pk=creditore.pk, attesa=attesa)
    letti = _letti(dati)
    if riga.genere == GenereCreditore.FORNITORE and not (letti.partita_iva or letti.codice_fiscale):
        raise DominioError("Di un fornitore serve la partita IVA o il codice fiscale.", campo="partita_iva")
    _libera(riga.ambito_id, letti, escluso=riga.pk)
    for nome, valore in _campi(letti).items():
        setattr(riga, nome, valore)
    riga.attivo, riga.aggiornato_da = attivo, operatore
    riga.save()
    return riga


@transaction.atomic
def registra_giustificativo(
    *,
    richiesta: Richiesta,
    creditore: Creditore,
    numero: str,
    data: datetime.date,
    importo: Decimal,
    descrizione: str,
    file: "File[bytes] | None",
    operatore: Utente,
) -> GiustificativoSpesa:
    """An invoice or a bill of the supplier, once. The file is checked as every upload."""
    if creditore.genere != GenereCreditore.FORNITORE or creditore.ambito_id != richiesta.ambito_id:
        raise DominioError("Scegli il fornitore che ha emesso il documento.", campo="creditore")
    if data > timezone.localdate():
        raise DominioError("La data non può essere futura.", campo="data")
    # The row of the supplier is locked, so that two people do not write the same document at once.
    Creditore.objects.select_for_update(of=("self",)).get(pk=creditore.pk)
    uguali = GiustificativoSpesa.objects.filter(
        creditore=creditore, numero__iexact=numero, data__year=data.year
    )
    if uguali.exists():
        raise DominioError(
            f"Il documento {numero} di {creditore} del {data.year} è già registrato: non si paga due volte.",
            campo="numero",
        )
    if importo <= 0:
        raise DominioError("Scrivi un importo maggiore di zero.", campo="importo")
    nuovo = GiustificativoSpesa.objects.create(
        richiesta=richiesta, creditore=creditore, numero=numero, data=data, importo=centesimi(importo),
        descrizione=descrizione, aggiornato_da=operatore,
    )  # fmt: skip
    if file is not None:
        nuovo.documento = carica_documento(
            ambito=richiesta.ambito,
            operatore=operatore,
            tipo=TIPO_GIUSTIFICATIVO,
            titolo=f"Giustificativo {numero}",
            file=file,
            caso_id=richiesta.caso_id,
            oggetto_tipo=TIPO_GIUSTIFICATIVO,
            oggetto_id=nuovo.pk,
        )
        nuovo.save()
    return nuovo


def _letti(dati: DatiCreditore) -> DatiCreditore:
    """What is written is checked; what is not stays empty."""
    if not dati.nome.strip():
        raise DominioError("Scrivi il nome di chi riceve.", campo="nome")
    return DatiCreditore(
        nome=dati.nome.strip(),
        partita_iva=leggi_partita_iva(dati.partita_iva) if dati.partita_iva else "",
        codice_fiscale=leggi_codice_fiscale(dati.codice_fiscale) if dati.codice_fiscale else "",
        iban=leggi_iban(dati.iban) if dati.iban else "",
        perche_stesso_iban=dati.perche_stesso_iban.strip(),
    )


def _campi(dati: DatiCreditore) -> dict[str, str]:
    return {
        "nome": dati.nome,
        "partita_iva": dati.partita_iva,
        "codice_fiscale": dati.codice_fiscale,
        "iban": dati.iban,
        "perche_stesso_iban": dati.perche_stesso_iban,
    }


def _libera(ambito_id: int, dati: DatiCreditore, *, escluso: int | None) -> None:
    uguali = Creditore.objects.filter(ambito=ambito_id, partita_iva=dati.partita_iva).exclude(pk=escluso or 0)
    if dati.partita_iva and uguali.exists():
        raise DominioError("C'è già un creditore con questa partita IVA.", campo="partita_iva")
    altro = con_lo_stesso_iban(ambito_id, dati.iban, escluso=escluso)
    if altro is not None and not dati.perche_stesso_iban:
        raise DominioError(
            f"Questo IBAN è già di {altro}: ricontrollalo. Se è giusto, scrivi perché.",
            campo="perche_stesso_iban",
        )


def con_lo_stesso_iban(ambito_id: int, iban: str, *, escluso: int | None) -> Creditore | None:
    """Another supplier that may be paid on that account, if there is one."""
    righe = Creditore.objects.filter(
        ambito=ambito_id, genere=GenereCreditore.FORNITORE, attivo=True, iban=iban
    )
    return righe.exclude(pk=escluso or 0).first() if iban else None
