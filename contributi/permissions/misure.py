"""Who reads the measures, who proposes a version, who approves it, who tries it on past requests."""

from django.db.models import QuerySet
from django.http import HttpRequest

from adi_platform.http.accesso import perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito
from adi_platform.organizzazione.perimetro import Perimetro
from contributi.models import Misura, Simulazione

CHI_LEGGE_MISURE = (
    Ruolo.SEGRETARIATO,
    Ruolo.ASSISTENTE_SOCIALE,
    Ruolo.COORDINATORE,
    Ruolo.COMPONENTE_COMMISSIONE,
    Ruolo.PRESIDENTE_COMMISSIONE,
    Ruolo.DIRIGENTE,
    Ruolo.AMMINISTRATIVO_CONTABILE,
    Ruolo.DPO_AUDITOR,
    Ruolo.AMMINISTRATORE_TECNICO,
)
CHI_PROPONE = (Ruolo.COORDINATORE, Ruolo.AMMINISTRATORE_TECNICO)
CHI_APPROVA = (Ruolo.DIRIGENTE,)
CHI_PROVA = (Ruolo.COORDINATORE, Ruolo.DIRIGENTE)
LEGGE_MISURE = Politica.ruoli(*CHI_LEGGE_MISURE)
PROPONE_MISURE = Politica.ruoli(*CHI_PROPONE)
APPROVA_MISURE = Politica.ruoli(*CHI_APPROVA)
PROVA_MISURE = Politica.ruoli(*CHI_PROVA)


def ambito_delle_misure_o_404(request: HttpRequest, *ruoli: Ruolo) -> Ambito:
    """The Ambito where the person holds one of the roles; `?ambito=` chooses among more than one."""
    concessi = Ambito.objects.filter(pk__in=perimetro_di(request).ambiti_come(*ruoli))
    scelto = request.GET.get("ambito", "")
    return uno_o_404(concessi, pk=scelto) if scelto else uno_o_404(concessi.order_by("pk")[:1])


def misura_o_404(request: HttpRequest, pk: int, *ruoli: Ruolo) -> Misura:
    """A version of a measure of an Ambito where the person holds one of the roles."""
    return uno_o_404(_misure(request, *(ruoli or CHI_LEGGE_MISURE)), pk=pk)


def simulazione_o_404(request: HttpRequest, pk: int) -> Simulazione:
    """A trial, for who decides on the measures of that Ambito."""
    ambiti = perimetro_di(request).ambiti_come(*CHI_PROVA)
    righe = Simulazione.objects.select_related("misura", "ambito", "lavoro", "aggiornato_da")
    return uno_o_404(righe.filter(ambito__in=ambiti), pk=pk)


def puo_proporre(perimetro: Perimetro, ambito: Ambito) -> bool:
    return perimetro.copre(*CHI_PROPONE, ambito_id=ambito.pk)


def puo_approvare(perimetro: Perimetro, misura: Misura) -> bool:
    return perimetro.copre(*CHI_APPROVA, ambito_id=misura.ambito_id)


def puo_provare(perimetro: Perimetro, misura: Misura) -> bool:
    return perimetro.copre(*CHI_PROVA, ambito_id=misura.ambito_id)


def _misure(request: HttpRequest, *ruoli: Ruolo) -> QuerySet[Misura]:
    ambiti = perimetro_di(request).ambiti_come(*ruoli)
    return Misura.objects.filter(ambito__in=ambiti).select_related("ambito", "proposta_da", "approvata_da")
