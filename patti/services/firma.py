"""Collect signatures and refusals, and close them: from here the version never changes."""

import datetime
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.carica import carica_documento
from adi_platform.errori import DominioError
from adi_platform.norme.esito import Esito, Livello
from adi_platform.organizzazione.models import Utente
from adi_platform.workflow.motivi import motivo_scritto
from cases.enums import Obbligo, StatoCaso
from cases.models import CasoAdi, ComponenteCaso
from cases.services.casi import muovi_caso, registra_patto_sottoscritto
from patti.documents.contesti import impronta_testo
from patti.documents.firme import chi_firma, nome_di
from patti.enums import ModoFirma, StatoPatto
from patti.models import FirmaPatto, Patto
from patti.rules.firme import ART_FIRME, ART_FIRME_PAI, PosizioneFirma, verifica_firme
from patti.services.archivia import registra_patto_firmato
from patti.services.fotografia import componenti_attuali
from patti.services.inizia import mossa_all_inizio
from patti.services.monitora import imposta_verifica
from patti.services.stampa import stampa_patto_firmato
from patti.signals import patto_sottoscritto
from patti.transizioni import TABELLA_PATTO

TIPO_FIRMA = "patti.firma"
TIPO_COPIA = "patti.copia_firmata"
STATI_PRONTI = (
    StatoCaso.ANALIZZATO,
    StatoCaso.PATTO_IN_DEFINIZIONE,
    StatoCaso.PATTO_SOTTOSCRITTO,
    StatoCaso.MONITORAGGIO,
)


@transaction.atomic
def firma_sullo_schermo(
    *,
    patto: Patto,
    componente: ComponenteCaso | None,
    disegno: UploadedFile[bytes],
    luogo: str,
    operatore: Utente,
    quando: datetime.datetime | None = None,
) -> FirmaPatto:
    """A signature drawn after reading the summary. Without `componente` the case manager signs."""
    riga = _da_firmare(patto, componente)
    documento = carica_documento(
        ambito=riga.caso.ambito,
        operatore=operatore,
        tipo=TIPO_FIRMA,
        titolo=f"Firma di {_chi(riga, componente)}",
        file=disegno,
        caso_id=riga.caso_id,
        oggetto_tipo=TIPO_FIRMA,
        oggetto_id=riga.pk,
    )
    return _registra(
        riga,
        componente,
        modo=ModoFirma.SCHERMO,
        luogo=luogo,
        operatore=operatore,
        documento=documento,
        quando=quando,
    )


@transaction.atomic
def firma_su_carta(
    *,
    patto: Patto,
    componente: ComponenteCaso | None,
    copia: UploadedFile[bytes],
    attestazione: str,
    luogo: str,
    operatore: Utente,
) -> FirmaPatto:
    """A signature on the printed copy: the scan is kept with the attestation of conformity."""
    riga = _da_firmare(patto, componente)
    if not attestazione.strip():
        raise DominioError("Attesta che la copia è conforme all'originale.", campo="attestazione")
    documento = carica_documento(
        ambito=riga.caso.ambito,
        operatore=operatore,
        tipo=TIPO_COPIA,
        titolo=f"{riga.nome} firmato su carta da {_chi(riga, componente)}",
        file=copia,
        caso_id=riga.caso_id,
        attestazione=attestazione,
        oggetto_tipo=TIPO_FIRMA,
        oggetto_id=riga.pk,
    )
    return _registra(
        riga,
        componente,
        modo=ModoFirma.CARTA,
        luogo=luogo,
        operatore=operatore,
        documento=documento,
        attestazione=attestazione,
    )


@transaction.atomic
def registra_rifiuto(
    *, patto: Patto, componente: ComponenteCaso, motivo: str, luogo: str, operatore: Utente
) -> FirmaPatto:
    """A member does not sign and says why (`motivo_scritto`). It is a fact: nothing follows by itself."""
    riga = _da_firmare(patto, componente)
    if not motivo_scritto(motivo):
        raise DominioError(
            "Scrivi perché la persona non firma, con le sue parole: una frase, non una parola sola.",
            campo="motivo",
        )
    return _registra(
        riga, componente, modo=ModoFirma.RIFIUTO, luogo=luogo, operatore=operatore, motivo=motivo
    )


@transaction.atomic
def chiudi_firme(*, patto: Patto, operatore: Utente, luogo: str, al: datetime.date) -> Patto:
    """All have signed or refused: the version is signed, monitoring begins, the numbered copy is printed."""
    CasoAdi.objects.select_for_update(of=("self",)).get(pk=patto.caso_id)
    riga = blocca(patto)
    TABELLA_PATTO.verifica(riga.stato, "sottoscrivi")
    mancanze = [m for m in stato_firme(riga).motivi if m.livello != Livello.AVVISO]
    if mancanze:
        raise DominioError(mancanze[0].testo)
    _sostituisci_precedente(riga, operatore, al)
    esegui_mossa(
        riga,
        TABELLA_PATTO,
        "sottoscrivi",
        operatore=operatore,
        campi={"sottoscritto_il": al, "luogo_firma": luogo, "impronta_testo": impronta_testo(riga)},
    )
    _avanza_caso(riga, operatore, al)
    imposta_verifica(riga, decorre_dal=al, entro=riga.prima_verifica)
    patto_sottoscritto.send(sender=Patto, patto=riga, operatore=operatore)
    riga.registrazione = registra_patto_firmato(patto=riga, operatore=operatore)
    riga.documento = stampa_patto_firmato(patto=riga, operatore=operatore)
    riga.save()
    return riga


