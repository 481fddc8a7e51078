"""The adoption of an act: what still forbids it, then its number, its frozen text, its PDF. It never changes after."""

import datetime
from decimal import Decimal

from django.db import transaction

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.errori import DominioError
from adi_platform.norme.esito import Esito, Livello
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.repertorio.catena import canonico, sha256
from adi_platform.repertorio.services.registra import registra
from cases.models import Nucleo
from contributi.documents.atto import Contesto, contesto_atto, preavviso_di
from contributi.enums import (
    TIPI_DI_CONCESSIONE,
    TIPI_SUCCESSIVI,
    Corsia,
    StatoProvvedimento,
    TipoProvvedimento,
)
from contributi.models import Provvedimento, Richiesta
from contributi.rules.decisione import (
    FotoAtto,
    in_corsia_urgente,
    mancanze_dell_atto,
    mossa_di,
)
from contributi.services.contesto_norme import come_dati
from contributi.services.fatti_richiesta import Importi
from contributi.services.foto_istruttoria import istruttoria_sommaria
from contributi.services.limiti import entro_la_deroga, limiti_superati
from contributi.services.preavvisi import foto_preavviso
from contributi.services.provvedimenti import CON_IMPORTI, incoerenze_di, solo_bozza
from contributi.services.pubblicazione import apri_pubblicazione
from contributi.services.requisiti_scoperti import requisiti_scoperti
from contributi.services.rinnovi import ammette_deroga
from contributi.services.sostegno_del_pai import concordato_nel_pai
from contributi.services.termine import aggiorna_termine
from contributi.signals import provvedimento_adottato
from contributi.transizioni import TABELLA_RICHIESTA

TIPO_ATTO = "contributi.provvedimento"
REGISTRO = "provvedimenti"
# Where the page shows what forbids the adoption; a cap is told beside the amount.
SENZA_CAMPO = (
    *("STATO", "PROPOSTA", "DEROGA", "REQUISITO", "PREAVVISO", "AVVIO"),
    *("RICEVIMENTO", "OSSERVAZIONI", "RISPOSTE"),
)
CAMPO_PER_MOTIVO = {
    **dict.fromkeys(SENZA_CAMPO, ""),
    "MOTIVAZIONE": "motivazione",
    "ARTICOLI": "articoli",
    "PERIODO": "dal",
    "CONDIZIONI": "condizioni",
    "MOTIVI_NUOVI": "motivi_nuovi",
    "CAUTELARE": "motivo_cautelare",
    "CONCESSIONE": "",
    "DURATA": "mesi",
    "CICLO": "mesi",
}


@transaction.atomic
def adotta_provvedimento(
    *, provvedimento: Provvedimento, versione: int, operatore: Utente, al: datetime.date
) -> Provvedimento:
    """Adopt: the request moves, the text is frozen and numbered, the PDF asked for.

    The household is locked first: two grants to the same family see each other in the yearly total.
    """
    blocca_nucleo(provvedimento.richiesta)
    richiesta = blocca(provvedimento.richiesta)
    riga = Provvedimento.blocca_versione(pk=provvedimento.pk, attesa=versione)
    riga.richiesta = richiesta
    solo_bozza(riga)
    foto = foto_di(riga, al=al)
    bloccanti = [m for m in mancanze_dell_atto(foto).motivi if m.livello != Livello.AVVISO]
    if bloccanti:
        primo = bloccanti[0]
        campo = CAMPO_PER_MOTIVO.get(primo.codice, "importo")
        raise DominioError(f"{primo.testo} ({primo.articolo})", campo=campo)
    if in_corsia_urgente(foto) and riga.tipo == TipoProvvedimento.CONCESSIONE:
        importi = Importi(importo=riga.importo or Decimal(0), mesi=riga.mesi)
        riga.istruttoria = istruttoria_sommaria(richiesta, importi, al=al)
    _muovi(riga, richiesta, foto, operatore)
    avvio = preavviso_di(riga) if riga.tipo in TIPI_SUCCESSIVI else None
    riga.stato, riga.adottato_il, riga.adottato_da = StatoProvvedimento.ADOTTATO, al, operatore
    riga.aggiornato_da = operatore
    _fissa_il_testo(riga, operatore, al)
    riga.save()
    riga.documento = _stampa(riga, operatore)
    riga.save()
    if avvio is not None:
        avvio.atto, avvio.aggiornato_da = riga, operatore
        avvio.save()
    if riga.tipo in CON_IMPORTI:
        apri_pubblicazione(provvedimento=riga)
    aggiorna_termine(richiesta, al=al)
    provvedimento_adottato.send(sender=Provvedimento, provvedimento=riga, operatore=operatore)
    return riga


