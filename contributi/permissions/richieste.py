"""Who registers, examines, sees a request for a contribution, and with which eyes."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from adi_platform.documenti.models import Documento
from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto
from cases.models import CasoAdi
from cases.rules.contenuti import tipi_documento
from contributi.models import Richiesta
from equipe.permissions import segue_il_caso

VEDE_RICHIESTE = Politica.ruoli(
    Ruolo.SEGRETARIATO,
    Ruolo.ASSISTENTE_SOCIALE,
    Ruolo.COORDINATORE,
    Ruolo.DIRIGENTE,
    Ruolo.AMMINISTRATIVO_CONTABILE,
    Ruolo.DPO_AUDITOR,
)
VEDE_ISTRUTTORIE = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE, Ruolo.DPO_AUDITOR)
VEDE_PROPOSTE = Politica.ruoli(
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR
)
VEDE_DOCUMENTI = Politica.ruoli(
    Ruolo.SEGRETARIATO,
    Ruolo.ASSISTENTE_SOCIALE,
    Ruolo.COORDINATORE,
    Ruolo.AMMINISTRATIVO_CONTABILE,
    Ruolo.DPO_AUDITOR,
)
REGISTRA_RICHIESTE = Politica.ruoli(Ruolo.SEGRETARIATO, Ruolo.ASSISTENTE_SOCIALE)
SCRIVE_RICHIESTE = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE)
SUPERA_ESITI = Politica.ruoli(Ruolo.COORDINATORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sguardo:
    """What one person sees and does on one request."""

    lavora: bool = False
    supera: bool = False
    registra: bool = False
    bisogno: bool = False
    istruttoria: bool = False
    documenti: bool = False
    proposta: bool = False

    @property
    def qualcosa(self) -> bool:
        return self.registra or self.bisogno or self.documenti or self.proposta


def sguardo_su(perimetro: Perimetro, richiesta: Richiesta) -> Sguardo:
    """The union of what the roles of the person give on that request (schermate: roles and acts)."""

    def copre(*ruoli: Ruolo) -> bool:
        return perimetro.copre(*ruoli, ambito_id=richiesta.ambito_id, comune_id=richiesta.comune_id)

    lavora = segue_il_caso(perimetro, richiesta.caso)
    legge = copre(Ruolo.COORDINATORE, Ruolo.DPO_AUDITOR) or (
        copre(Ruolo.ASSISTENTE_SOCIALE)
        and CasoAdi.objects.nel_perimetro(perimetro).filter(pk=richiesta.caso_id).exists()
    )
    registra = lavora or copre(Ruolo.SEGRETARIATO)
    return Sguardo(
        lavora=lavora,
        supera=copre(Ruolo.COORDINATORE) and not lavora,
        registra=registra,
        bisogno=lavora or legge,
        istruttoria=lavora or legge,
        documenti=registra or legge or copre(Ruolo.AMMINISTRATIVO_CONTABILE),
        proposta=lavora or legge or copre(Ruolo.DIRIGENTE),
    )


def richieste_visibili(request: HttpRequest) -> QuerySet[Richiesta]:
    return Richiesta.objects.visibili(perimetro_di(request)).per_elenco()


def richiesta_o_404(request: HttpRequest, pk: int) -> tuple[Richiesta, Sguardo]:
    """The request with what the person sees of it; the read is noted."""
    righe = richieste_visibili(request).select_related("pai__registrazione", "caso__comune", "caso__ambito")
    richiesta: Richiesta = uno_o_404(righe, pk=pk)
    sguardo = sguardo_su(perimetro_di(request), richiesta)
    if not sguardo.qualcosa:
        raise Http404
    annota_lettura(request, Visto(ambito_id=richiesta.ambito_id, caso_id=richiesta.caso_id))
    return richiesta, sguardo


def richiesta_da_lavorare_o_404(request: HttpRequest, pk: int) -> tuple[Richiesta, Sguardo]:
    """For the social worker of the case: the istruttoria belongs to them."""
    richiesta, sguardo = richiesta_o_404(request, pk)
    if not sguardo.lavora:
        raise Http404
    return richiesta, sguardo


def richiesta_da_superare_o_404(request: HttpRequest, pk: int) -> tuple[Richiesta, Sguardo]:
    """For the coordinator, when they do not follow the case themselves."""
    richiesta, sguardo = richiesta_o_404(request, pk)
    if not sguardo.supera:
        raise Http404
    return richiesta, sguardo


def richiesta_da_registrare_o_404(request: HttpRequest, pk: int) -> tuple[Richiesta, Sguardo]:
    """For the social worker and the counter: the draft, its registration, its papers."""
    richiesta, sguardo = richiesta_o_404(request, pk)
    if not sguardo.registra:
        raise Http404
    return richiesta, sguardo


def caso_per_richiesta_o_404(request: HttpRequest, pk: int) -> CasoAdi:
    """The case of a new request: who follows it, or the counter of the same place."""
    perimetro = perimetro_di(request)
    righe = CasoAdi.objects.nel_perimetro(perimetro) | CasoAdi.objects.con_contatti(perimetro)
    caso: CasoAdi = uno_o_404(
        righe.select_related("nucleo__referente", "comune", "case_manager", "ambito"), pk=pk
    )
    allo_sportello = perimetro.copre(Ruolo.SEGRETARIATO, ambito_id=caso.ambito_id, comune_id=caso.comune_id)
    if not (allo_sportello or segue_il_caso(perimetro, caso)):
        raise Http404
    annota_lettura(request, Visto(ambito_id=caso.ambito_id, caso_id=caso.pk))
    return caso


def apre_documento_della_richiesta(perimetro: Perimetro, documento: Documento) -> bool:
    """The rule of the register of documents. Health and the like: only who examines the request."""
    righe = Richiesta.objects.visibili(perimetro).filter(pk=documento.oggetto_id or 0)
    richiesta = righe.select_related("caso").first()
    if richiesta is None:
        return False
    sguardo = sguardo_su(perimetro, richiesta)
    tipo = tipi_documento().get(documento.tipo)
    return sguardo.istruttoria if tipo is not None and tipo.riservato else sguardo.documenti
