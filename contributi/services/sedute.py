"""Convene the sessions, write the agenda from the ready proposals, send it with the versions pinned."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.calendario.giorni import Calendario
from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.repertorio.services.registra import ora_della_banca_dati
from adi_platform.riunioni.enums import Organo
from adi_platform.riunioni.services.riunioni import Dove, aggiungi_punto, convoca_riunione, muovi_riunione
from contributi.enums import RuoloCommissione, StatoRichiesta, StatoSeduta
from contributi.models import Commissione, Proposta, Richiesta, Seduta, VoceSeduta
from contributi.services.avvisi_commissione import avvisa
from contributi.services.elettorato import componenti_votanti, escludi_chi_segue, in_carica
from contributi.services.urgenze import lascia_alla_prossima, prese_di, scrivi_prese_d_atto
from contributi.transizioni import TABELLA_RICHIESTA, TABELLA_SEDUTA

DURATA_RIUNIONE = datetime.timedelta(hours=2)
PUNTO = "Domanda {segnatura}, proposta n. {numero}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finestra:
    """When the commission meets and from when to when one may vote."""

    riunione_il: datetime.datetime
    apre_il: datetime.datetime
    chiude_il: datetime.datetime

    def fra_mesi(self, mesi: int) -> "Finestra":
        """The same window in a later month; there a holiday, which nobody chose, gives way to a working day."""
        if mesi == 0:
            return self
        giorno = aggiungi_mesi(timezone.localdate(self.riunione_il), mesi)
        passo = Calendario().primo_lavorativo(giorno) - timezone.localdate(self.riunione_il)
        return Finestra(
            riunione_il=_piu_giorni(self.riunione_il, passo),
            apre_il=_piu_giorni(self.apre_il, passo),
            chiude_il=_piu_giorni(self.chiude_il, passo),
        )


@transaction.atomic
def convoca_seduta(
    *,
    commissione: Commissione,
    finestra: Finestra,
    dove: Dove,
    operatore: Utente,
    segretario: Utente | None = None,
) -> Seduta:
    """A session with its meeting; members in office on that day get the invitation."""
    riga = blocca(commissione)
    if finestra.chiude_il <= finestra.apre_il:
        raise DominioError("La votazione si chiude dopo l'apertura.", campo="chiude_il")
    if finestra.apre_il <= timezone.now():
        raise DominioError("Scegli un giorno e un'ora che devono ancora venire.", campo="apre_il")
    gia = riga.sedute.exclude(stato=StatoSeduta.ANNULLATA).filter(riunione__inizio=finestra.riunione_il)
    if gia.exists():
        raise DominioError("A quell'ora c'è già una seduta di questa commissione.", campo="riunione_il")
    giorno = timezone.localdate(finestra.riunione_il)
    componenti = in_carica(riga, al=giorno)
    if not componenti_votanti(riga, al=giorno):
        raise DominioError("In quel giorno la commissione non ha componenti in carica: prima nominali.")
    numero = (riga.sedute.filter(anno=giorno.year).aggregate(n=Max("numero"))["n"] or 0) + 1
    di_diritto = next((c.utente for c in componenti if c.ruolo == RuoloCommissione.SEGRETARIO), operatore)
    riunione = convoca_riunione(
        ambito=riga.ambito,
        organo=Organo.COMMISSIONE,
        titolo=f"Commissione tecnica, seduta n. {numero}/{giorno.year}",
        inizio=finestra.riunione_il,
        fine=finestra.riunione_il + DURATA_RIUNIONE,
        dove=dove,
        segretario=segretario or di_diritto,
        invitati=[(u, r) for u, r in {c.utente: c.get_ruolo_display() for c in componenti}.items()],
        operatore=operatore,
    )
    seduta = Seduta.objects.create(
        commissione=riga,
        riunione=riunione,
        anno=giorno.year,
        numero=numero,
        apre_il=finestra.apre_il,
        chiude_il=finestra.chiude_il,
        aggiornato_da=operatore,
    )
    avvisa(seduta, "convocazione", [c.utente for c in componenti], con_invito=True)
    return seduta


@transaction.atomic
def convoca_serie(
    *, commissione: Commissione, finestra: Finestra, dove: Dove, mesi: int, operatore: Utente
) -> list[Seduta]:
    """One session a month, the first included (art. 18: "di norma a cadenza mensile")."""
    return [
        convoca_seduta(commissione=commissione, finestra=finestra.fra_mesi(n), dove=dove, operatore=operatore)
        for n in range(mesi)
    ]


def proposte_pronte(commissione: Commissione) -> QuerySet[Proposta]:
    """What the unit has put before the commission and no agenda holds yet, oldest first."""
    return (
        Proposta.objects.filter(
            richiesta__stato=StatoRichiesta.PROPOSTA,
            richiesta__ambito=commissione.ambito_id,
            richiesta__comune__unita=commissione.unita_id,
            ritirata_il__isnull=True,
        )
        .order_by("richiesta_id", "-numero")
        .distinct("richiesta_id")
        .select_related("richiesta__registrazione", "misura")
    )


@transaction.atomic
def metti_all_odg(*, seduta: Seduta, proposta: Proposta, operatore: Utente) -> VoceSeduta:
    """Put a ready proposal at the end of the agenda, before the agenda is sent."""
    riga = blocca(seduta)
    if riga.stato != StatoSeduta.CONVOCATA:
        raise DominioError(
            "L'ordine del giorno è già stato inviato: metti la proposta nella prossima seduta."
        )
    richiesta = blocca(Richiesta(pk=proposta.richiesta_id))
    ultima = proposte_pronte(riga.commissione).filter(richiesta=richiesta).first()
    if ultima is None or ultima.pk != proposta.pk:
        raise DominioError("Questa proposta non è più pronta: aggiorna la pagina.")
    esegui_mossa(richiesta, TABELLA_RICHIESTA, "metti_all_odg", operatore=operatore)
    segnatura = richiesta.registrazione.segnatura if richiesta.registrazione else "senza numero"
    punto = aggiungi_punto(
        riunione=riga.riunione, titolo=PUNTO.format(segnatura=segnatura, numero=proposta.numero)
    )
    return VoceSeduta.objects.create(seduta=riga, punto=punto, proposta=proposta, ordine=punto.ordine)


def metti_nella_prossima_seduta(proposta: Proposta, *, operatore: Utente) -> VoceSeduta | None:
    """What the commission sent back returns to its next session, if it is convened and its agenda not yet sent.

    Read under its lock: an agenda that leaves at the same moment is no longer found.
    """
    unita = proposta.richiesta.comune.unita_id if proposta.richiesta.comune else None
    seduta = (
        Seduta.objects.filter(
            commissione__unita=unita, stato=StatoSeduta.CONVOCATA, apre_il__gt=timezone.now()
        )
        .select_for_update(of=("self",))
        .order_by("apre_il", "pk")
        .first()
    )
    return metti_all_odg(seduta=seduta, proposta=proposta, operatore=operatore) if seduta else None


@transaction.atomic
def togli_dall_odg(*, voce: VoceSeduta, motivo: str, operatore: Utente) -> VoceSeduta:
    """Take a proposal off before the vote opens: it is ready again for another session."""
    seduta = blocca(voce.seduta)
    if seduta.stato not in (StatoSeduta.CONVOCATA, StatoSeduta.ODG_INVIATO):
        raise DominioError("La votazione è già aperta: la proposta resta all'ordine del giorno.")
    riga = blocca(voce)
    if riga.tolta_il is not None:
        raise DominioError("Questa proposta è già stata tolta.")
    richiesta = blocca(Richiesta(pk=riga.proposta.richiesta_id))
    esegui_mossa(richiesta, TABELLA_RICHIESTA, "togli_dall_odg", operatore=operatore, motivo=motivo)
    riga.tolta_il, riga.motivo_tolta = timezone.now(), motivo[:300]
    riga.save()
    return riga


@transaction.atomic
def invia_odg(*, seduta: Seduta, operatore: Utente) -> Seduta:
    """Pin the version of each proposal, write who is excluded as of now, tell the members."""
    riga = blocca(seduta)
    voci = list(voci_in_discussione(riga))
    if riga.stato == StatoSeduta.CONVOCATA and not voci and not prese_di(riga):
        raise DominioError("L'ordine del giorno è vuoto: aggiungi almeno una proposta.")
    ora = ora_della_banca_dati()
    for voce in voci:
        voce.impronta = voce.proposta.impronta
        voce.save()
    riga.aggiornato_da = operatore
    esegui_mossa(riga, TABELLA_SEDUTA, "invia_odg", operatore=operatore, campi={"odg_inviato_il": ora})
    escludi_chi_segue(voci, dal=ora)
    scrivi_prese_d_atto(riga)
    componenti = in_carica(riga.commissione, al=timezone.localdate(riga.apre_il))
    avvisa(riga, "ordine_del_giorno", [c.utente for c in componenti], voci=voci)
    return riga


@transaction.atomic
def annulla_seduta(*, seduta: Seduta, motivo: str, operatore: Utente) -> Seduta:
    """Not held: its proposals are ready again, the calendars lose the meeting."""
    riga = blocca(seduta)
    for voce in voci_in_discussione(riga):
        togli_dall_odg(voce=voce, motivo=motivo, operatore=operatore)
    lascia_alla_prossima(riga)
    riga.aggiornato_da = operatore
    esegui_mossa(riga, TABELLA_SEDUTA, "annulla", operatore=operatore, motivo=motivo)
    riga.riunione = muovi_riunione(
        riunione=riga.riunione, mossa="annulla", operatore=operatore, motivo=motivo
    )
    componenti = in_carica(riga.commissione, al=timezone.localdate(riga.riunione.inizio))
    avvisa(riga, "annullamento", [c.utente for c in componenti], con_invito=True)
    return riga


def voci_in_discussione(seduta: Seduta) -> QuerySet[VoceSeduta]:
    """The agenda without what was taken off, in order, with what the pages and the count read."""
    return (
        seduta.voci.filter(tolta_il__isnull=True)
        .select_related(
            "seduta__commissione",
            "punto",
            "proposta__autore",
            "proposta__misura",
            "proposta__richiesta__assistente",
            "proposta__richiesta__caso",
            "proposta__richiesta__pai__case_manager",
            "proposta__richiesta__registrazione",
        )
        .order_by("ordine")
    )


def _piu_giorni(istante: datetime.datetime, passo: datetime.timedelta) -> datetime.datetime:
    """The same hour on the clock of Rome, also across the change of the hour."""
    locale = timezone.localtime(istante)
    return timezone.make_aware(datetime.datetime.combine(locale.date() + passo, locale.time()))
