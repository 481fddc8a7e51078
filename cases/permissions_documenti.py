"""Who opens the papers of a case: whoever opens the case, the sensitive ones only who may read the reasons."""

from adi_platform.documenti.accesso import puo_aprire
from adi_platform.documenti.models import Documento
from adi_platform.organizzazione.perimetro import Perimetro
from cases.models import CasoAdi
from cases.permissions import legge_i_motivi
from cases.rules.contenuti import tipi_documento

TIPO_OGGETTO = "cases.caso"
TIPO_CONVOCAZIONE = "cases.convocazione"


def apre_documento_del_caso(perimetro: Perimetro, documento: Documento) -> bool:
    """The rule of the register of documents: also for an address typed by hand."""
    caso = CasoAdi.objects.nel_perimetro(perimetro).filter(pk=documento.oggetto_id or 0).first()
    return caso is not None and _legge(perimetro, caso, documento)


def apre_convocazione(perimetro: Perimetro, documento: Documento) -> bool:
    """Whoever opens the case, and the counter, which convenes knowing only the contacts."""
    righe = CasoAdi.objects.nel_perimetro(perimetro) | CasoAdi.objects.con_contatti(perimetro)
    return righe.filter(pk=documento.caso_id or 0).exists()


def documenti_apribili(perimetro: Perimetro, caso: CasoAdi) -> list[Documento]:
    """All the papers about the case that the person may open, latest first.

    For a case already opened: its own papers cost no query, those of other rooms one for each thing
    that they are about, not one for each paper.
    """
    giudizi: dict[tuple[object, ...], bool] = {}
    apribili = []
    righe = Documento.objects.filter(ambito=caso.ambito_id, caso_id=caso.pk).defer("contenuto")
    for documento in righe.select_related("creato_da", "lavoro"):
        if documento.oggetto_tipo == TIPO_OGGETTO:
            apre = _legge(perimetro, caso, documento)
        else:
            chiave = (documento.oggetto_tipo, documento.oggetto_id, documento.creato_da_id)
            if chiave not in giudizi:
                giudizi[chiave] = puo_aprire(perimetro, documento)
            apre = giudizi[chiave]
        if apre:
            apribili.append(documento)
    return apribili


def _legge(perimetro: Perimetro, caso: CasoAdi, documento: Documento) -> bool:
    tipo = tipi_documento().get(documento.tipo)
    return tipo is None or not tipo.riservato or legge_i_motivi(perimetro, caso)
