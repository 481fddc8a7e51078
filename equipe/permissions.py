"""Who sees and who writes a team; the cases that a team opens to its members."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto
from adi_platform.riunioni.enums import Organo, Risposta, StatoRiunione
from adi_platform.riunioni.models import Partecipante
from cases.models import CasoAdi
from cases.permissions import caso_o_404, sensibilita_leggibili
from cases.querysets import NIENTE
from cases.transizioni import FINALI
from equipe.enums import StatoQuadro
from equipe.models import ContributoQuadro, Equipe, IncontroEquipe, MembroEquipe, Piano, VerbaleEquipe
from equipe.rules.quadro import FUNZIONE_RESPONSABILE, LenteQuadro

VEDE_EQUIPE = Politica.ruoli(
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE, Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR
)
PIANIFICA = Politica.ruoli(Ruolo.COORDINATORE)
SCRIVE_EQUIPE = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE)
RUOLI_INVITATI = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE, Ruolo.COORDINATORE)
INVITATO = Politica.ruoli(*RUOLI_INVITATI)
VEDE_QUADRO = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE, Ruolo.COORDINATORE)
VALUTA_QUADRO = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE)
VEDE_INCONTRI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE, Ruolo.COORDINATORE)
SCRIVE_INCONTRI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE)


def voci_del_quadro(perimetro: Perimetro, caso: CasoAdi) -> LenteQuadro:
    """What the person reads and rates: all for who leads the case, the items of their function for the others.

    Classes of sensitive items follow the rule of the analysis; the coordinator reads and does not write.
    """
    leggibili, aperto = sensibilita_leggibili(perimetro, caso), caso.stato not in FINALI
    if segue_il_caso(perimetro, caso):
        tutte = (FUNZIONE_RESPONSABILE,) if aperto else ()
        return LenteQuadro(funzioni=tutte, leggibili=leggibili, legge_tutto=True)
    coordina = perimetro.copre(Ruolo.COORDINATORE, ambito_id=caso.ambito_id, comune_id=caso.comune_id)
    scrive = perimetro.copre(
        Ruolo.EDUCATORE, Ruolo.ASSISTENTE_SOCIALE, ambito_id=caso.ambito_id, comune_id=caso.comune_id
    )
    funzioni = funzioni_in_equipe_di(perimetro, caso) if scrive and aperto else ()
    return LenteQuadro(funzioni=funzioni, leggibili=leggibili, legge_tutto=coordina)


def quadro_di_chi_conduce(request: HttpRequest, pk: int) -> CasoAdi:
    """The case, for who leads it while it is open: they start, conclude and reopen the Quadro."""
    caso = caso_o_404(request, pk)
    if not voci_del_quadro(perimetro_di(request), caso).conduce:
        raise PermissionDenied
    return caso


def casi_delle_equipe(perimetro: Perimetro) -> Q:
    """Condition on CasoAdi: the educator opens the cases of the teams they are in today."""
    if not perimetro.ha(Ruolo.EDUCATORE):
        return NIENTE
    oggi = timezone.localdate()
    membri = MembroEquipe.objects.in_carica(oggi).filter(
        utente=perimetro.utente_id,
        equipe__sciolta_il__isnull=True,
        equipe__caso__ambito__in=perimetro.ambiti_come(Ruolo.EDUCATORE),
    )
    return Q(pk__in=membri.values("equipe__caso"))


def funzioni_in_equipe_di(perimetro: Perimetro, caso: CasoAdi) -> tuple[str, ...]:
    """Codes of the functions that the person has today in the team of the case."""
    membri = MembroEquipe.objects.in_carica(timezone.localdate()).filter(
        utente=perimetro.utente_id, equipe__caso=caso, equipe__sciolta_il__isnull=True
    )
    return tuple(membri.order_by("pk").values_list("funzione", flat=True))


def segue_il_caso(perimetro: Perimetro, caso: CasoAdi) -> bool:
    """True for the case manager, while their role holds in the place of the case."""
    return caso.case_manager_id == perimetro.utente_id and perimetro.copre(
        Ruolo.ASSISTENTE_SOCIALE, ambito_id=caso.ambito_id, comune_id=caso.comune_id
    )


def caso_seguito_o_404(request: HttpRequest, pk: int) -> CasoAdi:
    """The case, for whoever leads it: writing belongs to them alone."""
    caso = caso_o_404(request, pk)
    if not segue_il_caso(perimetro_di(request), caso):
        raise Http404
    return caso


def apre_composizione(perimetro: Perimetro, documento: Documento) -> bool:
    """Whoever opens the page of the team opens what is printed of it."""
    equipe = Equipe.objects.filter(pk=documento.oggetto_id or 0).first()
    return (
        equipe is not None
        and VEDE_EQUIPE.ammette(perimetro)
        and CasoAdi.objects.nel_perimetro(perimetro).filter(pk=equipe.caso_id).exists()
    )


def piani_visibili(request: HttpRequest) -> QuerySet[Piano]:
    """Plans of the Ambiti that the person coordinates."""
    ambiti = perimetro_di(request).ambiti_come(Ruolo.COORDINATORE)
    return Piano.objects.filter(ambito__in=ambiti).select_related(
        "ambito", "unita", "lavoro", "confermato_da"
    )


def piano_o_404(request: HttpRequest, pk: int) -> Piano:
    """The plan; the read of every household in it is noted."""
    piano = uno_o_404(piani_visibili(request), pk=pk)
    casi = {*piano.proposte.values_list("caso", flat=True), *piano.esclusi.values_list("caso", flat=True)}
    annota_lettura(request, *(Visto(ambito_id=piano.ambito_id, caso_id=caso) for caso in casi))
    return piano


def nucleo_del_piano_o_404(piano: Piano, caso: int) -> CasoAdi:
    """A household that is in that very plan, with a meeting or without."""
    nel_piano = Q(pk__in=piano.proposte.values("caso")) | Q(pk__in=piano.esclusi.values("caso"))
    return uno_o_404(CasoAdi.objects.filter(nel_piano).select_related("nucleo__referente", "comune"), pk=caso)


def incontri_del_caso(caso: CasoAdi) -> QuerySet[IncontroEquipe]:
    return IncontroEquipe.objects.filter(caso=caso).select_related(
        "riunione__segretario", "caso__nucleo__referente"
    )


def incontro_del_caso_o_404(caso: CasoAdi, pk: int) -> IncontroEquipe:
    """A meeting of that very case, which the caller has already obtained."""
    return uno_o_404(incontri_del_caso(caso), pk=pk)


def inviti_di(utente_id: int) -> QuerySet[Partecipante]:
    """Invitations to meetings of a team, of the person or of who sent them instead; the case is still open."""
    righe = Partecipante.objects.filter(
        Q(utente=utente_id) | Q(delegato_utente=utente_id), riunione__organo=Organo.EQUIPE
    ).exclude(riunione__incontro_equipe__caso__stato__in=FINALI)
    return righe.select_related(
        "riunione__incontro_equipe__caso__nucleo__referente", "utente", "delegato_utente"
    )


def inviti_aperti(request: HttpRequest) -> QuerySet[Partecipante]:
    """Meetings to come of the Ambiti where the person works."""
    perimetro = perimetro_di(request)
    righe = inviti_di(perimetro.utente_id).filter(
        riunione__ambito__in=perimetro.ambiti_come(*RUOLI_INVITATI),
        riunione__incontro_equipe__isnull=False,
        riunione__stato=StatoRiunione.CONVOCATA,
        riunione__fine__gte=timezone.now(),
    )
    return righe.order_by("riunione__inizio", "pk")


def invito_o_404(request: HttpRequest, riunione: int) -> Partecipante:
    """One's own invitation; the read is noted on the case."""
    righe = inviti_aperti(request).filter(riunione=riunione)
    partecipante = _primo_o_404(righe)
    caso = partecipante.riunione.incontro_equipe.caso
    annota_lettura(request, Visto(ambito_id=caso.ambito_id, caso_id=caso.pk))
    return partecipante


