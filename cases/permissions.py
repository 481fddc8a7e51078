"""Who may do what on cases, and the getters through which views obtain them."""

from django.http import HttpRequest

from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto
from cases.models import CasoAdi

VEDE_CASI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)
VEDE_ANALISI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE)
SCRIVE_ANALISI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE)
SCRIVE_CASI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE)


def caso_o_404(request: HttpRequest, pk: int) -> CasoAdi:
    """The case, if the person may open it in full; the read is noted."""
    caso = uno_o_404(
        CasoAdi.objects.nel_perimetro(perimetro_di(request)).select_related(
            "nucleo__referente", "comune", "case_manager", "ambito"
        ),
        pk=pk,
    )
    annota_lettura(request, Visto(ambito_id=caso.ambito_id, caso_id=caso.pk))
    return caso


# Sensitivity of the items of the analysis: classes come from the code table (`sensibilita`);
# a class unknown here is read by nobody.
MAI_IN_STAMPA = frozenset({"violenza"})


def puo_scrivere_analisi(perimetro: Perimetro, caso: CasoAdi) -> bool:
    """Only the responsible assistente sociale writes; a coordinator reads."""
    return caso.case_manager_id == perimetro.utente_id and perimetro.copre(
        Ruolo.ASSISTENTE_SOCIALE, ambito_id=caso.ambito_id, comune_id=caso.comune_id
    )


def sensibilita_leggibili(perimetro: Perimetro, caso: CasoAdi) -> frozenset[str]:
    """Classes of items that this person may read on this case."""
    leggibili = {"ordinario", "minore"}
    if puo_scrivere_analisi(perimetro, caso):
        leggibili |= {"salute", "giudiziario", "violenza"}
    if perimetro.copre(Ruolo.COORDINATORE, ambito_id=caso.ambito_id, comune_id=caso.comune_id):
        leggibili |= {"giudiziario", "violenza"}
    return frozenset(leggibili)


def sensibilita_stampabili(perimetro: Perimetro, caso: CasoAdi) -> frozenset[str]:
    """What a print handed to the family may hold: never what could put somebody in danger."""
    return sensibilita_leggibili(perimetro, caso) - MAI_IN_STAMPA