def blocca_nucleo(richiesta: Richiesta) -> None:
    Nucleo.objects.select_for_update(of=("self",)).get(pk=richiesta.caso.nucleo_id)


def mancanze_di(provvedimento: Provvedimento, *, al: datetime.date) -> Esito:
    """What the draft still needs, with the articles, and what deserves a second look."""
    return mancanze_dell_atto(foto_di(provvedimento, al=al))


def foto_di(provvedimento: Provvedimento, *, al: datetime.date) -> FotoAtto:
    richiesta, proposta = provvedimento.richiesta, provvedimento.proposta
    return FotoAtto(
        tipo=provvedimento.tipo,
        stato_richiesta=richiesta.stato,
        urgente=richiesta.corsia == Corsia.URGENTE,
        con_proposta=proposta is not None,
        proposta_in_deroga=proposta is not None and proposta.in_deroga,
        totale_proposto=proposta.totale if proposta else None,
        totale_chiesto=richiesta.importo * (richiesta.mesi or 1),
        totale_concordato=concordato_nel_pai(richiesta),
        totale=provvedimento.totale,
        motivazione=provvedimento.motivazione,
        articoli=provvedimento.articoli,
        condizioni=provvedimento.condizioni,
        motivi_nuovi=provvedimento.motivi_nuovi,
        motivo_cautelare=provvedimento.motivo_cautelare,
        dal=provvedimento.dal,
        al=provvedimento.al,
        incoerenze=tuple(testo for _, testo in incoerenze_di(provvedimento)),
        con_concessione=provvedimento.riguarda_id is not None,
        preavviso=foto_preavviso(preavviso_di(provvedimento), al=al),
        oltre_i_limiti=limiti_superati(provvedimento, al=al) if provvedimento.tipo in CON_IMPORTI else (),
        entro_la_deroga=entro_la_deroga(provvedimento, al=al),
        deroga_ammessa=ammette_deroga(provvedimento),
        scoperti=requisiti_scoperti(provvedimento, al=al)
        if provvedimento.tipo in TIPI_DI_CONCESSIONE
        else (),
    )


def contenuto_dell_atto(provvedimento: Provvedimento, *, operatore: Utente, al: datetime.date) -> Contesto:
    """The text as frozen, or as it would be if it were adopted now."""
    if provvedimento.testo:
        testo: Contesto = provvedimento.testo
        return testo
    return contesto_atto(
        provvedimento,
        numero="",
        il=al,
        dirigente=f"{operatore.nome} {operatore.cognome}",
        norme=norme_dell_ambito(provvedimento.richiesta.ambito_id),
    )


def _muovi(riga: Provvedimento, richiesta: Richiesta, foto: FotoAtto, operatore: Utente) -> None:
    mossa = mossa_di(foto)
    if mossa is not None:
        richiesta.aggiornato_da = operatore
        esegui_mossa(richiesta, TABELLA_RICHIESTA, mossa, operatore=operatore, motivo=riga.motivazione)


def _fissa_il_testo(riga: Provvedimento, operatore: Utente, al: datetime.date) -> None:
    """The imprint is that of the text without its number, which is the last thing taken."""
    norme = norme_dell_ambito(riga.richiesta.ambito_id)
    usati = [
        norme.valore(f"procedimento.{nome}", al=al)
        for nome in ("a11_atto_finale", "ricorso_tar_giorni", "ricorso_straordinario_giorni")
    ]
    riga.parametri = {"letti_al": al.isoformat(), "valori": come_dati(usati)}
    testo = contenuto_dell_atto(riga, operatore=operatore, al=al)
    riga.impronta = sha256(canonico({**testo, "numero": ""}))
    riga.registrazione = registra(
        ambito=riga.richiesta.ambito,
        registro=REGISTRO,
        oggetto=f"{riga.get_tipo_display()}, richiesta {testo['richiesta']}",
        documento_sha256=riga.impronta,
        operatore=operatore,
    )
    riga.testo = {**testo, "numero": riga.registrazione.segnatura}


def _stampa(riga: Provvedimento, operatore: Utente) -> Documento:
    return richiedi_documento(
        tipo=TIPO_ATTO,
        titolo=f"Provvedimento n. {riga.testo['numero']}",
        contesto={"atto": riga.testo, "impronta": riga.impronta, "omissis": False},
        ambito=riga.richiesta.ambito,
        operatore=operatore,
        chiave=f"provvedimento:{riga.pk}",
        caso_id=riga.richiesta.caso_id,
        oggetto_tipo=TIPO_ATTO,
        oggetto_id=riga.pk,
    )
