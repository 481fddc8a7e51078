"""Who may do what on persons and households, and the getters through which views obtain them."""

from django.http import Http404, HttpRequest

from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto
from cases.models import Appartenenza, CasoAdi, Nucleo, Persona

RUOLI_CHE_SCRIVONO = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.SEGRETARIATO, Ruolo.COORDINATORE)
RUOLI_CHE_LEGGONO = (
    *RUOLI_CHE_SCRIVONO,
    Ruolo.EDUCATORE,
    Ruolo.RESPONSABILE_VERIFICHE,
    Ruolo.DIRIGENTE,
    Ruolo.DPO_AUDITOR,
)

CERCA = Politica.ruoli(*RUOLI_CHE_LEGGONO, Ruolo.AMMINISTRATIVO_CONTABILE)
VEDE_ANAGRAFE = Politica.ruoli(*RUOLI_CHE_LEGGONO)
SCRIVE_ANAGRAFE = Politica.ruoli(*RUOLI_CHE_SCRIVONO)
APRE_PROTETTI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE)


def persona_o_404(request: HttpRequest, pk: int) -> Persona:
    """The person, if their sheet is in scope; the read is noted."""
    persona = uno_o_404(
        Persona.objects.nel_perimetro(perimetro_di(request)).select_related(
            "ambito", "comune_residenza", "aggiornato_da"
        ),
        pk=pk,
    )
    annota_lettura(request, Visto(ambito_id=persona.ambito_id, persone=(persona.pk,)))
    return persona


def nucleo_o_404(request: HttpRequest, pk: int) -> Nucleo:
    """The household, if in scope; the read is noted for each of its members."""
    nucleo = uno_o_404(
        Nucleo.objects.nel_perimetro(perimetro_di(request)).select_related(
            "ambito", "comune", "referente", "aggiornato_da"
        ),
        pk=pk,
    )
    membri = Appartenenza.objects.filter(nucleo=nucleo).order_by("persona_id").values_list("persona_id")
    annota_lettura(
        request, Visto(ambito_id=nucleo.ambito_id, persone=tuple(dict.fromkeys(pk for (pk,) in membri)))
    )
    return nucleo


def persona_da_scrivere_o_404(request: HttpRequest, pk: int) -> Persona:
    """The person, if in scope and in an Ambito where one may write."""
    persona = persona_o_404(request, pk)
    if not puo_scrivere_anagrafe(perimetro_di(request), persona):
        raise Http404
    return persona


def nucleo_da_scrivere_o_404(request: HttpRequest, pk: int) -> Nucleo:
    nucleo = nucleo_o_404(request, pk)
    if not puo_scrivere_anagrafe(perimetro_di(request), nucleo):
        raise Http404
    return nucleo


def puo_scrivere_anagrafe(perimetro: Perimetro, oggetto: Persona | Nucleo) -> bool:
    """Whoever sees the sheet and holds a writing role in that Ambito. The scope was checked by the getter."""
    return oggetto.ambito_id in perimetro.ambiti_come(*RUOLI_CHE_SCRIVONO)


def puo_aprire_protetto(perimetro: Perimetro, persona: Persona) -> bool:
    """The social worker of a case of the person, and the coordinator. Never by a break-glass."""
    if persona.ambito_id in perimetro.ambiti_come(Ruolo.COORDINATORE):
        return True
    return (
        persona.ambito_id in perimetro.ambiti_come(Ruolo.ASSISTENTE_SOCIALE)
        and CasoAdi.objects.filter(
            componenti__persona=persona, case_manager=perimetro.utente_id, ambito=persona.ambito_id
        ).exists()
    )
