"""From the istruttoria to the commission: everything that will be read and voted, frozen with its imprint."""

import datetime
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.documenti.contenuto import impronta_del_contenuto
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from contributi.documents.confronto_proposte import dopo_il_rinvio
from contributi.enums import StatoRichiesta
from contributi.models import Proposta, Richiesta
from contributi.services.fatti_richiesta import Importi
from contributi.services.foto_istruttoria import contenuto_esaminato, foto_istruttoria
from contributi.services.istruttoria import EsameRichiesta, esamina
from contributi.services.lettere_istruttoria import chiudi_rinvio
from contributi.services.sedute import metti_nella_prossima_seduta
from contributi.services.sostegno_del_pai import differenze_dal_pai
from contributi.services.termine import aggiorna_termine
from contributi.transizioni import TABELLA_RICHIESTA

# From here the proposal goes back to the commission without opening the istruttoria again.
DOPO_LA_COMMISSIONE = (StatoRichiesta.RINVIATA, StatoRichiesta.RIESAME)


class Orientamento(TextChoices):
    """What the social worker proposes. The commission gives its opinion, the Dirigente decides."""

    ACCOGLIERE = "accogliere", "Accogliere"
    IN_DEROGA = "in_deroga", "Accogliere in deroga al regolamento"
    NON_ACCOGLIERE = "non_accogliere", "Non accogliere"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatiProposta:
    """`importo` in euro, monthly when `mesi` is given. `che_cosa_cambia` answers a commission that sent it back."""

    orientamento: str
    importo: Decimal
    mesi: int | None
    modo: str
    motivazione: str
    motivo_deroga: str = ""
    che_cosa_cambia: str = ""

    @property
    def totale(self) -> Decimal:
        return self.importo * (self.mesi or 1)


@transaction.atomic
def presenta_proposta(
    *, richiesta: Richiesta, dati: DatiProposta, operatore: Utente, al: datetime.date
) -> Proposta:
    """Freeze the istruttoria with the measure, the PAI and the papers, and put it before the commission.

    Raises DominioError with what is still missing, or when the proposal contradicts the istruttoria.
    """
    riga = blocca(richiesta)
    mossa = "riproponi" if riga.stato in DOPO_LA_COMMISSIONE else "proponi"
    TABELLA_RICHIESTA.verifica(riga.stato, mossa)
    precedente = gia_esaminata(riga)
    if precedente is not None and not dati.che_cosa_cambia.strip():
        raise DominioError(
            "Scrivi che cosa è cambiato: la commissione lo legge per primo.", campo="che_cosa_cambia"
        )
    rivista = esamina(riga, al=al)
    if rivista.mancanze:
        rimedio = " Riprendi l'istruttoria e poi proponi." if mossa == "riproponi" else ""
        raise DominioError(f"L'istruttoria non è ancora completa. {rivista.mancanze[0]}{rimedio}")
    esame = esamina(riga, al=al, importi=Importi(importo=dati.importo, mesi=dati.mesi))
    _verifica(dati, esame)
    istruttoria = foto_istruttoria(esame, rivista)
    contenuto = {
        **contenuto_esaminato(esame),
        "proposta": {
            **{nome: str(valore) for nome, valore in asdict(dati).items() if valore not in (None, "")},
            "totale": str(dati.totale),
        },
        "differenze_pai": differenze_dal_pai(riga, importo=dati.importo, mesi=dati.mesi, modo=dati.modo),
    }
    if precedente is not None:
        contenuto["dopo_il_rinvio"] = dopo_il_rinvio(riga, precedente, contenuto)
    if riga.stato == StatoRichiesta.RINVIATA:
        chiudi_rinvio(riga, documenti_il=None, al=al)
    in_deroga = dati.orientamento == Orientamento.IN_DEROGA
    proposta = Proposta.objects.create(
        richiesta=riga,
        numero=riga.proposte.count() + 1,
        misura=riga.misura,
        autore=operatore,
        importo=dati.importo,
        mesi=dati.mesi,
        totale=dati.totale,
        modo=dati.modo,
        in_deroga=in_deroga,
        motivazione=dati.motivazione.strip(),
        istruttoria=istruttoria,
        contenuto=contenuto,
        impronta=impronta_di(istruttoria, contenuto),
    )
    riga.in_deroga, riga.motivo_deroga = in_deroga, dati.motivo_deroga.strip() if in_deroga else ""
    riga.aggiornato_da = operatore
    esegui_mossa(riga, TABELLA_RICHIESTA, mossa, operatore=operatore, motivo=dati.che_cosa_cambia.strip())
    aggiorna_termine(riga, al=al)
    if precedente is not None:
        metti_nella_prossima_seduta(proposta, operatore=operatore)
    return proposta


