"""Open the vote, vote, declare a conflict. The clock is the database's, read under the lock of the session.

Who votes holds the row of the session FOR SHARE, who closes holds it FOR UPDATE: a vote is either before the
closing and counted, or refused.
"""

import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.services.accoda import accoda_lavoro
from adi_platform.repertorio.catena import canonico, sha256
from adi_platform.repertorio.services.registra import ora_della_banca_dati
from adi_platform.ui.formati import giorno_esteso
from adi_platform.ui.formati import ora as formato_ora
from contributi.enums import MotivoEsclusione, StatoSeduta
from contributi.models import CatenaVoti, Elettore, Esclusione, Seduta, VoceSeduta, Voto
from contributi.rules.voto import CON_MOTIVO, MANCA_IL_MOTIVO, Scelta, VotoDato, perche_rifiutato
from contributi.services.avvisi_commissione import avvisa
from contributi.services.elettorato import (
    escludi_chi_segue,
    fotografa_elettorato,
    votazione_di,
)
from contributi.services.regole_voto import regole_da_conservare, regole_lette
from contributi.services.sedute import voci_in_discussione
from contributi.transizioni import TABELLA_SEDUTA

LAVORO_CHIUSURA = "contributi.chiudi_seduta"
CHIUSA = "La votazione è chiusa: questo voto non è stato registrato."
CAMBIATA = "La proposta è cambiata dopo l'invio dell'ordine del giorno: non si può votare in questa seduta."


@transaction.atomic
def apri_voto(*, seduta: Seduta, operatore: Utente | None) -> Seduta:
    """Freeze the electorate and the rules, then open. `operatore` is None when the hour opens it."""
    riga = blocca(seduta)
    ora = ora_della_banca_dati()
    TABELLA_SEDUTA.verifica(riga.stato, "apri")
    if motivo_no := perche_non_si_apre(riga, ora=ora):
        raise DominioError(motivo_no)
    if ora >= riga.chiude_il:
        raise DominioError("L'ora di chiusura è già passata: annulla la seduta e convocane un'altra.")
    oggi = timezone.localdate(ora)
    elettori = fotografa_elettorato(riga, al=oggi)
    if not elettori:
        raise DominioError("Oggi la commissione non ha componenti in carica: prima nominali.")
    escludi_chi_segue(voci_in_discussione(riga), dal=ora)
    CatenaVoti.objects.create(seduta=riga)
    regole = regole_da_conservare(riga.commissione.ambito_id, al=oggi)
    riga.aggiornato_da = operatore
    campi: dict[str, Any] = {"aperta_il": ora, "regole": regole}
    esegui_mossa(riga, TABELLA_SEDUTA, "apri", operatore=operatore, campi=campi)
    avvisa(riga, "apertura", [e.utente for e in elettori])
    return riga


def perche_non_si_apre(seduta: Seduta, *, ora: datetime.datetime) -> str:
    """Members were called for an hour: nobody votes before it. The regulation allows no anticipation."""
    if ora >= seduta.apre_il:
        return ""
    quando = f"{giorno_esteso(seduta.apre_il)} alle {formato_ora(seduta.apre_il)}"
    return f"La votazione si apre {quando}, l'ora scritta nella convocazione."


@transaction.atomic
def vota(
    *, voce: VoceSeduta, scelta: str, operatore: Utente, motivo: str = "", impronta_letta: str = ""
) -> Voto:
    """One version of one vote. Raises DominioError with the reason when it cannot be taken.

    `impronta_letta`: the version that the page showed, when the vote comes from a page.
    """
    _tieni_aperta(voce.seduta_id)
    catena = CatenaVoti.objects.select_for_update().filter(seduta=voce.seduta_id).first()
    riga = voci_in_discussione(voce.seduta).filter(pk=voce.pk).first()
    if riga is None or catena is None or not riga.seduta.aperta:
        raise DominioError(CHIUSA if riga and riga.seduta.chiusa else "La votazione non è aperta.")
    if impronta_letta not in ("", riga.impronta):
        raise DominioError(CAMBIATA)
    persona = _persona_di(operatore)
    ora = ora_della_banca_dati()
    escludi_chi_segue([riga], dal=ora)
    elettori = list(riga.seduta.elettori.all())
    elettore = next((e for e in elettori if e.persona == persona), None)
    gia = list(riga.voti.filter(elettore__persona=persona).order_by("versione"))
    _verifica(riga, elettori, str(persona), ora=ora, scelta=scelta, motivo=motivo, ha_gia_votato=bool(gia))
    assert elettore is not None  # noqa: S101  checked by the rules just above
    voto = Voto(
        voce=riga,
        elettore=elettore,
        seduta=riga.seduta,
        utente=operatore,
        numero=catena.numero + 1,
        versione=len(gia) + 1,
        scelta=scelta,
        motivo=motivo.strip(),
        impronta_proposta=riga.impronta,
        espresso_il=ora,
        impronta_precedente=catena.impronta,
    )
    voto.impronta = impronta_del_voto(voto)
    _scrivi(voto)
    catena.numero, catena.impronta = voto.numero, voto.impronta
    catena.save(update_fields=["numero", "impronta"])
    chiudi_se_hanno_votato_tutti(riga.seduta, causa=f"voto:{voto.pk}")
    return voto


