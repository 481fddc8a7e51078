"""Who shares, who sees what is shared, who looks after the people of a body."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ente, Incarico
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto
from adi_platform.riunioni.enums import StatoRiunione
from adi_platform.riunioni.models import Partecipante, Riunione
from cases.models import CasoAdi
from cases.permissions import caso_o_404, legge_i_motivi
from cases.transizioni import FINALI
from equipe.permissions import funzioni_in_equipe_di
from protocollo.enums import ALTRO_SERVIZIO, StatoQuesito
from protocollo.models import Condivisione, DestinatarioCondivisione, Invio, Quesito
from protocollo.querysets import QuesitoQuerySet, di_servizi_sanitari

PARTNER = Politica.ruoli(Ruolo.REFERENTE_PARTNER)
VEDE_CONDIVISIONI = Politica.ruoli(
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE, Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR
)
CONDIVIDE = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE)
VEDE_ENTI = Politica.ruoli(Ruolo.COORDINATORE)
CURA_REFERENTI = Politica.ruoli(Ruolo.COORDINATORE, Ruolo.REFERENTE_PARTNER)


def perche_non_condivide(perimetro: Perimetro, caso: CasoAdi) -> str:
    """Empty for who answers for the case, otherwise the reason beside the greyed button."""
    if caso.stato in FINALI:
        return "Il caso è chiuso."
    if not (CONDIVIDE.ammette(perimetro) and legge_i_motivi(perimetro, caso)):
        return "Lo fa chi segue il caso o il coordinamento."
    return ""


def caso_da_condividere(request: HttpRequest, pk: int) -> CasoAdi:
    caso = caso_o_404(request, pk)
    if perche_non_condivide(perimetro_di(request), caso):
        raise PermissionDenied
    return caso


def condivisioni_del_caso(perimetro: Perimetro, caso: CasoAdi) -> QuerySet[Condivisione]:
    """Those with a health service only for who may read reasons of health."""
    righe = Condivisione.objects.filter(caso=caso).select_related(
        "ente", "servizio", "concessa_da", "caso__ambito"
    )
    return righe if legge_i_motivi(perimetro, caso) else righe.exclude(di_servizi_sanitari())


def destinatari_in_vigore(al: datetime.date) -> QuerySet[DestinatarioCondivisione]:
    """Who can open it on that day: neither a finished delegate nor who has left the body."""
    in_carica = Incarico.objects.attivi(al).filter(
        ruolo=Ruolo.REFERENTE_PARTNER,
        ambito=OuterRef("condivisione__caso__ambito"),
        utente=OuterRef("utente"),
    )
    righe = DestinatarioCondivisione.objects.filter(
        Q(al__isnull=True) | Q(al__gte=al),
        Exists(in_carica),
        dal__lte=al,
        utente__is_active=True,
        utente__ente=F("condivisione__ente"),
    )
    return righe.order_by("pk")


def condivisione_del_caso_o_404(request: HttpRequest, caso: CasoAdi, pk: int) -> Condivisione:
    return uno_o_404(condivisioni_del_caso(perimetro_di(request), caso), pk=pk)


def invii_del_caso(perimetro: Perimetro, caso: CasoAdi) -> QuerySet[Invio]:
    righe = Invio.objects.filter(condivisione__in=condivisioni_del_caso(perimetro, caso).values("pk"))
    return righe.select_related("persona", "condivisione__ente", "condivisione__servizio", "caso__ambito")


def invio_del_caso_o_404(request: HttpRequest, caso: CasoAdi, pk: int) -> Invio:
    return uno_o_404(invii_del_caso(perimetro_di(request), caso), pk=pk)


def quesiti_del_caso(perimetro: Perimetro, caso: CasoAdi) -> QuerySet[Quesito]:
    """The case manager, the coordinator; who is in the team of the case, unless a health service was asked."""
    righe = Quesito.objects.filter(caso=caso)
    if not legge_i_motivi(perimetro, caso):
        in_equipe = funzioni_in_equipe_di(perimetro, caso)
        righe = righe.exclude(di_servizi_sanitari("condivisione__")) if in_equipe else righe.none()
    return righe.select_related("persona", "a", "chiesto_da", "condivisione__ente", "condivisione__servizio")


def quesito_del_caso_o_404(request: HttpRequest, caso: CasoAdi, pk: int) -> Quesito:
    righe = quesiti_del_caso(perimetro_di(request), caso)
    return uno_o_404(righe.select_related("documento", "caso__ambito"), pk=pk)


def quesiti_seguiti(perimetro: Perimetro) -> QuesitoQuerySet[Quesito]:
    return Quesito.objects.filter(caso__in=_casi_seguiti(perimetro).values("pk"))


def quesiti_per_me(perimetro: Perimetro) -> QuesitoQuerySet[Quesito]:
    """Those put to that very person, not to their colleagues, while the grant is in force."""
    aperte = Condivisione.objects.del_partner(perimetro)
    righe = Quesito.objects.filter(a=perimetro.utente_id, condivisione__in=aperte.values("pk"))
    return righe.exclude(stato=StatoQuesito.REVOCATO)


def persone_del_quesito(quesito: Quesito) -> tuple[int, ...]:
    """Of whom it shows the sheet: one person, or all those of the grant."""
    if quesito.persona_id is not None:
        return (quesito.persona_id,)
    return tuple(quesito.condivisione.persone.order_by("pk").values_list("pk", flat=True))


def quesito_partner_o_404(request: HttpRequest, pk: int) -> Quesito:
    righe = quesiti_per_me(perimetro_di(request)).select_related(
        "persona",
        "condivisione__ente",
        "condivisione__servizio",
        "condivisione__caso__ambito",
        "condivisione__caso__case_manager",
        "caso__ambito",
        "documento",
    )
    quesito = uno_o_404(righe, pk=pk)
    persone = persone_del_quesito(quesito)
    annota_lettura(
        request,
        Visto(ambito_id=quesito.caso.ambito_id, caso_id=quesito.caso_id, persone=persone),
        motivo=perche_legge(quesito.condivisione),
    )
    return quesito


def invii_seguiti(perimetro: Perimetro) -> QuerySet[Invio]:
    """On the cases that the person follows or coordinates: health included, it is theirs to know."""
    return Invio.objects.filter(caso__in=_casi_seguiti(perimetro).values("pk"))


def _casi_seguiti(perimetro: Perimetro) -> QuerySet[CasoAdi]:
    propri = CasoAdi.objects.filter(
        perimetro.filtro(Ruolo.ASSISTENTE_SOCIALE), case_manager=perimetro.utente_id
    ) | CasoAdi.objects.filter(perimetro.filtro(Ruolo.COORDINATORE))
    return propri.exclude(stato__in=FINALI).order_by()


def condivisione_partner_o_404(request: HttpRequest, pk: int) -> Condivisione:
    """The grant, for who is named in it today; the read is noted on the case."""
    righe = Condivisione.objects.del_partner(perimetro_di(request))
    condivisione = uno_o_404(
        righe.select_related("ente", "servizio", "caso__ambito", "caso__case_manager", "concessa_da"), pk=pk
    )
    persone = tuple(condivisione.persone.order_by("pk").values_list("pk", flat=True))
    annota_lettura(
        request,
        Visto(ambito_id=condivisione.caso.ambito_id, caso_id=condivisione.caso_id, persone=persone),
        motivo=perche_legge(condivisione),
    )
    return condivisione


def invio_partner_o_404(request: HttpRequest, pk: int) -> Invio:
    """The referral, through its grant: no grant in force, no referral."""
    aperte = Condivisione.objects.del_partner(perimetro_di(request))
    righe = Invio.objects.filter(condivisione__in=aperte.values("pk")).select_related(
        "persona",
        "condivisione__ente",
        "condivisione__servizio",
        "condivisione__caso__ambito",
        "condivisione__caso__case_manager",
        "caso__ambito",
    )
    invio = uno_o_404(righe, pk=pk)
    annota_lettura(
        request,
        Visto(ambito_id=invio.caso.ambito_id, caso_id=invio.caso_id, persone=(invio.persona_id,)),
        motivo=perche_legge(invio.condivisione),
    )
    return invio


def perche_legge(condivisione: Condivisione) -> str:
    """The log of reads is open to more people than those who may know of a health service."""
    return ALTRO_SERVIZIO if condivisione.sanitaria else condivisione.nome_ente


def inviti_del_partner(perimetro: Perimetro) -> QuerySet[Partecipante]:
    """Invitations of the person, or of the colleague who sent them; on a household only with a grant in force."""
    aperte = Condivisione.objects.del_partner(perimetro).filter(incontro__isnull=False)
    con_estratto = Q(pk__in=aperte.values("partecipante"))
    senza_famiglia = Q(riunione__incontro_equipe__isnull=True, riunione__fine__gte=timezone.now())
    righe = Partecipante.objects.filter(
        Q(utente=perimetro.utente_id) | Q(delegato_utente=perimetro.utente_id),
        con_estratto | senza_famiglia,
        riunione__ambito__in=perimetro.ambiti_come(Ruolo.REFERENTE_PARTNER),
    )
    return righe.exclude(
        riunione__stato__in=(StatoRiunione.RINVIATA, StatoRiunione.ANNULLATA)
    ).select_related("riunione", "utente", "delegato_utente")


def inviti_futuri(perimetro: Perimetro) -> QuerySet[Partecipante]:
    """Meetings to come."""
    righe = inviti_del_partner(perimetro).filter(
        riunione__stato=StatoRiunione.CONVOCATA, riunione__fine__gte=timezone.now()
    )
    return righe.order_by("riunione__inizio", "pk")


def inviti_con_verbale(perimetro: Perimetro) -> QuerySet[Partecipante]:
    """Meetings whose minutes have their number, while their extract is open; also for who did not come."""
    righe = inviti_del_partner(perimetro).filter(
        riunione__incontro_equipe__verbale__registrazione__isnull=False,
    )
    return righe.order_by("-riunione__inizio", "pk")


def riunioni_di(perimetro: Perimetro) -> QuerySet[Riunione]:
    """Meetings to come in which the person takes part."""
    futuri = inviti_futuri(perimetro).order_by()
    return Riunione.objects.filter(pk__in=futuri.values("riunione")).order_by("inizio", "pk")


def invito_partner_o_404(request: HttpRequest, riunione: int) -> tuple[Partecipante, Condivisione | None]:
    """One's invitation with the grant that came with it; the read is noted on the case."""
    perimetro = perimetro_di(request)
    partecipante = inviti_del_partner(perimetro).filter(riunione=riunione).order_by("pk").first()
    if partecipante is None:
        raise Http404
    condivisione = (
        Condivisione.objects.del_partner(perimetro)
        .filter(partecipante=partecipante)
        .select_related("ente", "servizio", "incontro", "caso__ambito", "caso__case_manager", "concessa_da")
        .first()
    )
    if condivisione is not None:
        persone = tuple(condivisione.persone.order_by("pk").values_list("pk", flat=True))
        annota_lettura(
            request,
            Visto(ambito_id=condivisione.caso.ambito_id, caso_id=condivisione.caso_id, persone=persone),
            motivo=perche_legge(condivisione),
        )
    return partecipante, condivisione