def _primo_o_404(righe: QuerySet[Partecipante]) -> Partecipante:
    """Who is called by two colleagues finds the first."""
    riga = righe.first()
    if riga is None:
        raise Http404
    return riga


def contributi_sui_casi_di(perimetro: Perimetro) -> QuerySet[ContributoQuadro, int]:
    """Keys of the cases that the person leads, once for each contribution that waits, the oldest first."""
    righe = ContributoQuadro.objects.in_attesa().filter(
        quadro__stato=StatoQuadro.BOZZA, quadro__caso__in=_casi_di(perimetro).values("pk")
    )
    return righe.order_by("pk").values_list("quadro__caso", flat=True)


def _casi_di(perimetro: Perimetro) -> QuerySet[CasoAdi]:
    propri = CasoAdi.objects.filter(
        perimetro.filtro(Ruolo.ASSISTENTE_SOCIALE), case_manager=perimetro.utente_id
    )
    return propri.exclude(stato__in=FINALI).order_by()


def proposte_di_orario(perimetro: Perimetro) -> QuerySet[Partecipante]:
    """Other times asked for the meetings of the cases that the person leads."""
    casi = _casi_di(perimetro)
    righe = Partecipante.objects.filter(
        risposta=Risposta.ALTRO_ORARIO,
        riunione__stato=StatoRiunione.CONVOCATA,
        riunione__inizio__gt=timezone.now(),
        riunione__incontro_equipe__caso__in=casi.values("pk"),
    )
    return righe.select_related("riunione__incontro_equipe__caso__nucleo__referente", "utente").order_by("pk")


def incontro_o_404(request: HttpRequest, pk: int, incontro: int) -> IncontroEquipe:
    """A meeting on that very case, for who may open the case; the read is noted."""
    caso = caso_o_404(request, pk)
    trovato = incontro_del_caso_o_404(caso, incontro)
    trovato.caso = caso
    return trovato


def incontro_da_scrivere(request: HttpRequest, pk: int, incontro: int) -> IncontroEquipe:
    """The meeting, for who leads the case or keeps its minutes; 403 for who only reads it."""
    trovato = incontro_o_404(request, pk, incontro)
    if perche_non_verbalizza(perimetro_di(request), trovato):
        raise PermissionDenied
    return trovato


def perche_non_verbalizza(perimetro: Perimetro, incontro: IncontroEquipe) -> str:
    """Empty for who writes on the meeting, otherwise the reason for the greyed button."""
    caso = incontro.caso
    if caso.stato in FINALI:
        return "Il caso è chiuso."
    segretario = incontro.riunione.segretario_id == perimetro.utente_id and perimetro.copre(
        Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE, ambito_id=caso.ambito_id, comune_id=caso.comune_id
    )
    return "" if segretario or segue_il_caso(perimetro, caso) else "Lo fa chi segue il caso o il segretario."


def apre_il_verbale(perimetro: Perimetro, documento: Documento) -> bool:
    """Colleagues who open the case; a partner reads their copy in the portal, that takes note."""
    verbale = VerbaleEquipe.objects.filter(pk=documento.oggetto_id or 0).select_related("incontro").first()
    if verbale is None or not VEDE_INCONTRI.ammette(perimetro):
        return False
    return CasoAdi.objects.nel_perimetro(perimetro).filter(pk=verbale.incontro.caso_id).exists()
