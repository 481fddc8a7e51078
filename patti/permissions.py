"""Who sees, suggests and writes a Patto, and with which eyes."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from adi_platform.documenti.models import Documento
from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto
from equipe.permissions import funzioni_in_equipe_di, segue_il_caso
from patti.models import Patto
from patti.rules.visibilita import SGUARDO_COMPLETO, Sguardo

VEDE_PATTI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE, Ruolo.COORDINATORE)
SCRIVE_PATTI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE)
SUGGERISCE = Politica.ruoli(Ruolo.EDUCATORE)
VEDE_CATALOGHI = Politica.ruoli(
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE, Ruolo.COORDINATORE, Ruolo.DIRIGENTE
)
SOSTITUISCE_CATALOGHI = Politica.ruoli(Ruolo.COORDINATORE)


def puo_scrivere(perimetro: Perimetro, patto: Patto) -> bool:
    """Only the case manager writes and signs for the service."""
    return segue_il_caso(perimetro, patto.caso)


def puo_suggerire(perimetro: Perimetro, patto: Patto) -> bool:
    return perimetro.ha(Ruolo.EDUCATORE) and bool(funzioni_in_equipe_di(perimetro, patto.caso))


def sguardo_di(perimetro: Perimetro, patto: Patto) -> Sguardo:
    """The case manager and the coordinator see everything; the others what is not reserved or sensitive."""
    caso = patto.caso
    if puo_scrivere(perimetro, patto):
        return SGUARDO_COMPLETO
    if perimetro.copre(Ruolo.COORDINATORE, ambito_id=caso.ambito_id, comune_id=caso.comune_id):
        return SGUARDO_COMPLETO
    return Sguardo(ruoli=funzioni_in_equipe_di(perimetro, caso))


def patto_o_404(request: HttpRequest, pk: int) -> Patto:
    """The Patto, if the person may open its case; the read is noted."""
    return _uno(request, Patto.objects.con_le_persone(), pk)


def patto_seguito_o_404(request: HttpRequest, pk: int) -> Patto:
    """The Patto, for whoever leads its case: writing belongs to them alone."""
    patto = patto_o_404(request, pk)
    if not puo_scrivere(perimetro_di(request), patto):
        raise Http404
    return patto


def _uno(request: HttpRequest, righe: QuerySet[Patto], pk: int) -> Patto:
    patto: Patto = uno_o_404(righe.nel_perimetro(perimetro_di(request)), pk=pk)  # type: ignore[attr-defined]
    annota_lettura(request, Visto(ambito_id=patto.caso.ambito_id, caso_id=patto.caso_id))
    return patto


def apre_documento_del_patto(perimetro: Perimetro, documento: Documento) -> bool:
    """The copy of the household: whoever reads the Patto."""
    return (
        VEDE_PATTI.ammette(perimetro)
        and Patto.objects.nel_perimetro(perimetro).filter(pk=documento.oggetto_id or 0).exists()
    )


def apre_documento_riservato(perimetro: Perimetro, documento: Documento) -> bool:
    """Personal annexes and signatures: whoever sees the whole Patto."""
    patto = (
        Patto.objects.nel_perimetro(perimetro)
        .filter(pk=documento.oggetto_id or 0)
        .select_related("caso")
        .first()
    )
    return patto is not None and sguardo_di(perimetro, patto).tutto
