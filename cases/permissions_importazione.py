"""Who brings lists in, and what of the archive each of them may be shown while doing so."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto
from cases.models import Importazione, RigaImportazione, ScartoElenco

RUOLI_CHE_IMPORTANO = (Ruolo.SEGRETARIATO, Ruolo.COORDINATORE)
IMPORTA = Politica.ruoli(*RUOLI_CHE_IMPORTANO)


def importazioni_di(perimetro: Perimetro) -> QuerySet[Importazione]:
    """The coordinator sees every import of the Ambito, the others only their own."""
    return Importazione.objects.filter(
        Q(ambito__in=perimetro.ambiti_come(Ruolo.COORDINATORE))
        | Q(ambito__in=perimetro.ambiti_come(Ruolo.SEGRETARIATO), operatore=perimetro.utente_id)
    ).select_related("ambito", "operatore", "lavoro")


def scarti_di(perimetro: Perimetro) -> QuerySet[ScartoElenco]:
    """What was deleted because its time was over: the coordinator answers for it."""
    righe = ScartoElenco.objects.filter(ambito__in=perimetro.ambiti_come(Ruolo.COORDINATORE))
    return righe.select_related("caricato_da")


def importazione_o_404(request: HttpRequest, pk: int) -> Importazione:
    importazione = elenco_nominato_o_404(request, pk)
    if getattr(request, "letture", None) is not None:
        annota_elenco(request, importazione)
    return importazione


def elenco_nominato_o_404(request: HttpRequest, pk: int) -> Importazione:
    """The list, for a page that shows nothing of what is inside."""
    return uno_o_404(importazioni_di(perimetro_di(request)), pk=pk)


def annota_elenco(request: HttpRequest, importazione: Importazione, perche: str = "") -> None:
    motivo = f"elenco «{importazione.nome_file}»" + (f". Motivo: {perche}" if perche else "")
    annota_lettura(request, Visto(ambito_id=importazione.ambito_id), motivo=motivo)


def coordina_l_elenco(perimetro: Perimetro, importazione: Importazione) -> bool:
    return importazione.ambito_id in perimetro.ambiti_come(Ruolo.COORDINATORE)


def vede_archivio(perimetro: Perimetro, riga: RigaImportazione, *, ambito_id: int) -> bool:
    """Values of the archive are shown only to whoever works on the Comune of that case.

    Otherwise a list written on purpose would open the data of households of other Comuni.
    """
    return perimetro.copre(*RUOLI_CHE_IMPORTANO, ambito_id=ambito_id, comune_id=riga.comune_archivio_id)