def stato_firme(patto: Patto) -> Esito:
    """What is missing before the signatures can be closed, by the visible rule."""
    firme = {f.componente_id: f for f in firme_valide(patto)}
    adulti = tuple(_posizione(patto, c, firme.get(c.pk)) for c in firmatari(patto))
    servizio = firme.get(None)
    posizione = PosizioneFirma(
        nome=str(patto.case_manager),
        modo=servizio.modo if servizio else "",
        impronta=servizio.impronta_testo if servizio else "",
    )
    return verifica_firme(
        adulti=adulti,
        servizio=posizione,
        impronta=impronta_testo(patto),
        articolo=ART_FIRME_PAI if patto.del_pai else ART_FIRME,
    )


def firmatari(patto: Patto) -> list[ComponenteCaso]:
    """Who is called to sign today: each signs or says no."""
    oggi = patto.sottoscritto_il or timezone.localdate()
    return chi_firma(patto, componenti_attuali(patto.caso), al=oggi)


def firme_valide(patto: Patto) -> Sequence[FirmaPatto]:
    righe = patto.firme.filter(annullata_il__isnull=True)
    return list(righe.select_related("componente__persona", "documento", "raccolta_da"))


def _da_firmare(patto: Patto, componente: ComponenteCaso | None) -> Patto:
    riga = blocca(patto)
    if riga.stato != StatoPatto.CONDIVISO:
        raise DominioError("Le firme si raccolgono quando il testo è condiviso e non ancora chiuso.")
    if componente is not None and componente.pk not in {c.pk for c in firmatari(riga)}:
        raise DominioError("Firma solo un adulto che fa parte della famiglia.")
    if riga.firme.filter(componente=componente, annullata_il__isnull=True).exists():
        raise DominioError("Questa firma c'è già.")
    return riga


def _registra(
    patto: Patto,
    componente: ComponenteCaso | None,
    *,
    modo: ModoFirma,
    luogo: str,
    operatore: Utente,
    documento: Documento | None = None,
    motivo: str = "",
    attestazione: str = "",
    quando: datetime.datetime | None = None,
) -> FirmaPatto:
    return FirmaPatto.objects.create(
        patto=patto,
        componente=componente,
        modo=modo,
        firmata_il=quando or timezone.now(),
        luogo=luogo,
        motivo_rifiuto=motivo,
        attestazione=attestazione,
        impronta_testo=impronta_testo(patto),
        documento=documento,
        raccolta_da=operatore,
    )


def _posizione(patto: Patto, componente: ComponenteCaso, firma: FirmaPatto | None) -> PosizioneFirma:
    return PosizioneFirma(
        nome=nome_di(componente),
        modo=firma.modo if firma else "",
        obbligata=not patto.del_pai and componente.obbligo == Obbligo.OBBLIGATO,
        impronta=firma.impronta_testo if firma else "",
    )


def _chi(patto: Patto, componente: ComponenteCaso | None) -> str:
    return nome_di(componente) if componente else str(patto.case_manager)


def _sostituisci_precedente(patto: Patto, operatore: Utente, al: datetime.date) -> None:
    """The version that this one revises leaves the field in the same transaction."""
    if patto.precedente_id is None:
        return
    vecchio = Patto.objects.select_for_update(of=("self",)).get(pk=patto.precedente_id)
    esegui_mossa(vecchio, TABELLA_PATTO, "aggiorna", operatore=operatore, campi={"chiuso_il": al})


def _avanza_caso(patto: Patto, operatore: Utente, al: datetime.date) -> None:
    """Along the path of the case, one move at a time; a revision finds it already in monitoring.

    The PaIS leads an AdI case, the PAI one from the counter: a PAI signed beside a PaIS moves nothing.
    """
    caso = patto.caso
    if patto.del_pai and caso.adi:
        return
    mossa = mossa_all_inizio(caso, patto.tipo)
    if mossa:
        caso = muovi_caso(caso=caso, mossa=mossa, operatore=operatore, al=al)
    if caso.stato not in STATI_PRONTI:
        raise DominioError("Prima di chiudere le firme concludi l'Analisi preliminare.")
    if caso.stato == StatoCaso.PATTO_IN_DEFINIZIONE:
        caso = registra_patto_sottoscritto(caso=caso, il=al, operatore=operatore, al=al)
    if caso.stato == StatoCaso.PATTO_SOTTOSCRITTO:
        muovi_caso(caso=caso, mossa="avvia_monitoraggio", operatore=operatore, al=al)
