"""Who sees the sessions, convenes, presides, votes. The reasons of a refusal are shown on the page."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto
from contributi.enums import RuoloCommissione, StatoSeduta
from contributi.models import Commissione, ComponenteCommissione, Elettore, Esclusione, Seduta, VoceSeduta

R = Ruolo
SIEDONO = (R.ASSISTENTE_SOCIALE, R.COORDINATORE, R.COMPONENTE_COMMISSIONE, R.PRESIDENTE_COMMISSIONE)
VEDE_COMMISSIONI = Politica.ruoli(
    *SIEDONO, R.SEGRETARIATO, R.AMMINISTRATIVO_CONTABILE, R.DIRIGENTE, R.DPO_AUDITOR
)
CONVOCA_SEDUTE = Politica.ruoli(*SIEDONO, R.SEGRETARIATO, R.AMMINISTRATIVO_CONTABILE)
VOTA = Politica.ruoli(*SIEDONO)
NOMINA = Politica.ruoli(R.COORDINATORE)

NON_CONVOCHI = "La convoca il presidente, il segretario della commissione o il coordinatore."
NON_PRESIEDI = "Lo fa il presidente della commissione."


def commissione_o_404(request: HttpRequest, pk: int) -> Commissione:
    righe = Commissione.objects.nel_perimetro(perimetro_di(request)).select_related("unita", "ambito")
    return uno_o_404(righe, pk=pk)


def seduta_o_404(request: HttpRequest, commissione: int, pk: int) -> Seduta:
    righe = Seduta.objects.nel_perimetro(perimetro_di(request)).select_related(
        "commissione__ambito", "riunione__segretario"
    )
    return uno_o_404(righe, pk=pk, commissione_id=commissione)


def voce_letta_o_404(
    request: HttpRequest, seduta: Seduta, pk: int, righe: QuerySet[VoceSeduta]
) -> VoceSeduta:
    """A proposal that the person is about to read: the read of its case is noted."""
    voce = uno_o_404(righe, pk=pk, seduta=seduta)
    richiesta = voce.proposta.richiesta
    annota_lettura(
        request,
        Visto(ambito_id=richiesta.ambito_id, caso_id=richiesta.caso_id, persone=(richiesta.richiedente_id,)),
    )
    return voce


def veste_di(perimetro: Perimetro, commissione: Commissione) -> str:
    """How the person sits in the commission today; empty for who does not."""
    componenti = ComponenteCommissione.objects.filter(commissione=commissione, utente=perimetro.utente_id)
    ruolo = componenti.in_carica(timezone.localdate()).values_list("ruolo", flat=True).first()
    return ruolo or ""


def coordina(perimetro: Perimetro, commissione: Commissione) -> bool:
    return commissione.ambito_id in perimetro.ambiti_come(Ruolo.COORDINATORE)


def perche_non_convoca(perimetro: Perimetro, commissione: Commissione) -> str:
    """Empty when the person may convene and write the agenda."""
    capi = (RuoloCommissione.PRESIDENTE, RuoloCommissione.SEGRETARIO)
    puo = coordina(perimetro, commissione) or veste_di(perimetro, commissione) in capi
    return "" if puo else NON_CONVOCHI


def perche_non_presiede(perimetro: Perimetro, commissione: Commissione) -> str:
    """Empty for the chair, who opens and closes and sees who has voted."""
    puo = veste_di(perimetro, commissione) == RuoloCommissione.PRESIDENTE
    return "" if puo else NON_PRESIEDI


def apre_in_commissione(perimetro: Perimetro, documento: Documento) -> bool:
    """Art. 18: who votes reads the papers of a proposal, from the agenda to the closing; excluded members do not."""
    chi = Utente.objects.filter(pk=perimetro.utente_id).first()
    voci = VoceSeduta.objects.filter(
        seduta__in=Seduta.objects.nel_perimetro(perimetro),
        seduta__stato__in=(StatoSeduta.ODG_INVIATO, StatoSeduta.APERTA),
        tolta_il__isnull=True,
        proposta__richiesta=documento.oggetto_id or 0,
    ).select_related("seduta__commissione", "proposta")
    return chi is not None and any(_legge(voce, chi) and _congelato(voce, documento) for voce in voci)


def _legge(voce: VoceSeduta, chi: Utente) -> bool:
    persona = chi.persona_fisica
    if Esclusione.objects.filter(voce=voce, persona=persona).exists():
        return False
    if voce.seduta.aperta_il is not None:
        return Elettore.objects.filter(seduta=voce.seduta, persona=persona).exists()
    componenti = voce.seduta.commissione.componenti.in_carica(timezone.localdate(voce.seduta.apre_il))
    return (
        componenti.filter(utente__persona_fisica=persona).exclude(ruolo=RuoloCommissione.SEGRETARIO).exists()
    )


def _congelato(voce: VoceSeduta, documento: Documento) -> bool:
    """One of the papers frozen with the proposal: what came later was not put to the vote."""
    documenti = voce.proposta.contenuto.get("documenti", ())
    return any(d.get("documento") == str(documento.pk) for d in documenti)


def apre_il_verbale(perimetro: Perimetro, documento: Documento) -> bool:
    """Who may open its session."""
    return Seduta.objects.nel_perimetro(perimetro).filter(pk=documento.oggetto_id or 0).exists()
