"""The invitation to a meeting opens an extract to each person of another body, and closes it with the meeting."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.calendario.giorni import ROMA
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.riunioni.enums import StatoRiunione
from adi_platform.riunioni.models import Partecipante, Riunione
from cases.models import CasoAdi
from cases.transizioni import FINALI
from equipe.models import IncontroEquipe, MembroEquipe
from equipe.rules.ruoli import VistaRuolo
from equipe.services.anteprime import EstrattoInvitato
from equipe.services.contenuti import parole_delle_riunioni, vista_di_funzione, viste
from equipe.services.convocazioni import Convocazione
from protocollo.enums import TipoProiezione
from protocollo.models import Condivisione, DestinatarioCondivisione
from protocollo.permissions import destinatari_in_vigore
from protocollo.proiezioni.viste import EstrattoRiunione
from protocollo.rules.invitati import persone_per_la_funzione
from protocollo.services.condivisioni import referenti_di
from protocollo.services.contenuti import finalita_per
from protocollo.services.proiezioni import anteprima, che_cosa_serve, fatti_di, vista_di
from protocollo.services.revoche import revoca

FINALITA = "FI.EQUIPE"
NON_SERVE_PIU = "La riunione non si tiene in quel giorno, o la persona non è più invitata."
DATA_DI_NUOVO = "L'ufficio ha scelto di chi legge: al suo posto ce n'è un'altra."
UN_GIORNO = datetime.timedelta(days=1)


@transaction.atomic
def allinea(*, incontro: IncontroEquipe, operatore: Utente, aperti: Collection[int] = ()) -> None:
    """Grants as the list of the invited says now; `aperti`: to whom who convenes opens the names by hand."""
    caso = blocca(incontro.caso)
    riunione = Riunione.objects.get(pk=incontro.riunione_id)
    oggi = timezone.localdate()
    fino_al = _ultimo_giorno(riunione)
    si_tiene = _si_tiene(caso, riunione, fino_al)
    invitati = _di_altri_enti(riunione, oggi) if si_tiene else []
    usciti = _usciti_dall_equipe(caso) if invitati else set()
    attesi = {p.pk: p for p in invitati if p.utente_id not in usciti}
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
            _concedi(caso, incontro, partecipante, operatore=operatore, fino_al=fino_al, aperti=aperti)


@transaction.atomic
def apri_estratto(*, condivisione: Condivisione, persone: Collection[int], operatore: Utente) -> Condivisione:
    """The office says of whom that invited person reads; a grant is never edited, so another takes its place."""
    caso, riga = blocca(condivisione.caso), blocca(condivisione)
    oggi, incontro, partecipante = timezone.localdate(), riga.incontro, riga.partecipante
    if (
        incontro is None
        or partecipante is None
        or not Condivisione.objects.in_vigore(oggi).filter(pk=riga.pk)
    ):
        raise DominioError("Questo invito non è più in vigore.")
    presenti = {p.persona_id for p in fatti_di(caso)}
    if not persone or not set(persone) <= presenti:
        raise DominioError("Scegli di chi legge, fra le persone del nucleo.", campo="persone")
    _revoca(riga, operatore=operatore, oggi=oggi, motivo=DATA_DI_NUOVO)
    nuova = _concedi(caso, incontro, partecipante, operatore=operatore, fino_al=riga.al)
    if nuova is None:
        raise DominioError("Questa persona non ha un ente.")
    nuova.persone.set(persone)
    return nuova


def _usciti_dall_equipe(caso: CasoAdi) -> set[int | None]:
    """Whoever has left the team reads nothing more of its meetings, not even of those they came to."""
    righe = MembroEquipe.objects.filter(equipe__caso=caso, utente__isnull=False)
    dentro = righe.filter(al__isnull=True, equipe__sciolta_il__isnull=True)
    return set(righe.exclude(utente__in=dentro.values("utente")).values_list("utente", flat=True))


def _tolti_a_mano(incontro: IncontroEquipe) -> set[int | None]:
    """Invited people from whom somebody of the office took the extract away: it does not come back by itself."""
    revocate = Condivisione.objects.filter(incontro=incontro, revocata_il__isnull=False)
    return set(
        revocate.exclude(motivo_revoca__in=(NON_SERVE_PIU, DATA_DI_NUOVO)).values_list(
            "partecipante", flat=True
        )
    )


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
        recapiti=vista.recapiti_ufficio if vista else (),
        caso=f"caso n. {condivisione.caso_id}" if condivisione else "",
        **_che_cosa_serve(condivisione),
    )


def _che_cosa_serve(condivisione: Condivisione | None) -> dict[str, Any]:
    chi = condivisione.partecipante if condivisione else None
    if condivisione is None or chi is None:
        return {}
    persone = set(condivisione.persone.values_list("pk", flat=True))
    return che_cosa_serve(condivisione.caso, chi.funzione, persone=persone, vista=condivisione.vista)


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
    fino_al: datetime.date,
    aperti: Collection[int] = (),
) -> Condivisione | None:
    oggi, ente = timezone.localdate(), partecipante.utente.ente if partecipante.utente else None
    if ente is None:
        return None
    regola = vista_di_funzione(partecipante.funzione)
    voce = finalita_per(TipoProiezione.EQUIPE, al=oggi)[FINALITA]
    scelte = set(incontro.persone.values_list("pk", flat=True))
    persone = _persone(caso, regola, chi=partecipante.utente, scelte=scelte, oggi=oggi)
    # Moved, the meeting keeps what the office had opened by hand.
    a_mano = tuple(scelte) if partecipante.utente_id in aperti else ()
    persone = persone or _lette_prima(incontro, partecipante) or a_mano
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
    return condivisione


def _lette_prima(incontro: IncontroEquipe, partecipante: Partecipante) -> tuple[int, ...]:
    prima = Condivisione.objects.filter(incontro=incontro, partecipante=partecipante).order_by("-pk").first()
    return tuple(prima.persone.values_list("pk", flat=True)) if prima else ()


def estratti_previsti(caso: CasoAdi, dati: Convocazione) -> list[EstrattoInvitato]:
    """What `allinea` would open to each, computed by the same rules; nothing is written."""
    oggi, motivi = timezone.localdate(), parole_delle_riunioni()["motivi"]
    estratti = []
    for membro in dati.membri:
        if membro.utente is None or membro.utente.ente is None:
            continue
        regola = vista_di_funzione(membro.funzione)
        persone = _persone(caso, regola, chi=membro.utente, scelte=set(dati.persone), oggi=oggi)
        persone = persone or (tuple(dati.persone) if membro.utente_id in dati.aperti else ())
        vista = anteprima(
            caso=caso,
            proiezione=TipoProiezione.EQUIPE,
            persone=persone,
            con_iniziali=regola.come == "iniziali",
        )
        estratti.append(
            EstrattoInvitato(
                membro=membro,
                motivo=motivi.get(dati.motivo, "") if regola.motivo else "",
                persone=tuple(p.nome for p in vista.persone),
                **che_cosa_serve(caso, membro.funzione, persone=set(persone), vista=regola.codice),
            )
        )
    return estratti


def _persone(
    caso: CasoAdi, regola: VistaRuolo, *, chi: Utente | None, scelte: set[int], oggi: datetime.date
) -> tuple[int, ...]:
    """Of whom the function of that person reads."""
    if chi is None:
        return ()
    suo = destinatari_in_vigore(oggi).filter(condivisione=OuterRef("pk"), utente=chi)
    seguite = Condivisione.objects.in_vigore(oggi).filter(Exists(suo), caso=caso, ente=chi.ente_id)
    return persone_per_la_funzione(
        regola.persone,
        fatti_di(caso),
        scelte=scelte,
        gia_seguite=set(seguite.filter(incontro__isnull=True).values_list("persone", flat=True)),
        al=oggi,
        norme=norme_dell_ambito(caso.ambito_id),
    )


def _allinea_destinatari(
    condivisione: Condivisione, partecipante: Partecipante, *, operatore: Utente, oggi: datetime.date
) -> None:
    """Who was invited and, while it holds, the colleague who goes instead."""
    attesi = {u.pk: u for u in (partecipante.utente, partecipante.delegato_utente) if u is not None}
    aperte = {d.utente_id: d for d in condivisione.destinatari.filter(al__isnull=True)}
    for chiave, riga in aperte.items():
        if chiave not in attesi:
            riga.al, riga.aggiornato_da = oggi - UN_GIORNO, operatore
            riga.save()
    for chiave, utente in attesi.items():
        if chiave not in aperte:
            DestinatarioCondivisione.objects.create(
                condivisione=condivisione,
                utente=utente,
                delegato_da=partecipante.utente if chiave != partecipante.utente_id else None,
                dal=oggi,
                aggiornato_da=operatore,
            )


def _revoca(
    condivisione: Condivisione, *, operatore: Utente, oggi: datetime.date, motivo: str = NON_SERVE_PIU
) -> None:
    revoca(
        condivisione=condivisione,
        motivo=motivo,
        operatore=operatore,
        adesso=timezone.now(),
        al=oggi,
    )