@transaction.atomic
def dichiara_conflitto(*, voce: VoceSeduta, operatore: Utente, spiegazione: str = "") -> Esclusione:
    """From now on this person does not decide on this proposal; a vote already given no longer counts."""
    _tieni_aperta(voce.seduta_id)
    seduta = Seduta.objects.get(pk=voce.seduta_id)
    ora = ora_della_banca_dati()
    if seduta.stato in (StatoSeduta.CHIUSA, StatoSeduta.ANNULLATA) or ora >= seduta.chiude_il:
        raise DominioError("La votazione è chiusa: scrivi al presidente della commissione.")
    esclusione, _ = Esclusione.objects.get_or_create(
        voce=voce,
        persona=_persona_di(operatore),
        motivo=MotivoEsclusione.CONFLITTO,
        defaults={"utente": operatore, "spiegazione": spiegazione.strip()[:300], "dal": ora},
    )
    if seduta.aperta:
        chiudi_se_hanno_votato_tutti(seduta, causa=f"conflitto:{esclusione.pk}")
    return esclusione


def mancano_voti(seduta: Seduta) -> int:
    """How many votes are still to be given by who may vote, over the whole agenda."""
    voci = list(seduta.voci.filter(tolta_il__isnull=True).values_list("pk", flat=True))
    persone = set(seduta.elettori.values_list("persona", flat=True))
    fuori = set(Esclusione.objects.filter(voce__in=voci).values_list("voce_id", "persona"))
    dati = set(seduta.voti.values_list("voce_id", "elettore__persona"))
    return sum((v, p) not in fuori and (v, p) not in dati for v in voci for p in persone)


def chiudi_se_hanno_votato_tutti(seduta: Seduta, *, causa: str) -> None:
    """Ask the worker to close, when the rules of the session allow it before the hour."""
    if seduta.regole.get("chiusura_anticipata") == "si" and not mancano_voti(seduta):
        accoda_lavoro(
            tipo=LAVORO_CHIUSURA,
            chiave=f"seduta:{seduta.pk}:chiudi:{causa}",
            dati={"seduta": seduta.pk},
            ambito_id=seduta.commissione.ambito_id,
        )


def impronta_del_voto(voto: Voto) -> str:
    """SHA-256 of the canonical JSON of the vote, which contains the one before it."""
    return sha256(
        canonico(
            {
                "seduta": voto.seduta_id,
                "numero": voto.numero,
                "voce": voto.voce_id,
                "persona": str(voto.elettore.persona),
                "utente": voto.utente_id,
                "versione": voto.versione,
                "scelta": str(voto.scelta),
                "motivo": voto.motivo,
                "impronta_proposta": voto.impronta_proposta,
                "espresso_il": voto.espresso_il.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
                "impronta_precedente": voto.impronta_precedente,
            }
        )
    )


def _verifica(
    voce: VoceSeduta,
    elettori: list[Elettore],
    persona: str,
    *,
    ora: datetime.datetime,
    scelta: str,
    motivo: str,
    ha_gia_votato: bool,
) -> None:
    if scelta not in set(Scelta):
        raise DominioError("Scegli uno dei quattro voti.", campo="scelta")
    votazione = votazione_di(voce, elettori=elettori, esclusioni=voce.esclusioni.all())
    prova = VotoDato(persona=persona, istante=ora, scelta=Scelta(scelta))
    regole = regole_lette(voce.seduta.regole)
    rifiuto = perche_rifiutato(votazione, regole, prova, ha_gia_votato=ha_gia_votato)
    if rifiuto:
        raise DominioError(rifiuto)
    if scelta in CON_MOTIVO and not motivo.strip():
        raise DominioError(MANCA_IL_MOTIVO, campo="motivo")


def _scrivi(voto: Voto) -> None:
    """The triggers have the last word: the hour may have struck, or the proposal changed, just now."""
    try:
        with transaction.atomic():
            voto.save(force_insert=True)
    except IntegrityError as errore:
        attuale = voto.voce.proposta.__class__.objects.get(pk=voto.voce.proposta_id)
        cambiata = attuale.ritirata_il is not None or attuale.impronta != voto.impronta_proposta
        raise DominioError(CAMBIATA if cambiata else CHIUSA) from errore


def _tieni_aperta(seduta_id: int) -> None:
    """Many may vote together; who closes waits for them, and they wait for who closes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM contributi_seduta WHERE id = %s FOR SHARE", [seduta_id])


def _persona_di(utente: Utente) -> UUID:
    """Read again: another account may have been joined to this person since the sign-in."""
    persona: UUID = Utente.objects.values_list("persona_fisica", flat=True).get(pk=utente.pk)
    return persona
