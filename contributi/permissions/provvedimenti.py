"""Who decides, who reads the acts, who records what the citizen answers."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from adi_platform.documenti.models import Documento
from adi_platform.http.accesso import annota_lettura, perimetro_di, uno_o_404
from adi_platform.http.vista import Politica
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.registro_accessi.services.registra import Visto
from contributi.models import (
    Comunicazione,
    ElencoDeroghe,
    Osservazione,
    Preavviso,
    Provvedimento,
    Richiesta,
)
from contributi.querysets import RichiestaQuerySet
from equipe.permissions import segue_il_caso

VEDE_ATTI = Politica.ruoli(Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)
DECIDE = Politica.ruoli(Ruolo.DIRIGENTE)
VEDE_PREAVVISI = Politica.ruoli(Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR, Ruolo.ASSISTENTE_SOCIALE)
REGISTRA_RISPOSTE = Politica.ruoli(Ruolo.DIRIGENTE, Ruolo.ASSISTENTE_SOCIALE)
VEDE_TERMINI = Politica.ruoli(
    Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR
)
DELL_AMBITO = (Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)


def decide_su(perimetro: Perimetro, richiesta: Richiesta) -> bool:
    return perimetro.copre(Ruolo.DIRIGENTE, ambito_id=richiesta.ambito_id, comune_id=richiesta.comune_id)


def registra_risposte_su(perimetro: Perimetro, richiesta: Richiesta) -> bool:
    """The Dirigente, and the social worker of the case, who meets the person."""
    return decide_su(perimetro, richiesta) or segue_il_caso(perimetro, richiesta.caso)


def richieste_da_decidere(request: HttpRequest) -> RichiestaQuerySet[Richiesta]:
    righe = Richiesta.objects.filter(perimetro_di(request).filtro(*DELL_AMBITO))
    return righe.select_related("misura", "richiedente", "registrazione", "ambito", "comune", "caso__nucleo")


def richiesta_da_decidere_o_404(request: HttpRequest, pk: int) -> Richiesta:
    """For the Dirigente of that Ambito."""
    richiesta: Richiesta = uno_o_404(richieste_da_decidere(request), pk=pk)
    if not decide_su(perimetro_di(request), richiesta):
        raise Http404
    _annota(request, richiesta)
    return richiesta


def richiesta_con_preavvisi_o_404(request: HttpRequest, pk: int) -> Richiesta:
    """For who decides or audits, and for the social worker of the case."""
    perimetro = perimetro_di(request)
    righe = Richiesta.objects.nel_perimetro(perimetro).select_related(
        "misura", "richiedente", "registrazione", "ambito", "comune", "caso__nucleo", "assistente"
    )
    richiesta: Richiesta = uno_o_404(righe, pk=pk)
    vede = perimetro.copre(*DELL_AMBITO, ambito_id=richiesta.ambito_id, comune_id=richiesta.comune_id)
    if not (vede or segue_il_caso(perimetro, richiesta.caso)):
        raise Http404
    _annota(request, richiesta)
    return richiesta


def richiesta_con_termine_o_404(request: HttpRequest, pk: int) -> Richiesta:
    """The days of the term: who opens the case, and who answers for the term."""
    perimetro = perimetro_di(request)
    righe = Richiesta.objects.nel_perimetro(perimetro).select_related(
        "misura", "richiedente", "registrazione", "ambito", "comune", "caso__nucleo"
    )
    richiesta: Richiesta = uno_o_404(righe, pk=pk)
    _annota(request, richiesta)
    return richiesta


def preavviso_o_404(request: HttpRequest, pk: int) -> Preavviso:
    """Only for who may record what happens to it."""
    righe = Preavviso.objects.select_related(
        "comunicazione__registrazione",
        "comunicazione__richiesta",
        "richiesta__caso",
        "richiesta__comune",
        "richiesta__misura",
        "richiesta__ambito",
    )
    visibili = Richiesta.objects.nel_perimetro(perimetro_di(request))
    preavviso: Preavviso = uno_o_404(righe.filter(richiesta__in=visibili), pk=pk)
    if not registra_risposte_su(perimetro_di(request), preavviso.richiesta):
        raise Http404
    _annota(request, preavviso.richiesta)
    return preavviso


def osservazione_da_valutare_o_404(request: HttpRequest, pk: int) -> Osservazione:
    righe = Osservazione.objects.select_related("preavviso__richiesta__caso", "preavviso__comunicazione")
    osservazione: Osservazione = uno_o_404(righe, pk=pk)
    if not decide_su(perimetro_di(request), osservazione.preavviso.richiesta):
        raise Http404
    _annota(request, osservazione.preavviso.richiesta)
    return osservazione


def atti_visibili(request: HttpRequest) -> QuerySet[Provvedimento]:
    filtro = perimetro_di(request).filtro(
        *DELL_AMBITO, ambito="richiesta__ambito_id", comune="richiesta__comune_id"
    )
    righe = Provvedimento.objects.filter(filtro)
    return righe.select_related(
        "richiesta__misura",
        "richiesta__richiedente",
        "richiesta__registrazione",
        "richiesta__ambito",
        "richiesta__comune",
        "richiesta__caso__nucleo",
        "richiesta__assistente",
        "proposta",
        "registrazione",
        "riguarda__registrazione",
        "adottato_da",
        "documento",
        "documento_firmato",
        "documento_pubblico",
        "pubblicazione__registrazione",
    )


def provvedimento_o_404(request: HttpRequest, pk: int) -> Provvedimento:
    provvedimento: Provvedimento = uno_o_404(atti_visibili(request), pk=pk)
    _annota(request, provvedimento.richiesta)
    return provvedimento


def provvedimento_da_decidere_o_404(request: HttpRequest, pk: int) -> Provvedimento:
    provvedimento = provvedimento_o_404(request, pk)
    if not decide_su(perimetro_di(request), provvedimento.richiesta):
        raise Http404
    return provvedimento


def comunicazione_o_404(request: HttpRequest, pk: int) -> Comunicazione:
    righe = Comunicazione.objects.select_related("richiesta__caso", "richiesta__ambito", "registrazione")
    visibili = Richiesta.objects.nel_perimetro(perimetro_di(request))
    comunicazione: Comunicazione = uno_o_404(righe.filter(richiesta__in=visibili), pk=pk)
    if not registra_risposte_su(perimetro_di(request), comunicazione.richiesta):
        raise Http404
    _annota(request, comunicazione.richiesta)
    return comunicazione


def ambiti_da_dirigere(request: HttpRequest) -> QuerySet[Ambito]:
    return Ambito.objects.filter(pk__in=perimetro_di(request).ambiti_come(Ruolo.DIRIGENTE)).order_by("nome")


def apre_l_atto(perimetro: Perimetro, documento: Documento) -> bool:
    """Integral, signed and public rendering: who reads the acts of that Ambito."""
    filtro = perimetro.filtro(*DELL_AMBITO, ambito="richiesta__ambito_id", comune="richiesta__comune_id")
    return Provvedimento.objects.filter(filtro, pk=documento.oggetto_id or 0).exists()


def apre_la_lettera(perimetro: Perimetro, documento: Documento) -> bool:
    """Letters, proofs and observations: who decides, audits or follows the case."""
    righe = Richiesta.objects.nel_perimetro(perimetro).select_related("caso")
    richiesta = righe.filter(pk=documento.oggetto_id or 0).first()
    if richiesta is None:
        return False
    vede = perimetro.copre(*DELL_AMBITO, ambito_id=richiesta.ambito_id, comune_id=richiesta.comune_id)
    return vede or segue_il_caso(perimetro, richiesta.caso)


def apre_l_elenco_deroghe(perimetro: Perimetro, documento: Documento) -> bool:
    ambiti = perimetro.ambiti_come(*DELL_AMBITO)
    return ElencoDeroghe.objects.filter(pk=documento.oggetto_id or 0, ambito__in=ambiti).exists()


def annota_richieste(request: HttpRequest, richieste: Iterable[Richiesta]) -> None:
    """One read for the whole page: whose requests were listed."""
    per_ambito: dict[int, set[int]] = {}
    for richiesta in richieste:
        per_ambito.setdefault(richiesta.ambito_id, set()).add(richiesta.richiedente_id)
    visti = (Visto(ambito_id=ambito, persone=tuple(sorted(p))) for ambito, p in per_ambito.items())
    annota_lettura(request, *visti)


def _annota(request: HttpRequest, richiesta: Richiesta) -> None:
    annota_lettura(request, Visto(ambito_id=richiesta.ambito_id, caso_id=richiesta.caso_id))