@transaction.atomic
def ritira_proposta(*, richiesta: Richiesta, motivo: str, operatore: Utente, al: datetime.date) -> Richiesta:
    """Take it back before it is on an agenda: it stays readable, marked."""
    riga = blocca(richiesta)
    esegui_mossa(riga, TABELLA_RICHIESTA, "ritira_proposta", operatore=operatore, motivo=motivo)
    ultima = riga.proposte.filter(ritirata_il__isnull=True).order_by("-numero").first()
    if ultima is not None:
        ultima.ritirata_il = timezone.now()
        ultima.save(update_fields=["ritirata_il"])
    return aggiorna_termine(riga, al=al)


def impronta_di(istruttoria: dict[str, Any], contenuto: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of all that is frozen: who votes carries it."""
    return impronta_del_contenuto({"istruttoria": istruttoria, "contenuto": contenuto})


def gia_esaminata(richiesta: Richiesta) -> Proposta | None:
    """The last proposal on which the commission has already spoken; what comes next answers it."""
    righe = richiesta.proposte.filter(
        ritirata_il__isnull=True, voci__esito__gt="", voci__tolta_il__isnull=True
    )
    return righe.order_by("-numero").first()


def _verifica(dati: DatiProposta, esame: EsameRichiesta) -> None:
    if not dati.motivazione.strip():
        raise DominioError("Scrivi la motivazione della proposta.", campo="motivazione")
    if dati.importo <= 0:
        raise DominioError("Scrivi un importo maggiore di zero.", campo="importo")
    ferma = next((r.riga for r in esame.righe if r.ferma), None)
    if ferma is not None:
        raise DominioError(f"Con questi importi manca qualcosa. {ferma.requisito}: {ferma.spiegazione}")
    da_superare = next((r for r in esame.righe if r.da_superare), None)
    if da_superare is not None and dati.orientamento != Orientamento.NON_ACCOGLIERE:
        raise DominioError(
            f"{da_superare.riga.spiegazione} Per proporre di accogliere, il coordinamento scrive prima perché "
            f"si supera ({da_superare.superabile}).",
            campo="orientamento",
        )
    if esame.vietata and dati.orientamento == Orientamento.ACCOGLIERE:
        raise DominioError(
            f"{_primo_divieto(esame)} Proponi di non accogliere, cambia l'importo, oppure chiedi la deroga.",
            campo="orientamento",
        )
    if dati.orientamento == Orientamento.IN_DEROGA:
        _verifica_deroga(dati, esame)


def _primo_divieto(esame: EsameRichiesta) -> str:
    riga = next(r.riga for r in esame.righe if r.vieta)
    return f"{riga.spiegazione} ({riga.articolo})."


def _verifica_deroga(dati: DatiProposta, esame: EsameRichiesta) -> None:
    if esame.letta.deroga is None:
        raise DominioError("Il regolamento di questa misura non prevede deroghe.", campo="orientamento")
    if not dati.motivo_deroga.strip():
        raise DominioError("Scrivi perché si chiede la deroga.", campo="motivo_deroga")
