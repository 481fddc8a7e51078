"""The invitation to a meeting opens an extract to each person of another body, and closes it with the meeting."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.calendario.giorni import ROMA
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.riunioni.enums import StatoRiunione
from adi_platform.riunioni.models import Partecipante, Riunione
from cases.models import CasoAdi
from cases.transizioni import FINALI
from equipe.models import IncontroEquipe
from equipe.services.contenuti import parole_delle_riunioni, vista_di_funzione, viste
from protocollo.enums import CanaleDivulgazione, TipoProiezione
from protocollo.models import Condivisione, DestinatarioCondivisione
from protocollo.permissions import destinatari_in_vigore
from protocollo.proiezioni.viste import EstrattoRiunione, impronta
from protocollo.rules.invitati import persone_per_la_funzione
from protocollo.services.condivisioni import referenti_di
from protocollo.services.contenuti import finalita_per
from protocollo.services.divulgazioni import Uscita, registra_divulgazioni
from protocollo.services.proiezioni import fatti_di, vista_di
from protocollo.services.revoche import revoca

FINALITA = "FI.EQUIPE"
NON_SERVE_PIU = "La riunione non si tiene in quel giorno, o la persona non è più invitata."
UN_GIORNO = datetime.timedelta(days=1)


@transaction.atomic
def allinea(*, incontro: IncontroEquipe, operatore: Utente) -> None:
    """Grants as the list of the invited says now: given, revoked, handed to the colleague who goes instead."""
    caso = blocca(incontro.caso)
    riunione = Riunione.objects.get(pk=incontro.riunione_id)
    oggi = timezone.localdate()
    fino_al = _ultimo_giorno(riunione)
    attesi = {p.pk: p for p in _di_altri_enti(riunione, oggi)} if _si_tiene(caso, riunione, fino_al) else {}
    for condivisione in Condivisione.objects.filter(incontro=incontro, revocata_il__isnull=True).order_by(
        "pk"
    ):
        partecipante = attesi.get(condivisione.partecipante_id or 0)
        if partecipante is None or condivisione.al != fino_al:
            _revoca(condivisione, operatore=operatore, oggi=oggi)
        else:
            _allinea_destinatari(condivisione, partecipante, operatore=operatore, oggi=oggi)
            del attesi[partecipante.pk]
    tolti = _tolti_a_mano(incontro)
    for partecipante in attesi.values():
        if partecipante.pk not in tolti:
            _concedi(caso, incontro, partecipante, operatore=operatore, oggi=oggi, fino_al=fino_al)


def _tolti_a_mano(incontro: IncontroEquipe) -> set[int | None]:
    """Invited people from whom somebody of the office took the extract away: it does not come back by itself."""
    revocate = Condivisione.objects.filter(incontro=incontro, revocata_il__isnull=False)
    return set(revocate.exclude(motivo_revoca=NON_SERVE_PIU).values_list("partecipante", flat=True))


def estratto_riunione(condivisione: Condivisione | None, riunione: Riunione) -> EstrattoRiunione:
    """What the invited person reads; without a household only when and where."""
    regola = viste()[condivisione.vista] if condivisione else viste()["nessuna"]
    incontro = condivisione.incontro if condivisione else None
    vista = vista_di(condivisione) if condivisione else None
    motivi = parole_delle_riunioni()["motivi"]
    return EstrattoRiunione(
        inizio=riunione.inizio,
        fine=riunione.fine,
        luogo=riunione.luogo,
        collegamento=riunione.collegamento,
        motivo=motivi.get(incontro.motivo, "") if incontro and regola.motivo else "",
        punti=tuple(riunione.punti.order_by("ordine").values_list("titolo", flat=True)),
        persone=tuple(p.nome for p in vista.persone) if vista else (),
        riferimento=vista.riferimento if vista else "",
    )


def indirizzo_nel_portale(utente: Utente, riunione: Riunione) -> str:
    """Where a person of another body reads the invitation; empty for who is of the office."""
    return reverse("portale-riunione", args=[riunione.pk]) if utente.ente_id else ""


def _si_tiene(caso: CasoAdi, riunione: Riunione, fino_al: datetime.date) -> bool:
    spento = (StatoRiunione.RINVIATA, StatoRiunione.ANNULLATA)
    return caso.stato not in FINALI and riunione.stato not in spento and fino_al >= timezone.localdate()


def _ultimo_giorno(riunione: Riunione) -> datetime.date:
    giorno = riunione.fine.astimezone(ROMA).date()
    dopo = norme_dell_ambito(riunione.ambito_id).valore("rete.riunione_giorni_dopo", al=giorno).intero
    return giorno + datetime.timedelta(days=dopo)


def _di_altri_enti(riunione: Riunione, oggi: datetime.date) -> list[Partecipante]:
    """Invited people with an account of a body of the Ambito and the post in force."""
    righe = riunione.partecipanti.filter(utente__ente__ambito=riunione.ambito_id)
    return [
        p
        for p in righe.select_related("utente__ente", "delegato_utente").order_by("pk")
        if p.utente and p.utente.ente and p.utente in referenti_di(p.utente.ente, al=oggi)
    ]


def _concedi(
    caso: CasoAdi,
    incontro: IncontroEquipe,
    partecipante: Partecipante,
    *,
    operatore: Utente,
    oggi: datetime.date,
    fino_al: datetime.date,
) -> None:
    ente = partecipante.utente.ente if partecipante.utente else None
    if ente is None:
        return
    regola = vista_di_funzione(partecipante.funzione)
    voce = finalita_per(TipoProiezione.EQUIPE, al=oggi)[FINALITA]
    seguite = Condivisione.objects.in_vigore(oggi).filter(
        Exists(
            destinatari_in_vigore(oggi).filter(condivisione=OuterRef("pk"), utente=partecipante.utente_id)
        ),
        caso=caso,
        ente=ente,
    )
    persone = persone_per_la_funzione(
        regola.persone,
        fatti_di(caso),
        scelte=set(incontro.persone.values_list("pk", flat=True)),
        gia_seguite=set(seguite.filter(incontro__isnull=True).values_list("persone", flat=True)),
        al=oggi,
        norme=norme_dell_ambito(caso.ambito_id),
    )
    condivisione = Condivisione.objects.create(
        caso=caso,
        ente=ente,
        proiezione=TipoProiezione.EQUIPE,
        finalita=voce.testo,
        base_giuridica=voce.base,
        incontro=incontro,
        partecipante=partecipante,
        vista=regola.codice,
        dal=oggi,
        al=fino_al,
        concessa_da=operatore,
        aggiornato_da=operatore,
    )
    condivisione.persone.set(persone)
    _allinea_destinatari(condivisione, partecipante, operatore=operatore, oggi=oggi)


def _allinea_destinatari(
    condivisione: Condivisione, partecipante: Partecipante, *, operatore: Utente, oggi: datetime.date
) -> None:
    """Who was invited and, while it holds, the colleague who goes instead."""
    attesi = {u.pk: u for u in (partecipante.utente, partecipante.delegato_utente) if u is not None}
    gia = {d.utente_id: d for d in condivisione.destinatari.all()}
    for chiave, riga in gia.items():
        if chiave not in attesi and riga.al is None:
            riga.al, riga.aggiornato_da = oggi - UN_GIORNO, operatore
            riga.save()
    for chiave, utente in attesi.items():
        riga = gia.get(chiave) or DestinatarioCondivisione(condivisione=condivisione, utente=utente, dal=oggi)
        if riga.pk is not None and riga.al is None:
            continue
        riga.al, riga.aggiornato_da = None, operatore
        riga.delegato_da = partecipante.utente if chiave != partecipante.utente_id else None
        riga.save()
        _annota_la_lettera(condivisione, utente)


def _annota_la_lettera(condivisione: Condivisione, utente: Utente) -> None:
    """The letter is written by the floor below: neutral words and the calendar file."""
    contenuto = impronta({"incontro": condivisione.incontro_id, "utente": utente.pk})
    uscita = Uscita.di(condivisione, "invito senza dati", contenuto, CanaleDivulgazione.POSTA)
    registra_divulgazioni([uscita], utente=utente)


def _revoca(condivisione: Condivisione, *, operatore: Utente, oggi: datetime.date) -> None:
    revoca(
        condivisione=condivisione,
        motivo=NON_SERVE_PIU,
        operatore=operatore,
        adesso=timezone.now(),
        al=oggi,
    )
