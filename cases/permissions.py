"""Who may do what on cases, and the getters through which views obtain them."""

from collections.abc import Iterable
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto
from cases.models import AccessoConcesso, Appuntamento, CasoAdi, ComponenteCaso
from cases.transizioni import FINALI

VEDE_CASI = Politica.ruoli(
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE, Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR
)
VEDE_ANALISI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE)
SCRIVE_ANALISI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE)
SCRIVE_CASI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE)
ASSEGNA_CASI = Politica.ruoli(Ruolo.COORDINATORE)
APRE_CASI = Politica.ruoli(Ruolo.SEGRETARIATO, Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE)
FISSA_APPUNTAMENTI = Politica.ruoli(
    Ruolo.SEGRETARIATO, Ruolo.ASSISTENTE_SOCIALE, Ruolo.EDUCATORE, Ruolo.COORDINATORE
)
INCONTRA_CASI = Politica.ruoli(
    Ruolo.SEGRETARIATO,
    Ruolo.ASSISTENTE_SOCIALE,
    Ruolo.EDUCATORE,
    Ruolo.RESPONSABILE_VERIFICHE,
    Ruolo.COORDINATORE,
    Ruolo.DIRIGENTE,
    Ruolo.DPO_AUDITOR,
)
CONTATTI = Politica.ruoli(Ruolo.SEGRETARIATO)
VERIFICHE = Politica.ruoli(Ruolo.RESPONSABILE_VERIFICHE)
CHIEDE_ACCESSO = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.SEGRETARIATO, Ruolo.RESPONSABILE_VERIFICHE)
ACCESSO_IMMEDIATO = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE)
RISPONDE_AGLI_ACCESSI = Politica.ruoli(Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE, Ruolo.DPO_AUDITOR)
RIVEDE_ACCESSI = Politica.ruoli(Ruolo.COORDINATORE, Ruolo.DPO_AUDITOR)
RESOCONTO_DELLE_LETTURE = Politica.ruoli(Ruolo.DPO_AUDITOR)
CHI_HA_LETTO = Politica.ruoli(Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)


class Livello(StrEnum):
    """How much a person opens of a case that is not theirs in full."""

    CONTATTI = "contatti"
    VERIFICHE = "verifiche"
    RIDOTTO = "ridotto"


def casi_visibili(request: HttpRequest) -> QuerySet[CasoAdi]:
    """Cases that the person opens in full, with what every page of a case shows."""
    return CasoAdi.objects.nel_perimetro(perimetro_di(request)).select_related(
        "nucleo__referente", "comune", "case_manager", "ambito", "aggiornato_da"
    )


def caso_o_404(request: HttpRequest, pk: int) -> CasoAdi:
    """The case, if the person may open it in full; the read is noted."""
    return _annotato(request, uno_o_404(casi_visibili(request), pk=pk))


def caso_aperto(request: HttpRequest, pk: int) -> CasoAdi | None:
    """The case with its read noted, or None when the person may not open it in full."""
    caso = casi_visibili(request).filter(pk=pk).first()
    return _annotato(request, caso) if caso else None


def caso_da_lavorare(request: HttpRequest, pk: int) -> CasoAdi:
    """The case, if the person may write on it; 403 for who only reads it."""
    caso = caso_o_404(request, pk)
    if perche_non_lavora(perimetro_di(request), caso):
        raise PermissionDenied
    return caso


def caso_da_coordinare(request: HttpRequest, pk: int) -> CasoAdi:
    caso = caso_o_404(request, pk)
    if perche_non_coordina(perimetro_di(request), caso):
        raise PermissionDenied
    return caso


def caso_per_appuntamenti(request: HttpRequest, pk: int) -> CasoAdi:
    """The case, for who makes appointments: the counter too, which sees only contacts."""
    perimetro = perimetro_di(request)
    righe = CasoAdi.objects.nel_perimetro(perimetro) | CasoAdi.objects.con_contatti(perimetro)
    caso = _annotato(
        request,
        uno_o_404(righe.select_related("nucleo__referente", "comune", "case_manager", "ambito"), pk=pk),
    )
    if perche_non_fissa(perimetro, caso):
        raise PermissionDenied
    return caso


def caso_con_contatti(request: HttpRequest, pk: int) -> CasoAdi:
    righe = CasoAdi.objects.con_contatti(perimetro_di(request))
    return _annotato(request, uno_o_404(righe.select_related("nucleo__referente", "comune"), pk=pk))


def caso_da_verificare(request: HttpRequest, pk: int) -> CasoAdi:
    righe = CasoAdi.objects.da_verificare(perimetro_di(request))
    return _annotato(request, uno_o_404(righe.select_related("nucleo__referente", "comune"), pk=pk))


def caso_di_un_collega(request: HttpRequest, pk: int) -> CasoAdi:
    """The thin card: a case of the same places, not opened."""
    righe = CasoAdi.objects.visibili_in_elenco(perimetro_di(request))
    return _annotato(request, uno_o_404(righe.select_related("nucleo__referente", "comune"), pk=pk))