def amministra(perimetro: Perimetro) -> bool:
    """True for the referent who looks after the people of their own body."""
    return _posto_di_amministratore(perimetro).exists()


def ente_da_curare_o_404(request: HttpRequest, pk: int) -> Ente:
    """Any body of the Ambito for the coordinator, one's own for its administrator."""
    perimetro = perimetro_di(request)
    enti = Ente.objects.filter(ambito__in=perimetro.ambiti_come(Ruolo.COORDINATORE))
    if perimetro.ente_id is not None and amministra(perimetro):
        enti |= Ente.objects.filter(
            pk=perimetro.ente_id, ambito__in=perimetro.ambiti_come(Ruolo.REFERENTE_PARTNER)
        )
    return uno_o_404(enti.select_related("ambito"), pk=pk)


def apre_estratto(perimetro: Perimetro, documento: Documento) -> bool:
    """The rule of the register of documents: the office. The body goes through the portal, that takes note."""
    condivisione = Condivisione.objects.filter(pk=documento.oggetto_id or 0).select_related("caso").first()
    if condivisione is None or perimetro.ruoli <= {Ruolo.REFERENTE_PARTNER}:
        return False
    if not CasoAdi.objects.nel_perimetro(perimetro).filter(pk=condivisione.caso_id).exists():
        return False
    return not condivisione.sanitaria or legge_i_motivi(perimetro, condivisione.caso)


def apre_allegato(perimetro: Perimetro, documento: Documento) -> bool:
    """The file of an answer: as the answer."""
    quesito = Quesito.objects.filter(pk=documento.oggetto_id or 0).select_related("caso").first()
    return (
        quesito is not None
        and VEDE_CONDIVISIONI.ammette(perimetro)
        and CasoAdi.objects.nel_perimetro(perimetro).filter(pk=quesito.caso_id).exists()
        and quesiti_del_caso(perimetro, quesito.caso).filter(pk=quesito.pk).exists()
    )


def _posto_di_amministratore(perimetro: Perimetro) -> QuerySet[Incarico]:
    return Incarico.objects.attivi(timezone.localdate()).filter(
        utente=perimetro.utente_id, ruolo=Ruolo.REFERENTE_PARTNER, amministra_ente=True
    )