def casi_o_404(request: HttpRequest, chiavi: Iterable[int]) -> list[CasoAdi]:
    """All the chosen cases, or 404: one out of scope stops the whole selection."""
    volute = set(chiavi)
    casi = list(casi_visibili(request).filter(pk__in=volute).order_by("pk"))
    if not casi or {c.pk for c in casi} != volute:
        raise Http404
    annota_lettura(request, *(Visto(ambito_id=c.ambito_id, caso_id=c.pk) for c in casi))
    return casi


def componente_o_404(request: HttpRequest, caso: CasoAdi, pk: int) -> ComponenteCaso:
    """A member of that very case."""
    return uno_o_404(ComponenteCaso.objects.filter(caso=caso).select_related("persona", "caso"), pk=pk)


def appuntamento_o_404(request: HttpRequest, caso: CasoAdi, pk: int) -> Appuntamento:
    """An appointment of that very case."""
    return uno_o_404(
        Appuntamento.objects.filter(caso=caso).select_related("operatore", "sede", "caso"), pk=pk
    )


def accesso_o_404(request: HttpRequest, pk: int) -> AccessoConcesso:
    """A request of access on a case that the person answers for; the read is noted."""
    accesso = uno_o_404(accessi_da_vedere(perimetro_di(request)), pk=pk)
    annota_lettura(request, Visto(ambito_id=accesso.caso.ambito_id, caso_id=accesso.caso_id))
    return accesso


def accessi_da_vedere(perimetro: Perimetro) -> QuerySet[AccessoConcesso]:
    """Requests on the cases that the person follows, coordinates or audits."""
    casi = CasoAdi.objects.filter(
        perimetro.filtro(Ruolo.COORDINATORE, Ruolo.DPO_AUDITOR)
    ) | CasoAdi.objects.filter(perimetro.filtro(Ruolo.ASSISTENTE_SOCIALE), case_manager=perimetro.utente_id)
    return AccessoConcesso.objects.filter(caso__in=casi.values("pk")).select_related(
        "caso__nucleo__referente", "utente", "concesso_da", "rivisto_da"
    )


def livello_di_accesso(perimetro: Perimetro, pk: int) -> Livello:
    """The widest way in which the person opens a case that is not theirs in full; 404 when there is none."""
    prove = (
        (Livello.CONTATTI, CasoAdi.objects.con_contatti(perimetro)),
        (Livello.VERIFICHE, CasoAdi.objects.da_verificare(perimetro)),
        (Livello.RIDOTTO, CasoAdi.objects.visibili_in_elenco(perimetro)),
    )
    for livello, righe in prove:
        if righe.filter(pk=pk).exists():
            return livello
    raise Http404


def perche_non_lavora(perimetro: Perimetro, caso: CasoAdi) -> str:
    """Empty when the person may write on the case, otherwise the reason to show on the greyed button."""
    if caso.stato in FINALI:
        return "Il caso è chiuso."
    if _copre(perimetro, caso, Ruolo.COORDINATORE):
        return ""
    if not _copre(perimetro, caso, Ruolo.ASSISTENTE_SOCIALE):
        return "Puoi leggere questo caso ma non modificarlo."
    if caso.case_manager_id == perimetro.utente_id or accesso_attivo(perimetro, caso):
        return ""
    return "Lo segue un'altra persona: chiedi a lei o al coordinamento."


def perche_non_coordina(perimetro: Perimetro, caso: CasoAdi) -> str:
    if _copre(perimetro, caso, Ruolo.COORDINATORE):
        return ""
    return "Lo fa il coordinamento."


def perche_non_fissa(perimetro: Perimetro, caso: CasoAdi) -> str:
    """Appointments: who works on the case, the counter, the educator of the team."""
    if caso.stato in FINALI:
        return "Il caso è chiuso."
    if _copre(perimetro, caso, Ruolo.SEGRETARIATO, Ruolo.EDUCATORE):
        return ""
    return perche_non_lavora(perimetro, caso)


def legge_i_motivi(perimetro: Perimetro, caso: CasoAdi) -> bool:
    """Reasons of health, justice, violence: only the case manager and the coordinator."""
    return caso.case_manager_id == perimetro.utente_id or _copre(perimetro, caso, Ruolo.COORDINATORE)


def accesso_attivo(perimetro: Perimetro, caso: CasoAdi) -> AccessoConcesso | None:
    """The time-limited right that the person holds now on the case, if any."""
    return AccessoConcesso.objects.filter(
        caso=caso, utente=perimetro.utente_id, scade_il__gt=timezone.now(), revocato_il__isnull=True
    ).first()


def risponde_all_accesso(perimetro: Perimetro, accesso: AccessoConcesso) -> bool:
    """The case manager and the coordinator grant; for a protected person only the coordinator."""
    caso = accesso.caso
    if accesso.utente_id == perimetro.utente_id:
        return False
    return caso.case_manager_id == perimetro.utente_id or _copre(perimetro, caso, Ruolo.COORDINATORE)


def _copre(perimetro: Perimetro, caso: CasoAdi, *ruoli: Ruolo) -> bool:
    return perimetro.copre(*ruoli, ambito_id=caso.ambito_id, comune_id=caso.comune_id)


def _annotato(request: HttpRequest, caso: CasoAdi) -> CasoAdi:
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
